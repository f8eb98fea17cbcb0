"""Distance from the article by depth, with what shuffled threads would show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import plotly.graph_objects as go
import polars as pl

from ..escape import label
from ..palette import light
from .sheet import Entry, Sheet, quiet

if TYPE_CHECKING:
    from ..say import Say
    from ..view import View

MEASURES: Final = ("to_article", "to_root", "to_parent")
#: Below so many comments a mean is drawn by no line.
COMMENTS: Final = 30
LEVEL: Final = 0.05


def banded(
    lines: dict[str, pl.DataFrame], x: str, *, title: str, axis: str, keyed: tuple[str, str] | None = None
) -> go.Figure:
    """Draw a mean with its interval and, where there is one, the band of its null; one panel a line.

    Parameters
    ----------
    lines : dict
        A panel's safe name → a table with ``x``, ``mean``, ``low``, ``high`` and perhaps ``null_low``, ``null_high``.
    axis : str
        Safe label of the horizontal axis.
    keyed : (pick, column), optional
        What a mark leads to.
    """
    figure = go.Figure()
    width = 1 / len(lines)
    for at, (name, table) in enumerate(lines.items()):
        ends = {"xaxis": f"x{at + 1}" if at else "x", "yaxis": f"y{at + 1}" if at else "y"}
        _band(figure, table, x, ends)
        _whiskers(figure, table, x, ends, keyed)
        figure.add_annotation(
            text=name, x=at * width, y=1.12, xref="paper", yref="paper", showarrow=False, xanchor="left",
            font={"size": 13, "color": light("ink")},
        )  # fmt: skip
        figure.update_layout(
            {
                f"xaxis{at + 1 if at else ''}": {
                    "domain": [at * width, (at + 1) * width - 0.06],
                    "anchor": ends["yaxis"],
                },
                f"yaxis{at + 1 if at else ''}": {"anchor": ends["xaxis"], **({"matches": "y"} if at else {})},
            }
        )
    quiet(figure, title=title, height=300)
    figure.update_layout(margin={"l": 8, "r": 8, "t": 40, "b": 44})
    figure.update_xaxes(title={"text": axis, "font": {"color": light("soft"), "size": 12}}, fixedrange=True, nticks=8)
    figure.update_yaxes(fixedrange=True, nticks=5, showline=False, ticks="")
    return figure


def _band(figure: go.Figure, table: pl.DataFrame, x: str, axes: dict[str, str]) -> None:
    low, high = "null_low", "null_high"
    if low not in table.columns or table[low].null_count() == table.height:
        return
    kept = table.drop_nulls([low, high])
    xs = kept[x].to_list()
    figure.add_trace(
        go.Scatter(
            x=xs + xs[::-1], y=kept[high].to_list() + kept[low].to_list()[::-1], fill="toself", fillcolor=light("band"),
            line={"width": 0}, mode="lines", hoverinfo="skip", **axes,
        )
    )  # fmt: skip


def _whiskers(
    figure: go.Figure, table: pl.DataFrame, x: str, axes: dict[str, str], keyed: tuple[str, str] | None
) -> None:
    known = table.drop_nulls("mean")
    error: dict[str, Any] | None = None
    if known["low"].null_count() < known.height:
        error = {
            "type": "data", "symmetric": False, "array": (known["high"] - known["mean"]).fill_null(0).to_list(),
            "arrayminus": (known["mean"] - known["low"]).fill_null(0).to_list(), "color": light("soft"),
            "thickness": 1.2, "width": 0,
        }  # fmt: skip
    figure.add_trace(
        go.Scatter(
            x=known[x].to_list(), y=known["mean"].to_list(), mode="lines+markers", error_y=error,
            line={"color": light("ink"), "width": 1.4}, marker={"size": 7, "color": light("ink")},
            customdata=known[keyed[1]].to_list() if keyed else None, meta={"pick": keyed[0]} if keyed else None,
            hovertemplate="%{y:.2f}<extra></extra>", **axes,
        )
    )  # fmt: skip


def drift_depth(by_depth: pl.DataFrame, say: Say, *, title: str = "") -> go.Figure:
    """Draw the drift table ``by_depth`` of one discussion."""
    lines = {}
    for measure in MEASURES:
        table = by_depth.filter((pl.col("measure") == measure) & (pl.col("comments") >= 3)).sort("depth")
        if table.height >= 2:
            lines[say(f"drift.measure.{measure}")] = table
    return banded(lines, "depth", title=title, axis=say("column.depth"), keyed=("depth", "depth"))


def make(view: View, say: Say) -> Sheet | None:
    """Show it where at least two depths have a few comments each; a finding only where a test survives."""
    table = view.drift("by_depth")
    if table is None or len(view) < COMMENTS:
        return None
    drawn = table.filter((pl.col("comments") >= 3) & pl.col("mean").is_not_null())
    if drawn.group_by("measure").len()["len"].max() in (None, 0, 1):
        return None
    title = say("drift-depth.title")
    reading = say("drift-depth.reading")
    if table["null_low"].null_count() < table.height:
        reading += " " + say("drift.reading.null")
    reading += " " + say(
        "drift.reading.interval" if table["low"].null_count() < table.height else "drift.reading.described"
    )
    return Sheet(title, reading, drift_depth(table, say, title=label(title, 160)), table.drop("discussion_id"))


ENTRY = Entry("drift-depth", "drift", 40, make)
