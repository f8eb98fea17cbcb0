"""Comments that begin with ``@NAME``: where a page shows no threads, so do its readers say whom they answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ...names import fold_name
from ...words import is_dense

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_AT: Final = re.compile(r"\s*[@＠]\s?")
#: A shorter beginning of a name may be anybody's; a longer name is cut.
SHORTEST: Final = 3
LONGEST: Final = 60


def called(texts: Sequence[str], names: Mapping[str, str]) -> list[str | None]:
    """Return whom each comment calls at its beginning, ``None`` where nobody.

    ``names`` are the names in small letters, each with the key of its person. The longest that a comment begins with
    counts, then the first word of a name, where one person's alone begins so.
    """
    known = {**_first_words(names), **names}
    return [_called(text, known) for text in texts]


def _called(text: str, known: Mapping[str, str]) -> str | None:
    opening = _AT.match(text)
    if opening is None:
        return None
    words = fold_name(text[opening.end() : opening.end() + LONGEST])
    for end in range(len(words), 0, -1):
        if words[:end] in known and _ends(words, end):
            return known[words[:end]]
    return None


def _ends(words: str, end: int) -> bool:
    """Whether a word ends here: scripts without blanks part a name from what is said by its end alone."""
    return end == len(words) or not words[end].isalnum() or is_dense(words[end - 1]) or is_dense(words[end])


def _first_words(names: Mapping[str, str]) -> dict[str, str]:
    whose: dict[str, set[str]] = {}
    for name, person in names.items():
        first = name.split()[0] if name else ""
        if len(first) >= SHORTEST:
            whose.setdefault(first, set()).add(person)
    return {first: persons.pop() for first, persons in whose.items() if len(persons) == 1}
