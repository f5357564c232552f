"""How people type: one way to write what is meant, outside of anything they quote."""

import re

_QUOTES = re.compile(r"(\"[^\"]*\"|“[^”]*”)")
_SPELLED = {
    r"\bdont\b": "don't",
    r"\bdoesnt\b": "doesn't",
    r"\bdidnt\b": "didn't",
    r"\bcant\b": "can't",
    r"\bwont\b": "won't",
    r"\bshouldnt\b": "shouldn't",
    r"\bisnt\b": "isn't",
    r"\bwhats\b": "what's",
    r"\bthats\b": "that's",
    r"\bim\b": "i'm",
    r"\bteh\b": "the",
    r"^(?:it(?:'d| would) be [a-z]+|i(?:'d| would) (?:like|love|prefer) it) if ([^,]+?) (?:had|would have) ": r"\1 should have ",
    r"^(?:it(?:'d| would) be [a-z]+|i(?:'d| would) (?:like|love|prefer) it) if ([^,]+?) (?:were|was|would be|could be) ": r"\1 should be ",
    r"\bb4\b": "before",
    r"\bu\b": "you",
    r"\br\b(?= (?:we|you|there))": "are",
    r"(?<=where )r\b": "are",
    r"^y(?= \w)": "why",
    r"(?<=\w) n (?=\w)": " and ",
    r"(?<= )w/o(?= )": "without",
    r"(?<= )w/?(?= (?:the|a|same|no|more|less|our|my|captions|music)\b)": "with",
    r"\bbg\b": "background",
    r"\bpics?\b": "picture",
    r"\bur\b": "your",
    r"\btho\b|\bthough\b": "",
    r"\bwid\b": "with",
    r"\baltogehter\b": "altogether",
    r"\bbgm\b": "music",
    r"\bcam\b": "camera",
    r"^rm\b": "remove",
    r"^ls\b": "list",
    r"\bretry\b": "reshoot",
    r"^undo x ?(?=\d)": "undo the last ",
    r",? tops$": "",
    r"\b(?:total )?run(?:ning)? ?time\b:?": "total length:",
    r"^hard (?=limit)": "",
    r"\bdur+ing\b": "during",
    r"\bgonna\b": "going to",
    r"\bwanna\b": "want to",
    r"\bby (?:a|one) (?:notch|touch|hair|bit)\b": "a bit",
    r"\bhalf a minute\b": "30 seconds",
    r"\ba minute and a half\b": "90 seconds",
    r"\bhalf a second\b": "0.5 seconds",
    r"\ba couple of (?:more )?seconds\b": "2 seconds",
    r"\bclose up\b": "close-up",
    r"\bvoice over\b": "voice-over",
    r"\bsub titles\b": "subtitles",
    r"\bsound track\b": "soundtrack",
    r"\bcolou?r grad(?:e|ing)\b": "grade",
}


def spelled_out(text: str) -> str:
    """The text with single blanks, plain apostrophes, and its shortcuts written out."""
    plain = re.sub(r"\s+", " ", text.replace("’", "'")).strip()
    parts = _QUOTES.split(plain)
    return "".join(part if place % 2 else _outside_quotes(part) for place, part in enumerate(parts))


def _outside_quotes(part: str) -> str:
    for said, written in _SPELLED.items():
        part = re.sub(said, written, part, flags=re.IGNORECASE)
    return part
