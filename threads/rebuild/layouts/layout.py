"""Where the heads of an unknown layout are: the times that recur, and the names that keep their distance from them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from ...dates import absolute
from ..grammar import fits
from ..grammars.common import ENDS, SECTION
from ..text.headings import heading_below, last_heading
from ..text.namelike import is_unparted
from .around import names_around, said_behind
from .authors import REACH, find_authors
from .counted import counted_times
from .mixed import joined_times
from .page import FEWEST, drawn_rows, page_of
from .untimed import untimed

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ..text.lines import Lines
    from ..text.timed import Timed
    from .authors import Places
    from .page import Page

#: Share of the times that must differ, and share that must be parted by something said.
DIFFERENT: Final = 0.15
#: Of more times than this no more need to differ: a long discussion may be over in a few days.
MANY: Final = 20
APART: Final = 0.6
#: A body of this many characters counts as one comment when layouts are compared: titles in a list are shorter.
SPOKEN: Final = 250
#: A line longer than this is something said.
LONG: Final = 50
UNPARTED: Final = 2
#: What heads without names are worth, against those with names.
NAMELESS_WORTH: Final = 0.4
#: By how much heads that the page counts are worth more: words between heads alone favour classes that miss some.
COUNTED: Final = 3.0
#: Part of what some heads are worth that all are worth at least; share of either with names at one place.
WIDER: Final = 0.5
MOSTLY_NAMED: Final = 0.9
#: Shapes of times that many comments share.
COARSE: Final = ("ago", "a 9", "a '9", "a ’9")
#: So many lines above the first head and below the last are looked at.
FEW: Final = 3
#: Two times of one head are no farther apart than this many lines.
NEAR: Final = 8
#: A line so many lines above a name, with so many characters more, that holds the name belongs to it.
ECHOED: Final = 3
ECHO: Final = 25
#: What a signature may begin with; share of heads that do, from which on they stand below what is said.
_DASH: Final = re.compile(r"[—–―]|--")
SIGNED: Final = 0.7
#: The number of a section: of what it belongs to, and its own.
_SECTION: Final = re.compile(r"(\d{1,2}\.\d{1,2})\.(\d{1,2})")


class _Reading(NamedTuple):
    """A class of times read as heads: what that is worth, their rows, where names stand, and the furniture."""

    worth: float
    rows: list[int]
    authors: Places
    furniture: set[int]


class Head(NamedTuple):
    """One head: its lines (``first`` to ``last``), and where names and time stand (line, begin, end), if they do."""

    first: int
    last: int
    author: tuple[int, int, int] | None
    time: tuple[int, int, int]


@dataclass(frozen=True)
class Layout:
    """The heads of a dump in order, the lines that belong to no body, and where bodies stand.

    They stand below their heads, above them (``foot``), or between the name and the time of one (``around``).
    """

    heads: tuple[Head, ...]
    furniture: frozenset[int]
    foot: bool
    around: bool = False


def find_layout(lines: Lines) -> Layout | None:
    """Find the recurring heads of a dump; ``None`` where no time recurs between bodies."""
    page = page_of(lines)
    best = _best(page)
    if best is None and (named := untimed(page)) is not None:
        page, best = named, _best(named)
    if best is None:
        return None
    best.furniture.update(_echoes(page, best))
    taken = frozenset(page.at[row] for row in best.furniture)
    around = names_around(page, best.rows, best.authors, best.furniture)
    if around is not None and said_behind(page, best.rows, around, best.furniture):
        best, around = best._replace(authors=around), None
    if around is not None:
        heads = _in_order([_spanning(page, *pair) for pair in zip(best.rows, around, strict=True)])
        return Layout(tuple(heads), taken, foot=False, around=True) if len(heads) >= FEWEST else None
    heads = [_head(page, *pair, best.furniture) for pair in zip(best.rows, best.authors, strict=True)]
    heads = _speaking(lines, _in_order(heads), taken)
    return Layout(tuple(heads), taken, _at_the_foot(lines, heads, taken)) if len(heads) >= FEWEST else None


def _best(page: Page) -> _Reading | None:
    """The reading of a page's times that explains most of it."""
    parts = [(1.0, part) for part in _classes(page)] + [(COUNTED, part) for part in counted_times(page)]
    parts += [(COUNTED, part) for part in joined_times(page) if _recurs(page, part)]
    last = last_heading(page.lines)
    tried = [_reading(page, rows, sure) for sure, part in parts for rows in _announced(page, part, last)]
    best = max(tried, key=lambda one: one.worth, default=None)
    wider = [one for one in tried if best is not None and _widens(page, one, best)]
    return max(wider, key=lambda one: one.worth, default=best)


def _widens(page: Page, reading: _Reading, best: _Reading) -> bool:
    """Whether a reading has all heads of the best and others that name somebody at the same place.

    Some heads have a button behind their time that others lack.
    """
    more = set(reading.rows) - set(best.rows)
    if not more or len(more) + len(best.rows) != len(reading.rows) or reading.worth < WIDER * best.worth:
        return False
    usual, count = Counter(_steps(page, best, best.rows)).most_common(1)[0]
    if usual is None or count < MOSTLY_NAMED * len(best.rows):
        return False
    return _steps(page, reading, more).count(usual) >= MOSTLY_NAMED * len(more)


def _steps(page: Page, reading: _Reading, rows: Collection[int]) -> list[int | None]:
    """How far from the time the name stands in each of some heads."""
    pairs = zip(reading.rows, reading.authors, strict=True)
    return [None if place is None else place[0] - page.at[row] for row, place in pairs if row in rows]


def _reading(page: Page, rows: list[int], sure: float = 1.0) -> _Reading:
    """Read one class of times as the heads of comments, and say what that is worth, the more the surer they are."""
    furniture = drawn_rows(page, rows)
    named, authors = find_authors(page, rows, furniture)
    worth = sure * _spoken(page, rows) * _sorted(page, rows) * (1.0 + 0.1 * named if named else NAMELESS_WORTH)
    return _Reading(worth, rows, authors, furniture)


def _echoes(page: Page, reading: _Reading) -> set[int]:
    """Lines right above a name that say it as well: pictures, and links to whoever it is."""
    row_of = {line: row for row, line in enumerate(page.at)}
    out: set[int] = set()
    for place in reading.authors:
        if place is not None:
            name, row = page.lines.bare[place[0]][place[1] : place[2]], row_of[place[0]]
            above = range(max(0, row - ECHOED), row)
            out.update(one for one in above if name in page.words(one) and len(page.words(one)) <= len(name) + ECHO)
    return out - set(reading.rows)


def _classes(page: Page) -> list[list[int]]:
    """Lines that state a time in the same way, split where two kinds of them take turns."""
    grouped: defaultdict[tuple[str, bool, bool], list[int]] = defaultdict(list)
    for row, found in page.times.items():
        grouped[found.shape, bool(found.before), bool(found.after)].append(row)
    parts = [part for rows in grouped.values() for part in (*_turns(page, rows), *_worded(page, rows))]
    return [rows for rows in parts if _recurs(page, rows)]


def _recurs(page: Page, rows: Sequence[int]) -> bool:
    return len(rows) >= FEWEST and _varied(page, rows) and _parted(rows) and not _number_sections(page, rows)


def _number_sections(page: Page, rows: Sequence[int]) -> bool:
    """Whether what reads like days counts the sections of a book: most are the number behind the last, as 3.1.10 is."""
    numbers = [_SECTION.fullmatch(page.times[row].time) for row in rows]
    pairs = [(a.groups(), b.groups()) for a, b in pairwise(numbers) if a is not None and b is not None]
    steps = sum(above == same and int(last) + 1 == int(number) for (above, last), (same, number) in pairs)
    return bool(2 * steps > len(rows))


def _worded(page: Page, rows: list[int]) -> list[list[int]]:
    """A class once more in two parts, if it has both: times between signs alone, and those beside words."""
    words = [row for row in rows if any(sign.isalnum() for sign in page.times[row].before + page.times[row].after)]
    if len(words) in (0, len(rows)):
        return []
    return [words, [row for row in rows if row not in set(words)]]


def _turns(page: Page, rows: list[int]) -> list[list[int]]:
    """Two times a head: split a class by the neighbour that every second of its lines has."""
    for step in (-1, 1):
        nearby = [page.keys[row + step] if 0 <= row + step < len(page) else "" for row in rows]
        usual, count = Counter(nearby).most_common(1)[0]
        flags = [one == usual for one in nearby]
        changes = sum(a != b for a, b in pairwise(flags))
        if usual and count >= FEWEST and 0.25 < count / len(rows) < 0.75 and changes >= 0.8 * (len(rows) - 1):
            parts = (
                [row for row, flag in zip(rows, flags, strict=True) if flag],
                [row for row, flag in zip(rows, flags, strict=True) if not flag],
            )
            gaps = [following - row for row, following in pairwise(rows)]
            if sum(gap <= NEAR for gap in gaps) >= 0.4 * len(gaps) and _regular(gaps) and _one_head(page, rows):
                return list(parts)
    return [rows]


def _regular(gaps: Sequence[int]) -> bool:
    """Whether every other gap is short: the way from one time of a head to the other."""
    return min(max(gaps[0::2], default=0), max(gaps[1::2], default=0)) <= NEAR


def _one_head(page: Page, rows: Sequence[int]) -> bool:
    """Whether nothing is said in every other gap: between the two times of one head."""
    said = [any(len(page.words(row)) > LONG for row in range(a + 1, b)) for a, b in pairwise(rows)]
    return min(sum(said[0::2]) / len(said[0::2]), sum(said[1::2]) / max(1, len(said[1::2]))) < 1.0 - APART


def _varied(page: Page, rows: Sequence[int]) -> bool:
    """Whether times differ as those of comments do; ages and months are the same for many."""
    if page.times[rows[0]].shape in COARSE:
        return True
    return len({page.words(row) for row in rows}) >= max(2.0, DIFFERENT * min(len(rows), MANY))


def _parted(rows: Sequence[int]) -> bool:
    return sum(b - a > 1 for a, b in pairwise(rows)) >= APART * (len(rows) - 1)


def _spoken(page: Page, rows: Sequence[int]) -> float:
    """How much is said between the lines of a class, in comments; words beside the time decide between equals."""
    total = 0.0
    for row, following in zip(rows, [*rows[1:], len(page)], strict=False):
        said = sum(len(page.words(one)) for one in range(row + 1, min(following, row + 12)))
        total += min(1.0, 0.05 + (said / SPOKEN) ** 2)
    return total


def _sorted(page: Page, rows: Sequence[int]) -> float:
    """Comments stand in the order of their times, or against it; the days on which people joined do not."""
    times = [absolute(page.times[row].time, day_first=True) for row in rows]
    known = [when[0] for when in times if when is not None]
    pairs = [(a > b) - (a < b) for a, b in pairwise(known)]
    if not pairs:
        return 1.0
    return 0.5 + 0.5 * max(sum(one <= 0 for one in pairs), sum(one >= 0 for one in pairs)) / len(pairs)


def _announced(page: Page, rows: list[int], last: int | None) -> list[list[int]]:
    """The times as they are and those below a heading of comments; only these where all above is an article's."""
    heading = heading_below(page.lines, page.at[rows[0]], last)
    if heading is None:
        behind = _behind_heading(page, rows)
        return [rows, behind] if behind else [rows]
    below = [row for row in rows if page.at[row] > heading]
    return [below] if len(below) >= FEWEST else []


def _behind_heading(page: Page, rows: list[int]) -> list[int]:
    """The times below the last heading of comments that has enough of them; none where no heading stands between."""
    for row in range(rows[-FEWEST] - 1, rows[0], -1):
        if any(mark.regex.fullmatch(page.words(row)) for mark in SECTION):
            return [one for one in rows if one > row]
    return []


def _head(page: Page, row: int, author: tuple[int, int, int] | None, furniture: set[int]) -> Head:
    """A head reaches from its name to its time, and over the furniture and times right beside them."""
    line = page.at[row]
    row_of = {page.at[one]: one for one in range(max(0, row - REACH - 2), min(len(page), row + REACH + 2))}
    named = row_of.get(author[0], row) if author is not None else row
    first, last = min(row, named), max(row, named)
    while first - 1 in page.times and _plain(page.times[first - 1]):
        first -= 1
    while last + 1 < len(page) and (last + 1 in furniture or (last + 1 in page.times and _plain(page.times[last + 1]))):
        last += 1
    begin = page.words(row).index(page.times[row].time)
    return Head(page.at[first], page.at[last], author, (line, begin, begin + len(page.times[row].time)))


def _spanning(page: Page, row: int, author: tuple[int, int, int] | None) -> Head:
    """A head that reaches from its name over what is said to its time."""
    line, begin = page.at[row], page.words(row).index(page.times[row].time)
    first = line if author is None else min(line, author[0])
    return Head(first, line, author, (line, begin, begin + len(page.times[row].time)))


def _plain(found: Timed) -> bool:
    return len(found.before) <= 2 and len(found.after) <= 2


def _in_order(heads: list[Head]) -> list[Head]:
    """No head may reach into the next."""
    out: list[Head] = []
    for head in heads:
        if out and head.first <= out[-1].last:
            if head.time[0] <= out[-1].last:
                continue
            out[-1] = out[-1]._replace(last=head.first - 1) if head.first > out[-1].time[0] else out[-1]
        first = max(head.first, out[-1].last + 1) if out else head.first
        out.append(head._replace(first=first))
    return out


def _speaking(lines: Lines, heads: list[Head], furniture: frozenset[int]) -> list[Head]:
    """Leave out what stands above the first comment as heads do, with nothing said behind: lists of who takes part."""
    for at, (head, following) in enumerate(pairwise(heads)):
        if any(lines.bare[line] and line not in furniture for line in range(head.last + 1, following.first)):
            return heads[at:]
    return heads


def _at_the_foot(lines: Lines, heads: Sequence[Head], furniture: frozenset[int]) -> bool:
    """Whether heads stand below their bodies: nothing is said behind the last, or what is said ends right above."""
    if not heads:
        return False
    if not any(lines.content[line] and line not in furniture for line in range(heads[-1].last + 1, len(lines))):
        return True
    if sum(_signs_off(lines, head) for head in heads) > SIGNED * len(heads):
        return True
    spoken, going_on = _speaks(lines, heads[0].first, -1, furniture), _goes_on(lines, heads[-1].last, furniture)
    if spoken != going_on:
        # Either something is said above the first time and the page ends below the last, or the other way round.
        return spoken
    above = sum(_said(lines, _beside(lines, head.first, -1), furniture) for head in heads)
    below = sum(_said(lines, _beside(lines, head.last, 1), furniture) for head in heads)
    return above - below > 0.5 * len(heads)


def _signs_off(lines: Lines, head: Head) -> bool:
    """Whether a dash stands before the name, as in signatures, and none behind the time, as in drawn lines."""
    if head.author is None:
        return False
    line, begin, _ = head.author
    return _DASH.fullmatch(lines.bare[line][:begin].strip()) is not None and lines.bare[line][-1] not in "—–-"


def _speaks(lines: Lines, line: int, step: int, furniture: frozenset[int]) -> bool:
    """Whether something is said on one of the next few filled lines, down to a heading of comments."""
    left = FEW
    while left and 0 <= line + step < len(lines):
        line += step
        if lines.bare[line] and fits(lines.bare[line], SECTION):
            return False
        if _said(lines, line, furniture):
            return True
        left -= bool(lines.bare[line]) and line not in furniture
    return False


def _goes_on(lines: Lines, line: int, furniture: frozenset[int]) -> bool:
    """Whether the next filled line, furniture aside, announces no end of the comments."""
    for at in range(line + 1, len(lines)):
        if lines.bare[at] and at not in furniture:
            return not any(mark.regex.fullmatch(lines.bare[at]) for mark in ENDS)
    return False


def _beside(lines: Lines, line: int, step: int) -> int:
    """The line right above or below, what an extractor alone wrote passed over."""
    line += step
    while 0 <= line < len(lines) and lines.content[line] and not lines.bare[line]:
        line += step
    return line


def _said(lines: Lines, line: int, furniture: frozenset[int]) -> bool:
    if not 0 <= line < len(lines) or line in furniture:
        return False
    words = lines.content[line]
    # Where nothing parts words, a sign says as much as several letters.
    return len(words) + UNPARTED * sum(map(is_unparted, words)) > LONG
