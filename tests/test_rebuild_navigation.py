"""Links that lead nowhere in a dump still say who is a reply, and to which branch."""

from __future__ import annotations

from commentariat import threads
from commentariat.threads.rebuild.linking.nesting import nest

HEADS = (
    # name, links below the name, index of the parent
    ("marlo", "next", None),
    ("tessa", "parent | next", 0),
    ("quill", "root | parent | next", 1),
    ("farid", "root | parent | prev | next", 1),
    ("noor", "parent | prev | next", 0),
    ("kester", "prev | next", None),
    ("juno", "parent | next", 5),
)
SAID = (
    "The ferry was late again on Monday.",
    "It was not late, the clock on the quay is wrong.",
    "Somebody ought to mend that clock then.",
    "The council owns it, ask them for the key.",
    "I waited forty minutes, with or without a clock.",
    "Nobody mentions the price of the new tickets.",
    "They went up by a third since the spring.",
)


def copied() -> str:
    """A flat copy of a page that links comments to their parents."""
    comments = (
        f"{name} {at + 1} hours ago | {links} [–]\n{said}\n"
        for at, ((name, links, _), said) in enumerate(zip(HEADS, SAID, strict=True))
    )
    return "The ferry\n\n7 comments\n\n" + "\n".join(comments)


def test_links_settle_parents() -> None:
    comments = threads.read_text(copied(), platform="hackernews-text").comments
    ids = comments["comment_id"].to_list()
    wanted = [None if parent is None else ids[parent] for *_, parent in HEADS]
    assert comments["parent_id"].to_list() == wanted
    assert {kind["kind"] for kind in comments["link_evidence"][2]} >= {"stated"}


def test_levels_are_read_where_a_copy_prints_them() -> None:
    levels = (1, 2, 2, 1, 2)
    dump = "\n".join(
        f"level {level}\n{name}\n· {at + 2} hr. ago\n\n{said}\n\n{at + 3}\nReply\nShare\n"
        for at, (level, (name, *_), said) in enumerate(zip(levels, HEADS, SAID, strict=False))
    )
    comments = threads.read_text(f"The ferry\n\n{dump}", platform="reddit-text").comments
    ids = comments["comment_id"].to_list()
    assert comments["parent_id"].to_list() == [None, ids[0], ids[0], None, ids[3]]


def test_strays_make_no_columns() -> None:
    assert not nest([9] * 40 + [0] + [9] * 40).informative
    assert nest([0, 4, 4, 0, 4]).informative
