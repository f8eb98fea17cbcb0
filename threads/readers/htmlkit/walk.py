"""One walk over a page for many selectors: walking costs more than matching does."""

from __future__ import annotations

from collections import Counter
from itertools import repeat
from operator import attrgetter, is_not, methodcaller
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias, TypeVar

import numpy as np

from .selectors import parts
from .suspects import Suspects

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from selectolax.lexbor import LexborNode

#: An element with the numbers of the selectors that it matches.
Match: TypeAlias = "tuple[LexborNode, tuple[int, ...]]"
T = TypeVar("T")
_key: Final = attrgetter("mem_id")
_tag: Final = attrgetter("tag_id")
_id: Final = attrgetter("id")
_attrs: Final = attrgetter("attrs")


def walk(scope: LexborNode, selectors: Sequence[str]) -> list[Match]:
    """Return each element that matches any selector, in document order, with the numbers of the selectors it matches.

    The parser reports an element once for each selector of a list that it matches, and does not say for which. An
    element that is reported as often as there are selectors that its tag and classes allow matches all of these;
    selectors that this does not tell apart (``.a .b`` and ``.c .b``) are asked for one by one.
    """
    # ``:is()`` makes one report of the alternatives of a selector.
    single = [one if len(parts(one)) == 1 else f":is({one})" for one in selectors]
    nodes = scope.css(", ".join(single))
    if len(single) == 1:
        return [(node, (0,)) for node in nodes]
    ids = np.fromiter(map(_key, nodes), np.uint64, len(nodes))
    starts = np.flatnonzero(np.diff(ids, prepend=np.uint64(0)))
    reports = np.diff(starts, append=len(nodes))
    found = [nodes[at] for at in starts.tolist()]
    numbers = _allowed(found, selectors)
    doubtful = np.flatnonzero(np.fromiter(map(len, numbers), np.int64, len(found)) != reports).tolist()
    if doubtful:
        doubts = [_Doubt(found[at].mem_id, numbers[at], int(reports[at])) for at in doubtful]
        for at, kept in zip(doubtful, _settled(doubts, scope, single), strict=True):
            numbers[at] = kept
    return list(zip(found, numbers, strict=True))


def _allowed(nodes: Sequence[LexborNode], selectors: Sequence[str]) -> list[tuple[int, ...]]:
    """Return the numbers of the selectors that each element could match, by its tag and classes and whether it has an id."""
    tags, ids = list(map(_tag, nodes)), map(_id, nodes)
    classes = map(methodcaller("get", "class"), map(_attrs, nodes))
    known = _Known(dict(zip(tags, nodes, strict=True)), selectors)
    return list(map(known.__getitem__, zip(tags, classes, map(is_not, ids, repeat(None)), strict=False)))


class _Known(dict[tuple[int, str | None, bool], tuple[int, ...]]):
    """The numbers of the selectors that a kind of element could match: one tag, one class attribute, with or without id."""

    def __init__(self, examples: Mapping[int, LexborNode], selectors: Sequence[str]) -> None:
        super().__init__()
        self._examples = examples
        self._suspects = [Suspects(selector) for selector in selectors]

    def __missing__(self, kind: tuple[int, str | None, bool]) -> tuple[int, ...]:
        tag, classes, has_id = kind
        name = self._examples[tag].tag or ""
        could = (at for at, one in enumerate(self._suspects) if one.allow(name, classes, has_id=has_id))
        self[kind] = numbers = tuple(could)
        return numbers


class _Doubt(NamedTuple):
    """An element by its ``mem_id``, the selectors that it could match, and how many of them it does match."""

    key: int
    numbers: tuple[int, ...]
    count: int


def _settled(doubts: list[_Doubt], scope: LexborNode, selectors: Sequence[str]) -> list[tuple[int, ...]]:
    """Ask for one selector after the other, until each element has as many left as it was reported for."""
    kept = [doubt.numbers for doubt in doubts]
    open_ = list(range(len(doubts)))
    asked: set[int] = set()
    while open_:
        left = Counter(number for at in open_ for number in kept[at] if number not in asked)
        number = left.most_common(1)[0][0]
        asked.add(number)
        matched = set(map(_key, scope.css(selectors[number])))
        for at in open_:
            if number in kept[at] and doubts[at].key not in matched:
                kept[at] = tuple(one for one in kept[at] if one != number)
        open_ = [at for at in open_ if len(kept[at]) != doubts[at].count]
    return kept


def select_together(scope: LexborNode, selectors: Iterable[str]) -> dict[str, list[LexborNode]]:
    """Return the elements that match each selector, in document order, from one walk where that tells them apart."""
    wanted = tuple(dict.fromkeys(selectors))
    return sorted_out(walk(scope, wanted), wanted) if wanted else {}


def sorted_out(matches: Iterable[tuple[T, tuple[int, ...]]], selectors: Sequence[str]) -> dict[str, list[T]]:
    """Return what was found by selector, each thing with the numbers of its selectors."""
    lists: list[list[T]] = [[] for _ in selectors]
    for found, numbers in matches:
        for number in numbers:
            lists[number].append(found)
    return dict(zip(selectors, lists, strict=True))
