"""Who answers whom: authors of replies down, authors answered across."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from ..escape import label
from ..say import sentence
from .matrix import dots
from .sheet import Entry, Sheet, caveat

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from ..say import Say
    from ..view import View

    Pairs = dict[tuple[int, int], list[int]]

SHOWN: Final = 18


def reply_pairs(view: View) -> Pairs:
    """Return, for each (answerer, answered), the rows of the answers; unknown authors are left out."""
    out: Pairs = defaultdict(list)
    parent = view.forest.parent
    for row in np.flatnonzero(parent >= 0).tolist():
        who, whom = int(view.person[row]), int(view.person[parent[row]])
        if who >= 0 and whom >= 0:
            out[who, whom].append(row)
    return dict(out)


def reply_matrix(view: View, *, title: str = "") -> go.Figure:
    """Draw the answers between the people of one discussion who gave or drew most of them."""
    pairs = reply_pairs(view)
    weight: dict[int, int] = defaultdict(int)
    for (who, whom), rows in pairs.items():
        weight[who] += len(rows)
        weight[whom] += len(rows)
    people = sorted(weight, key=lambda one: (-weight[one], one))[:SHOWN]
    answerers = [one for one in people if any(who == one and whom in people for who, whom in pairs)]
    answered = [one for one in people if any(whom == one and who in people for who, whom in pairs)]
    held = [[[row + view.offset for row in pairs.get((who, whom), [])] for whom in answered] for who in answerers]
    counts = np.array([[len(cell) for cell in line] for line in held], dtype=np.int64)
    return dots(
        counts.reshape(len(answerers), len(answered)),
        across=[label(view.people[one], 18) for one in answered],
        down=[label(view.people[one], 24) for one in answerers],
        rows=held,
        title=title,
    )


def make(view: View, say: Say) -> Sheet | None:
    """Say whether answers were returned."""
    pairs = reply_pairs(view)
    between = {pair for pair in pairs if pair[0] != pair[1]}
    if not between:
        return None
    mutual = [pair for pair in between if (pair[1], pair[0]) in between and pair[0] < pair[1]]
    title = (
        say("reply-matrix.title", n=len(mutual), count=say.word(len(mutual)))
        if mutual
        else say("reply-matrix.title.none")
    )
    reading = say("reply-matrix.reading")
    if len({one for pair in pairs for one in pair}) > SHOWN:
        reading += " " + say("reply-matrix.reading.largest", n=SHOWN)
    signed = sum(len(rows) for rows in pairs.values())
    lost = int((view.forest.parent >= 0).sum()) - signed
    if lost:
        reading += " " + sentence(say.many("reply-matrix.lost", lost))
    reading += _range(view, say, len(mutual)) + caveat(view, say)
    table = pl.DataFrame(
        [
            (view.people[who], view.people[whom], len(rows))
            for (who, whom), rows in sorted(pairs.items(), key=lambda one: (-len(one[1]), one[0]))
        ],
        schema={"author": pl.String, "answered": pl.String, "comments": pl.Int64},
        orient="row",
    )
    return Sheet(title, reading, reply_matrix(view, title=label(title, 160)), table)


def _range(view: View, say: Say, shown: int) -> str:
    """Say, with a space before, how many pairs uncertain links leave possible; nothing where that is certain."""
    if view.possible is None:
        return ""
    low, high = view.possible.pairs(view.person)
    return "" if low == high == shown else " " + say("reply-matrix.range", low=low, high=high)


ENTRY: Final = Entry("reply-matrix", "people", 60, make)
