"""What a dump counts in which no comment section was found: every comment is lost."""

from __future__ import annotations

from commentariat.threads.evaluation import summarise
from commentariat.threads.side_by_side import pair_comments


def unread(truth):
    """Evaluate a reading that found nothing of a discussion."""
    return summarise(pair_comments(truth.comments, truth.comments.clear()))
