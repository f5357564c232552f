"""A look of the person's own is whole before it colours anything."""

import pytest

from tools.material.checks import BadMaterial
from tools.material.look_tables import check_look_table

COLOURS = [f"{r} {g} {b}" for b in (0, 0.5, 1) for g in (0, 0.5, 1) for r in (0, 0.5, 1)]


def told(*lines, head="LUT_3D_SIZE 3"):
    return "\r\n".join(["# graded by hand", 'TITLE "LUT_1D_SIZE 9"', "DOMAIN_MIN 0 0 0", head, "", *lines])


def test_a_whole_table_is_taken():
    assert check_look_table("a.cube", told(*COLOURS)) == 3


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (told(*COLOURS[:-1]), "26 of its 27"),
        (told(*COLOURS, "1 1 1"), "28 of its 27"),
        (told(*COLOURS[:-1], "1 nan 1"), "no colour"),
        (told(*COLOURS[:-1], "1 1"), "no colour"),
        (told(*COLOURS, head="LUT_3D_SIZE 900"), "is not a .cube"),
        (told(*COLOURS, head="LUT_1D_SIZE 27"), "one-dimensional"),
        ("Dear editor, make it warm.", "no colour"),
        ("#EXTM3U\n", "is not a .cube"),
    ],
)
def test_anything_else_is_refused_with_what_to_do(text, why):
    with pytest.raises(BadMaterial, match=rf"^a\.cube .*{why}.*export .*\.$"):
        check_look_table("a.cube", text)
