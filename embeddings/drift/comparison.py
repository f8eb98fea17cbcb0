"""Several discussions side by side: theme shares, transitions and uptake of the articles' claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from .resample import ENOUGH_THREADS, ratio_interval, sum_by, thread_index
from .schemas import COMPARISON

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commentariat.threads.model import Discussion

    from ..tables import Drift, Themes


def compare(discussions: Sequence[Discussion], drifts: Sequence[Drift], themes: Themes) -> pl.DataFrame:
    """Build the ``comparison`` table.

    Parameters
    ----------
    discussions, drifts : sequences of the same length
        Each drift measured with the same ``themes``.
    themes : Themes
        Fitted to all the discussions together, so that a theme is the same thing everywhere.

    Returns
    -------
    polars.DataFrame
        Measures ``theme share`` (of comments with a theme), ``unclustered`` (of comments with units), ``keeps theme``
        (observed over expected, strictest null), ``reply to article`` (mean distance) and ``claims taken up``.
        Intervals resample threads and are there from twenty threads on.
    """
    rows = [row for one, drift in zip(discussions, drifts, strict=True) for row in _rows(one, drift, themes)]
    table = pl.DataFrame(rows, schema=COMPARISON, orient="row")
    return table.sort("measure", "theme_id", maintain_order=True, nulls_last=True)


def _rows(discussion: Discussion, drift: Drift, themes: Themes) -> list[dict[str, Any]]:
    head = {
        "discussion_id": discussion.discussion_id, "title": discussion.article.title, "site": discussion.article.site,
        "comments": discussion.comments.height,
    }  # fmt: skip
    return [
        {"theme_id": None, "theme": None, "low": None, "high": None, **head, **row}
        for row in (*_shares(discussion, themes), *_keeping(drift), *_article(drift), *_uptake(drift))
    ]


def _shares(discussion: Discussion, themes: Themes) -> list[dict[str, Any]]:
    from .gather import theme_labels

    comments = discussion.comments
    index = comments.select("discussion_id", "comment_id").with_row_index("row")
    units = themes.units.filter(~pl.col("boilerplate")).join(index, on=["discussion_id", "comment_id"], how="inner")
    labels = theme_labels(themes, units, comments.height)
    rows = np.flatnonzero(labels.labelled)
    worded = np.unique(units["row"].to_numpy().astype(np.int64))
    thread = discussion.forest().thread
    out = []
    none = (~labels.labelled[worded]).astype(np.float64)[:, None]
    for matrix, chosen, names, measure in (
        (labels.shares[rows], rows, list(zip(labels.ids, labels.names, strict=True)), "theme share"),
        (none, worded, [(None, None)], "unclustered"),
    ):
        if not chosen.size:
            continue
        index_of, threads = thread_index(thread[chosen])
        above = np.zeros((threads, matrix.shape[1]))
        np.add.at(above, index_of, matrix)
        below = np.repeat(np.bincount(index_of, minlength=threads).astype(float)[:, None], matrix.shape[1], axis=1)
        low, high = ratio_interval(above, below, 0)
        mean = matrix.mean(axis=0)
        out += [
            {
                "measure": measure, "theme_id": name[0], "theme": name[1], "threads": threads, "value": float(mean[k]),
                "low": _real(low[k]), "high": _real(high[k]), "unit": f"of {chosen.size} comments",
                "status": "ok" if np.isfinite(low[k]) else f"described: fewer than {ENOUGH_THREADS} threads",
            }
            for k, name in enumerate(names)
        ]  # fmt: skip
    return out


def _keeping(drift: Drift) -> list[dict[str, Any]]:
    tests = drift.tables["tests"].filter(
        (pl.col("test") == "a reply keeps its parent's theme")
        & (pl.col("links") == "tested")
        & (pl.col("null") == "joint")
    )
    return [
        {
            "measure": "keeps theme", "threads": row["threads"], "value": row["effect"], "low": row["low"],
            "high": row["high"], "unit": row["unit"], "status": row["status"],
        }
        for row in tests.iter_rows(named=True)
    ]  # fmt: skip


def _article(drift: Drift) -> list[dict[str, Any]]:
    table = drift.tables["distances"].filter(pl.col("to_article").is_not_null())
    if not table.height:
        return []
    values = table["to_article"].to_numpy()
    index, threads = thread_index(table["thread_id"].rank("dense").to_numpy().astype(np.int64))
    above = sum_by(index, threads, values)[:, None]
    low, high = ratio_interval(above, np.bincount(index, minlength=threads).astype(float)[:, None], 0)
    return [{
        "measure": "distance from its article", "threads": threads, "value": float(values.mean()), "low": _real(low[0]),
        "high": _real(high[0]), "unit": "cosine distance",
        "status": "ok" if np.isfinite(low[0]) else f"described: fewer than {ENOUGH_THREADS} threads",
    }]  # fmt: skip


def _uptake(drift: Drift) -> list[dict[str, Any]]:
    table = drift.tables["uptake"]
    if not table.height:
        return []
    taken = table.filter(pl.col("basis").is_not_null()).height
    return [{
        "measure": "claims taken up", "threads": None, "value": taken / table.height,
        "unit": f"of {table.height} sentences of the article", "status": "described",
    }]  # fmt: skip


def _real(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
