"""Runs of equal values in sorted arrays, and neighbouring classes joined until they hold enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from .material import Ints


def run_starts(ordered: Ints) -> Ints:
    """Where each run of equal values begins in an array whose equal values stand together, shape (runs,)."""
    return np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))[: ordered.size])


def places_in_runs(ordered: Ints) -> Ints:
    """Place of each entry within its run of equal values, from 0, shape as ``ordered``."""
    starts = run_starts(ordered)
    return np.asarray(np.arange(ordered.size) - np.repeat(starts, np.diff([*starts, ordered.size])), dtype=np.int64)


def join_neighbours(counts: Ints, enough: int) -> Ints:
    """Join neighbouring classes from the left until each group counts ``enough``; what is left joins the last group.

    Returns
    -------
    int64 array, shape as ``counts``
        The number of each class's group, ascending without gaps.
    """
    group, held = 0, 0
    groups = np.zeros(len(counts), dtype=np.int64)
    for at, count in enumerate(counts):
        if held >= enough:
            group, held = group + 1, 0
        groups[at] = group
        held += int(count)
    if held < enough and group > 0:
        groups[groups == group] -= 1
    return groups
