"""What is sent: an order in the words of one endpoint. Pure; the pictures are made into what is sent by the caller."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

from tools.catalog.wire import Wire
from tools.film.shape import resolution_of
from tools.providers.port import BadOrder, Look, Order

Body = dict[str, object]
FIRST_FRAME = "the first frame, and the clip starts from exactly this composition"


def body_of(order: Order, wire: Wire, picture: Callable[[Path], object]) -> Body:
    """The request's body. Raises BadOrder when the endpoint cannot take what is ordered."""
    body: Body = {wire.prompt: _told(order.prompt, order, wire), **wire.always}
    if order.passages:
        _require(wire.passages, order, "several shots in one clip")
        del body[wire.prompt]
        body[str(wire.passages)] = [
            {"prompt": _told(each.prompt, order, wire), "duration": _written(order, wire, seconds)}
            for each, seconds in zip(order.passages, _whole_passages(order), strict=True)
        ]
    if wire.duration and order.kind != "still":
        body[wire.duration] = _written(order, wire, whole_seconds(order, order.seconds))
    if wire.aspect_ratio:
        body[wire.aspect_ratio] = order.aspect_ratio.value
    if wire.ratio:
        body[wire.ratio] = _ratio(order, wire)
    if wire.resolution:
        name = resolution_of(order.width, order.height)
        body[wire.resolution] = wire.resolutions.get(name, name)
    if wire.size:
        body[wire.size] = _size(order, wire)
    if wire.width and wire.height:
        body[wire.width], body[wire.height] = _in_steps(order, wire)
    if wire.seed:
        body[wire.seed] = order.seed
    body |= _pictures(order, wire, picture) | ({wire.audio: order.audio} if wire.audio else {})
    for name, others in wire.alongside.items():
        body |= others if name in body else {}
    return _nested(body)


def _nested(body: Body) -> Body:
    """`{"a.b": 1}` as `{"a": {"b": 1}}`."""
    whole: Body = {}
    for name, value in body.items():
        *path, last = name.split(".")
        inner: Any = whole
        for part in path:
            inner = inner.setdefault(part, {})
        inner[last] = value
    return whole


def _ratio(order: Order, wire: Wire) -> str:
    shape, exact = order.aspect_ratio.value, f"{order.aspect_ratio.value} {resolution_of(order.width, order.height)}"
    found = wire.ratios.get(exact) or wire.ratios.get(shape)
    _require(found, order, exact)
    return str(found)


def _size(order: Order, wire: Wire) -> str | dict[str, int]:
    if not wire.size_step:
        return {"width": order.width, "height": order.height}
    width, height = _in_steps(order, wire)
    return f"{width}x{height}"


def _in_steps(order: Order, wire: Wire) -> tuple[int, int]:
    """The sides, rounded up to the endpoint's step."""
    step = max(wire.size_step, 1)
    return -(-order.width // step) * step, -(-order.height // step) * step


def _pictures(order: Order, wire: Wire, picture: Callable[[Path], object]) -> Body:
    body: Body = {}
    if order.start_image is not None and not wire.still_among_looks:
        _require(wire.start, order, "a start picture")
        body[str(wire.start)] = picture(order.start_image)
    if order.end_image is not None:
        _require(wire.end, order, "an end picture")
        last = picture(order.end_image)
        if wire.end == wire.start:
            first = {"position": "first", "uri": body[str(wire.start)]}
            return {str(wire.start): [first, {"position": "last", "uri": last}]}
        body[str(wire.end)] = last
    if wire.looks and (shown := _shown(order, wire)):
        body[wire.looks] = [_reference(picture(look.picture), wire) for look in shown]
    return body


def _shown(order: Order, wire: Wire) -> list[Look]:
    """The reference pictures that are sent: the still, where it has no other place, and as many looks as fit."""
    still = order.start_image if wire.still_among_looks else None
    first = [Look(name=FIRST_FRAME, picture=still)] if still is not None else []
    return [*first, *order.looks][: wire.most_looks]


def _reference(address: object, wire: Wire) -> object:
    match wire.looks_as:
        case "pictures":
            return address
        case "elements":  # one more picture than the frontal one is required; there is no other angle
            return {"frontal_image_url": address, "reference_image_urls": [address]}
        case "uris":
            return {"uri": address}


def _told(words: str, order: Order, wire: Wire) -> str:
    """The prompt as far as there is room, and in it what each reference picture shows."""
    if not wire.looks_called:
        return shortened(words, wire.longest_prompt)
    shown = list(enumerate(_shown(order, wire), start=1))
    if order.passages:  # each passage has a prompt of its own, and not everybody is in it
        shown = [(number, look) for number, look in shown if look.name.lower() in words.lower()]
    named = "".join(f" {wire.looks_called.format(n=number)} is {look.name}." for number, look in shown)
    return shortened(words, wire.longest_prompt - len(named)) + named


def _whole_passages(order: Order) -> list[int]:
    """Each passage as a whole number of seconds, at least one, with every cut as near to its place as that allows."""
    places, at = [0], Decimal(0)
    for each in order.passages:
        at += each.seconds
        places.append(max(places[-1] + 1, int(at.to_integral_value(ROUND_HALF_UP))))
    places[-1] = max(places[-1], whole_seconds(order, order.seconds))
    return [after - before for before, after in pairwise(places)]


def shortened(prompt: str, longest: int) -> str:
    """The prompt, cut at the last word that fits."""
    if len(prompt) <= longest:
        return prompt
    return prompt[: longest + 1].rsplit(" ", 1)[0][:longest]


def whole_seconds(order: Order, seconds: Decimal) -> int:
    """A length as a whole number, which is all that any endpoint takes; raises BadOrder for any other."""
    if seconds != seconds.to_integral_value():
        raise BadOrder(
            f"{order.reference} asks {order.model} for {seconds} s, and it takes whole seconds only; plan again."
        )
    return int(seconds)


def _written(order: Order, wire: Wire, seconds: int) -> str | int:
    match wire.duration_as:
        case "8s":
            return f"{seconds}s"
        case "8":
            return str(seconds)
        case 8:
            return seconds


def _require(name: str | None, order: Order, what: str) -> None:
    if name is None:
        raise BadOrder(f"{order.model} does not take {what}, so {order.reference} was not sent; plan the film again.")
