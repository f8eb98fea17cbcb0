"""Every HTML platform reads its fixture: who said what, when, and to whom."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commentariat import threads
from commentariat.threads import registry

FIXTURES = Path(__file__).parent / "fixtures" / "html"
EXPECTED = json.loads((FIXTURES / "expected.json").read_text("utf-8"))
#: Fixtures that show a further variant of a platform.
VARIANTS = {
    "wordpress-flat-depth": "wordpress",
    "smf-1.1": "smf",
    "smf-2.0": "smf",
    "smf-2.1": "smf",
    "punbb": "fluxbb",
    "phpbb-subsilver2": "phpbb",
    "phpbb-2": "phpbb",
    "phpbb-2-rows": "phpbb",
    "slashdot-2006": "slashdot",
    "livejournal-bar": "livejournal",
    "livejournal-table": "livejournal",
    "livejournal-threads": "livejournal",
    "dreamwidth": "livejournal",
    "drupal-6": "drupal",
    "wordpress-avada": "wordpress",
    "wordpress-thesis": "wordpress",
    "movable-type-3": "typepad",
    "guardian-2020": "guardian",
    "flarum-crawler": "flarum",
    "vbulletin-5": "vbulletin",
    "redmine-board": "redmine",
    "bugzilla-3": "bugzilla-html",
    "wordpress-threaded-2006": "wordpress",
    "drupal-anchors-items": "drupal-anchors",
    "goodreads-2012": "goodreads",
    "vanilla-opening": "vanilla",
    "discuz-7": "discuz",
    "discuz-5": "discuz",
    "woltlab-3": "woltlab",
}
HTML = [platform for platform in registry.platforms() if platform.carrier == "html"]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_fixture_is_read_as_it_should_be(name: str) -> None:
    discussion = threads.read(FIXTURES / f"{name}.html")
    comments = discussion.comments
    assert discussion.source.reader == VARIANTS.get(name, name)
    assert comments["comment_id"].to_list() == [row[0] for row in EXPECTED[name]]
    assert comments["parent_id"].to_list() == [row[1] for row in EXPECTED[name]]
    assert comments["author"].to_list() == [row[2] for row in EXPECTED[name]]
    for row, text, created in zip(EXPECTED[name], comments["text"], comments["created"], strict=True):
        assert row[3] is None or text == row[3]
        assert (created.strftime("%Y-%m-%dT%H:%M:%S") if created else None) == row[4]
    for parent, evidence in zip(comments["parent_id"], comments["link_evidence"], strict=True):
        # Whatever is linked says why, and a root has nothing to say.
        assert (parent in [one["ref"] for one in evidence]) if parent else not len(evidence)


@pytest.mark.parametrize("platform", HTML, ids=lambda platform: platform.name)
def test_every_platform_has_a_fixture_and_says_what_it_keeps(platform: object) -> None:
    assert platform.name in EXPECTED
    assert len(platform.doc) > 30
    assert set(platform.keeps) <= set(threads.COMMENT_SCHEMA) | set(getattr(platform, "extra", ()))


def test_the_article_is_read_beside_the_comments() -> None:
    article = threads.read(FIXTURES / "wordpress.html").article
    assert article.title == "The lantern on the quay"
    assert article.paragraphs == (
        "The harbour office hung a lantern at the end of the quay, and nobody agreed about its colour.",
    )


def test_quotations_that_name_a_comment_keep_it() -> None:
    comments = threads.read(FIXTURES / "xenforo.html").comments
    quote = comments["quotes"][1][0]
    text = comments["text"][1]
    assert quote["source_id"] == "251"
    assert text[quote["start"] : quote["end"]] == "Green is the colour of a safe quay."


def test_pingbacks_menus_and_forms_are_no_comments() -> None:
    discussion = threads.read(FIXTURES / "wordpress.html")
    assert discussion.comments.height == 3
    assert any(note.code == "not-a-comment" for note in discussion.notes)
    assert discussion.source.capture.claimed == 3


def test_a_flat_list_leaves_links_open() -> None:
    comments = threads.read(FIXTURES / "blogger-flat.html").comments
    assert comments["link_basis"].to_list() == ["root", "undecided"]


def test_mined_links_are_never_certain() -> None:
    discussion = threads.read(FIXTURES / "html-mined.html")
    assert discussion.comments["link_confidence"].max() < 1
    assert any(note.code == "mined" for note in discussion.notes)


def test_removed_comments_keep_their_place() -> None:
    comments = threads.read(FIXTURES / "reddit-old.html").comments
    assert comments["deleted"].to_list() == [False, False, True]


REMOVED = {
    "reddit": """<shreddit-comment author="[deleted]" thingid="t1_1" depth="0"><div slot="comment">
        <p>Comment deleted by user</p></div></shreddit-comment>
        <shreddit-comment author="Osk" thingid="t1_2" parentid="t1_1" depth="1"><div slot="comment">
        <p>Words that stay.</p></div></shreddit-comment>""",
    "disqus": """<ul id="post-list"><li class="post" id="post-1"><div data-role="post-content">
        <p>This comment was deleted.</p></div><ul class="children"><li class="post" id="post-2">
        <span class="author">Osk</span><div class="post-message"><p>Words that stay.</p></div></li></ul></li></ul>""",
}


@pytest.mark.parametrize("name", sorted(REMOVED))
def test_what_stands_for_a_removed_comment_is_neither_name_nor_words(name: str) -> None:
    discussion = threads.read(f"<html><body>{REMOVED[name]}</body></html>".encode())
    comments = discussion.comments
    assert discussion.source.reader == name
    assert comments["author"].to_list() == [None, "Osk"]
    assert comments["text"].to_list() == ["", "Words that stay."]
    assert comments["deleted"].to_list() == [True, False]
    assert comments["parent_id"].to_list() == [None, "1"]
