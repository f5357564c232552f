"""Whatever lies where a take should be: one sentence that names the shot, or a film that is right all the same.

Nothing but plain local files is ever opened, whatever a file says inside.
"""

import subprocess

import av
import numpy as np
import pytest

from tests.tools.stitching.test_cut import film, recorded, shot
from tools import ffmpeg
from tools.film.errors import GreenlightError
from tools.film.shape import Size
from tools.material.checks import BadMaterial, inspect
from tools.material.fitting import fit_clip, fit_sound
from tools.probing import BrokenMedia, first_frame, last_frame, light_of, probe_video
from tools.stitching.cut import stitch
from tools.stitching.framing import framed
from tools.stitching.handoff import Format, hand_off

FILM = Size(180, 320)
NO_CLIPS = {
    "empty": b"",
    "text": b"This is no film.\n" * 40,
    "hls": b"#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\nSECRET\n#EXT-X-ENDLIST\n",
    "hls-address": b"#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\nhttp://127.0.0.1:9/x.ts\n#EXT-X-ENDLIST\n",
    "ffconcat": b"ffconcat version 1.0\nfile SECRET\n",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="180" height="320"><image href="file:///etc/passwd"/></svg>',
    "dash": b'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period/></MPD>',
    "sdp": b"v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n",
    "url": b"[InternetShortcut]\nURL=http://127.0.0.1:9/x.mp4\n",
    "noise": bytes(range(256)) * 64,
}


def record(path, *arguments):
    subprocess.run([ffmpeg.program(), "-y", "-loglevel", "error", *map(str, arguments), str(path)], check=True)


def drawn(path, picture, *arguments):
    path.write_bytes(recorded(picture, *arguments, suffix=path.suffix))


@pytest.fixture
def cut(tmp_path):
    """A film of three shots of two seconds without words, cut; what lies where the second take was is the test's."""
    return tmp_path, film(tmp_path, [shot(1), shot(2), shot(3)], voice=False, music=False, captions=False)


def frames_of(path):
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def made(home, production):
    stitch(production, home, lambda _: None)
    return frames_of(home / "cut/final.mp4")


def second(frames):
    """The second shot's frames, away from its edges."""
    return frames[52:92]


@pytest.mark.parametrize("kind", NO_CLIPS)
def test_what_is_no_clip_is_one_sentence_that_names_the_shot_and_opens_nothing_else(cut, kind):
    home, production = cut
    secret = home / "takes/s01-1.mp4"
    (home / "takes/s02-1.mp4").write_bytes(NO_CLIPS[kind].replace(b"SECRET", secret.name.encode()))
    with pytest.raises(BrokenMedia) as refused:
        stitch(production, home, lambda _: None)
    told = str(refused.value)
    assert told.startswith("Shot 2 cannot be cut, so the film stays as it was: s02-1.mp4 "), told
    assert told.endswith('say "another take of shot 2", or put the file back, and go on.') and "\n" not in told
    assert not (home / "cut/final.mp4").exists()


@pytest.mark.parametrize("kind", NO_CLIPS)
@pytest.mark.parametrize("use", [probe_video, inspect, lambda path: framed(path, FILM, card=False)])
def test_no_other_place_that_opens_media_follows_it_either(tmp_path, kind, use):
    drawn(tmp_path / "secret.ts", "testsrc2=s=90x160:r=24:d=1", "-f", "mpegts")
    path = tmp_path / "clip.mp4"
    path.write_bytes(NO_CLIPS[kind].replace(b"SECRET", b"secret.ts"))
    if use is inspect and kind in ("text", "sdp", "url"):
        assert inspect(path).kind == "text"
        return
    with pytest.raises((BrokenMedia, BadMaterial), match=r"^clip\.mp4 .*\.$"):
        use(path)


@pytest.mark.parametrize("kind", ["hls", "ffconcat", "sdp"])
def test_fitting_a_file_in_opens_only_that_file(tmp_path, kind):
    drawn(tmp_path / "secret.ts", "testsrc2=s=90x160:r=24:d=1", "-f", "mpegts")
    path = tmp_path / "clip.m3u8"
    path.write_bytes(NO_CLIPS[kind].replace(b"SECRET", b"secret.ts"))
    with pytest.raises(BadMaterial, match=r"^clip\.m3u8 cannot be made to fit"):
        fit_clip(path, FILM, 24, tmp_path / "fitted.mp4")
    with pytest.raises(BadMaterial, match=r"^clip\.m3u8 cannot be made to fit"):
        fit_sound(path, tmp_path / "fitted.wav")


def test_all_shots_that_cannot_be_cut_are_named_at_once(cut):
    home, production = cut
    (home / "takes/s01-1.mp4").unlink()
    (home / "takes/s03-1.mp4").write_bytes(b"")
    with pytest.raises(BrokenMedia, match=r'^Shots 1 and 3 .*s01-1\.mp4 is missing, s03-1\.mp4 is empty; say "another'):
        stitch(production, home, lambda _: None)


def test_a_film_that_was_cut_before_stays_when_a_take_breaks(cut):
    home, production = cut
    made(home, production)
    before = {path: path.read_bytes() for path in (home / "cut").iterdir() if path.is_file()}
    (home / "takes/s02-1.mp4").write_bytes(b"broken")
    with pytest.raises(GreenlightError):
        stitch(production, home, lambda _: None)
    assert {path: path.read_bytes() for path in (home / "cut").iterdir() if path.is_file()} == before


@pytest.mark.parametrize("front", [False, True])
def test_a_truncated_clip_is_refused_by_name(cut, front):
    home, production = cut
    take = home / "takes/s02-1.mp4"
    drawn(take, "testsrc2=s=180x320:r=24:d=3", *(["-movflags", "+faststart"] if front else []))
    take.write_bytes(take.read_bytes()[: take.stat().st_size * 2 // 5])
    with pytest.raises(BrokenMedia, match=r"^Shot 2 cannot be cut.* (cannot be read|lasts 1\.\d of its 3\.0 seconds)"):
        stitch(production, home, lambda _: None)


def test_a_wrong_ending_harms_nothing(cut):
    home, production = cut
    drawn(
        home / "real.webm", "color=red:s=180x320:r=24:d=3", "-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8"
    )
    (home / "real.webm").replace(home / "takes/s02-1.mp4")
    frames = made(home, production)
    assert len(frames) == 144 and all(frame[:, :, 0].mean() > 200 for frame in second(frames))


def test_a_picture_that_says_it_has_no_size_is_refused(cut):
    home, production = cut
    take = home / "takes/s02-1.mp4"
    told = take.read_bytes()
    place = told.index(b"avc1") + 28
    avcc = told.index(b"avcC")
    take.write_bytes(told[:place] + bytes(4) + told[place + 4 : avcc + 4] + bytes(20) + told[avcc + 24 :])
    with pytest.raises(BrokenMedia, match=r"^Shot 2 cannot be cut"):
        stitch(production, home, lambda _: None)


def test_8k_is_made_to_fit(cut):
    home, production = cut
    drawn(
        home / "takes/s02-1.mp4",
        "color=red:s=4320x7680:r=1:d=3",
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-threads",
        "2",
    )
    frames = made(home, production)
    assert len(frames) == 144 and {frame.shape for frame in frames} == {(320, 180, 3)}
    assert all(frame[:, :, 0].mean() > 200 for frame in second(frames))


@pytest.mark.parametrize(("rate", "paper"), [("100", 9), ("60000/1001", 9), ("60000/1001", 0), ("7", 9), ("vfr", 9)])
def test_any_rate_is_conformed_without_drift(cut, rate, paper):
    """A wall crosses in three seconds: papered, or plain, so that nobody can say how all of it moves."""
    home, production = cut
    grey = f"format=gray,geq=lum='if(lt(X,T*W/3),200,60)+{paper}*sin(X/3)*sin(Y/5)'"
    if rate == "vfr":
        # every third frame is missing in its first half, every second one later
        picked = "select='if(lt(t,1.5),mod(n,3),mod(n,2))'"
        drawn(home / "takes/s02-1.mp4", f"nullsrc=s=90x160:r=60:d=3,{grey},{picked}", "-fps_mode", "vfr")
    else:
        drawn(home / "takes/s02-1.mp4", f"nullsrc=s=90x160:r={rate}:d=3,{grey}")
    walls = [(frame > frame.min() / 2 + frame.max() / 2).mean() * 3 for frame in made(home, production)[48:96]]
    slope, start = np.polyfit(np.arange(48) / 24, walls, 1)
    assert slope == pytest.approx(1, rel=0.02), "two seconds of the take last two seconds"
    behind = [each - start - slope * number / 24 for number, each in enumerate(walls)]
    assert max(map(abs, behind)) < 0.5 / (7 if rate == "7" else 20) + 0.04


@pytest.mark.parametrize("turn", [90, 270])
def test_a_clip_that_a_phone_kept_lying_stands_up(cut, turn):
    home, production = cut
    lying = home / "lying.mp4"
    drawn(lying, "color=red:s=320x180:r=24:d=3,drawbox=w=iw/4:c=blue:t=fill")
    take = home / "takes/s02-1.mp4"
    record(take, "-display_rotation", turn, "-i", lying, "-c", "copy")
    facts = probe_video(take)
    assert (facts.width, facts.height) == (180, 320)
    assert framed(take, FILM, card=False).how == "fill" and framed(take, FILM, card=False).x == 0.5
    first_frame(take, home / "first.png")
    frames = made(home, production)
    (still,) = frames_of(home / "first.png")
    for frame in (still, second(frames)[0]):
        assert frame.shape == (320, 180, 3)
        top, bottom = frame[20].mean(axis=0), frame[-20].mean(axis=0)
        red, blue = (bottom, top) if top[2] > 150 else (top, bottom)
        assert blue[2] > 150 and red[0] > 150 and red[2] < 100
        assert (top[2] > 150) == (turn == 270)
    delivery = hand_off(production, home, Format.FCPXML)
    assert 'width="180" height="320"' in (delivery.folder / "film.fcpxml").read_text()


def test_an_anamorphic_clip_is_widened_to_the_shape_it_was_filmed_in(cut):
    """Half as wide as it is shown, as some cameras and old tapes keep it: what was round is round."""
    home, production = cut
    take, circle = home / "takes/s02-1.mp4", "format=gray,geq=lum='if(lt(hypot((X-45)*2,Y-160),60),220,40)'"
    drawn(take, f"nullsrc=s=90x320:r=24:d=3,{circle},setsar=2")
    assert (probe_video(take).width, probe_video(take).height) == (inspect(take).width, inspect(take).height) == FILM
    assert framed(take, FILM, card=False).how == "fill"
    fit_clip(take, FILM, 24, home / "fitted.mp4")
    last_frame(take, home / "last.png")
    shown = [second(made(home, production))[0], frames_of(home / "fitted.mp4")[0], *frames_of(home / "last.png")]
    for frame in shown:
        light = frame.mean(axis=2) > 130
        assert frame.shape == (320, 180, 3)
        assert abs(light.any(axis=0).sum() - 120) <= 4 and abs(light.any(axis=1).sum() - 120) <= 4


@pytest.mark.parametrize(
    ("curve", "colours", "black", "white"),
    [("smpte2084", "colorprim=bt2020:colormatrix=bt2020nc", 20, 200), ("smpte2084", "", 20, 200),
     ("arib-std-b67", "colorprim=bt2020:colormatrix=bt2020nc", 30, 160)],
    ids=["pq", "pq that names nothing but its curve", "hlg"],
)  # fmt: skip
def test_hdr_is_brought_down_to_the_films_light(cut, curve, colours, black, white):
    home, production = cut
    level = 64 + 876 // 2  # about a sheet of white paper; brighter than it is only what shines
    record(
        home / "takes/s02-1.mp4", "-f", "lavfi", "-i", "nullsrc=s=180x320:r=24:d=3,format=yuv420p10le,"
        f"geq=lum='if(lt(X,60),195,if(lt(X,120),{level},{level + 250}))':cb=512:cr=512", "-c:v", "libx265", "-preset", "ultrafast",
        "-pix_fmt", "yuv420p10le", "-x265-params", f"log-level=error:transfer={curve}:{colours}", "-color_trc", curve,
    )  # fmt: skip
    frames = second(made(home, production))
    parts = (slice(10, 50), slice(70, 110), slice(130, 170))
    dark, dim, bright = (np.mean([frame[:, part].mean() for frame in frames]) for part in parts)
    assert dark < black and bright > white, "untouched, PQ is flat and grey: 24 and 170; HLG is made to look so anyway"
    assert 90 < dim < 250 and dim + 8 < bright, "what is brighter stays brighter, and nothing is burnt out"
    assert all(abs(frame[..., 0].astype(int).mean() - frame[..., 2].mean()) < 24 for frame in frames), (
        "grey, but for the hero's light"
    )


def test_a_persons_own_hdr_clip_keeps_its_ten_bits_and_its_curve_when_it_is_fitted_in(tmp_path):
    curve = ["-x265-params", "log-level=error:transfer=smpte2084", "-color_trc", "smpte2084"]
    source = "testsrc2=s=90x160:r=24:d=0.3,format=yuv420p10le"
    record(tmp_path / "own.mp4", "-f", "lavfi", "-i", source, "-c:v", "libx265", "-preset", "ultrafast", *curve)
    fit_clip(tmp_path / "own.mp4", FILM, 24, tmp_path / "fitted.mp4")
    with av.open(str(tmp_path / "fitted.mp4")) as container:
        frame = next(container.decode(video=0))
    assert frame.format.name == "yuv420p10le" and light_of(frame) == "pq"


def test_sound_of_six_channels_is_folded_down_and_no_sound_is_no_trouble(cut):
    home, production = cut
    record(
        home / "takes/s02-1.mp4", "-f", "lavfi", "-i", "color=red:s=180x320:r=24:d=3", "-f", "lavfi", "-i",
        "sine=f=440:d=3:r=48000,pan=5.1|FC=c0", "-c:a", "aac", "-pix_fmt", "yuv420p",
    )  # fmt: skip
    made(home, production)
    with av.open(str(home / "cut/final.mp4")) as container:
        heard = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)
    assert heard.shape[0] == 2
    inside, before = heard[:, 48_000 * 5 // 2 : 48_000 * 7 // 2], heard[:, 24_000:72_000]
    assert np.abs(inside).mean() > 5 * np.abs(before).mean(), "what was said in the middle is heard on both sides"
    assert np.abs(inside[0]).mean() == pytest.approx(np.abs(inside[1]).mean(), rel=0.02)


def test_a_film_of_nothing_but_one_broken_take_says_so(tmp_path):
    production = film(tmp_path, [shot(1)], voice=False, music=False, captions=False)
    (tmp_path / "takes/s01-1.mp4").write_bytes(b"\0" * 2000)
    with pytest.raises(BrokenMedia, match="^Shot 1 cannot be cut"):
        stitch(production, tmp_path, lambda _: None)
