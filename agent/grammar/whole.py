"""What people say about the whole film: its shape, length, mood, price, sound, captions, look, cast and files."""

import re
from decimal import Decimal

from agent.grammar.rule import Handler, Meaning, Rule, call, rules, shot_id, shot_ids, unquoted
from agent.grammar.words import (
    FILE,
    GRADES,
    MANY,
    MOODS,
    NUMBER,
    ONE,
    RATIOS,
    Scene,
    any_of,
    number,
    one_of,
)
from tools.film.brief import Grade

_FILM = r"(?:it|this|that|(?:the|my|our)?\s*(?:whole |entire )?(?:film|video|movie|ad|clip|thing|piece|spot|reel|teaser|whole thing)|everything|the lot)"
_MAKE = r"(?:make|turn|change|set|have|keep|give|switch|convert|cut|get|bring|trim|shorten|extend|lengthen|stretch|want|need|i want|i need|let's have|do|squeeze|bring|compress)"
_DROP = r"(?:remove|delete|drop|lose|cut|kill|get rid of|take out|throw out|turn off|switch off|mute|skip|scrap|ditch|leave out|disable|no|without|no more|take away|stop|silence|hide|i don'?t (?:want|need)(?: any)?|don'?t use(?: any)?|do not use(?: any)?|we don'?t (?:want|need)(?: any)?)"
_KEEP = r"(?:add|bring back|turn on|switch on|put back|enable|use|with|include|i want|restore|put|give (?:me|it)|show|unmute|we need|i need)"
_VOICE = r"(?:voice[\s-]?overs?|voice|narration|narrator|speaker|vo|speech|talking|spoken (?:words|lines|text))"
_MUSIC = r"(?:background (?:music|track|song)|music(?: track)?|sound[\s-]?track|songs?|score|tunes?|backing track)"
_CAPTIONS = r"(?:text captions?|captions?|subtitles?|subs|text overlays?|captioning|burned[\s-]in (?:text|captions))"
_THE = r"(?:the |any |some |a |all |all the )?"
_CREDITS = (
    r"(?P<money>(?:\$|usd ?|€|£)?\s?\d[\d,]*(?:\.\d+)?\s*(?:credits?|dollars?|bucks|cents?|usd|euros?|\$)?|(?:"
    + NUMBER
    + r")\s+(?:credits|dollars|bucks|cents))"
)
_WHERE = r"(?:,? for (?:(?:my |the |our |a )?(?:tiktok|reels?|shorts|stories|story|instagram|insta|youtube|facebook|linkedin|feed|phones?|website|tv|web)(?: feed| post| story| stories| reels?| shorts)?))?"
_CALLED = r"[\"“]?(?P<name>[^\"“”\n]{1,60}?)[\"”]?"


def credits_in(text: str) -> float | None:
    """An amount in credits: one credit is one US cent; a plain figure is credits; None for another currency."""
    found = re.search(rf"\d[\d,]*(?:\.\d+)?|{NUMBER}", text, re.IGNORECASE)
    if found is None or re.search(r"€|£|euro|pound", text, re.IGNORECASE):
        return None
    amount = Decimal(found.group().replace(",", "")) if found.group()[0].isdigit() else number(found.group())
    dollars = re.search(r"\$|dollar|buck|usd", text, re.IGNORECASE) is not None
    return float(amount * 100 if dollars else amount) or None


def _ratio(found: re.Match[str], _: Scene) -> Meaning:
    ratio = one_of(found.group("ratio"), RATIOS)
    return None if ratio is None else call("change_brief", aspect_ratio=ratio.value)


def _length(found: re.Match[str], _: Scene) -> Meaning:
    said = found.groupdict()
    seconds = number(said["seconds"]) * (60 if said["unit"].lower().startswith("m") else 1)
    return call("change_brief", seconds=float(seconds)) if seconds >= 1 else None


def _relative_length(found: re.Match[str], scene: Scene) -> Meaning:
    said = found.groupdict()
    if said.get("times"):
        then = scene.total * {"half": Decimal("0.5"), "twice": Decimal(2), "double": Decimal(2)}[said["times"].lower()]
    else:
        way = -1 if re.match(r"short|cut|trim|shave|lose|take|drop|less", said["way"], re.IGNORECASE) else 1
        then = scene.total + way * number(said["seconds"])
    return call("change_brief", seconds=float(then)) if then >= 1 else None


def _mood(found: re.Match[str], _: Scene) -> Meaning:
    mood = one_of(found.group("mood"), MOODS)
    return None if mood is None else call("change_brief", mood=mood.value)


def _brand(found: re.Match[str], _: Scene) -> Meaning:
    return call("change_brief", brand=unquoted(found.group("name")))


def _budget(found: re.Match[str], _: Scene) -> Meaning:
    amount = credits_in(found.group("money"))
    return None if amount is None else call("change_brief", budget_credits=amount)


def _less(found: re.Match[str], _: Scene) -> Meaning:
    said = found.groupdict().get("money")
    if said is None:
        return call("spend_less")
    amount = credits_in(said)
    return None if amount is None else call("spend_less", to_credits=amount)


def _turned(tool: str, on: bool) -> Handler:
    return lambda _found, _scene: call(tool, on=on)


def _music_mood(found: re.Match[str], _: Scene) -> Meaning:
    mood = one_of(found.group("mood"), MOODS)
    return None if mood is None else call("set_music", on=True, mood=mood.value)


def _grade(found: re.Match[str], _: Scene) -> Meaning:
    said = re.sub(r"^(soft|dark)en$", r"\1", found.group("grade"), flags=re.IGNORECASE)
    grade = one_of(said, GRADES)
    return None if grade is None else call("set_grade", grade=grade.value)


def _same(found: re.Match[str], scene: Scene) -> Meaning:
    said = found.groupdict()
    if re.search(r"\b(?:should|must|is|are|be|has|have|can|looks?|needs?|to)\b", said["name"], re.IGNORECASE):
        return None
    name = re.sub(r"^(?:the|a|an|our|my|that|this)\s+", "", unquoted(said["name"]), flags=re.IGNORECASE)
    if not name or re.fullmatch(
        r"(?:thing|way|it|that|this|one|style|look|order|length|model|price|time|mood)", name, re.I
    ):
        return None
    if said.get("shots") is None or re.match(r"(?:all|every|each)\b", said["shots"], re.IGNORECASE):
        return call("same_subject", name=name)
    where = shot_ids(found, scene)
    return None if where is None else call("same_subject", name=name, shots=where)


_USES = {
    "start-frame": r"start|(?:start(?:ing)?|first|opening)[\s-]?(?:frame|image|still|picture)|still|image|picture|photo",
    "end-frame": r"(?:end(?:ing)?|last|closing|final)[\s-]?(?:frame|image|still|picture|card)",
    "logo": r"logo|watermark",
    "character": r"character|person|face|actor|actress|protagonist|presenter",
    "product": r"product|item|packshot|bottle|package",
    "clip": r"clip|footage|take|video|shot",
    "music": r"music|track|tune|jingle|soundtrack|song|score|background music",
    "voice": r"voice(?:[\s-]?over)?|narration|recording|voice recording",
    "script": r"script|text",
    "shot-list": r"shot[\s-]?list|storyboard|list of shots",
}
_AS = rf"(?P<use>{any_of(_USES)})"
_SOUNDS = re.compile(r"\.(?:mp3|wav|m4a|flac|ogg)\W*$", re.IGNORECASE)
_PICTURES = re.compile(r"\.(?:png|jpe?g|webp)\W*$", re.IGNORECASE)
_MOVES = re.compile(r"\.(?:mp4|mov|webm)\W*$", re.IGNORECASE)


def _file(found: re.Match[str], scene: Scene) -> Meaning:
    said = found.groupdict()
    name = unquoted(said["file"]).removeprefix("@")
    use = one_of(said["use"], _USES) if said.get("use") else None
    if said.get("edge"):
        use = "start-frame" if re.match("start|begin|open", said["edge"], re.IGNORECASE) else "end-frame"
    if said.get("clip"):
        use = "clip" if _MOVES.search(name) else "start-frame" if _PICTURES.search(name) else None
    if said.get("text") is not None and re.search(r"\.(?:txt|md|csv|fountain)\W*$", name, re.IGNORECASE):
        use = "script" if re.search(r"\.(?:txt|md)\W*$", name, re.IGNORECASE) else "shot-list"
    if use is None:
        return None
    shot = None
    if said.get("shot"):
        shot = shot_id(found, scene)
        if shot is None:
            return None
    if use in ("start-frame", "clip") and shot is None:
        return None
    if use == "clip" and not _MOVES.search(name) or use in ("music", "voice") and not _SOUNDS.search(name):
        return None
    return call("use_file", file=name, **{"as": use, "shot": shot})


WHOLE_RULES: list[Rule] = [
    *rules(_turned("set_voice", on=False), rf"{_DROP} {_THE}{_VOICE}(?: altogether| entirely| completely| please)?", rf"(?:turn|switch|take|leave) {_THE}{_VOICE} (?:off|out)", rf"{_THE}{_VOICE} (?:off|out|can go|must go)", rf"(?:a )?(?:film|video|version) without {_THE}{_VOICE}"),
    *rules(_turned("set_voice", on=True), rf"{_KEEP} {_THE}{_VOICE}(?: back| again| on| back on| back in)?", rf"(?:turn|switch|bring|put) {_THE}{_VOICE} (?:on|back|back on|back in)", rf"{_THE}{_VOICE} (?:on|back|back on|again)", rf"(?:have|let's have) {_THE}{_VOICE}(?: again)?"),
    *rules(_turned("set_music", on=False), rf"{_DROP} {_THE}{_MUSIC}(?: altogether| entirely| completely| please)?", rf"(?:turn|switch|take|leave) {_THE}{_MUSIC} (?:off|out)", rf"{_THE}{_MUSIC} (?:off|out|can go|must go)", rf"(?:a )?(?:film|video|version) without {_THE}{_MUSIC}"),
    *rules(
        _music_mood,
        rf"(?:make|have|turn|get|change|set|switch) {_THE}{_MUSIC}(?: to be| to something| to| into| be)? (?:a (?:bit|little) |more |much |slightly |somewhat )*(?P<mood>{any_of(MOODS)})(?: one| music)?",
        rf"(?:use |give me |give it |i want |play |put |add |try |let's have |some |a |an |more |something |with |much |pick |choose )*(?P<mood>{any_of(MOODS)}) {_MUSIC}(?: please| instead)?",
        rf"(?:put|have|play|use|add) (?:some |a )?(?:more )?(?P<mood>{any_of(MOODS)}) {_MUSIC} (?:under|behind|over|to|on) (?:it|the film|the video|everything|all of it)",
        rf"{_THE}{_MUSIC} (?:more |a (?:bit|little) )*(?P<mood>{any_of(MOODS)})",
        rf"make {_THE}{_MUSIC} (?:sound|feel) (?:more |a (?:bit|little) )*(?P<mood>{any_of(MOODS)})",
        rf"{_THE}{_MUSIC} (?:should|must|could|can|has to|needs to|ought to) (?:be|sound|feel) (?:a (?:bit|little) |more |much |something )*(?P<mood>{any_of(MOODS)})",
        rf"(?:use |give me |i want |put |try |play )?something (?:a (?:bit|little) |more |much )*(?P<mood>{any_of(MOODS)}) for {_THE}{_MUSIC}",
        rf"(?:swap|exchange|replace|change) {_THE}{_MUSIC} (?:for|with|to|by) (?:something |a |an |more |music that is |one that is )*(?P<mood>{any_of(MOODS)})(?: one| music)?",
    ),
    *rules(_turned("set_music", on=True), rf"{_KEEP} {_THE}{_MUSIC}(?: back| again| on| back on| back in)?", rf"{_THE}{_MUSIC}", rf"(?:turn|switch|bring|put) {_THE}{_MUSIC} (?:on|back|back on|back in)", rf"{_THE}{_MUSIC} (?:on|back|back on|again)", rf"(?:have|let's have) {_THE}{_MUSIC}(?: again)?"),
    *rules(_turned("set_captions", on=False), rf"{_DROP} {_THE}{_CAPTIONS}(?: altogether| entirely| completely| please)?", rf"(?:turn|switch|take|leave) {_THE}{_CAPTIONS} (?:off|out)", rf"{_THE}{_CAPTIONS} (?:off|out|can go|must go)", rf"(?:a )?(?:film|video|version) without {_THE}{_CAPTIONS}"),
    *rules(_turned("set_captions", on=True), rf"{_KEEP} {_THE}{_CAPTIONS}(?: back| again| on| back on| back in)?", rf"(?:turn|switch|bring|put) {_THE}{_CAPTIONS} (?:on|in|back|back on|back in)", rf"{_THE}{_CAPTIONS}(?: (?:on|back|back on|again))?", rf"(?:have|let's have) {_THE}{_CAPTIONS}(?: again)?"),
    *rules(
        _grade,
        rf"(?:grade|colou?r[\s-]?grade) {_FILM}? ?(?:in |a |an |with |to |to be |more |a bit |a little )*(?P<grade>{any_of(GRADES)})(?: look| tones?)?",
        rf"(?:set|change|make|switch|turn) the (?:colou?r )?(?:grade|grading|look|colou?rs|colou?ring)(?: of {_FILM})? (?:to |be |more |a (?:bit|little) |into |much )*(?P<grade>{any_of(GRADES)})",
        rf"(?P<grade>{GRADES[Grade.MONO]})(?: instead)?",
        rf"{_FILM} (?:should|must|could|can|has to|needs to) be (?:in |all )?(?P<grade>{GRADES[Grade.MONO]})",
        rf"more (?P<grade>{GRADES[Grade.VIVID]})",
        rf"(?:we |i )?(?:need|want) (?:a |an )?(?P<grade>{GRADES[Grade.MONO]}) (?:version|film|look)",
        r"(?P<grade>warm|cool|soften|darken|brighten)(?: up| down)? the (?:colou?rs?|look|picture|image|grade|tones?)",
        rf"(?:make|have|turn|set|shoot|put|want|i want) {_FILM} (?:in |into |to )?(?P<grade>{GRADES[Grade.MONO]})",
        rf"(?:give|use|apply|try|go for|put|i want|with)? ?(?:{_FILM} )?(?:a |an |the |more )*(?P<grade>{any_of(GRADES)}) (?:colou?r )?(?:grade|grading|look|colou?rs|tones?|tint)(?: to {_FILM}| on {_FILM})?",
        rf"(?:the )?(?:colou?r )?(?:grade|grading|colou?rs)(?: should be|:) (?:more |a bit )*(?P<grade>{any_of(GRADES)})",
        r"(?P<grade>more contrast)",
        rf"make (?:everything|all shots|every shot|the picture|the pictures|the image) (?:look |a (?:bit|little) |more |much )*(?P<grade>{any_of(GRADES)})",
        rf"make {_FILM} look (?:a (?:bit|little) |more |much )*(?P<grade>{any_of(GRADES)})",
    ),
    *rules(
        _ratio,
        rf"{_MAKE} {_FILM} (?:into |to |in |a |be |as )*(?P<ratio>{any_of(RATIOS)})(?: format| ratio| video| film| instead)*{_WHERE}",
        rf"(?:change|set|switch|make) (?:the )?(?:aspect[\s-]?ratio|format|shape|ratio|frame|orientation)(?: of {_FILM})? (?:to |be |into )*(?P<ratio>{any_of(RATIOS)})",
        rf"(?:switch|change|go|let's do|i want|do|use|need|we need|i need) (?:to |for |with |a )*(?P<ratio>{any_of(RATIOS)})(?: format| ratio| video| version| instead)*",
        rf"(?P<ratio>{any_of(RATIOS)})(?: instead| format| shape)+",
        rf"{_FILM} (?:should|must|has to|needs to|can|could|shall|ought to) be (?:in |a )*(?P<ratio>{any_of(RATIOS)})(?: format| video)?{_WHERE}",
        rf"(?:format|aspect ratio|ratio|shape)(?:[:=])? (?P<ratio>{any_of(RATIOS)})",
        rf"(?P<ratio>{any_of(RATIOS)}){_WHERE}",
    ),
    *rules(
        _length,
        rf"{_MAKE} {_FILM} (?:down |back |up |out )*(?:to |be |last |run |for |into |a |shorter: |longer: |only )*(?P<seconds>{NUMBER})[\s-]*(?P<unit>s|secs?|seconds?|minutes?|mins?)(?: long| in total| instead| in length| film| video)*",
        rf"{_FILM} (?:should|must|has to|needs to|can|could|shall|ought to) (?:be |last |run |take |only )*(?P<seconds>{NUMBER})[\s-]*(?P<unit>s|secs?|seconds?|minutes?|mins?)(?: long| in total)?",
        rf"(?:i want|change|set) (?:{_FILM}|the (?:total )?(?:length|duration|running time)(?: of {_FILM})?) (?:to |be |last |at |to be )*(?P<seconds>{NUMBER})[\s-]*(?P<unit>s|secs?|seconds?|minutes?|mins?)(?: long)?",
        rf"(?:the )?(?:total )?(?:length|duration)(?: of {_FILM})?(?: should be|:) (?P<seconds>{NUMBER})[\s-]*(?P<unit>s|secs?|seconds?|minutes?|mins?)",
        rf"(?P<seconds>{NUMBER})[\s-]*(?P<unit>s|secs?|seconds?) (?:max(?:imum)?|at most|tops)",
        rf"(?:at most|max(?:imum)?|no more than|not more than|up to|no longer than) (?P<seconds>{NUMBER})[\s-]*(?P<unit>s|secs?|seconds?)",
        rf"(?:have|do|try|want|take|use|go for|length:?) (?P<seconds>{NUMBER})[\s-]*(?P<unit>s|secs?|seconds?|minutes?|mins?)(?: in total| instead)?",
        rf"(?P<seconds>{NUMBER})[\s-]*(?P<unit>s|secs?|seconds?|minutes?|mins?)(?: is| are)?(?: enough| please| will do| would do)?",
        rf"(?P<seconds>{NUMBER})[\s-]*(?P<unit>s|secs?|seconds?|minutes?|mins?) (?:in total|overall|instead|total)",
    ),
    *rules(
        _relative_length,
        rf"(?:make|keep|have|get) {_FILM} (?:about |around )?(?P<seconds>{NUMBER})[\s-]*(?:s|secs?|seconds?) (?P<way>shorter|longer)",
        rf"{_FILM} (?:should|could|must|needs to) be (?P<seconds>{NUMBER})[\s-]*(?:s|secs?|seconds?) (?P<way>shorter|longer)",
        rf"(?P<seconds>{NUMBER})[\s-]*(?:s|secs?|seconds?) (?P<way>shorter|longer)(?: overall| in total| please)?",
        rf"(?P<way>cut|trim|shave|lose|take|drop) (?P<seconds>{NUMBER})[\s-]*(?:s|secs?|seconds?) (?:off|from|of|out of)(?: of)? {_FILM}",
        rf"(?P<way>add|extend|lengthen|shorten|cut|trim) (?:{_FILM} by )?(?P<seconds>{NUMBER})[\s-]*(?:s|secs?|seconds?) to {_FILM}",
        rf"(?P<way>extend|lengthen|stretch|shorten|cut|trim) {_FILM} by (?P<seconds>{NUMBER})[\s-]*(?:s|secs?|seconds?)",
        rf"(?:make|keep|have) {_FILM} (?P<times>half|twice) (?:as long|the length|its length)",
        rf"(?P<times>double) the (?:length|duration)(?: of {_FILM})?",
    ),
    *rules(
        _mood,
        rf"(?:make|keep|turn|have|get|give) {_FILM} (?:feel |be |a |into |in |look and feel |overall )*(?:a (?:bit|little|touch) |much |slightly |somewhat |even )*(?:more )?(?P<mood>{any_of(MOODS)})(?: mood| feel| vibe| tone| overall)*",
        rf"(?:change|set|switch|make) the (?:mood|tone|vibe|feeling|feel|atmosphere)(?: of {_FILM})? (?:to |be |into |more |a bit |a little |something )*(?P<mood>{any_of(MOODS)})",
        rf"(?:the )?(?:mood|tone|vibe)(?: should be|:) (?:more |a bit )*(?P<mood>{any_of(MOODS)})",
        rf"{_FILM} (?:should|must|could|can|has to|needs to|ought to) (?:feel|be) (?:a bit |a little |much )*(?:more )?(?P<mood>{any_of(MOODS)})",
        rf"(?:a (?:bit|little|touch) )?(?:more )?(?P<mood>{any_of(MOODS)}) (?:overall|all in all|mood|vibe|tone)",
        rf"(?:a |an )?(?:more |much |slightly )*(?P<mood>{any_of(MOODS)}) (?:mood|feel|vibe|tone|atmosphere)",
        rf"(?:i want|go for|give it|use) (?:a |an |more of a )*(?P<mood>{any_of(MOODS)}) (?:mood|feel|vibe|tone|atmosphere)",
    ),
    *rules(
        _brand,
        rf"(?:the|my|our) (?:brand|company|business|shop|brand name|company name)(?:'s name)? (?:is called|name is|is now called|is|should be) {_CALLED}",
        rf"(?:it'?s|we'?re|we are|it is) called {_CALLED}",
        rf"(?:our|my) name is {_CALLED}",
        rf"brand(?: name)?: ?{_CALLED}",
        rf"(?:change|set|make|rename|update) the (?:brand|brand name|company name|name on the (?:closing |end |last )?card|company|business name)(?: name)? (?:to|into|be|:) ?{_CALLED}",
        r"(?:put|write|use|set|show) [\"“](?P<name>[^\"“”]{1,60})[\"”] (?:on|as) the (?:closing |end |final |last )?(?:card|brand(?: name)?|logo card)",
        rf"the name on the (?:closing |end |final |last )?card (?:is|should be|must be|:) ?{_CALLED}",
        rf"(?:use|put) {_CALLED} as the (?:brand|brand name|company name|name)",
    ),
    *rules(
        _less,
        r"(?:make (?:it|this|that|the film|everything|the whole thing) |do (?:it|this) |a (?:bit|little|lot) |much |far |way |can we do (?:it|this) |something |go |get (?:it|this) )*cheaper(?: overall| version)?",
        r"(?:that'?s|this is|it'?s|it is|that is|way)? ?(?:a bit |way |much |far |still )*too (?:expensive|dear|much money|costly|pricey)(?: for me| for us)?",
        r"(?:can we |could we )?(?:spend|pay) (?:a (?:bit|little) |much |way )?less(?: money| credits| on (?:it|this))?",
        r"(?:do|make|get) (?:it|this|the film) for (?:a (?:bit|little) )?less(?: money)?",
        r"(?:lower|reduce|cut|bring down|drop|decrease|get down) (?:the |my |our )?(?:costs?|price|spending|bill|spend)(?: please| down| a (?:bit|little))?",
        r"(?:bring|get|drive) (?:the )?(?:costs?|price|it) down(?: a (?:bit|little))?",
        r"(?:save|help me save) (?:me )?(?:some |a bit of )?(?:money|credits)",
        rf"(?:bring|get|reduce|lower|cut|drop|push) (?:the )?(?:costs?|price|it|this|film|total|the film|spending)(?: down)? (?:to|under|below|for) (?:about |around |at most )?{_CREDITS}",
        rf"(?:make|do) (?:it|this|the film|the whole thing) (?:for|cost|with) (?:less than |at most |under |about |around |only |no more than )*{_CREDITS}",
        r"(?:for )?less money|spend less|something less expensive",
        r"(?:this|it|that) costs? (?:far |way )?too much",
        r"(?:this|it|that|the film|the price) (?:should|could|must|needs to|has to) be (?:a (?:bit|little) |much |way )?(?:cheaper|lower|less expensive)",
        rf"(?:under|below|at most|no more than) {_CREDITS}",
        r"(?:is|isn't) there (?:a|any|some) cheaper (?:way|option|version|plan)(?: to do (?:it|this))?",
        r"(?:a )?cheaper (?:version|option|plan|way|models?)",
        r"(?:find|use|give me|try|take) (?:me )?(?:something |a |some |the )*cheaper(?: (?:version|option|plan|way|models?))?",
        rf"(?:i want|it should|it must|it has to) (?:it )?(?:to )?cost (?:less than |at most |under |about |no more than )*{_CREDITS}",
        rf"(?:make (?:it|this|the film) )?cheaper(?:,|:)? (?:for |under |below |about |at most |like |say |to )+{_CREDITS}",
    ),
    *rules(
        _budget,
        rf"(?:my |the |our )?(?:budget|cap|limit|maximum|spending limit) (?:is|is now|should be|:|=) ?(?:only |at most )?{_CREDITS}",
        rf"(?:set|change|lower|make|reduce|put|raise|increase|cap|limit) (?:my |the |our |a )?(?:budget|cap|limit|spending(?: limit| cap)?|spend|maximum|costs?) (?:of |to |at |be |is )*{_CREDITS}",
        rf"(?:don'?t|do not|never) (?:spend|go|pay) (?:more than|over|above|beyond) {_CREDITS}",
        rf"(?:spend|pay) (?:no more than|at most|up to|a maximum of|max) {_CREDITS}",
        rf"(?:cap|limit) (?:it|this|the film|everything|spending|things) (?:at|to) {_CREDITS}",
        rf"i (?:only |just )?have (?:only )?(?:a budget of )?{_CREDITS}(?: to spend)?",
        rf"(?:budget|cap|limit|max|maximum)[:=]? (?:of |is |at )?{_CREDITS}",
        rf"keep (?:it|the film|everything|the (?:total )?(?:cost|price|bill|total)|costs|spending) (?:under|below|within|at most) {_CREDITS}",
        rf"(?:i|we) (?:don'?t|do not|won'?t) want to (?:spend|pay|go) (?:more than|over|above) {_CREDITS}",
        rf"(?:i|we) (?:only )?(?:want|wish|plan|intend|would like) to (?:only )?(?:spend|pay) (?:only |at most |up to |no more than )?{_CREDITS}",
        rf"i can (?:only |just )?(?:spend|afford|pay) (?:at most |only |up to )?{_CREDITS}",
    ),
    *rules(
        _same,
        rf"(?:the )?same (?P<name>[\w' -]{{2,40}}?) (?:in|across|for|throughout) {MANY}",
        r"it (?:should|must|has to|needs to) (?:always|everywhere) be the same (?P<name>[\w' -]{2,40}?)",
        r"always (?:use |show |have )?the same (?P<name>[\w' -]{2,40}?)",
        rf"(?:make sure|see to it|take care|be sure)(?: that)? (?P<name>(?:the |my |our )[\w' -]{{2,40}}?|[A-Z]\w+) (?:is|looks|stays|remains)(?: exactly)? (?:the same|identical|alike|consistent) (?:in|across|throughout) {MANY}",
        r"(?:the )?same (?P<name>[\w' -]{2,40}?) (?:everywhere|throughout|all (?:the way )?through|all along|all the time|in the whole (?:film|video))",
        rf"(?:the )?same (?P<name>[\w' -]{{2,40}}?) (?:should|must|has to|needs to|ought to) (?:be|appear|show up|be seen) (?:in|throughout|across) {MANY}",
        rf"(?:use|keep|have|show|i want|we want|put|make (?:it|sure it'?s)) (?:the )?same (?P<name>[\w' -]{{2,40}}?) (?:in|across|for|throughout) {MANY}",
        r"(?:use|keep|have|show|i want|we want|put|make (?:it|sure it'?s)) (?:the )?same (?P<name>[\w' -]{2,40}?) (?:everywhere|throughout|all (?:the way )?through|in the whole (?:film|video))",
        rf"(?P<name>(?:the |my |our )[\w' -]{{2,30}}?) (?:should|must|has to|needs to) be the same(?: \w+)? (?:in|across|throughout) {MANY}",
        rf"(?:keep|make|let|have) (?P<name>(?:the |my |our )[\w' -]{{2,40}}?|[A-Z]\w+) (?:look )?(?:the same|consistent|identical|alike|recogni[sz]able) (?:in|across|for|throughout) {MANY}",
        r"(?:keep|make|let|have) (?P<name>(?:the |my |our )[\w' -]{2,40}?|[A-Z]\w+) (?:look )?(?:the same|consistent|identical|alike)(?: everywhere| throughout| all (?:the way )?through)?",
        rf"(?P<name>(?:the |my |our |that |this )[\w' -]{{2,40}}?|[A-Z]\w+) (?:should|must|has to|needs to|ought to) (?:look |be )+(?:the same|consistent|identical|alike)(?: in {MANY}| everywhere| throughout)?",
        r"(?:it|this|that) (?:should|must|has to|needs to) be (?:the )?same (?P<name>[\w' -]{2,40}?) (?:everywhere|throughout|in the whole film|all the way through)",
        rf"(?:it|this|that) (?:should|must|has to|needs to) be the same (?P<name>[\w' -]{{2,40}}?) (?:in|across) {MANY}",
    ),
    *rules(
        _file,
        rf"(?:make (?:it|the film|a film|a video) )?(?:from|based on|following|with the script in|use the script in|film) (?P<text>)(?:the )?(?:script |shot list |file )?{FILE}",
        rf"(?:put|use|show|place) (?:my |the |our )?{FILE} (?P<edge>on|as|for|at) the (?:closing |end |final |last )(?:card|frame|shot)?",
        rf"(?:the |my |our )?{_AS} (?:is|is in|comes from|should be|:) ?(?:in )?{FILE}",
        rf"(?:use|take|put) (?:my |the |our )?{FILE} (?P<clip>as|for|in) {ONE}",
        rf"(?:make|turn) (?:my |the |our )?{FILE} (?:into )?(?:the |my |our |a |an )*{_AS}(?: (?:of|for|in|on) {ONE})?",
        rf"(?:use|take|put|set|place|add|try|make|here is|here'?s|start with|end with) (?:my |the |our |this )?(?:file |photo |picture |image |clip |song |track |recording )?{FILE} (?:as|for|to be|is) (?:the |my |our |a |an )*{_AS}(?: (?:of|for|in|on) {ONE})?",
        rf"(?:here is|here'?s|this is|use|add|take) (?:the |my |our |a |an )*{_AS}(?::|,)? ?{FILE}(?: (?:of|for|in|on) {ONE})?",
        rf"{_AS}: ?{FILE}",
        rf"{FILE} (?:is|as|should be|for) (?:the |my |our |a |an )*{_AS}(?: (?:of|for|in|on) {ONE})?",
        rf"(?:use|take|put) (?:my |the |our )?{FILE} (?:for|in|on) {ONE} as (?:the |a )*{_AS}",
        rf"(?:put|use|place|set) (?:my |the |our )?{FILE} (?:at|as|for) the (?P<edge>start|beginning|end|opening) of {ONE}",
        rf"(?P<edge>end|finish|close) (?:with|on) (?:my |the |our |the picture |the image )*{FILE}",
        rf"(?P<edge>start|begin|open|end|finish|close) {ONE} (?:with|from|on) (?:my |the |our |the picture |the image )*{FILE}",
    ),
]  # fmt: skip
