"""The thread map: one row a comment in reading order, depth to the right, elbows to the parent, colour by theme.

Past a few thousand comments the same picture is a raster: bands of comments by depth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import plotly.graph_objects as go
import polars as pl

from ..escape import label
from ..palette import COLOURED, light, theme_colour, theme_symbol
from ..scores import UNSURE
from .raster import depth_ticks, raster
from .sheet import Entry, Sheet, quiet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..say import Say
    from ..view import View

#: Comments past which a mark each is too many, and up to which each has its name; pixels of a row with a name.
RASTER_FROM: Final = 3000
LABELS_UP_TO: Final = 60
ROW: Final = 25
#: Links from a confidence up to another, and how they are drawn: the less sure, the paler.
SURENESS: Final[tuple[tuple[float, float, Mapping[str, Any]], ...]] = (
    (UNSURE, np.inf, {"dash": "solid", "width": 1.3, "opacity": 1.0}),
    (0.7, UNSURE, {"dash": "dash", "width": 1.0, "opacity": 0.9}),
    (-np.inf, 0.7, {"dash": "dot", "width": 1.0, "opacity": 0.6}),
)
#: Pixels of the map of some hundred comments, and the size of marks whose shape can no longer be seen.
TALL: Final = 1000
FINE: Final = 5
#: Length of the line to a parent that is not known, in steps of depth.
STUB: Final = 0.34


def thread_map(view: View, *, title: str = "") -> go.Figure:
    """Draw the map of one discussion; a mark's ``customdata`` is its row."""
    if len(view) > RASTER_FROM:
        return raster(view, title)
    return _nodes(view, title)


def _nodes(view: View, title: str) -> go.Figure:
    n = len(view)
    place = np.empty(n, dtype=np.int64)
    place[view.forest.preorder] = np.arange(n)
    figure = go.Figure()
    for floor, ceiling, style in SURENESS:
        _elbows(figure, view, place, (view.confidence >= floor) & (view.confidence < ceiling), style)
    _stubs(figure, view, place)
    _marks(figure, view, place, _names(view) if n <= LABELS_UP_TO else None)
    height = 60 + (n * ROW if n <= LABELS_UP_TO else min(n * ROW, TALL + n // 4))
    deepest = int(view.forest.depth.max()) if n else 0
    room = 5.5 if n <= LABELS_UP_TO else 0.6
    quiet(figure, title=title, height=height)
    figure.update_layout(dragmode=False if n <= LABELS_UP_TO else "zoom", margin={"l": 8, "r": 8, "t": 26, "b": 8})
    figure.update_xaxes(
        range=[-0.4, deepest + max(room, 0.4)], side="top", tickvals=depth_ticks(deepest), showline=False,
        fixedrange=True, ticks="",
    )  # fmt: skip
    figure.update_yaxes(range=[n - 0.3, -0.7], visible=False, fixedrange=n <= LABELS_UP_TO)
    return figure


def _elbows(figure: go.Figure, view: View, place: np.ndarray, chosen: np.ndarray, style: Mapping[str, Any]) -> None:
    parent = view.forest.parent
    kids = np.flatnonzero((parent >= 0) & chosen)
    if not kids.size:
        return
    depth = view.forest.depth
    up = parent[kids]
    gap = np.full(kids.size, np.nan)
    xs = np.stack([depth[up], depth[up], depth[kids], gap], axis=1).ravel()
    ys = np.stack([place[up], place[kids], place[kids], gap], axis=1).ravel()
    colour = light("soft" if style["dash"] == "solid" and len(view) <= LABELS_UP_TO else "link")
    line = {"color": colour, "width": style["width"], "dash": style["dash"]}
    figure.add_trace(go.Scatter(x=xs, y=ys, mode="lines", line=line, opacity=style["opacity"], hoverinfo="skip"))


def _stubs(figure: go.Figure, view: View, place: np.ndarray) -> None:
    """A line that leads nowhere: the comment answers something, or may, that is undecided or not here."""
    rows = np.flatnonzero(view.undecided & (view.forest.parent < 0))
    if rows.size:
        gap, depth = np.full(rows.size, np.nan), view.forest.depth[rows]
        xs = np.stack([depth - STUB, depth, gap], axis=1)
        ys = np.stack([place[rows], place[rows], gap], axis=1)
        line = {"color": light("soft"), "width": 1.2, "dash": "dot"}
        figure.add_trace(go.Scatter(x=xs.ravel(), y=ys.ravel(), mode="lines", line=line, hoverinfo="skip"))


def _marks(figure: go.Figure, view: View, place: np.ndarray, names: list[str] | None) -> None:
    size = _size(len(view))
    for theme in range(-1, len(view.theme_names)):
        rows = np.flatnonzero(view.main_theme == theme)
        if rows.size:
            figure.add_trace(
                go.Scatter(
                    x=view.forest.depth[rows],
                    y=place[rows],
                    mode="markers" if names is None else "markers+text",
                    text=None if names is None else [names[row] for row in rows],
                    textposition="middle right",
                    textfont={"color": light("ink"), "size": 13},
                    cliponaxis=names is None,
                    customdata=rows + view.offset,
                    meta={"pick": "row"},
                    name=label(view.theme_names[theme]) if 0 <= theme < COLOURED else "",
                    marker={
                        "color": theme_colour(theme),
                        "symbol": theme_symbol(theme) if size > FINE else "circle",
                        "size": size,
                        "line": {"width": 1.6 if theme < 0 and size > FINE else 0, "color": theme_colour(theme)},
                    },
                    hovertemplate="%{customdata}<extra></extra>",
                )
            )


def _size(comments: int) -> float:
    """Pixels of a mark; no larger than :data:`FINE` it has no shape."""
    return 11 if comments <= LABELS_UP_TO else max(FINE, 9 - comments / 100)


def mark_of(view: View) -> str | None:
    """Return the one shape that all marks of the map have; ``None`` where each theme has its own."""
    if len(view) > RASTER_FROM:
        return "square"
    return None if _size(len(view)) > FINE else "circle"


def _names(view: View) -> list[str]:
    """Return the number and the name of each row as a safe label, inferred names in italics."""
    names = []
    for row, name in enumerate(view.authors):
        written = label(name, 30) if name else "–"
        number = int(view.comments["position"][row]) + 1
        names.append(f" {number}  <i>{written}</i>" if view.inferred[row] else f" {number}  {written}")
    return names


def make(view: View, say: Say) -> Sheet:
    """Say how the debate is built, and draw it."""
    title = _finding(view, say)
    coarse = len(view) > RASTER_FROM
    reading = say("thread-map.reading.raster" if coarse else "thread-map.reading")
    if not coarse and bool((view.main_theme >= 0).any()):
        reading += " " + say("thread-map.reading.colours" if _size(len(view)) > FINE else "thread-map.reading.colour")
    if not coarse and bool(((view.forest.parent >= 0) & (view.confidence < UNSURE)).any()):
        reading += " " + say("thread-map.reading.unsure")
    if not coarse and view.undecided.any():
        reading += " " + say("thread-map.reading.stub")
    reading += _range(view, say)
    if view.inferred.any() and len(view) <= LABELS_UP_TO:
        reading += " " + say("thread-map.reading.inferred")
    return Sheet(title, reading, thread_map(view, title=label(title, 160)), _summary(view) if coarse else _table(view))


def _finding(view: View, say: Say) -> str:
    forest = view.forest
    replies = int((forest.parent >= 0).sum())
    if not replies:
        return say(
            "thread-map.title.none.open" if view.undecided.any() and len(view) > 1 else "thread-map.title.none",
            n=len(view),
        )
    most = int(forest.child_counts.max())
    chains = int((forest.size[forest.roots] > 1).sum())
    longest = int(forest.depth.max()) + 1
    if most == 1:
        alone = bool((forest.size[forest.roots] == 1).any())
        key = "thread-map.title.chains" if alone else "thread-map.title.chains.only"
        # Whether what is undecided stands alone is not known.
        key = "thread-map.title.chains.open" if view.undecided.any() else key
        return say(key, n=chains, chains=say.word(chains), longest=say.word(longest))
    return say("thread-map.title", share=say.share(replies, len(view)), longest=say.word(longest))


def _range(view: View, say: Say) -> str:
    """Say, with a space before, what uncertain links leave open in the shape of the whole; else nothing."""
    if view.possible is None:
        return ""
    threads, deepest = view.possible.threads(), view.possible.deepest()
    shown = int(view.forest.roots.size), int(view.forest.depth.max())
    if threads == (shown[0], shown[0]) and deepest == (shown[1], shown[1]):
        return ""
    places = {"threads": say.span(*threads), "longest": say.span(deepest[0] + 1, deepest[1] + 1)}
    return " " + say("thread-map.range", **places)


def _table(view: View) -> pl.DataFrame:
    order = view.forest.preorder
    parent = view.forest.parent
    names = view.theme_names
    return pl.DataFrame(
        {
            "row": order + view.offset,
            "author": [view.authors[at] for at in order],
            "depth": view.forest.depth[order],
            "parent": [None if parent[at] < 0 else int(view.comments["position"][int(parent[at])]) + 1 for at in order],
            "confidence": [round(float(view.confidence[at]), 3) for at in order],
            "theme": [names[view.main_theme[at]] if view.main_theme[at] >= 0 else None for at in order],
        }
    )


def _summary(view: View) -> pl.DataFrame:
    """Count a large discussion by depth and theme; every comment is in the download under methods."""
    names = [*view.theme_names, None]
    return (
        pl.DataFrame({"depth": view.forest.depth, "theme": [names[at] for at in view.main_theme]})
        .group_by("depth", "theme")
        .agg(pl.len().alias("comments"))
        .sort("depth", "comments", "theme", descending=[False, True, False])
    )


ENTRY: Final = Entry("thread-map", "thread-map", 10, make)
