"""How much a short line looks like a name rather than like something said."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
#: Words of sentences and of exclamations; a name holds them rarely.
_SPOKEN: Final = frozenset(
    word.casefold()
    for word in """
    a am an and are as at be but by can could did do does for from get go got great had has have he her
    here his how i if in is it its just know like lol me more my no not of ok on or our out please she
    should so some thank thanks that the their them then there they this to too up us very was we well
    were what when where which who why will with would yeah yes you your agreed exactly really nice cool
    good wow true right sorry hello hi hey oh it's i'm don't that's regards cheers best greetings
    sincerely obrigado obrigada abraços gracias saludos merci cordialement danke gruß grüße olá sim não
    oi que de um uma com por para não é el los las por qué y en le la les des et est pour das der die
    und ist comment comments reply replies posted share edit link source update
    """.split()  # noqa: SIM905 -- a list of words reads best as words
)
#: Who writes without an account may be named by an address.
_ADDRESS: Final = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
#: What pages call those who give no name.
NAMELESS: Final = re.compile(
    r"(?i)anonym(?:ous|e|us)?(?: .{0,12})?|an[óo]nimo|guest|gast|gäst|gjest|gæst|gość|host|vierailija|anonyymi|"
    r"invit(?:ado|é)|visit(?:or|eur|ante)|ospite|convidado|besucher|"
    r"misafir|ziyaretçi|аноним|гость|гість|匿名|游客|名無しさん?|익명|"
    r"\[?deleted\]?"
)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
#: What stands before an item of an inner list.
_ITEM: Final = "o"
#: Log-odds of a mark where the words themselves show that its ``@NAME`` was typed.
TYPED: Final = -7.0
_CLOSING: Final = (
    ".",
    ",",
    "!",
    "?",
    ":",
    ";",
    "…",
    ")",
    "”",
    '"',
    "。",
    "！",
    "？",
    "，",
    "：",
    "；",
    "、",
    "～",
    "~",
    "=",
    "›",
    "»",
)
#: Scripts that part no words: a name has a few letters, and no marks of a sentence inside.
_UNPARTED: Final = (
    ("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"), ("\u3040", "\u30ff"), ("\u3400", "\u9fff"),
    ("\uf900", "\ufaff"),
)  # fmt: skip
_PARTING: Final = re.compile(r"[。！？，；：、…]")
LETTERS_A_WORD: Final = 2
#: Small letters behind a comma: "cheers, marlo".
_FAREWELL: Final = re.compile(r", [a-z]")
#: Words that take leave, above or beside the writer's name.
FAREWELLS: Final = frozenset(
    "cheers regards sincerely grüße gruß lg mfg vg saludos abraço abraços cordialement amicalement saluti".split()  # noqa: SIM905 -- a list of words
)
#: Those, and others that a line of leave-taking begins or ends with, but that sentences hold as well.
_LEAVING: Final = frozenset(
    word.casefold()
    for word in (
        *FAREWELLS,
        *"greetings thanks grüßen danke gracias obrigado obrigada merci groeten groetjes".split(),  # noqa: SIM905 -- lists of words
        *"hilsen hälsningar pozdrawiam поздрави".split(),  # noqa: SIM905 -- the same
    )
)
LONGEST: Final = 35


def namelike(line: str, lexicon: Mapping[str, int]) -> float:
    """Log-odds of a name; a line that is a known name elsewhere in the dump gains most."""
    known = line != _ITEM and lexicon.get(line.casefold(), 0) > 0
    return (4.0 if known else 0.0) + _looks(line)


@lru_cache(maxsize=4096)
def _looks(line: str) -> float:
    """Log-odds of a name by its looks alone; the same names are asked for again and again."""
    folded = line.casefold()
    words = _WORD.findall(folded)
    if not words or line == _ITEM:
        return -4.0
    score = 0.0
    unparted = 0 if folded.isascii() else sum(map(is_unparted, folded))
    count = len(words) + unparted // (LETTERS_A_WORD + 1)
    score += (0.5, 0.7, 0.5, 0.0, -1.0)[min(count, 5) - 1]
    if unparted and _PARTING.search(line[:-1]):
        score -= 2.5
    score -= 1.5 * sum(word in _SPOKEN for word in words)
    if len(line) > 1 and line.endswith(_CLOSING) and not line[-2:-1].isupper():
        score -= 2.5
    if len(words) > 1 and all(part[:1].isupper() for part in line.split()):
        score += 1.0
    if len(line) + unparted > LONGEST:
        score -= 1.5
    if "|" in line or _YEAR.search(line):
        score -= 3.0
    if "http" in folded or folded.startswith((">", "<", "[", "=", "-", "*", "•", "“", '"', "(", "/", "+", "«", "‹")):
        score -= 4.0
    if _FAREWELL.search(line):
        score -= 1.5
    if words[0] in _LEAVING or words[-1] in _LEAVING:
        score -= 2.0
    if folded.startswith("@") and " " in folded:
        # Whom somebody speaks to, and what is said.
        score -= 4.0
    if not any(sign.isalpha() for sign in folded) and not _ADDRESS.fullmatch(folded):
        score -= 4.0
    return score


def is_unparted(sign: str) -> bool:
    """Whether a letter is of a script that puts no blanks between words."""
    return sign >= _UNPARTED[0][0] and any(first <= sign <= last for first, last in _UNPARTED)


def addressed(hit: re.Match[str], lexicon: Mapping[str, int]) -> float:
    """Log-odds that what follows an ``@`` is a name alone, not a name and something said to it."""
    stated = hit.groupdict()
    names = [
        part.strip().strip(",").casefold() for part in (stated.get("lead") or stated.get("replies") or "").split("@")
    ]
    return min((_whole_name(name, lexicon) for name in names if name), default=0.0)


def _whole_name(name: str, lexicon: Mapping[str, int]) -> float:
    # A colon opens what the writer says to somebody; no platform prints one.
    if name.endswith(":"):
        return TYPED
    # The line itself is counted once: a second time makes a name known.
    if lexicon.get(name, 0) > 1:
        return 1.0
    words = name.split()
    if any(" ".join(words[:count]).rstrip(",:.") in lexicon for count in range(1, len(words))):
        return TYPED
    return min(0.0, namelike(name, {})) - (2.0 if any(sign in name for sign in "。！？，；") else 0.0)
