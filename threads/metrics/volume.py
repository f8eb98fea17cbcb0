"""How much there is: comments, authors, roots, answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from .registry import Metric

if TYPE_CHECKING:
    from .view import Floats, View


def comments(view: View) -> Floats:
    """Count the comments, those whose text was removed included (their place in the tree is kept).

    >>> from commentariat.threads.metrics import View
    >>> comments(View.of([-1, 0, 0]))
    array([3.])
    """
    return view.comments


def authors(view: View) -> Floats:
    """Count distinct ``author_id``; comments without a known author are not counted as one more.

    >>> from commentariat.threads.metrics import View
    >>> authors(View.of([-1, 0, 0], ["ann", "bo", "ann"]))
    array([2.])
    """
    return np.bincount(view.author_counts[0], minlength=view.groups).astype(np.float64)


def unsigned(view: View) -> Floats:
    """Count the comments whose author nothing says or implies.

    >>> from commentariat.threads.metrics import View
    >>> unsigned(View.of([-1, 0], ["ann", None]))
    array([1.])
    """
    return view.count(view.author < 0)


def replies(view: View) -> Floats:
    """Count the comments whose parent is a comment of the table.

    >>> from commentariat.threads.metrics import View
    >>> replies(View.of([-1, 0, 0]))
    array([2.])
    """
    return view.count(view.reply)


def roots(view: View) -> Floats:
    """Count the comments of which the source says or implies that they answer no other comment.

    Undecided comments and comments whose stated parent is missing stay out: a root shows no mark of a
    parent, which does not say that it has nothing to do with the others.

    >>> from commentariat.threads.metrics import View
    >>> roots(View.of([-1, 0, -1]))
    array([2.])
    """
    return view.count(~view.reply & ~view.undecided & ~view.missing)


def roots_with_undecided(view: View) -> Floats:
    """Count the roots, plus the undecided comments that have no parent: as many as there can be.

    >>> from commentariat.threads.metrics import View
    >>> roots_with_undecided(View.of([-1, 0, -1]))
    array([2.])
    """
    return view.count(~view.reply & ~view.missing)


def undecided(view: View) -> Floats:
    """Count the comments for which the reading abstained from naming a parent.

    >>> from commentariat.threads.metrics import View
    >>> undecided(View.of([-1, 0]))
    array([0.])
    """
    return view.count(view.undecided)


def missing(view: View) -> Floats:
    """Count the comments that name a parent which is not in the source.

    >>> from commentariat.threads.metrics import View
    >>> missing(View.of([-1, 0]))
    array([0.])
    """
    return view.count(view.missing)


def unanswered(view: View) -> Floats:
    """Count the comments that no comment is known to answer (undecided comments answer nobody).

    >>> from commentariat.threads.metrics import View
    >>> unanswered(View.of([-1, 0, 0, -1]))
    array([3.])
    """
    return view.count(view.forest.child_counts == 0)


def unanswered_at_least(view: View) -> Floats:
    """Count the comments left unanswered even if every undecided comment answered a different one of them.

    ``max(0, unanswered - undecided)``: a bound that holds whatever the undecided comments answer.

    >>> from commentariat.threads.metrics import View
    >>> unanswered_at_least(View.of([-1, 0, 0, -1]))
    array([3.])
    """
    return np.maximum(unanswered(view) - view.count(view.undecided & ~view.reply), 0.0)


METRICS: Final = (
    Metric("comments", "1", "comments", "comments", comments, links=False),
    Metric("authors", "1", "commenters known by name", "authors", authors, links=False),
    Metric("unsigned", "1", "comments without a known author", "comments", unsigned, links=False),
    Metric("replies", "1", "comments that answer another comment", "comments", replies),
    Metric("roots", "1", "comments that nothing shows to answer another", "comments", roots),
    Metric("roots_with_undecided", "1", "the same, undecided comments included", "comments", roots_with_undecided),
    Metric("undecided", "1", "comments whose parent is undecided", "comments", undecided, links=False),
    Metric("missing", "1", "comments whose stated parent is not in the source", "comments", missing, links=False),
    Metric("unanswered", "1", "comments that none is known to answer", "comments", unanswered),
    Metric(
        "unanswered_at_least", "1", "the same, if every undecided comment answers another one", "comments",
        unanswered_at_least,
    ),
)  # fmt: skip
