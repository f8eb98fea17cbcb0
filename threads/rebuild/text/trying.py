"""Which marks are tried on a line: a pattern runs only where what it needs is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..grammar import Mark
    from ..segmentation.candidate import Hit

_DIGIT: Final = re.compile(r"\d")
#: What an age holds: "ago" and the like, before or behind the count.
_PASSED: Final = re.compile(
    r"ago|now|yesterday|\b(?:[Vv]or|[Hh]ace|[Ii]l y a|[Hh]á)\s|\s(?:fa|geleden|sedan|siden|temu|назад|önce|atrás)\b"
)
_CLOCK: Final = re.compile(r"\d[:.hH时時]\s?\d\d")


class _Try(NamedTuple):
    """A mark to try, with what a line must hold for it; what its first sign and its digits told is not asked again."""

    at: int
    limit: int
    begins: tuple[str, ...]
    words: tuple[str, ...]
    passed: bool
    mark: Mark


class _Choice(NamedTuple):
    """Marks that could stand on a line: where it states a clock, another number, or none; how long it may be."""

    clocked: list[_Try]
    numbered: list[_Try]
    wordy: list[_Try]
    longest: int

    @classmethod
    def of(cls, marks: list[tuple[int, Mark]]) -> _Choice:
        numbered = [(at, mark) for at, mark in marks if not mark.clock]
        wordy = [(at, mark) for at, mark in numbered if not mark.digits]
        return cls(
            [_tried(at, mark, clock=True) for at, mark in marks],
            [_tried(at, mark, clock=False) for at, mark in numbered],
            [_tried(at, mark, clock=False) for at, mark in wordy],
            max((mark.limit for _, mark in marks), default=0),
        )


class Tries:
    """Marks to try on lines, by the sign that a line begins with; each mark with its place in the grammar."""

    def __init__(self, marks: Iterable[tuple[int, Mark]]) -> None:
        self._every = list(marks)
        self._signs = frozenset(one[0] for _, mark in self._every for one in mark.begins)
        # Made when a line first begins so: a grammar knows dozens of signs, and a small text has few.
        self._by_sign: dict[str, _Choice] = {}

    def on(self, words: str) -> list[Hit]:
        """Return the marks that a line could be, whatever stands around it; it is not empty."""
        choice = self._by_sign.get(words[0]) or self._first_seen(words[0])
        length = len(words)
        if length > choice.longest:
            return []
        if _DIGIT.search(words) is None:
            tries = choice.wordy
        else:
            tries = choice.numbered if _CLOCK.search(words) is None else choice.clocked
        return [
            (at, hit)
            for at, limit, begins, needed, passed, mark in tries
            if length <= limit
            and (not begins or words.startswith(begins))
            and (not needed or _holds(words, needed))
            and (not passed or _PASSED.search(words))
            and (hit := mark.regex.fullmatch(words))
        ]

    def _first_seen(self, sign: str) -> _Choice:
        """The marks that a line with this first sign could be: those that may begin so, or with anything."""
        known = sign if sign in self._signs else ""
        if known not in self._by_sign:
            self._by_sign[known] = _Choice.of([one for one in self._every if _may_begin(one[1], known)])
        self._by_sign[sign] = self._by_sign[known]
        return self._by_sign[sign]


def _tried(at: int, mark: Mark, *, clock: bool) -> _Try:
    # A beginning of one sign is known by the line's first.
    begins = () if all(len(one) == 1 for one in mark.begins) else mark.begins
    return _Try(at, mark.limit, begins, mark.words, mark.timed and not clock, mark)


def has_digit(words: str) -> bool:
    """Whether a line holds a digit of any script."""
    return _DIGIT.search(words) is not None


def _may_begin(mark: Mark, sign: str) -> bool:
    return not mark.begins or any(one[0] == sign for one in mark.begins)


def _holds(words: str, some: tuple[str, ...]) -> bool:
    for one in some:  # noqa: SIM110 -- asked of every line: a generator costs more than what it asks
        if one in words:
            return True
    return False
