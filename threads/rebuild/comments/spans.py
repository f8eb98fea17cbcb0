"""Which characters of a dump belong to which comment, and as what: spans, and the ledger that they make."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

import polars as pl

from ...schema import LEDGER_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..text.lines import Lines
    from .blocks import Block

#: Where it begins and ends (code points), its role in the ledger, and the position of its comment, if it has one.
Span: TypeAlias = "tuple[int, int, str, int | None]"


def matched(words: str, **places: tuple[int, int]) -> re.Match[str] | None:
    """Return a match whose groups stand at places of a line, which are given in order and apart."""
    pattern, reached = "", 0
    for name, (begin, end) in places.items():
        pattern += rf".{{{begin - reached}}}(?P<{name}>.{{{end - begin}}})"
        reached = end
    return re.match(pattern, words)


def starting(spans: Sequence[Span], begin: int) -> int:
    """Which span begins at an offset; spans are in order."""
    return bisect_left(spans, begin, key=itemgetter(0))


def give(spans: list[Span], pieces: Iterable[tuple[int, int]], role: str, owner: int | None) -> None:
    """State anew as what some pieces stand and whose they are; each is a whole span."""
    for begin, end in pieces:
        spans[starting(spans, begin)] = (begin, end, role, owner)


def end_body(spans: list[Span], block: Block, stop: int, owner: int) -> None:
    """Give the last pieces of a body to the marks."""
    give(spans, block.body[stop:], "marker", owner)
    del block.body[stop:]


def line_at(lines: Lines, offset: int) -> int:
    """The line that an offset falls on."""
    return max(0, bisect_right(lines.begin, offset) - 1)


def shown(lines: Lines, span: tuple[int, int]) -> str:
    """What a piece of the text says, without what extractors add where it is a whole line: links, bullets."""
    begin, end = span
    line = line_at(lines, begin)
    whole = lines.begin[line] == begin and lines.end(line) == end
    return (lines.bare[line] if whole else "") or lines.text[begin:end]


def filled(lines: Lines, begin: int, end: int) -> list[tuple[int, int]]:
    """What is said between two offsets, a (begin, end) span a line; blank lines are left out."""
    reach = range(line_at(lines, begin), min(len(lines), line_at(lines, end) + 1))
    spans = ((max(lines.begin[line], begin), min(lines.end(line), end)) for line in reach)
    return [(first, last) for first, last in spans if first < last and lines.text[first:last].strip()]


def ledger(text: str, start: int, spans: Sequence[Span], ids: Sequence[str]) -> pl.DataFrame:
    """Cover ``text[start:]`` exactly once: the spans, and white space or residue between them."""
    rows: list[tuple[int, int, str, str | None]] = []
    reached = start
    for begin, end, role, owner in sorted(spans):
        if begin > reached:
            rows.append(_gap(text, reached, begin))
        rows.append((begin, end, role, None if owner is None else ids[owner]))
        reached = end
    if reached < len(text):
        rows.append(_gap(text, reached, len(text)))
    return pl.DataFrame(rows, schema=LEDGER_SCHEMA, orient="row")


def _gap(text: str, begin: int, end: int) -> tuple[int, int, str, str | None]:
    return (begin, end, "whitespace" if not text[begin:end].strip() else "residue", None)
