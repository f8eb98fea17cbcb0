"""Text with names on the lines of what is said: "NAME: words", "<name> words", or words and then who said them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from ..comments.spans import matched
from ..grammars.common import ENDS
from ..segmentation.segment import BODY, FIRST_MARK, Label
from ..text.headings import heading_below, last_heading
from ..text.timed import timed
from .authors import name_worth

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..text.lines import Lines

#: So many turns, by so many people, make a conversation; nobody has more than this share of them.
FEWEST: Final = 4
PEOPLE: Final = 2
MOST: Final = 0.8
#: Share of the filled lines, from the first turn on, that are turns.
DENSE: Final = 0.3
#: Share of the turns that are words and no figures.
SPOKEN: Final = 0.7
#: How far from its beginning a line is looked at for a time, and how short the time's line must be to hold a name.
BEGIN: Final = 40
_STYLES: Final = (
    re.compile(r"<[ @+%&~]?(?P<author>[^<>\s]{1,30})>\s+(?P<body>\S.*)"),
    re.compile(
        r"\*{0,2}(?P<author>[^\W\d_][^:：\n\t*]{0,38}?)\*{0,2}\s*(?:[(\[](?P<date>[^()\[\]\n]{3,30})[)\]])?(?::\s+|:$|：\s*)"
        r"(?P<body>.*)"
    ),
)
#: Behind a time alone: a name and a column of words.
_COLUMNS: Final = re.compile(r"(?P<author>\S[^\t\n]{0,38}?)[ ]*\t\s*(?P<body>\S.*)")
#: A field of a record, as "Author-email"; so many, and this share of those who seem to speak, make it one.
_HEADER: Final = re.compile(r"[A-Z][A-Za-z]*(?:-[A-Za-z]+)+")
FEWEST_HEADERS: Final = 3
HEADERS: Final = 0.3
#: What may stand before a name: the number of an item, a bullet, a sign for or against as boards print them.
_LEAD: Final = re.compile(r"(?:\d{1,4}[.)]|[-–*•→↑↓▲▼★☆+]|[推噓嘘])\s+")
_CLOSING: Final = re.compile(r"\s\d{1,2}/\d{1,2}\s\d\d:\d\d$")
_PARTING: Final = re.compile(r"[\])|,;\s–—-]*")


class Turn(NamedTuple):
    """One turn of a conversation: its line, and the match that holds ``author``, ``body`` and perhaps ``date``."""

    line: int
    match: re.Match[str]

    @property
    def author(self) -> str:
        """Who speaks."""
        return self.match["author"].strip()


def find_turns(lines: Lines) -> list[Turn]:
    """Return the turns of the way to write them that most lines share; none where no conversation is."""
    found = [_conversation(lines, list(_turns(lines, style))) for style in (*_STYLES, _COLUMNS)]
    turns = max(found, key=len)
    heading = heading_below(lines, turns[0].line, last_heading(lines)) if turns else None
    if heading is None:
        return turns
    # Above the heading of the comments stands the article, which may be an interview.
    return _conversation(lines, [turn for turn in turns if turn.line > heading])


def turn_labels(lines: Lines, turns: Sequence[Turn], head: int) -> Iterator[Label]:
    """Label the lines of a conversation; ``head`` is the position of the mark for heads."""
    at = {turn.line: turn.match for turn in turns}
    for line in range(turns[0].line, len(lines)):
        if not lines.content[line]:
            continue
        if line > turns[-1].line and any(mark.regex.fullmatch(lines.bare[line]) for mark in ENDS):
            return
        yield Label(line, FIRST_MARK + head, True, at[line]) if line in at else Label(line, BODY, False, None)


def _turns(lines: Lines, style: re.Pattern[str]) -> Iterator[Turn]:
    for line, words in enumerate(lines.bare):
        if not words:
            continue
        lead = _LEAD.match(words)
        begin = lead.end() if lead is not None else 0
        date = _opening(words, begin)
        if style is _COLUMNS and date is None:
            continue
        match = style.fullmatch(words, begin if date is None else date[1])
        if match is not None and date is None:
            match = _closing(words, match)
        if match is not None:
            yield Turn(line, match if date is None else _dated(words, match, date[0]))


def _closing(words: str, match: re.Match[str]) -> re.Match[str]:
    """The match with the day and clock that close its line, if any, as a field."""
    time = _CLOSING.search(words, match.start("body"))
    if time is None or ("date" in match.re.groupindex and match["date"]):
        return match
    body, date = (match.start("body"), time.start()), (time.start() + 1, len(words))
    return matched(words, author=match.span("author"), body=body, date=date) or match


def _opening(words: str, begin: int) -> tuple[tuple[int, int], int] | None:
    """Where a line's opening time stands, and where what follows it begins; ``None`` where it opens with none."""
    found = timed(words[begin : begin + BEGIN])
    if found is None or found.before.strip("[("):
        return None
    first = words.index(found.time, begin)
    last = first + len(found.time)
    parting = _PARTING.match(words, last)
    return (first, last), parting.end() if parting is not None else last


def _dated(words: str, match: re.Match[str], date: tuple[int, int]) -> re.Match[str]:
    """The match with the time of its line as a field."""
    return matched(words, date=date, author=match.span("author"), body=(match.start("body"), len(words))) or match


def _conversation(lines: Lines, turns: list[Turn]) -> list[Turn]:
    """The turns without what only looks like one; none where too few people take too few turns."""
    count = Counter(turn.author for turn in turns)
    kept = [turn for turn in turns if count[turn.author] > 1 or name_worth(turn.author) > 0]
    people = Counter(turn.author for turn in kept)
    headers = sum(_HEADER.fullmatch(name) is not None for name in people)
    if headers >= max(FEWEST_HEADERS, HEADERS * len(people)):
        return []
    if len(kept) < FEWEST or len(people) < PEOPLE or max(people.values()) > MOST * len(kept):
        return []
    if sum(_speaks(turn.match["body"]) for turn in kept) < SPOKEN * len(kept):
        return []
    filled = sum(bool(words) for words in lines.bare[kept[0].line : kept[-1].line + 1])
    return kept if len(kept) >= DENSE * filled else []


def _speaks(words: str) -> bool:
    """Whether what stands behind a name is made of letters; it may begin on the next line."""
    return 2 * sum(sign.isalpha() for sign in words) >= len(words.replace(" ", ""))
