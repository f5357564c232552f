"""Segments joined into one film without encoding a frame of them again."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import ffmpeg as graph

from tools import ffmpeg
from tools.film.errors import GreenlightError

if TYPE_CHECKING:
    import av.container


class BrokenSegment(GreenlightError):
    """A kept segment is damaged, or was encoded otherwise than its neighbours."""

    def __init__(self, file: Path) -> None:
        super().__init__("A part of the film that was encoded before is damaged; `greenlight resume` encodes it again.")
        self.file = file


@dataclass(frozen=True)
class _Order:
    """Where each packet of a segment belongs on screen, in the order in which they are decoded."""

    places: tuple[int, ...]

    @property
    def delay(self) -> int:
        """How many frames a picture is decoded ahead of its turn, at most."""
        return max(number - place for number, place in enumerate(self.places))


def join(segments: Sequence[Path], frames: Sequence[int], fps: int, destination: Path) -> None:
    """Write the segments' pictures one after the other. Every frame's time is counted anew, so nothing can drift.

    Raises BrokenSegment, with its file, when one does not hold its frames or has other parameters than the first.
    """
    import av

    orders = _orders(segments, frames)
    delay = max(order.delay for order in orders)
    with av.open(str(destination), "w") as film:
        first = 0
        for file, order in zip(segments, orders, strict=True):
            with av.open(f"file:{file}", options=ffmpeg.PLAIN_FILE) as segment:
                if not film.streams.video:
                    film.add_stream_from_template(segment.streams.video[0]).time_base = Fraction(1, fps)
                _copy(segment, film, order, first, delay, fps)
            first += len(order.places)


def _orders(segments: Sequence[Path], frames: Sequence[int]) -> list[_Order]:
    import av

    parameters: bytes | None = None
    orders: list[_Order] = []
    for file, count in zip(segments, frames, strict=True):
        try:
            with av.open(f"file:{file}", options=ffmpeg.PLAIN_FILE) as segment:
                source = segment.streams.video[0]
                times = [packet.pts for packet in segment.demux(source) if packet.size]
                said = source.codec_context.extradata
        except (av.FFmpegError, IndexError, OSError) as error:
            raise BrokenSegment(file) from error
        parameters = said if parameters is None else parameters
        known = [time for time in times if time is not None]
        if len(known) != count or len(times) != count or said != parameters:
            raise BrokenSegment(file)
        place = {time: number for number, time in enumerate(sorted(known))}
        orders.append(_Order(tuple(place[time] for time in known)))
    return orders


def _copy(
    segment: "av.container.InputContainer",
    film: "av.container.OutputContainer",
    order: _Order,
    first: int,
    delay: int,
    fps: int,
) -> None:
    packets = (packet for packet in segment.demux(segment.streams.video[0]) if packet.size)
    for number, (packet, place) in enumerate(zip(packets, order.places, strict=True)):
        packet.stream = film.streams.video[0]
        packet.time_base = Fraction(1, fps)
        packet.pts, packet.dts, packet.duration = first + place, first + number - delay, 1
        film.mux(packet)


def with_sound(picture: Path, sound: Path | None, seconds: float, destination: Path) -> None:
    """Put the sound beside the picture and the index in front, so that the film plays while it loads."""
    streams = [graph.input(f"file:{picture.name}", **ffmpeg.PLAIN_FILE).video]
    settings = {"c:v": "copy", "movflags": "+faststart"}
    if sound is not None:
        streams.append(graph.input(f"file:{sound.name}", **ffmpeg.PLAIN_FILE).audio)
        # the mixer's own file was measured as it is; encoded again it would be something else
        settings |= {"c:a": "copy", "t": f"{seconds:.6f}"}
    arguments = graph.get_args(graph.output(*streams, destination.name, **settings))
    process = ffmpeg.start(["-loglevel", "error", *arguments], folder=picture.parent)
    try:
        _, told = process.communicate()
    finally:
        ffmpeg.end(process)
    if process.returncode != 0:
        raise GreenlightError(f"The film could not be put together: {ffmpeg.complaint(told)}; mend it and resume.")
