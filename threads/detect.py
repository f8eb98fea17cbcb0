"""Which encoding bytes are in that declare none and are no UTF-8.

Languages in Latin letters are told apart here: their encodings differ in a few letters only, and a general detector
takes Czech or Baltic letters for French ones. Everything else is left to charset-normalizer.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

#: Bytes that are looked at.
SAMPLE: Final = 400_000
#: Letters beyond ASCII by the encodings that languages with them are written in; of equals the first is taken.
_WESTERN: Final = (
    "äöüß", "àâæçéèêëîïôœùûüÿ", "áéíñóúüªº", "ãáàâçéêíóôõúªº", "àèéìíîòóùúªº", "åäöéü", "æøåéèòóô", "éëïóöüèáíúê",
    "àçèéíïòóúü", "áéíóúýþðæö",
)  # fmt: skip
_CENTRAL: Final = ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž")
_ALPHABETS: Final[dict[str, tuple[str, ...]]] = {
    "cp1252": _WESTERN,
    "cp1250": _CENTRAL,
    "iso8859-2": _CENTRAL,
    "cp1254": ("çğıöşüâîûi\u0307",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"),
    "mac-roman": _WESTERN,
    "cp850": _WESTERN,
}
#: What stands inside words without being a letter.
_INSIDE: Final = frozenset("’‘´`·–—…\u00a0\u00ad")
_LETTERS: Final = frozenset(("small", "capital"))
#: Share of letters that no language of an encoding may explain (names, a second language).
_STRANGE: Final = 0.2
#: Share of bytes beyond ASCII: among all letters, and directly behind one another. More of them is another script.
_MOST: Final = 0.3
_RUNS: Final = 0.6


def detect(data: bytes) -> str | None:
    """Name the encoding of some bytes that are no UTF-8; ``None`` where nothing fits."""
    sample = data[:SAMPLE]
    found = _latin(sample)
    if found is not None:
        return found
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return str(best.encoding) if best is not None else None


def _latin(sample: bytes) -> str | None:
    """Take the encoding under which one language explains the letters best, if the text is in Latin letters at all."""
    places = Counter(_places(sample))
    beyond = places.total()
    letters = len(re.findall(rb"[A-Za-z]", sample))
    behind = sum(often for (before, _, _), often in places.items() if before == "beyond")
    if beyond > _MOST * (letters + beyond) or behind > _RUNS * beyond:
        return None
    scores = {
        encoding: min(_strange(places, table, alphabet) for alphabet in alphabets)
        for encoding, alphabets in _ALPHABETS.items()
        if (table := _table(encoding, places)) is not None
    }
    best = min(scores, key=scores.__getitem__, default=None)
    return best if best is not None and scores[best] <= _STRANGE * beyond else None


def _places(sample: bytes) -> list[tuple[str, int, str]]:
    """Every byte beyond ASCII between the kinds of its neighbours."""
    ends = b" " + sample + b" "
    return [
        (_kind(ends[at - 1]), ends[at], _kind(ends[at + 1]))
        for at in (found.start() for found in re.finditer(rb"[\x80-\xff]", ends))
    ]


def _kind(byte: int) -> str:
    if byte >= 0x80:
        return "beyond"
    if 0x61 <= byte <= 0x7A:
        return "small"
    return "capital" if 0x41 <= byte <= 0x5A else "other"


def _table(encoding: str, places: Counter[tuple[str, int, str]]) -> dict[int, str] | None:
    """The characters that the bytes stand for; ``None`` where one stands for none."""
    try:
        return {byte: bytes((byte,)).decode(encoding) for _, byte, _ in places}
    except UnicodeDecodeError:
        return None


def _strange(places: Counter[tuple[str, int, str]], table: dict[int, str], alphabet: str) -> int:
    """Count what a language does not write: letters of others, capitals behind small letters, signs inside words."""
    strange = 0
    for (before, byte, after), often in places.items():
        character = table[byte]
        if character.lower() in alphabet:
            strange += often * (before == "small" and character.isupper())
        elif character.isalpha() or (before in _LETTERS and after in _LETTERS and character not in _INSIDE):
            strange += often
    return strange
