"""What the columns of comments say about their parents, where columns are lost here and there as well.

A comment that lost its column stands at the margin, among the roots. So one that is shown a level further in need not
answer the comment at the margin above it: that one may be another reply, and what both answer stands above.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from .decode import ROOT, Candidate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .nesting import Nesting

#: Log-odds of a column that can be trusted; of one below which comments are missing.
INDENTED: Final = 4.0
HIDDEN: Final = -1.0
#: The same where columns are lost: at the margin a comment may be a reply, and a gap a parent moved to the margin.
LEFT_WHEN_DAMAGED: Final = 0.5
GAP_WHEN_DAMAGED: Final = 2.5
#: So many earlier comments at the margin may be passed over; at most this share of them is taken to be shifted.
MOST: Final = 8
MOST_SHIFTED: Final = 0.9


def by_column(nesting: Nesting, ids: Sequence[str], lost: float | None) -> list[list[Candidate]]:
    """Score the parents that columns suggest, by comment.

    ``lost`` is the probability that a column is lost, ``None`` where all can be trusted.
    """
    if lost is None:
        return [_trusted(parent, hidden, ids) for parent, hidden in zip(nesting.parents, nesting.hidden, strict=True)]
    shifted = share_shifted(nesting.levels, lost)
    return [_doubted(at, nesting, ids, shifted) for at in range(len(ids))]


def _trusted(parent: int, hidden: int, ids: Sequence[str]) -> list[Candidate]:
    if parent < 0:
        return [] if hidden else [Candidate(ROOT, "indentation", None, INDENTED)]
    return [Candidate(parent, "indentation", ids[parent], HIDDEN if hidden else INDENTED)]


def share_shifted(levels: Sequence[int], lost: float) -> float:
    """Share of the comments at the margin, the first left out, that are replies without their column."""
    inside = sum(level > 0 for level in levels)
    margin = sum(level == 0 for level in levels[1:])
    return min(MOST_SHIFTED, inside * lost / (1.0 - lost) / max(margin, 1))


def _doubted(at: int, nesting: Nesting, ids: Sequence[str], shifted: float) -> list[Candidate]:
    if nesting.parents[at] < 0:
        return [] if nesting.hidden[at] else [Candidate(ROOT, "indentation", None, LEFT_WHEN_DAMAGED)]
    shares, ends = shown_above(at, nesting.levels, shifted)
    sure, total = INDENTED if ends else GAP_WHEN_DAMAGED, sum(shares.values())
    return [
        Candidate(one, "indentation", ids[one], sure + math.log(share / total))
        for one, share in shares.items()
        if share > 0.0
    ]


def shown_above(at: int, levels: Sequence[int], shifted: float) -> tuple[dict[int, float], bool]:
    """Share of belief in each earlier comment as the parent, going up; whether one in its place ends the search.

    A comment at the margin is a root, which is the parent of one a level in, or was shifted with probability
    ``shifted``: then it is no parent of one a level in, and of one further in as likely as not.
    """
    shares: dict[int, float] = {}
    left, passed = 1.0, 0
    for one in range(at - 1, -1, -1):
        if levels[one] >= levels[at]:
            continue
        if levels[one] > 0 or one == 0 or passed == MOST:
            ends = levels[one] == levels[at] - 1
            if ends or not shares:
                shares[one] = left
            return shares, ends
        stays = shifted if levels[at] == 1 else 0.5
        shares[one] = left * (1.0 - stays)
        left *= stays
        passed += 1
    return shares, False
