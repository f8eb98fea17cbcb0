"""Every figure at every size: drawn or said, with a table, and rows instead of words."""

from __future__ import annotations

import json
from dataclasses import replace

import plotly.graph_objects as go
import polars as pl
import pytest

from commentariat.reports import draw
from commentariat.reports.figures import compare_sizes, comparisons, entries, thread_map
from commentariat.reports.figures.reply_network import tied
from commentariat.reports.figures.theme_map import at_home
from commentariat.reports.palette import ROLES, THEME_COLOURS
from commentariat.reports.say import catalogue, sentence
from commentariat.reports.sentences_drift import drift_sentences
from commentariat.reports.view import Analysis, View
from commentariat.threads import read
from tests.report_data import analysis, full

SAY = catalogue("en")
SIZES = (1, 2, 14, 60, 400, 4000)


@pytest.fixture(scope="module")
def views():
    return {count: View(analysis(count, seed=count)) for count in SIZES}


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.name)
@pytest.mark.parametrize("count", SIZES)
def test_a_figure_says_something_true_or_nothing(entry, count, views):
    sheet = entry.make(views[count], SAY)
    if sheet is None:
        return
    assert sheet.title
    assert "{" not in sheet.title + sheet.reading
    if sheet.figure is not None:
        assert isinstance(sheet.figure, go.Figure)
        assert sheet.table is not None
        assert sheet.table.height
        assert sheet.figure.layout.height


@pytest.fixture(scope="module")
def rich():
    return View(full(160, seed=2))


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.name)
def test_a_figure_is_drawn_where_there_is_something_to_show(entry, rich):
    sheet = entry.make(rich, SAY)
    # The structure is a table of numbers only; nobody in an invented discussion quotes the article.
    assert (sheet.figure is not None) == (entry.name not in {"structure", "uptake"})
    assert "{" not in sheet.title + sheet.reading


@pytest.mark.parametrize("count", [60, 4000])
def test_marks_carry_rows_of_the_discussion(count, views):
    figure = json.loads(draw("thread-map", views[count].analysis).to_json())
    marks = [trace for trace in figure["data"] if (trace.get("meta") or {}).get("pick") == "row"]
    assert marks
    assert all("customdata" in trace for trace in marks)


def test_the_map_is_a_raster_past_a_few_thousand(views):
    assert draw("thread-map", views[4000].analysis).data[0].type == "heatmap"
    assert all(trace.type == "scatter" for trace in draw("thread-map", views[400].analysis).data)


def test_every_comment_has_one_mark_on_the_small_map(views):
    figure = draw("thread-map", views[60].analysis)
    rows = sorted(int(one) for trace in figure.data if trace.customdata is not None for one in trace.customdata)
    assert rows == list(range(60))


def test_an_unknown_figure_is_refused(views):
    with pytest.raises(ValueError, match="no figure"):
        draw("pie", views[14].analysis)


def test_no_figure_needs_the_evaluating_engine(views):
    for entry in entries():
        sheet = entry.make(views[400], SAY)
        if sheet is not None and sheet.figure is not None:
            assert not any(trace.type.endswith("gl") for trace in sheet.figure.data)


def test_comparisons_draw_for_two():
    from commentariat.reports.building import views_of

    pair = views_of([analysis(30, seed=1), analysis(50, seed=2)])
    drawn = [entry.make(pair, SAY) for entry in comparisons()]
    assert sum(sheet is not None for sheet in drawn) >= 2


def test_each_role_has_two_colours_and_no_light_one_twice():
    assert len({light for light, _ in ROLES.values()}) == len(ROLES)


@pytest.mark.parametrize("role", THEME_COLOURS)
@pytest.mark.parametrize("scheme", [0, 1])
def test_theme_colours_stand_out_from_their_ground(role, scheme):
    assert contrast(ROLES[role][scheme], ROLES["paper"][scheme]) >= 3


@pytest.mark.parametrize("role", ["ink", "soft", "accent"])
@pytest.mark.parametrize("scheme", [0, 1])
def test_words_stand_out_from_their_ground(role, scheme):
    assert contrast(ROLES[role][scheme], ROLES["paper"][scheme]) >= 4.5


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("en", "2 of 3 comments answer another, in threads up to two comments deep"),
        ("de", "2 von 3 Kommentaren antworten einem anderen, in Strängen bis zwei Kommentare tief"),
        ("fr", "2 commentaires sur 3 répondent à un autre, dans des fils profonds de deux commentaires au plus"),
        ("es", "2 de 3 comentarios responden a otro, en hilos de hasta dos comentarios de profundidad"),
    ],
)
def test_the_shape_of_a_discussion_is_told_by_its_counts(lang, title):
    one = read(b"id,parent,author,text\n1,,Ada,The bridge is shut.\n2,1,Bo,Since when?\n3,1,Cy,Again?\n")
    (entry,) = (entry for entry in entries() if entry.name == "thread-map")
    assert entry.make(View(Analysis(one)), catalogue(lang)).title == title


def sheet_of(name, view):
    (entry,) = (entry for entry in entries() if entry.name == name)
    return entry.make(view, SAY)


def table(*rows):
    """Make a view of a table of comments: (id, parent, author, text)."""
    lines = ["id,parent,author,text", *(",".join(row) for row in rows)]
    return View(Analysis(read("\n".join(lines).encode())))


@pytest.mark.parametrize(
    ("authors", "title"),
    [
        (("Ada",), "One name under one comment"),
        (("Ada", "Bo", ""), "No name stands under more than one comment"),
        (("Ada", "Ada", "Ada"), "All three comments with a name bear the same one"),
        (("Ada", "Ada", "Bo", "Bo"), "Every name stands under more than one comment"),
        (("Ada", "Ada", "Bo"), "One name stands under two comments, every other under one"),
        (("Ada", "Ada", "Bo", "Bo", "Cy"), "Two names stand under more than one comment, one under one"),
        (
            ("Ada",) * 40 + ("Bo", "Cy") * 10,
            "At least half of the comments with a name come from one of three names",
        ),
    ],
)
def test_participation_is_told_as_it_is(authors, title):
    view = table(*((str(at), "", name, f"The bridge is shut for day {at}.") for at, name in enumerate(authors)))
    assert sentence(sheet_of("participation", view).title) == title


def test_a_single_comment_is_spoken_of_as_one():
    view = table(("1", "", "Ada", "The bridge is shut."))
    assert sheet_of("thread-map", view).title == "One comment, and no answer"
    assert sheet_of("participation", view).reading.startswith("There is one name.")


def test_colours_are_explained_only_where_there_are_themes(views):
    assert "Colour" in sheet_of("thread-map", views[60]).reading
    assert "Colour" not in sheet_of("thread-map", table(("1", "", "Ada", "The bridge is shut."))).reading


def test_answers_that_are_left_out_begin_a_sentence():
    rows = [("1", "", "Ada", "Shut."), ("2", "1", "Bo", "Since when?"), ("3", "1", "", "Again?"), ("4", "1", "", "So?")]
    reading = sheet_of("reply-matrix", table(*rows)).reading
    assert reading.endswith(" Two answers from or to unsigned comments are left out.")


def test_comments_without_words_have_no_points_and_no_counts_of_words():
    one = analysis(20)
    silent = replace(one.discussion, comments=one.discussion.comments.with_columns(text=pl.lit("")))
    view = View(replace(one, discussion=silent))
    assert sheet_of("theme-sizes", view).title == "No comment has words"
    assert "words" not in sheet_of("participation", view).figure.to_json()
    assert "words" not in sheet_of("thread-sizes", view).figure.to_json()


def test_a_theme_of_several_discussions_is_no_theme_of_a_lone_comment():
    one = analysis(60)
    lone = one.discussion.comments.filter(pl.col("parent_id").is_null()).head(1)
    view = View(replace(one, discussion=replace(one.discussion, comments=lone)))
    title = sheet_of("theme-sizes", view).title
    assert title in {
        "One theme of the whole report comes up here",
        "No point was made by more than one commenter",
    }
    assert view.shared_themes == []


def test_themes_that_are_not_drawn_are_announced(views):
    from commentariat.reports.figures import theme_sizes

    view = views[4000]
    assert "are drawn" not in sheet_of("theme-sizes", view).reading
    few = len([rows for rows in view.theme_rows if rows.size]) - 2
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(theme_sizes, "SHOWN", few)
        assert f"The {few} largest are drawn; the table has all." in sheet_of("theme-sizes", view).reading


def test_where_every_comment_raises_a_theme_nothing_is_counted_out(views):
    view = views[60]
    themed = view.comments.filter(pl.Series(view.main_theme >= 0)).with_columns(parent_id=pl.lit(None, pl.String))
    full = View(replace(view.analysis, discussion=replace(view.analysis.discussion, comments=themed)))
    assert "Without a theme" in sheet_of("theme-sizes", view).reading
    assert "each raises at least one" in sheet_of("theme-sizes", full).reading


def test_what_answers_something_unknown_does_not_look_like_a_beginning():
    made = analysis(30)
    comments = made.discussion.comments
    roots = comments.filter(pl.col("parent_id").is_null())["comment_id"].to_list()
    basis = pl.when(pl.col("comment_id") == roots[1]).then(pl.lit("undecided")).otherwise("link_basis")
    view = View(replace(made, discussion=replace(made.discussion, comments=comments.with_columns(link_basis=basis))))
    before, after = thread_map.make(View(made), SAY), thread_map.make(view, SAY)
    assert len(after.figure.data) == len(before.figure.data) + 1
    stub = next(one for one in after.figure.data if one.mode == "lines" and min(one.x) < 0)
    assert list(stub.x)[:2] == [-thread_map.STUB, 0]
    assert "ends in nothing" in after.reading
    assert "ends in nothing" not in before.reading


@pytest.mark.parametrize(
    ("parents", "title"),
    [
        (("", "1", "2"), "One chain of answers holds all three comments"),
        (("", "1", "", "3"), "two chains of answers, none longer than two comments; nothing stands alone"),
        (("", "1", ""), "One chain of answers, two comments long; everything else stands alone"),
    ],
)
def test_what_stands_alone_is_told_only_where_something_does(parents, title):
    view = table(
        *(
            (str(at + 1), parent, f"Writer {at}", f"The bridge is shut for day {at}.")
            for at, parent in enumerate(parents)
        )
    )
    assert sheet_of("thread-map", view).title == title


def test_nobody_is_said_to_quote_nothing_where_there_are_no_words():
    one = full(160, seed=2)
    silent = replace(one.discussion, comments=one.discussion.comments.with_columns(text=pl.lit("")))
    view = View(replace(one, discussion=silent))
    assert sheet_of("uptake", view) is None
    assert drift_sentences(view, SAY) == []


def test_points_at_home_are_counted_on_the_map():
    points = pl.DataFrame({"theme": [0, 0, 1, -1], "x": [0.0, 0.9, 1.0, 0.5], "y": [0.0] * 4})
    centres = pl.DataFrame({"theme": [1, 0], "x": [1.0, 0.0], "y": [0.0, 0.0]})
    assert at_home(points, centres) == (2, 3)


def test_people_are_counted_as_one_group_only_where_answers_join_them():
    parents = {"Ada": "", "Bo": "1", "Cy": "2", "Di": "", "Ed": "4", "Flo": ""}
    rows = [
        (str(at + 1), parent, name, f"The bridge is shut for day {at}.")
        for at, (name, parent) in enumerate(parents.items())
    ]
    assert tied(table(*rows)) == (3, 5)


def test_the_largest_of_several_is_named_only_where_it_is_the_largest():
    views = [View(analysis(20), 0, 0, 1), View(analysis(20, seed=1), 20, 0, 2), View(analysis(14), 40, 0, 3)]
    assert compare_sizes.make(views, SAY).title == "3 discussions, none with more than 20 comments"
    assert "the largest on" in compare_sizes.make(views[1:], SAY).title


def test_few_comments_are_counted_in_whole_numbers():
    figure = draw("rhythm", analysis(12, seed=2))
    assert figure.data[0].y.max() < 4
    assert figure.layout.yaxis.dtick == 1
