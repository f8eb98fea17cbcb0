"""Repeats: maximal runs of words that a text shares with an earlier one.

Every text is cut into overlapping runs of four words (shingles), hashed; only runs that occur twice are looked
at again, so the cost grows with the text, not with the pairs of texts. Runs are grown to maximal matches.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

#: Words in a row that make a run, and so the shortest quotation.
SHINGLE: Final = 4
#: A word is rare that a handful of texts say, the quoting and the quoted among them, or so small a share of many.
RARE_IN: Final = 3
RARE_SHARE: Final = 0.02
#: Earlier places that are tried for one shingle.
PLACES: Final = 6


class Match(NamedTuple):
    """Tokens ``start:end`` of one text repeat ``source_start:source_end`` of document ``source``."""

    start: int
    end: int
    source: int
    source_start: int
    source_end: int


@dataclass(eq=False, slots=True)
class Repeats:
    """Documents as numbers, one array or list a document, and where the runs of those remembered so far stand.

    ``ids`` are those of the tokens, ``rare`` tells which of them few documents hold; ``places`` are those of the
    shingles that occur more than once, ``hashes`` their hashes; ``index`` leads from a hash to (document, place).
    """

    ids: list[NDArray[np.int64]]
    rare: list[NDArray[np.bool_]]
    places: list[list[int]]
    hashes: list[list[int]]
    index: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, documents: Sequence[Sequence[str]]) -> Repeats:
        """Number the tokens and hash the shingles of all documents at once: array by array costs several times more."""
        tokens = list(chain.from_iterable(documents))
        numbers = {token: number for number, token in enumerate(dict.fromkeys(tokens))}
        ids = np.fromiter(map(numbers.__getitem__, tokens), np.int64, len(tokens))
        sizes = np.array([len(one) for one in documents])
        ends = np.cumsum(sizes)
        of = np.repeat(np.arange(sizes.size), sizes)
        kinds = max(len(numbers), 1)
        said = np.sort(of * kinds + ids)
        said_in = np.bincount(said[np.flatnonzero(np.diff(said, prepend=-1))] % kinds, minlength=kinds)
        rare_word = said_in <= max(RARE_IN, RARE_SHARE * len(documents))
        hashes = _rolling(_scattered(kinds)[ids])
        whole = np.flatnonzero(ends[of[: hashes.size]] - np.arange(hashes.size) >= SHINGLE)
        again = whole[_occurs_again(hashes[whole])]
        places, keys = (again - (ends - sizes)[of[again]]).tolist(), hashes[again].tolist()
        cuts = np.searchsorted(again, [0, *ends.tolist()]).tolist()
        spans = list(pairwise([0, *ends.tolist()]))
        return cls(
            [ids[start:end] for start, end in spans],
            [rare_word[ids[start:end]] for start, end in spans],
            [places[first:last] for first, last in pairwise(cuts)],
            [keys[first:last] for first, last in pairwise(cuts)],
        )

    def remember(self, at: int, quoted: Iterable[tuple[int, int]] = ()) -> None:
        """Let later documents match this one, but for its runs with words in the ``quoted`` stretches of tokens."""
        stretches = list(quoted)
        for place, key in zip(self.places[at], self.hashes[at], strict=True):
            if any(start < place + SHINGLE and place < end for start, end in stretches):
                continue
            places = self.index.setdefault(key, [])
            if len(places) < PLACES:
                places.append((at, place))

    def matches(self, at: int) -> Iterator[Match]:
        """Yield a document's maximal matches from left to right; the longest wins, then the earliest source."""
        ids = self.ids[at]
        done = 0
        for place, key in zip(self.places[at], self.hashes[at], strict=True):
            if place < done:
                continue
            best = Match(place, place, -1, 0, 0)
            for source, there in self.index.get(key, ()):
                length = _common(ids[place:], self.ids[source][there:])
                if length > best.end - best.start and length >= SHINGLE:
                    best = Match(place, place + length, source, there, there + length)
            if best.source >= 0:
                yield best
                done = best.end


def _occurs_again(values: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Tell which values occur more than once."""
    ordered = np.sort(values)
    several = ordered[1:][ordered[1:] == ordered[:-1]]
    if not several.size:
        return np.zeros(values.size, dtype=bool)
    found: NDArray[np.bool_] = several[np.searchsorted(several[:-1], values)] == values
    return found


def _scattered(count: int) -> NDArray[np.uint64]:
    """A number of 64 bits for each of 1, 2, …: the finaliser of SplitMix64 (Steele, Lea and Flood 2014).

    A random generator would do as well; importing NumPy's costs more than a small discussion takes to read.
    """
    out = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        out = (out ^ (out >> np.uint64(shift))) * np.uint64(factor)
    return out ^ (out >> np.uint64(31))


def _rolling(salted: NDArray[np.uint64]) -> NDArray[np.uint64]:
    length = salted.size - SHINGLE + 1
    if length <= 0:
        return np.zeros(0, dtype=np.uint64)
    out = np.zeros(length, dtype=np.uint64)
    for offset in range(SHINGLE):
        out = out * np.uint64(0x9E3779B97F4A7C15) + salted[offset : offset + length]
    return out


def _common(left: NDArray[np.int64], right: NDArray[np.int64]) -> int:
    length = min(left.size, right.size)
    # Most matches are short: look at a few words before comparing everything.
    for reach in (min(16, length), length):
        differs = left[:reach] != right[:reach]
        if differs.any():
            return int(differs.argmax())
    return length
