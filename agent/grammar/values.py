"""What values are called: steps of framing, tempers of music and film, looks, styles, other versions."""

from tools.film.brief import Grade, Mood
from tools.film.shape import AspectRatio

CLOSER, WIDER = 1, -1
STEPS = {
    CLOSER: r"(?:a bit |much |even )?(?:closer|tighter|nearer)(?: in\b(?! shot| the| s?\d)| up)?(?: on (?:her|his|the|their|its) \w+| to (?:her|his|their) \w+)?|more (?:close|near|tight)|tighten(?: up)?(?: the (?:framing|frame|shot|crop))?|punch in|crop in|go in (?:tight|close)|"
    r"(?:come|go|get|move) in closer|more intimate|tight(?:en)? in|crop tighter",
    WIDER: r"(?:a bit |much |even )?wider(?: out)?|(?:from )?(?:further|farther) (?:away|back|out|off)|looser|more (?:wide|far)(?: away)?|widen(?: up| out)?(?: the (?:framing|frame|shot|crop|angle))?|more distant|open up(?: the (?:framing|frame|shot))?|"
    r"less (?:tight|close)(?: in)?|back off|loosen(?: up)?(?: the (?:framing|frame|shot|crop))?|more (?:room|space)(?: around (?:her|him|it|them|the \w+))?|more of (?:the |her |his )?(?:room|surroundings|background|scenery|setting|environment|place|location|interior|counter)",
}
"""A step on the scale of framings."""
TOO_MUCH = {
    "wider": r"too (?:tight|close|cramped|near|close up|claustrophobic|narrow|zoomed in)",
    "closer": r"(?:too|a bit|a little|rather|quite) distant|too (?:wide|far|far away|distant|loose|far off|zoomed out|small in the frame)",
    "shorter": r"too (?:long|slow|long-winded|drawn out|lengthy|drawn-out)|(?:a bit|a little|way|far) long|long-winded|overstays its welcome|(?:goes|drags|runs|lasts) (?:on )?(?:for )?(?:too long|forever|on)|drags|drags on",
    "longer": r"too (?:short|quick|brief|fast|rushed|hasty|sudden|abrupt)|(?:over|gone|ends|goes by|passes|flies by) too (?:quickly|fast|soon|early)|(?:a bit|a little|way) short",
}
DELIVERIES = {
    "tiktok": r"tik ?tok|tt",
    "reels": r"(?:instagram |insta |ig |facebook )?reels?|instagram stor(?:y|ies)|(?:insta|instagram|ig)",
    "shorts": r"(?:youtube |yt )shorts?|shorts",
    "youtube": r"you ?tube|yt",
    "web-loop": r"(?:muted |silent )?(?:web(?:site)? )?loop",
    "master": r"(?:prores )?master|prores",
    "4k": r"4k|uhd",
    "preview": r"(?:quick |low[\s-]res |small )?preview",
}
"""Other versions, by the name of their preset."""
SHAPES = {
    AspectRatio.PORTRAIT: r"9\s*[:x/]\s*16|9 by 16|nine by sixteen|vertical(?:ly)?|portrait|upright|tall|phone[\s-]shaped|full[\s-]?screen phone",
    AspectRatio.LANDSCAPE: r"16\s*[:x/]\s*9|16 by 9|sixteen by nine|horizontal(?:ly)?|landscape|wide[\s-]?screen|wide format|tv format",
    AspectRatio.SQUARE: r"1\s*[:x/]\s*1|1 by 1|one by one|square(?:d)?",
    AspectRatio.LETTERBOX: r"21\s*[:x/]\s*9|letterbox(?:ed)?|ultra[\s-]?wide|cinemascope|21 by 9|2\.39(?::1)?|anamorphic",
    AspectRatio.CLASSIC: r"4\s*[:x/]\s*3|4 by 3|four by three",
    AspectRatio.PORTRAIT_CLASSIC: r"3\s*[:x/]\s*4|3 by 4|three by four",
}
SHAPED_FOR = {
    "tiktok": AspectRatio.PORTRAIT,
    "reels": AspectRatio.PORTRAIT,
    "shorts": AspectRatio.PORTRAIT,
    "youtube": AspectRatio.LANDSCAPE,
}
"""The shape that a place's own films have."""
TEMPERS: dict[str, tuple[Mood | None, Grade | None]] = {
    **dict.fromkeys("warm warmer".split(), (Mood.WARM, Grade.WARM)),
    **dict.fromkeys("cosy cozy cosier cozier friendly friendlier heartfelt nostalgic gentle homely homey tender intimate welcoming inviting sentimental acoustic".split(), (Mood.WARM, None)),
    **dict.fromkeys("golden amber honey sunny sun-kissed toasty warm-toned".split(), (None, Grade.WARM)),
    **dict.fromkeys(
        "upbeat energetic happy happier lively livelier fun funny funnier playful cheerful cheery cheerier joyful jolly merry faster peppy peppier bouncy bouncier jazzy jazzier lighter zippy zippier "
        "exciting danceable funky poppy catchy catchier groovy perky brisk optimistic spirited dynamic up-tempo uptempo quicker snappier snappy".split(), (Mood.UPBEAT, None)),
    **dict.fromkeys("dreamy dreamier magical ethereal poetic romantic whimsical floaty hazy atmospheric ambient otherworldly enchanting".split(), (Mood.DREAMY, None)),
    **dict.fromkeys("tense tenser dramatic suspenseful scary scarier mysterious thrilling gritty grittier ominous edgy edgier intense".split(), (Mood.TENSE, None)),
    **dict.fromkeys("dark darker".split(), (Mood.TENSE, Grade.DARK)),
    **dict.fromkeys("moody moodier noir low-key shadowy gloomy brooding".split(), (None, Grade.DARK)),
    **dict.fromkeys("calm calmer calming quiet quieter peaceful relaxed relaxing serene gentler slower mellow mellower tranquil chill chilled chiller soothing laid-back laidback lo-fi lofi unobtrusive subdued zen restful relaxful easy-going chilly".split(), (Mood.CALM, None)),
    **dict.fromkeys("punchy punchier".split(), (Mood.UPBEAT, Grade.VIVID)),
    **dict.fromkeys("soft softer".split(), (Mood.CALM, Grade.SOFT)),
    **dict.fromkeys("pastel muted faded washed-out desaturated washed dusty bleached".split(), (None, Grade.SOFT)),
    **dict.fromkeys("proud prouder epic inspiring uplifting heroic triumphant grand grander confident premium luxurious majestic orchestral powerful motivational".split(), (Mood.PROUD, None)),
    **dict.fromkeys("vivid vibrant saturated colorful colourful poppier brighter-colored contrastful".split(), (None, Grade.VIVID)),
    **dict.fromkeys("cool cooler cold colder blue bluer bluish icy bluish-cold steely cool-toned".split(), (None, Grade.COOL)),
    **dict.fromkeys("monochrome mono grayscale greyscale colorless colourless b&w b/w bw black-and-white monochromatic".split(), (None, Grade.MONO)),
    **dict.fromkeys("rich richer contrasty deep deeper".split(), (None, Grade.RICH)),
    **dict.fromkeys("natural neutral ungraded plain untouched".split(), (None, Grade.NATURAL)),
}  # fmt: skip
"""One word, the mood that it names, and the look that it names."""
TEMPER_PHRASES: dict[str, tuple[Mood | None, Grade | None]] = {
    **dict.fromkeys(("black and white", "black & white", "black n white", "black 'n' white", "b & w", "b and w", "b n w"), (None, Grade.MONO)),
    **dict.fromkeys(("more contrast", "higher contrast", "high contrast", "more contrasty"), (None, Grade.RICH)),
    **dict.fromkeys(("brighter colors", "brighter colours", "more saturation", "stronger colours", "stronger colors", "bolder colours", "bolder colors", "more colour", "more color", "more pop"), (None, Grade.VIVID)),
    **dict.fromkeys(("less saturated", "less colorful", "less colourful", "less saturation", "less vivid", "less contrast"), (None, Grade.SOFT)),
    **dict.fromkeys(("less warm", "less yellow", "less orange", "less golden"), (None, Grade.COOL)),
    **dict.fromkeys(("less cold", "less cool", "less blue", "golden hour"), (None, Grade.WARM)),
    **dict.fromkeys(("more energy", "with more energy", "more fun", "more joy", "more life", "more upbeat", "less sad", "less sleepy", "less boring", "more pep", "more drive", "more bounce", "more punch"), (Mood.UPBEAT, None)),
    **dict.fromkeys(("less dramatic", "less busy", "less energetic", "less intense", "less hectic", "less upbeat", "less loud", "less frantic", "less aggressive", "less tense", "laid back", "low key", "toned down"), (Mood.CALM, None)),
    **dict.fromkeys(("more drama", "more tension"), (Mood.TENSE, None)),
    **dict.fromkeys(("more warmth", "more heart"), (Mood.WARM, None)),
    **dict.fromkeys(("more magic",), (Mood.DREAMY, None)),
}  # fmt: skip
CAPTION_STYLES = {
    "bold": r"bold(?:er)?|heavy|heavier|thick(?:er)?|fat(?:ter)?|chunk(?:y|ier)",
    "boxed": r"boxed|in (?:a |dark |black |little |small )*box(?:es)?|(?:on|with) (?:a |dark |black )*box(?:es)?(?: behind(?: them)?)?|box style|(?:on|with) (?:a |dark |black |solid )*(?:background|backdrop|bar)(?: behind(?: them)?)?",
    "clean": r"clean(?:er)?|plain(?:er)?|thin(?:ner)?|minimal(?:ist)?|discreet|understated|simple|simpler|subtle|lighter",
}
