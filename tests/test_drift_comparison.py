"""What a comparison says in words."""

from __future__ import annotations

import polars as pl

from commentariat.embeddings.drift import summarise_comparison
from commentariat.embeddings.drift.schemas import COMPARISON


def row(discussion, measure, value, low=None, high=None, theme=None, unit="of 200 comments"):
    return {
        "measure": measure, "theme_id": theme, "theme": theme, "discussion_id": discussion, "title": discussion,
        "site": None, "comments": 200, "threads": 60, "value": value, "low": low, "high": high, "unit": unit,
        "status": "ok",
    }  # fmt: skip


def said(*rows):
    return summarise_comparison(pl.DataFrame(rows, schema=COMPARISON, orient="row"))


def test_figures_differ_only_where_their_intervals_do_not_touch():
    told = said(
        row("a", "theme share", 0.4, 0.3, 0.5, "ferries"), row("b", "theme share", 0.1, 0.05, 0.15, "ferries"),
        row("a", "theme share", 0.2, 0.1, 0.3, "ovens"), row("b", "theme share", 0.3, 0.2, 0.4, "ovens"),
    )  # fmt: skip
    assert len(told) == 1
    assert told[0].startswith("“ferries” has a larger share of the comments in [1] (40%, 95 % interval 30% to 50%)")
    assert told[0].endswith(" than in [2] (10%, 95 % interval 5% to 15%).")


def test_nothing_differs_for_certain():
    shares = [row(one, "theme share", 0.2, 0.1, 0.3, "ovens") for one in "ab"]
    assert said(*shares) == ("No theme's share and no other figure differs for certain between these discussions.",)


def test_figures_without_interval_are_counts():
    claims = [row(one, "claims taken up", 0.25, unit="of 8 sentences of the article") for one in "ab"]
    told = said(*claims, *(row(one, "theme share", 0.2, theme="ovens") for one in "ab"))
    assert told[0] == "Sentences of its own article that the comments quote or seem to take up: [1] 2 of 8, [2] 2 of 8."
    assert told[1].startswith("None of these discussions has enough threads")
    assert len(told) == 2
