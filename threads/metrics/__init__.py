"""Structure metrics: a versioned registry of small functions over a forest. Start with :func:`measure`."""

from __future__ import annotations

from .catalogue import METRICS
from .curves import (
    answer_survival,
    arrivals,
    daily_rhythm,
    newcomers,
    participation,
    thread_sizes,
    width_by_depth,
)
from .depths import depth_profile
from .measure import by_discussion, by_site, by_thread, measure, observed, table, with_intervals, with_yardsticks
from .people import by_author, reply_network
from .registry import Metric
from .sampling import with_sampling
from .view import View

__all__ = [
    "METRICS", "Metric", "View", "answer_survival", "arrivals", "by_author", "by_discussion", "by_site", "by_thread",
    "daily_rhythm", "depth_profile", "measure", "newcomers", "observed", "participation", "reply_network", "table",
    "thread_sizes", "width_by_depth", "with_intervals", "with_sampling", "with_yardsticks",
]  # fmt: skip
