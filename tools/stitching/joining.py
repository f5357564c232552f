"""Segments joined into one film, with its sound, without encoding a frame of them again."""

import errno
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import merge
from pathlib import Path
from typing import TYPE_CHECKING, Any

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


@dataclass(frozen=True)
class Pictures:
    """What the film shows: segments, how many frames each holds, and how they are played."""

    segments: Sequence[Path]
    frames: Sequence[int]
    fps: int
    tag: str | None = None
    """What the file calls its pictures; None for the usual name."""

    @property
    def seconds(self) -> Fraction:
        """How long they last."""
        return Fraction(sum(self.frames), self.fps)


def join(pictures: Pictures, sound: Path | None, destination: Path) -> None:
    """Write the segments' pictures one after the other beside the sound, with the index in front.

    Every frame's time is counted anew, so nothing can drift, and the sound ends with the last frame. It is taken as it
    is: the mixer's own file was measured, encoded again it would be something else. Raises BrokenSegment, with its
    file, when one does not hold its frames or has other parameters than the first.
    """
    import av

    try:
        with av.open(str(destination), "w", container_options={"movflags": "+faststart"}) as film:
            tracks = [_seen(pictures, film)]
            if sound is not None:
                tracks.append(_heard(sound, pictures.seconds, film))
            for packet in merge(*tracks, key=_when):
                film.mux(packet)
    except (av.FFmpegError, OSError) as error:
        why = "the disk is full" if error.errno == errno.ENOSPC else error.strerror
        raise GreenlightError(f"The film could not be put together: {why}; mend it and resume.") from error


def _when(packet: "av.Packet[Any]") -> Fraction:
    return Fraction((packet.dts or 0) * packet.time_base)


def _seen(pictures: Pictures, film: "av.container.OutputContainer") -> "Iterator[av.Packet[Any]]":
    first = 0
    for file, count in zip(pictures.segments, pictures.frames, strict=True):
        packets = _packets(file, count, film)
        stream = film.streams.video[0]
        if pictures.tag is not None and first == 0:
            stream.codec_context.codec_tag = pictures.tag
        # what is alike in all headers says how far ahead of its turn a picture is decoded
        delay = stream.codec_context.reorder_depth
        for number, (packet, place) in enumerate(zip(packets, _places(packets, file), strict=True)):
            packet.stream, packet.time_base = stream, Fraction(1, pictures.fps)
            packet.pts, packet.dts, packet.duration = first + place, first + number - delay, 1
            yield packet
        first += count


def _heard(sound: Path, seconds: Fraction, film: "av.container.OutputContainer") -> "Iterator[av.Packet[Any]]":
    import av

    with av.open(f"file:{sound}", options=ffmpeg.PLAIN_FILE) as container:
        source = container.streams.audio[0]
        stream = film.add_stream_from_template(source)
        stream.codec_context.layout = "stereo"  # as the mixer writes it: a WAV does not say which channels it holds
        for packet in container.demux(source):
            if packet.size and _when(packet) < seconds:
                packet.stream = stream
                yield packet


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
