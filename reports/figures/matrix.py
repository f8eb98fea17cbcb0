"""A matrix of dots: who or what (rows) meets whom or what (columns), area by count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import plotly.graph_objects as go

from ..escape import breadth
from ..palette import light
from .bars import short
from .sheet import quiet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..say import Say

#: Pixels of a cell, of the largest dot and the smallest (on a narrow screen), and of every dot where all are alike.
CELL: Final = 30
LARGEST: Final = 26.0
SMALLEST: Final = 9.0
FINEST: Final = 6.0
ALIKE: Final = 13.0
#: Pixels of the line around a hollow dot, and of a ring that shows what else may be.
RIM: Final = 2.0
RING: Final = 1.0
#: Cells up to which each says its number.
WRITTEN: Final = 160
#: Pixels of the plot with its names on a usual and on a narrow screen, of a letter, and along a slanting name.
WIDE: Final = 690.0
NARROW: Final = 340.0
LETTER: Final = 6.4
SLANT: Final = 0.72
#: Letters of a name on a narrow screen, and of a column that is named by a number.
SHORT: Final = 13
SHORT_COLUMN: Final = 4
#: Pixels of a column on a narrow screen below which names stand upright, in type of so many pixels.
CLOSE: Final = 15
CLOSE_TYPE: Final = 10


@dataclass(frozen=True)
class _Grid:
    """What all marks of a matrix stand on: its names, the ink of each line, and the largest count."""

    across: Sequence[str]
    down: Sequence[str]
    inks: Sequence[str]
    top: int

    def sizes(self, values: np.ndarray) -> np.ndarray:
        """Pixels across of dots whose area goes by their counts."""
        if self.top <= 1:
            return np.full(values.size, ALIKE)
        return np.asarray(SMALLEST + (LARGEST - SMALLEST) * np.sqrt(values / self.top))

    def crowded(self, sizes: np.ndarray) -> list[float]:
        """Sizes of dots that do not cover their neighbours on a narrow screen."""
        names = min(SHORT, max((breadth(one) for one in self.down), default=0))
        step = (NARROW - LETTER * names) / max(len(self.across), 1)
        return [round(max(FINEST, size * min(1.0, step / LARGEST)), 1) for size in sizes.tolist()]


def dots(
    counts: np.ndarray,
    *,
    across: Sequence[str],
    down: Sequence[str],
    rows: Sequence[Sequence[list[int]]],
    colours: Sequence[str] | None = None,
    filled: np.ndarray | None = None,
    spans: np.ndarray | None = None,
    notes: Sequence[Sequence[str]] | None = None,
    title: str = "",
) -> go.Figure:
    """Draw a count matrix.

    Parameters
    ----------
    counts : array, shape (len(down), len(across))
    across, down : sequences of str
        Safe labels.
    rows : nested sequence
        For each cell the numbers of the comments that it stands for.
    colours : sequence of str, optional
        One for each line; ink otherwise.
    filled : bool array, shape (len(down), len(across)), optional
        Where ``False`` a dot is drawn as a ring.
    spans : int array, shape (2, len(down), len(across)), optional
        The fewest and the most that a cell may count: a thin halo has the area of the most, and a dot that may be
        none is drawn as a ring.
    notes : nested sequence of str, optional
        What is said of each cell besides its count.
    """
    top = int(max(counts.max(initial=0), 0 if spans is None else spans[1].max(initial=0)))
    grid = _Grid(across, down, list(colours) if colours else [light("mark")] * len(down), top)
    solid = spans[0] > 0 if spans is not None and filled is None else filled
    figure = go.Figure(_marks(counts, grid, solid, rows, notes))
    if spans is not None:
        figure.add_trace(_halos(counts, spans[1], grid))
    longest = max((breadth(one) for one in across), default=0)
    quiet(figure, title=title, height=CELL * len(down) + min(170, 26 + 7 * longest))
    side = {"ticks": "", "showline": False, "showgrid": True, "gridcolor": light("band"), "fixedrange": True}
    figure.update_layout(
        margin={"l": 8, "r": _overhang(across, down, WIDE), "t": 8, "b": 8}, meta={"small": _small(across, down)}
    )
    # Names above few lines need more than Plotly would leave them.
    figure.update_layout(minreducedheight=CELL)
    figure.update_xaxes(
        tickvals=list(range(len(across))), ticktext=list(across), side="top", range=[-0.6, len(across) - 0.4],
        tickangle=0 if _level(across, down, WIDE) else -45, tickfont={"color": light("ink")}, **side,
    )  # fmt: skip
    figure.update_yaxes(
        tickvals=list(range(len(down))), ticktext=list(down), range=[len(down) - 0.4, -0.6],
        tickfont={"color": light("ink")}, **side,
    )  # fmt: skip
    return figure


def told(counts: np.ndarray, spans: np.ndarray | None, say: Say) -> list[list[str]] | None:
    """What is said of cells whose counts rest on uncertain links; nothing of a cell that is certain."""
    if spans is None:
        return None
    return [
        ["" if low == high == count else say("matrix.tip", low=low, high=high) for count, low, high in cells]
        for cells in np.stack([counts, *spans], axis=-1).tolist()
    ]


def _marks(
    counts: np.ndarray,
    grid: _Grid,
    filled: np.ndarray | None,
    rows: Sequence[Sequence[list[int]]],
    notes: Sequence[Sequence[str]] | None,
) -> go.Scatter:
    """The dots, one a cell that is not empty."""
    values = counts[np.nonzero(counts)]
    ys, xs = (at.tolist() for at in np.nonzero(counts))
    sizes = grid.sizes(values)
    full = [filled is None or bool(filled[y, x]) for y, x in zip(ys, xs, strict=True)]
    told = {"notes": [notes[y][x] for y, x in zip(ys, xs, strict=True)]} if notes else {}
    return go.Scatter(
        x=xs,
        y=ys,
        mode="markers+text" if values.max(initial=0) > 1 and values.size <= WRITTEN else "markers",
        customdata=np.arange(values.size),
        meta={
            "pick": "rows",
            "rows": [list(rows[y][x]) for y, x in zip(ys, xs, strict=True)],
            "small": {"marker.size": grid.crowded(sizes), "mode": "markers"},
        } | told,
        marker={
            "size": sizes,
            "color": [grid.inks[y] if one else light("paper") for y, one in zip(ys, full, strict=True)],
            "line": {"width": 0 if filled is None else RIM, "color": [grid.inks[y] for y in ys]},
            "opacity": 1,
        },
        text=[str(int(one)) if one > 1 else "" for one in values],
        textfont={"color": [light("paper" if one else "ink") for one in full], "size": 11},
        hoverinfo="none",
        cliponaxis=False,
    )  # fmt: skip


def _halos(counts: np.ndarray, most: np.ndarray, grid: _Grid) -> go.Scatter:
    """Thin rings, one a cell that may count more than it shows."""
    ys, xs = np.nonzero(most > counts)
    sizes = grid.sizes(most[ys, xs])
    return go.Scatter(
        x=xs.tolist(),
        y=ys.tolist(),
        mode="markers",
        marker={"symbol": "circle-open", "size": sizes, "color": [grid.inks[y] for y in ys.tolist()], "opacity": 1,
                "line": {"width": RING}},
        meta={"small": {"marker.size": grid.crowded(sizes)}},
        hoverinfo="skip",
        cliponaxis=False,
    )  # fmt: skip


def _step(across: Sequence[str], down: Sequence[str], width: float) -> float:
    """Pixels from one column to the next, beside the names of the lines."""
    return (width - LETTER * max((breadth(one) for one in down), default=0)) / max(len(across), 1)


def _level(across: Sequence[str], down: Sequence[str], width: float) -> bool:
    """Whether names of columns stand level: numbers that leave room for two letters between them."""
    longest = max((breadth(one) for one in across), default=0)
    return longest <= SHORT_COLUMN and LETTER * (longest + 2) <= _step(across, down, width)


def _overhang(across: Sequence[str], down: Sequence[str], width: float) -> int:
    """Pixels by which the slanting names of the last columns reach past the plot."""
    if _level(across, down, width):
        return 16
    step = _step(across, down, width)
    ends = [LETTER * SLANT * breadth(name) - step * (len(across) - at - 0.5) for at, name in enumerate(across)]
    return int(max(16.0, max(ends, default=0.0) + 6))


def _small(across: Sequence[str], down: Sequence[str]) -> dict[str, object]:
    """What a narrow screen changes: shorter names, upright and small ones where columns stand close."""
    left, top = [short(one, SHORT) for one in down], [short(one, SHORT) for one in across]
    step = _step(across, left, NARROW)
    numbers = max((breadth(one) for one in across), default=0) <= SHORT_COLUMN
    upright = numbers or step < CLOSE
    return {
        "xaxis.ticktext": top,
        "xaxis.tickangle": -90 if upright else -60,
        "xaxis.tickfont": {"color": light("ink"), "size": 12 if step >= CLOSE else CLOSE_TYPE},
        "yaxis.ticktext": left,
        "margin.r": 16 if upright else _overhang(top, left, NARROW),
    }
