"""What columns say where some are lost: a comment at the margin may be a reply that was moved there."""

from __future__ import annotations

import numpy as np

from commentariat.threads.rebuild.linking.columns import INDENTED, by_column
from commentariat.threads.rebuild.linking.levels import parents_drawn
from commentariat.threads.rebuild.linking.nesting import nest

IDS = [f"c{at}" for at in range(6)]


def test_columns_are_trusted_where_nothing_is_lost():
    found = by_column(nest([0, 4, 8, 0, 4]), IDS[:5], None)
    assert [one[0].parent for one in found] == [-1, 0, 1, -1, 3]
    assert {one[0].log_odds for one in found} == {INDENTED}


def drawn(levels, lost, at):
    """Share of each parent in the draws."""
    found, counts = np.unique(parents_drawn(levels, lost)[:, at], return_counts=True)
    return dict(zip(found.tolist(), (counts / counts.sum()).tolist(), strict=True))


def root(levels, lost, at):
    nesting = nest([4 * level for level in levels])
    return next(one.log_odds for one in by_column(nesting, [f"c{n}" for n in range(len(levels))], lost)[at])


def test_a_level_in_answers_the_margin_above_or_what_stands_before_it():
    shares = drawn([0, 1, 0, 1], 0.4, 3)
    assert set(shares) == {2, 0}
    assert shares[2] > 0.3


def test_two_levels_in_the_margin_above_is_no_root():
    levels = [0, 1, 0, 2, 0, 1, 2, 0]
    assert set(drawn(levels, 0.3, 3)) <= {1, 2}
    assert drawn(levels, 0.3, 2).get(-1, 0.0) < 0.2 < drawn(levels, 0.3, 4).get(-1, 0.0)
    assert root(levels, 0.3, 2) < root(levels, 0.3, 4)


def test_what_stands_around_a_comment_tells_whether_it_was_moved_to_the_margin():
    deep = [0, 1, 2, 3, 4, 0, 5, 6, 7, 0, 0, 1, 0]
    assert root(deep, 0.2, 5) < root(deep, 0.2, 10)
    assert drawn(deep, 0.2, 6).keys() == {4, 5}


def test_the_more_columns_are_lost_the_less_the_nearest_is_trusted():
    levels = [0, 1, 0, 1, 1, 0, 1, 0, 1, 1]
    nearest = [drawn(levels, lost, 3)[2] for lost in (0.05, 0.3, 0.6)]
    assert nearest == sorted(nearest, reverse=True)


def test_what_answers_a_comment_that_is_not_shown_is_no_obstacle():
    assert drawn([0, 3, 3, 0], 0.3, 2).keys() <= {0, 1}
