"""One look for all shots, whatever model they came from: each is brought towards the hero, then graded alike."""

from collections.abc import Mapping

from tools.film.brief import Brief, Grade, Mood
from tools.film.storyboard import Role
from tools.production.model import Production
from tools.stitching.looking import Seen
from tools.stitching.segments import Filter
from tools.stitching.toning import towards

MOODS = {
    Mood.WARM: {"contrast": 1.04, "saturation": 1.08, "gamma_r": 1.02, "gamma_b": 0.97},
    Mood.UPBEAT: {"contrast": 1.05, "saturation": 1.14, "gamma": 1.02},
    Mood.DREAMY: {"contrast": 0.98, "saturation": 0.96, "gamma": 1.04, "gamma_b": 1.02},
    Mood.TENSE: {"contrast": 1.08, "saturation": 0.90, "gamma": 0.98, "gamma_b": 1.02},
    Mood.CALM: {"contrast": 1.01, "saturation": 0.98, "gamma": 1.01},
    Mood.PROUD: {"contrast": 1.06, "saturation": 1.06, "gamma_r": 1.01},
}
"""The look that goes with the film's mood."""
LOOKS = {
    Grade.NATURAL: {"contrast": 1.0},
    Grade.WARM: {"contrast": 1.04, "saturation": 1.10, "gamma_r": 1.07, "gamma_b": 0.92},
    Grade.VIVID: {"contrast": 1.08, "saturation": 1.35},
    Grade.SOFT: {"contrast": 0.90, "saturation": 0.85, "gamma": 1.06},
    Grade.DARK: {"contrast": 1.12, "saturation": 0.88, "gamma": 0.82},
    Grade.COOL: {"contrast": 1.04, "saturation": 0.98, "gamma_r": 0.93, "gamma_b": 1.08},
    Grade.MONO: {"contrast": 1.10, "saturation": 0.0},
    Grade.RICH: {"contrast": 1.15, "saturation": 1.15, "gamma": 0.96},
}
"""The look that the person asked for."""


def grades(production: Production, seen: Mapping[str, Seen], table: str | None) -> dict[str, tuple[Filter, ...]]:
    """What is done to each take's picture, by its file. `table` names a `.cube` file in the folder ffmpeg runs in."""
    hero = seen[hero_file(production)].tone
    look = film_look(production.brief) if table is None else table_look(table)
    return {file: (*towards(hero, seen[lit].tone), *look) for file, lit in _lit_by(production, seen).items()}


def _lit_by(production: Production, seen: Mapping[str, Seen]) -> dict[str, str]:
    """Whose light each take is corrected by: one that goes on from another by that one's, else the seam would show."""
    lit = {file: file for file in seen}
    for shot in production.storyboard.shots:
        take, before = (production.keeper(each) if each else None for each in (shot.id, shot.continues))
        seam = seen[take.file].seam if take is not None and take.file in seen else None
        if take is not None and before is not None and seam is not None and not seam.bad:
            lit[take.file] = lit[before.file]
    return lit


def hero_file(production: Production) -> str:
    """The take that the others follow: the first hero that shows the world rather than a card, else the first shot."""
    shots = production.storyboard.shots
    heroes = [shot for shot in shots if shot.role is Role.HERO and not shot.brand_card]
    take = production.keeper((heroes or list(shots))[0].id)
    assert take is not None, "a film that is cut has its takes"
    return take.file


def film_look(brief: Brief) -> tuple[Filter, ...]:
    """The grade of the whole film: the one asked for, else the mood's."""
    look = LOOKS[brief.grade] if brief.grade is not None else MOODS[brief.mood]
    return (("eq", (), tuple(look.items())),)


def table_look(table: str) -> tuple[Filter, ...]:
    """The person's own look, which is made for full RGB: there and back without a shift of colour."""
    there = (("in_color_matrix", "bt709"), ("in_range", "tv"))
    back = (("out_color_matrix", "bt709"), ("out_range", "tv"))
    return (
        ("scale", (), there),
        ("format", ("gbrp",), ()),
        ("lut3d", (), (("file", table), ("interp", "tetrahedral"))),
        ("scale", (), back),
        ("format", ("yuv420p",), ()),
    )
