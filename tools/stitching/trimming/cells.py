"""What happens in most of a picture: its cells, and how far each can be followed.

A hand that waves, a car that drives by, a lamp that is lit change some of the cells, and so move a mean over all of
them; they do not move what is so in most of the cells. Where nothing is drawn, or nothing but one straight edge, nobody
can say which way it went, so such a cell hardly counts.
"""

import numpy as np
from numpy.typing import NDArray

CELL = 8
"""Pixels of a cell's side: single pixels move by chance."""
PLAIN = 4.0
"""How much is drawn (the lesser eigenvalue of the gradients, in levels squared) where a cell counts by half."""
FAINT = 4.0
"""Levels that nobody would call a thing that is drawn."""
LEAST = 0.15
"""What a cell counts at least: a small thing before a plain wall is not most of the picture."""
MOST = 0.4
"""What is so in all but this share of the picture at the least is so in most of it."""
ROUNDS = 4
"""How often the camera is fitted anew, each time to the cells that went with it the last time."""
SLIP = 0.03
"""The share of a way by which it may be seen too long or too short in one part of the picture."""

Cells = NDArray[np.floating]
"""One value a cell: shape (frames, rows, columns)."""
Picture = NDArray[np.float32]


def in_cells(picture: Picture) -> Picture:
    """The mean of each cell."""
    import cv2

    height, width = picture.shape[:2]
    return np.asarray(cv2.resize(picture, (width // CELL, height // CELL), interpolation=cv2.INTER_AREA))


def followed(picture: Picture) -> Picture:
    """How far each cell can be followed, from LEAST to one."""
    import cv2

    held = in_cells(np.asarray(cv2.cornerMinEigenVal(picture, 7)))
    return np.asarray(np.maximum(LEAST, held / (held + PLAIN)), np.float32)


def drawn(picture: Picture) -> Picture:
    """How much there is to see in and around each cell: the spread of its levels, and a little for what is plain."""
    import cv2

    mean, square = (cv2.blur(in_cells(each), (3, 3)) for each in (picture, picture * picture))
    return np.asarray(FAINT + np.sqrt(np.maximum(0, square - mean * mean)), np.float32)


def most(values: Cells, weights: Cells) -> Cells:
    """For each frame the value that most of its cells, by their weight, reach."""
    flat, weighing = values.reshape(len(values), -1), weights.reshape(len(values), -1)
    order = np.argsort(flat, axis=1)
    reached = np.cumsum(np.take_along_axis(weighing, order, axis=1), axis=1)
    at = (reached >= MOST * reached[:, -1:]).argmax(axis=1)
    return np.asarray(np.take_along_axis(flat, np.take_along_axis(order, at[:, None], 1), 1)[:, 0])


def light(one: Cells, other: Cells, weights: Cells) -> Cells:
    """The gain and the step of level that make most of another picture as light as the one: shape (frames, 2)."""
    count = len(one)
    seen, model, weighing = (each.reshape(count, -1).astype(np.float64) for each in (one, other, weights))
    trust: Cells = weighing
    for _ in range(ROUNDS):
        share = trust / trust.sum(axis=1, keepdims=True)
        means = [(share * each).sum(axis=1, keepdims=True) for each in (seen, model)]
        spread = (share * (model - means[1]) ** 2).sum(axis=1)
        together = (share * (model - means[1]) * (seen - means[0])).sum(axis=1)
        gain = np.where(spread < 1, 1.0, np.clip(together / np.maximum(spread, 1e-6), 0.25, 4.0))[:, None]
        step = means[0] - gain * means[1]
        trust = _agreeing(np.abs(seen - gain * model - step), weighing, 1.0)
    return np.concatenate([gain, step], axis=1)


def _agreeing(off: Cells, weights: Cells, least: float) -> Cells:
    """The weights of the cells, less where they are further off than most of them."""
    usual = most(off, weights)[:, None] + least
    return np.asarray(weights / (1 + (off / usual) ** 2))


def camera(flows: Cells, weights: Cells) -> Cells:
    """By how many thousandths the picture grows, and how far it turns, where most of it goes: shape (frames, 2).

    The outermost cells are left out: what comes into the picture there was nowhere before.
    """
    if min(flows.shape[1:3]) > 4:
        flows, weights = flows[:, 1:-1, 1:-1], weights[:, 1:-1, 1:-1]
    count, height, width, _ = flows.shape
    x, y = np.meshgrid((np.arange(width) - (width - 1) / 2) * CELL, (np.arange(height) - (height - 1) / 2) * CELL)
    x, y, one, none = x.ravel(), y.ravel(), np.ones(x.size), np.zeros(x.size)
    # columns: moves across, moves down, grows, turns; rows: first every cell's way across, then every cell's way down
    model = np.vstack([np.column_stack([one, none, x, -y]), np.column_stack([none, one, y, x])])
    seen = np.concatenate([flows[..., 0].reshape(count, -1), flows[..., 1].reshape(count, -1)], axis=1)
    weighing = weights.reshape(count, -1)
    trust: Cells = weighing
    fitted: Cells = np.zeros((count, 4))
    for _ in range(ROUNDS):
        twice = np.concatenate([trust, trust], axis=1)
        normal = np.einsum("fi,ij,ik->fjk", twice, model, model) + 1e-6 * np.eye(4)
        fitted = np.linalg.solve(normal, np.einsum("fi,ij,fi->fj", twice, model, seen)[..., None])[..., 0]
        off = np.hypot(*np.split(seen - fitted @ model.T, 2, axis=1))
        trust = _agreeing(off, weighing, 0.02)
    turning = np.hypot(*np.split(fitted[:, 2:] @ model[:, 2:].T, 2, axis=1))
    doubt = most(off, weighing) + SLIP * np.hypot(fitted[:, 0], fitted[:, 1])
    explained = 1 / (1 + (doubt / np.maximum(1e-6, most(turning, weighing))) ** 2)
    return 1000 * fitted[:, 2:] * explained[:, None]
