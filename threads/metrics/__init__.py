"""Structure metrics: a versioned registry of small functions over a forest. Start with :func:`measure`."""

from __future__ import annotations

from .catalogue import METRICS
from .measure import by_discussion, by_thread, measure, table
from .registry import Metric
from .view import View

__all__ = ["METRICS", "Metric", "View", "by_discussion", "by_thread", "measure", "table"]
