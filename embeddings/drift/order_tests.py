"""Test whether the distance from the article, or any theme's share, changes along each order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from .significance import TestRow
from .transitions import principal_labels
from .trends import ORDERS, trend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .material import Material, Reals
    from .significance import Draws

_PER: Final = {"reply-path": "per link", "clock": "over the discussion", "siblings": "per sibling"}
_NULL: Final = {
    "reply-path": "threads change sign", "clock": "roots change places", "siblings": "siblings change places",
}  # fmt: skip


def order_tests(material: Material, to_article: Reals, draws: Draws) -> list[TestRow]:
    """Slopes along replies, clock and siblings; ``p_family`` is over the themes of one order."""
    rows: list[TestRow] = []
    shares, names = principal_labels(material.labels, np.flatnonzero(material.labels.labelled))
    themed = np.where(material.labels.labelled[:, None], shares, np.nan)
    for order in ORDERS:
        rows += _rows(material, to_article[:, None], ["distance from the article"], order, draws)
        if len(names) > 1:
            rows += _rows(material, themed, [f"share of {name}" for _, name in names], order, draws)
    return rows


def _rows(material: Material, values: Reals, titles: Sequence[str], order: str, draws: Draws) -> list[TestRow]:
    if not np.isfinite(values).any():
        return []
    found = trend(material, values, order, draws)
    unit = "cosine distance" if values.shape[1] == 1 and titles[0].startswith("distance") else "share"
    return [
        TestRow(
            test=f"{title} changes",
            order=order,
            links="tested",
            null=_NULL[order],
            unit=f"{unit} {_PER[order]}",
            observed=float(np.nanmean(values[:, at])),
            effect=float(found.slope[at]),
            low=float(found.low[at]),
            high=float(found.high[at]),
            p=float(found.p[at]),
            p_family=float(found.p_family[at]),
            permutations=found.permutations,
            distinct=found.distinct,
            cases=found.cases,
            threads=found.threads,
            status=found.status,
        )
        for at, title in enumerate(titles)
    ]
