"""Where the names of an unknown layout stand: beside the times of its heads, or so many lines above or below."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ..text.affixes import SIGNS, USUAL, bare_span, said_twice, usual_words
from ..text.namelike import NAMELESS, namelike
from ..text.wording import ANSWER, ARROW
from .page import FEWEST, is_button, never_a_name
from .ranks import RANK, decides

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..text.lines import Lines
    from .page import Page

#: Mean log-odds from which on what stands at a place is taken for names.
NAMED: Final = 0.25
WORST: Final = -3.0
#: What it is worth that the text of a picture says the same.
HERALDED: Final = 0.8
#: What it is worth that all names differ.
DISTINCT: Final = 0.6
#: What standing on the time's own line is worth, and what each line of distance costs.
INLINE: Final = 0.8
FARTHER: Final = 0.25
#: What it costs that nothing but how a line begins tells where names are.
LED: Final = 0.7
LONGEST_NAME: Final = 50
#: What it is worth that the page quotes all of them; so many lines that the page draws may lead to names.
CITED: Final = 1.0
MOST_COMPANIONS: Final = 4
#: How far from its time a name is looked for; how far beyond profiles, which forums print between the two.
REACH: Final = 12
PROFILE: Final = 20
#: "Posts: 27", "Location: over there": a label with its value is no name.
_LABELLED: Final = re.compile(r"([^\W\d_][\w .-]{1,20}):\s+\S")
_HEADING: Final = re.compile(r"(#{1,6})\s")
#: What stands before the place or the device that somebody wrote from.
_WHENCE: Final = re.compile(r"来自|來自|(?:IP\s?)?[属屬]地|[发發]布[于於]|(?:via|from)\s")
_DIGITS: Final = re.compile(r"\d+(?:[.,]\d{3})*")
#: What stands right before a name without a blank: "名前：".
_LABEL: Final = re.compile(r"[^\W\d_]{1,12}[:：]\s*(?=\S)")
#: What parts the columns of a head: "Marlo  |  9 posts  |  2 May 2020"; share of heads with several of them.
_COLUMN: Final = re.compile(r"\s{2,}|\s?[|•·]\s+")
#: What parts a name from where somebody lives: "Marlo, Lowick, Canada".
_PLACE: Final = re.compile(r",\s+(?=[^\W\d_])")
SEVERAL: Final = 0.5
#: Different places for each name, up to which people share them, and what that is worth for the names before them.
SEVERAL_PLACES: Final = 0.9
SHARED: Final = 0.6
#: Several people have so many different names, of so much worth on average.
PEOPLE: Final = 3
WORTH: Final = 0.25
#: What follows the name of whom a picture shows.
_PICTURE: Final = re.compile(r"['’]s (?:profile )?(?:picture|avatar|photo)$")
#: What a board numbers its guests with.
_HASH: Final = re.compile(r"(?i)id:\s?\S+")
_RUNNING: Final = re.compile(r"(?:[+−-]?\d{1,4}\s+(?=#))?[#(\[]?\d{1,5}[.):\]]*\s+(?=\S)")

#: What stands between the name of a comment's author and the name of whom it answers.
ADDRESSING: Final = re.compile(rf"(?i)\s*(?:{ARROW}|>|\b{ANSWER}(?=\s|$)(?: (?:a )?comment (?:from|by)\b)?)\s*")

#: Where a name stands in each head: line, begin and end, or ``None``.
Places = list[tuple[int, int, int] | None]


def find_authors(page: Page, rows: list[int], furniture: set[int]) -> tuple[float, Places]:
    """Where names stand: beside the time, or so many lines above or below it; how sure, 0 where there are none."""
    tried: list[tuple[float, float, Places]] = []
    for places, farther in _candidates(page, rows, furniture):
        trimmed, worth = worth_as_names(page, places)
        tried.append((worth - farther, worth, trimmed))
    first = max(tried, key=lambda one: _choice(page.lines, one))
    lead = [one for one in tried if one[1] >= NAMED and decides(_said_at(page.lines, one[2], first[2]))]
    _, worth, best = max(lead, key=lambda one: _choice(page.lines, one), default=first)
    nobody: Places = [None] * len(rows)
    return (worth, _with_first(page, rows, best)) if worth >= NAMED else (0.0, nobody)


def places_of_names(page: Page, rows: list[int], furniture: set[int]) -> Iterator[Places]:
    """Every way in which names may stand to the times of heads, untrimmed."""
    return (places for places, _ in _candidates(page, rows, furniture))


def worth_as_names(page: Page, places: Places) -> tuple[Places, float]:
    """Leave out the words that are usual there; return what is left and the mean log-odds that it is names."""
    trimmed = _without_usual_words(page.lines, places)
    return trimmed, WORST if _are_buttons(page.lines, trimmed) else _worth(page.lines, trimmed, page.cited)


def _choice(lines: Lines, tried: tuple[float, float, Places]) -> tuple[bool, bool, float]:
    """What makes one place of names better than another."""
    return tried[1] >= NAMED, not _counts(lines, tried[2]), tried[0]


def _said_at(lines: Lines, first: Places, second: Places) -> list[tuple[str, str]]:
    """What stands at two places of each head that has both."""
    return [
        (lines.bare[one[0]][one[1] : one[2]], lines.bare[other[0]][other[1] : other[2]])
        for one, other in zip(first, second, strict=True)
        if one is not None and other is not None
    ]


def _counts(lines: Lines, places: Places) -> bool:
    """Whether what stands at a place differs by its numbers alone: votes do, and guests of a page may."""
    return bool(_numbered(lines, places))


def _are_buttons(lines: Lines, places: Places) -> bool:
    """Whether numbers alone part what stands at a place, and a button is among the words."""
    return any(is_button(word) for word in _numbered(lines, places).split())


def _numbered(lines: Lines, places: Places) -> str:
    """What stands at nearly all places, its numbers blanked out, if these differ; else nothing."""
    names = [lines.bare[place[0]][place[1] : place[2]] for place in places if place is not None]
    keys = Counter(_DIGITS.sub("9", name) for name in names)
    key, count = keys.most_common(1)[0] if keys else ("", 0)
    return key if "9" in key and count >= USUAL * len(names) and len(set(names)) > 1 else ""


def _with_first(page: Page, rows: Sequence[int], places: Places) -> Places:
    """Name the first as far from its time as most of the others are: no button stands above it."""
    if places[0] is not None:
        return places
    row_of = {line: row for row, line in enumerate(page.at)}
    known = [(row, place) for row, place in zip(rows, places, strict=True) if place is not None]
    whole = [row_of[place[0]] - row for row, place in known if place[1:] == (0, len(page.lines.bare[place[0]]))]
    (step, count), *_ = Counter(whole).most_common(1) or [(0, 0)]
    at = rows[0] + step
    if step >= 0 or at < 0 or count < max(FEWEST, USUAL * (len(rows) - 1)) or name_worth(page.words(at)) < NAMED:
        return places
    return [*_whole(page, [at]), *places[1:]]


def _candidates(page: Page, rows: list[int], furniture: set[int]) -> Iterable[tuple[Places, float]]:
    spans = [(page.at[row], page.times[row], page.words(row)) for row in rows]
    beside: Places = [(line, 0, len(time.before)) if time.before else None for line, time, _ in spans]
    yield beside, -INLINE
    after: Places = [
        (line, len(words) - len(time.after), len(words)) if time.after else None for line, time, words in spans
    ]
    parted = (_first_columns(page.lines, one, gap) for one in (beside, after) for gap in (_COLUMN, _PLACE))
    yield from ((first, -INLINE - SHARED * _share_places(page.lines, first)) for first in parted if first is not None)
    if None in beside and any(beside):
        # A long name, or one with a picture, is put on a line of its own.
        above = _whole(page, [_other(page, row, -1, 1, set()) for row in rows])
        yield [place or instead for place, instead in zip(beside, above, strict=True)], -INLINE
    yield after, -INLINE
    for reach in (range(-1, -PROFILE - 1, -1), range(1, REACH + 1)):
        yield _whole(page, [_heralded(page, row, reach) for row in rows]), -HERALDED
    # Whoever comments often recurs like furniture: skip all of it, or only what cannot be a name.
    strict = {row for row in furniture if row in page.heralds or row in page.joined or never_a_name(page.words(row))}
    told = _told(page, rows)
    strict, furniture = strict | told, furniture | told
    for step in (-1, 1):
        for count in range(1, 4):
            for skipped in (strict, furniture):
                found = [_other(page, row, step, count, skipped) for row in rows]
                yield _whole(page, found), FARTHER * (count + (step > 0))
    if (button := _button_above(page, rows)) is not None:
        found = [_near(page, row, button) for row in rows]
        yield _whole(page, [None if one is None else one + 1 for one in found]), FARTHER / 2
    for opening in _openings(page, rows):
        yield _whole(page, [_opened(page, row, before, opening) for before, row in pairwise([-1, *rows])]), LED
    ranked = [_rank_above(page, row, before) for before, row in pairwise([-1, *rows])]
    if sum(one is not None for one in ranked) >= max(FEWEST, USUAL * len(rows)):
        yield _whole(page, [None if one is None else one - 1 for one in ranked]), FARTHER
    for name in companions(page, rows, furniture):
        for step in (-1, -2, -3, 1):
            found = [_near(page, row, name) for row in rows]
            yield _whole(page, [None if one is None else one + step for one in found]), FARTHER * (abs(step) + 1)


def _first_columns(lines: Lines, places: Places, gap: re.Pattern[str]) -> Places | None:
    """The first column with words, where what stands beside most times has several; ``None`` where it has not."""
    parted = [None if place is None else _first_column(lines.bare[place[0]], place, gap) for place in places]
    several = sum(one != place for one, place in zip(parted, places, strict=True))
    return parted if several >= max(FEWEST, SEVERAL * len(places)) else None


def _share_places(lines: Lines, places: Places) -> bool:
    """Whether places stand behind the first columns: the same for several people, or behind names of several words."""
    parted = [(lines.bare[one[0]][slice(*one[1:])], lines.bare[one[0]][one[2] :]) for one in places if one is not None]
    behind = {_PLACE.split(rest)[1] for _, rest in parted if _PLACE.match(rest)}
    names = {name.strip(SIGNS) for name, _ in parted}
    several = sum(" " in name for name in names) >= USUAL * len(names)
    return bool(behind) and (several or len(behind) <= SEVERAL_PLACES * len(names))


def _first_column(words: str, place: tuple[int, int, int], gap: re.Pattern[str]) -> tuple[int, int, int]:
    line, begin, end = place
    for found in gap.finditer(words, begin, end):
        if any(sign.isalpha() for sign in words[begin : found.start()]):
            return line, begin, found.start()
        begin = found.end()
    return line, begin, end


def _told(page: Page, rows: Sequence[int]) -> set[int]:
    """Lines with a label that some heads have and others lack: what members tell of themselves."""
    region = range(max(0, rows[0] - PROFILE), len(page))
    found = {row: label[1] for row in region if (label := _LABELLED.match(page.words(row)))}
    counts = Counter(found.values())
    return {row for row, label in found.items() if counts[label] < USUAL * len(rows)}


def _whole(page: Page, rows: Sequence[int | None]) -> Places:
    return [
        (page.at[row], 0, len(page.words(row)))
        if row is not None and 0 <= row < len(page) and row not in page.times and row not in page.joined
        else None
        for row in rows
    ]


def _other(page: Page, row: int, step: int, count: int, furniture: set[int]) -> int | None:
    """The ``count``-th line above or below that is neither furniture nor a time."""
    at = row
    for _ in range(REACH):
        at += step
        if not 0 <= at < len(page):
            return None
        if at not in furniture and at not in page.times:
            count -= 1
            if count == 0:
                return at
    return None


def _heralded(page: Page, row: int, reach: range) -> int | None:
    """The nearest line that the text of a picture announces."""
    for at in (row + step for step in reach):
        if at in page.times:
            return None
        if at - 1 in page.heralds and at not in page.heralds:
            return at
    return None


def companions(page: Page, rows: Sequence[int], furniture: set[int]) -> list[str]:
    """Furniture that most heads have above their time, the nearest first."""
    near: Counter[str] = Counter()
    for row in rows:
        # The nearest line first: of those that as many heads have, the order decides.
        above = range(row - 1, max(0, row - PROFILE) - 1, -1)
        near.update([*dict.fromkeys(page.keys[one] for one in above if one in furniture and page.keys[one])])
    return [key for key, count in near.most_common(MOST_COMPANIONS) if count >= USUAL * len(rows)]


def _button_above(page: Page, rows: Sequence[int]) -> str | None:
    """The button that closes the comment above most heads: the lowest of those that most have above their time."""
    fewest = USUAL * (len(rows) - 1)
    often = {key for key, count in page.counts.items() if key and count >= fewest}
    near: Counter[str] = Counter()
    for row, before in zip(rows[1:], rows, strict=False):
        above = (one for one in range(row - 1, max(before, row - PROFILE - 1), -1) if page.keys[one] in often)
        near.update([next((page.keys[one] for one in above if is_button(page.words(one))), "")])
    key, count = near.most_common(1)[0] if near else ("", 0)
    return key if key and count >= fewest else None


def _openings(page: Page, rows: Sequence[int]) -> list[str]:
    """How a line above most times begins, once each: "Posted by", the signs of a heading."""
    near: Counter[str] = Counter()
    for before, row in pairwise([-1, *rows]):
        above = Counter(_opening(page, one) for one in range(max(before + 1, row - PROFILE), row))
        near.update(key for key, count in above.items() if key and count == 1)
    return [key for key, count in near.most_common(MOST_COMPANIONS) if count >= max(FEWEST, USUAL * len(rows))]


def _opening(page: Page, row: int) -> str:
    """The signs of a heading or the first word of a short line of several."""
    heading = _HEADING.match(page.lines.content[page.at[row]])
    if heading is not None:
        return heading[1]
    words = page.words(row)
    first, _, rest = words.partition(" ")
    return first.casefold() if rest and len(words) <= LONGEST_NAME else ""


def _opened(page: Page, row: int, before: int, opening: str) -> int | None:
    above = range(row - 1, max(before, row - PROFILE - 1), -1)
    return next((one for one in above if _opening(page, one) == opening), None)


def _rank_above(page: Page, row: int, before: int) -> int | None:
    """The rank that a board gives whoever wrote, in the profile above a time; its name stands above it."""
    above = range(row - 1, max(before, row - PROFILE - 1), -1)
    return next((one for one in above if RANK.fullmatch(page.words(one))), None)


def _near(page: Page, row: int, key: str) -> int | None:
    return next((at for at in range(row - 1, max(-1, row - PROFILE - 1), -1) if page.keys[at] == key), None)


def _without_usual_words(lines: Lines, places: Places) -> Places:
    """Leave out the words that open or close nearly all names: "by", "on", "says:", and running numbers."""
    places = [place and _without_picture(lines, place) for place in places]
    places = _said_once(lines, _without_label(lines, _without_numbers(lines, places)))
    first, last = usual_words([lines.bare[place[0]][place[1] : place[2]].split() for place in places if place])
    return [
        None if place is None else (place[0], *bare_span(lines.bare[place[0]], place[1:], first, last))
        for place in places
    ]


def _said_once(lines: Lines, places: Places) -> Places:
    """Take the first of two where nearly every name stands twice; what is the same in all is none."""
    once = [None if place is None else said_twice(lines.bare[place[0]][place[1] : place[2]]) for place in places]
    known = sum(place is not None for place in places)
    said = [name for name in once if name is not None]
    if len(said) < max(FEWEST, USUAL * known) or Counter(said).most_common(1)[0][1] > USUAL * known:
        return places
    return [
        place if place is None or name is None else (place[0], *_found(lines.bare[place[0]], name, place[1]))
        for place, name in zip(places, once, strict=True)
    ]


def _found(words: str, name: str, begin: int) -> tuple[int, int]:
    at = words.index(name, begin)
    return at, at + len(name)


def _without_numbers(lines: Lines, places: Places) -> Places:
    """Leave out a number before nearly every name."""
    found = [None if one is None else _RUNNING.match(lines.bare[one[0]], one[1], one[2]) for one in places]
    known = sum(one is not None for one in places)
    if sum(one is not None for one in found) < max(FEWEST, USUAL * known):
        return places
    return [
        one if one is None or number is None else (one[0], number.end(), one[2])
        for one, number in zip(places, found, strict=True)
    ]


def _without_picture(lines: Lines, place: tuple[int, int, int]) -> tuple[int, int, int]:
    """Leave out that a picture is somebody's."""
    line, begin, end = place
    owned = _PICTURE.search(lines.bare[line], begin, end)
    return (line, begin, owned.start()) if owned is not None and owned.start() > begin else place


def _without_label(lines: Lines, places: Places) -> Places:
    """Leave out the label that nearly every name follows."""
    found = [None if one is None else _LABEL.match(lines.bare[one[0]], one[1], one[2]) for one in places]
    label, count = Counter(one.group() for one in found if one is not None).most_common(1)[0] if any(found) else ("", 0)
    if count < max(FEWEST, USUAL * sum(one is not None for one in places)):
        return places
    return [
        one if one is None or there is None or there.group() != label else (one[0], there.end(), one[2])
        for one, there in zip(places, found, strict=True)
    ]


def _worth(lines: Lines, places: Places, cited: frozenset[str]) -> float:
    """Mean log-odds that what stands at a place is a name; what is nowhere else a name is worth nothing."""
    # Below the last time of a page whose names stand above what is said nobody is named.
    told = places[:-1] if places[-1] is None and len(places) >= FEWEST else places
    names = [None if place is None else lines.bare[place[0]][place[1] : place[2]] for place in told]
    known = [name for name in names if name]
    commonest, count = Counter(known).most_common(1)[0] if known else ("", 0)
    if count > 0.8 * len(known) and not NAMELESS.fullmatch(commonest):
        return WORST
    total = sum(name_worth(name) for name in names)
    # Who comments comes back after others, what is said does not.
    # Ranks and places, which come back more often, belong to several.
    turns = [name for name, before in zip(known, [None, *known], strict=False) if name != before]
    back = 0.5 if len(set(turns)) < 0.9 * len(turns) else 0.0
    known_apart = DISTINCT * (len(set(known)) - count) / max(1, len(known))
    quoted = CITED * sum(name.casefold() in cited for name in known) / len(names)
    return total / len(names) + back + known_apart + quoted


def are_people(names: Sequence[str]) -> bool:
    """Whether several people are named, not one again and again, as far as their names tell."""
    return len(set(names)) >= PEOPLE and sum(map(name_worth, names)) >= WORTH * len(names)


def name_worth(name: str | None) -> float:
    """Log-odds that words are a name, within bounds."""
    name = ADDRESSING.split(name, maxsplit=1)[0] if name else None
    if not name or len(name) > LONGEST_NAME or "|" in name or len(name) == 1:
        return WORST
    if _LABELLED.match(name) or RANK.fullmatch(name) or _HASH.fullmatch(name) or _WHENCE.match(name):
        return WORST
    if NAMELESS.fullmatch(name):
        return 1.0
    return min(1.5, max(WORST, namelike(name, {}) - (":" in name)))
