"""How honest a confidence is: reliability by bins, calibration error, and the skill of a probability."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

if TYPE_CHECKING:
    Shares = np.ndarray[Any, np.dtype[np.float64]]

#: Bins of :func:`reliability`; with some hundred links ten leave enough in each to count.
BINS: Final = 10
_BIN_SCHEMA: Final = {
    "low": pl.Float64,
    "high": pl.Float64,
    "links": pl.Int64,
    "confidence": pl.Float64,
    "right": pl.Float64,
}


def reliability(confidence: Shares, right: Shares, bins: int = BINS) -> pl.DataFrame:
    """Cut links into bins of equal mass by confidence.

    Parameters
    ----------
    confidence, right : (links,) float64
        Probability in [0, 1]; 1 where the link is right, else 0.

    Returns
    -------
    polars.DataFrame
        Per bin its range (``low``, ``high``), ``links``, mean ``confidence``, and share ``right``.
    """
    order = np.argsort(confidence, kind="stable")
    parts = [part for part in np.array_split(order, min(bins, max(order.size, 1))) if part.size]
    return pl.DataFrame(
        {
            "low": [float(confidence[part].min()) for part in parts],
            "high": [float(confidence[part].max()) for part in parts],
            "links": [part.size for part in parts],
            "confidence": [float(confidence[part].mean()) for part in parts],
            "right": [float(right[part].mean()) for part in parts],
        },
        schema=_BIN_SCHEMA,
    )


def expected_calibration_error(table: pl.DataFrame) -> float:
    """Mean distance between confidence and share right over the bins of :func:`reliability`, by mass; 0 … 1.

    References
    ----------
    Naeini, Cooper & Hauskrecht (2015), Obtaining well calibrated probabilities using Bayesian binning, AAAI.
    """
    if not table.height:
        return float("nan")
    gap = (table["confidence"] - table["right"]).abs().to_numpy()
    return float(np.average(gap, weights=table["links"].to_numpy()))


def brier(confidence: Shares, right: Shares) -> float:
    """Mean squared distance between confidence and outcome, 0 … 1 NaN without links.

    References
    ----------
    Brier (1950), Verification of forecasts expressed in terms of probability, Monthly Weather Review 78.
    """
    return float(np.mean((confidence - right) ** 2)) if right.size else float("nan")


def brier_skill(confidence: Shares, right: Shares) -> float:
    """1 − Brier score / that of always stating the base rate; NaN where every link is right, or every one wrong."""
    if right.size == 0 or right.min() == right.max():
        return float("nan")
    return 1 - brier(confidence, right) / float(np.mean((right - right.mean()) ** 2))
