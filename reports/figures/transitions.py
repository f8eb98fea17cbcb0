"""Theme transitions: from the theme of a comment to the theme of its answer, against shuffled threads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from commentariat.embeddings.drift.significance import LEVEL

from ..agreement import holding, keeping
from ..escape import label
from .matrix import dots
from .sheet import Entry, Sheet, doubt

if TYPE_CHECKING:
    from collections.abc import Mapping

    import plotly.graph_objects as go

    from ..say import Say
    from ..view import View

    Cells = Mapping[tuple[str, str], list[int]]

THEMES: Final = 10
#: The shuffles, the strictest last: a mark is filled only where the strictest that could be run says so.
NULLS: Final = ("thread", "strata", "rewired", "author", "joint")


def strictest(table: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of tested links under the strictest shuffle that could be estimated."""
    usable = table.filter((pl.col("links") == "tested") & (pl.col("status") == "ok"))
    for name in reversed(NULLS):
        if (usable["null"] == name).any():
            return usable.filter(pl.col("null") == name)
    return usable


def transitions(table: pl.DataFrame, cells: Cells, *, title: str = "") -> go.Figure:
    """Draw the drift table ``transitions``: a dot counts answers, filled where the step differs from the shuffles.

    ``cells`` holds the numbers of the answers by (theme of the comment, theme of the answer), both by their ids.
    """
    kept = strictest(table).drop_nulls(["from_theme_id", "to_theme_id"])
    volume = kept.group_by("from_theme_id", "from_theme").agg(pl.col("observed").sum())
    shown = volume.sort(["observed", "from_theme_id"], descending=[True, False]).head(THEMES)
    ids, names = shown["from_theme_id"].to_list(), [label(one, 24) for one in shown["from_theme"]]
    rows = [[cells.get((above, below), []) for below in ids] for above in ids]
    sure = {
        (above, below)
        for above, below, p in kept.select("from_theme_id", "to_theme_id", "p_family").iter_rows()
        if p is not None and p <= LEVEL
    }
    return dots(
        np.array([[len(cell) for cell in line] for line in rows], dtype=np.int64).reshape(len(ids), len(ids)),
        across=names,
        down=names,
        rows=rows,
        filled=np.array([[(above, below) in sure for below in ids] for above in ids]).reshape(len(ids), len(ids)),
        title=title,
    )


def answers_of(view: View) -> dict[tuple[str, str], list[int]]:
    """Return the numbers of the answers with a stated link, by the ids of the two themes."""
    table = view.drift("transition_links")
    if table is None:
        return {}
    stated = table.filter(pl.col("links") == "tested").drop_nulls(["from_theme_id", "to_theme_id"])
    return {
        (above, below): [view.row_of[one] + view.offset for one in ids]
        for above, below, ids in stated.select("from_theme_id", "to_theme_id", "comment_ids").iter_rows()
    }


def holds(kept: pl.DataFrame) -> pl.DataFrame:
    """Return the steps from a theme to itself that are more frequent than in the shuffles."""
    stays = pl.col("from_theme_id") == pl.col("to_theme_id")
    return kept.filter(stays & (pl.col("p_family") <= LEVEL) & (pl.col("ratio") > 1))


def make(view: View, say: Say) -> Sheet | None:
    """Show it where the shuffles could be run; the title says what survived all of them, by either model."""
    table = view.drift("transitions")
    if table is None:
        return None
    kept = strictest(table)
    if kept["from_theme"].n_unique() < 2:
        return None
    again = view.second_drift("transitions")
    elsewhere = [] if again is None else holds(strictest(again))["from_theme_id"].to_list()
    agreed = holding(view, holds(kept), elsewhere)
    title = say(_title(view, agreed), n=agreed, count=say.word(agreed))
    figure = transitions(table, answers_of(view), title=label(title, 160))
    reading = say("transitions.reading") + (doubt(view, say) if agreed < holds(kept).height else "")
    return Sheet(title, reading, figure, kept.drop("discussion_id", "from_theme_id", "to_theme_id"))


def _title(view: View, agreed: int) -> str:
    """Name the message: steps that stand out by themselves, else all answers together, else none."""
    if agreed:
        return "transitions.title.keep"
    row = keeping(view)
    return "transitions.title.all" if row is not None and row["effect"] > 1 else "transitions.title"


ENTRY: Final = Entry("transitions", "drift", 46, make)
