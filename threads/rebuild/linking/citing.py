"""Whom a comment quotes or answers, in the words that pages print for it: "Marlo wrote:" and the like."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from ...names import fold_name
from ..text.wording import ANSWER, ANSWERS, stems

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_SAYING: Final = (
    *("wrote", "said", "says", "posted", "schrieb", "hat geschrieben", "sagte", "a écrit", "a dit", "ha scritto"),
    *("ha detto", "escribió", "dijo", "escreveu", "disse", "schreef", "skrev", r"napisał(?:\(?a\)?)?"),
    *(r"писал(?:\(?а?\)?)", r"написал(?:\(?а?\)?)", r"сказал(?:\(?а?\)?)", "yazdı"),
)
_QUOTING: Final = (
    *("quote from", "quote", "originally posted by", "originally written by", "posted by", "zitat von", "zitat"),
    *("citation de", "cita de", "citação de", "citazione", "цитата", "originariamente inviato da", "envoyé par"),
)
_SAID: Final = rf"(?:{'|'.join(_SAYING)})"
_QUOTED: Final = rf"(?:{'|'.join(_QUOTING)})"
#: What a comment's line may look like that names whom it quotes or answers.
_CITING: Final = (
    rf"(?i)(?P<name>[^\n]{{2,90}}?) {_SAID}\s?[.…]{{0,3}}\s?[:;]?\s*[↑»]?",
    rf"(?i)[^\n]{{0,60}}\b{_SAID} (?P<name>[^:\n]{{2,60}}?)\s?:",
    rf"(?i){_QUOTED}\s?:?\s+(?P<name>[^\n]{{2,120}}?)",
    rf"(?i)(?P<name>[^\n]{{2,60}}?) {_SAID} in [^\n]{{1,80}}:",
    rf"(?i)[↩⤴►▶↪→@]*\s?{ANSWER}\s?:?\s+@?(?P<name>[^\n]{{2,90}}?)(?:[’']s (?:comment|post|message))?",
    r"[↩⤴►▶↪→]\s?@?(?P<name>[^:\n]{2,60})",
)
#: The patterns that may stand anywhere, because they announce a quotation.
ANYWHERE: Final = 4
#: What boards print beside the name: when that was said, before it or behind it.
_WHEN: Final = re.compile(
    r"(?i)^\([^()\n]{6,40}\)\s?|^(?:on|am|le|el|il|em|op|den)\s[^\n]{4,60}?\d(?:\s?[ap]\.?m\.?)?,\s+|\s+(?:on|am|le|el|il|em|op|den)\s[^\n]{0,30}\d[^\n]*$"
)
#: A time in brackets, a name, and what that one said on the same line.
_INLINE: Final = re.compile(rf"\([^()\n]{{6,40}}\d[^()\n]{{0,8}}\)\s?[^\n]{{2,60}}? (?i:{_SAID})\s?:(?=\s+(\S))")
#: Lines without any of it need not be looked at.
_HINTS: Final = (*stems((*_SAYING, *_QUOTING, *ANSWERS)), *"↩⤴►▶↪→")
#: So many of a comment's first lines are looked at for an address; a quotation may stand anywhere.
FIRST_LINES: Final = 2
LONGEST: Final = 140


def cited(lines: Sequence[str], people: Collection[str]) -> str | None:
    """Return whom a comment's lines say that it quotes or answers, of the people known by their folded names."""
    for at, line in enumerate(lines):
        words = line.strip(" \t>|*_")
        if len(words) > LONGEST or not _hinted(words):
            continue
        for pattern in _citing()[: None if at < FIRST_LINES else ANYWHERE]:
            found = pattern.fullmatch(words)
            name = _known(found["name"], people) if found else None
            if name:
                return name
    return None


def quotation_of(line: str, people: Collection[str]) -> str | None:
    """Return who is quoted below a line that says no more than that, of the people known by their folded names."""
    words = line.strip(" \t>|*_")
    if len(words) > LONGEST or not _hinted(words):
        return None
    found = filter(None, (pattern.fullmatch(words) for pattern in _citing()[:ANYWHERE]))
    names = (_WHEN.sub("", one["name"]).strip(' *"“”«»[]@') for one in found)
    return next((name for name in names if fold_name(name) in people), None)


def words_behind(line: str) -> tuple[int, int] | None:
    """Return where the head of a quotation ends on a line that goes on with the words quoted, and where these begin."""
    found = _INLINE.match(line)
    return (found.end(), found.start(1)) if found else None


@cache
def _citing() -> tuple[re.Pattern[str], ...]:
    """Compile what names somebody who is quoted or answered; many dumps are read without it."""
    return tuple(map(re.compile, _CITING))


def _hinted(words: str) -> bool:
    folded = words.lower()
    return any(hint in folded for hint in _HINTS)


def _known(words: str, people: Collection[str]) -> str | None:
    """The longest run of words from the beginning, else at the end, that is somebody's name."""
    parts = words.strip(' "“”«»[]').split()
    for count in range(len(parts), 0, -1):
        for some in (parts[:count], parts[-count:]):
            name = " ".join(some).strip(",.:")
            if fold_name(name) in people:
                return name
    return None
