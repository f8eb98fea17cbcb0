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
#: Threads whose depth and range are in the table.
MEASURED: Final = 500
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
    shown = largest_threads(view)[:SHOWN]
    pairs = zip(shown.tolist(), ranges(view, shown), strict=True)
    rows = [_bar(view, say, root, span, int(words[root]) if words.any() else None) for root, span in pairs]
    return bars(rows, pick="thread", title=title)


def _bar(view: View, say: Say, root: int, span: tuple[float, float] | None, words: int | None) -> Bar:
    name = label(view.authors[root] or say("ui.unsigned"), 24)
    size = int(view.forest.size[root])
    note = say("fact.comments", n=size) if words is None else say("thread-sizes.note", n=size, words=words)
    return Bar(
        f"#{int(view.comments['position'][root]) + 1} {name}", float(size), note, root + view.offset, light("mark"),
        span=span,
        told="" if span is None else say("range.tip", note=note, low=int(span[0]), high=int(span[1])),
    )  # fmt: skip


def ranges(view: View, roots: np.ndarray) -> list[tuple[float, float] | None]:
    """How many comments may hang on each of some comments, itself included; ``None`` where that is certain."""
    if view.possible is None or not roots.size:
        return [None] * roots.size
    low, high = view.possible.at_or_below(roots)
    shown = view.forest.size[roots]
    fixed = (low == shown) & (high == shown)
    return [None if sure else (float(a), float(b)) for a, b, sure in zip(low, high, fixed, strict=True)]


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
    spans = ranges(view, several[:MEASURED])
    if any(spans[:SHOWN]):
        reading += " " + say("thread-sizes.range")
    reading += caveat(view, say)
    words = np.bincount(view.forest.thread, weights=view.words, minlength=len(view))
    table = pl.DataFrame(
        {
            "row": several + view.offset,
            "comments": view.forest.size[several],
            **_bounds(view.forest.size[several], spans),
            "words": words[several].astype(np.int64),
            "depth": [int(view.forest.depth[view.forest.thread == root].max()) for root in several[:MEASURED]]
            + [None] * max(0, several.size - MEASURED),
        }
    )
    return Sheet(title, reading, thread_sizes(view, say, title=label(title, 160)), table)


def _bounds(sizes: np.ndarray, spans: list[tuple[float, float] | None]) -> dict[str, list[int | None]]:
    """The columns of the ranges, where any thread has one; a certain size is its own range."""
    if not any(spans):
        return {}
    held = [
        (int(size), int(size)) if span is None else (int(span[0]), int(span[1]))
        for size, span in zip(sizes, spans, strict=False)
    ]
    rest = [None] * max(0, sizes.size - len(held))
    return {"low": [*(low for low, _ in held), *rest], "high": [*(high for _, high in held), *rest]}


ENTRY: Final = Entry("thread-sizes", "thread-map", 15, make)
