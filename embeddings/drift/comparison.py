"""Several discussions side by side: theme shares, transitions and uptake of the articles' claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from .gather import theme_labels
from .link_tests import SURPLUS
from .schemas import COMPARISON, nullable
from .shares import DESCRIBED, share_interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commentariat.threads.model import Discussion

    from ..tables import Drift, Themes
    from .material import Ints, Reals

#: What is compared, besides :data:`~.link_tests.SURPLUS`, as column ``measure`` names it.
THEME_SHARE: Final = "theme share"
UNCLUSTERED: Final = "unclustered"
FROM_ARTICLE: Final = "distance from its article"
TAKES_UP: Final = "takes up a claim"
TAKEN_UP: Final = "claims taken up"
#: The null against which kept themes are compared across discussions.
_NULL: Final = "strata"


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
        Measures ``theme share`` (of comments with a theme), ``unclustered`` (of comments with units), ``surplus
        of kept themes`` (of replies, against the null ``strata``), ``distance from its article``, ``takes up a claim``
        (of comments with words) and ``claims taken up`` (of the article's sentences: a count over all comments, so
        without an interval). Intervals resample threads and are there from twenty threads on;
        ``bench_drift_compare`` says how often they cover the truth.
    """
    rows = [row for one, drift in zip(discussions, drifts, strict=True) for row in _rows(one, drift, themes)]
    table = pl.DataFrame(rows, schema=COMPARISON, orient="row")
    return table.sort("measure", "theme_id", maintain_order=True, nulls_last=True)


def counted_among(unit: str) -> int | None:
    """Return how many things a share in the table is a share of ("of 8 sentences …"); None where it is no share.

    >>> counted_among("of 8 sentences of the article"), counted_among("cosine distance")
    (8, None)
    """
    first, _, rest = unit.partition(" ")
    return int(rest.split()[0]) if first == "of" else None


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
    comments = discussion.comments
    index = comments.select("discussion_id", "comment_id").with_row_index("row")
    units = themes.units.filter(~pl.col("boilerplate")).join(index, on=["discussion_id", "comment_id"], how="inner")
    labels = theme_labels(themes, units, comments.height)
    rows = np.flatnonzero(labels.labelled)
    worded = np.unique(units["row"].to_numpy().astype(np.int64))
    thread = discussion.forest().thread
    names = list(zip(labels.ids, labels.names, strict=True))
    none = (~labels.labelled[worded]).astype(np.float64)[:, None]
    return [
        *_means(THEME_SHARE, labels.shares[rows], thread[rows], names),
        *_means(UNCLUSTERED, none, thread[worded], [(None, None)]),
    ]


def _means(
    measure: str, values: Reals, thread: Ints, names: Sequence[tuple[str | None, str | None]]
) -> list[dict[str, Any]]:
    """One row a column of ``values`` (comments, k): its mean, with an interval over threads."""
    if not len(values):
        return []
    low, high, threads = share_interval(values, thread, 0)
    mean = values.mean(axis=0)
    return [
        {
            "measure": measure, "theme_id": theme_id, "theme": theme, "threads": threads, "value": float(mean[k]),
            "low": nullable(low[k]), "high": nullable(high[k]), "unit": f"of {len(values)} comments",
            "status": "ok" if np.isfinite(low[k]) else DESCRIBED,
        }
        for k, (theme_id, theme) in enumerate(names)
    ]  # fmt: skip


def _keeping(drift: Drift) -> list[dict[str, Any]]:
    """Surplus of kept themes against one and the same null: the strictest differs from discussion to discussion."""
    tests = drift.tables["tests"].filter(
        (pl.col("test") == SURPLUS) & (pl.col("links") == "tested") & (pl.col("null") == _NULL)
    )
    return [
        {
            "measure": SURPLUS, "threads": row["threads"], "value": row["effect"], "low": row["low"],
            "high": row["high"], "unit": row["unit"], "status": row["status"],
        }
        for row in tests.iter_rows(named=True)
    ]  # fmt: skip


def _article(drift: Drift) -> list[dict[str, Any]]:
    table = drift.tables["distances"].filter(pl.col("to_article").is_not_null())
    if not table.height:
        return []
    values = table["to_article"].to_numpy()[:, None]
    rows = _means(FROM_ARTICLE, values, _threads(table), [(None, None)])
    return [{**row, "unit": "cosine distance"} for row in rows]


def _threads(distances: pl.DataFrame) -> Ints:
    return np.asarray(distances["thread_id"].rank("dense").to_numpy(), dtype=np.int64)


def _uptake(drift: Drift) -> list[dict[str, Any]]:
    table = drift.tables["uptake"]
    if not table.height:
        return []
    taken = table.filter(pl.col("basis").is_not_null()).height
    claims = {
        "measure": TAKEN_UP, "threads": None, "value": taken / table.height,
        "unit": f"of {table.height} sentences of the article", "status": "described",
    }  # fmt: skip
    worded = drift.tables["distances"].filter(pl.col("to_article").is_not_null())
    takers = table["comment_ids"].explode().drop_nulls().unique()
    takes = worded["comment_id"].is_in(takers.implode()).to_numpy().astype(np.float64)[:, None]
    return [claims, *_means(TAKES_UP, takes, _threads(worded), [(None, None)])]
