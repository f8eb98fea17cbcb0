"""Who answers whom: authors of replies down, authors answered across."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from ..escape import label
from ..say import sentence
from .matrix import dots, told
from .people import italics, person_label
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


def reply_matrix(view: View, say: Say, *, title: str = "") -> go.Figure:
    """Draw the answers between the people of one discussion who gave or drew most of them."""
    pairs = reply_pairs(view)
    people = _largest(pairs)
    answerers = [one for one in people if any(who == one and whom in people for who, whom in pairs)]
    answered = [one for one in people if any(whom == one and who in people for who, whom in pairs)]
    held = [[[row + view.offset for row in pairs.get((who, whom), [])] for whom in answered] for who in answerers]
    counts = np.array([[len(cell) for cell in line] for line in held], dtype=np.int64)
    spans = ranges(view, [(who, whom) for who in answerers for whom in answered])
    shaped = None if spans is None else spans.reshape(2, len(answerers), len(answered))
    return dots(
        counts.reshape(len(answerers), len(answered)),
        across=[person_label(view, one, 18) for one in answered],
        down=[person_label(view, one, 24) for one in answerers],
        rows=held,
        spans=shaped,
        notes=told(counts, shaped, say),
        title=title,
    )


def _largest(pairs: Pairs) -> list[int]:
    """The people who gave and drew most answers, those that are drawn."""
    weight: dict[int, int] = defaultdict(int)
    for (who, whom), rows in pairs.items():
        weight[who] += len(rows)
        weight[whom] += len(rows)
    return sorted(weight, key=lambda one: (-weight[one], one))[:SHOWN]


def ranges(view: View, pairs: list[tuple[int, int]]) -> np.ndarray | None:
    """How many answers of each pair uncertain links leave possible, shape (2, pairs); ``None`` if all are certain."""
    if view.possible is None or not pairs:
        return None
    return view.possible.answers(view.person, np.array(pairs, dtype=np.int64))


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
    reading = say("reply-matrix.reading") + italics(view, _largest(pairs), say)
    if len({one for pair in pairs for one in pair}) > SHOWN:
        reading += " " + say("reply-matrix.reading.largest", n=SHOWN)
    signed = sum(len(rows) for rows in pairs.values())
    lost = int((view.forest.parent >= 0).sum()) - signed
    if lost:
        reading += " " + sentence(say.many("reply-matrix.lost", lost))
    reading += _range(view, say, len(mutual))
    figure = reply_matrix(view, say, title=label(title, 160))
    if view.possible is not None:
        reading += " " + say("matrix.range")
    return Sheet(title, reading + caveat(view, say), figure, _table(view, pairs))


def _table(view: View, pairs: Pairs) -> pl.DataFrame:
    """Every pair with its answers; with uncertain links their range too, and pairs of the drawn that may answer."""
    ranked = sorted(pairs, key=lambda pair: (-len(pairs[pair]), pair))
    people = [] if view.possible is None else _largest(pairs)
    every = [*ranked, *((who, whom) for who in people for whom in people if (who, whom) not in pairs)]
    spans = ranges(view, every)
    table = pl.DataFrame(
        [(view.people[who], view.people[whom], len(pairs.get((who, whom), []))) for who, whom in every],
        schema={"author": pl.String, "answered": pl.String, "comments": pl.Int64},
        orient="row",
    )
    if spans is None:
        return table
    bounded = table.with_columns(low=pl.Series(spans[0]), high=pl.Series(spans[1]))
    return bounded.filter(pl.max_horizontal("comments", "high") > 0)


def _range(view: View, say: Say, shown: int) -> str:
    """Say, with a space before, how many pairs uncertain links leave possible; nothing where that is certain."""
    if view.possible is None:
        return ""
    low, high = view.possible.pairs(view.person)
    return "" if low == high == shown else " " + say("reply-matrix.range", span=say.span(low, high))


ENTRY: Final = Entry("reply-matrix", "people", 60, make)
