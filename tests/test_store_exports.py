"""Pages merge, corrections show as human, and other programs read the graphs."""

from __future__ import annotations

import json
from dataclasses import replace

import networkx as nx
import pytest

from commentariat.threads import BrokenSource, read, read_many, save
from commentariat.threads.corrections import (
    apply_corrections,
    count_corrections,
    read_corrections,
    theme_corrections,
)
from commentariat.threads.pages import merge_pages
from commentariat.threads.schema import check_comments

from .fixtures import fixture


def page(rows):
    return read(
        "\n".join(map(json.dumps, rows)).encode(), columns={"id": "id", "parent": "up", "text": "say", "author": "who"}
    )


@pytest.fixture
def pages():
    first = [
        {"id": "1", "up": None, "say": "The well is dry.", "who": "Ann"},
        {"id": "2", "up": "9", "say": "Is it?", "who": "Bob"},
    ]
    second = [
        {"id": "9", "up": "1", "say": "Since May.", "who": "Cat"},
        {"id": "1", "up": None, "say": "The well is dry.", "who": "Ann"},
    ]
    return [page(first), page(second)]


def test_pages_become_one_discussion(pages):
    merged = merge_pages(pages)
    check_comments(merged.comments)
    assert merged.comments["comment_id"].to_list() == ["1", "2", "9"]
    assert merged.comments["parent_id"].to_list() == [None, "9", "1"]
    assert merged.comments["depth"].to_list() == [0, 2, 1]
    assert merged.comments["link_basis"].to_list() == ["root", "explicit", "explicit"]
    assert "dangling-parent" not in {note.code for note in merged.notes}
    assert merged.source.capture.read == 3
    assert merged.source.capture.pages == "1–2"


def test_numbering_by_position_is_told_apart_by_page():
    one = [
        {"name": "Ann", "message": "The first page.", "children": [{"name": "Bob", "message": "Yes.", "children": []}]}
    ]
    two = [
        {"name": "Cat", "message": "The second page.", "children": [{"name": "Dan", "message": "No.", "children": []}]}
    ]
    merged = merge_pages([read(json.dumps(part).encode()) for part in (one, two)])
    assert merged.comments["comment_id"].n_unique() == 4
    assert merged.comments["depth"].to_list() == [0, 1, 0, 1]
    assert merged.comments["parent_id"][3] == merged.comments["comment_id"][2]


def test_a_page_under_another_title_is_noted(pages):
    def under(title):
        return replace(pages[0], article=replace(pages[0].article, title=title))

    codes = [
        [note.code for note in merge_pages([under("The bridge is shut"), under(other)]).notes]
        for other in ("The bridge is shut | Page 2", None, "A recipe for plum jam")
    ]
    assert ["other-title" in one for one in codes] == [False, False, True]


def test_corrections_show_as_human(pages, tmp_path):
    path = tmp_path / "corrections.csv"
    path.write_text(
        "comment_id,field,value\n2,author,ann\n2,parent,1\n9,parent,root\n9,theme,water\nzz,author,x\n", "utf-8"
    )
    fixed = apply_corrections(merge_pages(pages), path)
    check_comments(fixed.comments)
    rows = {row["comment_id"]: row for row in fixed.comments.iter_rows(named=True)}
    assert (rows["2"]["author"], rows["2"]["author_basis"], rows["2"]["parent_id"]) == ("ann", "human", "1")
    assert rows["2"]["author_id"] == rows["1"]["author_id"]
    assert (rows["9"]["parent_id"], rows["9"]["link_basis"], rows["9"]["depth"]) == (None, "human", 0)
    assert count_corrections(fixed) == 4
    assert theme_corrections(read_corrections(path)) == {"9": ("water",)}


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("a,b\n1,2\n", "needs the columns"),
        ("comment_id,field,value\n2,mood,x\n", "line 2"),
        ("comment_id,field,value\n2,parent,77\n", "77"),
        ("comment_id,field,value\n1,parent,2\n2,parent,1\n", "circle"),
    ],
)
def test_bad_corrections_say_what_is_wrong(pages, tmp_path, lines, why):
    path = tmp_path / "corrections.csv"
    path.write_text(lines, "utf-8")
    with pytest.raises(BrokenSource, match=why):
        apply_corrections(merge_pages(pages), path)


def test_corrections_that_are_no_text_say_so(pages, tmp_path):
    path = tmp_path / "corrections.csv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BrokenSource, match="no CSV in UTF-8"):
        apply_corrections(merge_pages(pages), path)


def test_other_programs_read_the_graphs(pages, tmp_path):
    merged = merge_pages(pages)
    save(merged, tmp_path / "replies.graphml")
    graph = nx.read_graphml(tmp_path / "replies.graphml")
    assert sorted(graph.edges()) == [("2", "9"), ("9", "1")]
    assert graph.nodes["2"]["text"] == "Is it?"
    save(merged, tmp_path / "replies.gexf")
    assert nx.read_gexf(tmp_path / "replies.gexf", version="1.3").number_of_nodes() == 3


def test_a_convokit_folder_is_a_source_again(pages, tmp_path):
    merged = merge_pages(pages)
    save(merged, tmp_path / "corpus", "convokit")
    back = read(tmp_path / "corpus")
    for name in ("comment_id", "parent_id", "text", "author", "depth"):
        assert back.comments[name].to_list() == merged.comments[name].to_list()


@pytest.mark.parametrize("ending", ["parquet", "jsonl", "csv", "json"])
def test_what_was_saved_is_a_source(pages, tmp_path, ending):
    path = tmp_path / f"saved.{ending}"
    save(pages, path)
    first, second = read_many([path])
    assert first.comments.equals(pages[0].comments)
    assert (second.notes, second.source) == (pages[1].notes, pages[1].source)


@pytest.mark.parametrize("ending", ["parquet", "tsv", "jsonl"])
def test_tables_of_others_are_read_with_columns_guessed(tmp_path, ending):
    import polars as pl

    table = pl.DataFrame(
        {"comment_id": [1, 2], "reply_to": [None, 1], "nick": ["Ann", "Bob"], "comment": ["Is it dry?", "It is."]}
    )
    path = tmp_path / f"table.{ending}"
    {
        "parquet": table.write_parquet,
        "tsv": lambda to: table.write_csv(to, separator="\t"),
        "jsonl": table.write_ndjson,
    }[ending](path)
    back = read(path)
    assert back.source.reader == "table"
    assert back.comments["parent_id"].to_list() == [None, "1"]
    assert back.comments["author"].to_list() == ["Ann", "Bob"]


def test_a_table_whose_cells_hold_dumps_is_a_table(tmp_path):
    import polars as pl

    dump = "\n\n".join(
        f"{n}. Ann says:\nMay {n}, 2016 at 10:0{n} am\n\nThe well is dry, says letter {n}." for n in range(1, 9)
    )
    table = pl.DataFrame(
        {"comment_id": ["a", "b"], "parent_id": [None, "a"], "author": ["Ann", "Bob"], "text": [dump, f"Look:\n{dump}"]}
    )
    path = tmp_path / "letters.csv"
    table.write_csv(path)
    back = read(path)
    assert back.source.reader == "table"
    assert back.comments["comment_id"].to_list() == ["a", "b"]


def test_folders_are_sources(tmp_path):
    for name in ("guardian-json", "nyt"):
        discussion = read(fixture("json", name))
        save(discussion, tmp_path / f"{name}.csv")
    readers = [one.source.reader for one in read_many([tmp_path])]
    assert readers == ["guardian-json", "nyt"]
    mails = tmp_path / "mails"
    mails.mkdir()
    for number in (1, 2):
        above = f"In-Reply-To: <{number - 1}@m>\n" if number > 1 else ""
        (mails / f"{number}.eml").write_text(
            f"From: a@m\nSubject: Well\nMessage-ID: <{number}@m>\n{above}\nLetter {number}.\n", "utf-8"
        )
    assert read(mails).comments["parent_id"].to_list() == [None, "1@m"]
