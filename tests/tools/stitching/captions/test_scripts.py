"""Every script is drawn by a font that has it, in its own direction, or refused in one sentence."""

import shutil
import subprocess
import unicodedata

import cv2
import numpy as np
import pytest

from tests.tools.stitching.captions.drawing import card, drawn
from tools.film.errors import GreenlightError
from tools.film.finish import CaptionStyle
from tools.film.shape import AspectRatio, Size
from tools.fonts import system
from tools.fonts.bidi import base_level, levels, visual_order
from tools.fonts.faces import characters
from tools.fonts.writing import fonts_for
from tools.stitching.captions import Caption, as_ass, cards_of, fonts_of, layout_for

TESSERACT = shutil.which("tesseract")
SHIPPED = {
    "eng": "Tea, the slow way. 100% [in]; 'x': a=b",
    "vie": "Xin chào thế giới",
    "ell": "Καλημέρα, τι κάνετε σήμερα;",
    "rus": "Съешь ещё этих мягких булок",
    "ara": "صباح الخير يا عالم",
    "heb": "שלום עולם ותודה רבה",
    "hin": "नमस्ते दुनिया, आज की चाय",
    "tha": "สวัสดีชาวโลก วันนี้อากาศดี",
}
FROM_THE_MACHINE = {
    "chi_sim": "今天的茶非常好喝",
    "jpn": "今日のお茶はとても美味しい",
    "kor": "오늘의 차는 정말 맛있어요",
}
LANGUAGES = {"chi_sim": "zh", "jpn": "ja", "kor": "ko"}


def read(picture, language):
    """What tesseract reads in the picture, without spaces: at half the size, its models know book letters best."""
    sheet = cv2.resize(255 - picture.max(axis=2), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    ok, png = cv2.imencode(".png", sheet)
    assert ok
    command = [str(TESSERACT), "-", "-", "-l", language, "--psm", "6"]
    told = subprocess.run(command, input=png.tobytes(), capture_output=True, check=True, env={"OMP_THREAD_LIMIT": "1"})
    return compared(told.stdout.decode("utf-8"))


def compared(text):
    """The text without spaces, each character in its one form."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in text if not letter.isspace() and letter.isprintable())


def share_read(wanted, found):
    """How much of the text was read: 1 less the edits it takes from one to the other."""
    row = list(range(len(found) + 1))
    for place, letter in enumerate(wanted, start=1):
        before, row = row, [place]
        for number, other in enumerate(found, start=1):
            row.append(min(row[-1] + 1, before[number] + 1, before[number - 1] + (letter != other)))
    return 1 - row[-1] / len(wanted)


def can_read():
    if TESSERACT is None:
        return set()
    told = subprocess.run([TESSERACT, "--list-langs"], capture_output=True, text=True, check=False)
    return set(told.stdout.split())


@pytest.mark.skipif(TESSERACT is None, reason="tesseract is not installed")
def test_captions_are_read_back_by_ocr_in_every_script():
    known, figures = can_read(), {}
    for language, text in {**SHIPPED, **FROM_THE_MACHINE}.items():
        if language not in known:
            continue
        code = LANGUAGES.get(language, "")
        if isinstance(fonts_for(text, code), tuple):
            wanted = compared(text)
            figures[language] = share_read(
                wanted, read(drawn([card(text, code)], CaptionStyle.BOXED, language=code), language)
            )
    if not figures:
        pytest.skip("tesseract has no language data")
    told = ", ".join(f"{language} {share:.3f}" for language, share in figures.items())
    assert min(figures.values()) >= 0.95, told


@pytest.mark.parametrize("text", SHIPPED.values())
def test_shipped_fonts_have_every_character(text):
    found = fonts_for(text)
    assert isinstance(found, tuple) and all("tools" in font.file.parts for font in found)
    assert set(map(ord, text)) - {0x20} <= set().union(*map(characters, found))


def test_emoji_are_drawn_and_not_boxes():
    cup, flag, thumb = (drawn([card(f"a {emoji}")], CaptionStyle.BOXED) for emoji in ("🍵", "🇫🇷", "👍🏽"))
    assert not np.array_equal(cup, flag) and not np.array_equal(flag, thumb)
    family, members = (drawn([card(f"a {each}")], CaptionStyle.BOXED) for each in ("👩‍👩‍👧", "👩👩👧"))
    assert (family > 200).sum() < (members > 200).sum()  # joined into one picture


def test_a_script_that_no_font_here_has_is_refused_in_one_sentence(monkeypatch):
    monkeypatch.setattr(system, "_listed", lambda wanted: [])
    layout = layout_for(AspectRatio.SQUARE, Size(480, 480))
    with pytest.raises(GreenlightError, match=r"no font on this machine has .*\(Korean\); install one") as refused:
        fonts_of([card("오늘의 세계")], layout)
    assert str(refused.value).count(". ") == 0


def test_right_to_left_runs_from_the_right_with_its_numbers_and_foreign_words_as_they_are():
    text = "קפה 25 Nike טוב"
    found = levels(text, base_level(text))
    runs, start = [], 0
    for place in range(1, len(text) + 1):
        if place == len(text) or found[place] != found[start]:
            runs.append((found[start], text[start:place]))
            start = place
    seen = [runs[place][1].strip() for place in visual_order([level for level, _ in runs])]
    assert base_level(text) == 1 and [part for part in seen if part][0] == "טוב" and seen[-1] == "קפה"
    assert "25" in seen or "25 Nike" in seen


def test_a_line_that_begins_with_a_number_still_knows_that_arabic_came_before_it():
    """After Arabic the sign of 25٪ stands to the left of its number, also where the two begin a line of their own."""
    shown, size = Caption(0, 1, ("صباح الخير يا عالم، ", "25٪ ", "خصم اليوم")), Size(480, 480)
    layout = layout_for(AspectRatio.SQUARE, size)
    (card,) = cards_of([shown], size, layout)
    assert [row.text for row in card.rows][-1].startswith("25٪")
    second = as_ass([card], size, CaptionStyle.CLEAN).strip().splitlines()[-1]
    assert second.index("٪") < second.index("25")
