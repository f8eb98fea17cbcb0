"""A million units with the static model: processor time, peak memory; what the sample shows against clustering all.

    python -m tests.benchmarks.bench_scale_themes [units] [invented|real]

``invented``: sentences about a few dozen subjects, so that what was made can be compared with what is found.
``real``: sentences of the development discussions, each many times with a fifth of its words left out at random, so
that no two are alike and the vocabulary is that of comments.
"""

from __future__ import annotations

import resource
import sys
import time

import numpy as np
import polars as pl
from sklearn.metrics import adjusted_rand_score

from commentariat.embeddings import fit, grouping, split_units, whole_comments
from commentariat.embeddings.encoder import Encoder
from commentariat.embeddings.stability import singletons
from commentariat.threads.model import Article, Discussion, Source
from commentariat.threads.schema import comment_frame, empty_ledger

from .. import threads_data

SUBJECTS = """ferry harbour engine captain, library children evening school, orchard apples parking bees,
tram ticket rail delay, bread bakery flour price, coal mine winter heating, hospital nurse waiting surgery,
river flood dam rain, bicycle lane helmet traffic, teacher exam pupil homework, rent landlord flat tenant,
museum painting gallery frame, football referee stadium goal, forest fire wood wolf, tax budget council minister,
airport runway noise flight, wine grape vineyard harvest, theatre actor opera stage, vaccine doctor virus mask,
solar panel roof energy, dog park leash barking, prison judge sentence jury, pension retirement savings age,
fishing boat quota cod""".replace("\n", " ").split(",")
DROPPED = 0.2
FILLER = ("people", "still", "never", "always", "often", "think", "about", "again", "other", "years", "nobody", "would")


def texts(count: int, seed: int = 0) -> tuple[list[str], np.ndarray]:
    """Sentences of three words of a subject among filler; and the subject of each."""
    rng = np.random.default_rng(seed)
    subject = rng.integers(len(SUBJECTS), size=count)
    words = [one.split() for one in SUBJECTS]
    picks = rng.integers(4, size=(count, 3))
    fill = rng.integers(len(FILLER), size=(count, 6))
    out = []
    for at in range(count):
        own, other = words[subject[at]], fill[at]
        out.append(
            f"{FILLER[other[0]]} {own[picks[at, 0]]} {FILLER[other[1]]} {FILLER[other[2]]} {own[picks[at, 1]]} "
            f"{FILLER[other[3]]} {FILLER[other[4]]} {own[picks[at, 2]]} {FILLER[other[5]]}."
        )
    return out, subject


def real_texts(count: int, seed: int = 0) -> tuple[list[str], None]:
    """Sentences of real comments in random order, again and again, each time with other words left out."""
    known = [one.discussion for name in threads_data.SETS for one in threads_data.known_discussions(name)]
    found = pl.concat([split_units(one) for one in known]).filter(~pl.col("boilerplate"))
    sentences = [text.split() for text in found["text"].unique(maintain_order=True)]
    rng = np.random.default_rng(seed)
    out = []
    for at in rng.integers(len(sentences), size=count):
        words = sentences[at]
        kept = rng.random(len(words)) >= DROPPED
        out.append(" ".join(word for word, one in zip(words, kept, strict=True) if one) or words[0])
    return out, None


SOURCES = {"invented": texts, "real": real_texts}


def discussion(bodies: list[str]) -> Discussion:
    count = len(bodies)
    frame = comment_frame({
        "discussion_id": ["large"] * count, "comment_id": [f"c{at}" for at in range(count)],
        "position": range(count), "depth": [0] * count, "author_id": [f"a{at % 5000}" for at in range(count)],
        "author_basis": ["stated"] * count, "text": bodies, "deleted": [False] * count,
        "link_basis": ["root"] * count, "link_confidence": [1.0] * count,
    })  # fmt: skip
    return Discussion(Article(), frame, (), Source("made", "0" * 64, 1, "made", "1"), empty_ledger())


def labels_of(themes) -> np.ndarray:
    numbers = {name: at for at, name in enumerate(themes.themes["theme_id"])}
    return np.array([numbers.get(one, -1) for one in themes.memberships["theme_id"]])


def run(count: int, encoder: Encoder, source: str):
    bodies, subject = SOURCES[source](count)
    start, worked = time.perf_counter(), time.process_time()
    themes = fit(discussion(bodies), encoder=encoder, split=whole_comments)
    took, worked = time.perf_counter() - start, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    found = labels_of(themes)
    kept = (~themes.themes["raised_once"]).sum()
    line = f"{count:10,} units: {took:7.1f} s, {worked:7.1f} s of processor time, peak {peak:5.2f} GB, {kept} themes"
    score = "" if subject is None else f", ARI with what was made {adjusted_rand_score(subject, singletons(found)):.3f}"
    print(f"{line}, {(found < 0).mean():.0%} in none{score}", flush=True)
    return found, peak


if __name__ == "__main__":
    units = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    origin = sys.argv[2] if len(sys.argv) > 2 else "invented"
    static = Encoder("static")
    _, gigabytes = run(units, static, origin)
    everything, _ = run(50_000, static, origin)
    grouping.SAMPLE = 10_000  # the same units, now sampled and assigned
    sampled, _ = run(50_000, static, origin)
    agree = adjusted_rand_score(singletons(everything), singletons(sampled))
    print(f"sample-and-assign against clustering everything, 50,000 units: ARI {agree:.3f}", flush=True)
    sys.exit(gigabytes > 8)
