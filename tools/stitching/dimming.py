"""HDR brought down to the film's range of light: as a table of colours, which every build of ffmpeg can apply.

What the two curves of HDR mean is ITU-R BT.2100's; white paper stays white, and what shines beyond it is rolled off by
Hable's curve, not cut off. The table answers in BT.709 colours for a screen of gamma 2.4 (BT.1886).
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.probing import Light

Colours = NDArray[np.float64]
STEPS = 33
"""Colours along each edge of the table; between them ffmpeg goes straight."""
PAPER = 100.0
"""Nits of white in the film."""
BRIGHTEST = 1_000.0
"""Nits of what still differs from what is brighter: what HDR is mastered at."""
TO_BT709 = np.array(
    [[1.660491, -0.587641, -0.072850], [-0.124550, 1.132900, -0.008349], [-0.018151, -0.100579, 1.118730]]
)
"""From BT.2020's primaries, ITU-R BT.2087."""
LUMINANCE = np.array([0.2627, 0.6780, 0.0593])


def write_table(light: Light, path: Path) -> None:
    """Write the `.cube` file for clips that say light by that curve of HDR."""
    steps = np.linspace(0, 1, STEPS)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    nits = (_pq if light == "pq" else _hlg)(np.stack([red, green, blue], axis=-1).reshape(-1, 3))
    with path.open("w", encoding="ascii") as file:
        file.write(f"LUT_3D_SIZE {STEPS}\n")
        np.savetxt(file, _dimmed(nits / PAPER), fmt="%.5f")


def _pq(code: Colours) -> Colours:
    """Nits of a code from 0 to 1, by the perceptual quantizer (SMPTE ST 2084)."""
    m1, m2, c1, c2, c3 = 2610 / 16384, 2523 / 32, 3424 / 4096, 2413 / 128, 2392 / 128
    power = code ** (1 / m2)
    nits: Colours = 10_000 * (np.maximum(power - c1, 0) / (c2 - c3 * power)) ** (1 / m1)
    return nits


def _hlg(code: Colours) -> Colours:
    """Nits of a code from 0 to 1, by hybrid log-gamma on a screen of `BRIGHTEST`."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = np.where(code <= 0.5, code**2 / 3, (np.exp((code - c) / a) + b) / 12)
    nits: Colours = BRIGHTEST * scene * np.maximum(scene @ LUMINANCE, 1e-9)[:, None] ** 0.2
    return nits


def _dimmed(light: Colours) -> Colours:
    """What the film shows for linear light in BT.2020's primaries, where 1 is its white."""
    colours = light @ TO_BT709.T
    highest = np.maximum(colours.max(axis=1, keepdims=True), 1e-6)
    rolled = colours * (_hable(highest) / _hable(np.array(BRIGHTEST / PAPER)) / highest)
    shown: Colours = np.clip(rolled, 0, 1) ** (1 / 2.4)
    return shown


def _hable(light: Colours) -> Colours:
    return (light * (0.15 * light + 0.05) + 0.004) / (light * (0.15 * light + 0.5) + 0.06) - 0.02 / 0.3
