"""MoviePy 2 making the film that `stitch.py` describes; run by it, in an environment of MoviePy's own.

It does what our cut does, as a person who knows MoviePy and numpy would write it, and nothing slowly on purpose:

- the same part of each clip, found for it beforehand (our own cut has to look for it within its time);
- exposure and white balance brought to the hero's and the mood's look, in one numpy function per frame: a table for
  each channel, then saturation;
- the same cards at the same times and places, every spoken word lit in its turn, outlined over a soft dark halo; each
  state is drawn once, by Pillow;
- voice, and music that goes down under it; the mix brought to its loudness in two passes of ffmpeg's loudnorm;
- one encode at the same settings.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import moviepy
import numpy as np
from imageio_ffmpeg import get_ffmpeg_exe
from moviepy.audio.AudioClip import AudioClip
from PIL import Image, ImageDraw, ImageFilter, ImageFont

WHITE, ACCENT, DARK = (255, 255, 255), (255, 190, 72), (12, 12, 12)
LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)
MUSIC, DUCKED = 0.7, 10 ** (-10 / 20)
LEAD, HOLD, DOWN, UP = 0.12, 0.38, 0.18, 0.7
"""Seconds around speech that the music is down, and in which it goes down and comes back."""


def grader(gain: float, blue: float, red: float, look: dict[str, float]) -> Callable[[np.ndarray], np.ndarray]:
    """What is done to each frame: a table for every channel, then saturation."""
    levels = np.arange(256, dtype=np.float32)
    shifts = (1.793 * red, -0.213 * blue - 0.533 * red, 2.112 * blue)  # of U and V, told in red, green and blue
    gammas = (look.get("gamma_r", 1.0), 1.0, look.get("gamma_b", 1.0))
    tables = []
    for shift, gamma in zip(shifts, gammas, strict=True):
        moved = ((levels * gain + shift) / 255 - 0.5) * look.get("contrast", 1.0) + 0.5
        tables.append((255 * np.clip(moved, 0, 1) ** (1 / (gamma * look.get("gamma", 1.0)))).astype(np.float32))
    saturation = np.float32(look.get("saturation", 1.0))

    def graded(frame: np.ndarray) -> np.ndarray:
        channels = [table[frame[..., number]] for number, table in enumerate(tables)]
        grey = sum(weight * channel for weight, channel in zip(LUMA, channels, strict=True)) * (1 - saturation)
        done = np.empty(frame.shape, np.uint8)
        for number, channel in enumerate(channels):
            done[..., number] = np.clip(channel * saturation + grey, 0, 255)
        return done

    return graded


def caption_clips(card: dict, font_file: str, width: int) -> list[moviepy.ImageClip]:
    """A card once for every word that lights up."""
    font = ImageFont.truetype(font_file, round(card["em"]))
    edges = [card["start"], *card["times"][1:], card["end"]]
    clips = []
    for lit, (start, end) in enumerate(pairwise(edges)):
        picture, top = drawn(card, lit if card["times"] else None, font, width)
        clips.append(
            moviepy.ImageClip(picture, transparent=True)
            .with_start(start)
            .with_duration(end - start)
            .with_position(("center", top))
        )
    return clips


def drawn(card: dict, lit: int | None, font: ImageFont.FreeTypeFont, width: int) -> tuple[np.ndarray, int]:
    """The card's lines, no larger than they are, and where their top lies in the picture."""
    em = card["em"]
    pad, outline = round(0.5 * em), max(1, round(0.07 * em))
    top = int(card["rows"][0]["baseline"] - em - pad)
    height = int(card["rows"][-1]["baseline"] + 0.4 * em + pad) - top
    widest = max(font.getlength(row["text"]) for row in card["rows"])
    size = (min(width, int(widest) + 2 * pad), height)
    halo = Image.new("RGBA", size, (*DARK, 0))
    letters = Image.new("RGBA", size, (*DARK, 0))
    under, over = ImageDraw.Draw(halo), ImageDraw.Draw(letters)
    for row in card["rows"]:
        x, y = (size[0] - font.getlength(row["text"])) / 2, row["baseline"] - top
        under.text((x, y), row["text"], font=font, fill=(*DARK, 115), anchor="ls", stroke_width=round(0.13 * em))
        for number, word in row["words"]:
            colour = ACCENT if number == lit else WHITE
            over.text((x, y), word, font=font, fill=colour, anchor="ls", stroke_width=outline, stroke_fill=DARK)
            x += font.getlength(word)
    whole = Image.alpha_composite(halo.filter(ImageFilter.GaussianBlur(0.08 * em)), letters)
    return np.asarray(whole), top


def sound(job: dict, folder: Path) -> str:
    """Voice over music that makes way for it, at the wanted loudness, as a WAV."""
    spoken = [(start, start + seconds) for _, start, seconds, kind in job["sounds"] if kind == "voice"]

    def down(times: np.ndarray) -> np.ndarray:
        away = [np.maximum((start - LEAD - times) / DOWN, (times - end - HOLD) / UP) for start, end in spoken]
        return DUCKED ** (1 - np.clip(np.min(away, axis=0), 0, 1)) if away else np.ones_like(times)

    def ducked(get_frame: Callable[[np.ndarray], np.ndarray], times: np.ndarray) -> np.ndarray:
        return get_frame(times) * MUSIC * down(np.atleast_1d(times))[:, None]

    parts: list[AudioClip] = []
    for file, start, seconds, kind in job["sounds"]:
        whole = moviepy.AudioFileClip(file)
        clip = whole.subclipped(0, min(seconds, whole.duration)).with_start(start)  # its clock is a rounded one
        parts.append(clip if kind == "voice" else clip.transform(ducked))
    rough, finished = folder / "rough.wav", folder / "finished.wav"
    moviepy.CompositeAudioClip(parts).with_duration(job["seconds"]).write_audiofile(rough, fps=48_000, logger=None)
    wanted = f"loudnorm=I={job['lufs']}:TP={job['true_peak']}:LRA=11"
    heard = ffmpeg("-i", str(rough), "-af", f"{wanted}:print_format=json", "-f", "null", "-")
    found = json.loads(heard[heard.rindex("{") : heard.rindex("}") + 1])
    measured = ":".join(
        f"measured_{name}={found[f'input_{key}']}"
        for name, key in (("I", "i"), ("TP", "tp"), ("LRA", "lra"), ("thresh", "thresh"))
    )
    told = f"{wanted}:{measured}:offset={found['target_offset']}:linear=true"
    ffmpeg("-y", "-i", str(rough), "-af", told, "-ar", "48000", str(finished))
    return str(finished)


def ffmpeg(*words: str) -> str:
    """What ffmpeg says meanwhile."""
    command = [get_ffmpeg_exe(), "-hide_banner", "-nostats", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL).stderr


def main() -> None:
    """Clips trimmed, graded and joined, words over them, voice and music under them."""
    job = json.loads(Path(sys.argv[1]).read_text())
    width, height = job["size"]
    clips = [
        moviepy.VideoFileClip(each["file"], audio=False)
        .subclipped(each["start"], each["start"] + each["seconds"])
        .image_transform(grader(*each["light"], job["look"]))
        for each in job["clips"]
    ]
    film = moviepy.concatenate_videoclips(clips)
    words = [clip for card in job["cards"] for clip in caption_clips(card, job["font"], width)]
    whole = moviepy.CompositeVideoClip([film, *words], size=(width, height)).with_duration(film.duration)
    whole.write_videofile(
        job["file"],
        fps=job["fps"],
        codec=job["codec"],
        preset=job["preset"],
        audio=sound(job, Path(job["file"]).parent),
        audio_codec="aac",
        audio_bitrate="192k",
        ffmpeg_params=job["settings"],
        logger=None,
    )


if __name__ == "__main__":
    main()
