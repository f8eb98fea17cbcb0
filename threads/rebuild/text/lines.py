"""A dump as lines: what each says, where it begins, and how far it is indented."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from ..grammars.common import EVERYWHERE
from .broken import mend
from .dialects import LONGEST, dialect_of
from .furniture import furniture
from .listed_links import begin_of_links
from .printed import left_out
from .spelled import addresses, between
from .trying import Tries

if TYPE_CHECKING:
    from ..segmentation.candidate import Hit
    from .dialects import Dialect

TAB_COLUMNS: Final = 4
_DECORATED: Final = frozenset("+*o#[=_□☆■★○●◎△▲◇◆")
_DECORATION: Final = re.compile(
    r"(?:(?:[+*o#=_□☆■★○●◎△▲◇◆]|#{2,6}|={2,6}|\*\*|\[[^\]\s]{1,60}\.(?:gif|png|jpe?g|svg)\]|\[(?:\d+|IMG|IMAGE)\])\s+(?=\S))+"
)
#: The bullet of an item further in; what stands behind the same sign elsewhere says who answered, and the like.
_BULLET: Final = re.compile(r"•\s+(?!(?:Replies|Agree|Disagree|Thanks|LOL|Troll|just now|yesterday|an?)\b|\d)(?=\S)")
_PICTURES: Final = re.compile(r"(?:\s*(?:\[[^\]\s]{1,60}\.(?:gif|png|jpe?g|svg)\]|\[(?:IMG|IMAGE)\]|\s={2,6}))+$")
#: The address of a picture that a text browser prints in place of words: long, with signs that no name of a file has.
_PICTURE_ADDRESS: Final = re.compile(r"\[[^\]\s]{24,}(?<=[^\]\s])\]?$")
_ADDRESS_SIGNS: Final = frozenset("%?=&/")


@dataclass(frozen=True, eq=False)
class Lines:
    """The lines of a text, as parallel lists.

    Attributes
    ----------
    text : str
        The whole text; every offset counts its code points.
    content : list of str
        Each line without surrounding white space; empty for a blank line.
    begin : list of int
        Offset of the first character of ``content`` (of the line, where it is blank).
    indent : list of int
        Columns of white space before ``content``; a tab counts four.
    bare : list of str
        ``content`` without what text extractors add: bullets, heading signs, names of pictures. Marks are matched
        against this; texts keep every character.
    skip : list of int
        How many characters of ``content`` stand before ``bare``.
    dialect : Dialect, optional
        The extractor that wrote the text, where one did.
    """

    text: str
    content: list[str]
    begin: list[int]
    indent: list[int]
    bare: list[str]
    skip: list[int]
    dialect: Dialect | None

    def __len__(self) -> int:
        return len(self.content)

    def end(self, at: int) -> int:
        """Offset behind the last character of a line's content."""
        return self.begin[at] + len(self.content[at])

    @cached_property
    def following(self) -> list[int]:
        """Index of the next line that is not blank, ``len(self)`` where there is none."""
        out = [0] * len(self.content)
        ahead = len(self.content)
        for at in range(len(self.content) - 1, -1, -1):
            out[at] = ahead
            if self.content[at]:
                ahead = at
        return out

    @cached_property
    def has_blanks(self) -> bool:
        """Whether blank lines part paragraphs here at all."""
        filled = sum(1 for line in self.content if line)
        return (len(self.content) - filled) * 20 > filled

    @cached_property
    def furniture(self) -> frozenset[int]:
        """Lines that the page draws with every comment; see :func:`~.furniture.furniture`."""
        return furniture(self)

    @cached_property
    def everywhere(self) -> dict[int, list[Hit]]:
        """What lines could be in nearly every grammar: by line, an index into ``EVERYWHERE`` and the match."""
        tries = Tries(enumerate(EVERYWHERE))
        found = ((at, tries.on(words)) for at, words in enumerate(self.bare) if words)
        return {at: hits for at, hits in found if hits}


def split_lines(text: str) -> Lines:
    """Split a text into lines; nothing is dropped."""
    content: list[str] = []
    begin: list[int] = []
    indent: list[int] = []
    bare: list[str] = []
    skip: list[int] = []
    offset = 0
    dialect = dialect_of(text)
    gaps = sorted(addresses(text, 0, len(text))) if dialect is not None and dialect.name == "markdown" else None
    inside = False
    ruled = "\t" in text or "\f" in text
    rows = text.split("\n")
    printed = left_out(text, rows)
    listed = begin_of_links(rows)
    for row, raw in enumerate(rows):
        if row in printed or row >= listed:
            offset += len(raw) + 1
            continue
        right = raw.rstrip()
        left = right.lstrip()
        lead = len(right) - len(left)
        content.append(left)
        ahead = 0
        plain = left if gaps is None else between(text, gaps, offset + lead, offset + len(right))
        if plain and (plain[0] in _DECORATED or plain[-1] in "]="):
            found = _DECORATION.match(plain)
            ahead = found.end() if found else 0
            plain = _PICTURES.sub("", plain[ahead:])
        if inside or (plain[:1] == "[" and _PICTURE_ADDRESS.match(plain)):
            plain, inside = _without_address(plain, inside=inside)
        if dialect is not None and len(plain) <= LONGEST:
            plain = dialect.plain(plain)
        if plain is not left:
            ahead = max(ahead, left.find(plain)) if plain else ahead
        bare.append(plain)
        skip.append(ahead)
        begin.append(offset + lead)
        indent.append(_column(raw, lead) if lead and ruled else lead)
        offset += len(raw) + 1
    _unbullet(content, indent, bare, skip, dialect)
    mend(content, bare, skip)
    return Lines(text, content, begin, indent, bare, skip, dialect)


def _column(raw: str, lead: int) -> int:
    return lead + (TAB_COLUMNS - 1) * raw.count("\t", 0, lead) - raw.count("\f", 0, lead)


def _unbullet(content: list[str], indent: list[int], bare: list[str], skip: list[int], dialect: Dialect | None) -> None:
    """Take the bullet off items below which something else stands, as words below a name; menus go on in items."""
    column, listed = -1, False
    for at in range(len(content) - 1, -1, -1):
        if not content[at]:
            continue
        found = _BULLET.match(content[at]) if indent[at] and content[at][0] == "•" else None
        if found is not None and (not listed or column > indent[at]):
            plain = content[at][found.end() :]
            bare[at] = dialect.plain(plain) if dialect is not None and len(plain) <= LONGEST else plain
            skip[at] = max(found.end(), content[at].find(bare[at]))
        column, listed = indent[at], content[at][0] == "•"


def _without_address(words: str, *, inside: bool) -> tuple[str, bool]:
    """Leave out the address of a picture, which may go on over lines; return what is left and whether it goes on."""
    if not words or " " in words or (not inside and _ADDRESS_SIGNS.isdisjoint(words)):
        return words, False
    return "", "]" not in words


def commonest(values: list[int]) -> int | None:
    """Return the commonest value, the smallest among equals; ``None`` for none."""
    if not values:
        return None
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value))
