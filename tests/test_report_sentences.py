"""Sentences hold only where their condition does."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from commentariat.reports import Analysis
from commentariat.reports.say import LANGUAGES, catalogue
from commentariat.reports.sentences import RULES, at_a_glance
from commentariat.reports.view import View
from commentariat.threads.model import Article, Discussion, Source
from commentariat.threads.schema import comment_frame, empty_ledger
from tests.report_data import analysis

SAY = catalogue("en")
ARTICLE = Article(title="Tolls", paragraphs=("The council raised the toll on the old bridge. " * 12,))


def said(parents, texts=None, authors=None, **columns):
    return " ".join(one.text for one in at_a_glance(viewed(parents, texts, authors, **columns), SAY))


def viewed(parents, texts=None, authors=None, *, article=ARTICLE, **columns):
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
    return View(Analysis(Discussion(article, frame, (), Source("x", "0", 0, "r", "1"), empty_ledger())))


def test_chains_are_told_only_where_no_comment_drew_two_answers():
    assert "no comment drew more than one answer" in said([None, 0, 1, None])
    forked = said([None, 0, 0, None])
    assert "drew more than one" not in forked
    assert "#1 drew the most, two" in forked


def test_a_single_answer_is_no_chain():
    text = said([None, 0, None])
    assert "One comment answers another, as the source states." in text
    assert "chain" not in text


def test_remarks_side_by_side():
    assert "five remarks side by side" in said([None] * 5)


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


@pytest.mark.parametrize("word", ["Thanks", "July", "Politely"])
def test_a_common_word_in_large_letters_is_no_name(word):
    texts = [
        f"So many of them, {word} as it was, wrote to Brandel and to the others about it.",
        "It was polite and quiet there.",
    ] * 3
    assert "never mentions Brandel; the commenters do" in said([None] * 6, texts)


def test_a_language_that_writes_nouns_large_tells_no_names():
    texts = [
        "da war auch noch das eine und andere, wie man so sagt, und nicht zuletzt die ganze Entwicklung von damals",
        "es ist ja schon so, dass man das alles nicht mehr ohne die Entwicklung denken kann und auch nicht soll",
    ] * 3
    assert "never mentions" not in said([None] * 6, texts)


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


def test_at_most_six_sentences_and_the_lacking_last():
    told = at_a_glance(View(analysis(400)), SAY)
    assert sum(not one.lacking for one in told) <= 6
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


@pytest.mark.parametrize(
    ("lang", "quoted"), [("en", "“Plateau”"), ("de", "„Plateau“"), ("fr", "«\u00a0Plateau\u00a0»")]
)
def test_a_named_theme_that_nobody_raised_is_not_passed_over(lang, quoted):
    made = analysis(6, seed=2)
    absent = made.themes.themes.head(1).with_columns(
        theme=pl.lit("Plateau"), basis=pl.lit("named"), raised_once=pl.lit(value=True), comments=pl.lit(0, pl.UInt32)
    )
    view = View(replace(made, themes=replace(made.themes, themes=absent)))
    assert any(quoted in one.text for one in at_a_glance(view, catalogue(lang)))


def test_a_person_who_drew_two_answers_drew_them_to_two_comments():
    text = said([None, 0, None, 2], authors=["Ada", "Bo", "Ada", "Cy"])
    assert "no comment drew more than one answer" in text
    assert "nobody" not in text


def test_an_answer_to_what_is_not_here_is_not_called_undecided():
    text = said([None] * 4, link_basis=["root", "missing", "missing", "undecided"])
    assert "Two comments answer a comment that is not in the source." in text
    assert "For one comment it could not be told whom it answers." in text


def test_how_sure_the_places_are():
    sure = said([None, 0, 0, 0])
    assert "not certain" not in sure
    odds = said([None, 0, 0, 0], link_confidence=[1.0, 0.95, 0.4, 0.6])
    assert "The place of 2 of 4 comments is not certain; going by the probabilities, about one of these" in odds
    assert "The place of 1 of 4 comments is not certain." in said(
        [None, 0, 0, 0], link_confidence=[1.0, 1.0, 1.0, 0.88]
    )


def test_the_likeliest_parents_alone_do_not_count_the_replies():
    made = analysis(40, seed=1)
    shown = made.discussion.comments["parent_id"].is_not_null().sum()

    def ranged(low, high):
        held = pl.DataFrame(
            {"metric": ["replies"], "value": [float(shown)], "low": [float(low)], "high": [float(high)]}
        )
        return " ".join(one.text for one in at_a_glance(View(replace(made, metrics=held)), SAY))

    assert f"{shown + 3} to {shown + 9} comments answer another comment: more than the {shown}" in ranged(
        shown + 3, shown + 9
    )
    assert f"{shown - 2} to {shown + 1} comments answer another comment." in ranged(shown - 2, shown + 1)
    assert "fewer than" in ranged(shown - 5, shown - 2)
    assert "Weighing" not in ranged(shown, shown)


def test_scores_promise_no_number_of_errors():
    from commentariat.threads.model import Note

    frame = analysis(8).discussion
    weak = frame.comments.with_columns(link_confidence=pl.lit(0.5, pl.Float32))
    view = View(Analysis(replace(frame, comments=weak, notes=(Note("induced-layout", "…", None),))))
    text = " ".join(one.text for one in at_a_glance(view, SAY))
    assert "The place of 8 of 8 comments is not certain. How often links are right in a text" in text
    assert "going by the probabilities" not in text


def test_an_id_without_a_name_is_a_commenter_and_not_unsigned():
    text = said([None, None, None], authors=[None] * 3, author_id=["u7", "u7", "u9"], author_basis=["stated"] * 3)
    assert "3 comments by two commenters." in text
    assert "unsigned" not in text


def test_the_unsigned_may_be_one_person():
    made = analysis(30, seed=3)
    nobody = made.discussion.comments.with_columns(
        author=pl.lit(None, pl.String), author_id=pl.lit(None, pl.String), author_basis=pl.lit("unknown")
    )
    text = " ".join(
        one.text for one in at_a_glance(View(replace(made, discussion=replace(made.discussion, comments=nobody))), SAY)
    )
    assert "raised in more than one comment" in text
    assert "more than one commenter" not in text


def test_words_are_counted_where_no_space_parts_them():
    made = analysis(3)
    texts = ["谢谢你的资料", "two words — and three more", "カード 42"]
    view = View(
        replace(
            made,
            discussion=replace(made.discussion, comments=made.discussion.comments.with_columns(text=pl.Series(texts))),
        )
    )
    assert view.words.tolist() == [6, 5, 4]


def changes(order, *rows):
    """Rows of the drift table ``tests``: (what, effect, p)."""
    return pl.DataFrame(
        [
            ("d", what, order, "all", "", 0.1, 0.0, effect, effect - 0.1, effect + 0.1, p, p, 40, "ok")
            for what, effect, p in rows
        ],
        schema=[
            "discussion_id",
            "test",
            "order",
            "links",
            "null",
            "observed",
            "expected",
            "effect",
            "low",
            "high",
            "p",
            "p_family",
            "cases",
            "status",
        ],
        orient="row",
    )


def drifted(tests, **manifest):
    from commentariat.embeddings.tables import Drift
    from commentariat.reports.sentences_drift import drift_sentences

    made = analysis(20)
    view = View(replace(made, second=None, drift=Drift({"tests": tests}, manifest=manifest)))
    return " ".join(one.text for one in drift_sentences(view, SAY))


def test_no_article_no_distance_from_it():
    assert "neither the distance from the article nor" in drifted(
        changes("clock", ("distance from the article changes", 0.1, 0.9))
    )
    text = drifted(changes("clock", ("share of the ferry changes", 0.1, 0.9)))
    assert "article" not in text
    assert "no theme’s share changes measurably" in text


def test_without_dates_nothing_changes_over_time():
    moved = changes("clock", ("share of the ferry changes", 0.3, 0.001))
    assert "in the order of the source, the share of “the ferry” grows." in drifted(moved, order="source order")
    assert "From the first opening comment to the last, the share" in drifted(moved, order="clock")


def test_a_theme_of_the_tests_that_no_figure_shows_is_explained():
    assert "may be missing from the list" not in drifted(changes("clock", ("share of the ferry changes", 0.3, 0.001)))
    assert "may be missing from the list" in drifted(changes("clock", ("share of the moon changes", 0.3, 0.001)))


def test_what_there_is_nothing_to_compare_with_names_no_reader():
    from commentariat.reports.figures import depth_profile
    from commentariat.threads.metrics import depth_profile as measured

    made = analysis(80)
    for why in ("no growth parameters for slashdot-text", "wiki_talk is known up to 64 comments, there are 80"):
        depths = measured(made.discussion).with_columns(note=pl.lit(f"no yardstick: {why}"))
        reading = depth_profile.make(View(replace(made, depths=depths)), SAY).reading
        assert "There is nothing to compare it with" in reading
        assert "_" not in reading
        assert "slashdot" not in reading


@pytest.mark.parametrize("name", ["thread-sizes", "depth-profile", "reply-matrix", "reply-network"])
def test_a_figure_that_counts_links_says_when_many_are_not_certain(name):
    from commentariat.reports.figures import entries
    from commentariat.threads.metrics import depth_profile as measured

    make = next(entry for entry in entries() if entry.name == name).make
    made = analysis(120, seed=5)
    made = replace(made, depths=measured(made.discussion))
    for sure, told in ((1.0, False), (0.5, True)):
        comments = made.discussion.comments.with_columns(link_confidence=pl.lit(sure, pl.Float32))
        sheet = make(View(replace(made, discussion=replace(made.discussion, comments=comments))), SAY)
        assert ("The place of 120 of 120 comments" in sheet.reading) is told


def test_the_most_answers_are_somebodys_only_where_nobody_else_has_as_many():
    tied = said([None, 0, 0, None, 3, 3])
    assert "no comment drew more than two" in tied
    assert "drew the most" not in tied
    assert "#1 drew the most, three" in said([None, 0, 0, 0, None, 4, 4])


def test_what_may_be_an_answer_is_no_remark_of_its_own():
    text = said([None] * 3, link_basis=["root", "undecided", "root"])
    assert "No comment is marked as an answer to another." in text
    assert "side by side" not in text
    assert "Nobody answered it." in said([None], link_basis=["missing"])


def test_one_name_under_more_than_half_is_not_said_to_have_half():
    text = said([None] * 60, authors=["Ada"] * 40 + [f"Writer {at}" for at in range(20)])
    assert "At least half of the comments with a name come from one of 21 names." in text


@pytest.mark.parametrize(
    ("parents", "basis", "told"),
    [
        ([None] * 3, ["root"] * 3, "thread-map.title.none"),
        ([None] * 3, ["root", "undecided", "root"], "thread-map.title.none.open"),
        ([None, 0, None], ["root", "mention", "root"], "thread-map.title.chains"),
        ([None, 0, None], ["root", "mention", "undecided"], "thread-map.title.chains.open"),
    ],
)
def test_the_map_claims_nothing_of_what_is_undecided(parents, basis, told):
    from commentariat.reports.figures import thread_map

    view = viewed(parents, link_basis=basis)
    assert thread_map.make(view, SAY).title == SAY(told, n=1 if 0 in parents else 3, chains="one", longest="two")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_of_several_is_told_in_the_singular(lang):
    say = catalogue(lang)
    for key in ("depth-profile.title", "glance.unanswered", "theme-map.title", "participation.title"):
        assert say(key, n=1, part=1, whole=9, share="1/9", people=9, few="x") != say(
            key, n=2, part=1, whole=9, share="1/9", people=9, few="x"
        ) or (lang == "en" and key == "glance.unanswered")


@pytest.mark.parametrize(
    ("model", "language", "told"),
    [
        ("all-MiniLM-L6-v2", "de", True),
        ("all-MiniLM-L6-v2", "en", False),
        ("multilingual", "de", False),
    ],
)
def test_a_model_made_for_another_language_is_said_so(model, language, told):
    made = analysis(30, seed=2)
    themes = replace(made.themes, manifest={"model": model, "language": language})
    lacking = [one.text for one in at_a_glance(View(replace(made, themes=themes)), SAY) if one.lacking]
    assert any("do not look like English" in one for one in lacking) == told
