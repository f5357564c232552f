"""The playbook director: embedded, deterministic, no language model."""

from dataclasses import dataclass

from agent.director import Decision, Message, Question, ToolCall
from agent.planning import Wishes, read
from prompts import Prompt
from tools.production.model import Production

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


@dataclass(frozen=True)
class PlaybookDirector:
    """Follows the playbook's steps in order. `guided` asks a beginner what the wish left open."""

    wishes: Wishes
    guided: bool = False

    def decide(self, messages: list[Message], production: Production | None) -> Decision:
        """The next step: whatever the production still lacks."""
        if production is None:
            return self._towards_a_plan(messages)
        if _was_declined(messages):
            return Decision(says=Prompt.DECLINED.read())
        return self._next_step(messages, production)

    def _towards_a_plan(self, messages: list[Message]) -> Decision:
        said = [message.text for message in messages if message.speaker == "you"]
        wish, answers = said[0], said[1:]
        if not self.guided:
            return Decision(calls=(ToolCall(name="plan_film", text=wish),))
        unsaid = read(wish, self.wishes).unsaid
        asked = [QUESTIONS[topic] for topic in QUESTIONS if topic in unsaid]
        if len(answers) < len(asked):
            return Decision(question=asked[len(answers)])
        return Decision(calls=(ToolCall(name="plan_film", text=_with_answers(wish, asked, answers)),))

    def _next_step(self, messages: list[Message], production: Production) -> Decision:
        if production.cut is not None and production.cut.file is not None:
            return Decision(says="" if _just_did(messages, "stitch") else Prompt.FINISHED.read())
        if _asks_for_what_we_cannot(messages):
            return Decision(says=Prompt.NOT_UNDERSTOOD.read())
        if not production.stills:
            return Decision(says=_plan_in_words(production), calls=(ToolCall(name="draw_stills"),))
        if any(production.keeper(shot.id) is None for shot in production.storyboard.shots):
            return Decision(says=Prompt.STILLS_READY.read(), calls=(ToolCall(name="render_takes"),))
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
    board = production.storyboard
    planned = production.cut
    assert planned is not None, "a planned production has a planned cut"
    models = sorted({route.model for route in production.routes})
    return Prompt.PLANNED.read().format(
        count=len(board.shots),
        length=f"{planned.seconds.normalize():f}",
        ratio=production.brief.aspect_ratio.value,
        models=", ".join(models),
    )


def _just_did(messages: list[Message], tool: str) -> bool:
    return bool(messages) and messages[-1].speaker == "tool" and messages[-1].text.startswith(tool)


def _was_declined(messages: list[Message]) -> bool:
    return bool(messages) and messages[-1].speaker == "gate" and messages[-1].text.startswith("declined")


GO_ON = frozenset(
    {"go", "go on", "continue", "yes", "y", "ok", "okay", "next", "resume", "render", "make it", "draw", "start"}
)


def _asks_for_what_we_cannot(messages: list[Message]) -> bool:
    """True when the newest line is the person's, it is not the wish itself, and it is no word for going on."""
    if not messages or messages[-1].speaker != "you":
        return False
    return messages[-1].text.strip().rstrip(".!").lower() not in GO_ON
