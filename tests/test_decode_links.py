"""Decoding: one parent each, no cycle, probabilities that add up, reasons that can be read."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentariat.threads.forest import Forest
from commentariat.threads.rebuild.linking.decode import ELSEWHERE, ROOT, SETTLED, UNLISTED, Candidate, decode


def test_marks_settle_and_evidence_adds_up():
    links = decode(
        3, {1: 0},
        [[], [Candidate(0, "back-reference", "c1", 3.5)],
         [Candidate(1, "lead-mention", "c2", 2.0), Candidate(1, "quote", "c2", 1.0)]],
    )  # fmt: skip
    assert links.parents.tolist() == [ROOT, 0, 1]
    assert links.basis == ("root", "mention", "mention")
    assert [reason.kind for reason in links.evidence[2]] == ["lead-mention", "quote"]
    assert links.evidence[2][0].weight == pytest.approx(1 / (1 + np.exp(-2.0)))


def test_below_the_threshold_a_comment_is_undecided():
    links = decode(2, {}, [[], [Candidate(0, "overlap", "c1", 0.1)]], threshold=0.8)
    assert links.basis[1] == "undecided"
    assert links.parents[1] == ROOT
    assert links.alternatives[1][0][0] == 0


def test_elsewhere_takes_its_share_and_is_never_chosen():
    links = decode(2, {}, [[], [Candidate(0, "overlap", "c1", 1.0), Candidate(ELSEWHERE, "elsewhere", None, 3.0)]])
    assert links.parents[1] == 0
    assert links.confidence[1] == pytest.approx(np.exp(1) / (1 + np.exp(1) + np.exp(3)))


def test_comments_that_nobody_lists_keep_a_share():
    [_, sure] = decode(2, {}, [[], [Candidate(0, "overlap", "c1", 1.0)]]).confidence
    assert sure == pytest.approx(np.exp(1) / (1 + np.exp(1) + np.exp(UNLISTED)))


def test_the_threshold_is_for_the_probability_before_it_is_corrected():
    candidates = [[], [Candidate(0, "overlap", "c1", 1.0)]]
    links = decode(2, {}, candidates, threshold=0.6, calibrate=lambda _, sure: sure / 2)
    assert links.basis[1] == "inferred"
    assert links.confidence[1] < 0.6


def test_a_cycle_is_cut_where_it_costs_least():
    chain = [[Candidate(1, "x", None, 5.0)], [Candidate(2, "x", None, 4.0)], [Candidate(0, "x", None, 3.0)]]
    assert decode(3, {}, chain).parents.tolist() == [1, 2, ROOT]


def test_a_correction_leaves_the_choice_in_front():
    candidates = [[], [], [Candidate(0, "overlap", None, 1.0), Candidate(1, "overlap", None, 0.8)]]
    links = decode(3, {}, candidates, calibrate=lambda _, sure: sure / 2)
    (first, sure), (second, share), *_ = links.alternatives[2]
    assert (first, second) == (0, 1)
    assert sure == pytest.approx(links.confidence[2])
    assert share == pytest.approx(sure)  # in proportion it would pass the choice
    assert sum(one for _, one in links.alternatives[2]) < 1


def test_a_choice_that_a_cycle_forced_may_be_the_less_likely():
    chain = [[Candidate(1, "x", None, 5.0)], [Candidate(2, "x", None, 4.0)], [Candidate(0, "x", None, 3.0)]]
    links = decode(3, {}, chain, calibrate=lambda _, sure: sure / 2)
    assert links.alternatives[2][0][0] == 0
    assert links.alternatives[2][0][1] > links.confidence[2]


def test_what_marks_settle_without_saying_how_sure_they_are_is_nearly_sure():
    links = decode(3, {1: 0, 2: ROOT}, [[], [], [Candidate(0, "overlap", "c1", 0.0)]])
    odds = SETTLED / (1 - SETTLED)
    assert links.confidence[1] == pytest.approx(odds / (odds + 1 + np.exp(UNLISTED)))
    assert links.confidence[2] == pytest.approx(1 / (2 + np.exp(UNLISTED)))


def test_of_equals_the_later_comment_is_answered():
    candidates = [[], [], [Candidate(1, "overlap", "c2", 1.0), Candidate(0, "overlap", "c1", 1.0)], []]
    assert decode(4, {}, candidates).parents[2] == 1
    assert decode(4, {}, [[], [], candidates[2][::-1], []]).parents[2] == 1


def test_what_speaks_against_a_link_is_not_its_basis():
    candidates = [[], [Candidate(0, "overlap", "c1", 5.0), Candidate(0, "quote", "c1", -1.0)]]
    assert decode(2, {}, candidates).basis == ("root", "inferred")


@pytest.mark.usefixtures("no_hang")
def test_a_way_out_of_a_circle_is_no_way_into_another():
    candidates = [
        [Candidate(1, "x", None, 5.0), Candidate(2, "x", None, 4.0)], [Candidate(0, "x", None, 5.0)],
        [Candidate(3, "x", None, 5.0)], [Candidate(2, "x", None, 5.0)],
    ]  # fmt: skip
    assert decode(4, {}, candidates).parents.tolist() == [ROOT, 0, ROOT, 2]


@given(st.integers(1, 12).flatmap(lambda n: st.tuples(st.just(n), st.lists(
    st.tuples(st.integers(0, n - 1), st.integers(-1, n - 1), st.floats(-5, 5)), max_size=40))))  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_always_a_forest_with_probabilities(case):
    n, edges = case
    candidates = [[Candidate(p, "x", None, s) for c, p, s in edges if c == at and p != at] for at in range(n)]
    links = decode(n, {}, candidates)
    Forest(links.parents).depth  # noqa: B018 -- raises on a cycle
    for chosen, sure, options in zip(links.parents.tolist(), links.confidence, links.alternatives, strict=True):
        assert 0 <= sure <= 1
        assert sum(share for _, share in options) <= 1 + 1e-9
        assert chosen in dict(options) or len(options) == 5
