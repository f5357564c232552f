"""A hand-off is a folder that opens on its own: whole or not there at all, and nothing outside it is touched."""

import csv
import errno
import os
import subprocess
from decimal import Decimal

import opentimelineio as otio
import pytest

from tests.tools.stitching.handoff.edits import HOSTILE
from tools import ffmpeg
from tools.film.brief import Brief
from tools.film.errors import GreenlightError
from tools.film.footage import Cut, Music, SpokenWord, Take, VoiceLine
from tools.film.route import Mode, Route
from tools.film.storyboard import Shot, Storyboard
from tools.production.model import Production
from tools.stitching.assembling import assemble
from tools.stitching.handoff import Format, delivering, hand_off
from tools.stitching.timeline import TIMELINE, load_timeline, save_timeline

RATES = (24, 25, 30)


def record(*arguments):
    subprocess.run([ffmpeg.program(), "-y", "-loglevel", "error", "-f", "lavfi", *map(str, arguments)], check=True)


@pytest.fixture(scope="module")
def reels(tmp_path_factory):
    """Three tiny takes at three rates, a voice and a music, as files."""
    folder = tmp_path_factory.mktemp("reels")
    (folder / "takes").mkdir()
    (folder / "audio").mkdir()
    for number, rate in enumerate(RATES, start=1):
        record("-i", f"testsrc2=s=90x160:r={rate}:d=2", "-pix_fmt", "yuv420p", folder / f"takes/s{number:02d}-1.mp4")
    record("-i", "sine=d=1:r=24000", folder / "audio/s01-voice.wav")
    record("-i", "sine=f=220:d=6:r=48000", "-ac", 2, folder / "audio/music.wav")
    return folder


def a_production(text="tea", fps=30, cut_file=None):
    shots, takes, routes = [], [], []
    for number, rate in enumerate(RATES, start=1):
        known = {"shot_id": f"s{number:02d}", "model": "ltx", "provider": "fal"}
        shots.append(
            Shot(
                id=known["shot_id"], description=text, framing="CU", camera="static", role="b-roll",
                seconds=Decimal("1.5"), narration="hello there" if number == 1 else None, chosen_take=1,
            )
        )  # fmt: skip
        takes.append(
            Take(
                **known, number=1, file=f"takes/s{number:02d}-1.mp4", width=90, height=160, fps=rate,
                seconds=Decimal(2), sha256="0", credits=Decimal("1.50"),
            )
        )  # fmt: skip
        routes.append(
            Route(
                **known, mode=Mode.IMAGE_TO_VIDEO, clip_seconds=Decimal(2), resolution="480p", aspect_ratio="9:16",
                fps=rate, audio=False, credits=Decimal(1), expected_takes=Decimal(1), why="w",
            )
        )  # fmt: skip
    said = tuple(SpokenWord(text=word, start=Decimal(at), end=Decimal(at) + Decimal("0.4")) for word, at in (("hello", "0.1"), ("there", "0.5")))  # fmt: skip
    voice = VoiceLine(
        shot_id="s01", text="hello there", file="audio/s01-voice.wav", seconds=Decimal("1.000"), words=said
    )
    length = Decimal("4.5")
    return Production(
        slug="film", mode="rehearsal", edition="2026-11", storyboard=Storyboard(shots=tuple(shots)),
        routes=tuple(routes), takes=tuple(takes), voice=(voice,),
        music=Music(file="audio/music.wav", seconds=Decimal(6), mood="warm"),
        brief=Brief(text="tea", duration_s=length, subject="tea", brand=text[:60]),
        cut=Cut(file=cut_file, seconds=length, width=90, height=160, fps=fps, loudness_lufs=None, captions=True),
    )  # fmt: skip


@pytest.fixture
def folder(reels, tmp_path):
    """A production's folder with its files."""
    home = tmp_path / "film"
    for kind in ("takes", "audio"):
        (home / kind).mkdir(parents=True)
        for file in (reels / kind).iterdir():
            os.link(file, home / kind / file.name)
    return home


def everything(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("wanted", list(delivering._WRITERS))
def test_every_format_leaves_one_folder_with_all_that_it_names(folder, wanted):
    before = everything(folder)
    delivery = hand_off(a_production(), folder, wanted)
    assert delivery.folder == folder / "exports" / wanted.value
    assert set(everything(delivery.folder)) == set(delivery.files)
    assert before.items() <= everything(folder).items(), "the film itself is as it was"
    if wanted is not Format.SHOTLIST:
        assert (delivery.folder / "s02-take1.mp4").read_bytes() == before["takes/s02-1.mp4"]
        assert {"voice-01.wav", "music-01.wav"} <= set(delivery.files)
    assert [path.name for path in (folder / "exports").iterdir()] == [wanted.value], "nothing half-made is left"


@pytest.mark.parametrize("wanted", [Format.OTIO, Format.FCPXML, Format.FCP7XML, Format.EDL])
def test_takes_of_three_rates_are_read_back_at_the_frames_of_the_film(folder, wanted):
    production = a_production(fps=24)
    edit = assemble(production, {})
    delivery = hand_off(production, folder, wanted)
    file = str(delivery.folder / delivery.files[0])
    name = {Format.OTIO: "otio_json", Format.FCPXML: "fcpx_xml", Format.FCP7XML: "fcp_xml", Format.EDL: "cmx_3600"}
    found = otio.adapters.read_from_file(file, name[wanted], **({"rate": 24} if wanted is Format.EDL else {}))
    timeline = found[0] if wanted is Format.FCPXML else found
    track = next(each for each in timeline.tracks if each.find_clips()[0].name.startswith("s01"))
    times = [(c.source_range.start_time, c.source_range.duration) for c in track.find_clips()]
    expected = [(clip.start, clip.frames) for clip in edit.clips]
    assert [tuple(time.rescaled_to(24).value for time in pair) for pair in times] == expected


def test_the_timeline_file_is_what_leaves_once_the_film_is_cut(folder):
    production = a_production(cut_file="cut/final.mp4")
    edit = assemble(production, {})
    changed = edit.model_copy(update={"clips": tuple(reversed(edit.clips))})
    save_timeline(changed, folder / TIMELINE)
    delivery = hand_off(production, folder, Format.OTIO)
    assert [clip.shot_id for clip in load_timeline(delivery.folder / "film.otio").clips] == ["s03", "s02", "s01"]
    (folder / TIMELINE).unlink()
    again = hand_off(production, folder, Format.OTIO)
    assert [clip.shot_id for clip in load_timeline(again.folder / "film.otio").clips] == ["s01", "s02", "s03"]


def test_what_the_person_keeps_in_the_folder_stays_when_it_is_exported_again(folder):
    first = hand_off(a_production(), folder, Format.RESOLVE)
    (first.folder / "my project.drp").write_text("mine")
    (first.folder / "film.otio").write_text("old")
    second = hand_off(a_production(), folder, Format.RESOLVE)
    assert (second.folder / "my project.drp").read_text() == "mine"
    assert (second.folder / "film.otio").read_text() != "old"


def test_premiere_never_gets_the_take_itself_because_it_writes_into_what_it_imports(folder):
    delivery = hand_off(a_production(), folder, Format.PREMIERE)
    with (delivery.folder / "s01-take1.mp4").open("ab") as file:
        file.write(b"XMP")
    assert not (folder / "takes/s01-1.mp4").read_bytes().endswith(b"XMP")


@pytest.mark.parametrize("wanted", list(delivering._WRITERS))
def test_hostile_names_break_no_file_and_leave_no_folder(folder, wanted):
    delivery = hand_off(
        a_production(text=HOSTILE.replace("\ud800", "")[:300]), folder, wanted, folder.parent / "out it's"
    )
    assert set(everything(delivery.folder)) == set(delivery.files)
    assert sorted(path.name for path in folder.parent.iterdir()) == ["film", "out it's"]


def test_a_shot_list_is_one_row_a_shot_and_calculates_nothing(folder):
    delivery = hand_off(a_production(text="=HYPERLINK(1)|x"), folder, Format.SHOTLIST)
    rows = list(csv.DictReader((delivery.folder / "shotlist.csv").read_text("utf-8-sig").splitlines()))
    assert [row["shot"] for row in rows] == ["s01", "s02", "s03"]
    assert rows[0]["description"] == "'=HYPERLINK(1)|x" and rows[1]["film in"] == rows[0]["film out"]
    assert sum(int(row["frames"]) for row in rows) == delivery.frames
    assert "\\|x" in (delivery.folder / "shotlist.md").read_text()


def test_a_missing_take_is_one_sentence_and_leaves_nothing(folder):
    (folder / "takes/s02-1.mp4").unlink()
    with pytest.raises(GreenlightError, match=r"^The take of s02 .* is missing; `greenlight resume`.*\.$"):
        hand_off(a_production(), folder, Format.OTIO)
    assert not (folder / "exports").exists()


@pytest.mark.parametrize("content", [b"", b"not a film"])
def test_a_broken_take_is_one_sentence_and_leaves_nothing(folder, content):
    (folder / "takes/s02-1.mp4").unlink()
    (folder / "takes/s02-1.mp4").write_bytes(content)
    with pytest.raises(GreenlightError, match=r"^s02-1\.mp4 (is empty|cannot be read .*); make it again\.$"):
        hand_off(a_production(), folder, Format.FCPXML)
    assert not (folder / "exports").exists()


def test_a_timeline_that_names_a_file_outside_the_film_is_refused(folder):
    production = a_production(cut_file="cut/final.mp4")
    edit = assemble(production, {})
    stray = edit.clips[0].model_copy(update={"file": "../../etc/passwd"})
    save_timeline(edit.model_copy(update={"clips": (stray, *edit.clips[1:])}), folder / TIMELINE)
    with pytest.raises(GreenlightError, match="lies outside the film's folder"):
        hand_off(production, folder, Format.OTIO)


@pytest.mark.parametrize("earlier", [False, True])
def test_a_full_disk_is_one_sentence_and_what_was_there_stays(folder, monkeypatch, earlier):
    if earlier:
        hand_off(a_production(), folder, Format.EDL)
    before = everything(folder)

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(delivering, "_write", full)
    with pytest.raises(GreenlightError, match="the disk is full; nothing was changed"):
        hand_off(a_production(), folder, Format.EDL)
    assert everything(folder) == before


def test_media_is_copied_where_it_can_be_neither_shared_nor_linked(folder, monkeypatch):
    monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError(errno.EXDEV, "another disk")))
    delivery = hand_off(a_production(), folder, Format.OTIO)
    assert (delivery.folder / "s01-take1.mp4").read_bytes() == (folder / "takes/s01-1.mp4").read_bytes()
