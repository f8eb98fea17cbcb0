"""The tables: one discussion in full, or one row a discussion or a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from .catalogue import METRICS
from .registry import BASES
from .view import View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..model import Discussion
    from .registry import Metric

#: The columns of :func:`measure`.
MEASURE_SCHEMA: Final[dict[str, type[pl.DataType]]] = {
    "metric": pl.String,
    "version": pl.String,
    "title": pl.String,
    "unit": pl.String,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "interval": pl.String,
    "yardstick_low": pl.Float64,
    "yardstick_median": pl.Float64,
    "yardstick_high": pl.Float64,
    "percentile": pl.Float64,
    "note": pl.String,
}

_WORDS: Final = ("metric", "title", "unit")
_TEXTS: Final = {"discussion_id": pl.String, "site": pl.String}


def measure(discussion: Discussion, *, names: Sequence[str] | None = None) -> pl.DataFrame:
    """Measure one discussion: one row a metric, with the columns of :data:`MEASURE_SCHEMA`.

    A figure that the discussion is too small for, or lacks the data for, is null and ``note`` says why.
    """
    view = View.from_comments(discussion.comments)
    rows = [_row(metric, view) for metric in chosen(names)]
    return pl.DataFrame(rows, schema=MEASURE_SCHEMA, orient="row")


def _row(metric: Metric, view: View) -> dict[str, object]:
    value = float(metric(view)[0])
    empty = np.isnan(value)
    return {
        **dict.fromkeys(MEASURE_SCHEMA),
        "metric": metric.name,
        "version": metric.version,
        "title": metric.title,
        "unit": metric.unit,
        "value": None if empty else value,
        "note": why_empty(metric, view) if empty else None,
    }


def why_empty(metric: Metric, view: View) -> str:
    """Say why a figure could not be estimated."""
    count = int(BASES[metric.basis](view)[0])
    if count < metric.at_least:
        return f"not estimable: {count} {metric.basis}, at least {metric.at_least} needed"
    return "not estimable: nothing of the kind occurs"


def table(view: View, *, names: Sequence[str] | None = None) -> pl.DataFrame:
    """Compute metrics for every group of a view: one row a group, its labels first, then one column a metric."""
    values = pl.DataFrame({metric.name: metric(view) for metric in chosen(names)}).fill_nan(None)
    return values if view.labels is None else pl.concat([view.labels, values], how="horizontal")


def by_discussion(comments: pl.DataFrame, *, names: Sequence[str] | None = None) -> pl.DataFrame:
    """Measure every discussion of a comment table in one pass, one row each."""
    return table(View.from_comments(comments), names=names)


def by_thread(comments: pl.DataFrame, *, names: Sequence[str] | None = None) -> pl.DataFrame:
    """Measure every thread of a comment table in one pass, one row each; ``root_id`` is its root."""
    found = table(View.from_comments(comments, by="thread"), names=names)
    return found.rename({"comment_id": "root_id"})


def by_site(comments: pl.DataFrame, sites: Mapping[str, str]) -> pl.DataFrame:
    """Summarise the discussions of each site: one row a site and metric, with the quartiles over its discussions.

    Parameters
    ----------
    comments : polars.DataFrame
    sites : mapping
        The site of each ``discussion_id``; discussions without one are left out.

    Returns
    -------
    polars.DataFrame
        ``site, metric, title, unit, discussions, low, median, high``: the number of discussions for which the
        metric could be estimated, their lower quartile, median and upper quartile.
    """
    long = by_discussion(comments).unpivot(index="discussion_id", variable_name="metric").drop_nulls("value")
    named = pl.DataFrame({"discussion_id": list(sites), "site": list(sites.values())}, schema_overrides=_TEXTS)
    words = pl.DataFrame([(one.name, one.title, one.unit) for one in METRICS.values()], schema=_WORDS, orient="row")
    value = pl.col("value")
    quartiles = (
        long.join(named, on="discussion_id")
        .group_by("site", "metric", maintain_order=True)
        .agg(
            discussions=pl.len(),
            low=value.quantile(0.25, "linear"),
            median=value.median(),
            high=value.quantile(0.75, "linear"),
        )
    )
    ordered = quartiles.join(words, on="metric").select("site", *_WORDS, "discussions", "low", "median", "high")
    place = pl.col("metric").cast(pl.Enum(list(METRICS))).to_physical()
    return ordered.sort("site", place, maintain_order=True)


def chosen(names: Sequence[str] | None) -> list[Metric]:
    """Look metrics up by name; all of them by default. ``ValueError`` names one that does not exist."""
    unknown = [name for name in names or () if name not in METRICS]
    if unknown:
        raise ValueError(f"no metric is called {unknown[0]!r}; there are {', '.join(METRICS)}")
    return list(METRICS.values()) if names is None else [METRICS[name] for name in names]
