"""The list of addresses that text browsers print below a page: nobody's words, however they are numbered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

#: An address with its number, what may stand above them, and an address that goes on below.
_ENTRY: Final = re.compile(r"\[?(\d{1,5})[.\]]\s+(\S.*)")
_HEADING: Final = re.compile(r"(?:References|Visible links|Hidden links|Links):?")
_ADDRESS: Final = re.compile(r"(?:\w{2,10}:)?//|(?:mailto|javascript|tel|about):|[/#?.]\S*$")
#: So many entries below a heading, so many without one.
FEWEST: Final = 3
UNHEADED: Final = 20
#: So many lines may stand between two entries: titles that go on.
STRANGE: Final = 2
#: This share of the entries are addresses.
MOSTLY: Final = 0.8


def begin_of_links(rows: Sequence[str]) -> int:
    """The line at which a list of addresses begins that goes on to the end of a text; their number for none."""
    begin, first, entries, addresses, strange, headed = len(rows), 0, 0, 0, 0, False
    for line in range(len(rows) - 1, -1, -1):
        words = rows[line].strip()
        if not words:
            continue
        found = _ENTRY.fullmatch(words)
        if found is not None and (not entries or int(found[1]) < first):
            first, entries = int(found[1]), entries + 1
            addresses += _ADDRESS.match(found[2]) is not None or not _said(rows, line)
        elif _HEADING.fullmatch(words) is not None:
            headed = True
        elif found is not None or _ADDRESS.match(words) is None:
            strange += 1
            if headed or strange > STRANGE:
                break
            continue
        begin, strange = line, 0
    listed = entries >= (FEWEST if headed else UNHEADED) and addresses >= MOSTLY * entries
    return begin if listed and (not headed or any(f"[{first}]" in row for row in rows[:begin])) else len(rows)


def _said(rows: Sequence[str], line: int) -> bool:
    """Whether an entry is words without an address below it."""
    below = rows[line + 1].strip() if line + 1 < len(rows) else ""
    return _ADDRESS.match(below) is None
