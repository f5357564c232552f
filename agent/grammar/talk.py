"""Questions, takes, and the words that move the conversation on."""

import re

from agent.director import ToolCall
from agent.grammar.rule import Handler, Meaning, Rule, call, rules, shot_id, shot_ids
from agent.grammar.words import MANY, MODEL, ONE, PLAIN_NUMBER, Scene, number

GO_ON = "go_on"
START_OVER = "make_again"
MOST_UNDONE = 20
_AGAIN = r"(?:once again|a second time|again|anew|over|once more|one more time|another time)"
_TAKE = r"(?:takes?|versions?|renders?|clips?|tries|try)"
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "1st": 1, "2nd": 2, "3rd": 3}
_NTH = rf"(?P<nth>{'|'.join(_ORDINALS)})"


def _simple(name: str) -> Handler:
    return lambda _found, _scene: call(name)


def _cost(found: re.Match[str], scene: Scene) -> Meaning:
    return _asked("ask_cost", found, scene)


def _why(found: re.Match[str], scene: Scene) -> Meaning:
    return _asked("ask_why", found, scene)


def _asked(tool: str, found: re.Match[str], scene: Scene) -> Meaning:
    said = found.groupdict()
    shot = None
    if said.get("shot"):
        shot = shot_id(found, scene)
        if shot is None:
            return None
    model = re.sub(r"\s+", " ", said["model"].strip().lower()) if said.get("model") else None
    return call(tool, model=model, shot=shot)


def _redraw(found: re.Match[str], scene: Scene) -> Meaning:
    wanted = shot_ids(found, scene)
    return None if wanted is None else call("redraw_still", shots=wanted)


def _undo_some(found: re.Match[str], _: Scene) -> Meaning:
    steps = {"both": 2, "couple": 2, "twice": 2}.get(found.group("steps").lower()) or int(number(found.group("steps")))
    return call("undo") * steps if 1 <= steps <= MOST_UNDONE else None


def _choose(found: re.Match[str], scene: Scene) -> Meaning:
    said = found.groupdict()
    shot = _shot_of_takes(found, scene)
    if shot is None:
        return None
    take = None
    if said.get("take"):
        take = int(number(said["take"]))
    elif said.get("nth"):
        take = _ORDINALS[said["nth"].lower()]
    elif said.get("newest"):
        take = scene.takes[scene.ids.index(shot)] or None
    return call("choose_take", shot=shot, take=take)


def _shot_of_takes(found: re.Match[str], scene: Scene) -> str | None:
    """The shot that was named; without a name the only one that has several takes."""
    if found.groupdict().get("shot"):
        return shot_id(found, scene)
    several = [shot for shot, takes in zip(scene.ids, scene.takes, strict=True) if takes > 1]
    return several[0] if len(several) == 1 else None


def _compare(found: re.Match[str], scene: Scene) -> Meaning:
    shot = _shot_of_takes(found, scene)
    return None if shot is None else call("compare_takes", shot=shot)


def _go_on(_found: re.Match[str], _scene: Scene) -> Meaning:
    return [ToolCall(name=GO_ON)]


def _start_over(_found: re.Match[str], _scene: Scene) -> Meaning:
    return [ToolCall(name=START_OVER)]


_OF_SHOT = rf"(?: (?:of|for|in|on|from) {ONE})"
TALK_RULES: list[Rule] = [
    *rules(
        _simple("undo"),
        r"undo(?: (?:that|it|this|the last (?:change|edit|thing|one|step)|my last (?:change|edit)|last(?: change)?|please))*",
        r"(?:go|step) back(?: (?:one step|a step|one|to (?:how|what) it was(?: before)?))?",
        r"put (?:it|that) back(?: (?:the way|how|as|like) it was(?: before)?)?",
        r"never ?mind,? (?:and )?(?:put|take|bring|get) (?:it|that|everything) back(?: (?:the way|how|as|like) it was(?: before)?)?",
        r"(?:i )?changed my mind,? (?:undo|put it back|take (?:that|it) back|go back)(?: that)?",
    ),
    *rules(
        _undo_some,
        rf"(?:undo|revert|take back|roll back) (?:the |my )?(?:last |previous )?(?P<steps>{PLAIN_NUMBER}|both)(?: (?:last|previous))?(?: (?:changes|edits|things|steps|ones))?(?: of them)?",
        rf"(?:go|step|roll) back (?P<steps>{PLAIN_NUMBER})(?: (?:steps|changes|edits))?",
        rf"(?:undo|revert|take back) the last (?P<steps>{PLAIN_NUMBER}) (?:changes|edits|things|steps) (?:i|we|you) (?:did|made|changed)",
    ),
    *rules(
        _choose,
        r"(?:take|use|choose|pick|give me|i want|i'll take|go with|keep) the other(?: one| take| version)?",
        rf"(?:the )?(?:other|old|older|previous|earlier|former) {_TAKE}{_OF_SHOT} (?:was|is|looked) (?:much |way |far )?(?:better|nicer|best|prettier)",
        rf"i (?:like|liked|prefer|preferred) the {_NTH} {_TAKE}{_OF_SHOT}?(?: more| better| best)?",
        rf"(?:use |take |choose |pick |i want |keep |go with |put in |i prefer |switch to |select |go back to )?the (?:other|old|older|previous|earlier|one before|former) {_TAKE}{_OF_SHOT}?(?: (?:was|is) better| instead)?",
        r"not (?:that|this) (?:take|one),? the other (?:take|one)",
        rf"i (?:like|liked|prefer|preferred) the (?:other|old|previous|earlier) {_TAKE}{_OF_SHOT}?(?: more| better)?",
    ),
    *rules(
        _compare,
        rf"(?:which|what|how many) takes (?:do (?:i|we) have|are there|have (?:i|we)(?: got)?){_OF_SHOT}?",
        rf"which take{_OF_SHOT}? is (?:used|in the film|chosen|in use)",
    ),
    *rules(
        _redraw,
        rf"i (?:don'?t like|hate|dislike|am not happy with|'m not happy with) the (?:still|picture|image|drawing) (?:of|for|in) {MANY},? (?:so )?(?:please )?(?:try|draw it|do it|make it) (?:again|anew|once more|over)",
        rf"(?:the )?(?:still|picture|image|drawing) (?:of|for|in) {MANY} (?:is|looks) (?:wrong|bad|ugly|off|not right|not good|awful|terrible|boring),? (?:so )?(?:please )?(?:make|draw|give me|try|get me|do|paint) (?:another(?: one)?|a new one|a different one)",
        rf"(?:re-?draw|re-?paint|re-?do|replace|regenerate) the (?P<shot>{'|'.join([*_ORDINALS, 'sixth', 'seventh', 'last'])}) (?:still|picture|image|drawing)",
        rf"(?:draw|paint|do|make) the (?P<shot>{'|'.join([*_ORDINALS, 'sixth', 'seventh', 'last'])}) (?:still|picture|image|drawing) {_AGAIN}",
        rf"(?:draw|paint) (?:the (?:still|picture|image) (?:of|for) )?{MANY} {_AGAIN}",
        rf"(?:regenerate|redo|re-do|remake|redraw|replace|renew) {MANY} (?:still|picture|image|drawing)s?",
        rf"i (?:don'?t like|hate|dislike) (?:the (?:still|picture|image|drawing) (?:of|for|in) )?{MANY},? (?:give me |make |draw |get me )?(?:a )?(?:new|another|different|fresh) (?:one|still|picture|drawing)",
        rf"i (?:don'?t like|hate|dislike) (?:the (?:still|picture|image|drawing) (?:of|for|in) )?{MANY},? (?:so )?(?:please )?(?:re-?)?draw (?:a new one|another(?: one)?|it again|it anew|a different one|it)",
    ),
    *rules(
        _cost,
        rf"what(?:'d| would|'ll| will) {MODEL} cost(?: (?:me|us|here))*",
        rf"what if (?:we|i|you) (?:used|use|took|tried) {MODEL} (?:everywhere|for everything|throughout|for (?:all|the whole film))",
        rf"compare (?:the )?(?:price|cost)s? (?:with|to|and) {MODEL}",
        rf"(?:is|would|how expensive is|how expensive would) {MODEL} (?:be )?(?:more |very |too |that |much )*(?:expensive|cheaper|dearer|pricey|pricier|cheap|dear)?(?: here| for (?:this|{ONE}))?",
        r"what am i (?:going to pay|paying|to pay)(?: for (?:this|it|the film))?",
        rf"what would (?:happen to )?the (?:price|cost|total) (?:be |with |on |using )+{MODEL}",
        rf"(?:what|how much|how many credits) (?:would|will|does|might) it (?:cost|take|be) to (?:redo|re-?shoot|re-?render|re-?take|do|make|render) {ONE}(?: again)?",
        rf"(?:and |what about |how about )(?:with |on |using )?{MODEL}",
        rf"what if (?:we|i|you) (?:used|use|took|tried) {MODEL}(?: (?:for|on|in) {ONE}| here)?",
        r"(?:what|how much) (?:would|will|does|do|is|are|did) (?:it|this|that|everything|all of it|(?:the|my|our) (?:whole |entire )?(?:film|video|thing|lot|ad|movie)|we)(?: all)?(?: going to)?(?: cost| be| pay| come to)?(?: me| us)?(?: in total| in all| now| so far| altogether)?",
        r"(?:what is|what's|whats|show me|give me|tell me) the (?:total |full |whole |estimated |final )?(?:price|cost|quote|forecast|estimate|total)(?: (?:of|for) (?:it|this|the (?:whole )?(?:film|video|thing)))?",
    ),
    *rules(
        _why,
        rf"what (?:speaks|spoke) for {MODEL}(?: (?:for|on|in) {ONE})?",
        rf"how did (?:you|it) (?:decide on|choose|pick|come to|end up with|settle on|arrive at|get to) {MODEL}(?: (?:for|on|in) {ONE})?",
        rf"why (?:not use|not take|not|isn'?t|is it not|don'?t we use|didn'?t you (?:use|pick|choose|take)) {MODEL}(?: (?:for|on|in) {ONE})?",
        rf"why (?:is|are) {ONE} (?:so |that |this )*(?:expensive|dear|cheap|pricey|costly)",
        rf"(?:who|what|which model) (?:makes|made|renders|rendered|is making|does|did|will make) {ONE}",
        rf"(?:explain|tell me about|what is the reason for|justify) (?:the )?(?:model|route|routing|choice(?: of model)?) (?:of|for|in|on) {ONE}",
    ),
    *rules(
        _simple("show_ledger"),
        r"what(?:'s| is) the (?:current|running) (?:total|bill|spend(?:ing)?)(?: so far)?",
        r"how many credits (?:have|did) (?:i|we) (?:used|use|spent|spend|burned)(?: so far| already| up)*", 
        r"(?:how much|what) (?:was|has been|is|have been) (?:spent|charged|paid)(?: so far| already)?",
         r"how much (?:have (?:we|i) (?:got|still)|do (?:we|i) still have|money have (?:we|i)|budget have (?:we|i)) (?:got )?left", 
        r"what(?:'s| is) left (?:of|in) (?:the |my |our )?budget",
    ),
    *rules(
        _simple("show_status"),
        r"how long is (?:it|this|the film|the video|my film|everything)(?: now| in total| altogether)?",
        r"what (?:are you going to|will you|are we going to|do you|do we|shall we) do (?:next|now)",
        r"(?:list|show(?: me)?) (?:all )?(?:the |our |my )?shots", r"how are we doing on (?:budget|money|credits)",    
        r"(?:what is|what's|whats|what comes|what happens) next", 
         r"what do we (?:still )?(?:need|have to do|have so far)", 
        r"(?:give me )?(?:a )?(?:quick |short )?status(?: update| report)",  r"what are we at",  
    ),
    *rules(
        _start_over,
        r"(?:let'?s )?(?:start|begin|make) (?:a |an )?(?:new|fresh|second) version(?: of (?:it|this|the film))?",
        r"(?:start|begin) (?:(?:it|this|the whole (?:thing|film)|everything|the film) )?(?:all )?over(?: again)?(?: with (?:this|the same) (?:film|brief))?",
        r"(?:a |one |make a |do a |create a |let's do a |let's make a )*(?:second|new|another|fresh) version of (?:this|the same|the) (?:film|video|ad)",
         r"(?:do|make) (?:another|one more) (?:one )?(?:like (?:this|that|it)|film like (?:this|that|it))",
         r"again from (?:the start|scratch|the beginning|the top)", 
    ),
    *rules(
        _go_on,
        r"(?:go|carry|move|keep) (?:on|ahead|going|forward|right ahead)(?: with (?:it|this|that|the next step|the film))?",
        r"(?:continue|proceed|resume|next|next step|go|start|yes|y|yep|yup|yeah|sure|ok|okay|k|fine|alright|all right|good|great|perfect|lovely|nice|excellent|agreed|approved|done|ready|confirmed)(?: (?:please|with it|with that|step|then))*",
        r"(?:that|this|it|everything|all of it|the (?:board|storyboard|stills|plan|pictures))?(?:'s| is| are)? ?(?:looks?|sounds?|seems?|is|are|all) (?:good|great|fine|perfect|ok|okay|right|lovely|nice|amazing|wonderful|awesome)(?: to me)?",
        r"(?:do|ship|lock|render|draw|make|finish|shoot|produce|run|build|stitch|cut|export|deliver|complete) (?:it|them|this|that|everything|all|the (?:stills|shots|clips|film|video|rest|takes|drafts|pictures|cut|missing (?:stills|clips|ones)))(?: now| in| all| up| together| for me| then)*",
        r"(?:i'?m |we'?re )?(?:happy|fine|good|ok|okay|ready)(?: with (?:it|this|that|them|everything|the (?:board|plan|stills)))?(?: to go)?",
        r"(?:continue|proceed|go on|carry on) (?:with|to) the (?:next step|rest|render(?:ing)?|stills|clips|film)",
         r"wrap (?:it|this|the film) up",
         r"sounds like a plan", r"(?:looks?|sounds?) (?:fantastic|brilliant|excellent|superb|beautiful|wonderful|terrific|just right)",
        r"(?:start|begin|run) (?:the )?(?:render(?:ing)?|drawing|shoot|cut|export|work)", 
        r"(?:action|roll|render|draw|stitch|finish)", 
    ),
]  # fmt: skip
