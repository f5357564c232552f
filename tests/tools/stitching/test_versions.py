"""Other versions of one cut: shorter, looping, in another shape, for another place, with the person's own look."""

import re
import subprocess
from decimal import Decimal
from fractions import Fraction

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.tools.stitching.inspecting import Promised, faults
from tests.tools.stitching.test_cut import SIZE, clip, film, frame_at, shot
from tests.tools.stitching.test_hostile_media import record
from tools import ffmpeg
from tools.film.errors import UsageError
from tools.film.finish import Finish, Transition
from tools.film.footage import Material
from tools.film.shape import SHORT_SIDES, AspectRatio, Size
from tools.purchases import sha256_of
from tools.stitching.captions import Caption
from tools.stitching.cut import Version, Watch, deliver, stitch
from tools.stitching.edit import Clip, Edit, Provenance, joined
from tools.stitching.encoding import KEPT
from tools.stitching.hardware import opening
from tools.stitching.settings import Preset, picture_settings, preset_named, presets
from tools.stitching.sound.cues import Cue, Kind
from tools.stitching.sound.decoding import Recording
from tools.stitching.timeline import on_samples
from tools.stitching.versions import cut_down, looping

ABOUT = Provenance(take=1, model="m", provider="p", credits=0, prompt="p", description="d")
FPS = 24
SMALL_SIZE = Size(180, 320)


def version(name="preview", **told):
    preset = preset_named(name)
    return Version(
        preset.model_copy(update={"resolution": "480p", "speed": "ultrafast" if preset.codec == "h264" else "fast"}),
        **told,
    )


def edit_of(frames, spoken, transition=Transition.CUT):
    """A film of so many frames a shot, with a line of so many seconds from the beginning of each."""
    clips = [
        Clip(shot_id=f"s{n:02d}", file=f"{n}.mp4", sha256=str(n), start=6, frames=count, length=count + 12, about=ABOUT)
        for n, count in enumerate(frames, start=1)
    ]
    edit = Edit(
        name="x",
        ratio=AspectRatio.PORTRAIT,
        width=180,
        height=320,
        fps=FPS,
        mode="rehearsal",
        clips=joined(clips, transition, 12),
    )
    cues, captions = [], []
    for number, (start, seconds) in enumerate(zip(edit.starts, spoken, strict=True)):
        begin = Fraction(start, FPS)
        if seconds:
            cues.append(
                Cue(
                    kind=Kind.VOICE,
                    file=f"v{number}.wav",
                    start=on_samples(Decimal(start) / FPS),
                    seconds=on_samples(Decimal(seconds)),
                )
            )
            moment = round(float(begin), 3)
            captions.append(Caption(moment, round(moment + seconds, 3), (f"w{number}",), (moment,)))
    cues.append(Cue(kind=Kind.MUSIC, file="m.wav", start=Decimal(0), seconds=on_samples(edit.seconds)))
    return edit.model_copy(update={"cues": tuple(cues), "captions": tuple(captions)})


films = st.lists(st.tuples(st.integers(30, 150), st.floats(0, 1)), min_size=2, max_size=12)


@given(shots=films, seconds=st.decimals(2, 40, places=1), transition=st.sampled_from(list(Transition)))
def test_a_cut_down_is_never_longer_than_asked_and_keeps_its_opening_its_end_and_every_word_whole(
    shots, seconds, transition
):
    edit = edit_of([frames for frames, _ in shots], [round(share * f / FPS * 0.9, 2) for f, share in shots], transition)
    try:
        short = cut_down(edit, seconds)
    except UsageError as error:
        needed = Decimal(re.search(r"about ([\d.]+) s", str(error))[1])
        assert needed > seconds - Decimal("0.11")
        assert cut_down(edit, needed + Decimal("0.1")).clips[-1].shot_id == edit.clips[-1].shot_id
        return
    assert short.frames <= max(seconds * FPS, 1) or short == edit
    kept = [each.shot_id for each in short.clips]
    assert kept[0] == "s01" and kept[-1] == edit.clips[-1].shot_id and kept == sorted(kept)
    whole = {each.shot_id: each for each in edit.clips}
    assert all(
        each.frames <= whole[each.shot_id].frames and each.file == whole[each.shot_id].file for each in short.clips
    )
    lines = [cue for cue in short.cues if cue.kind is Kind.VOICE]
    spoken = {cue.file: cue.seconds for cue in edit.cues if cue.kind is Kind.VOICE}
    assert all(cue.seconds == spoken[cue.file] and cue.end <= short.seconds for cue in lines)
    assert {cue.file for cue in lines} == {f"v{int(each[1:]) - 1}.wav" for each in kept} & set(spoken)
    assert all(before.end <= after.start for before, after in zip(lines, lines[1:], strict=False))
    assert all(0 <= each.start < each.end <= float(short.seconds) + 0.001 for each in short.captions)
    assert {word for each in short.captions for word in each.words} == {f"w{cue.file[1:-4]}" for cue in lines}
    music = [cue for cue in short.cues if cue.kind is Kind.MUSIC]
    assert len(music) == 1 and abs(music[0].end - short.seconds) < Decimal("0.001")


@given(shots=films)
def test_a_loop_shows_every_frame_once_and_its_end_runs_into_its_beginning(shots):
    edit = edit_of([frames for frames, _ in shots], [0] * len(shots))
    loop = looping(edit)
    assert loop.frames == edit.frames and loop.cues == ()
    first, last = loop.clips[0], loop.clips[-1]
    assert first.file == last.file and last.start + last.frames == first.start


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A film of three short shots, one of them as wide as a cinema, with its cut."""
    folder = tmp_path_factory.mktemp("versions") / "film"
    shots = [shot(1, "1.5", narration="Hi."), shot(2, "1.5", faces=True), shot(3, "1.5")]
    clips = {f"s0{n}": {"seconds": 2, "picture": "testsrc2=alpha=255"} for n in (1, 2, 3)}
    clips["s02"]["size"] = (320, 180)
    clips["s03"]["picture"] = "color=c=0x602040"
    production = film(folder, shots, clips=clips)
    return production, folder


def kept(folder):
    return {file.name: file.stat().st_mtime_ns for file in (folder / KEPT).iterdir()}


def packets(path):
    with av.open(str(path)) as opened:
        return [bytes(packet) for packet in opened.demux(opened.streams.video[0]) if packet.size]


def test_versions_that_are_encoded_alike_share_every_segment(made):
    production, folder = made
    first = deliver(production, folder, version("tiktok"), Watch())
    before = kept(folder)
    second = deliver(production, folder, version("reels"), Watch())
    assert kept(folder).keys() == before.keys()
    assert packets(folder / first.file) == packets(folder / second.file)


def test_a_version_without_captions_encodes_only_the_shots_that_had_some(made):
    production, folder = made
    deliver(production, folder, version("tiktok"), Watch())
    before = kept(folder)
    plain = deliver(production, folder, version("tiktok", captions=False), Watch())
    assert len(kept(folder).keys() - before.keys()) == 1
    assert plain.file == "cut/tiktok-no-captions.mp4"


def test_a_square_version_has_square_pixels_no_bars_and_the_whole_length(made):
    production, folder = made
    square = deliver(production, folder, version("square"), Watch())
    with av.open(str(folder / square.file)) as opened:
        stream = opened.streams.video[0]
        frames = [frame.to_ndarray(format="gray") for frame in opened.decode(video=0)]
        assert stream.sample_aspect_ratio in (None, 1)
    assert frames[0].shape == (480, 480) and len(frames) == round(square.seconds * square.fps)
    assert all(frames[0][row].std() > 5 for row in (2, -3))


def test_a_web_loop_is_silent_and_comes_round_without_a_step(made):
    production, folder = made
    told = deliver(production, folder, version("web-loop"), Watch())
    with av.open(str(folder / told.file)) as opened:
        assert not opened.streams.audio and told.loudness_lufs is None
        frames = [frame.to_ndarray(format="gray").astype(float) for frame in opened.decode(video=0)]
    steps = [float(np.abs(a - b).mean()) for a, b in zip(frames, frames[1:], strict=False)]
    assert float(np.abs(frames[-1] - frames[0]).mean()) < 3 * float(np.median(steps))


@pytest.mark.parametrize("name", ["tiktok", "web-loop", "master", "master-h264", "master-hevc", "preview"])
def test_what_is_delivered_is_what_other_peoples_readers_say_it_should_be(made, name, monkeypatch):
    production, folder = made
    monkeypatch.setitem(SHORT_SIDES, "480p", 180)
    preset = preset_named(name).model_copy(update={"resolution": "480p"})
    told = deliver(production, folder, Version(preset), Watch())
    assert faults(folder / told.file, Promised(preset, told.size, told.fps, round(told.seconds * told.fps))) == []
    assert told.file == f"cut/{name}.{'mov' if name == 'master' else 'mp4'}"
    assert told.loudness_lufs is None or abs(told.loudness_lufs + (23 if name.startswith("master") else 14)) < 0.3


def test_a_flash_and_its_beep_in_the_last_clip_are_still_together(tmp_path):
    production = film(tmp_path, [shot(1, "2.3"), shot(2, "1.7"), shot(3, "2")], voice=False, music=False)
    beat = "between(t,1.5,1.75)"
    record(
        tmp_path / "takes/s03-1.mp4", "-f", "lavfi", "-i", f"color=black:s=180x320:r=24:d=3,drawbox=c=white:t=fill:enable='{beat}'",
        "-f", "lavfi", "-i", f"sine=f=880:d=3:r=44100,volume='if({beat},1,0)':eval=frame", "-c:a", "aac", "-pix_fmt", "yuv420p",
    )  # fmt: skip
    told = deliver(production, tmp_path, version("tiktok"), Watch())
    with av.open(str(tmp_path / told.file)) as opened:
        seen = next(f.time for f in opened.decode(video=0) if f.time > 4 and f.to_ndarray(format="gray").mean() > 120)
    heard = Recording(tmp_path / told.file, 4 * 48_000).read(2 * 48_000)
    begun = 4 + np.flatnonzero(np.abs(heard).max(axis=1) > np.abs(heard).max() / 4)[0] / 48_000
    assert abs(seen - begun) < 1 / told.fps


def test_a_4k_version_of_smaller_clips_is_refused_with_what_to_do(made):
    production, folder = made
    with pytest.raises(UsageError, match="blown up; route a shot to a model that makes it"):
        deliver(production, folder, Version(preset_named("4k")), Watch())
    assert not (folder / "cut/4k.mp4").exists()


def test_a_version_longer_than_the_platform_takes_is_said(made):
    production, folder = made
    said = []
    short = version("reels")
    deliver(
        production,
        folder,
        Version(short.preset.model_copy(update={"longest_s": 3}), captions=False),
        Watch(warning=said.append),
    )
    assert any("takes at most 3 s" in sentence for sentence in said)


@pytest.mark.parametrize("name", presets())
def test_every_preset_says_where_it_is_from_and_can_be_encoded_in_pieces(name):
    preset = preset_named(name)
    settings = picture_settings(preset, SMALL_SIZE, 24)
    assert preset.source and settings["r"] == "24" and settings["color_trc"] == "bt709"
    assert isinstance(preset, Preset) and ("g" in settings or preset.codec == "prores")


def test_hardware_that_is_not_there_is_one_sentence_and_nothing_is_made(made):
    production, folder = made
    before = sorted(folder.rglob("*"))
    with pytest.raises(UsageError, match=r"^This machine cannot encode with videotoolbox \(.+\), so .*leave --encoder"):
        deliver(production, folder, version("tiktok", encoder="videotoolbox"), Watch())
    assert sorted(folder.rglob("*")) == before
    said = []
    deliver(production, folder, version("master", encoder="nvenc", seconds=Decimal(3)), Watch(warning=said.append))
    assert said == ["ProRes is encoded by the processor: nvenc has no encoder for it."]


@pytest.mark.parametrize("encoder", ["nvenc", "qsv", "vaapi"])
@pytest.mark.parametrize("preset", ["tiktok", "master-hevc"])
def test_what_hardware_is_told_is_what_ffmpeg_says_its_encoder_takes(preset, encoder):
    """No such hardware is at hand: a picture format or an option that it does not know would never work."""
    settings = picture_settings(preset_named(preset), SMALL_SIZE, 24, encoder)
    told = subprocess.run(
        [ffmpeg.program(), "-hide_banner", "-h", f"encoder={settings['c:v']}"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    if "Encoder" not in told:
        pytest.skip(f"this ffmpeg was built without {settings['c:v']}")
    formats = told.partition("Supported pixel formats:")[2].partition("\n")[0].split()
    assert settings.get("pix_fmt", "vaapi") in formats and settings["profile:v"] in told
    assert bool(opening(settings)) == (encoder == "vaapi") == ("pix_fmt" not in settings)


def test_an_unknown_preset_is_answered_with_those_there_are():
    with pytest.raises(UsageError, match="choose one of film, tiktok"):
        preset_named("betamax")


def test_the_logo_lies_in_the_corner_of_every_shot_and_nowhere_else(tmp_path):
    flat = {"picture": "color=c=0x204060"}
    production = film(
        tmp_path, [shot(1, "1"), shot(2, "1")], voice=False, music=False, clips={"s01": flat, "s02": flat}
    )
    (tmp_path / "material").mkdir()
    Image.new("RGBA", (200, 100), (255, 0, 0, 255)).save(tmp_path / "material/logo.png")
    plain = stitch(production, tmp_path, lambda _: None)
    without = [frame_at(tmp_path / plain.file, second) for second in (0.3, 1.3)]
    stitch(with_own(production, tmp_path, "material/logo.png", "watermark", watermark=True), tmp_path, lambda _: None)
    for before, second in zip(without, (0.3, 1.3), strict=True):
        step = np.abs(frame_at(tmp_path / "cut/final.mp4", second) - before).max(axis=2)
        assert step[: SIZE[1] // 8, : SIZE[0] // 3].max() > 80
        assert np.percentile(step[SIZE[1] // 4 :], 99) < 12


def test_the_persons_own_look_colours_the_whole_film(tmp_path):
    production = film(tmp_path, [shot(1, "1")], voice=False, music=False)
    (tmp_path / "material").mkdir()
    corners = [f"{1 - r} {1 - g} {1 - b}" for b in (0, 1) for g in (0, 1) for r in (0, 1)]
    (tmp_path / "material/negative.cube").write_text("LUT_3D_SIZE 2\n" + "\n".join(corners) + "\n")
    clip(tmp_path / "takes/s01-1.mp4", seconds=3, fps=24, picture="color=c=0xC04020")
    own = with_own(production, tmp_path, "material/negative.cube", "look", look_table=True)
    stitch(own, tmp_path, lambda _: None)
    assert np.abs(frame_at(tmp_path / "cut/final.mp4", 0.5)[100, 90] - (255 - 0xC0, 255 - 0x40, 255 - 0x20)).max() < 8


def with_own(production, folder, file, use, **named):
    digest = sha256_of(folder / file)
    kind = "image" if use == "watermark" else "text"
    material = Material(name=file.rpartition("/")[2], file=file, kind=kind, used_as=use, sha256=digest)
    finish = Finish(**{name: digest for name in named})
    brief = production.brief.model_copy(update={"finish": finish})
    return production.model_copy(update={"brief": brief, "material": (material,)})
