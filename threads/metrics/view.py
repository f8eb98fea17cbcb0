"""What every metric reads: a forest with its authors, times and groups as dense integer arrays.

A metric is computed for all groups at once (a corpus of a million discussions is one pass). A group is a set of
whole threads: a discussion, a thread, one simulated copy of a discussion.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..arguments import comment_table
from ..distinct import distinct, distinct_counts
from ..forest import Forest, Ints
from .order import grouped_sort

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]

#: A time that is not known, in the int64 microseconds of :attr:`View.created`.
NO_TIME: Final = np.iinfo(np.int64).min
GROUPINGS: Final = ("discussion", "thread")


@dataclass(frozen=True, eq=False)
class View:
    """A forest over n comments in ``groups`` groups, ready to be measured.

    Attributes
    ----------
    forest : Forest
    group : integer array, shape (n,)
        The group of each comment, ``0 … groups-1``; a thread lies in one group.
    groups : int
    author : integer array, shape (n,)
        Dense codes, unique to a group: the same person in two groups has two codes; ``-1`` for unsigned.
    created : int64 array, shape (n,)
        Microseconds since 1970; :data:`NO_TIME` where not known.
    undecided, missing : bool array, shape (n,)
        Links on which the reading abstains; links to a comment that is not in the source.
    article : bool
        Whether the article stands above the roots as the one root of the group's tree (a discussion), or the
        group's own first comment is its root (a thread).
    """

    forest: Forest
    group: Ints
    groups: int
    author: Ints
    created: NDArray[np.int64]
    undecided: Flags
    missing: Flags
    article: bool = True
    #: The labels of the groups, where they have any: one row a group.
    labels: pl.DataFrame | None = field(default=None, repr=False)

    @classmethod
    def of(
        cls,
        parents: Sequence[int] | Ints,
        authors: Sequence[str | None] | None = None,
        seconds: Sequence[float | None] | None = None,
    ) -> View:
        """Build one small group by hand, for a trial or a test; ``seconds`` are times since any start."""
        forest = Forest(np.asarray(parents, dtype=np.int64))
        n = len(forest)
        names = sorted({name for name in authors or () if name is not None})
        codes = {name: code for code, name in enumerate(names)}
        author = np.array([codes.get(name or "", -1) for name in authors or [None] * n], dtype=np.int32)
        times = [NO_TIME if at is None else round(at * 1e6) for at in seconds or [None] * n]
        none = np.zeros(n, dtype=bool)
        return cls(forest, np.zeros(n, dtype=np.int32), 1, author, np.array(times, dtype=np.int64), none, none)

    @classmethod
    def from_comments(cls, comments: pl.DataFrame, *, by: str = "discussion", forest: Forest | None = None) -> View:
        """Build from a comment table of one or of many discussions.

        Parameters
        ----------
        comments : polars.DataFrame
            With ``discussion_id``, ``comment_id`` and ``parent_id``; ``author_id``, ``created`` and ``link_basis``
            are used where they are there.
        by : {"discussion", "thread"}
            What makes a group. Groups are in the order of their first comment.
        forest : Forest, optional
            The forest of these rows, where it is built already.
        """
        import polars as pl

        if by not in GROUPINGS:
            raise ValueError(f"by must be one of {', '.join(GROUPINGS)}, not {by!r}")
        comments = comment_table(comments, "discussion_id", "comment_id", "parent_id")
        forest = forest if forest is not None else Forest.from_comments(comments)
        firsts, group = _groups(comments["discussion_id"]) if by == "discussion" else _thread_groups(forest)
        names = ["discussion_id"] if by == "discussion" else ["discussion_id", "comment_id"]
        basis = comments["link_basis"] if "link_basis" in comments.columns else pl.repeat("", len(forest), eager=True)
        return cls(
            forest=forest,
            group=group,
            groups=firsts.size,
            author=_author_codes(comments, group, firsts.size),
            created=_times(comments),
            undecided=(basis == "undecided").fill_null(value=False).to_numpy(),
            missing=(basis == "missing").fill_null(value=False).to_numpy(),
            article=by == "discussion",
            labels=comments[firsts].select(names),
        )

    def __len__(self) -> int:
        return len(self.forest)

    def count(self, flags: Flags) -> Floats:
        """Count the comments of each group for which a flag is up."""
        if self.groups == 1:
            return np.array([np.count_nonzero(flags)], dtype=np.float64)
        return np.bincount(self.group[flags], minlength=self.groups).astype(np.float64)

    def total(self, values: Ints) -> Floats:
        """Sum integers over each group; exact while a sum stays below 2**53."""
        if self.groups == 1:
            return np.array([values.sum(dtype=np.int64)], dtype=np.float64)
        return np.bincount(self.group, weights=values, minlength=self.groups).astype(np.float64)

    def largest(self, values: Ints, of: Flags | None = None) -> Floats:
        """Return the largest value in each group; NaN for a group without any."""
        group, values = (self.group, values) if of is None else (self.group[of], values[of])
        return grouped_max(group, values, self.groups)

    @cached_property
    def comments(self) -> Floats:
        """Comments in each group."""
        if self.groups == 1:
            return np.array([len(self)], dtype=np.float64)
        return np.bincount(self.group, minlength=self.groups).astype(np.float64)

    @cached_property
    def reply(self) -> Flags:
        """Which comments answer another comment of the table."""
        return np.asarray(self.forest.parent >= 0)

    @cached_property
    def parent_author(self) -> Ints:
        """The author who is answered; ``-1`` where there is none or the name is not known."""
        out = np.full(len(self), -1, dtype=self.author.dtype)
        out[self.reply] = self.author[self.forest.parent[self.reply]]
        return out

    @cached_property
    def between(self) -> Flags:
        """Replies that a known author gives to another known author."""
        return np.asarray((self.author >= 0) & (self.parent_author >= 0) & (self.author != self.parent_author))

    @cached_property
    def author_counts(self) -> tuple[Ints, Ints]:
        """Every author's group and number of comments, ordered by group, then by number."""
        signed = self.author >= 0
        counts = np.bincount(self.author[signed]) if signed.any() else np.zeros(0, dtype=np.int64)
        of = np.zeros(counts.size, dtype=np.int64)
        of[self.author[signed]] = self.group[signed]
        here = counts > 0
        packed = of[here] * (len(self) + 1) + counts[here]
        packed.sort()
        return packed // (len(self) + 1), packed % (len(self) + 1)

    @cached_property
    def gaps(self) -> tuple[Ints, NDArray[np.int64]]:
        """Group and length in microseconds of each pause between two comments of a group that follow each other."""
        known = self.created != NO_TIME
        group, time = grouped_sort(self.group[known], self.created[known])
        same = group[1:] == group[:-1]
        return group[1:][same], np.diff(time)[same]

    @cached_property
    def author_group(self) -> Ints:
        """The group of every author code."""
        out = np.zeros(int(self.author.max(initial=-1)) + 1, dtype=np.int64)
        signed = self.author >= 0
        out[self.author[signed]] = self.group[signed]
        return out

    @cached_property
    def author_pairs(self) -> NDArray[np.int64]:
        """Each ordered pair of authors of whom the first ever answered the second, once, packed and ascending.

        :meth:`unpack` gives the one who answers and the one who is answered; self-replies are left out.
        """
        return distinct(self.pack(self.author[self.between].astype(np.int64), self.parent_author[self.between]))

    @cached_property
    def acquaintances(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Every two authors of whom one ever answered the other, once: lower code and higher, ascending."""
        one, other = self.unpack(self.author_pairs)
        return self.unpack(distinct(self.pack(np.minimum(one, other), np.maximum(one, other))))

    @cached_property
    def _author_bits(self) -> int:
        return int(self.author.max(initial=0)).bit_length()

    def pack(self, one: NDArray[np.int64], other: Ints) -> NDArray[np.int64]:
        """Write two author codes as one whole number that sorts by the first, then by the second."""
        return np.asarray((one << self._author_bits) | other)

    def unpack(self, packed: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Read what :meth:`pack` wrote."""
        return packed >> self._author_bits, packed & ((1 << self._author_bits) - 1)

    @cached_property
    def widths(self) -> tuple[Ints, Ints, Ints]:
        """Group, depth and number of comments, for every depth of every group, ordered by group and depth."""
        if self.groups == 1:
            counts = np.bincount(self.forest.depth)
            return np.zeros(counts.size, dtype=np.int64), np.arange(counts.size), counts
        levels = int(self.forest.depth.max(initial=0)) + 1
        keys, counts = distinct_counts(self.group.astype(np.int64) * levels + self.forest.depth)
        return keys // levels, keys % levels, counts


def grouped_max(group: Ints, values: Ints, groups: int) -> Floats:
    """Return the largest value of each group; NaN for a group without any."""
    if groups == 1:
        return np.array([values.max()], dtype=np.float64) if values.size else np.full(1, np.nan)
    out = np.full(groups, -np.inf)
    np.maximum.at(out, group, values.astype(np.float64))
    return np.where(np.isinf(out), np.nan, out)


def ratio(part: Floats, whole: Floats) -> Floats:
    """Divide group by group; NaN where there is nothing to divide by."""
    out: Floats = np.divide(part, whole, out=np.full(whole.shape, np.nan), where=whole > 0)
    return out


def _groups(labels: pl.Series) -> tuple[NDArray[np.int64], Ints]:
    """First row and code of each group, in order of appearance."""
    import polars as pl

    if labels.n_unique() == 1:
        return np.zeros(1, dtype=np.int64), np.zeros(len(labels), dtype=np.int32)
    frame = pl.DataFrame({"label": labels}).with_row_index("at")
    first = frame.group_by("label", maintain_order=True).agg(pl.col("at").first())
    coded = first.with_row_index("code")
    code = frame.join(coded.select("label", "code"), on="label", how="left", maintain_order="left")["code"]
    return first["at"].cast(pl.Int64).to_numpy(), code.cast(pl.Int32).to_numpy()


def _thread_groups(forest: Forest) -> tuple[NDArray[np.int64], Ints]:
    code = np.zeros(len(forest), dtype=forest.parent.dtype)
    code[forest.roots] = np.arange(forest.roots.size, dtype=code.dtype)
    return forest.roots.astype(np.int64), code[forest.thread]


def _author_codes(comments: pl.DataFrame, group: Ints, groups: int) -> Ints:
    import polars as pl

    if "author_id" not in comments.columns:
        return np.full(len(comments), -1, dtype=np.int32)
    names = comments["author_id"]
    if names.null_count() == len(names):
        return np.full(len(comments), -1, dtype=np.int32)
    code = _dense(names.hash())
    code[names.is_null().to_numpy()] = -1
    if not _tells_apart(code, names):
        code = _dense(names)
    if groups == 1:
        return code
    signed = code >= 0
    keys = group[signed].astype(np.int64) * (int(code.max()) + 1) + code[signed]
    code[signed] = _dense(pl.Series(keys))
    return code


def _dense(values: pl.Series) -> Ints:
    """Number the distinct values from 0; ``-1`` for null."""
    ranks: NDArray[Any] = values.rank("dense").fill_null(0).to_numpy()
    return ranks.astype(np.int32) - 1


def _tells_apart(code: Ints, names: pl.Series) -> bool:
    """Whether every name is the one that first had its code: no two names share a hash."""
    signed = np.flatnonzero(code >= 0)
    first = np.zeros(int(code.max()) + 1, dtype=np.int64)
    first[code[signed[::-1]]] = signed[::-1]
    return bool((names.gather(first[code[signed]]) == names.gather(signed)).all())


def _times(comments: pl.DataFrame) -> NDArray[np.int64]:
    import polars as pl

    if "created" not in comments.columns:
        return np.full(len(comments), NO_TIME, dtype=np.int64)
    created: NDArray[Any] = comments["created"].cast(pl.Datetime("us")).cast(pl.Int64).fill_null(NO_TIME).to_numpy()
    return created
