"""Gates of drift: no test cries wolf more often than it says, and what is planted is found."""

from __future__ import annotations

import os

import numpy as np
import pytest

from commentariat import threads
from commentariat.embeddings import Encoder, VectorCache
from commentariat.embeddings.drift import measure
from commentariat.embeddings.simulate import Plan
from tests.benchmarks import bench_uptake, floors
from tests.benchmarks.bench_drift import found_at, recovered_slope, recovered_stay
from tests.benchmarks.bench_drift_compare import MEASURES, compared
from tests.benchmarks.drift_size import JOINT, WORLDS, rejections
from tests.shared import shared

FULL = os.environ.get("CI_FULL") == "1"
#: A part of the full size, with the same seeds.
SIMULATIONS = 2000 if FULL else 80
#: Nineteen permutations reject as often as a hundred do where nothing is to be found.
PERMUTATIONS = 99 if FULL else 19
#: Tests themselves run in two processes.
PROCESSES = 2 if FULL else 1
REPEATS = 40 if FULL else 10


@pytest.mark.parametrize("world", WORLDS)
def test_no_test_cries_wolf(world):
    table = rejections(SIMULATIONS, PROCESSES, worlds=(world,), permutations=PERMUTATIONS)
    bad = table.filter(~table["holds"])
    assert not bad.height, bad.to_dicts()


def measured() -> dict[str, float]:
    plain = Plan(comments=400)
    stays = [recovered_stay(Plan(comments=400, stay=0.4), seed) for seed in range(REPEATS)]
    slopes = [recovered_slope(Plan(comments=400, clock=0.8), seed, "clock", 0, 0.4) for seed in range(REPEATS)]
    bias_stay = abs(sum(value for value, _ in stays) / REPEATS - 0.4)
    bias_slope = abs(sum(value for value, _ in slopes) / REPEATS - 0.4)
    return {
        "found: replies stay 0.4": found_at(Plan(comments=400, stay=0.4), JOINT, REPEATS)[1] or 0.0,
        "found: clock 0.8": found_at(Plan(comments=400, clock=0.8), ("shares", "clock"), REPEATS)[1] or 0.0,
        "not found where nothing is": 1 - (found_at(plain, JOINT, REPEATS)[1] or 0.0),
        "recovered: stay": 1 - bias_stay,
        "recovered: clock": 1 - bias_slope,
        "covered: stay": sum(inside for _, inside in stays) / REPEATS,
        "covered: clock": sum(inside for _, inside in slopes) / REPEATS,
    }


def test_what_is_planted_is_found():
    assert not floors.failures("drift", measured())


def taken_up() -> dict[str, float]:
    """Thirty arguments a topic, the rule as shipped."""
    counts = np.array([bench_uptake.counted(one, bench_uptake.SHIPPED) for one in bench_uptake.judged(30)])
    found = {name: value for name, value, _, _ in bench_uptake.shares(counts)}
    return {
        "precision": found["precision"], "recall": found["recall"],
        "no alarm beside another topic": 1 - found["alarms beside another topic"],
    }  # fmt: skip


def test_claims_that_are_taken_up_are_found():
    shared("data", "argkp")
    assert not floors.failures("drift_uptake", taken_up())


def test_fourteen_comments_are_described_and_no_more():
    source = next(iter(shared("seeds").glob("004_*")))
    found = measure(threads.read(source), encoder=Encoder(cache=VectorCache()), permutations=99)
    said = " ".join(found.summary)
    assert found.summary[0].startswith("14 comments in 7 threads; 7 of the comments answer another")
    assert "description and not a finding" in said
    assert "no dates" in said
    assert not any(word in said for word in ("%", "chance", "trend,", "p ="))
    assert found.tables["tests"]["p"].null_count() == found.tables["tests"].height
    assert found.tables["by_depth"]["low"].null_count() == found.tables["by_depth"].height


def test_intervals_of_a_comparison_cover_the_truth():
    plan = Plan(comments=200, threads_differ=0.6)
    rows = [row for seed in range(3) for row in compared(plan, seed)]
    assert {row[0] for row in rows} == set(MEASURES)
    inside = [low <= truth <= high for _, _, low, high, truth in rows]
    assert np.mean(inside) >= floors.load("drift_compare")["covered"]
