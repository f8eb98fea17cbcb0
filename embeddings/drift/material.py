"""What every measure of drift works on: one discussion as arrays, free of quotes and of the reply graph."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from ..vectors import normalised
from .runs import run_starts

if TYPE_CHECKING:
    import numpy.typing as npt
    import polars as pl

    from commentariat.threads.forest import Forest

    Reals = npt.NDArray[np.float64]
    Vectors = npt.NDArray[np.float32]
    Ints = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

#: Links that the source itself, or a person, states. Guessed links may rest on likeness of words: a circle.
TESTED_BASES: Final = ("explicit", "nesting", "mention", "human")
#: What may be said of a comment without a parent that the source, or a person, says has none.
_ROOT_BASES: Final = (*TESTED_BASES, "root")


@dataclass(frozen=True, eq=False)
class Labels:
    """Themes, or a researcher's labels, as a share matrix.

    Attributes
    ----------
    ids, names : tuple of str, length k
    shares : float64 array, shape (n, k)
        How a comment's units divide among the labels; a row sums to 1, or to 0 where nothing is labelled.
    kind : str
        ``theme`` or ``label``.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    shares: Reals
    kind: str = "theme"

    @cached_property
    def labelled(self) -> Flags:
        """Whether a comment carries any label, shape (n,)."""
        return np.asarray(self.shares.sum(axis=1) > 0)

    @cached_property
    def top(self) -> Ints:
        """Index of the label that a comment carries most, ``-1`` for none, shape (n,)."""
        if not self.ids:
            return np.full(len(self.shares), -1, dtype=np.int64)
        return np.where(self.labelled, self.shares.argmax(axis=1), -1)


@dataclass(frozen=True, eq=False)
class Material:
    """One discussion, ready to be measured; rows are comments in source order.

    Attributes
    ----------
    frame : polars.DataFrame
        ``discussion_id, comment_id, position, created, author_id, author, link_basis, words, quoted_share``.
    forest : Forest
    vectors : float32 array, shape (n, d)
        Own words around the background, L2-normalised; a zero row where a comment has no words of its own.
    article : float32 array, shape (d,), or None
    labels : Labels
    rank : int64 array, shape (n,)
        Place in time where every comment is dated, else in the source.
    dated : bool
        Whether ``rank`` is by clock.
    """

    frame: pl.DataFrame
    forest: Forest
    vectors: Vectors
    article: Vectors | None
    labels: Labels
    rank: Ints
    dated: bool

    def __len__(self) -> int:
        return self.frame.height

    @property
    def discussion_id(self) -> str:
        """Identifier of the discussion, the same in every table."""
        return str(self.frame.item(0, "discussion_id"))

    @cached_property
    def worded(self) -> Flags:
        """Whether a comment has words of its own, shape (n,)."""
        return np.asarray((self.vectors != 0).any(axis=1))

    @cached_property
    def words(self) -> Reals:
        """Own words of each comment, shape (n,)."""
        return self.frame["words"].to_numpy().astype(np.float64)

    @cached_property
    def tested_links(self) -> Ints:
        """Replies whose link is stated (see :data:`TESTED_BASES`), as row numbers."""
        stated = self.frame["link_basis"].is_in(TESTED_BASES).to_numpy()
        return np.flatnonzero(stated & (self.forest.parent >= 0))

    @cached_property
    def stated_path(self) -> Flags:
        """Whether every link from a comment up to its root, and the root itself, is stated, shape (n,)."""
        basis, parent = self.frame["link_basis"], self.forest.parent
        stated = np.where(parent >= 0, basis.is_in(TESTED_BASES).to_numpy(), basis.is_in(_ROOT_BASES).to_numpy())
        jump = np.where(parent < 0, np.arange(len(self)), parent)
        while not np.array_equal(jump, jump[jump]):
            stated, jump = stated & stated[jump], jump[jump]
        return np.asarray(stated & stated[jump])

    @cached_property
    def all_links(self) -> Ints:
        """All replies with a known parent, as row numbers."""
        return np.flatnonzero(self.forest.parent >= 0)

    @cached_property
    def previous_sibling(self) -> Ints:
        """The sibling just before each reply in time, ``-1`` for none; roots have none, shape (n,)."""
        out = np.full(len(self), -1, dtype=np.int64)
        replies = self.all_links
        order = replies[np.lexsort((self.rank[replies], self.forest.parent[replies]))]
        same = self.forest.parent[order[1:]] == self.forest.parent[order[:-1]]
        out[order[1:][same]] = order[:-1][same]
        return out

    def with_labels(self, labels: Labels) -> Material:
        """The same discussion under other labels."""
        return replace(self, labels=labels)


def time_rank(created: pl.Series, position: pl.Series) -> tuple[Ints, bool]:
    """Order comments by clock where all are dated, else by their place in the source."""
    n = len(position)
    dated = n > 0 and created.null_count() == 0
    keys = (position.to_numpy(), created.dt.epoch("us").to_numpy()) if dated else (position.to_numpy(),)
    rank = np.empty(n, dtype=np.int64)
    rank[np.lexsort(keys)] = np.arange(n)
    return rank, dated


def comment_vectors(units: Vectors, owner: Ints, n: int) -> Vectors:
    """Average unit vectors (m, d) by the comment that owns them, and normalise: shape (n, d)."""
    order = np.argsort(owner, kind="stable")
    total = np.zeros((n, units.shape[1]), dtype=np.float32)
    if order.size:
        sorted_owner = owner[order]
        starts = run_starts(sorted_owner)
        total[sorted_owner[starts]] = np.add.reduceat(units[order], starts, axis=0)
    return normalised(total)


def around(rows: Vectors, background: Vectors) -> Vectors:
    """Look at vectors from the background: subtract it and normalise; zero rows stay zero."""
    kept = (rows != 0).any(axis=-1, keepdims=True)
    return normalised(np.where(kept, rows - background, 0).astype(np.float32))


def share_matrix(owner: Ints, label: Ints, weight: Reals, n: int, k: int) -> Reals:
    """Sum unit labels by comment and divide by the comment's sum: shape (n, k); unlabelled rows are zero."""
    counts = np.bincount(owner * max(k, 1) + label, weights=weight, minlength=n * max(k, 1)).reshape(n, max(k, 1))
    # Without a single label numpy counts in whole numbers.
    counts = counts[:, :k].astype(np.float64)
    total = counts.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(counts, total, out=np.zeros_like(counts), where=total > 0))
