"""Exports of messengers: messages that begin with a stamp and a name, in the order in which they were sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from ..comments.blocks import Block, finished
from ..comments.spans import filled, line_at
from .message_stamps import UNSEEN, order_of, stamps_in, time_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..comments.blocks import Cut
    from ..comments.spans import Span
    from ..text.lines import Lines

#: So few messages may be lines of anything, and so many names to a message are hardly people who talk.
FEWEST: Final = 4
MOST_NAMES: Final = 0.7
#: Log-odds of a message, and what an export costs to begin with.
STAMPED: Final = 6.0
PRIOR: Final = -6.0
#: The first message stands no more than so many lines deep in its text.
SOON: Final = 20
_NAME: Final = re.compile(rf"[{UNSEEN}~ \xa0]*+(?P<name>[^:\n\[\]{{}}<>]{{1,60}}?)[{UNSEEN} ]*[:：](?=\s|$)")
#: What programs log under, never people.
_LEVEL: Final = re.compile(
    r"(?:.*[.\s])?(?:info|debug|warn|warning|error|critical|fatal|trace|notice|verbose|alert|emergency|exception)",
    re.IGNORECASE,
)


class Logged(NamedTuple):
    """An export, cut, and by how much (log-odds) its stamps speak for one; whether days could be read in two ways."""

    pieces: Cut
    gain: float
    shown: tuple[str, ...]
    ambiguous: bool


class Message(NamedTuple):
    """One message: where it and its head's end stand, whose it is, what its head states; nobody's is a notice."""

    start: int
    end: int
    name: str | None
    fields: Mapping[str, str]


class _Head(NamedTuple):
    """How a message begins: where, where its words do, what its stamp shows, and whose it is."""

    start: int
    end: int
    stamp: re.Match[str]
    name: str | None


def read_logged(lines: Lines) -> Logged | None:
    """Cut an export into its messages; ``None`` where a text is none."""
    heads = [_head(lines.text, stamp) for stamp in stamps_in(lines.text)]
    named = [head for head in heads if head.name is not None]
    names = [head.name or "" for head in named]
    if len(named) < FEWEST or 2 * len(named) < len(heads) or not (_all_dashed(heads) or are_people(names)):
        return None
    if not begins_soon(lines, heads[0].start):
        return None
    order, ambiguous = order_of([head.stamp for head in heads])
    cut = _cut(lines, heads, order)
    shown = tuple(" ".join(head.stamp["shown"].split()) for head in named)
    return Logged(cut, PRIOR + STAMPED * len(named), shown, ambiguous)


def _all_dashed(heads: Sequence[_Head]) -> bool:
    """Whether every stamp is written “day, clock - ”, as one messenger does and no log: then all names may differ."""
    return all(head.stamp["comma"] and head.stamp[0].rstrip().endswith(("-", "–")) for head in heads)


def begins_soon(lines: Lines, start: int) -> bool:
    """Whether the first message stands near the top of its text."""
    return start <= lines.end(min(len(lines) - 1, SOON))


def are_people(names: Sequence[str]) -> bool:
    """Whether people talk, a name a message: names recur, and most are none of a log's levels."""
    levels = sum(_LEVEL.fullmatch(name) is not None for name in names)
    return 2 * levels < len(names) and len(set(names)) <= max(FEWEST, MOST_NAMES * len(names))


def _head(text: str, stamp: re.Match[str]) -> _Head:
    found = _NAME.match(text, stamp.end())
    if found is None:
        return _Head(stamp.start(), stamp.end(), stamp, None)
    end = found.end()
    while end < len(text) and text[end] in " \t\xa0":
        end += 1
    return _Head(stamp.start(), end, stamp, found["name"].strip())


def _cut(lines: Lines, heads: Sequence[_Head], order: str) -> Cut:
    messages = [Message(head.start, head.end, head.name, _dated(head.stamp, order)) for head in heads]
    blocks, spans = collected(lines, messages)
    return finished(lines, line_at(lines, heads[0].start), blocks, None, spans)


def collected(lines: Lines, messages: Sequence[Message]) -> tuple[list[Block], list[Span]]:
    """Collect each message's lines up to the next; notices of the program belong to nobody."""
    blocks: list[Block] = []
    spans: list[Span] = []
    ends = [*(message.start for message in messages[1:]), len(lines.text)]
    for message, end in zip(messages, ends, strict=True):
        if message.name is None:
            spans += [(*span, "residue", None) for span in filled(lines, message.start, end)]
            continue
        at = len(blocks)
        spans += [(*span, "marker", at) for span in filled(lines, message.start, message.end)]
        body = filled(lines, message.end, end)
        spans += [(*span, "body", at) for span in body]
        blocks.append(Block(indent=0, body=body, fields={"author": message.name, **message.fields}))
    return blocks, spans


def _dated(stamp: re.Match[str], order: str) -> dict[str, str]:
    time = time_of(stamp, order)
    return {"date": time.replace(tzinfo=None).isoformat(sep=" ") if time else " ".join(stamp["shown"].split())}
