"""Several discussions side by side: sizes and shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from ..escape import label, plain
from ..palette import light
from .bars import Bar, bars
from .sheet import CompareEntry, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from ..say import Say
    from ..view import View

#: Discussions that are drawn; the list beside the figure leads to all.
SHOWN: Final = 40


def name_of(view: View, say: Say) -> str:
    """Name a discussion in a few words: its number and its title."""
    article = view.analysis.discussion.article
    return f"{view.number} {plain(article.title or article.site or say('title.untitled'), 60)}"


def compare_sizes(views: Sequence[View], say: Say, *, title: str = "") -> go.Figure:
    """Draw the number of comments of each discussion."""
    rows = [
        Bar(
            label(name_of(view, say), 36),
            float(len(view)),
            f"{say('fact.comments', n=len(view))}, {say('fact.commenters', n=len(view.people))}",
            view.number - 1,
            light("mark"),
        )
        for view in largest(views, SHOWN)
    ]
    return bars(rows, pick="discussion", title=title)


def largest(views: Sequence[View], count: int) -> list[View]:
    """Return the largest discussions, in the order of the report."""
    kept = {view.number for view in sorted(views, key=len, reverse=True)[:count]}
    return [view for view in views if view.number in kept]


def structure_table(views: Sequence[View], say: Say) -> pl.DataFrame:
    """Return one row a discussion with counts that need no explanation."""
    return pl.DataFrame(
        {
            "discussion": [name_of(view, say) for view in views],
            "site": [view.analysis.discussion.article.site for view in views],
            "comments": [len(view) for view in views],
            "authors": [len(view.people) for view in views],
            "threads": [int(view.forest.roots.size) for view in views],
            "deepest": [int(view.forest.depth.max()) for view in views],
            "largest_thread": [int(view.forest.size.max()) for view in views],
            "unanswered": [int((view.forest.child_counts == 0).sum()) for view in views],
            "median_words": [int(np.median(view.words)) for view in views],
        }
    )


def make(views: Sequence[View], say: Say) -> Sheet:
    """Say how the discussions differ in size."""
    first, second = sorted(views, key=len, reverse=True)[:2] if len(views) > 1 else (views[0], views[0])
    if len(first) > len(second):
        title = say("compare-sizes.title", n=len(views), most=name_of(first, say).partition(" ")[2])
    else:
        title = say("compare-sizes.title.even", n=len(views), largest=say.many("count.comments", len(first)))
    figure = compare_sizes(views, say, title=label(title, 160))
    reading = say("compare-sizes.reading")
    if len(views) > SHOWN:
        reading += " " + say("theme-sizes.reading.largest", n=SHOWN)
    return Sheet(title, reading, figure, structure_table(views, say))


COMPARE: Final = CompareEntry("compare-sizes", "overview", 80, make)
