"""Text browsers that number links: numbers are no words, and the list of addresses below the page is nobody's."""

from __future__ import annotations

import pytest

from commentariat import threads
from commentariat.threads.rebuild.text.listed_links import begin_of_links

WORDS = (
    *("timetable", "board", "poster", "letter", "notice", "map"),
    *("sign", "table", "chart", "drawing", "banner", "slate"),
)
NAMES = ("Ines Vale", "Otto Brandt", "Runa Holm", "Teo Marsh")


def comment(at: int) -> list[str]:
    return [
        f"     • [{3 * at + 1}]{NAMES[at % 4]} says:",
        f"       [{3 * at + 2}]June {at + 1}, 2015 at {at % 9 + 1}:{at + 10} pm",
        "",
        f"       Number {'abcdefghijkl'[at]} of the boats was late again, see the",
        f"       [{3 * at + 3}]{WORDS[at]} that hangs on the quay.",
        "",
    ]


PAGE = ["The ferry", "", "12 Comments", "", *(line for at in range(12) for line in comment(at))]
ADDRESSES = [f"  {at:2}. https://quay.example/{at}" for at in range(1, 37)]
LISTS = {
    "lynx": ["References", "", "   Visible links", *ADDRESSES, "", "   Hidden links:", "  37. https://quay.example/x"],
    "titles": ["References", "", *(f"{one[:6]}A title\n\t{one[6:]}" for one in ADDRESSES)],
    "w3m": ["References:", "", *(f"[{at}] https://quay.example/{at}" for at in range(1, 37))],
    "sampled": ADDRESSES[12:],
}


@pytest.mark.parametrize("below", [[], *LISTS.values()], ids=["none", *LISTS])
def test_numbers_of_links_are_no_words(below: list[str]) -> None:
    dump = "\n".join([*PAGE, *below])
    discussion = threads.read_text(dump)
    assert discussion.comments["author"].to_list() == [NAMES[at % 4] for at in range(12)]
    assert discussion.comments["text"].to_list() == [
        f"Number {'abcdefghijkl'[at]} of the boats was late again, see the\n{WORDS[at]} that hangs on the quay."
        for at in range(12)
    ]
    assert discussion.ledger is not None
    assert discussion.ledger["end"].to_list()[-1] == len(dump)


@pytest.mark.parametrize("below", LISTS.values(), ids=LISTS)
def test_the_list_of_links_is_found(below: list[str]) -> None:
    rows = "\n".join([*PAGE, *below]).split("\n")
    assert begin_of_links(rows) == len(PAGE)


@pytest.mark.parametrize(
    "said",
    [
        ["References", "1. The timetable", "2. The letter of the council", "3. My own boat"],
        ["I read this:", "1. https://quay.example/a", "2. https://quay.example/b", "3. https://quay.example/c"],
        [f"{at}. Nobody knows why" for at in range(1, 40)],
    ],
)
def test_lists_that_people_write_stay_theirs(said: list[str]) -> None:
    rows = [*PAGE, *said]
    assert begin_of_links(rows) == len(rows)


def test_links_in_signatures_have_numbers() -> None:
    talk = "\n\n".join(
        f"   Paragraph {'abcdef'[at]} belongs to another page."
        f" [{3 * at + 1}]{NAMES[at % 2].split()[0]} ([{3 * at + 2}]talk) 0{at}:20, {at + 1} June 2015 (UTC)"
        for at in range(6)
    )
    comments = threads.read_text(talk).comments
    assert comments["author"].to_list() == ["Ines", "Otto"] * 3
