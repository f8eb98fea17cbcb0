"""Pivots: the answers after which a thread spoke of other things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import plotly.graph_objects as go
import polars as pl

from commentariat.embeddings.drift.significance import LEVEL

from ..agreement import pivots as confirmed
from ..escape import label
from ..palette import light
from .sheet import Entry, Sheet, doubt, quiet

if TYPE_CHECKING:
    from ..say import Say
    from ..view import View

LISTED: Final = 12
DRAWN: Final = 120
#: Fewer answers than this are told by the list alone.
FEWEST: Final = 6


def pivots(listed: pl.DataFrame, say: Say, *, title: str = "") -> go.Figure:
    """Draw answers by their place and by how much their thread changed; filled where shuffled threads change less.

    ``listed`` has the columns ``row`` (what a mark leads to), ``number``, ``change`` and ``p_family``.
    """
    sure = (listed["p_family"].fill_null(1.0) < LEVEL).to_list()
    stems = [(x, y) for x, y in listed.select("number", "change").iter_rows()]
    figure = go.Figure(
        [
            go.Scatter(
                x=[one for x, _ in stems for one in (x, x, None)],
                y=[one for _, y in stems for one in (0, y, None)],
                mode="lines",
                line={"color": light("hair"), "width": 1},
                hoverinfo="skip",
            ),
            go.Scatter(
                x=listed["number"].to_list(),
                y=listed["change"].to_list(),
                mode="markers",
                customdata=listed["row"].to_list(),
                meta={"pick": "row"},
                marker={
                    "size": 9,
                    "color": [light("mark") if one else light("paper") for one in sure],
                    "line": {"width": 1.4, "color": light("mark")},
                },
                hoverinfo="none",
            ),
        ]
    )
    quiet(figure, title=title, height=240)
    figure.update_layout(margin={"l": 8, "r": 8, "t": 12, "b": 44})
    figure.update_xaxes(title={"text": say("column.row")}, fixedrange=True)
    figure.update_yaxes(title={"text": say("column.change")}, nticks=4, fixedrange=True, showline=False, ticks="")
    return figure


def table_of(view: View) -> pl.DataFrame:
    """Return the answers that part two mixes of themes, biggest change first."""
    table = view.drift("pivots")
    schema = {"row": pl.Int64, "number": pl.Int64, "before": pl.String, "after": pl.String, "change": pl.Float64}
    if table is None:
        return pl.DataFrame(schema=schema | {"p_family": pl.Float64})
    known = table.filter(pl.col("comment_id").is_in(list(view.row_of)) & pl.col("change").is_not_null())
    chosen = known.sort("change", descending=True, maintain_order=True)
    rows = [view.row_of[one] for one in chosen["comment_id"]]
    return pl.DataFrame(
        {
            "row": [row + view.offset for row in rows],
            "number": [int(view.comments["position"][row]) + 1 for row in rows],
            "before": [_mix(one) for one in chosen["before"].to_list()],
            "after": [_mix(one) for one in chosen["after"].to_list()],
            "change": chosen["change"].round(2),
            "p_family": chosen["p_family"],
        },
        schema=schema | {"p_family": pl.Float64},
    )


def _mix(mix: list[dict[str, Any]] | None) -> str:
    top = sorted(mix or [], key=lambda one: -(one["share"] or 0))[:2]
    return ", ".join(str(one["theme"]) for one in top if one["theme"])


def make(view: View, say: Say) -> Sheet | None:
    """Draw and list them; a pivot counts as found only where shuffles do not show as much, by either model."""
    listed = table_of(view)
    if listed.is_empty():
        return None
    agreed = confirmed(view, listed)
    title = say("pivots.title", n=agreed, count=say.word(agreed)) if agreed else say("pivots.title.none")
    shown = listed.drop("number").head(LISTED)
    reading = say("pivots.reading" if listed.height < FEWEST else "pivots.reading.drawn")
    if agreed < listed.filter(pl.col("p_family") <= LEVEL).height:
        reading += doubt(view, say)
    figure = None if listed.height < FEWEST else pivots(listed.head(DRAWN), say, title=label(title, 160))
    return Sheet(title, reading, figure, shown, listed=True)


ENTRY: Final = Entry("pivots", "drift", 48, make)
