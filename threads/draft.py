"""What a reader hands over before parents are resolved: one draft a comment, one reading a discussion."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .model import Article, Capture, Note

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import polars as pl

    from .model import Discussion


@dataclass(slots=True)
class Draft:
    """One comment as the source shows it, in source order.

    ``stated_parent`` is the id that the source names (or that nesting implies); ``link_basis`` says which of the
    two it is, and ``root`` stands for "no parent, says the source". ``link_confidence`` of ``None`` means 1 for
    ids and for markup above the depth cap.

    Quotes are dictionaries with the fields of :data:`~.schema.QUOTE`; spans count code points of ``text``.
    """

    text: str
    comment_id: str | None = None
    stated_parent: str | None = None
    other_parents: Sequence[str] = ()
    link_basis: str = "root"
    link_confidence: float | None = None
    link_alternatives: Sequence[dict[str, Any]] = ()
    link_evidence: Sequence[dict[str, Any]] = ()
    author: str | None = None
    author_id: str | None = None
    author_basis: str | None = None
    author_alias: str | None = None
    created: datetime | None = None
    created_basis: str | None = None
    created_text: str | None = None
    quotes: Sequence[dict[str, Any]] | None = None
    score: int | None = None
    deleted: bool = False
    permalink: str | None = None
    extra: dict[str, Any] | None = None


@dataclass(slots=True)
class Reading:
    """One discussion as a platform's reader found it; :func:`~.assemble.assemble` makes it a ``Discussion``.

    ``quotes_known`` says that the reader itself looked for repeated words (the text rebuild does), so that
    assembling does not look again. ``ready`` is a discussion that needs no assembling: a saved table is read back.
    """

    drafts: list[Draft]
    article: Article = field(default_factory=Article)
    discussion_id: str | None = None
    capture: Capture = field(default_factory=Capture)
    notes: list[Note] = field(default_factory=list)
    ledger: pl.DataFrame | None = None
    quotes_known: bool = False
    ready: Discussion | None = None

    @property
    def count(self) -> int:
        """Number of comments."""
        return len(self.drafts) if self.ready is None else self.ready.comments.height
