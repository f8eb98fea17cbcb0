"""Newton's method on many small likelihoods at once, with slopes by central differences: three parameters each."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from .growth import Floats

    #: Heights (count,) of as many points (count, 3).
    Heights = Callable[[Floats], Floats]

#: Of a difference, in log and logit units: large against rounding, small against what the parameters are known by.
_STEP: Final = 1e-3
#: No parameter moves further in a step, in the same units.
_LONGEST: Final = 2.0
_PAIRS: Final = tuple(combinations(range(3), 2))


def slopes(heights: Heights, points: Floats) -> tuple[Floats, Floats]:
    """Return gradients (count, 3) and Hessians (count, 3, 3) at some points (count, 3)."""
    unit = np.eye(3) * _STEP
    middle = heights(points)
    ahead, behind = ([heights(points + sign * unit[i]) for i in range(3)] for sign in (1, -1))
    gradient = np.stack([(a - b) / (2 * _STEP) for a, b in zip(ahead, behind, strict=True)], axis=1)
    hessian = np.zeros((len(points), 3, 3))
    for i in range(3):
        hessian[:, i, i] = (ahead[i] - 2 * middle + behind[i]) / _STEP**2
    for i, j in _PAIRS:
        both = heights(points + unit[i] + unit[j]) + heights(points - unit[i] - unit[j])
        mixed = (both - ahead[i] - behind[i] - ahead[j] - behind[j] + 2 * middle) / (2 * _STEP**2)
        hessian[:, i, j] = hessian[:, j, i] = mixed
    return gradient, hessian


def newton_steps(gradient: Floats, hessian: Floats, flattest: float) -> Floats:
    """Return a step uphill from each point, (count, 3), also where the height is not concave.

    Curvatures count without their sign, and as ``flattest`` at least.
    """
    values, vectors = np.linalg.eigh(-hessian)
    along = np.einsum("dji,dj->di", vectors, gradient) / np.maximum(np.abs(values), flattest)
    step: Floats = np.einsum("dij,dj->di", vectors, np.clip(along, -_LONGEST, _LONGEST))
    return step
