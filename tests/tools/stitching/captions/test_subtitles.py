"""Subtitle files: whatever a person's words are, a reader that nobody here wrote finds just these words again."""

import subprocess

import pytest

from tools import ffmpeg
from tools.stitching.captions import Caption, as_srt, as_vtt

HOSTILE = "a<b>c</b> {\\an8} \\N --> & 100% [in]; 'x': \"y\", \\h #1,2=3|z"


def read_back(folder, name, text):
    """The lines as ffmpeg's own demuxer and decoder read them, as SubRip."""
    (folder / name).write_text(text, encoding="utf-8")
    command = [ffmpeg.program(), "-loglevel", "error", "-i", str(folder / name), "-f", "ass", "-"]
    told = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
    return [line.split(",", 9) for line in told.splitlines() if line.startswith("Dialogue:")]


@pytest.mark.parametrize(("name", "written"), [("c.srt", as_srt), ("c.vtt", as_vtt)])
def test_punctuation_of_a_filter_language_is_just_text(tmp_path, name, written):
    shown = [Caption(0.5, 1.25, (HOSTILE,)), Caption(3599.9995, 3661.5, ("नमस्ते ", "🌱"))]
    found = read_back(tmp_path, name, written(shown))
    plain = [
        event[9].replace("\u2060", "").replace("{{}", "{").replace("\\{", "{").replace("\\}", "}") for event in found
    ]
    assert plain == [HOSTILE, "नमस्ते 🌱"]
    assert [event[1:3] for event in found] == [["0:00:00.50", "0:00:01.25"], ["1:00:00.00", "1:01:01.50"]]


@pytest.mark.parametrize("written", [as_srt, as_vtt])
def test_a_line_break_in_somebodys_words_begins_no_caption_of_its_own(written):
    told = written([Caption(0, 1, ("a\n\n2\n00:00:05,000 --> 00:00:06,000\nb",))])
    assert told.count(" --> ") == 1


def test_webvtt_names_itself_and_counts_with_a_point():
    assert as_vtt([Caption(0, 1.5, ("a ", "< ", "b "))]) == "WEBVTT\n\n1\n00:00:00.000 --> 00:00:01.500\na &lt; b\n"
    assert as_vtt([]).startswith("WEBVTT\n")
