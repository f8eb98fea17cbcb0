"""Heads of layouts that nobody described: columns, labels, brackets, words behind a time, signatures, short bodies."""

from __future__ import annotations

import pytest

from commentariat import threads
from commentariat.threads.rebuild.layouts.authors import find_authors
from commentariat.threads.rebuild.layouts.page import page_of
from commentariat.threads.rebuild.text.lines import split_lines
from commentariat.threads.rebuild.text.timed import timed

SAID = (
    "The ferry was late again and nobody on the quay could say why it was.",
    "It left on time this morning, as far as I could see from the hill.",
    "Then it must have waited outside of the harbour for half an hour.",
    "Fog, I was told, though the lighthouse could be seen all the time.",
    "Somebody should ask the captain, he is in the café every Sunday.",
    "I did ask him once and he laughed, which is an answer of a kind.",
)
NAMES = ("Marlo Oyle", "tessa_q", "Marlo Oyle", "Ines Vard", "tessa_q", "Bo Lind")
DAYS = tuple(f"2021-03-{day:02d} 10:{day}" for day in range(11, 17))


def dump(head, above="6 comments\n"):
    parts = [
        f"{head(at, name, day)}\n{words}\n" for at, (name, day, words) in enumerate(zip(NAMES, DAYS, SAID, strict=True))
    ]
    return above + "\n" + "\n".join(parts)


def names_and_words(text):
    comments = threads.read_text(text).comments
    return comments["author"].to_list(), comments["text"].to_list()


@pytest.mark.parametrize(
    "head",
    [
        lambda at, name, day: f"#{at} {name}  level: {at % 3}  posts: {at * 17 + 4}  {day}",
        lambda at, name, day: f"{name}  |  Added: {day}  |  #{at + 1}",
        lambda at, name, day: f"#{at + 1}  {day}  {name} ({('member', 'guest')[at % 2]}, {at * 31 + 2} posts)",
        lambda at, name, day: f"{at + 1} 名前：{name} ：{day} ID:c{at}8d",
    ],
    ids=["columns", "bars", "bracket", "label"],
)
def test_a_name_stands_in_one_column_of_its_head(head):
    assert names_and_words(dump(head)) == (list(NAMES), list(SAID))


def test_words_behind_some_times_make_no_layout_of_their_own():
    behind = ("", " (+4)", "", " (1 edit)", " (1 edit) (+2)", "")
    text = dump(lambda at, name, day: f"{name} {at * 17 + 3} days ago{behind[at]}").replace(".\n", ".\n\nReply\n")
    names, words = names_and_words(text)
    assert names == list(NAMES)
    assert words == list(SAID)


def test_whom_a_head_answers_behind_its_time_makes_no_layout_of_its_own():
    answered = (None, 0, 1, None, 3, 4)

    def head(at, name, day):
        parent = answered[at]
        return f"{name} le {day}" + ("" if parent is None else f" en réponse à {NAMES[parent]}")

    names, words = names_and_words(dump(head))
    assert names == list(NAMES)
    assert words == list(SAID)


def test_yesterday_is_an_age_among_ages():
    ages = ("3 дн", "вчера", "2 дн", "вчера", "5 ч", "сегодня")
    text = "6 comments\n" + "".join(
        f"{name}\n{age}\n{words}\n{at * 7}\nОтветить\n"
        for at, (name, age, words) in enumerate(zip(NAMES, ages, SAID, strict=True))
    )
    names, words = names_and_words(text)
    assert names == list(NAMES)
    assert words == list(SAID)


def test_short_words_above_buttons_are_no_profile():
    words = [one[:40].strip() for one in SAID]
    text = "コメント6件\n" + "".join(
        f"{name}\n{at + 2}時間前\n非表示\n{said}\n返信{at}件\n共感した\n{at * 9}\nなるほど\n{at * 3}\n"
        for at, (name, said) in enumerate(zip(NAMES, words, strict=True))
    )
    names, found = names_and_words(text)
    assert names == list(NAMES)
    assert found == words


def test_a_profile_stays_one_where_words_follow_it():
    text = "".join(
        f"{name}\n{day}\nJoined: Jan 2009\nMessages {at * 40}\nA member of the club\n{said}\n\n"
        for at, (name, day, said) in enumerate(zip(NAMES, DAYS, SAID, strict=True))
    )
    names, words = names_and_words(text)
    assert names == list(NAMES)
    assert words == list(SAID)


def test_a_dash_before_a_name_signs_what_stands_above():
    text = "6 comments\n\n" + "\n".join(
        f"{said}\n\n— {name}, {day}\n" for name, day, said in zip(NAMES, DAYS, SAID, strict=True)
    )
    text += "\nSee what else was written this week\n"
    names, words = names_and_words(text)
    assert names == list(NAMES)
    assert words == list(SAID)


def test_drupal_prints_a_subject_above_and_a_full_stop_behind():
    text = "Ferry questions\n\n"
    for at, (name, said) in enumerate(zip(NAMES, SAID, strict=True)):
        head = f"Submitted by {name}{' (not verified)' * (at == 1)} on Tue, 12/{at + 1:02d}/2013 - 10:2{at}."
        text += f"{name}'s picture\nRe: Ferry questions{', and of the quay' * 6}\n{head}\n{said}\n»\n\n"
    assert names_and_words(text)[0] == list(NAMES)


def test_a_row_of_buttons_is_one_although_its_last_piece_differs():
    last = ("Marlo's page", "the pier", "Open all", "the pier", "Bo's page", "Close all")
    text = "6 comments\n\n" + "".join(
        f"{said}\n\n— {name}, {day}\nRecommend {at} times | Tell us | {last[at]}\n\n"
        for at, (name, day, said) in enumerate(zip(NAMES, DAYS, SAID, strict=True))
    )
    names, words = names_and_words(text)
    assert names == list(NAMES)
    assert words == list(SAID)


def test_two_comments_end_above_the_menu_of_the_page():
    menu = "\n".join(
        f"* {word} of the harbour"
        for word in ("News", "Maps", "Boats", "Tides", "Shops", "Jobs", "Tickets", "Parking", "Quay", "Crew", "Fog")
    )
    text = "2 comments\n\n" + "".join(
        f"{name} says:\nMarch {at + 3}, 2021 at 10:1{at} am\n{said}\nReply\n\n"
        for at, (name, said) in enumerate(zip(NAMES[:2], SAID, strict=False))
    )
    _, words = names_and_words(text + "\n" + menu + "\n")
    assert words == list(SAID[:2])


@pytest.mark.parametrize(
    "line",
    [
        "Comment viewing options",
        "All times are UTC + 10 hours",
        "Posting Permissions",
        "Sign in to join this conversation.",
    ],
)
def test_what_ends_a_page_is_no_part_of_its_last_comment(line):
    text = (
        dump(lambda at, name, day: f"{name} {day}")
        + f"\n{line}\nWe keep the harbour for you all year round, whatever the weather.\n"
    )
    assert names_and_words(text)[1] == list(SAID)


@pytest.mark.parametrize(
    ("line", "before", "time"),
    [
        ("torvald9 June 16", "torvald9", "June 16"),
        ("torvald9 June 16 at 10:12", "torvald9", "June 16 at 10:12"),
        ("Marlo2 March 2019", "Marlo", "2 March 2019"),
        ("Marlo2 March 10:12", "Marlo", "2 March 10:12"),
    ],
)
def test_a_number_belongs_to_the_name_where_the_day_stands_behind_the_month(line, before, time):
    found = timed(line)
    assert found is not None
    assert (found.before, found.time) == (before, time)


def test_a_picture_is_named_after_whom_it_shows():
    text = "".join(
        f"{name}'s picture\nOn {day} at the quay\n{said}\n\n"
        for name, day, said in zip(NAMES[:2] * 3, DAYS, SAID, strict=True)
    )
    page = page_of(split_lines(text))
    _, places = find_authors(page, sorted(page.times), set())
    assert [page.lines.bare[one[0]][one[1] : one[2]] for one in places if one] == [*NAMES[:2]] * 3


def test_the_fields_of_a_record_are_nobody_who_speaks():
    fields = ("Harbour-Version", "Name", "Summary", "Author-email", "Keeper", "Home-page", "Keeper", "Requires-Tide")
    kinds = ("Boats and quays", "Tides of the bay", "Lamps and horns", "Ropes for all weathers")
    text = "".join(f"{field}: {words}\n" for field, words in zip(fields, SAID + SAID, strict=False))
    text += "".join(f"Kind: {kind}\nTopic: {kind} of the north\n" for kind in kinds)
    with pytest.raises(threads.NoCommentsFound):
        threads.read_text(text)


def test_an_id_behind_a_time_is_nobody():
    dump = "Comments\n\n" + "\n\n".join(
        f"{'    ' * deep}Thu, 10/16/2014 - 1{at}:56 | 10000{at}{name}\n\n{'    ' * deep}Horn {at} is out of tune."
        for at, (deep, name) in enumerate(((0, " Ines Varga"), (1, ""), (1, " marenoyle"), (0, " Ivo Stark")))
    )
    found = threads.read_text(dump)
    assert found.source.reader == "drupal-text"
    assert found.comments["author"].to_list() == ["Ines Varga", None, "marenoyle", "Ivo Stark"]


def test_lines_behind_the_comments_are_no_obstacle():
    said = "\n".join(
        f"Thu, 10/16/2014 - 1{at}:56 | 100000{at} {name}\nHorn {at} is out of tune.\nVote up! {at}\n"
        for at, name in enumerate(("Ines Varga", "marenoyle", "Ivo Stark"))
    )
    found = threads.read_text(
        "Comments\n\n" + said + "\nThe harbour office is open on weekdays.\n\nIt is closed on Sunday.\n"
    )
    assert found.comments["author"].to_list() == ["Ines Varga", "marenoyle", "Ivo Stark"]
