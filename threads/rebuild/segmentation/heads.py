"""What the sure heads of a dump have in common: where they stand, whom they name, what blank lines are around them."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ..text.lines import commonest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..grammar import Grammar, Mark
    from ..text.lines import Lines
    from .candidate import Found, Hit


#: The fields that name somebody.
_NAMED: Final = ("author", "parent", "lead", "replies")


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


def habits_of(lines: Lines, grammar: Grammar, found: Found) -> Habits:
    """Learn from the marks that are sure of themselves."""
    marks = grammar.marks
    telling = frozenset(at for at, mark in enumerate(marks) if not mark.namelike and mark.weight >= 1.0)
    opening = frozenset(at for at in telling if marks[at].place == "head" and marks[at].opens)
    sure = {line: [hit for hit in hits if hit[0] in telling] for line, hits in found.items()}
    names = Counter(name for hits in sure.values() for name in _names_on(hits, marks))
    if grammar.names_alone:
        names += _recurring(lines, found)
    author_at = {line: name.casefold() for line, hits in sure.items() if (name := _author(hits, marks))}
    undated = sum(
        line not in author_at and filled_above(lines, line) not in author_at
        for line, hits in sure.items()
        if any(marks[at].role == "date" for at, _ in hits)
    )
    bare, lost = _losses(undated, len(author_at))
    return Habits(
        columns_of(lines, grammar, found),
        names,
        author_at,
        frozenset(line for line, hits in found.items() if not opening.isdisjoint([at for at, _ in hits])),
        _share([line == 0 or not lines.content[line - 1] for line in author_at]),
        (
            _share([_blank_below(lines, line) for line in author_at]),
            _share([_blank_below(lines, _head_end(lines, grammar, found, line)) for line in author_at]),
        ),
        bare,
        lost,
    )


def _losses(undated: int, signed: int) -> tuple[float, float]:
    """Log-odds of a name that lost its date, and how many heads lost both, by the dates that lost their name."""
    if not signed:
        return 0.0, math.inf
    # As many heads lose their date as their name; about one comment in ten has a short paragraph of its own.
    bare = min(1.0, max(-4.0, math.log((undated + 0.5) / (0.1 * signed + 1.0))))
    # Names and dates are lost one by one: both of them as often as chance has it.
    return bare, (undated + 0.5) ** 2 / (signed + 1.0)


def columns_of(lines: Lines, grammar: Grammar, found: Found) -> Columns:
    """Where heads and bodies stand, judged by the marks that are sure of themselves."""
    sure = {
        at: one.inline
        for at, one in enumerate(grammar.marks)
        if one.column == "head" and one.weight >= 1.5 and one.role in ("author", "number")
    }
    heads = [
        (line, all(sure[at] for at in mine))
        for line, hits in found.items()
        if (mine := [at for at, _ in hits if at in sure])
    ]
    # A number before a body may be an item of a list: such ones tell the column only where there is nothing else.
    alone = [lines.indent[line] for line, inline in heads if not inline]
    column = commonest(alone or [lines.indent[line] for line, _ in heads])
    after = [lines.following[line] for line, _ in heads if lines.indent[line] == column]
    bodies = [lines.indent[line] for line in after if line < len(lines) and line not in found]
    return Columns(column, commonest(bodies))


def _author(hits: list[Hit], marks: Sequence[Mark]) -> str | None:
    return next((hit["author"] for at, hit in hits if "author" in marks[at].fields and hit["author"]), None)


def _recurring(lines: Lines, found: Found) -> Counter[str]:
    """Short lines that come back: where nothing but names heads comments, people do."""
    counts = Counter(lines.bare[line].casefold() for line in found)
    return Counter({words: count for words, count in counts.items() if count > 1})


def _names_on(hits: list[Hit], marks: Sequence[Mark]) -> set[str]:
    """Every name that the marks on one line give."""
    stated = [hit[group] for at, hit in hits for group in _NAMED if group in marks[at].fields]
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


def filled_above(lines: Lines, line: int) -> int:
    """The nearest line above that is not blank; -1 where there is none."""
    line -= 1
    while line >= 0 and not lines.content[line]:
        line -= 1
    return line


def _blank_below(lines: Lines, line: int) -> bool:
    return line + 1 < len(lines) and not lines.content[line + 1]


def _share(flags: list[bool]) -> float:
    return (sum(flags) + 0.5) / (len(flags) + 1.0)
