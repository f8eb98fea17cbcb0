"""Parents by indentation: levels relative to the dump's own columns, one-column noise forgiven, gaps kept apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..comments.blocks import Block
    from ..grammar import Grammar

#: A lone first comment above this many others at the next level stands there by accident.
CROWD: Final = 6
DEFAULT_STEP: Final = 4
NO_PARENT: Final = -1
#: One move in so many is no step where all others are more than so many times as large.
UNEVEN: Final = 4
SMALLER: Final = 3
#: Share of comments that state their level, from which on it counts.
STATED: Final = 0.6
#: Share of comments in one column from which on those to its left are strays.
STRAYS: Final = 0.96
#: Share of comments that may stand to the left of the first, a root, for having lost their heads.
LEFT_OF_FIRST: Final = 0.2


@dataclass(frozen=True)
class Nesting:
    """What indentation says.

    Attributes
    ----------
    levels : tuple of int
        Level of each comment; 0 is the margin.
    parents : tuple of int
        Index of the nearest shown ancestor, ``-1`` for a root.
    hidden : tuple of int
        How many levels lie between a comment and that ancestor: parents that the dump does not show.
    informative : bool
        Whether the columns differ at all.
    """

    levels: tuple[int, ...]
    parents: tuple[int, ...]
    hidden: tuple[int, ...]
    informative: bool


def nesting_of(blocks: Sequence[Block], grammar: Grammar) -> Nesting | None:
    """Read what stated levels say, else what columns say where the layout indents replies; ``None`` where neither."""
    if states_levels(blocks):
        # What lacks a level is hardly a comment; it must not become the parent of others.
        lowest = max(int(block.fields["level"]) for block in blocks if "level" in block.fields)
        return nest([int(block.fields.get("level", lowest)) for block in blocks], 1)
    return nest([block.indent for block in blocks], grammar.indent_step) if grammar.nesting == "indent" else None


def states_levels(blocks: Sequence[Block]) -> bool:
    """Whether the page says of most comments how deep they stand."""
    return bool(blocks) and sum("level" in block.fields for block in blocks) >= STATED * len(blocks)


def nest(indents: Sequence[int], step: int | None = None) -> Nesting:
    """Read parents off the columns at which comments begin.

    Parameters
    ----------
    indents : sequence of int
        Column of each comment's first line.
    step : int, optional
        Columns a reply moves to the right; estimated from the dump when left out.
    """
    if not indents:
        return Nesting((), (), (), informative=False)
    levels = _levels(indents, step or _step(indents))
    parents: list[int] = []
    hidden: list[int] = []
    stack: list[tuple[int, int]] = []
    for at, level in enumerate(levels):
        while stack and stack[-1][0] >= level:
            stack.pop()
        parents.append(stack[-1][1] if stack else NO_PARENT)
        hidden.append(level - stack[-1][0] - 1 if stack else level)
        stack.append((level, at))
    return Nesting(tuple(levels), tuple(parents), tuple(hidden), informative=_informative(levels))


def _informative(levels: Sequence[int]) -> bool:
    """Whether levels differ; a few strays to the left of one column that all others share do not make levels."""
    if len(set(levels)) < 2:
        return False
    level, count = Counter(levels).most_common(1)[0]
    return level == 0 or count < STRAYS * len(levels)


def _step(indents: Sequence[int]) -> int:
    """The commonest move to the right from one comment to the next, one-column noise left out."""
    moves = Counter(_large(sorted(b - a for a, b in pairwise(indents) if b - a > 1)))
    if not moves:
        return DEFAULT_STEP
    most = max(moves.values())
    return min(move for move, count in moves.items() if count * 2 >= most)


def _large(moves: list[int]) -> list[int]:
    """Moves without the few that are far smaller than all others: pages that were laid out one by one differ."""
    few = range(len(moves) // UNEVEN, 0, -1)
    return moves[next((at for at in few if moves[at] > SMALLER * moves[at - 1]), 0) :]


def _levels(indents: Sequence[int], step: int) -> list[int]:
    """Columns as levels above the leftmost column, noise of less than half a step forgiven."""
    base = min(indents)
    if 0 < sum(indent < indents[0] - 1 for indent in indents) <= LEFT_OF_FIRST * len(indents):
        base = indents[0]
    levels = [max(0, indent - base + step // 2) // step for indent in indents]
    if len(levels) > 1 and levels[0] == 0 and levels.count(0) == 1:
        following = min(levels[1:])
        if following and levels.count(following) >= CROWD:
            # One comment alone at the margin, and a crowd one level in: the first was shifted, not answered.
            levels = [0, *(level - following for level in levels[1:])]
    # Nothing stands above the first comment, wherever it was put.
    return [0, *levels[1:]]
