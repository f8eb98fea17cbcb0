"""Dates as comment sections write them, read without guessing what they leave out."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final, NamedTuple

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero gennaio", "february feb februar février febrero febbraio",
            "march mar märz mars marzo", "april apr avril abril aprile", "may mai mayo maggio",
            "june jun juni juin junio giugno", "july jul juli juillet julio luglio", "august aug août agosto",
            "september sep sept septembre septiembre settembre", "october oct oktober okt octobre octubre ottobre",
            "november nov novembre noviembre", "december dec dezember dez décembre diciembre dicembre",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_ZONES: Final = {
    "gmt": 0, "utc": 0, "z": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8,
    "pdt": -7, "bst": 1, "cet": 1, "cest": 2,
}  # fmt: skip
_MONTH: Final = r"(?P<month>[^\W\d_]{3,10})\.?"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
_TIME: Final = (
    r"(?:(?:[,\s]|at|um|à|a las|@|-|–|—|•|\|)*\s*(?P<hour>\d{1,2})[:.h](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?"
    r"\s*(?P<half>[aApP]\.?[mM]\.?)?\s*(?P<zone>GMT|UTC|Z|E[SD]T|C[SD]T|M[SD]T|P[SD]T|BST|CES?T)?)?"
)
_FORMS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:[^\W\d_]{{2,9}}\.?,?\s+)?{_MONTH}\s+{_DAY},?\s+(?P<year>\d{{4}}){_TIME}",
        rf"(?:[^\W\d_]{{2,9}}\.?,?\s+)?{_DAY}\s+(?:de\s+)?{_MONTH},?\s+(?:de\s+)?(?P<year>\d{{4}}){_TIME}",
        rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?:T|\s)?{_TIME}",
        rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>\d{{4}}|\d\d){_TIME}",
    )
)


class Stated(NamedTuple):
    """An instant, and whether its zone was ``stated`` or is ``assumed-zone`` (UTC)."""

    when: datetime
    basis: str


def parse_date(text: str) -> Stated | None:
    """Parse a date that states day, month and year; ``None`` for anything less."""
    text = " ".join(text.split()).strip(" ,|-–—•")
    for form in _FORMS:
        found = form.fullmatch(text)
        if found:
            return _instant(found)
    return None


def _instant(found: re.Match[str]) -> Stated | None:
    month = found["month"]
    number = int(month) if month.isdigit() else _MONTHS.get(month.casefold().rstrip("."))
    year = int(found["year"])
    if number is None:
        return None
    zone = found["zone"]
    offset = timezone(timedelta(hours=_ZONES[zone.casefold()])) if zone else UTC
    try:
        when = datetime(
            year + 2000 if year < 100 else year, number, int(found["day"]), _hour(found), int(found["minute"] or 0),
            int(found["second"] or 0), tzinfo=offset,
        )  # fmt: skip
    except ValueError:
        return None
    return Stated(when.astimezone(UTC), "stated" if zone else "assumed-zone")


def _hour(found: re.Match[str]) -> int:
    hour = int(found["hour"] or 0)
    half = (found["half"] or "").casefold().replace(".", "")
    if half == "pm" and hour < 12:
        return hour + 12
    return 0 if half == "am" and hour == 12 else hour
