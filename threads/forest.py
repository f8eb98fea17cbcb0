"""The reply forest: integer parents once, everything else derived with array operations.

One method serves wide forests and deep chains alike: *pointer doubling over the comments that are deep enough*.
After k rounds every comment of depth 2**k or more knows its ancestor 2**k links up, and the others have left
the working set. The work is the sum over k of the comments at least 2**k deep: linear for a wide forest,
n log n for a chain. There is no recursion, and no Python loop over comments or over levels.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .parents import index_type, match_parents, repair

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from .model import Note

#: Indices and counts: int32 below 2**31 comments, int64 above. Cast before multiplying two of them.
Ints: TypeAlias = NDArray[np.signedinteger[Any]]


class CycleError(ValueError):
    """Parents that lead back to where they began; :meth:`Forest.repaired` cuts them."""


@dataclass(frozen=True, eq=False)
class Forest:
    """An immutable forest over comments ``0 … n-1``.

    Attributes
    ----------
    parent : integer array, shape (n,)
        Index of the parent, ``-1`` for a root. Any order is allowed; cycles are not (``ValueError``, when depths
        are first asked for): :meth:`repaired` cuts them.

    Examples
    --------
    >>> forest = Forest(np.array([-1, 0, 1, 0, -1]))
    >>> forest.depth.tolist(), forest.size.tolist(), forest.thread.tolist()
    ([0, 1, 2, 1, 0], [4, 2, 1, 1, 1], [0, 0, 0, 0, 4])
    """

    parent: Ints

    def __post_init__(self) -> None:
        given = np.asarray(self.parent)
        if given.ndim != 1 or (given.size and given.dtype.kind not in "iu"):
            raise ValueError("parents must be one row of integers")
        if given.size and (given.min() < -1 or given.max() >= given.size):
            raise ValueError("a parent is neither -1 nor the index of a comment")
        parent = given.astype(index_type(given.size))
        parent.flags.writeable = False
        object.__setattr__(self, "parent", parent)

    @classmethod
    def from_comments(cls, comments: pl.DataFrame) -> Forest:
        """Build from a comment table, in row order; parents are matched within a discussion.

        A parent that is not in the table makes a root, as the table's own contract has it.
        """
        return cls(match_parents(comments["comment_id"], comments["parent_id"], comments["discussion_id"]))

    @classmethod
    def from_ids(
        cls, ids: pl.Series, parent_ids: pl.Series, groups: pl.Series | None = None
    ) -> tuple[Forest, tuple[Note, ...]]:
        """Build from ids of any kind, repairing what cannot stand, with a note for each repair.

        Parameters
        ----------
        ids, parent_ids : polars.Series, shape (n,)
            Of one type; a null parent is a root. Of rows that share an id the first one is answered.
        groups : polars.Series, optional
            Ids are unique within a group only (a discussion, say).
        """
        return repair(ids, parent_ids, groups, build=cls)

    @classmethod
    def repaired(cls, parent: Ints) -> tuple[Forest, Ints]:
        """Build from integers that may hold cycles; also return the comments whose link was cut, ascending.

        A comment that is its own parent is a cycle of one. Of each cycle the comment with the lowest index
        becomes a root, so that what follows it keeps its link.
        """
        from .parents import cycle_cuts

        cuts = cycle_cuts(parent)
        mended = np.array(parent)
        mended[cuts] = -1
        return cls(mended), cuts

    def __len__(self) -> int:
        return int(self.parent.size)

    @cached_property
    def roots(self) -> Ints:
        """Indices of the roots, ascending."""
        return _frozen(np.flatnonzero(self.parent < 0).astype(self.parent.dtype))

    @cached_property
    def _sweep(self) -> tuple[Ints, Ints, Ints]:
        n = len(self)
        depth = np.zeros_like(self.parent)
        thread = np.arange(n, dtype=self.parent.dtype)
        size = np.ones_like(self.parent)
        for step, deep, above in doublings(self.parent):
            np.add.at(size, above, size[deep])
            depth[deep] = depth[above] + step
            thread[deep] = thread[above]
        return _frozen(depth), _frozen(thread), _frozen(size)

    @property
    def depth(self) -> Ints:
        """Links to the root; 0 for a root."""
        return self._sweep[0]

    @property
    def thread(self) -> Ints:
        """Index of the root above each comment (itself for a root)."""
        return self._sweep[1]

    @property
    def size(self) -> Ints:
        """Comments in the subtree, the comment itself included."""
        return self._sweep[2]

    @cached_property
    def child_counts(self) -> Ints:
        """Number of direct replies of each comment."""
        counts = np.bincount(self.parent[self.parent >= 0], minlength=len(self))
        return _frozen(counts.astype(self.parent.dtype))

    @cached_property
    def child_start(self) -> Ints:
        """Offsets into :attr:`children`, shape (n + 1,): comment i's replies are ``children[start[i]:start[i+1]]``."""
        start = np.zeros(len(self) + 1, dtype=self.parent.dtype)
        np.cumsum(self.child_counts, out=start[1:])
        return _frozen(start)

    @cached_property
    def children(self) -> Ints:
        """All replies, grouped by parent, in index order within a parent."""
        replies = np.flatnonzero(self.parent >= 0)
        # Sorting one packed integer is several times faster than a stable argsort.
        packed = self.parent[replies].astype(np.int64)
        packed *= len(self)
        packed += replies
        packed.sort()
        packed %= max(len(self), 1)
        return _frozen(packed.astype(self.parent.dtype))

    @cached_property
    def leaves(self) -> Ints:
        """Indices of the comments that nobody answers, ascending."""
        return _frozen(np.flatnonzero(self.child_counts == 0).astype(self.parent.dtype))

    @cached_property
    def rank(self) -> Ints:
        """Place of each comment in :attr:`preorder`."""
        rank = self._places_below_parent()
        for _, deep, above in doublings(self.parent):
            rank[deep] += rank[above]
        return _frozen(rank)

    def _places_below_parent(self) -> Ints:
        # One for the parent itself and the subtrees of elder siblings; for a root, the threads before it.
        place = np.zeros_like(self.parent)
        place[self.roots] = _exclusive_sum(self.size[self.roots])
        replies = self.children
        if replies.size:
            before = _exclusive_sum(self.size[replies])
            eldest = self.child_start[self.parent[replies]]
            place[replies] = 1 + before - before[eldest]
        return place

    @cached_property
    def preorder(self) -> Ints:
        """Comments in reading order: each before its replies, siblings in index order."""
        out = np.empty_like(self.parent)
        out[self.rank] = np.arange(len(self), dtype=out.dtype)
        return _frozen(out)

    @cached_property
    def postorder(self) -> Ints:
        """Comments after all their replies: the order in which sums are taken upwards."""
        # Before v in postorder: all before it in preorder but its ancestors, and its own descendants.
        place = self.rank - self.depth + self.size - 1
        out = np.empty_like(self.parent)
        out[place] = np.arange(len(self), dtype=out.dtype)
        return _frozen(out)

    def subtree(self, comment: int) -> Ints:
        """Return a comment and everything below it, in reading order."""
        start = int(self.rank[comment])
        return self.preorder[start : start + int(self.size[comment])]

    def is_above(self, ancestors: Ints, comments: Ints) -> NDArray[np.bool_]:
        """Say for each pair whether the first is a proper ancestor of the second."""
        first = self.rank[ancestors].astype(np.int64)
        here = self.rank[comments]
        return np.asarray((first < here) & (here < first + self.size[ancestors]))

    @cached_property
    def _by_level(self) -> NDArray[np.int64]:
        keys = self.depth.astype(np.int64)
        keys *= len(self)
        keys += self.rank
        keys.sort()
        return keys

    def ancestors_at(self, comments: Ints, depth: Ints | int) -> Ints:
        """Return each comment's ancestor at a depth (itself at its own); ``-1`` where it is less deep than that.

        Of the comments at one depth, the ancestor is the last that reading order meets before the comment itself.
        """
        comments = np.asarray(comments)
        level = np.broadcast_to(np.asarray(depth, dtype=np.int64), comments.shape)
        inside = (level >= 0) & (level <= self.depth[comments])
        key = np.where(inside, level, 0) * len(self) + self.rank[comments]
        found = np.searchsorted(self._by_level, key, side="right") - 1
        out = self.preorder[self._by_level[found] % max(len(self), 1)]
        return np.where(inside, out, -1).astype(self.parent.dtype)

    def paths(self, comments: Ints) -> tuple[Ints, NDArray[np.int64]]:
        """Return the way from the root to each comment, laid end to end, and where each starts.

        Returns
        -------
        way : integer array, shape (sum of depth + 1,)
        start : int64 array, shape (len(comments) + 1,)
            Comment i's path is ``way[start[i]:start[i + 1]]``, the root first.
        """
        comments = np.asarray(comments)
        length = self.depth[comments].astype(np.int64) + 1
        start = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(length)))
        level = np.arange(start[-1]) - np.repeat(start[:-1], length)
        return self.ancestors_at(np.repeat(comments, length), level), start


def doublings(parent: Ints) -> Iterator[tuple[int, Ints, Ints]]:
    """Yield ``(step, deep, above)`` for step 1, 2, 4 …: the comments at least ``step`` deep, and who is that far up.

    A sum over each comment's ancestors is ``total[deep] += total[above]``; one over descendants is
    ``np.add.at(total, above, total[deep])``: right sides are read before anything is written.
    """
    jump = np.array(parent)
    deep = np.flatnonzero(jump >= 0).astype(jump.dtype)
    above = jump[deep]
    step = 1
    while deep.size:
        if step > parent.size:
            raise CycleError("the parents form a cycle")
        yield step, deep, above
        further = jump[above]
        more = further >= 0
        jump[deep[~more]] = -1
        deep, above = deep[more], further[more]
        jump[deep] = above
        step *= 2


def _exclusive_sum(values: Ints) -> Ints:
    total = np.cumsum(values, dtype=values.dtype)
    total -= values
    return total


def _frozen(array: Ints) -> Ints:
    array.flags.writeable = False
    return array
