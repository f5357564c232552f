"""Light and colour, out of the words of a prompt and the film's mood."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tools.studio.painting.canvas import Colour, blend, colour


@dataclass(frozen=True)
class Palette:
    """The colours of one light. `sun` is where it comes from (shares of the frame), `dark` from 0 to 1."""

    top: Colour
    middle: Colour
    horizon: Colour
    far: Colour
    near: Colour
    light: Colour
    accent: Colour
    sun: tuple[float, float]
    dark: float


def _palette(codes: str, sun: tuple[float, float], dark: float) -> Palette:
    top, middle, horizon, far, near, light, accent = (colour(code) for code in codes.split())
    return Palette(top, middle, horizon, far, near, light, accent, sun, dark)


PALETTES = {
    "dawn": _palette("#2c3565 #93628c #ffb988 #7d5f80 #241b34 #ffe4b4 #ff9a62", (0.68, 0.44), 0.35),
    "golden": _palette("#4a3f63 #d98a54 #ffd08a #a56a49 #2e1a14 #ffe2a6 #ffb24d", (0.26, 0.40), 0.25),
    "day": _palette("#5f9fc9 #a9d3e2 #f6ecd6 #8fb0a2 #2c4338 #fff6dc #e8844a", (0.70, 0.16), 0.05),
    "overcast": _palette("#7d93a6 #aebcc4 #dde0dc #8d9ba0 #2d383d #f3f4ee #c98f5c", (0.45, 0.12), 0.15),
    "dusk": _palette("#1b2050 #5b4380 #f08a76 #4b3c6d #171430 #ffc3a0 #ff7d6b", (0.32, 0.50), 0.5),
    "night": _palette("#060a1c #131f4a #33508a #1c2d5c #060a18 #cfe0ff #ffc46b", (0.74, 0.16), 0.85),
    "neon": _palette("#08061c #2a0f52 #7a2a8f #331a66 #0a0618 #ff7be0 #39e6ff", (0.24, 0.34), 0.8),
    "storm": _palette("#10202c #2c4654 #8fa8a8 #3c5661 #0b161d #e4f4f2 #e6c268", (0.60, 0.26), 0.55),
    "snow": _palette("#8fa9c8 #c4d4e4 #f4ece6 #a8bccf #33465c #ffffff #e9a06a", (0.30, 0.30), 0.1),
    "warm": _palette("#4a2a1c #8d5530 #f3bd78 #9a633a #26140c #ffe3ad #ffb14e", (0.20, 0.26), 0.3),
    "bright": _palette("#bcdde6 #e7efe6 #fff7e4 #a8c4b8 #35504a #fffdf0 #ff8a4c", (0.24, 0.18), 0.02),
    "soft": _palette("#6b6a9c #b79bbd #ffdcd0 #9a8bb0 #2f2846 #fff0e2 #ffb3a4", (0.30, 0.26), 0.2),
    "cool": _palette("#12283a #2f6079 #a6d0d3 #4f8294 #0d1e2a #eafcff #f2c14e", (0.74, 0.24), 0.4),
    "calm": _palette("#7d9a98 #b9cbc0 #f2ead8 #93aaa0 #2e3f3c #fff8e8 #d99a63", (0.26, 0.22), 0.1),
    "rich": _palette("#1d1a30 #54405c #e0a468 #6a4e5c #161020 #ffdca0 #f0a63c", (0.24, 0.28), 0.4),
}
TIMES = (
    ("neon", r"neon|cyberpunk|disco|night ?club|rave|techno"),
    ("snow", r"snow\w*|winter|ski\w*|ice|frost\w*|blizzard"),
    ("storm", r"storm\w*|rain\w*|thunder|fog\w*|mist over|gale"),
    ("dawn", r"dawn|sunrise|first light|early morning|daybreak"),
    ("golden", r"golden hour|sunset|evening light|late afternoon|last light|golden light|end of the day"),
    ("dusk", r"dusk|twilight|blue hour|evening"),
    ("night", r"night\w*|midnight|stars?|moon\w*|candle-?lit|after dark"),
    ("day", r"noon|midday|bright|sunny|clear morning|morning|daylight|summer"),
)
MOOD_OUTSIDE = {
    "warm": "golden",
    "upbeat": "day",
    "dreamy": "soft",
    "tense": "storm",
    "calm": "overcast",
    "proud": "rich",
}
MOOD_INSIDE = {"warm": "warm", "upbeat": "bright", "dreamy": "soft", "tense": "cool", "calm": "calm", "proud": "rich"}
INSIDE = {
    "day": "bright",
    "golden": "warm",
    "dawn": "warm",
    "storm": "cool",
    "snow": "soft",
    "dusk": "rich",
    "night": "rich",
}


def palette_for(description: str, mood: str, style: tuple[str, ...], *, inside: bool) -> Palette:
    """The light that the description names, else the mood's own; then tinted by the style's words."""
    named = next((name for name, words in TIMES if re.search(rf"\b(?:{words})\b", description, re.IGNORECASE)), None)
    if named is None:
        name = (MOOD_INSIDE if inside else MOOD_OUTSIDE).get(mood, "golden")
    else:
        name = INSIDE.get(named, named) if inside else named
    return _styled(PALETTES[name], " ".join(style).lower())


def _styled(palette: Palette, style: str) -> Palette:
    if re.search(r"noir|black and white|black-and-white|monochrome", style):
        return _toned(palette, 0.92, (0.86, 0.90, 1.0))
    if re.search(r"vintage|retro|super 8|sepia", style):
        return _toned(palette, 0.40, (1.0, 0.90, 0.72))
    if re.search(r"neon|cyberpunk", style):
        return replace(palette, light=colour("#ff7be0"), accent=colour("#39e6ff"))
    if re.search(r"pastel|watercolou?r", style):
        return _mapped(palette, lambda tone: blend(tone, (1, 0.98, 0.95), 0.22))
    return palette


def _toned(palette: Palette, share: float, tint: Colour) -> Palette:
    """Colours taken towards a tinted grey."""

    def tone(old: Colour) -> Colour:
        grey = 0.3 * old[0] + 0.59 * old[1] + 0.11 * old[2]
        return blend(old, (grey * tint[0], grey * tint[1], grey * tint[2]), share)

    return _mapped(palette, tone)


def _mapped(palette: Palette, change: Callable[[Colour], Colour]) -> Palette:
    """Every colour changed alike; the light's place and strength stay."""
    return Palette(
        top=change(palette.top),
        middle=change(palette.middle),
        horizon=change(palette.horizon),
        far=change(palette.far),
        near=change(palette.near),
        light=change(palette.light),
        accent=change(palette.accent),
        sun=palette.sun,
        dark=palette.dark,
    )
