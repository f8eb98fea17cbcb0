"""Logs of relay chat (IRC): every line has a stamp, and holds what somebody says or does, or a notice of the server."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from ..comments.blocks import Block, finished
from .logged import FEWEST, PRIOR, SOON, STAMPED, Logged, are_people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..comments.blocks import Cut
    from ..comments.spans import Span
    from ..text.lines import Lines

#: Share of lines that have a stamp (signs that logging begins or ends aside).
MOSTLY: Final = 0.8
_CLOCK: Final = r"\d{1,2}:\d\d(?::\d\d)?(?:\.\d{1,6})?(?:\s?[AaPp][Mm])?"
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = rf"(?i:{'|'.join(_MONTHS)})"
_STAMP: Final = re.compile(
    r"\[?(?P<shown>(?:(?P<day>\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})[T ]"
    rf"|(?P<month>{_MONTH})\s{{1,2}}(?P<date>\d{{1,2}})\s)?(?P<clock>{_CLOCK})(?:Z|[+-]\d\d:?\d\d)?)\]?(?:\s+|$)"
)
_SAID: Final = re.compile(r"<[ @+%&~!]{0,2}(?P<name>[^<>\s]{1,40})>\s*(?=\S)")
#: Where tabs part stamp, name and words, as WeeChat writes them.
_COLUMNS: Final = re.compile(r"[@+%&~]?(?P<name>[^\W\d][^\s<>]{0,39})\t(?=\S)")
_DONE: Final = re.compile(r"\*\s+(?P<name>[^\s<>*]{1,40})\s+(?=\S)")
#: What servers and clients tell in the same place as what people do.
_NOTICE: Final = re.compile(
    r"\(.*|\[.*|<.*|(?:has |have )?(?:joined|left|quits?|parts?|leaves?|joins?|is now known|changes? |"
    r"sets? (?:mode|the channel)|gives? (?:channel|voice)|removes? (?:channel|voice)|"
    r"(?:was |has )?(?:kicked|been kicked)|topic).*",
    re.IGNORECASE,
)
#: A line that says which day it is: a log is opened, or midnight has passed.
_DAY: Final = re.compile(
    rf"[-=*#\s]+.{{0,60}}?\b(?P<month>{_MONTH})[a-z]*\.?\s+(?P<date>\d{{1,2}})\b.{{0,30}}?\b(?P<year>(?:19|20)\d\d)\b"
)


class _Line(NamedTuple):
    """One message: its line, what its stamp shows, the day of the log it stands in, who speaks, where words begin."""

    at: int
    stamp: re.Match[str]
    day: tuple[int, int, int] | None
    name: str
    words: int


class _Log(NamedTuple):
    """All messages, the notices' lines, and the lines that have no stamp."""

    messages: list[_Line]
    notices: list[int]
    loose: list[int]


def read_relayed(lines: Lines) -> Logged | None:
    """Cut a log into its messages; ``None`` where a text is none."""
    if not any(map(_STAMP.match, lines.content[:SOON])):
        return None
    log = _read(lines)
    stamped = len(log.messages) + len(log.notices)
    if len(log.messages) < FEWEST or stamped < MOSTLY * (stamped + len(log.loose)):
        return None
    names = [message.name for message in log.messages]
    if not are_people(names):
        return None
    shown = tuple(message.stamp["shown"] for message in log.messages)
    return Logged(_cut(lines, log), PRIOR + STAMPED * len(names), shown, ambiguous=False)


def _read(lines: Lines) -> _Log:
    log = _Log([], [], [])
    day: tuple[int, int, int] | None = None
    done: list[_Line] = []
    for at, line in enumerate(lines.content):
        stamp = _STAMP.match(line)
        if stamp is None:
            if found := _day(line):
                day = found
                log.notices.append(at)
            elif line:
                log.loose.append(at)
            continue
        said = _SAID.match(line, stamp.end()) or _COLUMNS.match(line, stamp.end())
        act = None if said else _DONE.match(line, stamp.end())
        if said is not None:
            log.messages.append(_Line(at, stamp, day, said["name"], said.end()))
        elif act is not None and not _NOTICE.match(line, act.end()):
            done.append(_Line(at, stamp, day, act["name"], act.end()))
        else:
            log.notices.append(at)
    return _with_acts(log, done)


def _with_acts(log: _Log, done: Sequence[_Line]) -> _Log:
    """Take for acts only those of people who speak as well: servers have names, too."""
    speakers = {message.name for message in log.messages}
    acts = [act for act in done if act.name in speakers]
    others = [act.at for act in done if act.name not in speakers]
    return log._replace(messages=sorted([*log.messages, *acts]), notices=sorted([*log.notices, *others]))


def _day(line: str) -> tuple[int, int, int] | None:
    found = _DAY.match(line)
    return None if found is None else (int(found["year"]), _month(found["month"]), int(found["date"]))


def _month(shown: str) -> int:
    return _MONTHS.index(shown.casefold()) + 1


def _cut(lines: Lines, log: _Log) -> Cut:
    blocks: list[Block] = []
    spans: list[Span] = []
    for message in log.messages:
        begin, end = lines.begin[message.at], lines.end(message.at)
        at = len(blocks)
        body = [(begin + message.words, end)]
        spans += [(begin, begin + message.words, "marker", at), (*body[0], "body", at)]
        blocks.append(Block(indent=0, body=body, fields={"author": message.name, "date": _dated(message)}))
    first = _first(log)
    others = (at for at in (*log.notices, *log.loose) if at >= first)
    spans += [(lines.begin[at], lines.end(at), "residue", None) for at in others]
    return finished(lines, first, blocks, None, spans)


def _first(log: _Log) -> int:
    """The line at which the log begins; what stands before its first stamp is no part of it."""
    return min([log.messages[0].at, *log.notices[:1]])


def _dated(message: _Line) -> str:
    """Write the moment with the year or day that the log tells elsewhere, where it does."""
    stamp, day = message.stamp, message.day
    if stamp["day"] or day is None:
        return stamp["shown"]
    month, date = (_month(stamp["month"]), int(stamp["date"])) if stamp["month"] else day[1:]
    return f"{day[0]}-{month:02}-{date:02} {stamp['clock']}"
