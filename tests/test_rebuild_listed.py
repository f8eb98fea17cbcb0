"""Lists of comments whose author lines an extractor dropped: bounds and answers from bullets and columns."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from commentariat import threads
from commentariat.threads.errors import NoCommentsFound
from commentariat.threads.rebuild.cutters.listed import cut_list, find_list
from commentariat.threads.rebuild.text.lines import split_lines

FIXTURE = Path(__file__).parent / "fixtures" / "text" / "listed-text.txt"
SAID = (
    "Green is the colour of a safe quay.",
    "I can see it from my boat well enough.",
    "A bell would do, and it never needs oil.",
)


def _list(*items: str, above: str = "", below: str = "") -> str:
    words = "\n\n".join(f"  • {item}" for item in items)
    return f"A lantern\n\nIt hangs at the end of the quay.\n\n{above}\n\n{words}\n\n{below}\n"


def test_items_are_comments_and_answers_stand_further_in():
    found = threads.read(FIXTURE)
    assert found.source.reader == "listed-text"
    assert found.source.capture.claimed == 9
    comments = found.comments
    assert comments["depth"].to_list() == [0, 1, 2, 1, 0, 0, 0, 1, 0]
    assert comments["parent_id"].to_list() == [None, "c1", "c2", "c1", None, None, None, "c7", None]
    assert comments["text"][2] == "Then let them pay for the glass."
    assert comments["text"][1].endswith("They have asked every year since the wreck.")


def test_a_list_inside_what_is_said_stays_there():
    text = threads.read(FIXTURE).comments["text"][3]
    assert "a white light" in text
    assert text.endswith("Neither was ever voted on.")


def test_a_name_that_survived_is_the_author_and_the_loss_of_the_others_is_noted():
    found = threads.read(FIXTURE)
    assert found.comments["author"].to_list() == [None] * 4 + ["Ottla Brenn"] + [None] * 4
    assert "names-lost" in {note.code for note in found.notes}


def test_every_character_below_the_heading_is_accounted_for():
    lines = split_lines(FIXTURE.read_text("utf-8"))
    found = find_list(lines)
    assert found is not None
    spans = sorted(cut_list(lines, found).spans)
    covered = {at for begin, end, _, _ in spans for at in range(begin, end)}
    start = lines.begin[found.heading]
    assert all(sign.isspace() or at in covered for at, sign in enumerate(lines.text) if at >= start)


@pytest.mark.parametrize("above", ["3 Comments", "3 Ergänzungen", "(3) reacties op dit bericht"])
def test_a_heading_that_counts_the_items_makes_a_list_a_discussion(above):
    assert threads.read_text(_list(*SAID, above=above)).comments["text"].to_list() == list(SAID)


def test_answers_above_the_form_make_a_list_a_discussion_and_the_form_alone_does_not():
    answered = [f"{said}\n\n    • I never saw that in {at} years." for at, said in enumerate(SAID * 2)]
    found = threads.read_text(_list(*answered, below="Leave a Reply"))
    assert found.comments["depth"].to_list() == [0, 1] * 6
    with pytest.raises(NoCommentsFound):
        threads.read_text(_list(*SAID, below="Leave a Reply"))


@pytest.mark.parametrize("above", ["", "Three rules of the harbour", "3 Comments"])
def test_a_list_of_entries_or_without_a_word_about_comments_is_none(above):
    items = ["Home", "About the quay", "Contact"] if above == "3 Comments" else list(SAID)
    with pytest.raises(NoCommentsFound):
        threads.read_text(_list(*items, above=above))


def test_names_behind_bullets_are_names():
    said = "\n\n".join(
        f"  • Marlo Venn{at} says:\n\n    {words}\n\n    • Tessa Orr{at} says:\n\n      Not from here, {at}."
        for at, words in enumerate(SAID)
    )
    found = threads.read_text(f"A lantern\n\nIt hangs at the quay.\n\n6 Comments\n\n{said}\n")
    assert found.comments["author"][:2].to_list() == ["Marlo Venn0", "Tessa Orr0"]
    assert found.comments["depth"].to_list() == [0, 1] * 3


def test_answers_may_be_nested_deeper_than_calls_can_be():
    deep = sys.getrecursionlimit() + 100
    items = [(at, f"Lantern {at} hangs lower than all the others above it.") for at in range(deep)]
    items.append((0, "The quay is long enough for every one of them."))
    words = "\n\n".join(f"{' ' * (2 + column)}• {said}" for column, said in items)
    found = find_list(split_lines(f"A lantern\n\nIt hangs at the quay.\n\n{deep + 1} Comments\n\n{words}\n"))
    assert found is not None
    assert [item.level for item in found.items] == [*range(deep), 0]
