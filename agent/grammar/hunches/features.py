"""What a sentence is weighed by: its words, its parts by what they stand for, and which of them stand side by side."""

import re
from itertools import pairwise

from agent.grammar.naming import by_number
from agent.grammar.parts import Part, taken_apart
from agent.grammar.words import Scene

_CLAUSE = re.compile(r"[,;.!?]+(?:\s|$)")
_LONG = 5
"""Letters from which a word is also weighed by its beginning and its end: `tightening` is near to `tighten`."""
_VALUED = frozenset({"framing", "camera", "step", "excess"})
"""Kinds of part of which the value says as much as the kind."""


def apart(sentence: str, scene: Scene) -> list[list[Part]]:
    """The parts of each clause of a sentence; shots that are called by what is seen in them are shots."""
    clauses = _CLAUSE.split(by_number(sentence, scene, loosely=True))
    return [parts for clause in clauses if (parts := taken_apart(clause, scene))]


def features(clauses: list[list[Part]]) -> frozenset[str]:
    """The features of a sentence that was taken apart."""
    words, senses, found = ["<"], ["<"], set[str]()
    for parts in clauses:
        for part in parts:
            words += [f"<{part.kind}>"] if part.kind else part.text.split()
            senses.append(part.kind or min(part.tags, default=part.text))
            found |= {f"is {tag}" for tag in part.tags}
            found |= {f"{part.kind}={part.value}"} if part.kind in _VALUED else set()
        words.append("|")
        senses.append("|")
    for word in words:
        found.add(word)
        if len(word) >= _LONG and word.isalpha():
            found |= {f"{word[:4]}-", f"-{word[-3:]}"}
    found |= {" ".join(pair) for pair in pairwise(words)}
    found |= {" _ ".join(pair) for pair in zip(words, words[2:], strict=False)}
    found |= {"~".join(pair) for pair in pairwise(senses)}
    return frozenset(found)
