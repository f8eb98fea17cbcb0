"""Words with their places: the one tokenisation that quotes, evidence and alignment share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: Scripts that write without spaces: every character is a token, and two of them count as one word.
_DENSE: Final = (
    ("\u0e00", "\u0e7f"), ("\u3041", "\u30ff"), ("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"), ("\uf900", "\ufaff"),
)  # fmt: skip
#: The tokens of a text that holds no such script.
#: The modifier letter apostrophe counts as a letter, so that it is left out by name.
_TOKEN: Final = re.compile(r"https?://\S+|[^\W_ʼ]+(?:['’ʼ][^\W_ʼ]+)*")
_APOSTROPHES: Final = frozenset("'’ʼ")
#: Takes apostrophes out, curly and straight.
STRAIGHT: Final = str.maketrans("", "", "'’ʼ")
#: Characters up to which the pattern is the quicker way.
SHORT: Final = 60
_ALPHANUMERIC: Final = np.array([chr(code).isalnum() for code in range(128)])
_GAPS: Final = str.maketrans({code: " " for code in range(128) if not chr(code).isalnum()})


@dataclass(frozen=True, eq=False, slots=True)
class Words:
    """The tokens of one text: folded for case and apostrophes, with their spans in code points."""

    tokens: tuple[str, ...]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.tokens)


def words(text: str) -> Words:
    """Split a text into tokens; an address is one, curly and straight apostrophes make no difference."""
    if len(text) > SHORT and _is_plain(text):
        return _plain_words(text)
    token = _TOKEN if text.isascii() or not any(map(is_dense, set(text))) else _dense_token()
    found = list(token.finditer(text))
    spans = np.array([one.span() for one in found], dtype=np.int64).reshape(-1, 2)
    tokens = tuple([one.group().casefold() for one in found])
    if not _APOSTROPHES.isdisjoint(text):
        tokens = tuple([token.translate(STRAIGHT) for token in tokens])
    return Words(tokens, spans[:, 0], spans[:, 1])


def is_dense(sign: str) -> bool:
    """Whether a character belongs to a script that writes without spaces."""
    return sign >= _DENSE[0][0] and any(first <= sign <= last for first, last in _DENSE)


@cache
def _dense_token() -> re.Pattern[str]:
    """Compile what finds the tokens of any text: so large a set of characters takes milliseconds, and few need it."""
    dense = "".join(f"{first}-{last}" for first, last in _DENSE)
    return re.compile(rf"https?://\S+|[{dense}]|[^\W_ʼ{dense}]+(?:['’ʼ][^\W_ʼ{dense}]+)*")


def words_of(texts: Sequence[str]) -> list[Words]:
    """Split several texts into tokens; those that need no pattern as one."""
    plain = [at for at, text in enumerate(texts) if _is_plain(text)]
    joined = _plain_words("\n".join([texts[at] for at in plain]))
    starts = np.cumsum([0, *(len(texts[at]) + 1 for at in plain)])
    cuts = np.searchsorted(joined.starts, starts).tolist()
    found: dict[int, Words] = {}
    for at, start, (first, last) in zip(plain, starts.tolist(), pairwise(cuts), strict=False):
        spans = joined.starts[first:last] - start, joined.ends[first:last] - start
        found[at] = Words(joined.tokens[first:last], *spans)
    return [found[at] if at in found else words(text) for at, text in enumerate(texts)]


def _is_plain(text: str) -> bool:
    """Whether a text is ASCII and holds no address: its tokens are told without a pattern."""
    return text.isascii() and not (":" in text and "://" in text)


def _plain_words(text: str) -> Words:
    """Split a text that :func:`_is_plain` into the tokens that the pattern finds."""
    codes = np.frombuffer(text.encode("ascii"), np.uint8)
    inside = np.zeros(codes.size + 2, dtype=bool)
    inside[1:-1] = _ALPHANUMERIC[codes]
    if "'" in text:
        within = (codes == ord("'")) & inside[:-2] & inside[2:]
        inside[1:-1] |= within
        text = codes[~within].tobytes().decode("ascii")
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    return Words(tuple(text.lower().translate(_GAPS).split()), edges[::2], edges[1::2])


def word_count(tokens: Sequence[str]) -> float:
    """Count words; a character of a script without spaces counts half."""
    return sum(0.5 if len(token) == 1 and is_dense(token) else 1.0 for token in tokens)
