"""From a simulation's vectors to what drift measures: themes are found from the vectors, never taken from the plan.

Plain average linkage finds them here, so that thousands of simulations take minutes; ``test_drift_pipeline`` goes
through the package's own themes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from commentariat.embeddings.drift.material import (
    Labels,
    Material,
    around,
    comment_vectors,
    share_matrix,
)
from commentariat.embeddings.vectors import normalised
from commentariat.threads.forest import Forest

if TYPE_CHECKING:
    from commentariat.embeddings.simulate import Simulated


SIMILARITY = 0.3
SMALLEST = 5


def linked_clusters(vectors: np.ndarray) -> np.ndarray:
    """Average linkage on cosine, cut at one similarity; small clusters are no theme."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import pdist

    raw = fcluster(linkage(pdist(vectors.astype(np.float64), "cosine"), "average"), 1 - SIMILARITY, "distance") - 1
    big = np.bincount(raw) >= SMALLEST
    number = np.where(big, np.cumsum(big) - 1, -1)
    return number[raw]


def material_of(made: Simulated) -> Material:
    """Cluster the units' vectors and gather what drift needs, as :mod:`commentariat.embeddings.drift.gather` does."""
    cluster = linked_clusters(normalised(made.units - made.units.mean(axis=0)))
    return _material(made, cluster)


def planted_material(made: Simulated) -> Material:
    """The same with the planted themes, where only speed is measured."""
    return _material(made, made.theme[made.owner])


def _material(made: Simulated, cluster: np.ndarray) -> Material:
    n = made.plan.comments
    units = around(made.units, made.background)
    found = np.flatnonzero(cluster >= 0)
    count = int(cluster.max(initial=-1)) + 1
    shares = share_matrix(made.owner[found], cluster[found], np.ones(found.size), n, count)
    names = tuple(f"f{at + 1}" for at in range(count))
    author = [f"a{who}" for who in made.author]
    frame = pl.DataFrame({
        "discussion_id": [f"simulation-{made.seed}"] * n, "comment_id": [f"c{at + 1}" for at in range(n)],
        "position": pl.Series(range(n), dtype=pl.UInt32),
        "created": pl.Series([None] * n, dtype=pl.Datetime("us", "UTC")), "author_id": author, "author": author,
        "link_basis": ["explicit" if at >= 0 else "root" for at in made.parent],
        "words": np.bincount(made.owner, minlength=n).astype(np.uint32) * 12, "quoted_share": np.zeros(n),
    })  # fmt: skip
    article = normalised(around(made.article, made.background).sum(axis=0))
    return Material(
        frame=frame, forest=Forest(made.parent), vectors=comment_vectors(units, made.owner, n), article=article,
        labels=Labels(names, names, shares), rank=np.arange(n), dated=False,
    )  # fmt: skip
