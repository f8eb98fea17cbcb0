"""Stamps of messengers: the day and the clock before every message, as programs write them in many languages."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Marks of the direction of writing, which stand before stamps and names and inside them.
UNSEEN: Final = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_GAP: Final = f"[{UNSEEN}]?"
_DAY: Final = (
    rf"(?P<a>\d{{1,4}}){_GAP}(?:[./-]|[年년]){_GAP}[ \xa0]?(?P<b>\d{{1,2}}){_GAP}(?:[./-]|[月월]){_GAP}[ \xa0]?"
    r"(?P<c>\d{1,4})[日일.]?(?: г\.)?"
)
#: A word between day and clock, or the half of the day; halves behind the clock are those that are known.
_CLOCK: Final = (
    r"(?P<early>[^\W\d_]{1,3}[ \xa0]?)?(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?"
    r"(?:[\s\u202f\xa0]*(?P<late>[apAP]\.?[\s\xa0]?[mM]\b\.?|[μπ]\.?[ \xa0]?μ\.?|[مص](?!\w)|nachm\.|vorm\.|[mp]\.d\."
    r"|[aiAI]\.?[pP]\b\.?|[feFE]m\b|d[eu]\b\.?|[od][do]p\.|Ö[ÖS]\b|PT?G\b|SA\b|CH\b|अपराह्न|पूर्वाह्न))?"
)
_END: Final = rf"(?(open)\]|{_GAP}(?:\s[-–]\s|,\s|:\s))[ \t]*"
_BEGIN: Final = rf"^[{UNSEEN} ]*(?P<open>\[)?(?P<shown>"
_DAY_FIRST: Final = re.compile(rf"{_BEGIN}{_DAY}(?P<comma>[,،])?{_GAP}\s+{_CLOCK}){_END}", re.MULTILINE)
_CLOCK_FIRST: Final = re.compile(rf"{_BEGIN}{_CLOCK}(?P<comma>[,،])?\s+{_DAY}){_END}", re.MULTILINE)
_BETWEEN: Final = re.compile(r"[\s.]+")
#: Halves of the day without dots, as they stand before the clock or behind it.
_AFTERNOON: Final = frozenset(
    (
        "오후",
        "午後",
        "下午",
        "晚上",
        "中午",
        "pm",
        "μμ",
        "م",
        "nachm",
        "md",
        "ip",
        "em",
        "du",
        "odp",
        "ös",
        "ptg",
        "ch",
        "अपराह्न",
    )
)
_MORNING: Final = frozenset(
    (
        "오전",
        "午前",
        "上午",
        "早上",
        "凌晨",
        "am",
        "πμ",
        "ص",
        "vorm",
        "pd",
        "ap",
        "fm",
        "de",
        "dop",
        "öö",
        "pg",
        "sa",
        "पूर्वाह्न",
    )
)
#: Years in which messages are sent; the Buddhist calendar is ahead of ours, others are not told apart.
_YEARS: Final = range(1980, 2200)
_BUDDHIST: Final = 543


def stamps_in(text: str) -> list[re.Match[str]]:
    """Every stamp at the head of a line, the day before the clock or behind it."""
    found = list(_DAY_FIRST.finditer(text))
    return found or list(_CLOCK_FIRST.finditer(text))


def order_of(stamps: Sequence[re.Match[str]]) -> tuple[str, bool]:
    """In which order day, month and year stand: the one in which the messages follow each other best.

    The second value tells whether day and month could change places as well; then the day comes first, or behind a
    clock of twelve hours the month.
    """
    ranked = sorted((*_faults(stamps, order), at, order) for at, order in enumerate(_preferred(stamps)))
    best, second = ranked[0], ranked[1]
    return best[-1], best[:2] == second[:2] and best[0] == 0


def _preferred(stamps: Sequence[re.Match[str]]) -> tuple[str, ...]:
    if len(stamps[0]["a"]) == 4:
        return ("ymd", "ydm")
    return ("mdy", "dmy", "ymd") if stamps[0]["late"] else ("dmy", "mdy", "ymd")


def _faults(stamps: Sequence[re.Match[str]], order: str) -> tuple[int, int]:
    """How many days are none in some order, and how many messages go back by more than a day."""
    times = [time_of(stamp, order) for stamp in stamps]
    there = [time for time in times if time is not None]
    return len(times) - len(there), sum((a - b).days > 0 for a, b in pairwise(there))


def time_of(stamp: re.Match[str], order: str) -> datetime | None:
    """The moment of a stamp whose day, month and year stand in some order; ``None`` where there is no such day."""
    part = dict(zip(order, (stamp["a"], stamp["b"], stamp["c"]), strict=True))
    year, hour = int(part["y"]), int(stamp["hour"])
    halves = {_folded(stamp["early"]), _folded(stamp["late"])}
    if halves & (_AFTERNOON | _MORNING):
        hour = hour % 12 + (12 if halves & _AFTERNOON else 0)
    full = year if len(part["y"]) > 2 else year + 2000
    if full not in _YEARS:
        full -= _BUDDHIST
    try:
        clock = (hour, int(stamp["minute"]), int(stamp["second"] or 0))
        return datetime(full, int(part["m"]), int(part["d"]), *clock, tzinfo=UTC) if full in _YEARS else None
    except ValueError:
        return None


def _folded(half: str | None) -> str:
    return _BETWEEN.sub("", half or "").lower()
