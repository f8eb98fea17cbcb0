"""Evidence from words: names, shared words, candidates, and a score that explains itself."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np
import pytest

from commentariat.threads.quotes import find_quotes
from commentariat.threads.rebuild.evidence import LinkView, score_links
from commentariat.threads.rebuild.evidence.after import SOON, _named_after
from commentariat.threads.rebuild.evidence.features import NAMES, features, prepare
from commentariat.threads.rebuild.evidence.names import namings
from commentariat.threads.rebuild.linking.decode import ELSEWHERE, ROOT, decode


def view_of(*comments, article=()):
    texts = [text for _, text in comments]
    authors = [author for author, _ in comments]
    ids = [f"c{at + 1}" for at in range(len(texts))]
    return LinkView(
        texts, authors, [(a,) if a else () for a in authors], find_quotes(texts, ids, article), ids, article
    )


DEBATE = (
    ("Lotte Brandt", "The ferry should be free for everybody who lives on the island."),
    ("Piet", "And who pays for the diesel? The county certainly will not."),
    ("Rosa Lindqvist", "I moved here for the quiet and I like the ferry as it is, fare included."),
    ("Lotte Brandt", "@Piet the county pays for the diesel already, look at the budget of last year."),
    ("Piet", "Lotte, I did look. The budget lists the diesel under repairs, which is a trick."),
    ("Jon", "> I moved here for the quiet and I like the ferry as it is\n\nThen do not complain when the shop closes."),
)


def kinds(view, at):
    return {view.authors[[*view.person].index(one.person)]: one.kind for one in namings(view)[at]}


def test_names_in_their_several_ways():
    view = view_of(*DEBATE)
    assert kinds(view, 3) == {"Piet": "lead-at"}
    assert kinds(view, 4) == {"Lotte Brandt": "lead"}
    assert kinds(view, 1) == {}


def test_a_name_that_is_a_common_word_is_not_seen_within_sentences():
    view = view_of(("Free", "One two."), *[("A", "the tide is free and the wind is free") for _ in range(6)])
    assert not any(namings(view)[1:])


def test_vocatives_quotes_and_alternation_lead_to_the_right_parents():
    view = view_of(*DEBATE)
    links = decode(len(view), {}, score_links(view))
    assert links.parents[0] == ROOT
    assert links.parents[[3, 4, 5]].tolist() == [1, 3, 2]


def test_contributions_add_up_to_the_score_and_name_their_reasons():
    view = view_of(*DEBATE)
    found = score_links(view)[5]
    quoted = [one for one in found if one.parent == 2]
    assert max(quoted, key=lambda one: one.log_odds).kind == "quote"
    assert {one.parent for one in found if one.kind == "elsewhere"} == {ELSEWHERE}


def test_marks_decide_whether_and_words_decide_whom():
    view = view_of(*DEBATE)
    found = score_links(view, {4: 1}, named={4: [1, 3]})[4]
    total = {p: sum(one.log_odds for one in found if one.parent == p) for p in (1, 3)}
    assert max(total.values()) == 0
    assert total[3] == 0


def test_losses_of_marks_shift_the_prior():
    view = view_of(*DEBATE)

    def replies(lost):
        links = decode(len(view), {}, score_links(view, lost=lost))
        return sum(1 - dict(options).get(ROOT, 0.0) for options in links.alternatives)

    assert replies(0.01) < replies(0.3) < replies(0.9)


def test_a_callers_scorer_is_heard():
    @dataclass
    class Always:
        kind: str = "caller"

        def score(self, view, child, parent):
            return np.where((child == 5) & (parent == 0), 30.0, 0.0)

    view = view_of(*DEBATE)
    links = decode(len(view), {}, score_links(view, scorers=[Always()]))
    assert links.parents[5] == 0
    assert links.evidence[5][0].kind == "caller"


def test_features_are_finite_with_unknown_authors_and_empty_texts():
    view = view_of((None, ""), ("A", "…"), (None, "A: yes?"), ("B", ""))
    scene = prepare(view)
    x = features(scene)
    assert x.shape == (len(scene.pairs), len(NAMES))
    assert np.isfinite(x).all()
    assert score_links(view_of()) == []


def test_candidates_stay_few_per_comment():
    view = view_of(*[(f"p{at % 7}", f"word{at % 50} thing{at % 31} p{at % 5}") for at in range(600)])
    assert len(prepare(view).pairs) < 600 * 50


@pytest.mark.parametrize("seed", range(40))
def test_being_named_soon_and_before_writing_again_is_what_a_walk_finds(seed):
    random = np.random.default_rng(seed)
    size = int(random.integers(2, 40))
    person = random.integers(-1, 6, size)
    people = [random.integers(0, 6, random.integers(0, 2)).tolist() for _ in range(size)]

    def walked(at):
        last = min(next((one for one in range(at + 1, size) if person[one] == person[at]), size), at + SOON, size - 1)
        return person[at] >= 0 and any(person[at] in people[one] for one in range(at + 1, last + 1))

    named = [[SimpleNamespace(person=who) for who in some] for some in people]
    assert _named_after(person, named).tolist() == [walked(at) for at in range(size)]


def test_scores_do_not_depend_on_the_number_of_threads() -> None:
    limits = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
    code = (
        "import numpy as np; from commentariat.threads.rebuild.evidence.model import default_model\n"
        "model = default_model(); width = model.second[0].linear.size\n"
        "x = np.random.default_rng(0).random((3000, width), dtype=np.float32)\n"
        "import hashlib; print(hashlib.sha256(model.second_pass(x).tobytes()).hexdigest())"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={**os.environ, **dict.fromkeys(limits, n)},
        ).stdout
        for n in ("1", "4")
    ]
    assert said[0]
    assert said[0] == said[1]
