"""Authors exchanged within threads: who is there and how much they write is kept, whom they answer is chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..forest import Forest, Ints

SWEEPS: Final = 30


def shuffle_authors(
    forest: Forest, author: Ints, copies: int, rng: np.random.Generator, sweeps: int = SWEEPS
) -> NDArray[np.int64]:
    """Exchange authors between comments of the same thread, at random, in ``copies`` copies.

    Every author keeps the number of comments in every thread. An answer that is no self-reply in the discussion
    never becomes one; unsigned comments (``-1``) stay unsigned. A chain of exchanges starts from the authors as
    they are: in a sweep all signed comments of a thread are paired at random, pairs that touch are thinned out
    (both choices look at the tree alone, never at the names), and each pair left is exchanged unless that would
    make a new self-reply. All allowed assignments are equally likely in the long run.

    Returns
    -------
    int64 array, shape (copies, n)
    """
    n = len(forest)
    edges = _Edges(forest, author, copies)
    thread = (forest.thread.astype(np.int64) + np.arange(copies)[:, None] * n).ravel()
    weight = np.tile(1.0 + forest.child_counts, copies)
    names = np.tile(author.astype(np.int64), copies)
    signed = np.flatnonzero(names >= 0)
    for _ in range(sweeps):
        names = _exchanged(names, _apart(_paired(signed, thread, rng), weight, edges, rng), edges)
    return names.reshape(copies, n)


class _Edges:
    """The links of all copies laid end to end, and which of them may not become self-replies."""

    def __init__(self, forest: Forest, author: Ints, copies: int) -> None:
        n = len(forest)
        reply = np.flatnonzero(forest.parent >= 0)
        answered = forest.parent[reply].astype(np.int64)
        offset = np.arange(copies)[:, None] * n
        self.lower = (reply + offset).ravel()
        self.upper = (answered + offset).ravel()
        own = (author[reply] == author[answered]) & (author[reply] >= 0)
        self.guarded = np.tile(~own, copies)


def _paired(signed: NDArray[np.int64], thread: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.int64]:
    """Pair the signed comments of each thread at random: the partner of each, or itself."""
    shuffled = signed[np.argsort(thread[signed] + rng.random(signed.size))]
    first, second = shuffled[:-1], shuffled[1:]
    place = np.arange(first.size)
    start = np.searchsorted(thread[shuffled], thread[first])
    together = (thread[first] == thread[second]) & ((place - start) % 2 == 0)
    partner = np.arange(thread.size)
    partner[first[together]] = second[together]
    partner[second[together]] = first[together]
    return partner


def _apart(
    partner: NDArray[np.int64], weight: NDArray[np.float64], edges: _Edges, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Undo pairs until no two touch: of two that do, the lower lot goes; comments with many answers draw well."""
    here = np.arange(partner.size)
    pair = np.minimum(here, partner)
    lot = (rng.random(partner.size) ** (1 / np.maximum(weight, weight[partner])))[pair]
    lot[partner == here] = -1.0
    strife = (pair[edges.lower] != pair[edges.upper]) & (lot[edges.lower] >= 0) & (lot[edges.upper] >= 0)
    low, high = edges.lower[strife], edges.upper[strife]
    loser = np.where(lot[low] < lot[high], low, high)
    lost = np.zeros(partner.size, dtype=bool)
    lost[pair[loser]] = True
    return np.where(lost[pair], here, partner)


def _exchanged(names: NDArray[np.int64], partner: NDArray[np.int64], edges: _Edges) -> NDArray[np.int64]:
    """Exchange each pair, unless a guarded link would become a self-reply."""
    trial = names[partner]
    clash = edges.guarded & (trial[edges.lower] == trial[edges.upper]) & (trial[edges.lower] >= 0)
    keep = np.zeros(names.size, dtype=bool)
    for ends in (edges.lower, edges.upper):
        keep[ends[clash]] = True
    keep |= keep[partner]
    return np.where(keep, names, trial)
