"""What boards print around words: signatures, names, ranks, notes of changes, tables. All of it invented."""

from __future__ import annotations

import pytest

from commentariat import threads
from commentariat.threads.rebuild.layouts.ranks import decides
from commentariat.threads.rebuild.text.lines import split_lines
from commentariat.threads.rebuild.text.timed import timed
from tests.test_rebuild_forums import SAID as FORUM_SAID

NAMES = ("Mirja", "tau_77", "Orlen", "Mirja", "Sefa", "tau_77")
RANKS = ("Lock keeper", "Deck hand", "Net mender", "Lock keeper", "Net mender", "Deck hand")
SIGNED = {"Mirja": ("Tin kettle owner since the flood", "Two goats, one ladder"), "tau_77": ("Ask me about sails",)}
SAID = (*FORUM_SAID, "Then ask my aunt, she will tell you more about that bell than you ever wanted to know.")
LIKED = (
    "Orlen and Sefa like this.",
    "Likes: Mirja, Sefa and 4 others",
    "Mirja likes this.",
    "tau_77 and 4 others",
    "36 Likes 8 Shares",
    "1 Like",
)
EDITED = (
    "Last edited by {name} on Sun May 04, 2031 9:10 am, edited 2 times in total.",
    "Last edited: May 4, 2031",
    "May 4 edited May 5",
    "Zuletzt bearbeitet: 4. Mai 2031",
    "Dernière modification par {name} le 4 mai 2031",
)


def read(lines: list[str]) -> list[tuple[str | None, str]]:
    comments = threads.read_text("\n".join(lines)).comments
    return list(comments.select("author", "text").iter_rows())


def board(below) -> list[str]:
    """A board's copy; ``below`` gives what stands below somebody's words."""
    lines = ["The bell of the mill", ""]
    for at, (name, said) in enumerate(zip(NAMES, SAID, strict=True)):
        lines += ["Re: The bell of the mill", "", f"by {name} » Sun May 0{at + 3}, 2031 9:1{at} am", ""]
        lines += [said, *below(at, name), "Top", ""]
    return lines


def test_what_somebody_puts_below_all_comments_is_no_word_of_them():
    assert read(board(lambda _, name: SIGNED.get(name, ()))) == list(zip(NAMES, SAID, strict=True))


def test_what_somebody_says_twice_and_others_do_not_stays():
    said = [text for _, text in read(board(lambda _, name: ["Bless the mill"] if name == "Mirja" else []))]
    assert said[0].endswith("Bless the mill")


def test_what_somebody_says_once_more_is_no_signature():
    wrapped = ("Nobody has asked those who", "live above the mill and hear the water all night long.")
    said = [text for _, text in read(board(lambda _, name: wrapped if name == "Mirja" else []))]
    assert [text.endswith(wrapped[1]) for text in said] == [False] * 6  # a signature, as the lines above it differ
    lines = board(lambda _, name: wrapped if name == "Mirja" else [])
    again = [text for _, text in read([SAID[0] if line == SAID[3] else line for line in lines])]
    assert all(again[at].endswith(wrapped[1]) for at in (0, 3))


@pytest.mark.parametrize("note", EDITED)
def test_a_note_of_a_change_ends_the_words(note):
    found = read(board(lambda at, name: [note.format(name=name), "Of the lower valley"] if at in (1, 4) else []))
    assert found == list(zip(NAMES, SAID, strict=True))


@pytest.mark.parametrize("liked", LIKED)
def test_whom_a_comment_pleases_is_no_word_of_it(liked):
    assert read(board(lambda at, _: [liked] if at in (0, 3) else [])) == list(zip(NAMES, SAID, strict=True))


def test_like_this_at_the_end_of_a_sentence_stays():
    said = [text for _, text in read(board(lambda at, _: ["It never rang like this."] if at == 2 else []))]
    assert said[2].endswith("It never rang like this.")


def test_a_profile_below_the_words_is_none_of_them():
    def profile(at, name):
        tail = [f"Posts: {at * 7 + 3}", f"Joined: Mon Jun 0{at + 1}, 2026 5:33 am"]
        return [name, RANKS[at], "", *tail, *(["Location: Upper valley"] if at % 2 else [])]

    assert read(board(profile)) == list(zip(NAMES, SAID, strict=True))


def test_a_rank_is_no_name_though_it_stands_nearer_to_the_time():
    lines = ["The bell of the mill", ""]
    for at, (name, said) in enumerate(zip(NAMES, SAID, strict=True)):
        lines += [name, RANKS[at], f"{at + 3} May 2031", f"#{at + 1}", said, ""]
    assert read(lines) == list(zip(NAMES, SAID, strict=True))


def test_who_comes_back_has_the_same_rank_again():
    assert decides(list(zip(NAMES, RANKS, strict=True)))
    assert not decides(list(zip(RANKS, NAMES, strict=True)))
    assert not decides([*zip(NAMES, RANKS, strict=True), ("Orlen", "Orlen")])
    assert not decides([(name, f"{name} {at}") for at, name in enumerate(NAMES)])


def test_counts_of_posts_are_no_names_whatever_parts_their_digits():
    lines = ["The bell of the mill", ""]
    for at, (name, said) in enumerate(zip(NAMES, SAID, strict=True)):
        posts = f"{len(name)},203 posts" if name in {"Mirja", "Orlen"} else f"{len(name)} posts"
        lines += [name, "Members", posts, f"Posted May {at + 3}, 2031", "", said, "", "Share this post", ""]
    assert [name for name, _ in read(lines)] == list(NAMES)


def test_when_somebody_joined_is_no_comment_though_the_label_stands_above():
    lines = ["The bell of the mill", ""]
    for at, (name, said) in enumerate(zip(NAMES, SAID, strict=True)):
        lines += ["by", name, f" » Sun May 0{at + 3}, 2031 9:1{at} am", "", said, "", name, ""]
        lines += ["Posts:", f" {at + 9}", "Joined:", f" Mon Jun 0{at + 1}, 2026 5:33 am", "", "Top", ""]
    assert len(read(lines)) == len(SAID)


def test_rows_of_a_table_in_markdown_say_what_their_cells_say():
    lines = ["# The bell", "", "[Mill](/mill) [Bell](/bell)", "", SAID[0] + " " + SAID[1], "", "| | |", "| --- | --- |"]
    for at, (name, said) in enumerate(zip(NAMES, SAID, strict=True)):
        lines += [f"| [{name}](/people?id={at})  0{at + 3}.05.2031, 14:2{at} | **The bell of the mill** |"]
        lines += [f"| {said} |", f"| [Answer](/answer?to={at}) |"]
    assert read(lines) == list(zip(NAMES, SAID, strict=True))


def test_what_a_list_of_definitions_says_in_markdown_has_no_colon():
    lines = ["[Mill](/mill) [Bell](/bell) [Valley](/valley)", ""]
    for at, (name, said) in enumerate(zip(NAMES, SAID, strict=True)):
        lines += [f'{name} [May {at + 3}, 2031 at 3:1{at} pm](#comment-{at} "Permalink")', f":   {said}", ""]
    assert read(lines) == list(zip(NAMES, SAID, strict=True))


def test_a_day_and_its_clock_on_the_next_line_are_one_time():
    lines = split_lines("Mirja 14. 05. 2031,\n20:29\n\nWords.\n")
    assert lines.bare[:2] == ["Mirja 14. 05. 2031, 20:29", ""]
    found = timed(lines.bare[0])
    assert found is not None
    assert (found.before, found.time) == ("Mirja", "14. 05. 2031, 20:29")


def test_short_names_of_days_belong_to_the_time():
    found = timed("Message par Mirja » Lun 8 Jan 2031 15:33")
    assert found is not None
    assert found.time == "Lun 8 Jan 2031 15:33"
