"""Lines that begin in another column than the comment they follow: all that may be left of a reply's head."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from .candidate import Candidate
from .lines import commonest

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from .grammar import Grammar
    from .lines import Lines

    Found = dict[int, list[tuple[int, re.Match[str]]]]

#: Log-odds of a new comment for a line to the left of its comment's head, and for one that stays to the right.
OUTDENT: Final = 3.0
INDENT: Final = 1.0
#: A line to the right, after which the comment goes on where it was: a quotation or a list.
RETURNS: Final = -6.0
#: A mark at least this sure opens a comment by itself.
SURE: Final = 1.5


def shifted_lines(lines: Lines, grammar: Grammar, found: Found, bare: float) -> dict[int, Candidate]:
    """Weigh every line whose column differs from that of the comment before it.

    Nothing stands to the left of its own head. To the right may stand a quotation, which the comment survives,
    or a reply, which it does not; ``bare`` (log-odds) says how often heads are damaged in this dump.
    """
    marks = [at for at, mark in enumerate(grammar.marks) if mark.by_indent]
    if not marks:
        return {}
    mark = marks[0]
    regex = grammar.marks[mark].regex
    heads = _sure_heads(grammar, found)
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
        score = _weigh(lines, line, base, bare, leftmost)
        hit = regex.fullmatch(content) if score is not None else None
        if score is not None and hit is not None:
            out[line] = Candidate(mark, score, hit)
            base = lines.indent[line] if score > 0 else base
    return out


def _body_shift(lines: Lines, grammar: Grammar, found: Found, heads: set[int]) -> int:
    """How far bodies stand to the right of their heads, as a rule."""
    shifts = []
    below: dict[int, int] = {}
    # From the last line up: heads in a row share the body below them.
    for line in sorted(heads.union(found), reverse=True):
        at = lines.following[line]
        below[line] = at = below[at] if at in found and _only_head(grammar, found, at) else at
        if line in heads and at < len(lines) and at not in heads:
            shifts.append(max(0, lines.indent[at] - lines.indent[line]))
    return commonest(shifts) or 0


def _sure_heads(grammar: Grammar, found: Found) -> set[int]:
    sure = {
        at
        for at, mark in enumerate(grammar.marks)
        if mark.place == "head" and mark.opens and not mark.namelike and mark.weight >= SURE
    }
    return {line for line, hits in found.items() if any(at in sure for at, _ in hits)}


def _only_head(grammar: Grammar, found: Found, line: int) -> bool:
    return any(grammar.marks[at].place == "head" and not grammar.marks[at].namelike for at, _ in found[line])


def _heads_a_head(lines: Lines, heads: set[int], line: int) -> bool:
    """Whether a sure head follows at once in the same column: this line is its title."""
    return line + 1 in heads and lines.indent[line + 1] == lines.indent[line]


def _weigh(lines: Lines, line: int, base: int, bare: float, leftmost: Sequence[float]) -> float | None:
    """Log-odds of a new comment, ``None`` where the column does not change."""
    indent = lines.indent[line]
    apart = line == 0 or not lines.content[line - 1] or not lines.has_blanks
    if indent < base - 1:
        return OUTDENT if apart else OUTDENT - 2.0
    if indent <= base + 1:
        return None
    return INDENT + bare + (0.0 if apart else -2.0) + (RETURNS if leftmost[line] <= base + 1 else 0.0)


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
