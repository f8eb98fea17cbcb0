"""Lines at the edges of a comment that are none of its words: the name, the date, buttons, numbers."""

from __future__ import annotations

import re
from typing import Final

from .values import VERBS

_BUTTONS: Final = (
    "reply|replies|quote|report|report abuse|report this comment|flag|flag it|flag as inappropriate|link to this|share|share this|permalink|link|"
    "like|unlike|dislike|edit|delete|log in to reply|login to reply|log in to reply\\.?|reply to this comment|reply to this|"
    "parent|hide|antworten|antwort|auf diesen kommentar antworten|zitieren|melden|teilen|kommentar melden|zum antworten anmelden|"
    "responder|répondre|citer|signaler|rispondi|cita|beantwoorden|reageer|svara|svar|odpowiedz|ответить|цитировать|yanıtla|"
    "回复|回覆|举报|返信|답글|#|top|collapse|expand|show more|read more|loading\\.*|\\d+ likes?|\\d+ replies|\\d+ reply|"
    "\\d[\\d,.]* posts|posts: \\d[\\d,.]*|share on facebook|share to facebook|share on twitter|share to twitter|share via email|"
    "share link to this comment"
)
_BUTTON_LINE: Final = re.compile(
    rf"^[\s↓↑→»|·•*\-–—\[\](){{}}]*(?:(?:{_BUTTONS})[\s↓↑→»|·•*\-–—\[\](){{}}]*)+$", re.IGNORECASE
)
#: How lines of buttons begin that begin with plain letters: most lines are told from them by that.
_BEGINNINGS: Final = frozenset(button[:3] for button in _BUTTONS.split("|"))
_BYLINE: Final = re.compile(
    r"^\W*(?:comment|kommentar|comentario|commentaire|posted|written|geschrieben|verfasst|publié|escrito)?\W*"
    r"(?:by|von|por|par|de)?\W*(?:on|at|am|um|el|le)?\W*$",
    re.IGNORECASE,
)
#: No line of buttons, names and dates is longer.
LONGEST: Final = 120
_ORDINAL: Final = re.compile(r"^\W*(?:#|no\.?|nr\.?)?\s*\d{1,5}[.):]?\W*$", re.IGNORECASE)
_SEPARATOR: Final = re.compile(r"^[\s|·•()\[\]]+$")
_SIGNS: Final = re.compile(r"^[\W_]+$")
_VERB: Final = re.compile(rf"^\W*(?:{VERBS}|says at|said on)?\W*(?:on|at|am|um|el|le|em|il|op|vom)?\W*$", re.IGNORECASE)
#: "Author: Ann (host.example)", "Date: 3 May": what is left of them without the name or the day.
_LABEL: Final = re.compile(r"^[^\W\d]{2,20}\s*:\s*(?:\([^()]*\))?\s*$")
#: A line between the name and the words that says no more than this.
_SAID: Final = re.compile(rf"^(?:{VERBS})\s*:?$", re.IGNORECASE)
_LONGEST_VERB: Final = max(map(len, VERBS.split("|"))) + 2
#: Words of a line around the name and the date at most, in whatever language: "On 3 May Ann said this:".
_FRAME: Final = 5
#: What phpBB 2 prints between the words and the signature of their author.
_SIGNATURE: Final = f"\n{'_' * 17}\n"


def trim(text: str, author: str | None = None, created: str | None = None) -> str:
    """Drop lines at the top that only repeat name, date and number, and lines of buttons at both ends.

    A comment that would vanish is left as it is: somebody may have said "like".
    """
    if _SIGNATURE in text:
        text = text.partition(_SIGNATURE)[0] or text
    lines = text.split("\n")
    first, last = 0, len(lines)
    while first < last and (not lines[first].strip() or _is_head(lines[first], author, created)):
        first += 1
    while last > first and (not lines[last - 1].strip() or _is_tail(lines[last - 1], author, created)):
        last -= 1
    if last - first == len(lines):
        return text.strip()
    kept = "\n".join(lines[first:last]).strip()
    return kept or text.strip()


def _is_buttons(line: str) -> bool:
    start = line[:3]
    if start.isascii() and start.isalpha() and start.lower() not in _BEGINNINGS:
        return False
    return _BUTTON_LINE.match(line) is not None


def _is_head(line: str, author: str | None, created: str | None) -> bool:
    rest = line.strip()
    if len(rest) > LONGEST:
        return False
    if _SEPARATOR.match(rest):
        return True
    bare = rest
    for known in (created, author):
        if known and known in bare:
            bare = bare.replace(known, " ", 1)
    if created and author and created in rest and author in rest and len(bare.split()) <= _FRAME:
        return True
    if bare != rest and any(what.match(bare) for what in (_VERB, _LABEL, _ORDINAL, _SIGNS, _BUTTON_LINE, _BYLINE)):
        return True
    if author is None:
        return _is_buttons(rest)
    said = len(rest) <= _LONGEST_VERB and _SAID.match(rest) is not None
    return said or _is_buttons(rest) or (rest[0] == "#" and _ORDINAL.match(rest) is not None)


def _is_tail(line: str, author: str | None, created: str | None) -> bool:
    """Whether a line is buttons, or the date (with the name: "Comment by Ann — 7 May 2012") and buttons."""
    rest = line.strip()
    if len(rest) > LONGEST:
        return False
    if _is_buttons(rest) or _SEPARATOR.match(rest) or rest == created:
        return True
    if created is None or created not in rest:
        return False
    bare = rest.replace(created, " ", 1)
    if author is not None and author in bare:
        bare = bare.replace(author, " ", 1)
    return bool(_SIGNS.match(bare) or _BYLINE.match(bare) or _BUTTON_LINE.match(bare))
