"""Pivots: replies after which a thread's theme mix is not what it was before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from .runs import places_in_runs
from .schemas import PIVOTS, empty

if TYPE_CHECKING:
    from .material import Ints, Labels, Material, Reals
    from .significance import Draws

#: Comments with a theme that must stand on either side of a pivot.
ENOUGH_EITHER_SIDE: Final = 3
MOST_ROWS: Final = 200
MOST_PERMUTATIONS: Final = 200


def pivots(material: Material, draws: Draws) -> tuple[pl.DataFrame, str | None]:
    """Build the ``pivots`` table, biggest change first; also a sentence where there is nothing to compare.

    A reply parts its thread into the comments that came before it and the branch that it opens (itself included).
    ``change`` is the Jensen–Shannon divergence of the two mixes in bits, less what two samples of those sizes show
    on average when the thread's comments are shuffled; ``p_family`` compares it with the largest such excess of
    each shuffle within threads. One thread alone is described.
    """
    shares, labelled = material.labels.shares, material.labels.labelled
    if not labelled.any():
        return empty("pivots"), "Pivots are not estimable: no comment carries a theme."
    sides = _Sides.of(material)
    before, after = sides.counts(labelled[:, None].astype(np.float64))
    count_before, count_after = before[:, 0], after[:, 0]
    rows = np.flatnonzero((material.forest.parent >= 0) & (np.minimum(count_before, count_after) >= ENOUGH_EITHER_SIDE))
    if not rows.size:
        return empty("pivots"), (
            f"Pivots are not estimable: no reply has {ENOUGH_EITHER_SIDE} comments with a theme before it in its "
            "thread and in the branch that it opens."
        )
    change = _divergence(*sides.mixes(shares, rows))
    mean, p_family = _null(material, sides, rows, change, draws)
    order = np.argsort(-(change - mean), kind="stable")[:MOST_ROWS]
    threads = np.unique(material.forest.thread[rows]).size
    tested = threads > 1
    mixes = sides.mixes(shares, rows[order])
    table = material.frame[rows[order]].select("discussion_id", "comment_id", "position", "author_id").with_columns(
        pl.Series("thread_id", material.frame["comment_id"].to_numpy()[material.forest.thread[rows[order]]]),
        pl.Series("change", (change - mean)[order]),
        pl.Series("before", mix_lists(material.labels, mixes[0]), dtype=PIVOTS["before"]),
        pl.Series("after", mix_lists(material.labels, mixes[1]), dtype=PIVOTS["after"]),
        pl.Series("before_comments", count_before[rows[order]]),
        pl.Series("after_comments", count_after[rows[order]]),
        pl.Series("p_family", p_family[order] if tested else [None] * order.size, dtype=pl.Float64),
        pl.lit("ok" if tested else "described: one thread alone").alias("status"),
    )  # fmt: skip
    return table.select(pl.col(name).cast(kind) for name, kind in PIVOTS.items()), None


@dataclass(frozen=True, eq=False)
class _Sides:
    """Sums over a comment's branch and over what came before it in its thread, by two running sums.

    ``first`` and ``last`` bound the branch in ``preorder``; ``start`` and ``place`` what came before, in ``by_time``.
    """

    preorder: Ints
    first: Ints
    last: Ints
    by_time: Ints
    start: Ints
    place: Ints

    @classmethod
    def of(cls, material: Material) -> _Sides:
        forest, n = material.forest, len(material)
        first = np.empty(n, dtype=np.int64)
        first[forest.preorder] = np.arange(n)
        by_time = np.lexsort((material.rank, forest.thread))
        place = np.empty(n, dtype=np.int64)
        place[by_time] = np.arange(n)
        start = place - places_in_runs(forest.thread[by_time])[place]
        return cls(forest.preorder, first, first + forest.size, by_time, start, place)

    def counts(self, values: Reals) -> tuple[Reals, Reals]:
        """Sums (n, k) before each comment, and over its branch. A branch never stands before its own root."""
        return self._sums(values, np.arange(len(values)))

    def mixes(self, shares: Reals, rows: Ints) -> tuple[Reals, Reals]:
        """Theme mixes before and after each of ``rows``, each row summing to 1."""
        before, after = self._sums(shares, rows)
        return before / before.sum(axis=1, keepdims=True), after / after.sum(axis=1, keepdims=True)

    def _sums(self, values: Reals, rows: Ints) -> tuple[Reals, Reals]:
        k = values.shape[1]
        zero = np.zeros((1, k))
        tree = np.concatenate((zero, np.cumsum(values.take(self.preorder, axis=0), axis=0)))
        time = np.concatenate((zero, np.cumsum(values.take(self.by_time, axis=0), axis=0)))
        before = time.take(self.place[rows], axis=0) - time.take(self.start[rows], axis=0)
        return before, tree.take(self.last[rows], axis=0) - tree.take(self.first[rows], axis=0)


def _divergence(before: Reals, after: Reals) -> Reals:
    """Jensen–Shannon divergence of matching rows, in bits."""
    middle = (before + after) / 2
    return _entropy(middle) - (_entropy(before) + _entropy(after)) / 2


def _entropy(mix: Reals) -> Reals:
    clipped = np.clip(mix, 1e-12, 1.0)
    return np.asarray(-(clipped * np.log2(clipped)).sum(axis=1))


def _null(
    material: Material, sides: _Sides, rows: Ints, change: Reals, draws: Draws
) -> tuple[Reals, Reals]:  # fmt: skip
    """Mean change under shuffles within threads, and the family-wise p of each excess."""
    labelled = np.flatnonzero(material.labels.labelled)
    order = labelled[np.argsort(material.forest.thread[labelled], kind="stable")]
    thread = material.forest.thread[order]
    rng = np.random.default_rng(draws.seed)
    shares = material.labels.shares
    permutations = min(draws.permutations, MOST_PERMUTATIONS)
    drawn = np.empty((permutations, rows.size), dtype=np.float32)
    shuffled = shares.copy()
    for at in range(permutations):
        shuffled[order] = shares.take(order[np.argsort(thread + rng.random(order.size))], axis=0)
        drawn[at] = _divergence(*sides.mixes(shuffled, rows))
    mean = (drawn.sum(axis=0, dtype=np.float64) + change) / (permutations + 1)
    largest = np.sort((drawn - mean).max(axis=1))
    above = permutations - np.searchsorted(largest, change - mean - 1e-6)
    return mean, (1 + above) / (permutations + 1)


def mix_lists(labels: Labels, mixes: Reals) -> list[list[dict[str, Any]]]:
    """Theme mixes as lists, biggest share first, shares of nought left out."""
    out = []
    for row in mixes:
        order = [int(k) for k in np.argsort(-row, kind="stable") if row[k] > 1e-9]
        out.append([{"theme_id": labels.ids[k], "theme": labels.names[k], "share": float(row[k])} for k in order])
    return out
