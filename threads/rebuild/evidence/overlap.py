"""Shared words: an inverted index of terms weighed by rarity, the article's own words discounted.

A comment is compared with the latest comments that hold one of its terms, never with all: the work grows with the
words, not with the pairs of comments. It is done for some comments at a time, so that memory does not grow at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from ...distinct import distinct

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from .view import LinkView

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

#: Most recent comments that are looked up per term: what everybody says connects nobody.
POSTINGS: Final = 64
#: A term of the article counts this much: the article, not the other comment, may be where it comes from.
ARTICLE_DISCOUNT: Final = 0.4
#: Shared terms that are looked at in one go.
AT_ONCE: Final = 1 << 18


@dataclass(frozen=True, eq=False)
class Shared:
    """What the comments ``first``, ``first + 1`` … share with earlier ones: a row a pair, in the order of both.

    Attributes
    ----------
    first, size : int
        The first of these comments; how many comments the discussion has.
    start : int array, shape (comments + 1,)
        Where the rows of each comment begin.
    earlier : int array, shape (rows,)
    cosine, weight : float arrays, shape (rows,)
        Cosine of the rarity weights; weight of the shared terms.
    """

    first: int
    size: int
    start: Ints
    earlier: Ints
    cosine: Floats
    weight: Floats

    def __len__(self) -> int:
        return self.start.size - 1

    def alike(self, at: int, count: int) -> tuple[Ints, Floats]:
        """Return the earlier comments that a comment is most like, and their cosines; the later of equals first."""
        rows = slice(int(self.start[at - self.first]), int(self.start[at - self.first + 1]))
        cosine, earlier = self.cosine[rows], self.earlier[rows]
        if cosine.size > count:
            good = cosine >= np.partition(cosine, cosine.size - count)[cosine.size - count]
            cosine, earlier = cosine[good], earlier[good]
        order = np.lexsort((earlier, cosine))[::-1][:count]
        return earlier[order], cosine[order]

    def of(self, child: Ints, parent: Ints) -> tuple[Floats, Floats]:
        """Return cosine and weight of pairs, 0 where nothing is shared; the children are of these comments."""
        if not self.earlier.size:
            return np.zeros(child.size), np.zeros(child.size)
        keys = np.repeat(np.arange(len(self)), np.diff(self.start)) * self.size + self.earlier
        wanted = (child - self.first) * self.size + parent
        at = np.minimum(np.searchsorted(keys, wanted), keys.size - 1)
        found = (keys[at] == wanted) & (parent >= 0)
        return np.where(found, self.cosine[at], 0.0), np.where(found, self.weight[at], 0.0)


@dataclass(frozen=True, eq=False)
class _Index:
    """Every term of every comment, by comment: ``lookups`` earlier comments are found in ``postings`` before ``place``.

    ``weight`` is that of the term; ``start`` says where each comment begins, ``norm`` is its length.
    """

    start: Ints
    weight: Floats
    norm: Floats
    place: Ints
    lookups: Ints
    postings: Ints


def overlaps(view: LinkView) -> Iterator[Shared]:
    """Yield what comments share with earlier ones, some comments at a time, in order."""
    index = _index(view)
    work = np.concatenate(([0], np.cumsum(index.lookups)))[index.start]
    cuts = np.searchsorted(work, np.arange(AT_ONCE, int(work[-1]), AT_ONCE), side="right") - 1
    bounds = distinct(np.concatenate(([0], cuts, [len(view)])))
    for first, end in pairwise(bounds.tolist()):
        yield _shared(index, first, end)


def _index(view: LinkView) -> _Index:
    numbers = {term: at for at, term in enumerate(sorted(frozenset[str]().union(*view.terms)))}
    sizes = np.array([len(terms) for terms in view.terms], dtype=np.int64)
    term = np.array([at for terms in view.terms for at in sorted(map(numbers.__getitem__, terms))], dtype=np.int64)
    comment = np.repeat(np.arange(len(view)), sizes)
    counts = np.bincount(term, minlength=len(numbers))
    weight = _weights(view, numbers, counts)[term]
    by_term = np.argsort(term, kind="stable")
    place = np.empty_like(term)
    place[by_term] = np.arange(term.size)
    rank = place - (np.cumsum(counts) - counts)[term]
    norm = np.sqrt(np.bincount(comment, weight**2, minlength=len(view)))
    start = np.concatenate(([0], np.cumsum(sizes)))
    return _Index(start, weight, np.where(norm > 0, norm, 1.0), place, np.minimum(rank, POSTINGS), comment[by_term])


def _weights(view: LinkView, numbers: dict[str, int], counts: Ints) -> Floats:
    # Smoothed towards a discussion of a few dozen comments: in a tiny one nothing is proved to be common.
    weight: Floats = np.log((len(view) + 10) / (counts + 0.5))
    weight[[numbers[term] for term in view.article_terms if term in numbers]] *= ARTICLE_DISCOUNT
    return weight


def _shared(index: _Index, first: int, end: int) -> Shared:
    """Look the terms of some comments up, and add up what is found of each earlier comment."""
    rows = slice(int(index.start[first]), int(index.start[end]))
    lookups, weight, size = index.lookups[rows], index.weight[rows], index.norm.size
    before = np.cumsum(lookups) - lookups
    source = np.repeat(np.arange(lookups.size), lookups)
    earlier = index.postings[(index.place[rows] - lookups - before)[source] + np.arange(source.size)]
    child = np.repeat(np.arange(end - first), np.diff(index.start[first : end + 1]))[source]
    # Sorting numbers that hold pair and row is much faster than sorting rows by pair.
    bits = source.size.bit_length()
    packed = np.sort(((child * size + earlier) << bits) | np.arange(source.size))
    pair, term = packed >> bits, weight[source[packed & ((1 << bits) - 1)]]
    new = np.diff(pair, prepend=-1) != 0
    group = np.cumsum(new) - 1
    child, earlier = np.divmod(pair[new], size)
    cosine = np.bincount(group, term**2) / (index.norm[first + child] * index.norm[earlier])
    total = np.asarray(np.bincount(group, term), dtype=np.float64)
    start = np.searchsorted(child, np.arange(end - first + 1))
    return Shared(first, size, start, earlier, cosine, total)
