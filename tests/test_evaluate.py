"""Evaluation: aligned by words, counted as stated."""

from __future__ import annotations

import json
import math

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner

from commentariat import threads
from commentariat.reports.cli import commentariat
from commentariat.threads.calibration import brier_skill, expected_calibration_error, reliability
from commentariat.threads.evaluation import evaluate, f1, pool

from .discussions import discussion_of

TEXTS = ["The tide table is wrong.", "It is not, I checked it.", "Which year did you check?", "The new one of course."]


def truth(**columns):
    return discussion_of(
        parent_id=[None, "c1", "c2", None],
        text=TEXTS,
        author=["Ada", "Ben", "Ada", "Cy"],
        depth=[0, 1, 2, 0],
        **columns,
    )


def test_a_reading_equals_itself():
    result = evaluate(truth(), truth())
    assert (result.comment_recall, result.edge_accuracy, result.reply_f1, result.path_accuracy) == (1, 1, 1, 1)
    assert (result.author_accuracy, result.ece, result.lost_comments) == (1, 0, 0)


def test_ids_and_order_do_not_matter():
    read = discussion_of(
        parent_id=["c4", None, "c3", None][::1],
        text=[TEXTS[1], TEXTS[3], TEXTS[2], TEXTS[0]],
        author=["Ben", "Cy", "ada", None],
    )
    read = type(read)(
        read.article,
        read.comments.with_columns(parent_id=pl.Series(["c4", None, "c1", None])),
        read.notes, read.source, read.ledger,
    )  # fmt: skip
    result = evaluate(truth(), read)
    assert result.edge_accuracy == 1
    assert result.author_accuracy == pytest.approx(3 / 4)


def test_wrong_lost_and_undecided_links_are_counted_apart():
    read = discussion_of(
        parent_id=[None, None, "c1"],
        text=TEXTS[:3],
        link_basis=["root", "undecided", "inferred"],
        link_confidence=[0.9, 0.3, 0.6],
    )
    result = evaluate(truth(), read)
    assert (result.lost_comments, result.comment_recall, result.comment_precision) == (1, 0.75, 1)
    assert result.edge_accuracy == pytest.approx(1 / 3)
    assert result.edge_accuracy_all == pytest.approx(1 / 4)
    assert (result.reply_precision, result.reply_recall, result.undecided) == (0, 0, pytest.approx(1 / 3))
    assert (result.root_precision, result.root_recall) == (1, 0.5)
    assert set(result.by_basis["link_basis"]) == {"root", "undecided", "inferred"}


def test_a_path_is_right_only_up_to_the_root():
    read = discussion_of(parent_id=[None, None, "c2", None], text=TEXTS)
    result = evaluate(truth(), read)
    assert result.edge_accuracy == 0.75
    assert result.path_accuracy == 0.5


def test_a_path_ends_where_the_truth_does():
    gold = truth(link_basis=["missing", "explicit", "explicit", "root"])
    assert evaluate(gold, gold).path_accuracy == 1
    lost = discussion_of(parent_id=[None, "c1", None], text=TEXTS[1:])
    assert evaluate(gold, lost).path_accuracy == pytest.approx(1 / 3)


def test_any_of_several_true_parents_is_right_and_a_missing_one_is_not_judged():
    gold = discussion_of(
        parent_id=[None, None, "c1", None],
        text=TEXTS,
        other_parents=[[], [], ["c2"], []],
        link_basis=["root", "root", "explicit", "missing"],
    )
    read = discussion_of(parent_id=[None, None, "c2", "c1"], text=TEXTS)
    assert evaluate(gold, read).edge_accuracy == 1


def test_the_same_words_twice_pair_in_order():
    gold = discussion_of(parent_id=[None, "c1", "c2"], text=["same words here", "another thing", "same words here"])
    assert evaluate(gold, gold).edge_accuracy == 1


def test_pooling_weighs_comments_alike():
    right, wrong = (
        evaluate(truth(), truth()),
        evaluate(truth(), discussion_of(parent_id=["c2", None, None, "c1"], text=TEXTS)),
    )
    assert pool([right, wrong]).edge_accuracy == pytest.approx((right.edge_accuracy + wrong.edge_accuracy) / 2)


def test_calibration_error_by_hand():
    confidence, right = np.array([0.9, 0.9, 0.6, 0.6]), np.array([1.0, 1.0, 1.0, 0.0])
    table = reliability(confidence, right, bins=2)
    assert table["links"].to_list() == [2, 2]
    assert expected_calibration_error(table) == pytest.approx((0.1 + 0.1) / 2)
    assert brier_skill(confidence, right) == pytest.approx(1 - (0.01 + 0.01 + 0.16 + 0.36) / 0.75)
    assert math.isnan(brier_skill(confidence, np.ones(4)))


def test_the_command_writes_measures_and_tables(tmp_path):
    threads.save(truth(), tmp_path / "gold.jsonl")
    threads.save(discussion_of(parent_id=[None, "c1", "c1", None], text=TEXTS), tmp_path / "read.jsonl")
    out = tmp_path / "result.json"
    done = CliRunner().invoke(
        commentariat, ["evaluate", str(tmp_path / "gold.jsonl"), str(tmp_path / "read.jsonl"), "-o", str(out)]
    )
    assert done.exit_code == 0, done.output
    assert json.loads(out.read_text())["edge_accuracy"] == 0.75
    shown = CliRunner().invoke(commentariat, ["evaluate", str(tmp_path / "gold.jsonl"), str(tmp_path / "read.jsonl")])
    assert "replies" in shown.output


def test_a_harmonic_mean_of_low_shares():
    assert f1(0.25, 0.5) == pytest.approx(1 / 3)
    assert f1(0.0, 0.0) == 0
    assert math.isnan(f1(0.5, math.nan))


def test_lost_comments_are_named_with_their_links():
    read = discussion_of(parent_id=[None, None], text=[TEXTS[0], TEXTS[3]])
    lost = evaluate(truth(), read).pairs.filter(pl.col("predicted_id").is_null())
    assert lost.select("gold_id", "gold_link").rows() == [("c2", "reply"), ("c3", "reply")]


@pytest.mark.parametrize(
    ("shown", "copied", "same"),
    [("Ada_Roe", "ada roe", True), ("A. Roe", "A Roe", True), ("***", "***", True), ("***", "+++", False)],
)
def test_names_are_the_same_but_for_what_copying_changes(shown, copied, same):
    gold, read = (discussion_of(parent_id=[None], text=TEXTS[:1], author=[name]) for name in (shown, copied))
    assert evaluate(gold, read).author_accuracy == same
