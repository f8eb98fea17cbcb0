"""What the rules made of each line, for whoever looks a second time."""

from __future__ import annotations

import math
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from ..comments.spans import Span
    from ..layouts.page import Page

#: The columns, in order.
TOLD: Final = ("read", "learned", "comments", "body", "first", "marker", "author", "left over", "within", "share")
_READ, _LEARNED, _COMMENTS, _BODY, _FIRST, _MARKER, _AUTHOR, _LEFT, _WITHIN, _SHARE = range(len(TOLD))


def told(page: Page, spans: Sequence[Span], authors: Sequence[str | None], *, learned: bool) -> NDArray[np.float32]:
    """Say of each filled line what the rules took it for; -1 in the first column where they read nothing.

    Parameters
    ----------
    page : Page
        The filled lines.
    spans : sequence of (begin, end, role, comment)
        What each piece of the text is.
    authors : sequence of (str or None)
        Who wrote each comment.
    learned : bool
        Whether the layout was learned from the text itself.
    """
    out = np.zeros((len(page), len(TOLD)), np.float32)
    if not authors:
        out[:, _READ] = -1.0
        return out
    out[:, [_READ, _LEARNED, _COMMENTS]] = 1.0, learned, math.log1p(len(authors)) / 4
    begun: set[int | None] = set()
    for row, (_, _, role, comment) in rows_of_spans(page, spans):
        if role == "body":
            out[row, _BODY] = 1.0
            out[row, _FIRST] = max(out[row, _FIRST], comment not in begun)
            begun.add(comment)
        elif role == "marker":
            name = authors[comment] if comment is not None else None
            out[row, _MARKER] = 1.0
            out[row, _AUTHOR] = max(out[row, _AUTHOR], bool(name) and str(name) in page.words(row))
        else:
            out[row, _LEFT] = 1.0
    inside = np.flatnonzero(out[:, _BODY] + out[:, _MARKER])
    if inside.size:
        out[inside[0] : inside[-1] + 1, _WITHIN] = 1.0
    out[:, _SHARE] = inside.size / len(page)
    return out


def rows_of_spans(page: Page, spans: Sequence[Span]) -> Iterator[tuple[int, Span]]:
    """Every filled line that a span reaches into, with the span, in the order of the text."""
    begins = [page.lines.begin[line] for line in page.at]
    ends = [page.lines.end(line) for line in page.at]
    for span in sorted((one for one in spans if one[0] < one[1]), key=lambda one: one[:2]):
        row = bisect_left(ends, span[0] + 1)
        while row < len(page) and begins[row] < span[1]:
            yield row, span
            row += 1
