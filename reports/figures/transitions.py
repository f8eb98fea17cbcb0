"""From the theme of a comment to the theme of its answer, against shuffled threads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import plotly.graph_objects as go
import polars as pl

from ..escape import label
from ..palette import light
from .sheet import Entry, Sheet, quiet

if TYPE_CHECKING:
    from ..say import Say
    from ..view import View

THEMES: Final = 10
LEVEL: Final = 0.05
#: The shuffles, the strictest last: a mark is filled only where the strictest that could be run says so.
NULLS: Final = ("thread", "strata", "rewired", "author", "joint")


def strictest(table: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of tested links under the strictest shuffle that could be estimated."""
    usable = table.filter((pl.col("links") == "tested") & (pl.col("status") == "ok"))
    for name in reversed(NULLS):
        if (usable["null"] == name).any():
            return usable.filter(pl.col("null") == name)
    return usable


def transitions(table: pl.DataFrame, *, title: str = "") -> go.Figure:
    """Draw the drift table ``transitions``: size by count, filled where it differs from the shuffles."""
    kept = strictest(table)
    volume = (
        kept.group_by("from_theme")
        .agg(pl.col("observed").sum())
        .sort(["observed", "from_theme"], descending=[True, False])
    )
    names = volume["from_theme"].drop_nulls().to_list()[:THEMES]
    cells = kept.filter(pl.col("from_theme").is_in(names) & pl.col("to_theme").is_in(names) & (pl.col("observed") > 0))
    place = {name: at for at, name in enumerate(names)}
    observed = cells["observed"].to_numpy()
    sure = (cells["p_family"].fill_null(1) < LEVEL).to_list()
    size = 9 + 22 * np.sqrt(observed / max(float(observed.max()) if observed.size else 1.0, 1.0))
    figure = go.Figure(
        go.Scatter(
            x=[place[one] for one in cells["to_theme"]],
            y=[place[one] for one in cells["from_theme"]],
            mode="markers",
            marker={
                "size": size,
                "color": [light("mark") if one else light("paper") for one in sure],
                "line": {"width": 1.4, "color": light("mark")},
            },
            text=[f"{one:.0f}" for one in observed],
            hovertemplate="%{text}<extra></extra>",
        )
    )
    shown = [label(one, 24) for one in names]
    quiet(figure, title=title, height=40 * len(names) + 150)
    side = {"ticks": "", "showline": False, "showgrid": True, "gridcolor": light("band"), "fixedrange": True}
    figure.update_layout(margin={"l": 8, "r": 20, "t": 8, "b": 8})
    figure.update_xaxes(tickvals=list(range(len(names))), ticktext=shown, side="top", tickangle=-40,
                        range=[-0.6, len(names) - 0.4], tickfont={"color": light("ink")}, **side)  # fmt: skip
    figure.update_yaxes(tickvals=list(range(len(names))), ticktext=shown, range=[len(names) - 0.4, -0.6],
                        tickfont={"color": light("ink")}, **side)  # fmt: skip
    return figure


def make(view: View, say: Say) -> Sheet | None:
    """Show it where the shuffles could be run; the title says what survived all of them."""
    table = view.drift("transitions")
    if table is None:
        return None
    kept = strictest(table)
    if kept["from_theme"].n_unique() < 2:
        return None
    same = kept.filter(
        (pl.col("from_theme_id") == pl.col("to_theme_id")) & (pl.col("p_family") < LEVEL) & (pl.col("ratio") > 1)
    )
    key = "transitions.title.keep" if same.height else "transitions.title"
    title = say(key, n=same.height, count=say.word(same.height))
    return Sheet(
        title, say("transitions.reading"), transitions(table, title=label(title, 160)), kept.drop("discussion_id")
    )


ENTRY = Entry("transitions", "drift", 46, make)
