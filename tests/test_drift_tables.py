"""What a terminal shows of drift."""

from __future__ import annotations

import polars as pl

from commentariat.embeddings.drift.schemas import COMPARISON
from commentariat.reports.drift_tables import show_comparison


def test_small_shares_are_counts_and_titles_cannot_drive_the_terminal(capsys):
    shared = {"measure": "theme share", "theme_id": "f1", "theme": "buses", "site": None}
    small = {
        "discussion_id": "a", "title": "One\x1b[2J", "comments": 14, "threads": 7, "value": 0.5, "low": None,
        "high": None, "unit": "of 14 comments", "status": "described",
    }  # fmt: skip
    large = {
        "discussion_id": "b", "title": None, "comments": 400, "threads": 90, "value": 0.25, "low": 0.2,
        "high": 0.3, "unit": "of 400 comments", "status": "ok",
    }  # fmt: skip
    rows = [{**shared, **small}, {**shared, **large}]
    show_comparison(pl.DataFrame(rows, schema=COMPARISON, orient="row"))
    shown = capsys.readouterr().out
    assert "7 of 14" in shown
    assert "0.25 (0.20 … 0.30)" in shown
    assert "\x1b[2J" not in shown
    assert "[2] b" in shown
