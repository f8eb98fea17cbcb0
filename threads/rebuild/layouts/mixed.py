"""Heads of one layout of which some have words behind their time and others have none."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from ..text.affixes import SIGNS
from ..text.furniture import keys_of
from ..text.wording import ANSWER
from .authors import name_worth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..text.timed import Timed
    from .page import Page

#: What stands behind the time of a head is no longer than this.
LONG: Final = 50
#: Log-odds below which what stands before a time, a preposition with it, is said rather than a name.
SAID: Final = -2.0
#: How sentences end.
SENTENCE: Final = (".", "!", "?", ",", ":")
#: Two kinds of lines that take turns make more runs than this.
RUNS: Final = 3
#: The same words behind so many times are the page's.
RECURS: Final = 3
_ANSWERS: Final = re.compile(rf"(?i){ANSWER}\s")
#: What pages say of a comment behind its time, besides whom it answers.
_ADDED: Final = re.compile(r"(?i)(?:via|edited|updated|bearbeitet|modifié|editado|modificato|изменено)\b")
#: Three numbers between points are a day or the number of a version.
_POINTS: Final = re.compile(r"\d{1,4}\.(\d{1,4})\.\d{1,4}")
MONTHS: Final = 12


def joined_times(page: Page) -> list[list[int]]:
    """Classes that differ by words behind the time alone, as one: some heads say who is answered, or a change."""
    grouped: defaultdict[tuple[str, bool], list[int]] = defaultdict(list)
    again = Counter((found.shape, found.after) for found in page.times.values())
    before = Counter(keys_of([found.before for found in page.times.values() if found.after]))
    for row, found in page.times.items():
        drawn = again[found.shape, found.after] >= RECURS
        if not found.after or _heads(found, again=drawn, told=before[keys_of([found.before])[0]] < RECURS):
            grouped[found.shape, bool(found.before)].append(row)
    return [
        _taking_turns(rows, [bool(page.times[row].after) for row in rows])
        for rows in grouped.values()
        if all(_is_date(page.times[row].time) for row in rows)
    ]


def _taking_turns(rows: Sequence[int], flags: Sequence[bool]) -> list[int]:
    """Lines of two kinds from where both stand among each other; at either end no more of one kind than in between."""
    runs = [list(run) for _, run in groupby(zip(rows, flags, strict=True), key=itemgetter(1))]
    longest = max((len(run) for run in runs[1:-1]), default=0)
    runs = [runs[0][-max(longest, 1) :], *runs[1:-1], runs[-1][: max(longest, 1)]] if len(runs) > RUNS else []
    return [row for run in runs for row, _ in run]


def _heads(found: Timed, *, again: bool, told: bool) -> bool:
    """Whether words on both sides of a time may belong to a head.

    Those behind it may stand there ``again`` and again; those before it need be no name where the page draws them, so
    that nobody is ``told`` there.
    """
    if len(found.after) > LONG:
        return False
    if _ANSWERS.match(found.after) is None and (
        found.after.endswith(SENTENCE) or (found.after[0].isalpha() and not again and _ADDED.match(found.after) is None)
    ):
        return False
    return not found.before or (again and not told) or name_worth(found.before.strip(SIGNS)) > SAID


def _is_date(time: str) -> bool:
    """Whether a time is no number of a version."""
    return (numbers := _POINTS.fullmatch(time)) is None or int(numbers[1]) <= MONTHS
