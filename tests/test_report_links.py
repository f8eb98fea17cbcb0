"""How far replies are marked in the source, and how far words alone tell them, stands beside their count."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from commentariat.reports import build
from commentariat.reports.cli import commentariat as main
from commentariat.reports.figures.thread_map import mark_of
from commentariat.reports.links import aside, replies_known_by
from commentariat.reports.say import LANGUAGES, catalogue
from commentariat.reports.sentences_replies import replies
from commentariat.reports.structure_words import SENTENCES
from commentariat.reports.view import View
from tests.report_data import analysis
from tests.test_report_sentences import viewed

WORDS_ONLY = """The lamps of Aldmoor

Ada Marsh
12 March 2024 at 10:02
The lamps will ruin the ferry families, who have no other road to the market.

Bo Tarn
12 March 2024 at 10:10
Ada, the ferry families were paid twice over by the council last year.

Cy Dunn
12 March 2024 at 10:40
I drive over it each day and never saw a family on the ferry.
"""


def told(bases, lang="en", parents=(None, 0, 0, 1)):
    return replies(viewed(list(parents), link_basis=["root", *bases]), catalogue(lang))


def test_the_count_of_replies_says_what_it_rests_on():
    marked = told(["explicit", "nesting", "mention"])
    assert marked.startswith("Three comments answer another comment, as the source states;")
    worded = told(["inferred", "inferred", "quote"])
    assert worded.startswith("Three comments answer another comment, going by their words alone;")
    both = told(["mention", "inferred", "quote"])
    assert "comment: one as the source states and two going by their words alone;" in both
    assert "one as was set by hand" in told(["mention", "human", "mention"])
    assert told(["inferred"], parents=(None, 0)) == "One comment answers another, going by its words alone."


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("basis", ["explicit", "inferred", "human"])
def test_every_language_tells_the_three_ways_apart(lang, basis):
    alone, mixed = told([basis] * 3, lang), told([basis, "mention", "quote"], lang)
    others = {told([one] * 3, lang) for one in ("explicit", "inferred", "human") if one != basis}
    assert alone not in others
    assert "{" not in alone + mixed


def test_comments_without_a_parent_are_no_replies():
    view = viewed([None, 0, None, None], link_basis=["root", "inferred", "undecided", "missing"])
    assert replies_known_by(view.comments) == {"words": 1}


def test_a_terminal_adds_nothing_where_all_is_marked():
    marked = viewed([None, 0], link_basis=["root", "mention"]).comments
    both = viewed([None, 0, 0, 0], link_basis=["root", "mention", "inferred", "inferred"]).comments
    assert aside(marked) == ""
    assert aside(both) == " (1 as the source states, 2 going by their words alone)"


def test_parse_and_structure_say_it(tmp_path):
    source = tmp_path / "lamps.txt"
    source.write_text(WORDS_ONLY, "utf-8")
    parsed = CliRunner().invoke(main, ["parse", str(source), "--to", "csv"])
    assert re.search("answers? another, going by (its|their) words alone, read as", parsed.stderr)
    measured = CliRunner().invoke(main, ["structure", str(source)])
    assert re.search("answers? another comment, going by (its|their) words alone", measured.stdout)


@pytest.mark.parametrize(("comments", "mark"), [(40, None), (399, None), (400, "circle"), (3001, "square")])
def test_the_key_of_the_map_shows_the_marks_that_the_map_draws(comments, mark):
    view = View(analysis(comments))
    assert mark_of(view) == mark
    if comments <= 400:
        page = build([view.analysis])
        assert (b'data-mark="circle"' in page) == (mark == "circle")


def test_sentences_of_structure_say_what_is_averaged():
    """Virality counts the article as a vertex; reciprocity counts who answered whom, not couples."""
    virality = SENTENCES["Shape"]["structural_virality"]
    reciprocity = SENTENCES["Who answers whom"]["reciprocity"]
    assert "article" in virality
    assert "each direction" in reciprocity
