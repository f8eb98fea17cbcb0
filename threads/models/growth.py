"""The growth model of Gómez, Kappen, Litvak & Kaltenbrunner (2013): popularity, novelty, bias to the article.

A discussion grows one comment at a time. The comment that arrives when ``t`` vertices stand (the article, and
``t − 1`` comments) answers vertex k with a probability proportional to

    α · dₖ + τ^lagₖ + β · [k is the article]

where dₖ is one plus the answers that k has drawn, and lagₖ counts back from the newest vertex (1) to the article
(t). On a platform with a depth cap the comments at the cap cannot be answered, and drop out of the choice.

References
----------
Gómez, Kappen, Litvak & Kaltenbrunner (2013), A likelihood-based framework for the analysis of discussion threads,
World Wide Web 16, 645–675.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..forest import Forest, Ints

Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Growth:
    """Parameters of the model: ``alpha`` ≥ 0 (popularity), ``beta`` ≥ 0 (article), ``tau`` in (0, 1] (novelty).

    All are relative to the novelty term, whose weight is 1. Each may be an array: one value a simulated copy.
    """

    alpha: float | Floats
    beta: float | Floats
    tau: float | Floats


@dataclass(frozen=True, eq=False)
class Arrivals:
    """What the likelihood needs of some discussions: one row a comment, in order of arrival.

    Attributes
    ----------
    standing : int64 array
        Vertices that stand when the comment arrives, the article included.
    degree, lag : int64 array
        Of the vertex that is answered: one plus its answers so far; 1 for the newest vertex.
    article : bool array
        Whether the article is answered.
    closed : bool array
        Whether the comment stands at the depth cap, so that nobody can answer it.
    closed_before : int64 array
        Comments at the cap that stand when the comment arrives.
    """

    standing: NDArray[np.int64]
    degree: NDArray[np.int64]
    lag: NDArray[np.int64]
    article: NDArray[np.bool_]
    closed: NDArray[np.bool_]
    closed_before: NDArray[np.int64]

    def __len__(self) -> int:
        return int(self.standing.size)

    @classmethod
    def joined(cls, parts: Sequence[Arrivals]) -> Arrivals:
        """Lay several discussions end to end."""
        names = ("standing", "degree", "lag", "article", "closed", "closed_before")
        return cls(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})


def arrivals(forest: Forest, order: Ints, depth_cap: int | None = None) -> Arrivals:
    """Describe one discussion's growth.

    Parameters
    ----------
    forest : Forest
    order : integer array, shape (n,)
        The comments in order of arrival; ``ValueError`` when one arrives before what it answers.
    depth_cap : int, optional
        Greatest depth that a comment can have; ignored when a comment is deeper.
    """
    n = len(forest)
    place = np.empty(n, dtype=np.int64)
    place[order] = np.arange(n)
    parent = forest.parent[order]
    at = np.where(parent < 0, -1, place[parent])
    here = np.arange(n)
    if (at >= here).any():
        raise ValueError("a comment arrives before the one that it answers")
    depth = forest.depth[order]
    capped = depth_cap is not None and int(depth.max(initial=0)) <= depth_cap
    closed = depth == depth_cap if capped else np.zeros(n, dtype=bool)
    return Arrivals(
        standing=here + 1,
        degree=1 + _earlier_siblings(at),
        lag=here - at,
        article=at < 0,
        closed=closed,
        closed_before=np.cumsum(closed) - closed,
    )


def _earlier_siblings(parent: NDArray[np.int64]) -> NDArray[np.int64]:
    """Count, for each comment, the earlier ones with the same parent."""
    order = np.argsort(parent, kind="stable")
    ordered = parent[order]
    first = np.searchsorted(ordered, ordered, side="left")
    out = np.empty_like(parent)
    out[order] = np.arange(parent.size) - first
    return out


def log_likelihood(given: Arrivals, growth: Growth) -> Floats:
    """Log-probability of each comment's choice of what to answer, shape (n,).

    Parameters may be arrays: one value a comment, the same for all comments of a discussion.
    """
    chosen = growth.alpha * given.degree + growth.tau**given.lag + growth.beta * given.article
    everything = (
        growth.alpha * (2 * given.standing - 1 - given.closed_before)
        + growth.beta
        + novelty_sum(growth.tau, given.standing)
        - _closed_novelty(given, np.broadcast_to(growth.tau, len(given)))
    )
    return np.asarray(np.log(chosen) - np.log(everything))


def novelty_sum(tau: float | Floats, standing: Any) -> Any:
    """τ + τ² + … + τ^t."""
    near_one = np.abs(1 - np.asarray(tau)) < 1e-9
    safe = np.where(near_one, 0.5, tau)
    return np.where(near_one, standing, safe * (1 - safe**standing) / (1 - safe))


def _closed_novelty(given: Arrivals, tau: Floats) -> Floats:
    """Novelty of the comments at the cap: Σ τ^lag over those that stand, by doubling the reach of the sum."""
    total = np.zeros(len(given))
    if not given.closed.any():
        return total
    total[1:] = tau[1:] * given.closed[:-1]
    total[given.standing == 1] = 0.0
    reach = 1
    while reach < len(given) and float(tau.max()) ** reach > 1e-15:
        shifted = np.zeros_like(total)
        shifted[reach:] = total[:-reach]
        total = total + np.where(given.standing > reach, tau**reach * shifted, 0.0)
        reach *= 2
    return total


def simulate(
    growth: Growth, comments: int, copies: int, rng: np.random.Generator, depth_cap: int | None = None
) -> NDArray[np.int64]:
    """Grow ``copies`` discussions of ``comments`` comments each, all copies side by side.

    Parameters
    ----------
    growth : Growth
        One value of each parameter for all copies, or arrays of shape (copies,).
    comments, copies : int
    rng : numpy.random.Generator
    depth_cap : int, optional
        Greatest depth that a comment can have, 0 for a root.

    Returns
    -------
    int64 array, shape (copies, comments)
        Parents in order of arrival; ``-1`` for an answer to the article. Needs 8 bytes a comment and copy.
    """
    # A column a copy; row 0 stands for the article, so that vertex v of a copy is row v.
    parent = np.zeros((comments + 1, copies), dtype=np.int64)
    depth = np.zeros((comments + 1, copies), dtype=np.int64)
    every = np.arange(copies)
    deepest = comments if depth_cap is None else depth_cap + 1
    for standing in range(1, comments + 1):
        answered = _choose(growth, standing, parent, every, rng)
        barred = np.flatnonzero(depth[answered, every] >= deepest)
        while barred.size:
            answered[barred] = _choose(growth, standing, parent, barred, rng)
            barred = barred[depth[answered[barred], barred] >= deepest]
        parent[standing] = answered
        depth[standing] = depth[answered, every] + 1
    return parent[1:].T - 1


def _choose(
    growth: Growth, standing: int, parent: NDArray[np.int64], copies: NDArray[np.int64], rng: np.random.Generator
) -> NDArray[np.int64]:
    """Draw what the next comment answers in some copies, the cap aside: one of three lotteries, then one in it."""
    alpha, beta, tau = (
        np.broadcast_to(one, parent.shape[1])[copies] for one in (growth.alpha, growth.beta, growth.tau)
    )
    popular, novel = alpha * (2 * standing - 1), novelty_sum(tau, standing)
    draw = rng.random(copies.size) * (popular + novel + beta)
    inside = rng.random(copies.size)
    # One ticket for standing there, one for every answer drawn: the last ones are read off the answers.
    ticket = (inside * (2 * standing - 1)).astype(np.int64)
    by_answer = parent[np.maximum(ticket - standing + 1, 1), copies]
    by_popularity = np.where(ticket < standing, ticket, by_answer)
    by_novelty = standing - _lag(tau, standing, inside)
    return np.where(draw < popular, by_popularity, np.where(draw < popular + novel, by_novelty, 0))


def _lag(tau: Floats, standing: int, uniform: Floats) -> NDArray[np.int64]:
    """Draw from 1 … t with probability proportional to τ^lag, by the inverse of its distribution function."""
    flat = np.abs(1 - tau) < 1e-9
    safe = np.where(flat, 0.5, tau)
    drawn = np.log1p(-uniform * (1 - safe**standing)) / np.log(safe)
    lag = np.where(flat, uniform * standing, drawn)
    return np.clip(np.floor(lag).astype(np.int64) + 1, 1, standing)
