"""Tables of other people's making: odd names of columns, none at all, and tables that hold no comments."""

from __future__ import annotations

import json

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
    with pytest.raises(ReadError, match="--columns"):
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
