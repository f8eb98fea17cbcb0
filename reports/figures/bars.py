"""Horizontal bars with names on the left and words on the right: the plainest way to compare sizes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import plotly.graph_objects as go

from ..escape import breadth, shorter
from ..palette import light
from .sheet import quiet, whiskers

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Pixels of a row, and of the plot with its names on a usual screen; letters of a name on a narrow one.
ROW: Final = 30
WIDTH: Final = 690
SHORT: Final = 19


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. ``name`` and ``note`` are safe labels; ``key`` is what a click on it stands for.

    ``span`` is a range, and ``told`` what is said of the bar where its range is asked for.
    """

    name: str
    value: float
    note: str
    key: int
    colour: str
    pattern: str = ""
    span: tuple[float, float] | None = None
    told: str = ""

    @property
    def end(self) -> float:
        """Where what is drawn of it ends."""
        return max(self.value, self.span[1] if self.span else 0.0)


def short(name: str, length: int = SHORT) -> str:
    """Cut a safe label for a narrow screen."""
    return shorter(name, length)


def bars(rows: Sequence[Bar], *, pick: str, title: str) -> go.Figure:
    """Draw bars from the top down; ``pick`` says what the page should show for a bar's key."""
    at = list(range(len(rows)))
    figure = go.Figure(
        go.Bar(
            x=[one.value for one in rows],
            y=at,
            orientation="h",
            customdata=[one.key for one in rows],
            meta={"pick": pick, "notes": [one.told or one.note for one in rows]},
            marker={
                "color": [one.colour for one in rows],
                "pattern": {"shape": [one.pattern for one in rows], "fgcolor": light("paper"), "size": 6},
            },
            width=0.5,
            hoverinfo="none",
        )
    )
    spans = [(y, *one.span) for y, one in zip(at, rows, strict=True) if one.span]
    figure.add_traces([*whiskers(spans, across=True), _notes(rows)])
    quiet(figure, title=title, height=ROW * len(rows) + 30)
    top = max((one.end for one in rows), default=1) or 1
    # Room for the notes: what is left of a usual width beside the names, in characters of about seven pixels.
    plot = WIDTH - 7.2 * max((breadth(one.name) for one in rows), default=0)
    notes = min(0.62, 6.8 * max((breadth(one.note) for one in rows), default=0) / plot + 0.045)
    small = {"yaxis.ticktext": [short(one.name) for one in rows], "xaxis.range": [0, top * 1.25]}
    figure.update_layout(margin={"l": 8, "r": 8, "t": 4, "b": 4}, meta={"small": small}, hovermode="y")
    figure.update_xaxes(visible=False, range=[0, top / (1 - notes)], fixedrange=True)
    figure.update_yaxes(
        tickvals=at, ticktext=[one.name for one in rows], autorange=False, range=[len(rows) - 0.5, -0.5],
        ticks="", showline=False, ticklabelstandoff=8, tickfont={"color": light("ink"), "size": 13}, fixedrange=True,
    )  # fmt: skip
    return figure


def _notes(rows: Sequence[Bar]) -> go.Scatter:
    """The words behind the bars; on a narrow screen their numbers alone."""
    return go.Scatter(
        x=[one.end for one in rows],
        y=list(range(len(rows))),
        mode="text",
        text=[f"\u2002{one.note}" for one in rows],
        textposition="middle right",
        textfont={"color": light("soft"), "size": 12},
        meta={"small": {"text": [f"\u2002{one.value:g}" for one in rows]}},
        cliponaxis=False,
        hoverinfo="skip",
    )
