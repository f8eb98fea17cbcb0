"""All metrics, in the order in which they are shown. A new family is one module and one entry here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from . import exchange, network, participation, shape, timing, volume

if TYPE_CHECKING:
    from .registry import Metric

_FAMILIES: Final = (volume, shape, participation, exchange, network, timing)

METRICS: Final[dict[str, Metric]] = {metric.name: metric for family in _FAMILIES for metric in family.METRICS}
