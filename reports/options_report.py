"""What a caller may ask of a report."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

SECTIONS: Final = ("glance", "thread-map", "themes", "drift", "people", "compare", "methods")


@dataclass(frozen=True)
class ReportOptions:
    """Title, language, sections and what is left out.

    Attributes
    ----------
    title : str, optional
        In place of the article's.
    lang : str
        Language of the interface: one of :data:`~.say.LANGUAGES`.
    sections : tuple of str
        Some of :data:`SECTIONS`; the comments themselves are always there to be read.
    text : bool
        Whether the comments' words are in the file.
    pseudonymised : bool
        Whether the names are pseudonyms; the report then says what that protects from.
    manifest : mapping
        What was asked for, to be shown under methods: parameters, seed, corrections, pseudonyms.

    Raises
    ------
    ValueError
        For a section that there is not.
    """

    title: str | None = None
    lang: str = "en"
    sections: tuple[str, ...] = SECTIONS
    text: bool = True
    pseudonymised: bool = False
    manifest: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        odd = [one for one in self.sections if one not in SECTIONS]
        if odd:
            raise ValueError(f"no section is called {odd[0]!r}; there are {', '.join(SECTIONS)}")
