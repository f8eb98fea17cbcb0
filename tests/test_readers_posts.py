"""What comments are about and what has to be done is none; what says that it is a comment is one, if of one word."""

import json

import pytest

from commentariat import threads
from commentariat.threads import NoCommentsFound

POSTS = (
    "post_id,author,title,body,created,comment_count\n"
    "1,ann,The ferry,The ferry is late again.,2020-01-01 10:00:00,3\n"
    "2,bob,The weir,The weir leaks once more.,2020-01-02 10:00:00,0\n"
    "3,cleo,The lamp,The lamp went out at ten.,2020-01-03 10:00:00,1\n"
)
PROFILES = (
    "author_id,author_name,fans,description,crawl_time\n"
    "1,ann,20,Walks along rivers and writes about it.,2020-01-01 10:00:00\n"
    "2,bob,30,Repairs boats on Sundays only.,2020-01-01 10:00:01\n"
    "3,cleo,40,Sings at the landing stage.,2020-01-01 10:00:02\n"
)
PERSON = {"id": 7, "full_name": "Ann Weir"}


def _read(value: object):
    return threads.read(json.dumps(value).encode()).comments


@pytest.mark.parametrize("table", [POSTS, PROFILES])
def test_tables_of_posts_and_of_people_hold_no_comments(table: str) -> None:
    with pytest.raises(NoCommentsFound):
        threads.read(table.encode())


def test_comments_beside_the_heading_of_their_post_and_reviews_are_read() -> None:
    beside = POSTS.replace("The weir,", "The ferry,").replace("The lamp,", "The ferry,")
    assert threads.read(beside.encode()).comments.height == 3
    reviews = POSTS.replace("comment_count", "comment_count,rating").replace(",3\n", ",3,5\n").replace(",0\n", ",0,4\n")
    assert threads.read(reviews.replace(",1\n", ",1,2\n").encode()).comments.height == 3


def test_what_has_to_be_done_is_no_comment() -> None:
    task = {"user_id": 1, "content": "Mend the weir", "added_at": "2020-01-01T10:00:00Z", "due": None}
    with pytest.raises(NoCommentsFound):
        _read({"results": [{**task, "id": 1}, {**task, "id": 2, "content": "Call the ferryman"}]})


def test_a_named_thing_beside_its_operating_systems_is_judged_by_nobody() -> None:
    thing = {"name": "weir", "description": "A tool for weirs.", "user": PERSON, "created_at": "2020-01-01T10:00:00Z"}
    with pytest.raises(NoCommentsFound):
        _read({"projects": [{**thing, "id": at, "operating_system_list": []} for at in (1, 2)]})


def test_places_with_a_summary_of_their_description_are_no_comments() -> None:
    place = {"summary": "Bus stop", "description": "The bus stops on the lane.", "created_at": "2020-01-01T10:00:00Z"}
    with pytest.raises(NoCommentsFound):
        _read([{**place, "id": at, "rating": 1} for at in (1, 2)])


@pytest.mark.parametrize("address", ["/api/posts/4/comments/12/", "https://x.example/posts/4/replies/12"])
def test_a_single_comment_is_told_by_its_address(address: str) -> None:
    single = {"body": "The weir leaks!", "created": 1364752365, "id": 12, "resource_uri": address, "user": PERSON}
    assert _read({"objects": [single]})["author"].to_list() == ["Ann Weir"]
    with pytest.raises(NoCommentsFound):
        _read({"objects": [{**single, "resource_uri": "/api/posts/12/"}]})


def test_a_single_comment_is_told_by_the_key_that_holds_it() -> None:
    single = {"body": "The weir leaks!", "created_at": "2020-01-01T10:00:00Z", "id": 12, "author": "Ann"}
    assert _read({"status": "OK", "comment": single})["author"].to_list() == ["Ann"]
    with pytest.raises(NoCommentsFound):
        _read({"status": "OK", "page": single})


def test_an_utterance_whose_time_is_a_string_is_one_of_convokit() -> None:
    said = {"text": "The weir leaks.", "meta": {}, "timestamp": "1577869200", "conversation_id": "u1"}
    lines = [
        {**said, "id": "u1", "speaker": "ann", "reply-to": None},
        {**said, "id": "u2", "speaker": "bob", "reply-to": "u1"},
    ]
    found = threads.read("\n".join(map(json.dumps, lines)).encode())
    assert found.source.reader == "convokit"
    assert found.comments["parent_id"].to_list() == [None, "u1"]


def test_words_without_a_blank_stand_beside_their_markup() -> None:
    said = [
        {"id": str(at), "author_id": "1", "body": word, "html_body": f"<p>{word}</p>\n", "datetime": "2020-01-01 10:00"}
        for at, word in enumerate(("Thanks", "Done"))
    ]  # fmt: skip
    assert _read({"comments": said})["text"].to_list() == ["Thanks", "Done"]
    with pytest.raises(NoCommentsFound):
        _read({"comments": [{key: value for key, value in one.items() if key != "html_body"} for one in said]})


ARTICLE = {
    "@context": "https://www.w3.org/ns/activitystreams",
    "type": "Article",
    "id": "https://weir.example/posts/7",
    "inReplyTo": None,
    "attributedTo": "https://weir.example/users/ann",
    "name": "The ferry",
    "content": "<p>The ferry is late again.</p>",
    "published": "2020-01-01T10:00:00Z",
    "replies": {"type": "Collection", "id": "https://weir.example/posts/7/replies"},
}


@pytest.mark.parametrize(
    "value",
    [
        ARTICLE,
        ARTICLE | {"type": "Video"},
        # A notice that something was deleted.
        {
            "type": "Delete",
            "actor": "https://weir.example/users/ann",
            "object": {"id": "https://weir.example/9", "type": "Tombstone"},
        },
    ],
)
def test_an_article_alone_and_a_notice_of_its_end_hold_no_comments(value: dict[str, object]) -> None:
    with pytest.raises(NoCommentsFound):
        _read(value)


def test_a_sign_that_names_a_type_names_nobody() -> None:
    one = {"_": "Message", "date": "2020-01-01 10:00:00+00:00", "message": "The ferry is late.", "reply_to": None}
    said = [one | {"id": at, "from_id": {"_": "PeerUser", "user_id": 70 + at}} for at in range(1, 4)]
    assert _read(said)["author_id"].to_list() == ["71", "72", "73"]
