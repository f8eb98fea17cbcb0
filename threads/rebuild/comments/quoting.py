"""The lines that pages print around what a comment quotes: who said it, and the button that shows the rest."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ...names import fold_name
from ..linking.citing import quotation_of, words_behind
from ..text.furniture import keys_of
from .spans import give, starting

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ..text.lines import Lines
    from .blocks import Block
    from .spans import Span

#: So many comments with a quotation, and this share of them, show what pages print around one.
FEWEST: Final = 3
USUAL: Final = 0.5


def take_quote_heads(lines: Lines, blocks: Sequence[Block], spans: list[Span]) -> None:
    """Give "Marlo wrote:" above words of Marlo's, and what stands around all quotations, to the marks.

    Only a line that names one of the authors and says no more is taken, above at least one other; whom it names is
    kept in ``quoted``.
    """
    _part(lines, blocks, spans)
    people = {fold_name(block.fields[key]) for block in blocks for key in ("author", "alias") if key in block.fields}
    heads = {at: found for at, block in enumerate(blocks) if (found := _heads(lines, block, people))}
    around = _around(lines, blocks, heads)
    for at, found in heads.items():
        block = blocks[at]
        block.quoted.extend(found.values())
        keys = _keys(lines, block)
        taken = {row for row, key in enumerate(keys) if row in found or (key in around and _beside(row, found))}
        if len(taken) == len(keys):
            continue
        give(spans, [block.body[row] for row in taken], "marker", at)
        block.body[:] = [span for row, span in enumerate(block.body) if row not in taken]


def _part(lines: Lines, blocks: Sequence[Block], spans: list[Span]) -> None:
    """Part heads of quotations from words on the same line."""
    for at, block in enumerate(blocks):
        for row in range(len(block.body) - 1, -1, -1):
            begin, end = block.body[row]
            edges = words_behind(lines.text[begin:end])
            if edges is not None:
                parts = [(begin, begin + edges[0]), (begin + edges[1], end)]
                place = starting(spans, begin)
                spans[place : place + 1] = [(*part, "body", at) for part in parts]
                block.body[row : row + 1] = parts


def _heads(lines: Lines, block: Block, people: Collection[str]) -> dict[int, str]:
    """The rows of a body that say who is quoted below, each with the name.

    Where no comment shows a time, a head above lines with marks of their own tells that these are mails.
    """
    said = [lines.text[slice(*span)] for span in block.body]
    timed = "date" in block.fields
    told = (
        (row, quotation_of(line, people))
        for row, (line, below) in enumerate(pairwise(said))
        if timed or not below.startswith(">")
    )
    return {row: name for row, name in told if name is not None}


def _around(lines: Lines, blocks: Sequence[Block], heads: dict[int, dict[int, str]]) -> frozenset[str]:
    """What most comments with a quotation have right above its head or anywhere below it, and no others have."""
    counts: Counter[str] = Counter()
    elsewhere: set[str] = set()
    for at, block in enumerate(blocks if heads else ()):
        keys, found = _keys(lines, block), heads.get(at)
        if found is None:
            elsewhere.update(keys)
        else:
            counts.update({key for row, key in enumerate(keys) if key and row not in found and _beside(row, found)})
    return frozenset(key for key, count in counts.items() if count >= max(FEWEST, USUAL * len(heads))) - elsewhere


def _beside(row: int, heads: Collection[int]) -> bool:
    return row + 1 in heads or row > min(heads)


def _keys(lines: Lines, block: Block) -> list[str]:
    return keys_of([lines.text[slice(*span)] for span in block.body])
