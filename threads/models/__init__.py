"""Models of how a discussion grows, as yardsticks: what size and platform alone would lead one to expect."""

from __future__ import annotations

from .fit import Fit, fit
from .growth import Arrivals, Growth, arrivals, simulate
from .shipped import shipped
from .shuffle import shuffle_authors

__all__ = ["Arrivals", "Fit", "Growth", "arrivals", "fit", "shipped", "shuffle_authors", "simulate"]
