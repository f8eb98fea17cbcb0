"""Lines with which most bodies begin or end: the page's own, whatever they say."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from .furniture import keys_of
from .spans import starting
from .timed import timed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .blocks import Block
    from .lines import Lines
    from .spans import Span

#: So many bodies, and this share of those of several lines, show what is usual.
FEWEST: Final = 4
USUAL: Final = 0.6
#: So many lines at the end of a body may be the page's.
TAIL: Final = 4


def drop_recurring(lines: Lines, blocks: Sequence[Block], spans: list[Span]) -> None:
    """Give the lines with which most bodies begin or end to the marks; a time among them is the comment's."""
    several = [(at, block) for at, block in enumerate(blocks) if len(block.body) > 1]
    keys = {at: keys_of([lines.text[slice(*span)] for span in block.body]) for at, block in several}
    closing, opening = _usual(one[1:][-TAIL:] for one in keys.values()), _usual(one[:1] for one in keys.values())
    if not (closing or opening):
        return
    for at, block in several:
        stop, start = _stop(keys[at], closing), keys[at][0] in opening
        for begin, end in [*block.body[:start], *block.body[stop:]]:
            spans[starting(spans, begin)] = (begin, end, "marker", at)
            _take_time(lines.text[begin:end], block)
        block.body[:] = block.body[start:stop]


def _usual(keys: Iterable[Sequence[str]]) -> frozenset[str]:
    """What most of the bodies have here."""
    every = list(keys)
    counts = Counter(key for some in every for key in set(some) if key)
    return frozenset(key for key, count in counts.items() if count >= max(FEWEST, USUAL * len(every)))


def _stop(keys: Sequence[str], closing: frozenset[str]) -> int:
    """Where a body ends: above the first of its last lines that closes most bodies, if only short lines follow."""
    tail = range(max(1, len(keys) - TAIL), len(keys))
    return next((at for at in tail if keys[at] in closing and all(keys[at:])), len(keys))


def _take_time(words: str, block: Block) -> None:
    found = timed(words)
    if found is not None:
        block.fields.setdefault("date", found.time)
