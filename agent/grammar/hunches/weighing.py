"""Which kind of wish a sentence sounds like: a softmax regression, learnt by `learning.py` from what people say.

It is never acted upon. It doubts what the rules understood, and finds what to ask where they understood nothing.
"""

from collections.abc import Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

KINDS, PICTURES = "kinds.npz", "pictures.npz"
"""What was learnt of the kinds of wish, and of the words that tell a picture."""
Weights = NDArray[np.float32]


@dataclass(frozen=True)
class Learnt:
    """The features that count, the kinds, and what each feature says for each kind."""

    features: dict[str, int]
    kinds: tuple[str, ...]
    weights: Weights
    """A row for each feature and a last one for any sentence, a column for each kind."""


@dataclass(frozen=True)
class Hunch:
    """How likely a kind of wish is, from 0 to 1, and the likeliest of its values where it has several."""

    share: float
    value: str = ""


@cache
def learnt(name: str = KINDS) -> Learnt:
    """What was learnt, from the package."""
    with as_file(files("agent.grammar.hunches") / name) as path, np.load(path, allow_pickle=False) as held:
        names = bytes(held["features"]).decode("utf-8").split("\n")
        kinds = bytes(held["kinds"]).decode("utf-8").split("\n")
        weights = held["weights"].astype(np.float32) * held["scale"].astype(np.float32)
    return Learnt({name: place for place, name in enumerate(names)}, tuple(kinds), weights)


def weighed(features: Set[str], known: Learnt) -> dict[str, Hunch]:
    """Every kind, the likeliest first. What was learnt as `edit_shot framing:closer` counts for `edit_shot framing`."""
    rows = [known.features[each] for each in features if each in known.features]
    scores = known.weights[rows].sum(axis=0) / np.sqrt(max(1, len(rows))) + known.weights[-1]
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    sums: dict[str, float] = {}
    values: dict[str, str] = {}
    for place in np.argsort(-shares):
        kind, _, value = known.kinds[place].partition(":")
        sums[kind] = sums.get(kind, 0.0) + float(shares[place])
        values.setdefault(kind, value)
    return {kind: Hunch(sums[kind], values[kind]) for kind in sorted(sums, key=sums.__getitem__, reverse=True)}
