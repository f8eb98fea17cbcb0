"""What the matcher hands to the search: lines, and the marks that each could be."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import re

#: A mark that a line matches: an index into the grammar's marks, and the match; and all of them, by line.
Hit: TypeAlias = "tuple[int, re.Match[str]]"
Found: TypeAlias = "dict[int, list[Hit]]"


class Candidate(NamedTuple):
    """One mark that a line could be: an index into the grammar's marks, log-odds, and the match."""

    mark: int
    score: float
    match: re.Match[str]


class Event(NamedTuple):
    """One line that could be a mark, or a run of lines (``line`` to ``last``) that could not."""

    line: int
    last: int
    candidates: tuple[Candidate, ...]
