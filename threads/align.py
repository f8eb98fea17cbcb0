"""Align the comments of two readings of one discussion by their words, not by their ids."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from .words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Two texts are the same comment when they share at least this much of their words (Dice coefficient).
ALIKE: Final = 0.8
#: Words looked up per text to find its likely partners, rarest first.
_PROBES: Final = 12
_CROWD: Final = 50

Bag = Counter[str]


def align(gold: Sequence[str], predicted: Sequence[str]) -> list[tuple[int, int, float]]:
    """Pair texts one to one.

    Equal texts first, in order; then the most alike by shared words; then texts without any words that stand
    between the same neighbours.

    Returns
    -------
    list of (gold index, predicted index, Dice coefficient of their words), by gold index
    """
    left, right = [_tokens(text) for text in gold], [_tokens(text) for text in predicted]
    pairs = _equal(left, right)
    pairs += _alike(left, right, {a for a, _, _ in pairs}, {b for _, b, _ in pairs})
    pairs += _wordless(left, right, sorted(pairs))
    return sorted(pairs)


def _tokens(text: str) -> tuple[str, ...]:
    # Lines behind ``>`` repeat somebody else, and one reading may show them where another does not.
    own = "\n".join(line for line in text.split("\n") if not line.lstrip().startswith(">"))
    return words(own).tokens or words(text).tokens


def _equal(left: Sequence[tuple[str, ...]], right: Sequence[tuple[str, ...]]) -> list[tuple[int, int, float]]:
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(right) - 1, -1, -1):
        places[right[at]].append(at)
    return [(at, places[one].pop(), 1.0) for at, one in enumerate(left) if one and places.get(one)]


def _alike(
    left: Sequence[tuple[str, ...]], right: Sequence[tuple[str, ...]], used_left: set[int], used_right: set[int]
) -> list[tuple[int, int, float]]:
    bags = {at: Counter(one) for at, one in enumerate(right) if at not in used_right and one}
    index = _index(bags)
    scored = []
    for at, one in enumerate(left):
        if at in used_left or not one:
            continue
        bag = Counter(one)
        for other in _partners(bag, index):
            alike = dice(bag, bags[other])
            if alike >= ALIKE:
                scored.append((-alike, abs(at - other), at, other))
    return list(_greedy(sorted(scored)))


def _index(bags: dict[int, Bag]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = defaultdict(list)
    for at, bag in bags.items():
        for token in bag:
            index[token].append(at)
    return index


def _partners(bag: Bag, index: dict[str, list[int]]) -> set[int]:
    rarest = sorted((len(index[token]), token) for token in bag if token in index)[:_PROBES]
    return {at for _, token in rarest for at in index[token][:_CROWD]}


def _greedy(scored: Iterable[tuple[float, int, int, int]]) -> Iterable[tuple[int, int, float]]:
    used_left: set[int] = set()
    used_right: set[int] = set()
    for minus, _, at, other in scored:
        if at not in used_left and other not in used_right:
            used_left.add(at)
            used_right.add(other)
            yield at, other, -minus


def dice(left: Bag, right: Bag) -> float:
    """Twice the shared words over all words, counted with repetition; 1 for two empty texts."""
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 1.0


def _wordless(
    left: Sequence[tuple[str, ...]], right: Sequence[tuple[str, ...]], pairs: Sequence[tuple[int, int, float]]
) -> list[tuple[int, int, float]]:
    """Pair texts without words (deleted comments) when as many stand between the same aligned neighbours."""
    bounds = [(-1, -1), *((a, b) for a, b, _ in pairs), (len(left), len(right))]
    out = []
    for (a0, b0), (a1, b1) in pairwise(bounds):
        here = [at for at in range(a0 + 1, a1) if not left[at]]
        there = [at for at in range(b0 + 1, b1) if not right[at]]
        if len(here) == len(there):
            out += [(a, b, 1.0) for a, b in zip(here, there, strict=True)]
    return out
