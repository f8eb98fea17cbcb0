"""Compute the background that ships with a packaged model: ``python -m tests.benchmarks.make_background [MODEL]``.

One sample of own words a thread, equally many threads of each set of the shared discussions (their training half by
hash of ``thread_id``), units encoded by the default model. Only vectors are written, no text.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import numpy as np

from commentariat.embeddings.drift.material import around, comment_vectors
from commentariat.embeddings.encoder import Encoder
from commentariat.embeddings.units import sentences
from commentariat.embeddings.vectors import normalised
from tests.shared import SHARED

FOLDER = Path(__file__).parents[2] / "embeddings"
TARGETS = {"default": "background.npz", "multilingual": "background_multilingual.npz"}
COMMENTS_PER_SET = 150
BANK = 256
PER_THREAD = 4
UNITS = 384
LONGEST = 6


def in_training_half(thread_id: str) -> bool:
    return hashlib.sha256(thread_id.encode()).digest()[0] % 2 == 0


def own_lines(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith((">", "|", "On ")))


def sample(path: Path) -> list[list[str]]:
    """A few comments of every training thread, in an order that a hash decides, each as its sentences."""
    by_thread: dict[str, list[str]] = {}
    for line in path.read_text("utf-8").split("\n"):
        row = json.loads(line or "{}")
        if not row:
            continue
        words = own_lines(row["text"] or "").strip()
        if in_training_half(row["thread_id"]) and len(words) > 40:
            by_thread.setdefault(row["thread_id"], []).append(words)
    key = lambda text: hashlib.sha256(text.encode()).hexdigest()  # noqa: E731
    picked = sorted((text for texts in by_thread.values() for text in sorted(texts, key=key)[:PER_THREAD]), key=key)
    return [[text[a:b] for a, b in sentences(text, "en")][:LONGEST] for text in picked[:COMMENTS_PER_SET]]


def main(model: str) -> None:
    encoder, target = Encoder(model), FOLDER / TARGETS[model]
    sets = {path.stem: sample(path) for path in sorted((SHARED / "data" / "threads").glob("*.jsonl"))}
    means, comments = [], []
    for name, sampled in sets.items():
        owner = np.repeat(np.arange(len(sampled)), [len(one) for one in sampled])
        units = encoder.encode([unit for one in sampled for unit in one])
        means.append(normalised(comment_vectors(units, owner, len(sampled))).mean(axis=0))
        comments.append((units, owner, len(sampled)))
        print(f"{name:<16}{len(sampled):>6} comments {len(units):>6} units", flush=True)
    vector = np.mean(means, axis=0).astype(np.float32)
    bank = np.concatenate([comment_vectors(around(units, vector), owner, n) for units, owner, n in comments])
    every = np.concatenate([around(units, vector) for units, _, _ in comments])
    rng = np.random.default_rng(0)
    units = every[rng.choice(len(every), min(len(every), UNITS), replace=False)]
    bank = bank[rng.choice(len(bank), min(len(bank), BANK), replace=False)]
    count = sum(n for _, _, n in comments)
    source = f"the mean of own words of {count} comments in {len(sets)} sets of other discussions"
    np.savez_compressed(
        target, vector=vector, bank=bank.astype(np.float16), unit_bank=units.astype(np.float16),
        revision=np.str_(encoder.revision), source=np.str_(source),
    )  # fmt: skip
    print(f"{len(bank)} comments, {len(units)} units, norm {np.linalg.norm(vector):.3f}, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "default")
