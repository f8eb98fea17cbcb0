"""Habits of replying: a discussion's, and each person's in it."""

from __future__ import annotations

import numpy as np

from commentariat.threads.rebuild.evidence.habit import habit, habits

HALF = np.full(40, 0.5)


def test_a_discussion_whose_marks_say_so_replies_oftener_than_words_expect():
    often, seldom = (habit(HALF, np.full(40, told), 0.1) for told in (1.0, 0.0))
    assert often.min() > 1.0
    assert seldom.max() < -1.0


def test_words_that_are_sure_and_wrong_throughout_count_for_less():
    sure = np.full(60, 1e-4)
    assert habit(sure, np.zeros(60), 0.3).max() < -6.0
    few = habit(sure[:3], np.array([1.0, 1.0, 0.0]), 0.3)
    assert few.min() > -1.0


def test_what_a_few_marks_say_does_not_make_words_count_for_less():
    root = np.linspace(0.05, 0.95, 8)
    shift = habit(root, (root < 0.5).astype(float), 0.3)
    assert np.ptp(shift) == 0.0


def test_whoever_always_answers_is_taken_to_answer_where_marks_are_lost():
    person = np.arange(40) % 20 + 1
    person[::4] = 0
    marked = np.where(person == 0, 1.0, 0.0)
    marked[0] = 0.0
    shift = habits(HALF, marked, 0.3, person)
    assert shift[0] > shift[person != 0].max() + 1.0


def test_a_comment_does_not_tell_its_own_authors_habit():
    once = np.arange(40)
    marked = (once % 2).astype(float)
    assert len(set(habits(HALF, marked, 0.2, once).tolist())) == 1
    assert np.array_equal(habits(HALF, marked, 0.2, once), habits(HALF, marked, 0.2, np.full(40, -1)))


def test_one_comment_has_nobody_to_be_judged_by():
    nothing = np.zeros(0)
    assert habits(nothing, nothing, 0.5, np.zeros(0, dtype=np.int64)).shape == (0,)
