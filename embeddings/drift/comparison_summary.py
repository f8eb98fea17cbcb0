"""A comparison of discussions in plain sentences."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from .comparison import FROM_ARTICLE, TAKEN_UP, TAKES_UP, THEME_SHARE, UNCLUSTERED, counted_among
from .link_tests import SURPLUS

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST: Final = 5
#: Measures that are not about one theme, as the beginning of "… in [1] than in [2]".
_NAMES: Final = {
    SURPLUS: "Replies keep to the theme of the comment they answer more often",
    FROM_ARTICLE: "Comments lie further from their article",
    TAKES_UP: "More comments take up one of their article's sentences",
}


def summarise_comparison(table: pl.DataFrame) -> tuple[str, ...]:
    """Say what differs, discussion by its number in the table's order.

    Two figures are called different only where their 95 % intervals do not overlap, which is a cautious rule; figures
    without an interval are never compared.
    """
    ids = table["discussion_id"].unique(maintain_order=True).to_list()
    number = {one: f"[{at}]" for at, one in enumerate(ids, start=1)}
    shares = table.filter(pl.col("measure") == THEME_SHARE)
    few = [number[one] for one in ids if not shares.filter(discussion_id=one)["low"].count()]
    return (*_uptake(table, number), *_differences(table, number), *_few(few, len(ids)))


def _uptake(table: pl.DataFrame, number: dict[str, str]) -> list[str]:
    rows = table.filter(measure=TAKEN_UP).iter_rows(named=True)
    told = [f"{number[row['discussion_id']]} {_counted(row)}" for row in rows]
    what = "Sentences of its own article that the comments quote or seem to take up"
    return [f"{what}: {', '.join(told)}."] if told else []


def _counted(row: dict[str, Any]) -> str:
    whole = counted_among(row["unit"]) or 0
    return f"{round(row['value'] * whole)} of {whole}"


def _differences(table: pl.DataFrame, number: dict[str, str]) -> list[str]:
    usable = table.filter(pl.col("low").is_not_null() & (pl.col("measure") != UNCLUSTERED))
    gaps = []
    compared = 0
    for _, rows in usable.group_by("measure", "theme_id", maintain_order=True):
        for one, other in combinations(rows.iter_rows(named=True), 2):
            compared += 1
            more, less = (one, other) if one["value"] >= other["value"] else (other, one)
            if more["low"] > less["high"]:
                gaps.append((more["low"] - less["high"], _told(more, less, number)))
    if not compared:
        return []
    if not gaps:
        return ["No theme's share and no other figure differs for certain between these discussions."]
    gaps.sort(key=lambda gap: -gap[0])
    more_left = f" {len(gaps) - _MOST} more differences are in the table." if len(gaps) > _MOST else ""
    said = [sentence for _, sentence in gaps[:_MOST]]
    return [*said[:-1], said[-1] + more_left]


def _told(more: dict[str, Any], less: dict[str, Any], number: dict[str, str]) -> str:
    high, low = (f"{number[row['discussion_id']]} {_valued(row)}" for row in (more, less))
    what = f"“{more['theme']}” has a larger share of the comments" if more["theme"] else _NAMES[more["measure"]]
    return f"{what} in {high} than in {low}."


def _valued(row: dict[str, Any]) -> str:
    if row["measure"] == FROM_ARTICLE:
        return f"({row['value']:.2f}, 95 % interval {row['low']:.2f} to {row['high']:.2f})"
    return f"({row['value']:.0%}, 95 % interval {row['low']:.0%} to {row['high']:.0%})"


def _few(few: Sequence[str], count: int) -> list[str]:
    if not few:
        return []
    which = "None of these discussions" if len(few) == count else " and ".join(few)
    has = "has" if len(few) in {1, count} else "have"
    return [f"{which} {has} enough threads for an interval: counts are shown, and whether they differ cannot be told."]
