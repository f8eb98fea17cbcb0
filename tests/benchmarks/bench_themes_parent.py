"""Does a share of parent and replies help to find themes? Real discussions thrown together, the discussion as label.

    python -m tests.benchmarks.bench_themes_parent [draws]

Each draw mixes six discussions of one kind that somebody replied in; every comment is taken out of its own article, so
that only words and replies can bring it back. Agreement is over units, unclustered ones as singletons. What
the share adds is an upper bound for use within one discussion: a reply never leaves its own discussion.
"""

from __future__ import annotations

import sys

import numpy as np
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from commentariat.embeddings import Encoder, VectorCache, split_units
from commentariat.embeddings.cluster import find_clusters
from commentariat.embeddings.space import build_space
from commentariat.embeddings.stability import singletons

from .. import threads_data

SHARES = (0.0, 0.25, 0.5, 1.0)
SETS = ("wordpress_wxr", "wiki_talk", "disqus_xml")


def samples(draws: int):
    for name in SETS:
        known = [one.discussion for one in threads_data.known_discussions(name)]
        fit = [one for one in known if 6 <= one.comments.height <= 40 and one.comments["parent_id"].count() >= 3]
        for draw in range(draws):
            rng = np.random.default_rng(draw)
            yield name, [fit[at] for at in rng.choice(len(fit), 6, replace=False)]


def agreement(discussions, encoder, share: float) -> tuple[float, float]:
    space = build_space(discussions, encoder, split_units, reply_share=share)
    usable = ~space.units["boilerplate"].to_numpy()
    comments = space.units["comment_id"].rle_id().to_numpy().astype(np.int64)[usable]
    labels = singletons(find_clusters(space.vectors[usable], comments, seed=0).labels)
    gold = space.units["discussion_id"].rank("dense").to_numpy()[usable]
    return float(adjusted_mutual_info_score(gold, labels)), float(adjusted_rand_score(gold, labels))


if __name__ == "__main__":
    encoder = Encoder(cache=VectorCache())
    draws = int(sys.argv[1]) if len(sys.argv) > 1 else 6
    found = np.array([[agreement(some, encoder, share) for share in SHARES] for _, some in samples(draws)])
    gain = found - found[:, :1]
    error = gain.std(axis=0, ddof=1) / len(found) ** 0.5
    print(f"{'share':>13}{'AMI':>8}{'gain':>8}{'± s.e.':>8}{'ARI':>8}{'gain':>8}{'± s.e.':>8}")
    for at, share in enumerate(SHARES):
        columns = np.stack([found[:, at].mean(axis=0), gain[:, at].mean(axis=0), error[at]], axis=1)
        print(f"{share:13.2f}" + "".join(f"{one:8.3f}" for one in columns.ravel()))
