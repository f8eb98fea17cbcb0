"""Forests drawn from what uncertain links leave open: how often each parent comes up, and that no circle does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from commentariat.threads.forest import Forest
from commentariat.threads.metrics import measure
from commentariat.threads.metrics.copies import ends, lots
from commentariat.threads.metrics.intervals import candidates, draw
from commentariat.threads.model import Note
from commentariat.threads.scores import SCORED

from .discussions import discussion_of

COPIES = 4_000


def listed(**shares: float) -> list[dict[str, object]]:
    """Alternatives by comment id; ``none`` is no parent."""
    return [{"parent_id": None if key == "none" else key, "probability": share} for key, share in shares.items()]


def often(comment: int, *, parent_id, basis, confidence, alternatives) -> dict[int, float]:
    """How often each parent is drawn for one comment."""
    found = discussion_of(
        parent_id=parent_id, link_basis=basis, link_confidence=confidence, link_alternatives=alternatives
    )
    forests = draw(candidates(found.comments), COPIES, np.random.default_rng(0))
    parents, counts = np.unique(forests[:, comment], return_counts=True)
    return dict(zip(parents.tolist(), (counts / COPIES).tolist(), strict=True))


def last_of_four(confidence: float, basis: str = "inferred", **shares: float) -> dict[int, float]:
    """How often each parent is drawn for the fourth comment, read as an answer to the third unless undecided."""
    return often(
        3, parent_id=[None, "c1", "c1", None if basis == "undecided" else "c3"],
        basis=["root", "explicit", "explicit", basis], confidence=[1.0, 1.0, 1.0, confidence],
        alternatives=[[], [], [], listed(**shares)],
    )  # fmt: skip


def test_the_parent_as_read_and_its_alternatives_come_up_as_often_as_they_say():
    assert last_of_four(0.5, c1=0.3, none=0.2) == pytest.approx({2: 0.5, 0: 0.3, -1: 0.2}, abs=0.03)


def test_what_is_left_of_one_is_any_earlier_comment():
    assert last_of_four(0.4) == pytest.approx({0: 0.2, 1: 0.2, 2: 0.6}, abs=0.03)


def test_more_than_one_is_scaled_down():
    assert last_of_four(0.9, c1=0.9) == pytest.approx({2: 0.5, 0: 0.5}, abs=0.03)


def test_the_parent_as_read_counts_once_where_it_is_listed_too():
    assert last_of_four(0.5, c3=0.5, c1=0.5) == pytest.approx({2: 0.5, 0: 0.5}, abs=0.03)


def test_an_undecided_comment_has_its_alternatives_alone():
    assert last_of_four(0.6, "undecided", c1=0.5, c2=0.5) == pytest.approx({0: 0.5, 1: 0.5}, abs=0.03)


def test_nobody_answers_themselves():
    # What is said of the comment itself goes to any earlier one.
    assert last_of_four(0.4, c4=0.6) == pytest.approx({0: 0.2, 1: 0.2, 2: 0.6}, abs=0.03)


def test_the_first_comment_answers_nobody():
    found = often(0, parent_id=[None, None], basis=["inferred", "root"], confidence=[0.3, 1.0], alternatives=[[], []])
    assert found == {-1: 1.0}


def test_no_forest_holds_a_circle():
    found = discussion_of(
        parent_id=["c2", "c3", None], link_basis=["inferred", "inferred", "inferred"],
        link_confidence=[0.5, 0.5, 0.4],
        link_alternatives=[listed(none=0.5), listed(c1=0.5), listed(c1=0.3, c2=0.3)],
    )  # fmt: skip
    forests = draw(candidates(found.comments), 500, np.random.default_rng(1))
    assert len({tuple(forest) for forest in forests.tolist()}) > 3
    for forest in forests:
        Forest(forest).depth  # noqa: B018 -- raises on a circle


def test_ends_hold_the_middle_and_lots_add_up():
    assert ends(np.arange(101.0)) == pytest.approx((5, 50, 95), abs=1)
    assert ends(np.arange(101.0), 0.5) == pytest.approx((25, 50, 75), abs=1)
    assert sum(lots(1_000, 30_000)) == 1_000
    assert len(lots(1_000, 30_000)) > 1


def unsure_discussion():
    return discussion_of(
        parent_id=[None, "c1", "c2"], link_basis=["root", "explicit", "inferred"], link_confidence=[1.0, 1.0, 0.5],
        link_alternatives=[[], [], listed(none=0.5)],
    )  # fmt: skip


def test_probabilities_give_an_interval():
    row = measure(unsure_discussion(), names=["replies"]).row(0, named=True)
    assert (row["low"], row["value"], row["high"], row["interval"]) == (1, 2, 2, "measurement")


@pytest.mark.parametrize("code", sorted(SCORED))
def test_scores_give_none_and_say_so(code):
    scored = replace(unsure_discussion(), notes=(Note(code, "told from words"),))
    counted, lasted = measure(scored, names=["replies", "comments"]).iter_rows(named=True)
    assert (counted["low"], counted["value"], counted["high"], counted["interval"]) == (None, 2, None, "scores")
    assert lasted["interval"] is None, "the number of comments rests on no link"
