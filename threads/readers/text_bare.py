"""Text in which nothing marks a comment, read only where the user says that it is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..model import Note
from ..rebuild.cutters.paragraphs import cut_paragraphs
from ..rebuild.grammar import Grammar
from ..rebuild.read import read_pieces
from .text import TextPlatform

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..draft import Reading
    from ..payload import Payload
    from ..platform import ReadOptions, Recognition

_WHERE: Final = (
    "No heading says where the comments begin: everything was taken for comments, an article too. "
    "Give the comments alone, or put a line “Comments” above the first."
)


@dataclass(frozen=True)
class BareText(TextPlatform):
    """Paragraphs as comments: nobody is named, and parents are guessed from words."""

    def recognise(self, payload: Payload) -> Recognition | None:  # noqa: ARG002 -- part of the protocol
        """Claim nothing: any text has paragraphs."""
        return None

    def read(self, payload: Payload, options: ReadOptions) -> Iterator[Reading]:
        """Take each paragraph for a comment, and say that this is a guess."""
        lines = payload.every_line
        pieces, headed = cut_paragraphs(lines)
        reading = read_pieces(lines, self.grammar, pieces, name=payload.name, article=options.article)
        reading.notes.insert(0, Note("unmarked-text", _guessed(len(pieces.blocks))))
        if not headed:
            reading.notes.insert(1, Note("unmarked-start", _WHERE))
        yield reading


def _guessed(comments: int) -> str:
    return (
        f"Nothing marks a comment here: {comments:,} paragraphs, or runs of them, were taken for one each, "
        "by nobody known. Bounds and links are guesses, and their confidences are scores."
    )


PLATFORMS: Final = (
    BareText(
        Grammar(
            name="bare-text",
            title="Paragraphs without marks",
            doc="Text in which nothing marks a comment, on request only: each paragraph is taken for one, below a line "
            "“Comments” where there is one. No names; links from words.",
            marks=(),
            keeps=("parent_id",),
        )
    ),
)
