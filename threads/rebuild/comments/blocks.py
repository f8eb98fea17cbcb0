"""From labelled lines to comments: their words, and the fields that marks stated."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ...pingbacks import is_pingback
from ..linking.navigation import links_in
from ..linking.references import answered
from ..segmentation.segment import ARTICLE, BODY, FIRST_MARK, HEADING, REST
from ..text.lines import commonest
from ..text.spelled import added, decoded, without
from .gone import take_gone
from .misread import misread
from .spans import line_at
from .tidying import handles, state_addressed, tidied

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ..grammar import Grammar
    from ..segmentation.segment import Label, Segmentation
    from ..text.lines import Lines
    from .spans import Span

_FIELDS: Final = frozenset(
    "author alias date number id parent parent_date parent_number lead score level answering gone".split()  # noqa: SIM905 -- a list of words
)
#: Share of comments, most of whose lines are marked as quotations, from which on the marks say nothing.
MOSTLY: Final = 0.7
#: So many comments beside the first show where heads stand.
FEWEST_BESIDE: Final = 2
#: So many characters of an address may stand below the words of its link.
LONGEST_ADDRESS: Final = 600
#: Letters that printing joins: some programs take them from a page as it shows them.
_JOINED: Final = re.compile("[\ufb00-\ufb06]")
_LETTERS: Final = ("ff", "fi", "fl", "ffi", "ffl", "ft", "st")


@dataclass(slots=True)
class Block:
    """One comment as the dump shows it, before names and links are solved.

    ``body`` holds (begin, end) spans of the text, one a line; ``fields`` what marks stated; ``leads`` the names it
    addresses in its head, ``replies`` the names that answer it, ``quoted`` those whose words it is said to quote, in
    order; ``indent`` the column of its first line;
    ``links`` which links to other comments its marks name; ``section`` the part of the page it stands in;
    ``answers`` the position of the comment that it names by an id.
    """

    indent: int
    body: list[tuple[int, int]] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    leads: list[str] = field(default_factory=list)
    replies: list[str] = field(default_factory=list)
    quoted: list[str] = field(default_factory=list)
    links: frozenset[str] = frozenset()
    section: int = 0
    text: str = ""
    answers: int | None = None


@dataclass(frozen=True)
class Cut:
    """A dump, cut: the article's line range, its comments, the heading's count, and role spans for the ledger."""

    article_lines: int
    blocks: tuple[Block, ...]
    claimed: int | None
    spans: tuple[Span, ...]
    #: How many names stood there with words that belong to the layout.
    tidied: int = 0
    #: How many entries were left out that no reader wrote.
    pingbacks: int = 0
    #: How many pieces were left out in which nobody speaks; parts of heads, which show a wrong layout, count twice.
    misread: int = 0


def cut(lines: Lines, grammar: Grammar, segmentation: Segmentation) -> Cut:
    """Collect each comment's lines."""
    blocks: list[Block] = []
    spans: list[Span] = []
    claimed: int | None = None
    article_lines = len(lines)
    said_at: dict[int, int] = {}
    beside = _beside(lines, grammar, segmentation.labels)
    for label in segmentation.labels:
        if label.state == ARTICLE:
            continue
        article_lines = min(article_lines, label.line)
        if label.state in (REST, HEADING):
            spans.append((lines.begin[label.line], lines.end(label.line), "residue", None))
            continue
        if label.opens:
            lost = label.state >= FIRST_MARK and grammar.marks[label.state - FIRST_MARK].by_indent
            blocks.append(Block(indent=max(0, lines.indent[label.line] - beside * lost)))
        if label.state == BODY:
            _add_body(lines, label, blocks, spans)
            at = len(blocks) - 1
            said_at[at] = min(said_at.get(at, lines.indent[label.line]), lines.indent[label.line])
            continue
        if label.match is not None and label.match.groupdict().get("claimed"):
            claimed = stated_count(label.match["claimed"])
        _add_mark(lines, grammar, label, blocks, spans)
    _put_first_back(blocks, said_at)
    take_gone(lines, grammar, blocks, spans)
    names = tidied(lines, blocks, spans)
    if grammar.addressed or handles(blocks):
        state_addressed(lines, blocks)
    return replace(finished(lines, article_lines, blocks, claimed, spans), tidied=names)


def _beside(lines: Lines, grammar: Grammar, labels: Sequence[Label]) -> int:
    """How far what is said stands to the right of its head, as a rule: so far was a head that is lost to the left."""
    if not any(mark.by_indent for mark in grammar.marks):
        return 0
    shifts = [
        lines.indent[below.line] - lines.indent[head.line]
        for head, below in pairwise(labels)
        if head.opens and head.state >= FIRST_MARK and below.state == BODY
        and not grammar.marks[head.state - FIRST_MARK].inline
    ]  # fmt: skip
    usual = commonest(shifts) or 0
    return max(0, usual) if shifts.count(usual) >= MOSTLY * len(shifts) else 0


def _put_first_back(blocks: Sequence[Block], said_at: dict[int, int]) -> None:
    """Who copies a page often loses the blanks before its first line: then its words tell where the first comment is.

    That is so where it alone stands at the margin, its words where the next ones to the right begin, and nobody
    else's words stand to the right of their head.
    """
    others = blocks[1:]
    if len(others) < FEWEST_BESIDE or 0 not in said_at or min(block.indent for block in others) != said_at[0]:
        return
    even = sum(said_at.get(at, block.indent) == block.indent for at, block in enumerate(others, 1))
    if blocks[0].indent < said_at[0] and even >= MOSTLY * len(others):
        blocks[0].indent = said_at[0]


def finished(lines: Lines, article_lines: int, blocks: list[Block], claimed: int | None, spans: list[Span]) -> Cut:
    """Take what an extractor added out of the bodies, and write the texts down."""
    dialect = lines.dialect
    if dialect is not None:
        spans = [span for span in spans if span[2] != "body"]
        indented = _indented(lines.text, blocks)
        for at, block in enumerate(blocks):
            reach = (block.body[0][0], block.body[-1][1]) if block.body else (0, 0)
            # An address that is broken over lines ends below the last of its words.
            gaps = added(lines.text, reach[0], reach[1] + LONGEST_ADDRESS, dialect.name, indented=indented)
            left, taken = without(block.body, gaps)
            block.body, taken = (left, taken) if left else (block.body, [])
            spans += [(*span, "body", at) for span in block.body] + [(*span, "marker", at) for span in taken]
    for block in blocks:
        text = body_text(lines, block)
        block.text = text if dialect is None else decoded(text)
    outside, parts = misread(blocks)
    blocks, spans = leave_out(blocks, spans, outside | parts)
    pages = _pages(blocks)
    blocks, spans = leave_out(blocks, spans, pages)
    for at, parent in answered(lines.text, blocks, spans).items():
        blocks[at].answers = parent
    wrong = len(outside) + 2 * len(parts)
    return Cut(article_lines, tuple(blocks), claimed, tuple(spans), pingbacks=len(pages), misread=wrong)


def _pages(blocks: Sequence[Block]) -> frozenset[int]:
    """Pages that link here, unless somebody answers them."""
    addressed = {block.fields["parent"] for block in blocks if "parent" in block.fields}
    names = [block.fields.get("author") for block in blocks]
    return frozenset(
        at
        for at, (name, block) in enumerate(zip(names, blocks, strict=True))
        if name not in addressed and is_pingback(name, block.text)
    )


def leave_out(blocks: list[Block], spans: list[Span], out: Collection[int]) -> tuple[list[Block], list[Span]]:
    """Leave out some comments, whose lines are nobody's then."""
    if not out:
        return blocks, spans
    kept = [at for at in range(len(blocks)) if at not in out]
    place: dict[int | None, int] = {at: place for place, at in enumerate(kept)}
    left: list[Span] = [
        (*span[:3], place[span[3]])
        if span[3] in place
        else (*span[:2], span[2] if span[3] is None else "residue", None)
        for span in spans
    ]
    for at in kept:
        blocks[at].answers = place.get(blocks[at].answers)
    return [blocks[at] for at in kept], left


def _indented(text: str, blocks: Sequence[Block]) -> bool:
    """Whether nearly all that is said is marked as a quotation, line by line: then no comment is one."""
    said = [block for block in blocks if block.body]
    marked = [sum(text.startswith(">", begin) for begin, _ in block.body) for block in said]
    whole = sum(2 * some > len(block.body) for some, block in zip(marked, said, strict=True))
    return whole > MOSTLY * len(said)


def stated_count(stated: str) -> int | None:
    """Read a count that may be written with signs between its thousands, or in thousands; ``None`` without a digit."""
    if stated[-1:] in ("k", "K"):
        return _thousands(stated[:-1])
    digits = "".join(sign for sign in stated if sign.isdigit())
    return int(digits) if digits else None


def _thousands(stated: str) -> int | None:
    """Read a count of thousands, as "2.8" is one."""
    try:
        return round(1000 * float(stated.replace(",", ".")))
    except ValueError:
        return None


def _add_body(lines: Lines, label: Label, blocks: list[Block], spans: list[Span]) -> None:
    span = (lines.begin[label.line], lines.end(label.line))
    blocks[-1].body.append(span)
    spans.append((*span, "body", len(blocks) - 1))


def _add_mark(lines: Lines, grammar: Grammar, label: Label, blocks: list[Block], spans: list[Span]) -> None:
    begin, end = lines.begin[label.line], lines.end(label.line)
    mark = grammar.marks[label.state - FIRST_MARK]
    owner = len(blocks) - 1 if blocks and mark.place != "section" else None
    role = "marker" if owner is not None else "residue"
    match = label.match
    inline = match.span("body") if match is not None and "body" in match.re.groupindex and match["body"] else None
    if owner is not None:
        blocks[-1].links |= links_in(lines.bare[label.line])
    if owner is not None and match is not None:
        _take_fields(match, blocks[-1])
    if inline is None or owner is None:
        spans.append((begin, end, role, owner))
        return
    first, last = (begin + lines.skip[label.line] * (mark.role != "indent") + at for at in inline)
    spans.extend(
        piece
        for piece in ((begin, first, role, owner), (first, last, "body", owner), (last, end, role, owner))
        if piece[0] < piece[1]
    )
    blocks[-1].body.append((first, last))


def _take_fields(match: re.Match[str], block: Block) -> None:
    for name, value in match.groupdict().items():
        if not value:
            continue
        if name == "lead":
            block.leads.append(value.strip())
        elif name == "replies":
            block.replies.extend(names_in(value))
        elif name in _FIELDS:
            block.fields.setdefault(name, value.strip())


def names_in(value: str) -> list[str]:
    """Split ``@A, @B`` into names; a comma inside a name stays."""
    return [name.strip().rstrip(",").strip() for name in value.split("@") if name.strip().rstrip(",").strip()]


def body_text(lines: Lines, block: Block) -> str:
    """Join the body's lines; a blank line in the dump parts paragraphs, joined letters are written apart."""
    parts: list[str] = []
    previous_end = None
    for begin, end in block.body:
        if previous_end is not None:
            parts.append("\n" * min(2, line_at(lines, begin) - line_at(lines, previous_end)))
        parts.append(lines.text[begin:end])
        previous_end = end
    return _JOINED.sub(lambda found: _LETTERS[ord(found[0]) - 0xFB00], "".join(parts))
