"""Copies of a discussion (forests drawn, grown, shuffled, resampled): how many, how many at a time, what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .registry import Metric
    from .view import Floats, View

#: The share of the copies between the low and the high end.
COVERAGE: Final = 0.9
#: Copies are made until about this many comments in all …
BUDGET: Final = 8_000_000
#: … and this many at a time are in memory.
AT_ONCE: Final = 1_000_000
#: Fewer copies than this say nothing of their ends.
MIN_COPIES: Final = 40

Purpose = Literal["links", "growth", "shuffle", "sampling"]
#: One seed gives each kind of copy random numbers of its own.
_STREAMS: Final[dict[Purpose, int]] = {"links": 0, "growth": 1, "shuffle": 2, "sampling": 3}


def random_stream(seed: int, purpose: Purpose) -> np.random.Generator:
    """Return the random numbers that one kind of copy draws from."""
    return np.random.default_rng([seed, _STREAMS[purpose]])


def copies_within_budget(size: int, copies: int) -> int | None:
    """Return how many copies of ``size`` comments can be held at once; ``None`` below forty."""
    affordable = min(copies, BUDGET // max(size, 1))
    return affordable if affordable >= min(MIN_COPIES, copies) else None


def lots(copies: int, size: int) -> list[int]:
    """Split a number of copies into lots that are held in memory together."""
    lot = max(AT_ONCE // max(size, 1), 1)
    return [min(lot, copies - done) for done in range(0, copies, lot)]


def values_over(copies: Iterable[View], metrics: Sequence[Metric]) -> dict[str, Floats]:
    """Compute the metrics over all copies, a lot at a time; NaN where a copy has none."""
    found: dict[str, list[Floats]] = {metric.name: [] for metric in metrics}
    for lot in copies:
        for metric in metrics:
            found[metric.name].append(metric(lot))
    return {name: np.concatenate(values) if values else np.zeros(0) for name, values in found.items()}


def ends(drawn: Floats, coverage: float = COVERAGE) -> tuple[float, float, float]:
    """Return the lower end, the median and the upper end of the middle share, as values that were drawn."""
    tail = (1 - coverage) / 2
    low, median, high = np.quantile(drawn, [tail, 0.5, 1 - tail], method="closest_observation")
    return float(low), float(median), float(high)
