"""One function a command. Each imports what it needs when it runs."""

import argparse
import json
import os
import sys
from datetime import date
from pathlib import Path

from tools.film.errors import NotGreenlit, UsageError

LONGEST_BRIEF = 20_000
NO_CAP = "--yes with real credits needs a cap; add --budget CREDITS."


def plan(options: argparse.Namespace) -> int:
    """Storyboard, routes, quote and forecast; writes nothing."""
    from agent.planning import plan_film
    from ui.document import document
    from ui.tables import planned
    from ui.wiring import folder_for, wishes_from

    text = brief_text(options.brief)
    production = plan_film(text, wishes_from(options), date.today())
    folder = options.project or folder_for(production.slug, text, production.mode)
    if options.json:
        _print_json(document(production, None, folder))
    else:
        sys.stdout.write(planned(production))
    return 0


def make(options: argparse.Namespace) -> int:
    """Brief to finished cut."""
    from agent.planning import plan_film
    from ui.headless import run_headless
    from ui.wiring import folder_for, headless_session, wishes_from

    text = brief_text(options.brief)
    if options.live and options.yes and options.budget is None:
        raise UsageError(NO_CAP)
    wishes = wishes_from(options)
    production = plan_film(text, wishes, date.today())
    folder = options.project or folder_for(production.slug, text, production.mode)
    if (folder / "production.json").exists():
        _same_film_or_refuse(folder, text)
        session = headless_session(folder, wishes)
        return run_headless(session, session.resume(), options, folder)
    session = headless_session(folder, wishes)
    return run_headless(session, session.send(text), options, folder)


def resume(options: argparse.Namespace) -> int:
    """Go on where it stopped."""
    from tools.production.store import existing
    from ui.headless import run_headless
    from ui.wiring import headless_session, newest_folder, sellers, set_budget, wishes_of

    folder = options.folder or newest_folder()
    known = existing(folder).load()
    if options.yes and (options.live or known.mode == "live") and not (options.budget or known.brief.budget_credits):
        raise UsageError(NO_CAP)
    if options.live and known.mode == "rehearsal":
        from agent.going_live import go_live

        folder = go_live(folder, sellers(), date.today())
        sys.stderr.write(f"The live film is in {folder}; nothing that was rehearsed counts as paid.\n")
    if options.budget is not None:
        set_budget(folder, options.budget, date.today())
    session = headless_session(folder, wishes_of(folder))
    return run_headless(session, session.resume(), options, folder)


def models(options: argparse.Namespace) -> int:
    """The edition's capability and price table."""
    from tools.catalog.listing import read_edition
    from tools.providers.keys import with_keys
    from ui.model_table import edition_json, edition_table

    edition, keys = read_edition(options.edition), with_keys(os.environ, Path.cwd())
    if options.json:
        _print_json(edition_json(edition, date.today(), keys))
    else:
        sys.stdout.write(edition_table(edition, date.today(), keys))
    return 0


def ledger(options: argparse.Namespace) -> int:
    """Every approval, reservation, charge and job of a production."""
    from ui.tables import ledger_json, ledger_table, reckoned, reckoning_json
    from ui.wiring import ledger_of, reconcile, resolve

    if options.resolve is not None:
        key, fate = options.resolve
        resolve(options.folder, key, fate, date.today())
    reckoning = reconcile(options.folder, date.today()) if options.reconcile else None
    with ledger_of(options.folder) as opened:
        if options.json:
            told = ledger_json(opened)
            _print_json(told if reckoning is None else told | reckoning_json(reckoning))
        else:
            sys.stdout.write(ledger_table(opened) if reckoning is None else reckoned(reckoning))
    return 0


def cancel(options: argparse.Namespace) -> int:
    """Jobs under way stopped at their providers, once the person has seen what that saves."""
    from agent.cancelling import under_way
    from ui import wiring

    jobs = under_way(options.folder, options.calls)
    sys.stderr.write(
        "".join(f"{job.call.key}  {job.call.credits} credits at {job.call.provider}: {job.saves}\n" for job in jobs)
        or "No job is under way, so there is nothing to stop.\n"
    )
    if (
        jobs
        and not options.yes
        and not _agreed("Stop what can be stopped? Type yes, or anything else to let them go on: ")
    ):
        sys.stderr.write("Nothing was stopped; `greenlight resume` fetches what is under way.\n")
        return NotGreenlit.exit_status
    said = wiring.cancel(options.folder, tuple(job.call.key for job in jobs), date.today()) if jobs else ()
    if options.json:
        _print_json({"schema": 1, "jobs": [job.call.key for job in jobs], "said": said})
    else:
        sys.stdout.write("".join(f"{each}\n" for each in said))
    return 0


def _agreed(question: str) -> bool:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    sys.stderr.write(question)
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def export(options: argparse.Namespace) -> int:
    """The cut as a project of an editor, with everything that it plays beside it."""
    from tools.production.store import existing
    from tools.stitching.handoff import Format, hand_off
    from ui.document import delivery_json

    delivery = hand_off(existing(options.folder).load(), options.folder, Format(options.to), options.into)
    if options.json:
        _print_json(delivery_json(delivery))
    else:
        told = f"{delivery.shots} shots, {len(delivery.files)} files"
        sys.stdout.write(
            f"For {delivery.format.label}: {delivery.folder / delivery.files[0]} ({told})\n{delivery.format.opening}\n"
        )
    return 0


def deliver(options: argparse.Namespace) -> int:
    """Other versions of a film that has its takes."""
    from tools.production.store import existing
    from tools.stitching.cut import Version, Watch, deliver
    from tools.stitching.settings import preset_named
    from ui.document import versions_json

    store = existing(options.folder)
    watch = Watch(warning=_warn)
    made = []
    with store.hold():
        for name in options.presets:
            version = Version(preset_named(name), options.seconds, options.captions, options.encoder)
            made.append(deliver(store.load(), options.folder, version, watch))
            if not options.json:
                sys.stdout.write(f"{version.preset.label}: {options.folder / made[-1].file} ({made[-1].told})\n")
    if options.json:
        _print_json(versions_json(options.folder, made))
    return 0


def doctor(_: argparse.Namespace) -> int:
    """What is installed, which keys are set, what has retired."""
    from ui.doctor import report

    lines, healthy = report(os.environ, date.today())
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if healthy else 1


def chat(options: argparse.Namespace) -> int:
    """The chat; resumes or starts a production."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError('The chat needs a terminal; in a script use `greenlight make "BRIEF" --yes`.')
    from ui.wiring import chat_app

    return chat_app(options.project, live=options.live).run() or 0


def brief_text(argument: str) -> str:
    """The brief's words: as given, from stdin for `-`, or from the file after `@`."""
    try:
        if argument == "-":
            return sys.stdin.read(LONGEST_BRIEF + 1)
        if argument.startswith("@") and len(argument) > 1 and "\n" not in argument:
            with Path(argument[1:]).open(encoding="utf-8") as file:
                return file.read(LONGEST_BRIEF + 1)
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise UsageError(f"The brief in {argument[:80]} cannot be read as text; check the file's name.") from error
    return argument


def _same_film_or_refuse(folder: Path, text: str) -> None:
    from tools.production.store import Store

    if Store(folder).load().brief.text.strip() != text.strip():
        raise UsageError(f"{folder} already holds another film; choose another --project, or resume that one.")


def _warn(sentence: str) -> None:
    sys.stderr.write(f"note: {sentence}\n")


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
