"""What people say about the whole film: its shape, length, mood, price, sound, captions, look, cast and files."""

import re
from decimal import Decimal

from agent.grammar.rule import Handler, Meaning, Rule, call, rules, unquoted
from agent.grammar.words import (
    GRADES,
    MOODS,
    NUMBER,
    RATIOS,
    Scene,
    any_of,
    number,
    one_of,
)
from tools.film.brief import Grade, Mood

_FILM = r"(?:it|this|that|(?:the|my|our)?\s*(?:whole |entire )?(?:film|video|movie|ad|clip|thing|piece|spot|reel|teaser|whole thing)|everything|the lot)"
_MAKE = r"(?:make|turn|change|set|have|keep|give|switch|convert|cut|get|bring|trim|shorten|extend|lengthen|stretch|want|need|i want|i need|let's have|do|squeeze|bring|compress)"
_DROP = r"(?:remove|delete|drop|lose|cut|kill|get rid of|take out|throw out|turn off|switch off|mute|skip|scrap|ditch|leave out|disable|no|without|no more|take away|stop|silence|hide|i don'?t (?:want|need)(?: any)?|don'?t use(?: any)?|do not use(?: any)?|we don'?t (?:want|need)(?: any)?)"
_KEEP = r"(?:add|bring back|turn on|switch on|put back|enable|use|with|include|i want|restore|put|give (?:me|it)|show|unmute|we need|i need)"
_VOICE = r"(?:voice[\s-]?overs?|voice|narration|narrator|speaker|vo|speech|talking|spoken (?:words|lines|text))"
_MUSIC = r"(?:background (?:music|track|song)|music(?: track)?|sound[\s-]?track|songs?|score|tunes?|backing track)"
_CAPTIONS = r"(?:text captions?|captions?|subtitles?|subs|text overlays?|captioning|burned[\s-]in (?:text|captions))"
_THE = r"(?:the |any |some |a |all |all the )?"
_WHERE = r"(?:,? for (?:(?:my |the |our |a )?(?:tiktok|reels?|shorts|stories|story|instagram|insta|youtube|facebook|linkedin|feed|phones?|website|tv|web)(?: feed| post| story| stories| reels?| shorts)?))?"
_CALLED = r"[\"“]?(?P<name>[^\"“”\n]{1,60}?)[\"”]?"
_NOUNS = {
    "energy": Mood.UPBEAT,
    "joy": Mood.UPBEAT,
    "warmth": Mood.WARM,
    "drama": Mood.TENSE,
    "tension": Mood.TENSE,
    "magic": Mood.DREAMY,
}
_OPPOSITE = {
    **dict.fromkeys(("cold", "cool", "blue"), Grade.WARM),
    **dict.fromkeys(("warm", "yellow", "orange"), Grade.COOL),
    **dict.fromkeys(("dull", "flat", "grey", "gray"), Grade.VIVID),
    **dict.fromkeys(("saturated", "colorful", "garish"), Grade.SOFT),
    "dark": Grade.NATURAL,
}


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
    mood = _NOUNS.get(found.group("mood").lower()) or one_of(found.group("mood"), MOODS)
    return None if mood is None else call("change_brief", mood=mood.value)


def _brand(found: re.Match[str], _: Scene) -> Meaning:
    return call("change_brief", brand=unquoted(found.group("name")))


def _turned(tool: str, on: bool) -> Handler:
    return lambda _found, _scene: call(tool, on=on)


def _music_mood(found: re.Match[str], _: Scene) -> Meaning:
    mood = one_of(found.group("mood"), MOODS)
    return None if mood is None else call("set_music", on=True, mood=mood.value)


def _grade(found: re.Match[str], _: Scene) -> Meaning:
    if excess := found.groupdict().get("excess"):
        return call("set_grade", grade=_OPPOSITE[re.sub("colou", "colo", excess.lower())].value)
    said = re.sub(r"^(soft|dark)en$", r"\1", found.group("grade"), flags=re.IGNORECASE)
    grade = one_of(said, GRADES)
    return None if grade is None else call("set_grade", grade=grade.value)


WHOLE_RULES: list[Rule] = [
    *rules(_turned("set_voice", on=False), rf"{_DROP} {_THE}{_VOICE}(?: altogether| entirely| completely| please)?", rf"(?:turn|switch|take|leave) {_THE}{_VOICE} (?:off|out)", rf"{_THE}{_VOICE} (?:off|out|can go|must go|has to go|have to go|should go|needs to go|need to go)", rf"(?:a )?(?:film|video|version) without {_THE}{_VOICE}"),
    *rules(_turned("set_voice", on=True), rf"{_KEEP} {_THE}{_VOICE}(?: back| again| on| back on| back in)?", rf"(?:turn|switch|bring|put) {_THE}{_VOICE} (?:on|back|back on|back in)", rf"{_THE}{_VOICE} (?:on|back|back on|again)", rf"(?:have|let's have) {_THE}{_VOICE}(?: again)?"),
    *rules(_turned("set_music", on=False), rf"{_DROP} {_THE}{_MUSIC}(?: altogether| entirely| completely| please)?", rf"(?:turn|switch|take|leave) {_THE}{_MUSIC} (?:off|out)", rf"{_THE}{_MUSIC} (?:off|out|can go|must go|has to go|have to go|should go|needs to go|need to go)", rf"(?:a )?(?:film|video|version) without {_THE}{_MUSIC}"),
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
    *rules(_turned("set_music", on=True), rf"{_KEEP} {_THE}{_MUSIC}(?: back| again| on| back on| back in)?", rf"{_THE}{_MUSIC}", rf"(?:turn|switch|bring|put) {_THE}{_MUSIC} (?:on|back|back on|back in)", rf"{_THE}{_MUSIC} (?:on|back|back on|again)", rf"(?:have|let's have) {_THE}{_MUSIC}(?: again)?", rf"(?:put|play|lay|have) {_THE}{_MUSIC} (?:under|behind|over|to|on) (?:it|the film|the video|everything|all of it)"),
    *rules(_turned("set_captions", on=False), rf"{_DROP} {_THE}{_CAPTIONS}(?: altogether| entirely| completely| please)?", rf"(?:turn|switch|take|leave) {_THE}{_CAPTIONS} (?:off|out)", rf"{_THE}{_CAPTIONS} (?:are not (?:needed|necessary)(?: any ?more)?|off|out|can go|must go|has to go|have to go|should go|needs to go|need to go)", rf"(?:a )?(?:film|video|version) without {_THE}{_CAPTIONS}"),
    *rules(_turned("set_captions", on=True), rf"{_KEEP} {_THE}{_CAPTIONS}(?: back| again| on| back on| back in)?", rf"(?:turn|switch|bring|put) {_THE}{_CAPTIONS} (?:on|in|back|back on|back in)", rf"{_THE}{_CAPTIONS}(?: (?:on|back|back on|again))?", rf"(?:have|let's have) {_THE}{_CAPTIONS}(?: again)?"),
    *rules(
        _grade,
        rf"(?:give|use|apply|try|go for|put|i want|with)? ?(?:{_FILM} )?(?:a |an |the |more |cinematic |nice |classic |real |proper )*(?P<grade>{any_of(GRADES)}) (?:colou?r )?(?:grade|grading|look|colou?rs|tones?|tint)(?: to {_FILM}| on {_FILM})?",
        r"make (?:the |all )?(?:colou?rs?|picture|image) (?P<grade>pop)(?: more| a bit more)?",
        r"(?:the )?(?:colou?rs?|pictures?|look|image) (?:are|is|look|looks|feel|feels) (?:a (?:bit|little) |way |much |far )*too (?P<excess>cold|cool|blue|warm|yellow|orange|dull|flat|grey|gray|saturated|colou?rful|garish|dark)(?:,? (?:so )?(?:please )?(?:warm|cool|brighten|tone|liven|make) (?:them|it)(?: up| down| (?:a bit )?(?:warmer|cooler|brighter|softer))?)?",
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
        rf"(?:the )?(?P<grade>{any_of(GRADES)}) (?:grade|look),? (?:nothing fancy|no (?:fancy|special) (?:look|grade|effects?))",
        r"(?:everything|it|it all|all of it)(?:'s| is| looks) (?:a (?:bit|little) |way |much |far )*too (?P<excess>cold|blue|yellow|orange|dull|flat|grey|gray),? (?:so )?(?:please )?(?:warm|cool|tone|liven) it (?:up|down)",
        r"(?P<grade>warm|cool|soften|darken) up the grade",
        rf"make (?:everything|all shots|every shot|the picture|the pictures|the image) (?:look |a (?:bit|little) |more |much )*(?P<grade>{any_of(GRADES)})",
        rf"make {_FILM} look (?:a (?:bit|little) |more |much )*(?P<grade>{any_of(GRADES)})",
    ),
    *rules(
        _ratio,
        rf"(?:switch|change|make) (?:{_FILM} )?to the (?P<ratio>{any_of(RATIOS)}) (?:format|shape|version){_WHERE}",
        rf"{_MAKE} {_FILM} (?:into |to |in |a |be |as )*(?P<ratio>{any_of(RATIOS)})(?: format| ratio| video| film| instead)*{_WHERE}",
        rf"(?:change|set|switch|make) (?:the )?(?:aspect[\s-]?ratio|format|shape|ratio|frame|orientation)(?: of {_FILM})? (?:to |be |into )*(?P<ratio>{any_of(RATIOS)})",
        rf"(?:switch|change|go|let's do|i want|do|use|need|we need|i need) (?:to |for |with |a )*(?P<ratio>{any_of(RATIOS)})(?: format| ratio| video| version| instead)*",
        rf"(?P<ratio>{any_of(RATIOS)})(?: instead| format| shape)+",
        rf"{_FILM} (?:should|must|has to|needs to|can|could|shall|ought to) be (?:in |a )*(?P<ratio>{any_of(RATIOS)})(?: format| video)?{_WHERE}",
        rf"(?:format|aspect ratio|ratio|shape)(?:[:=])? (?P<ratio>{any_of(RATIOS)})",
        rf"(?P<ratio>{any_of(RATIOS)}){_WHERE}",
        rf"(?:re-?format|reframe|convert|adapt|crop|put|set)(?: {_FILM})?(?: back)? (?:to|for|into|in) (?:normal |regular |a |the )*(?P<ratio>{any_of(RATIOS)})(?: format)?{_WHERE}",
        rf"(?:this is |it'?s |it is |for )(?:for )?(?:instagram |insta |facebook |youtube |my |our |the )*(?P<ratio>{any_of(RATIOS)})(?: reels?| shorts?| feed)?",
    ),
    *rules(
        _length,
        rf"(?:make|keep|have) {_FILM} (?:a (?:bit|little) |much |slightly )?(?:shorter|longer),? (?:to |say,? |about |around )?(?P<seconds>{NUMBER})[\s-]*(?P<unit>s|secs?|seconds?|minutes?|mins?)",
        rf"(?:i want|i need|i'd like|i would like|we want|we need|like|want) {_FILM} to (?:be|last|run|take) (?:about |around |only )?(?P<seconds>{NUMBER})[\s-]*(?P<unit>s|secs?|seconds?|minutes?|mins?)(?: long| in total)?",
        rf"{_MAKE} {_FILM} (?:down |back |up |out )*(?:to |be |last |run |for |into |a |shorter: |longer: |only )*(?P<seconds>{NUMBER})[\s-]*(?P<unit>s|secs?|seconds?|minutes?|mins?)(?: long| in total| instead| in length| film| video)*",
        rf"{_FILM} (?:should|must|has to|needs to|can|could|shall|ought to) (?:be |last |run |take |only |exactly |about )*(?P<seconds>{NUMBER})[\s-]*(?P<unit>s|secs?|seconds?|minutes?|mins?)(?: long| in total)?",
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
        r"(?:a (?:bit|little) )?more (?P<mood>energy|fun|warmth|drama|joy|calm|magic|tension)(?: overall| please)?",
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
]  # fmt: skip
