"""Where a line states a time: a date, a clock, or how long ago, in the languages that pages are written in."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from ...ages import TODAY, TODAY_CJK, YESTERDAY, YESTERDAY_CJK, relative
from ...months import is_month
from ..grammars.common import AGO, BETWEEN, CLOCK, WEEKDAY

_NEAR: Final = rf"(?i:{YESTERDAY}|{TODAY}|{YESTERDAY_CJK}|{TODAY_CJK})"
_DAY: Final = re.compile(_NEAR)
#: A month in any language: whether the word is one is checked afterwards.
_MONTH: Final = r"[^\W\d_]{3,14}\.?"
_DATE: Final = (
    rf"(?:{WEEKDAY}(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?|"
    rf"\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?{_MONTH}[,،]?(?:\s+(?:de\s+)?(?:\d{{4}}|'\d\d))?|"
    rf"{_MONTH}\s+(?:\d{{1,2}},?\s+)?['’]\d\d|{_MONTH}\s+(?:de\s+)?(?:19|20)\d\d|(?:19|20)\d\d\.?\s+{_MONTH}\s+\d{{1,2}}(?!,?\s+(?:19|20)\d\d)\.?|"
    r"\d{1,2}[-/][A-Z][a-z]{2}[-/]\d{2,4}|(?:\d{4}\s?[年년]\s?)?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]|"
    r"\d{1,2}\.\s(?:0?[1-9]|1[0-2])\.\s(?:19|20)\d\d|(?:19|20)\d\d(?:\.\s?\d{1,2}\.\s?\d{1,2}\.|[/-]\d{1,2}[/-]\d{1,2}(?!\d))|\d{1,4}[-./]\d{1,2}[-./]\d{2,4}(?:\s?\([^\W\d_]{1,3}\))?)|"
    rf"{_NEAR})"
)
_UNIT: Final = r"[^\W\d_]{1,14}\.?"
#: "50 Minuten 46 Sekunden her", "3 dni temu", "3小时前", "منذ 3 ساعات": whether they are ages is checked afterwards.
_AGED: Final = (
    rf"(?:[~<>]\s?)?\d{{1,3}}\+?\s?{_UNIT}(?:,?\s+\d{{1,2}}\s?{_UNIT})?\s{_UNIT}|"
    rf"(?:[Vv]or|[Hh]ace|[Ii]l y a|[Hh][áa]|[Aa]cum|منذ|قبل|לפני|πριν(?: από)?)\s+(?:\d{{1,3}}\s+)?{_UNIT}|"
    rf"\d{{1,3}}\s?[^\W\d_]{{1,3}}\s?[前전]"
)
#: Where a time may begin and end: beside other than letters, or where an extractor ran it together with a name or a
#: button because only the page's style parted them, as in "Marlo2 March 2019Reply".
_BEGIN: Final = r"(?:(?<![\w@#])|(?<=[^\W\d_]{2})(?=\d)|(?<=[a-zß-ÿ])(?=[A-Z]))"
_END: Final = r"(?:(?!\w)|(?<=\d)(?=[^\W\d_])|(?<=[a-z])(?=[A-Z])|(?<=\d{4})(?=\d{1,2} (?:yr|mo)\b))"
_INSIDE: Final = (
    rf"{_BEGIN}(?:{AGO}|{_DATE}(?:{BETWEEN}|(?<=\))){CLOCK}|{CLOCK}(?!\.\d)(?:{BETWEEN}{_DATE})?|"
    rf"(?P<aged>{_AGED})|{_DATE}){_END}"
)
#: What a line without a digit holds at least that states a time: an age, or a day that has a name of its own.
_WORDED: Final = re.compile(
    rf"ago|now|\s(?:fa|geleden|sedan|siden|temu|назад|önce|atrás)|"
    rf"(?:[Vv]or|[Hh]ace|y a|[Hh][áa]|[Aa]cum|منذ|قبل|לפני|πριν|από)\s|{_NEAR}"
)
#: How social networks shorten "3 weeks ago", where it is all that a line says.
_UNITS: Final = (
    r"[smhdwyj]|mo|mos|min|mins|hr|hrs|wks?|yrs?|Std|Tg|Wo|sem|дн?|ч|мин|нед|г|(?:week|day|hour|month|year)s?|"
    r"Minuten?|Stunden?|Tage?n?|Wochen?|Woche\(n\)|Monate?n?|Jahre?n?|minutes?|heures?|jours?|semaines?|mois|ans?|"
    r"minutos?|horas?|d[ií]as?|semanas?|mes(?:es)?|años?|anos?|minuti|or[ae]|giorn[oi]|settiman[ae]|mes[ei]|ann[oi]|"
    r"uur|dag(?:en)?|weken|maand(?:en)?|jaar|dni|tyg|godz|gün|saat|hafta|ay"
)
_SHORT: Final = re.compile(rf"(?:[·•|–—-]\s*)?(\d{{1,3}}\s?(?:{_UNITS})\.?)(?:\s*[·•|])?")
#: A day that a line begins with, its year left out or short, and nothing behind it but perhaps a place: in two digits
#: each, or with a clock.
_MONTH_DAY: Final = re.compile(
    r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?=$|\s*[·•|]|\s?[\u3400-\u9fff])|"
    r"(?:\d\d-)?(?:0?[1-9]|1[0-2])-(?:[12]\d|3[01]|0?[1-9])\s+\d{1,2}:\d\d(?=$|\s*[·•|]|\s+[\u3400-\u9fff])"
)
#: What parts the pieces of a line of buttons and counts; so long, so many pieces, one of them so long.
_PIECES: Final = re.compile(r"\s*[·•|]\s*")
LONGEST_ROW: Final = 80
MOST_PIECES: Final = 6
LONGEST_PIECE: Final = 24
#: The number of an item of a list, which is no day.
_ITEM: Final = re.compile(r"\d{1,4}[.)]\s{2,}")
#: Of "torvald9 June 16" the first number belongs to the name, for the day stands behind the month.
_NAME_ENDS: Final = re.compile(r"(?<=[^\W\d_])\d{1,2}(?=\s[^\W\d_]{3,14}\.?\s\d{1,2}(?![\d:.]))")
_DIGITS: Final = re.compile(r"\d+")
#: Which half of the day it is may be run into what follows, so that it makes no other kind of time.
_HALF: Final = re.compile(r"(?i)\s?[ap]\.?m\.?$")
_NUMBERS: Final = re.compile(r"\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]|\d{1,4}\s?[-./年년]\s?\d{1,2}\s?[-./月월]\s?\d{1,4}")
LAST_HOUR: Final = 24
LAST_MINUTE: Final = 59
_LETTERS: Final = re.compile(r"[^\W\d_]+")
#: No line that states a time of a comment is longer.
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
    if (short := _SHORT.fullmatch(line)) is not None:
        return Timed("", short[1], "", "ago")
    if _DIGITS.search(line) is None and _WORDED.search(line) is None:
        return None
    if (day := _MONTH_DAY.match(line)) is not None:
        return Timed("", day.group(), "", "9-9")
    if (row := _among_buttons(line)) is not None:
        return row
    inside = _inside()
    found = inside.search(line, begin.end() if (begin := _ITEM.match(line)) is not None else 0)
    while found is not None and not _is_time(found):
        found = inside.search(line, found.start() + 1)
    if found is not None and (ends := _NAME_ENDS.match(line, found.start())) is not None:
        found = inside.search(line, ends.end()) or found
    if found is None:
        return None
    before, after = line[: found.start()].rstrip(), line[found.end() :].lstrip()
    return Timed(before, found.group(), after, _shape(found.group()))


def _among_buttons(line: str) -> Timed | None:
    """A short age as one piece of a row of buttons and counts: "Like · Reply · 3 d · 12"."""
    if len(line) > LONGEST_ROW or not ("·" in line or "•" in line or "|" in line):
        return None
    pieces = [piece for piece in _PIECES.split(line) if piece]
    ages = [piece for piece in pieces if _SHORT.fullmatch(piece)]
    rest = [piece for piece in pieces if piece not in ages]
    if len(ages) != 1 or len(pieces) > MOST_PIECES or any(len(one) > LONGEST_PIECE for one in rest):
        return None
    if any(_DIGITS.search(one) and not one.isdigit() for one in rest):
        return None
    before, _, after = line.partition(ages[0])
    return Timed(before.rstrip(), ages[0], after.lstrip(), "ago")


@cache
def _inside() -> re.Pattern[str]:
    """Compile what finds a time; many dumps are read without it."""
    return re.compile(_INSIDE)


def _is_time(found: re.Match[str]) -> bool:
    """Whether the words of a match are a month's and no others, beside weekdays and the like."""
    text = found.group()
    if found["aged"]:
        return relative(text) is not None
    if re.fullmatch(CLOCK, text):
        return _is_clock(text)
    if any(is_month(word) for word in _LETTERS.findall(text)) or relative(text) is not None:
        return True
    return _DAY.match(text) is not None or _NUMBERS.search(text) is not None


def _is_clock(text: str) -> bool:
    """Whether a number with a point or a colon is a time of day: no ratio, price or verse."""
    hour, minute = (int(one) for one in _DIGITS.findall(text)[:2])
    return hour <= LAST_HOUR and minute <= LAST_MINUTE and ("." not in text or text[-1].isalpha() or ":" in text)


def _shape(text: str) -> str:
    if relative(text) is not None or _DAY.fullmatch(text):
        return "ago"
    if re.fullmatch(CLOCK, text):
        return "clock"
    return _LETTERS.sub("a", _DIGITS.sub("9", _HALF.sub("", text)))
