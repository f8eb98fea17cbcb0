"""Text of forums and of pages of questions and answers, all of it invented."""

from __future__ import annotations

from commentariat import threads
from commentariat.threads.rebuild.comments.blocks import Block
from commentariat.threads.rebuild.linking.navigation import by_navigation
from commentariat.threads.rebuild.linking.nesting import nest
from commentariat.threads.rebuild.text.affixes import said_twice

SAID = (
    "The old mill never had a bell, whatever the council prints on its leaflets every spring.",
    "My aunt rang that bell on Sundays, and she would have known, since she kept the key of it.",
    "There is a drawing of the mill in the parish book, and it shows a small roof for something.",
    "A roof is no bell, and the drawing was made by a man who had never been up the valley at all.",
    "The book also says that the stream ran the other way, so I would not rest much weight upon it.",
)
NAMES = ("Mirja", "tau_77", "Orlen", "Sefa K", "Mirja")


def read(lines: list[str]) -> list[tuple[str | None, str]]:
    comments = threads.read_text("\n".join(lines)).comments
    return list(comments.select("author", "text").iter_rows())


def test_running_numbers_join_heads_of_two_shapes():
    lines = ["The bell of the mill", ""]
    for at, (name, said) in enumerate(zip(NAMES, SAID, strict=True)):
        time = f"May {at + 3}, 2031, 9:1{at}am {at + 1}"
        lines += [f"{name} {time}"] if at % 2 else [name, time]
        lines += ["", said, "", "1 Like", ""]
    assert [name for name, _ in read(lines)] == list(NAMES)


def test_profiles_between_name_and_words_are_no_words():
    lines = ["The bell of the mill", ""]
    for at, (name, said) in enumerate(zip(NAMES, SAID, strict=True)):
        lines += [
            name,
            name,
            "Joined",
            f"Aug {at + 2}, 2019",
            "Messages",
            f"{at}23",
            "Location",
            f"Upper {at}",
            "Points",
        ]
        lines += [f"{at * 7}", f"May {at + 3}, 2031", f"#{at + 1}", said, "Reply", ""]
    found = read(lines)
    assert [name for name, _ in found] == list(NAMES)
    assert [said.split("\n")[0] for _, said in found] == list(SAID)


def test_names_that_stand_twice_head_comments_without_a_time():
    lines = ["Comments", ""]
    for name, said in zip(NAMES, SAID, strict=True):
        lines += [name, f"{name} 5pts", said, ""]
    assert read(lines) == list(zip(NAMES, SAID, strict=True))


def questions(comment: str) -> list[str]:
    lines = ["Had the mill a bell?", "I wonder whether the mill above the weir ever had a bell of its own.", "Share"]
    lines += ["asked Mar 3, 2031 at 9:15", "Mirja's user avatar", "Mirja", "1,204 2 silver badges", ""]
    lines += [SAID[0], *comment.format("Orlen", "Mar 3, 2031 at 9:40").split("\n"), "Add a comment", "2 Answers", "7"]
    lines += [SAID[1], "", SAID[2], "Share", "Improve this answer", "Follow"]
    lines += ["answered Mar 3, 2031 at 10:02", "tau_77's user avatar", "tau_77", "88 1 bronze badge", "2", "* 1"]
    lines += [f"  {SAID[3]}", *comment.format("Sefa K", "Mar 4, 2031 at 8:00").split("\n"), "Add a comment", "3"]
    lines += [SAID[4], "Share", "answered Mar 5, 2031 at 11:30", "Orlen", "345 6 bronze badges"]
    return lines


def test_answers_and_comments_that_are_signed_below():
    for comment in ("{0}\n–  {0}\n{1}", "– {0}, {1}", "– {0}\nCommented {1}"):
        comments = threads.read_text("\n".join(questions(comment))).comments
        assert comments["author"].to_list() == ["Orlen", "tau_77", "Sefa K", "Orlen"]
        assert comments["text"].to_list() == [SAID[0], f"{SAID[1]}\n\n{SAID[2]}", SAID[3], SAID[4]]
        assert comments["parent_id"].to_list() == [None, None, comments["comment_id"][1], None]


def test_a_signature_that_ends_the_line_is_no_word_of_the_comment():
    lines = [line for line in questions("– {0} {1}") if line]
    joined = "\n".join(lines).replace("\n– ", " – ")
    comments = threads.read_text(joined).comments
    assert comments["text"].to_list()[0] == SAID[0]
    assert comments["author"].to_list()[0] == "Orlen"


def test_names_are_said_twice_in_many_ways():
    assert said_twice("Mirja avatar Mirja") == "Mirja"
    assert said_twice("sefa_k (Sefa K") == "sefa_k"
    assert said_twice("Sefa K Sefa K") == "Sefa K"
    assert said_twice("Orlen Orlen ★★★") == "Orlen"
    assert said_twice("Orlen's user avatar Orlen") == "Orlen"
    assert said_twice("Sefa Orlen") is None


def test_what_stands_left_of_the_first_comment_is_a_stray():
    columns = [10, 15, 10, 10, 5, 10, 15, 10, 10, 10]
    assert nest(columns).parents == (-1, 0, -1, -1, -1, -1, 5, -1, -1, -1)


def test_columns_that_tell_only_roots_from_replies_say_less_than_links():
    shown = [(), ("parent",), ("root", "parent"), (), ("parent",), ("root", "parent")]
    blocks = [Block(indent=0, links=frozenset(links)) for links in shown]
    ids = [f"c{at}" for at in range(len(blocks))]
    assert by_navigation(blocks, ids, nest([0, 2, 2, 0, 2, 2])) is not None
    assert by_navigation(blocks, ids, nest([0, 2, 4, 0, 2, 4])) is None


def test_a_quotation_left_of_its_comment_does_not_end_it():
    lines = []
    for at, (name, said) in enumerate(zip(NAMES, SAID, strict=True)):
        lines += ["    Reply", f"          + {name}", f"          + {at + 3}. May 2031 @ 11:3{at}", ""]
        lines += [f"     {SAID[at - 1]}", "", f"       {said}"] if at == 2 else [f"       {said}"]
    assert [name for name, _ in read(lines)] == list(NAMES)


def test_names_above_profiles_that_differ():
    lines = ["The bell of the mill", ""]
    for at, (name, said) in enumerate(zip(NAMES, SAID, strict=True)):
        lines += ["", name, f"Joined: 0{at + 1} Sep 2019", f"Posts: {at}23"]
        lines += ["Location: beyond the weir"] if at % 2 else []
        lines += [f"Posted: Sat May {at + 3}, 2031 9:1{at} pm    Post subject:", said, "Back to top"]
    assert [name for name, _ in read(lines)] == list(NAMES)


def test_headers_of_quotations_head_no_comments_and_tell_names():
    lines = ["The bell of the mill", ""]
    for at, (name, said) in enumerate(zip(NAMES, SAID, strict=True)):
        rank = "Elder of the Board" if at % 2 else "Guest of Honour"
        lines += [
            name,
            rank,
            "Offline",
            f"Activity: {at}1",
            "Re: The bell of the mill",
            f"May 0{at + 3}, 2031, 09:1{at}:00 PM",
        ]
        lines += (
            [f"Quote from: {NAMES[at - 1]} on May 0{at + 2}, 2031, 09:1{at - 1}:00 PM", SAID[at - 1], ""] if at else []
        )
        lines += [said, "Report to moderator", ""]
    found = read(lines)
    assert [name for name, _ in found] == list(NAMES)
    assert all(words in said for words, (_, said) in zip(SAID, found, strict=True))


def test_dates_of_digits_and_points_are_no_clocks():
    lines = ["The bell of the mill", "", "5 Comments", ""]
    for at, (name, said) in enumerate(zip(NAMES, SAID, strict=True)):
        lines += [f"* Am 0{at + 3}.05.31 het {name} gmeint:", f"  {said}"]
    assert read(lines) == list(zip(NAMES, SAID, strict=True))
