"""The playbook director's English: what a sentence about the film means, or honestly nothing.

A clause counts as understood only when a rule matches it whole; of a longer sentence every clause must be. A wrong act
is worse than a question.
"""

import re
from dataclasses import dataclass

from agent.director import ToolCall
from agent.grammar.clauses import clause_meaning
from agent.grammar.guessing import DOUBT, UNSURE, core, mended
from agent.grammar.hunches import is_doubtful, likeliest, sounds_like_a_wish
from agent.grammar.naming import by_number, joined, literally
from agent.grammar.pictured import can_be_seen
from agent.grammar.reader import ASKING, nearest
from agent.grammar.remarks import is_remark, remarked_on
from agent.grammar.rule import Meaning
from agent.grammar.spelling import spelled_out
from agent.grammar.talk import GO_ON, START_OVER
from agent.grammar.telling import told
from agent.grammar.words import ANY_SHOT, SHOT, Scene, scene_of, shot_number

__all__ = ["GO_ON", "START_OVER", "Scene", "guess", "scene_of", "understand"]

LONGEST_SENTENCE = 600
_HARMLESS = ASKING | {"ready_prompts"}
"""What only tells is done without a doubt."""
_WHOLE_FILM = frozenset({"change_brief", "set_grade", "spend_less", "set_music"})
_FILM_NAMED = re.compile(
    r"\b(?:film|video|movie|ad|everything|whole|all|overall|budget|cap|brand|format|mood|look|grade|music|soundtrack|song|"
    r"score|tune|cheaper|credits|total)\b",
    re.IGNORECASE,
)
_IT = re.compile(r"\b(?:it|that one|this one|them)\b", re.IGNORECASE)
_NOUN_FIRST = re.compile(
    r"(?:the|my|our|any|also|all|every|each|shots?|scenes?|clips?|number|no|music|captions?|subtitles?|voice\w*|narrat\w+|\d+)\b",
    re.IGNORECASE,
)
_BARE_NOUN = re.compile(
    r"(?:the |my |our |any |some |all )*(?:music|soundtrack|song|score|tune|captions?|subtitles?|subs|voice[\s-]?over|voice|narration|narrator)",
    re.IGNORECASE,
)
_REMARK = re.compile(
    rf"(?:(?:i think|i feel|i find|honestly|hmm+|well),? (?:that )?)?(?:(?:the|that|this) (?:still|picture|image|drawing|take|framing|camera) (?:in|of|for) )?"
    rf"(?:(?P<shot>{ANY_SHOT})|(?P<thing>the (?:colou?rs|music|soundtrack|captions|subtitles|voice|narrator|voice-?over|film|video)))"
    r" (?:is|are|feels?|looks?|seems?|sounds?|drags?|goes|runs|was|isn't|aren't|doesn't|does not|is not|comes|lacks|needs work)\b.*",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"(?:because |since |as )?(?:it|that|this|they|it all)(?:'s| is| was| are| feels?| looks?| seems?) (?:just |a (?:bit|little) |far |way |much )?"
    r"(?:too|so|not|very|quite|kind of|rather|really|boring|cramped|ugly|wrong|off|odd|weird|confusing)\b[\w' -]{0,40}",
    re.IGNORECASE,
)
_TOO_MUCH = re.compile(r"\btoo\b|\bdrags\b|\boverstays\b|\bafford\b|\bmore than\b", re.IGNORECASE)
_PRAISE = re.compile(
    r"(?:i (?:really )?(?:like|love) )?(?:the |this |that |it'?s? ?)[\w' -]{0,40}?(?: (?:is|are|looks?|'s) (?:really |very |quite |so )?(?:nice|great|good|fine|lovely|perfect|beautiful|ok|okay|pretty))?",
    re.IGNORECASE,
)
_DISLIKE = re.compile(
    r"i (?:don'?t|do not|didn'?t) (?:really )?like (?P<thing>the (?:music|soundtrack|captions|subtitles|voice|narrator|voice-?over))",
    re.IGNORECASE,
)
_PRAISING = re.compile(r"\b(?:nice|great|good|fine|lovely|perfect|beautiful|okay|ok|pretty|like|love)\b", re.IGNORECASE)
_SHOT_IN_WORDS = re.compile(r"\bshots? \d", re.IGNORECASE)
_JOINT = re.compile(
    r"\s*(?:(?:[;,!]|\.(?!\d))\s*(?:and\s+|then\s+|also\s+|but\s+|plus\s+)*|\s(?:and|then|but|plus|&|\+)\s(?:then\s|also\s|please\s)*)",
    re.I,
)


_TAKEN_BACK = re.compile(
    r"\bno need (?:to|for)\b|\b(?:kidding|joking)\b|\bi don't think so\b|\?\s*(?:no|nah|nope|not)\b|\b(?:would be|is) wrong to\b|\bhate to\b",
    re.IGNORECASE,
)
"""Whatever else is said, nothing of it is meant."""
_SUPPOSED = re.compile(r"(?:and )?what if\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Said:
    """The clause before, which a clause may lean on: its verb, what it did, and the one thing it spoke of."""

    text: str
    calls: tuple[ToolCall, ...]
    subject: str | None

    def completions(self, text: str, scene: Scene) -> list[str]:
        """What the clause may be short for, the nearest first."""
        verb = self.text.split()[:3] if _NOUN_FIRST.match(text) else []
        full = [" ".join([*verb[:count], text]) for count in range(1, len(verb) + 1)]
        names_its_own = by_number(text, scene, loosely=True) != text  # `and the smile handheld` is of another shot
        if self.subject is None or SHOT.search(text) or names_its_own:
            return full
        named = _IT.sub(self.subject, text, count=1)
        if named != text:
            return [named, *full]
        return [*full, f"make {self.subject} {text}", f"{text} in {self.subject}"]

    def fits(self, meant: list[ToolCall], scene: Scene) -> bool:
        """A completion goes on with the same act, or with the same one thing."""
        same_act = {_kind(call) for call in meant} == {_kind(call) for call in self.calls}
        return (
            same_act
            or self.subject is not None
            and (
                self.subject == _subject(meant, scene)
                or _redone(meant, scene) == self.subject
                or "shot" not in self.subject
            )
        )


def _kind(call: ToolCall) -> str:
    """`drop the music and the captions` is one act, done to two things."""
    switched = call.name in ("set_music", "set_captions", "set_voice") and call.arguments.keys() == {"on"}
    return f"switch {call.arguments['on']}" if switched else call.name


def _redone(calls: list[ToolCall], scene: Scene) -> str | None:
    shots = calls[0].arguments.get("shots")
    return f"shot {scene.ids.index(shots[0]) + 1}" if isinstance(shots, list) and len(shots) == 1 else None


def understand(text: str, scene: Scene) -> list[ToolCall] | None:
    """The calls that a sentence means, with shots named by their ids; None when any part of it is not understood."""
    sentence = literally(spelled_out(text), scene)
    meant = _understood(sentence, scene)
    if not meant:
        return meant
    doubted = any(call.name not in _HARMLESS for call in meant) and is_doubtful(meant, sentence, scene)
    fails = doubted or _contradicts_itself(meant) or not can_be_seen(meant, sentence)
    return None if fails else meant


def _contradicts_itself(calls: list[ToolCall]) -> bool:
    """Two values for one and the same thing of a shot: half of the sentence was about another."""
    values = [
        (call.arguments.get("shot"), key)
        for call in calls
        for key in call.arguments
        if call.name == "edit_shot" and key != "shot"
    ]
    return len(values) != len(set(values))


def _understood(sentence: str, scene: Scene) -> Meaning:
    if not sentence or len(sentence) > LONGEST_SENTENCE or _TAKEN_BACK.search(sentence):
        return None
    meant = _sentence(sentence, scene, depth=6)
    if meant is not None and _SUPPOSED.match(sentence) and any(call.name not in ASKING for call in meant):
        return None
    if meant is not None and _of_its_own(meant):
        return meant
    called = _called_by_picture(sentence, scene)
    of_the_film = any(call.name in _WHOLE_FILM for call in meant or ())
    names_a_shot = by_number(sentence, scene, loosely=True) != sentence
    return called or (None if of_the_film and names_a_shot else meant)


def _of_its_own(calls: list[ToolCall]) -> bool:
    """It names its shots or its files, so nothing in it can be another shot's name."""
    named = ("shot", "shots", "first", "file", "name", "brand", "after")
    return any(key in call.arguments for call in calls for key in named)


def _called_by_picture(sentence: str, scene: Scene) -> Meaning:
    """What a sentence means whose shots are called by what is seen in them; never with such a number in its words."""
    strictly, numbered = by_number(sentence, scene), by_number(sentence, scene, numbers=True)
    loosely = by_number(sentence, scene, loosely=True)
    surely = {form for text in (strictly, numbered) for form in (text, joined(text))}
    for each in dict.fromkeys(
        form for text in (strictly, numbered, loosely) if text != sentence for form in (text, joined(text))
    ):
        meant = _sentence(each, scene, depth=6)
        if not meant or any(_SHOT_IN_WORDS.search(text) for call in meant for text in _words_of(call)):
            continue
        if each in surely or not any(_of_the_thing(call) for call in meant):
            return meant
    return None


def _of_the_thing(call: ToolCall) -> bool:
    """What could as well be done to the thing itself: `lose the steam`, `make the cup white`."""
    pictured = call.name == "edit_shot" and bool({"description", "also"} & call.arguments.keys())
    return pictured or call.name in ("remove_shot", "use_file")


def _words_of(call: ToolCall) -> list[str]:
    texts = ("description", "also", "narration", "dialogue", "on_screen_text", "brand", "name", "file")
    return [str(call.arguments[key]) for key in texts if key in call.arguments]


def guess(text: str, scene: Scene) -> str | None:
    """A sentence that is understood and may be what a sentence that is not was meant to say."""
    sentence = literally(spelled_out(text), scene)
    if understand(slipless := mended(sentence), scene):
        return slipless
    plainly = _by_rules(sentence, scene)
    nearly = _understood(plainly, scene) if plainly is not None else None
    calls = likeliest(sentence, scene, nearly)
    if calls is nearly:
        return plainly
    said = told(list(calls), scene) if calls else None
    return said if said is not None and understand(said, scene) == calls else None


def _by_rules(sentence: str, scene: Scene) -> str | None:
    named = joined(by_number(sentence, scene, loosely=True))
    likely = [named] if named != sentence and not DOUBT.search(sentence) else []
    if loosened := core(sentence, scene):
        likely.append(loosened)
    return next((each for each in likely if understand(each, scene)), None) or _in_other_words(sentence, scene)


def _in_other_words(sentence: str, scene: Scene) -> str | None:
    """What comes nearest to each clause, said plainly."""
    if UNSURE.search(re.sub(r"\"[^\"]*\"", "", sentence)):
        return None
    for text in dict.fromkeys((sentence, by_number(sentence, scene, loosely=True))):
        calls: list[ToolCall] = []
        for clause in re.split(_JOINT, text):
            calls += understand(clause, scene) or nearest(clause, scene) or []
        calls = calls or nearest(text, scene) or []
        plainly = told(calls, scene)
        if plainly is not None and understand(plainly, scene) == calls:
            return plainly
    return None


def _sentence(text: str, scene: Scene, depth: int, said: _Said | None = None) -> Meaning:
    whole = _clause(text, scene, said)
    if whole is not None or depth == 0:
        return whole
    for joint in _JOINT.finditer(text):
        before, after = text[: joint.start()], text[joint.end() :]
        if _inside_quotes(text, joint.start()) or not before.strip() or not after.strip():
            continue
        first = _clause(before, scene, said)
        spoken_of = _remarked(before, scene) if first is None else _Said(before, tuple(first), _subject(first, scene))
        if spoken_of is None and is_remark(before):
            spoken_of = _Said("", (), remarked_on(before))
        if spoken_of is None:
            continue
        rest = _sentence(after, scene, depth - 1, spoken_of)
        if rest is not None:
            return _together([] if _complained(before, first, rest) else first or [], rest)
    return None


def _clause(text: str, scene: Scene, said: _Said | None) -> Meaning:
    """What a clause means, heard after the one before it."""
    if said is None:
        return clause_meaning(text, scene)
    for tried in said.completions(text, scene):
        meant = clause_meaning(tried, scene)
        if meant is not None and said.fits(meant, scene):
            return meant
    if _REASON.fullmatch(text.strip(" .!")):
        return []
    meant = clause_meaning(text, scene)
    loose = meant is not None and any(call.name in _WHOLE_FILM for call in meant)
    if _BARE_NOUN.fullmatch(text.strip(" .!")) or loose and said.subject and not _FILM_NAMED.search(text):
        return None
    if loose and any(call.name == "use_file" for call in said.calls) and not _FILM_NAMED.search(text):
        return None  # `use it at the end and make it five seconds` is about the file's own shot
    talks = meant is None and said.calls and is_remark(text) and not sounds_like_a_wish(text, scene)
    return [] if talks else meant


def _subject(calls: list[ToolCall], scene: Scene) -> str | None:
    shots = {call.arguments.get("shot") for call in calls}
    only = shots.pop() if len(shots) == 1 else None
    return f"shot {scene.ids.index(only) + 1}" if isinstance(only, str) and calls[0].name != "remove_shot" else None


def _remarked(text: str, scene: Scene) -> _Said | None:
    """`Shot 4 drags on` asks for nothing, but says what the next clause is about."""
    found = _REMARK.fullmatch(text.strip())
    if disliked := _DISLIKE.fullmatch(text.strip()):
        return _Said("", (), disliked["thing"])
    if found is None:
        praised = _PRAISE.fullmatch(text.strip()) is not None and _PRAISING.search(text) is not None
        return _Said("", (), None) if praised else None
    place = shot_number(found.group("shot"), scene) if found.group("shot") else None
    return (
        None
        if found.group("shot") and place is None
        else _Said("", (), f"shot {place}" if place else found.group("thing"))
    )


def _complained(text: str, first: Meaning, rest: list[ToolCall]) -> bool:
    """`Shot 2 feels too tight, go wider` is one wish and its reason, not two."""
    return (
        bool(first)
        and _TOO_MUCH.search(text) is not None
        and all(any(_goes_further(one, other) for other in rest) for one in first or ())
    )


def _goes_further(one: ToolCall, other: ToolCall) -> bool:
    """The other call sets the same of the same shot, or more exactly."""
    same = one.name == other.name and one.arguments.get("shot") == other.arguments.get("shot")
    return same and one.arguments.keys() <= other.arguments.keys()


def _together(first: list[ToolCall], rest: list[ToolCall]) -> Meaning:
    """Going on comes last and only once; a question comes after the acts."""
    calls = [*first, *(call for call in rest if call not in first or call.name == "undo")]
    asking = [call for call in calls if call.name in ASKING]
    if asking and calls[-len(asking) :] != asking:
        return None
    if first and not rest and all(call.name == GO_ON for call in first):
        return None  # `looks fantastic, the client will love this` is praise
    acts = [call for call in calls if call.name != GO_ON]
    if len(calls) > 1 and any(call.name == "cancel_jobs" and not call.arguments for call in calls):
        return None  # `make shot 3 wider, cancel` takes back what was said
    return [*acts, *([ToolCall(name=GO_ON)] if len(acts) != len(calls) else [])]


def _inside_quotes(text: str, position: int) -> bool:
    before = text[:position]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")
