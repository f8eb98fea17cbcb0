"""Time and memory of drift from vectors on: python -m tests.benchmarks.bench_drift_speed [COMMENTS ...]."""

from __future__ import annotations

import resource
import sys
import time

from commentariat.embeddings.drift.author_tests import author_tests
from commentariat.embeddings.drift.authors import authors
from commentariat.embeddings.drift.change_points import change_points
from commentariat.embeddings.drift.distances import distance_columns, distances
from commentariat.embeddings.drift.link_tests import link_tests
from commentariat.embeddings.drift.novelty import novelty
from commentariat.embeddings.drift.nulls import NULLS
from commentariat.embeddings.drift.order_tests import order_tests
from commentariat.embeddings.drift.paths import paths
from commentariat.embeddings.drift.pivots import pivots
from commentariat.embeddings.drift.profiles import by_depth, by_order
from commentariat.embeddings.drift.shares import theme_shares
from commentariat.embeddings.drift.significance import Draws
from commentariat.embeddings.simulate import Plan, simulate
from tests.benchmarks.drift_pipeline import planted_material

PERMUTATIONS = 200


def measure_all(comments: int) -> dict[str, float]:
    """Seconds of each part; 384 dimensions as the default model has, eight themes."""
    material = planted_material(simulate(Plan(comments=comments, authors=comments // 10, themes=8, dimensions=384)))
    draws = Draws(PERMUTATIONS, 0)
    columns = distance_columns(material)
    parts = {
        "distances": lambda: distances(material, None),
        "profiles": lambda: (by_depth(material, columns, draws), by_order(material, columns, 0)),
        "shares": lambda: theme_shares(material, 0),
        "links": lambda: link_tests(material, tuple(NULLS), draws),
        "orders": lambda: order_tests(material, columns["to_article"], draws),
        "authors": lambda: (authors(material), author_tests(material, draws)),
        "turning points": lambda: change_points(material, draws),
        "novelty": lambda: novelty(material),
        "paths": lambda: paths(material),
        "pivots": lambda: pivots(material, draws),
    }
    spent = {}
    for name, part in parts.items():
        start = time.perf_counter()
        part()
        spent[name] = time.perf_counter() - start
    return spent


def main() -> None:
    for comments in [int(one) for one in sys.argv[1:]] or [10_000, 100_000]:
        started = time.process_time()
        spent = measure_all(comments)
        cpu = time.process_time() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{comments:,} comments, {PERMUTATIONS} permutations: {sum(spent.values()):.1f} s "
            f"({cpu:.1f} s of processor time, the simulation included), peak {peak:,.0f} MiB"
        )
        print("  " + ", ".join(f"{name} {seconds:.1f}" for name, seconds in spent.items()), flush=True)


if __name__ == "__main__":
    main()
