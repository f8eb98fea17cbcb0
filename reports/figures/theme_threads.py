"""Themes by thread: whether threads keep to a theme of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from ..agreement import matched
from ..escape import label
from ..palette import theme_colour
from .matrix import dots
from .sheet import Entry, Sheet, caveat
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
#: A title names the theme of most threads only if it leads by so much.
LEAD: Final = 1.25


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
    title = _title(view, say)
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
    reading = say("theme-threads.reading") + caveat(view, say)
    return Sheet(title, reading, theme_threads(view, title=label(title, 160)), table)


def _title(view: View, say: Say) -> str:
    """Name the theme that most threads share, where it leads clearly and by the second look too."""
    threads = largest_threads(view)
    spread = sorted(((_reach(view, rows, threads), -at) for at, rows in enumerate(view.theme_rows)), reverse=True)
    (top, place), (second, _) = spread[:2]
    if top < max(second + 2, LEAD * second) or not _widest_again(view, view.theme_rows[-place], threads):
        return say("theme-threads.title")
    return say("theme-threads.title.widest", theme=view.theme_names[-place], n=top, threads=int(threads.size))


def _reach(view: View, rows: np.ndarray, threads: np.ndarray) -> int:
    """Count the threads, of some, in which any of the rows stands."""
    return int(np.isin(threads, view.forest.thread[rows]).sum()) if rows.size else 0


def _widest_again(view: View, rows: np.ndarray, threads: np.ndarray) -> bool:
    """Whether the same theme is in more threads than any other by the second look."""
    others = view.second_theme_rows
    reach = {name: _reach(view, held, threads) for name, held in others.items()}
    found = matched(rows, others)
    return found is not None and all(reach[found] > held for name, held in reach.items() if name != found)


ENTRY: Final = Entry("theme-threads", "themes", 35, make)
