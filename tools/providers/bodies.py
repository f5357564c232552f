"""What is sent: an order in the words of one endpoint. Pure; the pictures are made into text by the caller."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

from tools.catalog.wire import Wire
from tools.film.shape import resolution_of
from tools.providers.port import BadOrder, Order

Body = dict[str, object]


def body_of(order: Order, wire: Wire, picture: Callable[[Path], str]) -> Body:
    """The request's body. Raises BadOrder when the endpoint cannot take what is ordered."""
    body: Body = {wire.prompt: shortened(order.prompt, wire.longest_prompt), **wire.always}
    if order.passages:
        _require(wire.passages, order, "several shots in one clip")
        del body[wire.prompt]
        body[str(wire.passages)] = [
            {"prompt": shortened(each.prompt, wire.longest_prompt), "duration": _written(order, wire, seconds)}
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


def _pictures(order: Order, wire: Wire, picture: Callable[[Path], str]) -> Body:
    body: Body = {}
    if order.start_image is not None:
        _require(wire.start, order, "a start picture")
        body[str(wire.start)] = picture(order.start_image)
    if order.end_image is not None:
        _require(wire.end, order, "an end picture")
        last = picture(order.end_image)
        if wire.end == wire.start:
            first = {"position": "first", "uri": body[str(wire.start)]}
            return {str(wire.start): [first, {"position": "last", "uri": last}]}
        body[str(wire.end)] = last
    if order.looks and wire.looks:
        body[wire.looks] = [picture(path) for path in order.looks[: wire.most_looks]]
    return body


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
