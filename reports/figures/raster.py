"""The thread map of a large discussion: bands of consecutive comments by depth, a cell coloured by its theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import plotly.graph_objects as go

from ..palette import scale
from .sheet import quiet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..view import View

#: Bands at most, one a pixel or so, and depths, the deepest of which holds what lies below.
BANDS: Final = 900
RASTER_DEPTH: Final = 40
HEIGHT: Final = 760
#: Depths that are written at the top.
TICKS: Final = 12


class Cells(NamedTuple):
    """What the cells show, shape (bands, depths): the most frequent theme (NaN: no comment) and the first comment."""

    themes: NDArray[np.float32]
    rows: NDArray[np.int32]


def raster(view: View, title: str) -> go.Figure:
    """Draw the cells; each leads to its first comment."""
    cells, themes = cells_of(view), len(view.theme_names)
    bands, width = cells.themes.shape
    figure = go.Figure(
        go.Heatmap(
            z=cells.themes,
            x=np.arange(width),
            y=(np.arange(bands) * len(view)) // bands + 1,
            customdata=cells.rows,
            meta={"pick": "row"},
            colorscale=scale(themes),
            zmin=-1.5,
            zmax=themes - 0.5,
            showscale=False,
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    quiet(figure, title=title, height=HEIGHT)
    figure.update_layout(dragmode="zoom", margin={"l": 8, "r": 8, "t": 26, "b": 8})
    figure.update_xaxes(side="top", tickvals=depth_ticks(width - 1), showline=False, ticks="")
    figure.update_yaxes(autorange="reversed", ticks="", showline=False)
    return figure


def cells_of(view: View) -> Cells:
    """Count the comments of each band and depth by theme; -1 is a cell in which none has a theme."""
    n, themes = len(view), len(view.theme_names)
    bands = min(BANDS, n)
    place = np.empty(n, dtype=np.int64)
    place[view.forest.preorder] = np.arange(n)
    band = place * bands // n
    depth = np.minimum(view.forest.depth, RASTER_DEPTH)
    width = int(depth.max()) + 1
    counts = np.zeros((themes + 1, bands, width), dtype=np.int32)
    np.add.at(counts, (view.main_theme + 1, band, depth), 1)
    # An unclustered majority must not hide the themes: it shows where there is nothing else.
    chosen = np.where(counts[1:].any(axis=0), counts[1:].argmax(axis=0), -1) if themes else np.full((bands, width), -1)
    filled = counts.any(axis=0)
    first = np.full((bands, width), n, dtype=np.int64)
    np.minimum.at(first, (band, depth), place)
    rows = np.where(filled, view.forest.preorder[np.minimum(first, n - 1)] + view.offset, -1)
    return Cells(np.where(filled, chosen, np.nan).astype(np.float32), rows.astype(np.int32))


def depth_ticks(deepest: int) -> list[int]:
    """Choose the depths that an axis names."""
    step = max(1, -(-deepest // TICKS))
    return list(range(0, deepest + 1, step))
