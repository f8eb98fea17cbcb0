"""Controls: length, survivorship, quotations and the clustering itself can each make what looks like drift."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from .bins import DEEPEST
from .resample import thread_index
from .schemas import CONTROLS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..tables import Themes
    from .material import Material, Reals

#: Comments below which a rank correlation says nothing.
_ENOUGH: Final = 10


def controls(
    material: Material,
    columns: Mapping[str, Reals],
    themes: Themes,
    *,
    regrouped: Sequence[float],
    uncertain: Sequence[Mapping[str, Any]],
) -> pl.DataFrame:
    """Build the ``controls`` table.

    ``regrouped`` is the surplus of kept themes under other clusterings (:mod:`~.reclustered`), ``uncertain`` what
    uncertain links leave open (:mod:`~.uncertain_links`).
    """
    rows = [
        *_length(material, columns),
        *_survivorship(material),
        *_quotation(material),
        *_clustering(material, themes),
        *_regrouping(material, regrouped),
        *uncertain,
    ]
    named = [{"discussion_id": material.discussion_id, "low": None, "high": None, **row} for row in rows]
    return pl.DataFrame(named, schema=CONTROLS, orient="row")


def _row(control: str, subject: str, value: float | None, unit: str, *, status: str = "described") -> dict[str, Any]:
    return {"control": control, "subject": subject, "value": value, "unit": unit, "status": status}


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
        rows.append(_row("length", name, value, "rank correlation with own words", status=status))
    return rows


def _rank_correlation(left: Reals, right: Reals) -> float | None:
    one, other = (pl.Series(values).rank().to_numpy().astype(np.float64) for values in (left, right))
    if one.std() == 0 or other.std() == 0:
        return None
    return float(np.corrcoef(one, other)[0, 1])


def _survivorship(material: Material) -> list[dict[str, Any]]:
    """How many threads reach each depth: deep comments come from these alone."""
    depth = material.forest.depth
    index, threads = thread_index(material.forest.thread)
    deepest = np.zeros(threads, dtype=np.int64)
    np.maximum.at(deepest, index, depth)
    return [
        _row("survivorship", f"depth {at}", float((deepest >= at).sum()), "threads that reach it")
        for at in range(min(int(depth.max(initial=0)), DEEPEST) + 1)
    ]


def _quotation(material: Material) -> list[dict[str, Any]]:
    quoted = material.frame["quoted_share"].to_numpy()
    empty = int((~material.worded).sum())
    return [
        _row("quoted text", "characters left out", float(quoted.mean()), "mean share of a comment"),
        _row("quoted text", "comments without words of their own", float(empty), "comments"),
    ]


def _clustering(material: Material, themes: Themes) -> list[dict[str, Any]]:
    if material.labels.kind != "theme":
        return []
    whole = _stability_row("all themes", themes.manifest.get("stability_ari"), "agreement (ARI) over resamples")
    rows = themes.themes.filter(~pl.col("raised_once")).select("theme", "stability").iter_rows()
    return [whole, *(_stability_row(theme, value, "stability (Jaccard) over resamples") for theme, value in rows)]


def _regrouping(material: Material, regrouped: Sequence[float]) -> list[dict[str, Any]]:
    """Range of the surplus of kept themes over other groupings of four comments in five."""
    if material.labels.kind != "theme":
        return []
    what, unit = "surplus of kept themes, against strata", "share of replies; bounds are the extremes over groupings"
    if not regrouped:
        return [_row("regrouping", what, None, unit, status="not estimable: too few or too many units to group again")]
    values = np.sort(np.array(regrouped))
    row = _row("regrouping", what, float(np.median(values)), unit)
    return [{**row, "low": float(values[0]), "high": float(values[-1])}]


def _stability_row(subject: str, value: float | None, unit: str) -> dict[str, Any]:
    told = "described" if value is not None else "not estimable: too few comments to leave some out"
    return _row("clustering", subject, value, unit, status=told)
