"""Lists of comments without author lines, as an extractor leaves them that takes those for furniture of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..model import Note
from ..platform import Recognition
from ..rebuild.grammar import Grammar
from ..rebuild.lines import split_lines
from ..rebuild.listed import cut_list, find_list
from ..rebuild.plausible import reads_as_speech
from ..rebuild.read import read_dump, read_pieces
from ..rebuild.sampling import check_text
from .text import TextPlatform, looks_marked_up, score_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..draft import Reading
    from ..payload import Payload
    from ..platform import ReadOptions

_NAMELESS: Final = "Most of the list's items name nobody: the extractor that wrote this text left author lines out."


@dataclass(frozen=True)
class ListedText(TextPlatform):
    """Comments as the items of a list, answers as lists inside them."""

    def recognise(self, payload: Payload) -> Recognition | None:
        """Claim plain text with a list that a heading, an end or buttons show to be one of comments."""
        if looks_marked_up(payload):
            return None
        found = find_list(payload.lines)
        if found is None or not reads_as_speech(cut_list(payload.lines, found).blocks):
            return None
        return Recognition(score_of(found.gain), f"{len(found.items)} items of a list of comments")

    def read(self, payload: Payload, options: ReadOptions) -> Iterator[Reading]:
        """Take the items for comments; what stands further in answers."""
        check_text(payload.text, name=payload.name)
        lines = split_lines(payload.text)
        found = find_list(lines)
        if found is None:
            yield read_dump(payload.text, self.grammar, name=payload.name, article=options.article)
            return
        pieces = cut_list(lines, found)
        reading = read_pieces(lines, self.grammar, pieces, name=payload.name, article=options.article)
        unsigned = sum("author" not in block.fields for block in pieces.blocks)
        if 2 * unsigned > len(pieces.blocks):
            reading.notes.insert(0, Note("names-lost", _NAMELESS))
        yield reading


PLATFORMS: Final = (
    ListedText(
        Grammar(
            name="listed-text",
            title="List of comments without names",
            doc="Comments as the items of a list, with bullets or numbers, as extractors leave them that drop author "
            "lines; answers stand further in. Hardly any names, no times.",
            marks=(),
            nesting="indent",
            keeps=("parent_id",),
        )
    ),
)
