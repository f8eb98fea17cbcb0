"""Which marks each line could be, and what speaks for each: its words, its column, blank lines, its neighbours."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from .candidate import Candidate, Event
from .furniture import furniture
from .grammar import FURNITURE
from .indents import shifted_lines
from .lines import commonest
from .namelike import addressed, namelike
from .numbers import plausible_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .grammar import Grammar, Mark
    from .lines import Lines

    Hit = tuple[int, re.Match[str]]
    Found = dict[int, list[Hit]]

#: Log-odds for standing in the expected column, and against standing in the other one.
IN_COLUMN: Final = 1.5
OUT_OF_COLUMN: Final = -6.0
BLANK_FITS: Final = 0.75
BLANK_MISSING: Final = -1.25
DEEPER: Final = 1.0
NOT_DEEPER: Final = -6.0
#: What an odd name costs at most where a number stands before it.
ODD_NAME: Final = 2.5
SIGNED_OFF: Final = -4.0
_DIGIT: Final = re.compile(r"\d")
#: What states a time without a digit, in English; other languages' count is a digit nearly always.
_PASSED: Final = re.compile(r"ago|now|day|\b(?:un|um|ein|een)")
_CLOCK: Final = re.compile(r"\d[:.hH时時]\s?\d\d")


@dataclass(frozen=True)
class Columns:
    """Where heads and bodies stand, as far as the dump keeps them apart."""

    head: int | None
    body: int | None

    @property
    def apart(self) -> bool:
        """Whether heads stand to the left of bodies."""
        return self.head is not None and self.body is not None and self.head < self.body


@dataclass(frozen=True)
class Habits:
    """What the sure heads of a dump have in common, by which unsure ones are judged.

    ``names`` counts the names they give; ``author_at`` maps a line to the name it gives; ``heads`` are all their lines;
    ``before`` and ``after`` are shares of heads with a blank line before them, and behind their name or their last
    line; ``bare`` is the log-odds of a name that stands without the rest of its head, ``lost`` how many heads are
    likely to be lost as a whole.
    """

    columns: Columns = Columns(None, None)
    names: Counter[str] = field(default_factory=Counter)
    author_at: dict[int, str] = field(default_factory=dict)
    heads: frozenset[int] = frozenset()
    before: float = 0.5
    after: tuple[float, float] = (0.5, 0.5)
    bare: float = 0.0
    lost: float = math.inf


def events_of(lines: Lines, grammar: Grammar) -> list[Event]:
    """Match every line against every mark and weigh what matches."""
    found = _habitual(_matches(lines, grammar), lines, grammar)
    found = plausible_numbers(found, grammar, _astray(lines, grammar, found))
    habits = _habits(lines, grammar, found)
    shifts = shifted_lines(lines, grammar, found, habits.bare, habits.lost)
    return _events(lines, grammar, found, habits, shifts)


def _matches(lines: Lines, grammar: Grammar) -> Found:
    """Which marks each line could be; from the last line up, so that a mark can ask what follows it."""
    plain = [(at, one) for at, one in enumerate(grammar.marks) if not one.followed_by and not one.by_indent]
    leading = [(at, one) for at, one in enumerate(grammar.marks) if one.followed_by]
    longest = max((mark.limit for _, mark in plain), default=0)
    out: Found = {}
    content = lines.bare
    ahead = -1
    roles: frozenset[str] = frozenset()
    for line in range(len(content) - 1, -1, -1):
        length = len(content[line])
        if not length:
            continue
        hits = _by_itself(content[line], plain) if length <= longest else []
        pressed = any(grammar.marks[at].role == "button" for at, _ in hits)
        if roles and not pressed:
            hits += _leading(lines, line, ahead, roles, leading)
        told = frozenset(grammar.marks[at].role for at, _ in hits)
        # A button between two marks does not part them.
        roles = told | roles if told == {"button"} else told
        if hits:
            out[line] = hits
        ahead = line
    _furnish(out, lines, grammar)
    return dict(sorted(out.items()))


def _by_itself(words: str, marks: list[tuple[int, Mark]]) -> list[Hit]:
    """The marks that a line could be whatever stands around it; a pattern runs only where what it needs is there."""
    length = len(words)
    number = _DIGIT.search(words) is not None
    clock = number and _CLOCK.search(words) is not None
    return [
        (at, hit)
        for at, mark in marks
        if length <= mark.limit
        and (number or not mark.digits)
        and (clock or not mark.clock)
        and (number or not mark.timed or _PASSED.search(words))
        and (not mark.words or any(word in words for word in mark.words))
        and (hit := mark.regex.fullmatch(words))
    ]


def _furnish(found: Found, lines: Lines, grammar: Grammar) -> None:
    """Mark what the page draws with every comment, unless it is a mark already; it is no bare name."""
    drawn = next((at for at, mark in enumerate(grammar.marks) if mark.role == FURNITURE), None)
    if drawn is None:
        return
    # What an extractor alone wrote is no body either.
    added = (line for line, words in enumerate(lines.content) if words and not lines.bare[line])
    found.update({line: [(drawn, hit)] for line in added if (hit := grammar.marks[drawn].regex.match(" "))})
    for line in furniture(lines):
        if all(grammar.marks[at].namelike for at, _ in found.get(line, ())):
            hit = grammar.marks[drawn].regex.fullmatch(lines.bare[line])
            if hit is not None:
                found[line] = [(drawn, hit)]


def _leading(lines: Lines, line: int, ahead: int, roles: frozenset[str], leading: list[tuple[int, Mark]]) -> list[Hit]:
    """Marks that need a certain mark on the next line."""
    length = len(lines.bare[line])
    return [
        (at, hit)
        for at, mark in leading
        if length <= mark.limit
        and (not mark.digits or _DIGIT.search(lines.bare[line]))
        and not roles.isdisjoint(mark.followed_by)
        and (not mark.adjoining or ahead == line + 1)
        and (not mark.same_indent or lines.indent[ahead] == lines.indent[line])
        and (hit := mark.regex.fullmatch(lines.bare[line]))
    ]


def _habitual(found: Found, lines: Lines, grammar: Grammar) -> Found:
    """Drop the marks that only now and then stand where they would have to stand always."""
    dropped: set[int] = set()
    for at, mark in enumerate(grammar.marks):
        if mark.habit:
            could = [
                line
                for line, hits in found.items()
                if any(grammar.marks[one].role in mark.followed_by for one, _ in hits)
            ]
            fits = sum(
                1
                for line, hits in found.items()
                if any(one == at for one, _ in hits)
                and (mark.blanks[0] is None or line == 0 or (not lines.content[line - 1]) == mark.blanks[0])
            )
            if fits < mark.habit * len(could):
                dropped.add(at)
    if not dropped:
        return found
    kept = {line: [hit for hit in hits if hit[0] not in dropped] for line, hits in found.items()}
    return {line: hits for line, hits in kept.items() if hits}


def _columns(lines: Lines, grammar: Grammar, found: Found) -> Columns:
    """Where heads and bodies stand, judged by the marks that are sure of themselves."""
    sure = {
        at: one.inline
        for at, one in enumerate(grammar.marks)
        if one.column == "head" and one.weight >= 1.5 and one.role in ("author", "number")
    }
    heads = [(line, all(sure[at] for at in mine)) for line, hits in found.items() if (mine := sure.keys() & dict(hits))]
    # A number before a body may be an item of a list: such ones tell the column only where there is nothing else.
    alone = [lines.indent[line] for line, inline in heads if not inline]
    column = commonest(alone or [lines.indent[line] for line, _ in heads])
    after = [lines.following[line] for line, _ in heads if lines.indent[line] == column]
    bodies = [lines.indent[line] for line in after if line < len(lines) and line not in found]
    return Columns(column, commonest(bodies))


def _astray(lines: Lines, grammar: Grammar, found: Found) -> frozenset[int]:
    """Lines that begin further right than heads do, where heads and bodies stand apart."""
    columns = _columns(lines, grammar, found)
    return frozenset(line for line in found if columns.apart and lines.indent[line] >= (columns.body or 0))


def _habits(lines: Lines, grammar: Grammar, found: Found) -> Habits:
    """Learn from the marks that are sure of themselves."""
    names: Counter[str] = Counter()
    author_at: dict[int, str] = {}
    before, own, last = [], [], []
    undated = 0
    for line, hits in found.items():
        sure = [(at, hit) for at, hit in hits if not grammar.marks[at].namelike and grammar.marks[at].weight >= 1.0]
        names.update(_names_on(sure))
        author = next((hit["author"] for _, hit in sure if "author" in hit.re.groupindex and hit["author"]), None)
        if author is not None:
            author_at[line] = author.casefold()
        if line in author_at:
            before.append(line == 0 or not lines.content[line - 1])
            end = _head_end(lines, grammar, found, line)
            own.append(line + 1 < len(lines) and not lines.content[line + 1])
            last.append(end + 1 < len(lines) and not lines.content[end + 1])
        elif any(grammar.marks[at].role == "date" for at, _ in sure):
            previous = _previous(lines, line)
            undated += previous not in found or previous not in author_at
    # As many heads lose their date as their name; about one comment in ten has a short paragraph of its own.
    bare = min(1.0, max(-4.0, math.log((undated + 0.5) / (0.1 * len(before) + 1.0)))) if before else 0.0
    # Names and dates are lost one by one: both of them as often as chance has it.
    lost = (undated + 0.5) ** 2 / (len(before) + 1.0) if before else math.inf
    if grammar.names_alone:
        names += _recurring(lines, found)
    heads = frozenset(line for line, hits in found.items() if any(_opens(grammar.marks[at]) for at, _ in hits))
    return Habits(
        _columns(lines, grammar, found),
        names,
        author_at,
        heads,
        _share(before),
        (_share(own), _share(last)),
        bare,
        lost,
    )


def _opens(mark: Mark) -> bool:
    return mark.place == "head" and mark.opens and mark.weight >= 1.0 and not mark.namelike


def _recurring(lines: Lines, found: Found) -> Counter[str]:
    """Short lines that come back: where nothing but names heads comments, people do."""
    counts = Counter(lines.bare[line].casefold() for line in found)
    return Counter({words: count for words, count in counts.items() if count > 1})


def _names_on(hits: list[Hit]) -> set[str]:
    """Every name that the marks on one line give."""
    stated = [
        hit[group] for _, hit in hits for group in ("author", "parent", "lead", "replies") if group in hit.re.groupindex
    ]
    return {part.strip(", ").casefold() for one in stated if one for part in one.split("@") if part.strip(", ")}


def _head_end(lines: Lines, grammar: Grammar, found: Found, line: int) -> int:
    """Last line of the head that begins on a line: marks that follow each other."""
    following = lines.following[line]
    while following in found and any(
        grammar.marks[at].place == "head" and not grammar.marks[at].namelike and grammar.marks[at].rank > 1
        for at, _ in found[following]
    ):
        line, following = following, lines.following[following]
    return line


def _previous(lines: Lines, line: int) -> int:
    line -= 1
    while line >= 0 and not lines.content[line]:
        line -= 1
    return line


def _share(flags: list[bool]) -> float:
    return (sum(flags) + 0.5) / (len(flags) + 1.0)


def _events(lines: Lines, grammar: Grammar, found: Found, habits: Habits, shifts: dict[int, Candidate]) -> list[Event]:
    """Lines that could be marks, one event each, and runs of lines that could not, one event a run."""
    events: list[Event] = []
    first = last = -1
    content = lines.content
    author = ""
    for line in range(len(content)):
        if not content[line]:
            continue
        hits = found.get(line, ())
        if not hits and line not in shifts:
            first = line if first < 0 else first
            last = line
            continue
        if first >= 0:
            events += _run(lines, first, last) if grammar.first_unmarked else [Event(first, last, ())]
            first = -1
        scored = tuple(
            Candidate(
                at,
                _score(lines, grammar.marks[at], line, habits.columns, hit)
                + (_name_score(lines, line, habits, author) if grammar.marks[at].namelike else 0.0)
                + (addressed(hit, habits.names) if grammar.marks[at].role in ("lead", "replies") else 0.0),
                hit,
            )
            for at, hit in hits
        )
        if line in shifts:
            scored += (shifts[line],)
        author = _speaker(lines, habits, line, [grammar.marks[at] for at, _ in hits], author)
        events.append(Event(line, line, scored))
    if first >= 0:
        events.append(Event(first, last, ()))
    return events


def _speaker(lines: Lines, habits: Habits, line: int, marks: Sequence[Mark], author: str) -> str:
    """Who speaks from a line on, as far as its sure marks or a known name tell; a date alone says: somebody else."""
    if line in habits.author_at:
        return habits.author_at[line]
    words = lines.bare[line].casefold()
    if any(mark.role == "date" and mark.place == "head" for mark in marks):
        return author if _previous(lines, line) in habits.author_at else ""
    return words if words in habits.names and any(mark.namelike for mark in marks) else author


def _run(lines: Lines, first: int, last: int) -> list[Event]:
    """A run of lines without marks, its last paragraph apart: there a comment without a head may begin."""
    start = last
    while start > first and lines.content[start - 1]:
        start -= 1
    return [Event(first, start - 1, ()), Event(start, last, ())] if start > first else [Event(first, last, ())]


def _name_score(lines: Lines, line: int, habits: Habits, author: str) -> float:
    """Log-odds that a bare short line is the head of a comment, judged by the dump's sure heads."""
    content = lines.bare[line]
    own = bool(author) and set(content.casefold().split()) <= set(author.split())
    if own and _closes(lines, habits, line):
        # Whoever signs a comment repeats the name that heads it, or a part of it.
        return SIGNED_OFF
    # Above a postscript as well, so that to be known tells nothing; or the same person goes on.
    score = namelike(content, {} if own else habits.names) + habits.bare
    if lines.has_blanks:
        before = line == 0 or not lines.content[line - 1]
        after = line + 1 < len(lines) and not lines.content[line + 1]
        # A name without the rest of its head stands right above the words, as the last line of a head does.
        name, last = habits.after
        score += _fit(habits.before, before) + _fit(name if line + 1 in habits.heads else last, after)
    return score


def _closes(lines: Lines, habits: Habits, line: int) -> bool:
    """Whether nothing is said below a line before the next head: a signature ends what it signs."""
    following = lines.following[line]
    return following == len(lines) or following in habits.heads or lines.bare[following].casefold() in habits.names


def _fit(share: float, flag: bool) -> float:
    """Log-odds of a flag, where the sure heads have it with this share and other lines every other time."""
    return max(-2.5, math.log((share if flag else 1.0 - share) / 0.5))


def _score(lines: Lines, mark: Mark, line: int, columns: Columns, hit: re.Match[str]) -> float:
    """Log-odds of one mark on one line, its surroundings weighed in."""
    score = mark.weight
    if mark.role == "author" and not mark.namelike and "date" not in hit.re.groupindex:
        # The line above a date is not always a name: the name may be lost, and a body end there. A number makes it one.
        most = ODD_NAME if hit.groupdict().get("number") else math.inf
        score -= min(most, max(0.0, -namelike(hit["author"], {})))
    if mark.column is not None and columns.apart:
        wanted = columns.head if mark.column == "head" else columns.body
        score += IN_COLUMN if lines.indent[line] == wanted else OUT_OF_COLUMN
    if lines.has_blanks:
        before, after = mark.blanks
        if before is not None and line > 0:
            score += BLANK_FITS if (not lines.content[line - 1]) == before else BLANK_MISSING
        if after is not None and line + 1 < len(lines):
            score += BLANK_FITS if (not lines.content[line + 1]) == after else BLANK_MISSING
    if mark.deeper is not None:
        following = lines.following[line]
        if following < len(lines):
            score += DEEPER if (lines.indent[following] > lines.indent[line]) == mark.deeper else NOT_DEEPER
    return score
