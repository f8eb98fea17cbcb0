"""Where the names of marks go: beside their marks, never over another name; what finds no room is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..escape import breadth

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Reals = NDArray[np.float64]

#: Pixels of a letter of 12 pixels, of a line, and between a mark and its name.
LETTER: Final = 7.4
LINE: Final = 15.0
GAP: Final = 8.0
#: Plotly's word for each side, and where the name's box begins there, in widths, lines and gaps.
SIDES: Final = {
    "top center": (-0.5, -1.0, 0, -1),
    "bottom center": (-0.5, 0.0, 0, 1),
    "middle right": (0.0, -0.5, 1, 0),
    "middle left": (-1.0, -0.5, -1, 0),
}


def placed(
    points: Reals, names: Sequence[str], *, width: float, height: float, others: Reals | None = None
) -> tuple[list[str], list[str]]:
    """Find room for names, the first ones first.

    Parameters
    ----------
    points : float64 array, shape (n, 2)
        Pixels from the left and from the top.
    names : sequence of str
        One a point, empty for none.
    width, height : float
        The room there is.
    others : float64 array, shape (m, 2), optional
        Further marks, which a name hides only where there is no other room for it.

    Returns
    -------
    (names, sides)
        Names that found no room are empty; ``sides`` are Plotly's text positions.
    """
    taken = [_mark(x, y, 4) for x, y in points.tolist()]
    avoided = [] if others is None else [_mark(x, y, 2) for x, y in others.tolist()]
    shown, sides = [], []
    for (x, y), name in zip(points.tolist(), names, strict=True):
        room = (width, height)
        side = (_side(x, y, name, taken + avoided, room) or _side(x, y, name, taken, room)) if name else None
        shown.append(name if side else "")
        sides.append(side or "top center")
        if side:
            taken.append(_box(x, y, name, side))
    return shown, sides


def _mark(x: float, y: float, half: float) -> tuple[float, float, float, float]:
    return x - half, y - half, x + half, y + half


def _side(
    x: float, y: float, name: str, taken: list[tuple[float, float, float, float]], room: tuple[float, float]
) -> str | None:
    for side in SIDES:
        box = _box(x, y, name, side)
        inside = box[0] >= 0 and box[1] >= 0 and box[2] <= room[0] and box[3] <= room[1]
        if inside and not any(_overlap(box, other) for other in taken):
            return side
    return None


def _box(x: float, y: float, name: str, side: str) -> tuple[float, float, float, float]:
    across, down, right, below = SIDES[side]
    wide = LETTER * breadth(name)
    left, top = x + across * wide + right * GAP, y + down * LINE + below * GAP
    return left, top, left + wide, top + LINE


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
