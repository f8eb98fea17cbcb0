"""Ranking likely parents by meaning: only what words decided moves, and nothing but the candidates' shares of it."""

from __future__ import annotations

import numpy as np
import pytest
from click.testing import CliRunner

from commentariat import threads
from commentariat.embeddings import relink
from commentariat.embeddings.semantic_links import NOTE, ReplyScorer, default_scorer
from commentariat.reports.cli import commentariat

from .discussions import discussion_of

#: Three things that a comment can be about.
ABOUT = {"gulls": [1, 0, 0], "ferries": [0, 1, 0], "bread": [0, 0, 1]}


class Toy:
    """An encoder that counts three words."""

    name, revision = "toy", "1"

    def encode(self, texts):
        rows = np.array([[text.count(word) for word in ABOUT] for text in texts], dtype=np.float32)
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


SCORER = ReplyScorer(np.zeros(3, np.float32), np.zeros(3, np.float32), 4.0, 0.0, 1.0, "toy")


def listed(*pairs):
    return [{"parent_id": parent, "probability": share} for parent, share in pairs]


def debate(basis="inferred", alternatives=None):
    given = alternatives or listed(("c2", 0.4), ("c1", 0.3), (None, 0.2))
    return discussion_of(
        text=["The gulls are back.", "The ferries are late.", "Gulls? I love gulls."],
        parent_id=[None, None, "c2"], stated_parent=[None, None, "c2"], depth=[0, 0, 1],
        link_basis=["root", "root", basis], link_confidence=[0.9, 0.9, 0.4],
        link_alternatives=[[], [], given], link_evidence=[[], [], [{"kind": "recency", "ref": "c2", "weight": 0.8}]],
    )  # fmt: skip


def test_the_comment_that_means_the_same_becomes_the_parent():
    found = relink(debate(), Toy(), SCORER)
    last = found.comments.row(2, named=True)
    assert (last["parent_id"], last["stated_parent"], last["depth"]) == ("c1", "c1", 1)
    assert last["link_alternatives"][0]["parent_id"] == "c1"
    assert last["link_evidence"] == [{"kind": "semantic", "ref": "c1", "weight": pytest.approx(1 / (1 + np.exp(-2)))}]
    assert [note.code for note in found.notes] == [NOTE]


def test_no_parent_and_what_is_not_listed_stay_as_probable_as_they_were():
    after = {
        one["parent_id"]: one["probability"] for one in relink(debate(), Toy(), SCORER).comments["link_alternatives"][2]
    }
    assert after[None] == pytest.approx(0.2)
    assert after["c1"] + after["c2"] == pytest.approx(0.7)


@pytest.mark.parametrize("basis", ["mention", "quote", "explicit", "nesting", "human", "undecided"])
def test_what_marks_or_people_say_stays(basis):
    before = debate(basis)
    assert relink(before, Toy(), SCORER) is before


def test_a_second_time_changes_nothing():
    once = relink(debate(), Toy(), SCORER)
    assert relink(once, Toy(), SCORER) is once


def test_a_later_comment_is_no_rival():
    before = debate(alternatives=listed(("c2", 0.4), ("c3", 0.3)))
    assert relink(before, Toy(), SCORER) is before


def test_a_scorer_of_another_model_is_refused():
    with pytest.raises(ValueError, match="learned from vectors of"):
        relink(debate(), Toy())


def test_the_shipped_scorer_prefers_what_is_alike():
    scorer = default_scorer()
    size = scorer.products.size
    own = np.full(size, size**-0.5, dtype=np.float32)
    other = own * np.where(np.arange(size) % 2, 1, -1).astype(np.float32)
    assert scorer.score(own, np.stack((own, other))).argmax() == 0


def test_the_command(tmp_path):
    threads.save(debate(), tmp_path / "debate.jsonl")
    done = CliRunner().invoke(commentariat, ["parse", str(tmp_path / "debate.jsonl"), "--semantic", "--to", "jsonl"])
    assert done.exit_code == 0, done.output
    assert "ranked again by what the comments mean" in done.stderr
