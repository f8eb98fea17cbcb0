"""The simulator plants what it says and gives the same discussion again."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from commentariat import threads
from commentariat.embeddings.simulate import Plan, as_discussion, simulate, truth
from commentariat.embeddings.stored import StoredVectors, VectorError
from commentariat.embeddings.units import split_units
from commentariat.reports.cli import run
from commentariat.threads.schema import check_comments


def test_the_same_seed_gives_the_same_discussion():
    one, other = (simulate(Plan(comments=80), 7) for _ in range(2))
    assert np.array_equal(one.units, other.units)
    assert np.array_equal(one.parent, other.parent)
    assert not np.array_equal(one.parent, simulate(Plan(comments=80), 8).parent)


def test_parents_stand_earlier():
    made = simulate(Plan(comments=500), 1)
    assert (made.parent < np.arange(500)).all()


def test_staying_is_planted():
    made = simulate(Plan(comments=20_000, units=1, stay=0.5, dimensions=8), 2)
    replies = np.flatnonzero(made.parent >= 0)
    kept = (made.theme[replies] == made.theme[made.parent[replies]]).mean()
    # Half keep it for that reason, and a quarter of the others by chance.
    assert kept == pytest.approx(0.5 + 0.5 * 0.25, abs=0.03)


def test_the_clock_is_planted():
    made = simulate(Plan(comments=20_000, units=1, clock=1.0, dimensions=8), 3)
    first, last = made.theme[:2000], made.theme[-2000:]
    assert (first == 0).mean() < 0.06
    assert (last == 0).mean() > 0.44


def test_a_shift_moves_towards_the_last_theme_with_depth():
    from commentariat.threads.forest import Forest

    made = simulate(Plan(comments=20_000, units=1, stay=0.5, shift=0.4, dimensions=8), 4)
    depth = Forest(made.parent).depth
    share = [(made.theme[depth == at] == 3).mean() for at in range(5)]
    assert share == sorted(share)


@pytest.mark.parametrize(
    "wrong",
    [{"stay": 0.8, "shift": 0.4}, {"themes": 9}, {"clock": 1.5}, {"comments": 0}, {"themes": 8, "dimensions": 8}],
)
def test_a_plan_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"[a-z]+"):
        Plan(**wrong)


def test_a_simulation_is_a_discussion_like_any_other(tmp_path):
    made = simulate(Plan(comments=60), 5)
    discussion, vectors = as_discussion(made)
    check_comments(discussion.comments)
    units = split_units(discussion)
    assert units.height == len(made.owner)
    found = vectors.encode(units["text"].to_list())
    assert np.allclose(found, made.units, atol=1e-5)
    threads.save(discussion, tmp_path / "made.parquet")
    assert threads.load(tmp_path / "made.parquet").comments.equals(discussion.comments)
    assert truth(made).height == 60


def test_stored_vectors_come_back_and_know_what_they_lack(tmp_path):
    rows = np.eye(3, dtype=np.float32)
    stored = StoredVectors.of(["a b", "c", "d"], rows, rows[0])
    (tmp_path / "v.npz").write_bytes(stored.to_bytes())
    again = StoredVectors.load(tmp_path / "v.npz")
    assert np.array_equal(again.encode(["c", " a b ", ""]), [rows[1], rows[0], [0, 0, 0]])
    assert again.revision == stored.revision
    with pytest.raises(VectorError, match="none for the text"):
        again.encode(["unheard of"])
    with pytest.raises(VectorError, match="no such file"):
        StoredVectors.load(tmp_path / "missing.npz")


def test_the_command_writes_three_files_twice_the_same(tmp_path, capsys):
    target = tmp_path / "made.jsonl"
    assert run(["simulate", "--comments", "40", "--stay", "0.3", "-o", str(target)]) == 0
    names = ["made.jsonl", "made.labels.csv", "made.vectors.npz"]
    before = [(tmp_path / name).read_bytes() for name in names]
    assert run(["simulate", "--comments", "40", "--stay", "0.3", "-o", str(target)]) == 0
    assert [(tmp_path / name).read_bytes() for name in names] == before
    assert pl.read_csv(tmp_path / "made.labels.csv").columns == ["comment_id", "label"]


def test_a_plan_that_cannot_be_is_wrong_usage(tmp_path):
    assert run(["simulate", "--stay", "0.8", "--shift", "0.8", "-o", str(tmp_path / "x.jsonl")]) == 2
    assert run(["simulate", "-o", str(tmp_path / "missing" / "x.jsonl")]) == 5
