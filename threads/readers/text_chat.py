"""Exports of messengers as text, whose messages are cut at their stamps rather than by a line grammar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..model import Note
from ..platform import Recognition
from ..rebuild.grammars.logged import GRAMMAR
from ..rebuild.lines import split_lines
from ..rebuild.logged import read_logged
from ..rebuild.read import read_dump, read_pieces
from ..rebuild.sampling import check_text
from .text import SUREST, TextPlatform, looks_marked_up, score_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..draft import Reading
    from ..payload import Payload
    from ..platform import ReadOptions

#: Stamps and names at the head of every message are surer than what any line grammar makes of them.
_SUREST: Final = SUREST + 0.05
_HALF: Final = 5.0


@dataclass(frozen=True)
class MessengerText(TextPlatform):
    """What messengers export: every message begins with its day, its clock and a name."""

    surest: float = _SUREST

    def recognise(self, payload: Payload) -> Recognition | None:
        """Claim plain text that begins with stamps and names that recur."""
        found = None if looks_marked_up(payload) else read_logged(payload.lines)
        if found is None:
            return None
        number = len(found.pieces.blocks)
        return Recognition(score_of(found.gain, self.surest, _HALF), f"{number} messages begin with a time and a name")

    def read(self, payload: Payload, options: ReadOptions) -> Iterator[Reading]:
        """Cut at the stamps; who answers whom is inferred as in any chat."""
        check_text(payload.text, name=payload.name)
        lines = split_lines(payload.text)
        found = read_logged(lines)
        if found is None:
            yield read_dump(payload.text, self.grammar, name=payload.name, article=options.article)
            return
        reading = read_pieces(lines, self.grammar, found.pieces, name=payload.name, article=options.article)
        for draft, shown in zip(reading.drafts, found.shown, strict=True):
            draft.created_text = shown
        if found.ambiguous:
            told = f"Dates such as {found.shown[0][:40]!r} can be read in two ways."
            reading.notes.append(Note("ambiguous-dates", told))
        yield reading


PLATFORMS: Final = (MessengerText(GRAMMAR),)
