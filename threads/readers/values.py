"""Single values of an export: moments, numbers and names, in whatever shape a platform writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final

_DIGITS: Final = re.compile(r"-?\d{9,17}(?:\.\d+)?$")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_RELATIVE: Final = re.compile(
    r"\b(?:ago|yesterday|just now|hier|gestern)\b|^(?:vor|il y a|hace|há)\s|^\d+\s?(?:s|m|min|h|d|w|mo|y)$|前",
    re.IGNORECASE,
)
#: How the dates of mails begin; a zone of letters or words of a person may follow.
_MAIL: Final = re.compile(r"(?:[A-Z][a-z]{2,8}, *)?\d{1,2}[ -][A-Z][a-z]{2,8}[ -]\d{2,4} \d{1,2}:\d\d")
_SHAPES: Final = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M:%S %z",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%y(%a)%H:%M:%S",
    "%m/%d/%y(%a)%H:%M",
    "%d %B %Y %I:%M%p",
    "%B %d, %Y %I:%M %p",
    "%a %b %d %H:%M:%S %z %Y",
    "%m/%d/%Y %H:%M",
    "%d %b %Y %H:%M",
)


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was written: the time in UTC where it can be told, how it is known, and as displayed."""

    at: datetime | None = None
    basis: str | None = None
    text: str | None = None


def moment(value: Any, *, zone: str = "stated") -> Moment:
    """Read a time: epoch seconds (or milli-, micro-), ISO 8601, an e-mail date, or a common written form.

    ``zone`` is the basis of a time that carries no zone: ``stated`` where the platform documents UTC, else
    ``assumed-zone``.
    """
    if value is None or value == "" or isinstance(value, bool):
        return Moment()
    if isinstance(value, (int, float)):
        return _from_epoch(float(value), None)
    text = str(value).strip()
    if _DIGITS.match(text):
        return _from_epoch(float(text), None)
    at = _iso(text) or _written(text)
    if at is None:
        return Moment(None, "relative" if _RELATIVE.search(text) else None, text or None)
    if at.tzinfo is None:
        return Moment(at.replace(tzinfo=UTC), zone, text if zone != "stated" else None)
    return Moment(_utc(at), "stated", None)


def _from_epoch(seconds: float, text: str | None) -> Moment:
    # Nobody commented before 1973 or will after 5138: the magnitude tells the unit.
    for unit in (1.0, 1e3, 1e6, 1e9):
        if abs(seconds / unit) < 1e11:
            try:
                return Moment(_EPOCH + timedelta(microseconds=round(seconds / unit * 1e6)), "stated", text)
            except OverflowError:
                break
    return Moment(None, None, str(seconds))


def _iso(text: str) -> datetime | None:
    if not text[:4].isdigit():
        return None
    try:
        return datetime.fromisoformat(text.removesuffix(" UTC"))
    except ValueError:
        return None


def _written(text: str) -> datetime | None:
    if text[-4:].isdigit() or text[-5:-4] in "+-" or text[-2:].isdigit() or _MAIL.match(text):
        try:
            return parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError):
            pass
    for shape in _SHAPES:
        try:
            return datetime.strptime(text, shape)  # noqa: DTZ007 -- a missing zone is dealt with by the caller
        except ValueError:
            continue
    return None


def _utc(at: datetime) -> datetime | None:
    try:
        return at.astimezone(UTC)
    except OverflowError:
        return None


def name_of(value: Any) -> str | None:
    """Return an id or a name as text; ``None`` for nothing, for booleans and for containers."""
    if value is None or isinstance(value, (bool, dict, list)):
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value).strip()
    return text or None


def whole(value: Any) -> int | None:
    """Return a count as an integer: ``12``, ``12.0``, ``"1,204"``, ``"1.2K"``; ``None`` for anything else."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return int(value) if abs(value) < 2**63 and value == value else None  # noqa: PLR0124 -- NaN
    found = re.fullmatch(r"\s*(-?[\d,]+(?:\.\d+)?)\s*([KkMm]?)\s*", str(value))
    if found is None or not any(c.isdigit() for c in found[1]):
        return None
    return int(float(found[1].replace(",", "")) * {"": 1, "k": 1_000, "m": 1_000_000}[found[2].lower()])
