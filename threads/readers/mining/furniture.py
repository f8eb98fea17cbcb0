"""What stands in comments and is nobody's words: labels that all share, notes of changes, heads of quotations, signatures."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from ..htmlkit.values import VERBS
from .parts import BODY, signature
from .quotations import quotations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .outline import Outline
    from .parts import Region

#: Characters of a label or a note at most, and of a line of people who agree.
_LABEL: Final = 90
_LINE: Final = 160
#: A label is the same in so many comments, and in this share of the elements of its kind.
_FEWEST: Final = 3
_SAME: Final = 0.9
_DIGITS: Final = re.compile(r"[\d\W_]+")
_FIRST: Final = re.compile(r"\W*([^\W\d_]+)")
#: How subjects of answers begin: what stands behind them is somebody's.
_ANSWERED: Final = frozenset(("re", "aw", "antw", "sv", "vs", "odp", "fwd"))
_SIGNED: Final = re.compile(r"(?<![a-z])(?:signature|sig|signatur|firma)(?![a-z])", re.IGNORECASE)
_AGREED: Final = re.compile(
    r"reaction|(?<![a-z])(?:up|down)?(?:vote|like|liker|liked|karma|thank|rating|score)s?(?:[-_]?(?:by|bar|box|list|count))?(?![a-z])",
    re.IGNORECASE,
)
_SAID: Final = re.compile(rf"(?:\b(?:{VERBS})\b\s*:?|:)\s*[↑»]?\s*$", re.IGNORECASE)


def furniture(page: Outline, places: Sequence[Region], bodies: set[int]) -> set[int]:
    """Find the elements of comments that are no words of theirs; ``bodies`` hold words, whatever their names say."""
    kinds: dict[str, list[tuple[int, int]]] = defaultdict(list)
    out: set[int] = set()
    for number, region in enumerate(places):
        quotes = list(quotations(page, region))
        quoted = {one for quote in quotes for one in page.below(quote)}
        for at in region.elements[1:]:
            length = page.total(page.shown, at)
            if not length or at in bodies:
                continue
            # Numbers without a letter go with the signs beside them, which are cut off the words later.
            if length <= _LABEL and _has_letters(page, at) and (page.classes(at) or at not in quoted):
                kinds[signature(page, at)].append((number, at))
            if _by_class(page, at, length, bodies):
                out.add(at)
        out.update(_heads_of_quotations(page, quotes))
    for kind, found in kinds.items():
        if len({number for number, _ in found}) >= _FEWEST and not BODY.search(kind) and _are_labels(page, found):
            out.update(at for _, at in found)
    return out


def _has_letters(page: Outline, at: int) -> bool:
    return any(map(str.isalpha, page.text_of(at, _LABEL)))


def _by_class(page: Outline, at: int, length: int, bodies: set[int]) -> bool:
    names = page.attrs[at].get("class")
    if not names or not (_SIGNED.search(names) or (length <= _LINE and _AGREED.search(names))):
        return False
    return not any(one in bodies for one in page.below(at))


def _are_labels(page: Outline, found: Sequence[tuple[int, int]]) -> bool:
    """Whether all show the same but for numbers, or a date behind the same word: "Edited 3 May by Ann"."""
    texts = [page.text_of(at, _LABEL) for _, at in found]
    most = Counter(_DIGITS.sub("", text) for text in texts).most_common(1)[0][1]
    if most >= _SAME * len(found):
        return True
    if any(not page.total(page.dates, at) for _, at in found):
        return False
    words = Counter(one[1] if (one := _FIRST.match(text)) else "" for text in texts)
    word, times = words.most_common(1)[0]
    return word != "" and word.casefold() not in _ANSWERED and times >= _SAME * len(found)


def _heads_of_quotations(page: Outline, quotes: Sequence[int]) -> Iterator[int]:
    """Yield the lines over quoted words that say whose they are."""
    for quote in quotes:
        for at in page.below(quote):
            length = page.total(page.shown, at)
            if not length:
                continue
            if length <= _LABEL and _SAID.search(page.text_of(at, _LABEL)):
                yield at
            if length <= _LABEL or page.texts[at].strip():
                break
