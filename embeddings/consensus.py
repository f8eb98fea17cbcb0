"""What resamples agree on: units that most of them hold together, and groups that they cannot tell apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from .stability import best_jaccard

if TYPE_CHECKING:
    import numpy.typing as npt

    Labels = npt.NDArray[np.int64]
    Matrix = npt.NDArray[np.float32]
    Parts = list[tuple[Labels, Labels]]

#: Groups are joined as long as most resamples held their units together, on average.
MAJORITY: Final = 0.5
#: Hennig (2007): a group whose best Jaccard index stays below this on average is dissolved by resampling.
DISSOLVED: Final = 0.5
#: A group that dissolves joins the one that resamples hold it together with at least so often as it with itself.
#: Chosen on half of the ArgKP topics among .1 to .5; the agreement with key points is about the same from .3 to .5.
AS_OFTEN: Final = 0.3


def consensus(parts: Parts, size: int) -> tuple[Labels, Matrix]:
    """Join units, by average linkage, as long as most resamples held them together.

    Parameters
    ----------
    parts : list of (rows, labels)
        Each resample's units and their groups.
    size : int
        Number of units.

    Returns
    -------
    (n,) int64, (n, n) float32
        Groups, -1 for a unit with nobody beside it; and :func:`co_association`.
    """
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    together = co_association(parts, size)
    distance = 1 - together.astype(np.float64)
    np.fill_diagonal(distance, 0)
    tree = linkage(squareform(distance, checks=False), method="average")
    cut = np.asarray(fcluster(tree, 1 - MAJORITY, criterion="distance") - 1, dtype=np.int64)
    return without_singles(cut), together


def co_association(parts: Parts, size: int) -> Matrix:
    """Return how often each two units were grouped together, of the resamples that held both."""
    together = np.zeros((size, size), dtype=np.float32)
    both = np.zeros((size, size), dtype=np.float32)
    for rows, labels in parts:
        at = np.ix_(rows, rows)
        together[at] += labels[:, None] == labels[None, :]
        both[at] += 1
    return np.asarray(together / np.maximum(both, 1), dtype=np.float32)


def join_dissolved(labels: Labels, parts: Parts, together: Matrix) -> Labels:
    """Join each group that resampling dissolves to the one it runs into, the least stable first.

    A majority alone cuts a large discussion ever finer: its parts are where the views happened to part. Here the
    resamples decide what holds, so that the number of themes follows what is said rather than how much.
    """
    labels = labels.copy()
    shared, sizes = _shared(labels, together)
    alive = np.flatnonzero(sizes)
    while len(alive) > 1:
        pair = _weakest(mean_jaccard(labels, parts, len(sizes)), shared, sizes, alive)
        if pair is None:
            break
        weak, into = pair
        labels[labels == weak] = into
        shared[into] += shared[weak]
        shared[:, into] += shared[:, weak]
        sizes[into] += sizes[weak]
        alive = alive[alive != weak]
    return without_singles(labels)


def _shared(labels: Labels, together: Matrix) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Sum the co-association of the units of each two groups, a unit with itself left out; and count the units."""
    inside = np.flatnonzero(labels >= 0)
    member = np.zeros((len(labels), int(labels.max(initial=-1)) + 1), dtype=np.float32)
    member[inside, labels[inside]] = 1
    sizes = member.sum(axis=0, dtype=np.float64)
    return (member.T @ (together @ member)).astype(np.float64) - np.diag(sizes), sizes


def _weakest(
    stable: npt.NDArray[np.float64],
    shared: npt.NDArray[np.float64],
    sizes: npt.NDArray[np.float64],
    alive: Labels,
) -> tuple[int, int] | None:
    """Return the least stable group that dissolves into another, and that other."""
    for weak in alive[np.argsort(stable[alive], kind="stable")].tolist():
        if not stable[weak] < DISSOLVED:
            return None  # Nor is anything to be said of a group that no resample holds.
        others = alive[alive != weak]
        outward = shared[weak, others] / (sizes[weak] * sizes[others])
        within = shared[weak, weak] / max(sizes[weak] * (sizes[weak] - 1), 1)
        if outward.max() > 0 and outward.max() >= AS_OFTEN * within:
            return weak, int(others[outward.argmax()])
    return None


def mean_jaccard(labels: Labels, parts: Parts, count: int) -> npt.NDArray[np.float64]:
    """Return the mean of the best Jaccard index that each group reaches in the resamples; NaN where none holds it."""
    sums, seen = np.zeros(count), np.zeros(count)
    for rows, found in parts:
        index, present = best_jaccard(labels[rows], found, count)
        sums += index
        seen += present
    return np.asarray(np.divide(sums, seen, out=np.full(count, np.nan), where=seen > 0))


def without_singles(labels: Labels) -> Labels:
    """Unclustered is what has nobody beside it; number the rest without gaps."""
    counts = np.bincount(labels[labels >= 0], minlength=1)
    kept = (labels >= 0) & (counts[np.maximum(labels, 0)] > 1)
    out = np.full(len(labels), -1, dtype=np.int64)
    if kept.any():
        out[kept] = np.unique(labels[kept], return_inverse=True)[1]
    return out
