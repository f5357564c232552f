"""Decoding a clip once, small: the frames of its first and last two seconds."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tools.film.shape import Size
from tools.probing import BrokenMedia, Light, light_of, opened, shown_size

if TYPE_CHECKING:
    import av
    import av.container
    import av.video.reformatter

LONG_SIDE = 160
"""Pixels of the longer side of the small frames."""
UNSMOOTHED = {"skip_loop_filter": "noref"}
"""Blocks are not smoothed in frames from which no other is made: so small, nobody sees a difference."""
REGION = 2.0
"""Seconds at each end that are looked at: the outer one for faults, the inner one to know the clip's own motion."""


@dataclass(frozen=True)
class Frames:
    """Neighbouring frames of a clip."""

    luma: NDArray[np.uint8]
    """Shape (frames, height, width)."""
    colour: NDArray[np.uint8]
    """Shape (frames, 2, height / 2, width / 2): U and V."""
    times: NDArray[np.float64]
    """When each is shown, in seconds from the clip's first frame; they fall when time is reversed."""

    def __len__(self) -> int:
        return len(self.times)

    @property
    def tint(self) -> NDArray[np.float32]:
        """Shape (frames, 2): mean U and V."""
        return np.asarray(self.colour.mean(axis=(2, 3)), np.float32)

    def backwards(self) -> "Frames":
        """The same frames with time reversed."""
        return Frames(self.luma[::-1], self.colour[::-1], self.times[::-1])


@dataclass(frozen=True)
class SmallClip:
    """A clip made small. `head` and `tail` overlap when it is short."""

    frames: int
    rate: float
    seconds: float
    size: Size
    """The size it is shown in, before it was made small."""
    light: Light
    has_sound: bool
    head: Frames
    tail: Frames


@dataclass(frozen=True)
class _Index:
    """What the packets say before anything is decoded: times in seconds from the first frame, in order shown."""

    times: list[float]
    keys: list[float]
    """When each key frame is shown: where decoding can begin."""
    seconds: float
    origin: float
    """The time stamp of the first frame, in seconds."""
    tick: float
    """Seconds of one unit of the stream's time stamps."""


def small(path: Path, threads: int = 0) -> SmallClip:
    """Decode a clip's ends; raises BrokenMedia in one sentence when it is no clip that can be played.

    `threads` are as many as there are cores when it is 0; several clips at once are decoded best with one for each.
    """
    with opened(path) as container:
        if not container.streams.video:
            raise BrokenMedia(f"{path.name} has no picture; make it again.")
        stream = container.streams.video[0]
        stream.thread_type, stream.thread_count = "AUTO", threads
        stream.codec_context.options = UNSMOOTHED
        index = _index(container, stream, path)
        kept = [each for each in _decoded(container, stream, index)]
        if not kept:
            raise BrokenMedia(f"{path.name} holds no frames; make it again.")
        end = max(index.times[-1], kept[-1].time)
        return SmallClip(
            frames=len(index.times),
            rate=len(index.times) / index.seconds,
            seconds=index.seconds,
            size=kept[0].size,
            light=kept[0].light,
            has_sound=bool(container.streams.audio),
            head=_together([each for each in kept if each.time < REGION]),
            tail=_together([each for each in kept if end - each.time < REGION]),
        )


@dataclass(frozen=True)
class _Shown:
    time: float
    luma: NDArray[np.uint8]
    colour: NDArray[np.uint8]
    size: Size
    light: Light


def _index(container: "av.container.InputContainer", stream: "av.VideoStream", path: Path) -> _Index:
    rate = float(stream.average_rate or stream.guessed_rate or 0) or 25.0
    tick = float(stream.time_base or 1 / rate)
    stamps: list[tuple[float, bool]] = []
    for packet in container.demux(stream):
        if packet.size:
            stamp = packet.pts if packet.pts is not None else packet.dts
            time = len(stamps) / rate if stamp is None else stamp * tick
            stamps.append((time, packet.is_keyframe))
    if not stamps:
        raise BrokenMedia(f"{path.name} holds no frames; make it again.")
    stamps.sort()
    origin = stamps[0][0]
    times = [time - origin for time, _ in stamps]
    keys = [time - origin for time, is_key in stamps if is_key]
    return _Index(times, keys, times[-1] + 1 / rate, origin, tick)


def _decoded(container: "av.container.InputContainer", stream: "av.VideoStream", index: _Index) -> Iterator[_Shown]:
    """The frames near both ends, in order. What lies between is skipped where a key frame allows it.

    Where none does, those in between are left out from which no other frame is made.
    """
    from av.video.reformatter import VideoReformatter

    shrink = VideoReformatter()  # one for all frames, for its tables are dear
    end = index.times[-1]
    near_tail = [key for key in index.keys if key <= end - REGION]
    entry = near_tail[-1] if near_tail and near_tail[-1] > REGION else None
    container.seek(0, backward=True)
    reached = -1.0
    for time, frame in _timed(container, stream, index):
        if entry is not None and time >= REGION:
            break
        reached = time
        if time < REGION or end - time < REGION:
            yield _shrunk(time, frame, stream, shrink)
    if entry is None:
        return
    container.seek(round((entry + index.origin) / index.tick), stream=stream, backward=True)
    for time, frame in _timed(container, stream, index):
        if time > reached and end - time < REGION:
            yield _shrunk(time, frame, stream, shrink)


def _timed(
    container: "av.container.InputContainer", stream: "av.VideoStream", index: _Index
) -> Iterator[tuple[float, "av.VideoFrame"]]:
    for number, frame in enumerate(_frames(container, stream, index)):
        if frame.pts is None:
            yield index.times[min(number, len(index.times) - 1)], frame
        else:
            yield frame.pts * index.tick - index.origin, frame


def _frames(
    container: "av.container.InputContainer", stream: "av.VideoStream", index: _Index
) -> Iterator["av.VideoFrame"]:
    end = index.times[-1]
    for packet in container.demux(stream):
        if packet.pts is not None:
            time = packet.pts * index.tick - index.origin
            between = REGION <= time and end - time >= REGION
            stream.codec_context.skip_frame = "NONREF" if between else "DEFAULT"
        yield from packet.decode()


def _shrunk(
    time: float, frame: "av.VideoFrame", stream: "av.VideoStream", shrink: "av.video.reformatter.VideoReformatter"
) -> _Shown:
    scale = LONG_SIDE / max(frame.width, frame.height)
    width, height = (max(16, round(side * scale / 16) * 16) for side in (frame.width, frame.height))
    tiny = shrink.reformat(frame, width=width, height=height, format="yuv420p", interpolation="AREA", threads=1)
    picture = np.asarray(tiny.to_ndarray(), np.uint8)
    colour = picture[height:].reshape(2, height // 2, width // 2)
    return _Shown(time, picture[:height].copy(), colour.copy(), shown_size(frame, stream), light_of(frame))


def _together(shown: list[_Shown]) -> Frames:
    return Frames(
        np.stack([each.luma for each in shown]),
        np.stack([each.colour for each in shown]),
        np.array([each.time for each in shown], np.float64),
    )
