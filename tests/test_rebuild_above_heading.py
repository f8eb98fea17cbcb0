"""Articles that look like comments: interviews, quoted posts, whoever is named above the heading of the comments."""

from __future__ import annotations

import pytest

from commentariat import threads

QUESTIONS = (
    "How long did it take until the two of you were launching this harbour together?",
    "What is the first thing that you build when you come to a new place?",
    "Do you sell the drawings as well?",
    "Are there plans for a second mole?",
)
ANSWERS = (
    "Well, the story is a bit long, and my parents had a hand in it. They kept the lamp for years before anyone asked.",
    "I occasionally stop in at places that my father made. I am sure that I get this from him, and nobody minds.",
    "My son was only one at the time and had just spilled a bowl of soup all over the floor when the bell rang.",
    "There are always plans. Whether there is money is another thing, so I would not hold my breath.",
)
SAID = (
    "This is a great interview. Thanks for sharing this with us, I had no idea that the lamp was so old.",
    "I disagree with the part about the council, they did a lot for us last year.",
)
PEOPLE = ("Ines Varga", "Tobias Finch")
INTERVIEW = "The Horn\n\n" + "".join(
    f"{question}\n\nToby: {answer}\n\nMara: {other}\n\n"
    for question, answer, other in zip(QUESTIONS, ANSWERS, reversed(ANSWERS), strict=True)
)
QUOTING = ("Mara Quist", "Toby Reel", "Ada Holm", "Jon Frey")
QUOTED = "The Horn\n\n" + "".join(
    f"{said[:90]}\n— {name} (@{name.split()[0].lower()}) March {day}, 2012\n\n"
    for day, (name, said) in enumerate(zip(QUOTING, ANSWERS, strict=True), 3)
)


def _section(heading, layout, count):
    return f"{heading}\n\n" + "\n".join(layout.format(PEOPLE[at], SAID[at], day=12 + at) for at in range(count))


@pytest.mark.parametrize("article", [INTERVIEW, QUOTED])
@pytest.mark.parametrize("heading", ["Comments", "2 Comments", "Comments (2)"])
@pytest.mark.parametrize(
    "layout",
    [
        "{0} says:\n\n{1}\n",
        "{0}\nOctober {day}, 2012 at 6:14 am\n\n{1}\n",
        "{1}\n\nPosted by: {0} | October {day}, 2012 at 06:14 AM\n",
    ],
)
@pytest.mark.parametrize("count", [1, 2])
def test_what_stands_above_the_heading_is_the_articles(article, heading, layout, count):
    found = threads.read_text(article + _section(heading, layout, count))
    assert found.comments["author"].to_list() == list(PEOPLE[:count])


def test_an_interview_whose_comments_nothing_marks_is_no_discussion():
    with pytest.raises(threads.NoCommentsFound):
        threads.read_text(f"{INTERVIEW}Comments\n\n{SAID[0]}\n")


@pytest.mark.parametrize(
    "behind",
    [
        "Comments\nAbout\nContact\n",
        "Leave a Reply\n\nComment\n\nName\n\nSave my name and address in this browser for the next time I comment.\n",
    ],
)
def test_menus_and_boxes_below_a_conversation_announce_nothing(behind):
    found = threads.read_text(f"{INTERVIEW}{behind}")
    assert found.comments.height == 2 * len(ANSWERS)
