"""The tests: along links against every null, along each order, and of authors. One row each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from .authors import author_steps
from .nulls import ENOUGH_DISTINCT, NULLS, row_kinds, run_null, thread_null
from .resample import ENOUGH_THREADS, ratio_interval, thread_index
from .schemas import TESTS
from .transitions import ENOUGH_LINKS, labelled_links, principal_labels, transition_rows, transitions
from .trends import ORDERS, trend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .material import Ints, Material, Reals, Vectors
    from .nulls import Null
    from .transitions import Outcome

#: Directions of the vectors that permutations look at; more would cost time and change no p-value's validity.
_DIRECTIONS: Final = 32
#: The claim that a reply follows its parent rests on all of these; the author's preferences are one more reading.
DECISIVE: Final = ("thread", "strata", "rewired")


def link_tests(
    material: Material, nulls: Sequence[str], permutations: int, seed: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows of ``tests`` and of ``transitions`` about links: stated links, and all links as a sensitivity row."""
    tests: list[dict[str, Any]] = []
    cells: list[dict[str, Any]] = []
    for which, links in (("tested", material.tested_links), ("all", material.all_links)):
        if which == "all" and links.size == material.tested_links.size:
            continue
        themed = labelled_links(material, links)
        if themed.size:
            shares, names = principal_labels(material.labels, np.union1d(themed, material.forest.parent[themed]))
            outcomes = [transitions(material, themed, shares, null, permutations, seed) for null in nulls]
            tests += [_keeping_row(material, one, which) for one in outcomes] + _joint_row(material, outcomes, which)
            tests += [_surplus_row(material, one, which) for one in outcomes if one.status == "ok"]
            cells += [row for one in outcomes for row in transition_rows(material, one, names, which)]
        tests += _closeness_rows(material, links, which, nulls, permutations, seed)
    return tests, cells


def _keeping_row(material: Material, outcome: Outcome, which: str) -> dict[str, Any]:
    ratio = outcome.keep_observed / outcome.keep_expected if outcome.keep_expected > 0 else float("nan")
    return _row(
        material, "a reply keeps its parent's theme", "reply-path", which, outcome.null, outcome.keep_observed,
        outcome.keep_expected, ratio, "observed / expected", outcome.keep_low, outcome.keep_high, outcome.keep_p,
        outcome.permutations, outcome.distinct, outcome.links, outcome.threads, outcome.status,
    )  # fmt: skip


def _surplus_row(material: Material, outcome: Outcome, which: str) -> dict[str, Any]:
    """(observed − expected) / (1 − expected): the share of replies that keep the theme beyond what the null gives.

    Cohen's (1960) kappa with the null's expectation. Against ``strata`` it estimates the probability that a reply
    takes its theme over from its parent, where nothing else ties the two.
    """
    room = outcome.keep_expected / (1 - outcome.keep_expected) if outcome.keep_expected < 1 else float("nan")
    ratio = outcome.keep_observed / outcome.keep_expected if outcome.keep_expected > 0 else float("nan")
    return _row(
        material, "surplus of kept themes", "reply-path", which, outcome.null, outcome.keep_observed,
        outcome.keep_expected, room * (ratio - 1), "share of replies", room * (outcome.keep_low - 1),
        room * (outcome.keep_high - 1), outcome.keep_p, outcome.permutations, outcome.distinct, outcome.links,
        outcome.threads, outcome.status,
    )  # fmt: skip


def _joint_row(material: Material, outcomes: Sequence[Outcome], which: str) -> list[dict[str, Any]]:
    """The claim survives only if every decisive null rejects: an intersection–union test, p = max (Berger 1982)."""
    decisive = [one for one in outcomes if one.null in DECISIVE]
    usable = [one for one in decisive if one.status == "ok"]
    if not usable:
        return []
    worst = max(usable, key=lambda one: one.keep_p)
    missing = sorted(set(DECISIVE) - {one.null for one in usable})
    row = _keeping_row(material, worst, which)
    status = "ok" if not missing else f"described: the null {', '.join(missing)} was not estimable or not asked for"
    return [{**row, "null": "joint", "p_family": row["p"], "status": status}]


def _closeness_rows(
    material: Material, links: Ints, which: str, nulls: Sequence[str], permutations: int, seed: int
) -> list[dict[str, Any]]:
    """Mean distance of a reply from its parent, against the same distance under each null."""
    parent = material.forest.parent[links]
    links = links[material.worded[links] & material.worded[parent]]
    if not links.size:
        return []
    directions = leading_directions(material.vectors)
    kinds = np.arange(len(material))
    pairs = material.forest.parent[links], links
    return [
        _closeness_row(material, which, directions, NULLS[name](material, pairs, kinds), permutations, seed)
        for name in nulls
    ]


def _closeness_row(
    material: Material, which: str, directions: Vectors, null: Null, permutations: int, seed: int
) -> dict[str, Any]:
    parent, reply = getattr(null, "parent"), getattr(null, "reply")  # noqa: B009 -- Null promises draws only
    threads = int(np.unique(material.forest.thread[reply]).size)
    own = _pair_products(material.vectors, parent, reply)
    observed = float(1 - own.mean()) if own.size else float("nan")
    what = "a reply lies nearer to its parent"
    problem = _too_little(reply.size, threads, null.distinct)
    if problem is not None:
        nan = float("nan")
        return _row(
            material, what, "reply-path", which, null.name, observed, nan, nan, "cosine distance", nan, nan, nan,
            0, null.distinct, reply.size, threads, problem,
        )  # fmt: skip
    rng = np.random.default_rng(seed)
    seen = float(_pair_products(directions, parent, reply).mean())
    drawn = np.array([float(_pair_products(directions, *null.draw(rng)).mean()) for _ in range(permutations)])
    # What the leading directions leave out is the same on average under every draw, so effects carry over.
    expected = observed + (seen - float(drawn.mean()))
    low, high = _mean_interval(1 - own, material.forest.thread[reply], seed)
    p = float((1 + np.sum(drawn >= seen - 1e-9)) / (permutations + 1))
    return _row(
        material, what, "reply-path", which, null.name, observed, expected, observed - expected, "cosine distance",
        low - expected, high - expected, p, permutations, null.distinct, reply.size, threads, "ok",
    )  # fmt: skip


def leading_directions(vectors: Vectors) -> Vectors:
    """Project on the principal directions (n, 32 at most); a function of the set of vectors, not of the tree."""
    if vectors.shape[1] <= _DIRECTIONS:
        return vectors
    second = (vectors.T @ vectors).astype(np.float64)
    axes = np.linalg.eigh(second)[1][:, ::-1][:, :_DIRECTIONS]
    return np.asarray(vectors @ axes.astype(np.float32), dtype=np.float32)


def _pair_products(vectors: Vectors, left: Ints, right: Ints) -> Reals:
    return np.asarray(np.einsum("ij,ij->i", vectors[left], vectors[right]), dtype=np.float64)


def _mean_interval(values: Reals, thread: Ints, seed: int) -> tuple[float, float]:
    index, threads = thread_index(thread)
    above = np.bincount(index, weights=values, minlength=threads)[:, None]
    below = np.bincount(index, minlength=threads).astype(np.float64)[:, None]
    low, high = ratio_interval(above, below, seed)
    return float(low[0]), float(high[0])


def _too_little(cases: int, threads: int, distinct: float) -> str | None:
    if cases < ENOUGH_LINKS:
        return f"not estimable: {cases} pairs with words at both ends, fewer than {ENOUGH_LINKS}"
    if threads < 2:
        return "described: one thread alone"
    if distinct < np.log10(ENOUGH_DISTINCT):
        return f"not estimable: fewer than {ENOUGH_DISTINCT:,} distinct permutations"
    return None


def order_tests(material: Material, to_article: Reals, permutations: int, seed: int) -> list[dict[str, Any]]:
    """Rows about each order: does the distance from the article change, and does any theme's share?"""
    rows = []
    shares, names = principal_labels(material.labels, np.flatnonzero(material.labels.labelled))
    themed = np.where(material.labels.labelled[:, None], shares, np.nan)
    for order in ORDERS:
        rows += _trend_rows(material, to_article[:, None], ["distance from the article"], order, permutations, seed,
                            "cosine distance")  # fmt: skip
        if len(names) > 1:
            titles = [f"share of {name}" for _, name in names]
            rows += _trend_rows(material, themed, titles, order, permutations, seed, "share")
    return rows


def _trend_rows(
    material: Material, values: Reals, titles: list[str], order: str, permutations: int, seed: int, unit: str
) -> list[dict[str, Any]]:
    if not np.isfinite(values).any():
        return []
    found = trend(material, values, order, permutations, seed)
    per = {"reply-path": "per link", "clock": "over the discussion", "siblings": "per sibling"}[order]
    null = {"reply-path": "threads change sign", "clock": "roots change places", "siblings": "siblings change places"}
    rows = []
    for at, title in enumerate(titles):
        row = _row(
            material, f"{title} changes", order, "all", null[order], float(np.nanmean(values[:, at])), float("nan"),
            float(found.slope[at]), f"{unit} {per}", float(found.low[at]), float(found.high[at]), float(found.p[at]),
            found.permutations, found.distinct, found.cases, found.threads, found.status,
        )  # fmt: skip
        rows.append({**row, "p_family": _null(float(found.p_family[at]))})
    return rows


def author_tests(material: Material, permutations: int, seed: int) -> list[dict[str, Any]]:
    """Rows about authors: do successive comments of one author keep the theme more than others' would?"""
    earlier, later = author_steps(material, labelled=True)
    if not earlier.size:
        return []
    shares, _ = principal_labels(material.labels, np.union1d(earlier, later))
    rows = []
    for build in (thread_null, run_null):
        null = build(material, (earlier, later), row_kinds(shares))
        threads = int(np.unique(material.forest.thread[later]).size)
        observed = float((shares[earlier] * shares[later]).sum(axis=1).mean())
        problem = _too_little(later.size, threads, null.distinct)
        expected = ratio = p = float("nan")
        if problem is None:
            rng = np.random.default_rng(seed)
            drawn = np.array([_overlap(shares, *null.draw(rng)) for _ in range(permutations)])
            expected = float(np.mean([*drawn, observed]))
            ratio = observed / expected if expected > 0 else float("nan")
            p = float((1 + np.sum(drawn >= observed - 1e-9)) / (permutations + 1))
        nan = float("nan")
        rows.append(_row(
            material, "an author stays on a theme", "author", "all", null.name, observed, expected, ratio,
            "observed / expected", nan, nan, p, permutations if problem is None else 0, null.distinct, later.size,
            threads, problem or "ok",
        ))  # fmt: skip
    return rows


def _overlap(shares: Reals, left: Ints, right: Ints) -> float:
    return float((shares[left] * shares[right]).sum(axis=1).mean())


def _row(
    material: Material, test: str, order: str, links: str, null: str, observed: float, expected: float,
    effect: float, unit: str, low: float, high: float, p: float, permutations: int, distinct: float,
    cases: int, threads: int, status: str,
) -> dict[str, Any]:  # fmt: skip
    return {
        "discussion_id": material.discussion_id, "test": test, "order": order, "links": links, "null": null,
        "observed": _null(observed), "expected": _null(expected), "effect": _null(effect), "unit": unit,
        "low": _null(low), "high": _null(high), "p": _null(p), "p_family": None, "permutations": permutations,
        "distinct": _null(distinct), "cases": int(cases), "threads": threads, "status": status,
    }  # fmt: skip


def test_table(rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Build the ``tests`` table."""
    return pl.DataFrame(rows, schema=TESTS, orient="row")


def enough_threads(material: Material) -> bool:
    """Whether threads can be resampled at all."""
    return material.forest.roots.size >= ENOUGH_THREADS


def _null(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
