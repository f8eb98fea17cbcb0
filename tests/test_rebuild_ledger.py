"""Nothing of a comment section is lost or counted twice, whatever the layout and the damage."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commentariat import threads
from commentariat.threads.degradation import TEMPLATES, degrade
from commentariat.threads.errors import ReadError
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


@st.composite
def discussions(draw):
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


def assert_accounts_for_everything(dump: str, read: Discussion) -> None:
    ledger = read.ledger
    assert ledger["start"].to_list()[1:] == ledger["end"].to_list()[:-1]
    assert ledger["end"][-1] == len(dump)
    assert set(ledger["role"]) <= {"body", "marker", "whitespace", "residue"}
    assert (ledger["end"] > ledger["start"]).all()
    for row in ledger.filter(pl.col("role") == "whitespace").iter_rows(named=True):
        assert not dump[row["start"] : row["end"]].strip()
    bodies = ledger.filter(pl.col("role") == "body")
    for comment, text in zip(read.comments["comment_id"], read.comments["text"], strict=True):
        parts = bodies.filter(pl.col("comment_id") == comment)
        written = "".join(dump[a:b] for a, b in zip(parts["start"], parts["end"], strict=True))
        assert "".join(written.split()) == "".join(text.split())


@pytest.mark.parametrize("template", [name for name in TEMPLATES if name != "bare"])
@given(discussion=discussions(), loss=st.sampled_from([0.0, 0.25, 0.5]), seed=st.integers(0, 99))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_character_is_accounted_for(template, discussion, loss, seed):
    dump = degrade(discussion, template, loss, seed)
    try:
        read = threads.read_text(dump)
    except ReadError:
        return
    assert_accounts_for_everything(dump, read)
    again = threads.read_text(dump)
    assert read.comments.equals(again.comments)
    firsts = read.ledger.filter(pl.col("role") == "body").group_by("comment_id").agg(pl.col("start").min())
    starts = dict(firsts.iter_rows())
    order = [starts[comment] for comment in read.comments["comment_id"] if comment in starts]
    assert order == sorted(order)
    children = read.comments.filter(pl.col("parent_id").is_not_null())
    position = dict(zip(read.comments["comment_id"], read.comments["position"], strict=True))
    assert all(position[parent] < at for parent, at in zip(children["parent_id"], children["position"], strict=True))
