"""Themes in the order of the comments: which came early, which late."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import plotly.graph_objects as go
import polars as pl

from ..escape import label
from ..palette import light, theme_colour, theme_pattern
from .sheet import Entry, Sheet, quiet

if TYPE_CHECKING:
    from ..say import Say
    from ..view import View

#: Comments in a stretch, at least; and stretches at most.
STRETCH: Final = 15
STRETCHES: Final = 24
THEMES: Final = 7


def stretches(view: View) -> tuple[np.ndarray, str]:
    """Return the stretch of each row, and the order: ``clock`` where nearly all are dated, else ``sequence``."""
    n = len(view)
    count = max(1, min(STRETCHES, n // STRETCH))
    dated = view.comments["created"].null_count() <= 0.05 * n
    when = view.comments["created"].fill_null(strategy="forward").fill_null(strategy="backward")
    order = np.argsort(when.dt.epoch("us").to_numpy(), kind="stable") if dated else np.arange(n)
    place = np.empty(n, dtype=np.int64)
    place[order] = np.arange(n)
    return place * count // n, "clock" if dated else "sequence"


def theme_shares(view: View, say: Say, *, title: str = "") -> go.Figure:
    """Draw, for each stretch of one discussion, how many of its comments have which main theme."""
    band, _ = stretches(view)
    count = int(band.max()) + 1
    whole = np.bincount(band, minlength=count)
    figure = go.Figure()
    for at in [*range(min(THEMES, len(view.theme_names))), -2, -1]:
        chosen = view.main_theme >= THEMES if at == -2 else view.main_theme == at
        rows = np.flatnonzero(chosen)
        if not rows.size:
            continue
        held = [[int(row) + view.offset for row in rows[band[rows] == one]] for one in range(count)]
        figure.add_trace(
            go.Bar(
                x=np.arange(count),
                y=np.array([len(one) for one in held]) / whole,
                customdata=np.arange(count),
                meta={"pick": "rows", "rows": held},
                name=label(view.theme_names[at])
                if at >= 0
                else say("ui.no-theme" if at == -1 else "theme-shares.other"),
                marker={
                    "color": theme_colour(at) if at >= 0 else light("band" if at == -1 else "link"),
                    "line": {"color": light("paper"), "width": 1},
                    "pattern": {"shape": theme_pattern(max(at, 0)), "fgcolor": light("paper")},
                },
                hoverinfo="none",
            )
        )
    quiet(figure, title=title, height=330, barmode="stack", bargap=0.06)
    figure.update_layout(margin={"l": 32, "r": 32, "t": 10, "b": 40})
    step = max(1, count // 8)
    figure.update_xaxes(
        tickvals=list(range(0, count, step)), ticktext=_ticks(view, band, range(0, count, step), say),
        ticks="", fixedrange=True, showline=False,
    )  # fmt: skip
    figure.update_yaxes(range=[0, 1], tickvals=[0.5, 1], ticktext=["½", "1"], ticks="", fixedrange=True, showline=False)
    return figure


def _ticks(view: View, band: np.ndarray, stretches_named: range, say: Say) -> list[str]:
    """Name stretches by their first comment's day; with the hour where days repeat, by its number without dates."""
    first = [int(np.flatnonzero(band == one)[0]) for one in stretches_named]
    created = view.comments["created"]
    if created.null_count():
        return [say("theme-shares.tick", number=int(view.comments["position"][row]) + 1) for row in first]
    days = [f"{created[row]:%Y-%m-%d}" for row in first]
    return days if len(set(days)) == len(days) else [f"{created[row]:%m-%d %H:%M}" for row in first]


def make(view: View, say: Say) -> Sheet | None:
    """Show it where there are at least three stretches of fifteen comments, and a theme."""
    if len(view) < 3 * STRETCH or not any(rows.size for rows in view.theme_rows):
        return None
    band, order = stretches(view)
    title = say("theme-shares.title")
    names = view.theme_names
    table = (
        pl.DataFrame({"stretch": band + 1, "theme": [names[at] if at >= 0 else None for at in view.main_theme]})
        .group_by("stretch", "theme")
        .agg(pl.len().alias("comments"))
        .sort("stretch", "theme")
    )
    per = len(view) // (int(band.max()) + 1)
    reading = say(f"theme-shares.reading.{order}", n=per)
    return Sheet(title, reading, theme_shares(view, say, title=label(title, 160)), table)


ENTRY = Entry("theme-shares", "drift", 44, make)
