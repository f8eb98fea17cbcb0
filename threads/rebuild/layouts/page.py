"""A dump's filled lines as a layout is looked for in them: words, repeated keys, times, and what the page draws."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from ..grammars.common import BUTTONS
from ..text.furniture import is_pictures
from ..text.namelike import NAMELESS
from ..text.timed import Timed, timed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..text.lines import Lines

#: So many times make a layout.
FEWEST: Final = 3
#: Share of heads with which a line must recur to be part of their furniture.
RECURS: Final = 0.5
LONGEST: Final = 60
#: So much may stand on either side of the time of a head.
AFFIX: Final = 90
#: So many lines that say when somebody wrote, as quotations begin, may be heads.
SAYING: Final = 5
#: A line of so many equal signs is drawn.
SHORTEST_RULE: Final = 5
#: Nothing but picture signs; so many times the same, the page draws them.
SMILE: Final = re.compile(r"(?:[\u2600-\u27bf\U0001f300-\U0001faff][\ufe0f\u200d]*\s*){1,20}")
MOST_SMILES: Final = 2
_DIGITS: Final = re.compile(r"\d+")
#: What parts the buttons on one line.
_PARTED: Final = re.compile(r"\s[|·•]\s")
_LETTER: Final = re.compile(r"[^\W\d_]")
#: Words between the name of whoever is quoted and what is quoted, and words before such a name.
_SAID: Final = r"(?:said|wrote|schrieb|hat geschrieben|sagte|a écrit|escribió|ha scritto|escreveu|написал\(?а?\)?)"
_FROM: Final = r"(?:quote from|originally posted by|zitat von|citation de|cita de|citazione da|citat från|цитата)"
#: What ends a line that says when somebody said what is quoted, how one begins that says whose that is, and the name.
_QUOTED: Final = re.compile(rf"(?i)\b{_SAID}:$")
_CITED: Final = re.compile(rf"(?i)\W*{_FROM}\b")
_WHOSE: Final = re.compile(rf"(?i)^\W*(\S.{{0,40}}?) {_SAID}:|{_FROM}:? (\S.{{0,40}}?)(?= on | am | le |:|$)")
#: When a comment was changed, or its author joined or was last seen, is not when it was written.
_CHANGED: Final = re.compile(
    r"(?i)\W*(?:this post was )?(?:last |zuletzt |dernière |última )?"
    r"(?:edit|updat|modifi|bearbeitet|geändert|editado|измен|seen|active)"
)
_JOINED: Final = re.compile(
    r"(?i)\W*(?:join(?:ed|[ -]date)?|regist(?:ered|riert|rierung|rado|rato|ration)?|member since|since|seit|"
    r"dabei seit|mitglied seit|anmeldedatum|beigetreten|(?:im )?(?:board|forum) seit|zuletzt hier|letzter besuch|"
    r"inscrit(?:o|ption)?|inscription|enregistrée?|dernière (?:visite|connexion)|iscritto|registrato|"
    r"geregistreerd|miembro desde|membro desde|lid sinds|dołączył\w*|rejestracja|"
    r"регистрация|зарегистрирован\w*|"
    r"с нами с|на сайте с|kayıt(?: tarihi)?|last (?:seen|active|activity|login|visit)|date of birth|birthday|"
    r"注册时间|登録日|tracked)"
    r"(?: on| am| le| el| il| em)?\s*:?"
)


@dataclass(frozen=True)
class Page:
    """A dump's filled lines: their numbers, the same in small letters with numbers blanked out, and their times.

    ``joined`` are the lines that say since when somebody is a member, or say a time once more.
    """

    lines: Lines
    at: list[int]
    keys: list[str]
    times: dict[int, Timed]
    joined: frozenset[int] = frozenset()

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each line recurs."""
        return Counter(self.keys)

    @cached_property
    def cited(self) -> frozenset[str]:
        """Who is said to be quoted, in small letters."""
        found = [one for row in range(len(self)) for one in _WHOSE.findall(self.words(row)[:LONGEST])]
        return frozenset((above or behind).strip().casefold() for above, behind in found)

    @cached_property
    def heralds(self) -> frozenset[int]:
        """Lines that are the texts of pictures, with the name that they show right below."""
        return frozenset(
            row
            for row in range(len(self) - 1)
            if row not in self.times and row + 1 not in self.times and _heralds(self.words(row), self.words(row + 1))
        )

    def words(self, row: int) -> str:
        """Return a row's words without what an extractor added."""
        return self.lines.bare[self.at[row]]

    def __len__(self) -> int:
        return len(self.at)


def page_of(lines: Lines) -> Page:
    """Number the filled lines of a dump and find their times."""
    at = [line for line, words in enumerate(lines.bare) if words and not (words[0] == "[" and is_pictures(words))]
    keys = [_DIGITS.sub("9", lines.bare[line]).casefold() if len(lines.bare[line]) <= AFFIX else "" for line in at]
    times, introduced = {}, {}
    joined = set()
    for row, line in enumerate(at):
        found = timed(lines.bare[line])
        if found is None or _CHANGED.match(found.before):
            continue
        if _introduces(lines, at[row : row + 2]):
            if _QUOTED.search(lines.bare[line]) and not _quotes(lines, at[row : row + 2]):
                introduced[row] = found
            continue
        above = lines.bare[at[row - 1]] if row else ""
        if _JOINED.fullmatch(found.before or above) or (above == lines.bare[line] and row - 1 in times):
            joined.add(row)
            continue
        if _CHANGED.match(found.after):
            found = found._replace(after="")
        if len(found.before) <= AFFIX and len(found.after) <= AFFIX:
            times[row] = found
    if len(introduced) >= max(SAYING, 2 * len(times)):
        # Where hardly another time is stated, this is how the page says who writes.
        times = dict(sorted((times | introduced).items()))
    return Page(lines, at, keys, times, frozenset(joined))


def tells_of_author(words: str, above: str) -> bool:
    """Whether a line says when its author joined or was last seen: "Joined: 3 May 2020" is no head of a comment.

    The label may stand on the line above.
    """
    found = _JOINED.match(words)
    return (found is not None and found.group().endswith(":")) or (
        above.endswith(":") and _JOINED.fullmatch(above) is not None
    )


def _introduces(lines: Lines, both: Sequence[int]) -> bool:
    """Whether a line announces a quotation, as forums and mails do: it says when somebody else wrote."""
    words = lines.bare[both[0]]
    if _CITED.match(words):
        return True
    if words.endswith(":") and len(words) <= AFFIX and _QUOTED.search(words):
        return True
    return words.endswith(":") and _quotes(lines, both)


def _quotes(lines: Lines, both: Sequence[int]) -> bool:
    return len(both) > 1 and lines.bare[both[1]].startswith(">")


def drawn_rows(page: Page, rows: Sequence[int]) -> set[int]:
    """Buttons, numbers, and short lines that recur with the heads."""
    often = max(FEWEST, RECURS * len(rows))
    region = [row for row in range(max(0, rows[0] - 12), len(page)) if row not in page.times]
    drawn = {
        row
        for row in region
        if row in page.joined or row in page.heralds or _is_drawn(page.words(row), page.keys[row], page.counts, often)
    }
    return drawn | _rows_of_buttons(page, region, often)


def _rows_of_buttons(page: Page, region: Sequence[int], often: float) -> set[int]:
    """Lines of several short pieces with signs between them, most of which recur in other such lines."""
    parts = {row: found for row in region if len(found := [one for one in _PARTED.split(page.keys[row]) if one]) > 1}
    counts = Counter(piece for found in parts.values() for piece in set(found))
    return {row for row, found in parts.items() if 2 * sum(counts[one] >= often for one in found) > len(found)}


def _heralds(words: str, below: str) -> bool:
    """Whether a line is the text of a picture: the name that follows, or the letter that it begins with."""
    if len(words) == 1:
        return words.isupper() and below[:1].upper() == words and len(below) > 1
    return words == below and len(words) <= LONGEST


def is_button(words: str) -> bool:
    """Whether a line is a button, or the text of a picture of one."""
    return any(mark.regex.fullmatch(words.strip("[]")) for mark in BUTTONS if mark.role in ("button", "picture"))


def is_rule(words: str) -> bool:
    """Whether a line is drawn across the page."""
    return len(words) >= SHORTEST_RULE and len(set(words.replace(" ", ""))) == 1 and not words[:1].isalnum()


def never_a_name(words: str) -> bool:
    """Whether a line that recurs is a button, or begins with no letter."""
    return _LETTER.search(words[:1]) is None or is_button(words)


def _is_drawn(words: str, key: str, counts: Counter[str], often: float) -> bool:
    if is_rule(words):
        return True
    if len(words) > LONGEST or NAMELESS.fullmatch(words):
        return False
    if _LETTER.search(words) is None:
        return SMILE.fullmatch(words) is None or counts[key] > MOST_SMILES
    if is_button(words):
        return True
    return bool(key) and counts[key] >= (FEWEST if "9" in key and key[:1] in "#0123456789" else often)
