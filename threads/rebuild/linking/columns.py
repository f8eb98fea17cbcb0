"""What the columns of comments say about their parents, where columns are lost here and there as well.

A comment that lost its column stands at the margin, among the roots. What is shown around it tells whether it can be
one of them, and whom those further in answer: :mod:`.levels` weighs all that is possible.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from .decode import ROOT, Candidate
from .levels import parents_drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .nesting import Nesting

#: Log-odds of a column that can be trusted; of one below which comments are missing.
INDENTED: Final = 4.0
HIDDEN: Final = -1.0
#: The same where columns are lost: at the margin a comment may be a reply, and a gap a parent moved to the margin.
INDENTED_WHEN_DAMAGED: Final = 3.0
LEFT_WHEN_DAMAGED: Final = 0.5
GAP_WHEN_DAMAGED: Final = 2.5
#: How much what stands around a comment at the margin counts, and how many log-odds it can tell.
AROUND: Final = 0.4
MOST: Final = 4.0
#: A parent in fewer of the draws is chance.
SELDOM: Final = 0.02


def by_column(nesting: Nesting, ids: Sequence[str], lost: float | None) -> list[list[Candidate]]:
    """Score the parents that columns suggest, by comment.

    ``lost`` is the probability that a column is lost, ``None`` where all can be trusted.
    """
    if lost is None:
        return [_trusted(parent, hidden, ids) for parent, hidden in zip(nesting.parents, nesting.hidden, strict=True)]
    drawn = parents_drawn(nesting.levels, lost)
    roots = (np.sum(drawn < 0, axis=0) + 0.5) / (len(drawn) + 1.0)
    margin = np.array(nesting.levels) == 0
    margin[0] = False
    usual = float(roots[margin].mean()) if margin.any() else 0.5
    return [
        _at_the_margin(at, float(roots[at]), usual) if level == 0 else _within(drawn[:, at], level, nesting.levels, ids)
        for at, level in enumerate(nesting.levels)
    ]


def _trusted(parent: int, hidden: int, ids: Sequence[str]) -> list[Candidate]:
    if parent < 0:
        return [] if hidden else [Candidate(ROOT, "indentation", None, INDENTED)]
    return [Candidate(parent, "indentation", ids[parent], HIDDEN if hidden else INDENTED)]


def _at_the_margin(at: int, root: float, usual: float) -> list[Candidate]:
    """How much likelier than others at the margin this one is a root: words know how often these are replies."""
    around = _log_odds(root) - _log_odds(usual) if at else 0.0
    weight = LEFT_WHEN_DAMAGED + AROUND * max(-MOST, min(MOST, around))
    return [Candidate(ROOT, "indentation", None, weight)]


def _within(parents: NDArray[np.int64], level: int, levels: Sequence[int], ids: Sequence[str]) -> list[Candidate]:
    """Score what a comment answers that kept its column, by how often that is drawn."""
    found, counts = np.unique(parents[parents != ROOT], return_counts=True)
    shares = dict(zip(found.tolist(), (counts / max(1, counts.sum())).tolist(), strict=True))
    fitting = sum(share for one, share in shares.items() if levels[one] in (0, level - 1))
    sure = INDENTED_WHEN_DAMAGED if 2 * fitting > 1 else GAP_WHEN_DAMAGED
    return [
        Candidate(one, "indentation", ids[one], sure + math.log(share))
        for one, share in sorted(shares.items(), reverse=True)
        if share > SELDOM
    ]


def _log_odds(share: float) -> float:
    return math.log(share / (1.0 - share))
