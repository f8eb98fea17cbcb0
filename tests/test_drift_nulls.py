"""What each null model keeps and what it exchanges."""

from __future__ import annotations

from math import factorial, log10

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentariat.embeddings.drift.nulls import NULLS, row_kinds
from commentariat.embeddings.drift.significance import p_value
from commentariat.embeddings.simulate import Plan, simulate
from tests.benchmarks.drift_pipeline import planted_material


@pytest.fixture(scope="module")
def material():
    return planted_material(simulate(Plan(comments=200, units=1, dimensions=8), 5))


def one_draw(null, seed):
    return next(null.draws(1, np.random.default_rng(seed)))


def pairs(material):
    replies = material.all_links
    return material.forest.parent[replies], replies


def test_what_was_observed_is_one_of_the_draws():
    drawn = np.array([0.1, 0.4, 0.4, 0.2])
    assert [p_value(drawn, one) for one in (0.9, 0.4, 0.0)] == pytest.approx([1 / 5, 3 / 5, 1])


@pytest.mark.parametrize("name", NULLS)
def test_a_draw_is_not_what_was_seen_but_keeps_the_number_of_links(material, name):
    null = NULLS[name](material, pairs(material), row_kinds(material.labels.shares))
    left, right = one_draw(null, 0)
    assert len(left) == len(right) == len(material.all_links)
    assert not np.array_equal(left, null.parent) or not np.array_equal(right, null.reply)


@pytest.mark.parametrize(("name", "kept"), [("thread", "thread"), ("author", "author")])
def test_shuffles_stay_within_their_strata(material, name, kept):
    null = NULLS[name](material, pairs(material), row_kinds(material.labels.shares))
    group = material.forest.thread if kept == "thread" else material.frame["author_id"].rank("dense").to_numpy()
    left, right = one_draw(null, 1)
    assert np.array_equal(group[left], group[null.parent])
    assert np.array_equal(group[right], group[null.reply])


def test_strata_exchange_neighbours_in_time_only(material):
    null = NULLS["strata"](material, pairs(material), row_kinds(material.labels.shares))
    left, _ = one_draw(null, 2)
    moved = np.abs(material.rank[left] - material.rank[null.parent])
    assert moved.max() < len(material) / 3
    assert moved.max() > 0


def test_rewiring_keeps_popularity_and_time_order(material):
    null = NULLS["rewired"](material, pairs(material), row_kinds(material.labels.shares))
    before = np.bincount(null.parent, minlength=len(material))
    for parent, reply in null.draws(5, np.random.default_rng(3)):
        assert (material.rank[parent] < material.rank[reply]).all()
        assert np.array_equal(np.bincount(parent, minlength=len(material)), before)


def test_rewiring_keeps_the_lags(material):
    null = NULLS["rewired"](material, pairs(material), row_kinds(material.labels.shares))
    rng = np.random.default_rng(4)
    seen = np.log2(material.rank[null.reply] - material.rank[null.parent]).mean()
    drawn = [np.log2(material.rank[reply] - material.rank[parent]).mean() for parent, reply in null.draws(60, rng)]
    assert abs(np.mean(drawn) - seen) < 0.35


def test_the_observed_links_are_no_end_of_the_rewirings(material):
    """States of a chain are alike when they are near: were the observed links its end, they would be extreme."""
    null = NULLS["rewired"](material, pairs(material), row_kinds(material.labels.shares))
    drawn = [parent for parent, _ in null.draws(60, np.random.default_rng(8))]
    alike = np.array([(parent == null.parent).mean() for parent in drawn])
    nearest = np.sort(alike)[-2:]
    assert 0 < alike.argmax() < len(drawn) - 1
    assert (nearest > np.median(alike)).all()


def test_expected_products_are_the_mean_over_permutations(material):
    null = NULLS["thread"](material, pairs(material), row_kinds(material.labels.shares))
    shares, rng = material.labels.shares, np.random.default_rng(6)
    exact = null.expected(shares[:, 0], shares[:, 1]).sum()
    drawn = [float(shares[left, 0] @ shares[right, 1]) for left, right in null.draws(800, rng)]
    assert exact == pytest.approx(np.mean(drawn), abs=4 * np.std(drawn) / np.sqrt(800))


def test_distinct_permutations_are_counted():
    made = simulate(Plan(comments=6, roots=0.0, units=1, dimensions=8), 1)
    material = planted_material(made)
    null = NULLS["thread"](material, pairs(material), np.arange(6))
    sizes = np.bincount(np.unique(material.forest.thread[null.rows], return_inverse=True)[1])
    assert null.distinct == pytest.approx(sum(log10(factorial(int(size))) for size in sizes))
    same = NULLS["thread"](material, pairs(material), np.zeros(6, dtype=np.int64))
    assert same.distinct == pytest.approx(0.0)


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 60), st.integers(0, 10_000), st.floats(0, 1))
def test_every_null_survives_any_tree(comments, seed, roots):
    material = planted_material(simulate(Plan(comments=comments, roots=roots, units=1, dimensions=8), seed))
    if not material.all_links.size:
        return
    rng = np.random.default_rng(seed)
    for build in NULLS.values():
        null = build(material, pairs(material), row_kinds(material.labels.shares))
        left, right = next(null.draws(1, rng))
        assert len(left) == len(right)
        assert null.distinct >= -1e-9
