"""Cutting a discussion into stretches of order or clock, places among siblings, and depths, into classes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .runs import join_neighbours, places_in_runs

if TYPE_CHECKING:
    from .material import Ints, Material

#: A stretch holds at least this many comments, and there are at most this many stretches.
SMALLEST_BIN: Final = 20
MOST_BINS: Final = 20
#: Depths from here on are one class, and so are places among siblings (counted from 0).
DEEPEST: Final = 10
LAST_SIBLING: Final = 9


@dataclass(frozen=True, eq=False)
class Bins:
    """Stretches of one order: ``index`` (n,) says in which stretch each comment falls."""

    order: str
    index: Ints
    count: int

    def edges(self, material: Material) -> list[dict[str, Any]]:
        """Position and time at which each stretch begins and ends."""
        position = material.frame["position"]
        created = material.frame["created"]
        out = []
        for one in range(self.count):
            rows = np.flatnonzero(self.index == one)
            places = position.gather(rows)
            times = created.gather(rows).drop_nulls()
            out.append({
                "bin": one, "from_position": places.min(), "to_position": places.max(),
                "from_time": times.min(), "to_time": times.max(),
            })  # fmt: skip
        return out


def sequence_bins(material: Material) -> Bins:
    """Stretches with equally many comments, in source order."""
    return _quantile_bins("sequence", np.argsort(np.argsort(material.frame["position"].to_numpy(), kind="stable")))


def clock_bins(material: Material) -> Bins | None:
    """Stretches of equal length on the clock, those with too few comments joined; None without dates."""
    if not material.dated or len(material) < SMALLEST_BIN:
        return None
    time = material.frame["created"].dt.epoch("us").to_numpy().astype(np.float64)
    span = float(time.max() - time.min())
    if span <= 0:
        return None
    wanted = int(np.clip(len(material) // SMALLEST_BIN, 1, MOST_BINS))
    raw = np.minimum((wanted * (time - time.min()) / span).astype(np.int64), wanted - 1)
    counts = np.bincount(raw, minlength=wanted)
    joined = join_neighbours(counts, SMALLEST_BIN)
    return Bins("clock", joined[raw], int(joined.max()) + 1)


def depth_classes(material: Material) -> Ints:
    """Depth of each comment, :data:`DEEPEST` and below taken together, shape (n,)."""
    return np.asarray(np.minimum(material.forest.depth, DEEPEST), dtype=np.int64)


def _quantile_bins(order: str, rank: Ints) -> Bins:
    n = len(rank)
    count = int(np.clip(n // SMALLEST_BIN, 1, MOST_BINS))
    return Bins(order, (rank * count // max(n, 1)).astype(np.int64), count)


def sibling_bins(material: Material) -> Bins | None:
    """Place among the replies to one parent (0 the first), the tenth and later taken together; roots left out."""
    replies = material.all_links
    if not replies.size:
        return None
    parent = material.forest.parent[replies]
    order = np.lexsort((material.rank[replies], parent))
    index = np.full(len(material), -1, dtype=np.int64)
    index[replies[order]] = np.minimum(places_in_runs(parent[order]), LAST_SIBLING)
    return Bins("siblings", index, int(index.max()) + 1)
