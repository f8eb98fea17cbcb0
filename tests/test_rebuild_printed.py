"""Text taken from printed pages: heads and feet of pages are nobody's words, and what they interrupt goes on."""

from __future__ import annotations

from itertools import chain, pairwise
from typing import TYPE_CHECKING

import pytest

from commentariat import threads
from commentariat.threads.rebuild.text.printed import left_out

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = ("Ines Vale", "Otto Brandt", "Runa Holm", "Teo Marsh")
TITLE = "The ferry to Skarsund | Quay Letter"
ADDRESS = "https://quay.example/2015/06/ferry"
WHEN = "6/14/15, 9:20 PM"
LINES = 23


def said(at: int) -> list[str]:
    return [
        f"{NAMES[at % 4]} says:",
        f"June {at + 1}, 2015 at {at % 9 + 1}:{at + 10} pm",
        f"Number {'abcdefghijklmnop'[at]} of the boats was late again, and nobody on the pier",
        "could tell us whether the evening boat would sail at all, for the man who knows",
        "has the flu and the other one never answers the telephone.",
        "Reply",
    ]


COMMENTS = 16
TEXT = [
    "The ferry to Skarsund",
    "It does not run on time.",
    f"{COMMENTS} Comments",
    *chain.from_iterable(map(said, range(COMMENTS))),
]
SHEETS = [TEXT[at : at + LINES] for at in range(0, len(TEXT), LINES)]


def feeds(page: int, words: list[str]) -> str:
    """As pdftotext writes a page that Chromium printed."""
    return "\n".join([WHEN, "", TITLE, "", *words, "", ADDRESS, "", f"{page}/{len(SHEETS)}", "", "\f"])


def columns(page: int, words: list[str]) -> str:
    """As pdftotext lays a page out."""
    margin = ("   " + line for line in words)
    return "\n".join([f"{WHEN}          {TITLE}", "", *margin, "", f"{ADDRESS}          {page}/{len(SHEETS)}", "\f"])


def in_order(page: int, words: list[str]) -> str:
    """As libraries read it that know no form feed: head and foot were drawn last."""
    return "\n".join([*words, f"{WHEN} {TITLE}", f"{ADDRESS} {page}/{len(SHEETS)}", ""])


def firefox(page: int, words: list[str]) -> str:
    """As a viewer copies a page that Firefox printed."""
    return "\n".join([TITLE, ADDRESS, *words, f"{page} of {len(SHEETS)}", WHEN, ""])


def booklet(page: int, words: list[str]) -> str:
    """Pages that bear nothing but their title and number."""
    return "\n".join([f"{TITLE} – {page + 6}", "", *words, "", "\f"])


@pytest.mark.parametrize("printed", [feeds, columns, in_order, firefox, booklet])
def test_a_printed_page_reads_as_if_it_were_not(printed: Callable[[int, list[str]], str]) -> None:
    plain = threads.read_text("\n".join(TEXT)).comments
    dump = "".join(printed(page, words) for page, words in enumerate(SHEETS, 1))
    discussion = threads.read_text(dump)
    assert discussion.comments["author"].to_list() == plain["author"].to_list()
    assert discussion.comments["created"].to_list() == plain["created"].to_list()
    assert [text.split() for text in discussion.comments["text"]] == [text.split() for text in plain["text"]]


@pytest.mark.parametrize("printed", [feeds, columns, in_order, firefox, booklet])
def test_heads_and_feet_stay_in_the_ledger(printed: Callable[[int, list[str]], str]) -> None:
    dump = "".join(printed(page, words) for page, words in enumerate(SHEETS, 1))
    ledger = threads.read_text(dump).ledger
    assert ledger is not None
    rows = ledger.select("start", "end", "role").rows()
    assert all(before[1] == after[0] for before, after in pairwise(rows))
    assert rows[-1][1] == len(dump)
    assert any(TITLE in dump[begin:end] for begin, end, role in rows if role == "residue")


def test_a_sentence_goes_on_over_the_edge_of_a_page() -> None:
    words = "Otto Brandt says:\nJune 3, 2015 at 4:12 pm\nNobody on the pier could"
    above, below = f"{WHEN}\n\n{TITLE}\n\n", f"\n\n{ADDRESS}\n\n{{}}/2\n\n\f"
    first = f"{above}Runa Holm says:\nJune 2, 2015 at 4:12 pm\nI went by bus.\n\n{words}{below.format(1)}"
    second = f"{above}say when it sails.\n\nReply{below.format(2)}"
    comments = threads.read_text("3 Comments\n\n" + first + second).comments
    assert comments["text"].to_list() == ["I went by bus.", "Nobody on the pier could\nsay when it sails."]


def drawn(text: str) -> list[str]:
    rows = text.split("\n")
    return [rows[line] for line in sorted(left_out(text, rows)) if rows[line].strip()]


def test_what_stands_everywhere_is_no_head_of_a_page() -> None:
    """Buttons stand at the edges of pages as well."""
    page = "{0} Otto\nIt rains {0}.\nReply\nRuna {0}\nIt does not rain {0}.\nReply\nWho knows {0}?\nReply\n\f"
    assert drawn("".join(page.format(at) for at in "abcdef")) == []


def test_messages_that_count_themselves_are_no_pages() -> None:
    """A thread of short messages by one person has the same name above each, and a count of them below."""
    words = ("The boat", "is late", "and nobody", "knows", "why that is")
    assert drawn("\n".join(f"Otto Brandt\n@otto\n{word}\n{at}/5" for at, word in enumerate(words, 1))) == []


def test_text_without_pages_is_left_alone() -> None:
    assert left_out("\n".join(TEXT), TEXT) == frozenset()
    assert drawn("one\ftwo") == []


def test_letters_that_printing_joined_are_written_apart() -> None:
    dump = "\n".join(TEXT).replace("nobody on the pier", "no o\ufb03cer on the \ufb02oor")
    texts = threads.read_text(dump).comments["text"]
    assert "\ufb03" in dump
    assert all("no officer on the floor" in text for text in texts)
