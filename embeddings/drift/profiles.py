"""Distances by depth, by source order, by clock and among siblings, each with what it must be compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from .bins import clock_bins, depth_classes, sequence_bins, sibling_bins
from .distances import MEASURES
from .resample import ENOUGH_THREADS, grouped_mean
from .schemas import BY_DEPTH, BY_ORDER, nullable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .bins import Bins
    from .material import Ints, Material, Reals
    from .significance import Draws

_DESCRIBED: Final = f"described: fewer than {ENOUGH_THREADS} threads"
#: Classes of comment length, equally full, over which means are made comparable.
_LENGTH_CLASSES: Final = 5
#: A band needs no more: its ends are the fifth value from either side.
BAND_PERMUTATIONS: Final = 200


def by_depth(material: Material, columns: Mapping[str, Reals], draws: Draws) -> pl.DataFrame:
    """Mean distances by depth, with a band of what comments placed at random within their thread would show."""
    rows: list[dict[str, Any]] = []
    for measure in MEASURES:
        rows.extend(_depth_rows(material, measure, columns[measure], draws))
    return pl.DataFrame(rows, schema=BY_DEPTH, orient="row")


def _depth_rows(material: Material, measure: str, values: Reals, draws: Draws) -> list[dict[str, Any]]:
    if not np.isfinite(values).any():
        return []
    depth, thread = depth_classes(material), material.forest.thread
    groups = int(depth.max()) + 1
    mean, low, high, count, threads = grouped_mean(values, depth, groups, thread, draws.seed)
    # Only the article's distance is a property of one comment that can change place within its thread.
    movable = measure == "to_article"
    band = _null_band(values, depth, thread, draws) if movable else None
    matched = length_matched(values, material.words, depth, groups)
    change = values - values[thread] if measure == "to_article" else values - _first_reply_value(material, values)
    within = grouped_mean(change, depth, groups, thread, draws.seed)[0]
    return [
        {
            "discussion_id": material.discussion_id, "measure": measure, "depth": at, "comments": int(count[at]),
            "threads": int(threads[at]), "mean": mean[at], "low": nullable(low[at]), "high": nullable(high[at]),
            "null_low": nullable(band[0][at]) if band else None, "null_high": nullable(band[1][at]) if band else None,
            "length_matched": nullable(matched[at]), "within_thread": nullable(within[at]),
            "status": "ok" if np.isfinite(low[at]) else _DESCRIBED,
        }
        for at in range(groups)
        if count[at]
    ]  # fmt: skip


def _first_reply_value(material: Material, values: Reals) -> Reals:
    """Mean value at depth 1 of the comment's own thread, NaN where there is none, shape (n,)."""
    first = (material.forest.depth == 1) & np.isfinite(values)
    thread, n = material.forest.thread, len(values)
    total = np.bincount(thread[first], weights=values[first], minlength=n)
    count = np.bincount(thread[first], minlength=n)
    return np.asarray(np.divide(total, count, out=np.full(n, np.nan), where=count > 0)[thread], dtype=np.float64)


def _null_band(values: Reals, depth: Ints, thread: Ints, draws: Draws) -> tuple[Reals, Reals] | None:
    """Middle 95 % of the means by depth when values change places within their thread."""
    kept = np.flatnonzero(np.isfinite(values))
    if np.unique(thread[kept]).size < ENOUGH_THREADS:
        return None
    rng = np.random.default_rng(draws.seed)
    groups, permutations = int(depth.max()) + 1, min(draws.permutations, BAND_PERMUTATIONS)
    order = kept[np.argsort(thread[kept], kind="stable")]
    count = np.maximum(np.bincount(depth[order], minlength=groups), 1)
    means = np.empty((permutations, groups))
    for at in range(permutations):
        shuffled = np.argsort(thread[order] + rng.random(order.size))
        means[at] = np.bincount(depth[order], weights=values[order[shuffled]], minlength=groups) / count
    low, high = np.quantile(means, [0.025, 0.975], axis=0)
    return low, high


def length_matched(values: Reals, words: Reals, group: Ints, groups: int) -> Reals:
    """Mean by group as if every group had the whole's mix of comment lengths (direct standardisation).

    NaN for a group that lacks a length class altogether.
    """
    kept = np.isfinite(values) & (group >= 0)
    if kept.sum() < 2 * _LENGTH_CLASSES:
        return np.full(groups, np.nan)
    edges = np.quantile(words[kept], np.linspace(0, 1, _LENGTH_CLASSES + 1)[1:-1])
    length = np.searchsorted(edges, words[kept], side="right")
    cell = group[kept] * _LENGTH_CLASSES + length
    size = groups * _LENGTH_CLASSES
    count = np.bincount(cell, minlength=size).reshape(groups, _LENGTH_CLASSES)
    total = np.bincount(cell, weights=values[kept], minlength=size).reshape(groups, _LENGTH_CLASSES)
    mean = np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)
    weight = count.sum(axis=0) / count.sum()
    return np.asarray(np.where(weight > 0, mean * weight, 0.0).sum(axis=1))


def by_order(material: Material, columns: Mapping[str, Reals], seed: int) -> pl.DataFrame:
    """Mean distances along source order, along the clock, and by place among siblings."""
    rows: list[dict[str, Any]] = []
    orders = [one for one in (sequence_bins(material), clock_bins(material), sibling_bins(material)) if one]
    for number, bins in enumerate(orders):
        edges = bins.edges(material)
        for measure in MEASURES:
            heads = [{"measure": measure, "order": bins.order, **edge} for edge in edges]
            rows.extend(_order_rows(material, bins, heads, columns[measure], seed + number))
    return pl.DataFrame(rows, schema=BY_ORDER, orient="row")


def _order_rows(
    material: Material, bins: Bins, heads: list[dict[str, Any]], values: Reals, seed: int
) -> list[dict[str, Any]]:
    if not np.isfinite(values).any():
        return []
    mean, low, high, count, threads = grouped_mean(values, bins.index, bins.count, material.forest.thread, seed)
    return [
        {
            "discussion_id": material.discussion_id, **heads[at],
            "comments": int(count[at]), "threads": int(threads[at]), "mean": mean[at], "low": nullable(low[at]),
            "high": nullable(high[at]), "status": "ok" if np.isfinite(low[at]) else _DESCRIBED,
        }
        for at in range(bins.count)
        if count[at]
    ]  # fmt: skip
