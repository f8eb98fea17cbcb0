"""Links told from words where a source shows none: ``infer_links`` and ``--infer``."""

from __future__ import annotations

import json

import pytest

from commentariat import threads
from commentariat.threads.names import person_key
from commentariat.threads.rebuild.linking.people import persons

from .calling import call

SAID = (
    ("Marlo", "The ferry is late again and nobody tells us why."),
    ("Inga", "I walked to the north pier and the timetable there is from last year."),
    ("Tobias", "@Marlo the captain blames the tide, I asked him on Sunday."),
    ("Petra", "Why would anyone buy a lantern that needs winding twice a day?"),
    ("Oskar", "@Inga which pier? They moved the board in spring."),
    ("Inga", "@Oskar: the north one, next to the chandler."),
)


def page(said=SAID, days=range(3, 30)):
    items = "".join(
        f'<li class="comment depth-1" id="comment-{at + 10}"><cite class="fn">{name}</cite> '
        f'<div class="comment-meta commentmetadata"><a href="#comment-{at + 10}">May {day}, 2019 at 4:15 pm</a></div>'
        f"<p>{words}</p></li>"
        for at, ((name, words), day) in enumerate(zip(said, days, strict=False))
    )
    return f"<html><body><h1>Ferry</h1><ol class='commentlist'>{items}</ol></body></html>".encode()


def links(discussion):
    place = {one: at for at, one in enumerate(discussion.comments["comment_id"])}
    return [place.get(one) for one in discussion.comments["parent_id"]]


def test_a_flat_page_gets_the_links_that_its_words_tell():
    flat = threads.read(page())
    assert links(flat) == [None] * 6
    found = threads.infer_links(flat)
    assert [links(found)[at] for at in (2, 4, 5)] == [0, 1, 4]
    assert found.comments["depth"].to_list()[5] == 2
    assert found.comments["link_basis"].to_list()[4] == "mention"
    assert 0 < found.comments["link_confidence"][4] < 1
    assert found.comments["link_evidence"][4].to_list()
    assert found.notes[-1].code == "words-alone"
    stated = found.comments.filter(found.comments["stated_parent"].is_not_null())
    assert set(stated["link_basis"]) == {"mention"}
    assert found.comments.columns == flat.comments.columns
    assert found.comments.schema == flat.comments.schema


def test_the_order_of_writing_counts_and_not_that_of_the_page():
    upside_down = threads.infer_links(threads.read(page(SAID[::-1], range(20, 3, -1))))
    assert upside_down.source.capture.sort_order == "newest-first"
    found = links(upside_down)
    assert [found[5 - at] for at in (2, 4, 5)] == [5 - at for at in (0, 1, 4)]


def test_a_page_that_names_a_parent_is_left_alone():
    said = threads.read_text("\n".join(f"{name}: {words}" for name, words in SAID))
    nested = page().replace(b"</li></ol>", b'<ul class="children"><li class="comment depth-2" id="comment-99">'
                            b'<cite class="fn">Ann</cite> <p>So it is.</p></li></ul></li></ol>')  # fmt: skip
    for one in (threads.read(nested), said):
        if one.comments["parent_id"].null_count() < one.comments.height:
            assert threads.infer_links(one) is one


def test_nobody_is_told_from_a_single_comment():
    alone = threads.read(page(SAID[:1]))
    assert threads.infer_links(alone) is alone


def test_it_takes_a_discussion():
    with pytest.raises(TypeError):
        threads.infer_links("page.html")


def test_people_without_a_name_are_not_one_person():
    shown = [("Anonymous",), ("Marlo",), (), ("Anonymous",), ("匿名",)]
    assert persons(["anonymous", "marlo", None, "anonymous", "x"], shown) == [None, "marlo", None, None, None]


def test_who_gives_no_name_has_no_id_but_is_shown_as_the_page_does():
    said = [(name if at % 2 else "Anonymous", words) for at, (name, words) in enumerate(SAID)]
    comments = threads.read(page(said)).comments
    assert comments["author"].to_list() == ["Anonymous", "Inga", "Anonymous", "Petra", "Anonymous", "Inga"]
    assert comments["author_id"].to_list() == [None, "inga", None, "petra", None, "inga"]
    assert comments.select(key=person_key())["key"].to_list() == [None, "inga", None, "petra", None, "inga"]
    dump = "\n".join(f"{name} says:\nMay {at + 3}, 2019 at 4:15 pm\n{words}\n" for at, (name, words) in enumerate(said))
    assert threads.read_text("Comments\n\n" + dump).comments["author_id"].to_list() == comments["author_id"].to_list()


@pytest.mark.parametrize(("options", "answers"), [([], 0), (["--infer"], 3)])
def test_the_option_tells_them(tmp_path, options, answers):
    source = tmp_path / "page.html"
    source.write_bytes(page())
    told = call("parse", str(source), "--to", "jsonl", *options)
    assert told.returncode == 0
    rows = [json.loads(line) for line in told.stdout.splitlines()]
    assert sum(row["parent_id"] is not None for row in rows) >= answers
    assert answers or all(row["parent_id"] is None for row in rows)
