"""Sizes of the threads: where the debate happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from ..escape import label
from ..palette import light
from .bars import Bar, bars
from .sheet import Entry, Sheet, caveat

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from ..say import Say
    from ..view import View

SHOWN: Final = 15
#: Where the largest thread has no more comments, threads are about equal.
FLAT: Final = 4


def largest_threads(view: View) -> np.ndarray:
    """Return the roots of threads of several comments, largest first."""
    sizes = view.forest.size[view.forest.roots]
    order = np.argsort(-sizes, kind="stable")
    return view.forest.roots[order][sizes[order] > 1]


def thread_sizes(view: View, say: Say, *, title: str = "") -> go.Figure:
    """Draw the largest threads of one discussion as bars."""
    words = np.bincount(view.forest.thread, weights=view.words, minlength=len(view))
    note = "thread-sizes.note" if words.any() else "fact.comments"
    rows = [
        Bar(
            f"#{int(view.comments['position'][int(root)]) + 1} {label(view.authors[root] or say('ui.unsigned'), 24)}",
            float(view.forest.size[root]),
            say(note, n=int(view.forest.size[root]), words=int(words[root])),
            int(root) + view.offset,
            light("mark"),
        )
        for root in largest_threads(view)[:SHOWN]
    ]
    return bars(rows, pick="thread", title=title)


def make(view: View, say: Say) -> Sheet | None:
    """Say how unequal the threads are."""
    several = largest_threads(view)
    if several.size < 2:
        return None
    top = int(view.forest.size[several[0]])
    alone = int(view.forest.roots.size - several.size)
    key = "thread-sizes.title.flat" if top <= FLAT else "thread-sizes.title"
    title = say(key, top=say.word(top), share=say.share(top, len(view)))
    reading = say("thread-sizes.reading", n=min(SHOWN, several.size), alone=say.many("thread-sizes.alone", alone))
    reading += caveat(view, say)
    words = np.bincount(view.forest.thread, weights=view.words, minlength=len(view))
    table = pl.DataFrame(
        {
            "row": several + view.offset,
            "comments": view.forest.size[several],
            "words": words[several].astype(np.int64),
            "depth": [int(view.forest.depth[view.forest.thread == root].max()) for root in several[:500]]
            + [None] * max(0, several.size - 500),
        }
    )
    return Sheet(title, reading, thread_sizes(view, say, title=label(title, 160)), table)


ENTRY: Final = Entry("thread-sizes", "thread-map", 15, make)
