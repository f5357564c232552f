"""The cut: exact, captioned, loud enough, and whole or not there at all."""

import subprocess
import tempfile
from decimal import Decimal
from functools import cache
from pathlib import Path

import av
import numpy as np
import pytest

from tests.tools.stitching.sound.conftest import by_ffmpeg
from tools import ffmpeg
from tools.film.brief import Brief, Grade
from tools.film.errors import GreenlightError
from tools.film.footage import Cut, Music, SpokenWord, Take, VoiceLine
from tools.film.route import Mode, Route
from tools.film.storyboard import Shot, Storyboard
from tools.probing import probe_video
from tools.production.model import Production
from tools.stitching.captions import layout_for
from tools.stitching.cut import stitch
from tools.studio.music import compose
from tools.studio.voice import speak

SIZE = (180, 320)


def clip(path, *, seconds, fps, size=SIZE, picture="color=c=0x204060"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(recorded(f"{picture}:s={size[0]}x{size[1]}:r={fps}:d={seconds}", suffix=path.suffix))


@cache
def recorded(source, *arguments, suffix=".mp4"):
    """What ffmpeg's own pictures look like as a file; each is recorded once, however many films it is in."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"clip{suffix}")
        command = [ffmpeg.program(), "-y", "-loglevel", "error", "-f", "lavfi", "-i", source, "-pix_fmt", "yuv420p"]
        subprocess.run([*command, *arguments, str(path)], check=True)
        return path.read_bytes()


def shot(number, seconds="2", **fields):
    return Shot(
        id=f"s{number:02d}",
        description="x",
        framing="CU",
        camera="static",
        role="b-roll",
        seconds=Decimal(seconds),
        **fields,
    )


def film(folder, shots, *, clips=None, voice=True, music=True, captions=True, fps=24):
    takes, routes, lines = [], [], []
    for number, each in enumerate(shots):
        made = (clips or {}).get(each.id, {})
        seconds, rate, size = made.get("seconds", 3), made.get("fps", 24), made.get("size", SIZE)
        file = f"takes/{each.id}-1.mp4"
        clip(
            folder / file,
            seconds=seconds,
            fps=rate,
            size=size,
            picture=made.get("picture", "testsrc2=alpha=255" if number % 2 else "color=c=0x204060"),
        )
        takes.append(
            Take(
                shot_id=each.id,
                number=1,
                file=file,
                width=size[0],
                height=size[1],
                fps=rate,
                seconds=Decimal(seconds),
                sha256="0",
                model="ltx",
                provider="fal",
                credits=Decimal(1),
            )
        )
        routes.append(
            Route(
                shot_id=each.id,
                model="ltx",
                provider="fal",
                mode=Mode.IMAGE_TO_VIDEO,
                clip_seconds=Decimal(seconds),
                resolution="480p",
                aspect_ratio="9:16",
                fps=rate,
                audio=False,
                credits=Decimal(1),
                expected_takes=Decimal(1),
                why="w",
            )
        )
        if voice and each.spoken:
            said = speak(each.spoken, folder / f"audio/{each.id}.wav")
            lines.append(
                VoiceLine(
                    shot_id=each.id,
                    text=each.spoken,
                    file=f"audio/{each.id}.wav",
                    seconds=said.seconds,
                    words=said.words,
                )
            )
    kept = sum(
        (min(s.seconds, r.clip_seconds - Decimal("0.5")) for s, r in zip(shots, routes, strict=True)), Decimal(0)
    )
    bed = None
    if music:
        compose(float(kept), "warm", folder / "audio/music.wav", landing=float(kept) - 1, seed=1)
        bed = Music(file="audio/music.wav", seconds=kept, mood="warm")
    return Production(
        slug="x", mode="rehearsal", edition="2026-11", storyboard=Storyboard(shots=tuple(each.model_copy(update={"chosen_take": 1}) for each in shots)), routes=tuple(routes), takes=tuple(takes),
        brief=Brief(text="tea", duration_s=kept, subject="tea", captions=captions), voice=tuple(lines), music=bed,
        cut=Cut(file=None, seconds=kept, width=SIZE[0], height=SIZE[1], fps=fps, loudness_lufs=-14.0, captions=captions),
    )  # fmt: skip


def frame_at(path, second):
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            if frame.time >= second:
                return frame.to_ndarray(format="rgb24").astype(float)
    raise AssertionError("the film is shorter than that")


def test_clips_of_other_sizes_rates_and_lengths_become_one_film_to_the_frame(tmp_path):
    shots = [shot(1, "1.337"), shot(2, "2"), shot(3, "0.9"), shot(4, "5")]
    clips = {"s02": {"fps": 30, "size": (90, 160)}, "s03": {"fps": 25}}
    clips["s04"] = {"seconds": 4, "picture": "color=c=0x602040"}
    production = film(tmp_path, shots, clips=clips, voice=False)
    told = []
    cut = stitch(production, tmp_path, told.append)
    facts = probe_video(tmp_path / "cut/final.mp4")
    assert cut.seconds == Decimal("7.750") and facts.frames == 186 == round(7.737 * 24)
    assert (facts.width, facts.height, facts.fps) == (*SIZE, 24)
    assert (facts.codec, facts.profile, facts.pixel_format, facts.color_space) == ("h264", "High", "yuv420p", "bt709")
    assert facts.has_audio and told[-1] == 1.0
    content = (tmp_path / "cut/final.mp4").read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")
    kept = {".looks", ".segments"}
    assert {path.name for path in (tmp_path / "cut").iterdir()} - kept == {
        "captions.srt", "captions.vtt", "final.mp4", "timeline.otio",
    }  # fmt: skip


def test_the_loudness_is_on_target_and_the_peaks_stay_below(tmp_path):
    shots = [shot(1, "2.5", narration="Here is where it begins."), shot(2, "2.5", narration="See for yourself.")]
    cut = stitch(film(tmp_path, shots), tmp_path, lambda _: None)
    loudness, peak = by_ffmpeg(tmp_path / "cut/final.mp4")
    assert abs(loudness + 14) < 0.3 and peak < -1
    assert cut.loudness_lufs is not None and abs(cut.loudness_lufs + 14) < 0.3


def test_a_film_without_sound_still_has_a_track_and_no_loudness(tmp_path):
    cut = stitch(film(tmp_path, [shot(1)], voice=False, music=False), tmp_path, lambda _: None)
    assert cut.loudness_lufs is None and probe_video(tmp_path / "cut/final.mp4").has_audio


def test_captions_are_really_in_the_picture_inside_the_safe_area_and_in_the_subtitles(tmp_path):
    shots = [shot(1, "2.5", narration="Look a little closer.")]
    production = film(tmp_path, shots, clips={"s01": {"picture": "color=c=0x204060"}}, music=False)
    stitch(production, tmp_path, lambda _: None)
    with_words = frame_at(tmp_path / "cut/final.mp4", 0.9)
    bright = with_words.min(axis=2) > 190
    assert bright.sum() > 40
    rows, columns = np.flatnonzero(bright.any(axis=1)), np.flatnonzero(bright.any(axis=0))
    layout = layout_for(production.brief.aspect_ratio, production.brief.size)
    margin = layout.bottom * SIZE[1] / production.brief.size.height
    assert rows.max() <= SIZE[1] - margin + 2 and columns.min() >= SIZE[0] * 0.05 and columns.max() <= SIZE[0] * 0.95
    assert (tmp_path / "cut/captions.srt").read_text(encoding="utf-8").split("\n")[2:3]
    words = (tmp_path / "cut/captions.srt").read_text(encoding="utf-8").split()
    assert all(word in words for word in "Look a little closer.".split())

    silent = production.model_copy(update={"brief": production.brief.model_copy(update={"captions": False})})
    stitch(silent, tmp_path, lambda _: None)
    assert (frame_at(tmp_path / "cut/final.mp4", 0.9).min(axis=2) > 190).sum() == 0


def test_hostile_words_are_shown_and_command_nothing(tmp_path):
    text = "{\\an8}\\N%{} ':;, [x] \\h{\\pos(0,0)}"
    production = film(
        tmp_path,
        [shot(1, "2", on_screen_text=text)],
        clips={"s01": {"picture": "color=c=black"}},
        voice=False,
        music=False,
    )
    stitch(production, tmp_path, lambda _: None)
    bright = frame_at(tmp_path / "cut/final.mp4", 1.0).min(axis=2) > 170
    assert bright.sum() > 60
    assert np.flatnonzero(bright.any(axis=1)).min() > SIZE[1] * 0.4


def test_a_folder_with_any_name_works(tmp_path):
    folder = tmp_path / 'it\'s: a, "film" [1] 100% ü'
    folder.mkdir()
    stitch(film(folder, [shot(1, narration="Yes.")]), folder, lambda _: None)
    assert probe_video(folder / "cut/final.mp4").frames == 48


def test_a_broken_take_is_one_sentence_and_leaves_no_film(tmp_path):
    production = film(tmp_path, [shot(1)], voice=False)
    (tmp_path / "takes/s01-1.mp4").write_bytes(b"junk")
    with pytest.raises(GreenlightError):
        stitch(production, tmp_path, lambda _: None)
    assert not (tmp_path / "cut/final.mp4").exists() and not (tmp_path / "cut/.work").exists()


def test_a_cut_that_is_interrupted_leaves_the_old_film_as_it_was(tmp_path):
    production = film(tmp_path, [shot(1)], voice=False)
    stitch(production, tmp_path, lambda _: None)
    before = (tmp_path / "cut/final.mp4").read_bytes()

    def interrupt(progress):
        if progress > 0.01:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stitch(production, tmp_path, interrupt)
    assert (tmp_path / "cut/final.mp4").read_bytes() == before and not (tmp_path / "cut/.work").exists()


def test_lines_that_are_longer_than_their_shots_never_speak_at_once(tmp_path):
    from tools.stitching.timing import lines, pieces

    words = (SpokenWord(text="x", start=Decimal(0), end=Decimal(3)),)
    production = film(tmp_path, [shot(1), shot(2), shot(3)], voice=False, music=False)
    voice = tuple(
        VoiceLine(shot_id=f"s0{n}", text="x", file="x", seconds=Decimal("2.6"), words=words) for n in (1, 2, 3)
    )
    spoken = lines(production.model_copy(update={"voice": voice}), pieces(production))
    assert all(b.start >= a.start + 2.6 for a, b in zip(spoken, spoken[1:], strict=False))


def test_the_grade_that_was_asked_for_is_seen_in_the_picture(tmp_path):
    looks = {}
    for grade in Grade:
        folder = tmp_path / grade.value
        production = film(folder, [shot(1)], clips={"s01": {"picture": "color=c=0x907860"}}, voice=False, music=False)
        brief = production.brief.model_copy(update={"grade": grade})
        stitch(production.model_copy(update={"brief": brief}), folder, lambda _: None)
        looks[grade] = frame_at(folder / "cut/final.mp4", 0.5).mean(axis=(0, 1))
    natural = looks[Grade.NATURAL]
    assert np.abs(natural - (0x90, 0x78, 0x60)).max() < 6

    def warmth(picture):
        return picture[0] - picture[2]

    def vividness(picture):
        return picture.max() - picture.min()

    assert warmth(looks[Grade.WARM]) > warmth(natural) + 5 > warmth(looks[Grade.COOL]) + 10
    assert vividness(looks[Grade.VIVID]) > vividness(natural) + 5 > vividness(looks[Grade.SOFT]) + 5
    assert looks[Grade.DARK].mean() < natural.mean() - 8


def test_the_file_is_what_every_player_and_platform_reads(tmp_path):
    cut = stitch(film(tmp_path, [shot(1, "1"), shot(2, "1.5")], voice=False), tmp_path, lambda _: None)
    content = (tmp_path / cut.file).read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")  # it plays while it loads
    with av.open(str(tmp_path / cut.file)) as opened:
        picture, sound = opened.streams.video[0], opened.streams.audio[0]
        context = picture.codec_context
        assert (context.name, context.profile, context.pix_fmt) == ("h264", "High", "yuv420p")
        assert (context.color_primaries, context.color_trc, context.colorspace, context.color_range) == (1, 1, 1, 1)
        assert picture.frames == round(cut.seconds * cut.fps) and picture.average_rate == cut.fps
        assert abs(sound.duration * sound.time_base - picture.duration * picture.time_base) < 1 / cut.fps
        assert sound.start_time == picture.start_time == 0
