"""Growth model, shuffles and intervals: exact probabilities, coverage of the fit, constraints, reproducibility."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from itertools import product

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentariat.threads import Forest
from commentariat.threads.metrics import METRICS, View, observed, with_sampling
from commentariat.threads.metrics.intervals import candidates, draw
from commentariat.threads.metrics.sampling import resampled
from commentariat.threads.metrics.stack import with_authors, with_parents
from commentariat.threads.models import Growth, arrivals, fit, learn_population, shipped, shuffle_authors, simulate
from commentariat.threads.models import order as order_module
from commentariat.threads.models.fit import from_line
from commentariat.threads.models.growth import log_likelihood

from .discussions import discussion_of
from .forests import forests, path


def weights(growth, parents, cap):
    """The definition, vertex by vertex: chances of what the next comment answers; vertex 0 is the article."""
    standing = len(parents) + 1
    depth = [0]
    for parent in parents:
        depth.append(depth[parent + 1] + 1)
    out = []
    for vertex in range(standing):
        drawn = 1 + sum(parent + 1 == vertex for parent in parents)
        chance = growth.alpha * drawn + growth.tau ** (standing - vertex) + growth.beta * (vertex == 0)
        out.append(0.0 if cap is not None and depth[vertex] > cap else chance)
    return np.array(out) / sum(out)


@pytest.mark.parametrize("cap", [None, 0, 1, 2])
@given(
    st.lists(st.integers(0, 10**6), min_size=1, max_size=12),
    st.floats(0.01, 3),
    st.floats(0.01, 9),
    st.floats(0.05, 0.99),
)
@settings(max_examples=25, deadline=None)
def test_likelihood_equals_the_definition(cap, draws, alpha, beta, tau):
    growth = Growth(alpha, beta, tau)
    parents, expected = [], []
    for value in draws:
        chances = weights(growth, parents, cap)
        allowed = np.flatnonzero(chances)
        chosen = int(allowed[value % allowed.size])
        expected.append(np.log(chances[chosen]))
        parents.append(chosen - 1)
    forest = Forest(np.array(parents))
    given_cap = cap if cap is not None and forest.depth.max() == cap else None
    if cap is not None and given_cap is None:
        return  # a cap that no comment reaches bars nobody from being answered
    found = log_likelihood(arrivals(forest, np.arange(len(parents)), given_cap), growth)
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("cap", [None, 1])
def test_simulated_trees_are_as_frequent_as_the_model_says(cap):
    growth = Growth(0.7, 1.3, 0.6)
    copies = 60_000
    drawn = Counter(map(tuple, simulate(growth, 4, copies, np.random.default_rng(5), cap).tolist()))
    total = 0.0
    for tree in product([-1], [-1, 0], [-1, 0, 1], [-1, 0, 1, 2]):
        chance = np.prod([weights(growth, list(tree[:at]), cap)[parent + 1] for at, parent in enumerate(tree)])
        total += chance
        assert abs(drawn[tree] / copies - chance) <= 5 * np.sqrt(chance * (1 - chance) / copies) + 1e-12, tree
    assert total == pytest.approx(1)


def coverage(truth, cap, runs, seed=11):
    """Share of fits whose 95 % interval holds the truth, a parameter each."""
    rng = np.random.default_rng(seed)
    inside = np.zeros(3)
    for _ in range(runs):
        grown = simulate(truth, 60, 30, rng, cap)
        found = fit([arrivals(Forest(one), np.arange(60), cap) for one in grown]).interval()
        inside += [found[name][0] <= getattr(truth, name) <= found[name][1] for name in ("alpha", "beta", "tau")]
    return inside / runs


@pytest.mark.parametrize(("truth", "cap"), [(Growth(0.3, 5.0, 0.8), None), (Growth(0.1, 1.0, 0.9), 3)])
def test_fit_covers_known_parameters(truth, cap):
    # 24 of 30 is what a 95 % interval misses less than once in five hundred.
    assert (coverage(truth, cap, 30) >= 24 / 30).all()


@pytest.mark.slow
@pytest.mark.parametrize("truth", [Growth(0.3, 5.0, 0.8), Growth(1.0, 20.0, 0.5), Growth(0.05, 0.5, 0.95)])
def test_fit_covers_known_parameters_at_the_stated_rate(truth):
    share = coverage(truth, None, 200)
    assert (share >= 0.90).all()
    assert (share <= 0.99).all()


def test_too_few_choices_are_not_fitted():
    with pytest.raises(ValueError, match="not estimable"):
        fit([arrivals(Forest(path(10)), np.arange(10))])


def test_a_comment_before_its_parent_is_refused():
    with pytest.raises(ValueError, match="arrives before"):
        arrivals(Forest(np.array([1, -1])), np.arange(2))


def test_shipped_parameters_are_sound():
    for reader in ("wordpress-rest", "disqus-api", "mediawiki-talk"):
        name, found = shipped(reader)
        assert name
        assert found.choices >= 500
        assert found.mean.shape == (3,)
        assert np.linalg.eigvalsh(found.spread).min() > 0
    assert shipped("no-such-platform") is None


def test_a_population_recovers_how_discussions_differ():
    rng = np.random.default_rng(2)
    mean, sd = np.array([-1.5, 1.0, 1.0]), np.array([0.3, 0.8, 0.5])
    lines = mean + sd * rng.standard_normal((60, 3))
    grown = [simulate(from_line(line), 80, 1, rng)[0] for line in lines]
    found = learn_population([arrivals(Forest(one), np.arange(80)) for one in grown])
    assert np.abs(found.mean - lines.mean(axis=0)).max() < 0.35
    assert 0.5 < np.sqrt(found.spread[1, 1]) / lines[:, 1].std() < 1.6
    assert not found.one_thread


@given(forests(30), st.data())
@settings(max_examples=60, deadline=None)
def test_shuffles_keep_activity_and_make_no_self_replies(parents, data):
    forest = Forest(parents)
    author = np.array(data.draw(st.lists(st.integers(-1, 4), min_size=len(parents), max_size=len(parents))))
    shuffled = shuffle_authors(forest, author, 3, np.random.default_rng(0), sweeps=8)
    replies = np.flatnonzero(parents >= 0)
    own = author[replies] == author[parents[replies]]
    for copy in shuffled:
        assert ((copy == -1) == (author == -1)).all()
        for root in forest.roots:
            inside = forest.thread == root
            assert sorted(copy[inside]) == sorted(author[inside])
        same = (copy[replies] == copy[parents[replies]]) & (copy[replies] >= 0)
        assert not (same & ~own).any()


def test_all_allowed_shuffles_are_equally_likely():
    # A hub with three answers and one below: every assignment without a self-reply, about equally often.
    parents = np.array([-1, 0, 0, 0, 1])
    author = np.array([0, 1, 1, 2, 0])
    copies = 30_000
    drawn = Counter(map(tuple, shuffle_authors(Forest(parents), author, copies, np.random.default_rng(3)).tolist()))
    allowed = {
        names for names in product(range(3), repeat=5)
        if sorted(names) == sorted(author) and all(names[at] != names[parents[at]] for at in range(1, 5))
    }  # fmt: skip
    assert set(drawn) == allowed
    expected = copies / len(allowed)
    assert all(abs(count - expected) < 6 * np.sqrt(expected) for count in drawn.values())


def test_two_comments_change_places_half_of_the_time():
    shuffled = shuffle_authors(Forest(path(2)), np.array([0, 1]), 4000, np.random.default_rng(1), sweeps=20)
    assert abs((shuffled[:, 0] == 0).mean() - 0.5) < 0.05


def test_copies_are_measured_like_the_original():
    parents = np.array([-1, 0, 1, 0, -1, 4])
    names = ["ann", "bo", "ann", "cy", "bo", "ann"]
    view = View.of(parents, names)
    again = with_authors(with_parents(view, parents[None]), view.author[None].astype(np.int64))
    for name, metric in METRICS.items():
        np.testing.assert_allclose(metric(again), metric(view), equal_nan=True, err_msg=name)


ALTERNATIVES = [
    [],
    [{"parent_id": "c1", "probability": 0.6}, {"parent_id": None, "probability": 0.3}],
    [{"parent_id": "c4", "probability": 0.5}],
    [{"parent_id": "c3", "probability": 0.5}, {"parent_id": "c1", "probability": 0.5}],
]


def uncertain():
    return discussion_of(
        parent_id=[None, "c1", None, "c1"],
        link_basis=["root", "inferred", "undecided", "inferred"],
        link_confidence=[1.0, 0.6, 0.0, 0.5],
        link_alternatives=ALTERNATIVES,
    )


def test_draws_follow_the_stated_probabilities_and_make_no_circle():
    drawn = draw(candidates(uncertain().comments), 20_000, np.random.default_rng(0))
    assert (drawn[:, 0] == -1).all()
    second = Counter(drawn[:, 1].tolist())
    assert second[0] / 20_000 == pytest.approx(0.7, abs=0.02)  # .6, and .1 for "other comments": only c1 is earlier
    assert second[-1] / 20_000 == pytest.approx(0.3, abs=0.02)
    # c3 → c4 and c4 → c3 exclude each other.
    assert not ((drawn[:, 2] == 3) & (drawn[:, 3] == 2)).any()
    for parents in drawn[:50]:
        assert Forest(parents).depth.max() <= 3


def test_certain_links_leave_nothing_open():
    given_links = candidates(discussion_of(parent_id=[None, "c1", "c1"]).comments)
    assert given_links.comment.size == 0
    assert (draw(given_links, 3, np.random.default_rng(0)) == [-1, 0, 0]).all()


def test_resampled_threads_are_whole():
    parents = np.array([-1, 0, 1, -1, 3, 3, -1])
    names = [f"a{at}" for at in range(7)]
    drawn = resampled(View.of(parents, names), 500, np.random.default_rng(0))
    counts, sizes = METRICS["threads"](drawn), drawn.forest.size[drawn.forest.roots]
    assert (counts == 3).all()
    assert set(sizes.tolist()) == {1, 3}
    assert METRICS["max_depth"](drawn).max() == 2
    replies = np.flatnonzero(drawn.forest.parent >= 0)
    assert (drawn.group[replies] == drawn.group[drawn.forest.parent[replies]]).all()
    assert abs(METRICS["comments"](drawn).mean() - 7) < 0.2
    # In every copy comment 1 answers comment 0, and nobody else's.
    people = drawn.author % 7
    answered = {(int(people[at]), int(people[drawn.forest.parent[at]])) for at in replies}
    assert answered == {(1, 0), (2, 1), (4, 3), (5, 3)}


def test_sampling_intervals_need_threads_and_cover_the_truth():
    few = discussion_of(parent_id=[None, "c1", None])
    noted = with_sampling(observed(few), few).row(by_predicate=pl.col("metric") == "mean_depth", named=True)
    assert noted["low"] is None
    assert "20 threads" in noted["note"]
    rng = np.random.default_rng(1)
    inside = 0
    for seed in range(40):
        # Threads of one or two comments, as likely: the mean depth of all such threads is 1/3.
        parents = []
        for long in rng.random(60) < 0.5:
            parents += [None, f"c{len(parents) + 1}"] if long else [None]
        made = discussion_of(parent_id=parents)
        row = with_sampling(observed(made), made, seed=seed).row(
            by_predicate=pl.col("metric") == "mean_depth", named=True
        )
        assert row["interval"] == "sampling"
        inside += row["low"] <= 1 / 3 <= row["high"]
    assert inside >= 30  # 36 expected at 90 %


def test_order_of_arrival():
    forest = Forest(np.array([-1, 0, 0]))

    def order(**columns):
        return order_module.arrival_order(discussion_of(parent_id=[None, "c1", "c1"], **columns), forest).tolist()

    times = [datetime(2016, 11, day, tzinfo=UTC) for day in (1, 3, 2)]
    assert order(created=times) == [0, 2, 1]
    assert order(sort_order="chronological", link_basis=["root", "explicit", "explicit"]) == [0, 1, 2]
    with pytest.raises(order_module.OrderUnknownError, match="nested"):
        order(sort_order="chronological", link_basis=["root", "nesting", "nesting"])
    with pytest.raises(order_module.OrderUnknownError, match="does not say"):
        order(sort_order="best-first")
    with pytest.raises(order_module.OrderUnknownError, match="before the one"):
        order(sort_order="newest-first", link_basis=["root", "explicit", "explicit"])
