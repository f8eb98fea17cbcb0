"""What a platform is: how to recognise it, what it keeps, and how to read it. Platforms are data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from .draft import Reading
    from .payload import Payload

CARRIERS: Final = ("text", "html", "json", "xml", "mail", "table")
#: The score of the last resort: who claims so little was asked after everybody else had declined.
LEAST: Final = 0.02


@dataclass(frozen=True, slots=True)
class Recognition:
    """Why a platform claims a source: ``score`` in (0, 1], and a reason in words for a person."""

    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a caller may ask of a reader.

    ``article`` off leaves out the article's text and the search for quotes; ``url`` is where the source was
    saved from; ``columns`` maps our column names to a table's own.
    """

    article: bool = True
    url: str | None = None
    columns: Mapping[str, str] | None = None


@runtime_checkable
class Platform(Protocol):
    """One platform (or line grammar, or file format) that can be read.

    ``name`` is what ``--from`` takes; ``keeps`` the columns of the comment table that it fills besides text;
    ``depth_cap`` the depth past which the platform no longer nests (``None``: no cap); ``__doc__`` or ``doc``
    what it keeps and what it loses, in a sentence.
    """

    @property
    def name(self) -> str:
        """What ``--from`` takes."""
        ...

    @property
    def title(self) -> str:
        """The name for a person."""
        ...

    @property
    def carrier(self) -> str:
        """One of :data:`CARRIERS`."""
        ...

    @property
    def keeps(self) -> tuple[str, ...]:
        """Columns of the comment table that it fills besides text."""
        ...

    @property
    def depth_cap(self) -> int | None:
        """Depth past which the platform no longer nests; ``None``: no cap."""
        ...

    @property
    def version(self) -> str:
        """Version of this reader, for the manifest."""
        ...

    @property
    def doc(self) -> str:
        """What it keeps and what it loses, in a sentence."""
        ...

    def recognise(self, payload: Payload) -> Recognition | None:
        """Say whether the content is this platform's, and why; never looks at the file name alone."""
        ...

    def read(self, payload: Payload, options: ReadOptions) -> Iterable[Reading]:
        """Yield each discussion of the source; raises :class:`~.errors.ReadError`."""
        ...


class Way(NamedTuple):
    """One way to recognise a platform.

    Attributes
    ----------
    most : float
        The score that it can reach at most.
    look : callable
        Takes the payload and returns the claim, ``None`` for none, or the rest of the way where a first look tells that
        less can be reached.
    """

    most: float
    look: Callable[[Payload], Recognition | Way | None]


@runtime_checkable
class Staged(Protocol):
    """A platform with several ways to be recognised, each with the score that it can reach at most.

    Ways that cannot beat a claim already made are not tried: on a large page each costs a walk.
    """

    def ways(self) -> Sequence[Way]:
        """Every way to recognise the platform; ``recognise`` returns the best claim among them."""
        ...
