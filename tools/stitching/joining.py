"""Segments joined into one film without encoding a frame of them again."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import ffmpeg as graph

from tools import ffmpeg
from tools.film.errors import GreenlightError

if TYPE_CHECKING:
    import av
    import av.container


class BrokenSegment(GreenlightError):
    """A kept segment is damaged, or was encoded otherwise than its neighbours."""

    def __init__(self, file: Path) -> None:
        super().__init__("A part of the film that was encoded before is damaged; `greenlight resume` encodes it again.")
        self.file = file


def join(segments: Sequence[Path], frames: Sequence[int], fps: int, destination: Path) -> None:
    """Write the segments' pictures one after the other. Every frame's time is counted anew, so nothing can drift.

    Raises BrokenSegment, with its file, when one does not hold its frames or has other parameters than the first.
    """
    import av

    with av.open(str(destination), "w") as film:
        first = 0
        for file, count in zip(segments, frames, strict=True):
            packets = _packets(file, count, film)
            picture = film.streams.video[0]
            # what is alike in all headers says how far ahead of its turn a picture is decoded
            delay = picture.codec_context.reorder_depth
            for number, (packet, place) in enumerate(zip(packets, _places(packets, file), strict=True)):
                packet.stream, packet.time_base = picture, Fraction(1, fps)
                packet.pts, packet.dts, packet.duration = first + place, first + number - delay, 1
                film.mux(packet)
            first += count


def _packets(file: Path, count: int, film: "av.container.OutputContainer") -> "list[av.Packet[av.VideoStream]]":
    """A segment's pictures as they were encoded. The first one's headers become the film's."""
    import av

    try:
        with av.open(f"file:{file}", options=ffmpeg.PLAIN_FILE) as segment:
            source = segment.streams.video[0]
            packets = [packet for packet in segment.demux(source) if packet.size]
            if not film.streams.video:
                film.add_stream_from_template(source)
            said = source.codec_context.extradata
    except (av.FFmpegError, IndexError, OSError) as error:
        raise BrokenSegment(file) from error
    if len(packets) != count or said != film.streams.video[0].codec_context.extradata:
        raise BrokenSegment(file)
    return packets


def _places(packets: "Sequence[av.Packet[av.VideoStream]]", file: Path) -> list[int]:
    """Where each packet belongs on screen, in the order in which they are decoded."""
    times = [packet.pts for packet in packets if packet.pts is not None]
    place = {time: number for number, time in enumerate(sorted(times))}
    if len(place) != len(packets):
        raise BrokenSegment(file)
    return [place[time] for time in times]


def with_sound(picture: Path, sound: Path | None, seconds: float, destination: Path, tag: str | None = None) -> None:
    """Put the sound beside the picture and the index in front, so that the film plays while it loads.

    `tag` is what the file calls its pictures; None for the usual name.
    """
    streams = [graph.input(f"file:{picture.name}", **ffmpeg.PLAIN_FILE).video]
    settings = {"c:v": "copy", "movflags": "+faststart"} | ({} if tag is None else {"tag:v": tag})
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
