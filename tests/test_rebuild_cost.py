"""What rebuilding costs: candidates and work a comment do not grow with the dump."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest

from commentariat.threads.rebuild.evidence import LinkView
from commentariat.threads.rebuild.evidence.features import prepare
from commentariat.threads.rebuild.evidence.names import namings
from commentariat.threads.rebuild.evidence.overlap import AT_ONCE, POSTINGS, overlaps
from commentariat.threads.rebuild.evidence.pairs import ALIKE, PER_PERSON, WINDOW

from .benchmarks.bench_rebuild_cost import DUMPS, cost, drawn


def view_of(comments, seed=0):
    table = drawn(comments, seed).comments
    texts, authors = table["text"].to_list(), table["author"].to_list()
    names = [(one,) for one in authors]
    return LinkView(texts, authors, names, [[] for _ in texts], table["comment_id"].to_list())


def plainly_shared(view):
    """Cosine and weight of all pairs that share one of a term's latest comments, by definition rather than quickly."""
    counts = defaultdict(int)
    for terms in view.terms:
        for term in terms:
            counts[term] += 1
    weight = {term: np.log((len(view) + 10) / (count + 0.5)) for term, count in counts.items()}
    norm = [np.sqrt(sum(weight[term] ** 2 for term in terms)) for terms in view.terms]
    seen, out = defaultdict(list), {}
    for at, terms in enumerate(view.terms):
        for term in terms:
            for earlier in seen[term][-POSTINGS:]:
                cosine, total = out.get((at, earlier), (0.0, 0.0))
                out[at, earlier] = cosine + weight[term] ** 2 / norm[at] / norm[earlier], total + weight[term]
            seen[term].append(at)
    return out


def test_shared_words_are_those_of_the_definition(monkeypatch):
    # So little in one go that the comments come in many parts.
    monkeypatch.setattr("commentariat.threads.rebuild.evidence.overlap.AT_ONCE", 500)
    view = view_of(150)
    parts = list(overlaps(view))
    assert len(parts) > 5
    found = {}
    for part in parts:
        child = part.first + np.repeat(np.arange(len(part)), np.diff(part.start))
        rows = zip(child.tolist(), part.earlier.tolist(), part.cosine, part.weight, strict=True)
        found |= {(c, p): (cosine, weight) for c, p, cosine, weight in rows}
        assert part.of(child, part.earlier)[0] == pytest.approx(part.cosine)
        assert not part.of(child, np.full(child.size, -1))[0].any()
    wanted = plainly_shared(view)
    assert found.keys() == wanted.keys()
    assert np.array([found[key] for key in wanted]) == pytest.approx(np.array([*wanted.values()]))


def test_the_most_alike_come_first_the_later_of_equals_before_the_earlier():
    words = ("lantern harbour", "lantern harbour", "orchard", "lantern harbour meadow")
    view = LinkView(words, [None] * 4, [()] * 4, [[]] * 4, [f"c{at}" for at in range(4)])
    (part,) = overlaps(view)
    assert part.alike(3, 1)[0].tolist() == [1]
    assert part.alike(3, 8)[0].tolist() == [1, 0]
    assert part.alike(2, 8)[0].tolist() == []


def test_candidates_and_lookups_a_comment_stay_bounded():
    few, many = view_of(300), view_of(2400)
    # The recent, the alike, the same persons', "no parent" and the first.
    most = WINDOW + ALIKE + 3 * PER_PERSON + 2
    assert all(np.diff(prepare(view).pairs.start).max() <= most for view in (few, many))
    rows = sum(part.earlier.size for part in overlaps(many))
    assert rows <= POSTINGS * sum(map(len, many.terms))
    # What is held at a time is a part, however many comments there are.
    longest = POSTINGS * max(map(len, many.terms))
    assert max(part.earlier.size for part in overlaps(many)) <= AT_ONCE + longest < rows


def test_names_that_begin_alike_are_told_apart():
    people = [f"Guest {at}" for at in range(300)]
    texts = ["The tide is late."] * 299 + ["Guest 17: it is. So said guest"]
    view = LinkView(texts, people, [(one,) for one in people], [[]] * 300, [f"c{at}" for at in range(300)])
    assert [(one.person, one.kind) for one in namings(view)[299]] == [(17, "lead")]


@pytest.mark.slow
@pytest.mark.parametrize("dump", DUMPS)
def test_ten_times_the_comments_cost_about_ten_times_the_time(dump):
    small, large = (cost(drawn(size), *DUMPS[dump], repeat=2) for size in (1000, 10_000))
    assert large.seconds < 15 * small.seconds
