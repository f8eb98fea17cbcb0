"""Comments by depth: how far down the answers go, beside what other discussions of the size would show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import plotly.graph_objects as go
import polars as pl

from ..escape import label
from ..palette import light
from .sheet import Entry, Sheet, caveat, quiet, whiskers

if TYPE_CHECKING:
    from ..say import Say
    from ..view import View

#: Fewer comments or levels than this are told in a sentence.
COMMENTS: Final = 40
LEVELS: Final = 3
SHOWN: Final = 40
#: Depths up to which each bar says its number.
NUMBERED: Final = 16
_YARDSTICK: Final = "yardstick: "


def depth_profile(depths: pl.DataFrame, *, title: str = "") -> go.Figure:
    """Draw the table of :func:`commentariat.threads.metrics.depth_profile`: bars, before the band of grown copies.

    Columns ``low`` and ``high``, where it has them, bound what uncertain links leave open.
    """
    table = depths.head(SHOWN)
    figure = go.Figure()
    if table["yardstick_low"].null_count() < table.height:
        figure.add_trace(_band(table))
    counts = table["comments"].to_list()
    figure.add_trace(
        go.Bar(
            x=table["depth"].to_list(),
            y=counts,
            customdata=[depth if count else -1 for depth, count in zip(table["depth"], counts, strict=True)],
            meta={"pick": "depth"},
            marker={"color": light("mark")},
            width=0.5,
            hoverinfo="none",
        )
    )
    spans = list(table.select("depth", "low", "high").iter_rows()) if "low" in table.columns else []
    figure.add_traces(whiskers(spans, across=False))
    if len(counts) <= NUMBERED:
        figure.add_trace(_numbers(table))
    quiet(figure, title=title, height=270, barmode="overlay")
    # The whole column leads to its words: the bar of one comment is too low to be hit.
    figure.update_layout(margin={"l": 8, "r": 8, "t": 22, "b": 36}, hovermode="x")
    figure.update_xaxes(tickmode="linear", dtick=max(1, len(counts) // 12), ticks="", fixedrange=True)
    # Where there is no room for numbers on the bars, the axis has them.
    figure.update_yaxes(visible=len(counts) > NUMBERED, nticks=4, showgrid=False, fixedrange=True, rangemode="tozero")
    return figure


def _numbers(table: pl.DataFrame) -> go.Scatter:
    """The counts, above their bars and ranges."""
    counts = table["comments"].to_list()
    tops = table.select(pl.max_horizontal("comments", "high"))["comments"] if "high" in table.columns else counts
    return go.Scatter(
        x=table["depth"].to_list(),
        y=list(tops),
        mode="text",
        text=[str(one) if one else "" for one in counts],
        textposition="top center",
        textfont={"color": light("soft"), "size": 12},
        cliponaxis=False,
        hoverinfo="skip",
    )


def _band(table: pl.DataFrame) -> go.Bar:
    return go.Bar(
        x=table["depth"].to_list(),
        base=table["yardstick_low"].to_list(),
        y=(table["yardstick_high"] - table["yardstick_low"]).to_list(),
        marker={"color": light("band"), "line": {"color": light("link"), "width": 1}},
        width=0.86,
        hoverinfo="skip",
    )


def make(view: View, say: Say) -> Sheet | None:
    """Say how many comments are answers to answers, and what they are compared with."""
    depth, depths = view.forest.depth, view.analysis.depths
    if depths is None or len(view) < COMMENTS or int(depth.max()) + 1 < LEVELS:
        return None
    below = int((depth >= 2).sum())
    title = say("depth-profile.title", n=below, share=say.share(below, len(view)))
    reading = [say("depth-profile.reading"), _compared(str(depths["note"][0]), say)]
    cap = view.analysis.discussion.source.capture.depth_cap
    if cap is not None and int(depth.max()) >= cap:
        reading.append(say("depth-profile.cap", cap=cap))
    if view.possible is not None:
        depths = with_ranges(depths, view.possible.by_depth())
        reading.append(say("depth-profile.range"))
    reading[-1] += caveat(view, say)
    figure = depth_profile(depths, title=label(title, 160))
    return Sheet(title, " ".join(reading), figure, depths.drop("note"))


def with_ranges(depths: pl.DataFrame, bounds: np.ndarray) -> pl.DataFrame:
    """Add the columns ``low`` and ``high``, and the depths that only uncertain links may reach."""
    reach = max(depths.height, int(np.flatnonzero(bounds[1] > 0).max(initial=-1)) + 1)
    padded = np.pad(bounds, ((0, 0), (0, max(0, reach - bounds.shape[1]))))[:, :reach]
    ends = pl.DataFrame({"depth": np.arange(reach), "low": padded[0], "high": padded[1]})
    joined = ends.join(depths, on="depth", how="left").sort("depth")
    filled = joined.with_columns(pl.col("comments").fill_null(0), pl.col("note").forward_fill())
    return filled.select(*depths.columns[:2], "low", "high", *depths.columns[2:])


def _compared(note: str, say: Say) -> str:
    if note.startswith(_YARDSTICK):
        return say("depth-profile.band", which=say.told("measured", note.removeprefix(_YARDSTICK)))
    why = note.removeprefix("no yardstick: ")
    known = say.english.match("measured", why)
    plain = f"depth-profile.band.{known[0].rpartition('.')[2]}" if known else ""
    return say(plain) if plain in say.messages else say("depth-profile.band.none", why=say.told("measured", why))


ENTRY: Final = Entry("depth-profile", "thread-map", 20, make)
