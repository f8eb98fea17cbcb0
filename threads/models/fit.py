"""Maximum likelihood for the growth model: a damped Newton search in log α, log β, logit τ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from .growth import Arrivals, Growth, log_likelihood
from .newton import newton_steps, slopes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .growth import Floats
    from .newton import Heights

#: Fewer choices than this say nothing about three parameters.
MIN_CHOICES: Final = 50
#: Parameters on the line stay within: beyond, exp and logit tell nothing apart any more.
_BOUND: Final = 12.0
#: Least curvature in a step; a parameter with less is not known at all.
_FLATTEST: Final = 1e-3
#: Least information of a direction, so that no variance exceeds a hundred.
_LEAST_INFORMATION: Final = 1e-2
#: When to stop: steps, the shortest share of one, and the gain in log-likelihood that counts as none.
_MOST_STEPS: Final = 60
_SHORTEST: Final = 1e-6
_SETTLED: Final = 1e-9
#: Stands for 0 where a logarithm is taken.
_TINY: Final = 1e-300
#: Where the search starts, in turn; the best of the three climbs is taken.
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
    given = (growth.alpha, growth.beta, growth.tau)
    alpha, beta, tau = (np.maximum(np.asarray(one, dtype=np.float64), _TINY) for one in given)
    return np.array([np.log(alpha), np.log(beta), np.log(tau) - np.log(np.maximum(1 - tau, _TINY))])


def from_line(line: Floats) -> Growth:
    """Map back from the real line; shape (3,) gives numbers, (3, copies) arrays."""
    held = np.clip(line, -_BOUND, _BOUND)
    return Growth(np.exp(held[0]), np.exp(held[1]), 1 / (1 + np.exp(-held[2])))


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


def _heights(given: Arrivals) -> Heights:
    """Return the log-likelihood of all discussions as a function of points (count, 3)."""
    return lambda lines: np.array([_height(given, line) for line in lines])


def _climb(given: Arrivals, line: Floats) -> tuple[Floats, float]:
    """Newton's method with the curvature bent where it is not concave, and steps halved until they climb."""
    heights, height = _heights(given), _height(given, line)
    for _ in range(_MOST_STEPS):
        step = newton_steps(*slopes(heights, line[None]), _FLATTEST)[0]
        scale, better = 1.0, height
        while scale > _SHORTEST:
            trial = np.clip(line + scale * step, -_BOUND, _BOUND)
            better = _height(given, trial)
            if better > height:
                break
            scale /= 2
        if better <= height + _SETTLED:
            return line, height
        line, height = trial, better
    return line, height


def _covariance(given: Arrivals, line: Floats) -> Floats:
    """Invert the observed information over the parameters that are inside their bounds and have curvature."""
    information = -slopes(_heights(given), line[None])[1][0]
    free = np.flatnonzero((np.abs(line) < _BOUND - 1) & (np.diag(information) > _FLATTEST))
    out = np.zeros((3, 3))
    if free.size:
        values, vectors = np.linalg.eigh(information[np.ix_(free, free)])
        out[np.ix_(free, free)] = (vectors / np.maximum(values, _LEAST_INFORMATION)) @ vectors.T
    return out
