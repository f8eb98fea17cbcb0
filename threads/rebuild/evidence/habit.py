"""How often a discussion, and each person in it, replies, beside what words suggest, where marks get lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ...distinct import distinct

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: How far a discussion's habit of replying strays from what words expect (standard deviation, log-odds).
HABIT: Final = 1.0
#: How far a person's habit strays from the discussion's: hosts answer, passers-by do not.
OWN: Final = 1.0
_SHIFTS: Final = np.linspace(-5.0, 5.0, 81)
_APART: Final = -0.5 * ((_SHIFTS[:, None] - _SHIFTS) / OWN) ** 2
_TINY: Final = 1e-300


def habit(root: Floats, marked: Floats, lost: float) -> float:
    """How much oftener this discussion replies than words expect: the likeliest shift of the log-odds.

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
    fit = _fit(root, marked, lost).sum(axis=0)
    return float(_SHIFTS[int(np.argmax(fit - 0.5 * (_SHIFTS / HABIT) ** 2))])


def habits(root: Floats, marked: Floats, lost: float, person: Ints) -> Floats:
    """The same for each comment's author, shape (n,).

    People's habits are drawn about the discussion's (a random effect), which all of them tell; a comment's author is
    judged by the author's other comments. ``person`` tells who wrote each comment; below 0 is somebody unknown.
    """
    fit = _fit(root, marked, lost)
    # Whoever is unknown is nobody else.
    everyone = np.where(person < 0, person.max(initial=0) + 1 + np.arange(person.size), person)
    who = np.searchsorted(distinct(everyone), everyone)
    own = np.zeros((int(who.max(initial=-1)) + 1, _SHIFTS.size))
    np.add.at(own, who, fit)
    # A comment's own marks, or lack of them, are weighed anyway.
    return np.asarray(_SHIFTS[np.argmax(own[who] - fit + _APART[_common(own)], axis=1)])


def _fit(root: Floats, marked: Floats, lost: float) -> Floats:
    """Log-probability of each comment's marks, or lack of them, under every shift, shape (n, shifts)."""
    odds = np.log(np.maximum(1.0 - root, 1e-9)) - np.log(np.maximum(root, 1e-12))
    reply = 1.0 / (1.0 + np.exp(-(odds[:, None] + _SHIFTS)))
    told = marked[:, None]
    return np.asarray(told * np.log(reply + 1e-12) + (1.0 - told) * np.log(1.0 - reply * (1.0 - lost)))


def _common(own: Floats) -> int:
    """Which shift the discussion has, likeliest: each person's own summed out."""
    top = own.max(axis=1, keepdims=True)
    spread = np.exp(_APART)
    each = np.log(np.maximum(np.exp(own - top) @ (spread / spread.sum(axis=0)), _TINY))
    return int(np.argmax(each.sum(axis=0) - 0.5 * (_SHIFTS / HABIT) ** 2))
