"""Several discussions side by side: which themes each of them raised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from ..escape import label
from ..palette import theme_colour
from .compare_sizes import largest, name_of
from .matrix import dots
from .sheet import CompareEntry, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from ..say import Say
    from ..view import View

#: Themes and discussions that are drawn.
THEMES: Final = 20
SHOWN: Final = 24


def compare_themes(views: Sequence[View], say: Say, *, title: str = "") -> go.Figure:
    """Draw themes (rows) against discussions (columns), counted in comments."""
    names = views[0].theme_names[:THEMES]
    drawn = largest(views, SHOWN)
    rows = [[(view.theme_rows[at] + view.offset).tolist() for view in drawn] for at in range(len(names))]
    counts = np.array([[len(cell) for cell in line] for line in rows], dtype=np.int64)
    return dots(
        counts,
        across=[label(name_of(view, say), 22) for view in drawn],
        down=[label(name, 34) for name in names],
        rows=rows,
        colours=[theme_colour(at) for at in range(len(names))],
        title=title,
    )


def make(views: Sequence[View], say: Say) -> Sheet | None:
    """Say how many themes the discussions share; a count, since each of them is a census of its own."""
    if not views[0].theme_names:
        return None
    shared = sum(sum(view.theme_rows[at].size > 0 for view in views) > 1 for at in range(len(views[0].theme_names)))
    total = len(views[0].theme_names)
    kind = ".none" if not shared else ".all" if shared == total == 1 else ""
    title = say(f"compare-themes.title{kind}", n=shared, shared=say.word(shared), total=say.word(total))
    table = pl.DataFrame(
        [
            (name, name_of(view, say), int(view.theme_rows[at].size), len(view))
            for at, name in enumerate(views[0].theme_names)
            for view in views
        ],
        schema={"theme": pl.String, "discussion": pl.String, "comments": pl.Int64, "of": pl.Int64},
        orient="row",
    )
    reading = say("compare-themes.reading")
    if len(views) > SHOWN or total > THEMES:
        reading += " " + say("compare-themes.reading.largest", n=SHOWN, themes=THEMES)
    return Sheet(title, reading, compare_themes(views, say, title=label(title, 160)), table)


COMPARE: Final = CompareEntry("compare-themes", "compare", 82, make)
