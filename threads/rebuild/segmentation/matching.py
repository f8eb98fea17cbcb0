"""Which marks each line could be: matched, weighed by what the sure heads have in common, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..grammar import FURNITURE
from ..grammars.common import EVERYWHERE
from ..layouts.page import tells_of_author
from ..text.trying import Tries, has_digit
from .candidate import Candidate, Event
from .heads import columns_of, filled_above, habits_of
from .indents import shifted_lines
from .numbers import plausible_numbers
from .weighing import weighed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..grammar import Grammar, Mark
    from ..text.lines import Lines
    from .candidate import Found, Hit
    from .heads import Habits

#: Names of one word are no longer than this.
LONGEST_HANDLE: Final = 40


def events_of(lines: Lines, grammar: Grammar) -> list[Event]:
    """Match every line against every mark and weigh what matches."""
    found = _habitual(_matches(lines, grammar), lines, grammar)
    found = plausible_numbers(found, grammar, _astray(lines, grammar, found))
    habits = habits_of(lines, grammar, found)
    shifts = shifted_lines(lines, grammar, found, habits.bare, habits.lost)
    return _events(lines, grammar, found, habits, shifts)


def _matches(lines: Lines, grammar: Grammar) -> Found:
    """Which marks each line could be; from the last line up, so that a mark can ask what follows it."""
    shared = _shared(grammar)
    known = frozenset(shared.values())
    plain = Tries(
        (at, one)
        for at, one in enumerate(grammar.marks)
        if not one.followed_by and not one.by_indent and at not in known
    )
    everywhere = lines.everywhere if shared else {}
    leading = [(at, one) for at, one in enumerate(grammar.marks) if one.followed_by]
    out: Found = {}
    content = lines.bare
    ahead = -1
    roles: frozenset[str] = frozenset()
    for line in range(len(content) - 1, -1, -1):
        if not content[line]:
            continue
        spelled = _as_spelled(lines, line) if grammar.handles else ""
        hits = plain.on(content[line])
        if spelled:
            hits += [(at, hit) for at, hit in plain.on(spelled) if grammar.marks[at].role == "author"]
        if line in everywhere:
            hits = sorted(hits + [(shared[at], hit) for at, hit in everywhere[line] if at in shared])
        if hits and tells_of_author(content[line], content[line - 1] if line else ""):
            hits = [(at, hit) for at, hit in hits if grammar.marks[at].place != "head"]
        if roles and not any(grammar.marks[at].role == "button" for at, _ in hits):
            hits += _leading(lines, (line, ahead), spelled or content[line], roles, leading)
        if hits:
            out[line] = hits
        if leading:
            told = frozenset(grammar.marks[at].role for at, _ in hits)
            # A button between two marks does not part them.
            roles = told | roles if told == {"button"} else told
        ahead = line
    _furnish(out, lines, grammar)
    return dict(sorted(out.items()))


def _shared(grammar: Grammar) -> dict[int, int]:
    """Which of the grammar's marks nearly every grammar has: by place in ``EVERYWHERE``, the place in this grammar."""
    own = {id(mark): at for at, mark in enumerate(grammar.marks)}
    return {at: own[id(mark)] for at, mark in enumerate(EVERYWHERE) if id(mark) in own}


def _furnish(found: Found, lines: Lines, grammar: Grammar) -> None:
    """Mark what the page draws with every comment, unless it is a mark already; it is no bare name."""
    drawn = next((at for at, mark in enumerate(grammar.marks) if mark.role == FURNITURE), None)
    if drawn is None:
        return
    # What an extractor alone wrote is no body either.
    added = (line for line, words in enumerate(lines.content) if words and not lines.bare[line])
    found.update({line: [(drawn, hit)] for line in added if (hit := grammar.marks[drawn].regex.match(" "))})
    for line in lines.furniture:
        if all(grammar.marks[at].namelike for at, _ in found.get(line, ())):
            hit = grammar.marks[drawn].regex.fullmatch(lines.bare[line])
            if hit is not None:
                found[line] = [(drawn, hit)]


def _as_spelled(lines: Lines, line: int) -> str:
    """A line that may be a name with ``_`` in it, which its extractor writes for blanks as well; empty for none."""
    words = lines.content[line]
    joined = "_" in words and " " not in words and lines.dialect is not None and lines.dialect.name == "html2text"
    return words if joined and len(words) <= LONGEST_HANDLE else ""


def _leading(
    lines: Lines, both: tuple[int, int], words: str, roles: frozenset[str], leading: list[tuple[int, Mark]]
) -> list[Hit]:
    """Marks that need a certain mark on the next line."""
    line, ahead = both
    length = len(words)
    return [
        (at, hit)
        for at, mark in leading
        if length <= mark.limit
        and (not mark.digits or has_digit(words))
        and not roles.isdisjoint(mark.followed_by)
        and (not mark.adjoining or ahead == line + 1)
        and (not mark.same_indent or lines.indent[ahead] == lines.indent[line])
        and (hit := mark.regex.fullmatch(words))
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


def _astray(lines: Lines, grammar: Grammar, found: Found) -> frozenset[int]:
    """Lines that begin further right than heads do, where heads and bodies stand apart."""
    columns = columns_of(lines, grammar, found)
    return frozenset(line for line in found if columns.apart and lines.indent[line] >= (columns.body or 0))


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
            Candidate(at, weighed(lines, line, grammar.marks[at], hit, habits, author=author), hit) for at, hit in hits
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
        return author if filled_above(lines, line) in habits.author_at else ""
    return words if words in habits.names and any(mark.namelike for mark in marks) else author


def _run(lines: Lines, first: int, last: int) -> list[Event]:
    """A run of lines without marks, its last paragraph apart: there a comment without a head may begin."""
    start = last
    while start > first and lines.content[start - 1]:
        start -= 1
    return [Event(first, start - 1, ()), Event(start, last, ())] if start > first else [Event(first, last, ())]
