"""Yardsticks: where a discussion stands among grown copies of its size, or among copies with authors exchanged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from ..models.growth import simulate
from ..models.order import OrderUnknownError, arrival_order
from ..models.shipped import TITLES
from ..models.shuffle import shuffle_authors
from .copies import copies_within_budget, ends, lots, random_stream, values_over
from .stack import with_authors, with_parents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..model import Discussion
    from ..models.population import Population
    from .registry import Metric
    from .view import Floats, View

#: A discussion with fewer comments, or fewer answers between known authors, has no yardstick.
MIN_COMMENTS: Final = 20
MIN_ANSWERS: Final = 20
#: A discussion may be this many times as large as the largest that a model was learned from.
STRETCH: Final = 2
#: A shuffled comment takes about as long as this many grown ones.
SHUFFLE_COST: Final = 10


@dataclass(frozen=True)
class Spread:
    """What copies show: ends of the middle 90 %, median, and the percentile at which the observed value stands."""

    low: float
    median: float
    high: float
    percentile: float


@dataclass(frozen=True)
class Yardstick:
    """The spread of each metric, or the reason why there is none; ``source`` says what it was compared with."""

    source: str = ""
    spreads: Mapping[str, Spread] = field(default_factory=dict)
    reason: str | None = None


class NoYardstickError(ValueError):
    """There is nothing to compare a discussion with; the message says why."""


def growth_yardstick(
    discussion: Discussion,
    view: View,
    metrics: Sequence[Metric],
    model: tuple[str, Population] | None,
    *,
    copies: int,
    seed: int,
) -> Yardstick:
    """Compare with copies of the same size, grown by a model that was learned from other discussions."""
    try:
        source, grown = grown_copies(discussion, view, model, copies=copies, seed=seed)
    except NoYardstickError as error:
        return Yardstick(reason=f"no yardstick: {error}")
    return Yardstick(source, spread_over(grown, view, metrics))


def grown_copies(
    discussion: Discussion, view: View, model: tuple[str, Population] | None, *, copies: int, seed: int
) -> tuple[str, Iterator[View]]:
    """Grow copies of a discussion's size by a model that was learned from other discussions, a lot at a time.

    Each copy draws parameters of its own, as discussions differ; the depth cap of the source holds in them.

    Returns
    -------
    (str, iterator of View)
        What the copies stand for, and lots of copies: each a view with one group a copy.

    Raises
    ------
    NoYardstickError
        When the discussion is too small or too large, or its platform or its order is unknown.
    """
    name, population = _comparable(discussion, view, model)
    n = len(view)
    affordable = copies_within_budget(n, copies)
    if affordable is None:
        raise NoYardstickError(f"{n} comments are too many to simulate")
    cap = discussion.source.capture.depth_cap
    if cap is not None and int(view.forest.depth.max()) > cap:
        cap = None
    rng = random_stream(seed, "growth")
    grown = (with_parents(view, simulate(population.draw(lot, rng), n, lot, rng, cap)) for lot in lots(affordable, n))
    return f"discussions of this size grown as on {name}", grown


def _comparable(discussion: Discussion, view: View, model: tuple[str, Population] | None) -> tuple[str, Population]:
    """Return the model that a discussion can be compared with; ``NoYardstickError`` says why there is none."""
    n = len(view)
    if n < MIN_COMMENTS:
        raise NoYardstickError(f"needs {MIN_COMMENTS} comments, there are {n}")
    if model is None:
        raise NoYardstickError(f"no growth parameters for {discussion.source.reader}")
    name, population = TITLES.get(model[0], model[0]), model[1]
    if population.one_thread and view.forest.roots.size > 1:
        raise NoYardstickError(f"what is known of {name} is single threads")
    if n > STRETCH * population.largest:
        raise NoYardstickError(f"{name} is known up to {population.largest} comments, there are {n}")
    try:
        arrival_order(discussion, view.forest)
    except OrderUnknownError as error:
        raise NoYardstickError(str(error)) from error
    return name, population


def shuffle_yardstick(view: View, metrics: Sequence[Metric], *, copies: int, seed: int) -> Yardstick:
    """Compare with copies in which authors are exchanged within threads: :func:`~..models.shuffle.shuffle_authors`."""
    answers = int(np.count_nonzero(view.between))
    if answers < MIN_ANSWERS:
        return Yardstick(reason=f"no yardstick: needs {MIN_ANSWERS} answers between known authors, there are {answers}")
    affordable = copies_within_budget(len(view) * SHUFFLE_COST, copies)
    if affordable is None:
        return Yardstick(reason=f"no yardstick: {len(view)} comments are too many to shuffle")
    rng = random_stream(seed, "shuffle")
    shuffled = [shuffle_authors(view.forest, view.author, lot, rng) for lot in lots(affordable, len(view))]
    if all(bool((authors == view.author).all()) for authors in shuffled):
        return Yardstick(reason="no yardstick: exchanging authors within threads changes nothing")
    spreads = spread_over((with_authors(view, authors) for authors in shuffled), view, metrics)
    return Yardstick("the same threads with their authors exchanged", spreads)


def spread_over(copies: Iterable[View], observed: View, metrics: Sequence[Metric]) -> dict[str, Spread]:
    """Say where the observed value of each metric stands among the copies; left out where half of them have none."""
    out = {}
    for name, every in values_over(copies, metrics).items():
        value, drawn = float(_named(metrics, name)(observed)[0]), every[~np.isnan(every)]
        if not np.isnan(value) and drawn.size * 2 > every.size:
            out[name] = _spread(value, drawn)
    return out


def _named(metrics: Sequence[Metric], name: str) -> Metric:
    return next(metric for metric in metrics if metric.name == name)


def _spread(value: float, drawn: Floats) -> Spread:
    low, median, high = ends(drawn)
    close = np.isclose(drawn, value, rtol=1e-9, atol=0)
    below = np.count_nonzero(~close & (drawn < value))
    return Spread(low, median, high, float(100 * (below + np.count_nonzero(close) / 2) / drawn.size))
