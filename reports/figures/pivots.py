"""Pivots: the answers after which a thread spoke of other things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from .sheet import Entry, Sheet

if TYPE_CHECKING:
    from ..say import Say
    from ..view import View

SHOWN: Final = 12
LEVEL: Final = 0.05


def make(view: View, say: Say) -> Sheet | None:
    """List them; a pivot counts as found only where shuffles of its thread do not show as much."""
    table = view.drift("pivots")
    if table is None:
        return None
    known = table.filter(pl.col("comment_id").is_in(list(view.row_of)) & pl.col("change").is_not_null())
    if known.is_empty():
        return None
    sure = known.filter(pl.col("p_family") < LEVEL)
    title = say("pivots.title", n=sure.height, count=say.word(sure.height)) if sure.height else say("pivots.title.none")
    chosen = known.sort("change", descending=True).head(SHOWN)
    listed = pl.DataFrame(
        {
            "row": [view.row_of[one] + view.offset for one in chosen["comment_id"]],
            "before": [_mix(one) for one in chosen["before"].to_list()],
            "after": [_mix(one) for one in chosen["after"].to_list()],
            "change": chosen["change"].round(2),
            "p_family": chosen["p_family"],
        }
    )
    return Sheet(title, say("pivots.reading"), None, listed)


def _mix(mix: list[dict[str, Any]] | None) -> str:
    top = sorted(mix or [], key=lambda one: -(one["share"] or 0))[:2]
    return ", ".join(str(one["theme"]) for one in top if one["theme"])


ENTRY = Entry("pivots", "drift", 48, make)
