"""Quotes: spans of a comment that repeat the article or an earlier comment's own words.

Repeated runs of words (:mod:`.repeats`) with the same source are joined across ellipses and small edits. What counts
is decided by marking: words behind ``>`` or in quotation marks, words that fill their own line, and otherwise only
runs too long to be a stock phrase. A comment's quoted words are no source for later ones: the comment that said them
first is.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from .repeats import SHINGLE, Match, Repeats
from .words import Words, word_count, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

#: Without any marking a repeat counts from so many words on, when enough of them are rare.
UNMARKED_WORDS: Final = 8
UNMARKED_RARE: Final = 3
#: A repeat that fills its own lines needs fewer.
LINE_WORDS: Final = 5
#: Share of a marked stretch that one source must hold to be named for it.
COVERED: Final = 0.3
#: Words that an edit may change between two matches of one quotation.
EDIT: Final = 3
#: Words of the source that an ellipsis may stand for.
ELLIPSIS: Final = 60

_MARKED_LINE: Final = re.compile(r"[ \t]*(?:[A-Za-z]{0,3}[>|»][ \t]?)+")
_SIGNS: Final = ">|»"
_MARKS: Final = re.compile(
    r"“([^“”]{8,}?)”|„([^„“”]{8,}?)[“”]|«([^«»]{8,}?)»|(?<!\w)\"([^\"\n]{8,}?)\"(?!\w)|「([^「」]{4,}?)」|『([^『』]{4,}?)』"
)
#: How marks open: most texts hold none of these, which is told without the pattern.
_OPENERS: Final = '“„«"「『'
_ELLIPSIS: Final = re.compile(r"\.\.\.|…|\[\.*\]|\(\.\.\.\)|\. \. \.")
_OPENING: Final = "“„«\"'‘「『"
_CLOSING: Final = ".,;:!?…”“»\"'’」』)]"
_ARTICLE: Final = 0


class Span(NamedTuple):
    """A stretch of tokens that is marked as quoted, by ``>`` or by quotation marks."""

    start: int
    end: int


def find_quotes(
    texts: Sequence[str], comment_ids: Sequence[str], article: Sequence[str] = ()
) -> list[list[dict[str, Any]]]:
    """Find repeated words in each text.

    Parameters
    ----------
    texts : sequence of str
        The comments' texts, earlier ones first.
    comment_ids : sequence of str
        Their ids.
    article : sequence of str
        The article's paragraphs; spans of it count code points of the paragraphs joined by blank lines.

    Returns
    -------
    list of lists of dict
        Per text, its quotes in order and without overlap, with the fields of :data:`~.schema.QUOTE`; ``kind`` is
        ``comment``, ``article``, or ``unattributed`` for words marked as quoted that nothing here says.
    """
    documents = words_of(["\n\n".join(article), *texts])
    repeats = Repeats.of([document.tokens for document in documents])
    repeats.remember(_ARTICLE)
    out = []
    for at, (text, document) in enumerate(zip(texts, documents[1:], strict=True), start=1):
        matches = list(_joined(repeats.matches(at), text, document))
        chosen = _choose(text, document, matches, repeats.rare[at])
        repeats.remember(at, [(start, end) for start, end, _ in chosen])
        out.append([_row(text, document, one, documents, comment_ids) for one in chosen])
    return out


def _joined(matches: Iterable[Match], text: str, document: Words) -> Iterator[Match]:
    """Join neighbours of one source across small edits and ellipses."""
    held: Match | None = None
    for match in matches:
        if held is not None and _continues(held, match, text, document):
            held = Match(held.start, match.end, held.source, held.source_start, match.source_end)
            continue
        if held is not None:
            yield held
        held = match
    if held is not None:
        yield held


def _continues(held: Match, match: Match, text: str, document: Words) -> bool:
    here, there = match.start - held.end, match.source_start - held.source_end
    if match.source != held.source or there < 0:
        return False
    if max(here, there) <= EDIT:
        return True
    between = text[int(document.ends[held.end - 1]) : int(document.starts[match.start])]
    return here <= EDIT and there <= ELLIPSIS and _ELLIPSIS.search(between) is not None


def _choose(
    text: str, document: Words, matches: Sequence[Match], rare: NDArray[np.bool_]
) -> list[tuple[int, int, Match | None]]:
    """Decide which repeats are quotations; returns token spans with their source, in order, disjoint."""
    marked = _marked_spans(text, document)
    chosen: list[tuple[int, int, Match | None]] = []
    for span in marked:
        source = _source_of(span, matches)
        if source is not None or word_count(document.tokens[span.start : span.end]) >= SHINGLE:
            chosen.append((span.start, span.end, source))
    for match in matches:
        if any(match.start < end and start < match.end for start, end, _ in chosen):
            continue
        if word_count(document.tokens[match.start : match.end]) >= SHINGLE and _stands_out(match, text, document, rare):
            chosen.append((match.start, match.end, match))
    return sorted(chosen, key=lambda one: one[:2])


def _source_of(span: Span, matches: Sequence[Match]) -> Match | None:
    """Return the source that most of a marked span's words come from, if that is enough to name it."""
    inside: dict[int, list[Match]] = {}
    for match in matches:
        if match.start < span.end and span.start < match.end:
            inside.setdefault(match.source, []).append(match)
    if not inside:
        return None
    best = max(inside.values(), key=lambda some: sum(_overlap(span, one) for one in some))
    covered = sum(_overlap(span, one) for one in best)
    if covered < SHINGLE or covered < COVERED * (span.end - span.start):
        return None
    return Match(
        span.start, span.end, best[0].source, min(m.source_start for m in best), max(m.source_end for m in best)
    )


def _overlap(span: Span, match: Match) -> int:
    return min(span.end, match.end) - max(span.start, match.start)


def _marked_spans(text: str, document: Words) -> list[Span]:
    """Find stretches behind ``>`` and within quotation marks, as tokens, disjoint and in order."""
    stretches = [*_marked_blocks(text)] if any(sign in text for sign in _SIGNS) else []
    for found in _MARKS.finditer(text) if any(mark in text for mark in _OPENERS) else ():
        group = int(found.lastindex or 0)
        if not any(start < found.end() and found.start() < end for start, end in stretches):
            stretches.append(found.span(group))
    spans = []
    for start, end in sorted(stretches):
        first, last = np.searchsorted(document.starts, [start, end])
        if last > first:
            spans.append(Span(int(first), int(last)))
    return [*spans[:1], *(after for before, after in pairwise(spans) if after.start >= before.end)]


def _marked_blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield runs of lines that begin with the same number of ``>``."""
    at, start, depth = 0, 0, 0
    for line in text.split("\n"):
        found = _MARKED_LINE.match(line)
        here = sum(map(found.group().count, _SIGNS)) if found else 0
        if here != depth:
            if depth:
                yield start, at
            start, depth = at, here
        at += len(line) + 1
    if depth:
        yield start, at


def _stands_out(match: Match, text: str, document: Words, rare: NDArray[np.bool_]) -> bool:
    length = word_count(document.tokens[match.start : match.end])
    whole = match.start == 0 and match.end == len(document)
    if whole and match.source != _ARTICLE:
        # A comment that only says what another said agrees with it or was sent twice: it quotes nothing.
        return False
    if length >= LINE_WORDS and _fills_lines(match, text, document) and rare[match.start : match.end].any():
        return True
    return length >= UNMARKED_WORDS and int(rare[match.start : match.end].sum()) >= UNMARKED_RARE


def _fills_lines(match: Match, text: str, document: Words) -> bool:
    """Say whether a match begins and ends with its lines."""
    start, end = int(document.starts[match.start]), int(document.ends[match.end - 1])
    before = text[text.rfind("\n", 0, start) + 1 : start]
    stop = text.find("\n", end)
    after = text[end : len(text) if stop < 0 else stop]
    return not re.search(r"\w", before) and not re.search(r"\w", after)


def _row(
    text: str,
    document: Words,
    chosen: tuple[int, int, Match | None],
    documents: Sequence[Words],
    comment_ids: Sequence[str],
) -> dict[str, Any]:
    first, last, match = chosen
    start, end = _with_punctuation(text, int(document.starts[first]), int(document.ends[last - 1]))
    row: dict[str, Any] = {"start": start, "end": end, "kind": "unattributed", "source_id": None}
    if match is None:
        return {**row, "source_start": None, "source_end": None}
    source = documents[match.source]
    row["kind"] = "article" if match.source == _ARTICLE else "comment"
    row["source_id"] = None if match.source == _ARTICLE else comment_ids[match.source - 1]
    row["source_start"] = int(source.starts[match.source_start])
    row["source_end"] = int(source.ends[match.source_end - 1])
    return row


def _with_punctuation(text: str, start: int, end: int) -> tuple[int, int]:
    """Take the opening mark and the closing punctuation along, so that what remains reads on."""
    if start and text[start - 1] in _OPENING:
        start -= 1
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return start, end
