"""Outlines of landscapes: hills, peaks, roofs, tree tops, as lists of points."""

import math
from collections.abc import Callable

import numpy as np

Profile = Callable[[np.random.Generator, int], list[tuple[float, float]]]
"""Gives an outline as (x, height) pairs, both from 0 to 1."""


def _rolling(random: np.random.Generator, bends: tuple[float, ...], floor: float) -> list[tuple[float, float]]:
    phases = random.random(len(bends)) * math.tau
    points = []
    for step in range(121):
        x = -0.05 + step * 1.1 / 120
        rise = sum(
            math.sin(x * bend * math.tau + phase) / (n + 1.4)
            for n, (bend, phase) in enumerate(zip(bends, phases, strict=True))
        )
        points.append((x, floor + (1 - floor) * (0.5 + 0.36 * rise)))
    return points


def _peaks(random: np.random.Generator, _: int) -> list[tuple[float, float]]:
    """Mountains by splitting lines in the middle and shifting them, each time less."""
    heights = [
        random.uniform(0.2, 0.5),
        random.uniform(0.75, 1.0),
        random.uniform(0.25, 0.55),
        random.uniform(0.55, 0.95),
        random.uniform(0.2, 0.5),
    ]
    rough = 0.22
    for _step in range(5):
        grown = []
        for a, b in zip(heights, heights[1:], strict=False):
            grown += [a, (a + b) / 2 + random.uniform(-rough, rough) * 0.6]
        heights = [*grown, heights[-1]]
        rough *= 0.52
    return [(-0.05 + 1.1 * n / (len(heights) - 1), max(0.05, rise)) for n, rise in enumerate(heights)]


def _skyline(random: np.random.Generator, _: int) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    x = -0.05
    while x < 1.05:
        wide, tall = random.uniform(0.05, 0.15), random.uniform(0.22, 1.0)
        points += [(x, tall), (x + wide, tall)]
        if random.random() < 0.25:
            points[-1:-1] = [
                (x + wide * 0.46, tall),
                (x + wide * 0.48, min(1.15, tall + 0.14)),
                (x + wide * 0.52, tall),
            ]
        x += wide + (0.012 if random.random() < 0.3 else 0)
    return points


def _pines(random: np.random.Generator, _: int) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    x = -0.05
    while x < 1.05:
        wide, tall = random.uniform(0.035, 0.085), random.uniform(0.35, 1.0)
        points.append((x, tall * 0.22))
        for step in range(4):
            share = (step + 1) / 5
            points += [
                (x + wide * 0.5 * share, tall * (0.12 + 0.8 * share)),
                (x + wide * (0.5 * share + 0.05), tall * (0.05 + 0.8 * share)),
            ]
        points.append((x + wide * 0.5, tall))
        for step in range(4, 0, -1):
            share = step / 5
            points += [
                (x + wide * (1 - 0.5 * share - 0.05), tall * (0.05 + 0.8 * share)),
                (x + wide * (1 - 0.5 * share), tall * (0.12 + 0.8 * share)),
            ]
        x += wide * random.uniform(0.55, 0.95)
    return points


def _trees(random: np.random.Generator, _: int) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    x = -0.05
    while x < 1.05:
        wide, tall = random.uniform(0.07, 0.17), random.uniform(0.45, 1.0)
        for step in range(15):
            share = step / 14
            lump = 0.06 * math.sin(share * 21 + x * 40) + 0.04 * math.sin(share * 47)
            points.append(
                (x + wide * share, tall * (0.30 + 0.70 * math.sqrt(max(0.0, 1 - (2 * share - 1) ** 2))) + lump)
            )
        x += wide * random.uniform(0.55, 0.95)
    return points


def _mesa(random: np.random.Generator, _: int) -> list[tuple[float, float]]:
    points = [(-0.05, 0.12)]
    x = 0.0
    while x < 1.0:
        wide, tall = random.uniform(0.1, 0.3), random.uniform(0.4, 1.0)
        points += [(x, 0.12), (x + 0.02, tall), (x + wide, tall * 0.97), (x + wide + 0.03, 0.15)]
        x += wide + random.uniform(0.08, 0.3)
    return [*points, (1.05, 0.12)]


def _grass(random: np.random.Generator, _: int) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    x = -0.05
    while x < 1.05:
        points += [(x, 0.25), (x + random.uniform(-0.006, 0.012), random.uniform(0.5, 1.0)), (x + 0.008, 0.25)]
        x += random.uniform(0.007, 0.014)
    return points


PROFILES: dict[str, Profile] = {
    "hills": lambda random, _: _rolling(random, (0.7, 1.6, 3.1), 0.2),
    "dunes": lambda random, _: _rolling(random, (0.5, 1.1), 0.1),
    "coral": lambda random, _: _rolling(random, (2.0, 5.0, 11.0), 0.1),
    "peaks": _peaks,
    "skyline": _skyline,
    "pines": _pines,
    "trees": _trees,
    "mesa": _mesa,
    "grass": _grass,
}
