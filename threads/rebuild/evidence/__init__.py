"""Evidence beyond markers: quotes, names, shared words, turns of dialogue, recency, in one learned model."""

from .score import LinkScorer, score_links
from .view import LinkView

__all__ = ["LinkScorer", "LinkView", "score_links"]
