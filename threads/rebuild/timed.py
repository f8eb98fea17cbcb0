"""Where a line states a time: a date, a clock, or how long ago, in the languages that pages are written in."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ..ages import relative
from ..dates import is_month
from .grammars.common import AGO, BETWEEN, CLOCK, WEEKDAY

_DAY: Final = re.compile(r"[Yy]esterday|[Tt]oday")
#: A month in any language: whether the word is one is checked afterwards.
_MONTH: Final = r"[^\W\d_]{3,14}\.?"
_DATE: Final = (
    rf"(?:{WEEKDAY}(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?|"
    rf"\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?{_MONTH},?(?:\s+(?:de\s+)?\d{{4}})?|"
    r"\d{1,4}[-./]\d{1,2}[-./]\d{2,4})|[Yy]esterday|[Tt]oday)"
)
#: Where a time may begin and end: beside other than letters, or where an extractor ran it together with a name or a
#: button because only the page's style parted them, as in "Marlo2 March 2019Reply".
_BEGIN: Final = r"(?:(?<![\w@#])|(?<=[^\W\d_]{2})(?=\d)|(?<=[a-zß-ÿ])(?=[A-Z]))"
_END: Final = r"(?:(?!\w)|(?<=\d)(?=[^\W\d_])|(?<=[a-z])(?=[A-Z]))"
_INSIDE: Final = re.compile(rf"{_BEGIN}(?:{AGO}|{_DATE}{BETWEEN}{CLOCK}|{CLOCK}{BETWEEN}{_DATE}|{_DATE}|{CLOCK}){_END}")
#: How social networks shorten "3 weeks ago", where it is all that a line says.
_SHORT: Final = re.compile(r"\d{1,3}\s?(?:[smhdwyj]|mo|mos|min|mins|hr|hrs|wks?|yrs?|Std|Tg|Wo|sem|дн?|ч|мин|нед|г)\.?")
_DIGITS: Final = re.compile(r"\d+")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
LONGEST: Final = 160


class Timed(NamedTuple):
    """A time inside a line: what stands before it, the time, what stands behind it, and how it is written."""

    before: str
    time: str
    after: str
    shape: str


def timed(line: str) -> Timed | None:
    """Find the first time that a line states; ``None`` where it states none or is too long for a mark."""
    if len(line) > LONGEST or not line:
        return None
    if _SHORT.fullmatch(line):
        return Timed("", line, "", "ago")
    found = _INSIDE.search(line)
    while found is not None and not _is_time(found.group()):
        found = _INSIDE.search(line, found.start() + 1)
    if found is None:
        return None
    before, after = line[: found.start()].rstrip(), line[found.end() :].lstrip()
    return Timed(before, found.group(), after, _shape(found.group()))


def _is_time(text: str) -> bool:
    """Whether the words of a match are a month's and no others, beside weekdays and the like."""
    words = _LETTERS.findall(text)
    if not any(len(word) > 2 for word in words) or any(is_month(word) for word in words):
        return True
    return re.fullmatch(CLOCK, text) is not None or relative(text) is not None or _DAY.match(text) is not None


def _shape(text: str) -> str:
    if relative(text) is not None:
        return "ago"
    if re.fullmatch(CLOCK, text):
        return "clock"
    return _LETTERS.sub("a", _DIGITS.sub("9", text))
