"""How often real discussions lie within the growth yardstick: parameters from one half, measured on the other.

``python -m tests.benchmarks.bench_yardsticks``: nine in ten would be perfect calibration of the whole model.
"""

from __future__ import annotations

import hashlib

import numpy as np
import polars as pl

from commentariat.threads.metrics import METRICS, View
from commentariat.threads.metrics.copies import COVERAGE
from commentariat.threads.metrics.stack import with_parents
from commentariat.threads.metrics.yardsticks import MIN_COMMENTS, spread_over
from commentariat.threads.models import arrivals, simulate
from commentariat.threads.models.learn import SETS, ordered
from commentariat.threads.models.population import learn_population
from tests.shared import SHARED

COPIES = 200


def half(name):
    # Salted: data that were themselves chosen by a hash of the id would fall into one half.
    return hashlib.sha256(f"yardstick {name}".encode()).digest()[0] % 2


def parts_of(file):
    wanted = {"thread_id": pl.String, "id": pl.String, "parent_id": pl.String, "created": pl.String, "pos": pl.Int64}
    frame = pl.read_ndjson(SHARED / "data" / "threads" / f"{file}.jsonl", schema=wanted)
    halves = ([], [])
    for name, forest in ordered(frame):
        halves[half(name)].append(forest)
    return halves


def measure_set(file, rng):
    metrics = [metric for metric in METRICS.values() if metric.null == "growth"]
    inside = {metric.name: [] for metric in metrics}
    halves = parts_of(file)
    for train, test in (halves, halves[::-1]):
        given = [arrivals(forest, np.arange(len(forest))) for forest in train]
        print(f"# {file}: {len(train)} to learn from, {len(test)} to measure on")
        if not given:
            continue
        model = learn_population(given)
        for forest in test:
            if len(forest) < MIN_COMMENTS:
                continue
            view = View.of(forest.parent)
            grown = simulate(model.draw(COPIES, rng), len(forest), COPIES, rng)
            for name, spread in spread_over([with_parents(view, grown)], view, metrics).items():
                value = float(METRICS[name].compute(view)[0])
                inside[name].append(spread.low <= value <= spread.high)
    return inside


def main():
    rng = np.random.default_rng(0)
    metrics = [metric.name for metric in METRICS.values() if metric.null == "growth"]
    print(f"share of held-out discussions within the yardstick (nominal {COVERAGE:.0%})")
    print(f"{'':<22}" + "".join(f"{SETS[file]:>14}" for file in SETS))
    found = {file: measure_set(file, rng) for file in SETS}
    for name in metrics:
        cells = [f"{np.mean(one[name]):>14.0%}" if one[name] else f"{'–':>14}" for one in found.values()]
        print(f"{name:<22}" + "".join(cells))
    print(f"{'discussions':<22}" + "".join(f"{len(one[metrics[0]]):>14}" for one in found.values()))


if __name__ == "__main__":
    main()
