"""Pasted text for tests of rebuilding: invented discussions to write as text, and one whose parents are known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl
from hypothesis import strategies as st

from commentariat.threads.model import Article, Discussion, Source
from commentariat.threads.schema import comment_frame, empty_ledger

AUTHORS = ("Marit Sand", "quillon", "Tobias R.", "Ines", "deckhand77")
WORDS = (
    "tide",
    "harbour",
    "wall",
    "ferry",
    "captain",
    "letter",
    "winter",
    "council",
    "stone",
    "bread",
    "lamp",
    "answer",
)

#: A discussion whose parents are known.
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


@st.composite
def discussions(draw):
    """Draw a discussion of three to fourteen comments; every text names its place, so that no two are alike."""
    count = draw(st.integers(3, 14))
    parents = [None] + [draw(st.none() | st.integers(0, at - 1)) for at in range(1, count)]
    depth = []
    for parent in parents:
        depth.append(0 if parent is None else depth[parent] + 1)
    texts = [
        " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=4, max_size=18))).capitalize() + f", number {at}."
        for at in range(count)
    ]
    frame = comment_frame(
        {
            "discussion_id": ["d"] * count,
            "comment_id": [f"c{at + 1}" for at in range(count)],
            "position": range(count),
            "parent_id": [None if parent is None else f"c{parent + 1}" for parent in parents],
            "depth": depth,
            "author": [draw(st.sampled_from(AUTHORS)) for _ in range(count)],
            "author_basis": ["stated"] * count,
            "created": [datetime(2021, 5, 4, 9, tzinfo=UTC) + timedelta(minutes=11 * at) for at in range(count)],
            "text": texts,
            "deleted": [False] * count,
            "link_basis": ["root" if parent is None else "explicit" for parent in parents],
            "link_confidence": [1.0] * count,
        }
    )
    return Discussion(Article(title="The ferry question"), frame, (), Source("s", "0", 0, "r", "1"), empty_ledger())


def assert_accounts_for_everything(pasted: str, read: Discussion) -> None:
    """Each character of a pasted text has one role; the bodies of a comment are its text."""
    ledger = read.ledger
    assert ledger["start"].to_list()[1:] == ledger["end"].to_list()[:-1]
    assert ledger["end"][-1] == len(pasted)
    assert set(ledger["role"]) <= {"body", "marker", "whitespace", "residue"}
    assert (ledger["end"] > ledger["start"]).all()
    for row in ledger.filter(pl.col("role") == "whitespace").iter_rows(named=True):
        assert not pasted[row["start"] : row["end"]].strip()
    bodies = ledger.filter(pl.col("role") == "body")
    for comment, text in zip(read.comments["comment_id"], read.comments["text"], strict=True):
        parts = bodies.filter(pl.col("comment_id") == comment)
        written = "".join(pasted[a:b] for a, b in zip(parts["start"], parts["end"], strict=True))
        assert "".join(written.split()) == "".join(text.split())


def dump(*lines):
    """One comment after another; a line that begins with ``?`` only stands in replies."""
    out = []
    for at, (name, body, parent) in enumerate(zip(NAMES, BODIES, PARENTS, strict=True)):
        told = {"name": name, "body": body, "id": 4100 + at * 7, "n": at + 1, "day": 3 + at, "minute": 11 + at}
        told |= {"parent": 4100 + (parent or 0) * 7, "pn": (parent or 0) + 1, "whom": NAMES[parent or 0]}
        out += [line.lstrip("?").format(**told) for line in lines if parent is not None or line[:1] != "?"]
    return ARTICLE + "\n".join(out) + "\n"
