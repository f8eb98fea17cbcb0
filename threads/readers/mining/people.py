"""Records that nothing calls comments may be people talking: names that differ, clocks in order, floors, buttons to answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ...ages import relative
from ...dates import absolute
from .authors import BESIDE, MEMBER, NAMED
from .parts import date_text
from .spans import opens_spanning_cell, spans

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from .outline import Outline
    from .sums import Sums

_FLOOR: Final = re.compile(r"^\W{0,3}(\d{1,5})\W{0,2}$")
_CLOCK: Final = re.compile(r"\d[:.h]\d\d")
_LETTER: Final = re.compile(r"[^\W\d_]")
#: What a list says of articles that stand elsewhere.
_MORE: Final = re.compile(
    r"^\W*(?:(?:continue|keep) reading|(?:read|see|learn|view|show|find out) (?:more|full|the)\b.*|more|weiterlesen|mehr(?: lesen)?|"
    r"lire (?:la suite|plus)|en savoir plus|leer más|seguir leyendo|leia mais|saiba mais|leggi (?:tutto|di più)|lees (?:meer|verder)|"
    r"czytaj (?:więcej|dalej)|читать (?:далее|дальше|полностью)|подробнее|læs mere|läs mer|devamı.*|阅读(?:全文|更多)|続きを読む|더 ?보기)\W*$",
    re.IGNORECASE,
)
_WEAK: Final = re.compile(
    r"post(?!er)|thread|message|msg|mensaj|forum|beitrag|topic|answer|antwort|entry|reply", re.IGNORECASE
)
#: Characters and words of a name at most.
_LONGEST: Final = 50
_WORDS: Final = 5
#: Share of the records that show what all of them should, and of those that show what most do.
_NEARLY_ALL: Final = 0.8
_MOST: Final = 0.6
#: Characters of a record outside links, at the median.
_WORDY: Final = 25
#: Words of a sentence at least.
_SENTENCE: Final = 4
#: So many records are looked at, and so many elements of each.
_SAMPLE: Final = 40
_WITHIN: Final = 400
#: What speaks for people, and what is enough: two records show less of an order than more do.
_ORDERED = _NUMBERED = _ANSWERED = _PROFILED = 2
_SPANNING = 3
_CLOCKED = _BACK = _CALLED = _MEMBERS = 1
_ENOUGH: Final = 4


@dataclass(slots=True)
class _Seen:
    """What one record shows: who writes, whether a member's page stands behind the name, when, and small numbers."""

    name: str | None = None
    member: bool = False
    profiled: bool = False
    clocked: bool = False
    times: tuple[datetime, ...] = ()
    floors: frozenset[int] = frozenset()


def by_people(page: Outline, label: str, extents: Sequence[tuple[int, int]], own: Sequence[Sums]) -> bool:
    """Whether records are what several people wrote one after the other, whatever the page calls them."""
    if len(own) < 2 or not _worded(own):
        return False
    seen = [_seen(page, start, end) for start, end in extents[:_SAMPLE]]
    names = [one.name for one in seen if one.name]
    if len(names) < _NEARLY_ALL * len(seen) or len(set(names)) < 2:
        return False
    if 2 * sum(_says(page, start, end) for start, end in extents[:_SAMPLE]) < len(seen):
        return False
    if sum(_leads_on(page, start, end) for start, end in extents[:_SAMPLE]) >= _MOST * len(seen) / 2:
        return False
    return _points(page, label, extents, seen, own) >= _ENOUGH


def _worded(own: Sequence[Sums]) -> bool:
    """Whether nearly all have a date, and most more words than links."""
    dated = sum(one.dates > 0 for one in own) >= _NEARLY_ALL * len(own)
    free = sorted(one.shown - one.in_links for one in own)[len(own) // 2]
    linked = sorted(one.in_links / max(one.shown, 1) for one in own)[len(own) // 2]
    return dated and free >= _WORDY and 2 * linked < 1


def _points(
    page: Outline, label: str, extents: Sequence[tuple[int, int]], seen: Sequence[_Seen], own: Sequence[Sums]
) -> int:
    names = {one.name for one in seen if one.name}
    answered = sum(one.replies > 0 for one in own) >= _MOST * len(own)
    return (
        _ORDERED * (len(seen) > 2 and _ascend(seen))
        + _NUMBERED * _numbered(seen)
        + _ANSWERED * answered
        + _PROFILED * (sum(one.profiled for one in seen) >= _MOST * len(seen))
        + _CLOCKED * (sum(one.clocked for one in seen) >= _NEARLY_ALL * len(seen))
        + _BACK * (len(names) < len(seen) - 1)
        + _CALLED * _called(page, label, extents[0][0])
        + _SPANNING * spans(label)
        + _MEMBERS * (sum(one.member for one in seen) >= _NEARLY_ALL * len(seen))
    )


def _seen(page: Outline, start: int, end: int) -> _Seen:
    out, times, floors = _Seen(), [], set()
    for at in range(start, min(end, start + _WITHIN)):
        if out.name is None or not out.member:
            _take_name(page, at, out)
        called = page.attrs[at].get("class")
        out.profiled = out.profiled or (called is not None and BESIDE.search(called) is not None)
        if page.is_date(at) and (text := date_text(page, at)):
            when = absolute(text, True)
            times += [when[0]] if when else []
            out.clocked = out.clocked or _CLOCK.search(text) is not None or relative(text) is not None
        if (found := _FLOOR.match(page.texts[at])) is not None:
            floors.add(int(found[1]))
    out.times, out.floors = tuple(times), frozenset(floors)
    return out


def _take_name(page: Outline, at: int, out: _Seen) -> None:
    """Take what an element shows that leads to a member, else the first that is called a name."""
    member = page.tags[at] == "a" and MEMBER.search(page.attrs[at].get("href") or "") is not None
    if (member or out.name is None) and (shown := named(page, at)) is not None:
        out.name, out.member = shown, member


def named(page: Outline, at: int) -> str | None:
    """Return the name that an element shows, which leads to a member or is called a name."""
    attrs = page.attrs[at]
    if page.tags[at] != "a" or MEMBER.search(attrs.get("href") or "") is None:
        called = f"{attrs.get('class') or ''} {attrs.get('itemprop') or ''} {attrs.get('rel') or ''}"
        if (not NAMED.search(called) or BESIDE.search(called)) and not opens_spanning_cell(page, at):
            return None
    shown = page.text_of(at, _LONGEST + 1)
    if not 0 < len(shown) <= _LONGEST or len(shown.split()) > _WORDS or not _LETTER.search(shown):
        return None
    return None if page.is_date(at) or page.is_reply(at) else shown


def _ascend(seen: Sequence[_Seen]) -> bool:
    """Whether the first or the last dates of the records go on and on, as answers do and news do not."""
    for end in (0, -1):
        times = [one.times[end] for one in seen if one.times]
        if len(times) >= _NEARLY_ALL * len(seen) and times[0] < times[-1]:
            return sum(a <= b for a, b in pairwise(times)) >= 0.9 * (len(times) - 1)
    return False


def _numbered(seen: Sequence[_Seen]) -> bool:
    """Whether each record shows a number that is one more than the one before."""
    first = seen[0].floors
    return any(all(number + step in one.floors for step, one in enumerate(seen)) for number in first)


def _called(page: Outline, label: str, at: int) -> bool:
    above = page.parents[at]
    around = f"{page.attrs[above].get('class') or ''} {page.attrs[above].get('id') or ''}" if above >= 0 else ""
    return _WEAK.search(label) is not None or _WEAK.search(around) is not None


def _says(page: Outline, start: int, end: int) -> bool:
    """Whether a record holds a sentence outside of links and dates; some scripts set no blanks."""
    return any(
        (len(text.split()) >= _SENTENCE or (not text.isascii() and len(text.strip()) >= 2 * _SENTENCE))
        and not page.linked[at]
        and not page.is_date(at)
        for at in range(start, end)
        if (text := page.texts[at])
    )


def _leads_on(page: Outline, start: int, end: int) -> bool:
    """Whether a record has a link to the rest of what it begins."""
    return any(
        page.linked[at] and _MORE.match(page.texts[at]) is not None for at in range(start, end) if page.texts[at]
    )
