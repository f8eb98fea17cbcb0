"""From labelled lines to comments: text, the fields that marks stated, and a ledger of every character."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Final

import polars as pl

from ..names import fold_name
from ..schema import LEDGER_SCHEMA
from .affixes import USUAL, bare_span, said_twice, usual_words
from .dialects import dialect_of
from .navigation import links_in
from .references import answered
from .segment import ARTICLE, BODY, FIRST_MARK, HEADING, REST
from .spelled import added, decoded, without
from .wording import ANSWER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .grammar import Grammar
    from .lines import Lines
    from .segment import Label, Segmentation

_FIELDS: Final = frozenset(
    "author alias date number id parent parent_date parent_number lead score level".split()  # noqa: SIM905 -- a list of words
)
#: Share of comments, most of whose lines are marked as quotations, from which on the marks say nothing.
MOSTLY: Final = 0.7
#: A line that may count the comments; so many steps show that such lines do.
_COUNTER: Final = re.compile(r"#?(\d{1,5})[.)]?")
FEWEST: Final = 3
#: A line that says who is answered, compiled when it is first asked for; it is no longer than this.
_ADDRESSEE: Final = rf"(?i)\W*{ANSWER}\s*:?\s*@?(\S.{{0,60}}?)\W*"
LONGEST_ADDRESS: Final = 90
#: The number of an item before a name; so many different ones are no part of names.
_ITEM: Final = re.compile(r"\d{1,5}[.)]\s+(?=\S)")
SEVERAL: Final = 3
#: What parts a name from what stands beside it.
_BESIDE: Final = re.compile(r"^[|·•–—:,-]+\s|\s[|·•–—:,-]+$")


@dataclass(slots=True)
class Block:
    """One comment as the dump shows it, before names and links are solved.

    ``body`` holds (begin, end) spans of the text, one a line; ``fields`` what marks stated; ``leads`` the names it
    addresses in its head, ``replies`` the names that answer it, in order; ``indent`` the column of its first line;
    ``links`` which links to other comments its marks name; ``section`` the part of the page it stands in;
    ``answers`` the position of the comment that it names by an id.
    """

    indent: int
    body: list[tuple[int, int]] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    leads: list[str] = field(default_factory=list)
    replies: list[str] = field(default_factory=list)
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
    spans: tuple[tuple[int, int, str, int | None], ...]
    #: How many names stood there with words that belong to the layout.
    tidied: int = 0


def cut(lines: Lines, grammar: Grammar, segmentation: Segmentation) -> Cut:
    """Collect each comment's lines."""
    blocks: list[Block] = []
    spans: list[tuple[int, int, str, int | None]] = []
    claimed: int | None = None
    article_lines = len(lines)
    for label in segmentation.labels:
        if label.state == ARTICLE:
            continue
        article_lines = min(article_lines, label.line)
        if label.state == REST:
            spans.append((lines.begin[label.line], lines.end(label.line), "residue", None))
            continue
        if label.state == HEADING:
            spans.append((lines.begin[label.line], lines.end(label.line), "residue", None))
            continue
        if label.opens:
            blocks.append(Block(indent=lines.indent[label.line]))
        if label.state == BODY:
            _add_body(lines, label, blocks, spans)
            continue
        if label.match is not None and label.match.groupdict().get("claimed"):
            claimed = _count(label.match["claimed"])
        _add_mark(lines, grammar, label, blocks, spans)
    tidied = _tidy_names(blocks)
    _drop_counters(lines, blocks, spans)
    _take_addressees(lines, blocks, spans)
    for at, block in enumerate(blocks):
        _drop_echo(lines, at, block, spans)
        _drop_herald(lines, at, blocks, spans)
    return replace(finished(lines, article_lines, blocks, claimed, spans), tidied=tidied)


def _tidy_names(blocks: Sequence[Block]) -> int:
    """Take off the names what the page prints beside nearly all, and what parts them; return how many had it."""
    signed = [block for block in blocks if "author" in block.fields]
    names = _uncounted([block.fields["author"] for block in signed])
    once = [said_twice(name) for name in names]
    twice = sum(name is not None for name in once) > USUAL * len(names)
    first, last = usual_words([name.split() for name in names])
    for block, name, first_said in zip(signed, names, once, strict=True):
        whole = first_said if twice and first_said is not None else name
        begin, end = bare_span(whole, (0, len(whole)), first, last) if first or last else (0, len(whole))
        block.fields["author"] = _BESIDE.sub("", whole[begin:end]) or name
    return len(names) if first or last else 0


def _uncounted(names: list[str]) -> list[str]:
    """Take numbers of items off names, where several names have one: those of a list within an item begin anew."""
    items = [_ITEM.match(name) for name in names]
    if len({item[0] for item in items if item}) < SEVERAL:
        return names
    return [name[item.end() :] if item else name for name, item in zip(names, items, strict=True)]


def finished(
    lines: Lines,
    article_lines: int,
    blocks: list[Block],
    claimed: int | None,
    spans: list[tuple[int, int, str, int | None]],
) -> Cut:
    """Take what an extractor added out of the bodies, and write the texts down."""
    dialect = dialect_of(lines.text)
    if dialect is not None:
        spans = [span for span in spans if span[2] != "body"]
        indented = _indented(lines.text, blocks)
        for at, block in enumerate(blocks):
            reach = (block.body[0][0], block.body[-1][1]) if block.body else (0, 0)
            gaps = added(lines.text, *reach, dialect.name, indented=indented)
            left, taken = without(block.body, gaps)
            block.body, taken = (left, taken) if left else (block.body, [])
            spans += [(*span, "body", at) for span in block.body] + [(*span, "marker", at) for span in taken]
    for block in blocks:
        text = body_text(lines, block)
        block.text = text if dialect is None else decoded(text)
    for at, parent in answered(lines.text, blocks, spans).items():
        blocks[at].answers = parent
    return Cut(article_lines, tuple(blocks), claimed, tuple(spans))


def _indented(text: str, blocks: Sequence[Block]) -> bool:
    """Whether nearly all that is said is marked as a quotation, line by line: then no comment is one."""
    said = [block for block in blocks if block.body]
    marked = [sum(text.startswith(">", begin) for begin, _ in block.body) for block in said]
    whole = sum(2 * some > len(block.body) for some, block in zip(marked, said, strict=True))
    return whole > MOSTLY * len(said)


def _drop_echo(lines: Lines, at: int, block: Block, spans: list[tuple[int, int, str, int | None]]) -> None:
    """A first line that only repeats the author is the text of a picture, not a word of the comment."""
    if len(block.body) < 2:
        return
    begin, end = block.body[0]
    if lines.text[begin:end].casefold() == block.fields.get("author", "").casefold():
        block.body.pop(0)
        spans[_starting(spans, begin)] = (begin, end, "marker", at)


def _drop_herald(lines: Lines, at: int, blocks: list[Block], spans: list[tuple[int, int, str, int | None]]) -> None:
    """A last line that names the next author alone is the text of the next picture."""
    if at + 1 == len(blocks) or len(blocks[at].body) < 2:
        return
    begin, end = blocks[at].body[-1]
    if lines.text[begin:end].casefold() == blocks[at + 1].fields.get("author", "").casefold():
        blocks[at].body.pop()
        spans[_starting(spans, begin)] = (begin, end, "marker", at + 1)


def _drop_counters(lines: Lines, blocks: Sequence[Block], spans: list[tuple[int, int, str, int | None]]) -> None:
    """Last lines that count the comments are the numbers of the next ones."""
    last = [lines.text[slice(*block.body[-1])] if len(block.body) > 1 else "" for block in blocks[:-1]]
    counted = [(at, int(found[1])) for at, line in enumerate(last) if (found := _COUNTER.fullmatch(line))]
    steps = sum(b - a == after - at for (at, a), (after, b) in pairwise(counted))
    if steps < max(FEWEST, MOSTLY * len(counted) - 1):
        return
    for at, number in counted:
        begin, end = blocks[at].body.pop()
        spans[_starting(spans, begin)] = (begin, end, "marker", at + 1)
        blocks[at + 1].fields.setdefault("number", str(number))


def _take_addressees(lines: Lines, blocks: Sequence[Block], spans: list[tuple[int, int, str, int | None]]) -> None:
    """A first line that says no more than which of the authors is answered is the page's, and states the parent."""
    authors = {fold_name(block.fields["author"]) for block in blocks if "author" in block.fields}
    for at, block in enumerate(blocks):
        begin, end = block.body[0] if len(block.body) > 1 else (0, 0)
        found = re.fullmatch(_ADDRESSEE, lines.text[begin:end]) if 0 < end - begin <= LONGEST_ADDRESS else None
        if found is not None and fold_name(found[1]) in authors:
            block.body.pop(0)
            block.fields.setdefault("parent", found[1])
            spans[_starting(spans, begin)] = (begin, end, "marker", at)


def _starting(spans: list[tuple[int, int, str, int | None]], begin: int) -> int:
    """Which span begins at an offset; spans are in order."""
    return bisect_left(spans, begin, key=itemgetter(0))


def _count(stated: str) -> int | None:
    digits = "".join(sign for sign in stated if sign.isdigit())
    return int(digits) if digits else None


def _add_body(lines: Lines, label: Label, blocks: list[Block], spans: list[tuple[int, int, str, int | None]]) -> None:
    span = (lines.begin[label.line], lines.end(label.line))
    blocks[-1].body.append(span)
    spans.append((*span, "body", len(blocks) - 1))


def _add_mark(
    lines: Lines, grammar: Grammar, label: Label, blocks: list[Block], spans: list[tuple[int, int, str, int | None]]
) -> None:
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
    """Join the body's lines; a blank line in the dump parts paragraphs."""
    parts: list[str] = []
    previous_end = None
    for begin, end in block.body:
        if previous_end is not None:
            parts.append("\n" * min(2, lines.text.count("\n", previous_end, begin)))
        parts.append(lines.text[begin:end])
        previous_end = end
    return "".join(parts)


def ledger(text: str, start: int, spans: tuple[tuple[int, int, str, int | None], ...], ids: list[str]) -> pl.DataFrame:
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
