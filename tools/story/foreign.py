"""A rough guess at a brief's language, by script and by its commonest words."""

import re
import unicodedata

_COMMON = {
    "en": "the a an of and for with in to is on that shots shot video film ad seconds by from at about make".split(),
    "es": "el la los las un una de y para con en que del por video segundos anuncio sobre mi nuestra".split(),
    "fr": "le la les un une des et pour avec dans sur que du en vidéo secondes publicité mon notre film".split(),
    "de": "der die das ein eine und für mit im auf von den dem zu ist sekunden werbung über mein unsere film".split(),
    "it": "il lo la i gli un una di e per con in che del della secondi video spot mio nostra".split(),
    "pt": "o a os as um uma de e para com em que do da no na segundos vídeo anúncio meu nossa".split(),
    "nl": "de het een en voor met in op van dat is seconden film over mijn onze".split(),
}
_SCRIPTS = {"CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "CYRILLIC": "ru", "ARABIC": "ar",
            "HEBREW": "he", "GREEK": "el", "DEVANAGARI": "hi", "THAI": "th"}  # fmt: skip


def language_of(text: str) -> str:
    """A two-letter language code; `en` when in doubt."""
    letters = [char for char in text if char.isalpha()]
    for script, code in _SCRIPTS.items():
        if sum(script in unicodedata.name(char, "") for char in letters) > len(letters) / 3:
            return code
    words = re.findall(r"[a-zà-ÿ]+", text.lower())
    scores = {code: sum(word in common for word in words) for code, common in _COMMON.items()}
    best = max(scores, key=lambda code: (scores[code], code == "en"))
    return best if scores[best] > scores["en"] + 1 else "en"
