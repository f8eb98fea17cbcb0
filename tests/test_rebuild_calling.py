"""Comments that begin with "@NAME" where nothing else marks replies."""

from __future__ import annotations

import pytest

from commentariat import threads
from commentariat.threads.rebuild.linking.calling import called

NAMES = {"marlo": "marlo", "marlo rusk": "marlo rusk", "petra k.": "petra k.", "ann": "ann", "小松": "小松"}


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("@Marlo the captain blames the tide.", "marlo"),
        ("@Marlo Rusk: no.", "marlo rusk"),
        ("@ Petra K. thanks", "petra k."),
        ("＠petra, thanks", "petra k."),
        ("@小松 是啊", "小松"),
        ("@小松是啊", "小松"),
        ("@Annabel and others", None),
        ("Marlo, is it so?", None),
        ("I asked @Marlo.", None),
        ("@", None),
        ("", None),
    ],
)
def test_whom_a_comment_calls(text, whom):
    assert called([text], NAMES) == [whom]


def test_a_first_word_that_two_share_calls_neither():
    assert called(["@Tessa which pier?"], {"tessa moor": "a", "tessa field": "b"}) == [None]


SAID = (
    ("Marlo", "The ferry is late again and nobody tells us why."),
    ("Inga", "I walked to the north pier and the timetable there is from last year."),
    ("Tobias", "@Marlo the captain blames the tide, I asked him on Sunday."),
    ("Petra K.", "Why would anyone buy a lantern that needs winding twice a day?"),
    ("Oskar", "@Inga which pier? They moved the board in spring."),
    ("Inga", "@Oskar: the north one, next to the chandler."),
    ("Lydia", "Nobody asked the people who live by the canal."),
)


def test_where_no_thread_is_shown_they_answer_the_person_called():
    lines = [f"{name} says:\nMay {at + 3}, 2019 at 4:15 pm\n{words}\n" for at, (name, words) in enumerate(SAID)]
    found = threads.read_text("Comments\n\n" + "\n".join(lines)).comments
    ids = found["comment_id"].to_list()
    parents = [None if one is None else ids.index(one) for one in found["parent_id"]]
    assert [parents[at] for at in (2, 4, 5)] == [0, 1, 4]
    called_ = found.filter(found["text"].str.starts_with("@"))
    assert called_["link_basis"].to_list() == ["mention"] * 3
    for evidence in called_["link_evidence"].to_list():
        assert "lead-mention" in [one["kind"] for one in evidence]


def test_nobody_answers_oneself_or_a_later_comment():
    words = list(SAID)
    words[0] = ("Marlo", "@Lydia you will write later, and I am the first.")
    words[2] = ("Tobias", "@Tobias I talk to myself about the tide and the timetable.")
    lines = [f"{name} says:\nMay {at + 3}, 2019 at 4:15 pm\n{said}\n" for at, (name, said) in enumerate(words)]
    found = threads.read_text("Comments\n\n" + "\n".join(lines)).comments
    assert "mention" not in found["link_basis"].gather([0, 2]).to_list()
