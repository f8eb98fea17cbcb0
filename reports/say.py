"""Sentences in the reader's language: a plain catalogue of messages, with numbers written as people write them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from .english import English

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LANGUAGES: Final = ("en", "de", "fr", "es")
THIN: Final = "\u202f"
#: Letters of scripts that run from right to left, and what keeps their order from reaching their neighbours.
_LEFTWARDS: Final = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
ISOLATE: Final = "\u2068{}\u2069"
#: Smaller numbers are written with their power of ten.
FINEST: Final = 1e-4


@dataclass(frozen=True)
class Say:
    """One language's messages. Call it with a message's key and the values of its ``{places}``.

    A message may have a sibling ``KEY.one`` for ``n == 1``. Whole numbers are written with thin-space thousands.
    """

    lang: str
    messages: Mapping[str, str]
    numbers: Sequence[str]
    english: English

    def __call__(self, key: str, **values: Any) -> str:
        """Fill one message; a key that the catalogue lacks raises ``KeyError``: that is a defect."""
        chosen = f"{key}.one" if values.get("n") in (1, "1") and f"{key}.one" in self.messages else key
        written = {name: self.number(one) if isinstance(one, int) else isolated(one) for name, one in values.items()}
        return self.messages[chosen].format_map(written)

    def number(self, value: int) -> str:
        """Write a whole number, thousands parted by a thin space."""
        return f"{value:,}".replace(",", THIN)

    def word(self, value: int) -> str:
        """Write a small whole number as a word, a larger one in digits."""
        return self.numbers[value] if 0 <= value < len(self.numbers) else self.number(value)

    def decimal(self, value: float, places: int = 2) -> str:
        """Write a decimal number as the language does."""
        return self._marked(f"{value:.{places}f}")

    def real(self, value: float) -> str:
        """Write a measured number, whole where it is whole, else with up to four decimals."""
        tiny = 0 < abs(value) < FINEST
        written = f"{value:.2g}" if tiny else f"{value:,.4f}".rstrip("0").rstrip(".")
        return self._marked(written.replace(",", THIN))

    @property
    def separators(self) -> str:
        """The decimal mark and what parts thousands, as Plotly wants them."""
        return self._marked(".") + THIN

    def _marked(self, written: str) -> str:
        return written if self.lang == "en" else written.replace(".", ",")

    def span(self, low: int, high: int) -> str:
        """Say a range of counts; one number where its ends agree."""
        return self.number(low) if low == high else self("span.to", low=low, high=high)

    def share(self, part: int, whole: int) -> str:
        """Say a share: ``3 of 14`` below 100, and from there a percentage as well."""
        counts = self("share.of", part=part, whole=whole)
        return counts if whole < 100 else self("share.percent", counts=counts, percent=round(100 * part / whole))

    def many(self, key: str, count: int) -> str:
        """Say a count of things: ``one reply``, ``seven replies``, ``1 204 replies``; ``key`` has a ``.one``."""
        return self(key, n=1 if count == 1 else self.word(count))

    def series(self, items: Sequence[str]) -> str:
        """Join items: ``a``, ``a and b``, ``a, b and c``."""
        return self._joined("series.and", items)

    def either(self, items: Sequence[str]) -> str:
        """Join items: ``a``, ``a or b``, ``a, b or c``."""
        return self._joined("series.or", items)

    def _joined(self, key: str, items: Sequence[str]) -> str:
        return "".join(items) if len(items) < 2 else self(key, head=", ".join(items[:-1]), last=items[-1])

    def named(self, family: str, code: str) -> str:
        """Name a code of ours by its message ``FAMILY.CODE``; without one, by itself in words."""
        return self.messages.get(f"{family}.{code}", code.replace("_", " "))

    def cell(self, code: str) -> str:
        """Say a code that stands in a table."""
        return self.named("cell", code)

    def told(self, family: str, text: str) -> str:
        """Say in this language what another part of the program says in English; what is not known stays English."""
        found = self.english.match(family, text)
        if found is None or self.lang == "en":
            return text
        key, values = found
        return self.messages[key].format_map({name: self.told(family, one) for name, one in values.items()})

    def interface(self) -> dict[str, str]:
        """The messages that the page's own scripts speak."""
        return {key[3:]: text for key, text in self.messages.items() if key.startswith("ui.")}


def isolated(value: Any) -> Any:
    """Keep words that run from right to left from turning the numbers and signs around them."""
    return ISOLATE.format(value) if isinstance(value, str) and _LEFTWARDS.search(value) else value


def sentence(text: str) -> str:
    """Begin with a capital letter."""
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(lang: str) -> Say:
    """Load the messages of a language; ``ValueError`` for one that we do not speak."""
    if lang not in LANGUAGES:
        raise ValueError(f"no messages in {lang!r}; there are {', '.join(LANGUAGES)}")
    loaded = _loaded(lang)
    return Say(lang, loaded["messages"], tuple(loaded["numbers"]), english())


def _loaded(lang: str) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(
        files("commentariat.reports.messages").joinpath(f"{lang}.json").read_text("utf-8")
    )
    return held


@lru_cache(maxsize=1)
def english() -> English:
    """Load the English sentences by which other parts of the program speak."""
    return English.of(_loaded("en")["messages"])
