"""Who answers whom on a mined page: the first sign of structure that separates the comments."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from .quotations import quotations, said_by, with_head

if TYPE_CHECKING:
    from .groups import Group
    from .outline import Outline
    from .parts import Region

#: What a mined link is worth, by the sign that it rests on: shares of right links are of this order on pages whose
#: platform is known and was hidden; see the benchmark of the readers.
STATED, NESTED, LEVELLED, QUOTED, WRAPPED, ADDRESSED = 0.97, 0.95, 0.93, 0.95, 0.85, 0.6
_LEVEL_CLASS: Final = re.compile(
    r"^(?:.*[-_])?(?:depth|level|lvl|indent|nest(?:ed|ing)?|generation|tier|dsq-depth)[-_]?(\d+)$", re.IGNORECASE
)
#: Answers may bear their level behind what they are called, and what opens a thread bears none: "reply1", "child-2".
_ANSWER_LEVEL: Final = re.compile(
    r"^(?:.*[-_])?(?:repl(?:y|ies)|child(?:ren)?|answers?|responses?|sub-?comments?)[-_]?(\d{1,2})$", re.IGNORECASE
)
_LEVEL_ATTRS: Final = ("data-depth", "data-level", "depth", "aria-level", "indent", "data-indent", "data-nesting-level")
_PARENT_ATTR: Final = re.compile(
    r"^parent-?id$|^data-(?:\w+-)?(?:parent|reply-?to|in-?reply-?to|replied-?to|answer-?to)"
)
_LEVEL_TEXT: Final = re.compile(r"^\s*level (\d+)\s*$", re.IGNORECASE)
#: Replies that are narrower than what they answer: ``width: 97%``.
_WIDTH: Final = re.compile(r"(?<![-\w])width:\s*(\d{1,3}(?:\.\d+)?)\s*%")
_OFFSET: Final = re.compile(r"(?:margin|padding)-(?:left|inline-start):\s*(\d+(?:\.\d+)?|\.\d+)", re.IGNORECASE)
_NESTS: Final = re.compile(r"indent|child|repl(?:y|ies)|nested|sub-?comment|responses?|thread", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(?<![a-z0-9])([a-z0-9]*\d[a-z0-9]{3,})(?![a-z0-9])", re.IGNORECASE)
_ANSWERS: Final = re.compile(
    r"repl(?:y|ied|ies)\W*(?:to)?|in reply|parent|antwort auf|respon|en réponse|в ответ|ответ на|↑|»|^\s*>>\s*\d",
    re.IGNORECASE,
)
_PARENT: Final = re.compile(r"(?<![a-z])parent|in-?reply|replied|replying", re.IGNORECASE)
#: So many elements of a comment are looked at for a level in words, and for a link to what it answers: heads come
#: first.
_HEAD: Final = 40
_LINKS_WITHIN: Final = 60
#: Words of a link that may say so.
_LINK_WORDS: Final = 60
#: Wrappers nested deeper than this hold the page, not replies.
_DEEPEST: Final = 60
#: An element around a record shows no more than so many signs beside it.
_BESIDE: Final = 3
_TARGET: Final = re.compile(r"(?:#\D*|/|=)([a-z0-9]*\d+)/?$")


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a mined list before its structure: the page, the group, each comment's elements, id, name, words."""

    page: Outline
    group: Group
    places: list[Region]
    ids: list[str | None]
    names: list[str | None]
    words: list[str]

    @property
    def by_id(self) -> dict[str, int]:
        """Region numbers by id, and by the number in it: ``post4077`` is 4077 where others name it."""
        known = [(number, key) for number, key in enumerate(self.ids) if key]
        return {key.lstrip(string.ascii_letters): number for number, key in known} | {
            key: number for number, key in known
        }


@dataclass(frozen=True, slots=True)
class Link:
    """The comment that another answers, by region number, how that is known and how sure it is."""

    parent: int
    basis: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Mined:
    """Links by region number, whether they are a tree's (a comment without one is then a root), and their sign."""

    links: dict[int, Link]
    tree: bool
    sign: str


def structure(seen: Seen) -> Mined | None:
    """Try the signs of structure from the surest to the weakest; ``None`` when the list shows none."""
    for sign in (_stated, _nested, _levels, _quoted, _linked, _wrapped, _named):
        found = sign(seen)
        if found is not None and found.links:
            return found
    return None


def _all(parents: dict[int, int], basis: str, confidence: float, sign: str) -> Mined:
    links = {number: Link(parent, basis, confidence) for number, parent in parents.items()}
    return Mined(links, basis == "nesting", sign)


def _stated(seen: Seen) -> Mined | None:
    page, by_id = seen.page, seen.by_id
    parents: dict[int, int] = {}
    for number, region in enumerate(seen.places):
        for at in region.elements:
            for name, value in page.attrs[at].items():
                if not value or not _states_parent(name):
                    continue
                found = by_id.get(re.sub(r"^t1_|^\D*(?=\d+$)", "", value))
                if found is not None and found != number:
                    parents.setdefault(number, found)
    return _all(parents, "explicit", STATED, "attributes that name the parent")


@lru_cache(maxsize=1024)
def _states_parent(name: str) -> bool:
    return _PARENT_ATTR.match(name) is not None


def _nested(seen: Seen) -> Mined | None:
    page = seen.page
    stack: list[int] = []
    parents: dict[int, int] = {}
    for number, at in enumerate(seen.group.members):
        while stack and page.ends[seen.group.members[stack[-1]]] <= at:
            stack.pop()
        if stack:
            parents[number] = stack[-1]
        stack.append(number)
    return _all(parents, "nesting", NESTED, "comments inside comments")


def _levels(seen: Seen) -> Mined | None:
    page = seen.page
    for name, read in (
        ("depth classes", _class_level), ("depth attributes", _attribute_level), ("stated levels", _text_level),
        ("indentation", _offset), ("spacer widths", _spacer), ("narrowing", _narrowed),
    ):  # fmt: skip
        levels = [read(page, region) for region in seen.places]
        known = [level for level in levels if level is not None]
        if len(known) >= 0.5 * len(seen.places) and len(set(known)) > 1 and known[0] == min(known):
            floor = min(known)
            return _all(_by_levels([floor if level is None else level for level in levels]), "nesting", LEVELLED, name)
    return _answer_levels(seen)


def _answer_levels(seen: Seen) -> Mined | None:
    """Levels that answers alone bear; where they rise by more than one, or tell all answers apart, they are no levels."""
    told = [_class_level(seen.page, region, _ANSWER_LEVEL) for region in seen.places]
    known = [level for level in told if level]
    levels = [level or 0.0 for level in told]
    rising = all(after - before <= 1 for before, after in pairwise(levels))
    if not known or levels[0] or not rising or (len(known) > 1 and len(set(known)) == len(known)):
        return None
    return _all(_by_levels(levels), "nesting", LEVELLED, "levels of answers")


def _by_levels(levels: list[float]) -> dict[int, int]:
    parents: dict[int, int] = {}
    stack: list[int] = []
    for number, level in enumerate(levels):
        while stack and levels[stack[-1]] >= level:
            stack.pop()
        if stack:
            parents[number] = stack[-1]
        stack.append(number)
    return parents


def _around(page: Outline, region: Region) -> list[int]:
    """The record's element, the two around it while they hold nothing else, and the first few inside."""
    out = [region.at]
    at = region.at
    for _ in range(2):
        above = page.parents[at]
        if above < 0 or page.total(page.shown, above) > page.total(page.shown, at) + _BESIDE:
            break
        out.append(above)
        at = above
    return [*out, *region.elements[1:6]]


def _class_level(page: Outline, region: Region, shape: re.Pattern[str] = _LEVEL_CLASS) -> float | None:
    for at in _around(page, region):
        for token in page.classes(at):
            found = shape.match(token)
            if found:
                return float(found.group(1))
    return None


def _attribute_level(page: Outline, region: Region) -> float | None:
    for at in _around(page, region):
        for name in _LEVEL_ATTRS:
            value = page.attrs[at].get(name)
            if value and value.isdecimal():
                return float(value)
    return None


def _text_level(page: Outline, region: Region) -> float | None:
    for at in region.elements[:_HEAD]:
        found = _LEVEL_TEXT.match(page.texts[at]) if page.texts[at] else None
        if found:
            return float(found.group(1))
    return None


def _offset(page: Outline, region: Region) -> float | None:
    for at in _around(page, region):
        found = _OFFSET.search(page.attrs[at].get("style") or "")
        if found:
            return float(found.group(1))
    return None


def _narrowed(page: Outline, region: Region) -> float | None:
    found = _WIDTH.search(page.attrs[region.at].get("style") or "")
    return 100 - float(found.group(1)) if found else None


def _spacer(page: Outline, region: Region) -> float | None:
    for at in region.elements[:12]:
        attrs = page.attrs[at]
        if (
            page.tags[at] == "img"
            and (attrs.get("height") or "") in ("1", "0")
            and (attrs.get("width") or "").isdecimal()
        ):
            return float(attrs["width"] or 0)
    return None


def _quoted(seen: Seen) -> Mined | None:
    """Quotations that link to the comment quoted; on such a page the others, which only name somebody, as well."""
    page, by_id = seen.page, seen.by_id
    links: dict[int, Link] = {}
    for number, region in enumerate(seen.places):
        for at in quotations(page, region):
            found = _source(page, with_head(page, at), by_id, number)
            if found is not None:
                links.setdefault(number, Link(found, "explicit", QUOTED))
    return Mined({**_by_name(seen), **links}, False, "quotations that link to the comment quoted") if links else None


def _named(seen: Seen) -> Mined:
    """Quotations that say whose words they are, but not from which comment."""
    return Mined(_by_name(seen), False, "quotations that name somebody")


def _by_name(seen: Seen) -> dict[int, Link]:
    return {
        number: Link(parent, "quote", QUOTED) if repeated else Link(parent, "mention", ADDRESSED)
        for number, (parent, repeated) in said_by(seen.page, seen.places, seen.names, seen.words).items()
    }


def _source(page: Outline, elements: range, by_id: dict[str, int], number: int) -> int | None:
    for at in elements:
        attrs = page.attrs[at]
        for name in ("href", "cite", "data-source", "data-cid", "data-post", "data-ipsquote-contentcommentid"):
            for found in _NUMBER.finditer(attrs.get(name) or ""):
                other = by_id.get(found[1], by_id.get(found[1].lstrip(string.ascii_letters)))
                if other is not None and other != number:
                    return other
    return None


def _linked(seen: Seen) -> Mined | None:
    """Links to an earlier comment that say so: "replied to" over them, or a class such as "parent"."""
    page, by_id = seen.page, seen.by_id
    parents: dict[int, int] = {}
    for number, region in enumerate(seen.places):
        for at in region.elements[:_LINKS_WITHIN]:
            found = _TARGET.search(page.attrs[at].get("href") or "")
            other = by_id.get(found.group(1)) if found else None
            if other is not None and other < number and _says_parent(page, at):
                parents.setdefault(number, other)
    return _all(parents, "explicit", STATED, "links to the comment answered")


def _says_parent(page: Outline, at: int) -> bool:
    attrs = page.attrs[at]
    named = any(_PARENT.search(attrs.get(name) or "") for name in ("class", "component", "rel", "title", "aria-label"))
    above = page.texts[page.parents[at]] if "#" in (attrs.get("href") or "") else ""
    return named or _ANSWERS.search(f"{page.text_of(at, _LINK_WORDS)} {above}") is not None


def _wrapped(seen: Seen) -> Mined | None:
    """Wrappers that indent what is in them and stand after the comment that is answered."""
    page = seen.page
    levels = []
    for region in seen.places:
        at, level = page.parents[region.at], 0
        while at >= 0:
            level += bool(
                _NESTS.search(page.attrs[at].get("class") or "") or page.tags[at] in ("ul", "ol", "dl", "blockquote")
            )
            at = page.parents[at]
        levels.append(float(level))
    floor = min(levels)
    if max(levels) - floor > _DEEPEST or levels[0] != floor:
        return None
    return _all(_by_levels(levels), "nesting", WRAPPED, "wrappers that indent replies")
