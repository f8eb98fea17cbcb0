"""Units: the spans of a comment's own words that make one point each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from commentariat.threads.arguments import one_discussion

from .language import MENTION, URL, detect_language, word_list, words
from .tables import UNIT_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from commentariat.threads.model import Discussion

    Span = tuple[int, int]

#: A sentence with fewer words than this says too little alone and joins a neighbour.
SHORT_WORDS: Final = 5
#: Longer sentences are cut at a clause: 256 tokens is what the default model reads.
LONG_WORDS: Final = 90
#: The same limits for scripts without spaces, in characters.
LONG_CHARACTERS: Final = 200
_TITLES: Final = r"Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Lt|Sen|Rep|Gov|Jr|Sr|vs|No|approx|e\.g|i\.e|cf|al|U\.S|U\.K|U\.N"
_ABBREVIATED: Final = re.compile(rf"(?:\b(?:{_TITLES})\.|(?<![\w\-])[A-Z]\.) *$")
#: What a removed quote leaves behind at the edge of the words around it.
_DEBRIS: Final = " \t\r\n\"“”„«»‹›‘’'>"
_CLAUSE: Final = re.compile(r"[;:—–]\s|,\s|，|；|、")
_LETTER: Final = re.compile(r"[^\W\d_]")


def split_units(discussion: Discussion, *, language: str | None = None) -> pl.DataFrame:
    """Split every comment's own words into units.

    Quoted spans are left out and never bridged; sentences of fewer than five words join a neighbour; boilerplate
    (greetings, bare links, "lol") is marked. Deleted comments have no units.

    Parameters
    ----------
    discussion : Discussion
    language : str, optional
        ISO 639-1; detected from the comments when left out.

    Returns
    -------
    polars.DataFrame
        :data:`~.tables.UNIT_SCHEMA`; ``text == comment.text[start:end]`` in code points; ``unit_id`` is the
        comment's id, ``.u``, and the number of the unit within it from 1.
    """
    one_discussion(discussion)
    chosen = language or detect_language(discussion.comments["text"])
    return _unit_frame(discussion, lambda text, stretch: _points(text, stretch, chosen))


def whole_comments(discussion: Discussion) -> pl.DataFrame:
    """Take each stretch of a comment's own words between quotes as one unit; see :func:`split_units`."""
    return _unit_frame(one_discussion(discussion), lambda text, stretch: [_trimmed(text, stretch)])


def _unit_frame(discussion: Discussion, cut: Callable[[str, Span], list[Span]]) -> pl.DataFrame:
    columns: dict[str, list[Any]] = {name: [] for name in UNIT_SCHEMA}
    rows = discussion.comments.select("discussion_id", "comment_id", "text", "quotes", "deleted").iter_rows()
    for discussion_id, comment_id, text, quotes, deleted in rows:
        if deleted:
            continue
        spans = [span for stretch in own_stretches(text, quotes) for span in cut(text, stretch) if span[0] < span[1]]
        for number, (start, end) in enumerate(spans, start=1):
            unit = text[start:end]
            # The letter keeps what reads a CSV from taking 7.1 and 7.10 for numbers, and for the same one.
            row = (discussion_id, f"{comment_id}.u{number}", comment_id, start, end, unit, is_boilerplate(unit))
            for name, value in zip(UNIT_SCHEMA, row, strict=True):
                columns[name].append(value)
    return pl.DataFrame(columns, schema=UNIT_SCHEMA)


def own_stretches(text: str, quotes: Sequence[dict[str, Any]] | None) -> list[Span]:
    """Return the spans of a text that no quote covers, in order."""
    out: list[Span] = []
    at = 0
    for start, end in sorted((quote["start"], quote["end"]) for quote in quotes or ()):
        if start > at:
            out.append((at, start))
        at = max(at, end)
    if at < len(text):
        out.append((at, len(text)))
    edges = [_trimmed(text, one, _DEBRIS) for one in out] if quotes else [_trimmed(text, one) for one in out]
    return [(start, end) for start, end in edges if any(character.isalnum() for character in text[start:end])]


def own_words(text: str, quotes: Sequence[dict[str, Any]] | None) -> str:
    """Return a comment's own words: its text with the quotes taken out."""
    return " ".join(text[start:end] for start, end in own_stretches(text, quotes))


def is_boilerplate(text: str) -> bool:
    """Tell whether a unit is a greeting, applause, a bare link or an emoticon, and so makes no point."""
    bare = MENTION.sub(" ", URL.sub(" ", text))
    if len(_LETTER.findall(bare)) < 2:
        return True
    found = words(bare)
    # Character pairs of an unspaced script are not in the list as words: compare the run itself too.
    compact = "".join(_LETTER.findall(bare)).lower()
    listed = word_list("boilerplate.txt")
    return compact in listed or (len(found) <= 6 and all(word in listed for word in found))


def sentences(text: str, language: str) -> list[Span]:
    """Split a stretch into sentences as spans of it; abbreviations and initials end none."""
    from sentencex import segment

    out: list[Span] = []
    at = 0
    for piece in segment(language, text):
        start = text.find(piece, at)
        if start < 0:
            continue
        end = start + len(piece)
        if out and _ABBREVIATED.search(text[out[-1][0] : out[-1][1]]):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
        at = end
    return out or [(0, len(text))]


def _points(text: str, stretch: Span, language: str) -> list[Span]:
    """Cut one stretch of own words into units."""
    low, high = stretch
    spans = [(low + start, low + end) for start, end in sentences(text[low:high], language)]
    trimmed = [span for span in (_trimmed(text, one) for one in spans) if span[0] < span[1]]
    joined = _join_short(text, trimmed)
    return [part for span in joined for part in _cut_long(text, span)]


def _join_short(text: str, spans: list[Span]) -> list[Span]:
    """Join each short sentence to the next one, or to the one before where it is the last."""
    out: list[Span] = []
    for span in spans:
        if out and _is_short(text[out[-1][0] : out[-1][1]]):
            out[-1] = (out[-1][0], span[1])
        else:
            out.append(span)
    if len(out) > 1 and _is_short(text[out[-1][0] : out[-1][1]]):
        last = out.pop()
        out[-1] = (out[-1][0], last[1])
    return out


def _is_short(sentence: str) -> bool:
    return len(words(sentence)) < SHORT_WORDS


def _cut_long(text: str, span: Span) -> Iterator[Span]:
    """Cut a run-on sentence near its middle, at a clause, a space, or anywhere, until each part can be read."""
    pending = [span]
    while pending:
        start, end = pending.pop()
        part = text[start:end]
        count = len(part.split())
        if count <= LONG_WORDS and len(part) / max(count, 1) < LONG_CHARACTERS:
            yield start, end
            continue
        middle = _cut_point(part)
        pending.append(_trimmed(text, (start + middle, end)))
        pending.append(_trimmed(text, (start, start + middle)))


def _cut_point(part: str) -> int:
    """Find where to cut: the clause end nearest the middle, else the space nearest it, else the middle."""
    middle = len(part) // 2
    for pattern in (_CLAUSE, re.compile(r"\s")):
        ends = [found.end() for found in pattern.finditer(part) if len(part) // 5 < found.end() < len(part) * 4 // 5]
        if ends:
            return min(ends, key=lambda at: abs(at - middle))
    return middle


def _trimmed(text: str, span: Span, characters: str | None = None) -> Span:
    """Move both ends inward past white space, or past the characters given."""
    start, end = span
    part = text[start:end]
    return start + len(part) - len(part.lstrip(characters)), end - (len(part) - len(part.rstrip(characters)))
