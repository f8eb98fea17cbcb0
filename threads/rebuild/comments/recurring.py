"""Lines with which most bodies begin or end: the page's own, whatever they say."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from ..text.furniture import keys_of
from ..text.timed import timed
from .spans import give, line_at, shown, starting

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from ..text.lines import Lines
    from .blocks import Block
    from .spans import Span

#: So many bodies, and this share of those of several lines, show what is usual.
FEWEST: Final = 4
USUAL: Final = 0.6
#: So many lines at the end of a body may be the page's.
TAIL: Final = 4
#: A line of the page that stands with most bodies may be so long.
LONGEST: Final = 120
DRAWN: Final = 60
#: A word that is not in brackets, in which extractors write the names of pictures.
_SAID: Final = re.compile(r"(?:^|\])[^\[\]]*[^\W_]")


def drop_recurring(lines: Lines, blocks: Sequence[Block], spans: list[Span]) -> None:
    """Give the lines with which most bodies begin or end to the marks; a time among them is the comment's.

    A line that stands above the first comment as well heads the comment below it.
    """
    several = [(at, block) for at, block in enumerate(blocks) if len(block.body) > 1]
    keys = {at: _keys([shown(lines, span) for span in block.body]) for at, block in several}
    closing, opening = _closing([one[1:][-TAIL:] for one in keys.values()]), _usual(one[:1] for one in keys.values())
    if not (closing or opening):
        return
    last = keys.get(len(blocks) - 1, [])
    _end(blocks[-1], last, closing, spans)
    above = _above(lines, spans)
    heads = closing & frozenset(above) - frozenset(last[1:])
    if heads:
        _give_above(lines, spans, above, heads, blocks[0])
    for at, block in several:
        stop, start = _stop(keys[at], closing), keys[at][0] in opening
        head = stop
        while head < len(keys[at]) and not heads.issuperset(keys[at][head:]):
            head += 1
        _give(lines, spans, block.body[head:], at + 1, blocks)
        _give(lines, spans, [*block.body[:start], *block.body[stop:head]], at, blocks)
        block.body[:] = block.body[start:stop]


def _keys(words: Sequence[str]) -> list[str]:
    """The keys of lines; what many quote is long as well, and marked."""
    return [key if len(key) <= DRAWN or key[0] != ">" else "" for key in keys_of(words, LONGEST)]


def _give(lines: Lines, spans: list[Span], pieces: Sequence[tuple[int, int]], at: int, blocks: Sequence[Block]) -> None:
    give(spans, pieces, "marker", at)
    for begin, end in pieces:
        _take_time(lines.text[begin:end], blocks[at])


def _above(lines: Lines, spans: Sequence[Span]) -> dict[str, int]:
    """What the few lines right above the first comment say, each with its place, from the comment upwards."""
    first = line_at(lines, min(begin for begin, _, _, owner in spans if owner == 0))
    places = [at for at in range(first - 1, max(0, first - TAIL) - 1, -1) if lines.bare[at]]
    keys = _keys([lines.bare[at] for at in places])
    return {key: at for key, at in zip(keys, places, strict=True) if key}


def _give_above(lines: Lines, spans: list[Span], above: Mapping[str, int], heads: Container[str], first: Block) -> None:
    for key, line in above.items():
        if key not in heads:
            return
        begin, end = lines.begin[line], lines.end(line)
        place = starting(spans, begin)
        known = [one for one in spans[place : place + 1] if one[0] == begin]
        spans[place : place + len(known)] = [(begin, end, "marker", 0)]
        _take_time(lines.text[begin:end], first)


def _usual(keys: Iterable[Sequence[str]]) -> frozenset[str]:
    """What most of the bodies have here."""
    every = list(keys)
    counts = Counter(key for some in every for key in set(some) if key)
    return frozenset(key for key, count in counts.items() if count >= max(FEWEST, USUAL * len(every)))


def _closing(tails: Sequence[Sequence[str]]) -> frozenset[str]:
    """What most bodies have near their ends, without the lines below which most of these go on with words of their own.

    Last lines that end in the same word ("3 others like this.") are the page's, and no words of anybody's.
    """
    usual = _usual(tails)
    closing = set()
    for key in usual:
        having = [tail for tail in tails if key in tail]
        going_on = Counter(tail[-1].split()[-1] for tail in having if _SAID.search(tail[-1]) and tail[-1] not in usual)
        own = going_on.total() - max((count for count in going_on.values() if count > 1), default=0)
        if own <= (1 - USUAL) * len(having):
            closing.add(key)
    return frozenset(closing)


def _end(last: Block, keys: list[str], closing: frozenset[str], spans: list[Span]) -> None:
    """The last comment ends below the lines that close it; where others follow, further comments may be among them."""
    closed = [at for at in range(1, len(keys)) if keys[at] in closing]
    if not closed or closed[-1] - closed[0] >= len(closed):
        return
    give(spans, last.body[closed[-1] + 1 :], "residue", None)
    del last.body[closed[-1] + 1 :], keys[closed[-1] + 1 :]


def _stop(keys: Sequence[str], closing: frozenset[str]) -> int:
    """Where a body ends: above the first of its last lines that closes most bodies, if only short lines follow."""
    tail = range(max(1, len(keys) - TAIL), len(keys))
    return next((at for at in tail if keys[at] in closing and all(keys[at:])), len(keys))


def _take_time(words: str, block: Block) -> None:
    found = timed(words)
    if found is not None:
        block.fields.setdefault("date", found.time)
