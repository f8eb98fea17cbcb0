"""Where the heads of an unknown layout are: the times that recur, and the names that keep their distance from them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from ..dates import absolute
from .grammars.common import BUTTONS, SECTION
from .namelike import NAMELESS, namelike
from .timed import Timed, timed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .lines import Lines

#: So many times make a layout; so large a share of them must differ, and be parted by something said.
FEWEST: Final = 3
DIFFERENT: Final = 0.15
APART: Final = 0.6
#: Share of heads that have the same words in the same place, from which on these words belong to the layout.
USUAL: Final = 0.7
#: Share of heads with which a line must recur to be part of their furniture.
RECURS: Final = 0.5
#: Mean log-odds from which on what stands at a place is taken for names.
NAMED: Final = 0.25
WORST: Final = -3.0
INLINE: Final = 0.8
FARTHER: Final = 0.25
LONGEST_NAME: Final = 50
#: A body of this many characters counts as one comment when layouts are compared: titles in a list are shorter.
SPOKEN: Final = 250
#: What heads without names are worth, against those with names.
NAMELESS_WORTH: Final = 0.4
#: Two times of one head are no farther apart than this many lines.
NEAR: Final = 8
AFFIX: Final = 90
_DIGITS: Final = re.compile(r"\d+")
_LETTER: Final = re.compile(r"[^\W\d_]")
_TRIM: Final = " \t,;:|•·—–-[](){}<>»«“”\"'#/\\~=*+^"
#: When a comment was changed is not when it was written.
_CHANGED: Final = re.compile(
    r"(?i)\W*(?:last |zuletzt |dernière |última )?(?:edit|updat|modifi|bearbeitet|geändert|editado|измен)"
)
_BUTTON: Final = tuple(mark.regex for mark in BUTTONS if mark.role == "button")
_SECTION: Final = tuple(mark.regex for mark in SECTION)


Places = list[tuple[int, int, int] | None]


class _Reading(NamedTuple):
    """A class of times read as heads: what that is worth, their rows, where names stand, and the furniture."""

    worth: float
    rows: list[int]
    authors: Places
    furniture: set[int]


class Head(NamedTuple):
    """One head: its lines (``first`` to ``last``), and where name and time stand (line, begin, end), if they do."""

    first: int
    last: int
    author: tuple[int, int, int] | None
    time: tuple[int, int, int]


@dataclass(frozen=True)
class Layout:
    """The heads of a dump in order, the lines that belong to no body, and whether heads follow their bodies."""

    heads: tuple[Head, ...]
    furniture: frozenset[int]
    foot: bool


@dataclass(frozen=True)
class _Page:
    """A dump's filled lines: their numbers, the same in small letters with numbers blanked out, and their times."""

    lines: Lines
    at: list[int]
    keys: list[str]
    times: dict[int, Timed]

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each line recurs."""
        return Counter(self.keys)

    def words(self, row: int) -> str:
        return self.lines.bare[self.at[row]]

    def __len__(self) -> int:
        return len(self.at)


def find_layout(lines: Lines) -> Layout | None:
    """Find the recurring heads of a dump; ``None`` where no time recurs between bodies."""
    page = _page(lines)
    tried = [_reading(page, rows) for part in _classes(page) for rows in (part, _behind_heading(page, part)) if rows]
    best = max(tried, key=lambda one: one.worth, default=None)
    if best is None:
        return None
    heads = [_head(page, *pair, best.furniture) for pair in zip(best.rows, best.authors, strict=True)]
    heads = _in_order(heads)
    taken = frozenset(page.at[row] for row in best.furniture)
    return Layout(tuple(heads), taken, _at_the_foot(lines, heads, taken)) if len(heads) >= FEWEST else None


def _reading(page: _Page, rows: list[int]) -> _Reading:
    """Read one class of times as the heads of comments, and say what that is worth."""
    furniture = _furniture(page, rows, page.counts)
    named, authors = _authors(page, rows, furniture)
    worth = _spoken(page, rows) * _sorted(page, rows) * (1.0 + 0.1 * named if named else NAMELESS_WORTH)
    return _Reading(worth, rows, authors, furniture)


def _page(lines: Lines) -> _Page:
    at = [line for line, words in enumerate(lines.bare) if words]
    keys = [_DIGITS.sub("9", lines.bare[line]).casefold() if len(lines.bare[line]) <= AFFIX else "" for line in at]
    times = {}
    for row, line in enumerate(at):
        found = timed(lines.bare[line])
        if found is None or _CHANGED.match(found.before):
            continue
        if len(found.before) <= AFFIX and len(found.after) <= AFFIX:
            times[row] = found
    return _Page(lines, at, keys, times)


def _classes(page: _Page) -> list[list[int]]:
    """Lines that state a time in the same way, split where two kinds of them take turns."""
    grouped: defaultdict[tuple[str, bool, bool], list[int]] = defaultdict(list)
    for row, found in page.times.items():
        grouped[found.shape, bool(found.before), bool(found.after)].append(row)
    parts = [part for rows in grouped.values() for part in _turns(page, rows)]
    return [rows for rows in parts if len(rows) >= FEWEST and _varied(page, rows) and _parted(page, rows)]


def _turns(page: _Page, rows: list[int]) -> list[list[int]]:
    """Two times a head: split a class by the neighbour that every second of its lines has."""
    for step in (-1, 1):
        nearby = [page.keys[row + step] if 0 <= row + step < len(page) else "" for row in rows]
        usual, count = Counter(nearby).most_common(1)[0]
        flags = [one == usual for one in nearby]
        changes = sum(a != b for a, b in zip(flags, flags[1:], strict=False))
        if usual and count >= FEWEST and 0.25 < count / len(rows) < 0.75 and changes >= 0.8 * (len(rows) - 1):
            parts = (
                [row for row, flag in zip(rows, flags, strict=True) if flag],
                [row for row, flag in zip(rows, flags, strict=True) if not flag],
            )
            gaps = [following - row for row, following in zip(rows, rows[1:], strict=False)]
            if sum(gap <= NEAR for gap in gaps) >= 0.4 * len(gaps) and _regular(gaps):
                return list(parts)
    return [rows]


def _regular(gaps: Sequence[int]) -> bool:
    """Whether every other gap is short: the way from one time of a head to the other."""
    return min(max(gaps[0::2], default=0), max(gaps[1::2], default=0)) <= NEAR


def _varied(page: _Page, rows: Sequence[int]) -> bool:
    return (
        len({page.words(row) for row in rows}) >= max(2.0, DIFFERENT * len(rows)) or page.times[rows[0]].shape == "ago"
    )


def _parted(page: _Page, rows: Sequence[int]) -> bool:
    return sum(b - a > 1 for a, b in zip(rows, rows[1:], strict=False)) >= APART * (len(rows) - 1)


def _spoken(page: _Page, rows: Sequence[int]) -> float:
    """How much is said between the lines of a class, in comments; words beside the time decide between equals."""
    total = 0.0
    for row, following in zip(rows, [*rows[1:], len(page)], strict=False):
        said = sum(len(page.words(one)) for one in range(row + 1, min(following, row + 12)))
        total += min(1.0, 0.05 + (said / SPOKEN) ** 2)
    return total


def _sorted(page: _Page, rows: Sequence[int]) -> float:
    """Comments stand in the order of their times, or against it; the days on which people joined do not."""
    times = [absolute(page.times[row].time, day_first=True) for row in rows]
    known = [when[0] for when in times if when is not None]
    pairs = [(a > b) - (a < b) for a, b in zip(known, known[1:], strict=False)]
    if not pairs:
        return 1.0
    return 0.5 + 0.5 * max(sum(one <= 0 for one in pairs), sum(one >= 0 for one in pairs)) / len(pairs)


def _behind_heading(page: _Page, rows: list[int]) -> list[int]:
    """The times below the last heading of comments that has enough of them; none where no heading stands between."""
    for row in range(rows[-FEWEST] - 1, rows[0], -1):
        if any(regex.fullmatch(page.words(row)) for regex in _SECTION):
            return [one for one in rows if one > row]
    return []


def _furniture(page: _Page, rows: Sequence[int], counts: Counter[str]) -> set[int]:
    """Buttons, numbers, and short lines that recur with the heads."""
    often = max(FEWEST, RECURS * len(rows))
    region = range(max(0, rows[0] - 12), len(page))
    return {
        row for row in region if row not in page.times and _is_furniture(page.words(row), page.keys[row], counts, often)
    }


def _never_a_name(words: str) -> bool:
    return _LETTER.search(words[:1]) is None or any(regex.fullmatch(words) for regex in _BUTTON)


def _is_furniture(words: str, key: str, counts: Counter[str], often: float) -> bool:
    if len(words) > 60 or NAMELESS.fullmatch(words):
        return False
    if _LETTER.search(words) is None or any(regex.fullmatch(words) for regex in _BUTTON):
        return True
    return bool(key) and counts[key] >= (FEWEST if "9" in key and key[:1] in "#0123456789" else often)


def _authors(page: _Page, rows: list[int], furniture: set[int]) -> tuple[float, Places]:
    """Where names stand: beside the time, or so many lines above or below it; how sure, 0 where there are none."""
    tried: list[tuple[float, float, Places]] = []
    for places, farther in _candidates(page, rows, furniture):
        trimmed = _without_usual_words(page.lines, places)
        worth = _worth(page.lines, trimmed)
        tried.append((worth - farther, worth, trimmed))
    _, worth, best = max(tried, key=lambda one: one[0])
    nobody: Places = [None] * len(rows)
    return (worth, best) if worth >= NAMED else (0.0, nobody)


def _candidates(page: _Page, rows: list[int], furniture: set[int]) -> Iterable[tuple[Places, float]]:
    spans = [(page.at[row], page.times[row], page.words(row)) for row in rows]
    yield [(line, 0, len(time.before)) if time.before else None for line, time, _ in spans], -INLINE
    yield (
        [(line, len(words) - len(time.after), len(words)) if time.after else None for line, time, words in spans],
        -INLINE,
    )
    # Whoever comments often recurs like furniture: skip all of it, or only what cannot be a name.
    strict = {row for row in furniture if _never_a_name(page.words(row))}
    for step in (-1, 1):
        for count in range(1, 4):
            for skipped in (strict, furniture):
                found = [_other(page, row, step, count, skipped) for row in rows]
                yield _whole(page, found), FARTHER * (count + (step > 0))
    for name in _companions(page, rows, furniture):
        for step in (-1, -2, 1):
            found = [_near(page, row, name) for row in rows]
            yield _whole(page, [None if one is None else one + step for one in found]), FARTHER * (abs(step) + 1)


def _whole(page: _Page, rows: Sequence[int | None]) -> Places:
    return [
        (page.at[row], 0, len(page.words(row)))
        if row is not None and 0 <= row < len(page) and row not in page.times
        else None
        for row in rows
    ]


def _other(page: _Page, row: int, step: int, count: int, furniture: set[int]) -> int | None:
    """The ``count``-th line above or below that is neither furniture nor a time."""
    at = row
    for _ in range(12):
        at += step
        if not 0 <= at < len(page):
            return None
        if at not in furniture and at not in page.times:
            count -= 1
            if count == 0:
                return at
    return None


def _companions(page: _Page, rows: Sequence[int], furniture: set[int]) -> list[str]:
    """Furniture that most heads have above their time."""
    near: Counter[str] = Counter()
    for row in rows:
        near.update({page.keys[one] for one in range(max(0, row - 10), row) if one in furniture and page.keys[one]})
    return [key for key, count in near.most_common(3) if count >= USUAL * len(rows)]


def _near(page: _Page, row: int, key: str) -> int | None:
    return next((at for at in range(row - 1, max(-1, row - 11), -1) if page.keys[at] == key), None)


def _without_usual_words(lines: Lines, places: Places) -> Places:
    """Leave out the words that open or close nearly all names: "by", "on", "says:"."""
    texts = [lines.bare[place[0]][place[1] : place[2]].split() for place in places if place is not None]
    first = _usual(texts, lambda words, at: words[at] if at < len(words) - 1 else None)
    last = _usual(texts, lambda words, at: words[-1 - at] if at < len(words) - 1 else None)
    return [None if place is None else _trimmed(lines.bare[place[0]], place, first, last) for place in places]


def _usual(texts: Sequence[list[str]], pick: Callable[[list[str], int], str | None]) -> list[str]:
    out: list[str] = []
    for at in range(4):
        seen = Counter(word for words in texts if (word := pick(words, at)) is not None)
        word, count = seen.most_common(1)[0] if seen else ("", 0)
        if count < USUAL * len(texts) or count < FEWEST:
            break
        out.append(word)
    return out


def _trimmed(words: str, place: tuple[int, int, int], first: list[str], last: list[str]) -> tuple[int, int, int]:
    line, begin, end = place
    for word in first:
        if words[begin:end].lstrip().startswith(word):
            begin = words.index(word, begin) + len(word)
    for word in last:
        if words[begin:end].rstrip().endswith(word):
            end = words.rindex(word, begin, end)
    while begin < end and words[begin] in _TRIM:
        begin += 1
    while end > begin and words[end - 1] in _TRIM:
        end -= 1
    return line, begin, end


def _worth(lines: Lines, places: Places) -> float:
    """Mean log-odds that what stands at a place is a name; what is nowhere else a name is worth nothing."""
    names = [None if place is None else lines.bare[place[0]][place[1] : place[2]] for place in places]
    known = [name for name in names if name]
    commonest, count = Counter(known).most_common(1)[0] if known else ("", 0)
    if count > 0.8 * len(known) and not NAMELESS.fullmatch(commonest):
        return WORST
    total = sum(_name_worth(name) for name in names)
    # Who comments comes back; what is said does not.
    return total / len(names) + (0.5 if len(set(known)) < 0.9 * len(known) else 0.0)


def _name_worth(name: str | None) -> float:
    if not name or len(name) > LONGEST_NAME or "|" in name:
        return WORST
    if NAMELESS.fullmatch(name):
        return 1.0
    return min(1.5, max(WORST, namelike(name, {}) - (":" in name)))


def _head(page: _Page, row: int, author: tuple[int, int, int] | None, furniture: set[int]) -> Head:
    """A head reaches from its name to its time, and over the furniture and times right beside them."""
    line = page.at[row]
    row_of = {page.at[one]: one for one in range(max(0, row - 14), min(len(page), row + 5))}
    named = row_of.get(author[0], row) if author is not None else row
    first, last = min(row, named), max(row, named)
    while first - 1 in page.times and _plain(page.times[first - 1]):
        first -= 1
    while last + 1 < len(page) and (last + 1 in furniture or (last + 1 in page.times and _plain(page.times[last + 1]))):
        last += 1
    begin = page.words(row).index(page.times[row].time)
    return Head(page.at[first], page.at[last], author, (line, begin, begin + len(page.times[row].time)))


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
            head = head._replace(first=max(head.first, out[-1].last + 1))
        out.append(head)
    return out


def _at_the_foot(lines: Lines, heads: Sequence[Head], furniture: frozenset[int]) -> bool:
    """Whether heads stand below their bodies: nothing is said behind the last, or what is said ends right above."""
    if not heads:
        return False
    if not any(lines.content[line] and line not in furniture for line in range(heads[-1].last + 1, len(lines))):
        return True
    above = sum(head.first > 0 and _said(lines, head.first - 1, furniture) for head in heads)
    below = sum(head.last + 1 < len(lines) and _said(lines, head.last + 1, furniture) for head in heads)
    return above - below > 0.5 * len(heads)


def _said(lines: Lines, line: int, furniture: frozenset[int]) -> bool:
    return len(lines.content[line]) > LONGEST_NAME and line not in furniture
