"""What printing added to a text: heads and feet that recur where pages meet are nobody's words, and part no comment."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: So many lines at either edge of a page may be its head or foot.
EDGE: Final = 5
#: A line is one where it stands on this share of the pages.
MOSTLY: Final = 0.5
#: It stands so often in all at most, as a multiple of that.
OFTEN: Final = 1.25
#: So many pages show it, so many without that anything says that these are pages.
FEWEST: Final = 2
UNVOUCHED: Final = 4
#: Pages that are counted are counted in steps of one, as a rule.
STEADY: Final = 0.7
#: A line of this share of the longest goes on below, unless its sentence ends.
FULL: Final = 0.75
LONGEST: Final = 300
#: What counts a page and all of them, at the end of its line or at its beginning; it is no longer than this.
_PARTS: Final = ("/", "／", "of", "von", "de", "di", "van", "sur", "из", "z", "av")
_OF: Final = rf"(\d{{1,4}})\s?(?:{'|'.join(_PARTS)})\s?(\d{{1,4}})"
_LAST: Final = re.compile(rf"(?:^|\s){_OF}$")
_FIRST: Final = re.compile(rf"{_OF}(?:\s|$)")
LONGEST_COUNT: Final = 20
_VOUCHES: Final = re.compile(
    r"\b(?:https?|file)://|\bwww\.|\d:\d\d|\b(?:page|seite|página|pagina|strona|sida|side|страница)\b",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"\d+")
_ENDS: Final = frozenset('.!?…:;"”“»)]。！？')


class Break(NamedTuple):
    """Where pages meet: the first line below, and which page ends there."""

    line: int
    page: int


class _Edge(NamedTuple):
    """A line near the edge of a page: where, on which page, what it says but for its numbers, and these."""

    line: int
    page: int
    key: str
    numbers: tuple[int, ...]


def left_out(text: str, rows: Sequence[str]) -> frozenset[int]:
    """Return the lines that printing added: running heads and feet, and what is blank where a sentence goes on.

    ``rows`` are the lines of ``text``.
    """
    fed = text.count("\f") >= FEWEST
    breaks = _fed(rows) if fed else _counted(rows)
    if len(breaks) < FEWEST:
        return frozenset()
    said = [row.strip() for row in rows]
    drawn = _running(said, breaks, pages=len(breaks) + fed, vouched=fed and len(breaks) >= UNVOUCHED)
    if not drawn and not fed:
        return frozenset()
    return drawn.union(_joined(said, breaks, drawn))


def _fed(rows: Sequence[str]) -> list[Break]:
    """Pages that end in a form feed."""
    at = [line for line, row in enumerate(rows) if "\f" in row]
    return [Break(line, page) for page, line in enumerate(at)]


def _counted(rows: Sequence[str]) -> list[Break]:
    """Pages that a line counts, of so many, one after the other."""
    told: dict[int, list[Break]] = defaultdict(list)
    for line, row in enumerate(rows):
        words = row.strip()
        if not (words[:1].isdigit() or words[-1:].isdigit()):
            continue
        found = _count_in(words)
        if found is None:
            continue
        page, every = int(found[1]), int(found[2])
        if 0 < page <= every and (not told[every] or page > told[every][-1].page):
            told[every].append(Break(line + 1, page))
    return max((steady for steady in map(_steady, told.values())), key=len, default=[])


def _count_in(words: str) -> re.Match[str] | None:
    # Many lines begin or end in a digit, few hold what parts a count: that is quicker to see.
    tail, head = words[-LONGEST_COUNT:], words[:LONGEST_COUNT]
    if not any(part in tail or part in head for part in _PARTS):
        return None
    return _LAST.search(tail) or _FIRST.match(head)


def _steady(breaks: list[Break]) -> list[Break]:
    steps = sum(after.page - before.page == 1 for before, after in pairwise(breaks))
    return breaks if steps >= max(FEWEST, STEADY * (len(breaks) - 1)) else []


def _running(said: Sequence[str], breaks: Sequence[Break], *, pages: int, vouched: bool) -> frozenset[int]:
    """Lines that most pages have at an edge, the same but for a number that counts the pages."""
    often = Counter(said)
    least = max(FEWEST, MOSTLY * pages)
    drawn: set[int] = set()
    for edge in (_heads(said, breaks), _feet(said, breaks)):
        alike: dict[str, list[_Edge]] = defaultdict(list)
        for one in edge:
            alike[one.key].append(one)
        for some in alike.values():
            agreed = _agreed(some) if len(some) >= least else []
            if len({one.page for one in agreed}) >= least and _at_edges(agreed, said, often):
                drawn.update(one.line for one in agreed)
    if not vouched and not any(_VOUCHES.search(said[line]) for line in drawn):
        return frozenset()
    return frozenset(drawn)


def _heads(said: Sequence[str], breaks: Sequence[Break]) -> Iterator[_Edge]:
    first = Break(0, breaks[0].page - 1)
    for place, after in pairwise((*([first] if breaks[0].line else []), *breaks, Break(len(said), 0))):
        yield from _edge(said, range(place.line, after.line), place.page + 1)


def _feet(said: Sequence[str], breaks: Sequence[Break]) -> Iterator[_Edge]:
    last = Break(len(said), breaks[-1].page + 1)
    for before, place in pairwise((Break(0, 0), *breaks, last)):
        yield from _edge(said, range(place.line - 1, before.line - 1, -1), place.page)


def _edge(said: Sequence[str], reach: Iterable[int], page: int) -> Iterator[_Edge]:
    seen = 0
    for line in reach:
        words = said[line]
        if words and seen == EDGE:
            return
        if words:
            seen += 1
        if words and len(words) <= LONGEST:
            numbers = tuple(int(one[-9:]) for one in _NUMBER.findall(words))
            yield _Edge(line, page, " ".join(_NUMBER.sub("9", words).casefold().split()), numbers)


def _agreed(some: Sequence[_Edge]) -> list[_Edge]:
    """Those whose numbers are always the same, or count the pages."""
    for column in range(len(some[0].numbers)):
        same, of_same = Counter(one.numbers[column] for one in some).most_common(1)[0]
        ahead, of_ahead = Counter(one.numbers[column] - one.page for one in some).most_common(1)[0]
        if of_same >= of_ahead:
            some = [one for one in some if one.numbers[column] == same]
        else:
            some = [one for one in some if one.numbers[column] - one.page == ahead]
    return list(some)


def _at_edges(some: Sequence[_Edge], said: Sequence[str], often: Counter[str]) -> bool:
    """Whether a line stands at edges rather than elsewhere, as buttons do."""
    texts = Counter(said[one.line] for one in some)
    return sum(often[text] for text in texts) <= OFTEN * len(some) or len(texts) > len(some) / 2


def _joined(said: Sequence[str], breaks: Sequence[Break], drawn: frozenset[int]) -> Iterator[int]:
    """Blank lines where pages meet, but for one where a paragraph may end."""
    width = max(map(len, said), default=0)
    for place in breaks:
        above = next((line for line in range(place.line - 1, -1, -1) if said[line] and line not in drawn), None)
        below = next((line for line in range(place.line, len(said)) if said[line] and line not in drawn), None)
        if above is None or below is None:
            continue
        blank = [line for line in range(above + 1, below) if not said[line]]
        yield from blank if _goes_on(said[above], said[below], width) else blank[1:]


def _goes_on(above: str, below: str, width: int) -> bool:
    """Whether a sentence goes on from one page to the next."""
    return above[-1] not in _ENDS and (below[0].islower() or len(above) >= FULL * width)
