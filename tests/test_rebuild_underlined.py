"""Text that html2text writes: underscores stand for the blanks of a link's words and around them, "o" before items."""

from __future__ import annotations

from commentariat import threads

NAMES = ("Ines Vale", "Otto Brandt", "Runa", "Teo Marsh")


def comment(at: int) -> list[str]:
    answer = at % 3 == 1
    mark, margin = ("          o", " " * 12) if answer else (f"   {at + 1}.", " " * 6)
    return [
        mark,
        f"{margin}{NAMES[at % 4]} _March_{at + 3},_2013_1{at}:2{at}_ • Reply",
        "",
        f"{margin}Boat number {'abcdefghi'[at]} was late again, and see what_they_call a timetable at the quay.",
        f"{margin}Reply",
        "",
    ]


def test_heads_with_underlined_dates_are_read() -> None:
    menu = ["    * About_us", "    * The_harbour", "          o Opening_hours", "          o Getting_here"]
    page = [*menu, "**** The late ferry ****", "", "***** 9 responses to ‘The late ferry’ *****"]
    dump = "\n".join([*page, *(line for at in range(9) for line in comment(at))])
    comments = threads.read_text(dump).comments
    assert comments["author"].to_list() == [NAMES[at % 4] for at in range(9)]
    assert comments["created"].dt.day().to_list() == list(range(3, 12))
    assert comments["text"].str.starts_with("Boat number").all()
    parents = comments["parent_id"].to_list()
    assert [parents[at] is not None for at in range(9)] == [at % 3 == 1 for at in range(9)]
