"""Replies by one person to several comments: marks say who and whom, words say which reply answers which comment."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .decode import Candidate
    from .slots import Match, Solver

#: People with more matched replies than this keep them as they were matched.
MANY: Final = 60
#: Words must be this much for an exchange (log-odds), so that ties stay as the marks' order has them.
GAIN: Final = 0.5
#: Log-odds of a parent that words do not list, below the least that they do.
UNHEARD: Final = 1.0


def rivals(solver: Solver) -> dict[int, list[int]]:
    """Map each matched comment to the parents that its author's back-references leave open, where there are several."""
    by_name: dict[str, list[int]] = {}
    for at, match in sorted(solver.matches.items()):
        by_name.setdefault(match.slot.name, []).append(at)
    out: dict[int, list[int]] = {}
    for children in by_name.values():
        if len(children) > MANY:
            continue
        parents = sorted({solver.matches[at].slot.parent for at in children})
        for at in children:
            open_to = [parent for parent in parents if _fits(solver, at, parent)]
            if len(open_to) > 1:
                out[at] = open_to
    return out


def _fits(solver: Solver, at: int, parent: int) -> bool:
    lead = solver.lead[at]
    return parent < at and (lead is None or lead == solver.names.known[parent])


def exchanged(
    matches: Mapping[int, Match], open_to: Mapping[int, Sequence[int]], words: Sequence[Sequence[Candidate]]
) -> dict[int, Match]:
    """Exchange the back-references of two comments by one person while words gain by it."""
    out = dict(matches)
    fit = {at: _fit(words[at], parents) for at, parents in open_to.items()}
    by_name: dict[str, list[int]] = {}
    for at in sorted(open_to):
        by_name.setdefault(out[at].slot.name, []).append(at)
    for children in by_name.values():
        while any(_exchange(out, fit, a, b) for a, b in combinations(children, 2)):
            pass
    return out


def _fit(words: Sequence[Candidate], parents: Sequence[int]) -> dict[int, float]:
    """What words say for each parent, all kinds of evidence together."""
    heard: dict[int, float] = {}
    for one in words:
        if one.parent >= 0:
            heard[one.parent] = heard.get(one.parent, 0.0) + one.log_odds
    least = min(heard.values(), default=0.0) - UNHEARD
    return {parent: heard.get(parent, least) for parent in parents}


def _exchange(matches: dict[int, Match], fit: Mapping[int, Mapping[int, float]], a: int, b: int) -> bool:
    one, other = matches[a], matches[b]
    p, q = one.slot.parent, other.slot.parent
    if p == q or q not in fit[a] or p not in fit[b]:
        return False
    if fit[a][q] + fit[b][p] < fit[a][p] + fit[b][q] + GAIN:
        return False
    matches[a], matches[b] = other._replace(child=a), one._replace(child=b)
    return True
