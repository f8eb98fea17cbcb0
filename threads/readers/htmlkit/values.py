"""Raw values of fields made plain: names without "says:", counts as numbers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

#: What stands behind a name where a page says that somebody said something.
VERBS: Final = (
    "says|said|say|wrote|writes|commented|responded|replied|posted|sagt|sagte|schrieb|schreibt|meint|meinte|kommentierte|"
    "dice|dijo|escribió|comentó|disse|diz|escreveu|comentou|dit|a dit|écrit|a écrit|répond|scrive|ha scritto|ha detto|zegt|"
    "schreef|säger|skriver|siger|sier|pisze|napisał|napisał\\(a\\)|mówi|говорит|пишет|сказал|написал|sanoo|kirjoittaa|"
    "diyor ki|dedi ki|írja|mondta|spune|a spus|λέει|şunu dedi|писал|писала|писав|пише|написала|έγραψε|napsal|napsala|"
    "napísal|je napisao|je napisala|írta|yazdı|a scris|skrev|kirjoitti|rašė|đã viết|menulis"
)
_TAIL: Final = re.compile(rf"[\s,]*+(?:\b(?:{VERBS}))?\s*+(?:\.\.\.|…)?\s*+[:：]?\s*+$", re.IGNORECASE)
_HEAD: Final = re.compile(
    r"^(?:(?:comment|posted|written|submitted|geschrieben|verfasst|kommentar|par|von|por|by)\s+(?:by|von|por|par)?:?\s*|by:?\s+|@|/?u/(?=\S))",
    re.IGNORECASE,
)
#: Markup that a page prints as text.
_MARKUP: Final = re.compile(r"</?[a-z]{1,8}(?:\s[^<>]*)?>", re.IGNORECASE)
#: No column holds a count of this size.
_TOO_LARGE: Final = 2**63
_DECIMAL: Final = re.compile(r"\d+(?:[.,]\d+)?")
_UNITS: Final = {"k": 1_000, "m": 1_000_000}
_COUNT: Final = re.compile(r"([-+−–]?)\s*(\d[\d.,\u00a0 ]*)\s*([kKmM]?)")


@lru_cache(maxsize=8192)
def author_of(raw: str | None) -> str | None:
    """Return a displayed name without the words around it."""
    if raw is None:
        return None
    if "<" in raw:
        raw = _MARKUP.sub("", raw) or raw
    name = _TAIL.sub("", raw).strip(" \u00a0•·|,–—-:")
    shorter = _HEAD.sub("", name).strip()
    return shorter or name or None


def whole(raw: str | None) -> int | None:
    """Read a count as a page shows it: ``1,234``, ``12.3k``, ``−4``; ``None`` when it holds no number."""
    found = _COUNT.search(raw) if raw else None
    if found is None:
        return None
    sign, digits, unit = found.groups()
    digits = re.sub(r"[\u00a0 ]", "", digits).rstrip(".,")
    if unit and not _DECIMAL.fullmatch(digits):
        return None
    number = float(digits.replace(",", ".")) * _UNITS[unit.lower()] if unit else float(re.sub(r"[.,]", "", digits))
    if number >= _TOO_LARGE:
        return None
    return -int(number) if sign and sign in "-−–" else int(number)
