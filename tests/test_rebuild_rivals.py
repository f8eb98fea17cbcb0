"""Replies of one person to several comments: words choose among what the marks leave open."""

from __future__ import annotations

from commentariat.threads.rebuild.decode import Candidate
from commentariat.threads.rebuild.rivals import exchanged, rivals
from commentariat.threads.rebuild.slots import Match, Names, Slot, Solver


def solved(lead):
    """Ada wrote comments 0 and 1, Ben's 2 and 3 answer her."""
    names = Names(["ada", "ada", "ben", "ben"], {})
    solver = Solver(names, [None, None, *lead], [], lambda parent, child: 0.0)
    solver.matches = {2: Match(Slot(0, 0, "ben"), 2, 0.0), 3: Match(Slot(1, 0, "ben"), 3, 0.0)}
    return solver


def heard(second_answers_first):
    """Words that pair 3 with 0 and 2 with 1, so strongly."""
    return [
        [], [],
        [Candidate(1, "overlap", "c2", second_answers_first), Candidate(0, "overlap", "c1", 0.0)],
        [Candidate(0, "overlap", "c1", second_answers_first), Candidate(1, "overlap", "c2", 0.0)],
    ]  # fmt: skip


def parents(matches):
    return {at: match.slot.parent for at, match in matches.items()}


def test_words_exchange_two_replies_to_one_person():
    solver = solved(["ada", "ada"])
    assert rivals(solver) == {2: [0, 1], 3: [0, 1]}
    assert parents(exchanged(solver.matches, rivals(solver), heard(2.0))) == {2: 1, 3: 0}


def test_a_tie_leaves_the_order_of_the_marks():
    solver = solved(["ada", "ada"])
    assert parents(exchanged(solver.matches, rivals(solver), heard(0.1))) == {2: 0, 3: 1}


def test_a_lead_to_somebody_else_is_no_rival():
    solver = solved(["ada", "cyd"])
    assert 3 not in rivals(solver)


def test_every_back_reference_keeps_one_reply():
    solver = solved([None, None])
    after = exchanged(solver.matches, rivals(solver), heard(5.0))
    assert sorted(match.slot.parent for match in after.values()) == [0, 1]
    assert all(match.child == at for at, match in after.items())
