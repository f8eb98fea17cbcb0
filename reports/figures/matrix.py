"""A matrix of dots: who or what (rows) meets whom or what (columns), area by count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import plotly.graph_objects as go

from ..palette import light
from .sheet import quiet

if TYPE_CHECKING:
    from collections.abc import Sequence

CELL = 30


def dots(
    counts: np.ndarray,
    *,
    across: Sequence[str],
    down: Sequence[str],
    rows: Sequence[Sequence[list[int]]],
    colours: Sequence[str] | None = None,
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
    """
    values = counts[np.nonzero(counts)]
    ys, xs = (at.tolist() for at in np.nonzero(counts))
    top = float(values.max()) if values.size else 1.0
    figure = go.Figure(
        go.Scatter(
            x=xs,
            y=ys,
            mode="markers+text" if top > 1 and values.size <= 160 else "markers",
            customdata=np.arange(values.size),
            meta={"pick": "rows", "rows": [list(rows[y][x]) for y, x in zip(ys, xs, strict=True)]},
            marker={
                "size": 9 + 17 * np.sqrt(values / top) if top > 1 else 13,
                "color": [colours[y] for y in ys] if colours else light("mark"),
                "line": {"width": 0},
                "opacity": 1,
            },
            text=[str(int(one)) if one > 1 else "" for one in values],
            textfont={"color": light("paper"), "size": 11},
            hoverinfo="none",
        )
    )
    longest = max((len(one) for one in across), default=0)
    quiet(figure, title=title, height=CELL * len(down) + min(170, 26 + 7 * longest))
    side = {"ticks": "", "showline": False, "showgrid": True, "gridcolor": light("band"), "fixedrange": True}
    figure.update_layout(margin={"l": 8, "r": 16, "t": 8, "b": 8})
    figure.update_xaxes(
        tickvals=list(range(len(across))), ticktext=list(across), side="top", range=[-0.6, len(across) - 0.4],
        tickangle=-45 if longest > 4 else 0, tickfont={"color": light("ink")}, **side,
    )  # fmt: skip
    figure.update_yaxes(
        tickvals=list(range(len(down))), ticktext=list(down), range=[len(down) - 0.4, -0.6],
        tickfont={"color": light("ink")}, **side,
    )  # fmt: skip
    return figure
