"""Sentences hold only where their condition does."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from commentariat.reports import Analysis
from commentariat.reports.say import catalogue
from commentariat.reports.sentences import RULES, at_a_glance
from commentariat.reports.view import View
from commentariat.threads.model import Article, Discussion, Source
from commentariat.threads.schema import comment_frame, empty_ledger
from tests.report_data import analysis

SAY = catalogue("en")
ARTICLE = Article(title="Tolls", paragraphs=("The council raised the toll on the old bridge. " * 12,))


def said(parents, texts=None, authors=None, *, article=ARTICLE, **columns):
    n = len(parents)
    depth = []
    for parent in parents:
        depth.append(0 if parent is None else depth[parent] + 1)
    frame = comment_frame(
        {
            "discussion_id": ["d"] * n,
            "comment_id": [f"c{at + 1}" for at in range(n)],
            "position": range(n),
            "parent_id": [None if one is None else f"c{one + 1}" for one in parents],
            "depth": depth,
            "author": authors or [f"Writer {at}" for at in range(n)],
            "author_basis": ["stated" if authors is None or authors[at] else "unknown" for at in range(n)],
            "text": texts or ["Some words."] * n,
            "deleted": [False] * n,
            "link_basis": ["root" if one is None else "mention" for one in parents],
            "link_confidence": [1.0] * n,
            **columns,
        }
    )
    view = View(Analysis(Discussion(article, frame, (), Source("x", "0", 0, "r", "1"), empty_ledger())))
    return " ".join(one.text for one in at_a_glance(view, SAY))


def test_chains_are_told_only_where_nobody_drew_two_answers():
    assert "nobody drew more than one answer" in said([None, 0, 1, None])
    forked = said([None, 0, 0, None])
    assert "nobody drew" not in forked
    assert "#1 drew the most, two" in forked


def test_remarks_side_by_side():
    assert "5 remarks side by side" in said([None] * 5)


def test_unsigned_and_inferred_are_counted():
    text = said(
        [None] * 4, authors=["Ada", "Ada", None, "Bo"], author_basis=["stated", "inferred", "unknown", "stated"]
    )
    assert "4 comments under two commenters’ names: one comment is attributed by inference and one is unsigned." in text


def test_the_exchange_with_most_words():
    texts = ["word " * 200, "word " * 150, *["Short."] * 6]
    assert "The exchange #1–#2 holds over half of all the words." in said([None, 0, *[None] * 6], texts)
    assert "over half of all the words" not in said([None, 0, *[None] * 6], ["word " * 9] * 8)


@pytest.mark.parametrize("word", ["I’m", "I've", "Don’t"])
def test_a_verb_that_hangs_on_a_word_makes_no_name(word):
    told = said([None] * 5, [f"Honestly {word} sure that the toll should go to Corvane."] * 5)
    assert "never mentions Corvane; the commenters do" in told


def test_names_that_the_article_lacks():
    texts = [
        "We all know that Brandel lied.",
        "Ask Brandel about it.",
        "No, that is not how it went.",
        "Yes, he did.",
        "The Council again.",
    ]
    assert "never mentions Brandel; the commenters do" in said([None] * 5, texts)
    known = ["We know Council lied.", "Ask Council now.", "a", "b", "c"]
    assert "never mentions" not in said([None] * 5, known)
    assert "never mentions" not in said([None] * 5, texts, article=Article(title="Tolls"))


def test_quoted_words_are_not_the_commenters_own():
    quote = [{"start": 0, "end": 30, "kind": "article"}]
    texts = ["We all know that Brandel lied. So", "We all know that Brandel lied. No", "a", "b", "c"]
    assert "Brandel" not in said([None] * 5, texts, quotes=[quote, quote, [], [], []])


def test_both_ends_needs_both_marks_on_every_reply():
    both = [
        {"kind": "back-reference", "ref": "c1", "weight": 0.9},
        {"kind": "lead-mention", "ref": "c1", "weight": 0.9},
    ]
    assert "printed at both ends" in said([None, 0, 1], link_evidence=[[], both, both])
    assert "printed at both ends" not in said([None, 0, 1], link_evidence=[[], both, both[:1]])


def test_without_dates_the_rhythm_cannot_be_told():
    assert "rhythm of the debate cannot be told" in said([None] * 3)
    dated = View(analysis(40))
    assert not any("rhythm" in one.text for one in at_a_glance(dated, SAY))


@pytest.mark.parametrize("count", [1, 2, 5, 14, 19])
def test_small_discussions_hear_of_no_share_trend_or_chance(count):
    text = " ".join(one.text for one in at_a_glance(View(analysis(count, dated=False)), SAY))
    for word in ("%", "trend", "Gini", "chance", "camp", "readers", "average"):
        assert word not in text


def test_at_most_eight_sentences_and_the_lacking_last():
    told = at_a_glance(View(analysis(400)), SAY)
    assert len(told) <= 9
    assert [one.lacking for one in told] == sorted(one.lacking for one in told)


def test_every_rule_names_a_figure_that_exists():
    from commentariat.reports.figures import entries

    names = {entry.name for entry in entries()}
    assert {figure for _, figure, _ in RULES if figure} <= names


def test_a_page_that_counted_more_is_told_apart():
    made = analysis(20)
    source = replace(made.discussion.source, capture=replace(made.discussion.source.capture, claimed=35))
    view = View(replace(made, discussion=replace(made.discussion, source=source)))
    assert any("counted 35 comments; this copy of it holds 20" in one.text for one in at_a_glance(view, SAY))


def test_a_lone_named_theme_without_answer():
    made = analysis(6, seed=2)
    themes = made.themes
    alone = themes.themes.head(1).with_columns(
        theme=pl.lit("Plateau"), basis=pl.lit("named"), raised_once=pl.lit(value=True), comments=pl.lit(1, pl.UInt32)
    )
    view = View(replace(made, themes=replace(themes, themes=alone)))
    assert any("“Plateau” was raised once" in one.text for one in at_a_glance(view, SAY))


def test_removed_comments_are_counted():
    text = said([None] * 4, deleted=[True, False, True, False])
    assert "Two comments were removed or collapsed by the site." in text
    assert "removed" not in said([None] * 4)


def test_a_source_without_words_says_so():
    assert "holds no words of the comments" in said([None, 0], texts=["", ""])
    assert "holds no words" not in said([None, 0])


@pytest.mark.parametrize(("lang", "quoted"), [("en", "“Plateau”"), ("de", "„Plateau“"), ("fr", "« Plateau »")])
def test_a_named_theme_that_nobody_raised_is_not_passed_over(lang, quoted):
    made = analysis(6, seed=2)
    absent = made.themes.themes.head(1).with_columns(
        theme=pl.lit("Plateau"), basis=pl.lit("named"), raised_once=pl.lit(value=True), comments=pl.lit(0, pl.UInt32)
    )
    view = View(replace(made, themes=replace(made.themes, themes=absent)))
    assert any(quoted in one.text for one in at_a_glance(view, catalogue(lang)))
