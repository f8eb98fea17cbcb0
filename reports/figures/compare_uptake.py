"""Several discussions side by side: how much of its article each of them took up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from .compare_sizes import name_of
from .sheet import CompareEntry, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..say import Say
    from ..view import View


def make(views: Sequence[View], say: Say) -> Sheet | None:
    """Count, for each discussion, the sentences of its article that were quoted."""
    rows = []
    for view in views:
        table = view.drift("uptake")
        if table is not None:
            quoted = table.filter(pl.col("quoting_ids").list.len() > 0).height
            rows.append((name_of(view, say), quoted, table.height))
    if len(rows) < 2:
        return None
    schema = {"discussion": pl.String, "quoted": pl.Int64, "sentences": pl.Int64}
    some = sum(quoted > 0 for _, quoted, _ in rows)
    title = "compare-uptake.title" if some else "compare-uptake.title.none"
    return Sheet(
        say(title, n=some, count=say.word(some), whole=say.word(len(rows))),
        say("compare-uptake.reading"),
        None,
        pl.DataFrame(rows, schema=schema, orient="row"),
        listed=True,
    )


COMPARE: Final = CompareEntry("compare-uptake", "compare", 84, make)
