"""Links from texts, order and authors only, on discussions that no weight was learned from.

    python -m tests.benchmarks.bench_rebuild_links [--update-floors]
    python -m tests.benchmarks.bench_rebuild_links --leave-out FOLDER [--update-floors]

The markers-gone table: edge accuracy and reply F1 per set, against the best of three plain guesses. With ``--leave-out``,
all discussions of each set by weights learned from the other sets only (kept in FOLDER).
"""

# ruff: noqa: E501 -- the rows of a printed table read best in one line
from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from commentariat.threads.rebuild.evidence import score_links
from commentariat.threads.rebuild.evidence.model import default_model, from_json
from commentariat.threads.rebuild.linking.decode import decode

from .. import threads_data
from . import floors
from .links import plain_guesses, score, view_of

PART = "rebuild_links"


def guess(view, model=None):
    """Decode one discussion; undecided comments have no answer."""
    learned = model or default_model()
    links = decode(len(view), {}, score_links(view, model=learned), threshold=learned.threshold)
    sure = [None if basis == "undecided" else int(p) for p, basis in zip(links.parents, links.basis, strict=True)]
    forced = [max(options, key=lambda pair: pair[1])[0] for options in links.alternatives]
    return sure, forced


def measure(sets=threads_data.SETS):
    """One row a set: held-out discussions by the shipped weights."""
    return [_row(name, [one for one in threads_data.known_discussions(name) if one.held_out], None) for name in sets]


def measure_unseen(folder, sets=threads_data.SETS):
    """One row a set: all its discussions by weights learned from the other sets."""
    return [_row(name, threads_data.known_discussions(name), _learned(name, folder)) for name in sets]


def _learned(name, folder):
    from .train_links import weights_without  # learning needs torch, measuring does not

    return from_json(json.loads(weights_without(name, folder).read_text("utf-8")))


def _row(name, known, model):
    began = time.perf_counter()
    views = [view_of(one) for one in known]
    guesses = [guess(view, model) for view in views]
    took = time.perf_counter() - began
    gold = [one.parents for one in known]
    ours, forced = (score(gold, [pair[at] for pair in guesses]) for at in (0, 1))
    every = [plain_guesses(view) for view in views]
    plain = {key: score(gold, [one[key] for one in every]) for key in every[0]}
    return name, len(known), ours, forced, plain, took


def figures(rows):
    out = {}
    for name, _, ours, forced, plain, _ in rows:
        best_edge, best_f1 = max(one.edge for one in plain.values()), max(one.f1 for one in plain.values())
        out[f"{name}: edge error cut"] = (forced.edge - best_edge) / (1 - best_edge)
        out[f"{name}: reply F1 gain"] = ours.f1 - best_f1
        out[f"{name}: edge accuracy"] = forced.edge
        out[f"{name}: reply F1"] = ours.f1
        if name == "cypherpunks":
            out["mailing list: reply recall"] = forced.recall
        if name == "irc_ubuntu":
            out["IRC: link F1"] = forced.link_f1
    return out


def show(rows):
    print(
        f"{'set':14} {'disc.':>5} {'links':>5}  {'edge':>5} {'base':>5} {'cut':>6}   {'F1':>5} {'base':>5} {'gain':>6}   {'P':>5} {'R':>5}  seconds"
    )
    for name, count, ours, forced, plain, took in rows:
        edge, f1 = max(one.edge for one in plain.values()), max(one.f1 for one in plain.values())
        print(
            f"{name:14} {count:5} {forced.links:5}  {forced.edge:5.3f} {edge:5.3f} {(forced.edge - edge) / (1 - edge):6.1%}   "
            f"{ours.f1:5.3f} {f1:5.3f} {100 * (ours.f1 - f1):+6.1f}   {ours.precision:5.3f} {ours.recall:5.3f}  {took:.1f}"
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leave-out", type=Path, metavar="FOLDER")
    parser.add_argument("--sets", nargs="+", default=threads_data.SETS, choices=threads_data.SETS)
    floors.add_options(parser)
    options = parser.parse_args()
    part = f"{PART}_unseen" if options.leave_out else PART
    rows = measure_unseen(options.leave_out, options.sets) if options.leave_out else measure(options.sets)
    show(rows)
    measured = figures(rows)
    for name in ("mailing list: reply recall", "IRC: link F1"):
        if name in measured:
            print(f"{name}: {measured[name]:.3f}")
    sys.exit(floors.settle(part, measured, options))


if __name__ == "__main__":
    main()
