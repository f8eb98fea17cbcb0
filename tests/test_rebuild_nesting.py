"""Parents by column: noise, gaps, a shifted first comment, and a single root."""

from __future__ import annotations

from commentariat.threads.rebuild.nesting import nest


def test_a_single_root_holds_its_replies():
    assert nest([0, 4, 8, 4, 8, 8]).parents == (-1, 0, 1, 0, 3, 3)


def test_one_column_of_noise_is_forgiven():
    assert nest([4, 8, 5, 9, 4, 8]).parents == (-1, 0, -1, 2, -1, 4)


def test_a_gap_is_a_parent_that_is_not_shown():
    found = nest([0, 12, 4], step=4)
    assert found.parents == (-1, 0, 0)
    assert found.hidden == (0, 2, 0)


def test_a_first_comment_at_the_margin_of_a_crowd_was_shifted():
    assert nest([0, 4, 4, 8, 4, 4, 4, 4]).parents == (-1, -1, -1, 2, -1, -1, -1, -1)


def test_flat_text_says_nothing():
    assert not nest([2, 2, 2]).informative
