"""Comments that an extractor left as the items of a list, their author lines dropped as furniture of the page.

The list still shows where each comment begins, and by its columns what it answers; who speaks is gone. An article has
lists as well, so that it takes more than items to make a discussion: a heading that counts them, a form below them,
buttons between them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from ..comments.blocks import Block, finished
from ..grammars.wordpress import SAID
from ..text.timed import timed
from .announced import BUTTON, END, announces_end, answerable, buttons, heading_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..comments.blocks import Cut
    from ..comments.spans import Span
    from ..text.lines import Lines

#: So few items at the outermost level are any list.
FEWEST: Final = 2
#: So many columns further in than the bullet above it an item may stand to be part of what that one says.
FURTHER: Final = 6
#: Log-odds that a list is no discussion to begin with, of an item inside an item, up to so many, and of a word in one.
PRIOR: Final = -9.0
ANSWER: Final = 1.0
MOST: Final = 20
WORD: Final = 0.02
MOST_WORDS: Final = 25
#: A line that is no longer than this may be a date and nothing else.
DATE: Final = 40
#: Words of a usual item, below which it is an entry of a menu rather than something said.
FEWEST_WORDS: Final = 6

_BULLET: Final = re.compile(r"(?:[•◦▪‣]|\d{1,5}[.)])\s+(?=\S)")
_SAID: Final = re.compile(SAID)


class Item(NamedTuple):
    """One item: the lines it reaches over, the column of its bullet, and how many characters that takes."""

    line: int
    end: int
    column: int
    width: int
    level: int = 0


class Listed(NamedTuple):
    """A list of comments: its items in order, where heading and end stand, what speaks for it, and its buttons."""

    items: tuple[Item, ...]
    heading: int
    end: int
    claimed: int | None
    gain: float
    drawn: frozenset[int]


def find_list(lines: Lines) -> Listed | None:
    """Find the list of comments in a text; ``None`` where no list is more than one."""
    items = _items(lines)
    drawn = buttons(lines, [range(item.line, item.end) for item in items])
    found = [_judged(lines, run, items, drawn) for run in _runs(items) if len(run) >= FEWEST]
    best = max(found, key=lambda one: one.gain, default=None)
    return best if best is not None and best.gain > 0 else None


def cut_list(lines: Lines, found: Listed) -> Cut:
    """Take the items for comments; what stands between the heading and the end belongs to them."""
    spans: list[Span] = [
        (lines.begin[at], lines.end(at), "residue", None)
        for at in (*range(found.heading, found.items[0].line), *range(found.end, len(lines)))
        if lines.content[at]
    ]
    starts = {item.line: item for item in found.items}
    blocks: list[Block] = []
    for at in range(found.items[0].line, found.end):
        if not lines.content[at]:
            continue
        begin, end = lines.begin[at], lines.end(at)
        item = starts.get(at)
        if item is not None:
            blocks.append(_opened(lines, item))
            spans.append((begin, begin + item.width, "marker", len(blocks) - 1))
            begin += item.width
        if at in found.drawn or (item is not None and "author" in blocks[-1].fields):
            spans.append((begin, end, "marker", len(blocks) - 1))
        elif begin < end:
            blocks[-1].body.append((begin, end))
            spans.append((begin, end, "body", len(blocks) - 1))
    return finished(lines, found.heading, blocks, found.claimed, spans)


def _opened(lines: Lines, item: Item) -> Block:
    fields = {"level": str(item.level)}
    said = _SAID.fullmatch(lines.content[item.line][item.width :])
    if said is not None:
        fields["author"] = said["author"]
    return Block(item.column, fields=fields)


def _items(lines: Lines) -> list[Item]:
    """Every item of any list, with the line behind its last: the next that stands no further in than its bullet."""
    out: list[Item | None] = []
    opened: list[tuple[int, int, int]] = []

    def close(column: int, end: int) -> None:
        while opened and lines.indent[opened[-1][1]] >= column:
            place, at, width = opened.pop()
            out[place] = Item(at, end, lines.indent[at], width)

    for at, content in enumerate(lines.content):
        if not content:
            continue
        close(lines.indent[at], at)
        bullet = _bullet(content) if lines.indent[at] else None
        if bullet is not None:
            opened.append((len(out), at, bullet.end()))
            out.append(None)
    close(0, len(lines))
    return [item for item in out if item is not None]


def _bullet(content: str) -> re.Match[str] | None:
    """What marks an item; a date that begins with its day is none."""
    found = _BULLET.match(content)
    return None if found is not None and len(content) <= DATE and timed(content) is not None else found


def _runs(items: Sequence[Item]) -> list[list[Item]]:
    """Items that follow each other in one column, nothing but their own lines between them."""
    runs: list[list[Item]] = []
    last: dict[int, list[Item]] = {}
    for item in items:
        run = last.get(item.column)
        if run is None or run[-1].end != item.line:
            run = last[item.column] = []
            runs.append(run)
        run.append(item)
    return runs


def _judged(lines: Lines, run: Sequence[Item], every: Sequence[Item], drawn: frozenset[int]) -> Listed:
    """What speaks for a list as one of comments; ``every`` item of the text stands in order."""
    items = tuple(_told(lines, run, every, drawn))
    first, end = items[0].line, run[-1].end
    heading, claimed, gain = heading_of(lines, first, (len(run), len(items)))
    gain += BUTTON * min(MOST, sum(answerable(lines, span) for span in _spans(items, end)))
    gain += ANSWER * min(MOST, sum(item.level > 0 for item in items))
    words = _usual_length(lines, _spans(items, end), drawn)
    if gain == 0.0 or words < FEWEST_WORDS:
        # A recipe ends above the form for comments as well.
        return Listed(items, heading, end, claimed, PRIOR, drawn)
    gain += WORD * min(MOST_WORDS, words) * min(MOST, len(items))
    gain += END * announces_end(lines, end)
    return Listed(items, heading, end, claimed, PRIOR + gain, drawn)


def _told(lines: Lines, run: Sequence[Item], every: Sequence[Item], drawn: frozenset[int]) -> Iterator[Item]:
    """The items of a run, each followed by those that answer it."""
    waiting = [item._replace(level=0) for item in reversed(run)]
    while waiting:
        item = waiting.pop()
        yield item
        first, behind = (bisect_left(every, at, key=attrgetter("line")) for at in (item.line + 1, item.end))
        answers = _answers(lines, item, every[first:behind], drawn)
        waiting.extend(answer._replace(level=item.level + 1) for answer in reversed(answers))


def _answers(lines: Lines, item: Item, below: Sequence[Item], drawn: frozenset[int]) -> list[Item]:
    """The last list inside an item, if the item ends with it and blank lines or buttons part what it lists."""
    column = min((one.column for one in below), default=0)
    if not below or column > item.column + FURTHER:
        return []
    run = _runs([one for one in below if one.column == column])[-1]
    rest = range(run[-1].end, item.end)
    if any(lines.content[at] and at not in drawn for at in rest):
        return []
    return run if all(not lines.content[one.line - 1] or one.line - 1 in drawn for one in run) else []


def _spans(items: Sequence[Item], end: int) -> Iterator[range]:
    """The lines of each item up to the next."""
    return (range(*pair) for pair in pairwise((*(item.line for item in items), end)))


def _usual_length(lines: Lines, spans: Iterable[range], drawn: frozenset[int]) -> int:
    """Words of the middle one of the items."""
    counts = sorted(sum(len(lines.content[at].split()) for at in span if at not in drawn) for span in spans)
    return counts[len(counts) // 2]
