"""Each JSON, XML, mail and table format, on a small source: who, whom to, when, and what is left."""

from __future__ import annotations

import base64
import json

import pytest

from commentariat.threads import read
from commentariat.threads.schema import check_comments

from .fixtures import fixture

#: platform: parents in order, authors in order (``-`` is nobody), deleted in order (1 is deleted).
EXPECTED = {
    "4chan": ("- 100001 100001", "Anonymous Anonymous Anonymous", "000"),
    "activitypub": ("- https://fed.example/n/1 -", "ann bob -", "001"),
    "bluesky": ("- at://x/1 at://x/2 at://x/2", "Ann Bob Ann -", "0001"),
    "civil-comments": ("- 1", "- -", "00"),
    "commento": ("- aa", "Ann Bob", "00"),
    "convokit": ("- k1", "ann bob", "00"),
    "coral": ("- c1", "ann bob", "00"),
    "devto": ("- k1", "Ann -", "01"),
    "discord": ("- 10", "Ann Bob", "00"),
    "discourse": ("- - 2", "ann bob ann", "000"),
    "disqus-api": ("- 1 2", "Ann Bob Cat", "001"),
    "echo": ("- https://echo.example/item/1", "Ann Bob", "00"),
    "facebook-graph": ("- 900_1", "Ann_Reed Bob_Hill", "00"),
    "facebook-plugin": ("- 77_1", "Ann_Reed Bob_Hill", "00"),
    "fastcomments": ("- f1", "Ann Bob", "00"),
    "github": ("- 1", "ann bob", "00"),
    "gitlab": ("- 901 901 -", "Ann Bob Ann Bob", "0000"),
    "guardian-json": ("- 1 2", "ann bob cat", "001"),
    "hn-algolia": ("- 11 12", "ann bob -", "001"),
    "hn-firebase": ("- 11 12", "ann bob -", "001"),
    "instagram-graph": ("- 1", "ann bob", "00"),
    "instagram-web": ("- 1", "ann bob", "00"),
    "isso": ("- 1", "Ann -", "00"),
    "json-guess": ("- c1", "Ann Bob", "00"),
    "lemmy": ("- 21 22", "ann bob cat", "001"),
    "livefyre": ("- 1 -", "Ann Bob -", "001"),
    "mastodon": ("- - 3", "Ann Bob Ann", "000"),
    "nested-json": ("- c1", "Ann Bob", "00"),
    "nyt": ("- 1", "ann bob", "00"),
    "openweb": ("- sp_c1", "Ann Bob", "00"),
    "peertube": ("- 1 2", "Ann Bob -", "001"),
    "pushshift": ("- a1 -", "ann bob ann", "000"),
    "reddit-json": ("- a1 a2", "ann bob -", "001"),
    "remark42": ("- r1 r1", "ann bob cat", "001"),
    "soundcloud": ("- -", "Ann Bob", "00"),
    "stackexchange-api": ("- -", "Ann Bob", "00"),
    "substack": ("- 1 2", "Ann Bob -", "001"),
    "telegram": ("- 2", "Ann Bob", "00"),
    "viafoura": ("- v1", "Ann Bob", "00"),
    "wordpress-com": ("- 1", "Ann Bob", "00"),
    "wordpress-rest": ("- 1 -", "Ann Bob Ann", "000"),
    "youtube-api": ("- U1", "ann bob", "00"),
    "youtube-innertube": ("- U1", "@ann @bob", "00"),
    "yt-dlp": ("- U1", "@ann @bob", "00"),
    "lobsters-json": ("- 1", "Ann Bob", "00"),
    "habr": ("- 1", "Ann Bob", "00"),
    "bilibili": ("- 1", "Ann Bob", "00"),
    "vk": ("- 1", "Ann Bob", "00"),
    "ghost": ("- 1", "Ann Bob", "00"),
    "cusdis": ("- 1", "Ann Bob", "00"),
    "waline": ("- 1", "Ann Bob", "00"),
    "artalk": ("- 1", "Ann Bob", "00"),
    "twikoo": ("- 1", "Ann Bob", "00"),
    "slack": ("- 1399108360.0001", "Ann Bob", "00"),
    "jira": ("- -", "Ann Bob", "00"),
    "gerrit": ("- 1", "Ann Bob", "00"),
    "todoist": ("- -", "Ann Bob", "01"),
    "tiktok-json": ("- 1", "Ann Bob", "00"),
    "zhihu": ("- 1", "Ann Bob", "00"),
    "discussion-tools": ("- c-1", "Ann Bob", "00"),
    "weibo": ("- 1", "Ann Bob", "00"),
    "hypothesis": ("- kQ1aEJ kQ1bEJ", "Maren_Oyle tobias Maren_Oyle", "000"),
    "x-api": ("- 900", "Ann Bob", "00"),
    "blogger-export": ("- 200001", "Ann Bob", "00"),
    "comment-feed": ("1 -", "Bob Ann", "00"),
    "xml-guess": ("- 701 -", "Ann Bob Cat", "000"),
    "disqus-export": ("- 1", "Ann Bob", "01"),
    "wxr": ("- 1", "Ann Bob", "01"),
    "civil-comments-csv": ("- 1", "- -", "01"),
    "socc-csv": ("- source1_31_0", "Ann Bob", "00"),
    "table": ("- 1", "Ann Bob", "00"),
    "mail": ("- 1@mill.example 1@mill.example", "Ann_Björk Bob Bob", "000"),
}
CARRIERS = ("json", "xml", "table", "mail")


def of(platform):
    return read(next(path for carrier in CARRIERS if (path := fixture(carrier, platform)) is not None))


@pytest.mark.parametrize("platform", EXPECTED)
def test_parents_authors_and_places(platform):
    discussion = of(platform)
    comments = discussion.comments
    check_comments(comments)
    assert discussion.source.reader == platform
    parents, authors, deleted = EXPECTED[platform]
    assert " ".join(one or "-" for one in comments["parent_id"]) == parents
    assert " ".join((one or "-").replace(" ", "_") for one in comments["author"]) == authors
    assert "".join(str(int(one)) for one in comments["deleted"]) == deleted
    assert discussion.source.capture.read == comments.height


@pytest.mark.parametrize(
    "platform", [name for name in EXPECTED if name not in ("youtube-innertube", "activitypub", "bluesky")]
)
def test_times_are_told(platform):
    assert of(platform).comments["created"].null_count() == 0


def test_relative_times_stay_as_displayed():
    row = of("youtube-innertube").comments.row(0, named=True)
    assert (row["created"], row["created_basis"]) == (None, "relative")
    assert row["created_text"] == "2 years ago (edited)"
    assert row["score"] == 1200


def test_bodies_become_plain_text_with_paragraphs():
    assert of("hn-firebase").comments["text"][0] == "The mill stream is drying up.\n\nThe council knows it."
    assert of("reddit-json").comments["text"][0].endswith("Bread & water.")
    assert of("nyt").comments["text"][0].endswith("\nSo there.")
    assert of("telegram").comments["text"][0] == "The stream is drying up."


def test_a_parent_outside_the_source_is_missing_and_no_root():
    comments = of("wordpress-rest").comments
    assert comments["link_basis"].to_list() == ["root", "explicit", "missing"]
    assert comments["stated_parent"][2] == "99"
    assert of("mastodon").comments["link_basis"].to_list() == ["root", "missing", "explicit"]


def test_the_article_and_the_capture_are_read():
    guardian = of("guardian-json")
    assert guardian.article.title == "The mill stream"
    assert guardian.article.url == "https://news.example/mill"
    capture = guardian.source.capture
    assert (capture.claimed, capture.read, capture.sort_order, capture.pages) == (40, 3, "chronological", "1 of 3")
    assert capture.moderation == {"blocked": 1}
    reddit = of("reddit-json")
    assert (reddit.source.capture.claimed, reddit.source.capture.more) == (5, 1)
    assert reddit.article.paragraphs == ("Who has seen it?",)
    assert "more" in {note.code for note in reddit.notes}
    assert of("wxr").article.paragraphs == ("A walk along the stream.", "It was low.")


def test_what_no_column_holds_is_kept():
    extra = json.loads(of("soundcloud").comments["extra"][0])
    assert extra["timestamp"] == 4200
    assert json.loads(of("livefyre").comments["extra"][2])["marks"] == ["deleted"]
    assert json.loads(of("reddit-json").comments["extra"][2])["placeholder"] == "[removed]"


def test_pingbacks_are_no_comments_and_are_counted():
    discussion = of("wxr")
    assert discussion.source.capture.moderation["dropped: pingbacks and trackbacks"] == 1
    assert "dropped" in {note.code for note in discussion.notes}


def test_mail_quotes_and_headers():
    mail = of("mail")
    assert mail.article.title == "The stream"
    assert mail.comments["text"][0].endswith("\nFrom the bridge you can see it.")
    assert mail.comments["quotes"][1][0]["source_id"] == "1@mill.example"
    assert "duplicate-id" in {note.code for note in mail.notes}
    assert mail.comments["author_id"].to_list() == ["ann@mill.example", "bob@mill.example", "bob@mill.example"]


def test_guesses_are_noted():
    assert "columns-guessed" in {note.code for note in of("table").notes}
    assert "keys-guessed" in {note.code for note in of("json-guess").notes}


def _wrapped(text):
    yield "module", f"// saved\nexport const answer: Answer = {text};\n"
    yield "script", f"window.__data = {text}; start();"
    yield "document", f"# An answer\n\nIt looks like this:\n\n```json\n{text}\n```\n"
    yield "recording", json.dumps({"request": {"url": "x"}, "response": {"responseBody": text}})
    yield (
        "har",
        json.dumps({"log": {"entries": [{"response": {"content": {"mimeType": "application/json", "text": text}}}]}}),
    )
    packed = base64.b64encode(text.encode()).decode()
    yield "packed", json.dumps({"log": [{"content": {"encoding": "base64", "text": packed}}]})
    yield (
        "cassette",
        "interactions:\n- response:\n    body:\n      string: '" + text.replace("'", "''") + "'\n    headers: {}\n",
    )
    yield "exchange", "GET\nmill.example\n200\n[('content-type', 'application/json')]\n" + text + "\n"


@pytest.mark.parametrize(
    "wrapper", ["module", "script", "document", "recording", "har", "packed", "cassette", "exchange"]
)
def test_answers_are_found_in_what_people_save_them_in(wrapper):
    plain = fixture("json", "mastodon").read_text("utf-8")
    source = dict(_wrapped(json.dumps(json.loads(plain))))[wrapper]
    assert read(source.encode()).comments.equals(of("mastodon").comments)


def test_a_script_literal_need_not_be_json():
    source = """export const talk = {
      comments: [ // two of them
        { commentID: 1, commentBody: 'It\\'s dry', userDisplayName: "Ann", parentID: null, createDate: '1577959200', },
        { commentID: 2, commentBody: `Not\\u0020yet`, userDisplayName: 'Bob', parentID: 1, createDate: '1577959300' },
      ],
    };"""
    comments = read(source.encode()).comments
    assert comments["text"].to_list() == ["It's dry", "Not yet"]
    assert comments["parent_id"].to_list() == [None, "1"]
