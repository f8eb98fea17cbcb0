"""Names and links from marks at both ends of a reply: pairing, losses, names."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from commentariat.threads.rebuild.comments.blocks import Block
from commentariat.threads.rebuild.linking.joint import Scores, attributed, believe
from commentariat.threads.rebuild.linking.options import marks_of, nearby, parents_named
from commentariat.threads.rebuild.linking.pairing import Side, pair
from commentariat.threads.rebuild.linking.people import names_of


def believed(*rows):
    """Solve comments given as (author, lead, replies); returns parents and the names of unsigned comments."""
    blocks = [
        Block(indent=0, fields={"author": author} if author else {}, leads=[lead] if lead else [], replies=[*replies])
        for author, lead, replies in rows
    ]
    marks = marks_of(blocks, names_of(blocks))
    pairs, near = nearby(len(blocks), parents_named(marks))
    beliefs, ties = believe(marks, Scores(pairs, near))
    best = [
        int(pairs.parent[start + int(np.argmax(beliefs.rows[start:end]))])
        for start, end in zip(pairs.start[:-1], pairs.start[1:], strict=True)
    ]
    assert np.allclose(np.add.reduceat(beliefs.rows, pairs.start[:-1]), 1.0, atol=0.05)
    return best, {at: marks.people[person] for at, person in attributed(marks, ties, beliefs).items()}


def exact(weight, places_alone, guests_alone):
    """Marginal probabilities of all pairs by listing every pairing."""
    places, guests = weight.shape
    out, total = np.zeros(weight.shape), 0.0
    for choice in permutations([*range(guests), *[None] * places], places):
        log = sum(weight[p, g] if g is not None else places_alone[p] for p, g in enumerate(choice))
        log += sum(guests_alone[g] for g in range(guests) if g not in choice)
        total += np.exp(log)
        for p, g in enumerate(choice):
            if g is not None:
                out[p, g] += np.exp(log)
    return out / total


@pytest.mark.parametrize("seed", range(5))
def test_pairing_agrees_with_listing_every_pairing(seed):
    rng = np.random.default_rng(seed)
    weight = rng.normal(0, 2, (3, 3))
    places, guests = rng.normal(-2, 1, 3), rng.normal(-1, 1, 3)
    p, g = (one.ravel() for one in np.indices((3, 3)))
    found = pair(Side(p, places), Side(g, guests), weight.ravel()).reshape(3, 3)
    # The permutations of equal empty places are counted alike for every pairing of as many guests only.
    assert np.abs(found.sum(axis=0)).max() <= 1.001
    assert np.abs(found.sum(axis=1)).max() <= 1.001
    assert np.argmax(found) == np.argmax(exact(weight, places, guests))


def test_nothing_to_pair():
    empty = np.zeros(0)
    assert pair(Side(empty.astype(np.int64), empty), Side(empty.astype(np.int64), empty), empty).size == 0


def test_both_ends_name_an_unsigned_comment():
    parents, names = believed(("Ada", None, ["Ben"]), ("Cyd", None, []), (None, "Ada", []))
    assert parents == [-1, -1, 0]
    assert names == {2: "ben"}


def test_a_lead_passes_over_a_comment_that_lists_somebody_else():
    parents, _ = believed(
        ("Ada", None, []), ("Ada", None, ["Cyd"]), ("Cyd", "Ada", []), ("Ben", "Ada", []), ("Dee", None, ["Eve"]),
        ("Eve", None, []),
    )  # fmt: skip
    assert parents[2:4] == [1, 0]
    assert parents[5] == 4


def test_a_chain_of_two_people_is_named_from_what_survives():
    rows = [("Ada", None, ["Ben"]), (None, "Ada", ["Ada"]), ("Ada", None, ["Ben"]), (None, "Ada", [])]
    parents, names = believed(*rows)
    assert parents == [-1, 0, 1, 2]
    assert names == {1: "ben", 3: "ben"}


def test_the_order_of_a_list_tells_unsigned_replies_apart():
    rows = [("Ada", None, ["Ben", "Cyd"]), (None, "Ada", []), ("Dee", None, []), (None, "Ada", [])]
    assert believed(*rows)[1] == {1: "ben", 3: "cyd"}


def test_a_typed_mention_in_an_undamaged_dump_is_no_lead():
    told = [("Ada", None, ["Ben"]), ("Ben", "Ada", [])] * 40
    typed = [pair for at in range(20) for pair in ((f"Fay {at}", None, []), ("Gus", f"Fay {at}", []))]
    parents, _ = believed(*told, *typed)
    assert parents[1:80:2] == [*range(0, 80, 2)]
    assert parents[80:] == [-1] * 40


def test_what_a_dump_loses_decides_about_unmarked_comments():
    """The same unmarked comment behind a comment without a list: a root where nothing is lost."""
    whole = [("Ada", None, ["Ben"]), ("Ben", "Ada", [])] * 10
    assert believed(*whole, ("Fay", None, []), ("Gus", None, []))[0][-1] == -1


def test_a_lead_to_somebody_who_signed_names_nobody_else():
    others = [(name, None, []) for name in ("Cyd", "Dee", "Eve", "Fay", "Gus", "Hal")]
    parents, names = believed(*others, ("Ada", None, []), (None, None, []), ("Ben", "Ada", []))
    assert names == {}
    assert parents[8] == 6


def test_one_lost_list_of_many_replies_makes_no_lead_a_typed_mention():
    answered = [("Ada", None, ["Ben"]), ("Ben", "Ada", [])] * 4
    poll = [("Hal", None, []), *((f"Fay {at}", "Hal", []) for at in range(12))]
    parents, _ = believed(*answered, *poll)
    assert parents[9:] == [8] * 12
