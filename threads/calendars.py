"""Dates of other calendars, written as Gregorian ones: Iran's solar years, Thai years, eras of Japan and Taiwan."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from .stamps import digits

if TYPE_CHECKING:
    from collections.abc import Callable

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SOLAR_MONTHS: Final = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
_SOLAR_ORDER: Final = {name: number for number, name in enumerate(_SOLAR_MONTHS, start=1)}
#: Solar years in which comments were written (1991 to 2031), in full and by their last two digits; Thai ones.
_SOLAR: Final = r"(?:13[7-9]\d|140\d|1410)"
_SHORT_SOLAR: Final = r"[7-9]\d|0\d"
_THAI: Final = r"25[3-7]\d"
#: The Thai calendar counts from the Buddha's death.
_BUDDHA: Final = 543
#: What a year of an era is counted from.
_ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
#: A cycle of solar years, the leap years in it, and the day on which one year began.
_CYCLE: Final = 33
_LEAP: Final = frozenset((1, 5, 9, 13, 17, 22, 26, 30))
_NOWRUZ: Final = (1370, date(1991, 3, 21))
#: Months of 31 days come first.
_LONG: Final = 6


def _solar(year: int, month: int, day: int) -> date:
    """Return the Gregorian day of one of Iran's calendar."""
    first, start = _NOWRUZ
    leaps = sum(one % _CYCLE in _LEAP for one in range(first, year))
    passed = (year - first) * 365 + leaps + (month - 1) * 30 + min(month - 1, _LONG) + day - 1
    return start + timedelta(days=passed)


def _spelled(year: int, month: int, day: int) -> str:
    return f" {year:04} {_MONTHS[month - 1]} {day} "


def _spelled_solar(year: str, month: int, day: str) -> str | None:
    number = int(year)
    if number < 100:
        number += 1300 if number >= 70 else 1400
    if not 1 <= month <= 12 or not 1 <= int(day) <= (31 if month <= _LONG else 30):
        return None
    when = _solar(number, month, int(day))
    return _spelled(when.year, when.month, when.day)


def _named_solar(found: re.Match[str]) -> str | None:
    return _spelled_solar(found[3], _SOLAR_ORDER[found[2]], found[1])


def _solar_first(found: re.Match[str]) -> str | None:
    return _spelled_solar(found[1], int(found[3]), found[4])


def _solar_last(found: re.Match[str]) -> str | None:
    return _spelled_solar(found[4], int(found[3]), found[1])


def _thai(found: re.Match[str]) -> str | None:
    """A day before a month before a year of the Thai calendar: in numbers the day stands first always."""
    month = int(found[3])
    return _spelled(int(found[4]) - _BUDDHA, month, int(found[1])) if 1 <= month <= 12 else None


def _thai_year(found: re.Match[str]) -> str:
    return f"{found[1]} {int(found[2]) - _BUDDHA}"


def _era(found: re.Match[str]) -> str:
    return f"{_ERAS[found[1]] + (1 if found[2] == '元' else int(found[2]))}年"


#: How such a date is written, and what is made of it.
_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...]] = (
    (re.compile(rf"(?<!\d)(\d{{1,2}})\s*(?:م\s+)?({'|'.join(_SOLAR_MONTHS)})(?:\s?ماه)?[\s,]+({_SOLAR}|{_SHORT_SOLAR})(?!\d)"),
     _named_solar),
    (re.compile(rf"(?<![\d/.-])({_SOLAR})([/.-])(\d{{1,2}})\2(\d{{1,2}})(?!\d)"), _solar_first),
    (re.compile(rf"(?<![\d/.-])(\d{{1,2}})([/.-])(\d{{1,2}})\2({_SOLAR})(?!\d)"), _solar_last),
    (re.compile(rf"(?<![\d/.-])(\d{{1,2}})([/.-])(\d{{1,2}})\2({_THAI})(?!\d)"), _thai),
    (re.compile(rf"(?<!\d)(\d{{1,2}}\s+[^\W\d_]{{3,12}}\.?,?)\s+({_THAI})(?!\d)"), _thai_year),
    (re.compile(rf"({'|'.join(_ERAS)})\s?(\d{{1,3}}|元)\s?年"), _era),
)  # fmt: skip
#: Whether it is worth a look: a year that could be one, a month, an era.
_ANY: Final = re.compile(rf"(?<!\d)(?:{_SOLAR}|{_THAI})(?!\d)|{'|'.join(_SOLAR_MONTHS)}|{'|'.join(_ERAS)}")


def converted(text: str) -> str | None:
    """Rewrite the dates of other calendars in a text as Gregorian ones; ``None`` where it holds none.

    >>> converted("27 بهمن 1394").split()
    ['2016', 'feb', '16']
    """
    plain = digits(text).replace("،", ",")
    if not _ANY.search(plain):
        return None
    out = plain
    for form, spelled in _FORMS:
        out = form.sub(lambda found, spelled=spelled: spelled(found) or found[0], out)  # type: ignore[misc]  # mypy infers no lambda with a default
    return out if out != plain else None


def other_start(text: str) -> int | None:
    """Return where a text first shows a date of another calendar; ``None`` where it shows none."""
    plain = digits(text).replace("،", ",")
    if not _ANY.search(plain):
        return None
    places = [found.start() for form, spelled in _FORMS for found in form.finditer(plain) if spelled(found)]
    return min(places, default=None)
