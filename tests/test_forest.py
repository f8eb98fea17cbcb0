"""The tree engine against slow readings of the definitions, and against forests with known answers."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentariat.threads import Forest
from commentariat.threads import parents as parents_module
from commentariat.threads.parents import cycle_cuts, match_parents

from .forests import caterpillar, complete, forests, path, reading_order, star, ways


@given(forests())
@settings(max_examples=120, deadline=None)
def test_everything_equals_its_definition(parents):
    forest, up = Forest(parents), ways(parents)
    n = len(parents)
    assert forest.depth.tolist() == [len(way) - 1 for way in up]
    assert forest.thread.tolist() == [way[-1] for way in up]
    assert forest.size.tolist() == [sum(at in way for way in up) for at in range(n)]
    assert forest.roots.tolist() == [at for at in range(n) if parents[at] < 0]
    assert forest.leaves.tolist() == [at for at in range(n) if at not in parents]
    before, after = reading_order(parents)
    assert forest.preorder.tolist() == before
    assert forest.postorder.tolist() == after
    for at in range(n):
        kids = forest.children[forest.child_start[at] : forest.child_start[at + 1]]
        assert kids.tolist() == [kid for kid in range(n) if parents[kid] == at]
        assert forest.child_counts[at] == kids.size
        assert sorted(forest.subtree(at).tolist()) == [below for below in range(n) if at in up[below]]


@given(forests(), st.data())
@settings(max_examples=80, deadline=None)
def test_ancestors_and_paths_equal_walking_up(parents, data):
    forest, up = Forest(parents), ways(parents)
    n = len(parents)
    chosen = np.array(data.draw(st.lists(st.integers(0, n - 1), max_size=12)), dtype=np.int64)
    nodes, start = forest.paths(chosen)
    found = [nodes[start[i] : start[i + 1]].tolist() for i in range(chosen.size)]
    assert found == [up[at][::-1] for at in chosen]
    level = data.draw(st.integers(-1, 6))
    expected = [up[at][::-1][level] if 0 <= level < len(up[at]) else -1 for at in chosen]
    assert forest.ancestors_at(chosen, level).tolist() == expected
    pairs = [(a, b) for a in range(n) for b in range(n)]
    above = forest.is_above(np.array([a for a, _ in pairs]), np.array([b for _, b in pairs]))
    assert above.tolist() == [a != b and a in up[b] for a, b in pairs]


@pytest.mark.parametrize("n", [1, 2, 3, 64, 1000])
def test_closed_forms(n):
    assert Forest(path(n)).depth.tolist() == list(range(n))
    assert Forest(path(n)).size.tolist() == list(range(n, 0, -1))
    assert Forest(star(n)).depth.tolist() == [0] + [1] * (n - 1)
    assert Forest(caterpillar(n, 2)).size[0] == 3 * n
    assert Forest(complete(2, 5)).size[0] == 63
    assert Forest(complete(3, 4)).depth.max() == 4


def test_nothing_is_a_forest_too():
    forest = Forest(np.array([], dtype=np.int64))
    assert len(forest) == forest.depth.size == forest.preorder.size == forest.roots.size == 0
    assert forest.paths(np.array([], dtype=np.int64))[0].size == 0


def test_a_long_chain_needs_no_recursion():
    forest = Forest(path(200_000)[::1])
    assert forest.depth[-1] == 199_999
    assert forest.preorder[-1] == forest.postorder[0] == 199_999


def test_a_forest_cannot_be_changed():
    forest = Forest(path(3))
    for array in (forest.parent, forest.depth, forest.size, forest.preorder, forest.children):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


@pytest.mark.parametrize("parents", [[1, 0], [0], [-1, 2, 3, 1]])
def test_a_cycle_is_refused(parents):
    with pytest.raises(ValueError, match="cycle"):
        _ = Forest(np.array(parents)).depth


@pytest.mark.parametrize("parents", [[-2, 0], [-1, 2], [[-1]], [-1.0, 0.0]])
def test_what_is_no_parent_is_refused(parents):
    with pytest.raises(ValueError, match="parent"):
        Forest(np.array(parents))


@given(st.lists(st.integers(-1, 14), min_size=15, max_size=15))
@settings(max_examples=150, deadline=None)
def test_repair_cuts_each_circle_once_at_its_first_comment(parents):
    given_parents = np.array(parents)
    forest, cuts = Forest.repaired(given_parents)
    circles = set()
    for at in range(15):
        seen, here = [], at
        while here >= 0 and here not in seen:
            seen.append(here)
            here = parents[here]
        if here >= 0:
            circles.add(min(seen[seen.index(here) :]))
    assert cuts.tolist() == sorted(circles) == cycle_cuts(given_parents).tolist()
    kept = np.setdiff1d(np.arange(15), cuts)
    assert (forest.parent[kept] == given_parents[kept]).all()
    assert (forest.parent[cuts] == -1).all()
    assert forest.depth.size == 15


def test_from_ids_repairs_and_says_so():
    ids = pl.Series(["a", "b", "b", "c", "d", "e", "f", "g"])
    parents = pl.Series([None, "a", None, "c", "gone", "f", "e", "b"])
    forest, notes = Forest.from_ids(ids, parents)
    assert forest.parent.tolist() == [-1, 0, -1, -1, -1, -1, 5, 1]
    assert [(note.code, note.comment_id) for note in notes] == [
        ("duplicate-id", "b"), ("self-parent", "c"), ("dangling-parent", "d"), ("cycle", "e"),
    ]  # fmt: skip


def test_parents_are_matched_within_a_discussion():
    ids = pl.Series(["1", "2", "1", "2"])
    groups = pl.Series(["x", "x", "y", "y"])
    assert match_parents(ids, pl.Series([None, "1", None, "1"]), groups).tolist() == [-1, 0, -1, 2]
    numbers = pl.Series([10, 20, 10, 20])
    assert match_parents(numbers, pl.Series([None, 10, None, 10]), groups).tolist() == [-1, 0, -1, 2]


def test_ids_with_one_hash_are_told_apart(monkeypatch):
    def narrow(ids, groups, seed):
        return ids.hash(seed=seed) % 3

    monkeypatch.setattr(parents_module, "_hashed", narrow)
    ids = pl.Series([f"c{at}" for at in range(30)])
    parents = pl.Series([None, *[f"c{at // 2}" for at in range(29)]])
    assert match_parents(ids, parents).tolist() == [-1, *[at // 2 for at in range(29)]]
    monkeypatch.setattr(parents_module, "_hashed", lambda ids, groups, seed: ids.hash(seed=seed))
    odd = pl.Series([None, *[f"x{at}" for at in range(29)]])
    assert match_parents(ids, odd).tolist() == [-1] * 30
