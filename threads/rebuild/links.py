"""From solved slots to candidate parents: what each mark says about each comment's parent, as log-odds."""

from __future__ import annotations

import math
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from .decode import ROOT, Candidate, Links, decode
from .slots import DECAY, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .blocks import Block
    from .slots import Names, Solver

MOST: Final = 8


def link(blocks: Sequence[Block], names: Names, solver: Solver, ids: Sequence[str]) -> Links:
    """Score every candidate that marks name, and decode."""
    candidates: list[list[Candidate]] = []
    fixed: dict[int, int] = {}
    for at, block in enumerate(blocks):
        match = solver.matches.get(at)
        if match is not None:
            parent = match.slot.parent
            sure = 3.5 if match.both_named else 2.5
            doubt = math.log1p(match.rivals)
            fixed[at] = parent
            candidates.append(
                [
                    Candidate(parent, "back-reference", ids[parent], sure - 0.5 * doubt),
                    *([Candidate(parent, "lead-mention", ids[parent], 2.0)] if block.leads else []),
                    *_namesakes(at, solver.lead[at], names, ids, without=parent),
                ]
            )
            continue
        lead = solver.lead[at]
        candidates.append(_namesakes(at, lead, names, ids, without=None) if lead else [])
    return decode(len(blocks), fixed, candidates)


def _namesakes(at: int, lead: str | None, names: Names, ids: Sequence[str], *, without: int | None) -> list[Candidate]:
    """Earlier comments by the person that a comment addresses, the nearest first."""
    if lead is None:
        return []
    mine = names.by_name.get(lead, [])
    earlier = [one for one in mine[: bisect_left(mine, at)][-MOST:] if one != without]
    base = 2.2 if without is None else -0.5
    return [
        Candidate(one, "lead-mention", ids[one], base - DECAY * math.log2(1 + rank))
        for rank, one in enumerate(reversed(earlier))
    ]


__all__ = ["ROOT", "fold", "link"]
