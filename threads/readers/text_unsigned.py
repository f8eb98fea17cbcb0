"""Dumps whose author lines an extractor dropped: comments shown by lists, by numbers, or by a count and gaps alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from ..model import Note
from ..platform import Recognition
from ..rebuild.comments.plausible import reads_as_speech
from ..rebuild.grammar import Grammar
from ..rebuild.read import read_dump, read_pieces
from ..rebuild.sampling import HUGE, SAMPLE, check_text
from .text import TextPlatform, is_no_dump, score_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ..draft import Reading
    from ..payload import Payload
    from ..platform import ReadOptions
    from ..rebuild.comments.blocks import Cut
    from ..rebuild.cutters.listed import Listed
    from ..rebuild.cutters.unsigned import Parted
    from ..rebuild.text.lines import Lines

#: How sure such a reading is at most: one that finds names in the same text goes before it.
SUREST: Final = 0.75
_NAMELESS: Final = (
    "Most comments name nobody: the extractor that wrote this text left author lines out. "
    "Confidences of links are scores."
)


class _Found(Protocol):
    """Comments that were found, and by how much (log-odds) they are likelier than none."""

    @property
    def gain(self) -> float: ...


@dataclass(frozen=True, kw_only=True)
class UnsignedText(TextPlatform):
    """Comments that something other than names marks.

    Parameters
    ----------
    find : returns what marks them, ``None`` where nothing does
    cut : cuts a text by it
    marked : says what that is, for people
    """

    find: Callable[[Lines], _Found | None]
    cut: Callable[[Lines, Any], Cut]
    marked: str
    surest: float = SUREST

    def recognise(self, payload: Payload) -> Recognition | None:
        """Claim plain text with comments that a heading, an end or buttons show to be some."""
        if is_no_dump(payload):
            return None
        # What a heading counts is not in a sample.
        whole = 2 * SAMPLE < len(payload.text) <= HUGE
        lines = payload.every_line if whole else payload.lines
        found = self.find(lines)
        blocks: Sequence[Any] = () if found is None else self.cut(lines, found).blocks
        if found is None or not reads_as_speech(blocks):
            return None
        return Recognition(score_of(found.gain, SUREST), f"{len(blocks)} comments shown by {self.marked}")

    def read(self, payload: Payload, options: ReadOptions) -> Iterator[Reading]:
        """Cut by the marks that are left."""
        check_text(payload.text, name=payload.name)
        lines = payload.every_line
        found = self.find(lines)
        if found is None:
            yield read_dump(lines, self.grammar, name=payload.name, article=options.article)
            return
        pieces = self.cut(lines, found)
        reading = read_pieces(lines, self.grammar, pieces, name=payload.name, article=options.article)
        unsigned = sum("author" not in block.fields for block in pieces.blocks)
        if 2 * unsigned > len(pieces.blocks):
            reading.notes.insert(0, Note("names-lost", _NAMELESS))
        yield reading


def _find_list(lines: Lines) -> Listed | None:
    """Look for a list; a text that shows who speaks is not asked for one, so imported here."""
    from ..rebuild.cutters.listed import find_list

    return find_list(lines)


def _cut_list(lines: Lines, found: Listed) -> Cut:
    from ..rebuild.cutters.listed import cut_list

    return cut_list(lines, found)


def _find_parts(lines: Lines) -> Parted | None:
    """Look for numbers, subjects or a count; imported here for the same reason."""
    from ..rebuild.cutters.unsigned import find_parts

    return find_parts(lines)


def _cut_parts(lines: Lines, found: Parted) -> Cut:
    from ..rebuild.cutters.unsigned import cut_parts

    return cut_parts(lines, found)


PLATFORMS: Final = (
    UnsignedText(
        Grammar(
            name="listed-text",
            title="List of comments without names",
            doc="Comments as the items of a list, with bullets or numbers, as extractors leave them that drop author "
            "lines; answers stand further in. Hardly any names, no times.",
            marks=(),
            nesting="indent",
            keeps=("parent_id",),
        ),
        find=_find_list,
        cut=_cut_list,
        marked="a list",
    ),
    UnsignedText(
        Grammar(
            name="counted-text",
            title="Counted comments without names",
            doc="Comments that running numbers or subjects (“Re: …”) part, or as many pieces of text as a heading "
            "counts; no names, no times, and links from words alone.",
            marks=(),
            keeps=("parent_id",),
        ),
        find=_find_parts,
        cut=_cut_parts,
        marked="numbers, subjects or a count",
    ),
)
