"""Who answers whom by an id: anchors, numbers, headers of mails, links that an extractor writes out."""

from __future__ import annotations

import pytest

from commentariat import threads

from .text_data import ARTICLE, BODIES, EXPECTED, NAMES, PARENTS, dump

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
