"""How growth differs between discussions: a distribution of parameters rather than one set for all.

Discussions of one platform do not grow alike: with one set of parameters for all, far fewer than nine in ten
discussions lie within the middle nine tenths of the simulated ones. Here each discussion d has parameters of its own,
θ_d = (log α, log β, logit τ) ~ Normal(μ, Σ), and μ and Σ are estimated by the EM algorithm with Laplace's
approximation in the E step. A discussion that was not among them is then expected to have θ ~ Normal(μ, Σ (1 + 1/D)).

References
----------
Laird & Ware (1982), Random-effects models for longitudinal data, Biometrics 38; Breslow & Clayton (1993),
Approximate inference in generalized linear mixed models, JASA 88.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from .fit import fit, from_line, to_line
from .growth import Arrivals, Growth, log_likelihood
from .newton import newton_steps, slopes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .growth import Floats
    from .newton import Heights

#: Steps of expectation and maximisation.
ROUNDS: Final = 40
#: Least variance between discussions, so that the covariance can be inverted.
_FLOOR: Final = 1e-3
#: Newton steps a round: the next round goes on from where they lead.
_CLIMBS: Final = 2
#: Least curvature that a discussion of a few comments is given.
_FLATTEST: Final = 1e-2
#: How often a step is halved before it is left out.
_HALVINGS: Final = 6


@dataclass(frozen=True, eq=False)
class Population:
    """The distribution of growth parameters over discussions.

    Attributes
    ----------
    mean : float64 array, shape (3,)
        Of log α, log β, logit τ.
    spread : float64 array, shape (3, 3)
        Covariance of the same between discussions.
    choices, discussions : int
        What it was learned from.
    largest : int
        Comments in the largest of the discussions.
    one_thread : bool
        Whether every discussion that it was learned from is a single thread; it says nothing of others then.
    """

    mean: Floats
    spread: Floats
    choices: int
    discussions: int
    largest: int
    one_thread: bool = False

    def draw(self, copies: int, rng: np.random.Generator) -> Growth:
        """Draw the parameters of discussions not seen before, one set a copy."""
        wide = self.spread * (1 + 1 / self.discussions)
        return from_line(rng.multivariate_normal(self.mean, wide, size=copies, method="eigh").T)


def learn_population(
    discussions: Sequence[Arrivals], start: Population | None = None, rounds: int = ROUNDS
) -> Population:
    """Learn from some discussions, one :class:`~.growth.Arrivals` each.

    ``rounds`` are those of the EM algorithm; ``start`` and few of them update a population that knew nearly the same
    discussions.

    Raises
    ------
    ValueError
        With fewer than fifty choices in all.
    """
    given = Arrivals.joined(discussions)
    sizes = np.array([len(one) for one in discussions])
    of = np.repeat(np.arange(sizes.size), sizes)
    mean = to_line(fit(discussions).growth) if start is None else start.mean
    spread = np.eye(3) if start is None else start.spread
    lines = np.tile(mean, (sizes.size, 1))
    for _ in range(rounds):
        lines, doubt = _modes(_posterior(given, of, sizes.size, mean, spread), lines, spread)
        mean = lines.mean(axis=0)
        apart = lines - mean
        spread = (apart.T @ apart + doubt.sum(axis=0)) / sizes.size + _FLOOR * np.eye(3)
    threads = np.bincount(of, weights=given.article, minlength=sizes.size)
    choices = int((given.standing > 1).sum())
    return Population(mean, spread, choices, sizes.size, int(sizes.max()), bool((threads <= 1).all()))


def _posterior(given: Arrivals, of: NDArray[np.int64], count: int, mean: Floats, spread: Floats) -> Heights:
    """Log-posterior of every discussion's own parameters, as a function of lines (count, 3)."""
    precision = np.linalg.inv(spread)

    def heights(lines: Floats) -> Floats:
        own = log_likelihood(given, from_line(lines[of].T))
        away = lines - mean
        prior = np.einsum("di,ij,dj->d", away, precision, away) / 2
        return np.asarray(np.bincount(of, weights=own, minlength=count) - prior)

    return heights


def _modes(heights: Heights, lines: Floats, spread: Floats) -> tuple[Floats, Floats]:
    """Climb to the mode of every discussion at once; return modes (count, 3) and covariances (count, 3, 3) there."""
    for _ in range(_CLIMBS):
        lines = _climbed(heights, lines, newton_steps(*slopes(heights, lines), _FLATTEST))
    # What the data leave open is at most what the population leaves open.
    values, vectors = np.linalg.eigh(-slopes(heights, lines)[1])
    least = 1 / np.linalg.eigvalsh(spread)[-1]
    return lines, np.einsum("dij,dj,dkj->dik", vectors, 1 / np.maximum(values, least), vectors)


def _climbed(heights: Heights, lines: Floats, step: Floats) -> Floats:
    """Step up where that is up, by halves where the whole step is too long."""
    here = heights(lines)
    scale = np.ones((len(lines), 1))
    for _ in range(_HALVINGS):
        better = (heights(lines + scale * step) >= here)[:, None]
        if better.all():
            break
        scale = np.where(better, scale, scale / 2)
    better = (heights(lines + scale * step) >= here)[:, None]
    return np.where(better, lines + scale * step, lines)
