"""Controls: length, survivorship, quotations and the clustering itself can each make what looks like drift."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from .resample import thread_index
from .schemas import CONTROLS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..tables import Themes
    from .material import Material, Reals

_ENOUGH = 10


def controls(material: Material, columns: Mapping[str, Reals], themes: Themes) -> pl.DataFrame:
    """Build the ``controls`` table."""
    rows = [
        *_length(material, columns),
        *_survivorship(material),
        *_quotation(material),
        *_clustering(material, themes),
    ]
    return pl.DataFrame(rows, schema=CONTROLS, orient="row")


def _row(material: Material, control: str, subject: str, value: float | None, unit: str, status: str) -> dict[str, Any]:
    return {
        "discussion_id": material.discussion_id, "control": control, "subject": subject, "value": value,
        "low": None, "high": None, "unit": unit, "status": status,
    }  # fmt: skip


def _length(material: Material, columns: Mapping[str, Reals]) -> list[dict[str, Any]]:
    """Rank correlation of each distance with the comment's length."""
    rows = []
    for name, values in columns.items():
        kept = np.isfinite(values)
        if not kept.any():
            continue
        enough = int(kept.sum()) >= _ENOUGH
        value = _rank_correlation(values[kept], material.words[kept]) if enough else None
        status = "described" if enough else f"not estimable: fewer than {_ENOUGH} comments"
        rows.append(_row(material, "length", name, value, "rank correlation with own words", status))
    return rows


def _rank_correlation(left: Reals, right: Reals) -> float | None:
    ranks = [pl.Series(one).rank().to_numpy() for one in (left, right)]
    if min(float(one.std()) for one in ranks) == 0:
        return None
    return float(np.corrcoef(*ranks)[0, 1])


def _survivorship(material: Material) -> list[dict[str, Any]]:
    """How many threads reach each depth: deep comments come from these alone."""
    depth = material.forest.depth
    index, threads = thread_index(material.forest.thread)
    deepest = np.zeros(threads, dtype=np.int64)
    np.maximum.at(deepest, index, depth)
    return [
        _row(
            material, "survivorship", f"depth {at}", float((deepest >= at).sum()), "threads that reach it", "described"
        )
        for at in range(int(depth.max(initial=0)) + 1)
        if at <= 10
    ]


def _quotation(material: Material) -> list[dict[str, Any]]:
    quoted = material.frame["quoted_share"].to_numpy()
    empty = int((~material.worded).sum())
    return [
        _row(
            material, "quoted text", "characters left out", float(quoted.mean()), "mean share of a comment", "described"
        ),
        _row(material, "quoted text", "comments without words of their own", float(empty), "comments", "described"),
    ]


def _clustering(material: Material, themes: Themes) -> list[dict[str, Any]]:
    if material.labels.kind != "theme":
        return []
    ari = themes.manifest.get("stability_ari")
    status = "described" if ari is not None else "not estimable: too few comments to leave some out"
    whole = _row(material, "clustering", "all themes", ari, "agreement (ARI) over resamples", status)
    rows = themes.themes.filter(~pl.col("raised_once")).select("theme", "stability").iter_rows()
    return [whole, *(
        _row(material, "clustering", theme, value, "stability (Jaccard) over resamples",
             "described" if value is not None else "not estimable: too few comments to leave some out")
        for theme, value in rows
    )]  # fmt: skip
