"""How well groups survive: agreement between two clusterings of the same units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Labels = npt.NDArray[np.int64]


def best_jaccard(old: Labels, new: Labels, count: int) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return each old group's largest Jaccard index with a new one, and 1 where two units of it are left.

    Parameters
    ----------
    old, new : (n,) int
        Labels of the same units; -1 unclustered.
    count : int
        Number of old groups; those of which fewer than two units are among these score zero.
    """
    size_old = np.bincount(old[old >= 0], minlength=count)
    width = int(new.max(initial=-1)) + 1
    present = (size_old >= 2).astype(float)
    if width == 0:
        return np.zeros(count), present
    both = (old >= 0) & (new >= 0)
    shared = np.zeros((count, width))
    np.add.at(shared, (old[both], new[both]), 1)
    size_new = np.bincount(new[new >= 0], minlength=width)
    union = size_old[:, None] + size_new[None, :] - shared
    return (shared / np.maximum(union, 1)).max(axis=1) * present, present


def singletons(labels: Labels) -> Labels:
    """Give every unclustered unit a group of its own, as agreement indices need it."""
    free = labels < 0
    out = labels.copy()
    out[free] = labels.max(initial=-1) + 1 + np.arange(int(free.sum()))
    return out
