"""A second look at what a text extractor made of a whole page: by what lines of many other pages turned out to be.

Only texts with the menus of a page around are looked at again: where somebody copied the comments alone, rules know
more than any tag. Where the rules know the beginnings that the tags know, both are right nearly always, and the rules
know numbers and who answers whom besides; pieces at either end that no tag calls said are left out. Where the two
differ, the tags are right more often.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from ..comments.blocks import cut, leave_out
from ..layouts.induce import GRAMMAR
from ..layouts.page import page_of
from .decode import decode
from .features import SENTENCE, rows_of
from .layout import tagged_layout
from .model import default_tags
from .tags import Tag
from .told import rows_of_spans, told

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from ..comments.blocks import Cut
    from ..grammar import Grammar
    from ..layouts.page import Page
    from ..text.lines import Lines

    Floats = NDArray[np.float32]

#: Where fewer of the tagged beginnings are beginnings by the rules as well, the tags decide. That the rules have others
#: besides is no contradiction: in clean text they see comments that no tag dares to call so.
AGREED: Final = 0.5
#: A piece of which no line is said with this probability is left out.
UNSAID: Final = 0.3
#: A text in which fewer comments begin, and no line is said with so much probability, holds none.
FEWEST: Final = 2
SILENT: Final = 0.8
#: Share of comments that name somebody where the rules read none at all.
NAMED: Final = 0.5
#: So many lines in a row, so short, are a menu; so many lines of menus show that a whole page was taken.
MENU: Final = 8
SHORT: Final = 40
MENUS: Final = 16


class Looked(NamedTuple):
    """A cut dump: the grammar that its heads are read by, and its pieces."""

    grammar: Grammar
    pieces: Cut


def second_look(lines: Lines, grammar: Grammar, pieces: Cut) -> Looked:
    """Return a dump as it was cut, as its tags cut it, or in between; unchanged where tags tell nothing."""
    page = page_of(lines)
    # Lists of who answered whom stand in rows too: where a layout marks both ends, they are no menu.
    if not _has_menus(page, _section(page, pieces) if grammar.nesting == "marks" else range(0)):
        return Looked(grammar, pieces)
    authors = [block.fields.get("author") for block in pieces.blocks]
    rows = rows_of(page, told(page, pieces.spans, authors, learned=grammar is GRAMMAR))
    model = default_tags()
    shares = model.shares(rows)
    tags = decode(shares, model.follows)
    said = shares[:, Tag.FIRST] + shares[:, Tag.BODY]
    if tags.count(Tag.FIRST) < FEWEST:
        return Looked(grammar, replace(pieces, blocks=()) if said.max() < SILENT else pieces)
    if _agreement(page, pieces, tags) < AGREED:
        again = cut(lines, GRAMMAR, tagged_layout(rows, shares, tags))
        return Looked(GRAMMAR, again) if again.blocks and (pieces.blocks or _named(again)) else Looked(grammar, pieces)
    return Looked(grammar, _said(page, pieces, said))


def _named(pieces: Cut) -> bool:
    """Whether most comments name somebody: entries of a list of changes, in which no rule hears anybody, do not."""
    return sum("author" in block.fields for block in pieces.blocks) >= NAMED * len(pieces.blocks)


def _section(page: Page, pieces: Cut) -> range:
    """The rows from the first to the last that belongs to a comment."""
    own = [row for row, (_, _, _, comment) in rows_of_spans(page, pieces.spans) if comment is not None]
    return range(min(own), max(own) + 1) if own else range(0)


def _has_menus(page: Page, section: range) -> bool:
    """Whether short lines that end no sentence stand in rows, outside of a section: what a page draws around it."""
    total = run = 0
    for row in range(len(page) + 1):
        words = page.words(row) if row < len(page) and row not in section else ""
        if words and len(words) <= SHORT and not words.endswith(SENTENCE) and row not in page.times:
            run += 1
            continue
        total += run if run >= MENU else 0
        run = 0
    return total >= MENUS


def _rows_said(page: Page, pieces: Cut) -> Mapping[int, list[int]]:
    """The rows that each comment says, by its position."""
    out: dict[int, list[int]] = {}
    for row, (_, _, role, comment) in rows_of_spans(page, pieces.spans):
        if role == "body" and comment is not None:
            out.setdefault(comment, []).append(row)
    return out


def _agreement(page: Page, pieces: Cut, tags: list[Tag]) -> float:
    """Share of the rows with which comments begin by their tags that begin some by the rules as well."""
    ruled = {min(rows) for rows in _rows_said(page, pieces).values()}
    tagged = {row for row, tag in enumerate(tags) if tag is Tag.FIRST}
    return len(ruled & tagged) / max(1, len(tagged))


def _said(page: Page, pieces: Cut, said: Floats) -> Cut:
    """Leave out the pieces at either end that nobody says: the page's own, above and below its comments."""
    rows = _rows_said(page, pieces)
    heard = [at for at in rows if said[rows[at]].max() >= UNSAID]
    silent = {at for at in rows if heard and not min(heard) <= at <= max(heard)}
    if not silent:
        return pieces
    blocks, spans = leave_out(list(pieces.blocks), list(pieces.spans), silent)
    return replace(pieces, blocks=tuple(blocks), spans=tuple(spans))
