"""Every metric against closed forms, brute force on random forests, and networkx."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentariat.threads.metrics import METRICS, View
from commentariat.threads.metrics.shape import wiener_exact

from .forests import caterpillar, complete, forests, path, star, ways


def value(name, parents, authors=None, seconds=None):
    return float(METRICS[name].compute(View.of(parents, authors, seconds))[0])


def test_every_metric_says_what_it_is():
    for name, metric in METRICS.items():
        assert metric.name == name
        assert metric.title
        assert metric.unit
        assert ">>>" in metric.doc or name in {"missing", "undecided"}, name


@pytest.mark.parametrize("n", [1, 2, 3, 10, 57])
def test_paths(n):
    parents = path(n)
    assert value("max_depth", parents) == n - 1
    assert value("mean_depth", parents) == pytest.approx((n - 1) / 2)
    assert value("max_width", parents) == 1
    assert value("h_index", parents) == 1
    # A path of N vertices has Wiener index N (N² − 1) / 6; the article is one of them.
    assert value("wiener", parents) == (n + 1) * ((n + 1) ** 2 - 1) / 6
    assert value("structural_virality", parents) == pytest.approx((n + 2) / 3)


@pytest.mark.parametrize("n", [2, 3, 10, 57])
def test_stars(n):
    around_the_article = -np.ones(n, dtype=int)
    assert value("wiener", around_the_article) == n * n  # (N − 1)² with N = n + 1
    assert value("max_width", around_the_article) == n
    assert value("lone_threads", around_the_article) == n
    assert np.isnan(value("branching", around_the_article))
    assert value("branching", star(n)) == value("max_replies", star(n)) == n - 1
    assert value("unanswered", star(n)) == n - 1


@pytest.mark.parametrize(("spine", "legs"), [(2, 1), (5, 1), (4, 3), (9, 2)])
def test_caterpillars(spine, legs):
    parents = caterpillar(spine, legs)
    assert value("max_depth", parents) == spine
    assert value("unanswered", parents) == spine * legs
    assert value("branching", parents) == pytest.approx((spine * (legs + 1) - 1) / spine)
    assert value("largest_thread", parents) == spine * (legs + 1)
    assert value("wiener", parents) == brute_wiener(parents)


@pytest.mark.parametrize(("branching", "levels"), [(2, 1), (2, 6), (3, 4), (5, 2)])
def test_complete_trees(branching, levels):
    parents = complete(branching, levels)
    assert value("max_width", parents) == branching**levels
    assert value("branching", parents) == branching
    assert value("max_depth", parents) == levels
    n = len(parents)
    below = [sum(branching**i for i in range(levels - level + 1)) for level in range(levels + 1)]
    expected = sum(branching**level * s * (n + 1 - s) for level, s in enumerate(below))
    assert value("wiener", parents) == expected


def test_wiener_is_exact_beyond_64_bits():
    n = 5_000_000
    view = View.of(path(n))
    vertices = n + 1
    exact = vertices * (vertices**2 - 1) // 6
    assert exact > 2**63
    assert wiener_exact(view) == [exact]


def brute_wiener(parents):
    rows = [[*way, -1] for way in ways(parents)] + [[-1]]
    return sum(len(set(a) ^ set(b)) for a, b in combinations(rows, 2))


@given(forests(25))
@settings(max_examples=60, deadline=None)
def test_wiener_equals_networkx(parents):
    nx = pytest.importorskip("networkx")
    tree = nx.Graph((at, int(parent)) for at, parent in enumerate(parents))
    assert wiener_exact(View.of(parents)) == [nx.wiener_index(tree)] == [brute_wiener(parents)]


@st.composite
def debates(draw):
    parents = draw(forests(25))
    n = len(parents)
    names = draw(st.lists(st.sampled_from(["ann", "bo", "cy", "di", None]), min_size=n, max_size=n))
    seconds = draw(st.lists(st.one_of(st.none(), st.integers(0, 50)), min_size=n, max_size=n))
    return parents, names, seconds


@given(debates())
@settings(max_examples=150, deadline=None)
def test_people_equal_brute_force(debate):
    parents, names, _ = debate
    links = [(at, int(parent)) for at, parent in enumerate(parents) if parent >= 0]
    known = [(names[a], names[b]) for a, b in links if names[a] and names[b]]
    pairs = {(a, b) for a, b in known if a != b}
    assert value("self_replies", parents, names) == sum(a == b for a, b in known)
    expected = sum((b, a) in pairs for a, b in pairs) / len(pairs) if pairs else np.nan
    assert value("reciprocity", parents, names) == pytest.approx(expected, nan_ok=True)
    runs = [exchange(way, names) for way in ways(parents)]
    assert value("longest_exchange", parents, names) == pytest.approx(
        max(runs) if max(runs) > 1 else np.nan, nan_ok=True
    )
    triples = [[names[at] for at in way[:3]] for way in ways(parents) if len(way) > 2]
    known3 = [t for t in triples if all(t) and t[0] != t[1] and t[1] != t[2]]
    assert value("aba", parents, names) == sum(t[0] == t[2] for t in known3)
    assert value("third_parties", parents, names) == sum(t[0] != t[2] for t in known3)
    linked = {frozenset(pair) for pair in pairs}
    partners = {
        name: {one for pair in linked if name in pair for one in pair} - {name} for name in ["ann", "bo", "cy", "di"]
    }
    expected = max(map(len, partners.values())) if pairs else np.nan
    assert value("most_partners", parents, names) == pytest.approx(expected, nan_ok=True)
    paths = [two for mine in partners.values() for two in combinations(sorted(mine), 2)]
    expected = sum(frozenset(two) in linked for two in paths) / len(paths) if paths else np.nan
    assert value("transitivity", parents, names) == pytest.approx(expected, nan_ok=True)
    counts = sorted(names.count(name) for name in {name for name in names if name})
    assert value("authors", parents, names) == len(counts)
    if counts:
        differences = sum(abs(a - b) for a in counts for b in counts)
        assert value("gini", parents, names) == pytest.approx(differences / (2 * len(counts) * sum(counts)))
        assert value("most_by_one", parents, names) == counts[-1]


def exchange(way, names):
    """Comments in the alternation of two authors that ends at the lower end of a way up."""
    length = 1
    for step, (low, high) in enumerate(pairwise(way)):
        if not names[low] or not names[high] or names[low] == names[high]:
            break
        if step and names[way[step - 1]] != names[high]:
            break
        length += 1
    return length


@given(debates())
@settings(max_examples=150, deadline=None)
def test_waiting_equals_brute_force(debate):
    parents, _, seconds = debate
    assert value("median_wait", parents, None, seconds) == pytest.approx(brute_wait(parents, seconds), nan_ok=True)


def brute_wait(parents, seconds):
    known = [at for at in seconds if at is not None]
    waits = []
    for at, start in enumerate(seconds):
        kids = [kid for kid in range(len(parents)) if parents[kid] == at]
        times = [seconds[kid] for kid in kids if seconds[kid] is not None]
        if start is None or (kids and not times):
            continue
        end = min(times) if times else max(known)
        if end >= start:
            waits.append((end - start, bool(times)))
    share = 1.0
    for time in sorted({wait for wait, came in waits if came}):
        share *= 1 - sum(w == time and came for w, came in waits) / sum(w >= time for w, _ in waits)
        if share <= 0.5 + 1e-12:
            return time / 3600
    return np.nan


@given(st.lists(debates(), min_size=2, max_size=4))
@settings(max_examples=60, deadline=None)
def test_a_corpus_in_one_pass_equals_one_by_one(debates_given):
    from commentariat.threads.metrics.stack import stack

    views = [View.of(*debate) for debate in debates_given]
    together = stack(views)
    for name, metric in METRICS.items():
        alone = [float(metric(view)[0]) for view in views]
        np.testing.assert_allclose(metric(together), alone, equal_nan=True, err_msg=name, rtol=1e-12)


def test_too_small_says_nothing():
    view = View.of(path(14), [f"a{at % 9}" for at in range(14)])
    assert np.isnan(METRICS["gini"](view)[0])
    assert np.isnan(METRICS["reciprocity"](view)[0])
    assert METRICS["comments"](view)[0] == 14
