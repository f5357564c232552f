"""How a take is fitted into a picture of another shape: filled and cropped where it matters, never stretched."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from tools.film.shape import Size
from tools.probing import BrokenMedia, Light, light_of, opened, quarter_turns, shown_size

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ALIKE = 0.995
"""Above this share of the picture nothing worth a choice is cropped."""
LEAST_KEPT = 0.5
"""Below this share of the picture a crop would lose too much; it is then shown whole, over a blurred copy of itself."""
WHOLE_CARD = 0.97
"""A card with words on it is cropped only if next to nothing is lost."""
SHARES = (0.2, 0.5, 0.8)
"""Where in the take it is looked at, as shares of its length."""
WIDTH = 96
PULL = 0.35
"""How strongly the middle is preferred: most shots are composed around it."""


class Framed(NamedTuple):
    """`fill` crops around a point, given from 0 to 1 in each direction; `whole` shows all of it over a blurred copy."""

    how: Literal["fill", "whole"] = "fill"
    x: float = 0.5
    y: float = 0.5
    light: Light = "sdr"
    """How the take's file says light: an HDR curve is brought down to the film's."""


MIDDLE = Framed()


def share_kept(take: Size, film: Size) -> float:
    """How much of a take's picture is left when it fills the film's shape."""
    one, other = take.width / take.height, film.width / film.height
    return min(one, other) / max(one, other)


def is_alike(take: Size, film: Size) -> bool:
    """Whether a take fills the film's shape as it is, so that nobody has to look where it may be cropped."""
    return share_kept(take, film) > ALIKE


def framed(path: Path, film: Size, *, card: bool) -> Framed:
    """How the take is best shown in that shape. Raises BrokenMedia when it cannot be decoded."""
    pictures, take, light = _pictures(path)
    share = share_kept(take, film)
    if share > ALIKE:
        return Framed(light=light)
    if share < LEAST_KEPT or (card and share < WHOLE_CARD):
        return Framed("whole", light=light)
    sideways = take.width / take.height > film.width / film.height
    place = round(best_place(_detail(pictures, axis=1 if sideways else 0), share), 3)
    return Framed("fill", place, 0.5, light) if sideways else Framed("fill", 0.5, place, light)


def best_place(detail: "NDArray[np.float64]", share: float) -> float:
    """Where along an axis a window of that share holds most of what there is to see, from 0 to 1; ties go middle."""
    import numpy as np

    count = len(detail)
    window = max(1, round(count * share))
    if window >= count:
        return 0.5
    sums = np.convolve(detail, np.ones(window), "valid")
    places = np.linspace(0, 1, len(sums))
    middling = 1 - PULL * np.abs(places - 0.5) * 2
    return float(places[int(np.argmax(sums * middling))])


def _detail(pictures: "NDArray[np.float64]", *, axis: int) -> "NDArray[np.float64]":
    """How much there is to see in each row or column: edges, and what moves from one look to the next."""
    import numpy as np

    edges = np.abs(np.diff(pictures, axis=1))[:, :, :-1] + np.abs(np.diff(pictures, axis=2))[:, :-1, :]
    moved = np.abs(np.diff(pictures, axis=0)).mean(axis=0)[:-1, :-1]
    seen = edges.mean(axis=0) + 0.5 * moved
    return np.asarray(seen.sum(axis=1 - axis) + 1e-6, dtype=np.float64)


def _pictures(path: Path) -> "tuple[NDArray[np.float64], Size, Light]":
    import numpy as np

    with opened(path) as container:
        if not container.streams.video:
            raise BrokenMedia(f"{path.name} has no picture; make it again.")
        stream = container.streams.video[0]
        length = float(stream.duration * stream.time_base) if stream.duration and stream.time_base else 1.0
        looks = []
        for share in SHARES:
            container.seek(int(length * share * 1_000_000))
            frame = next(container.decode(stream))
            height = max(2, round(WIDTH * frame.height / frame.width))
            small = frame.reformat(WIDTH, height, format="gray").to_ndarray().astype(np.float64)
            looks.append(np.rot90(small, quarter_turns(frame)))
        return np.stack(looks), shown_size(frame, stream), light_of(frame)
