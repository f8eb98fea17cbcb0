"""Models of how a discussion grows, as yardsticks: what size and platform alone would lead one to expect."""

from __future__ import annotations

from .fit import Fit, fit
from .growth import Arrivals, Growth, arrivals, simulate
from .population import Population, learn_population
from .shipped import shipped
from .shuffle import shuffle_authors

__all__ = [
    "Arrivals", "Fit", "Growth", "Population", "arrivals", "fit", "learn_population", "shipped", "shuffle_authors",
    "simulate",
]  # fmt: skip
