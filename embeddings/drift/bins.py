"""Cutting a discussion into stretches of order or clock, and depths into classes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from .material import Ints, Material

#: A stretch holds at least this many comments, and there are at most this many stretches.
SMALLEST_BIN: Final = 20
MOST_BINS: Final = 20
#: Depths from here on are one class.
DEEPEST: Final = 10


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
    joined = _join_small(counts)
    return Bins("clock", joined[raw], int(joined.max()) + 1)


def depth_classes(material: Material) -> Ints:
    """Depth of each comment, :data:`DEEPEST` and below taken together, shape (n,)."""
    return np.asarray(np.minimum(material.forest.depth, DEEPEST), dtype=np.int64)


def _quantile_bins(order: str, rank: Ints) -> Bins:
    n = len(rank)
    count = int(np.clip(n // SMALLEST_BIN, 1, MOST_BINS))
    return Bins(order, (rank * count // max(n, 1)).astype(np.int64), count)


def _join_small(counts: Ints) -> Ints:
    """New number of each stretch after small ones joined their successor (the last its predecessor)."""
    new = np.zeros(len(counts), dtype=np.int64)
    current, held = 0, 0
    for at, count in enumerate(counts):
        new[at] = current
        held += int(count)
        if held >= SMALLEST_BIN:
            current, held = current + 1, 0
    if held and current:
        new[new == current] = current - 1
    return new
