"""Files of corrections as people and spreadsheets write them."""

from __future__ import annotations

import pytest

from commentariat.threads import BrokenSource
from commentariat.threads.corrections import Correction, apply_corrections, read_corrections

from .discussions import discussion_of

HEADER = "comment_id,field,value\n"
ZED = (Correction("c3", "author", "Zed"),)


@pytest.mark.parametrize(
    "text",
    [HEADER + "c3,author,Zed\n", "\ufeff" + (HEADER + "c3,author,Zed\n").replace("\n", "\r\n"),
     HEADER + "\n c3 , Author , Zed \n\n", HEADER.replace(",", ";") + "c3;author;Zed\n",
     HEADER.replace(",", "\t") + "c3\tauthor\tZed\n", '"Comment_ID","Field","Value"\nc3,author,"Zed"\n',
     "value,note,comment_id,field\nZed,sure,c3,author\n", HEADER + "c3,author,Zed,more\n"],
)  # fmt: skip
def test_ways_of_writing_one_correction(text, tmp_path):
    file = tmp_path / "hand.csv"
    file.write_text(text, "utf-8", newline="")
    assert read_corrections(file) == ZED


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "needs the columns"), ("c3,author,Zed\n", "needs the columns"),
     (HEADER + "c3,author\n", "line 2 has fewer cells"), (HEADER + ",author,Zed\n", "line 2 names no comment"),
     (HEADER + "c3,author,Zed\nc3,colour,red\n", "line 3: 'colour' cannot be corrected"),
     (HEADER + "c3,parent,c1\nc3,link,c2\n", "the parent of c3 is set twice, to 'c1' and 'c2'"),
     (HEADER + "c3,author,J\xfcrgen\n", "no CSV in UTF-8")],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(text, said, tmp_path):
    file = tmp_path / "hand.csv"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(BrokenSource, match=said):
        read_corrections(file)


def test_a_comment_may_have_several_themes(tmp_path):
    file = tmp_path / "hand.csv"
    file.write_text(HEADER + "c3,theme,Buses\nc3,theme,Deal\nc3,author,Zed\nc3,author,Zed\n", "utf-8")
    assert len(read_corrections(file)) == 4


def test_a_corrected_author_is_the_person_of_that_name_and_nobody_else_changes():
    told = discussion_of(
        parent_id=[None, "c1", "c1", None], author=["Ada", "Ben", None, "Cy"], author_id=["u1", "u2", None, "u4"]
    )
    by_hand = [Correction("c3", "author", "Ada"), Correction("c4", "author", "Dee"), Correction("c2", "author", "")]
    found = apply_corrections(told, [*by_hand, Correction("c9", "author", "Eve")]).comments
    assert found.select("author", "author_id", "author_basis").rows() == [
        ("Ada", "u1", "stated"), (None, None, "human"), ("Ada", "u1", "human"), ("Dee", "dee", "human"),
    ]  # fmt: skip
    assert found.drop("author", "author_id", "author_basis").equals(
        told.comments.drop("author", "author_id", "author_basis")
    )


def test_a_corrected_parent_is_certain_and_moves_what_hangs_on_it():
    told = discussion_of(parent_id=[None, "c1", "c2", None], depth=[0, 1, 2, 0])
    found = apply_corrections(told, [Correction("c2", "parent", "c4"), Correction("c4", "parent", "c1")]).comments
    assert found["parent_id"].to_list() == [None, "c4", "c2", "c1"]
    assert found["depth"].to_list() == [0, 2, 3, 1]
    assert found["link_basis"].to_list() == ["root", "human", "explicit", "human"]
    assert found["link_confidence"].to_list() == [1.0] * 4


def test_parents_that_would_form_a_circle_are_refused():
    told = discussion_of(parent_id=[None, "c1"], depth=[0, 1])
    with pytest.raises(BrokenSource, match="circle"):
        apply_corrections(told, [Correction("c1", "parent", "c2")])
