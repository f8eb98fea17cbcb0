"""Distance from the article by depth, with what shuffled threads would show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ..agreement import nearer, nearness
from ..escape import label
from ..sentences_drift import p_value
from .banded import banded, spread
from .sheet import Entry, Sheet, doubt

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from ..say import Say
    from ..view import View

MEASURES: Final = ("to_article", "to_root", "to_parent")
#: Below so many comments a mean is drawn by no line.
COMMENTS: Final = 30
#: A mean over fewer comments is not drawn.
AVERAGED: Final = 3


def drift_depth(by_depth: pl.DataFrame, say: Say, *, title: str = "") -> go.Figure:
    """Draw the drift table ``by_depth`` of one discussion; a column ``rows`` makes its marks lead somewhere."""
    return banded(_panels(by_depth, say), "depth", title=title, axis=say("column.depth")).update_xaxes(dtick=1)


def _panels(by_depth: pl.DataFrame, say: Say) -> dict[str, pl.DataFrame]:
    kept = by_depth.filter((pl.col("comments") >= AVERAGED) & pl.col("mean").is_not_null())
    found = {measure: kept.filter(pl.col("measure") == measure).sort("depth") for measure in MEASURES}
    return {say(f"drift.measure.{measure}"): table for measure, table in found.items() if table.height >= 2}


def with_rows(table: pl.DataFrame, view: View) -> pl.DataFrame:
    """Add the comments behind each mean: those of a depth (or of the deepest class) that have the distance."""
    distances = view.drift("distances")
    if distances is None:
        return table
    deepest = max(table["depth"].to_list(), default=0)
    held = (
        distances.select("comment_id", pl.col("depth").clip(upper_bound=deepest), *MEASURES)
        .with_columns(rows=pl.col("comment_id").replace_strict(view.row_of, return_dtype=pl.Int64) + view.offset)
        .unpivot(MEASURES, index=["depth", "rows"], variable_name="measure", value_name="distance")
        .drop_nulls("distance")
        .group_by("measure", "depth", maintain_order=True)
        .agg("rows")
    )
    return table.join(held, on=["measure", "depth"], how="left", maintain_order="left").with_columns(
        pl.col("rows").fill_null([])
    )


def make(view: View, say: Say) -> Sheet | None:
    """Show it where at least two depths have a few comments each; a finding only where a test survives."""
    table = view.drift("by_depth")
    if table is None or len(view) < COMMENTS or not _panels(table, say):
        return None
    verdict, reading = nearer(view), [say("drift-depth.reading")]
    known = {"yes": "drift-depth.title.nearer", "no": "drift-depth.title.not-nearer"}
    title = say(known[verdict]) if verdict in known else spread(_panels(table, say), say, where="depth")
    if table["null_low"].null_count() < table.height:
        reading.append(say("drift.reading.null"))
    reading.append(
        say("drift.reading.interval" if table["low"].null_count() < table.height else "drift.reading.described")
    )
    figure = drift_depth(with_rows(table, view), say, title=label(title, 160))
    weakest = nearness(view)
    if weakest is not None:
        places = {name: say.decimal(weakest[name], 2) for name in ("observed", "expected")}
        reading.append(say("drift-depth.tested", n=int(weakest["cases"]), p=p_value(weakest["p"], say), **places))
    told = " ".join(reading) + (doubt(view, say) if verdict == "open" else "")
    return Sheet(title, told, figure, table.drop("discussion_id"))


ENTRY: Final = Entry("drift-depth", "drift", 40, make)
