"""What a discussion is about, where neither its article nor a name is left: the words that keep coming back."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from ...words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .people import Names

#: A word is of the subject where it is this long and at least this share of the comments, and so many, say it.
LONG: Final = 4
SHARE: Final = 0.1
FEWEST: Final = 2


def about(article: tuple[str, ...], texts: Sequence[str], names: Names) -> tuple[str, ...]:
    """Return the article's paragraphs, or what stands in for them.

    The model of words tells by the article's words whether a comment speaks to the article or to somebody. Without an
    article everybody seems to speak to somebody, which names put right, where there are any.
    """
    if article or any(known is not None for known in names.known):
        return article
    said = Counter(token for text in texts for token in {*words(text).tokens} if len(token) >= LONG)
    enough = max(FEWEST, SHARE * len(texts))
    return (" ".join(sorted(token for token, count in said.items() if count >= enough)),)
