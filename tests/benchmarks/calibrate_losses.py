"""Learn how confidence sinks with the share of comments that lost their name; writes threads/rebuild/losses.json.

    python -m tests.benchmarks.calibrate_losses [--sample N] [--dry]

Discussions of the training half only, each as a few dumps of templates and losses drawn by its id, and read with the
one network of each pass that did not learn from it: what the weights know by heart would look too sure to be right.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import zlib
from pathlib import Path
from typing import NamedTuple

import numpy as np

from commentariat import threads
from commentariat.threads.degradation import TEMPLATES as ALL
from commentariat.threads.degradation import Loss, degrade
from commentariat.threads.degradation.render import shifted
from commentariat.threads.evaluation import evaluate
from commentariat.threads.rebuild import confidence
from commentariat.threads.rebuild.evidence import model as modelling

from .bench_rebuild_calibration import shipped
from .calibrate import logit
from .links import for_learning

TEMPLATES = ("unz", "guardian", "slashdot", "disqus", "typepad", "wordpress-says", "blogger")
LOSSES = (0.25, 0.5)
#: What is corrected; an id needs none.
BASES = ("inferred", "mention", "nesting", "quote", "root")
SETS = ("cypherpunks", "disqus_xml", "wiki_talk", "wordpress_wxr")
#: Dumps of each discussion; discussions longer than this would outweigh the others.
DRAWN, LONGEST = 4, 160
STEPS, PACE = 40, 0.7
#: Links' worth of belief in the usual correction: links of one dump err together, so that many of a basis say little.
SHRINK = 100.0
#: How `train_links` numbers the folds.
FOLDS = 4
TARGET = Path(confidence.__file__).parent / confidence.LOSSES


class Lossy(NamedTuple):
    """One decided link of a dump, with the share of comments that lost their author."""

    source: str
    basis: str
    sure: float
    right: bool
    unsigned: float
    layout: str = "flat"


def weights_of_folds(folder):
    """Files of weights that hold the networks of one fold each, which never saw the discussions of that fold."""
    data = json.loads((Path(modelling.__file__).parent / modelling.WEIGHTS).read_text("utf-8"))
    for fold in range(FOLDS):
        path = Path(folder) / f"fold_{fold}.json"
        path.write_text(json.dumps(data | {name: [data[name][fold]] for name in ("first", "second")}), "utf-8")
        yield fold, path


def dumps_of(known):
    """A few dumps of one discussion, drawn by its id."""
    seed = zlib.crc32(known.thread_id.encode())
    truth = shifted(known.discussion)
    every = [(template, loss) for template in TEMPLATES for loss in LOSSES]
    for template, loss in random.Random(seed).sample(every, DRAWN):
        layout = "indented" if ALL[template].step else "flat"
        yield layout, truth, degrade(truth, template, Loss.marks(loss), seed)


def links_of(known):
    """Every judged, decided link of its dumps."""
    for layout, truth, dump in dumps_of(known):
        try:
            read = threads.read_text(dump)
        except threads.NoCommentsFound:
            continue
        unsigned = float((read.comments["author_basis"] != "stated").mean())
        pairs = evaluate(truth, read).pairs.drop_nulls("link_right")
        for basis, sure, right in pairs.select("link_basis", "confidence", "link_right").iter_rows():
            if basis in BASES:
                yield Lossy(known.set, basis, sure, right, unsigned, layout)


def training_links(count):
    """Links of so many training discussions a source, each read by networks that did not learn from it."""
    chosen = {fold: [] for fold in range(FOLDS)}
    for name in SETS:
        numbered = [pair for pair in for_learning(name, FOLDS) if 3 <= len(pair[1].parents) <= LONGEST]
        for fold, one in random.Random(0).sample(numbered, min(count, len(numbered))):
            chosen[fold].append(one)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for fold, path in weights_of_folds(folder):
            with shipped(path):
                rows += [row for one in chosen[fold] for row in links_of(one)]
    return rows


def fitted(rows):
    """Change of slope and offset per unit of the unsigned share, by basis, each shrunk towards that of all together."""
    usual = _fitted(rows, np.zeros(2))
    return {
        basis: tuple(_fitted([row for row in rows if row.basis == basis], usual).tolist())
        for basis in sorted({row.basis for row in rows})
    }


def _fitted(rows, usual):
    """Newton's method, damped; small sources are weighed up halfway."""
    odds, right = logit([row.sure for row in rows]), np.array([row.right for row in rows], dtype=float)
    unsigned = np.array([row.unsigned for row in rows])
    _, which = np.unique([row.source for row in rows], return_inverse=True)
    weight = np.bincount(which)[which] ** -0.5
    weight *= len(rows) / weight.sum()
    design, ridge = np.column_stack([odds * unsigned, unsigned]), SHRINK * unsigned.mean() ** 2
    found = usual
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-(odds + design @ found)))
        slope = design.T @ (weight * (right - chance)) - ridge * (found - usual)
        bend = (design * (weight * chance * (1 - chance))[:, None]).T @ design + (ridge + 1e-9) * np.eye(2)
        found = found + PACE * np.linalg.solve(bend, slope)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=30, help="training discussions of each source")
    parser.add_argument("--dry", action="store_true", help="print, write nothing")
    options = parser.parse_args()
    rows = training_links(options.sample)
    found = {
        layout: {
            basis: [round(one, 2) for one in both]
            for basis, both in fitted([row for row in rows if row.layout == layout]).items()
        }
        for layout in ("flat", "indented")
    }
    data = {
        "note": "Change of slope and offset of the log-odds per unit of the share of unsigned comments, by layout and "
        f"link basis. From {len(rows)} links of dumps of public development data (training half, cross-fitted). "
        "Made by tests/benchmarks/calibrate_losses.py.",
        "by_layout": found,
    }
    print(json.dumps(data, indent=1))
    if not options.dry:
        TARGET.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
