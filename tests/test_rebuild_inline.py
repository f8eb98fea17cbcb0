"""Names on the lines of what is said, and what the page draws around bodies; all of it invented."""

from __future__ import annotations

import pytest

from commentariat import threads

SAID = (
    "The old mill never had a bell, whatever the council prints on its leaflets.",
    "My aunt rang that bell on Sundays, and she kept the key of it.",
    "There is a drawing of the mill in the parish book, with a small roof for something.",
    "A roof is no bell, and the drawing was made by a man who never came here.",
    "The book also says that the stream ran the other way.",
    "Streams do turn, and this one did so in the spring after the flood.",
)
NAMES = ("Mirja", "tau_77", "Orlen", "Mirja", "tau_77", "Orlen")


def read(lines: list[str]) -> list[tuple[str | None, str]]:
    comments = threads.read_text("\n".join(lines)).comments
    return list(comments.select("author", "text").iter_rows())


@pytest.mark.parametrize(
    "line",
    [
        "{name}: {said}",
        "<{name}> {said}",
        "{at}. {name}: {said}",
        "{name} (9:1{at}): {said}",
        "2031-05-03 09:1{at}:05\t{name}\t{said}",
        "- **{name}** (03.05.2031): {said}",
    ],
)
def test_names_and_words_on_one_line(line: str) -> None:
    every = enumerate(zip(NAMES, SAID, strict=True))
    lines = ["Of the mill", "", *(line.format(name=name, said=said, at=at) for at, (name, said) in every)]
    assert read(lines) == list(zip(NAMES, SAID, strict=True))


@pytest.mark.parametrize("line", ["<{name}> {said}", "2031-05-03 09:1{at}:05\t{name}\t{said}"])
def test_a_log_may_begin_with_its_first_line(line: str) -> None:
    said = [one.replace(",", "") for one in SAID]
    every = enumerate(zip(NAMES, said, strict=True))
    lines = [line.format(name=name, said=words, at=at) for at, (name, words) in every]
    assert read(lines) == list(zip(NAMES, said, strict=True))


def test_tags_are_no_speakers() -> None:
    with pytest.raises(threads.ReadError):
        threads.read_text("<note>\n<to> all of us\n<from> the mill\n<said> nothing at all</said>\n</note>")


def test_names_with_a_colon_above_the_words() -> None:
    lines = [line for name, said in zip(NAMES, SAID, strict=True) for line in (f"{name}:", said, "")]
    assert read(lines) == list(zip(NAMES, SAID, strict=True))


def test_labels_and_figures_are_no_conversation() -> None:
    lines = [f"{label}: {at}.{at}1  {at}4.2" for at in range(3) for label in ("radius", "area", "depth of the well")]
    with pytest.raises(threads.NoCommentsFound):
        threads.read_text("\n".join(["What was measured", "", *lines]))


def test_lines_that_close_most_bodies_are_no_words() -> None:
    lines = []
    for at, (name, said) in enumerate(zip(NAMES, SAID, strict=True)):
        lines += [name, f"03/05/2031, 09:1{at}", said, "", "Réagir à ceci", "permalinkembedsave", ""]
    assert read(lines) == list(zip(NAMES, SAID, strict=True))


def test_first_lines_that_name_another_state_the_parent() -> None:
    lines = []
    for at, (name, said) in enumerate(zip(NAMES, SAID, strict=True)):
        told = ["Replying to", f"@{NAMES[at - 1].casefold()}"] if at else []
        lines += [name, f"@{name.casefold()}", "·", f"May {at + 3}, 2031", *told, said, str(at), "2"]
    found = threads.read_text("\n".join(lines)).comments
    assert found["parent_id"].to_list() == [None, *found["comment_id"].to_list()[:-1]]
    assert found["text"].to_list() == list(SAID)


@pytest.mark.parametrize("indent", ["", "    "])
def test_menus_below_the_last_comment_are_no_words(indent: str) -> None:
    lines = ["6 Comments", ""]
    for at, (name, said) in enumerate(zip(NAMES, SAID, strict=True)):
        lines += [f"{indent}{name}", f"{indent}May {at + 3}, 2031 at 9:15 am", f"{indent}{said}", ""]
    lines += [
        "The weir",
        "",
        *(f"{month} {year}" for year in (2029, 2030) for month in ("March", "April", "May", "June", "July")),
    ]
    assert read(lines) == list(zip(NAMES, SAID, strict=True))


@pytest.mark.parametrize(("before", "behind"), [("[a3f{at}] ", " says:"), ("[7c{at}]", " says:"), ("", "dit :")])
def test_what_extractors_glue_to_names_is_no_part_of_them(before: str, behind: str) -> None:
    lines = ["6 Comments", ""]
    for at, (name, said) in enumerate(zip(NAMES, SAID, strict=True)):
        lines += [f"{at + 1}. {before.format(at=at)}{name}{behind}", f"May {at + 3}, 2031 at 9:15", said, ""]
    assert [name for name, _ in read(lines)] == list(NAMES)


def test_halves_of_the_day_and_numbers_of_items_are_no_names_and_no_days() -> None:
    lines = ["6 Comments", ""]
    for at, (name, said) in enumerate(zip(NAMES, SAID, strict=True)):
        lines += [f"{at + 1}.    May {at + 3}, 2031 - 8:2{at} pm{name}", f"      {said}", ""]
    assert [name for name, _ in read(lines)] == list(NAMES)


def test_a_box_of_the_newest_above_the_comments_holds_no_heads() -> None:
    lines = [
        "Recent posts",
        *(line for at in range(5) for line in (f"Re: The ford by Sefa {at}", f"[May {at + 2}, 2031, 21:07:5{at}]")),
    ]
    for at, (name, said) in enumerate(zip(NAMES, SAID, strict=True)):
        lines += [
            name,
            f"Posts: {at + 2}7",
            "Re: The bell of the mill",
            f"« on: May {at + 3}, 2031, 09:1{at}:00 »",
            said,
            "Logged",
        ]
    assert read(lines) == list(zip(NAMES, SAID, strict=True))


def test_labels_that_come_back_are_nobody() -> None:
    guide = "\n".join(
        f"{label}: {words}"
        for at in range(6)
        for label, words in (
            ("Memory", f"at least {at + 2} slots of the faster kind, more memory helps the larger models."),
            ("Cooling", "two fans at the back and one below the board, cleaned every half a year."),
            ("Verdict", f"the cooling of model {at} keeps its promise and the memory is ample."),
        )
    )
    with pytest.raises(threads.NoCommentsFound):
        threads.read_text(f"Six boards compared\n\n{guide}\n")


def test_people_who_speak_once_each_take_turns() -> None:
    said = (
        "I took the ferry yesterday and it was an hour late, thanks for nothing.",
        "Did you ask at the desk? They gave me a voucher.",
        "I agree with Ines, the desk knows nothing and I will not ask again.",
        "What voucher? I have never seen one in my life.",
        "You are all right, but I still think the crew does what it can.",
    )
    names = ("Ines", "Otto", "Runa", "Teo", "Mila")
    talk = "\n".join(f"{name}: {words}" for name, words in zip(names, said, strict=True))
    comments = threads.read_text(f"The late ferry\n\nIt was late again.\n\n{talk}\n").comments
    assert comments["author"].to_list() == list(names)
    assert comments["text"].to_list() == list(said)
