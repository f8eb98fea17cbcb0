"""What columns say where some are lost: a comment at the margin may be a reply that was moved there."""

from __future__ import annotations

import pytest

from commentariat.threads.rebuild.columns import INDENTED, by_column, share_shifted, shown_above
from commentariat.threads.rebuild.nesting import nest

IDS = [f"c{at}" for at in range(6)]


def test_columns_are_trusted_where_nothing_is_lost():
    found = by_column(nest([0, 4, 8, 0, 4]), IDS[:5], None)
    assert [one[0].parent for one in found] == [-1, 0, 1, -1, 3]
    assert {one[0].log_odds for one in found} == {INDENTED}


def test_a_level_in_answers_the_margin_above_or_what_stands_before_it():
    shares, ends = shown_above(3, [0, 1, 0, 1], 0.4)
    assert shares == pytest.approx({2: 0.6, 0: 0.4})
    assert ends


def test_two_levels_in_the_margin_cannot_be_a_root():
    shares, ends = shown_above(3, [0, 1, 0, 2], 0.4)
    assert shares == pytest.approx({2: 0.5, 1: 0.5})
    assert ends
    assert shown_above(2, [0, 0, 2], 0.4) == ({1: 0.5}, False)


def test_the_more_columns_are_lost_the_less_the_nearest_is_trusted():
    nesting = nest([0, 4, 0, 4, 4, 0])

    def odds(lost):
        return next(one.log_odds for one in by_column(nesting, IDS, lost)[3] if one.parent == 2)

    assert INDENTED > odds(0.1) > odds(0.3) > odds(0.5)


def test_the_share_of_shifted_comments_is_counted():
    assert share_shifted([0, 1, 1, 0, 0, 0], 0.5) == pytest.approx(2 / 3)
    assert share_shifted([0, 1, 1, 1, 0], 0.5) == 0.9
    assert share_shifted([0], 0.5) == 0.0
