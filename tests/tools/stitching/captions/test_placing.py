"""Captions lie where no platform, no face and no brand's name is in their way."""

import pytest

from tools.film.finish import CaptionCards, CaptionStyle
from tools.film.shape import AspectRatio, Size
from tools.stitching.captions import Box, Caption, cards_of, layout_for
from tools.stitching.captions.placing import safe_area, safe_areas
from tools.stitching.captions.words import words_of
from tools.studio.painting import card as brand_card

TALL, WIDE = Size(1080, 1920), Size(1920, 1080)
TEXTS = ("Tea.", "Look a little closer, it is all in the leaf", "Donaudampfschifffahrtsgesellschaftskapitänsmütze")


def placed(text, size, clear=(), **wishes):
    ratio = AspectRatio.PORTRAIT if size == TALL else AspectRatio.LANDSCAPE
    (made,) = cards_of([Caption(0, 1, words_of(text), clear=clear)], size, layout_for(ratio, size, **wishes))
    return made


@pytest.mark.parametrize("area", safe_areas(), ids=lambda area: f"{area.platform} {area.ratio}")
def test_every_platform_has_its_source_and_its_date(area):
    assert area.checked.year >= 2026 and "." in area.source


@pytest.mark.parametrize("platform", ["TikTok", "Reels", "Shorts", "tiktok", None])
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("style", CaptionStyle)
def test_cards_stay_inside_what_the_platform_leaves_free(platform, text, style):
    safe = safe_area(AspectRatio.PORTRAIT, platform)
    made = placed(text, TALL, platform=platform, style=style)
    half = max(row.width for row in made.rows) / 2
    assert 540 - half >= safe.left * 1080 - 1 and 540 + half <= safe.right * 1080 + 1
    assert made.box[1] >= safe.top * 1920 and made.box[3] <= safe.bottom * 1920


def test_a_film_for_no_platform_keeps_clear_of_them_all():
    every, areas = (
        safe_area(AspectRatio.PORTRAIT),
        [a for a in safe_areas() if a.platform in ("TikTok", "Reels", "Shorts")],
    )
    assert all(every.bottom <= 1 - a.bottom and every.top >= a.top and every.left >= a.left for a in areas)


@pytest.mark.parametrize("size", [TALL, WIDE])
@pytest.mark.parametrize("text", TEXTS)
def test_a_caption_is_never_over_the_brands_name(size, text):
    name = Box((1 - brand_card.WIDE) / 2, brand_card.TOP, (1 + brand_card.WIDE) / 2, brand_card.BOTTOM)
    made = placed(text, size, (name,))
    assert made.box[3] <= name.top * size.height or made.box[1] >= name.bottom * size.height


@pytest.mark.parametrize("size", [TALL, WIDE])
def test_a_title_is_never_over_what_is_spoken_also_where_the_brands_name_pushes_both_up(size):
    name = Box((1 - brand_card.WIDE) / 2, brand_card.TOP, (1 + brand_card.WIDE) / 2, brand_card.BOTTOM + 0.02)
    said = Caption(0, 1, words_of("Look a little closer, it is all"), clear=(name,))
    title = Caption(0, 2, words_of("50% off today"), title=True)
    ratio = AspectRatio.PORTRAIT if size == TALL else AspectRatio.LANDSCAPE
    spoken, above = sorted(cards_of([title, said], size, layout_for(ratio, size)), key=lambda card: card.caption.title)
    assert above.box[3] <= spoken.box[1] or above.box[1] >= spoken.box[3]


def test_lines_are_smaller_and_hold_more_than_words():
    words, lines = (layout_for(AspectRatio.PORTRAIT, TALL, cards=cards) for cards in CaptionCards)
    assert lines.font < words.font and lines.characters > words.characters
