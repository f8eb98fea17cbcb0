"""How often a discussion replies, beside what its words suggest, where marks of replies get lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: How far a discussion's habit of replying strays from what words expect (standard deviation, log-odds).
HABIT: Final = 1.0
_SHIFTS: Final = np.linspace(-5.0, 5.0, 81)


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
    odds = np.log(np.maximum(1.0 - root, 1e-9)) - np.log(np.maximum(root, 1e-12))
    reply = 1.0 / (1.0 + np.exp(-(odds[:, None] + _SHIFTS)))
    told = marked[:, None]
    fit = told * np.log(reply + 1e-12) + (1.0 - told) * np.log(1.0 - reply * (1.0 - lost))
    return float(_SHIFTS[int(np.argmax(fit.sum(axis=0) - 0.5 * (_SHIFTS / HABIT) ** 2))])
