"""A dump as lines: what each says, where it begins, and how far it is indented."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

TAB_COLUMNS = 4


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
    """

    text: str
    content: list[str]
    begin: list[int]
    indent: list[int]

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


def split_lines(text: str) -> Lines:
    """Split a text into lines; nothing is dropped."""
    content: list[str] = []
    begin: list[int] = []
    indent: list[int] = []
    offset = 0
    for raw in text.split("\n"):
        right = raw.rstrip()
        left = right.lstrip()
        lead = len(right) - len(left)
        content.append(left)
        begin.append(offset + lead)
        indent.append(lead + (TAB_COLUMNS - 1) * raw.count("\t", 0, lead) if lead else 0)
        offset += len(raw) + 1
    return Lines(text, content, begin, indent)


def commonest(values: list[int]) -> int | None:
    """Return the commonest value, the smallest among equals; ``None`` for none."""
    if not values:
        return None
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value))
