"""The person's own files: checked by content, shared out verbatim, read as lists."""

import io
import os
import wave
from decimal import Decimal
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tools.film.shape import Size
from tools.film.storyboard import CameraMove, Framing
from tools.material.checks import BadMaterial, inspect
from tools.material.fitting import fit_clip, fit_picture, fit_sound
from tools.material.inbox import files_named, find, receive
from tools.material.scripts import split_script
from tools.material.shotlists import read_shot_list
from tools.probing import probe_image, probe_video


def picture(path, size=(320, 200), colour=(200, 30, 30), form="PNG"):
    Image.new("RGB", size, colour).save(path, format=form)
    return path


def clip(path, seconds=2, size=(320, 240), rate=24):
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=rate)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for number in range(int(seconds * rate)):
            shade = np.full((size[1], size[0], 3), (number * 4) % 255, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(shade, format="rgb24")))
        container.mux(stream.encode(None))
    return path


def sound(path, seconds=2):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        tone = np.sin(np.arange(int(seconds * 16_000)) * 0.2) * 8_000
        file.writeframes(tone.astype("<i2").tobytes())
    return path


def test_a_file_is_what_it_holds_whatever_it_is_called(tmp_path):
    assert inspect(picture(tmp_path / "photo.mp4")).kind == "image"
    assert inspect(clip(tmp_path / "clip.txt")).kind == "video"
    assert inspect(sound(tmp_path / "noise.jpg")).kind == "audio"
    (tmp_path / "words.png").write_text("Fresh bread.", encoding="utf-8")
    assert inspect(tmp_path / "words.png").kind == "text"


def broken(tmp_path: Path) -> dict[str, Path]:
    files = {
        "missing": tmp_path / "nothing.png",
        "a folder": tmp_path,
        "empty": tmp_path / "empty.png",
        "blank": tmp_path / "blank.txt",
        "noise": tmp_path / "noise.mp4",
        "a playlist": tmp_path / "list.mp4",
        "a concat script": tmp_path / "concat.mp4",
        "a drawing in code": tmp_path / "logo.svg",
        "a page": tmp_path / "page.html",
        "a truncated picture": tmp_path / "half.png",
        "a truncated clip": tmp_path / "half.mp4",
        "tiny": picture(tmp_path / "tiny.png", (8, 8)),
        "a pipe": tmp_path / "pipe",
    }
    files["empty"].touch()
    files["blank"].write_text("  \n ", encoding="utf-8")
    files["noise"].write_bytes(b"\0\x01" + bytes(np.random.default_rng(1).integers(0, 255, 5_000, np.uint8)))
    files["a playlist"].write_text("#EXTM3U\n#EXTINF:10,\nhttp://example.com/a.ts\n", encoding="utf-8")
    files["a concat script"].write_text("ffconcat version 1.0\nfile /etc/passwd\n", encoding="utf-8")
    files["a drawing in code"].write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    files["a page"].write_text("<!DOCTYPE html><p>hi", encoding="utf-8")
    whole = io.BytesIO()
    Image.effect_noise((300, 300), 50).save(whole, format="PNG")
    files["a truncated picture"].write_bytes(whole.getvalue()[:2_000])
    files["a truncated clip"].write_bytes(clip(tmp_path / "whole.mp4").read_bytes()[:600])
    os.mkfifo(files["a pipe"])
    return files


def test_what_cannot_be_used_is_refused_in_one_sentence(tmp_path):
    for what, path in broken(tmp_path).items():
        with pytest.raises(BadMaterial) as refusal:
            inspect(path)
        told = str(refusal.value)
        assert told.endswith(".") and "\n" not in told and len(told) < 260, what


def test_only_files_that_the_person_named_come_in_and_under_names_of_our_own(tmp_path):
    here, folder = tmp_path / "here", tmp_path / "film"
    here.mkdir()
    picture(here / "my logo.png")
    picture(here / "brand.png")
    (here / "secret.txt").write_text("do not read", encoding="utf-8")
    troubles = receive(folder, 'use @"my logo.png" as the end frame, and brand.png too; not @gone.png', here)
    assert len(troubles) == 1 and "gone.png" in troubles[0]
    assert find(folder, "my logo.png").file == "material/m001.img" and find(folder, "brand.png") is not None
    assert find(folder, "secret.txt") is None and find(folder, str(here / "secret.txt")) is None
    assert find(folder, "../../etc/passwd") is None
    assert not any("logo" in path.name for path in folder.rglob("*"))


def test_an_address_or_a_price_is_no_file():
    assert files_named("mail me at ana@shop.example or spend $3.50 at 9:16") == []
    assert files_named("use @a/b.png, then logo.png.") == ["a/b.png", "logo.png"]


def test_a_picture_is_cropped_to_fill_or_shown_whole_and_never_stretched(tmp_path):
    source = picture(tmp_path / "wide.png", (400, 100), (10, 200, 10))
    fit_picture(source, Size(180, 320), tmp_path / "filled.png", whole=False)
    fit_picture(source, Size(180, 320), tmp_path / "whole.png", whole=True)
    assert probe_image(tmp_path / "filled.png") == probe_image(tmp_path / "whole.png") == (180, 320)


def test_a_clip_and_a_sound_are_made_to_fit_exactly(tmp_path):
    fit_clip(clip(tmp_path / "a.mp4", rate=30), Size(180, 320), 24, tmp_path / "b.mp4")
    facts = probe_video(tmp_path / "b.mp4")
    assert (facts.width, facts.height, facts.fps, facts.frames) == (180, 320, 24, 48)
    fit_sound(sound(tmp_path / "a.wav", 2), tmp_path / "b.wav", 5.0)
    assert abs(inspect(tmp_path / "b.wav").seconds - 5) < 0.01


@given(st.text(min_size=1, max_size=400), st.integers(1, 20))
def test_a_script_is_shared_out_without_losing_or_moving_a_character(text, shots):
    parts = split_script(text, shots)
    assert len(parts) == shots
    assert " ".join(part for part in parts if part).split() == text.split()


def test_a_script_breaks_at_sentence_ends():
    parts = split_script("Every morning we bake. It smells of home. Come by! We are open until six.", 2)
    assert parts == ["Every morning we bake. It smells of home.", "Come by! We are open until six."]


LISTS = {
    "csv": "Shot,Action,Framing,Duration,VO\n1,A baker opens the shop,wide,4,Early.\n2,Bread in the oven,CU,3 s,\n",
    "semicolons": "description;seconds;camera\nA baker opens the shop, early;4;pan\nBread in the oven;3;static\n",
    "table": "| # | Visual | Size | Seconds |\n|---|---|---|---|\n| 1 | A baker opens the shop | WS | 4 |\n| 2 | Bread in the oven | ECU | 3 |\n",
    "list": "My film\n\n1. A baker opens the shop, wide shot (4s)\n2. Bread in the oven, close-up (3s)\n",
}


@pytest.mark.parametrize("kind", LISTS)
def test_a_shot_list_is_read_in_its_order(kind):
    shots = read_shot_list(LISTS[kind])
    assert [shot.seconds for shot in shots] == [Decimal(4), Decimal(3)]
    assert "opens the shop" in shots[0].description and "oven" in shots[1].description


def test_a_screenplay_gives_its_actions_as_shots_and_its_lines_verbatim():
    text = (
        "Title: Bread\nAuthor: Ana\n\nINT. BAKERY - DAWN\n\nA baker opens the oven. Close-up.\n\nANA\n(smiling)\n"
        "Every loaf has a name.\n\nEXT. STREET - DAY\n\nPeople queue, handheld.\n\nNARRATOR (V.O.)\nOpen daily.\n"
    )
    shots = read_shot_list(text)
    assert [shot.dialogue for shot in shots] == ["Every loaf has a name.", None]
    assert shots[1].narration == "Open daily." and shots[0].framing is Framing.CU
    assert shots[1].camera is CameraMove.HANDHELD and "street" in shots[1].description


@given(st.text(max_size=500))
def test_any_text_is_a_shot_list_or_none(text):
    read_shot_list(text)
