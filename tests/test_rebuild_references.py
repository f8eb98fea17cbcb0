"""Who answers whom by an id: anchors, numbers, headers of mails, links that an extractor writes out."""

from __future__ import annotations

import pytest

from commentariat import threads

ARTICLE = "The Mill Reopens\n\nAfter nine quiet years the old mill by the weir grinds flour again on Saturdays.\n\n"
NAMES = ("Ansel Brook", "Mirja Tau", "Pavel Orn", "Mirja Tau", "Dunja Reeve", "Ansel Brook")
BODIES = (
    "The first bread from it was sold out before nine in the morning.",
    "Nine is late, I was there at seven and the queue reached the bridge.",
    "Does anybody know whether they take rye from small farms as well?",
    "They do, but only in full sacks and only before noon.",
    "My father carried sacks there as a boy and still talks about the dust.",
    "The dust is gone, they have a fan for it now.",
)
PARENTS = (None, 0, None, 2, None, 4)
EXPECTED = [None if parent is None else f"c{parent + 1}" for parent in PARENTS]


def dump(*lines):
    """One comment after another; a line that begins with ``?`` only stands in replies."""
    out = []
    for at, (name, body, parent) in enumerate(zip(NAMES, BODIES, PARENTS, strict=True)):
        told = {"name": name, "body": body, "id": 4100 + at * 7, "n": at + 1, "day": 3 + at, "minute": 11 + at}
        told |= {"parent": 4100 + (parent or 0) * 7, "pn": (parent or 0) + 1, "whom": NAMES[parent or 0]}
        out += [line.lstrip("?").format(**told) for line in lines if parent is not None or line[:1] != "?"]
    return ARTICLE + "\n".join(out) + "\n"


LAYOUTS = {
    "anchors": ("{name} 06/{day:02d}/21 10:{minute} No.{id}", "?>>{parent}", "{body}", ""),
    "numbers": (
        "{name} 2021-06-{day:02d} 10:{minute}:00 UTC",
        "Comment {n}",
        "?(In reply to {whom} from comment #{pn})",
        "{body}",
        "",
    ),
    "mails": (
        "From: {name} <keeper@mill.example>",
        "Date: Thu, {day} Jun 2021 10:{minute}:00 +0000",
        "?In-Reply-To: <m{parent}@mill.example>",
        "Message-ID: <m{id}@mill.example>",
        "",
        "{body}",
        "",
    ),
    "links": (
        "**{name}** [June {day}, 2021 at 10:{minute} am](https://mill.example/a#comment-{id})",
        "?[in reply to](https://mill.example/a#comment-{parent})",
        "",
        "{body}",
        "",
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_id_tells_the_parent(layout):
    found = threads.read_text(dump(*LAYOUTS[layout])).comments
    assert found["author"].to_list() == list(NAMES)
    replies = found.filter([parent is not None for parent in EXPECTED])
    assert replies["parent_id"].to_list() == [parent for parent in EXPECTED if parent]
    assert replies["link_basis"].to_list() == ["explicit"] * 3


def test_the_list_of_links_below_a_text_browser_s_dump_is_used():
    links = [f"   {at + 1}. https://mill.example/a#comment-{4100 + at * 7}" for at in range(len(NAMES))]
    links += [f"   {11 + at}. https://mill.example/a#comment-{4100 + (PARENTS[at] or 0) * 7}" for at in range(6)]
    text = ARTICLE
    for at, (name, body) in enumerate(zip(NAMES, BODIES, strict=True)):
        up = f"   [{11 + at}]parent\n" if PARENTS[at] is not None else ""
        text += f"   {name}\n   [{at + 1}]June {3 + at}, 2021 at 10:{11 + at} am\n{up}\n   {body}\n\n"
    found = threads.read_text(f"{text}References\n\n" + "\n".join(links) + "\n").comments
    assert found["parent_id"].to_list()[: len(EXPECTED)] == EXPECTED


def test_a_number_that_nobody_has_is_no_parent():
    text = dump("{name} 06/{day:02d}/21 10:{minute} No.{id}", "{body}", "").replace(BODIES[1], f">>99\n{BODIES[1]}")
    assert "explicit" not in threads.read_text(text).comments["link_basis"].to_list()
