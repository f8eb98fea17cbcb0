"""Distance from the article in the order of the comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ..escape import label
from .drift_depth import COMMENTS, banded
from .sheet import Entry, Sheet

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from ..say import Say
    from ..view import View


def drift_order(by_order: pl.DataFrame, say: Say, *, title: str = "") -> go.Figure:
    """Draw the drift table ``by_order`` of one discussion, by the clock where there is one."""
    sequence = order_of(by_order) == "sequence"
    table = by_order.filter(pl.col("order") == order_of(by_order))
    lines = {
        say(f"drift.measure.{measure}"): table.filter(pl.col("measure") == measure)
        .sort("bin")
        .with_columns(at=pl.col("from_position") + 1 if sequence else pl.col("from_time").dt.strftime("%Y-%m-%d %H:%M"))
        for measure in ("to_article", "to_parent")
    }
    return banded(
        {name: one for name, one in lines.items() if one.height > 1},
        "at",
        title=title,
        axis=say("column.row") if sequence else "UTC",
    )


def order_of(by_order: pl.DataFrame) -> str:
    """Return ``clock`` where the table has it for at least three bins, else ``sequence``."""
    return "clock" if by_order.filter(pl.col("order") == "clock")["bin"].n_unique() >= 3 else "sequence"


def make(view: View, say: Say) -> Sheet | None:
    """Show it where the comments fall into at least three stretches."""
    table = view.drift("by_order")
    if table is None or len(view) < COMMENTS:
        return None
    order = order_of(table)
    drawn = table.filter((pl.col("order") == order) & pl.col("mean").is_not_null())
    if drawn["bin"].n_unique() < 3:
        return None
    title = say("drift-order.title")
    reading = say(f"drift-order.reading.{order}")
    reading += " " + say(
        "drift.reading.interval" if drawn["low"].null_count() < drawn.height else "drift.reading.described"
    )
    return Sheet(title, reading, drift_order(table, say, title=label(title, 160)), table.drop("discussion_id"))


ENTRY = Entry("drift-order", "drift", 42, make)
