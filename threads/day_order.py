"""Whether ``3/4/2012`` is 3 April: what a page's own dates and its language say."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

NUMERIC: Final = re.compile(r"(?<![\d.:/])(\d{1,4})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d\d(?!:\d))(?![\d/])")
#: The year first: with a dot behind each number, as Koreans write it, or with slashes.
_YEAR_FIRST: Final = re.compile(
    r"(?<![\d./])((?:19|20)\d\d)(?:\.\s?(\d{1,2})\.\s?(\d{1,2})(?:\.(?!\d)|(?![.\d]))|/(\d{1,2})/(\d{1,2})(?![/\d]))"
)
_WEEKDAY: Final = re.compile(
    r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+(\d{1,2})([/-])(\d{1,2})\3(\d{4})\b", re.IGNORECASE
)
#: A date with dots that is no version: it stands by itself, with two digits throughout or a year in full.
_DOTTED: Final = re.compile(
    r"(?<![^\s>(,])(\d\d|\d(?=\.\d\d?\.\d{4}))\.(\d\d?)\.(?:\d{4}|(?<=\d\d\.)\d\d)(?![^\s<),;:|-])"
)
#: Of a year, and of a month at most.
MONTHS: Final = 12
DAYS: Final = 31
#: So many different days, one after the other, show an order.
_SEQUENCE: Final = 4
_CLOCK: Final = re.compile(r"\W{0,3}(?:(?:at|um|om|kl)\s)?\s?\d?\d[:.]\d\d")
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _told_by_weekdays(text: str) -> bool | None:
    """Tell the order of day and month from weekdays: ``Sat, 05/03/2014`` is the third of May."""
    votes = 0
    for found in _WEEKDAY.finditer(text, 0, 400_000):
        first, second, year, weekday = int(found[2]), int(found[4]), int(found[5]), _WEEKDAYS.index(found[1].lower())
        votes += _falls_on(weekday, year, second, first) - _falls_on(weekday, year, first, second)
    return votes > 0 if votes else None


def _told_by_sequence(text: str) -> bool | None:
    """Tell the order of day and month from the order of the dates: 4/7/11, 4/9/11, 5/1/11 go on only month first.

    Dates with a clock behind them are looked at alone where there are enough: those who joined a board did so at any
    time.
    """
    found = [one for one in NUMERIC.finditer(text, 0, 400_000) if one[2] != "." and len(one[1]) < 3]
    clocked = [one for one in found if _CLOCK.match(text, one.end())]
    for some in (clocked, found):
        triples = list(dict.fromkeys((int(one[4]), int(one[1]), int(one[3])) for one in some))
        if len(triples) < _SEQUENCE or any(max(first, second) > MONTHS for _, first, second in triples):
            continue
        months_first = _goes_one_way(triples)
        days_first = _goes_one_way([(year, second, first) for year, first, second in triples])
        if months_first != days_first:
            return days_first
    return None


def _goes_one_way(days: list[tuple[int, int, int]]) -> bool:
    """Whether days only go on, or only go back."""
    return days == sorted(days) or days == sorted(days, reverse=True)


def _falls_on(weekday: int, year: int, month: int, day: int) -> bool:
    try:
        return datetime(year, month, day, tzinfo=UTC).weekday() == weekday
    except ValueError:
        return False


def dashed(text: str) -> str:
    """Write a date whose year stands first, with dots or slashes, with dashes and two digits.

    >>> dashed("2021. 6. 3. 10:11")
    '2021-06-03 10:11'
    """
    return _YEAR_FIRST.sub(lambda found: f"{found[1]}-{found[2] or found[4]:0>2}-{found[3] or found[5]:0>2}", text)


def dots_day_first_of(text: str) -> bool:
    """Tell whether ``3.4.2012`` is 3 April, as nearly everybody writes it: only a page that proves otherwise is not.

    A day above 12 in the second place is such a proof.
    """
    firsts = seconds = 0
    for found in _DOTTED.finditer(text, 0, 400_000):
        first, second = int(found[1]), int(found[2])
        firsts += MONTHS < first <= DAYS and second <= MONTHS
        seconds += MONTHS < second <= DAYS and first <= MONTHS
    return firsts >= seconds


def day_first_of(text: str, language: str | None) -> bool | None:
    """Tell whether ``3/4/2012`` is 3 April: from dates that can be read one way only, the language, or their order."""
    firsts = seconds = 0
    for found in NUMERIC.finditer(text, 0, 400_000):
        # Numbers with dots are dates with the day in front, or versions: no evidence for 3/4/2012.
        if found[2] != "." and len(found[1]) < 3 and len(found[4]) in (2, 4):
            firsts += int(found[1]) > 12
            seconds += int(found[3]) > 12
    if firsts != seconds:
        return firsts > seconds
    told = _told_by_weekdays(text)
    if told is not None:
        return told
    lowered = (language or "en").lower()
    if lowered in ("en-us", "en_us"):
        return False
    return _told_by_sequence(text) if lowered == "en" else True
