"""Dumps of databases, in the dialects that write them: rows of tables called after comments, and those beside them."""

from __future__ import annotations

import pytest

from commentariat.threads import NoCommentsFound, ReadError, read, read_many
from commentariat.threads.readers.sql import read_dump
from commentariat.threads.readers.sql_signs import is_dump

from .fixtures import fixture

MYSQL = "-- MySQL dump 10.13\nCREATE TABLE `c` (`id` int, `said` text COMMENT 'a, b; c', KEY `k` (`id`));\n"
WORDPRESS = (
    "comment_ID", "comment_post_ID", "comment_author", "comment_date", "comment_date_gmt", "comment_content",
    "comment_approved", "comment_type", "comment_parent", "user_id",
)  # fmt: skip


def test_a_dump_with_its_people_and_articles():
    ferry, herons = read_many(fixture("table", "sql-dump"))
    assert ferry.comments["author"].to_list() == ["Ines Harrow", "Tobias Reed", "Ines Harrow"]
    assert ferry.comments["parent_id"].to_list() == [None, "1", "2"]
    assert ferry.comments["text"][0] == "It leaves at nine (they say), 'sharp'."
    assert (ferry.article.title, herons.article.title) == ("The ferry's new timetable", "Herons at the weir")


@pytest.mark.parametrize(
    ("statements", "rows"),
    [
        (MYSQL + r"INSERT INTO `c` VALUES (1,'it\'s; (so)'),(2,'a''b\n');", [(1, "it's; (so)"), (2, "a'b\n")]),
        ("SET x=1;\nINSERT INTO public.c (id, said) VALUES (1, 'a\\b'::text);\n", [(1, "a\\b")]),
        ("GO\nINSERT [dbo].[c] ([id], [said]) VALUES (1, CAST(N'a, ''b''' AS NVarChar(9)))\nGO\n", [(1, "a, 'b'")]),
        ("BEGIN;\nCOPY c (id, said) FROM stdin;\n1\ta\\tb\n2\t\\N\n\\.\n", [("1", "a\tb"), ("2", None)]),
        ("PRAGMA x;\nCREATE TABLE c(id INT, said TEXT);\nINSERT INTO c VALUES(1,replace('a\\nb','\\n',char(10)));\n",
         [(1, "a\nb")]),
        ("CREATE TABLE c (id int, said text);\nINSERT INTO c VALUES (1, 'INSERT INTO c VALUES (2, 3);'), (NULL, true);",
         [(1, "INSERT INTO c VALUES (2, 3);"), (None, True)]),
    ],
)  # fmt: skip
def test_rows_of_each_dialect(statements, rows):
    assert is_dump(statements)
    assert read_dump(statements).tables["c"] == [dict(zip(("id", "said"), row, strict=True)) for row in rows]


def test_a_dump_that_breaks_off_keeps_the_rows_before():
    dump = (
        b"INSERT INTO comments (id, who, at, body) VALUES (1,'osk','2020-01-02','A word.'),(2,'Ida','2020-01-02','Half"
    )
    found = read(dump)
    assert found.comments["text"].to_list() == ["A word."]
    assert any(note.code == "torn-rows" for note in found.notes)


def test_spam_and_pingbacks_of_wordpress():
    day = "2020-01-01 10:00:00"
    rows = [
        (1, 9, "Osk", day, day, "The lamp is lit.", "1", "", 0, 0),
        (2, 9, "Mirel", day, day, "Every night?", "1", "comment", 1, 3),
        (3, 9, "Pills", day, day, "Buy pills.", "spam", "", 0, 0),
        (4, 9, "Elsewhere", day, day, "[…] the lamp […]", "1", "pingback", 0, 0),
    ]
    said = ",".join(map(repr, rows))
    found = read(
        f"CREATE TABLE `wp_posts` (`ID` int, `post_title` text, `post_content` text, `post_type` text);\n"
        "INSERT INTO `wp_posts` VALUES (9,'Lamps','<p>Of lamps.</p>','post'),(10,'Lamps','<p>Old.</p>','revision');\n"
        f"INSERT INTO `wp_comments` ({', '.join(WORDPRESS)}) VALUES {said};\n".encode()
    )
    assert found.comments["author"].to_list() == ["Osk", "Mirel", "Pills"]
    assert found.comments["parent_id"].to_list() == [None, "1", None]
    assert found.comments["deleted"].to_list() == [False, False, True]
    assert found.article.title == "Lamps"


def test_a_dump_without_comments_says_what_it_holds():
    dump = "CREATE TABLE goods (id int, title text, price int);\nINSERT INTO goods VALUES (1, 'A lamp of brass', 4);\n"
    with pytest.raises(NoCommentsFound, match=r"no table looks like comments \(goods\)"):
        read(dump.encode())
    with pytest.raises(ReadError, match="goods: id, title, price"):
        read(dump.encode(), columns={"text": "words"})
    assert read(dump.encode(), columns={"text": "title"}).comments["text"].to_list() == ["A lamp of brass"]


@pytest.mark.parametrize(
    "table", ["comment_likes", "comments_meta", "post_tags", "reviews_index", "messages_queue", "orders"]
)
def test_tables_of_something_else_are_refused(table):
    rows = ", ".join(f"({at}, 'A word or two, number {at}', 'osk', '2020-01-0{at}')" for at in range(1, 5))
    with pytest.raises(NoCommentsFound):
        read(f"INSERT INTO {table} (id, body, author, created_at) VALUES {rows};\n".encode())


def test_words_about_a_database_are_no_dump():
    said = "Osk wrote:\nTry this:\nINSERT INTO lamps VALUES (1, 'brass');\nand then tell me what it says.\n"
    assert not is_dump(said)
    assert not is_dump("Set: a word.\nINSERT INTO lamps VALUES (1);\n")
