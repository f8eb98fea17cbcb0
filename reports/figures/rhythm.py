"""Rhythm: when the comments came, where they carry dates."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import numpy as np
import plotly.graph_objects as go
import polars as pl

from ..escape import label
from ..pace import grain, pace, span, told
from ..palette import light
from ..say import sentence
from .sheet import Entry, Sheet, quiet

if TYPE_CHECKING:
    from ..say import Say
    from ..view import View

DATED: Final = 10
BINS: Final = 60
#: The first second of the first year, before which no date can be written.
EARLIEST: Final = -62_135_596_800.0
#: Fewer distinct times have no rhythm.
DISTINCT: Final = 3
#: Ticks of the counts.
WHOLE: Final = 4
STEPS: Final = (60, 300, 900, 1800, 3600, 10800, 21600, 43200, 86400, 604800, 2629800, 7889400, 31557600)


def bins(view: View) -> tuple[np.ndarray, np.ndarray, int]:
    """Return the start of each bin (epoch seconds), the bin of each row (-1: undated), and the bin's length."""
    when = view.comments["created"].dt.epoch("s").cast(pl.Float64).fill_null(np.nan).to_numpy()
    first, last = np.nanmin(when), np.nanmax(when)
    finest = grain(view.comments["created"])
    step = next((one for one in STEPS if one >= finest and (last - first) / one <= BINS), STEPS[-1])
    start = max(np.floor(first / step) * step, EARLIEST)
    number = int((last - start) // step) + 1
    at = np.where(np.isnan(when), -1, (when - start) // step).astype(np.int64)
    return start + step * np.arange(number), at, step


def _moment(second: float) -> dt.datetime:
    """The time of an epoch second; those past the last year that can be written are its end."""
    last = dt.datetime.max.replace(tzinfo=dt.UTC, microsecond=0)
    return dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=min(second, last.timestamp()))


def _written(second: float) -> str:
    return _moment(second).replace(microsecond=0).isoformat(" ").removesuffix("+00:00")


def rhythm(view: View, *, title: str = "") -> go.Figure:
    """Draw the number of comments over time (UTC)."""
    starts, at, step = bins(view)
    counts = np.bincount(at[at >= 0], minlength=starts.size)
    held = [[int(row) + view.offset for row in np.flatnonzero(at == one)[:2000]] for one in range(starts.size)]
    figure = go.Figure(
        go.Bar(
            x=[_written(one + step / 2) for one in starts],
            y=counts,
            customdata=np.arange(starts.size),
            meta={"pick": "rows", "rows": held},
            width=step * 1000 * 0.9,
            marker={"color": light("mark")},
            hoverinfo="none",
        )
    )
    quiet(figure, title=title, height=260)
    figure.update_layout(hovermode="x")
    figure.update_xaxes(type="date", nticks=6, fixedrange=True)
    # There are no halves of comments.
    ticks = {"dtick": 1} if counts.max() < WHOLE else {"nticks": WHOLE}
    figure.update_yaxes(**ticks, ticks="", showline=False, rangemode="tozero", fixedrange=True)
    return figure


def make(view: View, say: Say) -> Sheet | None:
    """Say how fast the debate was, where at least ten comments are dated."""
    created = view.comments["created"]
    measured = pace(created)
    if measured is None or created.drop_nulls().len() < DATED or created.drop_nulls().n_unique() < DISTINCT:
        return None
    title = told(measured, say)
    starts, at, step = bins(view)
    reading = say("rhythm.reading", step=span(step, say, finest=measured.grain))
    missing = created.null_count()
    if missing:
        reading += " " + sentence(say.many("rhythm.undated", missing))
    table = pl.DataFrame(
        {
            "from": [_moment(one).isoformat() for one in starts],
            "comments": np.bincount(at[at >= 0], minlength=starts.size),
        }
    )
    return Sheet(title, reading, rhythm(view, title=label(title, 160)), table)


ENTRY: Final = Entry("rhythm", "people", 64, make)
