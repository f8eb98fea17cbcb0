"""JSON and tables of unknown make: names in two keys or in a table beside, levels, maps, wrapped values, old clocks."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from commentariat.threads import read, read_many
from commentariat.threads.errors import ReadError
from commentariat.threads.readers.likeness import likely, words_of
from commentariat.threads.readers.values import moment

from .fixtures import fixture

WORDS = ("The rail is green again.", "By whose order was it done?", "Ask the harbour office.", "It has no telephone.")

MATES = ("maren", "tobias", "greta", "maren")


def of(value):
    return read(json.dumps(value).encode())


def test_names_of_a_table_beside_the_comments():
    people = [{"id": 7, "first_name": "Ann", "last_name": "Roe"}, {"id": 8, "first_name": "Bo", "last_name": "Lind"}]
    said = [{"id": at, "message": words, "user_id": 7 + at % 2} for at, words in enumerate(WORDS)]
    for users in (people, {"7": people[0], "8": people[1]}):
        found = of({"view": said, "participants": users})
        assert found.comments["author"].to_list() == ["Ann Roe", "Bo Lind", "Ann Roe", "Bo Lind"]
        assert found.comments["author_id"].to_list() == ["7", "8", "7", "8"]


def test_numbers_where_names_would_stand_are_looked_up_too():
    said = [{"_id": f"c{at}", "text": words, "author": f"u{at % 2}9"} for at, words in enumerate(WORDS)]
    found = of({"comments": said, "users": [{"_id": "u09", "name": "Ann Roe"}, {"_id": "u19", "name": "Bo Lind"}]})
    assert found.comments["author"].to_list() == ["Ann Roe", "Bo Lind", "Ann Roe", "Bo Lind"]


def test_a_name_in_two_keys():
    said = [
        {"id": at, "text": words, "posted": "2021-06-03 10:00", "user": {"firstname": "Ann", "lastname": f"Roe{at}"}}
        for at, words in enumerate(WORDS)
    ]
    assert of(said).comments["author"].to_list() == ["Ann Roe0", "Ann Roe1", "Ann Roe2", "Ann Roe3"]


def test_comments_in_a_map_under_their_ids():
    said = {
        f"-Nk{at}": {"text": words, "userName": f"ann{at}", "createdAt": 1622715065000 + at, "parentId": above}
        for at, (words, above) in enumerate(zip(WORDS, (None, "-Nk0", "-Nk1", None), strict=True))
    }
    found = of({"article": {"comments": said}})
    assert found.comments["comment_id"].to_list() == list(said)
    assert found.comments["parent_id"].to_list() == [None, "-Nk0", "-Nk1", None]


@pytest.mark.parametrize("name", ["level", "comment_depth", "indent"])
def test_levels_of_a_flat_list(name):
    rows = [{"author": "Ann", "comment": words, name: level} for words, level in zip(WORDS, (0, 1, 2, 1), strict=True)]
    for data in (
        json.dumps({"items": rows}),
        f"author,comment,{name}\n" + "".join(f"{row['author']},{row['comment']},{row[name]}\n" for row in rows),
    ):
        found = read(data.encode())
        assert found.comments["parent_id"].to_list() == [None, "c1", "c2", "c1"], data
        assert {note.code for note in found.notes} >= {"outline"}


def test_places_in_an_outline_and_levels_that_contradict_themselves():
    rows = [
        {"author": "Ann", "comment": words, "path": place}
        for words, place in zip(WORDS, ("1", "1.1", "1.1.1", "2"), strict=True)
    ]
    assert of({"items": rows}).comments["parent_id"].to_list() == [None, "c1", "c2", None]
    rows = [
        {"author": "Ann", "comment": words, "level": level} for words, level in zip(WORDS, (0, 2, 1, 3), strict=True)
    ]
    assert of({"items": rows}).comments["parent_id"].null_count() == 4


def test_answers_under_other_keys_than_what_they_answer():
    answers = [{"reply": WORDS[1], "replier": {"nickname": "Bo"}, "time": "2021-06-03 10:05"}]
    said = [
        {"comment": WORDS[0], "user": {"nickname": "Ann"}, "time": "2021-06-03 10:00", "below": answers},
        {"comment": WORDS[2], "user": {"nickname": "Cy"}, "time": "2021-06-03 11:00", "below": []},
    ]
    found = of({"data": said})
    assert found.comments["text"].to_list() == [WORDS[0], WORDS[1], WORDS[2]]
    assert found.comments["parent_id"].to_list() == [None, "c1", None]


def test_values_that_databases_and_interfaces_wrap():
    said = [
        {
            "_id": {"$oid": f"60b8{at}"}, "createdAt": {"$date": {"$numberLong": str(1622715065000 + at)}},
            "body": {"content": words, "contentType": "text"}, "from": {"user": {"displayName": f"Ann {at}"}},
        }
        for at, words in enumerate(WORDS)
    ]  # fmt: skip
    found = of({"value": said}).comments
    assert found["comment_id"].to_list() == [f"60b8{at}" for at in range(4)]
    assert found["author"].to_list() == [f"Ann {at}" for at in range(4)]
    assert found["created"][0] == datetime(2021, 6, 3, 10, 11, 5, tzinfo=UTC)


def test_one_comment_that_says_that_it_is_one():
    one = {"type": "Comment", "title": "Re: The rail", "content": WORDS[0], "created_at": "2021-06-03", "author": "Ann"}
    assert of({"result": one}).comments.height == 1
    assert (
        of({"comments": [{"name": "Ann", "message": WORDS[0], "timestamp": "2021-06-03 10:00"}]}).comments.height == 1
    )
    with pytest.raises(ReadError):
        of({"result": {**one, "type": "Page"}})


def test_lists_about_which_comments_are_made():
    posts = [
        {"id": at, "title": "The rail", "slug": "rail", "date": "2021-06-03", "author": "Ann", "content": words}
        for at, words in enumerate(WORDS)
    ]
    commits = [
        {"data": {"Author": "Ann", "message": words, "CommitDate": "2021-06-03"}, "uuid": at}
        for at, words in enumerate(WORDS)
    ]
    for rows in (posts, commits, {"items": posts}):
        with pytest.raises(ReadError):
            of(rows)


def test_moments_of_old_clocks_and_in_digits_alone():
    expected = datetime(2021, 2, 27, 5, 20, tzinfo=UTC)
    for value in (637500000000000000, "132588768000000000", "/Date(1614403200000)/", 1614403200000000, "202102270520"):
        assert moment(value).at == expected, value
    assert moment("20210231").at != datetime(2021, 2, 28, tzinfo=UTC)


def test_what_a_key_may_hold_is_told_by_its_words_and_values():
    rows = [{"reviewSubmissionTime": "2021-06-03", "lastVisit": "2021-06-03", "review_title": words} for words in WORDS]
    assert words_of("reviewSubmissionTime") == ("review", "submission", "time")
    assert likely("created", rows[0], rows) == "reviewSubmissionTime"
    assert likely("text", rows[0], rows) is None
    assert likely("created", ["playTime"], [{"playTime": 31}]) is None


@pytest.mark.parametrize(
    ("platform", "authors", "parents"),
    [
        ("matrix", [f"@{name}:boats.example" for name in MATES], [None, "$e1", "$e2", None]),
        ("hangouts", ["Maren Oyle", "Tobias Finch"], [None, None]),
        ("youtube-live-chat", ["Maren Oyle", "Tobias Finch", "Greta Holm"], [None, None, None]),
    ],
)  # fmt: skip
def test_chats(platform, authors, parents):
    path = fixture("json", platform)
    assert path is not None
    found = read(path)
    assert found.source.reader == platform
    assert found.comments["author"].to_list() == authors
    assert found.comments["parent_id"].to_list() == parents


def test_what_chats_say():
    texts = {
        name: read(fixture("json", name)).comments["text"].to_list()
        for name in ("matrix", "hangouts", "youtube-live-chat")
    }
    assert texts["matrix"][1] == "It hangs behind the door."
    assert texts["hangouts"][0] == "Has anybody seen the key?\nThe one to the boathouse."
    assert texts["youtube-live-chat"][:2] == ["Is the rope gone 🙈 again?", "For a new rope :anchor:"]


def test_feeds_of_comments_point_into_pages():
    item = "<item><author>{who}</author><title>(The rail) {who}</title><link>https://weir.example/{page}.php#cmt_{at}</link>"
    item += "<description>{words}</description><pubDate>Sat, 09 Jan 2010 18:2{at}:59 +0100</pubDate></item>"
    items = [item.format(at=at, who=f"ann{at}", words=words, page="rail") for at, words in enumerate(WORDS)]
    feed = "<?xml version='1.0'?><rss version='2.0'><channel><title>Weir</title>{}</channel></rss>"
    found = read(feed.format("".join(items)).encode())
    assert found.comments["author"].to_list() == ["ann0", "ann1", "ann2", "ann3"]
    assert found.comments["created"].null_count() == 0
    with pytest.raises(ReadError):
        read(feed.format("".join(items).replace("#cmt", "-cmt")).encode())


def test_one_column_of_words_is_no_dump():
    rows = "".join(f'"{words[:-1]}, I think"\n{words}\n' for words in WORDS)
    with pytest.raises(ReadError, match="one column of words under 'Comment'"):
        read(f"Comment\n{rows}".encode())


def test_an_outline_of_claims():
    path = fixture("text", "kialo-text")
    found = read(path)
    assert found.source.reader == "kialo-text"
    assert found.article.title == "Should the harbour rail be painted green?"
    assert dict(found.comments.select("comment_id", "parent_id").iter_rows())["1.1.1.1"] == "1.1.1"
    assert found.comments["parent_id"].null_count() == 2
    assert found.comments["text"][1].startswith("Green is what")
    assert found.ledger is not None
    assert (found.ledger["end"] - found.ledger["start"]).sum() == len(path.read_text()) - found.ledger["start"][0]


def test_ids_where_names_would_stand_are_ids():
    said = [
        {"author": {"$oid": f"60b8a1f2c3d4e5f6a7b8c9d{at}"}, "content": words, "createAt": 1622715065000}
        for at, words in enumerate(WORDS)
    ]
    found = of({"items": said}).comments
    assert found["author"].null_count() == 4
    assert found["author_id"][0] == "60b8a1f2c3d4e5f6a7b8c9d0"


def test_descriptions_of_things_are_no_comments_but_judgements_are():
    things = [
        {"id": at, "name": f"Weir {at}", "description": words, "createdAt": "2021-06-03"}
        for at, words in enumerate(WORDS)
    ]
    with pytest.raises(ReadError):
        of(things)
    assert of([{**thing, "stars": 5} for thing in things]).comments.height == 4


def test_records_that_one_key_wraps_are_no_map():
    said = [{"Comment": {"Author": "Ann", "Entered": "2021-06-03 10:00", "Text": words}} for words in WORDS]
    assert of(said).comments["comment_id"].to_list() == ["c1", "c2", "c3", "c4"]


def test_threads_of_a_board_are_discussions_of_their_own():
    threads = [
        {
            "title": f"Rail {at}",
            "id": 70 + at,
            "comments": [
                {"id": n, "content": words, "authorID": n % 2, "date": "2012-10-29"} for n, words in enumerate(WORDS)
            ],
        }
        for at in (1, 2)
    ]
    found = list(read_many([json.dumps({"threads": threads}).encode()]))
    assert [(one.discussion_id, one.article.title, one.comments.height) for one in found] == [
        ("71", "Rail 1", 4), ("72", "Rail 2", 4),
    ]  # fmt: skip
    assert found[1].comments["comment_id"].to_list() == ["0", "1", "2", "3"]


def test_a_month_says_when():
    rows = [
        {"author": "Ann", "comment": words, "date_of_stay_posted": "Mai 2021", "date_published": "Mai 2021"}
        for words in WORDS
    ]
    assert of(rows).comments["created_text"].to_list() == ["Mai 2021"] * 4


def test_a_plain_list_with_answers_inside_is_no_table():
    answer = {"id": 11, "user": "Bo", "content": WORDS[1], "date": "2021-06-03"}
    said = [{"id": 1, "user": "Ann", "content": WORDS[0], "date": "2021-06-03", "replies": [answer]}]
    said.append({"id": 2, "user": "Cy", "content": "", "date": "2021-06-04", "replies": []})
    found = of(said).comments
    assert found["comment_id"].to_list() == ["1", "11", "2"]
    assert found["parent_id"].to_list() == [None, "1", None]
