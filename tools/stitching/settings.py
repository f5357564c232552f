"""How the finished film is encoded: what every platform and player takes."""

from tools.film.footage import Cut

BITS_PER_PIXEL_SECOND = 15_000_000 / (1920 * 1080)
"""About 15 Mbit/s at 1080p, in proportion for other sizes."""
COLOUR = {"color_primaries": "bt709", "color_trc": "bt709", "colorspace": "bt709", "color_range": "tv"}


def encoder_settings(cut: Cut) -> dict[str, str]:
    """ffmpeg output options for the cut's one encode.

    Preset `fast` keeps grain and haze cleaner at this rate than the quicker presets, for about the price of drawing.
    """
    rate = round(BITS_PER_PIXEL_SECOND * cut.width * cut.height)
    return {
        "c:v": "libx264",
        "preset": "fast",
        "profile:v": "high",
        "pix_fmt": "yuv420p",
        "b:v": str(rate),
        "maxrate": str(rate * 3 // 2),
        "bufsize": str(rate * 2),
        "g": str(cut.fps * 2),
        "r": str(cut.fps),
        **COLOUR,
        "c:a": "aac",
        "b:a": "192k",
        "ar": "48000",
        "ac": "2",
        "movflags": "+faststart",
    }
