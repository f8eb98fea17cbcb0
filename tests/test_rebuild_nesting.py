"""Parents by column: noise, gaps, a shifted first comment, and a single root."""

from __future__ import annotations

from commentariat.threads.rebuild.linking.nesting import nest


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


def test_pages_laid_out_one_by_one_have_columns_of_their_own() -> None:
    """Columns of a printed page differ by a few from those of the next, which is no step."""
    columns = [4, 4, 18, 20, 4, 18, 18, 3, 21, 4, 21, 3, 19, 34, 3, 18]
    assert nest(columns).levels == (0, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1, 2, 0, 1)


def test_small_steps_stay_steps_where_one_comment_stands_far_to_the_right() -> None:
    assert nest([0, 2, 4, 2, 4, 6, 40, 0, 2, 4]).levels[:6] == (0, 1, 2, 1, 2, 3)
