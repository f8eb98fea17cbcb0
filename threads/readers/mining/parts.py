"""The elements of mined comments: which are of one kind, and which show the date, the words, the id."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final

from ...ages import CLOCK_NEAR, relative
from ...dates import absolute
from .outline import YEARLESS
from .quotations import quotations
from .spans import ends_of, profile

if TYPE_CHECKING:
    from .groups import Group
    from .outline import Outline

_FOR_ROBOTS: Final = frozenset(["nofollow", "noopener", "noreferrer", "external", "ugc"])
_DIGITS: Final = re.compile(r"\d+")
#: The kind of an element that nothing names.
_PLAIN: Final = ".[]"
_ID: Final = re.compile(r"(?:^|[_\-#=:])(?:[a-z]{0,12}[_\-:])*?([a-z0-9]*\d[a-z0-9]*)$", re.IGNORECASE)
_ID_ATTRS: Final = (
    "id", "data-id", "data-comment-id", "data-fullname", "data-content", "data-post-id", "data-pid", "data-postid",
    "data-commentid", "data-cid", "data-mid", "data-message-id", "data-reply-id", "name",
)  # fmt: skip
BODY: Final = re.compile(
    r"content|body|text|message|comment-?(?:copy|entry|txt)|markdown|(?<![a-z])md(?![a-z])", re.IGNORECASE
)
_TITLE: Final = re.compile(r"title|subject|heading|(?<![a-z])(?:h[1-6]|th)\b", re.IGNORECASE)
#: Share of a record's text that the element with its words holds at least, and where its name says that it does.
_LEAST_WORDS: Final = 0.12
_LEAST_NAMED: Final = 0.05
#: Share of the comments that show a date where comments do.
_NEARLY_ALL: Final = 0.8
#: Share of a record's text that a quotation holds at most.
_MOST: Final = 0.9
_CLOCK: Final = re.compile(r"\d[:.h]\d\d")
#: What stands before the day on which somebody became a member, and how much of it is looked at.
JOINED: Final = re.compile(
    r"\b(?:joined|join date|register\w*|registrie\w*|registrat\w*|registrad[oa]|member since|mitglied seit|dabei seit|"
    r"inscri\w+|miembro desde|membro dal|iscritt[oa]|lid sinds|medlem (?:sedan|siden)|dołączył\w*|зарегистрирован\w*|регистрация)\b|注册|註冊|登録|가입",
    re.IGNORECASE,
)
_LABEL: Final = 60
#: What speaks for a kind of element as the date, beside the share of the comments that have it: dates that can be read,
#: and with a time of day; against it, its length, where so many characters undo a whole share (a date shares no line
#: with words).
_READABLE: Final = 0.5
_CLOCKED: Final = 0.15
_LONG: Final = 400
#: So many elements of a kind tell what it shows.
_JUDGED: Final = 20
#: A title with a date for machines is shorter than this.
_SHORT_TITLE: Final = 25
#: What speaks for a kind of element as the words, beside the share of the text in it: no name or date inside, a name
#: that says so, and comments that have it. Most comments must have it, and nearly all of it be free of names and dates.
_CLEAN: Final = 0.7
_NAMED: Final = 0.25
_HAVING: Final = 0.1
_MOST_COMMENTS: Final = 0.7
_NEARLY_CLEAN: Final = 0.8
#: A kind that is clean and holds a third of the text has this much.
_ENOUGH: Final = 1.0
#: Fewer comments than this may say the same; so much of each is compared.
_FEW: Final = 3
_SHOWN_ALIKE: Final = 400
#: Ids that are missing from more comments than this leaves are something else's; so long no id is, and so far in none
#: stands.
_WITH_ID: Final = 0.9
_LONGEST_ID: Final = 80
_ID_WITHIN: Final = 25


@dataclass(frozen=True, slots=True)
class Region:
    """The elements of one comment without those nested in it; ``roots`` are the elements that hold them."""

    at: int
    roots: tuple[int, ...]
    elements: tuple[int, ...]


def regions(page: Outline, group: Group) -> list[Region]:
    """Give each record its own elements, nested records left out; followers up to the next record included."""
    members = set(group.members)
    out = []
    ends = ends_of(page, group.label, group.members) if group.followers else []
    for number, at in enumerate(group.members):
        roots = [at, *_followers(page, at, ends[number])] if ends else [at]
        elements: list[int] = []
        for root in roots:
            one = root
            while one < page.ends[root]:
                if one in members and one != at:
                    one = page.ends[one]
                    continue
                elements.append(one)
                one += 1
        out.append(Region(at, tuple(roots), tuple(elements)))
    return out


def _followers(page: Outline, at: int, stop: int) -> list[int]:
    parent = page.parents[at]
    one, out = page.ends[at], []
    while one < stop:
        if page.parents[one] == parent:
            out.append(one)
        one = page.ends[one]
    return out


def signature(page: Outline, at: int) -> str:
    """Name an element by its tag and classes, digits aside; a classless one by what stands around it as well."""
    attrs = page.attrs[at]
    extra = attrs.get("itemprop") or attrs.get("data-testid")
    kind = _kind(attrs.get("class"), extra, None if extra else attrs.get("rel"))
    own = f"{page.tags[at]}{kind}"
    if kind != _PLAIN:
        return own
    above = page.parents[at]
    return f"{page.tags[above]}{_around(page.attrs[above].get('class'))}>{own}" if above >= 0 else f".>{own}"


# Thousands of elements have the same classes.
@lru_cache(maxsize=4096)
def _kind(names: str | None, extra: str | None, rel: str | None) -> str:
    """Name what classes, an attribute that tells, or else a link's target have in common with others."""
    shown = ".".join(sorted(_DIGITS.sub("#", token) for token in (names or "").split()[:4]))
    # What a link tells robots and browsers says nothing about its target.
    kinds = " ".join(one for one in (rel or "").split() if one not in _FOR_ROBOTS)
    return f".{shown}[{extra or kinds}]"


@lru_cache(maxsize=4096)
def _around(names: str | None) -> str:
    return f".{_DIGITS.sub('#', '.'.join(sorted((names or '').split()[:2])))}"


def by_signature(page: Outline, places: list[Region]) -> dict[str, dict[int, int]]:
    """Map each signature to the first element of that kind in each region (region number to element)."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for number, region in enumerate(places):
        held = _quoted(page, region)
        for at in region.elements:
            # A "Report" link often looks like the link of the name.
            if not page.is_reply(at) and at not in held:
                found[signature(page, at)].setdefault(number, at)
    return found


def _quoted(page: Outline, region: Region) -> set[int]:
    """Return what stands in the quotations of a comment: names and dates of others. What holds nearly all quotes nobody."""
    whole = page.total(page.shown, region.at)
    return {
        one
        for at in quotations(page, region)
        if page.total(page.shown, at) < _MOST * whole
        for one in range(at + 1, page.ends[at])
    }


def dates_of(page: Outline, places: list[Region], known: dict[str, dict[int, int]]) -> dict[int, int]:
    """Find the element that shows the date of each comment: the kind that does so most often, first and shortest."""
    best: tuple[float, str, int] | None = None
    for kind, where in known.items():
        dated = [at for at in where.values() if page.is_date(at) and date_text(page, at) and not _joined(page, at)]
        if not dated:
            continue
        judged = dated[:_JUDGED]
        readable = sum(_readable(date_text(page, at)) for at in judged) / len(judged)
        share = len(dated) / len(places)
        long = sum(len(page.text_of(at, 120)) for at in judged) / len(judged)
        clocked = sum(_CLOCK.search(date_text(page, at) or "") is not None for at in judged) / len(judged)
        score = share + _READABLE * readable + _CLOCKED * clocked - long / _LONG
        if best is None or score > best[0]:
            best = (score, kind, len(dated))
    chosen = {number: at for number, at in known[best[1]].items() if date_text(page, at)} if best is not None else {}
    dates = best[2] if best is not None else 0
    if dates == len(places):
        return chosen
    first = _first_dates(page, places)
    if dates < _NEARLY_ALL * len(places) <= len(first):
        return first
    return first | chosen if chosen else {}


def _first_dates(page: Outline, places: list[Region]) -> dict[int, int]:
    """Find the first element of each comment that shows a date, outside of quotations; beside who writes last of all."""
    found: dict[int, int] = {}
    for number, region in enumerate(places):
        held, beside = _quoted(page, region), profile(page, region)
        shown = (at for at in region.elements if page.is_date(at) and at not in held and not _joined(page, at))
        dated = [at for at in shown if _readable(date_text(page, at))]
        if dated:
            found[number] = next((at for at in dated if at not in beside), dated[0])
    return found


def _joined(page: Outline, at: int) -> bool:
    """Whether a date is called, by the words with it or right before it, the day on which somebody joined."""
    before = page.texts[at - 1] if at and not page.is_date(at - 1) else ""
    return any(JOINED.search(text) for text in (page.texts[at], before) if len(text) < _LABEL)


def date_text(page: Outline, at: int) -> str | None:
    """Return what an element says of its date: a machine's attribute first, else its text."""
    attrs = page.attrs[at]
    for name in ("datetime", "data-time", "data-timestamp", "data-utime", "ts", "content", "title"):
        value = attrs.get(name)
        # A title in words may date the author's account: "304 posts, registered 7 years ago".
        if (
            value
            and _readable(value)
            and (name != "title" or len(value) < _SHORT_TITLE or absolute(value, True) is not None)
        ):
            return value
    return page.text_of(at, 120) or None


def _readable(text: str | None) -> bool:
    if text is None:
        return False
    near = CLOCK_NEAR.search(text) is not None or YEARLESS.search(text) is not None
    return near or absolute(text, True) is not None or relative(text) is not None


def bodies_of(page: Outline, places: list[Region], known: dict[str, dict[int, int]], heads: set[int]) -> dict[int, int]:
    """Find the element with the words: the smallest kind that holds nearly all of them and neither name nor date.

    Where none does so in all comments, those that stand equally deep in the page are looked at by themselves.
    """
    found = _bodies(page, dict(enumerate(places)), known, heads)
    if found:
        return _in_spite_of_marks(page, places, found) | found
    depths = page.depths()
    layouts: dict[int, dict[int, Region]] = defaultdict(dict)
    for number, region in enumerate(places):
        layouts[depths[region.at]][number] = region
    if len(layouts) > 1:
        for own in layouts.values():
            if len(own) > 1:
                found |= _bodies(page, own, known, heads)
    return found


def _in_spite_of_marks(page: Outline, places: list[Region], found: dict[int, int]) -> dict[int, int]:
    """Find the words of the other comments by the class that the known ones share: some are marked by further classes."""
    missing = [number for number in range(len(places)) if number not in found]
    tag = page.tags[next(iter(found.values()))]
    shared = set.intersection(*(set(page.classes(at)) for at in found.values())) if missing else set()
    named = {token for token in shared if BODY.search(token)}
    out = {}
    for number in missing if named else ():
        alike = (at for at in places[number].elements if page.tags[at] == tag and named & set(page.classes(at)))
        if (at := next(alike, None)) is not None:
            out[number] = at
    return out


def _bodies(
    page: Outline, places: dict[int, Region], known: dict[str, dict[int, int]], heads: set[int]
) -> dict[int, int]:
    own = {number: sum(len(page.texts[at]) for at in region.elements) for number, region in places.items()}
    sorted_heads = sorted(heads)
    best: tuple[float, dict[int, int]] | None = None
    for kind, everywhere in known.items():
        where = {number: at for number, at in everywhere.items() if number in places}
        if len(where) < _MOST_COMMENTS * len(places) or _one_text(page, where):
            continue
        held = clean = 0.0
        for number, at in where.items():
            held += min(page.total(page.shown, at) / max(own[number], 1), 1.0)
            clean += bisect_left(sorted_heads, at) == bisect_left(sorted_heads, page.ends[at])
        share, clean = held / len(places), clean / len(where)
        named = BODY.search(kind) is not None
        # Short comments are the smaller part of what stands around them, but then something says what they are.
        if share < (_LEAST_NAMED if named else _LEAST_WORDS) or _TITLE.search(kind):
            continue
        score = share + _CLEAN * clean + _NAMED * named + _HAVING * len(where) / len(places)
        if clean > _NEARLY_CLEAN and (best is None or score > best[0] + 1e-9):
            best = (score, where)
    return best[1] if best is not None and best[0] > _ENOUGH else {}


def _one_text(page: Outline, where: dict[int, int]) -> bool:
    """Whether nearly all comments show the same there: forms and notices below each of them."""
    if len(where) < _FEW:
        return False
    shown = Counter(page.text_of(at, _SHOWN_ALIKE) for at in islice(where.values(), _JUDGED))
    return 2 * shown.most_common(1)[0][1] > min(len(where), _JUDGED)


def ids_of(page: Outline, places: list[Region]) -> list[str | None]:
    """Read ids off the comments' own elements, else off those inside; only where they are all different."""
    for depth in ("own", "inner"):
        for name in _ID_ATTRS:
            found = [_id_at(page, region, name, depth) for region in places]
            known = [one for one in found if one]
            if len(known) >= _WITH_ID * len(places) and len(set(known)) == len(known):
                return found
    return [None] * len(places)


def _id_at(page: Outline, region: Region, name: str, depth: str) -> str | None:
    elements = region.elements[:1] if depth == "own" else region.elements[:_ID_WITHIN]
    for at in elements:
        value = page.attrs[at].get(name)
        found = _ID.search(value) if value and len(value) < _LONGEST_ID else None
        if found:
            return found.group(1)
    return None
