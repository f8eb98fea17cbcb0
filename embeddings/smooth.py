"""Neighbour smoothing: a vector moves towards the vectors most like it, so that a point said in other words meets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from .vectors import normalised

if TYPE_CHECKING:
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

#: Rows compared at a time: memory stays at a few hundred megabytes for any number of units.
_BLOCK: Final = 1024
#: How much of a vector its neighbours replace in one round.
SHARE: Final = 0.5


def smooth(vectors: Vectors, *, neighbours: int, rounds: int) -> Vectors:
    """Replace half of each vector by the weighted mean of its nearest ones, a few times.

    Parameters
    ----------
    vectors : (n, d) float32
        Normalised.
    neighbours : int
        Taken by cosine; none are weighted below zero.
    rounds : int
        Two rounds reach the neighbours' neighbours.
    """
    if neighbours < 1 or len(vectors) < 2:
        return vectors
    out = vectors
    for _ in range(rounds):
        near, weights = nearest(out, min(neighbours, len(out) - 1))
        mean = np.einsum("nk,nkd->nd", weights, out[near])
        mean /= np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)
        out = normalised((1 - SHARE) * out + SHARE * mean)
    return out


def nearest(vectors: Vectors, count: int) -> tuple[npt.NDArray[np.int64], Vectors]:
    """Return each row's nearest other rows and their cosines, those below zero as zero; both (n, count)."""
    near = np.empty((len(vectors), count), dtype=np.int64)
    weights = np.empty((len(vectors), count), dtype=np.float32)
    for at in range(0, len(vectors), _BLOCK):
        block = slice(at, min(at + _BLOCK, len(vectors)))
        similar = vectors[block] @ vectors.T
        rows = np.arange(len(similar))
        similar[rows, rows + at] = -2
        # Sorted, so that equal inputs give equal sums whatever the partition's order.
        chosen = np.sort(np.argpartition(-similar, count - 1, axis=1)[:, :count], axis=1)
        near[block] = chosen
        weights[block] = np.maximum(similar[rows[:, None], chosen], 0)
    return near, weights
