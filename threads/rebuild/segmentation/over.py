"""Where a page goes on to something else below its comments, in the platform's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..grammar import fits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..grammar import Grammar
    from ..text.lines import Lines
    from .segment import Label

#: So many heads stand above it at least: that of the article may be one of them.
FEWEST: Final = 2


def end_of_comments(lines: Lines, grammar: Grammar, labels: Sequence[Label]) -> int | None:
    """The line below which nothing is a comment, though names and times may follow: other articles have both."""
    opened = [label.line for label in labels if label.opens] if grammar.over else []
    if len(opened) < FEWEST:
        return None
    below = range(opened[FEWEST - 1] + 1, len(lines))
    return next((at for at in below if lines.bare[at] and fits(lines.bare[at], grammar.over)), None)
