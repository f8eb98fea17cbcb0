"""Whether themes survive when some of the comments are left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Labels = npt.NDArray[np.int64]
    Rows = npt.NDArray[np.int64]

#: Share of the comments that a resample keeps.
KEPT: Final = 0.8
#: Below this many comments leaving some out says nothing.
FEWEST: Final = 8


@dataclass(frozen=True, eq=False)
class Stability:
    """Mean Jaccard index of each cluster with its best match, and the mean ARI; ``None`` where not estimable."""

    jaccard: npt.NDArray[np.float64] | None
    ari: float | None
    resamples: int


def subsample_stability(
    labels: Labels, comments: Rows, recluster: Callable[[Rows], Labels], *, resamples: int, seed: int
) -> Stability:
    """Leave out a fifth of the comments (without replacement), cluster again, and compare.

    Parameters
    ----------
    labels : (n,) int
        Clusters of all units; -1 unclustered.
    comments : (n,) int
        The comment of each unit: comments are left out whole.
    recluster : callable
        From rows that are kept to their new labels.

    Notes
    -----
    A cluster's index in a resample is the largest Jaccard index that any new cluster reaches with what is left of
    it (Hennig 2007); clusters of which less than two units are left are not counted in that resample.
    """
    from sklearn.metrics import adjusted_rand_score

    distinct = np.unique(comments)
    count = int(labels.max(initial=-1)) + 1
    if len(distinct) < FEWEST or count == 0 or resamples < 1:
        return Stability(None, None, 0)
    rng = np.random.default_rng(seed)
    sums, seen, scores = np.zeros(count), np.zeros(count), []
    for _ in range(resamples):
        kept = rng.choice(distinct, size=max(2, round(KEPT * len(distinct))), replace=False)
        rows = np.flatnonzero(np.isin(comments, kept))
        old, new = labels[rows], recluster(rows)
        index, present = best_jaccard(old, new, count)
        sums += index
        seen += present
        scores.append(adjusted_rand_score(singletons(old), singletons(new)))
    return Stability(
        np.divide(sums, seen, out=np.full(count, np.nan), where=seen > 0), float(np.mean(scores)), resamples
    )


def best_jaccard(old: Labels, new: Labels, count: int) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return each old cluster's largest Jaccard index with a new one, and whether two units of it are left."""
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
    """Give every unclustered unit a cluster of its own, as agreement indices need it."""
    free = labels < 0
    out = labels.copy()
    out[free] = labels.max(initial=-1) + 1 + np.arange(int(free.sum()))
    return out
