"""What uncertain links leave open in what the figures count: ranges over forests drawn from every possible parent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from commentariat.threads.forest import Forest
from commentariat.threads.metrics.copies import COVERAGE, random_stream
from commentariat.threads.metrics.intervals import candidates, draw
from commentariat.threads.scores import are_scores

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commentariat.threads.model import Discussion

    Ints = NDArray[np.int64]

#: Forests that are drawn, and comments up to which they are worth their time.
COPIES: Final = 200
UP_TO: Final = 20_000


@dataclass(frozen=True, eq=False)
class Possible:
    """Forests as the source leaves them possible; a range holds the middle nine tenths of what they show.

    Attributes
    ----------
    parents : integer array, shape (copies, n)
        The parent of each comment in each forest, by its row; -1 for none.
    """

    parents: Ints

    @classmethod
    def of(cls, discussion: Discussion) -> Possible | None:
        """Draw the forests; ``None`` where every link is certain, where confidences are scores, or past the limit."""
        if are_scores(discussion) or not 0 < discussion.comments.height <= UP_TO:
            return None
        given = candidates(discussion.comments)
        return cls(draw(given, COPIES, random_stream(0, "links"))) if given.comment.size else None

    @cached_property
    def _forest(self) -> Forest:
        copies, n = self.parents.shape
        shift = np.arange(copies)[:, None] * n
        return Forest(np.where(self.parents < 0, -1, self.parents + shift).ravel())

    @cached_property
    def _depth(self) -> Ints:
        return self._forest.depth.reshape(self.parents.shape).astype(np.int64)

    def at_or_below(self, rows: Ints) -> Ints:
        """Range of the comments at and below each of some rows: shape (2, rows)."""
        return _ends(self._forest.size.reshape(self.parents.shape)[:, rows])

    def below(self, rows: Ints, roots: Ints) -> Ints:
        """Range of how many of some rows stand at or below each root: shape (2, roots)."""
        copies, n = self.parents.shape
        chosen = np.zeros(n, dtype=np.int64)
        chosen[rows] = 1
        running = np.concatenate(([0], np.cumsum(np.tile(chosen, copies)[self._forest.preorder])))
        at = np.arange(copies)[:, None] * n + roots
        first = self._forest.rank[at]
        return _ends(running[first + self._forest.size[at]] - running[first])

    def answers(self, person: Ints, pairs: Ints) -> Ints:
        """Range of the answers of each pair (who answers, who is answered), shape (k, 2): shape (2, k)."""
        who, whom = self._ends_of_answers(person)
        return _counted(who, whom, pairs)

    def exchanged(self, person: Ints, pairs: Ints) -> Ints:
        """As :meth:`answers`, in whichever direction; each pair is given with its lower number first."""
        who, whom = self._ends_of_answers(person)
        return _counted(np.minimum(who, whom), np.maximum(who, whom), pairs)

    def group(self, person: Ints) -> tuple[int, int]:
        """Range of the people whom answers tie into the largest group."""
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        who, whom = self._ends_of_answers(person)
        people = int(person.max(initial=-1)) + 1
        copy, row = np.nonzero((who >= 0) & (whom >= 0) & (who != whom))
        ends = copy * people + who[copy, row], copy * people + whom[copy, row]
        tied = coo_array((np.ones(copy.size, dtype=bool), ends), shape=(len(who) * people, len(who) * people))
        groups, belongs = connected_components(tied, directed=False)
        sizes = np.bincount(belongs, minlength=groups)[belongs].reshape(len(who), people)
        return _pair(np.where(sizes > 1, sizes, 0).max(axis=1, initial=0))

    def _ends_of_answers(self, person: Ints) -> tuple[Ints, Ints]:
        """Who answers whom, shape (copies, n) each; -1 where nobody, or nobody known."""
        whom = np.where(self.parents < 0, -1, person[self.parents])
        return np.broadcast_to(person, whom.shape), whom

    def by_depth(self) -> Ints:
        """Range of the comments at each depth: shape (2, depths)."""
        copies, depths = self.parents.shape[0], int(self._depth.max()) + 1
        cells = np.arange(copies)[:, None] * depths + self._depth
        return _ends(np.bincount(cells.ravel(), minlength=copies * depths).reshape(copies, depths))

    def threads(self) -> tuple[int, int]:
        """Range of the number of threads."""
        return _pair((self.parents < 0).sum(axis=1))

    def deepest(self) -> tuple[int, int]:
        """Range of the greatest depth."""
        return _pair(self._depth.max(axis=1))

    def largest(self) -> tuple[int, int]:
        """Range of the size of whichever thread is the largest."""
        return _pair(self._forest.size.reshape(self.parents.shape).max(axis=1))

    def unanswered(self) -> tuple[int, int]:
        """Range of the comments that draw no answer."""
        return _pair((self._forest.child_counts.reshape(self.parents.shape) == 0).sum(axis=1))

    def pairs(self, person: Ints) -> tuple[int, int]:
        """Range of the pairs of people who answered each other; ``person`` numbers the people, -1 for unknown."""
        people = int(person.max(initial=-1)) + 1
        whom = self._ends_of_answers(person)[1]
        return _pair(np.array([_mutual(person, line, people) for line in whom]))


def _mutual(who: Ints, whom: Ints, people: int) -> int:
    """Count the pairs of whom either answered the other."""
    kept = (who >= 0) & (whom >= 0) & (who < whom)
    back = (who >= 0) & (whom >= 0) & (who > whom)
    return int(np.intersect1d(who[kept] * people + whom[kept], whom[back] * people + who[back]).size)


def _counted(who: Ints, whom: Ints, pairs: Ints) -> Ints:
    """Range over copies of how often each pair occurs, shape (2, pairs)."""
    people = int(max(who.max(initial=0), whom.max(initial=0), pairs.max(initial=0))) + 1
    given = np.where((who >= 0) & (whom >= 0), who * people + whom, -1)
    wanted, where = np.unique(pairs[:, 0] * people + pairs[:, 1], return_inverse=True)
    copy, row = np.nonzero(np.isin(given, wanted))
    cells = copy * wanted.size + np.searchsorted(wanted, given[copy, row])
    counts = np.bincount(cells, minlength=len(given) * wanted.size).reshape(len(given), wanted.size)
    return _ends(counts)[:, where]


def _ends(drawn: Ints) -> Ints:
    tail = (1 - COVERAGE) / 2
    return np.asarray(np.quantile(drawn, [tail, 1 - tail], axis=0, method="closest_observation"), dtype=np.int64)


def _pair(drawn: Ints) -> tuple[int, int]:
    low, high = _ends(drawn).tolist()
    return int(low), int(high)
