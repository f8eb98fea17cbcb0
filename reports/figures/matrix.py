"""A matrix of dots: who or what (rows) meets whom or what (columns), area by count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import plotly.graph_objects as go

from ..palette import light
from .bars import short
from .sheet import quiet

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Pixels of a cell, of the largest dot and the smallest (on a narrow screen), and of every dot where all are alike.
CELL: Final = 30
LARGEST: Final = 26.0
SMALLEST: Final = 9.0
FINEST: Final = 6.0
ALIKE: Final = 13.0
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


def dots(
    counts: np.ndarray,
    *,
    across: Sequence[str],
    down: Sequence[str],
    rows: Sequence[Sequence[list[int]]],
    colours: Sequence[str] | None = None,
    filled: np.ndarray | None = None,
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
    """
    inks = [colours[y] if colours else light("mark") for y in np.nonzero(counts)[0].tolist()]
    figure = go.Figure(_marks(counts, inks, filled, rows, small=(across, down)))
    longest = max((len(one) for one in across), default=0)
    quiet(figure, title=title, height=CELL * len(down) + min(170, 26 + 7 * longest))
    side = {"ticks": "", "showline": False, "showgrid": True, "gridcolor": light("band"), "fixedrange": True}
    figure.update_layout(
        margin={"l": 8, "r": _overhang(across, down, WIDE), "t": 8, "b": 8}, meta={"small": _small(across, down)}
    )
    # Names above few lines need more than Plotly would leave them.
    figure.update_layout(minreducedheight=CELL)
    figure.update_xaxes(
        tickvals=list(range(len(across))), ticktext=list(across), side="top", range=[-0.6, len(across) - 0.4],
        tickangle=-45 if longest > SHORT_COLUMN else 0, tickfont={"color": light("ink")}, **side,
    )  # fmt: skip
    figure.update_yaxes(
        tickvals=list(range(len(down))), ticktext=list(down), range=[len(down) - 0.4, -0.6],
        tickfont={"color": light("ink")}, **side,
    )  # fmt: skip
    return figure


def _marks(
    counts: np.ndarray,
    inks: Sequence[str],
    filled: np.ndarray | None,
    rows: Sequence[Sequence[list[int]]],
    *,
    small: tuple[Sequence[str], Sequence[str]],
) -> go.Scatter:
    """The dots, one a cell that is not empty; ``small`` are the labels across and down that they stand among."""
    values = counts[np.nonzero(counts)]
    ys, xs = (at.tolist() for at in np.nonzero(counts))
    top = float(values.max()) if values.size else 1.0
    sizes = SMALLEST + (LARGEST - SMALLEST) * np.sqrt(values / top) if top > 1 else np.full(values.size, ALIKE)
    full = [filled is None or bool(filled[y, x]) for y, x in zip(ys, xs, strict=True)]
    return go.Scatter(
        x=xs,
        y=ys,
        mode="markers+text" if top > 1 and values.size <= WRITTEN else "markers",
        customdata=np.arange(values.size),
        meta={
            "pick": "rows",
            "rows": [list(rows[y][x]) for y, x in zip(ys, xs, strict=True)],
            "small": {"marker.size": _crowded(sizes, *small), "mode": "markers"},
        },
        marker={
            "size": sizes,
            "color": [ink if one else light("paper") for ink, one in zip(inks, full, strict=True)],
            "line": {"width": 0 if filled is None else 1.4, "color": list(inks)},
            "opacity": 1,
        },
        text=[str(int(one)) if one > 1 else "" for one in values],
        textfont={"color": [light("paper" if one else "ink") for one in full], "size": 11},
        hoverinfo="none",
    )


def _crowded(sizes: np.ndarray, across: Sequence[str], down: Sequence[str]) -> list[float]:
    """Sizes of dots that do not cover their neighbours on a narrow screen."""
    step = (NARROW - LETTER * min(SHORT, max((len(one) for one in down), default=0))) / max(len(across), 1)
    return [round(max(FINEST, size * min(1.0, step / LARGEST)), 1) for size in sizes.tolist()]


def _overhang(across: Sequence[str], down: Sequence[str], width: float) -> int:
    """Pixels by which the slanting names of the last columns reach past the plot."""
    if max((len(one) for one in across), default=0) <= SHORT_COLUMN:
        return 16
    step = (width - LETTER * max((len(one) for one in down), default=0)) / max(len(across), 1)
    ends = [LETTER * SLANT * len(name) - step * (len(across) - at - 0.5) for at, name in enumerate(across)]
    return int(max(16.0, max(ends, default=0.0) + 6))


def _small(across: Sequence[str], down: Sequence[str]) -> dict[str, object]:
    """What a narrow screen changes: shorter names, and numbers alone where columns stand close."""
    left, top = [short(one, SHORT) for one in down], [short(one, SHORT) for one in across]
    return {
        "xaxis.ticktext": top,
        "xaxis.tickangle": -90 if max((len(one) for one in across), default=0) <= SHORT_COLUMN else -60,
        "yaxis.ticktext": left,
        "margin.r": _overhang(top, left, NARROW),
    }
