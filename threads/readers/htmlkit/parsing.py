"""The HTML parser at work: it lets go of the interpreter's lock, so a large page is parsed while its text is read here."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

from selectolax.lexbor import LexborHTMLParser

from ...errors import BrokenSource
from .limits import check_page

if TYPE_CHECKING:
    from concurrent.futures import Future

#: A smaller page is parsed in less time than a thread is worth, in characters.
LARGE: Final = 200_000


class Parsing:
    """One page on its way to a tree."""

    def __init__(self, text: str, name: str) -> None:
        self._text, self._name = text, name
        self._begun: Future[LexborHTMLParser] | None = None

    def start(self) -> None:
        """Begin in the background; a page that is small, or beyond the limits, waits until somebody asks for it."""
        if self._begun is not None or len(self._text) < LARGE:
            return
        try:
            check_page(self._text, name=self._name)
        except BrokenSource:
            return
        executor = ThreadPoolExecutor(1, thread_name_prefix="html-parser")
        self._begun = executor.submit(LexborHTMLParser, self._text)
        executor.shutdown(wait=False)

    def result(self) -> LexborHTMLParser:
        """Return the tree; raises ``BrokenSource`` for a page beyond the limits."""
        if self._begun is not None:
            return self._begun.result()
        check_page(self._text, name=self._name)
        return LexborHTMLParser(self._text)
