"""Named themes on ArgKP-2021 (key-point texts as names): ranking and claims against plain cosine and tuned cutoffs.

python -m tests.benchmarks.bench_themes_named [--model NAME] [--update-floors] [--allow-lower]
"""

from __future__ import annotations

import argparse
import sys

import numpy as np
import polars as pl
from sklearn.metrics import average_precision_score

from commentariat.embeddings.cache import VectorCache
from commentariat.embeddings.encoder import Encoder
from commentariat.embeddings.named import NamedTheme, claim
from commentariat.embeddings.space import Space
from commentariat.embeddings.vectors import normalised

from . import argkp, floors


def space_of(topic: argkp.Topic) -> Space:
    """Each argument is a comment of one unit; there is no parent and no article."""
    texts = [f"argument {at}" for at in range(len(topic.all_vectors))]
    units = pl.DataFrame({"unit_id": texts, "text": texts, "boilerplate": [False] * len(texts)})
    centre = topic.all_vectors.mean(axis=0)
    vectors = normalised(topic.all_vectors - centre)
    return Space(units, topic.all_vectors, topic.all_vectors, vectors, centre, vectors[:0], "en")


class Given:
    """An encoder that knows the names' vectors already."""

    def __init__(self, known: dict[str, np.ndarray], encoder: Encoder) -> None:
        self.known, self.encoder = known, encoder

    def encode(self, texts):
        if all(text in self.known for text in texts):
            return np.stack([self.known[text] for text in texts])
        return self.encoder.encode(texts)


def claims_of(topic: argkp.Topic, names: np.ndarray, encoder: Encoder):
    known = {f"point {at}": vector for at, vector in enumerate(names)}
    return claim(space_of(topic), [NamedTheme(name) for name in known], Given(known, encoder))


def mean_average_precision(topics, score) -> float:
    found = []
    for topic in topics:
        scores = score(topic)
        for at in range(scores.shape[1]):
            judged = topic.labels[:, at] >= 0
            if (topic.labels[judged, at] == 1).any():
                found.append(average_precision_score(topic.labels[judged, at], scores[judged, at]))
    return float(np.mean(found))


def f1(topics, claimed) -> float:
    """Macro F1 over key points; pairs that nobody judged count nowhere."""
    found = []
    for topic in topics:
        yes = claimed(topic)
        for at in range(yes.shape[1]):
            right = (yes[:, at] & (topic.labels[:, at] == 1)).sum()
            wrong = (yes[:, at] & (topic.labels[:, at] == 0)).sum()
            missed = (~yes[:, at] & (topic.labels[:, at] == 1)).sum()
            if right + missed:
                found.append(2 * right / (2 * right + wrong + missed))
    return float(np.mean(found))


def f1_at(topics, score, cut) -> float:
    return f1(topics, lambda one: score(one) >= cut)


def tuned_cutoff(topics, score, grid) -> float:
    """Macro F1 of one fixed cutoff, tuned on the other half of the topics."""
    halves = [[one for one in topics if one.is_tuning is side] for side in (True, False)]
    parts = []
    for tune, test in (halves, halves[::-1]):
        best = max(grid, key=lambda cut: f1_at(tune, score, cut))
        parts.append((f1_at(test, score, best), len(test)))
    return float(np.average([value for value, _ in parts], weights=[size for _, size in parts]))


def measure(topics, encoder) -> dict[str, float]:
    done = {one.name: claims_of(one, one.names, encoder) for one in topics}

    def raw(one):
        return one.all_vectors @ one.names.T

    def centred(one):
        middle = one.all_vectors.mean(axis=0)
        return normalised(one.all_vectors - middle) @ normalised(one.names - middle).T

    ours_map = mean_average_precision(topics, lambda one: done[one.name].scores)
    ours_f1 = f1(topics, lambda one: done[one.name].claimed)
    raw_map = mean_average_precision(topics, raw)
    raw_f1 = tuned_cutoff(topics, raw, np.arange(0.3, 0.8, 0.02))
    centred_f1 = tuned_cutoff(topics, centred, np.arange(0, 0.5, 0.02))
    absent = np.concatenate([
        claims_of(one, topics[(at + 1) % len(topics)].names, encoder).claimed.any(axis=0)
        for at, one in enumerate(topics)
    ])  # fmt: skip
    print(f"{'':34}{'ranking (mAP)':>14}{'claims (macro F1)':>20}")
    print(f"{'ours':34}{ours_map:14.3f}{ours_f1:20.3f}")
    print(f"{'plain cosine, tuned fixed cutoff':34}{raw_map:14.3f}{raw_f1:20.3f}")
    print(f"{'centred cosine, tuned fixed cutoff':34}{mean_average_precision(topics, centred):14.3f}{centred_f1:20.3f}")
    print(f"names of another topic that claimed nothing: {1 - absent.mean():.1%} of {len(absent)}")
    return {
        "named_map": ours_map, "named_map_above_cosine": ours_map - raw_map, "named_f1": ours_f1,
        "named_f1_above_cutoff": ours_f1 - max(raw_f1, centred_f1), "absent_claims_nothing": 1 - float(absent.mean()),
    }  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="default")
    floors.add_options(parser)
    options = parser.parse_args()
    model = options.model
    measured = measure(argkp.load(model), Encoder(model, cache=VectorCache()))
    if model != "default":
        sys.exit()
    sys.exit(floors.settle("themes", floors.with_others("themes", measured), options))
