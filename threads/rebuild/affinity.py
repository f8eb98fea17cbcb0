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
    """Shared words of two comments, each weighted by its rarity; computed once for the pairs that are asked about."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._asked: dict[tuple[int, int], float] = {}

    @cached_property
    def _words(self) -> list[dict[str, float]]:
        """Each comment's words with the square of their rarity."""
        found = [frozenset(_WORD.findall(text.casefold())) for text in self._texts]
        counts = Counter(word for words in found for word in words)
        weights = {word: math.log(len(found) / count) ** 2 for word, count in counts.items()}
        return [{word: weights[word] for word in sorted(words)} for words in found]

    @cached_property
    def _lengths(self) -> list[float]:
        return [math.sqrt(sum(words.values())) for words in self._words]

    def __call__(self, parent: int, child: int) -> float:
        """Return the cosine-like overlap, from 0 (nothing) up to 4 (the same words)."""
        pair = (parent, child)
        if pair not in self._asked:
            self._asked[pair] = self._overlap(parent, child)
        return self._asked[pair]

    def _overlap(self, parent: int, child: int) -> float:
        fewer, more = sorted((self._words[parent], self._words[child]), key=len)
        shared = sum(weight for word, weight in fewer.items() if word in more)
        return 4.0 * math.sqrt(shared / (self._lengths[parent] * self._lengths[child])) if shared else 0.0
