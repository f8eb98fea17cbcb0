"""Encoding comment-like text against ``SentenceTransformer.encode`` with its defaults, in one run on the same machine.

    python -m tests.benchmarks.bench_encode [texts]

Three mixes: all texts distinct; a tenth repeated; a third repeated, as comment sections with slogans and copied
replies are. The cache is off. Times are the best of alternating runs, so that a busy machine hits both alike.
"""

from __future__ import annotations

import json
import sys
import time

import numpy as np

from commentariat.embeddings.encoder import Encoder
from commentariat.embeddings.encoder_models import recipe

WORDS = [
    "ferry", "harbour", "engine", "council", "tram", "winter", "price", "bread", "school", "library", "orchard",
    "parking", "river", "bridge", "letter", "minister", "tax", "garden", "station", "market", "window", "coal",
    "music", "doctor", "bicycle", "street", "night", "answer", "money", "vote", "paper", "fire", "water",
]  # fmt: skip
SHORT = (
    "Exactly right.",
    "Who pays for it?",
    "I do not believe a word of this.",
    "Source please",
    "Same as every year.",
)


def texts(count: int, repeated: float, seed: int) -> list[str]:
    """Lengths as in comment sections: mostly a line, some a paragraph (log-normal, median twelve words)."""
    rng = np.random.default_rng(seed)
    out = []
    for _ in range(count):
        if out and rng.random() < repeated:
            out.append(out[rng.integers(len(out))])
        elif rng.random() < 0.1:
            out.append(SHORT[rng.integers(len(SHORT))])
        else:
            out.append(" ".join(rng.choice(WORDS, size=int(np.clip(rng.lognormal(2.5, 0.9), 2, 220)))))
    return out


def measure(count: int = 800, rounds: int = 2) -> dict[str, float]:
    from sentence_transformers import SentenceTransformer

    reference = SentenceTransformer(recipe("default").path, local_files_only=True)
    encoder = Encoder()
    encoder.encode(texts(64, 0, 9))
    reference.encode(texts(64, 0, 9), show_progress_bar=False)
    out = {}
    print(f"{'texts':>8}{'repeated':>10}{'ours /s':>10}{'reference /s':>14}{'ratio':>8}")
    for repeated in (0.0, 0.1, 0.33):
        sample = texts(count, repeated, seed=int(repeated * 100))
        ours, theirs = [], []
        for _ in range(rounds):
            start = time.perf_counter()
            got = encoder.encode(sample)
            ours.append(time.perf_counter() - start)
            start = time.perf_counter()
            want = reference.encode(sample, show_progress_bar=False)
            theirs.append(time.perf_counter() - start)
        assert np.abs(got - want).max() < 1e-4
        ratio = min(theirs) / min(ours)
        out[f"encode_ratio_{repeated:.2f}"] = ratio
        print(f"{count:8}{repeated:10.0%}{count / min(ours):10.0f}{count / min(theirs):14.0f}{ratio:8.2f}")
    return out


if __name__ == "__main__":
    print(json.dumps(measure(*map(int, sys.argv[1:2]))))
