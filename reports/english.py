"""English sentences of other parts, known again by their pattern, so that a reader meets them in another language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLACE: Final = re.compile(r"\{(\w+)\}")
#: Keys of such sentences: ``told.FAMILY.NAME``.
PREFIX: Final = "told."
#: Longer texts are no sentences of ours, and not worth the search.
LONGEST: Final = 600


@dataclass(frozen=True)
class English:
    """Patterns by family, those with the most words of their own first."""

    patterns: Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]]

    @classmethod
    def of(cls, messages: Mapping[str, str]) -> English:
        """Make a pattern of every message ``told.FAMILY.NAME``; its ``{places}`` match anything."""
        families: dict[str, list[tuple[str, str]]] = {}
        for key, text in messages.items():
            if key.startswith(PREFIX):
                families.setdefault(key.split(".")[1], []).append((key, text))
        return cls(
            {
                family: tuple(
                    (key, _pattern(text)) for key, text in sorted(held, key=lambda one: -len(_PLACE.sub("", one[1])))
                )
                for family, held in families.items()
            }
        )

    def match(self, family: str, text: str) -> tuple[str, dict[str, str]] | None:
        """Return the key of the message that a text is an instance of, and what stands in its places."""
        if len(text) > LONGEST:
            return None
        for key, pattern in self.patterns.get(family, ()):
            found = pattern.fullmatch(text)
            if found is not None:
                return key, found.groupdict()
        return None


def _pattern(text: str) -> re.Pattern[str]:
    parts = _PLACE.split(text)
    written = [re.escape(one) if at % 2 == 0 else f"(?P<{one}>.+?)" for at, one in enumerate(parts)]
    return re.compile("".join(written), re.DOTALL)
