"""Rebuilding by template and loss: known discussions rendered as dumps, read as text, compared with the truth.

    python -m tests.benchmarks.bench_rebuild_templates [--loss 0 0.25 0.5 0.75 1] [--template unz …] [--limit N]
        [--seeds 0 1 2] [--unmarked]

Held-out discussions only. Every discussion draws losses of its own: with one seed for all, short discussions would
lose the same marks at the same places, and many of them would count as one. ``bare`` has no boundary at all and is judged by whether it says so.
"""

# ruff: noqa: E501 -- the rows of a printed table read best in one line
from __future__ import annotations

import argparse
import sys
import zlib

from commentariat import threads
from commentariat.threads.degradation import TEMPLATES, Loss, degrade
from commentariat.threads.degradation.render import shifted
from commentariat.threads.evaluation import PAIR_SCHEMA, evaluate, summarise

from .. import threads_data
from . import floors

PART = "rebuild_templates"
LOSSES = (0.0, 0.25, 0.5, 0.75, 1.0)
#: Chat lines and mail have layouts of their own; the templates are for comments.
SETS = ("wordpress_wxr", "disqus_xml", "wiki_talk", "cypherpunks")


def rebuilt(known, template, loss, seed=0, *, unmarked=False):
    """Degrade, read, evaluate one discussion; None where no comment section is found."""
    import polars as pl

    truth = shifted(known.discussion)
    own = zlib.crc32(known.thread_id.encode()) + seed
    dump = degrade(truth, template, Loss.marks(loss), own, unmarked=unmarked)
    try:
        found = threads.read_text(dump)
    except threads.NoCommentsFound:
        lost = {
            "gold_id": truth.comments["comment_id"],
            "gold_link": ["reply" if p else "root" for p in truth.comments["parent_id"]],
        }
        empty = pl.DataFrame(schema=PAIR_SCHEMA)
        return summarise(pl.concat([empty, pl.DataFrame(lost)], how="diagonal"))
    return evaluate(truth, found)


def sample(name, limit):
    """Held-out discussions of a set with at least three signed comments."""
    held = [one for one in threads_data.known_discussions(name) if one.held_out]
    good = [one for one in held if one.discussion.comments.height >= 3]
    return good[:limit]


def measure(templates, losses, limit, seeds=(0,), *, unmarked=False):
    from commentariat.threads.evaluation import pool

    chosen = {name: sample(name, limit) for name in SETS}
    for template in templates:
        for loss in losses:
            for name, known in chosen.items():
                found = (rebuilt(one, template, loss, seed, unmarked=unmarked) for seed in seeds for one in known)
                yield template, loss, name, pool(found)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--template", nargs="+", default=["unz"], choices=[*TEMPLATES, "all"])
    parser.add_argument("--loss", nargs="+", type=float, default=LOSSES)
    parser.add_argument("--limit", type=int, default=30)
    parser.add_argument("--seeds", nargs="+", type=int, default=[0])
    parser.add_argument("--unmarked", action="store_true")
    parser.add_argument("--update-floors", action="store_true")
    parser.add_argument("--allow-lower", action="store_true")
    options = parser.parse_args()
    templates = list(TEMPLATES) if "all" in options.template else options.template
    print(
        f"{'template':20} {'loss':>5} {'set':14} {'found':>6} {'real':>6} {'author':>6} {'edge':>6} {'edge*':>6} {'F1':>6} {'undec.':>6} {'ece':>6}"
    )
    measured = {}
    rows = measure(templates, options.loss, options.limit, options.seeds, unmarked=options.unmarked)
    for template, loss, name, one in rows:
        print(
            f"{template:20} {loss:5.2f} {name:14} {one.comment_recall:6.3f} {one.comment_precision:6.3f} {one.author_accuracy:6.3f} "
            f"{one.edge_accuracy:6.3f} {one.edge_accuracy_all:6.3f} {one.reply_f1:6.3f} {one.undecided:6.3f} {one.ece:6.3f}",
            flush=True,
        )
        key = f"{template} {loss:.2f} {name}"
        measured |= {f"{key}: edge accuracy": one.edge_accuracy, f"{key}: comment recall": one.comment_recall}
    print("edge*: lost comments counted as wrong")
    if options.update_floors:
        floors.update(PART, {**floors.load(PART), **measured}, allow_lower=options.allow_lower)
    problems = [line for line in floors.failures(PART, measured) if "not measured" not in line]
    print("\n".join(problems) or "no floor is broken")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
