"""Do the intervals of a comparison cover the truth: python -m tests.benchmarks.bench_drift_compare [REPEATS].

Two discussions of one plan are compared as ``drift A B`` compares them: words and vectors, one set of found themes,
measures, table. The truth is what the same plan gives in 30,000 comments with the planted themes; a theme's share is
one in four by plan. A 95 % interval should cover it in 95 of 100.
"""

from __future__ import annotations

import sys
from functools import cache

import numpy as np
import polars as pl

from commentariat.embeddings.drift import compare, measure
from commentariat.embeddings.drift.comparison import FROM_ARTICLE, THEME_SHARE
from commentariat.embeddings.drift.gather import theme_labels
from commentariat.embeddings.drift.link_tests import SURPLUS, link_tests
from commentariat.embeddings.drift.material import around
from commentariat.embeddings.drift.significance import Draws
from commentariat.embeddings.simulate import Plan, Simulated, as_discussion, simulate
from commentariat.embeddings.stored import StoredVectors
from commentariat.embeddings.tables import Themes
from commentariat.embeddings.themes import fit_unlinked
from commentariat.embeddings.vectors import normalised
from commentariat.threads.model import Discussion
from tests.benchmarks.drift_pipeline import planted_material

PLANS = {
    "replies keep": Plan(stay=0.4), "threads differ": Plan(threads_differ=0.6), "clock": Plan(clock=0.8),
}  # fmt: skip
MANY = 30_000
SHARE, DISTANCE = THEME_SHARE, FROM_ARTICLE
MEASURES = (SHARE, SURPLUS, DISTANCE)
Row = tuple[str, float, float, float, float]


def with_many(plan: Plan) -> Plan:
    """The same plan in 30,000 comments."""
    return Plan(**{**plan.__dict__, "comments": MANY, "authors": MANY // 5})


@cache
def kept_truth(plan: Plan) -> float:
    """Surplus of kept themes against the ``strata`` null, with the planted themes."""
    tests, _ = link_tests(planted_material(simulate(with_many(plan), 7)), ("strata",), Draws(1, 0))
    return next(row.effect for row in tests if row.test == SURPLUS)


def distance_truth(made: Simulated, meaning: int) -> float:
    """Mean distance of many comments of the plan from this discussion's own article."""
    many = planted_material(simulate(with_many(made.plan), 8, meaning=meaning))
    article = normalised(around(made.article, made.background).sum(axis=0))
    return float(1 - (many.vectors @ article).mean())


def both_vectors(one: StoredVectors, other: StoredVectors) -> StoredVectors:
    """The vectors of two discussions in one."""
    keys = np.concatenate((one.keys, other.keys))
    order = np.argsort(keys, kind="stable")
    return StoredVectors(keys[order], np.concatenate((one.rows, other.rows))[order], one.background)


def matched(themes: Themes, discussion: Discussion, made: Simulated) -> list[str]:
    """The found theme that holds most comments of each planted one."""
    index = discussion.comments.select("discussion_id", "comment_id").with_row_index("row")
    labels = theme_labels(themes, themes.units.join(index, on=["discussion_id", "comment_id"]), len(made.theme))
    counts = [
        np.bincount(labels.top[(made.theme == k) & (labels.top >= 0)], minlength=1) for k in range(made.plan.themes)
    ]
    return [labels.ids[int(count.argmax())] for count in counts]


def compared(plan: Plan, seed: int) -> list[Row]:
    """``measure, value, low, high, truth`` of every interval of one comparison of two discussions."""
    made = [simulate(plan, 2 * seed + at, meaning=seed) for at in (0, 1)]
    (first, one), (second, other) = (as_discussion(each) for each in made)
    vectors, discussions = both_vectors(one, other), [first, second]
    themes = fit_unlinked(discussions, encoder=vectors)
    drifts = [measure(each, themes, encoder=vectors, permutations=19, nulls=("strata",)) for each in discussions]
    table = compare(discussions, drifts, themes).filter(pl.col("low").is_not_null())
    rows: list[Row] = []
    for discussion, each in zip(discussions, made, strict=True):
        truth = {SURPLUS: kept_truth(plan), SHARE: 1 / plan.themes, DISTANCE: distance_truth(each, seed)}
        names = matched(themes, discussion, each)
        here = table.filter(pl.col("discussion_id") == discussion.discussion_id, pl.col("measure").is_in(MEASURES))
        rows += [
            (row["measure"], row["value"], row["low"], row["high"], truth[row["measure"]])
            for row in here.iter_rows(named=True)
            if row["measure"] != SHARE or row["theme_id"] in names
        ]
    return rows


def coverage(plan: Plan, repeats: int) -> pl.DataFrame:
    """How often each measure's interval covers the truth, how wide it is, and how far off the values are on average."""
    rows = [row for seed in range(repeats) for row in compared(plan, seed)]
    table = pl.DataFrame(rows, schema=["measure", "value", "low", "high", "truth"], orient="row")
    inside, off = pl.col("truth").is_between("low", "high"), pl.col("value") - pl.col("truth")
    return table.group_by("measure", maintain_order=True).agg(
        pl.len().alias("intervals"), inside.mean().alias("covered"), off.mean().alias("bias"),
        (pl.col("high") - pl.col("low")).mean().alias("width"), pl.col("truth").mean(),
    )  # fmt: skip


def main() -> None:
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    with pl.Config(tbl_rows=-1, tbl_width_chars=140, float_precision=3):
        for name, plan in PLANS.items():
            print(name, coverage(plan, repeats), flush=True)


if __name__ == "__main__":
    main()
