"""Records that lie where comments do and lack a part of one: they keep their place, or a note counts them."""

import json
from functools import reduce

import pytest

from commentariat import threads
from tests.fixtures import fixture

LIVE = "continuationContents.liveChatContinuation.actions.2.addChatItemAction.item"


def _without(platform: str, path: str) -> bytes:
    """A fixture with one key taken from one of its records."""
    source = fixture("json", platform)
    assert source is not None
    value = json.loads(source.read_bytes())
    *steps, key = path.split(".")
    del reduce(lambda held, step: held[int(step) if isinstance(held, list) else step], steps, value)[key]
    return json.dumps(value).encode()


def _ids(source) -> list[str]:
    return threads.read(source).comments["comment_id"].to_list()


@pytest.mark.parametrize(
    ("platform", "path"),
    [
        ("coral", "data.story.comments.edges.0.node.replies.edges.0.node.createdAt"),  # an answer among no other
        ("fastcomments", "comments.0.children.0.commenterName"),
        ("youtube-live-chat", f"{LIVE}.liveChatTextMessageRenderer.authorExternalChannelId"),  # each is wrapped
        ("habr", "comments.8.parentId"),  # a map of ids
        ("gitlab", "1.notes.1.noteable_type"),  # the key says what the record is
        ("instagram-graph", "data.0.timestamp"),  # beside nothing but its own answer
    ],
)  # fmt: skip
def test_what_lies_where_comments_do_is_one_without_a_key(platform: str, path: str) -> None:
    assert _ids(_without(platform, path)) == _ids(fixture("json", platform))


def test_what_has_all_but_one_of_the_keys_beside_it_is_no_article() -> None:
    said = [{"id": f"1_{at}", "message": f"Words of number {at}.", "created_time": "2020-01-02"} for at in range(4)]
    whole = _ids(json.dumps({"data": said}).encode())
    del said[2]["created_time"]
    assert _ids(json.dumps({"data": said}).encode()) == whole == ["1_0", "1_1", "1_2", "1_3"]


@pytest.mark.parametrize(
    ("platform", "path"),
    [
        ("jira", "comments.0.body"),
        ("discord", "messages.1.content"),
        ("waline", "data.0.children.0.comment"),
        ("zhihu", "data.0.child_comments.0.content"),
    ],
)
def test_a_comment_whose_words_are_gone_keeps_its_place(platform: str, path: str) -> None:
    source = _without(platform, path)
    assert _ids(source) == _ids(fixture("json", platform))
    assert threads.read(source).comments["text"].to_list().count("") == 1


def test_the_key_of_an_answer_may_be_gone_as_well() -> None:
    found = threads.read(_without("coral", "data.story.comments.edges.0.node.replies.edges.0.node.createdAt"))
    assert found.comments["parent_id"].to_list() == [None, "c1"]
    assert found.comments["created"].to_list()[1] is None


@pytest.mark.parametrize("platform", ["hangouts", "telegram", "matrix"])
def test_what_happened_between_messages_is_counted(platform: str) -> None:
    notes = {note.code: note.message for note in threads.read(fixture("json", platform)).notes}
    assert notes["unlike"] == "1 record among the comments is of another kind and was left out."


def _said(number: int, **more: object) -> dict[str, object]:
    return {"id": number, "user": {"login": f"u{number}"}, "body": f"Words of number {number}.",
            "created_at": f"2020-01-0{number}T10:00:00Z", "html_url": f"https://x.example/1#issuecomment-{number}",
            "issue_url": "https://x.example/1", "author_association": "NONE", **more}  # fmt: skip


def test_several_of_another_kind_are_counted_and_the_thing_itself_is_not() -> None:
    closed = {"id": 7, "user": {"login": "u1"}, "created_at": "2020-01-05T10:00:00Z", "event": "closed", "commit": "a"}
    issue = {**_said(9, title="A heading"), "comments_url": "https://x.example/1/comments"}
    del issue["issue_url"]
    found = threads.read(json.dumps([issue, _said(1), closed, _said(2), {**closed, "id": 8}]).encode())
    assert found.comments["comment_id"].to_list() == ["1", "2"]
    assert [note.message for note in found.notes if note.code == "unlike"] == [
        "2 records among the comments are of another kind and were left out."
    ]


def test_an_address_tells_which_comment_it_is() -> None:
    said = [
        {"message": f"Words of number {at}.", "created_time": "2020-01-02T10:00:00+0000", "like_count": 0,
         "comment_count": 0, "permalink_url": f"https://www.facebook.com/1/posts/2/?comment_id={at + 10}"}
        for at in range(4)
    ]  # fmt: skip
    del said[2]["created_time"]
    assert _ids(json.dumps({"data": said}).encode()) == ["10", "11", "12", "13"]


def test_a_site_s_older_answer_is_read_alone_with_remarks_among_its_keys() -> None:
    one = {
        "authorText": {"simpleText": "Osk Varn"},
        "contentText": {"runs": [{"text": "The lantern hung crooked"}, {"text": " long before."}]},
        "publishedTimeText": {"simpleText": "2 years ago"},
        "commentId": "Ugwap",
    }
    answer = one | {"authorText": {"simpleText": "Mirel Dant"}, "commentId": "Ugwap.8lbw"}
    thread = {
        "comment": {"commentRenderer": one},
        "replies": {"commentRepliesRenderer": {"contents": [{"commentRenderer": answer}]}},
    }
    contents = {"itemSectionRenderer": {"contents": [{"commentThreadRenderer": thread}]}}
    kept = json.dumps({"responseContext": {"params": []}, "contents": contents}, indent=2)
    module = "export default {\n  /* kept by hand */\n  // in winter\n" + kept.removeprefix("{")
    for source in (kept, module):
        discussion = threads.read(source.encode())
        assert discussion.source.reader == "youtube-innertube"
        comments = discussion.comments
        assert comments["author"].to_list() == ["Osk Varn", "Mirel Dant"]
        assert comments["parent_id"].to_list() == [None, "Ugwap"]
        assert comments["text"][0] == "The lantern hung crooked long before."


def test_reviews_that_mostly_say_nothing_keep_those_who_judge() -> None:
    people = ("Osk Varn", "Mirel Dant", "Tove Almqu", "Ines Rook", "Bran Holt", "Ida Sel", "Odda Brim")
    reviews = [
        {"user_name": name, "date": f"2025-01-1{at}", "rating": 5, "text": "The lamp is lit every night." * (at == 1)}
        for at, name in enumerate(people)
    ]
    places = [{"company_name": "Reef", "rating": "5", "total_reviews": "389", "reviews": reviews}]
    comments = threads.read(json.dumps(places).encode()).comments
    assert comments["author"].to_list() == list(people)
    nobody = [{key: value for key, value in one.items() if key != "user_name"} for one in reviews]
    with pytest.raises(threads.NoCommentsFound):
        threads.read(json.dumps([{"company_name": "Reef", "reviews": nobody}]).encode())
