"""Learns from what people say: `python -m agent.grammar.hunches.learning`, after a change of the lines or the features.

A line of `said.tsv` is a sentence and its kind, with a value where one was meant; a line of `pictured.tsv` is a
sentence, its kind, and the words of it that tell what is seen. All are about the one film of SCENE, with
what is seen in its shots, because people call shots by that.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import numpy as np

from agent.grammar.hunches.features import apart, features
from agent.grammar.hunches.pictures import IN, OUT, features_at, plain, words_of
from agent.grammar.hunches.weighing import KINDS, PICTURES, Learnt, Weights
from agent.grammar.naming import literally
from agent.grammar.spelling import spelled_out
from agent.grammar.words import Scene
from tools.film.storyboard import Framing

SCENE = Scene(
    framings=(Framing.CU, Framing.MCU, Framing.MCU, Framing.MS, Framing.WS, Framing.MCU),
    seconds=(Decimal(5),) * 6,
    takes=(1, 2, 1, 1, 0, 0),
    ids=("s01", "s02", "s03", "s04", "s05", "s06"),
    heroes=(5,),
    told=(
        "coffee beans being ground in a grinder",
        "espresso pouring into a cup",
        "steam rising from the cup",
        "a woman takes the first sip",
        "her smile",
        "the shop's name logo card",
    ),
)
LEAST = 2
"""A feature of fewer sentences is not learnt."""
COMMON = 5
"""A word of fewer sentences that tell pictures may be any word."""
RIDGE = 0.02
"""How strongly weights are held small; found by leaving out one writer's sentences at a time."""
STEPS, RATE = 120, 0.05


def heard(sentence: str) -> frozenset[str]:
    """The features of a sentence about that film."""
    return features(apart(literally(spelled_out(sentence), SCENE), SCENE))


def learn(said: list[tuple[frozenset[str], str]]) -> Learnt:
    """The weights that tell the kinds of those features apart best, by Adam on the whole set."""
    counts = Counter(each for heard_of_it, _ in said for each in heard_of_it)
    places = {each: place for place, each in enumerate(sorted(each for each in counts if counts[each] >= LEAST))}
    kinds = sorted({kind for _, kind in said})
    given = np.zeros((len(said), len(places) + 1), np.float32)
    wanted = np.zeros((len(said), len(kinds)), np.float32)
    for row, (heard_of_it, kind) in enumerate(said):
        known = [places[each] for each in heard_of_it if each in places]
        given[row, known] = 1 / np.sqrt(max(1, len(known)))
        given[row, -1] = wanted[row, kinds.index(kind)] = 1
    return Learnt(places, tuple(kinds), _fitted(given, wanted))


def word_by_word(told: list[list[str]]) -> Iterator[tuple[frozenset[str], str]]:
    """The features of each word of sentences, and whether it is one of those that tell the picture."""
    counts = Counter(word.group().lower() for sentence, _, _ in told for word in words_of(sentence))
    common = {"<n>"} | {word for word in counts if counts[word] >= COMMON}
    for sentence, kind, picture in told:
        found, start = words_of(sentence), sentence.index(picture)
        words = plain(found, common)
        for place, word in enumerate(found):
            yield features_at(words, place, kind), IN if start <= word.start() < start + len(picture) else OUT


def _fitted(given: Weights, wanted: Weights) -> Weights:
    weights = np.zeros((given.shape[1], wanted.shape[1]), np.float32)
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        shares = np.exp(given @ weights)
        shares /= shares.sum(axis=1, keepdims=True)
        slope = (given.T @ (shares - wanted) + RIDGE * weights) / len(given)
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.99 * spread + 0.01 * slope**2
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return weights


def save(learnt: Learnt, path: Path) -> None:
    """Write the weights, each as one of 255 steps."""
    scale = np.float32(np.abs(learnt.weights).max() / 127)
    names = "\n".join(sorted(learnt.features, key=learnt.features.__getitem__))
    np.savez_compressed(
        path,
        features=np.frombuffer(names.encode("utf-8"), np.uint8),
        kinds=np.frombuffer("\n".join(learnt.kinds).encode("utf-8"), np.uint8),
        weights=np.round(learnt.weights / scale).astype(np.int8),
        scale=scale,
    )


def main() -> None:
    """Learn from the lines beside this file, and write the weights beside them."""
    here = Path(__file__).parent
    said = [line.split("\t") for line in (here / "said.tsv").read_text("utf-8").splitlines()]
    save(learn([(heard(sentence), kind) for sentence, kind in said]), here / KINDS)
    told = [line.split("\t") for line in (here / "pictured.tsv").read_text("utf-8").splitlines()]
    save(learn(list(word_by_word(told))), here / PICTURES)
    sys.stdout.write(f"learnt from {len(said)} sentences and {len(told)} pictures\n")


if __name__ == "__main__":
    main()
