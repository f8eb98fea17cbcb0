"""Do labels say what a theme is about? Found themes on ArgKP-2021 against the text of their commonest key point.

    python -m tests.benchmarks.bench_theme_labels [draws]

Words that a third of the topic's key points hold say nothing of one of them and count nowhere. ``names it``: share of
labels with another content word of the key point; ``of its words``: share of a label's words that are. ``shared``:
share of labels of which two arguments of the theme say every word. Beside ours stand the three most frequent content
words of each theme.
"""

from __future__ import annotations

import sys
from collections import Counter

import numpy as np
import polars as pl

from commentariat.embeddings import labels as naming
from commentariat.embeddings.language import stem, stop_words, words
from commentariat.embeddings.vectors import normalised

from . import argkp
from .bench_themes_found import ours


def stems(text: str) -> set[str]:
    return {stem(word) for word in words(text.replace("-", " ")) if word not in stop_words("en") and word != "around"}


def frequent(texts: list[str]) -> str:
    counted = Counter(word for text in texts for word in words(text) if word not in stop_words("en"))
    return ", ".join(word for word, _ in counted.most_common(3))


def headings(groups: list[list[str]], vectors: list[np.ndarray], others: list[str]) -> list[str]:
    found = naming.count_terms([[[text] for text in group] for group in groups], others, "en", frozenset())
    out = []
    for at, (texts, own) in enumerate(zip(groups, vectors, strict=True)):
        central = texts[naming.quotations(texts, own, 1)[0]]
        out.append(naming.heading(naming.distinctive(found, at), naming.key_phrase(found, at, central)))
    return naming.unique_labels(out)


def telling(points: list[str]) -> list[set[str]]:
    """Return, for each key point, the content words that less than a third of them hold."""
    counted = Counter(one for point in points for one in stems(point))
    return [{one for one in stems(point) if counted[one] < len(points) / 3} for point in points]


def judged(label: str, texts: list[str], wanted: set[str]) -> tuple[float, float, float]:
    own = stems(label)
    said = Counter(one for text in texts for one in stems(text))
    if not own:
        return 0.0, 0.0, 0.0
    return float(bool(own & wanted)), len(own & wanted) / len(own), float(all(said[one] > 1 for one in own))


def measure(topics, sizes, draws: int) -> pl.DataFrame:
    rows = []
    for size in sizes:
        for topic in topics:
            points = telling(topic.points)
            for draw in range(draws if size else 1):
                kept = np.random.default_rng([size, draw]).permutation(len(topic.gold))[: size or None]
                texts = [topic.texts[at] for at in kept]
                vectors = normalised(topic.vectors[kept] - topic.vectors[kept].mean(axis=0))
                labels = ours(vectors)
                members = [np.flatnonzero(labels == at) for at in range(labels.max() + 1)]
                groups = [[texts[at] for at in one] for one in members]
                others = [text for text, label in zip(texts, labels, strict=True) if label < 0]
                named = headings(groups, [vectors[one] for one in members], others)
                for one, group, label in zip(members, groups, named, strict=True):
                    point = points[np.bincount(topic.gold[kept[one]]).argmax()]
                    for way, what in (("ours", label), ("most frequent", frequent(group))):
                        rows.append((size or "all", way, *judged(what, group, point), len(stems(what))))
    columns = ["arguments", "labels", "names it", "of its words", "shared", "words"]
    rows = [(str(row[0]), *row[1:]) for row in rows]
    return pl.DataFrame(rows, schema=columns, orient="row")


if __name__ == "__main__":
    found = measure(argkp.load(), (14, 40, 0), int(sys.argv[1]) if len(sys.argv) > 1 else 4)
    table = found.group_by("arguments", "labels", maintain_order=True).agg(pl.all().mean().round(3), themes=pl.len())
    with pl.Config(tbl_hide_dataframe_shape=True, tbl_hide_column_data_types=True, tbl_cols=-1):
        print(table)
