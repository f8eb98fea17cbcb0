"""Layouts that show a reply as ``@NAME`` at both of its ends: names and links from the marks, then from words too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..evidence.model import default_model
from ..evidence.score import Rated, explained, rate
from .confidence import confidence_of
from .decode import ROOT, Links, decode
from .joint import Scores, attributed, believe, sure_links
from .options import NOBODY, marks_of, nearby, parents_named

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from ..comments.blocks import Block
    from ..evidence import LinkView
    from .joint import Beliefs
    from .options import Marks, Ties
    from .people import Names

    Floats = NDArray[np.float64]


def link_mentions(blocks: Sequence[Block], names: Names, look: Callable[[Names], LinkView]) -> Links:
    """Match the marks by distance first, for the names; then weigh them again together with words.

    Parameters
    ----------
    blocks : sequence of Block
    names : Names
        Stated names; those that the marks imply are added.
    look : callable
        Makes the view of the comments that words are read from, given the names.
    """
    marks = marks_of(blocks, names)
    near = Scores(*nearby(len(blocks), parents_named(marks)))
    beliefs, ties = believe(marks, near)
    view = look(_with(names, marks, ties, beliefs))
    rated = rate(view, sure_links(near, beliefs), parents_named(marks))
    scores = Scores(rated.scene.pairs, rated.scores.astype(np.float64))
    beliefs, ties = believe(marks, scores)
    for at, person in attributed(marks, ties, beliefs).items():
        names.settle(at, marks.people[person])
    total = np.log(np.maximum(beliefs.rows, 1e-9))
    candidates = explained(rated, total, _told_by_marks(marks, rated, ties, beliefs, total))
    sure = confidence_of(blocks, view, alone=False)
    return decode(len(view), {}, candidates, threshold=default_model().threshold, calibrate=sure)


def _with(names: Names, marks: Marks, ties: Ties, beliefs: Beliefs) -> Names:
    """Copy the names, the likeliest ones of unsigned comments added."""
    out = names.copy()
    for at, person in attributed(marks, ties, beliefs).items():
        out.settle(at, marks.people[person])
    return out


def _told_by_marks(marks: Marks, rated: Rated, ties: Ties, beliefs: Beliefs, total: Floats) -> dict[str, Floats]:
    """What the marks add to words, shared out between the two ends of a reply."""
    pairs = rated.scene.pairs
    words = rated.scores.astype(np.float64)
    first = pairs.start[:-1][pairs.child]
    added = (total - total[first]) - (words - words[first])
    listed = np.bincount(ties.row, beliefs.slots, minlength=total.size) > beliefs.rows / 2
    led = (marks.lead[pairs.child] != NOBODY) & (pairs.parent != ROOT)
    share = added / np.maximum(listed.astype(int) + led, 1)
    return {"back-reference": np.where(listed, share, 0.0), "lead-mention": np.where(led, share, 0.0)}
