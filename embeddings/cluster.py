"""Found themes: units that stay together over resamples and over several ways of looking at the discussion.

Evidence accumulation (Fred & Jain 2005): each resample leaves a fifth of the comments out and groups the rest by
average linkage on smoothed vectors, each time with another neighbourhood and another similarity. Units that most
resamples group together make a theme. So no single similarity decides, and stability comes for free.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from .consensus import consensus, join_dissolved, mean_jaccard, without_singles
from .density import alone, micro_clusters
from .smooth import smooth
from .stability import singletons
from .vectors import normalised

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]
    Labels = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class View:
    """One way of looking: how far to smooth, and the mean similarity below which groups are not joined.

    With ``dense`` the joining starts from HDBSCAN's micro-clusters, otherwise from single units.
    """

    neighbours: int
    rounds: int
    similarity: float
    dense: bool = False


#: Any of these alone gives about the same agreement with known key points (AMI within .02 on half of the topics);
#: they differ in how finely they cut, and the majority settles that.
VIEWS: Final = (View(2, 1, 0.2), View(3, 2, 0.3), View(4, 4, 0.3), View(4, 4, 0.4), View(4, 4, 0.5, dense=True))
#: Where there are too few units to smooth; its similarity is counted from :func:`unrelated`. From .125 to .175 the
#: agreement with known key points is the same within its error, at 10 to 24 units.
PLAIN: Final = View(0, 0, 0.15)
#: The views' neighbourhoods are for so many units (the topics that they were chosen on have 95 to 202) and grow with
#: the root of the number: else a theme falls apart because more is said about it.
USUAL: Final = 200
#: A neighbourhood is at most a tenth of the units: in a small discussion four neighbours are of several themes.
NEIGHBOURHOOD: Final = 10
#: Below this many units resamples lose too much; one grouping of all units is taken instead.
SMALL: Final = 25
#: More units than this are first gathered into so many micro-clusters.
LARGE: Final = 2_000
MICRO: Final = 1_500
MICRO_DIMENSIONS: Final = 64
KEPT: Final = 0.8
#: With fewer comments leaving some out says nothing about stability.
FEWEST: Final = 8
#: Quantile of the similarities of other units to a theme that a member must exceed: the theme's own background.
BACKGROUND: Final = 0.8
#: Share of a theme's own members that a unit assigned later may be less typical than.
LEAST_TYPICAL: Final = 0.05


@dataclass(frozen=True, eq=False)
class Clustering:
    """Found groups.

    Attributes
    ----------
    labels : (n,) int64
        -1 unclustered; others number the groups from 0.
    jaccard : (groups,) float64 or None
        Mean best Jaccard index over resamples; ``None`` where none were made.
    ari : float or None
        Mean adjusted Rand index of the resamples with the outcome.
    resamples : int
    procedure : str
        For the manifest.
    """

    labels: Labels
    jaccard: npt.NDArray[np.float64] | None
    ari: float | None
    resamples: int
    procedure: str

    @property
    def count(self) -> int:
        """Number of groups."""
        return int(self.labels.max(initial=-1)) + 1


def find_clusters(vectors: Vectors, comments: Labels, *, seed: int) -> Clustering:
    """Group unit vectors.

    Parameters
    ----------
    vectors : (n, d) float32
        Centred and normalised.
    comments : (n,) int64
        The comment of each unit; resamples leave out whole comments.
    seed : int
        Of the resamples.
    """
    if len(vectors) > 1 and not vectors.any():
        return Clustering(np.zeros(len(vectors), dtype=np.int64), None, None, 0, "one group: all units are alike")
    with _one_thread():
        return _clustered(vectors, comments, seed)


def _one_thread() -> AbstractContextManager[object]:
    """Keep linear algebra to one thread: products here are small, and threads that wait for each other cost more."""
    import scipy.linalg  # noqa: F401 -- only libraries that are loaded already are limited
    from threadpoolctl import threadpool_limits

    limited: AbstractContextManager[object] = threadpool_limits(limits=1)
    return limited


def _clustered(vectors: Vectors, comments: Labels, seed: int) -> Clustering:
    """Group units in the way that suits their number."""
    if len(vectors) < SMALL:
        return _small(vectors, comments, seed)
    if len(vectors) > LARGE:
        return _large(vectors, seed)
    parts = _resamples(vectors, comments, _count(len(vectors)), seed)
    labels = _abstain(vectors, _agreed(vectors, parts))
    return _with_stability(
        labels,
        parts,
        "consensus of resampled average linkage on smoothed vectors, from single units and from HDBSCAN micro-clusters",
    )


def _agreed(vectors: Vectors, parts: list[tuple[Labels, Labels]]) -> Labels:
    """Take what the resamples agree on, put units right that were joined too early, and join what does not hold."""
    labels, together = consensus(parts, len(vectors))
    labels = _refined(_smoothed(vectors, VIEWS[-1]), labels)
    return join_dissolved(labels, parts, together)


def _count(units: int) -> int:
    """Resamples that can be afforded: each costs the square of the units."""
    return 40 if units <= 400 else 20 if units <= 1000 else 10


def _small(vectors: Vectors, comments: Labels, seed: int) -> Clustering:
    """Group a handful of units by average linkage; stability from leaving comments out, where there are enough."""
    labels = _abstain(vectors, without_singles(group(vectors, PLAIN)))
    parts = _resamples(vectors, comments, 40, seed) if len(np.unique(comments)) >= FEWEST else []
    return _with_stability(labels, parts, "average linkage")


def _large(vectors: Vectors, seed: int) -> Clustering:
    """Gather units into micro-clusters, group their means as if each were a unit, and carry the groups back."""
    micro = gathered(vectors, seed=seed)
    means = group_means(vectors, micro)
    parts = _resamples(means, np.arange(len(means)), 10, seed)
    labels = _abstain(vectors, _agreed(means, parts)[micro])
    carried = [(np.flatnonzero(np.isin(micro, rows)), part, rows) for rows, part in parts]
    spread = [(kept, part[np.searchsorted(rows, micro[kept])]) for kept, part, rows in carried]
    return _with_stability(labels, spread, f"the same over {len(means)} micro-clusters (k-means)")


def gathered(vectors: Vectors, *, seed: int, count: int = MICRO) -> Labels:
    """Cut the units into many small groups by k-means on the leading axes; numbered without gaps.

    On one thread: sums that several threads share come out a bit differently for each number of them.
    """
    from sklearn.cluster import MiniBatchKMeans
    from sklearn.decomposition import PCA

    size = min(MICRO_DIMENSIONS, vectors.shape[1], len(vectors) - 1)
    model = MiniBatchKMeans(min(count, len(vectors) // 2), n_init=1, random_state=seed, batch_size=4096)
    with _one_thread():
        axes = PCA(n_components=size, svd_solver="randomized", random_state=seed).fit_transform(vectors)
        found = model.fit_predict(normalised(axes.astype(np.float32)))
    return np.asarray(np.unique(found, return_inverse=True)[1], dtype=np.int64)


def group_means(vectors: Vectors, labels: Labels) -> Vectors:
    """Return the normalised mean of each group; unclustered rows count nowhere."""
    count = int(labels.max(initial=-1)) + 1
    inside = np.flatnonzero(labels >= 0)
    order = inside[np.argsort(labels[inside], kind="stable")]
    if not count:
        return np.zeros((0, vectors.shape[1]), dtype=np.float32)
    starts = np.searchsorted(labels[order], np.arange(count))
    return normalised(np.add.reduceat(vectors[order], starts, axis=0))


def _smoothed(vectors: Vectors, view: View) -> Vectors:
    grown = round(view.neighbours * max(1.0, (len(vectors) / USUAL) ** 0.5))
    return smooth(vectors, neighbours=min(grown, len(vectors) // NEIGHBOURHOOD), rounds=view.rounds)


def group(vectors: Vectors, view: View) -> Labels:
    """Group vectors under one view by average linkage (UPGMA) on cosine distance."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    if len(vectors) < 2:
        return np.zeros(len(vectors), dtype=np.int64)
    chosen = view if len(vectors) // NEIGHBOURHOOD >= 2 else PLAIN
    smoothed = _smoothed(vectors, chosen)
    begun = alone(micro_clusters(smoothed, smallest=2)) if chosen.dense else np.arange(len(vectors))
    means = group_means(smoothed, begun)
    if len(means) < 2:
        return begun
    distance = np.clip(1 - (means @ means.T).astype(np.float64), 0, 2)
    distance = (distance + distance.T) / 2
    np.fill_diagonal(distance, 0)
    tree = linkage(squareform(distance, checks=False), method="average")
    least = chosen.similarity + (unrelated(len(vectors)) if chosen is PLAIN else 0)
    joined = np.asarray(fcluster(tree, 1 - least, criterion="distance") - 1, dtype=np.int64)
    return np.asarray(joined[begun], dtype=np.int64)


def unrelated(count: int) -> float:
    """Return the mean cosine of unrelated vectors centred on their own mean: they sum to zero, so it is below zero."""
    return -1 / max(count - 1, 1)


def _resamples(vectors: Vectors, comments: Labels, count: int, seed: int) -> list[tuple[Labels, Labels]]:
    """Leave out a fifth of the comments without replacement, group the rest; (rows, labels) of each resample."""
    rng = np.random.default_rng(seed)
    distinct = np.unique(comments)
    out: list[tuple[Labels, Labels]] = []
    for number in range(count):
        # Of one comment alone nothing can be left out.
        size = min(len(distinct), max(2, round(KEPT * len(distinct))))
        kept = rng.choice(distinct, size=size, replace=False)
        rows = np.flatnonzero(np.isin(comments, kept))
        out.append((rows, group(vectors[rows], VIEWS[number % len(VIEWS)])))
    return out


def _refined(smoothed: Vectors, labels: Labels, rounds: int = 2) -> Labels:
    """Move each clustered unit to the group whose mean is nearest: linkage cannot take back an early join."""
    for _ in range(rounds if labels.max(initial=-1) > 0 else 0):
        nearest = (smoothed @ group_means(smoothed, labels).T).argmax(axis=1)
        labels = without_singles(np.where(labels >= 0, nearest, -1))
    return labels


def backgrounds(vectors: Vectors, labels: Labels, means: Vectors) -> npt.NDArray[np.float32]:
    """Return, for each group, the similarity to its mean that few units outside it reach."""
    out = np.zeros(len(means), dtype=np.float32)
    for at, mean in enumerate(means):
        outside = vectors[labels != at] @ mean
        out[at] = max(0.0, float(np.quantile(outside, BACKGROUND))) if len(outside) else 0.0
    return out


def floors(vectors: Vectors, labels: Labels, means: Vectors) -> npt.NDArray[np.float32]:
    """Return, for each group, the similarity to its mean that a unit seen later must exceed to be assigned to it.

    Above the background, and not below what nearly all members have.
    """
    out = backgrounds(vectors, labels, means)
    for at, mean in enumerate(means):
        out[at] = max(out[at], float(np.quantile(vectors[labels == at] @ mean, LEAST_TYPICAL)))
    return out


def _abstain(vectors: Vectors, labels: Labels) -> Labels:
    """Take out members that are no more like the rest of their group than the discussion's other units are."""
    means = group_means(vectors, labels)
    if not len(means):
        return labels
    least = backgrounds(vectors, labels, means)
    inside = labels >= 0
    own = np.maximum(labels, 0)
    sums = np.stack([vectors[labels == at].sum(axis=0) for at in range(len(means))])
    rest = normalised(sums[own] - vectors)
    near = np.einsum("nd,nd->n", rest, vectors)
    return without_singles(np.where(inside & (near > least[own]), labels, -1))


def _with_stability(labels: Labels, parts: list[tuple[Labels, Labels]], procedure: str) -> Clustering:
    """Compare the outcome with each resample (Hennig 2007: the best Jaccard index a group reaches)."""
    from sklearn.metrics import adjusted_rand_score

    count = int(labels.max(initial=-1)) + 1
    if not parts or not count:
        return Clustering(labels, None, None, 0, procedure)
    scores = [adjusted_rand_score(singletons(labels[rows]), singletons(found)) for rows, found in parts]
    return Clustering(labels, mean_jaccard(labels, parts, count), float(np.mean(scores)), len(parts), procedure)
