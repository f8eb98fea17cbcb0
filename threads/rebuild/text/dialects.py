"""What text extractors write around the words of a page: data, one entry an extractor.

A dialect is recognised by its signs; its rewrites are applied to what marks are matched against, never to the texts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Dialect:
    """One extractor's habits.

    Attributes
    ----------
    name : str
    sign : pattern
        What only this extractor writes; it must occur ``often`` times, and once in ``within`` lines.
    needs : str
        Lines without one of these characters need no rewriting.
    rewrites : tuple of (pattern, replacement)
        Applied in order to a line.
    """

    name: str
    sign: re.Pattern[str]
    needs: str
    rewrites: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]
    often: int = 5
    within: int = 60

    def plain(self, line: str) -> str:
        """Return a line without what the extractor added."""
        if not any(sign in line for sign in self.needs):
            return line
        for pattern, replacement in self.rewrites:
            line = pattern.sub(replacement, line)
        return line.strip()


#: Longer lines are no marks.
LONGEST: Final = 600

DIALECTS: Final = (
    Dialect(
        "markdown",
        re.compile(r"\]\((?:https?:|/|#|javascript:|[\w./-]*(?:[?/#]|\.(?:html?|php)\b))"),
        "[]*_\\#|>):",
        (
            (re.compile(r"!\[[^\]]*\]\([^)]*\)?"), ""),
            (re.compile(r"\[([^\]]*)\]\([^)]*(?:\)|$)"), r"\1"),
            (re.compile(r"\]\([^)]*(?:\)|$)"), ""),
            # The rest of an address that was broken over lines.
            (re.compile(r"^\S{12,}\)$"), ""),
            (re.compile(r"^\[(?=[^\]]*$)"), ""),
            # Emphasis of nothing, as fonts of pictures are written.
            (re.compile(r"^(?:__?|\*\*?|#{1,6})$"), ""),
            (re.compile(r"^#{1,6}\s+|^(?:\|\s*)+|(?<!\w)(?:\*\*|__|\*)(?=\S)|(?<=\S)(?:\*\*|__|\*)(?!\w)"), ""),
            (re.compile(r"\\(?=[\W_])"), ""),
            # The sign of what a list of definitions says, the end of a row of a table.
            (re.compile(r"^:\s{2,}(?=\S)|\s+\|$"), ""),
        ),
    ),
    Dialect(
        "html2text",
        # The sign first: what begins with one of a few signs is found faster.
        re.compile(
            r"[_&*](?:(?<=[^\W_]_)[^\W_]+_(?=[^\W_])|(?<=&)#x?[0-9A-Fa-f]{2,5};|(?<=^\*)\*{1,5} .+ \*{2,6}$)",
            re.MULTILINE,
        ),
        "_&*",
        (
            (re.compile(r"&#?\w{2,8};"), lambda found: unescape(found.group())),
            (re.compile(r"(?<=[^\s_])_(?=[^\s_])"), " "),
            (re.compile(r"(?<!\S)_+|_+(?!\S)"), ""),
            (re.compile(r"^\*{1,6}\s+|\s+\*{1,6}$"), ""),
        ),
    ),
    Dialect(
        "lynx",
        re.compile(r"[(\[](?:(?<=\()BUTTON\)|(?<=\[)\d{1,4}\](?=[^\W\d_]))"),
        "([",
        ((re.compile(r"\(BUTTON\)\s*|\[\d{1,4}\](?=\S)"), ""),),
    ),
)  # fmt: skip


def dialect_of(text: str) -> Dialect | None:
    """Tell which extractor wrote a text; ``None`` for a copy as it stands on the page."""
    part = text[:200_000]
    lines = part.count("\n") + 1
    for dialect in DIALECTS:
        found = sum(1 for _ in dialect.sign.finditer(part))
        if found >= dialect.often and found * dialect.within >= lines:
            return dialect
    return None
