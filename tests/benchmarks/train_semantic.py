"""Learn the reply scorer of ``--semantic`` from the training discussions of every set.

    python -m tests.benchmarks.train_semantic [--vectors FILE] [--write]

Two conditional logits over candidate parents, "no parent" aside. The first weighs products and differences of the
vectors' components beside the distance, over the dozen likeliest candidates; the second weighs its sum, the cosine and
the highest cosine beside what the model of words says, over as many as a comment table lists. Words are scored by the
network that did not learn from the discussion, and the second sees sums of a first that did not either. Sets are
weighed up halfway.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from commentariat import embeddings
from commentariat.embeddings.encoder import Encoder
from commentariat.embeddings.semantic_links import LENGTH, WEIGHTS, ReplyScorer, evidence
from commentariat.threads.rebuild.evidence import model as modelling
from commentariat.threads.rebuild.evidence.score import rate
from commentariat.threads.rebuild.linking.decode import ALTERNATIVES, ROOT

from .. import threads_data
from .links import for_learning, view_of

FOLDS = 4
#: Candidates that the first logit learns from; how strongly it is held to the plain cosine, and the second to nothing.
WIDE, RIDGE, RIDGE_OF_THREE = 12, 0.5, 0.1


@dataclass(frozen=True, eq=False)
class Replies:
    """Comments of one discussion with a known parent: their candidates, scores by words, which are right."""

    set: str
    fold: int
    vectors: np.ndarray
    child: tuple[int, ...]
    parents: tuple[np.ndarray, ...]
    scores: tuple[np.ndarray, ...]
    right: tuple[np.ndarray, ...]


def fold_models():
    """The shipped networks one by one: each did not learn from one fold."""
    data = json.loads((Path(modelling.__file__).parent / modelling.WEIGHTS).read_text("utf-8"))
    return [modelling.from_json(data | {one: [data[one][at]] for one in ("first", "second")}) for at in range(FOLDS)]


def replies(known, fold, model, encode):
    """Candidates of every comment that answers a listed one, the likeliest first."""
    rated = rate(view_of(known), {}, {}, model=model)
    pairs, rows = rated.scene.pairs, []
    for child, gold in enumerate(known.parents):
        here = np.arange(pairs.start[child], pairs.start[child + 1])
        here = here[pairs.parent[here] != ROOT]
        here = here[np.argsort(-rated.scores[here], kind="stable")][:WIDE]
        right = np.array([gold is not None and int(one) in gold for one in pairs.parent[here]])
        if right.any() and right.size > 1:
            rows.append((child, pairs.parent[here], rated.scores[here].astype(float), right))
    columns = tuple(zip(*rows, strict=True)) or ((), (), (), ())
    return Replies(known.set, fold, encode(known) if rows else np.zeros((0, 0)), *columns)


def encoder_of(path):
    """What gives a discussion's vectors: a file of them, or the default model."""
    if path is None:
        model = Encoder()
        return lambda known: model.encode([text[:LENGTH] for text in known.discussion.comments["text"]])
    stored = np.load(path)
    return lambda known: stored[f"{known.set}|{known.thread_id}"].astype(np.float32)


def training(encode):
    """Replies of everything that may be learned from."""
    models = fold_models()
    return [
        one
        for name in threads_data.SETS
        for fold, known in for_learning(name, FOLDS)
        if (one := replies(known, fold, models[fold], encode)).child
    ]


def groups_of(many, columns, most):
    """Columns of the likeliest candidates that hold a right one, offsets of comments, right ones, base, weights."""
    x, base, right, sizes, sets = [], [], [], [], []
    for one in many:
        for child, parents, scores, good in zip(one.child, one.parents, one.scores, one.right, strict=True):
            if good[:most].any() and good[:most].size > 1:
                x.append(columns(one.vectors[child], one.vectors[parents[:most]], child - parents[:most]))
                base.append(scores[:most])
                right.append(good[:most])
                sizes.append(len(x[-1]))
                sets.append(one.set)
    count = {name: sets.count(name) for name in set(sets)}
    weight = np.array([count[name] ** -0.5 for name in sets])
    start = np.concatenate(([0], np.cumsum(sizes)))
    return np.concatenate(x).astype(np.float32), start, np.concatenate(right), np.concatenate(base), weight


def logit(x, start, right, base, weight, prior, ridge):
    """Weights of a conditional logit, drawn towards ``prior`` by ``ridge`` (a number a column)."""
    group = np.repeat(np.arange(start.size - 1), np.diff(start))

    def loss(w):
        chance = modelling.softmax(base + x @ w.astype(np.float32), start)
        good = np.add.reduceat(chance * right, start[:-1])
        share = chance * right / np.maximum(good, 1e-12)[group]
        total = -(weight * np.log(np.maximum(good, 1e-12))).sum() + (ridge * (w - prior) ** 2).sum() / 2
        slope = -(x.T @ ((share - chance) * weight[group]).astype(np.float32)) + ridge * (w - prior)
        return float(total), slope.astype(float)

    return minimize(loss, prior.astype(float), jac=True, method="L-BFGS-B", options={"maxiter": 60}).x


def first(many):
    """Learn products and gaps."""
    size = many[0].vectors.shape[1]

    def columns(own, others, distance):
        gaps = np.abs(others - own)
        return np.column_stack((others * own, gaps, others @ own, np.log(distance)))

    x, start, right, base, weight = groups_of(many, columns, WIDE)
    prior = np.concatenate((np.zeros(2 * size), [4.0, -1.0]))
    ridge = np.concatenate((np.full(2 * size, RIDGE), [0.0, 0.0]))
    learned = logit(x, start, right, 0.0 * base, weight, prior, ridge)
    return (learned[:size] + learned[-2]).astype(np.float32), learned[size:-2].astype(np.float32)


def second(many, firsts):
    """Learn the three weights; ``firsts`` holds products and gaps by fold."""
    parts = [_second_of([one for one in many if one.fold == fold], *firsts[fold]) for fold in firsts]
    start = np.concatenate([[0], *(part[1][1:] + sum(len(p[0]) for p in parts[:at]) for at, part in enumerate(parts))])
    x, right, base, weight = (np.concatenate([part[at] for part in parts]) for at in (0, 2, 3, 4))
    return logit(x, start, right, base, weight, np.zeros(3), np.full(3, RIDGE_OF_THREE))


def _second_of(many, products, gaps):
    return groups_of(many, lambda own, others, _: evidence(own, others, products, gaps), ALTERNATIVES - 1)


def learned(many):
    """A scorer learned from these discussions."""
    folds = sorted({one.fold for one in many})
    firsts = {fold: first([one for one in many if one.fold != fold]) for fold in folds}
    weights = second(many, firsts)
    return ReplyScorer(*first(many), *(float(one) for one in weights), Encoder().name)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vectors", type=Path, help="vectors by discussion, to spare encoding")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    scorer = learned(training(encoder_of(options.vectors)))
    print(f"cosine {scorer.cosine:.2f}, highest {scorer.highest:.2f}, learned {scorer.learned:.2f}")
    if options.write:
        weights = np.array([scorer.cosine, scorer.highest, scorer.learned], dtype=np.float32)
        path = Path(embeddings.__file__).parent / WEIGHTS
        np.savez(path, products=scorer.products, gaps=scorer.gaps, weights=weights, model=scorer.model)


if __name__ == "__main__":
    main()
