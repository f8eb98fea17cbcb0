"""Levels of comments some of whose columns are lost: what the columns shown before and behind allow.

A comment that lost its column stands at the margin. Read in the order of the page, one stands at most a level below the
one above it; how often the next one answers, goes on beside, or goes back, is estimated from the dump itself, as is how
many columns are lost (a hidden Markov model, Baum and Welch). Levels are drawn from what is left possible, always the
same ones, and every draw has its parents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: Rounds of estimating, and draws.
ROUNDS: Final = 3
DRAWS: Final = 64
#: Levels further in than this move as this one does.
DEEPEST: Final = 15
#: Weight of a comment that stands more than a level below the one above it: what it answers is not shown.
JUMP: Final = 1e-4
#: So many comments' worth of trust in the loss that other marks show.
TRUST: Final = 8.0
MOST_LOST: Final = 0.9
#: From the margin, from the first level, and from further in: how often the next comment answers, goes on beside, goes
#: back in part, and goes back to the margin, before any is seen.
BEFORE: Final = np.array([[1.0, 2.0, 0.0, 0.0], [0.7, 1.0, 0.0, 1.3], [0.6, 0.8, 0.6, 1.0]])


def parents_drawn(shown: Sequence[int], lost: float) -> Ints:
    """Return the parents, -1 for none, of each comment (columns) in each draw of the levels (rows)."""
    deepest = max(shown)
    levels = _drawn(np.minimum(np.array(shown), DEEPEST), lost)
    levels = np.where(np.array(shown) > DEEPEST, np.array(shown), levels)
    last = np.full((DRAWS, deepest + 2), -1)
    rows, below = np.arange(DRAWS), np.arange(deepest + 2)
    out = np.empty((DRAWS, len(shown)), dtype=np.int64)
    for at in range(len(shown)):
        mine = np.minimum(levels[:, at], deepest + 1)
        out[:, at] = np.where(below < mine[:, None], last, -1).max(axis=1)
        last[rows, mine] = at
    return out


def _drawn(shown: Ints, lost: float) -> Ints:
    """Draw levels from their joint distribution, shape (draws, comments)."""
    moves = BEFORE / BEFORE.sum(axis=1, keepdims=True)
    size = int(shown.max()) + 2
    share = lost
    for _ in range(ROUNDS):
        table, fits = _table(moves, size), _fits(shown, size, share)
        steps = _steps(table, fits, _forward(table, fits))
        moves, share = _learned(steps, shown, lost)
    table, fits = _table(moves, size), _fits(shown, size, share)
    return _backward_draws(table, _forward(table, fits))


def _table(moves: Floats, size: int) -> Floats:
    """Chance of each level (columns) below a comment of each level (rows)."""
    table = np.full((size, size), JUMP)
    for level in range(size):
        answers, beside, partly, margin = moves[min(level, 2)]
        if level + 1 < size:
            table[level, level + 1] += answers
        table[level, level] += beside
        table[level, 0] += margin
        if level > 1:
            back = 0.5 ** np.arange(level - 1, 0, -1)
            table[level, 1:level] += partly * back / back.sum()
    return np.asarray(table / table.sum(axis=1, keepdims=True))


def _fits(shown: Ints, size: int, lost: float) -> Floats:
    """Chance that a comment of each level (columns) is shown where each stands (rows)."""
    fits = np.zeros((shown.size, size))
    fits[np.arange(shown.size), shown] = 1.0 - lost
    fits[shown == 0] = lost
    fits[shown == 0, 0] = 1.0
    return fits


def _forward(table: Floats, fits: Floats) -> Floats:
    """Chance of each level of each comment, by what is shown above it and where it stands."""
    ahead = np.zeros_like(fits)
    ahead[0, 0] = 1.0
    for at in range(1, len(fits)):
        here = (ahead[at - 1] @ table) * fits[at]
        ahead[at] = here / here.sum()
    return ahead


def _steps(table: Floats, fits: Floats, ahead: Floats) -> Floats:
    """How often a comment of each level is expected to follow one of each level."""
    steps = np.zeros_like(table)
    behind = np.ones(table.shape[0])
    for at in range(len(fits) - 1, 0, -1):
        told = fits[at] * behind
        both = ahead[at - 1][:, None] * table * told
        steps += both / both.sum()
        behind = table @ told
        behind /= behind.max()
    return steps


def _learned(steps: Floats, shown: Ints, lost: float) -> tuple[Floats, float]:
    """How comments follow each other, and how many columns are lost, by what is expected."""
    moves = BEFORE.copy()
    for level in range(len(steps)):
        row = moves[min(level, 2)]
        row[0] += steps[level, level + 1 :].sum()
        row[1] += steps[level, level]
        row[2] += steps[level, 1:level].sum()
        row[3] += steps[level, 0] if level else 0.0
    inside = float(steps[:, 1:].sum())
    shifted = max(0.0, inside - float((shown > 0).sum()))
    share = (TRUST * lost + shifted) / (TRUST + inside)
    return moves / moves.sum(axis=1, keepdims=True), min(share, MOST_LOST)


def _backward_draws(table: Floats, ahead: Floats) -> Ints:
    """Draw from the last comment up: its level, then that of the one above it, given what was drawn."""
    rng = np.random.default_rng(0)
    chances = rng.random((len(ahead), DRAWS))
    out = np.zeros((DRAWS, len(ahead)), dtype=np.int64)
    weights = np.broadcast_to(ahead[-1], (DRAWS, ahead.shape[1]))
    for at in range(len(ahead) - 1, -1, -1):
        if at + 1 < len(ahead):
            weights = ahead[at] * table[:, out[:, at + 1]].T
        reached = np.cumsum(weights, axis=1)
        out[:, at] = (chances[at][:, None] * reached[:, -1:] >= reached).sum(axis=1)
    return np.asarray(np.minimum(out, ahead.shape[1] - 1))
