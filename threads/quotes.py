"""Quotes: spans of a comment that repeat the article or an earlier comment's own words.

Every text is cut into overlapping runs of four words (shingles), hashed; only runs that occur twice are looked
at again, so the cost grows with the text, not with the pairs of texts. Runs are grown to maximal matches, and
matches with the same source are joined across ellipses and small edits. What counts is decided by marking: words
behind ``>`` or in quotation marks, words that fill their own line, and otherwise only runs too long to be a stock
phrase. A comment's quoted words are no source for later ones: the comment that said them first is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from .words import Words, word_count, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

#: A quotation has at least so many words in a row.
SHINGLE: Final = 4
#: Without any marking a repeat counts from so many words on, when enough of them are rare.
UNMARKED_WORDS: Final = 8
UNMARKED_RARE: Final = 3
#: A repeat that fills its own lines needs fewer.
LINE_WORDS: Final = 5
#: Words that an edit may change between two matches of one quotation.
EDIT: Final = 3
#: Words of the source that an ellipsis may stand for.
ELLIPSIS: Final = 60
#: Earlier places that are tried for one shingle.
PLACES: Final = 6

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


class Match(NamedTuple):
    """Tokens ``start:end`` of one text repeat ``source_start:source_end`` of document ``source``."""

    start: int
    end: int
    source: int
    source_start: int
    source_end: int


class Span(NamedTuple):
    """A stretch of tokens that is marked as quoted, by ``>`` or by quotation marks."""

    start: int
    end: int


@dataclass(frozen=True, eq=False, slots=True)
class _Shingles:
    """Documents as numbers, one array or list a document.

    ``ids`` are those of the tokens, ``rare`` tells which of them few documents hold; ``places`` are those of the
    shingles that occur more than once, ``hashes`` their hashes.
    """

    ids: list[NDArray[np.int64]]
    rare: list[NDArray[np.bool_]]
    places: list[list[int]]
    hashes: list[list[int]]


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
    shingles = _shingles([document.tokens for document in documents])
    index: dict[int, list[tuple[int, int]]] = {}
    _remember(_ARTICLE, (), shingles, index)
    out = []
    for at, (text, document) in enumerate(zip(texts, documents[1:], strict=True), start=1):
        matches = list(_joined(_matches(at, shingles, index), text, document))
        chosen = _choose(text, document, matches, shingles.rare[at])
        _remember(at, chosen, shingles, index)
        out.append([_row(text, document, one, documents, comment_ids) for one in chosen])
    return out


def _shingles(documents: Sequence[Sequence[str]]) -> _Shingles:
    """Number the tokens and hash the shingles of all documents at once: array by array costs several times as much."""
    tokens = list(chain.from_iterable(documents))
    numbers = {token: number for number, token in enumerate(dict.fromkeys(tokens))}
    ids = np.fromiter(map(numbers.__getitem__, tokens), np.int64, len(tokens))
    sizes = np.array([len(one) for one in documents])
    ends = np.cumsum(sizes)
    of = np.repeat(np.arange(sizes.size), sizes)
    kinds = max(len(numbers), 1)
    said = np.sort(of * kinds + ids)
    said_in = np.bincount(said[np.flatnonzero(np.diff(said, prepend=-1))] % kinds, minlength=kinds)
    # Rare: said in a handful of texts at most, the quoting and the quoted among them.
    rare_word = said_in <= max(3, 0.02 * len(documents))
    hashes = _rolling(_scattered(kinds)[ids])
    whole = np.flatnonzero(ends[of[: hashes.size]] - np.arange(hashes.size) >= SHINGLE)
    again = whole[_occurs_again(hashes[whole])]
    places, keys = (again - (ends - sizes)[of[again]]).tolist(), hashes[again].tolist()
    cuts = np.searchsorted(again, [0, *ends.tolist()]).tolist()
    spans = list(pairwise([0, *ends.tolist()]))
    return _Shingles(
        [ids[start:end] for start, end in spans],
        [rare_word[ids[start:end]] for start, end in spans],
        [places[first:last] for first, last in pairwise(cuts)],
        [keys[first:last] for first, last in pairwise(cuts)],
    )


def _occurs_again(values: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Tell which values occur more than once."""
    ordered = np.sort(values)
    several = ordered[1:][ordered[1:] == ordered[:-1]]
    if not several.size:
        return np.zeros(values.size, dtype=bool)
    found: NDArray[np.bool_] = several[np.searchsorted(several[:-1], values)] == values
    return found


def _scattered(count: int) -> NDArray[np.uint64]:
    """A number of 64 bits for each of 1, 2, …: the finaliser of SplitMix64 (Steele, Lea and Flood 2014).

    A random generator would do as well; importing NumPy's costs more than a small discussion takes to read.
    """
    out = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        out = (out ^ (out >> np.uint64(shift))) * np.uint64(factor)
    return out ^ (out >> np.uint64(31))


def _rolling(salted: NDArray[np.uint64]) -> NDArray[np.uint64]:
    length = salted.size - SHINGLE + 1
    if length <= 0:
        return np.zeros(0, dtype=np.uint64)
    out = np.zeros(length, dtype=np.uint64)
    for offset in range(SHINGLE):
        out = out * np.uint64(0x9E3779B97F4A7C15) + salted[offset : offset + length]
    return out


def _remember(
    at: int,
    chosen: Sequence[tuple[int, int, Match | None]],
    shingles: _Shingles,
    index: dict[int, list[tuple[int, int]]],
) -> None:
    """Add the shingles of a document to the index, but those with words that are quoted in it."""
    for place, key in zip(shingles.places[at], shingles.hashes[at], strict=True):
        if any(start < place + SHINGLE and place < end for start, end, _ in chosen):
            continue
        places = index.setdefault(key, [])
        if len(places) < PLACES:
            places.append((at, place))


def _matches(at: int, shingles: _Shingles, index: dict[int, list[tuple[int, int]]]) -> Iterator[Match]:
    """Yield maximal matches from left to right; the longest wins, then the earliest source."""
    ids = shingles.ids[at]
    done = 0
    for place, key in zip(shingles.places[at], shingles.hashes[at], strict=True):
        if place < done:
            continue
        best = Match(place, place, -1, 0, 0)
        for source, there in index.get(key, ()):
            length = _common(ids[place:], shingles.ids[source][there:])
            if length > best.end - best.start and length >= SHINGLE:
                best = Match(place, place + length, source, there, there + length)
        if best.source >= 0:
            yield best
            done = best.end


def _common(left: NDArray[np.int64], right: NDArray[np.int64]) -> int:
    length = min(left.size, right.size)
    # Most matches are short: look at a few words before comparing everything.
    for reach in (min(16, length), length):
        differs = left[:reach] != right[:reach]
        if differs.any():
            return int(differs.argmax())
    return length


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
    if covered < SHINGLE or covered < 0.3 * (span.end - span.start):
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
