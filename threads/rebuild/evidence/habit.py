"""How often a discussion, and each person in it, replies, beside what words suggest, where marks get lost.

Words may be wrong in two ways: this discussion replies oftener or less often than others (a shift of the log-odds), or,
seldom, what words mean elsewhere says little here (a slope below 1). Where marks survive they tell both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from ...distinct import distinct

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: How far a discussion's habit of replying strays from what words expect (standard deviation, log-odds).
HABIT: Final = 1.0
#: How far a person's habit strays from the discussion's: hosts answer, passers-by do not.
OWN: Final = 1.0
#: What words count for; that it is less than the full, as in discussions unlike all that were learned from, is
#: unusual (log-odds).
SLOPES: Final = (1.0, 0.5, 0.25)
UNUSUAL: Final = -8.0
_SHIFTS: Final = np.linspace(-5.0, 5.0, 81)
_APART: Final = -0.5 * ((_SHIFTS[:, None] - _SHIFTS) / OWN) ** 2
_TINY: Final = 1e-300


class _Tried(NamedTuple):
    """What marks say under one slope.

    ``likely`` is the log-probability of each shift of the discussion, ``fit`` that of each comment's marks (n, shifts).
    """

    slope: float
    likely: Floats
    fit: Floats


def habit(root: Floats, marked: Floats, lost: float) -> Floats:
    """How much oftener each comment is a reply than words expect (log-odds), by the discussion's habit, shape (n,).

    A marked comment is a reply; one without marks is a root, or a reply that lost them.

    Parameters
    ----------
    root : float array, shape (n,)
        What words make of "no parent", as a probability.
    marked : float array, shape (n,)
        Probability that a comment's marks say that it is a reply.
    lost : float
        Probability that a reply loses its marks.
    """
    odds = _reply_odds(root)

    def tried(slope: float) -> _Tried:
        fit = _fit(slope * odds, marked, lost)
        return _Tried(slope, _prior(slope) + fit.sum(axis=0), fit)

    best = _likeliest(tried)
    return np.asarray((best.slope - 1.0) * odds + _SHIFTS[int(np.argmax(best.likely))])


def habits(root: Floats, marked: Floats, lost: float, person: Ints) -> Floats:
    """The same by the habit of each comment's author, shape (n,).

    People's habits are drawn about the discussion's (a random effect), which all of them tell; a comment's author is
    judged by the author's other comments. ``person`` tells who wrote each comment; below 0 is somebody unknown.
    """
    # Whoever is unknown is nobody else.
    everyone = np.where(person < 0, person.max(initial=0) + 1 + np.arange(person.size), person)
    who = np.searchsorted(distinct(everyone), everyone)
    odds = _reply_odds(root)

    def tried(slope: float) -> _Tried:
        fit = _fit(slope * odds, marked, lost)
        return _Tried(slope, _prior(slope) + _together(_by_person(fit, who)), fit)

    best = _likeliest(tried)
    # A comment's own marks, or lack of them, are weighed anyway.
    others = _by_person(best.fit, who)[who] - best.fit
    shift = _SHIFTS[np.argmax(others + _APART[int(np.argmax(best.likely))], axis=1)]
    return np.asarray((best.slope - 1.0) * odds + shift)


def _likeliest(tried: Callable[[float], _Tried]) -> _Tried:
    """Let words count for as much as explains the marks best."""
    return max(map(tried, SLOPES), key=lambda one: float(one.likely.max()))


def _prior(slope: float) -> Floats:
    """Log-probability of every shift together with a slope, up to a constant."""
    return -0.5 * (_SHIFTS / HABIT) ** 2 + (UNUSUAL if slope < 1.0 else 0.0)


def _reply_odds(root: Floats) -> Floats:
    return np.asarray(np.log(np.maximum(1.0 - root, 1e-9)) - np.log(np.maximum(root, 1e-12)))


def _fit(odds: Floats, marked: Floats, lost: float) -> Floats:
    """Log-probability of each comment's marks, or lack of them, under every shift, shape (n, shifts)."""
    reply = 1.0 / (1.0 + np.exp(-(odds[:, None] + _SHIFTS)))
    told = marked[:, None]
    return np.asarray(told * np.log(reply + 1e-12) + (1.0 - told) * np.log(1.0 - reply * (1.0 - lost)))


def _by_person(fit: Floats, who: Ints) -> Floats:
    out = np.zeros((int(who.max(initial=-1)) + 1, _SHIFTS.size))
    np.add.at(out, who, fit)
    return out


def _together(own: Floats) -> Floats:
    """Log-probability of all marks under every shift of the discussion: each person's own summed out."""
    top = own.max(axis=1, keepdims=True)
    spread = np.exp(_APART)
    each = np.log(np.maximum(np.exp(own - top) @ (spread / spread.sum(axis=0)), _TINY)) + top
    return np.asarray(each.sum(axis=0))
