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


def _render(found: re.Match[str], scene: Scene) -> Meaning:
    wanted = shot_ids(found, scene)
    return None if wanted is None else call("render_again", shots=wanted)


def _again(found: re.Match[str], scene: Scene) -> Meaning:
    """Done anew: what was made last, so the take where there is one and the still where there is none."""
    wanted = shot_ids(found, scene)
    if wanted is None:
        return None
    taken = [scene.takes[scene.ids.index(shot)] > 0 for shot in wanted]
    if len(set(taken)) > 1:
        return None
    return call("render_again" if taken[0] else "redraw_still", shots=wanted)


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
        r"(?:revert|reverse|roll back|take back|cancel)(?: (?:that|it|this|the last (?:change|edit|thing|step)|my last (?:change|edit)|what (?:you|we) just did))",
        r"(?:take|roll) (?:that|it|this) back", r"undo what (?:you|we|i) just (?:did|changed)", r"undo (?:that|it) (?:again|too)",
        r"(?:go|step) back(?: (?:one step|a step|one|to (?:how|what) it was(?: before)?))?",
        r"put (?:it|that) back(?: (?:the way|how|as|like) it was(?: before)?)?",
        r"(?:scratch|forget) that(?: last (?:change|one))?",
        r"(?:that was|it was) better before",
        r"(?:back to )?the way it was(?: before)?",
        r"(?:that|this|it) was (?:wrong|a mistake|not what i (?:meant|wanted)),? (?:so )?(?:undo|go back|put it back|take (?:that|it) back)(?: (?:that|it))?",
        r"never ?mind,? (?:and )?(?:put|take|bring|get) (?:it|that|everything) back(?: (?:the way|how|as|like) it was(?: before)?)?",
        r"(?:revert|go back|switch back|return|roll back) to the (?:previous|last|earlier|old|prior) (?:version|state|one|plan|storyboard)",
        r"(?:one|a) step back(?:wards)?", r"back (?:one|a) step", r"(?:i|we) (?:didn'?t|did not) (?:want|mean|ask for) (?:that|this|it),? (?:so )?(?:please )?(?:undo|go back|put it back|take (?:that|it) back|revert)(?: (?:that|it))?",
        r"back", r"(?:revert|undo|cancel) my (?:last )?(?:change|edit)", r"ctrl[\s+-]?z", r"revert", r"(?:no,? )?(?:wait,? )?put (?:it|that) back", r"(?:i )?(?:want|need) (?:it|that) back(?: (?:how|as|the way) it was)?",
        r"(?:restore|bring back|get back|give me back) the (?:last|previous|old|earlier) (?:version|state|storyboard|plan)",
        r"never ?mind,? (?:undo|put it back|take (?:that|it) back|go back)(?: that)?",
        r"(?:i )?changed my mind,? (?:undo|put it back|take (?:that|it) back|go back)(?: that)?",
        r"oops,? (?:undo|go back|put it back|take (?:that|it) back)(?: that)?",
    ),
    *rules(
        _undo_some,
        rf"(?:undo|revert|take back|roll back) (?:the |my )?(?:last |previous )?(?P<steps>{PLAIN_NUMBER}|both)(?: (?:last|previous))?(?: (?:changes|edits|things|steps|ones))?(?: of them)?",
        r"undo (?:the |my )?last (?P<steps>couple)(?: of)? (?:changes|edits|things|steps)",
        rf"(?:go |take )?(?P<steps>{PLAIN_NUMBER}) steps back",
        rf"(?:go|step|roll) back (?P<steps>{PLAIN_NUMBER})(?: (?:steps|changes|edits))?",
        rf"undo (?P<steps>{PLAIN_NUMBER}) times",
        r"undo (?P<steps>twice)",
        rf"(?:undo|revert|take back) the last (?P<steps>{PLAIN_NUMBER}) (?:changes|edits|things|steps) (?:i|we|you) (?:did|made|changed)",
    ),
    *rules(
        _again,
        rf"(?:re-?do|do over|re-?make|re-?generate) {MANY}(?: {_AGAIN})?",
        rf"(?:make|do|generate) {MANY} {_AGAIN}",
        rf"again,? {MANY}",
        rf"(?:do|make) {MANY} over",
        rf"i (?:don'?t like|hate|dislike|am not happy with|'m not happy with) {MANY},? (?:so )?(?:please )?(?:do|make|try|redo) it (?:again|over|once more|anew)",
        rf"i'?m not happy with {MANY},? (?:so )?(?:please )?(?:do|make|try) it (?:again|over|once more|anew)",
    ),
    *rules(
        _choose,
        rf"(?:switch|go|change|move) (?:back )?to the {_NTH} {_TAKE}{_OF_SHOT}",
        rf"(?:lock in|stick with|settle on|go back to) (?:take (?P<take>{PLAIN_NUMBER})|the (?P<newest>newest|latest|last) {_TAKE}){_OF_SHOT}",
        r"(?:take|use|choose|pick|give me|i want|i'll take|go with|keep) the other(?: one| take| version)?",
        r"the other (?:one|take) (?:was|is|looked|looks) (?:much |way |far )?(?:better|nicer|best|prettier)",
        rf"(?:the )?(?:other|old|older|previous|earlier|former) {_TAKE}{_OF_SHOT} (?:was|is|looked) (?:much |way |far )?(?:better|nicer|best|prettier)",
        rf"i (?:like|liked|prefer|preferred) the {_NTH} {_TAKE}{_OF_SHOT}?(?: more| better| best)?",
        rf"the {_NTH} {_TAKE}{_OF_SHOT} (?:was|is|looked) (?:much |way |far )?(?:better|nicer|best|prettier)",
        rf"(?:use|take|choose|pick|i want|keep|go with|put in|i prefer|prefer|switch to|select|go back to|i like) take (?:number |no\.? |#)?(?P<take>{PLAIN_NUMBER}){_OF_SHOT}?(?: better)?",
        rf"take (?P<take>{PLAIN_NUMBER}){_OF_SHOT}?(?: please| instead| (?:was|is) (?:much |way )?(?:better|nicer))?",
        rf"take (?P<take>{PLAIN_NUMBER}){_OF_SHOT} (?:wins|it is|is the one|please)",
        rf"take (?P<take>{PLAIN_NUMBER}) (?:was|is|looked) (?:much |way )?(?:better|nicer|best){_OF_SHOT}",
        rf"(?:use |take |choose |pick |i want |keep |go with |put in |i prefer |switch to |select |go back to )?the {_NTH} {_TAKE}{_OF_SHOT}?(?: (?:was|is) better| instead)?",
        rf"(?:use |take |choose |pick |i want |keep |go with |put in |i prefer |switch to |select |go back to )?the (?:other|old|older|previous|earlier|one before|former) {_TAKE}{_OF_SHOT}?(?: (?:was|is) better| instead)?",
        rf"(?:use |take |choose |pick |i want |keep |go with |switch to |select )?the (?P<newest>newest|latest|newer) {_TAKE}{_OF_SHOT}(?: instead)?",
        rf"(?:for|in|on) {ONE},? (?:use|take|pick|choose|i want|keep|i prefer|go with) (?:take (?P<take>{PLAIN_NUMBER})|the (?:other|old|older|previous|earlier|one before|former) {_TAKE}|the {_NTH} {_TAKE})",
        rf"{ONE}(?: should use|:|,)? (?:take (?P<take>{PLAIN_NUMBER})|the other {_TAKE})(?: please| instead)?",
        rf"(?:switch|change) {ONE} to (?:take (?P<take>{PLAIN_NUMBER})|the other {_TAKE}|the {_NTH} {_TAKE})",
        r"not (?:that|this) (?:take|one),? the other (?:take|one)",
        rf"i (?:like|liked|prefer|preferred) the (?:other|old|previous|earlier) {_TAKE}{_OF_SHOT}?(?: more| better)?",
        r"(?:the )?other (?:one|take)",
        r"(?:the )?(?P<nth>first|second|third) take",
    ),
    *rules(
        _compare,
        rf"(?:show(?: me)?|compare|let me see|see|list) (?:both|all|the two|the three)(?: of)?(?: the)? (?:takes|versions){_OF_SHOT}?",
        rf"(?:which|what|how many) takes (?:do (?:i|we) have|are there|have (?:i|we)(?: got)?){_OF_SHOT}?",
        rf"which take{_OF_SHOT}? is (?:used|in the film|chosen|in use)",
        r"which take is (?:used|in the film|chosen|in use)",
        rf"(?:compare|show(?: me)?|list|let me see|see|what are)(?: all)?(?: of)? (?:the |all |different )*takes{_OF_SHOT}?",
        rf"(?:i want to |i'd like to |let me )?see both takes{_OF_SHOT}?",
        rf"(?:compare|show(?: me)?) {ONE}(?:'s)? (?:takes|versions)",
        rf"(?:compare|put) the (?:takes|versions){_OF_SHOT}(?: side by side)?",
    ),
    *rules(
        _redraw,
        rf"i (?:don'?t like|hate|dislike|am not happy with|'m not happy with) the (?:still|picture|image|drawing) (?:of|for|in) {MANY},? (?:so )?(?:please )?(?:try|draw it|do it|make it) (?:again|anew|once more|over)",
        rf"(?:the )?(?:still|picture|image|drawing) (?:of|for|in) {MANY} (?:is|looks) (?:wrong|bad|ugly|off|not right|not good|awful|terrible|boring),? (?:so )?(?:please )?(?:make|draw|give me|try|get me|do|paint) (?:another(?: one)?|a new one|a different one)",
        rf"(?:the )?(?:still|picture|image|drawing) (?:of|for|in) {MANY} (?:is|looks) (?:wrong|bad|ugly|off|not right|not good|awful|terrible),? (?:so )?(?:please )?(?:re-?do|re-?draw|replace|re-?paint) it",
        rf"{MANY} (?:still|picture|image|drawing) (?:is|looks) (?:wrong|bad|ugly|off|not right|not good|awful|terrible),? (?:so )?(?:please )?(?:re-?do|re-?draw|replace|re-?paint) it",
        rf"(?:re-?draw|re-?paint|re-?sketch)(?: the)?(?: (?:stills?|pictures?|images?|frames?) (?:of|for|in))? {MANY}",
        rf"(?:re-?draw|re-?paint|re-?do|replace|regenerate) the (?P<shot>{'|'.join([*_ORDINALS, 'sixth', 'seventh', 'last'])}) (?:still|picture|image|drawing)",
        rf"draw (?:another|a new)(?: one)? (?:for|in|of) {MANY}",
        rf"(?:draw|paint|do|make) the (?P<shot>{'|'.join([*_ORDINALS, 'sixth', 'seventh', 'last'])}) (?:still|picture|image|drawing) {_AGAIN}",
        rf"(?:draw|paint) (?:the (?:still|picture|image) (?:of|for) )?{MANY} {_AGAIN}",
        rf"(?:make |draw |paint |try |get |give me |i want |do |generate )*(?:a new|another|a different|a fresh|new|one more) (?:stills?|pictures?|images?|drawings?|frames?) (?:of|for|in) {MANY}",
        rf"(?:re-?do|redo|remake|renew|regenerate) the (?:stills?|pictures?|images?|drawings?) (?:of|for|in) {MANY}",
        rf"{MANY} needs (?:a new|another|a different) (?:still|picture|image|drawing)",
        rf"(?:regenerate|redo|re-do|remake|redraw|replace|renew) {MANY} (?:still|picture|image|drawing)s?",
        rf"i (?:don'?t like|hate|dislike) (?:the (?:still|picture|image|drawing) (?:of|for|in) )?{MANY},? (?:give me |make |draw |get me )?(?:a )?(?:new|another|different|fresh) (?:one|still|picture|drawing)",
        rf"i (?:don'?t like|hate|dislike) (?:the (?:still|picture|image|drawing) (?:of|for|in) )?{MANY},? (?:so )?(?:please )?(?:re-?)?draw (?:a new one|another(?: one)?|it again|it anew|a different one|it)",
        rf"(?:make|generate|do) the (?:still|picture|image) (?:of|for) {MANY} {_AGAIN}",
    ),
    *rules(
        _render,
        rf"(?:re-?rolls?|re-?render|re-?shoot|re-?take|re-?film)(?: the)?(?: (?:takes?|clips?|videos?) (?:of|for))? {MANY}",
        rf"(?:render|shoot|film|roll) {MANY} {_AGAIN}",
        rf"(?:make |render |shoot |try |get |give me |i want |do |generate |roll |one )*(?:another|a new|a different|one more|a second|a fresh|new) (?:takes?|renders?|clips?|try|roll|version) (?:of|for|at|on) {MANY}",
        rf"{MANY} needs (?:another|a new|a different|one more) (?:take|render|clip|try)",
        rf"(?:try|roll the dice on) {MANY} (?:again|once more|one more time)",
        rf"(?:we |i )?(?:need |want |make |get |give me )*(?:an )?alternat(?:ive|e) (?:take|version|render) (?:of|for) {MANY}",
        rf"(?:have|take) another (?:go|crack|stab|shot) at {MANY}",
        rf"(?:a )?re-?roll (?:of|for|on) {MANY}",
        rf"(?:once more|one more time|again) (?:for|with|on) {MANY}",
        rf"roll (?:the dice )?again (?:on|for) {MANY}",
        rf"give {MANY} (?:another|one more) (?:try|take|go|roll|chance|attempt)",
    ),
    *rules(
        _cost,
        rf"(?:what|how much) (?:would|will|might) the (?:price|cost|total|film|video) be (?:if (?:we|i|you) (?:used?|took|take|went with|go with)|with|on|using) {MODEL}(?: here)?(?: (?:for|on|in) (?:{ONE}|this(?: (?:shot|film|one))?))?",
        rf"(?:what|how much) {MODEL} (?:would|will|might) (?:cost|be)(?: (?:for|on|in) (?:{ONE}|this(?: (?:shot|film|one))?))?",
        rf"what(?:'d| would|'ll| will) {MODEL} cost(?: (?:me|us|here))*",
        rf"what if (?:we|i|you) (?:used|use|took|tried) {MODEL} (?:everywhere|for everything|throughout|for (?:all|the whole film))",
        rf"compare (?:the )?(?:price|cost)s? (?:with|to|and) {MODEL}",
        rf"how much (?:more|less) would (?:it|this|that|the film) (?:be|cost) (?:with|on|using|in) {MODEL}(?: (?:for|on|in) {ONE})?",
        rf"how (?:expensive|dear|pricey) is (?:it|this|that|the film) going to be(?: with {MODEL})?",
        rf"(?:what is|what's|whats|what would be) the (?:price|cost|total)(?: be)? (?:if (?:we|i|you) (?:used?|took|take|went with|go with)|when using|using) {MODEL}(?: (?:for|on|in) {ONE})?",
        rf"(?:price|quote|estimate|cost) (?:this|it|that|the film|{ONE}) (?:with|on|using|for) {MODEL}(?: instead)?",
        rf"(?:what|how much) (?:would|will|does|do|could|might) (?:it|this|that|everything|the (?:whole )?(?:film|video|thing|lot)) cost (?:me |us )?(?:with|on|in|using|if we used?|if i used?) {MODEL}",
        rf"(?:what|how much) (?:would|will|does|could|might) {MODEL} (?:cost|be|charge)(?: me| us)?(?: here| for (?:this|it|that|the film))?",
        rf"(?:what|how much) (?:would|will|does|could|might) {MODEL} (?:cost|be|charge) (?:for|on|in) {ONE}",
        rf"(?:what|how much) (?:would|will|does|could|might|is) {ONE} (?:cost|be)? ?(?:with|on|using|in) {MODEL}",
        rf"(?:what|how much) (?:would|will|does|is|did) {ONE}(?: cost| going to cost| be)?",
        rf"(?:what is|what's|whats) the (?:price|cost) (?:of|for) {ONE}(?: (?:with|on) {MODEL})?",
        rf"(?:what is|what's|whats) the (?:price|cost) (?:of|for|with|on) {MODEL}(?: (?:for|on) {ONE})?",
        rf"(?:and )?(?:how much|what) (?:is|are|would) (?:it|this|that|the film)(?: be)? (?:with|on|using|in) {MODEL}(?: (?:for|on|in) {ONE})?",
        rf"(?:and )?how much (?:with|on|using|for|in) {MODEL}(?: (?:for|on|in) {ONE})?",
        rf"(?:what|how much) (?:would|will|could|might) (?:it|this|that|the film) (?:be|come to) (?:with|on|in|using) {MODEL}",
        rf"(?:is|would|how expensive is|how expensive would) {MODEL} (?:be )?(?:more |very |too |that |much )*(?:expensive|cheaper|dearer|pricey|pricier|cheap|dear)?(?: here| for (?:this|{ONE}))?",
        r"(?:what|how much)(?:'s| is| will| would)? (?:this|it|that|the film) (?:going to )?(?:set|run) me(?: back)?",
        rf"how (?:expensive|dear|pricey|cheap) (?:would|will|is) {MODEL}(?: be)?(?: here| for (?:this|{ONE}))?",
        r"how much (?:does|would|will|do|did|is) (?:this|the|our|my|that) (?:film|video|ad|movie) (?:cost|be)(?: me| us)?",
        rf"what(?:'s| is) {MODEL}(?:'s)? (?:price|cost)(?: (?:for|on) {ONE})?", rf"what does {MODEL} cost(?: (?:for|on) {ONE})?",
        rf"how much (?:more|less|cheaper|dearer) (?:would|will|is|does) {MODEL}(?: be| cost)?(?: (?:for|on) {ONE})?",
        r"what am i (?:going to pay|paying|to pay)(?: for (?:this|it|the film))?",
        rf"what would (?:happen to )?the (?:price|cost|total) (?:be |with |on |using )+{MODEL}",
        r"what(?:'s| is) (?:it|this|that|the film) going to cost(?: me| us)?(?: in total| altogether| all in all)?",
        rf"(?:what|how much|how many credits) (?:would|will|does|might) it (?:cost|take|be) to (?:redo|re-?shoot|re-?render|re-?take|do|make|render) {ONE}(?: again)?",
        rf"(?:what|how much|how many credits) (?:would|will|does|might) another take of {ONE} (?:cost|burn|be|take|use|eat)(?: me| us)?",
        rf"what (?:would|will) (?:i|we) (?:have to )?pay if {MODEL} (?:did|does|made|makes|rendered) (?:it|everything|all of it|the whole (?:film|thing))",
        r"price check", r"what(?:'s| is) the damage", r"what will i (?:have to )?pay",
        rf"(?:and |what about |how about )(?:with |on |using )?{MODEL}",
        rf"what if (?:we|i|you) (?:used|use|took|tried) {MODEL}(?: (?:for|on|in) {ONE}| here)?",
        r"(?:what|how much) (?:would|will|does|do|is|are|did) (?:it|this|that|everything|all of it|(?:the|my|our) (?:whole |entire )?(?:film|video|thing|lot|ad|movie)|we)(?: all)?(?: going to)?(?: cost| be| pay| come to)?(?: me| us)?(?: in total| in all| now| so far| altogether)?",
        r"how (?:expensive|dear|pricey) (?:is|will) (?:it|this|that|the film)(?: be)?",
        r"(?:what is|what's|whats|show me|give me|tell me) the (?:total |full |whole |estimated |final )?(?:price|cost|quote|forecast|estimate|total)(?: (?:of|for) (?:it|this|the (?:whole )?(?:film|video|thing)))?",
        r"(?:the )?(?:price|cost|quote|forecast|estimate|total cost)",
        r"how many credits (?:is|will|does|would|do) (?:it|this|that|the film|we)(?: be| cost| need| take)?",
    ),
    *rules(
        _why,
        rf"(?:what|why) (?:made|makes) (?:you|it) (?:go with|go for|choose|pick|take|use|settle on) {MODEL}(?: (?:for|on|in) {ONE})?",
        rf"why did (?:you|it) (?:go with|go for|settle on) {MODEL}(?: (?:for|on|in) {ONE})?",
        rf"what (?:speaks|spoke) for {MODEL}(?: (?:for|on|in) {ONE})?",
        rf"how did (?:you|it) (?:decide on|choose|pick|come to|end up with|settle on|arrive at|get to) {MODEL}(?: (?:for|on|in) {ONE})?",
        rf"why (?:is |was |did (?:you |we )?(?:choose|pick|use|take) |are you using |do (?:you|we) use |does it use |use |did it (?:pick|choose) )?{MODEL}(?: chosen| picked)?",
        rf"why (?:is |was |did (?:you |we )?(?:choose|pick|use|take) |are you using |use |the )?{MODEL} (?:chosen |picked |used )?(?:for|on|in) {ONE}",
        rf"why (?:not use|not take|not|isn'?t|is it not|don'?t we use|didn'?t you (?:use|pick|choose|take)) {MODEL}(?: (?:for|on|in) {ONE})?",
        rf"why (?:does|did|is|was) {ONE} (?:go to|get|use|made with|made by|on|routed to|with|going to|use the model|being made with) (?:{MODEL}|that(?: model)?|this model|it)",
        rf"what made (?:you|it) (?:choose|pick|take|use) {MODEL}(?: (?:for|on|in) {ONE})?",
        rf"why (?:was|is|did) (?:that|this|the) (?:model|one|route|choice) (?:picked|chosen|used|made|taken)? ?(?:for|on|in) {ONE}",
        rf"why (?:is|are) {ONE} (?:so |that |this )*(?:expensive|dear|cheap|pricey|costly)",
        rf"(?:who|what|which model) (?:makes|made|renders|rendered|is making|does|did|will make) {ONE}",
        rf"(?:which|what) model (?:is|was|do you use|did you use|are you using|makes) (?:used )?(?:for|on|in) {ONE}",
        rf"why (?:that|this|the) (?:model|choice|route) (?:for|on|in) {ONE}",
        rf"(?:explain|tell me about|what is the reason for|justify) (?:the )?(?:model|route|routing|choice(?: of model)?) (?:of|for|in|on) {ONE}",
        r"(?:explain|justify) (?:the |your )?(?:models|routes|routing|choices?|model choices?|choice of models?)",
        r"why (?:these|those|the|that|this) (?:models?|routes?|choices?)",
        rf"(?:what|which) (?:was|were|is|models were) ruled out (?:for|on|in) {ONE}",
    ),
    *rules(
        _simple("show_ledger"),
        r"what(?:'s| is) the (?:current|running) (?:total|bill|spend(?:ing)?)(?: so far)?",
        r"(?:show(?: me)?|open|print|display|see|list|let me see) (?:the |my |our )?(?:ledger|spending|expenses|bill|accounts?|charges|receipts?)",
        r"(?:how much|what) (?:have|did|has) (?:i|we|you|been)(?: already)? (?:spent|spend|paid|pay|charged)(?: so far| already| until now| up to now| yet)?",
        r"how much (?:is|do (?:i|we) have) left (?:of|in) (?:the |my |our )?(?:budget|credits|money)",
        r"how many credits (?:have|did) (?:i|we) (?:used|use|spent|spend|burned)(?: so far| already| up)*", r"what(?:'s| is) the total so far",
        r"(?:how much|what) (?:was|has been|is|have been) (?:spent|charged|paid)(?: so far| already)?",
        r"(?:the )?ledger", r"how much (?:have (?:we|i) (?:got|still)|do (?:we|i) still have|money have (?:we|i)|budget have (?:we|i)) (?:got )?left", r"how much (?:money|budget|credit|credits)?\s*(?:is|are|do (?:i|we) have) left",
        r"what(?:'s| is) left (?:of|in) (?:the |my |our )?budget",
        r"how much (?:money|budget)? ?(?:is|has|was) (?:gone|used up|used|been used)(?: up| so far| already)*",
        r"where did (?:the|my|our) (?:money|credits) go",
        r"(?:what|how much) has been (?:spent|paid|used|charged) (?:so far|until now|up to now|till now)",
        r"how much (?:have|has|did) (?:i|we|this|it|the film|that)(?: already)? (?:used? up|cost|burned|eaten)(?: (?:me|us))?(?: (?:so far|already|until now|up to now|to date))+",
        r"(?:what(?:'s| is) )?(?:our|my|the) (?:spend(?:ing)?|total|bill) to date",
        r"(?:pull up|let me (?:see|have)|bring up|give me) (?:the |my |our )?(?:ledger|spending|expenses|bill|charges)",
    ),
    *rules(
        _simple("show_models"),
        r"(?:which|what) (?:video )?models (?:do you support|does it support|are supported|are there|are available|can i use|do you (?:have|know)|can (?:we|you) use|exist|do we have|could i use)",
        r"(?:show|list|print|see)(?: me)?(?: all)?(?: the| available)* (?:video )?models",
        r"(?:the )?(?:list of |available |all )?models(?: please| available)?",
        r"(?:show me |tell me )?(?:which|what) (?:video )?models (?:there are|we have|do (?:we|i) have access to|i can use|we can use)",
    ),
    *rules(
        _simple("show_status"),
        r"how long is (?:it|this|the film|the video|my film|everything)(?: now| in total| altogether)?",
        r"how many (?:shots|scenes) (?:are there|do we have|does it have|have we got|are in it)",
        r"what (?:are you going to|will you|are we going to|do you|do we|shall we) do (?:next|now)",
        r"(?:show(?: me)?|what is|what's|whats|give me|tell me) (?:the |our |my )?(?:status|state|progress)(?: of (?:the|my|our) (?:film|video))?",
        r"(?:list|show(?: me)?) (?:all )?(?:the |our |my )?shots", r"how are we doing on (?:budget|money|credits)", r"status", r"(?:and )?what now", r"now what", r"where (?:are we|do we stand|were we|is (?:it|the film)|am i)(?: now| at| right now| with (?:it|the film))?",
        r"(?:what is|what's|whats|what comes|what happens) next", r"how far (?:are we|is it|along are we)(?: along)?",
        r"(?:show(?: me)?|what is|what's|recap|summari[sz]e) (?:the |our |my )?(?:plan|storyboard|board|film so far)(?: again| so far)?",
        r"what(?:'s| is) (?:still )?(?:missing|left to do|to do)", r"(?:are we|is it|is the film) (?:done|finished|ready)(?: yet)?",
        r"(?:recap|overview|summary|give me (?:a|an) (?:recap|overview|summary))", r"what do we (?:still )?(?:need|have to do|have so far)", r"how'?s it (?:going|coming(?: along)?)",
        r"(?:give me )?(?:a )?(?:quick |short )?status(?: update| report)", r"how many (?:shots|stills|takes|clips) (?:have been|are|did we) (?:drawn|rendered|made|done)(?: already| so far| yet)?", r"what are we at", r"how far (?:along )?(?:is (?:it|the film)|are we)(?: along)?", r"how (?:is it|are we) (?:going|doing|coming along)",
    ),
    *rules(
        _start_over,
        r"(?:start|begin) (?:all )?(?:over|again|anew|afresh)(?: again)? from (?:scratch|the start|the beginning|zero)",
        r"(?:let'?s )?(?:start|begin|make) (?:a |an )?(?:new|fresh|second) version(?: of (?:it|this|the film))?",
        r"make (?:it|this|the film|the same film) (?:all )?again(?: as a new (?:film|production))?",
        r"(?:start|begin) (?:(?:it|this|the whole (?:thing|film)|everything|the film) )?(?:all )?over(?: again)?(?: with (?:this|the same) (?:film|brief))?",
        r"(?:a |one |make a |do a |create a |let's do a |let's make a )*(?:second|new|another|fresh) version of (?:this|the same|the) (?:film|video|ad)",
        r"(?:the )?same film (?:once more|again)(?: but new)?", r"(?:do|make) (?:another|one more) (?:one )?(?:like (?:this|that|it)|film like (?:this|that|it))",
        r"remake (?:it|this|the film)", r"(?:make|do) the (?:whole )?(?:film|thing|video) (?:over |once )?again(?: from (?:the start|scratch))?",
        r"from the top", r"again from (?:the start|scratch|the beginning|the top)", r"(?:do|start) (?:it |this )?(?:all )?again from (?:the start|scratch|the beginning)",
    ),
    *rules(
        _go_on,
        r"(?:go|carry|move|keep) (?:on|ahead|going|forward|right ahead)(?: with (?:it|this|that|the next step|the film))?",
        r"(?:continue|proceed|resume|next|next step|go|start|yes|y|yep|yup|yeah|sure|ok|okay|k|fine|alright|all right|good|great|perfect|lovely|nice|excellent|agreed|approved|done|ready|confirmed)(?: (?:please|with it|with that|step|then))*",
        r"(?:that|this|it|everything|all of it|the (?:board|storyboard|stills|plan|pictures))?(?:'s| is| are)? ?(?:looks?|sounds?|seems?|is|are|all) (?:good|great|fine|perfect|ok|okay|right|lovely|nice|amazing|wonderful|awesome)(?: to me)?",
        r"(?:that|this|it)(?:'s| is)? (?:fine|good|great|ok|okay|perfect|all right|alright|right)(?: (?:by|for|with) me)?",
        r"(?:do|ship|lock|render|draw|make|finish|shoot|produce|run|build|stitch|cut|export|deliver|complete) (?:it|them|this|that|everything|all|the (?:stills|shots|clips|film|video|rest|takes|drafts|pictures|cut|missing (?:stills|clips|ones)))(?: now| in| all| up| together| for me| then)*",
        r"(?:let'?s|lets) (?:go|do it|do this|roll|continue|start|begin|proceed|render|draw|shoot|make it|finish)(?: on| ahead)?",
        r"(?:i'?m |we'?re )?(?:happy|fine|good|ok|okay|ready)(?: with (?:it|this|that|them|everything|the (?:board|plan|stills)))?(?: to go)?",
        r"(?:i )?(?:like|love) (?:it|them|this|that),? (?:go on|go ahead|continue|carry on|next|render|do it|keep going)",
        r"(?:continue|proceed|go on|carry on) (?:with|to) the (?:next step|rest|render(?:ing)?|stills|clips|film)",
        r"fire away", r"wrap (?:it|this|the film) up",
        r"go for it", r"sounds like a plan", r"(?:looks?|sounds?) (?:fantastic|brilliant|excellent|superb|beautiful|wonderful|terrific|just right)",
        r"(?:start|begin|run) (?:the )?(?:render(?:ing)?|drawing|shoot|cut|export|work)", r"(?:make|finish|give me) (?:the|my) (?:film|video|movie|ad)(?: now)?",
        r"(?:action|roll|render|draw|stitch|finish)", r"lock (?:the |all |all the )*(?:stills|compositions|pictures|board)(?: in)?",
    ),
]  # fmt: skip
