"""Null models of who answers whom: each draws pairs (parent, reply) under one stated "as if".

All of them keep something: the tree (``thread``, ``strata``, ``author``) or how often each comment is answered and
after what lag (``rewired``). A pattern along links counts as one of the reply path only when it survives all that
can be estimated.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import lgamma, log
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from .runs import join_neighbours, places_in_runs, run_starts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .material import Ints, Material, Reals, Vectors

    Pairs = tuple[Ints, Ints]

#: Below this many distinct permutations a null is not estimable.
ENOUGH_DISTINCT: Final = 1000
#: Successive comments of one depth that are exchanged with each other in the ``strata`` null.
RUN: Final = 10
#: Runs that each class of depths should fill.
RUNS: Final = 8
#: Sweeps of the exchange chain between two draws: many where links are few, to part the draws.
_FEWEST_SWEEPS, _MOST_SWEEPS, _EXCHANGES = 4, 16, 200_000


class Null(Protocol):
    """Draws of the ends of all links under one null model."""

    @property
    def name(self) -> str:
        """A key of :data:`NULLS`."""

    @property
    def parent(self) -> Ints:
        """Rows of the parents, shape (links,)."""

    @property
    def reply(self) -> Ints:
        """Rows of the replies, shape (links,)."""

    @property
    def distinct(self) -> float:
        """log10 of the number of distinct permutations."""

    def draws(self, count: int, rng: np.random.Generator) -> Iterator[Pairs]:
        """Rows that stand in for parent and reply of each link, shapes (links,), ``count`` times."""


@dataclass(frozen=True, eq=False)
class Shuffle:
    """What comments say is exchanged within strata; the tree stays.

    Attributes
    ----------
    name : str
    parent, reply : int64 arrays, shape (links,)
    rows : int64 array, shape (m,)
        The rows that are exchanged, grouped by stratum.
    stratum : int64 array, shape (m,)
        Ascending.
    distinct : float
        log10 of the number of distinct permutations.
    """

    name: str
    parent: Ints
    reply: Ints
    rows: Ints
    stratum: Ints
    distinct: float

    def draws(self, count: int, rng: np.random.Generator) -> Iterator[Pairs]:
        """Exchange rows at random within every stratum, ``count`` times."""
        size = int(max(self.parent.max(initial=0), self.reply.max(initial=0), self.rows.max(initial=0))) + 1
        stand_in = np.arange(size)
        for _ in range(count):
            stand_in[self.rows] = self.rows[np.argsort(self.stratum + rng.random(self.rows.size))]
            yield stand_in[self.parent], stand_in[self.reply]

    def expected(self, left: Reals, right: Reals) -> Reals:
        """Exact mean of ``left[parent] · right[reply]`` for each link over all permutations, shape (links,).

        Two different positions of one stratum of m rows hold a random ordered pair without replacement:
        ``(Σl Σr − Σlr) / (m (m − 1))``; positions of different strata are independent.
        """
        of = np.full(len(left), -1, dtype=np.int64)
        of[self.rows] = self.stratum
        groups = int(self.stratum.max(initial=-1)) + 1
        size = np.bincount(self.stratum, minlength=groups).astype(np.float64)
        sums = [np.bincount(self.stratum, weights=column[self.rows], minlength=groups) for column in (left, right)]
        both = np.bincount(self.stratum, weights=(left * right)[self.rows], minlength=groups)
        a, b = of[self.parent], of[self.reply]
        apart = sums[0][a] / size[a] * sums[1][b] / size[b]
        pairs = np.maximum(size * (size - 1), 1)
        together = ((sums[0] * sums[1] - both) / pairs)[a]
        return np.where(a == b, together, apart)


@dataclass(frozen=True, eq=False)
class Rewired:
    """Replies exchange their parents; every comment keeps its number of replies, and lags keep their distribution.

    Metropolis swaps of the parents of two replies, weighted by how often a lag occurs per opportunity (octaves of
    places in time), so that the lag distribution is kept and a parent always stands earlier. ``reply`` is in time
    order.
    """

    parent: Ints
    reply: Ints
    rank: Ints
    distinct: float
    name: str = "rewired"

    def draws(self, count: int, rng: np.random.Generator) -> Iterator[Pairs]:
        """States of one chain, in which the observed links stand at a random place (Besag & Clifford 1989, serial).

        Every step is reversible, so the chain runs from the observed links in both directions of its time. Were they
        always its first state they would be extreme too often, for neighbouring states are alike.
        """
        sweeps = int(np.clip(_EXCHANGES // max(self.reply.size, 1), _FEWEST_SWEEPS, _MOST_SWEEPS))
        before = int(rng.integers(0, count + 1))
        for states in (before, count - before):
            chain = _Chain.start(self.parent, self.reply, self.rank)
            for _ in range(states):
                for _ in range(sweeps):
                    chain.sweep(rng)
                yield chain.parent.copy(), self.reply


@dataclass(eq=False)
class _Chain:
    """The state of the swaps: the parents now, the place of each reply, and the log weight of every lag."""

    parent: Ints
    place: Ints
    rank: Ints
    weight: Reals
    now: Reals

    @classmethod
    def start(cls, parent: Ints, reply: Ints, rank: Ints) -> _Chain:
        weight = _lag_weight(rank[parent], rank[reply])
        return cls(parent.copy(), rank[reply], rank, weight, weight[rank[reply] - rank[parent]])

    def sweep(self, rng: np.random.Generator) -> None:
        """Offer every link one exchange with a link at a random distance."""
        links = self.parent.size
        if links < 2:
            return
        offset = int(2 ** (rng.random() * np.log2(links)))
        shift = int(rng.integers(0, 2 * offset))
        one = np.flatnonzero(((np.arange(links - offset) + shift) // offset) % 2 == 0)
        two = one + offset
        first, second = self.rank[self.parent[one]], self.rank[self.parent[two]]
        # A parent must stand earlier: lag 0 stands for all that are not, and weighs nothing.
        after_one = self.weight[np.maximum(self.place[one] - second, 0)]
        after_two = self.weight[np.maximum(self.place[two] - first, 0)]
        gain = after_one + after_two - self.now[one] - self.now[two]
        taken = np.log(rng.random(one.size)) < gain
        one, two = one[taken], two[taken]
        self.parent[one], self.parent[two] = self.parent[two], self.parent[one]
        self.now[one], self.now[two] = after_one[taken], after_two[taken]


def _lag_weight(above: Ints, below: Ints) -> Reals:
    """Log of (links at a lag) / (reply–slot pairs at that lag) by octaves; -inf where no link has that lag.

    ``above`` and ``below`` are the places of parents and replies; the result is indexed by lag, 0 … the longest.
    """
    longest = int(below.max(initial=0)) + 1
    octave = np.log2(np.maximum(np.arange(longest + 1), 1)).astype(np.int64)
    seen = np.bincount(octave[below - above], minlength=int(octave[-1]) + 1).astype(np.float64)
    slots = np.sort(above)
    before = np.searchsorted(slots, below)
    edges = 2 ** np.arange(seen.size + 1)
    # Slots fewer than `edge` places before each reply.
    within = [before - np.searchsorted(slots, below - edge, side="right") for edge in edges]
    chances = np.array([(within[at + 1] - within[at]).sum() for at in range(seen.size)], dtype=np.float64)
    with np.errstate(divide="ignore"):
        weight = np.log(np.divide(seen, chances, out=np.zeros(seen.size), where=chances > 0))[octave]
    weight[0] = -np.inf
    return np.asarray(weight)


def thread_null(material: Material, pairs: Pairs, kinds: Ints) -> Shuffle:
    """(a) What comments say is exchanged within their thread."""
    return _shuffle("thread", pairs, kinds, lambda rows: material.forest.thread[rows])


def strata_null(material: Material, pairs: Pairs, kinds: Ints) -> Shuffle:
    """(b) What comments say is exchanged among ten successive comments of the same depth."""
    return _shuffle(
        "strata", pairs, kinds, lambda rows: _runs(material.rank[rows], _depth_classes(material.forest.depth[rows]))
    )


def author_null(material: Material, pairs: Pairs, kinds: Ints) -> Shuffle:
    """(d) What comments say is exchanged among the comments of one author; unknown authors stay as they are."""
    codes = material.frame["author_id"].rank("dense").fill_null(0).to_numpy().astype(np.int64)
    unknown = codes == 0
    codes[unknown] = codes.max(initial=0) + 1 + np.flatnonzero(unknown)
    return _shuffle("author", pairs, kinds, lambda rows: codes[rows])


def rewired_null(material: Material, pairs: Pairs, kinds: Ints) -> Rewired:  # noqa: ARG001 -- one signature for all
    """(c) Parents are drawn anew among earlier comments, lags and popularity kept."""
    parent, reply = pairs
    legal = material.rank[reply] > material.rank[parent]
    parent, reply = parent[legal], reply[legal]
    order = np.argsort(material.rank[reply], kind="stable")
    parent, reply = parent[order], reply[order]
    return Rewired(parent, reply, material.rank, _rewirings(parent, reply, material.rank))


#: Every null by its name, in the order in which they are shown.
NULLS: Final[dict[str, Callable[[Material, Pairs, Ints], Null]]] = {
    "thread": thread_null, "strata": strata_null, "rewired": rewired_null, "author": author_null,
}  # fmt: skip

#: What each null asks, for people.
QUESTIONS: Final[dict[str, str]] = {
    "thread": "more than comments of the same thread, whoever they answer",
    "strata": "more than comments of the same depth written at about the same time",
    "rewired": "more than if people answered any comment of about the same age",
    "author": "more than each author's own preferences explain",
}


def run_null(material: Material, pairs: Pairs, kinds: Ints) -> Shuffle:
    """What comments say is exchanged among ten successive comments, whatever their depth."""
    return _shuffle("runs", pairs, kinds, lambda rows: _runs(material.rank[rows], np.zeros_like(rows)))


def _shuffle(name: str, pairs: Pairs, kinds: Ints, strata: Callable[[Ints], Ints]) -> Shuffle:
    parent, reply = pairs
    rows = np.unique(np.concatenate((parent, reply)))
    raw = strata(rows)
    order = np.argsort(raw, kind="stable")
    rows = rows[order]
    stratum = np.unique(raw[order], return_inverse=True)[1].astype(np.int64)
    return Shuffle(name, parent, reply, rows, stratum, _shufflings(stratum, kinds[rows]))


def _depth_classes(depth: Ints) -> Ints:
    """Join successive depths until each class fills several runs: a run must not span much of the discussion."""
    return join_neighbours(np.bincount(depth), RUN * RUNS)[depth]


def _runs(rank: Ints, depth: Ints) -> Ints:
    """Number stretches of :data:`RUN` successive rows of one depth."""
    order = np.lexsort((rank, depth))
    sorted_depth = depth[order]
    sizes = np.diff([*run_starts(sorted_depth), order.size])
    # The last run of a depth takes in a remainder that would be too small to exchange.
    runs = np.maximum(np.repeat(sizes, sizes) // RUN, 1)
    run = np.minimum(places_in_runs(sorted_depth) // RUN, runs - 1)
    out = np.empty(order.size, dtype=np.int64)
    out[order] = np.unique(np.stack((sorted_depth, run)), axis=1, return_inverse=True)[1].ravel()
    return out


def _shufflings(stratum: Ints, kinds: Ints) -> float:
    """log10 of Π m! / Π (count of each kind)! over the strata: arrangements that differ."""
    if not stratum.size:
        return 0.0
    cells = np.unique(np.stack((stratum, kinds)), axis=1, return_counts=True)[1]
    return (log_factorials(np.bincount(stratum)) - log_factorials(cells)) / log(10)


def _rewirings(parent: Ints, reply: Ints, rank: Ints) -> float:
    """log10 of the number of ways to give every reply an earlier parent, each comment as popular as it is."""
    if not parent.size:
        return 0.0
    slots = np.sort(rank[parent])
    free = np.searchsorted(slots, np.sort(rank[reply])) - np.arange(reply.size)
    popular = np.unique(parent, return_counts=True)[1]
    return (float(np.log(np.maximum(free, 1)).sum()) - log_factorials(popular)) / log(10)


def log_factorials(counts: Ints) -> float:
    """Sum of the natural logarithms of the counts' factorials."""
    values, times = np.unique(counts, return_counts=True)
    return float(sum(lgamma(value + 1) * many for value, many in zip(values.tolist(), times.tolist(), strict=True)))


def row_kinds(shares: Reals | Vectors) -> Ints:
    """Number rows so that equal rows have equal numbers, shape (n,)."""
    rounded = np.round(shares, 6)
    key = rounded @ np.sqrt(np.arange(2, rounded.shape[1] + 2)) if rounded.size else np.zeros(len(shares))
    return np.asarray(np.unique(np.round(key, 9), return_inverse=True)[1], dtype=np.int64)
