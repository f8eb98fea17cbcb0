"""Micro-clusters by density: HDBSCAN's leaves in a reduced space."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]
    Labels = npt.NDArray[np.int64]

#: Densities mean little in hundreds of dimensions; the leading axes hold what units share.
DIMENSIONS: Final = 10


def micro_clusters(vectors: Vectors, *, smallest: int) -> Labels:
    """Find small dense groups: the leaves of HDBSCAN's tree on the leading principal axes.

    Parameters
    ----------
    vectors : (n, d) float32
        Normalised.
    smallest : int
        Fewest members of a group, at least 2; so there are at most ``n / smallest`` groups.

    Returns
    -------
    (n,) int64
        Group of each row, numbered from 0; -1 where no dense group holds it.

    References
    ----------
    Campello, Moulavi & Sander (2013), Density-based clustering based on hierarchical density estimates.
    """
    from hdbscan import HDBSCAN
    from sklearn.decomposition import PCA

    if len(vectors) < 2 * smallest:
        return np.full(len(vectors), -1, dtype=np.int64)
    size = min(DIMENSIONS, vectors.shape[1], len(vectors) - 1)
    # Over the dimensions rather than the rows where those are fewer: many times faster than the whole decomposition.
    solver = "covariance_eigh" if len(vectors) > vectors.shape[1] else "full"
    axes = PCA(n_components=size, svd_solver=solver).fit_transform(vectors.astype(np.float64))
    model = HDBSCAN(min_cluster_size=smallest, min_samples=1, cluster_selection_method="leaf", core_dist_n_jobs=1)
    return np.asarray(model.fit_predict(axes), dtype=np.int64)


def alone(labels: Labels) -> Labels:
    """Give every row that is in no group a group of its own."""
    out = labels.copy()
    outside = np.flatnonzero(labels < 0)
    out[outside] = int(labels.max(initial=-1)) + 1 + np.arange(len(outside))
    return out
