"""Authors exchanged within threads: who is there and how much they write is kept, whom they answer is chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..forest import Forest, Ints

    Rows = NDArray[np.int64]

#: Sweeps of exchanges from the authors as they are to a copy.
SWEEPS: Final = 120


def shuffle_authors(
    forest: Forest, author: Ints, copies: int, rng: np.random.Generator, sweeps: int = SWEEPS
) -> NDArray[np.int64]:
    """Exchange authors between comments of the same thread, at random, in ``copies`` copies.

    Every author keeps the number of comments in every thread. An answer that is no self-reply in the discussion
    never becomes one; unsigned comments (``-1``) stay unsigned. A chain of exchanges starts from the authors as
    they are: in a sweep the signed comments of each thread are paired at random, every other pair rests, pairs that
    touch are thinned out (all this looks at the tree, never at the names), and each pair left is exchanged unless
    that would make a new self-reply. Exchanging back is as likely, so all allowed assignments are equally likely
    in the long run.

    Returns
    -------
    int64 array, shape (copies, n)
    """
    n = len(forest)
    links = _Links(forest, author, copies)
    partners = _Partners(forest, author, copies)
    weight = np.tile(1.0 + forest.child_counts, copies)
    names = np.tile(author.astype(np.int64), copies)
    for _ in range(sweeps):
        names = _exchanged(names, _apart(partners.drawn(rng), weight, links, rng), links)
    return names.reshape(copies, n)


class _Links:
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


class _Partners:
    """The signed comments of every thread of every copy on a ring, paired across a random axis."""

    def __init__(self, forest: Forest, author: Ints, copies: int) -> None:
        signed = np.flatnonzero(author >= 0)
        inside = signed[np.argsort(forest.thread[signed], kind="stable")]
        ring, first, members = np.unique(forest.thread[inside], return_index=True, return_counts=True)
        of = np.repeat(np.arange(ring.size), members)
        shift = np.arange(copies)[:, None]
        self.total = copies * len(forest)
        self.comment = (inside + shift * len(forest)).ravel()
        self.ring = (of + shift * ring.size).ravel()
        self.rings = copies * ring.size
        self.members = np.tile(members, copies)
        self.first = (first + shift * inside.size).ravel()
        self.place = np.tile(np.arange(inside.size) - first[of], copies)

    def drawn(self, rng: np.random.Generator) -> Rows:
        """Draw a partner for each comment, itself where it has none."""
        axis = (rng.random(self.rings) * self.members).astype(np.int64)
        across = (axis[self.ring] - self.place) % self.members[self.ring]
        partner = np.arange(self.total)
        partner[self.comment] = self.comment[self.first[self.ring] + across]
        return partner


def _apart(partner: Rows, weight: NDArray[np.float64], links: _Links, rng: np.random.Generator) -> Rows:
    """Rest half of the pairs, and undo others until no two touch; comments with many answers draw good lots."""
    here = np.arange(partner.size)
    pair = np.minimum(here, partner)
    lot = (rng.standard_exponential(partner.size) / np.maximum(weight, weight[partner]))[pair]
    awake = ((rng.random(partner.size) < 0.5)[pair]) & (partner != here)
    low, high = links.lower, links.upper
    strife = awake[low] & awake[high] & (pair[low] != pair[high])
    low, high = low[strife], high[strife]
    awake[pair[np.where(lot[low] > lot[high], low, high)]] = False
    return np.where(awake[pair] & awake, partner, here)


def _exchanged(names: Rows, partner: Rows, links: _Links) -> Rows:
    """Exchange each pair, unless a guarded link would become a self-reply."""
    trial = names[partner]
    below = trial[links.lower]
    clash = links.guarded & (below == trial[links.upper]) & (below >= 0)
    keep = np.zeros(names.size, dtype=bool)
    keep[links.lower[clash]] = True
    keep[links.upper[clash]] = True
    return np.where(keep | keep[partner], names, trial)
