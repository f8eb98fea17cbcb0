"""Gate over every layout: a few held-out discussions, whole and damaged, above floors/rebuild_layouts.json.

Small on purpose, to run with every change: ``bench_rebuild_templates --template all`` measures the same in full.
"""

from __future__ import annotations

import zlib

from commentariat.threads.degradation import TEMPLATES
from commentariat.threads.evaluation import pool

from .benchmarks import bench_rebuild_bare, bench_rebuild_templates, floors
from .shared import shared

PART = "rebuild_layouts"
#: Discussions a set by share of marks lost, none of them long.
COUNTS = {0.0: 1, 0.5: 2}
FEWEST, MOST = 5, 16
SEED = 5
#: What floors lie below the figures: about one of the comments of a layout.
MARGIN = 0.02


def chosen(count):
    """Some of the held-out discussions of every set, by the hashes of their ids."""
    for name in bench_rebuild_templates.SETS:
        every = bench_rebuild_templates.sample(name, None)
        short = [one for one in every if FEWEST <= one.discussion.comments.height <= MOST]
        yield from sorted(short, key=lambda one: zlib.crc32(f"{SEED} {one.thread_id}".encode()))[:count]


def layout_figures():
    """Comment recall and precision and right parents (a lost comment counts as wrong) by layout and loss."""
    measured = {}
    for loss, count in COUNTS.items():
        known = list(chosen(count))
        for template in sorted(set(TEMPLATES) - {"bare"}):
            one = pool(bench_rebuild_templates.rebuilt(some, template, loss, SEED) for some in known)
            measured |= bench_rebuild_bare.figures(f"{template} {loss}", one)
        unmarked = pool(bench_rebuild_templates.rebuilt(some, "unz", loss, SEED, unmarked=True) for some in known)
        measured |= bench_rebuild_bare.figures(f"unz {loss}, unmarked", unmarked)
    bare = pool(bench_rebuild_bare.bare(some, article=False) for some in chosen(max(COUNTS.values())))
    return measured | bench_rebuild_bare.figures("bare text", bare)


def test_every_layout_stays_above_its_floors():
    shared("data", "threads")
    problems = floors.failures(PART, layout_figures())
    assert not problems, "\n".join(problems)


def main():
    """Pin the floors, a comment or so below: ``python -m tests.test_gate_rebuild_layouts [--allow-lower]``."""
    import sys

    measured = {name: value - MARGIN for name, value in layout_figures().items()}
    floors.update(PART, measured, allow_lower="--allow-lower" in sys.argv)


if __name__ == "__main__":
    main()
