"""What a figure is to the report, and the quiet style that all of them share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ..palette import light

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import plotly.graph_objects as go
    import polars as pl

    from ..say import Say
    from ..view import View

#: Share of uncertain places from which a figure that counts links says so.
DOUBT: Final = 0.1
SANS: Final = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif'


@dataclass(frozen=True, eq=False)
class Sheet:
    """A figure as a reader meets it.

    Attributes
    ----------
    title : str
        The finding, where one survives; else what is shown.
    reading : str
        One or two sentences on how to read it and how sure it is.
    figure : plotly.graph_objects.Figure or None
        ``None`` where a figure would say nothing at this size: then the sentences stand alone.
    table : polars.DataFrame or None
        The numbers behind it. A column ``row`` holds row numbers of comments.
    listed : bool
        Whether the table is something to read, and open from the beginning.
    key : tuple of (place of a theme or role of a colour, name)
        What its colours stand for, where the figure itself does not name them.
    """

    title: str
    reading: str
    figure: go.Figure | None = None
    table: pl.DataFrame | None = None
    listed: bool = False
    key: tuple[tuple[int | str, str], ...] = ()


@dataclass(frozen=True, eq=False)
class Entry:
    """A figure's place in the report.

    ``make`` returns ``None`` where there is nothing to say at all.
    """

    name: str
    section: str
    order: int
    make: Callable[[View, Say], Sheet | None]


@dataclass(frozen=True, eq=False)
class CompareEntry:
    """A figure about several discussions; ``section`` is ``overview`` (before them) or ``compare`` (after them)."""

    name: str
    section: str
    order: int
    make: Callable[[Sequence[View], Say], Sheet | None]


def caveat(view: View, say: Say) -> str:
    """Say after a figure's reading, with a space before, that much of what it rests on is not certain; else nothing."""
    doubtful = int((view.unsure | view.undecided).sum())
    return f" {say('figure.unsure', share=say.share(doubtful, len(view)))}" if doubtful >= DOUBT * len(view) else ""


def doubt(view: View, say: Say) -> str:
    """Say, with a space before, why a title leaves out what stands out in the figure."""
    return " " + say("title.doubt" if view.analysis.second is not None else "title.alone")


def whiskers(spans: Sequence[tuple[float, float, float]], *, across: bool) -> list[go.Scatter]:
    """Draw ranges over bars, given as (place of the bar, low, high): a line with two caps, legible on any colour.

    ``across`` says that the bars lie, so that a range runs from left to right.
    """
    import plotly.graph_objects as go

    if not spans:
        return []
    places = [place for place, _, _ in spans for _ in range(3)]
    ends: list[float | None] = [end for _, low, high in spans for end in (low, high, None)]
    line = {"x": ends, "y": places} if across else {"x": places, "y": ends}
    cap = {"symbol": "line-ns-open" if across else "line-ew-open", "size": 9}
    # The wide pale line below keeps the thin dark one apart from the bar.
    return [
        go.Scatter(
            **line, mode="lines+markers", line={"color": light(role), "width": width}, hoverinfo="skip",
            marker=cap | {"color": light(role), "line": {"color": light(role), "width": width}}, cliponaxis=False,
        )
        for role, width in (("paper", 3.6), ("ink", 1.3))
    ]  # fmt: skip


def quiet(figure: go.Figure, *, title: str, height: float, **layout: Any) -> go.Figure:
    """Give a figure the report's style: no grid, no frame, no legend, room for its labels.

    ``title`` must have gone through :func:`~..escape.label` where it holds outside words.
    """
    figure.update_layout(
        template="none",
        title={"text": title[:1].upper() + title[1:], "x": 0, "xref": "paper", "font": {"size": 18}},
        height=height,
        font={"family": SANS, "size": 13, "color": light("ink")},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        margin={"l": 8, "r": 8, "t": 8, "b": 36},
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        hoverlabel={
            "bgcolor": light("paper"),
            "bordercolor": light("soft"),
            "font": {"color": light("ink"), "family": SANS},
        },
        **layout,
    )
    axis = {
        "showgrid": False,
        "zeroline": False,
        "linecolor": light("hair"),
        "tickcolor": light("hair"),
        "tickfont": {"color": light("soft"), "size": 12},
        "title": {"font": {"color": light("soft"), "size": 12}},
        "automargin": True,
    }
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)
    return figure
