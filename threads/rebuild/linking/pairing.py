"""One-to-one pairing under doubt: how probable each pair is, all others weighed in.

Belief propagation on the pairs of a sparse bipartite graph, in which every place is taken by at most one guest and
every guest takes at most one place. Maximising, it finds the best assignment exactly (Bayati, Shah & Sharma 2008);
summing, as here, it gives marginal probabilities (Bethe approximation), one pass over the pairs a round.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: Rounds of messages, the share of an old message that is kept, and the change below which they are settled.
ROUNDS: Final = 60
DAMPING: Final = 0.3
SETTLED: Final = 1e-3


@dataclass(frozen=True, eq=False)
class Side:
    """One side of the graph: which node each pair touches, and the log-weight of each node's staying alone."""

    node: Ints
    alone: Floats

    def others(self, incoming: Floats) -> Floats:
        """Log of all that the node of each pair could do instead: stay alone, or any other pair."""
        top = np.maximum(self.alone, _largest(self.node, incoming, self.alone.size))
        total = np.exp(self.alone - top) + np.bincount(
            self.node, np.exp(incoming - top[self.node]), minlength=self.alone.size
        )
        rest = total[self.node] - np.exp(incoming - top[self.node])
        least = np.exp(self.alone - top)[self.node]
        out: Floats = top[self.node] + np.log(np.maximum(np.maximum(rest, least), 1e-300))
        return out


def _largest(node: Ints, values: Floats, size: int) -> Floats:
    out = np.full(size, -np.inf)
    np.maximum.at(out, node, values)
    return out


def pair(places: Side, guests: Side, weight: Floats) -> Floats:
    """Return the probability of each pair.

    Parameters
    ----------
    places, guests : Side
        Parallel to ``weight``: pair k joins place ``places.node[k]`` with guest ``guests.node[k]``.
    weight : float array
        Log-weight of each pair.
    """
    if not weight.size:
        return np.zeros(0)
    to_guest = np.zeros(weight.size)
    for _ in range(ROUNDS):
        to_place = -guests.others(weight + to_guest)
        fresh = -places.others(weight + to_place)
        change = float(np.abs(fresh - to_guest).max())
        to_guest = DAMPING * to_guest + (1.0 - DAMPING) * fresh
        if change < SETTLED:
            break
    odds = weight + to_guest - guests.others(weight + to_guest)
    out: Floats = 1.0 / (1.0 + np.exp(-np.clip(odds, -500.0, 500.0)))
    return out
