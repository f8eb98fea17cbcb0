"""Chats of video meetings: "10:11:05 From Marlo to Everyone:", words on the same line or on indented ones below."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ..comments.blocks import finished
from ..comments.spans import give, line_at
from .logged import FEWEST, PRIOR, STAMPED, Logged, Message, are_people, begins_soon, collected

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..comments.blocks import Block, Cut
    from ..text.lines import Lines

_HEAD: Final = re.compile(
    r"^[ \t]*(?P<clock>\d{1,2}:\d\d:\d\d)[ \t]+(?:From|Von|De|Da|Van|Från|Od|От)[ \t]+(?P<name>[^:\n]{1,60}?)"
    r"(?:[ \t]+(?:[Tt]o|an|à|a|aan|till|do|для)[ \t]+[^:\n]{1,60}?)?[ \t]*:[ \t]*(?=\n|\S)",
    re.MULTILINE,
)
#: What programs write into the words of a message: whose beginning it answers, or which one somebody liked.
_REPLYING: Final = re.compile(r"Replying to [\"“](?P<said>.+?)(?:\.{3}|…)?[\"”]", re.IGNORECASE)
_REACTED: Final = re.compile(
    r"(?:Reacted to [\"“].*[\"”] with .{1,20}|Removed an? .{1,20} reaction from [\"“].*[\"”])", re.IGNORECASE
)


def read_meeting(lines: Lines) -> Logged | None:
    """Cut a meeting's chat into its messages; ``None`` where a text is none.

    Reactions are nobody's words and are left out. A message that quotes the beginning of an earlier one answers it.
    """
    heads = list(_HEAD.finditer(lines.text))
    if len(heads) < FEWEST or not begins_soon(lines, heads[0].start()):
        return None
    if not are_people([head["name"].strip() for head in heads]):
        return None
    cut, shown = _cut(lines, heads)
    return Logged(cut, PRIOR + STAMPED * len(heads), shown, ambiguous=False)


def _cut(lines: Lines, heads: Sequence[re.Match[str]]) -> tuple[Cut, tuple[str, ...]]:
    blocks, spans = collected(lines, list(_messages(lines.text, heads)))
    quoted: dict[int, str] = {}
    for at, block in enumerate(blocks):
        reply = _REPLYING.fullmatch(lines.text[slice(*block.body[0])].strip()) if len(block.body) > 1 else None
        if reply is not None:
            quoted[at] = reply["said"]
            give(spans, [block.body.pop(0)], "marker", at)
    cut = finished(lines, line_at(lines, heads[0].start()), blocks, None, spans)
    for at, said in quoted.items():
        cut.blocks[at].answers = _nearest(cut.blocks[:at], said)
    return cut, tuple(block.fields["date"] for block in blocks)


def _messages(text: str, heads: Sequence[re.Match[str]]) -> Iterator[Message]:
    edges = pairwise([*(head.start() for head in heads), len(text)])
    for head, (start, end) in zip(heads, edges, strict=True):
        name = None if _reacts(text[head.end() : end]) else head["name"].strip()
        yield Message(start, head.end(), name, {"date": head["clock"]})


def _reacts(words: str) -> bool:
    """Whether a message says no more than what its writer likes, or likes no more."""
    said = [line.strip() for line in words.split("\n") if line.strip()]
    return bool(said) and all(map(_REACTED.fullmatch, said))


def _nearest(blocks: Sequence[Block], said: str) -> int | None:
    """The last of some messages whose words begin as a quotation does."""
    begins = (at for at in range(len(blocks) - 1, -1, -1) if " ".join(blocks[at].text.split()).startswith(said.strip()))
    return next(begins, None)
