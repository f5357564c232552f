"""What is only told: it asks for nothing, but says why, or what the next clause is about."""

import re

from agent.grammar.words import ANY_SHOT, CAMERAS, FRAMINGS, NUMBER, SHOT, any_of

_SUBJECT = rf"(?:{ANY_SHOT}|(?:it|that|this|she|he|they|her|his|their|my|our|the|i|we|people|there|everyone|nobody|these|those|you|faces|viewers|all|it's|that's|she's|he's|they're|there's|i've|we've|i'm|we're|something|which|only|not|just)\b|[a-z]+s\b)"
_VERB = (
    r"(?:is|are|was|were|am|looks?|feels?|seems?|sounds?|came|comes|gets?|got|goes|went|does|has|have|had|drags?|matters?|likes?|loves?|hates?|"
    r"says?|said|will|watch|carry|carries|fits?|changes?|takes?|took|made|makes|reads?|lacks?|picked|signed|works?|knows?|think|thinks|thought|"
    r"find|prefers?|gives?|helps?|tells?|shows?|happens?|stays?|needs? work|don't|doesn't|didn't|isn't|aren't|wasn't|can't|won't|shouldn't have|only need|'s|'re|'ve|'m|feeling|filmed|did|stands?|jumps?|bores?|distracts?|kills?|pulls?|sells?|dislike|run|runs|ends?|starts?|passes|flies|confuses|bought|posting|sell|enjoy|enjoys)"
)
_TOLD = re.compile(rf"{_SUBJECT}.*?(?:\b{_VERB}|'(?:s|re|ve|m))\b.*", re.IGNORECASE)
_STATED = re.compile(
    r"(?!(?:please|just|only|and|then|never|not|no|hardly)\b)[a-z]+ (?:is|are|was|were|matters?|looks?|feels?|sounds?|helps?) .*",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:should|must|let's|let|please|could|can you|can we|would|want|wants|wanted|need|needs(?! work)|ought|has to|have to|asked|asks|prefers?|prefer|instead|"
    r"wish|wishes|try|never ?mind|forget|undo|revert|stop|wait|rather|if|unless|make sure|don't (?:change|touch|do|make|remove|cut|add|move|use|render|redraw)|keep|leave|shall|may be|not sure|joking|kidding|mistake)\b|[\"“@?]",
    re.IGNORECASE,
)
_ABOUT_THAT = re.compile(r"(?:it|that|this)(?:'s| is| was) (?:wrong|not what|not right|a mistake)", re.IGNORECASE)
_TOPIC = re.compile(
    r"\bthe (?:colou?rs|music|soundtrack|captions|subtitles|voice|narrator|voice-?over)\b", re.IGNORECASE
)
_FEELING = re.compile(
    r"(?:i|we) (?:really )?(?:don't|do not|didn't) (?:really |quite )?(?:like|love|need|want)|(?:i|we)(?:'m| am|'re| are) not (?:happy|sure) (?:with|about)|(?:i|we) only need",
    re.IGNORECASE,
)
_VALUED = re.compile(
    rf"\b(?:as|{any_of(FRAMINGS)}|{any_of(CAMERAS)}|{NUMBER} seconds?)\b(?! (?:if|it|they|she|he)\b)", re.I
)
"""A size, a move or a length is rather a wish."""
_PRAISE = re.compile(
    r"(?:nice|great|good|lovely|perfect|beautiful|love (?:it|this|that|the \w+)|looks (?:great|good|nice|fantastic)|client (?:loves?|likes?) (?:it|this)|fine|thanks)[\w' ]{0,30}",
    re.IGNORECASE,
)


_UNDONE = re.compile(
    r"\b(?:not|never|almost|nearly|hate to|nobody|whether|if|suppose|imagine|said|asked|told|talked)\b|n't\b(?! (?:really |quite |even )?(?:like|love|enjoy|work|feel|fit|need|see|look|match|think|care|want|help|bother|read|hear)\b)",
    re.IGNORECASE,
)
"""Whoever speaks of what is not done, or was only said, may mean the next clause too."""


_SUM = re.compile(r"\d credits?\b", re.IGNORECASE)
"""A sum is named to be kept to, however the rest is spelt."""


def is_remark(text: str) -> bool:
    """True for a statement that asks for nothing by itself."""
    plain = text.strip(" ,.;:!")
    if not plain or len(plain.split()) > 14 or _UNDONE.search(plain) or _SUM.search(plain):
        return False
    if _FEELING.match(plain) or _PRAISE.fullmatch(plain):
        return '"' not in plain and "@" not in plain
    return (
        (_TOLD.fullmatch(plain) is not None or _STATED.fullmatch(plain) is not None)
        and not _ASKS.search(plain)
        and not _VALUED.search(plain)
        and not _ABOUT_THAT.match(plain)
    )


def remarked_on(text: str) -> str | None:
    """The one thing a remark is about: a shot, the picture of one, or the music, the captions, the voice."""
    shots = SHOT.findall(text)
    if len(shots) == 1 and (found := SHOT.search(text)) is not None:
        pictured = re.search(rf"\b(?:still|picture|image|drawing|sketch) (?:of|for|in) {ANY_SHOT}", text, re.IGNORECASE)
        return f"the still of {found.group()}" if pictured else found.group().removesuffix("'s")
    topic = None if shots else _TOPIC.search(text)
    return topic.group() if topic else None
