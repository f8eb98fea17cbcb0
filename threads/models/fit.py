"""Maximum likelihood for the growth model: a damped Newton search in log α, log β, logit τ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from .growth import Arrivals, Growth, log_likelihood

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .growth import Floats

#: Fewer choices than this say nothing about three parameters.
MIN_CHOICES: Final = 50
_STEP: Final = 1e-3
_BOUND: Final = 12.0
_STARTS: Final = ((-1.0, 1.0, 1.5), (-3.0, 3.0, 0.0), (0.0, 0.0, 2.5))


@dataclass(frozen=True, eq=False)
class Fit:
    """Fitted parameters and how well they are known.

    Attributes
    ----------
    growth : Growth
    covariance : float64 array, shape (3, 3)
        Of log α, log β and logit τ, from the observed information; zero along a parameter that ran into its bound.
    log_likelihood : float
    choices : int
        Comments that had something to choose from (the first of a discussion has not).
    discussions : int
    """

    growth: Growth
    covariance: Floats
    log_likelihood: float
    choices: int
    discussions: int

    def interval(self, z: float = 1.959964) -> dict[str, tuple[float, float]]:
        """Give the range of each parameter at ``z`` standard errors (95 % by default), on its own scale."""
        centre = to_line(self.growth)
        wide = z * np.sqrt(np.diag(self.covariance))
        low, high = from_line(centre - wide), from_line(centre + wide)
        return {name: (float(getattr(low, name)), float(getattr(high, name))) for name in ("alpha", "beta", "tau")}


def to_line(growth: Growth) -> Floats:
    """Map parameters to the whole real line: log α, log β, logit τ."""
    alpha, beta, tau = (np.maximum(np.asarray(one, dtype=np.float64), 1e-300) for one in _values(growth))
    return np.array([np.log(alpha), np.log(beta), np.log(tau) - np.log(np.maximum(1 - tau, 1e-300))])


def from_line(line: Floats) -> Growth:
    """Map back from the real line; shape (3,) gives numbers, (3, copies) arrays."""
    held = np.clip(line, -_BOUND, _BOUND)
    return Growth(np.exp(held[0]), np.exp(held[1]), 1 / (1 + np.exp(-held[2])))


def _values(growth: Growth) -> tuple[float | Floats, float | Floats, float | Floats]:
    return growth.alpha, growth.beta, growth.tau


def fit(discussions: Sequence[Arrivals]) -> Fit:
    """Fit one set of parameters to some discussions.

    Raises
    ------
    ValueError
        With fewer than fifty choices in all.
    """
    given = Arrivals.joined(discussions) if discussions else None
    choices = int((given.standing > 1).sum()) if given is not None else 0
    if given is None or choices < MIN_CHOICES:
        raise ValueError(f"not estimable: {choices} choices of what to answer, at least {MIN_CHOICES} needed")
    best = max((_climb(given, np.array(start)) for start in _STARTS), key=lambda found: found[1])
    line, height = best
    return Fit(from_line(line), _covariance(given, line), height, choices, len(discussions))


def _height(given: Arrivals, line: Floats) -> float:
    return float(log_likelihood(given, from_line(line)).sum())


def _climb(given: Arrivals, line: Floats) -> tuple[Floats, float]:
    """Newton's method with the curvature bent where it is not concave, and steps halved until they climb."""
    height = _height(given, line)
    for _ in range(60):
        gradient, hessian = _slopes(given, line)
        step = _newton_step(gradient, hessian)
        scale, better = 1.0, height
        while scale > 1e-6:
            trial = np.clip(line + scale * step, -_BOUND, _BOUND)
            better = _height(given, trial)
            if better > height:
                break
            scale /= 2
        if better <= height + 1e-9:
            return line, height
        line, height = trial, better
    return line, height


def _newton_step(gradient: Floats, hessian: Floats) -> Floats:
    values, vectors = np.linalg.eigh(-hessian)
    steps = (vectors.T @ gradient) / np.maximum(np.abs(values), 1e-3)
    step: Floats = vectors @ np.clip(steps, -2.0, 2.0)
    return step


def _slopes(given: Arrivals, line: Floats) -> tuple[Floats, Floats]:
    """Central differences: three parameters are few enough."""
    unit = np.eye(3) * _STEP
    middle = _height(given, line)
    ahead = [_height(given, line + unit[i]) for i in range(3)]
    behind = [_height(given, line - unit[i]) for i in range(3)]
    gradient = np.array([(a - b) / (2 * _STEP) for a, b in zip(ahead, behind, strict=True)])
    hessian = np.diag([(a - 2 * middle + b) / _STEP**2 for a, b in zip(ahead, behind, strict=True)])
    for i, j in ((0, 1), (0, 2), (1, 2)):
        corners = [
            sign * _height(given, line + first * unit[i] + second * unit[j])
            for first, second, sign in ((1, 1, 1), (1, -1, -1), (-1, 1, -1), (-1, -1, 1))
        ]
        hessian[i, j] = hessian[j, i] = sum(corners) / (4 * _STEP**2)
    return gradient, hessian


def _covariance(given: Arrivals, line: Floats) -> Floats:
    """Invert the observed information over the parameters that are inside their bounds and have curvature."""
    information = -_slopes(given, line)[1]
    free = np.flatnonzero((np.abs(line) < _BOUND - 1) & (np.diag(information) > 1e-3))
    out = np.zeros((3, 3))
    if free.size:
        values, vectors = np.linalg.eigh(information[np.ix_(free, free)])
        out[np.ix_(free, free)] = (vectors / np.maximum(values, 1e-2)) @ vectors.T
    return out
