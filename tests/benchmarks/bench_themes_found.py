"""Found themes on ArgKP-2021 against references on the same vectors: per topic, mixed topics, small subsamples.

    python -m tests.benchmarks.bench_themes_found [--model NAME] [--update-floors] [--allow-lower]

A cluster is a topic's stance and key point; unclustered arguments count as singletons. References are tuned on the
other half of the topics. BERTopic with its defaults (its UMAP seeded) takes part when it is installed:
``COMMENTARIAT_BERTOPIC_PYTHON`` may name another environment's interpreter. Floors are those of the default model; with
another one the tables are printed and nothing is checked.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from commentariat.embeddings.cluster import find_clusters
from commentariat.embeddings.stability import singletons
from commentariat.embeddings.vectors import normalised

from . import argkp, floors

BERTOPIC = """
import json, sys
import numpy as np
from bertopic import BERTopic
data = np.load(sys.argv[1], allow_pickle=False)
out = {}
for key in sorted({name.split("|")[0] for name in data.files}):
    try:
        model = BERTopic(embedding_model=None)
        model.umap_model.random_state = 0
        out[key] = [int(one) for one in model.fit_transform(list(map(str, data[key + "|text"])), data[key + "|vec"])[0]]
    except Exception as error:
        out[key] = type(error).__name__
json.dump(out, open(sys.argv[2], "w"))
"""


def agreement(gold, labels) -> tuple[float, float, float, int]:
    labels = np.asarray(labels)
    single = singletons(labels)
    kept = len(np.unique(labels[labels >= 0]))
    return (
        float(adjusted_mutual_info_score(gold, single)), float(adjusted_rand_score(gold, single)),
        float((labels < 0).mean()), kept,
    )  # fmt: skip


def ours(vectors) -> np.ndarray:
    return find_clusters(vectors, np.arange(len(vectors)), seed=0).labels


def hdbscan(vectors) -> np.ndarray:
    from hdbscan import HDBSCAN

    return (
        HDBSCAN(min_cluster_size=5).fit_predict(vectors.astype(float))
        if len(vectors) > 5
        else np.full(len(vectors), -1)
    )


def kmeans(vectors, k) -> np.ndarray:
    return KMeans(min(k, len(vectors)), n_init=5, random_state=0).fit_predict(vectors)


def linkage_at(vectors, similarity) -> np.ndarray:
    from scipy.cluster.hierarchy import fcluster
    from scipy.cluster.hierarchy import linkage as tree
    from scipy.spatial.distance import squareform

    distance = np.clip(1 - vectors.astype(float) @ vectors.T.astype(float), 0, 2)
    np.fill_diagonal(distance, 0)
    return fcluster(tree(squareform(distance, checks=False), "average"), 1 - similarity, "distance") - 1


def tuned(topics, method, grid, index) -> dict[str, np.ndarray]:
    """Labels of a method whose one parameter is best, by AMI (0) or ARI (1), on the other half of the topics."""
    out = {}
    labels = {(one.name, value): method(one.centred, value) for one in topics for value in grid}
    for side in (True, False):
        others = [one for one in topics if one.is_tuning is not side] or topics
        best = max(grid, key=lambda v, o=others: np.mean([agreement(t.gold, labels[t.name, v])[index] for t in o]))
        out |= {one.name: labels[one.name, best] for one in topics if one.is_tuning is side}
    return out


def bertopic(topics) -> dict[str, np.ndarray] | None:
    python = os.environ.get("COMMENTARIAT_BERTOPIC_PYTHON", sys.executable)
    with tempfile.TemporaryDirectory() as folder:
        arrays = {}
        for at, one in enumerate(topics):
            arrays[f"{at}|text"], arrays[f"{at}|vec"] = np.array(one.texts), one.vectors
        np.savez(Path(folder) / "in.npz", **arrays)
        command = [python, "-c", BERTOPIC, str(Path(folder) / "in.npz"), str(Path(folder) / "out.json")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print("BERTopic takes no part:", done.stderr.strip().splitlines()[-1][:120])
            return None
        found = json.loads((Path(folder) / "out.json").read_text())
    return {
        one.name: np.array(found[str(at)]) if isinstance(found[str(at)], list) else np.full(len(one.gold), -1)
        for at, one in enumerate(topics)
    }


def row(name, topics, labels) -> np.ndarray:
    found = np.array([agreement(one.gold, labels[one.name]) for one in topics])
    ratio = np.median(found[:, 3] / [len(np.unique(one.gold)) for one in topics])
    print(f"{name:38}{found[:, 0].mean():8.3f}{found[:, 1].mean():8.3f}{found[:, 2].mean():8.2f}{ratio:8.2f}")
    return np.array([*found[:, :3].mean(axis=0), ratio])


def per_topic(topics, *, with_bertopic=True) -> dict[str, float]:
    print(f"\n{'per topic':38}{'AMI':>8}{'ARI':>8}{'uncl.':>8}{'n/gold':>8}")
    best = row("ours", topics, {one.name: ours(one.centred) for one in topics})
    rivals = [
        row("HDBSCAN, raw vectors", topics, {one.name: hdbscan(one.vectors) for one in topics}),
        row("HDBSCAN, centred", topics, {one.name: hdbscan(one.centred) for one in topics}),
    ]
    for index, what in enumerate(("AMI", "ARI")):
        rivals.append(row(f"k-means, k tuned by {what}", topics, tuned(topics, kmeans, (4, 6, 8, 10, 12, 15), index)))
        cuts = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25)
        rivals.append(row(f"average linkage, cut tuned by {what}", topics, tuned(topics, linkage_at, cuts, index)))
    other = bertopic(topics) if with_bertopic else None
    if other is not None:
        rivals.append(row("BERTopic, defaults", topics, other))
    return {
        "found_ami": best[0], "found_ari": best[1], "found_ami_above_best": best[0] - max(one[0] for one in rivals),
        "found_ari_above_best": best[1] - max(one[1] for one in rivals),
        "found_count_within_2": float(0.5 <= best[3] <= 2), "found_clustered": 1 - best[2],
    }  # fmt: skip


def mixed(topics, *, draws=3) -> dict[str, float]:
    """Several topics together, the topic as label."""
    print(f"\n{'mixed topics':38}{'ARI':>8}{'uncl.':>8}{'found':>8}")
    scores = []
    for count, each in ((2, 30), (3, 40), (5, 40), (8, 60), (12, 100), (24, 150)):
        got = []
        if count > len(topics):
            continue
        for draw in range(draws if count < 24 else 1):
            rng = np.random.default_rng([count, draw])
            chosen = rng.choice(len(topics), size=count, replace=False)
            parts = [topics[at].vectors[rng.permutation(len(topics[at].vectors))[:each]] for at in chosen]
            vectors = np.concatenate(parts)
            gold = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
            got.append(agreement(gold, ours(normalised(vectors - vectors.mean(axis=0))))[1:])
        mean = np.mean(got, axis=0)
        print(f"{f'{count} topics, up to {each} of each':38}{mean[0]:8.3f}{mean[1]:8.2f}{mean[2]:8.1f}")
        scores.append(mean[0])
    return {"mixed_ari": float(np.mean(scores)), "mixed_ari_worst": float(min(scores))}


def small(topics) -> dict[str, float]:
    """Subsamples: never all noise where gold has two groups of three, and better than the references.

    The standard error is that of the difference from the best reference over topics.
    """
    heads = ("ours", "HDBSCAN", "linkage", "k-means", "margin", "st. error", "all noise")
    print(f"\n{'small subsamples (ARI)':30}" + "".join(f"{one:>10}" for one in heads))
    out = {}
    for size, draws in ((10, 16), (14, 16), (20, 16), (40, 4)):
        got, empty = np.zeros((len(topics), draws, 4)), 0
        for at, one in enumerate(topics):
            for draw in range(draws):
                rows = np.random.default_rng([size, draw]).permutation(len(one.gold))[:size]
                gold = one.gold[rows]
                vectors = normalised(one.vectors[rows] - one.vectors[rows].mean(axis=0))
                labels = ours(vectors)
                empty += bool((labels < 0).all() and (np.bincount(gold) >= 3).sum() >= 2)
                ways = (labels, hdbscan(vectors), linkage_at(vectors, 0.15), kmeans(vectors, max(2, size // 4)))
                got[at, draw] = [agreement(gold, way)[1] for way in ways]
        mean = got.mean(axis=(0, 1))
        best = 1 + int(mean[1:].argmax())
        margins = (got[:, :, 0] - got[:, :, best]).mean(axis=1)
        error = margins.std(ddof=1) / len(topics) ** 0.5 if len(topics) > 1 else np.nan
        figures = "".join(f"{one:10.3f}" for one in (*mean, margins.mean(), error))
        print(f"{f'{size} arguments, {draws} draws a topic':30}{figures}{empty:10d}", flush=True)
        out[f"small_{size}_above_references"] = float(margins.mean())
        out[f"small_{size}_never_all_noise"] = float(empty == 0)
    return out


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="default")
    floors.add_options(parser)
    options = parser.parse_args()
    model = options.model
    data = argkp.load(model)
    measured = per_topic(data) | mixed(data) | small(data)
    if model != "default":
        sys.exit()
    sys.exit(floors.settle("themes", floors.with_others("themes", measured), options))
