"""Would the likeness of sentence vectors help to link a reply to its parent? Measured as one more evidence on top of the model.

    python -m tests.benchmarks.bench_rebuild_semantic [--model static] [--sample 20]

A comment's vector is compared with those of its candidate parents: the cosine above their average, whether it is the highest, and
the highest for "no parent". Weights of these columns are learned on three of four folds and tried on the fourth, beside the weight of "no
parent" alone. Training discussions are scored by networks that did not learn from them, held-out ones by the shipped weights.
"""

# ruff: noqa: E501 -- the rows of a printed table read best in one line
from __future__ import annotations

import argparse
import json
import random
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from commentariat.embeddings.encoder import Encoder
from commentariat.threads.rebuild.decode import ROOT
from commentariat.threads.rebuild.evidence import model as modelling
from commentariat.threads.rebuild.evidence.score import rate

from .. import threads_data
from .links import for_learning, view_of

FOLDS = 4
#: Discussions of this many comments are drawn, chat apart; texts are cut to this length.
FEWEST, MOST, LENGTH = 5, 60, 1000
RIDGE = 0.5
#: Columns: the cosine above the average, the highest, the highest for "no parent", "no parent".
WAYS = {"without": [3], "with": [0, 1, 2, 3]}


@dataclass(frozen=True, eq=False)
class Scored:
    """One discussion: the model's scores, the columns, which candidates are right, offsets of comments."""

    set: str
    fold: int
    scores: np.ndarray
    x: np.ndarray
    right: np.ndarray
    start: np.ndarray


def scored(known, fold, model, encoder):
    """Score the candidates of one discussion and compute the columns."""
    rated = rate(view_of(known), {}, {}, model=model)
    pairs = rated.scene.pairs
    vectors = encoder.encode([text[:LENGTH] for text in known.discussion.comments["text"]])
    is_root = pairs.parent == ROOT
    cosine = (vectors[pairs.child] * vectors[np.maximum(pairs.parent, 0)]).sum(axis=1)
    top = np.maximum.reduceat(np.where(is_root, 0.0, cosine), pairs.start[:-1])[pairs.child]
    others = np.maximum(np.diff(pairs.start) - 1, 1)
    mean = (np.add.reduceat(np.where(is_root, 0.0, cosine), pairs.start[:-1]) / others)[pairs.child]
    x = np.column_stack(
        [np.where(is_root, 0.0, cosine - mean), (cosine >= top) & ~is_root, np.where(is_root, top, 0.0), is_root]
    )
    rows = zip(pairs.child.tolist(), pairs.parent.tolist(), strict=True)
    right = np.array([known.parents[child] is not None and parent in known.parents[child] for child, parent in rows])
    return Scored(known.set, fold, rated.scores.astype(float), x.astype(float), right, pairs.start)


def discussions(name, sample, encoder):
    """A seeded sample of one set, scored."""
    data = json.loads((Path(modelling.__file__).parent / modelling.WEIGHTS).read_text("utf-8"))
    models = [modelling.from_json(data | {one: [data[one][at]] for one in ("first", "second")}) for at in range(FOLDS)]
    folds = {known.thread_id: fold for fold, known in for_learning(name, FOLDS)}
    usable = [
        known
        for known in threads_data.known_discussions(name)
        if (known.held_out or known.thread_id in folds) and len(known.parents) >= FEWEST
    ]
    if name == "irc_ubuntu":
        usable = [known for known in usable if known.held_out]
    else:
        usable = [known for known in usable if len(known.parents) <= MOST]
    for known in random.Random(0).sample(usable, min(sample, len(usable))):
        fold = zlib.crc32(known.thread_id.encode()) % FOLDS if known.held_out else folds[known.thread_id]
        yield scored(known, fold, modelling.default_model() if known.held_out else models[fold], encoder)


def learned(many, columns):
    """Weights of the columns that make the right parents likeliest; sets are weighed up halfway."""
    sizes = {name: sum(one.start.size for one in many if one.set == name) for name in {one.set for one in many}}

    def loss(weights):
        total, slope = RIDGE * (weights @ weights) / 2, RIDGE * weights
        for one in many:
            x = one.x[:, columns]
            chance = modelling.softmax(one.scores + x @ weights, one.start)
            lengths, good = np.diff(one.start), np.add.reduceat(chance * one.right, one.start[:-1])
            known = np.repeat(good > 0, lengths)
            share = np.where(known, chance * one.right / np.repeat(np.maximum(good, 1e-12), lengths), 0.0)
            weight = sizes[one.set] ** -0.5
            total -= weight * np.log(good[good > 0]).sum()
            slope = slope - weight * ((share - chance * known) @ x)
        return total, slope

    return minimize(loss, np.zeros(len(columns)), jac=True).x


def hits(one, scores):
    """How many comments get a right parent, and of how many."""
    best = [start + int(np.argmax(scores[start:end])) for start, end in zip(one.start[:-1], one.start[1:], strict=True)]
    return int(one.right[best].sum()), len(best)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="default")
    parser.add_argument("--sample", type=int, default=20, help="discussions a set")
    options = parser.parse_args()
    encoder = Encoder(options.model)
    many = [one for name in threads_data.SETS for one in discussions(name, options.sample, encoder)]
    found = {}
    for fold in range(FOLDS):
        for way, columns in WAYS.items():
            weights = learned([one for one in many if one.fold != fold], columns)
            for one in many:
                if one.fold == fold:
                    right, count = hits(one, one.scores + one.x[:, columns] @ weights)
                    before = found.get((one.set, way), (0, 0))
                    found[one.set, way] = before[0] + right, before[1] + count
    print(f"{'set':14} {'comments':>8} {'without':>8} {'with':>8}")
    for name in threads_data.SETS:
        shares = [found[name, way][0] / found[name, way][1] for way in WAYS]
        print(f"{name:14} {found[name, 'with'][1]:8} {shares[0]:8.3f} {shares[1]:8.3f}")


if __name__ == "__main__":
    main()
