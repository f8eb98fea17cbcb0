"""Lines that begin in another column than the comment they follow: all that may be left of a reply's head."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from ..text.lines import commonest
from ..text.namelike import namelike
from .candidate import Candidate
from .heads import filled_above

if TYPE_CHECKING:
    from ..grammar import Grammar
    from ..text.lines import Lines
    from .candidate import Found

#: Log-odds of a new comment for a line to the left of its comment's head, and for one that stays to the right.
OUTDENT: Final = 3.0
INDENT: Final = 1.0
#: A line beside the comment's column, after which the comment goes on where it was: a quotation or a list.
RETURNS: Final = -6.0
#: So many lines below a line to the left are looked at for text in the old column.
BACK: Final = 40
#: So many heads, and this share of all, show that bodies stand to their left.
FEWEST_LEFT: Final = 5
MOSTLY_LEFT: Final = 0.5
#: A mark at least this sure opens a comment by itself.
SURE: Final = 1.5


def shifted_lines(lines: Lines, grammar: Grammar, found: Found, bare: float, lost: float) -> dict[int, Candidate]:
    """Weigh every line whose column differs from that of the comment before it.

    To the left of its own head stands at most a quotation, where a text browser moves those out; to the right may
    stand a quotation as well, which the comment survives, or a reply, which it does not; ``bare`` (log-odds) says
    how often heads are damaged in this dump, ``lost`` how many are likely to be lost as a whole.
    """
    marks = [at for at, mark in enumerate(grammar.marks) if mark.by_indent]
    if not marks:
        return {}
    mark = marks[0]
    regex = grammar.marks[mark].regex
    heads = _names_above(lines, grammar, found) if grammar.names_alone else _sure_heads(grammar, found)
    shift = _body_shift(lines, grammar, found, heads)
    leftmost = _leftmost_below(lines, heads)
    out: dict[int, Candidate] = {}
    base: int | None = None
    for line, content in enumerate(lines.content):
        if not content:
            continue
        if line in heads:
            base = lines.indent[line] + shift
            continue
        if base is None or (line in found and _only_head(grammar, found, line)) or _heads_a_head(lines, heads, line):
            continue
        back = lines.indent[line] < base - 1 and _goes_back(lines, line, base, heads, found)
        score = _weigh(lines, line, base, bare, leftmost[line], back=back)
        hit = regex.fullmatch(content) if score is not None else None
        if score is not None and hit is not None:
            out[line] = Candidate(mark, score, hit)
            base = lines.indent[line] if score > 0 else base
    return _damped(out, max(heads, default=-1), lost)


def _damped(shifts: dict[int, Candidate], last: int, lost: float) -> dict[int, Candidate]:
    """Where far more lines change their column than heads can be lost, most of them do so for other reasons.

    What the page says below its ``last`` head is told apart by other means.
    """
    moved = sum(one.score > 0 for line, one in shifts.items() if line < last)
    odds = min(0.0, math.log(lost / moved)) if moved else 0.0
    return {line: one._replace(score=one.score + odds) if line < last else one for line, one in shifts.items()}


def _body_shift(lines: Lines, grammar: Grammar, found: Found, heads: set[int]) -> int:
    """How far bodies stand to the right of their heads, as a rule."""
    shifts = []
    below: dict[int, int] = {}
    # From the last line up: heads in a row share the body below them.
    for line in sorted(heads.union(found), reverse=True):
        at = lines.following[line]
        below[line] = at = below[at] if at in found and _only_head(grammar, found, at) else at
        if line in heads and at < len(lines) and at not in heads:
            shifts.append(lines.indent[at] - lines.indent[line])
    usual = commonest(shifts) or 0
    return usual if shifts.count(usual) >= max(FEWEST_LEFT, MOSTLY_LEFT * len(shifts)) else max(0, usual)


def _sure_heads(grammar: Grammar, found: Found) -> set[int]:
    sure = {
        at
        for at, mark in enumerate(grammar.marks)
        if mark.place == "head" and mark.opens and not mark.namelike and mark.weight >= SURE
    }
    return {line for line, hits in found.items() if any(at in sure for at, _ in hits)}


def _names_above(lines: Lines, grammar: Grammar, found: Found) -> set[int]:
    """Short lines that may be names, as far to the left of what follows as most of those that stand left of it."""
    deeper = {at for at, mark in enumerate(grammar.marks) if mark.namelike and mark.deeper}
    could = {}
    for line, hits in found.items():
        below, apart = lines.following[line], line == 0 or not lines.content[line - 1]
        if below < len(lines) and apart and deeper & dict(hits).keys() and namelike(lines.bare[line], {}) > 0:
            could[line] = lines.indent[below] - lines.indent[line]
    usual = commonest([shift for shift in could.values() if shift > 0])
    return {line for line, shift in could.items() if shift == usual}


def _only_head(grammar: Grammar, found: Found, line: int) -> bool:
    return any(grammar.marks[at].place == "head" and not grammar.marks[at].namelike for at, _ in found[line])


def _heads_a_head(lines: Lines, heads: set[int], line: int) -> bool:
    """Whether a sure head follows at once, in the same column or below a blank line: this line is its title."""
    apart = lines.has_blanks and line > 0 and not lines.content[line - 1]
    return line + 1 in heads and (apart or lines.indent[line + 1] == lines.indent[line])


def _weigh(lines: Lines, line: int, base: int, bare: float, leftmost: float, *, back: bool) -> float | None:
    """Log-odds of a new comment, ``None`` where the column does not change; ``back`` where text goes on in the old."""
    indent = lines.indent[line]
    apart = line == 0 or not lines.content[line - 1] or not lines.has_blanks
    if indent < base - 1:
        return OUTDENT - (0.0 if apart else 2.0) + (RETURNS if back else 0.0)
    if indent <= base + 1:
        return None
    # Text goes on after it, or says itself that a list or a quotation follows.
    within = leftmost <= base + 1 or lines.content[filled_above(lines, line)].endswith(":")
    return INDENT + bare + (0.0 if apart else -2.0) + (RETURNS if within else 0.0)


def _goes_back(lines: Lines, line: int, base: int, heads: set[int], found: Found) -> bool:
    """Whether text goes on in the old column below a line to its left; what may be a mark is no such text."""
    for below in range(line + 1, min(len(lines), line + 1 + BACK)):
        if below in heads:
            return False
        if lines.content[below] and below not in found and abs(lines.indent[below] - base) <= 1:
            return True
    return False


def _leftmost_below(lines: Lines, heads: set[int]) -> list[float]:
    """The leftmost column of the lines between each line and the next sure head; infinite where there are none.

    Where that is the old column, the text goes on after a line to the right of it.
    """
    out = [math.inf] * len(lines)
    reached = math.inf
    for line in range(len(lines) - 1, -1, -1):
        out[line] = reached
        if line in heads:
            reached = math.inf
        elif lines.content[line]:
            reached = min(reached, lines.indent[line])
    return out
