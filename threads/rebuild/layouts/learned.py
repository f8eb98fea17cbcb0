"""The layout that a text itself suggests, where what it cuts out reads like a discussion."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ..comments.blocks import cut
from ..comments.leftovers import reduced
from ..comments.plausible import reads_like_comments
from .induce import induce

if TYPE_CHECKING:
    from ..text.lines import Lines
    from .induce import Induced

#: By how much (log-odds) a layout that is known beforehand goes before one that is learned from the text.
LEARNED: Final = 3.0


def learned_layout(lines: Lines) -> Induced | None:
    """Learn a layout from a text; ``None`` where it explains nothing, or nobody speaks in what it cuts out."""
    found = induce(lines)
    if found is None or found.segmentation.gain <= 0:
        return None
    read = cut(lines, found.grammar, found.segmentation)
    if not reads_like_comments(read.blocks, found.segmentation, found.grammar):
        return None
    gain = reduced(found.segmentation.gain - LEARNED, read)
    return found._replace(segmentation=replace(found.segmentation, gain=gain))
