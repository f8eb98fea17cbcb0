"""What the page says below its last comment: text left of all that is said, or a run of lines as menus have them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .spans import give, line_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..text.lines import Lines
    from .blocks import Block
    from .spans import Span

#: So many comments show in which column all of them stand, and what they say.
FEWEST: Final = 3
#: So many lines to the end of a text, this share of them as short as the entries of a menu, are one.
MENU: Final = 10
MOSTLY: Final = 0.85
SHORT: Final = 45
_SENTENCE: Final = frozenset(".!?…。！？")


def drop_footer(lines: Lines, blocks: list[Block], spans: list[Span]) -> None:
    """The last body ends above what stands left of everything before, or reads like the entries of a menu."""
    while len(blocks) > FEWEST and _drawn(lines, blocks):
        at = len(blocks) - 1
        spans[:] = [(*span[:2], "residue", None) if span[3] == at else span for span in spans]
        blocks.pop()
    if len(blocks) < 2:
        return
    last = blocks[-1].body
    stop = len(last)
    if len(blocks) >= FEWEST:
        left = min(_leftmost(lines, blocks[:-1]), blocks[-1].indent)
        stop = next((at for at in range(1, len(last)) if _column(lines, last[at][0]) < left), stop)
    if not any(_menu(lines, block.body) < len(block.body) for block in blocks[:-1]):
        stop = min(stop, _menu(lines, last))
    give(spans, last[stop:], "residue", None)
    del last[stop:]


def _drawn(lines: Lines, blocks: Sequence[Block]) -> bool:
    """Whether the last comment is no more than entries of a menu, left of all comments before, without a name."""
    last = blocks[-1]
    if last.fields or last.indent >= _leftmost(lines, blocks[:-1]):
        return False
    return all(_is_entry(lines, *span) for span in last.body)


def _leftmost(lines: Lines, blocks: Sequence[Block]) -> int:
    """The column left of which nothing stands in some comments."""
    return min(min([block.indent, *(_column(lines, begin) for begin, _ in block.body)]) for block in blocks)


def _column(lines: Lines, offset: int) -> int:
    return lines.indent[line_at(lines, offset)]


def _menu(lines: Lines, body: Sequence[tuple[int, int]]) -> int:
    """The first line of a body, behind a blank one, from which on nearly all are entries of a menu; else its length."""
    entries = [_is_entry(lines, *span) for span in body]
    stop, seen = len(body), 0
    for at in range(len(body) - 1, 0, -1):
        seen += entries[at]
        rest = len(body) - at
        parted = lines.text.count("\n", body[at - 1][1], body[at][0]) > 1
        if rest >= MENU and entries[at] and parted and seen >= MOSTLY * rest:
            stop = at
    return stop


def _is_entry(lines: Lines, begin: int, end: int) -> bool:
    return end - begin <= SHORT and lines.text[end - 1] not in _SENTENCE
