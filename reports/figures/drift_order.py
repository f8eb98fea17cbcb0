"""Distance from the article in the order of the comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from ..agreement import changes
from ..escape import label
from ..say import sentence as capital
from ..sentences_drift import moved_words, when
from .banded import banded, spread
from .drift_depth import COMMENTS
from .sheet import Entry, Sheet, doubt

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from ..say import Say
    from ..view import View

MEASURES: Final = ("to_article", "to_parent")
STRETCHES: Final = 3


def drift_order(by_order: pl.DataFrame, say: Say, *, title: str = "") -> go.Figure:
    """Draw the drift table ``by_order`` of one discussion, by the clock where there is one.

    A column ``rows`` makes its marks lead somewhere.
    """
    clock = order_of(by_order) == "clock"
    return banded(_panels(by_order, say), "at", title=title, axis="UTC" if clock else say("column.row"))


def _panels(by_order: pl.DataFrame, say: Say) -> dict[str, pl.DataFrame]:
    order = order_of(by_order)
    at = pl.col("from_time").dt.strftime("%Y-%m-%d %H:%M") if order == "clock" else pl.col("from_position") + 1
    drawn = by_order.filter((pl.col("order") == order) & pl.col("mean").is_not_null()).with_columns(at=at)
    found = {measure: drawn.filter(pl.col("measure") == measure).sort("bin") for measure in MEASURES}
    return {say(f"drift.measure.{name}"): one for name, one in found.items() if one.height >= STRETCHES}


def with_rows(table: pl.DataFrame, view: View) -> pl.DataFrame:
    """Add the comments behind each mean: those of a stretch that have the distance."""
    distances = view.drift("distances")
    if distances is None:
        return table
    numbered = distances.with_columns(
        row=pl.col("comment_id").replace_strict(view.row_of, return_dtype=pl.Int64) + view.offset
    )
    rows = [_within(numbered, line) for line in table.iter_rows(named=True)]
    return table.with_columns(pl.Series("rows", rows, dtype=pl.List(pl.Int64)))


def _within(distances: pl.DataFrame, line: dict[str, Any]) -> list[int]:
    if line["measure"] not in MEASURES:
        return []
    column, name = ("created", "time") if line["order"] == "clock" else ("position", "position")
    inside = pl.col(column).is_between(line[f"from_{name}"], line[f"to_{name}"])
    return distances.filter(inside & pl.col(line["measure"]).is_not_null())["row"].to_list()


def order_of(by_order: pl.DataFrame) -> str:
    """Return ``clock`` where the table has it for at least three bins, else ``sequence``."""
    return "clock" if by_order.filter(pl.col("order") == "clock")["bin"].n_unique() >= STRETCHES else "sequence"


def make(view: View, say: Say) -> Sheet | None:
    """Show it where the comments fall into at least three stretches."""
    table = view.drift("by_order")
    if table is None or len(view) < COMMENTS or not _panels(table, say):
        return None
    order = order_of(table)
    drawn = table.filter((pl.col("order") == order) & pl.col("mean").is_not_null())
    verdict, moved = changes(view, "distance from the article", "clock")
    title = _title(view, say, table, verdict, moved)
    sure = drawn["low"].null_count() < drawn.height
    reading = (
        f"{say(f'drift-order.reading.{order}')} {say('drift.reading.interval' if sure else 'drift.reading.described')}"
    )
    if verdict == "open":
        reading += doubt(view, say)
    figure = drift_order(with_rows(table, view), say, title=label(title, 160))
    return Sheet(title, reading, figure, table.drop("discussion_id"))


def _title(view: View, say: Say, table: pl.DataFrame, verdict: str, moved: dict[str, Any] | None) -> str:
    if moved is not None:
        return moved_words(moved, "clock", view, say).rstrip(".")
    if verdict == "no":
        return capital(say("drift-order.title.still", when=when("clock", view, say)))
    return spread(_panels(table, say), say, where="order")


ENTRY: Final = Entry("drift-order", "drift", 42, make)
