"""What a reader returns: a discussion is an article, its comments, and an account of how it was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import polars as pl

    from .forest import Forest


@dataclass(frozen=True, slots=True)
class Article:
    """The article that was commented on; whatever the source does not say is ``None``.

    ``published`` is in UTC; ``kicker`` the short line above the title; ``language`` as the page states it (``en-GB``).
    """

    title: str | None = None
    byline: str | None = None
    site: str | None = None
    url: str | None = None
    published: datetime | None = None
    paragraphs: tuple[str, ...] = ()
    kicker: str | None = None
    language: str | None = None

    @property
    def text(self) -> str:
        """The paragraphs, parted by blank lines."""
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that was repaired, guessed or dropped while reading.

    ``code`` is a short stable word such as ``dangling-parent``; ``message`` a sentence; ``comment_id`` the
    comment it concerns, where it concerns one.
    """

    code: str
    message: str
    comment_id: str | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """What the source shows of the whole discussion, as far as it says.

    ``claimed`` is the platform's own count, ``sort_order`` one of ``chronological``, ``newest-first``,
    ``best-first``, ``unknown``; ``pages`` the page range, ``saved`` when the page was saved, ``depth_cap`` the
    depth below which the platform no longer nests, ``more`` the number of "load more" stubs, ``moderation``
    counts by mark (``deleted``, ``collapsed``, ``pending`` …).
    """

    claimed: int | None = None
    read: int = 0
    sort_order: str = "unknown"
    pages: str | None = None
    saved: datetime | None = None
    depth_cap: int | None = None
    more: int = 0
    moderation: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a discussion came from: enough to cite it and to read it again.

    ``sha256`` (hexadecimal) and ``bytes`` are those of the source as it was given; ``reader`` is the platform's name,
    which ``--from`` takes; ``encoding`` is ``None`` where no text was decoded.
    """

    name: str
    sha256: str
    bytes: int
    reader: str
    reader_version: str
    encoding: str | None = None
    capture: Capture = field(default_factory=Capture)


@dataclass(frozen=True, eq=False, repr=False)
class Discussion:
    """An article and its comments.

    Attributes
    ----------
    article : Article
    comments : polars.DataFrame
        One row a comment in source order, with exactly the columns of :data:`~.schema.COMMENT_SCHEMA`.
    notes : tuple of Note
    source : Source
    ledger : polars.DataFrame
        ``start, end, role, comment_id``: for a text source every character of the comment section exactly once
        (code points of the decoded text); empty for other carriers.
    """

    article: Article
    comments: pl.DataFrame
    notes: tuple[Note, ...]
    source: Source
    ledger: pl.DataFrame

    def __repr__(self) -> str:
        title, count = self.article.title or self.discussion_id, self.comments.height
        return f"<Discussion {title!r}: {count:,} comments, read as {self.source.reader}, {len(self.notes):,} notes>"

    @property
    def discussion_id(self) -> str:
        """The platform's id, the canonical URL, or a hash of the content."""
        return str(self.comments.item(0, "discussion_id"))

    def forest(self) -> Forest:
        """Build the reply forest of the comments, in row order."""
        from .forest import Forest

        return Forest.from_comments(self.comments)
