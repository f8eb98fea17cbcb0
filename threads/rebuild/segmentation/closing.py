"""What closes comments in a dump: a foot that nearly all have."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..grammar import Grammar, Mark
    from .candidate import Event

#: Share of heads below a foot from which on feet part comments, and the log-odds of a head that is lost there.
MOSTLY: Final = 0.4
LOST_HEAD: Final = 0.5
#: A mark of this weight is no accident, nearly.
DISTINCTIVE: Final = 3.0


def closing_feet(grammar: Grammar, events: Sequence[Event]) -> Grammar:
    """Where nearly every head has a foot above it, a foot alone parts two comments as well."""
    marks = grammar.marks
    below: list[bool] = []
    for before, event in pairwise(events):
        if any(_sure_head(marks[one.mark], one.score) for one in event.candidates):
            above = {marks[one.mark].place for one in before.candidates}
            # The line above may belong to the same head.
            if "head" not in above:
                below.append("foot" in above)
    share = sum(below) / len(below) if below else 0.0
    if share < MOSTLY:
        return grammar
    return replace(grammar, unmarked=max(grammar.unmarked, LOST_HEAD))


def _sure_head(mark: Mark, score: float) -> bool:
    return mark.place == "head" and mark.opens and min(mark.weight, score) >= DISTINCTIVE
