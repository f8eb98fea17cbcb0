"""A million units with the static model: seconds, peak memory; and the sample's agreement with clustering everything.

    python -m tests.benchmarks.bench_scale_themes [units]

The texts are made of invented sentences about a few dozen subjects, so that there are themes to find.
"""

from __future__ import annotations

import resource
import sys
import time

import numpy as np
from sklearn.metrics import adjusted_rand_score

from commentariat.embeddings import fit, grouping, whole_comments
from commentariat.embeddings.encoder import Encoder
from commentariat.embeddings.stability import singletons
from commentariat.threads.model import Article, Discussion, Source
from commentariat.threads.schema import comment_frame, empty_ledger

SUBJECTS = """ferry harbour engine captain, library children evening school, orchard apples parking bees,
tram ticket rail delay, bread bakery flour price, coal mine winter heating, hospital nurse waiting surgery,
river flood dam rain, bicycle lane helmet traffic, teacher exam pupil homework, rent landlord flat tenant,
museum painting gallery frame, football referee stadium goal, forest fire wood wolf, tax budget council minister,
airport runway noise flight, wine grape vineyard harvest, theatre actor opera stage, vaccine doctor virus mask,
solar panel roof energy, dog park leash barking, prison judge sentence jury, pension retirement savings age,
fishing boat quota cod""".replace("\n", " ").split(",")
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


def run(count: int, encoder: Encoder):
    bodies, subject = texts(count)
    start = time.perf_counter()
    themes = fit(discussion(bodies), encoder=encoder, split=whole_comments)
    took = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    found = labels_of(themes)
    score = adjusted_rand_score(subject, singletons(found))
    line = f"{count:10,} units: {took:7.1f} s, peak {peak:5.2f} GB, {themes.themes.height} themes"
    print(f"{line}, ARI with what was made {score:.3f}", flush=True)
    return found, peak


if __name__ == "__main__":
    static = Encoder("static")
    everything, _ = run(50_000, static)
    grouping.SAMPLE = 10_000  # the same units, now sampled and assigned
    sampled, _ = run(50_000, static)
    agree = adjusted_rand_score(everything, sampled)
    print(f"sample-and-assign against clustering everything, 50,000 units: ARI {agree:.3f}", flush=True)
    grouping.SAMPLE = 50_000
    _, gigabytes = run(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, static)
    sys.exit(gigabytes > 8)
