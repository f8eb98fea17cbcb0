"""Comments by depth: how far down the answers go."""

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

#: Fewer comments or levels than this are told in a sentence.
COMMENTS: Final = 40
LEVELS: Final = 3
SHOWN: Final = 40


def depth_profile(view: View, *, title: str = "") -> go.Figure:
    """Draw the number of comments at each depth of one discussion."""
    counts = np.bincount(view.forest.depth)[:SHOWN]
    figure = go.Figure(
        go.Bar(
            x=np.arange(counts.size),
            y=counts,
            customdata=np.arange(counts.size),
            meta={"pick": "depth"},
            marker={"color": light("mark")},
            text=[str(one) if counts.size <= 16 else "" for one in counts],
            textposition="outside",
            textfont={"color": light("soft")},
            cliponaxis=False,
            width=0.55,
            hoverinfo="none",
        )
    )
    quiet(figure, title=title, height=250)
    figure.update_layout(margin={"l": 8, "r": 8, "t": 22, "b": 36})
    figure.update_xaxes(tickmode="linear", dtick=max(1, counts.size // 12), ticks="", fixedrange=True)
    figure.update_yaxes(visible=False, fixedrange=True)
    return figure


def make(view: View, say: Say) -> Sheet | None:
    """Say how many comments are answers to answers."""
    depth = view.forest.depth
    if len(view) < COMMENTS or int(depth.max()) + 1 < LEVELS:
        return None
    deep = int((depth >= 2).sum())
    title = say("depth-profile.title", share=say.share(deep, len(view)))
    reading = say("depth-profile.reading")
    cap = view.analysis.discussion.source.capture.depth_cap
    if cap is not None and int(depth.max()) >= cap:
        reading += " " + say("depth-profile.cap", cap=cap)
    counts = np.bincount(depth)
    table = pl.DataFrame({"depth": np.arange(counts.size), "comments": counts})
    return Sheet(title, reading, depth_profile(view, title=label(title, 160)), table)


ENTRY = Entry("depth-profile", "thread-map", 20, make)
