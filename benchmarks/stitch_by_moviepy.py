"""MoviePy 2 making the film that `stitch.py` describes; run by it, in an environment of MoviePy's own."""

import json
import sys
from pathlib import Path

import moviepy
import numpy as np

CONTRAST, SATURATION = 1.04, 1.08


def graded(frame: np.ndarray) -> np.ndarray:
    """Contrast and saturation, as our mood's look has them."""
    picture = (frame.astype(np.float32) - 128) * CONTRAST + 128
    grey = picture.mean(axis=2, keepdims=True)
    return np.clip(grey + (picture - grey) * SATURATION, 0, 255).astype(np.uint8)


def main() -> None:
    """Clips trimmed, graded and joined, words over them, voice and music under them."""
    job = json.loads(Path(sys.argv[1]).read_text())
    clips = [
        moviepy.VideoFileClip(file).subclipped(start, start + seconds).image_transform(graded)
        for file, start, seconds in job["clips"]
    ]
    film = moviepy.concatenate_videoclips(clips)
    width, height = job["size"]
    words = [
        moviepy.TextClip(
            font=job["font"],
            text=text,
            font_size=width // 12,
            color="white",
            stroke_color="black",
            stroke_width=4,
            method="caption",
            size=(width * 4 // 5, None),
        )
        .with_start(start)
        .with_duration(end - start)
        .with_position(("center", int(height * 0.72)))
        for start, end, text in job["captions"]
    ]
    sounds = [
        moviepy.AudioFileClip(file)
        .with_effects([moviepy.afx.MultiplyVolume(1.0 if kind == "voice" else 0.25)])
        .with_start(start)
        for file, start, _, kind in job["sounds"]
    ]
    whole = moviepy.CompositeVideoClip([film, *words], size=(width, height))
    whole = whole.with_audio(moviepy.CompositeAudioClip(sounds)).with_duration(film.duration)
    settings = job["settings"]
    at = settings.index("-c:v")
    codec, rest = settings[at + 1], settings[:at] + settings[at + 2 :]
    speed = rest.index("-preset")
    preset, rest = rest[speed + 1], rest[:speed] + rest[speed + 2 :]
    whole.write_videofile(
        job["file"], fps=job["fps"], codec=codec, preset=preset, audio_codec="aac", ffmpeg_params=rest, logger=None
    )


if __name__ == "__main__":
    main()
