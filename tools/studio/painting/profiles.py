"""Outlines of landscapes: hills, peaks, roofs, tree tops, as lists of points."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Profile = Callable[[np.random.Generator, float], list[tuple[float, float]]]
"""Gives an outline as (x, height) pairs, both from 0 to 1; told how many of its heights fit across the picture."""


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


def _peaks(random: np.random.Generator, _: float) -> list[tuple[float, float]]:
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


def _skyline(random: np.random.Generator, _: float) -> list[tuple[float, float]]:
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


def _pines(random: np.random.Generator, across: float) -> list[tuple[float, float]]:
    """Conifers of four tiers, slender alike in a tall picture and in a wide one."""
    xs, tops = _edge(0.16)
    x = -0.05
    while x < 1.1:
        tall = random.uniform(0.45, 1.0)
        half = tall * random.uniform(0.17, 0.24)
        away = np.abs(xs - x) * across
        for tier in range(4):
            foot, reach = tall * (0.10 + 0.20 * tier), half * (1 - 0.22 * tier)
            inside = away < reach
            rise = foot + tall * 0.30 * (1 - away[inside] / reach)
            tops[inside] = np.maximum(tops[inside], rise)
        x += half * random.uniform(0.7, 1.9) / across
    return list(zip(xs.tolist(), tops.tolist(), strict=True))


def _trees(random: np.random.Generator, across: float) -> list[tuple[float, float]]:
    """The edge of a wood: bushes, and round crowns that rise from them, in a tall picture as in a wide one."""
    xs, tops = _edge(0.30)
    x = -0.05
    while x < 1.1:
        radius = random.uniform(0.08, 0.16)
        _crown(tops, (xs - x) * across, random.uniform(0.28, 0.42), radius)
        x += radius * random.uniform(0.6, 1.1) / across
    x = -0.05
    while x < 1.1:
        half = random.uniform(0.20, 0.44)
        middle = random.uniform(0.36, 0.56)
        _crown(tops, (xs - x) * across, middle, half * 0.86)
        for _lobe in range(7):
            angle, radius = random.uniform(0.1, math.pi - 0.1), half * random.uniform(0.26, 0.42)
            _crown(
                tops,
                (xs - x) * across - (half - radius * 0.7) * math.cos(angle),
                middle + (half - radius * 0.9) * math.sin(angle),
                radius,
            )
        x += half * random.uniform(0.9, 3.4) / across
    return list(zip(xs.tolist(), tops.tolist(), strict=True))


def _edge(floor: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """A level edge across the picture, to be raised."""
    xs = np.linspace(-0.05, 1.05, 900)
    return xs, np.full_like(xs, floor)


def _crown(tops: NDArray[np.float64], away: NDArray[np.float64], middle: float, radius: float) -> None:
    """Raise an edge to the top of a disc whose middle is `away` from each of its points."""
    inside = np.abs(away) < radius
    tops[inside] = np.maximum(tops[inside], middle + np.sqrt(radius**2 - away[inside] ** 2))


def _mesa(random: np.random.Generator, _: float) -> list[tuple[float, float]]:
    points = [(-0.05, 0.12)]
    x = 0.0
    while x < 1.0:
        wide, tall = random.uniform(0.1, 0.3), random.uniform(0.4, 1.0)
        points += [(x, 0.12), (x + 0.02, tall), (x + wide, tall * 0.97), (x + wide + 0.03, 0.15)]
        x += wide + random.uniform(0.08, 0.3)
    return [*points, (1.05, 0.12)]


def _grass(random: np.random.Generator, _: float) -> list[tuple[float, float]]:
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
