"""Invented discussions and a small encoder for the tests of units and themes."""

from __future__ import annotations

import hashlib

import numpy as np

from commentariat.embeddings.language import stem, words
from commentariat.threads.model import Article, Discussion, Source
from commentariat.threads.schema import comment_frame, empty_ledger

HARBOUR = (
    "The harbour ferry is late every single morning and nobody repairs the engine.",
    "A new ferry engine would cost less than the harbour delays of one winter.",
    "Ferry captains say the harbour engine was rebuilt with second hand parts.",
    "If the ferry ran on time the harbour market would have fish before noon.",
    "The harbour ferry engine failed again while the market was waiting.",
)
LIBRARY = (
    "The library closes at four, which is when children leave school.",
    "Children need the library open in the evening, not only in school hours.",
    "A library without evening hours is a museum for children who skip school.",
    "My children read more since the school library kept longer hours.",
    "Longer library hours cost one librarian, and the school children would come.",
)
ORCHARD = (
    "The old orchard should not be cut down for another parking lot.",
    "Parking is free already, and the orchard feeds half the street with apples.",
    "Cutting the orchard for a parking lot means no apples and no bees.",
    "Apples from the orchard were sold to pay for the parking lot nobody uses.",
    "Leave the orchard, its apples and its bees, and build parking elsewhere.",
)


def discussion(
    texts, *, authors=None, parents=None, quotes=None, deleted=(), article=None, discussion_id="d1"
) -> Discussion:
    count = len(texts)
    ids = [f"c{at + 1}" for at in range(count)]
    authors = authors if authors is not None else [f"Person {at % 5}" for at in range(count)]
    frame = comment_frame({
        "discussion_id": [discussion_id] * count, "comment_id": ids, "position": list(range(count)),
        "parent_id": parents or [None] * count, "depth": [0] * count, "author": authors, "author_id": authors,
        "author_basis": ["stated" if one else "unknown" for one in authors], "text": list(texts),
        "quotes": quotes or [[] for _ in texts], "deleted": [one in deleted for one in ids],
        "link_basis": ["root"] * count, "link_confidence": [1.0] * count,
    })  # fmt: skip
    source = Source("invented", "0" * 64, 1, "test", "1")
    return Discussion(article or Article(), frame, (), source, empty_ledger())


def three_themes() -> Discussion:
    """Fifteen comments, interleaved: a ferry, a library, an orchard."""
    return discussion([text for group in zip(HARBOUR, LIBRARY, ORCHARD, strict=True) for text in group])


class WordEncoder:
    """Vectors from hashed words: texts that share words are alike. Stands in for a sentence model."""

    name, model, revision, backend, device = "words", "words", "words-1", "torch", None

    def encode(self, texts, *, progress=None):
        return np.stack([self._one(text) for text in texts]) if len(texts) else np.zeros((0, 256), dtype=np.float32)

    def _one(self, text: str) -> np.ndarray:
        out = np.zeros(256, dtype=np.float32)
        for word in words(text):
            if len(word) > 3:
                seed = int.from_bytes(hashlib.sha256(stem(word).encode()).digest()[:4], "big")
                out += np.random.default_rng(seed).standard_normal(256).astype(np.float32)
        norm = np.linalg.norm(out)
        return out / norm if norm else out
