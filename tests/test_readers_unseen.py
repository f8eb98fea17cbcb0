"""What exports of other projects showed that ours had not: made after theirs, words invented."""

from __future__ import annotations

import json

import pytest

from commentariat.threads import read, read_many
from commentariat.threads.errors import ReadError

WORDS = ("The rail is green again.", "By whose order was it done?", "Ask the harbour office.", "It has no telephone.")


def of(value):
    return read(json.dumps(value).encode())


def test_a_column_of_comments_beside_numbers_of_people():
    rows = "\n".join(f'{at % 2},77,"{words}"' for at, words in enumerate(WORDS))
    found = read(f"user_id,goods_id,comment\n{rows}\n".encode())
    assert found.comments["text"].to_list() == list(WORDS)
    assert found.comments["author_id"].to_list() == ["0", "1", "0", "1"]


def test_a_cell_that_holds_a_list_is_no_text():
    cell = "[{'author': 'ann', 'text': 'The rail is green again.'}]"
    rows = "\n".join(f'v{at},2020-01-0{at + 1},"{cell}"' for at in range(3))
    found = read(f"videoId,publishedAt,comments\n{rows}\n".encode())
    assert found.comments["text"].to_list() == ["The rail is green again."] * 3
    assert found.comments["author"].to_list() == ["ann"] * 3


def test_comments_that_repeat_their_videos_heading_and_count():
    said = [
        {
            "cid": f"U{at}",
            "replyToCid": above,
            "comment": words,
            "author": f"@a{at}",
            "commentsCount": 4,
            "title": "Rails",
        }
        for at, (words, above) in enumerate(zip(WORDS, (None, "U0", "U1", None), strict=True))
    ]
    found = of(said)
    assert found.comments["parent_id"].to_list() == [None, "U0", "U1", None]
    assert found.comments["author"].to_list() == ["@a0", "@a1", "@a2", "@a3"]


def test_what_is_commented_on_is_no_comment():
    said = [{"id": f"c{at}", "postId": "1", "body": words, "by": f"ann{at}"} for at, words in enumerate(WORDS)]
    post = {"id": "1", "title": "Rails", "body": "The harbour office has the rail painted."}
    counted = {**post, "by": "tell", "comments": 4}
    for about in ({"post": post}, {"posts": [counted, {**counted, "id": "2"}]}):
        assert of({**about, "comments": said}).comments["text"].to_list() == list(WORDS)


@pytest.mark.parametrize("key", ["sha", "commit", "hash"])
def test_versions_are_no_comments(key):
    log = [
        {key: f"a1b2c3{at}", "message": words, "author": f"ann{at}", "date": "2020-01-02"}
        for at, words in enumerate(WORDS)
    ]
    with pytest.raises(ReadError):
        of(log)


def test_what_a_system_wrote_is_no_comment():
    said = [
        {
            "id": at,
            "body": words,
            "author": {"name": f"Ann{at}"},
            "created_at": "2020-01-02T10:00:00Z",
            "system": at > 1,
        }
        for at, words in enumerate(WORDS)
    ]
    assert of({"entries": said}).comments["text"].to_list() == list(WORDS[:2])
    with pytest.raises(ReadError):
        of({"entries": said[2:]})


def test_a_name_beside_the_number_that_stands_where_names_do():
    person = "{:08x}-0000-4000-8000-000000000000"
    said = [
        {
            "uuid": person.format(at),
            "user": person.format(90 + at),
            "date": "2020-01-02",
            "fullname": f"Ann Roe{at}",
            "message": words,
        }
        for at, words in enumerate(WORDS)
    ]
    found = of(said).comments
    assert found["author"].to_list() == [f"Ann Roe{at}" for at in range(4)]
    assert found["author_id"].to_list() == [person.format(90 + at) for at in range(4)]


def test_one_record_that_says_what_it_answers():
    post = {
        "id_str": "71",
        "created_at": "Sat Jun 25 00:58:31 +0000 2016",
        "text": WORDS[0],
        "in_reply_to_status_id_str": None,
        "user": {"id_str": "4", "screen_name": "ann"},
    }
    found = of(post).comments
    assert (found["text"].to_list(), found["author"].to_list()) == ([WORDS[0]], ["ann"])
    review = {
        "id": 5,
        "user": {"login": "ann"},
        "body": WORDS[1],
        "state": "APPROVED",
        "submitted_at": "2017-01-08T17:37:23Z",
    }
    assert of(review).source.reader == "github"


def test_threads_that_open_with_a_question():
    threads = [
        {
            "id": f"t{at}",
            "prompt": f"Which of the {at} gates?",
            "author": "Ann",
            "replies": [{"id": f"r{at}{n}", "author": f"Bob{n}", "text": words} for n, words in enumerate(WORDS)],
        }
        for at in range(2)
    ]
    found = list(read_many([json.dumps({"threads": threads}).encode()]))
    assert [one.article.title for one in found] == ["Which of the 0 gates?", "Which of the 1 gates?"]
    assert [one.comments.height for one in found] == [4, 4]


def test_a_feed_of_answers():
    item = (
        "<item><title>RE: The rail</title><link>https://mill.example/m?id={at}</link><guid>m{at}</guid>"
        "<description>{words}</description><dc:creator>Ann {at}</dc:creator>"
        "<dc:date>2020-11-2{at}T10:00:00Z</dc:date></item>"
    )
    items = "".join(item.format(at=at, words=words) for at, words in enumerate(WORDS))
    feed = (
        '<?xml version="1.0"?><rss xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel><title>{}</title>'
    )
    found = read(f"{feed.format('The rail')}{items}</channel></rss>".encode()).comments
    assert found["text"].to_list() == list(WORDS)
    assert found["author"].to_list() == [f"Ann {at}" for at in range(4)]
    with pytest.raises(ReadError):
        read(f"{feed.format('News')}{items}</channel></rss>".encode())


def test_records_one_behind_the_other_without_a_root():
    record = "<comment><name>ann{at}</name><postId>1</postId><id>{at}</id><body>{words}</body></comment>"
    found = read("".join(record.format(at=at, words=words) for at, words in enumerate(WORDS)).encode())
    assert found.comments["text"].to_list() == list(WORDS)
    assert found.comments["author"].to_list() == ["ann0", "ann1", "ann2", "ann3"]


def test_a_row_that_names_itself_as_its_parent_is_told():
    rows = "\n".join(f"{at},{above},1,2017-01-0{at},{WORDS[at - 1]}" for at, above in ((1, 1), (2, 1), (3, 2)))
    known = read(f"id,parent_id,article_id,created_date,comment_text\n{rows}\n".encode())
    assert known.source.reader == "civil-comments-csv"
    assert known.comments["parent_id"].to_list() == [None, "1", "2"]
    assert "self-parent" in {note.code for note in known.notes}


def test_columns_without_names_are_counted():
    rows = "\n".join(f"{at}\t2024-05-01 08:0{at}:00\t{words}\tann{at % 2}" for at, words in enumerate(WORDS * 2))
    with pytest.raises(ReadError, match="by number"):
        read(rows.encode(), platform="table")
    found = read(rows.encode(), columns={"text": "3", "created": "2", "author": "4"}).comments
    assert found["text"].to_list() == list(WORDS * 2)
    assert found["author"].to_list() == ["ann0", "ann1"] * 4
    assert found["created"].null_count() == 0
    barred = "\n".join(f"Monday|0{at + 1}/08/2018|ann{at % 2}|{words}" for at, words in enumerate(WORDS * 2))
    assert read(barred.encode(), columns={"text": "4", "author": "3"}).comments["text"].to_list() == list(WORDS * 2)
    named = "1,2,3\n" + "\n".join(f"ann{at},{at}h,{words}" for at, words in enumerate(WORDS))
    assert read(named.encode(), columns={"text": "3", "author": "1"}).comments["author"].to_list()[0] == "ann0"


def test_words_by_users_but_not_by_authors():
    rows = "\n".join(f'@ann{at},"{words}"' for at, words in enumerate(WORDS))
    assert read(f"User,Text\n{rows}\n".encode()).comments["author"].to_list() == ["@ann0", "@ann1", "@ann2", "@ann3"]
    with pytest.raises(ReadError):
        read(f"Author,Text\n{rows}\n".encode())


def test_the_comment_that_is_answered_beside_an_id():
    said = [
        {"id": at, "comment_id": above, "body": words, "profile": {"id": at, "name": f"Ann{at}"}}
        for at, (words, above) in enumerate(zip(WORDS, (None, 1, None, 3), strict=True), 1)
    ]
    assert of({"comments": said}).comments["parent_id"].to_list() == [None, "1", None, "3"]
    replies = [{**one, "comment_id": 1} for one in said]
    assert of({"replies": replies}).comments["parent_id"].to_list() == [None] * 4


def test_a_description_below_a_title_is_a_thing():
    things = [
        {"id": at, "title": f"Gate {at}", "description": words, "authorId": at, "posted": "2020-01-02"}
        for at, words in enumerate(WORDS)
    ]
    with pytest.raises(ReadError):
        of({"things": things})


def test_posts_with_a_count_of_comments_inside():
    posts = [
        {"id": at, "title": f"Gate {at}", "content": words, "author": "ann", "stats": {"votes": 3, "comments": 2}}
        for at, words in enumerate(WORDS)
    ]
    with pytest.raises(ReadError):
        of(posts)


def test_one_message_of_a_mailbox():
    mail = {
        "id": "o1",
        "conversationId": "k",
        "from": {"emailAddress": {"name": "Ann Roe", "address": "ann@weir.example"}},
        "receivedDateTime": "2025-01-15T10:30:00Z",
        "body": {"contentType": "text", "content": WORDS[0]},
    }
    assert of({"messages": [mail]}).comments["author"].to_list() == ["Ann Roe"]


def test_topics_that_a_guid_tells_apart():
    said = [
        {"guid": f"g{at}", "topic_guid": f"t{at // 2}", "date": "2019-02-05", "author": f"ann{at}", "comment": words}
        for at, words in enumerate(WORDS)
    ]
    found = list(read_many([json.dumps({"t0": said[:2], "t1": said[2:]}).encode()]))
    assert [one.comments.height for one in found] == [2, 2]


def test_roots_that_name_themselves_as_the_root_of_their_thread():
    said = [
        {
            "id": at, "content": words, "created_time": 1622715065 + at, "like_count": 0,
            "author": {"id": f"u{at}", "name": f"ann{at}"}, "reply_comment_id": above, "reply_root_comment_id": root,
        }
        for at, words, above, root in ((10, WORDS[0], "0", 10), (11, WORDS[1], "10", 10), (12, WORDS[2], "0", 12))
    ]  # fmt: skip
    found = of({"data": said})
    assert found.source.reader == "zhihu"
    assert found.comments["link_basis"].to_list() == ["root", "explicit", "root"]


def test_enriched_text():
    head = "From: Ann <ann@weir.example>\nDate: Mon, 2 Jan 2012 10:00:00 +0000\nMessage-ID: <a@weir.example>\n"
    body = "<fontfamily><param>Courier</param><bigger>The rail <<Gate 3></bigger></fontfamily> is <bold>green</bold>."
    found = read(f"{head}Subject: Gate\nMIME-Version: 1.0\nContent-Type: text/enriched\n\n{body}\n".encode())
    assert found.comments["text"].to_list() == ["The rail <Gate 3> is green."]


def test_whoever_is_answered_is_no_parent():
    rows = "\n".join(f"p{at},ann{at},{'ann0' if at else ''},{words}" for at, words in enumerate(WORDS))
    found = read(f"post_id,user_name,reply_to,text\n{rows}\n".encode()).comments
    assert found["parent_id"].to_list() == [None] * 4
    assert "missing" not in found["link_basis"].to_list()


def test_who_added_a_comment():
    said = [
        {"comment_id": at, "comment": f"<p>{words}</p>", "added_by": 20181 + at, "added_at": "2023-04-25 13:38:51"}
        for at, words in enumerate(WORDS)
    ]
    assert of({"comments": said}).comments["author_id"].to_list() == ["20181", "20182", "20183", "20184"]
