"""The tables: one discussion in full, or one row a discussion or a thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from ..arguments import one_discussion
from ..models.shipped import shipped
from ..scores import are_scores
from .catalogue import METRICS
from .copies import copies_within_budget, ends, lots, random_stream, values_over
from .intervals import candidates, draw
from .registry import BASES
from .stack import with_parents
from .view import View
from .yardsticks import growth_yardstick, shuffle_yardstick

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..model import Discussion
    from ..models.population import Population
    from .registry import Metric
    from .yardsticks import Yardstick

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


def measure(
    discussion: Discussion,
    *,
    names: Sequence[str] | None = None,
    model: tuple[str, Population] | None = None,
    copies: int = 200,
    seed: int = 0,
) -> pl.DataFrame:
    """Measure one discussion: figures, what uncertain links leave open, and yardsticks.

    Parameters
    ----------
    discussion : Discussion
    names : sequence of str, optional
        The metrics; all by default.
    model : (str, Population), optional
        Whence and which growth parameters; those that ship for the kind of platform by default. They must come
        from *other* discussions.
    copies : int
        Forests drawn, discussions grown, and shuffles, each; fewer where the discussion is large.
    seed : int

    Returns
    -------
    polars.DataFrame
        One row a metric, the columns of :data:`MEASURE_SCHEMA`. ``low`` and ``high`` hold 90 % of the forests
        drawn from the link alternatives (``interval`` is ``measurement``) and are null where no link is uncertain:
        a comment section is a census. They are null too where confidences are scores and no probabilities
        (``interval`` is ``scores``): forests drawn by scores hold the truth too seldom. ``yardstick_*`` hold the
        middle 90 % of the copies and ``percentile`` the place of the value among them. What cannot be estimated is
        null, and ``note`` says why.

    Raises
    ------
    ValueError
        One of ``names`` is no metric.
    TypeError
        ``discussion`` is none.
    """
    table = observed(one_discussion(discussion), names=names)
    table = with_intervals(table, discussion, copies=copies, seed=seed)
    return with_yardsticks(table, discussion, model=model, copies=copies, seed=seed)


def observed(discussion: Discussion, *, names: Sequence[str] | None = None) -> pl.DataFrame:
    """Compute the figures alone: the table of :func:`measure`, in which intervals and yardsticks stay null."""
    view = View.from_comments(discussion.comments)
    rows = [_row(metric, view) for metric in chosen(names)]
    return pl.DataFrame(rows, schema=MEASURE_SCHEMA, orient="row")


def with_intervals(table: pl.DataFrame, discussion: Discussion, *, copies: int = 200, seed: int = 0) -> pl.DataFrame:
    """Add measurement intervals to the figures that uncertain links make uncertain.

    ``table`` is that of :func:`observed`; it comes back as it is where every link is certain. Where confidences are
    scores ``interval`` says so and the ends stay null; a discussion too large for forty forests gets a note instead.
    The other parameters are those of :func:`measure`.
    """
    given = candidates(discussion.comments)
    if not given.comment.size:
        return table
    view = View.from_comments(discussion.comments)
    uncertain = [metric for metric in chosen(_estimated(table)) if metric.links]
    if are_scores(discussion):
        return filled(table, {metric.name: {"interval": "scores"} for metric in uncertain})
    affordable = copies_within_budget(len(view), copies)
    if affordable is None:
        note = {"note": f"no interval: {len(view)} comments are too many to draw forests of"}
        return filled(table, {metric.name: note for metric in uncertain})
    rng = random_stream(seed, "links")
    drawn = (_decided(with_parents(view, draw(given, lot, rng))) for lot in lots(affordable, len(view)))
    ranges = {}
    for name, values in values_over(drawn, uncertain).items():
        some = values[~np.isnan(values)]
        if some.size:
            low, _, high = ends(some)
            ranges[name] = {"low": low, "high": high, "interval": "measurement"}
    return filled(table, ranges)


def _decided(drawn: View) -> View:
    """Mark every link of a drawn forest as decided: nothing in it is open any more."""
    return replace(drawn, undecided=np.zeros(len(drawn), dtype=bool))


def with_yardsticks(
    table: pl.DataFrame,
    discussion: Discussion,
    *,
    model: tuple[str, Population] | None = None,
    copies: int = 200,
    seed: int = 0,
) -> pl.DataFrame:
    """Add the yardsticks to the figures for which they mean something, and say why where there is none.

    ``table`` is that of :func:`observed`, perhaps with intervals; the other parameters are those of :func:`measure`.
    """
    view = View.from_comments(discussion.comments)
    model = model if model is not None else shipped(discussion.source.reader)
    by_null: dict[str, list[Metric]] = {"growth": [], "shuffle": []}
    for metric in chosen(_estimated(table)):
        if metric.null is not None:
            by_null[metric.null].append(metric)
    found = {
        "growth": growth_yardstick(discussion, view, by_null["growth"], model, copies=copies, seed=seed),
        "shuffle": shuffle_yardstick(view, by_null["shuffle"], copies=copies, seed=seed),
    }
    cells = {one.name: _yardstick_cells(one, found[null]) for null, metrics in by_null.items() for one in metrics}
    return filled(table, cells)


def _yardstick_cells(metric: Metric, yardstick: Yardstick) -> dict[str, object]:
    spread = yardstick.spreads.get(metric.name)
    if spread is None:
        return {"note": yardstick.reason or "no yardstick: not estimable in the copies"}
    return {
        "yardstick_low": spread.low,
        "yardstick_median": spread.median,
        "yardstick_high": spread.high,
        "percentile": spread.percentile,
        "note": f"yardstick: {yardstick.source}",
    }


def _estimated(table: pl.DataFrame) -> list[str]:
    return table.filter(pl.col("value").is_not_null())["metric"].to_list()


def filled(table: pl.DataFrame, cells: Mapping[str, Mapping[str, object]]) -> pl.DataFrame:
    """Fill cells of a table, by metric and column."""
    rows = [{**row, **cells.get(row["metric"], {})} for row in table.iter_rows(named=True)]
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
        return f"not estimable: needs {metric.at_least} {metric.basis}, there {'is' if count == 1 else 'are'} {count}"
    return f"not estimable: {metric.empty}"


def table(view: View, *, names: Sequence[str] | None = None) -> pl.DataFrame:
    """Compute metrics for every group of a view: one row a group, its labels first, then one column a metric."""
    values = pl.DataFrame({metric.name: metric(view) for metric in chosen(names)}).fill_nan(None)
    return values if view.labels is None else pl.concat([view.labels, values], how="horizontal")


def by_discussion(comments: pl.DataFrame, *, names: Sequence[str] | None = None) -> pl.DataFrame:
    """Measure every discussion of a comment table in one pass: ``discussion_id``, then one float64 column a metric.

    A figure that cannot be estimated is null. ``names`` chooses metrics; ``ValueError`` for one that does not exist.
    """
    return table(View.from_comments(comments), names=names)


def by_thread(comments: pl.DataFrame, *, names: Sequence[str] | None = None) -> pl.DataFrame:
    """Measure every thread of a comment table in one pass: ``discussion_id, root_id``, then one column a metric.

    As :func:`by_discussion`, but a thread's tree hangs on its root, not on the article.
    """
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
    names = (names,) if isinstance(names, str) else names
    unknown = [name for name in names or () if name not in METRICS]
    if unknown:
        raise ValueError(f"no metric is called {unknown[0]!r}; there are {', '.join(METRICS)}")
    return list(METRICS.values()) if names is None else [METRICS[name] for name in names]
