"""What a line grammar is: the marks that a platform leaves in a text dump, as data.

A comment is a run of *head* marks, a body, and a run of *foot* marks. Every mark is one line and one regular
expression; its weight is the log-odds that a line which matches it is that mark and no line of a body. Nothing
here says in which order lines must come: :mod:`.segment` weighs whole sequences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

#: A mark of at least this weight tells more than a button that every platform has.
SURE: Final = 4.0
#: Role of the mark for lines that are found by recurring rather than by a pattern.
FURNITURE: Final = "furniture"

Place = Literal["head", "foot", "drop", "section"]
Column = Literal["head", "body"]
Nesting = Literal["none", "indent", "marks"]


@dataclass(frozen=True)
class Mark:
    """One kind of line that is no body.

    Attributes
    ----------
    role : str
        What it says: ``author``, ``number``, ``lead``, ``replies``, ``date``, ``parent``, ``button``, ``score``,
        ``section`` …
    pattern : str
        Regular expression for the stripped line, matched in full. Named groups become fields of the comment:
        ``author alias date number id parent parent_date parent_number lead replies score claimed``; what
        ``body`` matches is text.
    weight : float
        Log-odds of mark against body for a line that matches.
    place : str
        ``head`` opens or continues a head, ``foot`` follows a body, ``drop`` may stand anywhere,
        ``section`` announces the comments.
    rank : int
        Order within a head or foot: a mark of the same or a lower rank starts the next comment.
    opens : bool
        Whether it can be the first line of a comment.
    joins : tuple of (role, bonus)
        Added when the mark right before, in the same head, has that role.
    column : str, optional
        Where it stands when the dump keeps the two columns apart.
    blanks : tuple of (bool or None, bool or None)
        Whether a blank line is expected before and after it.
    deeper : bool, optional
        Whether the next line is indented further (``True``) or not (``False``).
    followed_by : tuple of str
        The next line must carry one of these roles.
    adjoining, same_indent : bool
        With ``followed_by``: no blank line in between; the same column.
    habit : float
        Counts only in a dump where at least this share of the marks that could follow it do so.
    namelike : bool
        Any short line matches; it is weighed by how much it looks like a name.
    by_indent : bool
        Stands for no words at all, but for a line that begins in another column than the comment before.
    digits, clock, timed : bool
        Lines without a digit, without a time of day, or with neither a time of day nor "ago" and the like, need not
        be tried.
    words, begins : tuple of str
        Lines that hold none of these, or begin with none, need not be tried: the pattern is not even compiled before
        one does.
    limit : int
        Longest line that is looked at.
    """

    role: str
    pattern: str
    weight: float
    place: Place = "head"
    rank: int = 0
    opens: bool = True
    joins: tuple[tuple[str, float], ...] = ()
    column: Column | None = None
    blanks: tuple[bool | None, bool | None] = (None, None)
    deeper: bool | None = None
    followed_by: tuple[str, ...] = ()
    adjoining: bool = False
    same_indent: bool = False
    habit: float = 0.0
    namelike: bool = False
    by_indent: bool = False
    digits: bool = False
    clock: bool = False
    timed: bool = False
    words: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    limit: int = 160

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(self.pattern)

    @cached_property
    def fields(self) -> frozenset[str]:
        """The named groups of the pattern."""
        return frozenset(self.regex.groupindex)

    @property
    def inline(self) -> bool:
        """Whether the body begins on the mark's own line."""
        return "(?P<body>" in self.pattern


def fits(words: str, marks: Iterable[Mark]) -> bool:
    """Whether a stripped line is one of some marks, as far as the line alone tells."""
    return any(len(words) <= mark.limit and mark.regex.fullmatch(words) for mark in marks)


@dataclass(frozen=True)
class Grammar:
    """The marks of one platform's dumps.

    Attributes
    ----------
    name, title, doc : str
        For ``--from``, for a table, and what it keeps and loses.
    marks : tuple of Mark
    nesting : str
        What shows parents: ``marks`` (mentions and back-references), ``indent``, or ``none``.
    unmarked : float
        Log-odds of a body that follows a foot without any head: near 0 where the foot is what parts comments.
    first_unmarked : bool
        The first comment may begin without a head, right behind the section's heading.
    empty : float
        Log-odds of a comment without a body.
    start : float
        Log-odds, before any mark is seen, that a dump of this kind has comments.
    single : bool
        A head is one line: a second mark of the same rank opens the next comment.
    indent_step : int or None
        Columns that a reply moves to the right, where that is fixed.
    addressed : bool
        A comment that opens with ``@NAME`` was written with the button to answer NAME.
    handles : bool
        Names hold no blank: ``_`` in one is its own, whatever an extractor writes for blanks.
    over : tuple of Mark
        Lines that the platform prints below its comments: nothing behind them is one.
    """

    name: str
    title: str
    doc: str
    marks: tuple[Mark, ...]
    nesting: Nesting = "none"
    unmarked: float = -7.0
    first_unmarked: bool = False
    empty: float = -4.0
    start: float = -3.0
    single: bool = False
    indent_step: int | None = None
    addressed: bool = False
    handles: bool = False
    over: tuple[Mark, ...] = ()
    keeps: tuple[str, ...] = ("author", "parent_id")
    site: str | None = None

    @cached_property
    def told(self) -> bool:
        """Whether heads hold more than bare names."""
        return any(mark.opens and not (mark.namelike or mark.by_indent) for mark in self.marks if mark.place == "head")

    @cached_property
    def names_alone(self) -> bool:
        """Whether bare names are all that heads or feet hold."""
        sure = any(mark.place == "foot" and mark.weight >= SURE for mark in self.marks)
        return not (self.told or sure) and any(mark.namelike for mark in self.marks)
