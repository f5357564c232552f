"""The person's own words in a sentence: what is seen, a new shot, who stays the same; taken only from where they stand."""

import re
from collections.abc import Callable

from agent.grammar.named import gap_in
from agent.grammar.parts import lexicon
from agent.grammar.pictures import also, described
from agent.grammar.rule import Meaning, call, unquoted
from agent.grammar.words import (
    ANY_SHOT,
    FRAMINGS,
    MANY,
    NUMBER,
    Scene,
    any_of,
    number,
    one_of,
    shot_number,
    shot_numbers,
)

Carrier = Callable[[re.Match[str], Scene], Meaning]
_MANY = MANY.replace("?P<shots>", "?:")
_SHOT = rf"(?P<shot>{ANY_SHOT})"
_IN = rf"(?:in|for|on|during|at|inside|within|over|to|into|onto) {_SHOT}"
_SHOW = r"(?:show(?: us| me)?|have|feature|see|display|depict|picture|let's see|i see|we see|you see)"
_PUT = (
    r"(?:put|add|place|include|stick|pop|drop|throw in|throw|toss in|squeeze in|squeeze|insert|bring in|bring|sneak in|sneak|"
    r"fit in|fit|paint in|paint|slip in|slip|give me|get|work in|sprinkle in)"
)
_SHOULD = r"(?:should|must|could|can|has to|have to|needs to|need to|ought to|shall|is to|to)"
_WHAT = r"(?P<what>.{3,200}?)"
_THING = r"(?:a|an|the|some|two|three|four|five|six|several|many|lots of|a few|more|her|his|their|our|my|another|fresh) .{2,120}?"
_ACTING = (
    r"(?P<verb>wear|hold|look|smile|laugh|walk|sit|stand|turn|drink|sip|raise|lift|wave|hug|open|close|pour|stir|write|read|run|dance|"
    r"nod|lean|wipe|grind|carry|tap|touch|smell|blow|sprinkle|serve|hand|be|have|fall|rise|float|glow|spill|bite|eat|kiss|pet|wink)\b"
)
_WHO = (
    r"(?P<who>(?:the|a|an|her|his|our|my|that) [\w'-]+(?: [\w'-]+)?|she|he|they|her|him|them|everyone|people|someone)"
)
_ADD = (
    r"(?:add|insert|put in|put|include|squeeze in|squeeze|slip in|slip|throw in|throw|fit in|fit|append|have|give me|work in|stick in|stick|"
    r"drop in|drop|pop in|pop|place|bring in|how about|make|create|tack on|slot in|sneak in|get|need|use|start with|end with|open with|open on|end on|show)"
)
_FRAMED = rf"(?:(?P<seconds>{NUMBER})[\s-]*(?:seconds?|secs?|s) )?(?:(?:quick|short|brief|new|extra|nice|little) )*(?:(?P<framing>{any_of(FRAMINGS)}) ?)?"
_NEW = r"(?:another|a new|an extra|one more|one extra|an additional|one|a|an|new|extra|additional|some)"
_OF = r"(?:,? (?:of|with|showing|where|in which|that shows|featuring) |: ?|, ?| [-–] )"
_ALIKE = (
    r"(?:(?:look|looks|looking|stay|stays|be|remain|remains|is|feel) )*(?:exactly |always |completely |perfectly )?"
    r"(?:the (?:very |exact )?same(?: person| one| dog| thing)?|identical|consistent|alike|unchanged|recogni[sz]able|uniform|match(?:es)?)"
)
_NAME = r"(?P<name>[\w'-]+(?: [\w'-]+){0,3}?)"
_EVERYWHERE = (
    r"everywhere|across every setup|in every setup|throughout(?: the (?:whole )?(?:film|video|ad|spot))?|all (?:the way )?through(?:out)?|all along|all the time|always|"
    r"across the (?:board|whole (?:film|video)|film|video|ad|spot)|in the whole (?:film|video|ad)|from (?:start|beginning) to (?:end|finish)|"
    r"from shot to shot|(?:every|each|any) time .{3,30}|whenever .{3,30}|wherever .{3,30}|(?:in )?(?:all|each|every one) of them|in all"
)
_WHERE = rf"(?:,? (?:{_EVERYWHERE}|(?:(?:in|across|for|throughout|over|on|between) )?(?:both )?(?P<where>{_MANY}|\d(?:\s*(?:,|\+|and|&)\s*\d)+)))?"
_NO_NAME = re.compile(
    r"\b(?:i|you|said|almost|him|her|should|must|is|are|be|has|have|can|looks?|needs?|to|of|not|no|same|shots?|scenes?|film|video|music|captions?|voice|budget|price|cost|"
    r"length|look|style|order|camera|framing|grade|it|them|everything|thing|way|that|this|one|model|time|mood|take|frame|font|for|in)\b",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    rf"\?|!|^(?:also|to see|see)\b|\b(?:crack|whirl|stab)\b|\bin, |, (?:just |right )?(?:before|after) |\b(?:not|never|instead|rather|if|unless|without|the (?:others?|rest)|everything|camera|please|to be)\b|\b(?:in|on|for) \d+\b|^(?:used|moved|placed|put|shown|filmed|made|cut|removed|kept|done|set|given|held|shot|taken|replaced|swapped|changed|dropped|deleted)\b|n't\b|\b{ANY_SHOT}|\b(?:and|then|but) (?:then )?(?:make|remove|cut|drop|add|swap|move|lose|kill|put|change|turn|give|redraw|use|set|delete|trim|keep|shorten|go|undo)\b",
    re.IGNORECASE,
)
"""What a description does not have: it would be another wish, or a doubt."""


def by_carriers(clause: str, scene: Scene) -> Meaning:
    """What a clause means that carries the person's own words."""
    for pattern, carrier in _CARRIERS:
        found = pattern.fullmatch(clause)
        own = (found.groupdict().get("what") or found.groupdict().get("name") or "") if found else ""
        if found and not _FOREIGN.search(own) and (meant := carrier(found, scene)) is not None:
            return meant
    return _new_shot(clause, scene)


def _also(found: re.Match[str], scene: Scene) -> Meaning:
    return also(found["what"], found["shot"], scene)


def _described(found: re.Match[str], scene: Scene) -> Meaning:
    return described(found["what"], found["shot"], scene)


_ACTS = frozenset(
    "redraw redo render again takenoun move swap longer shorter remove modelnoun auto music voice captions".split()
)
"""What such words name is done or made, and not seen: `no redraw on 2`."""


def _without(found: re.Match[str], scene: Scene) -> Meaning:
    if any(lexicon().get((word.lower(),), frozenset()) & _ACTS for word in found["what"].split()):
        return None
    return also(f"no {found['what']}", found["shot"], scene)


def _acting(found: re.Match[str], scene: Scene) -> Meaning:
    """`Have her wear a red scarf in shot 4`: she wears a red scarf."""
    who = {"her": "she", "him": "he", "them": "they"}.get(found["who"].lower(), found["who"])
    if re.match(
        r" ?(?:shown|seen|moved|filmed|shot|framed|cut|removed|replaced|done|made|kept)\b", found["rest"]
    ) or _FOREIGN.search(found["rest"]):
        return None
    many = who in ("they", "people") or who.endswith("s") and not who.endswith("ss")
    return also(
        f"{who} {_conjugated(found['verb'].lower(), many)} {found['rest'].strip()}".strip(), found["shot"], scene
    )


def _conjugated(verb: str, many: bool) -> str:
    if verb in ("be", "have"):
        return {"be": ("is", "are"), "have": ("has", "have")}[verb][many]
    if many:
        return verb
    return f"{verb[:-1]}ies" if verb == "carry" else f"{verb}{'es' if verb.endswith(('ch', 'sh', 'ss')) else 's'}"


def _replaced(found: re.Match[str], scene: Scene) -> Meaning:
    """One thing for another: in the picture's own words where they name the other."""
    place = shot_number(found["shot"], scene)
    if place is None or not scene.told:
        return None
    seen = scene.told[place - 1].removesuffix(" logo card")
    old = re.sub(r"^(?:the|a|an|her|his|our) ", "", found["old"].strip(), flags=re.IGNORECASE)
    named = re.search(rf"\b(?:(?:the|a|an|her|his) )?{re.escape(old)}\b", seen, re.IGNORECASE)
    new = unquoted(found["what"])
    if named is None:
        return also(f"{new} in place of the {old}", found["shot"], scene)
    return described(f"{seen[: named.start()]}{new}{seen[named.end() :]}", found["shot"], scene)


def _narrated(found: re.Match[str], scene: Scene) -> Meaning:
    place = shot_number(found["shot"], scene)
    words = unquoted(found["what"])
    return None if place is None else call("edit_shot", shot=scene.ids[place - 1], narration=words)


def _called(found: re.Match[str], _: Scene) -> Meaning:
    name = unquoted(found["name"]).rstrip(".")
    return call("change_brief", brand=name) if name[:1].isupper() else None


def _same(found: re.Match[str], scene: Scene) -> Meaning:
    said = found.groupdict()
    name = re.sub(
        r"^(?:(?:the|a|an|our|my|that|this|exact|very|make sure|sure) +)+", "", unquoted(said["name"]), flags=re.I
    )
    if not name or _NO_NAME.search(name):
        return None
    if not said.get("where") or re.match(r"(?:all|every|each)\b", said["where"], re.IGNORECASE):
        return call("same_subject", name=name)
    numbers = re.sub(r"\s*[+&]\s*", " and ", said["where"])
    where = shot_numbers(f"shots {numbers}" if numbers[0].isdigit() else numbers, scene)
    return None if where is None else call("same_subject", name=name, shots=[scene.ids[place - 1] for place in where])


_PLACED = re.compile(
    rf",? ?(?:right |directly |just |immediately |somewhere )?(?P<side>before|after|behind|following|ahead of|in front of) {_SHOT}(?: shot| scene| card)?(?=$|[,:;]| of\b| with\b| showing\b| where\b)|"
    r",? ?(?:right |just |directly )?(?P<edge>(?:at|to|in|on) the (?:very )?(?:start|beginning|front|end|top|head|tail)(?: of the (?:film|video|ad))?|up front|before everything(?: else)?|after everything(?: else)?|"
    r"as the (?:opening|first|last|final|closing)(?: shot| scene| one)?|\b(?:first|last)(?=$))",
    re.IGNORECASE,
)
_NEW_SHOT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:{_ADD} )?{_NEW} {_FRAMED}(?:shot|scene|clip|moment|bit|one|cutaway|insert|angle|reverse angle)?{_OF}{_WHAT}",
        rf"(?:{_ADD} )?(?:another|one more|a new|an extra|one extra) {_WHAT} (?:shot|scene|clip)",
        rf"{_ADD} (?:a|an|the|one) {_WHAT} (?:shot|scene|clip)",
    )
)


def _new_shot(clause: str, scene: Scene) -> Meaning:
    """A new shot, wherever in the clause its place is named."""
    after, rest = _place_of_new(clause, scene)
    if after == -1:
        return None
    for pattern in _NEW_SHOT:
        found = pattern.fullmatch(rest)
        if found is None or _FOREIGN.search(found["what"]) or re.search(r"\b(?:before|after|between) ", found["what"]):
            continue
        said = found.groupdict()
        shot = re.search(
            r"\b(?:shot|scene|clip|cutaway|insert|angle)\b",
            rest[: found.start("what")] + rest[found.end("what") :],
            re.IGNORECASE,
        )
        fresh = (
            re.match(rf"(?:{_ADD} )?(?:another|one more|one extra|new)\b", rest, re.IGNORECASE) and after is not None
        )
        if not (shot or said.get("framing") or fresh) or described(found["what"], "1", scene, loose=True) is None:
            continue
        framing = one_of(said["framing"].strip(), FRAMINGS) if said.get("framing") else None
        return call(
            "add_shot",
            description=unquoted(found["what"]),
            after=after,
            framing=framing.value if framing else None,
            seconds=float(number(said["seconds"])) if said.get("seconds") else None,
        )
    return None


def _place_of_new(clause: str, scene: Scene) -> tuple[int | None, str]:
    """After which shot, and the clause without those words; -1 for a place that is not there."""
    gap = gap_in(clause, scene)
    if gap is not None:
        (first, then), begins, ends = gap
        return (first if then == first + 1 else -1), _joined(clause[:begins], clause[ends:])
    found = _PLACED.search(clause)
    if found is None:
        return None, clause
    rest = _joined(clause[: found.start()], clause[found.end() :])
    if found["edge"]:
        begins_film = re.search("start|begin|front|top|head|first|open|before", found["edge"], re.IGNORECASE)
        return (0 if begins_film else scene.count), rest
    place = shot_number(found["shot"], scene)
    if place is None:
        return -1, rest
    return (place if found["side"].lower() in ("after", "behind", "following") else place - 1), rest


def _joined(before: str, after: str) -> str:
    joint = "" if not before.strip() or re.match(r"\s*[,:]", after) else " "
    return f"{before.strip()}{joint}{after.strip()}".strip(" ,")


_CARRIERS: tuple[tuple[re.Pattern[str], Carrier], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), carrier)
    for carrier, patterns in (
        (
            _narrated,
            (
                rf"(?:the )?(?:vo|voice|voice-over|narrator|narration)(?: line)? {_IN}: ?{_WHAT}",
                rf"{_SHOT} (?:vo|voice|voice-over|narrator|narration)(?: line)?: ?{_WHAT}",
            ),
        ),
        (
            _replaced,
            (
                rf"(?:{_SHOW} |{_PUT} )?{_WHAT} (?:instead of|rather than|in place of) (?P<old>[\w' -]{{3,40}}?),? {_IN}",
                rf"{_IN},? (?:{_SHOW} |{_PUT} )?{_WHAT} (?:instead of|rather than|in place of) (?P<old>[\w' -]{{3,40}})",
                rf"instead of (?:the |a |an )?(?P<old>[\w' -]{{3,30}}?),? (?:{_PUT}|{_SHOW}|use|take|have) {_WHAT} {_IN}",
                rf"{_IN},? (?:replace|swap|exchange|change) (?P<old>[\w' -]{{3,40}}?) (?:with|for|by|to|into) {_WHAT}",
                rf"(?:replace|swap|exchange|change) (?P<old>(?:the|her|his) [\w' -]{{3,40}}?) {_IN} (?:with|for|by|to|into) {_WHAT}",
                rf"(?:replace|swap|exchange|change) (?P<old>(?:the|her|his) [\w' -]{{3,40}}?) (?:with|for|by|to|into) {_WHAT} {_IN}",
            ),
        ),
        (_without, (rf"no (?P<what>[\w'-]+(?: [\w'-]+)?) {_IN}", rf"{_IN},? no (?P<what>[\w'-]+(?: [\w'-]+)?)", rf"{_SHOT} (?:without|with no) (?:any |the |a )?(?P<what>[\w'-]+(?: [\w'-]+)?)")),
        (
            _acting,
            (
                rf"(?:have|make|let|get) {_WHO} (?:to )?{_ACTING}(?P<rest>.{{0,100}}?) {_IN}",
                rf"{_IN},? (?:have |make |let )?{_WHO} {_SHOULD} {_ACTING}(?P<rest>.{{0,100}})",
                rf"{_IN},? (?:have|make|let) {_WHO} {_ACTING}(?P<rest>.{{0,100}})",
                rf"{_WHO} {_IN} {_SHOULD} {_ACTING}(?P<rest>.{{0,100}})",
                rf"{_WHO} {_SHOULD} {_ACTING}(?P<rest>.{{0,100}}?) {_IN}",
            ),
        ),
        (
            _also,
            (
                rf"{_PUT} {_WHAT} {_IN}",
                rf"{_PUT} {_WHAT}, {_SHOT}",
                rf"{_IN},? (?:also {_SHOW}|{_SHOW} also|(?:see|show|have) also|to see also) {_WHAT}",
                rf"{_IN},? {_PUT} {_WHAT}",
                rf"{_SHOT} (?:needs|could use|could do with|wants|should (?:also )?have|should also show|gets|must have|with) (?P<what>{_THING})",
                rf"(?:there (?:should|must|could|has to|needs to) be|let there be|have|want|need|like) (?P<what>{_THING}) {_IN}",
                rf"{_IN},? (?:there (?:should|must|could|has to|needs to) be|want|need|like) (?P<what>{_THING})",
            ),
        ),
        (
            _described,
            (
                rf"{_IN},? (?:please )?{_SHOW} {_WHAT}",
                rf"{_SHOW} {_WHAT} {_IN}",
                rf"{_SHOT}:? {_SHOULD} (?:show|be|feature|depict|be of|have|become|turn into|be about) {_WHAT}",
                rf"(?:change|turn|make|rewrite|rework|redo|replace|swap|switch|have) (?:the (?:picture|content|action|subject|description) (?:of|in) |what(?:'s| is| happens| we see)? ?(?:seen |going on )?in )?{_SHOT} (?:to|into|with|by|as|for|be|so (?:that )?(?:it|we) (?:shows?|sees?)|show|about|to show) {_WHAT}",
                rf"{_SHOT} ?(?:[:=]|,| -+| –| —)? ?(?P<what>(?:a|an|two|three|four|some|our|the) .{{6,200}})",
                rf"{_SHOT} ?(?:[:=]| -+| –| —) ?{_WHAT}",
            ),
        ),
        (
            _same,
            (
                rf"(?:(?:use|keep|have|show|put|want|need|always|make it|make sure (?:it'?s|it is|to use|to keep|we (?:see|have|use))|it (?:should|must|has to|needs to) (?:always )?be|stick (?:to|with)|i want to see|let's use) )*(?:the )?(?:exact |very )?same {_NAME}{_WHERE}",
                rf"(?:she|he|it|they|this|that) {_SHOULD} (?:always )?be the (?:very )?same {_NAME}{_WHERE}",
                rf"(?P<where>{_MANY}) {_SHOULD} (?:have|show|use) the (?:very )?same {_NAME}(?: in it)?",
                rf"(?:keep|make|have|let) {_NAME} {_ALIKE}{_WHERE}",
                rf"(?:make sure |see to it that |see that )?{_NAME} {_SHOULD} (?:always )?{_ALIKE}{_WHERE}",
                rf"(?:make sure|see to it|ensure)(?: that)? {_NAME} {_ALIKE}{_WHERE}",
            ),
        ),
        (
            _called,
            (
                r"(?:call|name) (?:it|us|the (?:shop|brand|café|cafe|place|company|business|coffee shop)|our (?:shop|brand|café|cafe|place|company)|my (?:shop|brand|café|cafe|place)) [\"“]?(?P<name>[^\"“”\n,;:]{2,40}?)[\"”]?",
                r"(?:the |my |our )?(?:shop|café|cafe|brand|company|place|business|coffee shop)(?:'s)?(?: name)? (?:is (?:now )?(?:called|named)|is|goes by|should be(?: called)?|should read|:) ?[\"“]?(?P<name>[^\"“”\n,;:]{2,40}?)[\"”]?",
                r"(?:the |my |our )?(?:brand|shop|company|business)(?: name)?(?: to| =|:) ?[\"“]?(?P<name>[^\"“”\n,;:]{2,40}?)[\"”]?",
                r"(?:change|set|rename|update) (?:the |our |my )?(?:brand|shop|company|business|café|cafe)(?:'s)?(?: name)?(?: name)? (?:to|into) [\"“]?(?P<name>[^\"“”\n,;:]{2,40}?)[\"”]?",
            ),
        ),
    )
    for pattern in patterns
)  # fmt: skip
