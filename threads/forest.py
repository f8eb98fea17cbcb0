"""The reply forest: integer parents once, everything else derived with array operations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Forest:
    """An immutable forest over nodes ``0 … n-1``.

    Attributes
    ----------
    parent : int64 array, shape (n,)
        Index of the parent, ``-1`` for a root. Any order is allowed; cycles are not (``ValueError``).
    """

    parent: Ints

    @classmethod
    def from_comments(cls, comments: pl.DataFrame) -> Forest:
        """Build from a comment table, in row order; parents are matched within a discussion."""
        import polars as pl

        index = comments.select("discussion_id", "comment_id").with_row_index("at")
        joined = comments.select("discussion_id", "parent_id").join(
            index, left_on=["discussion_id", "parent_id"], right_on=["discussion_id", "comment_id"],
            how="left", maintain_order="left",
        )  # fmt: skip
        return cls(joined["at"].cast(pl.Int64).fill_null(-1).to_numpy())

    def __len__(self) -> int:
        return int(self.parent.size)

    @cached_property
    def roots(self) -> Ints:
        """Indices of the roots, ascending."""
        return np.flatnonzero(self.parent < 0)

    @cached_property
    def _depth_and_thread(self) -> tuple[Ints, Ints]:
        # Pointer doubling: after k rounds every node knows its ancestor 2**k up, or the root.
        n = len(self)
        jump = np.where(self.parent < 0, np.arange(n), self.parent)
        depth = (self.parent >= 0).astype(np.int64)
        for _ in range(max(n, 1).bit_length() + 1):
            nearer = depth[jump]
            if not nearer.any():
                return depth, jump
            depth = depth + nearer
            jump = jump[jump]
        raise ValueError("the parents form a cycle")

    @property
    def depth(self) -> Ints:
        """Links to the root; 0 for a root."""
        return self._depth_and_thread[0]

    @property
    def thread(self) -> Ints:
        """Index of the root above each node (itself for a root)."""
        return self._depth_and_thread[1]

    @cached_property
    def child_counts(self) -> Ints:
        """Number of direct replies of each node."""
        return np.bincount(self.parent[self.parent >= 0], minlength=len(self)).astype(np.int64)

    @cached_property
    def child_start(self) -> Ints:
        """Offsets into :attr:`children`, shape (n + 1,): node i's replies are ``children[start[i]:start[i+1]]``."""
        return np.concatenate(([0], np.cumsum(self.child_counts)))

    @cached_property
    def children(self) -> Ints:
        """All non-roots, grouped by parent, in index order within a parent."""
        order = np.argsort(self.parent, kind="stable")
        return order[self.roots.size :]

    @cached_property
    def size(self) -> Ints:
        """Nodes in the subtree, the node itself included."""
        total = np.ones(len(self), dtype=np.int64)
        by_depth = np.argsort(self.depth, kind="stable")
        bounds = np.concatenate(([0], np.cumsum(np.bincount(self.depth, minlength=1))))
        for level in range(len(bounds) - 2, 0, -1):
            nodes = by_depth[bounds[level] : bounds[level + 1]]
            np.add.at(total, self.parent[nodes], total[nodes])
        return total

    @cached_property
    def preorder(self) -> Ints:
        """Nodes in reading order: every node before its replies, siblings in index order."""
        n = len(self)
        rank = np.zeros(n, dtype=np.int64)
        size = self.size
        roots = self.roots
        rank[roots] = np.concatenate(([0], np.cumsum(size[roots])))[: roots.size]
        kids = self.children
        before = np.concatenate(([0], np.cumsum(size[kids])))[: kids.size]
        # Offset of a reply below its parent: one for the parent itself, and the subtrees of elder siblings.
        first = before[np.minimum(self.child_start[self.parent[kids]], max(kids.size - 1, 0))] if kids.size else before
        offset = np.zeros(n, dtype=np.int64)
        offset[kids] = 1 + before - first
        rank = rank + _sum_to_root(self.parent, offset)
        rank = np.where(self.parent < 0, rank, rank + rank[self.thread])
        out = np.empty(n, dtype=np.int64)
        out[rank] = np.arange(n)
        return out


def _sum_to_root(parent: Ints, value: Ints) -> Ints:
    """Sum ``value`` over each node and its ancestors, roots' values excluded, by pointer doubling."""
    n = parent.size
    jump = np.where(parent < 0, np.arange(n), parent)
    total = np.where(parent < 0, 0, value)
    while True:
        above = total[jump]
        above[jump == np.arange(n)] = 0
        if not above.any() and bool((jump[jump] == jump).all()):
            return total
        total = total + above
        jump = jump[jump]
