"""Where the confidences of links are scores and no probabilities: nothing says how often such links are right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .model import Discussion

#: Notes of readers that learned the layout from the text alone, or had none; and of layouts that mark no replies.
SCORED: Final = frozenset({"induced-layout", "names-lost", "unmarked-text", "words-alone"})


def are_scores(discussion: Discussion) -> bool:
    """Whether the confidences of a discussion are scores."""
    return any(note.code in SCORED for note in discussion.notes)
