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
    led = "row" in by_order.columns
    table = by_order.filter(pl.col("order") == order_of(by_order))
    table = table.with_columns(pl.col("row").fill_null(-1)) if led else table
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
        keyed=("row", "row") if led else None,
    )


def with_first_rows(table: pl.DataFrame, view: View) -> pl.DataFrame:
    """Add the number of each stretch's first comment: what a mark leads to."""
    first = view.comments.select("created").with_row_index("at").drop_nulls().unique("created", keep="first")
    by_clock = table.join(first, left_on="from_time", right_on="created", how="left", maintain_order="left")
    sequence = pl.col("from_position").cast(pl.Int64)
    row = pl.when(pl.col("order") == "clock").then(pl.col("at").cast(pl.Int64)).otherwise(sequence) + view.offset
    return by_clock.with_columns(row=row).drop("at")


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
    table = with_first_rows(table, view)
    title = say("drift-order.title")
    reading = say(f"drift-order.reading.{order}")
    reading += " " + say(
        "drift.reading.interval" if drawn["low"].null_count() < drawn.height else "drift.reading.described"
    )
    return Sheet(title, reading, drift_order(table, say, title=label(title, 160)), table.drop("discussion_id"))


ENTRY = Entry("drift-order", "drift", 42, make)
