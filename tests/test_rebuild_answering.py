"""Who is answered, as pages of many languages say it in lines and signs of their own."""

from __future__ import annotations

import pytest

from commentariat import threads
from commentariat.threads.rebuild.comments.addressing import habitual_addressees

from .text_data import ARTICLE, BODIES, NAMES

#: Every second one answers the one before.
PARENTS = (None, 0, None, 2, None, 4)
HANDLES = {name: name.split()[0].lower() + "7" for name in NAMES}


def read(lines, heading="Comments"):
    """Read the six comments in a layout; lines that begin with a question mark are those of answers."""
    blocks = []
    for at, (name, body) in enumerate(zip(NAMES, BODIES, strict=True)):
        parent = PARENTS[at]
        whom = NAMES[parent] if parent is not None else ""
        told = {
            "name": name, "body": body, "day": 10 + at, "minute": 10 + at, "age": 20 - at, "whom": whom,
            "handle": HANDLES[name], "his": HANDLES.get(whom, ""), "first": whom.split(" ")[0],
        }  # fmt: skip
        kept = [line.removeprefix("?") for line in lines if parent is not None or not line.startswith("?")]
        kept = [line.removeprefix("!") for line in kept if parent is None or not line.startswith("!")]
        blocks.append("\n".join(line.format(**told) for line in kept))
    return threads.read_text(f"{ARTICLE}{heading}\n\n" + "\n".join(blocks) + "\n").comments


def answered(found):
    ids = found["comment_id"].to_list()
    assert found["text"].to_list() == list(BODIES)
    return [None if one is None else ids.index(one) for one in found["parent_id"]]


@pytest.mark.parametrize(
    "lines",
    [
        ("!{name}", "?{name} do {whom}", "{day}.06.2021 10:{minute}", "{body}", "Odpowiedz", ""),
        ("{name}", "2021.06.{day} 10:{minute}", "?{whom}님에게 답글", "{body}", "답글", ""),
        ("{name}", "{day}.06.2021, 10:{minute}", "?В ответ на комментарий {whom}", "{body}", "Ответить", ""),
        ("{name}", "{day}.06.2021 10:{minute}", "?@{whom} adlı kullanıcıya yanıt", "{body}", "Yanıtla", ""),
        ("!{name}", "?{name} ответила {first}", "{body}", "{day} мая 2021 в 10:{minute}", "Ответить"),
        ("!{name}", "?{name} en respuesta a {whom}", "{day}/07/2021 10:{minute}", "", "{body}", "Responder", ""),
        (
            "!{name}, {day} June 2021 at 10:{minute}",
            "?{name}, in reply to {whom}, {day} June 2021 at 10:{minute}",
            "{body}",
            "",
        ),
        ("{name}", "@{handle}", "6月{day}日", "?返信先: @{his}さん", "{body}", "1{minute}"),
        ("{name}", "@{handle}", "·", "{age} d", "?Antwort an", "?@{his}", "{body}", "1{minute}"),
    ],
)
def test_whom_a_comment_answers(lines):
    found = read(lines)
    assert found["author"].to_list() == list(NAMES)
    assert answered(found) == list(PARENTS)


def test_handles_that_open_what_is_said_name_whom_it_answers():
    found = read(("{handle}", "!{body}", "?@{his} {body}", "{age}w", "3{minute} likes", "Reply"))
    ids = found["comment_id"].to_list()
    assert [None if one is None else ids.index(one) for one in found["parent_id"]] == list(PARENTS)


def test_whole_names_that_open_what_is_said_name_whom_it_answers():
    found = read(
        ("{name}", "{day}-06-2021 10:{minute}", "!{body}", "?@{whom} {body}", "Reageer", ""), heading="Reacties"
    )
    ids = found["comment_id"].to_list()
    assert [None if one is None else ids.index(one) for one in found["parent_id"]] == list(PARENTS)


def test_a_link_upwards_is_an_answers():
    found = read(
        (
            "{body}",
            "",
            "!by {name} on Jun {day}, 2021 10:{minute} AM",
            "?by {name} on Jun {day}, 2021 10:{minute} AM up",
            "",
        )
    )
    assert [parent is None for parent in found["parent_id"]] == [parent is None for parent in PARENTS]


def test_words_around_a_name_count_where_they_come_back():
    known = {name.casefold(): name for name in NAMES}
    lines = [f"antwoord aan {name}:" for name in NAMES[:3]]
    assert habitual_addressees(lines, known) == list(NAMES[:3])
    assert habitual_addressees([*lines[:2], "Ansel Brook is right"], known) == [None] * 3
