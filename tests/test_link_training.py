"""What the link evidence is learned from and corrected by: made-up chats, logistic recalibration, structure columns."""

from __future__ import annotations

import numpy as np
import pytest

from commentariat.threads.rebuild.decode import Candidate, decode
from commentariat.threads.rebuild.evidence import LinkView
from commentariat.threads.rebuild.evidence.features import NAMES, features, prepare
from commentariat.threads.rebuild.evidence.model import default_model
from commentariat.threads.rebuild.evidence.structure import STRUCTURE, structure

from .benchmarks.braid import LINES, braids
from .benchmarks.calibrate import Row, applied, fitted, left_out


def view_of(*comments):
    texts, authors = [text for _, text in comments], [author for author, _ in comments]
    ids = [f"c{at}" for at in range(len(texts))]
    return LinkView(texts, authors, [(one,) for one in authors], [[] for _ in texts], ids)


def talk(number):
    view = view_of(
        (f"Ines {number}", "The weir leaks. Somebody should look. It is cold."),
        (f"Olaf {number}", "Which weir? The upper one is new."),
        (f"Ines {number}", "The lower one."),
        (f"Pia {number}", "Nobody asked me."),
    )
    return view, tuple(frozenset({parent}) for parent in (-1, 0, 1, -1))


def test_a_braid_keeps_the_order_of_each_discussion_and_answers_only_what_was_said():
    for view, parents in braids([talk(number) for number in range(9)], seed=3):
        assert len(view) == len(parents)
        assert all(parent < at for at, (parent,) in enumerate(map(tuple, parents)))
        for at, (parent,) in enumerate(map(tuple, parents)):
            if parent >= 0:
                assert view.authors[at].split()[1] == view.authors[parent].split()[1]


def test_a_braid_cuts_comments_into_lines_that_follow_each_other():
    (view, parents), *_ = braids([talk(number) for number in range(9)], seed=3)
    follows = [view.authors[at] == view.authors[min(one)] for at, one in enumerate(parents) if min(one) >= 0]
    assert 0 < sum(follows) < len(follows)
    assert len(view) <= 9 * 4 * LINES


def overconfident(source, template, count, seed):
    rng = np.random.default_rng(seed)
    said = rng.uniform(0.5, 0.99, count)
    honest = 1 / (1 + np.exp(-0.5 * np.log(said / (1 - said))))
    return [
        Row(source, template, f"{source} {at % 9}", "inferred", float(one), bool(rng.random() < true))
        for at, (one, true) in enumerate(zip(said, honest, strict=True))
    ]


def test_recalibration_finds_the_slope_of_overconfidence():
    rows = overconfident("a", "x", 4000, 0)
    slope, offset = fitted(rows)["inferred"]
    assert slope == pytest.approx(0.5, abs=0.12)
    assert offset == pytest.approx(0.0, abs=0.15)


def test_recalibration_is_shrunk_towards_none():
    slope, offset = fitted(overconfident("a", "x", 6, 0))["inferred"]
    assert slope == pytest.approx(1.0, abs=0.1)
    assert offset == pytest.approx(0.0, abs=0.2)


def test_what_is_left_out_is_corrected_by_the_others_only():
    rows = overconfident("a", "x", 3000, 1) + overconfident("b", "y", 3000, 2)
    corrected = left_out(rows)
    mine = applied([row for row in rows if row.source == "a"], fitted([row for row in rows if row.source == "b"]))
    assert [row for row in corrected if row.source == "a"] == mine
    assert np.mean([row.sure for row in corrected]) < np.mean([row.sure for row in rows])


def test_confidence_is_corrected_and_the_alternatives_go_along():
    links = decode(2, {}, [[], [Candidate(0, "overlap", "c0", 2.0)]], calibrate=lambda basis, sure: sure / 2)
    before = decode(2, {}, [[], [Candidate(0, "overlap", "c0", 2.0)]])
    assert links.confidence[1] == pytest.approx(before.confidence[1] / 2)
    told = dict(links.alternatives[1])
    assert told[0] == pytest.approx(links.confidence[1])
    assert told[-1] > dict(before.alternatives[1])[-1]
    assert sum(told.values()) <= 1 + 1e-9


def test_correction_keeps_order_and_range():
    model, chances = default_model(), np.linspace(0, 1, 21)
    for basis in ("root", "inferred", "quote", "mention", "nothing such"):
        said = [model.calibrated(basis, float(one)) for one in chances]
        assert said == sorted(said)
        assert 0 < said[0] <= said[-1] < 1


def test_columns_of_the_exchange():
    view = view_of(
        ("Ines", "The weir leaks."), ("Olaf", "Which weir?"), ("Ines", "The lower one."), ("Olaf", "That is bad.")
    )
    scene = prepare(view)
    pairs = scene.pairs
    chain = (pairs.parent == pairs.child - 1).astype(float)
    columns = dict(zip(STRUCTURE, structure(pairs, view.person, scene.alike, chain, chain).T, strict=True))
    row = {(int(c), int(p)): at for at, (c, p) in enumerate(zip(pairs.child, pairs.parent, strict=True))}
    assert columns["on-path"][row[3, 0]] == 1
    assert columns["path-steps"][row[3, 0]] == pytest.approx(np.log(3))
    assert columns["answered-by-author"][row[3, 0]] == 1
    assert columns["parent-of-own-last"][row[3, 0]] == 1
    assert columns["unanswered"][row[3, 2]] == 1
    assert columns["ctx-off-path"][0] == 0
    x = features(scene)
    assert x[row[3, 2], NAMES.index("turns")] == pytest.approx(np.log(3))
    assert x[row[3, 2], NAMES.index("came-back-previous")] == 1
