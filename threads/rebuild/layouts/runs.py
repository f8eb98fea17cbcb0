"""Comments below a heading whose names stand on short lines of their own, without any time: above or below the words.

Letters to an editor are signed below with a name and a town; comment sections print a country, a rank or a trade with
each name. Words are told from names by their shape: what is said ends as sentences do, or is long. Where lines of both
kinds take turns all the way down, and always as many short ones, those name people.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from ..comments.spans import matched
from ..grammar import fits
from ..grammars.common import BUTTONS, ENDS, LETTERS, SECTION
from ..segmentation.segment import BODY, FIRST_MARK, HEADING, Label
from ..text.affixes import USUAL
from ..text.furniture import keys_of
from ..text.timed import timed
from .authors import are_people

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..text.lines import Lines

#: So many comments; share of them whose names stand on as many lines as usual.
FEWEST: Final = 4
STEADY: Final = 0.8
#: Names and what is told with them stand on so many lines at most, none longer.
MOST: Final = 3
LONGEST: Final = 70
#: Share of comments that may state a time there: other layouts do.
TIMED: Final = 0.1
#: What a name may consist of: words, initials, signs between them.
_PARTED: Final = re.compile(r"\s?[,(|·•–—]|\s-\s|\s(?=\()")
_OPENED: Final = re.compile(r"[(–—-]\s?(?=\w)")
_SENTENCE: Final = re.compile(r".*[.!?…。！？:;,][\"'”’»)\]]?")
#: What a page draws beside comments, as far as its words tell.
_DRAWN: Final = tuple(mark for mark in BUTTONS if mark.role in ("button", "menu", "picture"))


class Signed(NamedTuple):
    """One comment: the lines of its name, where in them the name stands, and the lines of its words."""

    head: tuple[int, ...]
    author: tuple[int, int, int]
    said: tuple[int, ...]


class Run(NamedTuple):
    """Comments whose names stand apart, the heading above them, and whether names stand below the words."""

    heading: int
    comments: tuple[Signed, ...]
    below: bool
    drawn: frozenset[int]


def find_run(lines: Lines) -> Run | None:
    """Return the comments below the last heading that has such; ``None`` where there are none."""
    for heading in reversed([line for line, words in enumerate(lines.bare) if words and _is_heading(words)]):
        if (found := _below(lines, heading)) is not None:
            return found
    return None


def run_labels(lines: Lines, run: Run, head: int, drawn: int) -> Iterator[Label]:
    """Label the lines; ``head`` and ``drawn`` are the positions of the marks for names and for what a page draws."""
    yield Label(run.heading, HEADING, False, None)
    last = max(max(one.head + one.said) for one in run.comments)
    owner = {line: (at, line in one.said) for at, one in enumerate(run.comments) for line in one.head + one.said}
    reached = -1
    for line in range(run.heading + 1, last + 1):
        if not lines.content[line]:
            continue
        if line not in owner:
            yield Label(line, FIRST_MARK + drawn if reached >= 0 else HEADING, False, None)
            continue
        at, said = owner[line]
        name = run.comments[at].author
        match = matched(lines.bare[line], author=name[1:]) if name[0] == line else None
        yield Label(line, BODY if said else FIRST_MARK + head, at != reached, match)
        reached = at


def _is_heading(words: str) -> bool:
    return len(words) <= LONGEST and fits(words, (*SECTION, *LETTERS))


def _below(lines: Lines, heading: int) -> Run | None:
    """The comments below a heading, if lines of names and of words take turns there."""
    end = next(
        (at for at in range(heading + 1, len(lines)) if lines.bare[at] and fits(lines.bare[at], ENDS)), len(lines)
    )
    filled = [at for at in range(heading + 1, end) if lines.bare[at]]
    drawn = _drawn(lines, filled)
    groups = _groups(lines, [at for at in filled if at not in drawn])
    names = [group for spoken, group in groups if not spoken]
    if len(names) < FEWEST:
        return None
    size, count = Counter(len(group) for group in names).most_common(1)[0]
    if size > MOST or count < STEADY * len(names):
        return None
    below = groups[0][0]
    pairs = list(_pairs(groups, size, below=below))
    if len(pairs) < FEWEST:
        return None
    if sum(any(timed(lines.bare[at]) for at in head) for head, _ in pairs) > TIMED * len(pairs):
        return None
    comments = _named(lines, pairs, size)
    return None if comments is None else Run(heading, tuple(comments), below, drawn)


def _drawn(lines: Lines, filled: Sequence[int]) -> frozenset[int]:
    """Buttons, and lines that most comments have: there are no more comments than words that end a sentence."""
    keys = keys_of([lines.bare[at] for at in filled])
    counts = Counter(key for key in keys if key)
    spoken = sum(_speaks(lines.bare[at]) for at in filled)
    often = {key for key, count in counts.items() if count >= max(FEWEST, USUAL * spoken)}
    return frozenset(at for at, key in zip(filled, keys, strict=True) if key in often or fits(lines.bare[at], _DRAWN))


def _speaks(words: str) -> bool:
    """Whether a line is said, by its shape."""
    return len(words) > LONGEST or (_SENTENCE.fullmatch(words) is not None and not words.startswith("("))


def _groups(lines: Lines, filled: Sequence[int]) -> list[tuple[bool, list[int]]]:
    """Lines in order, in groups of what is said and what is not."""
    out: list[tuple[bool, list[int]]] = []
    for at in filled:
        spoken = _speaks(lines.bare[at])
        if out and out[-1][0] == spoken:
            out[-1][1].append(at)
        else:
            out.append((spoken, [at]))
    return out


def _pairs(
    groups: Sequence[tuple[bool, list[int]]], size: int, *, below: bool
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The lines of each comment's name and of its words; what is short beside longer words may be said as well."""
    steps = groups if below else groups[next(at for at, group in enumerate(groups) if not group[0]) :]
    for first, second in zip(steps[::2], steps[1::2], strict=False):
        (_, said), (_, short) = (first, second) if below else (second, first)
        head, rest = (short[-size:], short[:-size]) if below else (short[:size], short[size:])
        yield tuple(head), tuple([*said, *rest] if below else [*rest, *said])


def _named(lines: Lines, pairs: Sequence[tuple[tuple[int, ...], tuple[int, ...]]], size: int) -> list[Signed] | None:
    """Whose each comment is: the line that says more different things, up to what parts a place from a name."""
    whole = [head for head, _ in pairs if len(head) == size]
    told = [len({lines.bare[head[at]] for head in whole}) for at in range(size)]
    which = max(range(size), key=lambda at: (told[at], -at))
    places = [_place(lines, head[min(which, len(head) - 1)]) for head, _ in pairs]
    parted = sum(end < len(lines.bare[line]) for line, _, end in places) >= USUAL * len(places)
    if not parted:
        places = [(line, 0, len(lines.bare[line])) for line, _, _ in places]
    names = [lines.bare[line][begin:end] for line, begin, end in places]
    if (size == 1 and not parted) or not are_people(names):
        return None
    return [Signed(head, place, said) for (head, said), place in zip(pairs, places, strict=True)]


def _place(lines: Lines, line: int) -> tuple[int, int, int]:
    """Where a name stands on a line that may say a place or a trade behind it, all of it perhaps in brackets."""
    words = lines.bare[line]
    opened = _OPENED.match(words)
    begin = opened.end() if opened is not None else 0
    parted = _PARTED.search(words, begin + 1)
    return line, begin, parted.start() if parted is not None else len(words)
