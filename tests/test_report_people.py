"""People and their names as figures and sentences write them."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from commentariat.reports import Analysis
from commentariat.reports.escape import breadth, inferred, label, plain, shorter
from commentariat.reports.figures import compare_themes, participation, reply_matrix, reply_network
from commentariat.reports.say import catalogue
from commentariat.reports.view import View
from tests.report_data import analysis

SAY = catalogue("en")


def viewed(count: int = 40, **columns) -> View:
    made = analysis(count, seed=2)
    comments = made.discussion.comments.with_columns(**columns)
    return View(Analysis(replace(made.discussion, comments=comments), made.metrics, made.themes))


def test_inferred_names_have_a_range_back_to_what_is_signed():
    view = viewed(
        author=pl.lit("Ines"),
        author_id=pl.lit("ines"),
        author_basis=pl.Series(["inferred" if at < 10 else "stated" for at in range(40)]),
    )
    sheet = participation.make(view, SAY)
    drawn = [list(one.x)[:2] for one in sheet.figure.data if one.type == "scatter" and one.mode == "lines+markers"]
    assert drawn == [[30.0, 40.0]] * 2
    assert "attributed by inference" in sheet.reading
    assert sheet.table.row(0, named=True)["inferred"] == 10
    assert sheet.figure.data[0].meta["notes"] == [
        "30 of 40 comments are signed in the source, the rest attributed by inference"
    ]


def test_where_all_names_are_signed_no_range_is_spoken_of():
    sheet = participation.make(viewed(author_basis=pl.lit("stated")), SAY)
    assert "inference" not in sheet.reading
    assert "inferred" not in sheet.table.columns
    assert not [one for one in sheet.figure.data if one.type == "scatter" and one.mode == "lines+markers"]


@pytest.mark.parametrize("figure", [reply_matrix, reply_network])
def test_inferred_names_are_in_italics_where_people_meet(figure):
    known = figure.make(viewed(200, author_basis=pl.lit("stated")), SAY)
    guessed = figure.make(viewed(200, author_basis=pl.lit("inferred")), SAY)
    assert "<i>" not in known.figure.to_json()
    assert "\\u003ci\\u003e" in guessed.figure.to_json()
    assert "Names in italics were inferred." in guessed.reading
    assert "italics" not in known.reading


def test_a_label_is_cut_within_no_tag_and_no_entity():
    written = inferred(label("Smith & Sons & Daughters of the Harbour"))
    assert breadth(written) == len("Smith & Sons & Daughters of the Harbour")
    assert shorter(written, 12) == "<i>Smith &amp; Son…</i>"
    assert shorter("Ines", 12) == "Ines"


def test_a_tower_of_marks_keeps_to_its_line():
    assert plain("e" + "\u0301" * 60 + "nd") == "e" + "\u0301" * 4 + "nd"
    pointed = "\u05e9\u05c1\u05bc\u05b8\u0591\u05dc\u05d5\u05b9\u05dd"
    assert plain(pointed) == pointed


def test_words_from_right_to_left_turn_nothing_around_them():
    said = SAY(
        "glance.theme", theme="\u0631\u0633\u0648\u0645 \u0627\u0644\u0639\u0628\u0648\u0631", comments="two comments"
    )
    assert "\u2068\u0631" in said
    assert "\u0631\u2069" in said
    assert "\u2068" not in SAY("glance.theme", theme="tolls", comments="two comments")


@pytest.mark.parametrize(
    ("held", "title"), [(0, "No theme was"), (1, "One of four themes was"), (2, "two of four themes were")]
)
def test_shared_themes_are_counted_as_people_count(monkeypatch, held, title):
    class Stub:
        theme_names = ("a", "b", "c", "d")
        theme_rows = tuple(pl.Series([0] if at < held else []).to_numpy() for at in range(4))

        def __len__(self):
            return 5

    monkeypatch.setattr(compare_themes, "compare_themes", lambda *_, **__: None)
    monkeypatch.setattr(compare_themes, "name_of", lambda *_: "one")
    assert compare_themes.make([Stub(), Stub()], SAY).title.startswith(title)


def test_whoever_gives_no_name_is_unsigned_and_no_commenter():
    names = pl.Series(["Anonymous" if at % 2 else "Ines" for at in range(40)])
    view = viewed(author=names, author_id=names.replace({"Anonymous": None, "Ines": "ines"}))
    assert view.people == ["Ines"]
    assert set(view.authors) == {"Ines", None}
