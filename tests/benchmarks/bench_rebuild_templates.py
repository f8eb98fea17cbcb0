"""Rebuilding by template and loss: known discussions rendered as dumps, read as text, compared with the truth.

    python -m tests.benchmarks.bench_rebuild_templates [--loss 0 0.25 0.5 0.75 1] [--template unz …] [--limit N]
        [--seeds 31 32 33] [--unmarked] [--update-floors]

Held-out discussions only. Every discussion draws losses of its own: with one seed for all, short discussions would
lose the same marks at the same places, and many of them would count as one. Comments that nothing parts from a neighbour
are told of in a row of their own ("unmarked"), whether ``--unmarked`` made them or a layout whose marks stand below what
they belong to. ``bare`` has no boundary at all: see :mod:`.bench_rebuild_bare`.
"""

# ruff: noqa: E501 -- the rows of a printed table read best in one line
from __future__ import annotations

import argparse
import sys
import zlib

import polars as pl

from commentariat import threads
from commentariat.threads.degradation import TEMPLATES, Loss
from commentariat.threads.degradation.render import render, shifted
from commentariat.threads.evaluation import evaluate, pool, summarise

from .. import threads_data
from . import floors
from .unread import unread

PART = "rebuild_templates"
LOSSES = (0.0, 0.25, 0.5, 0.75, 1.0)
#: What floors are kept for: other draws of the losses, or fewer discussions, give other figures.
SEEDS, LIMIT = (31, 32, 33), 30
#: Chat lines and mail have layouts of their own; the templates are for comments.
SETS = ("wordpress_wxr", "disqus_xml", "wiki_talk", "cypherpunks")


def rebuilt(known, template, loss, seed=0, *, unmarked=False):
    """Degrade, read, evaluate one discussion."""
    return rebuilt_apart(known, template, loss, seed, unmarked=unmarked)[0]


def rebuilt_apart(known, template, loss, seed=0, *, unmarked=False):
    """Degrade, read, evaluate one discussion: as a whole, and of its comments those that nothing parts from a neighbour."""
    truth = shifted(known.discussion)
    own = zlib.crc32(known.thread_id.encode()) + seed
    dump = render(truth, template, Loss.marks(loss), own, unmarked=unmarked)
    whole = judged(truth, dump.text)
    return whole, summarise(whole.pairs.filter(pl.col("gold_id").is_in(dump.unmarked)))


def judged(truth, text, **options):
    """Read a text and evaluate it; where no comment section is found, everything is lost."""
    try:
        return evaluate(truth, threads.read_text(text, **options))
    except threads.NoCommentsFound:
        return unread(truth)


def sample(name, limit):
    """Held-out discussions of a set with at least three signed comments."""
    held = [one for one in threads_data.known_discussions(name) if one.held_out]
    good = [one for one in held if one.discussion.comments.height >= 3]
    return good[:limit]


def measure(templates, losses, limit, seeds=(0,), *, unmarked=False):
    """One row a template, loss and set, and one of all sets: over all comments, and over those that nothing parts from a neighbour."""
    chosen = {name: sample(name, limit) for name in SETS}
    for template in templates:
        for loss in losses:
            every = []
            for name, known in chosen.items():
                found = [rebuilt_apart(one, template, loss, seed, unmarked=unmarked) for seed in seeds for one in known]
                every += found
                yield template, loss, name, *_pooled(found)
            yield template, loss, "all sets", *_pooled(every)


def _pooled(found):
    return pool(whole for whole, _ in found), pool(apart for _, apart in found)


def show(label, one):
    print(
        f"{label} {one.gold_comments:5} {one.comment_recall:6.3f} {one.comment_precision:6.3f} {one.author_accuracy:6.3f} "
        f"{one.edge_accuracy:6.3f} {one.edge_accuracy_all:6.3f} {one.reply_f1:6.3f} {one.undecided:6.3f} {one.ece:6.3f}",
        flush=True,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--template", nargs="+", default=["unz"], choices=[*TEMPLATES, "all"])
    parser.add_argument("--loss", nargs="+", type=float, default=LOSSES)
    parser.add_argument("--limit", type=int, default=LIMIT)
    parser.add_argument("--seeds", nargs="+", type=int, default=SEEDS)
    parser.add_argument("--unmarked", action="store_true")
    floors.add_options(parser)
    options = parser.parse_args()
    templates = sorted(set(TEMPLATES) - {"bare"}) if "all" in options.template else options.template
    print(
        f"{'template':20} {'loss':>5} {'set':14} {'n':>5} {'found':>6} {'real':>6} {'author':>6} {'edge':>6} {'edge*':>6} {'F1':>6} {'undec.':>6} {'ece':>6}"
    )
    measured = {}
    rows = measure(templates, options.loss, options.limit, options.seeds, unmarked=options.unmarked)
    for template, loss, name, one, apart in rows:
        show(f"{template:20} {loss:5.2f} {name:14}", one)
        if apart.gold_comments:
            show(f"{'':26} {'  unmarked':14}", apart)
        key = f"{template} {loss:.2f} {name}"
        measured |= {f"{key}: edge accuracy": one.edge_accuracy, f"{key}: comment recall": one.comment_recall}
    print("edge*: lost comments counted as wrong")
    if options.unmarked or (options.limit, tuple(options.seeds)) != (LIMIT, SEEDS):
        print("other draws than those that floors are kept for")
        return
    sys.exit(floors.settle(PART, floors.with_others(PART, measured), options))


if __name__ == "__main__":
    main()
