"""What is looked at to tell what a line is: the line, its neighbours, what recurs, and what the rules made of it."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from ..grammars.common import ENDS, EVERYWHERE, SECTION
from ..layouts.page import is_rule
from ..text.namelike import NAMELESS, namelike
from ..text.trying import Tries
from .told import TOLD

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

    from ..layouts.page import Page

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

#: The columns, in order; weights that were learned for others are refused.
LETTERS: Final = (
    "length", "words", "digits", "capitals", "sentence", "colon", "small", "capital", "address", "at", "quoted",
    "bracket", "digit", "long", "wordless", "rule", "spoken", "button word", "name", "nameless",
)  # fmt: skip
TIMES: Final = ("time", "whole", "before", "after", "alike", "share", "name before", "membership")
RECURRING: Final = ("key", "key a time", "same", "often", "shape", "steady", "gap", "furniture")
ROLES: Final = ("button", "menu", "section", "end")
PLACES: Final = (
    "bullet", "indent", "column", "shift", "blank above", "blank below", "altered", "time above", "time below",
    "section above", "ends above", "below section", "place", "dialect", "blanks", "times", "rows",
)  # fmt: skip
NAMES: Final = (*LETTERS, *TIMES, *RECURRING, *ROLES, *PLACES, *TOLD)

#: A line of so many characters says something; so long may a name or a line with a button's word be.
LONG: Final = 90
LONGEST_NAME: Final = 60
BUTTONED: Final = 80
#: Lengths at which lines become of another shape.
SIZES: Final = (3, 12, 25, 50, 90)
#: So many lines of one shape have steps between them that can be compared.
FEW: Final = 3
#: Where no line above or below is of a kind, it is this far away.
FAR: Final = 2.0
#: Signs that end a sentence.
SENTENCE: Final = tuple('.!?…。！？”"»')
_SPOKEN: Final = re.compile(
    r"(?i)\b(?:i|you|we|my|your|me|ich|du|sie|wir|je|vous|tu|nous|yo|io|я|вы|ты|не|no|not|is|are|the|und|nicht|est|"
    r"pas|que|ist|de)\b"
)
_BUTTON: Final = re.compile(
    r"(?i)\b(?:repl(?:y|ies)|antwort\w*|répon\w*|respond\w*|respuesta\w*|rispond\w*|ответ\w*|odpowied\w*|svar\w*|quote|"
    r"zitat|citer|permalink|link|report|melden|like|share|edit|vote|up|down|flag|回复|引用)\b"
)
_HEARD: Final = 300


@dataclass(frozen=True, eq=False)
class Rows:
    """The filled lines of a dump as a network sees them.

    Attributes
    ----------
    page : Page
        The lines, with their times.
    values : array of shape (n, len(NAMES))
        One row a filled line.
    alike : tuple of arrays of shape (n,)
        Which lines say the same, are of one shape, state times in one way, stand in one column; -1 where a line has
        no equals of a kind.
    """

    page: Page
    values: Floats
    alike: tuple[Ints, ...]


def rows_of(page: Page, told: Floats) -> Rows:
    """Look at every filled line; ``told`` is what the rules made of them (:func:`~.told.told`)."""
    around = _Around(page)
    values = np.zeros((len(page), len(NAMES)), np.float32)
    for row, places in enumerate(around.places()):
        words = page.words(row)
        values[row, : len(NAMES) - len(TOLD)] = (
            *_letters(words), *around.times(row), *around.recurring(row), *around.roles(row), *places
        )  # fmt: skip
    values[:, len(NAMES) - len(TOLD) :] = told
    shapes = [page.times[row].shape if row in page.times else "" for row in range(len(page))]
    kinds = (page.keys, around.shapes, shapes, [page.lines.indent[line] for line in page.at])
    return Rows(page, values, tuple(_numbered(kind) for kind in kinds))


def _numbered(kinds: Sequence[object]) -> Ints:
    """Number what is equal; -1 for nothing."""
    known: dict[object, int] = {}
    return np.array([-1 if kind == "" else known.setdefault(kind, len(known)) for kind in kinds], dtype=np.int64)


def _log(count: float) -> float:
    return math.log1p(count) / 4


def _letters(words: str) -> tuple[float, ...]:
    """What a line looks like by itself."""
    size, first = len(words), words[0]
    letters = sum(map(str.isalpha, words))
    gaps = words.count(" ") + 1
    return (
        _log(size), _log(gaps), sum(map(str.isdigit, words)) / size, sum(map(str.isupper, words)) / max(1, letters),
        words.endswith(SENTENCE), words[-1] == ":", first.islower(), first.isupper(),
        "http" in words or "www." in words, first == "@", first in '>“"«', first in "[(#", first.isdigit(),
        size >= LONG, not letters, is_rule(words), min(3 * len(_SPOKEN.findall(words[:_HEARD])) / gaps, 2.0),
        size <= BUTTONED and _BUTTON.search(words) is not None,
        _named(words) if size <= LONGEST_NAME else -FAR, NAMELESS.fullmatch(words) is not None,
    )  # fmt: skip


def _named(words: str) -> float:
    return max(-4.0, min(4.0, namelike(words, {}))) / 3


def _shape(words: str, time: str) -> tuple[object, ...]:
    """What lines of one kind share: how long they are, how they begin and end, and how they state a time."""
    size = sum(len(words) >= one for one in SIZES)
    if size == len(SIZES):
        return (size,)
    return size, _sign(words[0]), _sign(words[-1]), time or any(map(str.isdigit, words))


def _sign(sign: str) -> str:
    if sign.isalpha():
        return "A" if sign.isupper() else "a"
    return "9" if sign.isdigit() else sign


class _Around:
    """What a line is among the others of its text."""

    def __init__(self, page: Page) -> None:
        lines = page.lines
        self.lines, self.page = lines, page
        self.same = Counter(page.words(row) for row in range(len(page)))
        self.stated = Counter(found.shape for found in page.times.values())
        self.columns = Counter(lines.indent[line] for line in page.at)
        self.hits = {row: lines.everywhere.get(line, ()) for row, line in enumerate(page.at)}
        self.ends = Tries(enumerate(ENDS))

    @cached_property
    def shapes(self) -> list[tuple[object, ...]]:
        """The shape of each line."""
        times = self.page.times
        return [_shape(self.page.words(row), times[row].shape if row in times else "") for row in range(len(self.page))]

    @cached_property
    def steps(self) -> dict[tuple[object, ...], tuple[int, float, float]]:
        """For each shape how many lines have it, how steadily they follow each other, and in what steps."""
        rows: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
        for row, shape in enumerate(self.shapes):
            rows[shape].append(row)
        return {shape: (len(some), *_steady(some)) for shape, some in rows.items()}

    def times(self, row: int) -> tuple[float, ...]:
        found = self.page.times.get(row)
        joined = row in self.page.joined
        if found is None:
            return (*[0.0] * (len(TIMES) - 1), joined)
        beside = found.before.strip(" -–—|,·:")
        named = _named(beside) if 0 < len(beside) <= LONGEST_NAME else 0.0
        alike = self.stated[found.shape]
        return (
            True, not found.before and not found.after, _log(len(found.before)), _log(len(found.after)), _log(alike),
            alike / len(self.page.times), named, joined,
        )  # fmt: skip

    def recurring(self, row: int) -> tuple[float, ...]:
        key = self.page.keys[row]
        count = self.page.counts[key] if key else 0
        shaped, steady, gap = self.steps[self.shapes[row]]
        return (
            _log(max(0, count - 1)), min(count / max(FEW, len(self.page.times)), 2.0),
            _log(self.same[self.page.words(row)] - 1), count >= FEW, _log(shaped - 1), steady, gap,
            self.page.at[row] in self.lines.furniture,
        )  # fmt: skip

    def roles(self, row: int) -> tuple[float, ...]:
        roles = {"section" if at < len(SECTION) else EVERYWHERE[at].role for at, _ in self.hits[row]}
        button = not roles.isdisjoint(("button", "picture"))
        return button, "menu" in roles, "section" in roles, bool(self.ends.on(self.page.words(row)))

    def places(self) -> Iterator[tuple[float, ...]]:
        """Where each line stands; what is above it counts on from line to line."""
        page, lines = self.page, self.lines
        below = _distances(range(len(page) - 1, -1, -1), page.times)
        above = _distances(range(len(page)), page.times)
        sections = [row for row in range(len(page)) if self.roles(row)[2]]
        since = _distances(range(len(page)), sections)
        whole = (lines.dialect is not None, lines.has_blanks, _log(len(page.times)), _log(len(page)))
        ends, before = 0, -1
        for row, line in enumerate(page.at):
            column = lines.indent[line]
            shift = column - lines.indent[before] if before >= 0 else column
            after = page.at[row + 1] if row + 1 < len(page) else len(lines)
            ends = 0 if row in sections else ends
            ends += self.roles(row)[3] > 0
            yield (
                lines.skip[line] > 0, min(column / 20, 2.0), self.columns[column] / len(page),
                min(max(shift / 8, -2.0), 2.0), min(line - before - 1, 3) / 2, min(after - line - 1, 3) / 2,
                lines.content[line] != page.words(row), above[row], below[row], since[row], min(ends, 3) / 3,
                bool(sections) and row >= sections[0], row / len(page), *whole,
            )  # fmt: skip
            before = line


def _steady(rows: Sequence[int]) -> tuple[float, float]:
    """How steadily lines follow each other (1: in equal steps), and the logarithm of the mean step."""
    if len(rows) < FEW:
        return 0.0, 0.0
    steps = np.diff(rows)
    mean = float(steps.mean())
    return 1 / (1 + float(steps.std()) / mean), _log(mean)


def _distances(rows: range, kind: Collection[int]) -> list[float]:
    """For each line how far back, in the order given, the last line of a kind is that stands before it."""
    out = [FAR] * len(rows)
    wanted, last = frozenset(kind), None
    for row in rows:
        if last is not None:
            out[row] = _log(abs(row - last))
        if row in wanted:
            last = row
    return out
