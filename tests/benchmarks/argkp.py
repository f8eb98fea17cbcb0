"""ArgKP-2021 as gold: per topic, arguments and the key point they make; vectors encoded once per run."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
import polars as pl

from commentariat.embeddings.cache import VectorCache
from commentariat.embeddings.encoder import Encoder
from commentariat.embeddings.vectors import normalised

from ..shared import SHARED

FOLDER = SHARED / "data" / "argkp"


@dataclass(frozen=True, eq=False)
class Topic:
    """One topic: ``gold`` numbers the key point of each unambiguous argument; ``labels`` (all arguments, key points)
    is 1, 0 or -1 where nobody judged the pair; ``arguments`` and ``points`` are the texts of its rows and columns."""

    name: str
    texts: list[str]
    vectors: np.ndarray
    gold: np.ndarray
    all_vectors: np.ndarray
    names: np.ndarray
    labels: np.ndarray
    arguments: list[str]
    points: list[str]

    @property
    def centred(self) -> np.ndarray:
        return normalised(self.vectors - self.vectors.mean(axis=0))

    @property
    def is_tuning(self) -> bool:
        """Half of the topics, by hash: what is tuned is tuned on the others."""
        return int(hashlib.sha256(self.name.encode()).hexdigest(), 16) % 2 == 0


def available() -> bool:
    return FOLDER.exists()


def load(
    model: str = "default", *, per_topic: int | None = None, topics: int | None = None, seed: int = 0
) -> list[Topic]:
    """Read the topics; ``per_topic`` arguments of each at most, of the first ``topics`` by hash."""
    arguments = pl.read_csv(FOLDER / "arguments_train.csv")
    points = pl.read_csv(FOLDER / "key_points_train.csv")
    pairs = pl.read_csv(FOLDER / "labels_train.csv")
    names = sorted(arguments["topic"].unique(), key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    rng = np.random.default_rng(seed)
    chosen = []
    for name in names[:topics]:
        part = arguments.filter(pl.col("topic") == name)
        if per_topic is not None and part.height > per_topic:
            part = part[np.sort(rng.choice(part.height, per_topic, replace=False))]
        chosen.append((name, part, points.filter(pl.col("topic") == name)))
    encoder = Encoder(model, cache=VectorCache())
    texts = [text for _, part, kps in chosen for text in (*part["argument"], *kps["key_point"])]
    vector = dict(zip(texts, encoder.encode(texts), strict=True))
    return [_topic(name, part, kps, pairs, vector) for name, part, kps in chosen]


def _topic(name, part, kps, pairs, vector) -> Topic:
    row = {one: at for at, one in enumerate(part["arg_id"])}
    column = {one: at for at, one in enumerate(kps["key_point_id"])}
    labels = np.full((len(row), len(column)), -1)
    for argument, point, label in pairs.iter_rows():
        if argument in row and point in column:
            labels[row[argument], column[point]] = label
    texts = part["argument"].to_list()
    single = np.flatnonzero((labels == 1).sum(axis=1) == 1)
    every = np.stack([vector[text] for text in texts])
    names = np.stack([vector[text] for text in kps["key_point"]])
    gold = (labels[single] == 1).argmax(axis=1)
    return Topic(
        name, [texts[at] for at in single], every[single], gold, every, names, labels, texts, kps["key_point"].to_list()
    )
