"""What lists are called, and what ids lead to each other: signs of comments that no key names."""

from __future__ import annotations

import json

import pytest

from commentariat.threads import NoCommentsFound, ReadError, read, read_many

SAID = ("The lamp is lit every night.", "By whose order was it done?", "Ask at the harbour office.", "It is shut.")


def of(value):
    return read(json.dumps(value).encode()).comments


def test_a_list_called_comments_needs_words_and_a_time():
    rows = [
        {"text": words, "log_id": at, "created_at": f"2024-05-0{at + 1}T08:00:00Z"} for at, words in enumerate(SAID)
    ]
    found = of({"total": 4, "comments": rows})
    assert found["text"].to_list() == list(SAID)
    assert found["created"].null_count() == 0
    with pytest.raises(NoCommentsFound):
        of({"total": 4, "entries": rows})


def test_reviews_of_critics_whose_words_are_called_otherwise():
    rows = [
        {"critic": f"Osk {at}", "date": "2020-01-02", "paper": "The Reef", "quote": words}
        for at, words in enumerate(SAID)
    ]
    found = of({"reviews": rows})
    assert found["text"].to_list() == list(SAID)
    assert found["author"][0] == "Osk 0"


@pytest.mark.parametrize(
    "record",
    [
        {"value": "a remark about the code", "line": 4, "date": "2020-01-02"},
        {"text": "a word or two", "width": 4},
        {"title": "A lamp of brass", "body": "It burns all night.", "date": "2020-01-02", "comments_count": 3},
    ],
)
def test_other_things_in_such_a_list_are_refused(record):
    with pytest.raises(NoCommentsFound):
        of({"comments": [{**record, "n": at} for at in range(4)]})


def test_changes_that_a_build_lists_are_no_comments():
    change = {"msg": SAID[0], "comment": f"{SAID[0]}\n\nSigned-off-by: Osk", "author": {"fullName": "osk"}}
    items = [
        {**change, "commitId": f"{at:040x}", "id": f"{at:040x}", "date": "2016-03-24 19:45:56"} for at in range(1, 4)
    ]
    with pytest.raises(NoCommentsFound):
        of({"builds": [{"changeSet": {"items": items}}]})


def test_ids_that_lead_to_each_other_whatever_they_are_called():
    rows = [f"{at},osk,{words},2025091411{at}5P{at},2025-09-15 00:43:3{at},{'' if at == 0 else '202509141105P0'}"
            for at, words in enumerate((*SAID, "Since when?"))]  # fmt: skip
    found = read("\n".join(("n,user,content,post_code,time,base_code", *rows)).encode()).comments
    assert found["parent_id"].to_list() == [None, *["202509141105P0"] * 4]
    last = read("\n".join(("n,user,content,post_code,time,last_code", *rows)).encode()).comments
    assert last["parent_id"].null_count() == 5


def test_of_two_keys_the_one_that_leads_somewhere():
    rows = [
        {"_id": f"lamp{at}", "msg": words, "ts": "2020-05-02T07:30:42Z", "u": {"name": "osk"}}
        for at, words in enumerate(SAID)
    ]
    rows[2] |= {"tmid": "lamp0", "parent": "elsewhere"}
    assert of({"messages": rows})["parent_id"].to_list() == [None, None, "lamp0", None]


def test_names_that_lie_deep_in_a_table_of_people():
    people = [
        {"entityUrn": f"urn:x:{who}", "type": {"member": {"firstName": {"text": who}, "lastName": {"text": "Harrow"}}}}
        for who in ("Ines", "Osk")
    ]
    said = [
        {"body": {"text": words}, "*sender": f"urn:x:{('Ines', 'Osk')[at % 2]}", "deliveredAt": 1700000000000 + at,
         "*conversation": "urn:c:1"}
        for at, words in enumerate(SAID)
    ]  # fmt: skip
    assert of({"included": [*said, *people]})["author"].to_list() == ["Ines Harrow", "Osk Harrow"] * 2


def test_elements_called_comment_need_a_name_and_words():
    rows = "".join(
        f"<comment><name mail='a{at}@x.org'>Osk {at}</name><text>{words}</text></comment>"
        for at, words in enumerate(SAID)
    )
    found = read(f"<comments>{rows}</comments>".encode()).comments
    assert found["author"].to_list() == [f"Osk {at}" for at in range(4)]


def test_keys_of_json_that_somebody_names():
    inner = [{"said": SAID[1], "who": "U02", "below": []}]
    source = {"page": 1, "rows": [{"said": SAID[0], "who": "U01", "below": inner}, {"said": SAID[2], "who": "U02"}]}
    found = read(json.dumps(source).encode(), columns={"text": "said", "author": "who"}).comments
    assert found["text"].to_list() == list(SAID[:3])
    assert found["parent_id"].to_list() == [None, "c1", None]
    with pytest.raises(ReadError, match="the longest has said, who, below"):
        read(json.dumps(source).encode(), columns={"text": "words"})
    with pytest.raises(ReadError, match="is XML"):
        read(b"<?xml version='1.0'?>\n<a><b said='a'>x</b><b said='c'>y</b></a>", columns={"text": "said"})


def test_numbers_of_columns_where_the_last_cell_may_be_missing():
    rows = b"1;osk;A word.\n2;ines;Another, and more.;1\n3;osk;A third.;2\n"
    found = read(rows, columns={"id": "1", "author": "2", "text": "3", "parent": "4"}).comments
    assert found["parent_id"].to_list() == [None, "1", "2"]
    assert read(rows, columns={"text": "3"}).comments["text"].to_list() == ["A word.", "Another, and more.", "A third."]


def test_comments_that_lie_inside_of_their_posts():
    def said(name, at):
        return {
            "id": f"{name}{at}",
            "text": SAID[at],
            "timestamp": f"2026-03-0{at + 1}T10:00:00Z",
            "ownerUsername": "osk",
        }

    posts = [
        {"shortCode": name, "caption": f"Of {name}.", "ownerUsername": "ines", "url": f"https://example.org/p/{name}/",
         "latestComments": [{**said(name, 0), "replies": [said(name, 1)]}, said(name, 2)]}
        for name in ("lamps", "herons")
    ]  # fmt: skip
    lamps, herons = read_many("\n".join(map(json.dumps, posts)).encode())
    assert lamps.comments["comment_id"].to_list() == ["lamps0", "lamps1", "lamps2"]
    assert herons.article.text == "Of herons."
