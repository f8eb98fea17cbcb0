"""Confidence sinks with damage and with strangeness, keeps its order, and is learned from what is not judged."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from commentariat import threads
from commentariat.threads.degradation import degrade
from commentariat.threads.rebuild.comments.blocks import Block
from commentariat.threads.rebuild.evidence import LinkView
from commentariat.threads.rebuild.linking.confidence import (
    Circumstances,
    Correction,
    Way,
    confidence_of,
    correction,
    damage_of,
)
from commentariat.threads.rebuild.linking.strange import PORTRAIT, Sources, portrait

from .benchmarks.bench_rebuild_calibration import from_dumps
from .benchmarks.calibrate import Lessons, Row, balanced, corrected, crossed, learned, left_out, losses_of, sources_of
from .benchmarks.dumped import dump_rows
from .threads_data import Known

SOURCES = Sources(np.array([[0.0, 5.0, 0.5, 3.0], [0.9, 6.0, 0.5, 2.0]]), np.full((2, 4), 0.5), 1.0, 3.0)
TRUE = (-0.8, 0.0, -0.5)


def correcting(losses, alone=0.0, marked=0.0):
    return Correction(Way(losses, alone), Way(losses, marked), SOURCES)


def view_of(count, quoting=0):
    texts = [f"The weir leaks at gate {at}." for at in range(count)]
    quotes = [
        [{"kind": "comment", "start": 0, "end": 4, "source_id": "c0"}] if at < quoting else [] for at in range(count)
    ]
    authors = [f"a{at % 3}" for at in range(count)]
    return LinkView(texts, authors, [(one,) for one in authors], quotes, [f"c{at}" for at in range(count)])


def blocks(signed, unsigned):
    return [Block(0, fields={"author": "Ines"})] * signed + [Block(0, fields={})] * unsigned


def lossy(source, template, count, seed, basis="root"):
    """Links of damaged dumps that are right as often as ``TRUE`` corrects them."""
    rng = np.random.default_rng(seed)
    truth, rows = correcting({basis: TRUE}), []
    for at in range(count):
        known = Circumstances(float(rng.choice([0.1, 0.3, 0.6])), False, 0.0)
        sure = float(rng.uniform(0.3, 0.99))
        right = bool(rng.random() < truth.under(known)(basis, sure))
        rows.append(Row(source, template, f"{source} {at % 40}", basis, sure, right, known))
    return rows


def test_almost_nothing_changes_in_a_long_discussion_that_is_signed_and_like_those_learned_from():
    sure = correction().under(Circumstances(damage_of(0.0, 10_000), True, 0.0))
    for basis in (*correction().alone.losses, "nothing such"):
        assert sure(basis, 0.8) == pytest.approx(0.8, abs=0.02)


@pytest.mark.parametrize("basis", ["root", "inferred", "quote"])
def test_where_names_are_lost_less_is_claimed_than_words_say(basis):
    whole, some, half = (confidence_of(blocks(400 - gone, gone), view_of(400), alone=True) for gone in (0, 80, 200))
    assert some(basis, 0.95) < whole(basis, 0.95) <= 0.95
    assert half(basis, 0.95) < 0.93


def test_less_is_claimed_where_a_discussion_is_like_none_learned_from_and_least_where_words_decide_alone():
    known, marked, alone = (
        correction().under(Circumstances(0.0, only, strange))("inferred", 0.9)
        for only, strange in ((True, 0.0), (False, 1.0), (True, 1.0))
    )
    assert 0.5 < alone < marked < known


def test_a_strange_dump_is_flattened_most_where_words_decide_alone():
    alone, marked = (
        confidence_of(blocks(40, 0), view_of(40, quoting=20), alone=only)("inferred", 0.9) for only in (True, False)
    )
    assert alone < marked < 0.9


def test_what_is_surer_stays_surer():
    for basis in correction().marked.losses:
        for damage in (0.0, 0.1, 0.5, 1.0):
            for strange in (0.0, 1.0):
                sure = correction().under(Circumstances(damage, True, strange))
                said = [sure(basis, float(one)) for one in np.linspace(0, 1, 21)]
                assert said == sorted(said)
                assert 0 < said[0] < said[-1] < 1


def test_of_a_few_comments_all_may_be_signed_by_chance():
    assert damage_of(0.0, 2) > damage_of(0.0, 200)
    assert damage_of(0.5, 200) == pytest.approx(0.5)


def test_a_portrait_has_every_figure_also_of_nothing():
    assert len(portrait(view_of(9, quoting=3))) == len(PORTRAIT)
    assert portrait(view_of(9, quoting=3))[0] == pytest.approx(1 / 3)
    assert np.isfinite(portrait(view_of(0))).all()


def test_strangeness_grows_with_the_distance_to_the_nearest_source():
    near, between, far = (SOURCES.strangeness((0.9, 6.0, 0.5, log)) for log in (2.5, 4.5, 20.0))
    assert near == 0.0 < between < 1.0 == far


def test_sources_survive_being_written_down():
    again = Sources.from_json(SOURCES.to_json())
    assert again.distance((0.3, 5.5, 0.4, 4.0)) == pytest.approx(SOURCES.distance((0.3, 5.5, 0.4, 4.0)))


def test_most_of_what_was_learned_from_is_not_strange():
    rng = np.random.default_rng(1)
    portraits = {
        name: [(*rng.normal(centre, 0.3, 4), int(rng.integers(3, 90))) for _ in range(60)]
        for name, centre in (("a", 0.0), ("b", 4.0))
    }
    sources = sources_of(portraits)
    strange = [sources.strangeness(row[:-1]) for rows in portraits.values() for row in rows]
    assert np.mean(np.array(strange) == 0.0) > 0.6
    assert sources.strangeness((2.0, 2.0, 2.0, 2.0)) == 1.0


def test_the_change_is_found_again():
    found = correcting(losses_of(lossy("a", "x", 8000, 0)))
    for damage in (0.2, 0.5):
        known = Circumstances(damage, False, 0.0)
        assert found.under(known)("root", 0.9) == pytest.approx(
            correcting({"root": TRUE}).under(known)("root", 0.9), abs=0.04
        )


def test_flattening_is_learned_from_what_is_strange_alone_and_marked_apart():
    rng, rows = np.random.default_rng(2), []
    truth = correcting({}, 0.7, 0.2)
    for at in range(8000):
        known = Circumstances(0.0, bool(at % 2), 1.0)
        sure = float(rng.uniform(0.5, 0.99))
        right = bool(rng.random() < truth.under(known)("inferred", sure))
        rows.append(Row("s", "x", f"{at % 50}", "inferred", sure, right, known))
    found = learned(Lessons([], rows, SOURCES))
    assert found.alone.flatter == pytest.approx(0.7, abs=0.08)
    assert found.marked.flatter == pytest.approx(0.2, abs=0.08)


def test_what_losses_do_to_links_by_marks_is_learned_from_every_source_and_to_links_by_words_from_known_ones():
    strange = lossy("b", "y", 4000, 6, "nesting") + lossy("b", "y", 4000, 7, "inferred")
    found = learned(Lessons(lossy("a", "x", 400, 8, "nesting"), strange, SOURCES))
    known = Circumstances(0.5, False, 0.0)
    true = correcting({"nesting": TRUE}).under(known)("nesting", 0.9)
    assert found.under(known)("nesting", 0.9) == pytest.approx(true, abs=0.05)
    assert "inferred" not in found.marked.losses
    assert "nesting" in found.alone.losses


def test_small_sources_are_weighed_up_halfway():
    rows = lossy("a", "x", 400, 9) + lossy("b", "x", 100, 9)
    weight = balanced(rows)
    assert weight.sum() == pytest.approx(len(rows))
    assert weight[-1] / weight[0] == pytest.approx(2.0)


def test_what_is_left_out_is_corrected_by_the_others_only():
    rows = lossy("a", "x", 600, 3) + lossy("b", "y", 600, 4)
    mine = [row for row in rows if row.source == "a"]
    lessons = Lessons(rows, [], SOURCES)
    alone = corrected(mine, learned(lessons.only(lambda row: row.source == "b")))
    assert left_out(mine, lessons) == alone
    assert left_out(mine, lessons, template=False) == alone
    assert left_out(mine, lessons, source=False) == alone
    assert alone != corrected(mine, learned(lessons))


def test_crossing_corrects_every_link_once_and_never_by_its_own_discussion():
    rows = lossy("a", "x", 400, 5)
    found = crossed(rows, Lessons(rows, [], SOURCES))
    assert sorted((row.discussion, row.right) for row in found) == sorted((row.discussion, row.right) for row in rows)
    mine = [row for row in rows if row.discussion == "a 1"]
    untaught = crossed(mine, Lessons(mine, [], SOURCES))
    assert [row.sure for row in untaught] == pytest.approx([row.sure for row in mine], abs=1e-6)


@pytest.mark.parametrize(("template", "alone"), [("typepad", True), ("unz", False), ("wordpress-says", False)])
def test_confidences_are_called_scores_where_nothing_in_the_layout_marks_replies(template, alone):
    example = threads.read(Path(__file__).parents[1] / "examples" / "besieged-city.txt")
    read = threads.read_text(degrade(example, template))
    assert ("words-alone" in {note.code for note in read.notes}) is alone


def test_what_is_learned_from_is_what_the_reader_states_before_its_correction():
    example = threads.read(Path(__file__).parents[1] / "examples" / "besieged-city.txt")
    index = {one: at for at, one in enumerate(example.comments["comment_id"])}
    parents = tuple(frozenset({index.get(one, -1)}) for one in example.comments["parent_id"])
    known = Known("any", "example", example, parents)
    rows = dump_rows(known, "guardian", 0.5, correction().sources)
    stated = from_dumps("any", [known], templates=("guardian",))
    assert [row.sure for row in corrected(rows, correction())] == pytest.approx([row.sure for row in stated], abs=1e-6)
    assert [row.sure for row in rows] != pytest.approx([row.sure for row in stated], abs=1e-3)
