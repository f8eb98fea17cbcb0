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
#: Themes with a colour of their own; what follows is drawn as one.
THEMES: Final = 7
#: What is drawn after them: all smaller themes together, and comments without one (as in ``View.main_theme``).
_OTHERS: Final = -2
_NONE: Final = -1
#: Share of comments without a date up to which the clock still orders them.
_UNDATED: Final = 0.05


def stretches(view: View) -> tuple[np.ndarray, str]:
    """Return the stretch of each row, and the order: ``clock`` where nearly all are dated, else ``sequence``."""
    n = len(view)
    count = max(1, min(STRETCHES, n // STRETCH))
    dated = view.comments["created"].null_count() <= _UNDATED * n
    when = view.comments["created"].fill_null(strategy="forward").fill_null(strategy="backward")
    order = np.argsort(when.dt.epoch("us").to_numpy(), kind="stable") if dated else np.arange(n)
    place = np.empty(n, dtype=np.int64)
    place[order] = np.arange(n)
    return place * count // n, "clock" if dated else "sequence"


def theme_shares(view: View, say: Say, *, title: str = "") -> go.Figure:
    """Draw, for each stretch of one discussion, how many of its comments have which main theme."""
    band, _ = stretches(view)
    figure = go.Figure()
    for at in [*range(min(THEMES, len(view.theme_names))), _OTHERS, _NONE]:
        rows = np.flatnonzero(view.main_theme >= THEMES if at == _OTHERS else view.main_theme == at)
        if rows.size:
            figure.add_trace(_bars(view, band, rows).update(_look(view, at, say)))
    quiet(figure, title=title, height=330, barmode="stack", bargap=0.06)
    figure.update_layout(margin={"l": 32, "r": 32, "t": 10, "b": 40})
    count = int(band.max()) + 1
    named = range(0, count, max(1, count // 8))
    figure.update_xaxes(
        tickvals=list(named), ticktext=_ticks(view, band, named, say), ticks="", fixedrange=True, showline=False
    )
    figure.update_yaxes(range=[0, 1], tickvals=[0.5, 1], ticktext=["½", "1"], ticks="", fixedrange=True, showline=False)
    return figure


def _bars(view: View, band: np.ndarray, rows: np.ndarray) -> go.Bar:
    """Return one bar a stretch: the share of its comments that are among the rows."""
    whole = np.bincount(band)
    held = [[int(row) + view.offset for row in rows[band[rows] == one]] for one in range(whole.size)]
    return go.Bar(
        x=np.arange(whole.size),
        y=np.array([len(one) for one in held]) / whole,
        customdata=np.arange(whole.size),
        meta={"pick": "rows", "rows": held},
        hoverinfo="none",
    )


def _look(view: View, at: int, say: Say) -> dict[str, object]:
    """Return the name and the colours of a theme, of all smaller ones together, or of comments without one."""
    if at == _NONE:
        name, colour = say("ui.no-theme"), light("band")
    elif at == _OTHERS:
        name, colour = say("theme-shares.other"), light("link")
    else:
        name, colour = label(view.theme_names[at]), theme_colour(at)
    line = {"color": light("paper"), "width": 1}
    pattern = {"shape": theme_pattern(max(at, 0)), "fgcolor": light("paper")}
    return {"name": name, "marker": {"color": colour, "line": line, "pattern": pattern}}


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
