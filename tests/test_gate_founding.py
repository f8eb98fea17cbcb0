"""The founding comment section, read whole: what it must show, comment by comment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl
import pytest

from commentariat import threads

from .shared import shared

if TYPE_CHECKING:
    from commentariat.threads import Discussion

REPLIES = {4: 1, 5: 2, 9: 4, 10: 8, 11: 10, 12: 6, 13: 5}
STATED = {1: "Diogenes", 5: "Anon", 8: "Andrei Martyanov", 9: "Andrei Martyanov", 11: "KA", 14: "attonn"}
INFERRED = {
    2: "Mao Cheng Ji", 13: "Mao Cheng Ji", 4: "E. A. Costa", 10: "E. A. Costa", 6: "jacques sheete", 12: "NoseytheDuke"
}  # fmt: skip
MARKERS = re.compile(r"@\w|Replies:|says:|• Website|• Disclaimer")


@pytest.fixture(scope="module")
def founding() -> Discussion:
    return threads.read(shared("seeds", "004_bbdeec13639ab3b4.txt"))


def number(discussion: Discussion, comment_id: str | None) -> int | None:
    if comment_id is None:
        return None
    return discussion.comments["comment_id"].to_list().index(comment_id) + 1


def test_replies(founding: Discussion) -> None:
    rows = founding.comments.to_dicts()
    assert len(rows) == 14
    found = {at + 1: number(founding, row["parent_id"]) for at, row in enumerate(rows)}
    assert {child: parent for child, parent in found.items() if parent is not None} == REPLIES
    assert all(row["link_evidence"] for row in rows if row["parent_id"])


def test_authors(founding: Discussion) -> None:
    rows = dict(enumerate(founding.comments.to_dicts(), 1))
    assert {at: row["author"] for at, row in rows.items() if row["author_basis"] == "stated"} == STATED
    assert {at: row["author"] for at, row in rows.items() if row["author_basis"] == "inferred"} == INFERRED
    assert [at for at, row in rows.items() if row["author_basis"] == "unknown"] == [3, 7]
    assert rows[8]["author_alias"] == "SmoothieX12"


def test_quotes(founding: Discussion) -> None:
    rows = dict(enumerate(founding.comments.to_dicts(), 1))
    found = {
        (at, quote["kind"], number(founding, quote["source_id"]) if quote["kind"] == "comment" else None)
        for at, row in rows.items()
        for quote in row["quotes"]
    }
    assert found == {(6, "article", None), (8, "article", None), (4, "comment", 1), (13, "comment", 5)}


def test_no_marker_is_left_and_nothing_is_lost(founding: Discussion) -> None:
    assert not [text for text in founding.comments["text"] if MARKERS.search(text)]
    ledger = founding.ledger.sort("start")
    assert (ledger["start"][1:] == ledger["end"][:-1]).all()
    raw = shared("seeds", "004_bbdeec13639ab3b4.txt").read_text("utf-8")
    assert ledger["end"][-1] == len(raw)
    kept = "".join(raw[row["start"] : row["end"]] for row in ledger.filter(pl.col("role") == "body").to_dicts())
    assert "".join(kept.split()) == "".join("".join(founding.comments["text"]).split())


def test_article(founding: Discussion) -> None:
    article = founding.article
    assert article.title is not None
    assert article.title.endswith("Aleppo")
    assert article.site is None or "unterpunch" not in article.site.lower()


@pytest.mark.parametrize(
    "name", ["000_f423833b3e7d7558", "001_998f2feedde54e31", "002_53d2b5340f4725a1", "003_b77222290672f4d5"]
)
def test_the_other_seeds_have_no_comment_section(name: str) -> None:
    with pytest.raises(threads.NoCommentsFound) as caught:
        threads.read(shared("seeds", f"{name}.txt"))
    assert caught.value.article is not None
    assert caught.value.article.title
    assert caught.value.article.title in str(caught.value)
