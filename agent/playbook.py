"""The playbook director: embedded, deterministic, no language model."""

import re
from dataclasses import dataclass
from decimal import Decimal

from agent.director import NOT_STOPPED, Decision, Message, Question, ToolCall
from agent.grammar import GO_ON, guess, scene_of, understand
from agent.planning import Wishes, read
from agent.toolbox.base import next_step
from prompts import Prompt
from tools.production.model import Production
from tools.story.read import Reading

QUESTIONS = {
    "aspect_ratio": Question(
        topic="aspect_ratio",
        text="Where will people watch it? The shape is picked once, before anything is drawn.",
        choices=("9:16 for Reels, TikTok, Shorts", "16:9 for YouTube and websites", "1:1 for a feed post"),
        default="9:16 for Reels, TikTok, Shorts",
    ),
    "duration": Question(
        topic="duration",
        text="How long shall it be? A first film is best short.",
        choices=("15 seconds", "30 seconds", "60 seconds"),
        default="15 seconds",
    ),
    "brand": Question(
        topic="brand",
        text="Whose name shall stand on the closing card?",
        default="none",
    ),
}
"""At most these three are asked, and only where the wish leaves them open."""
_ASKED = re.compile(r'Did you mean "(?P<guess>[^"]+)"\?')
_YES = re.compile(
    r"(?:yes|y|yep|yeah|yup|sure|ok|okay|right|exactly|correct|please do|do it|that'?s it|i do|i did)"
    r"(?:[\s,]+(?:please|exactly|i do|i did|do it|that))*[.!]*",
    re.IGNORECASE,
)
MAKING = frozenset({"plan_film", "draw_stills", "render_takes", "make_sound", "stitch", "lock_stills"})
"""Tools of the playbook's own path: after them it goes on by itself."""


@dataclass(frozen=True)
class PlaybookDirector:
    """Follows the playbook's steps in order, and what the person says. `guided` asks a beginner what is open."""

    wishes: Wishes
    guided: bool = False

    def decide(self, messages: list[Message], production: Production | None) -> Decision:
        """The next step: what the person just asked for, or whatever the production still lacks."""
        if production is None:
            return self._towards_a_plan(messages)
        turn = _this_turn(messages)
        answers = [line for line in turn[1:] if line.speaker == "tool" and line.tool not in MAKING]
        if turn[-1].speaker == "tool":
            return _after_tools(_said(messages), turn, answers, production)
        if turn[-1].speaker == "gate" and turn[-1].text.startswith(NOT_STOPPED):
            return _let_go_on(turn[-1].text.removeprefix(NOT_STOPPED).strip(), production)
        if turn[-1].speaker == "gate" and turn[-1].text.startswith("declined"):
            return _after_no(turn[-1].text.removeprefix("declined").strip(), production)
        return _heard(_said(messages), production, first=len(messages) == 1 or turn[-1] is messages[0])

    def _towards_a_plan(self, messages: list[Message]) -> Decision:
        said = [message.text for message in messages if message.speaker == "you"]
        wish, answers = said[0], said[1:]
        if not self.guided:
            return Decision(calls=(ToolCall(name="plan_film", arguments={"brief": wish}),))
        reading = read(wish, self.wishes)
        asked = [_asked_of(reading, topic) for topic in QUESTIONS if topic in reading.unsaid]
        if len(answers) < len(asked):
            return Decision(question=asked[len(answers)])
        brief = _with_answers(wish, asked, answers)
        return Decision(calls=(ToolCall(name="plan_film", arguments={"brief": brief}),))


def _asked_of(reading: Reading, topic: str) -> Question:
    """The question on that topic; who named many pictures is offered the time to see each of them."""
    question = QUESTIONS[topic]
    fitting = f"{reading.brief.duration_s.normalize():f} seconds"
    if topic != "duration" or not reading.seen or fitting in question.choices:
        return question
    text = f"How long shall it be? {fitting} leave time to see each of your {len(reading.seen)} pictures."
    choices = sorted((fitting, *question.choices), key=lambda choice: Decimal(choice.split()[0]))
    return question.model_copy(update={"text": text, "choices": tuple(choices), "default": fitting})


def _this_turn(messages: list[Message]) -> list[Message]:
    """From the person's newest words, or their newest no, to the end."""
    starts = [
        number
        for number, line in enumerate(messages)
        if line.speaker == "you" or (line.speaker == "gate" and line.text.startswith("declined"))
    ]
    return messages[starts[-1] :] if starts else messages


def _said(messages: list[Message]) -> str:
    """The person's newest words; a yes to `Did you mean …?` stands for what was asked."""
    place = max((number for number, line in enumerate(messages) if line.speaker == "you"), default=0)
    told = messages[place].text
    before = messages[place - 1] if place else None
    asked = _ASKED.search(before.text) if before is not None and before.speaker == "greenlight" else None
    return asked.group("guess") if asked is not None and _YES.fullmatch(told.strip()) else told


def _not_understood(text: str, production: Production) -> Decision:
    meant = guess(text, scene_of(production))
    told = Prompt.NOT_UNDERSTOOD.read() if meant is None else Prompt.DID_YOU_MEAN.read().format(guess=meant)
    return Decision(says=told)


def _heard(text: str, production: Production, *, first: bool) -> Decision:
    if first:  # the wish itself, whose plan is there already
        return _next_step(production)
    calls = understand(text, scene_of(production))
    if calls is None:
        return _not_understood(text, production)
    acts = tuple(call for call in calls if call.name != GO_ON)
    return Decision(calls=acts) if acts else _next_step(production)


def _after_no(note: str, production: Production) -> Decision:
    """A no with a wish is that wish; a bare no is a no."""
    calls = understand(note, scene_of(production)) if note else None
    acts = tuple(call for call in calls or () if call.name != GO_ON)
    if acts:
        return Decision(calls=acts)
    return _not_understood(note, production) if note and calls is None else Decision(says=Prompt.DECLINED.read())


def _let_go_on(note: str, production: Production) -> Decision:
    """Nothing was stopped, so the work goes on, unless the person wants something else now."""
    calls = understand(note, scene_of(production)) if note else []
    acts = tuple(call for call in calls or () if call.name != GO_ON)
    if acts:
        return Decision(calls=acts)
    if calls is None:
        return _not_understood(note, production)
    going = _next_step(production)
    return going.model_copy(update={"says": Prompt.NOT_STOPPED.read() if going.calls else going.says})


def _after_tools(said_last: str, turn: list[Message], answers: list[Message], production: Production) -> Decision:
    if turn[-1].tool in MAKING:
        brought = _files_in(turn[0].text, production) if turn[-1].tool == "plan_film" else ()
        return Decision(calls=brought) if brought else _next_step(production, just=turn[-1])
    tail = next_step(production)
    said = [line.text if line.done else f"I left the film as it is: {line.text}" for line in answers]
    said = [*(text.removesuffix(tail).rstrip() for text in said[:-1]), said[-1]]  # what comes next is told once
    told = "\n\n".join(said)
    refused = any(not line.done for line in answers)
    asked = understand(said_last, scene_of(production)) if turn[0].speaker == "you" else None
    planned = any(line.tool == "plan_film" for line in turn)
    wants_more = planned or turn[0].speaker == "gate" or any(call.name == GO_ON for call in asked or ())
    if refused or not wants_more:
        return Decision(says=told)
    going = _next_step(production)
    return going.model_copy(update={"says": f"{told}\n\n{going.says}".strip()})


def _files_in(wish: str, production: Production) -> tuple[ToolCall, ...]:
    """The files that a wish brings along, each in a sentence of its own: `Use logo.png as the end frame.`"""
    found: list[ToolCall] = []
    for sentence in re.split(r"(?<=[.!?])\s+|\n", wish):
        calls = understand(sentence, scene_of(production)) or []
        found += [call for call in calls if call.name == "use_file"]
    return tuple(found)


def _next_step(production: Production, just: Message | None = None) -> Decision:
    if production.cut is not None and production.cut.file is not None:
        finished = just is not None and just.tool == "stitch"
        return Decision(says=just.text if finished and just is not None else Prompt.FINISHED.read())
    if not production.drawn():
        planned = just is not None and just.tool == "plan_film"
        return Decision(says=_plan_in_words(production) if planned else "", calls=(ToolCall(name="draw_stills"),))
    if production.to_make():
        ready = "" if production.takes else Prompt.STILLS_READY.read()
        return Decision(says=ready, calls=(ToolCall(name="render_takes"),))
    return Decision(says=Prompt.ASSEMBLING.read(), calls=(ToolCall(name="make_sound"), ToolCall(name="stitch")))


def _with_answers(wish: str, asked: list[Question], answers: list[str]) -> str:
    """The wish with what was answered, in words that the brief's reader knows."""
    extra = []
    for question, answer in zip(asked, answers, strict=False):
        if question.topic == "brand":
            if answer.strip().lower() not in ("none", "no", "nobody", "no one", ""):
                extra.append(f'The brand is called "{answer.strip()}".')
        else:
            extra.append(f"Make it {answer.split(' for ')[0].strip()}.")
    return " ".join([wish.rstrip(), *extra])


def _plan_in_words(production: Production) -> str:
    board, planned = production.storyboard, production.cut
    assert planned is not None, "a planned production has a planned cut"
    models = sorted({route.model for route in production.routes})
    return Prompt.PLANNED.read().format(
        count=len(board.shots),
        length=f"{planned.seconds.normalize():f}",
        ratio=production.brief.aspect_ratio.value,
        models=", ".join(models),
    )
