"""What shows that a part of a text holds comments, where nobody is named: a heading, an end, buttons in between."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from ..comments.blocks import stated_count
from ..grammar import fits
from ..grammars.common import BUTTONS, ENDS, FEET, SECTION
from ..text.furniture import keys_of
from ..text.headings import filled_beside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..text.lines import Lines

#: How long a heading may be that counts.
SHORT: Final = 120
#: Log-odds of a heading, of one that counts what stands below it, of an end, and of a button below what is said.
HEADING: Final = 6.0
COUNTED: Final = 9.0
END: Final = 5.0
BUTTON: Final = 1.0
#: Share of comments that end in the same line, and how many, from which on the page draws it.
DRAWN: Final = 0.5
FEWEST: Final = 3
#: By this share a count may differ from what is there: hidden answers, pingbacks, later pages.
MISCOUNT: Final = 0.1

#: What stands alone above the answers to a comment.
ANSWERS: Final = frozenset(
    "antworten odpowiedzi reacties replies respostas respuestas risposte réponses svar yanıtlar ответы".split()  # noqa: SIM905 -- a list of words
)
_PRESSED: Final = tuple(mark for mark in BUTTONS if mark.role == "button")
_COUNT: Final = re.compile(r"\W*(?P<claimed>\d{1,3}(?:[.,]\d{3})*|\d+)[)\]]?\s+[^\W\d_]{4,}.*")


def heading_of(lines: Lines, first: int, counts: Sequence[int]) -> tuple[int, int | None, float]:
    """Return the line that announces the comments from ``first`` on, what it counts, and what that is worth.

    ``counts`` are the numbers of comments that it may mean. Without a heading: ``first``, nothing, and 0.
    """
    for at in filled_beside(lines, first - 1, -1):
        words = lines.bare[at]
        count = _COUNT.fullmatch(words) if len(words) <= SHORT else None
        claimed = stated_count(count["claimed"]) if count is not None else None
        if claimed is not None and any(agree(claimed, one) for one in counts):
            return at, claimed, COUNTED
        if fits(words, SECTION):
            return at, claimed, HEADING
    return first, None, 0.0


def agree(claimed: int, count: int) -> bool:
    """Whether a stated count can be that of what is there."""
    return abs(claimed - count) <= MISCOUNT * claimed


def announces_end(lines: Lines, end: int) -> bool:
    """Whether one of the next few lines says that the comments are over."""
    return any(is_end(lines, at) for at in filled_beside(lines, end, 1))


def ends_at(lines: Lines, first: int) -> int:
    """Return the first line from ``first`` on that says so, the number of lines where none does."""
    return next((at for at in range(first, len(lines)) if is_end(lines, at)), len(lines))


def is_end(lines: Lines, at: int) -> bool:
    """Whether a line says that the comments are over."""
    return bool(lines.bare[at]) and fits(lines.bare[at], ENDS)


def buttons(lines: Lines, spans: Sequence[range]) -> frozenset[int]:
    """Return the lines that are buttons, in any language: those with known words, and what many spans end in."""
    known = {
        at for at, words in enumerate(lines.bare) if words and (words.casefold() in ANSWERS or fits(words, _PRESSED))
    }
    starts = {span.start for span in spans}
    last = [next((at for at in reversed(span) if lines.content[at]), span.start) for span in spans]
    ends = [at for at in last if at not in starts]
    keys = keys_of([lines.bare[at] for at in ends])
    often = {key for key, count in Counter(keys).items() if key and count >= max(FEWEST, DRAWN * len(keys))}
    return frozenset(known | {at for at, key in zip(ends, keys, strict=True) if key in often})


def answerable(lines: Lines, span: range) -> bool:
    """Whether a button to answer, or another that only comments have, stands in a span."""
    return any(lines.bare[at] and fits(lines.bare[at], FEET) for at in span)
