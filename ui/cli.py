"""The command `greenlight`: parses first, imports the rest inside each command, so that --help costs nothing."""

import argparse
import importlib.util
import re
import sys
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

DESCRIPTION = "Turn a brief into a finished short video. Greenlight asks before it spends a credit."
FORMATS = ("otio", "fcpxml", "fcp7xml", "edl", "capcut", "resolve", "premiere", "shotlist")
PRESETS = (
    "tiktok",
    "reels",
    "shorts",
    "youtube",
    "square",
    "web-loop",
    "master",
    "master-h264",
    "master-hevc",
    "4k",
    "preview",
)
ENCODERS = ("software", "videotoolbox", "nvenc", "qsv", "vaapi")
MOST_CREDITS = 1_000_000_000
RATIOS = ("21:9", "16:9", "4:3", "1:1", "3:4", "9:16")
RESOLUTIONS = ("480p", "720p", "1080p")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    _refuse_a_shadow()
    options = parser().parse_args(arguments)
    try:
        return run(options)
    except KeyboardInterrupt:
        return _say("Stopped; everything made so far is kept, and `greenlight resume` goes on.", 130)
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:  # the last choke point before a person: a sentence, never a traceback
        from agent.trouble import as_failed

        failed = as_failed(error, None)
        return _say(failed.message, failed.exit_status)


def run(options: argparse.Namespace) -> int:
    """Hand the parsed options to their command."""
    from ui import commands

    command: Callable[[argparse.Namespace], int] = getattr(commands, options.command or "chat")
    return command(options)


def parser() -> argparse.ArgumentParser:
    """Every command and option that scripts rely on."""
    top = argparse.ArgumentParser(prog="greenlight", description=DESCRIPTION)
    top.add_argument("--project", metavar="DIR", type=Path, help="the production's folder, for the chat")
    top.add_argument("--live", action="store_true", help="real providers in the chat (default: rehearsal)")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    make = commands.add_parser("make", help="brief to finished cut, asking before each spend")
    plan = commands.add_parser("plan", help="storyboard, routes, quote and forecast; spends and draws nothing")
    for film in (make, plan):
        _film_options(film)
    resume = commands.add_parser("resume", help="go on where it stopped")
    resume.add_argument("folder", metavar="DIR", nargs="?", type=Path, help="default: the newest under productions/")
    resume.add_argument("--budget", metavar="CREDITS", type=_amount("credits"), help="another cap on all spending")
    _live(resume, "make a rehearsed film with real providers, in a new folder")
    for going in (make, resume):
        going.add_argument("--yes", action="store_true", help="greenlight every quote within the budget")
        going.add_argument("--events", action="store_true", help="JSON lines of the event stream on stdout")
    models = commands.add_parser("models", help="the capability and price table of the edition")
    models.add_argument("--edition", metavar="NAME", help="an older table, such as 2026-04")
    ledger = commands.add_parser("ledger", help="every approval, reservation, charge and job of a production")
    ledger.add_argument("folder", metavar="DIR", type=Path)
    ledger.add_argument(
        "--resolve",
        metavar="CALL=FATE",
        type=_fate,
        help="what became of a call of unknown outcome: clip/s01/1=charged, =not-charged, or =ID of its job there",
    )
    ledger.add_argument(
        "--reconcile", action="store_true", help="ask the providers what was charged, and compare with their balances"
    )
    cancel = commands.add_parser("cancel", help="stop jobs under way at the providers, after saying what that saves")
    cancel.add_argument("folder", metavar="DIR", type=Path)
    cancel.add_argument("calls", metavar="CALL", nargs="*", help="such as clip/s01/1 (default: all under way)")
    cancel.add_argument("--yes", action="store_true", help="do not ask first")
    export = commands.add_parser("export", help="hand the cut off to an editor, with its media, trims and captions")
    export.add_argument("folder", metavar="DIR", type=Path)
    export.add_argument("--to", metavar="FORMAT", choices=FORMATS, required=True, help=", ".join(FORMATS))
    export.add_argument("--into", metavar="FOLDER", type=Path, help="default: DIR/exports/FORMAT")
    deliver = commands.add_parser(
        "deliver", help="other versions of the film: platforms, cut-downs, masters, a preview"
    )
    deliver.add_argument("folder", metavar="DIR", type=Path)
    deliver.add_argument(
        "--for", dest="presets", metavar="PRESET[,PRESET]", type=_names, required=True, help=", ".join(PRESETS)
    )
    deliver.add_argument("--seconds", metavar="S", type=_amount("seconds"), help="a cut-down to at most so long")
    deliver.add_argument("--no-captions", dest="captions", action="store_false", help="a version without captions")
    deliver.add_argument(
        "--encoder", choices=ENCODERS, default="software", help="hardware that encodes, if there is any"
    )
    commands.add_parser("doctor", help="what is installed, which keys are set, what has retired")
    for speaking in (make, plan, resume, models, ledger, cancel, export, deliver):
        speaking.add_argument("--json", action="store_true", help="one JSON document on stdout")
    return top


def _film_options(film: argparse.ArgumentParser) -> None:
    film.add_argument("brief", metavar="BRIEF", help="what you want to see; - reads stdin, @FILE reads a file")
    film.add_argument("--project", metavar="DIR", type=Path, help="default: productions/<slug> under this folder")
    film.add_argument("--ratio", choices=RATIOS)
    film.add_argument("--resolution", choices=RESOLUTIONS, help="of the film (default: 1080p)")
    film.add_argument("--seconds", metavar="S", type=_amount("seconds"))
    film.add_argument("--shots", metavar="N", type=_count)
    film.add_argument("--budget", metavar="CREDITS", type=_amount("credits"))
    film.add_argument("--edition", metavar="NAME", help="the capability and price table, such as 2026-11")
    film.add_argument("--pin", metavar="SHOT=MODEL", action="append", default=[], type=_pin)
    _live(film, "real providers and real credits (default: rehearsal)")
    for part in ("voice", "music", "captions"):
        film.add_argument(f"--no-{part}", dest=part, action="store_const", const=False, default=None)


def _live(command: argparse.ArgumentParser, help: str) -> None:
    command.add_argument("--live", action="store_true", default=argparse.SUPPRESS, help=help)


def _amount(unit: str) -> Callable[[str], Decimal]:
    def parse(text: str) -> Decimal:
        try:
            amount = Decimal(text)
        except InvalidOperation:
            raise argparse.ArgumentTypeError(f"{text!r} is not a number of {unit}") from None
        if not amount.is_finite() or amount <= 0:
            raise argparse.ArgumentTypeError(f"{text} {unit} is not possible; give a number above 0")
        if unit == "credits" and amount > MOST_CREDITS:
            raise argparse.ArgumentTypeError(f"{text} credits is no cap; give a number up to {MOST_CREDITS:,}")
        if unit == "credits" and amount != round(amount, 2):
            raise argparse.ArgumentTypeError(f"{text} credits is finer than a hundredth of a credit; round it")
        return amount

    return parse


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 60:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of shots from 1 to 60")
    return int(text)


def _names(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))
    if not names or not set(names) <= set(PRESETS):
        raise argparse.ArgumentTypeError(f"{text!r} names no preset that there is; choose from {', '.join(PRESETS)}")
    return names


def _pin(text: str) -> tuple[str, str]:
    shot, _, model = text.partition("=")
    if not model or not (shot.startswith("s") and shot[1:].isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a pin; write it like s03=veo-3.1")
    return f"s{int(shot[1:]):02d}", model


def _fate(text: str) -> tuple[str, str]:
    key, _, fate = text.partition("=")
    if not key or not re.fullmatch(r"[\w:#/-][\w.:#/-]{0,199}", fate, re.ASCII) or ".." in fate:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no answer; write it like clip/s01/1=charged, =not-charged, or =ID of the provider's job"
        )
    return key, fate


def _refuse_a_shadow() -> None:
    ours = Path(__file__).resolve().parent.parent
    for name in ("agent", "tools", "prompts"):
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin is None or Path(spec.origin).resolve().parent.parent != ours:
            raise SystemExit(_say(f"Another package named {name} hides ours. Unset PYTHONPATH and try again.", 1))


def _say(sentence: str, status: int) -> int:
    sys.stderr.write(f"greenlight: {sentence}\n")
    return status
