"""Comments as people paste them from pages: layouts of many sites, in invented words."""

from __future__ import annotations

import pytest

from commentariat import threads

ARTICLE = """The Lighthouse Is For Sale

The council has put the lighthouse at Skarne Point up for sale, and nobody in the village was asked.

"""
NAMES = ("Maren Oyle", "Tobias Finch", "Greta Holm", "Maren Oyle", "Ivo Stark")
BODIES = (
    "It should have gone to the museum years ago, everyone here knows that.",
    "And who pays for the museum? The roof alone costs more than the whole harbour earns in a year.",
    "My uncle kept that lamp for thirty winters. Selling it to a hotel chain is a disgrace.",
    "A hotel would at least bring work to the village.",
    "Work for whom? They bring their own people every summer and lock the gates in October.",
)
AGO = ("3 days ago", "2 days ago", "2 days ago", "1 day ago", "5 hours ago")

#: One comment each, a line an entry; ``{name} {body} {day} {minute} {ago} {votes}`` are filled in.
LAYOUTS = {
    "New York Times": ("{name}", "Skarne | June {day}", "{body}", "", "Reply{votes} RecommendShareFlag", ""),
    "Telegram": ("{name}, [{day:02d}.06.2021 10:{minute}]", "{body}", ""),
    "WhatsApp": ("[{day:02d}/06/2021, 10:{minute}:05] {name}: {body}",),
    "X": ("{name}", "@skarne_{votes}", "·", "Jun {day}", "{body}", "{votes}", "4", "7", ""),
    "WordPress.com": ("{name}", "June {day}, 2021 at 10:{minute} am", "{body}", "", "Like", "Reply", ""),
    "French": ("{name} dit :", "{day} juin 2021 à 10 h {minute} min", "", "{body}", "", "Répondre", ""),
    "German": ("{name} sagt:", "{day}. Juni 2021 um 10:{minute} Uhr", "", "{body}", "", "Antworten", ""),
    "Spanish": ("{name} dice:", "{day} junio, 2021 a las 10:{minute} am", "", "{body}", "", "Responder", ""),
    "Italian": ("{name} ha detto:", "{day} Giugno 2021 alle 10:{minute}", "", "{body}", "", "Rispondi", ""),
    "Le Monde": ("{name}", "{day:02d}/06/2021 - 10H{minute}", "{body}", "Répondre", "Signaler", ""),
    "Hacker News": ("{name} {ago} | next [–]", "{body}", "", "reply", ""),
    "Facebook": ("{name}", "{body}", "Like", "Reply", "{votes}d", "{votes}", ""),
    "Facebook, German": ("{name}", "{body}", "Gefällt mir", "Antworten", "{votes} Tage", ""),
    "phpBB": (
        "{name}",
        "Posts: 3{votes}",
        "Joined: Tue Mar 03, 2015 9:12 pm",
        "Re: The lighthouse",
        "Post by {name} » Sat Jun {day:02d}, 2021 10:{minute} am",
        "{body}",
        "Top",
        "",
    ),
    "Mastodon": (
        "{name}",
        "@skarne_{votes}@skarne.example",
        "Jun {day}, 2021, 10:{minute}",
        "",
        "{body}",
        "",
        "{votes}",
        "",
    ),
    "Bluesky": ("{name}", "", "\u202a@skarne{votes}.example\u202c", "· {votes}d", "{body}", "1", "{votes}", ""),
    "list archive": (
        "[Skarne] The lighthouse",
        "{name} keeper at skarne.example",
        "Mon Jun  {day} 10:{minute}:05 CEST 2021",
        "",
        "Previous message: [Skarne] The lighthouse",
        "Next message: [Skarne] The lighthouse",
        "",
        "{body}",
        "",
    ),
    "Moon of Alabama": ("{body}", "", "Posted by: {name} | Jun {day} 2021 10:{minute} utc | {votes}", ""),
}


def paste(layout):
    lines = []
    for at, (name, body, ago) in enumerate(zip(NAMES, BODIES, AGO, strict=True)):
        shown = name.replace(" ", "_") if layout == "Hacker News" else name
        filled = {"name": shown, "body": body, "day": 3 + at, "minute": 11 + at, "ago": ago, "votes": at + 1}
        lines += [line.format(**filled) for line in LAYOUTS[layout]]
    return ARTICLE + "\n".join(lines) + "\n"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_paste_is_cut_and_signed(layout):
    found = threads.read_text(paste(layout)).comments
    assert [name.replace("_", " ") for name in found["author"]] == list(NAMES)
    assert found["created_text"].null_count() == 0
    if layout != "Moon of Alabama":
        # Nothing says where the body above the first trailer begins.
        assert found["text"].to_list() == list(BODIES)


def test_a_footer_is_no_comment():
    footer = "Leave a Reply\nName\nEmail\nRelated Posts\nThe Ferry Is Late\nSkarne Herald"
    found = threads.read_text(f"{paste('WordPress.com')}\n{footer}\n").comments
    assert found["author"].to_list() == list(NAMES)
    assert found["text"].to_list() == list(BODIES)


def test_what_an_extractor_adds_is_taken_off_marks_only():
    lines = []
    for at, (name, body) in enumerate(zip(NAMES, BODIES, strict=True)):
        lines += [
            f"  * ![](https://pictures.example/{at}.png) **[{name}](https://skarne.example/{at})** says:",
            f"[ June {3 + at}, 2021 at 10:{11 + at} am](https://skarne.example/#c{at})", "", body, "",
        ]  # fmt: skip
    found = threads.read_text(ARTICLE + "\n".join(lines)).comments
    assert found["author"].to_list() == list(NAMES)
    assert found["text"].to_list() == list(BODIES)


def test_who_is_answered_is_no_word_of_the_comment():
    dump = ARTICLE + (
        f"{NAMES[0]}\n@maren\n·\nJun 3\n{BODIES[0]}\n2\n\n{NAMES[2]}\n@greta\n·\nJun 4\n{BODIES[2]}\n1\n\n"
        f"{NAMES[1]}\n@tobias\n·\nJun 5\nReplying to @maren\n{BODIES[1]}\n3\n"
    )
    found = threads.read_text(dump).comments
    assert found["text"].to_list() == [BODIES[0], BODIES[2], BODIES[1]]


def test_two_names_a_gap_apart_are_author_and_parent():
    dump = (
        ARTICLE
        + "2 Comments\n\n"
        + (
            f"{NAMES[0]}\n3 days ago\n{BODIES[0]}\n2\n\nReply\n\nShare ›\n\n"
            f"{NAMES[1]}  {NAMES[0]}\n2 days ago\n{BODIES[1]}\n1\n\nReply\n\nShare ›\n"
        )
    )
    found = threads.read_text(dump).comments
    assert found["author"].to_list() == [NAMES[0], NAMES[1]]
    assert found["parent_id"].to_list() == [None, "c1"]
