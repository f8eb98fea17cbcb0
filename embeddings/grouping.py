"""From a space to groups of units: claims of the named themes first, clusters of the rest, arguments within those."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from .cluster import Clustering, find_clusters, floors, group_means
from .named import Claims, NamedTheme, claim_stability
from .vectors import normalised

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from .space import Space

    Vectors = npt.NDArray[np.float32]
    Rows = npt.NDArray[np.int64]

#: More units than this are sampled; the others are assigned to what the sample shows, or to nothing.
SAMPLE: Final = 50_000
#: Units that a theme needs before arguments are looked for within it.
DIVISIBLE: Final = 40
#: Units of one theme that are clustered for its arguments; the others are assigned. There may be hundreds of themes.
ARGUMENT_SAMPLE: Final = 500
#: Units compared with the themes at a time.
_BLOCK: Final = 100_000


@dataclass(frozen=True, eq=False)
class Group:
    """Units that share a theme, before it has an id.

    Attributes
    ----------
    rows : (members,) int64
        Rows of the space.
    direction : (d,) float32
        Mean of the members, or the place of a name.
    floor : float
        Cosine with ``direction`` below which a unit is not assigned.
    basis : str
        ``named`` or ``found``.
    stability : float or None
        Mean Jaccard index over resamples.
    """

    rows: Rows
    direction: Vectors
    floor: float
    basis: str
    stability: float | None
    name: str | None = None
    description: str | None = None


@dataclass(frozen=True, eq=False)
class Found:
    """Groups that were discovered, and the clustering that they come from."""

    groups: tuple[Group, ...]
    clustering: Clustering


def named_groups(space: Space, named: Sequence[NamedTheme], claims: Claims, *, seed: int) -> list[Group]:
    """Return one group a named theme, those that claim nothing included."""
    steady = claim_stability(claims, comment_rows(space), seed=seed)
    return [
        Group(
            np.flatnonzero(claims.claimed[:, at]), claims.directions[at], np.inf, "named", steady[at],
            one.name, one.description,
        )
        for at, one in enumerate(named)
    ]  # fmt: skip


def discover(space: Space, claims: Claims, *, seed: int) -> Found:
    """Cluster what no named theme claimed; above fifty thousand units a sample of it, then assign the others."""
    free = np.flatnonzero(~space.units["boilerplate"].to_numpy() & ~claims.claimed.any(axis=1))
    taken = _sample(space, free, seed)
    clustering = find_clusters(space.vectors[taken], comment_rows(space)[taken], seed=seed)
    means = group_means(space.vectors[taken], clustering.labels)
    least = floors(space.vectors[taken], clustering.labels, means)
    labels = np.full(space.units.height, -1, dtype=np.int64)
    if len(taken) < len(free):
        labels[free] = assign(space.vectors, free, means, least)
    labels[taken] = clustering.labels
    return Found(_as_groups(np.arange(len(labels)), labels, means, least, clustering), clustering)


def arguments_within(space: Space, group: Group, comments: Rows, *, seed: int) -> list[Group]:
    """Look for arguments within one theme: cluster its units around the theme's own middle.

    ``comments`` numbers the comment of each row of the space, see :func:`comment_rows`.
    """
    if len(group.rows) < DIVISIBLE:
        return []
    inside = space.vectors[group.rows]
    centred = normalised(inside - inside.mean(axis=0))
    taken = np.arange(len(inside))[:: -(-len(inside) // ARGUMENT_SAMPLE)]
    clustering = find_clusters(centred[taken], comments[group.rows[taken]], seed=seed)
    middles = group_means(centred[taken], clustering.labels)
    within = np.full(len(inside), -1, dtype=np.int64)
    if len(taken) < len(inside):
        least = floors(centred[taken], clustering.labels, middles)
        within = assign(centred, np.arange(len(inside)), middles, least)
    within[taken] = clustering.labels
    means, least = group_means(inside, within), np.zeros(clustering.count, dtype=np.float32)
    found = _as_groups(group.rows, within, means, least, clustering)
    return list(found) if len(found) > 1 else []


def comment_rows(space: Space) -> Rows:
    """Number the comments in order of their units."""
    numbers = space.units.select(pl.struct("discussion_id", "comment_id").rle_id()).to_series()
    return numbers.to_numpy().astype(np.int64)


def assign(vectors: Vectors, rows: Rows, means: Vectors, least: npt.NDArray[np.float32]) -> Rows:
    """Give each row the nearest mean, or -1 where it is no nearer than that group's background."""
    out = np.full(len(rows), -1, dtype=np.int64)
    if not len(means):
        return out
    for at in range(0, len(rows), _BLOCK):
        similar = vectors[rows[at : at + _BLOCK]] @ means.T
        best = similar.argmax(axis=1)
        near = similar[np.arange(len(similar)), best] > least[best]
        out[at : at + _BLOCK] = np.where(near, best, -1)
    return out


def _sample(space: Space, free: Rows, seed: int) -> Rows:
    """Take whole comments, of every discussion the same share, until the sample is full."""
    if len(free) <= SAMPLE:
        return free
    rng = np.random.default_rng(seed)
    comments = comment_rows(space)[free]
    rank = rng.permutation(int(comments.max()) + 1)[comments].astype(np.float64)
    discussion = space.units["discussion_id"].rle_id().to_numpy()[free]
    # The rank within the discussion, as a share of it: a threshold on it takes the same share of each.
    order = np.lexsort((rank, discussion))
    sizes = np.bincount(discussion)
    start = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    share = np.empty(len(free))
    share[order] = (np.arange(len(free)) - start[discussion[order]]) / sizes[discussion[order]]
    return free[share < SAMPLE / len(free)]


def _as_groups(
    rows: Rows, labels: Rows, means: Vectors, least: npt.NDArray[np.float32], clustering: Clustering
) -> tuple[Group, ...]:
    """Make a group of the rows with each label; ``labels`` has one entry a row."""
    order = np.argsort(labels, kind="stable")
    bounds = np.searchsorted(labels[order], np.arange(len(means) + 1))
    out: list[Group] = []
    for at, mean in enumerate(means):
        steady = None if clustering.jaccard is None else float(clustering.jaccard[at])
        members = rows[order[bounds[at] : bounds[at + 1]]].astype(np.int64)
        out.append(Group(members, mean, float(least[at]), "found", steady))
    return tuple(out)
