"""Exports of messengers and logs of chats, whose messages are cut at their stamps rather than by a line grammar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..model import Note
from ..platform import Recognition
from ..rebuild.cutters.logged import read_logged
from ..rebuild.cutters.meetings import read_meeting
from ..rebuild.cutters.relayed import read_relayed
from ..rebuild.grammars.logged import MEETING, MESSENGER, RELAY
from ..rebuild.read import read_dump, read_pieces
from ..rebuild.sampling import check_text
from .text import SUREST, TextPlatform, is_no_dump, score_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..draft import Reading
    from ..payload import Payload
    from ..platform import ReadOptions
    from ..rebuild.cutters.logged import Logged
    from ..rebuild.text.lines import Lines

#: Stamps and names at the head of every message are surer than what any line grammar makes of them.
_SUREST: Final = SUREST + 0.05
_HALF: Final = 5.0


@dataclass(frozen=True, kw_only=True)
class MessengerText(TextPlatform):
    """What messengers and chats leave: every message begins with a clock and a name.

    Parameters
    ----------
    find : cuts a text into messages, ``None`` where it is none of the kind
    """

    find: Callable[[Lines], Logged | None]
    surest: float = _SUREST

    def recognise(self, payload: Payload) -> Recognition | None:
        """Claim plain text that begins with stamps and names that recur."""
        found = None if is_no_dump(payload) else self.find(payload.lines)
        if found is None:
            return None
        number = len(found.pieces.blocks)
        return Recognition(score_of(found.gain, self.surest, _HALF), f"{number} messages begin with a time and a name")

    def read(self, payload: Payload, options: ReadOptions) -> Iterator[Reading]:
        """Cut at the stamps; who answers whom is inferred as in any chat."""
        check_text(payload.text, name=payload.name)
        lines = payload.every_line
        found = self.find(lines)
        if found is None:
            yield read_dump(lines, self.grammar, name=payload.name, article=options.article)
            return
        reading = read_pieces(lines, self.grammar, found.pieces, name=payload.name, article=options.article)
        for draft, shown in zip(reading.drafts, found.shown, strict=True):
            draft.created_text = shown
        if found.ambiguous:
            told = f"Dates such as {found.shown[0][:40]!r} can be read in two ways."
            reading.notes.append(Note("ambiguous-dates", told))
        yield reading


PLATFORMS: Final = (
    MessengerText(grammar=MESSENGER, find=read_logged),
    MessengerText(grammar=RELAY, find=read_relayed),
    MessengerText(grammar=MEETING, find=read_meeting),
)
