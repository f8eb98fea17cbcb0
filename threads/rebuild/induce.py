"""A grammar for a layout that nobody described: the line shape that recurs between bodies is taken for the head."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..dates import absolute, relative
from .grammar import Grammar, Mark
from .grammars.common import BUTTONS, NAME, SECTION, SHIFT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .lines import Lines

LONGEST: Final = 120
#: A shape must recur this often, in mostly different words, with bodies in between.
FEWEST: Final = 3
DIFFERENT: Final = 0.6
APART: Final = 0.7
_PIECE: Final = re.compile(r"\d+|[^\W\d_]+(?:[ .'’-]+[^\W\d_]+)*\.?|\s+|.")


@dataclass(frozen=True)
class Shape:
    """A line with its words and numbers blanked out, and the lines that have it."""

    skeleton: tuple[str, ...]
    lines: tuple[int, ...]


def skeleton(line: str) -> tuple[str, ...]:
    """Blank out words (``_``) and numbers (``9``); white space becomes one blank, signs stay."""
    return tuple(
        "9" if piece.isdigit() else "_" if piece[0].isalpha() else " " if piece.isspace() else piece
        for piece in _PIECE.findall(line)
    )


def induce(lines: Lines) -> Grammar | None:
    """Find the recurring shape of heads (or trailers) and make a grammar of it; ``None`` where nothing recurs.

    A shape counts when it states a date, or holds a sign beside words; shapes are ranked by how many comments they
    would part.
    """
    shapes = _shapes(lines)
    if not shapes:
        return None
    best = max(shapes, key=lambda shape: (len(shape.lines), len(shape.skeleton), -shape.lines[0]))
    foot = lines.following[best.lines[-1]] >= len(lines)
    mark = _mark([lines.content[at] for at in best.lines], best.skeleton, foot=foot)
    name = Mark("author", rf"(?P<author>{NAME})", 1.5, rank=1, followed_by=("date",), adjoining=True, limit=60)
    extra = (name,) if mark.role == "date" and not foot else ()
    return Grammar(
        name="induced-text",
        title="Layout induced from the text",
        doc="Whatever recurs from comment to comment in this text; its confidence is a score, not a probability.",
        nesting="indent",
        unmarked=0.5 if foot else -7.0,
        first_unmarked=foot,
        marks=(*SECTION, *BUTTONS, *(() if foot else SHIFT), mark, *extra),
    )


def _shapes(lines: Lines) -> list[Shape]:
    found: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, line in enumerate(lines.content):
        if line and len(line) <= LONGEST:
            found[skeleton(line)].append(at)
    return [
        Shape(shape, tuple(at))
        for shape, at in found.items()
        if len(at) >= FEWEST and _telling(shape, [lines.content[one] for one in at]) and _parted(lines, at)
    ]


def _telling(shape: tuple[str, ...], same: Sequence[str]) -> bool:
    """Whether lines of a shape state dates in different words."""
    dated = sum(_states_time(line) for line in same)
    return "9" in shape and len(set(same)) >= DIFFERENT * len(same) and dated >= APART * len(same)


def _states_time(line: str) -> bool:
    return absolute(line, day_first=False) is not None or relative(line[-80:]) is not None


def _parted(lines: Lines, at: Sequence[int]) -> bool:
    """Whether something stands between the lines of a shape, as bodies do."""
    known = set(at)
    apart = sum(lines.following[one] not in known for one in at)
    return apart >= APART * len(at)


def _mark(same: Sequence[str], shape: tuple[str, ...], *, foot: bool) -> Mark:
    """A pattern of the shape, in which the field that differs most, months aside, is the author."""
    values = [_PIECE.findall(line) for line in same]
    distinct = {
        at: len({row[at] for row in values})
        for at, sign in enumerate(shape)
        if sign == "_" and not _calendar([row[at] for row in values])
    }
    author = max(distinct, key=lambda at: (distinct[at], -at), default=None)
    if author is not None and distinct[author] < 2:
        author = None
    numbers = [at for at, sign in enumerate(shape) if sign == "9"]
    first, last = numbers[0], numbers[-1]
    while (
        first > 0 and first - 1 != author and (shape[first - 1] == " " or _calendar([row[first - 1] for row in values]))
    ):
        first -= 1
    while last + 1 < len(shape) and last + 1 != author and shape[last + 1] in (" ", "_"):
        last += 1
    parts = []
    for at, sign in enumerate(shape):
        parts.append("(?P<date>" if at == first else "")
        parts.append(_field(sign, [row[at] for row in values], named=at == author))
        parts.append(")" if at == last else "")
    role = "date" if author is None else "author"
    return Mark(role, "".join(parts), 5.0, place="foot" if foot else "head", rank=2, limit=LONGEST, digits=True)


def _field(sign: str, values: Sequence[str], *, named: bool) -> str:
    if named:
        return rf"(?P<author>{NAME})"
    if sign == "9":
        return r"\d+"
    if sign == " ":
        return r"\s+"
    if sign == "_":
        common, count = Counter(values).most_common(1)[0]
        return re.escape(common) if count == len(values) else r"[^\W\d_][^\d]{0,40}?"
    return re.escape(sign)


def _calendar(values: Sequence[str]) -> bool:
    """Whether a field holds months, weekdays, zones or "ago", not names."""
    dated = sum(
        absolute(f"{value.split()[-1]} 3, 2012", day_first=False) is not None
        or relative(f"3 {value}") is not None
        or value.casefold() in ("am", "pm", "at", "on", "st", "nd", "rd", "th", "t", "z", "utc", "gmt")
        for value in values
        if value.strip()
    )
    return dated >= APART * max(1, len(values))
