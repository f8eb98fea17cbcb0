"""Participation: who wrote how much."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from ..escape import label
from ..palette import light
from .bars import Bar, bars
from .people import person_label
from .sheet import Entry, Sheet

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from ..say import Say
    from ..view import View

SHOWN: Final = 15
#: With fewer signed comments "half of them" says nothing.
SHARES_FROM: Final = 50


def most_active(view: View) -> np.ndarray:
    """Return the people of a discussion, those with most comments first."""
    return np.argsort(-_comments(view), kind="stable")


def _comments(view: View) -> np.ndarray:
    return np.bincount(view.person[view.person >= 0], minlength=len(view.people))


def _words(view: View) -> np.ndarray:
    signed = view.person >= 0
    return np.bincount(view.person[signed], weights=view.words[signed], minlength=len(view.people)).astype(np.int64)


def _given(view: View) -> np.ndarray:
    """The comments of each person under which the source itself names them."""
    signed = (view.person >= 0) & ~view.inferred
    return np.bincount(view.person[signed], minlength=len(view.people))


def participation(view: View, say: Say, *, title: str = "") -> go.Figure:
    """Draw the most active commenters of one discussion as bars; a line over what was attributed by inference."""
    counts, words, given = _comments(view), _words(view), _given(view)
    note = "participation.note" if words.any() else "fact.comments"
    rows = [
        Bar(
            person_label(view, int(one), 28), float(counts[one]),
            say(note, n=int(counts[one]), words=int(words[one])),
            int(one) + view.author_offset, light("mark"),
            span=(float(given[one]), float(counts[one])) if given[one] < counts[one] else None,
            told=_told(say, int(given[one]), int(counts[one])),
        )
        for one in most_active(view)[:SHOWN]
    ]  # fmt: skip
    return bars(rows, pick="author", title=title)


def _told(say: Say, given: int, count: int) -> str:
    """What is said of a bar whose comments are not all signed; nothing of one whose are."""
    return say("participation.tip", given=given, n=count) if given < count else ""


def make(view: View, say: Say) -> Sheet | None:
    """Say how evenly people took part, in counts."""
    if not view.people:
        return Sheet(say("participation.title.nobody"), say("participation.reading.nobody"))
    counts = np.sort(_comments(view))[::-1]
    title = _title(say, counts, int((counts == 1).sum()))
    table = _table(view)
    if counts[0] == 1:
        key = "participation.reading.listed" if counts.size > 1 else "participation.reading"
        return Sheet(title, say(key, n=counts.size), None, table)
    reading = say("participation.reading", n=min(SHOWN, counts.size))
    if view.inferred.any():
        reading += " " + say("participation.range")
    return Sheet(title, reading, participation(view, say, title=label(title, 160)), table)


def _table(view: View) -> pl.DataFrame:
    """Every name with its comments and words, and with how many of the comments were attributed by inference."""
    people, counts = most_active(view), _comments(view)
    table = pl.DataFrame({"author": [view.people[at] for at in people], "comments": counts[people]})
    if view.inferred.any():
        table = table.with_columns(inferred=pl.Series(counts[people] - _given(view)[people]))
    return table.with_columns(words=pl.Series(_words(view)[people]))


def _title(say: Say, counts: np.ndarray, once: int) -> str:
    if counts.sum() == 1:
        return say("participation.title.single")
    if counts[0] == 1:
        return say("participation.title.once")
    if counts.size == 1:
        return say("participation.title.same", top=say.word(int(counts[0])))
    if not once and counts.sum() < SHARES_FROM:
        return say("participation.title.each")
    if once == counts.size - 1:
        return say("participation.title.alone", top=say.word(int(counts[0])))
    if counts.sum() < SHARES_FROM:
        more = int(counts.size - once)
        return say("participation.title.few", n=more, more=say.word(more), once=say.word(once))
    few = int(np.searchsorted(np.cumsum(counts), counts.sum() / 2) + 1)
    return say("participation.title", few=say.word(few), people=say.word(int(counts.size)), n=few)


ENTRY: Final = Entry("participation", "people", 62, make)
