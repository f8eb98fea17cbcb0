"""``commentariat structure``: words for a person, tables for a program, the same bytes for the same seed."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from commentariat.reports.cli import run
from commentariat.reports.structure_words import figure, sentences, share, span, untold
from commentariat.threads import load, read, save
from commentariat.threads.corpus import read_links
from commentariat.threads.metrics import measure, observed
from commentariat.threads.models import Growth, simulate
from commentariat.threads.models.others import models_for

from .discussions import discussion_of

DUMP = str(Path(__file__).resolve().parents[1] / "examples" / "besieged-city.txt")
START = datetime(2016, 12, 1, tzinfo=UTC)


def grown(n=60, seed=0, name="d"):
    """A made discussion with times and authors, grown by the model."""
    parents = simulate(Growth(0.1, 2.0, 0.6), n, 1, np.random.default_rng(seed))[0]
    authors = [f"a{one}" for one in np.random.default_rng(seed + 1).integers(0, 9, n)]
    return discussion_of(
        parent_id=[None if at < 0 else f"c{at + 1}" for at in parents],
        discussion_id=[name] * n,
        author=authors,
        author_id=authors,
        created=[START + timedelta(minutes=7 * at) for at in range(n)],
        created_basis=["stated"] * n,
    )


@pytest.mark.parametrize("by", [None, "discussion", "thread", "author", "site"])
def test_a_terminal_gets_words_and_a_file_a_table(by, tmp_path, capsys):
    unit = [] if by is None else ["--by", by]
    assert run(["structure", DUMP, *unit]) == 0
    assert capsys.readouterr().out.strip()
    for ending in ("csv", "json", "jsonl", "parquet"):
        target = tmp_path / f"out.{ending}"
        assert run(["structure", DUMP, *unit, "-o", str(target)]) == 0
        assert target.stat().st_size > 100
    frame = pl.read_parquet(tmp_path / "out.parquet")
    assert json.loads((tmp_path / "out.jsonl").read_text("utf-8").splitlines()[0]).keys() == set(frame.columns)


def test_small_numbers_are_counts_and_not_shares(capsys):
    assert run(["structure", DUMP]) == 0
    said = capsys.readouterr().out
    assert "9 of 17 answer another comment" in said
    assert "%" not in said
    assert "Gini" in said.split("Not told")[1]


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    saved = tmp_path / "made.parquet"
    save([grown()], saved)
    written = []
    for name in ("one.csv", "two.csv"):
        assert run(["structure", str(saved), "--seed", "3", "-o", str(tmp_path / name)]) == 0
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]


def test_a_dataset_is_measured_in_one_pass(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    made = [grown(40, seed, f"d{seed}") for seed in range(5)]
    for at, one in enumerate(made):
        save([one], folder / f"part{at}.parquet")
    target = tmp_path / "out.jsonl"
    assert run(["structure", str(folder), "--by", "discussion", "-o", str(target)]) == 0
    found = pl.read_ndjson(target).sort("discussion_id")
    assert found["discussion_id"].to_list() == [f"d{at}" for at in range(5)]
    alone = [observed(one).filter(pl.col("metric") == "structural_virality")["value"][0] for one in made]
    np.testing.assert_allclose(found["structural_virality"].to_numpy(), alone)
    assert read_links(folder).height == 200


def test_discussions_with_one_id_stay_apart(tmp_path):
    for seed in (1, 2):
        save([grown(20 + seed, seed, "7")], tmp_path / f"blog{seed}.jsonl")
    sources = [str(tmp_path / f"blog{seed}.jsonl") for seed in (1, 2)]
    target = tmp_path / "out.csv"
    assert run(["structure", *sources, "--by", "discussion", "-o", str(target)]) == 0
    found = pl.read_csv(target)
    assert found["discussion_id"].n_unique() == 2
    assert all("#7" in name for name in found["discussion_id"])
    assert found["comments"].to_list() == [21, 22]
    assert run(["structure", *sources]) == 0


def test_no_null_leaves_the_yardsticks_out(tmp_path):
    saved, target = tmp_path / "made.jsonl", tmp_path / "out.csv"
    save([grown()], saved)
    assert run(["structure", str(saved), "--no-null", "-o", str(target)]) == 0
    assert pl.read_csv(target)["percentile"].null_count() == pl.read_csv(target).height


def test_yardsticks_hold_what_the_model_grew():
    measured = measure(grown(200, 4), seed=1)
    row = measured.row(by_predicate=pl.col("metric") == "max_depth", named=True)
    assert row["yardstick_low"] <= row["yardstick_median"] <= row["yardstick_high"]
    assert 0 <= row["percentile"] <= 100
    assert "WordPress" in row["note"]
    shuffled = measured.row(by_predicate=pl.col("metric") == "reciprocity", named=True)
    assert "authors exchanged" in shuffled["note"]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [({"reader": "nobody"}, "no growth parameters"), ({"created": [None] * 60, "sort_order": "best-first"}, "order")],
)
def test_without_a_yardstick_the_note_says_why(changed, reason):
    made = grown()
    columns = {name: made.comments[name].to_list() for name in ("parent_id", "author", "author_id", "created")}
    other = discussion_of(**{**columns, **changed})
    row = measure(other).row(by_predicate=pl.col("metric") == "max_depth", named=True)
    assert row["percentile"] is None
    assert reason in row["note"]


def test_a_corpus_is_compared_with_its_other_discussions():
    made = [grown(40, seed, f"d{seed}") for seed in range(14)]
    models = models_for(made)
    assert models.keys() == set(range(14))
    name, found = models[0]
    assert name.startswith("the 13 other discussions")
    assert found.discussions == 13
    assert found.choices == 13 * 39
    assert not np.allclose(models[0][1].mean, models[1][1].mean, atol=1e-6)
    assert models_for(made[:5]) == {}


def test_measured_intervals_come_from_uncertain_links_only():
    certain = measure(grown())
    assert certain["interval"].null_count() == certain.height
    made = grown()
    unsure = discussion_of(parent_id=made.comments["parent_id"].to_list(), link_confidence=[0.7] * 60)
    row = measure(unsure).row(by_predicate=pl.col("metric") == "replies", named=True)
    assert row["interval"] == "measurement"
    assert row["low"] < row["high"]


def test_figures_read_like_a_person_wrote_them():
    assert figure(1204.0, "comments") == "1,204"
    assert figure(0.8249, "links") == "0.82"
    assert share(3, 14) == "3 of 14"
    assert share(50, 200) == "50 of 200 (25 %)"
    assert [span(one) for one in (0.001, 0.5, 3, 50, 20_000)] == [
        "4 seconds",
        "30 minutes",
        "3.0 hours",
        "2.1 days",
        "2.3 years",
    ]
    told = sentences(observed(grown(5)))
    assert "5 comments" in [row[0] for row in told["How much"]]
    assert any("not estimable" in line for line in untold(observed(grown(5))))


def test_a_source_without_comments_is_a_sentence(tmp_path, capsys):
    empty = tmp_path / "empty.txt"
    empty.write_text("", "utf-8")
    assert run(["structure", str(empty)]) == 4
    assert run(["structure", DUMP, "-o", str(tmp_path / "no" / "out.csv")]) == 5
    assert run(["structure", DUMP, "-o", str(tmp_path / "out.xyz")]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_what_was_saved_is_measured_the_same(tmp_path):
    made = grown()
    save([made], tmp_path / "made.jsonl")
    again = load(tmp_path / "made.jsonl")
    assert measure(again[0] if isinstance(again, list) else again).equals(measure(made))


@pytest.mark.parametrize("unit", ["discussion", "thread", "author"])
def test_a_table_with_a_circle_is_mended_for_every_unit(unit, tmp_path):
    saved = tmp_path / "a.parquet"
    save(read(DUMP), saved)
    swapped = pl.col("comment_id").replace_strict({"c1": "c2", "c2": "c1"}, default=pl.col("parent_id"))
    pl.read_parquet(saved).with_columns(parent_id=swapped).write_parquet(tmp_path / "b.parquet")
    assert run(["structure", str(tmp_path / "b.parquet"), "--by", unit, "-q", "-o", str(tmp_path / "c.csv")]) == 0
    assert pl.read_csv(tmp_path / "c.csv").height > 0


def test_a_table_that_is_named_twice_is_two_discussions_for_every_unit(tmp_path):
    save(grown(60, 3, "twice"), tmp_path / "one.parquet")
    (tmp_path / "copy.parquet").write_bytes((tmp_path / "one.parquet").read_bytes())
    out = tmp_path / "out.csv"
    assert run(["structure", str(tmp_path / "one.parquet"), str(tmp_path / "copy.parquet"),
                "--by", "discussion", "-o", str(out)]) == 0  # fmt: skip
    assert pl.read_csv(out)["comments"].to_list() == [60, 60]


def test_a_table_whose_ids_repeat_is_refused_for_every_unit(tmp_path, capsys):
    made = grown(60, 3, "twice").comments
    pl.concat([made, made]).write_parquet(tmp_path / "both.parquet")
    assert run(["structure", str(tmp_path / "both.parquet"), "--by", "discussion"]) == 4
    assert "occurs twice" in capsys.readouterr().err


def test_ids_of_a_csv_are_read_as_they_stand(tmp_path):
    (tmp_path / "ids.csv").write_text("comment_id,parent_id,author_id\n7.1,,a\n7.10,7.1,b\n007,7.10,c\n")
    links = read_links(tmp_path / "ids.csv")
    assert links["comment_id"].to_list() == ["7.1", "7.10", "007"]
    assert links["parent_id"].to_list() == [None, "7.1", "7.10"]
    (tmp_path / "own.csv").write_text("n,above\n1.0,\n1.00,1.0\n")
    assert read_links(tmp_path / "own.csv", {"comment_id": "n", "parent_id": "above"})["parent_id"][1] == "1.0"
