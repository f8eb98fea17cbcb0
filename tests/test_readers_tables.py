"""Tables of other people's making: odd names of columns, none at all, and tables that hold no comments."""

from __future__ import annotations

import json

import polars as pl
import pytest

from commentariat.threads import NoCommentsFound, ReadError, read


def csv(header, *rows):
    return "\n".join((header, *rows)).encode()


def test_columns_that_repeat_the_word_comment():
    record = {
        "board_id": 7, "discussion_id": 31, "discussion_title": "Herons", "comment_focus_id": None,
        "comment_user_id": 3,
    }  # fmt: skip
    said = ("I saw two herons at the weir.", "Three, if you count the young one.")
    rows = [
        {**record, "comment_id": at, "comment_body": body, "comment_user_login": f"wader{at}",
         "comment_created_at": f"2022-11-1{at}T10:15:32Z"}
        for at, body in enumerate(said, 1)
    ]  # fmt: skip
    found = read(json.dumps(rows).encode())
    assert found.comments["author"].to_list() == ["wader1", "wader2"]
    assert found.comments["created"].null_count() == 0
    assert found.article.title == "Herons"


def test_columns_with_a_dot_in_their_names():
    found = read(
        csv(
            "fullname,author.name,body,created_utc,id,link_id,name,parent_id,score",
            't1_a1,marsh_owl,"The weir, again?",1470604422.0,a1,t3_z,t1_a1,t3_z,4',
            "t1_a2,reed,Always the weir.,1470604522.0,a2,t3_z,t1_a2,t1_a1,2",
            "t1_a3,marsh_owl,They mended it in spring.,1470604622.0,a3,t3_z,t1_a3,t1_a2,1",
            "t1_a4,rush,Which spring was that?,1470604722.0,a4,t3_z,t1_a4,t1_a3,1",
            "t1_a5,reed,The wet one.,1470604822.0,a5,t3_z,t1_a5,t1_a4,9",
        )
    ).comments
    assert found["author"].to_list() == ["marsh_owl", "reed", "marsh_owl", "rush", "reed"]
    assert found["parent_id"].to_list() == [None, "a1", "a2", "a3", "a4"]


def test_keys_with_a_dot_in_json():
    said = ("The weir, again?", "Always the weir.", "They mended it in spring.")
    rows = [{"id": at, "author.name": f"wader{at}", "body": body, "parent.id": at - 1 or None, "on.day": "2022-11-01"}
            for at, body in enumerate(said, 1)]  # fmt: skip
    for source in (json.dumps(rows), "\n".join(map(json.dumps, rows))):
        found = read(source.encode()).comments
        assert found["author"].to_list() == ["wader1", "wader2", "wader3"]
        assert found["parent_id"].to_list() == [None, "1", "2"]


def test_a_parquet_table_without_a_row_holds_no_comments(tmp_path):
    pl.DataFrame(schema={"id": pl.Int64, "body": pl.String}).write_parquet(tmp_path / "none.parquet")
    with pytest.raises(NoCommentsFound, match="no row"):
        read(tmp_path / "none.parquet")


def test_words_and_votes_of_videos():
    found = read(csv("video_id,comment_text,likes,replies", *(f"v1,The heron number {at},{at},0" for at in range(6))))
    assert found.comments["score"].to_list() == [0, 1, 2, 3, 4, 5]
    assert found.source.reader == "table"


def test_words_and_votes_are_enough_where_the_words_are_called_comments():
    found = read(csv("film,score,Comments", *(f"0,{at},The heron number {at} sings" for at in range(6))))
    assert found.comments["score"].to_list() == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    "table",
    [
        csv("comment,label", *(f"The {word} heron flew.,{word}" for word in ("grey", "white", "old", "young", "last"))),
        csv("timestamp\tteam\tbody\tlength", *(f"2020-04-06 23:35:3{at}\tGulls\tThey won it.\t12" for at in range(8))),
        csv("serial,device,price", *(f"{at},lamp,{at}.50" for at in range(8))),
    ],
    ids=["labels", "teams", "prices"],
)
def test_tables_that_name_nobody_say_what_to_do(table):
    with pytest.raises(ReadError, match="columns="):
        read(table)


def test_rows_without_names_of_columns_are_no_text():
    with pytest.raises(ReadError, match="column names"):
        read(csv(*(f'"t1_ct0{at}";"t3_3cx";"14366{at}0796.0"' for at in range(10, 40))))


def test_an_id_of_youtube_names_its_parent():
    root = "UgyQuayLanternAaABAg1234"
    found = read(
        csv(
            "cid,author,text,time,parent_id",
            f"{root},pell,Who paints it?,2024-01-01T10:00:00Z,",
            f"{root}.AMfirst000001,ode,The office does.,2024-01-01T11:00:00Z,{root}.AMfirst000001",
            f"{root}.AMsecond00002,tell,Nobody does.,2024-01-01T12:00:00Z,",
        )
    ).comments
    assert found["parent_id"].to_list() == [None, root, root]
    assert found["link_basis"].to_list() == ["root", "explicit", "explicit"]


def test_sentences_with_a_comma_each_are_no_table():
    with pytest.raises(NoCommentsFound):
        read(csv(*(f"The {word} heron stood at the weir, and nobody shouted." for word in ("grey", "old", "last") * 4)))


def test_the_pair_of_columns_that_fit_is_id_and_parent():
    """A mail has a number of its own beside the id that answers name; a comment of a tutorial has a mother."""
    mails = csv(
        "id,message_id,from_name,date,in_reply_to,body",
        "msg-1,<a@weir.example>,Ann Reed,2011-02-01 13:09,,Who opened the sluice last night?",
        "msg-2,<b@weir.example>,Bob Hill,2011-02-01 14:09,<a@weir.example>,The miller did it again.",
        "msg-3,<c@weir.example>,Ann Reed,2011-02-01 15:09,<b@weir.example>,Then tell the miller.",
        "msg-4,<d@weir.example>,Cat Moor,2011-02-02 15:09,<z@weir.example>,I have told him twice.",
    )
    found = read(mails).comments
    assert found["parent_id"].to_list() == [None, "<a@weir.example>", "<b@weir.example>", None]
    assert found["author"].to_list() == ["Ann Reed", "Bob Hill", "Ann Reed", "Cat Moor"]
    rows = [{"id": at, "motherId": above, "username": f"u{at}", "comment_content": "A word or two."}
            for at, above in ((1, -1), (2, 1), (3, 1), (4, 2))]  # fmt: skip
    assert read(json.dumps({"comments": rows}).encode()).comments["parent_id"].to_list() == [None, "1", "1", "2"]


def test_names_that_lie_inside_the_rows_of_a_list():
    rows = [
        {"id": at, "body": f"Gate {at} is open.", "created_at": f"2020-03-0{at}", "reviewer": {"login": f"u{at}"}}
        for at in (1, 2)
    ]  # fmt: skip
    for said in (rows, rows[:1]):
        assert read(json.dumps(said).encode()).comments["author"].to_list() == [
            f"u{at}" for at in range(1, len(said) + 1)
        ]


def test_columns_in_other_languages():
    found = read(
        csv(
            "ИД статьи;Имя пользователя;Комментарий",
            '8;"Мария";"Придётся чинить ворота."',
            '8;"Олег";"Ворота чинили весной."',
        )
    ).comments
    assert found["author"].to_list() == ["Мария", "Олег"]
    found = read(
        csv(
            "评论ID,用户昵称,评论内容,评论时间",
            "1,阿明,这座桥很旧,2021-03-04 10:00",
            "2,小红,桥去年修过,2021-03-04 11:00",
        )
    ).comments
    assert found["author"].to_list() == ["阿明", "小红"]
    assert found["created"].null_count() == 0


@pytest.mark.parametrize(
    "record",
    [
        {"id": 1, "title": "The gate", "body": "It jams.", "user": {"login": "ann"}, "comments_url": "//x.example/1"},
        {"id": "f3", "message": "Oil the gate", "author_name": "ann", "committer_name": "ann", "created": "2020-01-02"},
        {"id": 7, "name": "Ann Reed", "description": "I row boats.", "followers_count": 3, "created_at": "2020-01-02"},
        {"id": 9, "comments": None, "author": "ann", "dateCreated": "1462306027"},
    ],
    ids=["issues", "commits", "profiles", "events"],
)  # fmt: skip
def test_records_that_are_no_comments(record):
    with pytest.raises(ReadError):
        read(json.dumps({"result": [{**record, "id": at} for at in range(4)]}).encode())
    with pytest.raises(ReadError):
        read(json.dumps([{**record, "id": at} for at in range(4)]).encode())


def test_comments_of_nobody_with_their_times():
    rows = [{"time": f"2023-05-02 16:5{at}:07", "comment": "They played it safe again."} for at in range(3)]
    found = read(json.dumps({"title": "Gulls", "comments": rows}).encode()).comments
    assert found.height == 3
    assert found["created"].null_count() == 0


def test_an_id_that_repeats_is_that_of_the_discussion():
    rows = [
        {"post_id": at // 3, "commenter_name": f"u{at}", "comment": f"Gate {at} jams.", "pk": at} for at in range(6)
    ]
    found = read(json.dumps(rows).encode(), discussion="1").comments
    assert found["comment_id"].to_list() == ["3", "4", "5"]


def test_whom_a_nested_answer_names_is_no_parent():
    answer = {
        "id": 2,
        "author": "ode",
        "html": "<p>The green one.</p>",
        "date": "2021-09-02",
        "reply_to": "pell",
        "replies": [],
    }
    said = {"id": 1, "author": "pell", "html": "<p>Which one?</p>", "date": "2021-09-01", "replies": [answer]}
    found = read(json.dumps({"gate": [said]}).encode()).comments
    assert found["parent_id"].to_list() == [None, "1"]
    assert found["link_basis"].to_list() == ["root", "nesting"]


@pytest.mark.parametrize("tag", ["long_desc", "row", "note"])
def test_xml_of_trackers_and_databases(tag):
    said = "".join(
        f'<{tag}><commentid>{at}</commentid><who name="Ann {at}">a@weir.example</who>'
        f"<bug_when>2013-06-2{at} 11:49:36 +0200</bug_when><thetext>The gate jams.</thetext></{tag}>"
        for at in (1, 2)
    )
    found = read(f"<?xml version='1.0'?><bugzilla><bug>{said}</bug></bugzilla>".encode()).comments
    assert found["author"].to_list() == ["Ann 1", "Ann 2"]
    assert found["created"].null_count() == 0


def test_a_list_in_yaml_is_no_text():
    rows = "".join(f"- id: {at}\n  author: u{at}\n  date: 2020-01-0{at}\n  text: The gate jams.\n" for at in (1, 2, 3))
    with pytest.raises(ReadError, match="no format"):
        read(rows.encode())


def test_records_whose_parts_lie_in_an_object():
    dump = [
        {"model": "talk.comment", "pk": at, "fields": {"user_name": f"u{at}", "comment": "It jams.", "parent": above,
         "submit_date": f"2022-01-0{at}T10:00:00Z", "object_pk": "2"}}
        for at, above in ((1, None), (2, 1), (3, 2))
    ]  # fmt: skip
    found = read(json.dumps(dump).encode()).comments
    assert found["comment_id"].to_list() == ["1", "2", "3"]
    assert found["parent_id"].to_list() == [None, "1", "2"]
    assert found["author"].to_list() == ["u1", "u2", "u3"]
    assert found["created"].null_count() == 0


def test_who_answers_the_story_itself_is_a_root():
    rows = [{"id": at, "story_id": 90, "parent_id": above, "author": f"u{at}", "text": "The gate jams."}
            for at, above in ((91, 90), (92, 91), (93, 90), (94, 77))]  # fmt: skip
    for data in (json.dumps(rows), json.dumps({"hits": rows})):
        found = read(data.encode()).comments
        assert found["link_basis"].to_list() == ["root", "explicit", "root", "missing"]


def test_one_comment_alone_in_its_list():
    said = {
        "id": 7,
        "author": "ann",
        "body": "The gate jams.",
        "created_at": "2020-01-02T10:00:00Z",
        "email": "a@weir.example",
    }
    assert read(json.dumps({"comments": [said], "page": 1}).encode()).comments["author"].to_list() == ["ann"]
    with pytest.raises(ReadError):
        read(json.dumps({"page": said}).encode())


def test_a_first_comment_longer_than_the_sample_leaves_a_table_a_table():
    long = "The ferry is late. " * 20_000
    rows = (f"1,,Ines,2020-01-02,{long}", "2,1,Tobias,2020-01-03,It always is.")
    found = read(csv("id,parent,author,created,text", *rows))
    assert found.comments["parent_id"].to_list() == [None, "1"]
    assert found.comments["text"][0] == long.strip()
