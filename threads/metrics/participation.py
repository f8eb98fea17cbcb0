"""Who takes part, and how evenly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from .order import starts
from .registry import Metric
from .view import grouped_max, ratio

if TYPE_CHECKING:
    from .view import Floats, View


def one_comment_authors(view: View) -> Floats:
    """Count the authors with a single comment.

    >>> from commentariat.threads.metrics import View
    >>> one_comment_authors(View.of([-1, -1, -1], ["ann", "bo", "ann"]))
    array([1.])
    """
    group, number = view.author_counts
    return np.bincount(group[number == 1], minlength=view.groups).astype(np.float64)


def most_by_one(view: View) -> Floats:
    """Return the number of comments by the most active author; NaN where no author is known.

    >>> from commentariat.threads.metrics import View
    >>> most_by_one(View.of([-1, -1, -1], ["ann", "bo", "ann"]))
    array([2.])
    """
    group, number = view.author_counts
    return grouped_max(group, number, view.groups)


def gini(view: View) -> Floats:
    """Gini coefficient of the comments per author: 0 all write alike, towards 1 one writes all.

    With counts x₁ ≤ … ≤ xₘ of m authors: Σ (2i − m − 1) xᵢ / (m Σ x). Readers who never wrote are not in it.

    References
    ----------
    Gini (1912); formula as in Sen (1973), On Economic Inequality.

    >>> from commentariat.threads.metrics import View
    >>> gini(View.of([-1] * 4, ["ann", "ann", "ann", "bo"]))
    array([0.25])
    """
    group, number = view.author_counts
    start = starts(group, view.groups)
    people = np.diff(start)
    place = np.arange(group.size) - start[:-1][group] + 1
    spread = np.bincount(group, weights=(2 * place - people[group] - 1) * number, minlength=view.groups)
    total = np.bincount(group, weights=number, minlength=view.groups) * people
    return ratio(spread.astype(np.float64), total.astype(np.float64))


METRICS: Final = (
    Metric("one_comment_authors", "1", "commenters with a single comment", "authors", one_comment_authors, links=False),
    Metric("most_by_one", "1", "comments by the most active commenter", "comments", most_by_one, links=False),
    Metric(
        "gini", "1", "inequality of comments per commenter (Gini)", "0 to 1", gini, 20, "signed comments", links=False
    ),
)
