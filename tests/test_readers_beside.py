"""Who answers whom, and who speaks, where records of another kind say so; answers inside of what they answer."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from commentariat import threads

if TYPE_CHECKING:
    from collections.abc import Callable

SAID = [("Ines", "The ferry is late."), ("Tobias", "It always is."), ("Maren", "Not on Mondays.")]


def read(value: Any) -> list[threads.Discussion]:
    return list(threads.read_many(json.dumps(value).encode()))


def dumped(model: str, number: int, **fields: Any) -> dict[str, Any]:
    return {"model": model, "pk": number, "fields": fields}


def test_parents_in_records_of_another_model() -> None:
    said = [
        dumped("notes.comment", n, user_name=who, comment=words, submit_date=f"2021-03-0{n}T10:00:00Z")
        for n, (who, words) in enumerate(SAID, 1)
    ]
    answers = [
        dumped("threads.nestedcomment", n, parent_id=above, level=n - 1) for n, above in ((1, 1), (2, 1), (3, 2))
    ]
    sections = [dumped("pages.section", n, parent_id=n + 1, label="x") for n in (1, 2)]
    (found,) = read([*said, *answers])
    assert found.comments["parent_id"].to_list() == [None, "1", "2"]
    (found,) = read([*said, *sections])
    assert found.comments["parent_id"].to_list() == [None, None, None]


def test_people_in_the_same_list() -> None:
    people = [dumped("auth.user", n, username=who) for n, (who, _) in enumerate(SAID, 7)]
    said = [
        dumped("blog.comment", n, author=n + 6, parent=n - 1 or None, body=words, created=f"2021-03-0{n}T10:00:00Z")
        for n, (_, words) in enumerate(SAID, 1)
    ]
    (found,) = read([*people, *said])
    assert found.comments["author"].to_list() == [who for who, _ in SAID]
    assert found.comments["parent_id"].to_list() == [None, "1", "2"]


def test_an_address_that_holds_its_own_id_is_no_discussion() -> None:
    said = [
        {"id": n, "type": "Comment", "url": f"https://harbour.example/comments/{n}.json", "content": words,
         "title": "Re: The ferry", "creator": {"name": who}, "created_at": f"2021-03-0{n}T10:00:00Z"}
        for n, (who, words) in enumerate(SAID[:2], 1)
    ]  # fmt: skip
    (found,) = read(said)
    assert found.comments.height == 2


def test_a_discussion_asked_for_without_its_number() -> None:
    def node(number: int, **more: Any) -> dict[str, Any]:
        who, words = SAID[number]
        return {
            "id": f"N{number}",
            "author": {"login": who},
            "body": words,
            "createdAt": "2021-03-01T10:00:00Z",
            **more,
        }

    answer = node(2)
    comment = node(1, replies={"nodes": [answer]})
    for heading in ({"title": "Ferries"}, {}):
        (found,) = read({"data": {"repository": {"discussion": node(0, comments={"nodes": [comment]}, **heading)}}})
        assert found.comments["author"].to_list()[-2:] == ["Tobias", "Maren"]
        assert found.comments["parent_id"].to_list()[-1] == "N1"


@pytest.mark.parametrize("written", [json.dumps, repr])
def test_lists_of_comments_in_the_cells_of_a_table(written: Callable[[Any], str]) -> None:
    rows = io.StringIO()
    table = csv.writer(rows)
    table.writerow(["post_id", "title", "url", "said"])
    for post in (1, 2):
        said = [{"id": f"{post}{n}", "author": who, "text": words, "date": None} for n, (who, words) in enumerate(SAID)]
        said[2]["parent_id"] = f"{post}1"
        table.writerow([post, f"Ferries {post}", f"https://harbour.example/{post}", written(said)])
    table.writerow([3, "Ferries 3", "https://harbour.example/3", "[]"])
    found = list(threads.read_many(rows.getvalue().encode()))
    assert [(one.article.title, one.comments.height) for one in found] == [("Ferries 1", 3), ("Ferries 2", 3)]
    assert found[1].comments["parent_id"].to_list() == [None, None, "21"]


def test_lists_of_other_things_in_cells_are_no_comments() -> None:
    rows = ["film,genres,year"]
    rows += [
        f"\"The Ferry {n}\",\"[{{'id': 1, 'name': 'Drama'}}, {{'id': 2, 'name': 'Sea'}}]\",19{n}" for n in range(70, 80)
    ]
    with pytest.raises(threads.ReadError):
        threads.read("\n".join(rows).encode())


def test_parts_that_lie_in_relationships() -> None:
    people = [{"type": "users", "id": str(n), "attributes": {"displayName": who}} for n, (who, _) in enumerate(SAID, 3)]
    posts = [
        {"type": "posts", "id": str(n), "attributes": {"contentHtml": f"<p>{words}</p>", "createdAt": "2021-03-01"},
         "relationships": {"user": {"data": {"type": "users", "id": str(n + 2)}}}}
        for n, (_, words) in enumerate(SAID, 1)
    ]  # fmt: skip
    topic = {
        "type": "discussions",
        "id": "7",
        "attributes": {"title": "Ferries"},
        "relationships": {"posts": {"data": []}},
    }
    (found,) = read({"data": topic, "included": [*posts, *people]})
    assert found.comments["author"].to_list() == [who for who, _ in SAID]
    assert found.comments["text"][0] == "The ferry is late."


def test_what_is_answered_is_copied_into_the_answer() -> None:
    notes: list[dict[str, Any]] = []
    for n, (who, words) in enumerate(SAID):
        note = {"id": f"9a{n}", "createdAt": f"2021-03-0{n + 1}T10:00:00Z", "text": words, "replyId": None,
                "user": {"id": f"u{n}", "name": who}}  # fmt: skip
        notes.append(note if n == 0 else {**note, "replyId": "9a0", "reply": notes[0]})
    (found,) = read(notes)
    assert found.comments["author"].to_list() == [who for who, _ in SAID]
    assert found.comments["parent_id"].to_list() == [None, "9a0", "9a0"]


def test_notices_of_a_channel_are_no_messages() -> None:
    said = [
        {"id": str(n), "type": kind, "timestamp": "2021-03-01T10:00:00+00:00", "content": words,
         "author": {"id": "5", "name": who}}
        for n, ((who, words), kind) in enumerate(zip(SAID, ("Default", "GuildMemberJoin", 0), strict=True))
    ]  # fmt: skip
    (found,) = read({"guild": {"id": "1"}, "channel": {"id": "2", "name": "ferries"}, "messages": said})
    assert found.comments["author"].to_list() == ["Ines", "Maren"]
    assert "1 record of the file is no comment and was left out (notices)." in [note.message for note in found.notes]
