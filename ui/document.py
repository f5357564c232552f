"""The JSON document that scripts rely on: one shape for `plan` and `make`."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.film.brief import Brief
from tools.film.route import Route
from tools.film.storyboard import Shot
from tools.production.model import Balance, Production

if TYPE_CHECKING:
    from tools.stitching.cut import Delivered
    from tools.stitching.handoff import Delivery

SCHEMA = 1

Json = dict[str, Any]


def document(production: Production, balance: Balance | None, folder: Path) -> Json:
    """The production as plain JSON values; amounts and seconds become numbers only here, at the very edge."""
    quote, cut = production.quote, production.cut
    return {
        "schema": SCHEMA,
        "mode": production.mode,
        "edition": production.edition,
        "production": folder.as_posix(),
        "brief": _brief(production.brief),
        "shots": [_shot(production, shot) for shot in production.storyboard.shots],
        "quote": None
        if quote is None
        else {"credits": float(quote.credits), "p50": float(quote.p50), "p90": float(quote.p90)},
        "ledger": _ledger(production, balance),
        "cut": None if cut is None else {**cut.model_dump(mode="json"), "seconds": float(cut.seconds)},
        "material": [
            {"name": each.name, "as": each.used_as, "shot": each.shot_id, "kind": each.kind, "origin": each.origin}
            for each in production.material
        ],
        "warnings": [warning.model_dump(mode="json") for warning in production.warnings],
    }


def delivery_json(delivery: "Delivery") -> Json:
    """A hand-off as plain JSON values: where it lies, what to open, and all that belongs to it."""
    return {
        "schema": SCHEMA,
        "format": delivery.format.value,
        "folder": delivery.folder.as_posix(),
        "open": delivery.files[0],
        "files": list(delivery.files),
        "shots": delivery.shots,
        "frames": delivery.frames,
        "fps": delivery.fps,
    }


def versions_json(folder: Path, made: Sequence["Delivered"]) -> Json:
    """The versions that were delivered, in order, as plain JSON values."""
    versions: list[Json] = [
        {
            "preset": one.preset.name,
            "file": (folder / one.file).as_posix(),
            "width": one.size.width,
            "height": one.size.height,
            "seconds": float(one.seconds),
            "fps": one.fps,
            "loudness_lufs": one.loudness_lufs,
        }
        for one in made
    ]
    return {"schema": SCHEMA, "versions": versions}


def _brief(brief: Brief) -> Json:
    return {
        "text": brief.text,
        "aspect_ratio": brief.aspect_ratio.value,
        "width": brief.size.width,
        "height": brief.size.height,
        "resolution": brief.resolution,
        "duration_s": float(brief.duration_s),
        "budget_credits": _number(brief.budget_credits),
        "language": brief.language,
        "voice": brief.voice,
        "music": brief.music,
        "captions": brief.captions,
        "genre": brief.genre.value,
        "mood": brief.mood.value,
        "brand": brief.brand,
        "subject": brief.subject,
    }


def _shot(production: Production, shot: Shot) -> Json:
    route = next((route for route in production.routes if route.shot_id == shot.id), None)
    start = production.still(shot.id, "start")
    end = production.still(shot.id, "end")
    return {
        "id": shot.id,
        "description": shot.description,
        "framing": shot.framing.value,
        "camera": shot.camera.value,
        "role": shot.role.value,
        "seconds": float(shot.seconds),
        "faces": shot.faces,
        "dialogue": shot.dialogue,
        "narration": shot.narration,
        "caption": shot.caption,
        "continues": shot.continues,
        "sequence": shot.sequence,
        "cast": list(shot.cast),
        "route": None if route is None else _route(route),
        "stills": [still.file for still in (start, end) if still is not None],
        "locked": start is not None and start.locked,
        "takes": [
            {
                "file": take.file,
                "credits": float(take.credits) if take.shot_id == shot.id else 0.0,
                "kept": take == production.keeper(shot.id),
                "model": take.model,
                "draft": take.draft,
            }
            for take in production.takes
            if take.shot_id == (shot.sequence or shot.id)
        ],
    }


def _route(route: Route) -> Json:
    return {
        "model": route.model,
        "provider": route.provider,
        "mode": route.mode.value,
        "clip_seconds": _whole(route.clip_seconds),
        "resolution": route.resolution,
        "aspect_ratio": route.aspect_ratio.value,
        "fps": route.fps,
        "audio": route.audio,
        "credits": float(route.credits),
        "expected_takes": float(route.expected_takes),
        "references": route.references,
        "draft": None if route.draft is None else {"model": route.draft.model, "credits": float(route.draft.credits)},
        "why": route.why,
        "ruled_out": [ruled.model_dump(mode="json") for ruled in route.ruled_out],
    }


def _ledger(production: Production, balance: Balance | None) -> Json:
    if balance is None:
        nothing = {name: 0.0 for name in ("approved", "reserved", "settled", "unknown")}
        return {"budget": _number(production.brief.budget_credits), **nothing}
    return {name: _number(getattr(balance, name)) for name in ("budget", "approved", "reserved", "settled", "unknown")}


def _number(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


def _whole(seconds: Decimal) -> int | float:
    return int(seconds) if seconds == int(seconds) else float(seconds)
