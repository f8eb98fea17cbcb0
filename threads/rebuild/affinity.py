"""How much two comments share: rare words weigh more, words of the whole debate weigh nothing."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD: Final = re.compile(r"\w{3,}")


class Affinity:
    """Shared words of two comments, each weighted by its rarity; computed for the pairs that are asked about."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    @cached_property
    def _words(self) -> list[frozenset[str]]:
        return [frozenset(_WORD.findall(text.casefold())) for text in self._texts]

    @cached_property
    def _weights(self) -> dict[str, float]:
        counts = Counter(word for words in self._words for word in words)
        return {word: math.log(len(self._words) / count) for word, count in counts.items()}

    def __call__(self, parent: int, child: int) -> float:
        """Return the cosine-like overlap, from 0 (nothing) up to about 4 (the same words)."""
        mine, theirs = self._words[child], self._words[parent]
        shared = sum(self._weights[word] ** 2 for word in mine & theirs)
        if not shared:
            return 0.0
        length = math.sqrt(sum(self._weights[w] ** 2 for w in mine) * sum(self._weights[w] ** 2 for w in theirs))
        return 4.0 * math.sqrt(shared / length)
