"""A ConvoKit corpus names its conversations in a file beside the utterances."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from commentariat import threads

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    fixed = {"speaker": "ann", "reply-to": None, "timestamp": 7}
    rows = [{"id": f"u{n}", "conversation_id": f"k{n % 2}", "text": f"Word {n}.", **fixed} for n in range(4)]
    (tmp_path / "utterances.jsonl").write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return tmp_path


def test_titles_come_from_the_file_beside(corpus: Path) -> None:
    facts = {"k0": {"meta": {"title": "The lantern", "url": "https://quay.example"}}, "k1": {"subject": "The quay"}}
    (corpus / "conversations.json").write_text(json.dumps(facts), "utf-8")
    articles = {one.discussion_id: one.article for one in threads.read_many([corpus])}
    assert {name: article.title for name, article in articles.items()} == {"k0": "The lantern", "k1": "The quay"}
    assert articles["k0"].url == "https://quay.example"


def test_a_broken_file_beside_is_a_note(corpus: Path) -> None:
    (corpus / "conversations.json").write_text("{", "utf-8")
    assert all(
        any(note.code == "conversations-unread" for note in one.notes) and one.article.title is None
        for one in threads.read_many([corpus])
    )
