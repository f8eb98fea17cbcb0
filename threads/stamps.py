"""Time stamps as wikis sign comments with: ``10:15, 3 May 2012 (UTC)``, in any language and script."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Abbreviations of time zones; in other scripts any few letters, as "(ت ع م)".
_ZONE: Final = re.compile(
    r"\(\s*((?:UTC|GMT|[A-Z]{2,5})?(?:[+\-−]\d{1,2}(?::?\d\d)?)?|[^\W\d_a-zA-Z]{1,6}(?:[\s.][^\W\d_a-zA-Z]{1,6}){0,3})\s*\)"
)
_CLOCK: Final = re.compile(r"(?<!\d)\d{1,2}[:.h時]\s?\d\d(?!\d)")
#: How far before its zone a stamp begins at most.
_REACH: Final = 60
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20|25)\d\d(?!\d)")


def find_stamp(text: str) -> tuple[int, int] | None:
    """Find the extent of the first time stamp in a text; digits of any script."""
    return next(find_stamps(text), None)


def find_stamps(text: str) -> Iterator[tuple[int, int]]:
    """Find the extents of all time stamps in a text, in order."""
    if "(" not in text:
        return
    plain = digits(text)
    for zone in _ZONE.finditer(plain):
        base = max(0, zone.start() - _REACH)
        before = plain[base : zone.start()]
        clocks, years = list(_CLOCK.finditer(before)), list(_YEAR.finditer(before))
        if clocks and years and zone.group(1):
            start = min(clocks[-1].start(), _date_start(before, years[-1].start(), clocks[-1].start()))
            yield base + start, zone.end()


def _date_start(before: str, year: int, clock: int) -> int:
    """Return where the date begins when it stands before the clock: its day, or its year."""
    if year > clock:
        return clock
    day = re.search(r"\d{1,2}\.?\s+(?:\w+\.?\s+)?(?:de\s+)?$|\w+\s+\d{1,2},\s*$", before[:year])
    return day.start() if day else year


def digits(text: str) -> str:
    """Write decimal digits of any script as ASCII, one for one."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(char)) if not char.isascii() and unicodedata.decimal(char, None) is not None else char
        for char in text
    )
