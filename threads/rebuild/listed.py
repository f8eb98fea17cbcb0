"""Comments that an extractor left as the items of a list, their author lines dropped as furniture of the page.

The list still shows where each comment begins, and by its columns what it answers; who speaks is gone. An article has
lists as well, so that it takes more than items to make a discussion: a heading that counts them, a form below them,
buttons between them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from .blocks import Block, finished
from .furniture import keys_of
from .grammars.common import BUTTONS, ENDS, SECTION
from .grammars.wordpress import SAID

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .blocks import Cut
    from .grammar import Mark
    from .lines import Lines
    from .spans import Span

#: So few items at the outermost level are any list.
FEWEST: Final = 2
#: So many columns further in than the bullet above it an item may stand to be part of what that one says.
FURTHER: Final = 6
#: Lines above and below a list that are looked at for a heading and for the end, and how long they may be.
BESIDE: Final = 4
SHORT: Final = 120
#: Log-odds that a list is no discussion to begin with; of a heading, of one whose count is the list's, of an end below.
PRIOR: Final = -9.0
HEADING: Final = 6.0
COUNTED: Final = 9.0
END: Final = 5.0
#: Log-odds of a button below what is said, of an item inside an item, and of any, up to so many; of a word in it.
BUTTON: Final = 1.0
ANSWER: Final = 1.0
MOST: Final = 20
WORD: Final = 0.02
MOST_WORDS: Final = 25
#: Words of a usual item, below which it is an entry of a menu rather than something said.
FEWEST_WORDS: Final = 6
#: Share of items below, or above, which the page draws the same line.
DRAWN: Final = 0.5
#: By this share a count in a heading may differ from the items: hidden answers, pingbacks, later pages.
MISCOUNT: Final = 0.1

_BULLET: Final = re.compile(r"(?:[•◦▪‣]|\d{1,5}[.)])\s+(?=\S)")
_COUNT: Final = re.compile(r"\W*(?P<claimed>\d{1,3}(?:[.,]\d{3})*|\d+)[)\]]?\s+[^\W\d_]{4,}.*")
_SAID: Final = re.compile(SAID)


class Item(NamedTuple):
    """One item: the lines it reaches over, the column of its bullet, and how many characters that takes."""

    line: int
    end: int
    column: int
    width: int
    level: int = 0


class Listed(NamedTuple):
    """A list of comments: its items in order, where its heading and its end stand, and what speaks for it."""

    items: tuple[Item, ...]
    heading: int
    end: int
    claimed: int | None
    gain: float


def find_list(lines: Lines) -> Listed | None:
    """Find the list of comments in a text; ``None`` where no list is more than one."""
    drawn = _buttons(lines)
    runs = [run for run in _runs(_items(lines)) if len(run) >= FEWEST]
    found = [_judged(lines, run, drawn) for run in runs]
    best = max(found, key=lambda one: one.gain, default=None)
    return best if best is not None and best.gain > 0 else None


def cut_list(lines: Lines, found: Listed) -> Cut:
    """Take the items for comments; what stands between the heading and the end belongs to them."""
    drawn = _buttons(lines)
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
        if at in drawn or (item is not None and "author" in blocks[-1].fields):
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
        bullet = _BULLET.match(content) if lines.indent[at] else None
        if bullet is not None:
            opened.append((len(out), at, bullet.end()))
            out.append(None)
    close(0, len(lines))
    return [item for item in out if item is not None]


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


def _judged(lines: Lines, run: list[Item], drawn: frozenset[int]) -> Listed:
    """What speaks for a list as one of comments."""
    inside = _items_within(lines, run)
    items = tuple(_told(lines, run, inside, drawn, 0))
    first, end = items[0].line, run[-1].end
    heading, claimed, gain = _heading(lines, first, len(run), len(items))
    gain += BUTTON * min(MOST, sum(_pressed(item, drawn) for item in items))
    gain += ANSWER * min(MOST, sum(item.level > 0 for item in items))
    words = _usual_length(lines, items, drawn)
    if gain == 0.0 or words < FEWEST_WORDS:
        # A recipe ends above the form for comments as well.
        return Listed(items, heading, end, claimed, PRIOR)
    gain += WORD * min(MOST_WORDS, words) * min(MOST, len(items))
    gain += END * any(_fits(lines.bare[at], ENDS) for at in _filled(lines, end, 1))
    return Listed(items, heading, end, claimed, PRIOR + gain)


def _items_within(lines: Lines, run: Sequence[Item]) -> list[Item]:
    first, end, column = run[0].line, run[-1].end, run[0].column
    return [item for item in _items(lines) if first <= item.line < end and item.column > column]


def _told(
    lines: Lines, run: Sequence[Item], inside: Sequence[Item], drawn: frozenset[int], level: int
) -> Iterator[Item]:
    """The items of a run, each followed by those that answer it."""
    for item in run:
        yield item._replace(level=level)
        below = [one for one in inside if item.line < one.line < item.end]
        answers = _answers(lines, item, below, drawn)
        if answers:
            yield from _told(lines, answers, below, drawn, level + 1)


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


def _buttons(lines: Lines) -> frozenset[int]:
    """Lines that are buttons, in any language: those with known words, and what recurs as the last line of items."""
    known = {at for at, words in enumerate(lines.bare) if words and _fits(words, BUTTONS, role="button")}
    items = _items(lines)
    bullets = {item.line for item in items}
    ends = [last for item in items if (last := _last(lines, item)) not in bullets]
    keys = keys_of([lines.bare[at] for at in ends])
    often = {key for key in set(keys) if key and keys.count(key) >= max(FEWEST + 1, DRAWN * len(keys))}
    return frozenset(known | {at for at, key in zip(ends, keys, strict=True) if key in often})


def _last(lines: Lines, item: Item) -> int:
    return next(at for at in range(item.end - 1, item.line - 1, -1) if lines.content[at])


def _pressed(item: Item, drawn: frozenset[int]) -> bool:
    return any(at in drawn for at in range(item.line + 1, item.end))


def _heading(lines: Lines, first: int, outer: int, items: int) -> tuple[int, int | None, float]:
    """The line that announces the comments, what it counts, and what that is worth."""
    for at in _filled(lines, first - 1, -1):
        words = lines.bare[at]
        count = _COUNT.fullmatch(words) if len(words) <= SHORT else None
        claimed = int(re.sub(r"[.,]", "", count["claimed"])) if count is not None else None
        if claimed is not None and any(abs(claimed - one) <= MISCOUNT * claimed for one in (outer, items)):
            return at, claimed, COUNTED
        if _fits(words, SECTION):
            return at, claimed, HEADING
    return first, None, 0.0


def _filled(lines: Lines, start: int, step: int) -> Iterator[int]:
    """The next few lines that say anything, from one on, up or down."""
    left, at = BESIDE, start
    while left and 0 <= at < len(lines):
        if lines.content[at]:
            left -= 1
            yield at
        at += step


def _fits(words: str, marks: Sequence[Mark], role: str | None = None) -> bool:
    return any(
        len(words) <= mark.limit and mark.regex.fullmatch(words) for mark in marks if role is None or mark.role == role
    )


def _usual_length(lines: Lines, items: Sequence[Item], drawn: frozenset[int]) -> int:
    """Words of the middle one of the items."""
    counts = sorted(
        sum(len(lines.content[at].split()) for at in range(item.line, following) if at not in drawn)
        for item, following in zip(items, [*(one.line for one in items[1:]), items[-1].end], strict=True)
    )
    return counts[len(counts) // 2]
