"""Dates as pages write them: ISO, epochs, written out in a dozen languages, or relative to the moment of saving."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final

from .ages import TODAY, TODAY_CJK, YESTERDAY, YESTERDAY_CJK, relative
from .calendars import converted, other_start
from .day_order import NUMERIC, dashed, day_first_of, dots_day_first_of
from .model import Note
from .months import MONTHS, respelled
from .stamps import digits

if TYPE_CHECKING:
    from .payload import Payload

_ISO: Final = re.compile(
    r"^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[T ]|,\s*)\s*(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*"
    r"(am|pm)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?(?:\s+(\d{9,10}))?\s*$",
    re.IGNORECASE,
)
#: Between a day and a clock that pages set in elements of their own, with nothing between them: "3.4.201722:30".
_GLUED: Final = re.compile(r"(?<=[-/., ](?:19|20)\d\d)(?=\d?\d:\d\d(?!\d))")
_EPOCH: Final = re.compile(r"^\s*(\d{9,10}|\d{13})(?:\.\d+)?\s*$")
_STAMP: Final = re.compile(r"^\s*((?:19|20)\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\s*$")
_RFC: Final = re.compile(
    r"^\s*(?:\w{3},\s*)?\d{1,2}\s+\w{3}\s+\d{4}\s+\d\d:\d\d(?::\d\d)?\s+(?:[+-]\d{4}|[A-Z]{2,4})\s*$"
)

#: Where the clocks of machines begin.
EARLIEST_YEAR: Final = 1970
#: No clock of a comment shows this year: Thai years are larger.
_LATEST_YEAR: Final = 2500
#: Characters of what holds a date at most, and of what dateparser is asked about: longer texts are sentences.
_LONGEST: Final = 200
_SHORT: Final = 60
#: So many texts that nobody could read, and dateparser is not asked about more of their kind.
_TRIED: Final = 5
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
#: What every date shows; the first year of an era is called so.
_COUNTED: Final = re.compile(r"[\d元]")
_WORD: Final = r"[^\W\d_]+"
_DAY_FIRST: Final = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|º|ª)?[\s.,\-/]*(?:of\s+|de\s+|del\s+|d')?({_WORD})\.?[\s,.\-/]*(?:de\s+|del\s+)?(\d{{4}}|'?\d\d(?!\s*[:.h]\s*\d))(?!\d)",
    re.IGNORECASE,
)
_MONTH_FIRST: Final = re.compile(
    rf"({_WORD})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(?:at\s+)?(\d{{4}}|'\d\d)(?!\d)", re.IGNORECASE
)
_YEAR_FIRST: Final = re.compile(
    rf"(?<!\d)(\d{{4}})[\s.,\-/]+(?:m\.\s+)?({_WORD})\.?[\s,.\-/]+(\d{{1,2}})(?!\d)", re.IGNORECASE
)
_CJK: Final = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?")
_DOTTED: Final = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.?,\s*(\d{4})(?!\d)")
_CLOCK: Final = re.compile(
    r"(?<![\d.])(\d{1,2})(?:\s*[:hH]\s*|\.|\s*時\s*|\s*시\s*|\s*点\s*)(\d\d)(?:[:.]\s*(\d\d))?(?:\s*([ap])\.?\s?m(?-i:(?![a-z]))\.?)?|(?<!\d)(\d{1,2})\s*([ap])\.?m\b",
    re.IGNORECASE,
)
_ZONE: Final = re.compile(
    r"(?:\b(UTC|GMT|Z)\b)?\s*([+-]\d\d):?(\d\d)\b|\b(?:UTC|GMT)\s?([+-])(\d\d?)\b|\b(UTC|GMT)\b|"
    r"\b([ECMP][SD]T|CES?T|BST|AES?T)\b"
)
# Only abbreviations that mean one thing in practice.
_ZONES: Final = {
    "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "CET": 1, "CEST": 2, "AEST": 10,
}  # fmt: skip

_DAYS_BACK: Final = (
    (re.compile(rf"\b(?:{YESTERDAY})\b|{YESTERDAY_CJK}", re.IGNORECASE), 1),
    (re.compile(rf"\b(?:{TODAY})\b|{TODAY_CJK}", re.IGNORECASE), 0),
)


def parse_date(text: str | None, *, day_first: bool | None = None) -> datetime | None:
    """Read an absolute date; UTC is assumed where the text names no zone.

    Parameters
    ----------
    text : as displayed or as an attribute
    day_first : whether ``3/4/2012`` is 3 April; ``None`` leaves such a date unread, and reads ``3.4.2012`` so

    Returns
    -------
    datetime in UTC, or None where the text holds no full date from 1970 on
    """
    found = absolute(text, day_first)
    return found[0] if found else None


def absolute(text: str | None, day_first: bool | None = None) -> tuple[datetime, bool] | None:
    """Read an absolute date and whether its zone was stated; ``None`` when there is no full date in the text."""
    if not text or len(text) > _LONGEST or not any(char.isdigit() for char in text):
        return None
    found = _gregorian(text, day_first)
    if found is None and (parted := _GLUED.sub(" ", text)) != text:
        found = _gregorian(parted, day_first)
    if found is None and (other := converted(respelled(text))) is not None:
        found = _gregorian(other, day_first)
    return found


def _gregorian(text: str, day_first: bool | None) -> tuple[datetime, bool] | None:
    try:
        found = _machine(text) or _written(dashed(respelled(text)), day_first)
    except (ValueError, OverflowError):
        return None
    # Another calendar's year, or no year: nobody wrote comments then.
    return found if found is not None and EARLIEST_YEAR <= found[0].year < _LATEST_YEAR else None


def _machine(text: str) -> tuple[datetime, bool] | None:
    if text[10:11] == "T" and text[4:5] == "-" == text[7:8]:
        try:
            when = datetime.fromisoformat(text)
        except ValueError:
            pass
        else:
            return (when.astimezone(UTC), True) if when.tzinfo else (when.replace(tzinfo=UTC), False)
    if found := _ISO.match(text):
        year, month, day, hour, minute, second, fraction, half, zone, epoch = found.groups()
        if epoch:
            return datetime.fromtimestamp(int(epoch), UTC), True
        micro = int((fraction or "0")[:6].ljust(6, "0"))
        clock = (_hour(int(hour or 0), half), int(minute or 0), int(second or 0), micro)
        when = datetime(int(year), int(month), int(day), *clock, tzinfo=_offset(zone))
        return when.astimezone(UTC), zone is not None
    if found := _EPOCH.match(text):
        number = int(found.group(1))
        return datetime.fromtimestamp(number / 1000 if number > 10**11 else number, UTC), True
    if found := _STAMP.match(text):
        year, month, day, hour, minute, second = map(int, found.groups())
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC), True
    if _RFC.match(text):
        when = parsedate_to_datetime(text.strip())
        return (when.replace(tzinfo=UTC), False) if when.tzinfo is None else (when.astimezone(UTC), True)
    return None


def _offset(zone: str | None) -> timezone:
    if not zone or zone.upper() in ("Z", "UTC", "GMT"):
        return UTC
    minutes = int(zone[1:3]) * 60 + int(zone[-2:])
    return timezone(timedelta(minutes=-minutes if zone[0] == "-" else minutes))


def _hour(hour: int, half: str | None) -> int:
    if not half:
        return hour
    return hour % 12 + (12 if half[0] in "pP" else 0)


def _written(text: str, day_first: bool | None) -> tuple[datetime, bool] | None:
    """Read a date that is written for people: the day, then the clock and the zone in what is left."""
    found = _calendar(text, day_first)
    if found is None:
        return None
    (year, month, day), start, end = found
    rest = f"{text[:start]} {text[end:]}"
    clock = _CLOCK.search(rest)
    zone, stated = _zone(rest[clock.end() :] if clock else "")
    return datetime(year, month, day, *_time_of(clock), tzinfo=zone).astimezone(UTC), stated


def _time_of(clock: re.Match[str] | None) -> tuple[int, int, int]:
    """Hour, minute and second of a match of ``_CLOCK``; midnight where there is none."""
    if clock is None:
        return 0, 0, 0
    hour = _hour(int(clock[5]), clock[6]) if clock[1] is None else _hour(int(clock[1]), clock[4])
    # Midnight may be the end of a day; what is past it is no clock, and no date is made of it.
    return 0 if hour == 24 else hour, int(clock[2] or 0), int(clock[3] or 0)


def _zone(text: str) -> tuple[timezone, bool]:
    """The zone behind a clock, and whether one is stated there; UTC where none is known."""
    found = _ZONE.search(text)
    if found is None:
        return UTC, False
    if found[2]:
        return _offset(found[2] + found[3]), True
    if found[4]:
        return _offset(f"{found[4]}{found[5]:0>2}00"), True
    if found[7]:
        return timezone(timedelta(hours=_ZONES.get(found[7], 0))), found[7] in _ZONES
    return UTC, True


def _calendar(text: str, day_first: bool | None) -> tuple[tuple[int, int, int], int, int] | None:
    for found in _CJK.finditer(text):
        return (int(found[1]), int(found[2]), int(found[3])), *found.span()
    for found in _MONTH_FIRST.finditer(text):
        if month := _month(found[1]):
            return (_year(found[3]), month, int(found[2])), *found.span()
    for found in _DAY_FIRST.finditer(text):
        if month := _month(found[2]):
            return (_year(found[3]), month, int(found[1])), *found.span()
    for found in _YEAR_FIRST.finditer(text):
        if month := _month(found[2]):
            return (int(found[1]), month, int(found[3])), *found.span()
    for found in _DOTTED.finditer(text):
        return (int(found[3]), int(found[2]), int(found[1])), *found.span()
    for found in NUMERIC.finditer(text):
        numbers = _numeric(found, day_first)
        if numbers is not None:
            return numbers, *found.span()
    return None


def date_start(text: str) -> int | None:
    """Return where a date begins in a text that holds more than a date; ``None`` when it holds none."""
    if _COUNTED.search(text) is None:
        return None
    try:
        found = _calendar(text, True)
    except ValueError:
        return None
    return found[1] if found else other_start(text)


def _month(word: str) -> int | None:
    return MONTHS.get(word.lower())


def _year(text: str) -> int:
    number = int(text.lstrip("'"))
    return number if number > 99 else number + (2000 if number < 70 else 1900)


def _numeric(found: re.Match[str], day_first: bool | None) -> tuple[int, int, int] | None:
    first, second, third = int(found[1]), int(found[3]), int(found[4])
    if len(found[1]) == 4:
        return first, second, third
    if len(found[1]) > 2:
        return None
    year = _year(found[4])
    if first > 12:
        return year, second, first
    if second > 12:
        return year, first, second
    if first == second:
        return year, second, first
    if day_first is None:
        return (year, second, first) if found[2] == "." else None
    return (year, second, first) if day_first else (year, first, second)


@dataclass
class DateReader:
    """Reads the dates of one source and remembers what it could not do.

    ``saved`` is the moment to which relative dates refer; ``day_first`` the order of numeric dates, decided from
    ``text`` (the whole page) when left open.
    """

    saved: datetime | None = None
    day_first: bool | None = None
    language: str | None = None
    text: str | None = None
    _decided: bool = field(default=False, init=False)
    _cache: dict[str, tuple[datetime | None, str | None]] = field(default_factory=dict, init=False)
    _unresolved: int = field(default=0, init=False)
    _unread: list[str] = field(default_factory=list, init=False)
    _guessed: str | None = field(default=None, init=False)

    @classmethod
    def of_page(cls, payload: Payload, *, saved: datetime | None, language: str | None) -> DateReader:
        """Decide the order of day and month from the page's own unambiguous dates, else from its language."""
        return cls(saved, None, language, payload.text)

    def read(self, text: str | None) -> tuple[datetime | None, str | None]:
        """Return the moment and its ``created_basis``; both ``None`` when the text stays text."""
        if not text:
            return None, None
        if text not in self._cache:
            self._cache[text] = self._read(text)
        return self._cache[text]

    def read_first(self, *texts: str | None) -> tuple[datetime | None, str | None]:
        """Return the first of several texts that is a date, with its basis."""
        for text in texts:
            when, basis = self.read(text)
            if when is not None:
                return when, basis
        return None, None

    def _order_in(self, text: str) -> bool | None:
        """The order of day and month in a date: numbers with dots have one of their own."""
        numbers = NUMERIC.search(text)
        if numbers is None or len(numbers[1]) == 4:
            return self.day_first
        return self._dots_day_first if numbers[2] == "." else self._order()

    @cached_property
    def _dots_day_first(self) -> bool:
        return self.text is None or dots_day_first_of(self.text)

    def _order(self) -> bool | None:
        """Decide the order of day and month once, when a date first asks for it."""
        if not self._decided and self.text is not None:
            self.day_first, self._decided = day_first_of(self.text, self.language), True
        return self.day_first

    def _read(self, text: str) -> tuple[datetime | None, str | None]:
        found = absolute(text, self._order_in(text))
        if found is not None:
            return found[0], "stated" if found[1] else "assumed-zone"
        passed = relative(text)
        if passed is not None:
            if self.saved is None:
                self._unresolved += 1
                return None, None
            return self.saved - passed, "relative"
        for pattern, days in _DAYS_BACK:
            if self.saved is not None and pattern.search(text):
                return self._on_day(text, self.saved - timedelta(days=days)), "relative"
        return self._slowly(text)

    def _on_day(self, text: str, day: datetime) -> datetime:
        clock = _CLOCK.search(text)
        if clock is None or not clock.group(1):
            return day
        hour, minute, _ = _time_of(clock)
        return day.replace(hour=hour % 24, minute=minute % 60, second=0, microsecond=0)

    def _slowly(self, text: str) -> tuple[datetime | None, str | None]:
        """Ask dateparser, which knows more languages and costs milliseconds; only for texts with a year."""
        if not _YEAR.search(digits(text)) or len(text) > _SHORT or len(self._unread) > _TRIED:
            self._unread.append(text)
            return None, None
        import dateparser

        order = None if self.day_first is None else "DMY" if self.day_first else "MDY"
        settings = {"REQUIRE_PARTS": ["day", "month", "year"], **({"DATE_ORDER": order} if order else {})}
        when = dateparser.parse(text, settings=settings)
        if when is None:
            self._unread.append(text)
            return None, None
        if order is None and NUMERIC.search(text):
            self._guessed = self._guessed or text
        return (when.astimezone(UTC), "stated") if when.tzinfo else (when.replace(tzinfo=UTC), "assumed-zone")

    def notes(self) -> list[Note]:
        """Say which dates stay text, and why."""
        out = []
        if self._unresolved:
            out.append(Note("relative-dates", "Relative dates stay text: the source does not say when it was saved."))
        if self._guessed:
            out.append(
                Note("ambiguous-dates", f"Dates such as {self._guessed[:60]!r} can be read in two ways: month first.")
            )
        if self._unread:
            out.append(
                Note("unread-dates", f"Dates such as {self._unread[0][:60]!r} were not understood and stay text.")
            )
        return out
