"""Per link basis, how a stated probability becomes an honest one: logistic recalibration, shrunk towards none."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

#: Links' worth of belief that a stated probability needs no correction.
SHRINK = 20.0
STEPS = 25
#: No correction; the least slope, so that what is surer stays surer.
PLAIN, FLATTEST = np.array([1.0, 0.0]), 0.05


class Row(NamedTuple):
    """One decided link: where it comes from, what was said of it, and whether it is right."""

    source: str
    template: str
    discussion: str
    basis: str
    sure: float
    right: bool


def fitted(rows):
    """Slope and offset of the log-odds per basis; every source counts alike."""
    return {
        basis: _logistic([row for row in rows if row.basis == basis]) for basis in sorted({row.basis for row in rows})
    }


def _logistic(rows):
    """Platt's scaling by Newton's method, with a ridge towards no correction."""
    odds, right = logit([row.sure for row in rows]), np.array([row.right for row in rows], dtype=float)
    sources, which = np.unique([row.source for row in rows], return_inverse=True)
    weight = (len(rows) / sources.size / np.bincount(which))[which]
    design = np.column_stack([odds, np.ones(odds.size)])

    def loss(found):
        signed = np.where(right > 0, 1.0, -1.0) * (design @ found)
        return weight @ np.logaddexp(0.0, -signed) + SHRINK / 2 * np.sum((found - PLAIN) ** 2)

    found = PLAIN
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-design @ found))
        slope = design.T @ (weight * (right - chance)) - SHRINK * (found - PLAIN)
        bend = (design * (weight * chance * (1 - chance))[:, None]).T @ design + SHRINK * np.eye(2)
        step = np.linalg.solve(bend, slope)
        # Halved until it helps: a full step may overshoot.
        found = min((found + step * size for size in (1, 0.5, 0.25, 0.1, 0.01, 0.0)), key=loss)
    return max(float(found[0]), FLATTEST), float(found[1])


def logit(sure):
    """Log-odds of probabilities, within ±9."""
    kept = np.clip(np.asarray(sure, dtype=float), 1e-4, 1 - 1e-4)
    return np.log(kept / (1 - kept))


def applied(rows, calibration):
    """The rows with corrected probabilities."""
    slopes = np.array([calibration.get(row.basis, (1.0, 0.0)) for row in rows]).reshape(-1, 2)
    chance = 1 / (1 + np.exp(-(slopes[:, 0] * logit([row.sure for row in rows]) + slopes[:, 1])))
    return [row._replace(sure=float(one)) for row, one in zip(rows, chance, strict=True)]


def left_out(rows):
    """Correct each row by what the rows of other sources and other templates teach."""
    out = []
    for source, template in sorted({(row.source, row.template) for row in rows}):
        others = [row for row in rows if row.source != source and row.template != template]
        mine = [row for row in rows if (row.source, row.template) == (source, template)]
        out += applied(mine, fitted(others))
    return out
