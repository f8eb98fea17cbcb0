"""Themes that are set by hand: in a file of corrections, in what is saved, in the tables of themes."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from commentariat.embeddings import Themes, correct
from commentariat.embeddings.tables import MEMBERSHIP_SCHEMA, THEME_SCHEMA, UNIT_SCHEMA
from commentariat.threads import Discussion, load, read, save
from commentariat.threads.corrections import apply_corrections, count_corrections, themes_by_hand

TABLE = b"""id,parent,author,text
c1,,Ada,The buses are late. The river is high.
c2,c1,Bo,Late again.
c3,c1,Cy,High again.
"""


def corrected(tmp_path: Path, *lines: str) -> Discussion:
    path = tmp_path / "corrections.csv"
    path.write_text("\n".join(["comment_id,field,value", *lines]), "utf-8")
    return apply_corrections(read(TABLE), path)


def themes_of(discussion: Discussion) -> Themes:
    """One theme, ``f1``: the first unit of c1, and c2."""
    one = discussion.discussion_id
    none = (None,) * 4
    units = [("c1.1", "c1"), ("c1.2", "c1"), ("c2.1", "c2"), ("c3.1", "c3")]
    inside = {"c1.1", "c2.1"}
    return Themes(
        pl.DataFrame([(one, unit, comment, 0, 4, "text", False) for unit, comment in units],
                     schema=UNIT_SCHEMA, orient="row"),
        pl.DataFrame(
            [(one, unit, *(("f1", "buses", 0.7, "found") if unit in inside else none), "f1") for unit, _ in units],
            schema=MEMBERSHIP_SCHEMA, orient="row",
        ),
        pl.DataFrame(
            [{"theme_id": "f1", "theme": "buses", "basis": "found", "terms": [], "units": 2, "comments": 2,
              "authors": 2, "stability": 0.9, "raised_once": False, "quotation_unit_id": "c2.1"}],
            schema=THEME_SCHEMA,
        ),
    )  # fmt: skip


def held(themes: Themes) -> dict[str, list[tuple[str | None, str | None]]]:
    rows = themes.memberships.group_by("unit_id", maintain_order=True).agg(pl.struct("theme_id", "basis").alias("all"))
    return {unit: [tuple(one.values()) for one in every] for unit, every in rows.iter_rows()}


def test_a_comment_is_put_under_a_known_theme_and_a_new_one(tmp_path: Path) -> None:
    discussion = corrected(tmp_path, "c3,theme,BUSES", "c3,theme,River", "c1,theme,River")
    themes = correct(themes_of(discussion), [discussion])
    assert held(themes) == {
        "c1.1": [("h1", "human")], "c1.2": [("h1", "human")], "c2.1": [("f1", "found")],
        "c3.1": [("f1", "human"), ("h1", "human")],
    }  # fmt: skip
    counted = themes.themes.select("theme_id", "theme", "units", "comments", "authors", "raised_once")
    assert counted.rows() == [("f1", "buses", 2, 2, 2, False), ("h1", "River", 3, 2, 2, False)]
    assert themes.manifest["themes_by_hand"] == 2


def test_an_empty_value_leaves_a_comment_without_a_theme(tmp_path: Path) -> None:
    discussion = corrected(tmp_path, "c2,theme,")
    themes = correct(themes_of(discussion), [discussion])
    assert held(themes)["c2.1"] == [(None, None)]
    assert themes.themes["raised_once"].to_list() == [True]


def test_nothing_set_changes_nothing(tmp_path: Path) -> None:
    discussion = read(TABLE)
    themes = themes_of(discussion)
    assert correct(themes, [discussion]) is themes


def test_what_was_set_is_saved_and_may_be_set_anew(tmp_path: Path) -> None:
    save(corrected(tmp_path, "c2,theme,River", "c2,author,Zed"), tmp_path / "saved.jsonl")
    again = load(tmp_path / "saved.jsonl")
    assert themes_by_hand(again) == {"c2": ("River",)}
    assert count_corrections(again) == 2
    other = tmp_path / "other.csv"
    other.write_text("comment_id,field,value\nc2,theme,Buses\n")
    assert themes_by_hand(apply_corrections(again, other)) == {"c2": ("Buses",)}
