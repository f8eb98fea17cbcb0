"""What ``--semantic`` gives: right parents of comments without marks, before and after likely parents are ranked by meaning.

    python -m tests.benchmarks.bench_rebuild_semantic [--vectors FILE] [--update-floors]

Held-out discussions with the scorer that ships, and the training half crossed: words by networks, meaning by a scorer, that did not
learn from the discussion. Beside each difference stands its standard error over resampled discussions, in points.
"""

# ruff: noqa: E501 -- the rows of a printed table read best in one line
from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl

from commentariat.embeddings.encoder import Encoder
from commentariat.embeddings.semantic_links import LENGTH, default_scorer, relink
from commentariat.threads.rebuild.evidence import score_links
from commentariat.threads.rebuild.evidence.model import default_model
from commentariat.threads.rebuild.linking.decode import decode

from .. import threads_data
from . import floors
from .links import for_learning, view_of
from .train_semantic import FOLDS, encoder_of, fold_models, learned, training

PART = "rebuild_semantic"
DRAWS = 1000


class Stored:
    """An encoder that hands out the vectors of one discussion's texts."""

    def __init__(self, texts, vectors, name):
        self.rows, self.name, self.revision = dict(zip(texts, vectors, strict=True)), name, ""

    def encode(self, texts):
        return np.stack([self.rows[text] for text in texts])


def unmarked(known, model):
    """The discussion as it is read where no mark is left."""
    view = view_of(known)
    links = decode(len(view), {}, score_links(view, model=model), threshold=model.threshold)
    ids = [*view.comment_ids, None]
    listed = [[{"parent_id": ids[at], "probability": share} for at, share in some] for some in links.alternatives]
    told = [[one._asdict() for one in some] for some in links.evidence]
    comments = known.discussion.comments
    columns = {
        "parent_id": [ids[at] for at in links.parents], "stated_parent": [ids[at] for at in links.parents], "link_basis": links.basis,
        "link_confidence": links.confidence, "link_alternatives": listed, "link_evidence": told,
    }  # fmt: skip
    series = [pl.Series(name, list(some), dtype=comments.schema[name]) for name, some in columns.items()]
    return replace(known.discussion, comments=comments.with_columns(series))


def hits(known, read):
    """Per judged comment whether its parent is right."""
    place = {name: at for at, name in enumerate(read.comments["comment_id"])}
    pairs = zip(known.parents, read.comments["parent_id"], read.comments["link_basis"], strict=True)
    return [basis != "undecided" and place.get(parent, -1) in gold for gold, parent, basis in pairs if gold is not None]


def compared(known, model, scorer, encode):
    """Comments judged, right ones before, right ones after."""
    read = unmarked(known, model)
    texts = [text[:LENGTH] for text in known.discussion.comments["text"]]
    after = relink(read, Stored(texts, encode(known), scorer.model), scorer)
    before, then = hits(known, read), hits(known, after)
    return len(before), sum(before), sum(then)


def measure(encode):
    """Yield (half, set, rows of :func:`compared`)."""
    scorer = default_scorer()
    for name in threads_data.SETS:
        held = [one for one in threads_data.known_discussions(name) if one.held_out]
        yield "held out", name, [compared(one, default_model(), scorer, encode) for one in held]
    many, models = training(encode), fold_models()
    scorers = [learned([one for one in many if one.fold != fold]) for fold in range(FOLDS)]
    for name in threads_data.SETS:
        rows = [compared(one, models[fold], scorers[fold], encode) for fold, one in for_learning(name, FOLDS)]
        yield "crossed", name, rows


def error(rows, seed=0):
    """Standard error of the difference over resampled discussions."""
    count, before, after = np.array(rows).T
    drawn = np.random.default_rng(seed).integers(0, len(rows), (DRAWS, len(rows)))
    return float(np.std((after - before)[drawn].sum(axis=1) / count[drawn].sum(axis=1)))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vectors", type=Path, help="vectors by discussion, to spare encoding")
    floors.add_options(parser)
    options = parser.parse_args()
    measured = {}
    print(
        f"vectors of {Encoder().name}\n{'half':9} {'set':14} {'comments':>8} {'without':>8} {'with':>8} {'points':>7} {'s.e.':>5}"
    )
    for half, name, rows in measure(encoder_of(options.vectors)):
        count, before, after = (sum(column) for column in zip(*rows, strict=True))
        print(
            f"{half:9} {name:14} {count:8} {before / count:8.3f} {after / count:8.3f} {100 * (after - before) / count:+7.2f} {100 * error(rows):5.2f}",
            flush=True,
        )
        measured[f"{half}: {name}"] = (after - before) / count
    pinned = {key: value - 0.005 for key, value in measured.items()}
    sys.exit(floors.settle(PART, measured, options, pinned=pinned))


if __name__ == "__main__":
    main()
