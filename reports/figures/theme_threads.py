"""Themes by thread: whether threads keep to a theme of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from ..escape import label
from ..palette import theme_colour
from .matrix import dots
from .sheet import Entry, Sheet
from .thread_sizes import largest_threads

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from ..say import Say
    from ..view import View

#: Themes and threads that are drawn.
THEMES: Final = 12
THREADS: Final = 14
#: Fewer comments, or threads with answers, make no pattern.
COMMENTS_FROM: Final = 30
THREADS_FROM: Final = 3


def theme_threads(view: View, *, title: str = "") -> go.Figure:
    """Draw themes (rows) against the largest threads (columns) of one discussion."""
    roots = largest_threads(view)[:THREADS]
    themes = [at for at, rows in enumerate(view.theme_rows) if rows.size][:THEMES]
    held = [[_rows(view, theme, int(root)) for root in roots] for theme in themes]
    pairs = [(theme, line) for theme, line in zip(themes, held, strict=True) if any(line)]
    themes, held = [theme for theme, _ in pairs], [line for _, line in pairs]
    counts = np.array([[len(cell) for cell in line] for line in held], dtype=np.int64).reshape(len(themes), roots.size)
    return dots(
        counts,
        across=[f"#{int(view.comments['position'][int(root)]) + 1}" for root in roots],
        down=[label(view.theme_names[at], 32) for at in themes],
        rows=held,
        colours=[theme_colour(at) for at in themes],
        title=title,
    )


def _rows(view: View, theme: int, root: int) -> list[int]:
    rows = view.theme_rows[theme]
    return [int(row) + view.offset for row in rows[view.forest.thread[rows] == root]]


def make(view: View, say: Say) -> Sheet | None:
    """Show it where there are at least two themes and three threads with answers, in thirty comments or more."""
    themes = [rows for rows in view.theme_rows if rows.size]
    if len(themes) < 2 or largest_threads(view).size < THREADS_FROM or len(view) < COMMENTS_FROM:
        return None
    title = say("theme-threads.title")
    spans = view.theme_spans.select("row", "theme").unique()
    thread = view.forest.thread[spans["row"].to_numpy()]
    table = (
        spans.with_columns(pl.Series("thread", thread + view.offset))
        .group_by("thread", "theme")
        .agg(pl.len().alias("comments"))
        .sort("thread", "theme")
        .select(
            pl.col("thread").alias("row"),
            pl.col("theme").map_elements(lambda at: view.theme_names[at], return_dtype=pl.String),
            "comments",
        )
    )
    return Sheet(title, say("theme-threads.reading"), theme_threads(view, title=label(title, 160)), table)


ENTRY: Final = Entry("theme-threads", "themes", 35, make)
