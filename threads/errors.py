"""The errors that a caller can meet: one small tree, each with the exit code of the command line."""

# ruff: noqa: N818 -- the names are part of the public contract

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .model import Article


class CommentariatError(Exception):
    """Anything that commentariat raises on purpose; the message is one sentence for a person."""

    exit_code: ClassVar[int] = 1


class ReadError(CommentariatError):
    """A source could not be read as one discussion.

    Attributes
    ----------
    name : str or None
        The source, as the caller named it.
    """

    exit_code: ClassVar[int] = 4

    def __init__(self, message: str, *, name: str | None = None) -> None:
        super().__init__(message)
        self.name = name


class BrokenSource(ReadError):
    """The bytes are damaged, decode under no candidate encoding, or exceed a stated limit."""


class UnknownFormat(ReadError):
    """The bytes are sound, but nothing here reads what they hold."""


class NoCommentsFound(ReadError):
    """The source is sound, an article or data, and holds no comment section: a normal outcome.

    Attributes
    ----------
    article : Article or None
        The article, where one was found.
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, message: str, *, name: str | None = None, article: Article | None = None) -> None:
        super().__init__(message, name=name)
        self.article = article


class SeveralDiscussions(ReadError):
    """An export holds several discussions and the caller asked for one.

    Attributes
    ----------
    discussions : tuple of (id, title, comments)
        What may be passed as ``discussion=``.
    """

    exit_code: ClassVar[int] = 2

    def __init__(
        self, message: str, *, name: str | None = None, discussions: Sequence[tuple[str, str | None, int]] = ()
    ) -> None:
        super().__init__(message, name=name)
        self.discussions = tuple(discussions)


class WriteError(CommentariatError):
    """The output could not be written; nothing was left half-written."""

    exit_code: ClassVar[int] = 5
