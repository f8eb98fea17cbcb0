"""Found themes: micro-clusters by density, joined by average linkage; average linkage alone in small discussions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]
    Labels = npt.NDArray[np.int64]

#: Below this many units a density method says only "noise".
SMALL: Final = 20
DIMENSIONS: Final = 10
MICRO: Final = 3
SIMILARITY: Final = 0.28


def find_clusters(vectors: Vectors, *, seed: int) -> Labels:
    """Cluster unit vectors; -1 is unclustered.

    Parameters
    ----------
    vectors : (n, d) float32
        Centred and normalised.
    seed : int
        Of the truncated SVD.
    """
    if len(vectors) < 2:
        return np.full(len(vectors), -1, dtype=np.int64)
    if len(vectors) < SMALL:
        return _drop_singletons(average_linkage(vectors, np.ones(len(vectors)), SIMILARITY))
    reduced = reduce(vectors, seed=seed)
    micro = micro_clusters(reduced)
    return merge_micro(reduced, micro, SIMILARITY)


def reduce(vectors: Vectors, *, seed: int, dimensions: int = DIMENSIONS) -> Vectors:
    """Project on the leading principal axes and normalise again."""
    from sklearn.decomposition import PCA

    from .space import normalised

    size = min(dimensions, len(vectors) - 1, vectors.shape[1])
    projected = PCA(n_components=size, svd_solver="randomized", random_state=seed).fit_transform(vectors)
    return normalised(projected.astype(np.float32))


def micro_clusters(reduced: Vectors) -> Labels:
    """Find dense groups of at least three units: HDBSCAN's leaves, ``min_samples=1``."""
    from hdbscan import HDBSCAN

    model = HDBSCAN(
        min_cluster_size=MICRO,
        min_samples=1,
        cluster_selection_method="leaf",
        core_dist_n_jobs=1,
        approx_min_span_tree=False,
    )
    return np.asarray(model.fit_predict(reduced.astype(np.float64)), dtype=np.int64)


def merge_micro(reduced: Vectors, micro: Labels, similarity: float) -> Labels:
    """Join micro-clusters by average linkage over their means, down to one similarity."""
    from .space import normalised

    count = int(micro.max(initial=-1)) + 1
    if count < 2:
        return micro
    means = normalised(np.stack([reduced[micro == which].mean(axis=0) for which in range(count)]))
    weights = np.bincount(micro[micro >= 0], minlength=count)
    joined = average_linkage(means, weights, similarity)
    return np.where(micro >= 0, joined[np.maximum(micro, 0)], -1)


def average_linkage(vectors: Vectors, weights: npt.NDArray[np.generic], similarity: float) -> Labels:  # noqa: ARG001
    """Group by average linkage on cosine, cut where the mean similarity falls below ``similarity``."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    distance = np.clip(1 - vectors.astype(np.float64) @ vectors.T.astype(np.float64), 0, 2)
    np.fill_diagonal(distance, 0)
    tree = linkage(squareform(distance, checks=False), method="average")
    return np.asarray(fcluster(tree, 1 - similarity, criterion="distance") - 1, dtype=np.int64)


def _drop_singletons(labels: Labels) -> Labels:
    counts = np.bincount(labels)
    return np.where(counts[labels] > 1, labels, -1)
