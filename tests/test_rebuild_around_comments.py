"""What pages print around comments: menus above, forms and adverts below, pages that link here."""

from __future__ import annotations

import pytest

from commentariat import threads
from tests.test_rebuild_heads import DAYS, NAMES, SAID, dump, names_and_words

SHORT = tuple(words[:38] for words in SAID)


def said_by(text):
    comments = threads.read_text(text).comments
    return list(zip(comments["author"], comments["text"], strict=True))


PEOPLE = list(zip(NAMES, SAID, strict=True))
DATED = "6 comments\n\n" + "".join(
    f"{name}\nMarch {at + 11}, 2021 at 10:1{at} am\n\n{words}\n\nReply\n\n" for at, (name, words) in enumerate(PEOPLE)
)


@pytest.mark.parametrize(
    "below",
    [
        "Geef een reactie\nHet e-mailadres wordt niet gepubliceerd.",
        "Добавить комментарий\nВаше имя",
        "コメントする\n名前",
        "أضف تعليقك\nالاسم",
        "כתיבת תגובה\nהאימייל לא יוצג באתר.",
        "Dodaj komentarz\nTwój adres",
        "Load more comments\nThe harbour this week",
        "Mehr Kommentare anzeigen\nDas Wetter",
    ],
)
def test_comments_end_above_the_form_or_the_button_for_more(below):
    assert said_by(DATED + below) == PEOPLE


def test_behind_the_last_button_the_page_may_go_on_with_anything():
    rows = "".join(
        f"{name.replace(' ', '_')}\n•\n{at + 2} yr. ago\n{words}\nUpvote\n{at + 3}\nDownvote\nReply\nShare\n"
        for at, (name, words) in enumerate(PEOPLE)
    )
    comments = threads.read_text("Sort by: Best\n" + rows + "Harbour Info\n12K Members\nTop 3%").comments
    assert comments["text"].to_list() == list(SAID)


def test_buttons_that_a_copy_ran_together_are_no_words():
    rows = "".join(
        f"[–]{name.replace(' ', '_')} {at + 3} points {at + 2} years ago (1 child)\n{words}\n"
        f"permalinkembedsave{'parent' * (at % 2)}reportgive awardreply\n"
        for at, (name, words) in enumerate(PEOPLE)
    )
    assert threads.read_text(rows).comments["text"].to_list() == list(SAID)


def test_buttons_below_short_words_are_no_profile_above_the_next():
    rows = "".join(
        f"{name}'s profile picture\n{name}\n{at + 12}w\n{words}\n{'Reply' if at % 2 else f'{at + 2} likesReply'}\n"
        for at, (name, words) in enumerate(zip(NAMES, SHORT, strict=True))
    )
    assert said_by("harbour\nFollow\n" + rows) == list(zip(NAMES, SHORT, strict=True))


def test_comments_that_begin_with_the_number_of_another_are_no_list():
    rows = "".join(
        f"#{at + 1}\n{name}\n{day}\n" + (f"#{at} {NAMES[at - 1]} " if at else "") + f"{words}\nResponder\n"
        for at, (name, day, words) in enumerate(zip(NAMES, DAYS, SAID, strict=True))
    )
    assert [author for author, _ in said_by("6 comentarios\n" + rows)] == list(NAMES)


def test_a_name_stands_before_where_somebody_lives():
    places = ("Lowick", "Emden", "North Bay")
    rows = dump(lambda at, name, day: f"{name}, {places[at % 3]}, {('Canada', 'Spain')[at % 2]}, {at + 2} days ago")
    assert names_and_words(rows) == (list(NAMES), list(SAID))


def test_votes_stand_before_the_number_of_a_head():
    rows = dump(lambda at, name, day: f"{'' if at % 2 else f'+{at + 1} '}#{at + 1} {name} {day}", above="")
    assert names_and_words(rows) == (list(NAMES), list(SAID))


def test_two_names_with_two_blanks_between_are_an_author_and_whom_it_answers():
    answered = {1: 0, 2: 1, 4: 3}
    rows = "".join(
        f"{name}{f'  {NAMES[answered[at]]}' if at in answered else ''}\n{at + 11} Mar 2021 10:1{at}\n\n{words}\n\n"
        for at, (name, words) in enumerate(PEOPLE)
    )
    comments = threads.read_text("Comments (6)\n\n" + rows).comments
    assert comments["author"].to_list() == list(NAMES)
    ids = comments["comment_id"].to_list()
    assert [comments["parent_id"][at] for at in answered] == [ids[parent] for parent in answered.values()]


def test_pages_that_link_here_are_no_comments():
    ping = "The Harbour Gazette\nMarch 12, 2021 at 11:00 am\n\n[…] as somebody said on the quay […]\n\nReply\n\n"
    head, tail = DATED.split(NAMES[1])[0], DATED[len(DATED.split(NAMES[1])[0]) :]
    found = threads.read_text(head + ping + tail)
    assert list(zip(found.comments["author"], found.comments["text"], strict=True)) == PEOPLE
    assert "not-a-comment" in {note.code for note in found.notes}
    assert found.ledger["end"].to_list()[:-1] == found.ledger["start"].to_list()[1:]


def test_what_somebody_says_time_and_again_is_no_furniture():
    said = list(SAID)
    said[3] = "THE FERRY IS LATE\n" * 40 + said[3]
    rows = "".join(
        f"{words}\n\nPosted by: {name}  March {at + 11}, 2021 10:1{at}:07 AM\n\n"
        for at, (name, words) in enumerate(zip(NAMES, said, strict=True))
    )
    assert [author for author, _ in said_by("Comments\n\n" + rows)] == list(NAMES)


def test_where_somebody_writes_from_stands_in_brackets_behind_the_name():
    places = ("Lowick", "Emden", "North Bay", "Leer")
    rows = dump(lambda at, name, day: f"{name} [{places[at % 4]}]\n{day}")
    assert names_and_words(rows) == (list(NAMES), list(SAID))


def test_counts_of_answers_are_nobody_who_speaks():
    who = [f"@{name.casefold().replace(' ', '')}" for name in NAMES]
    rows = "".join(
        f"{name}\nvor {at + 2} Monaten\n{words}\n{at + 5}\nAntworten\n{'' if at % 2 else '2 Antworten'}\n"
        for at, (name, words) in enumerate(zip(who, SAID, strict=True))
    )
    assert [author for author, _ in said_by("6 Kommentare\n" + rows)] == who


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("At {at}:12am on {day} Feb 2010, {name} wrote:\n\n", "\n\n"),
        ("", "\nposted by {name} at {at}:12 AM on February {day}, 2010 [3 favorites]\n\n\n"),
    ],
    ids=["above", "below"],
)
def test_clocks_stand_before_days(above, below):
    rows = "".join(
        f"{above}{{words}}{below}".format(at=at + 2, day=at + 11, name=name, words=words)
        for at, (name, words) in enumerate(PEOPLE)
    )
    assert said_by("Comments\n\n" + rows) == PEOPLE
