"""What the link evidence is learned from and corrected by: made-up chats, structure columns."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from commentariat.threads.rebuild.evidence import LinkView
from commentariat.threads.rebuild.evidence.features import NAMES, features, prepare
from commentariat.threads.rebuild.evidence.structure import STRUCTURE, structure
from commentariat.threads.rebuild.linking.decode import ROOT, Candidate, decode

from .benchmarks import links, train_semantic
from .benchmarks.bench_rebuild_calibration import honest_bound, upper_bound
from .benchmarks.braid import LINES, braids
from .benchmarks.calibrate import Row


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


def test_overconfidence_shows_beyond_what_so_many_links_show_at_best():
    rows = overconfident("a", "x", 3000, 5)
    assert upper_bound(rows, resamples=40) > 1.5 * honest_bound(rows, draws=1) > 0


def test_a_column_that_tells_the_right_parent_gets_weight_and_one_that_does_not_gets_none():
    rng = np.random.default_rng(0)
    start = np.arange(0, 1201, 4)
    right = np.zeros(1200, dtype=bool)
    right[start[:-1] + rng.integers(4, size=300)] = True
    x = np.column_stack([right + rng.normal(size=1200), rng.normal(size=1200)])
    telling, idle = train_semantic.logit(x, start, right, np.zeros(1200), np.ones(300), np.zeros(2), np.ones(2))
    assert telling > 0.5
    assert abs(idle) < telling / 3
    told, by_chance = (
        sum(right[a + np.argmax(scores[a : a + 4])] for a in start[:-1]) for scores in (x @ [telling, idle], x[:, 1])
    )
    assert told > 1.3 * by_chance


def test_confidence_is_corrected_and_the_alternatives_go_along():
    found = decode(2, {}, [[], [Candidate(0, "overlap", "c0", 2.0)]], calibrate=lambda basis, sure: sure / 2)
    before = decode(2, {}, [[], [Candidate(0, "overlap", "c0", 2.0)]])
    assert found.confidence[1] == pytest.approx(before.confidence[1] / 2)
    told = dict(found.alternatives[1])
    assert told[0] == pytest.approx(found.confidence[1])
    assert told[-1] > dict(before.alternatives[1])[-1]
    assert sum(told.values()) <= 1 + 1e-9


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


def rows_of(pairs):
    return {(int(c), int(p)): at for at, (c, p) in enumerate(zip(pairs.child, pairs.parent, strict=True))}


def test_columns_of_what_came_after():
    view = view_of(
        ("Ines", "The weir leaks."), ("Olaf", "Which weir?"), ("Pia", "The bridge is worse."),
        ("Ines", "Olaf, the lower one."), ("Olaf", "Thanks."), ("Olaf", "And since when?"),
    )  # fmt: skip
    scene = prepare(view)
    row, x = rows_of(scene.pairs), features(scene)

    def told(name, child, parent):
        return float(x[row[child, parent], NAMES.index(name)])

    assert told("back-named", 1, 0) == 1
    assert told("back-soon", 1, 0) == pytest.approx(1 / 2)
    assert told("back-next", 1, 0) == 0
    assert told("back-next", 2, 0) == 1
    assert told("back-named", 2, 0) == 0
    assert told("child-named-after", 1, ROOT) == 1
    assert told("child-named-after", 2, ROOT) == 0
    assert told("back-by-name-of-other", 1, ROOT) == 0
    assert told("child-continues", 4, 3) == 1
    assert told("child-follows-own", 5, 3) == 1
    assert told("child-new", 3, 2) == 0
    assert told("parent-new", 3, 2) == 1


def test_an_answer_back_quotes_or_names_the_comment_itself():
    said = "The gates of the weir were opened far too late this spring"
    quotes = [[], [], [{"start": 2, "end": 40, "kind": "comment", "source_id": "c1"}]]
    people = ("Ines", "Olaf", "Ines")
    view = LinkView(("One.", said, f"> {said}"), people, [(one,) for one in people], quotes, ("c0", "c1", "c2"))
    scene = prepare(view)
    x = features(scene)
    assert x[rows_of(scene.pairs)[1, 0], NAMES.index("back-quoted")] == 1
    assert x[rows_of(scene.pairs)[1, ROOT], NAMES.index("back-quoted")] == 0


def test_a_heading_is_signed_by_nobody_and_has_no_stop():
    view = LinkView(
        ("It leaks.", "Survey of the weir", "Agreed."), ("Ines", None, "Olaf"), (("Ines",), (), ("Olaf",)),
        ((), (), ()), ("c0", "c1", "c2"),
    )  # fmt: skip
    scene = prepare(view)
    row, x = rows_of(scene.pairs), features(scene)
    assert x[row[1, 0], NAMES.index("child-heading")] == 1
    assert x[row[2, 1], NAMES.index("parent-heading")] == 1
    assert x[row[2, 0], NAMES.index("heading-between")] == 1
    assert x[row[2, 1], NAMES.index("heading-between")] == 0


def test_columns_of_what_later_comments_make_of_a_candidate():
    view = view_of(("Ines", "The weir leaks."), ("Olaf", "Which weir?"), ("Ines", "The lower one."), ("Pia", "No."))
    scene = prepare(view)
    pairs = scene.pairs
    star_then_chain = {(0, ROOT), (1, 0), (2, 1), (3, 0)}
    certain = np.array([(c, p) in star_then_chain for c, p in rows_of(pairs)], dtype=float)
    columns = dict(zip(STRUCTURE, structure(pairs, view.person, scene.alike, certain, certain).T, strict=True))
    row = rows_of(pairs)
    assert columns["alternation-after"][row[1, 0]] == 1
    assert columns["alternation-after"][row[2, 1]] == 0
    assert columns["popularity-after"][row[1, 0]] == pytest.approx(np.log(2))
    assert columns["parent-of-next"][row[2, 0]] == 1
    assert columns["root-of-next"][row[1, ROOT]] == 0


def test_nothing_is_learned_from_what_repeats_a_held_out_comment(monkeypatch):
    def known(name, text, held_out):
        frame = pl.DataFrame({"text": [text]})
        return SimpleNamespace(name=name, held_out=held_out, discussion=SimpleNamespace(comments=frame))

    long = "This is said in two sections of one page, word for word."
    many = [known("a", long, True), known("b", long, False), known("c", "Thanks.", False), known("d", "Thanks.", True)]
    twice = [known(name, "Another comment that an export holds twice, once per edition.", False) for name in "ef"]
    monkeypatch.setattr(links.threads_data, "known_discussions", lambda name: [*many, *twice])
    assert [(fold, one.name) for fold, one in links.for_learning("any", 4)] == [(0, "c"), (1, "e"), (1, "f")]
