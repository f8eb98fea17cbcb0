"""Small discussions made by hand, for tests of structure."""

from __future__ import annotations

from commentariat.threads.model import Article, Capture, Discussion, Source
from commentariat.threads.schema import comment_frame, empty_ledger


def discussion_of(*, parent_id, sort_order="unknown", depth_cap=None, reader="wordpress-rest", **columns):
    """Build a discussion of comments c1, c2 …; columns that are left out are plain."""
    n = len(parent_id)
    frame = comment_frame(
        {
            "discussion_id": ["d"] * n,
            "comment_id": [f"c{at + 1}" for at in range(n)],
            "position": range(n),
            "parent_id": parent_id,
            "depth": [0] * n,
            "author_basis": ["stated"] * n,
            "text": ["word"] * n,
            "deleted": [False] * n,
            "link_basis": ["root" if one is None else "explicit" for one in parent_id],
            "link_confidence": [1.0] * n,
            **columns,
        }
    )
    source = Source("made.json", "0" * 64, 1, reader, "1", capture=Capture(sort_order=sort_order, depth_cap=depth_cap))
    return Discussion(Article(title="A made debate"), frame, (), source, empty_ledger())
