"""Who answers whom on a mined page: the first sign of structure that separates the comments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .groups import Group
    from .outline import Outline
    from .parts import Region

#: What a mined link is worth, by the sign that it rests on: shares of right links are of this order on pages whose
#: platform is known and was hidden; see the benchmark of the readers.
STATED, NESTED, LEVELLED, QUOTED, WRAPPED = 0.97, 0.95, 0.93, 0.95, 0.85
_LEVEL_CLASS: Final = re.compile(
    r"^(?:.*[-_])?(?:depth|level|lvl|indent|nest(?:ed|ing)?|generation|tier|dsq-depth)[-_]?(\d+)$", re.IGNORECASE
)
_LEVEL_ATTRS: Final = ("data-depth", "data-level", "depth", "aria-level", "indent", "data-indent", "data-nesting-level")
_PARENT_ATTRS: Final = ("data-parent", "data-parent-id", "data-parentid", "parentid", "data-reply-to", "data-in-reply-to",
                        "data-parent-comment-id", "data-replyto")  # fmt: skip
_LEVEL_TEXT: Final = re.compile(r"^\s*level (\d+)\s*$", re.IGNORECASE)
_OFFSET: Final = re.compile(r"(?:margin|padding)-(?:left|inline-start):\s*([\d.]+)\s*(?:px|em|rem|%)?", re.IGNORECASE)
_NESTS: Final = re.compile(r"indent|child|repl(?:y|ies)|nested|sub-?comment|responses?|thread", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(?<![a-z0-9])([a-z0-9]*\d[a-z0-9]{3,})(?![a-z0-9])", re.IGNORECASE)
_QUOTE: Final = re.compile(r"quot|zitat|cita", re.IGNORECASE)
_ANSWERS: Final = re.compile(
    r"repl(?:y|ied|ies)\W*(?:to)?|in reply|parent|antwort auf|respon|en réponse|↑|»", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a mined list before its structure: the page, the group, each comment's elements and ids."""

    page: Outline
    group: Group
    places: list[Region]
    ids: list[str | None]

    @property
    def by_id(self) -> dict[str, int]:
        """Region numbers by id."""
        return {key: number for number, key in enumerate(self.ids) if key}


@dataclass(slots=True)
class Mined:
    """Parents by region number, with how each is known and how sure that is."""

    parents: dict[int, int]
    basis: str
    confidence: float
    sign: str


def structure(seen: Seen) -> Mined | None:
    """Try the signs of structure from the surest to the weakest; ``None`` when the list shows none."""
    for sign in (_stated, _nested, _levels, _quoted, _linked, _wrapped):
        found = sign(seen)
        if found is not None and found.parents:
            return found
    return None


def _stated(seen: Seen) -> Mined | None:
    page, by_id = seen.page, seen.by_id
    parents: dict[int, int] = {}
    for number, region in enumerate(seen.places):
        for at in region.elements[:4]:
            for name in _PARENT_ATTRS:
                value = page.attrs[at].get(name)
                found = by_id.get(re.sub(r"^t1_|^\D*(?=\d+$)", "", value)) if value else None
                if found is not None and found != number:
                    parents.setdefault(number, found)
    return Mined(parents, "explicit", STATED, "attributes that name the parent")


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
    return Mined(parents, "nesting", NESTED, "comments inside comments")


def _levels(seen: Seen) -> Mined | None:
    page = seen.page
    for name, read in (
        ("depth classes", _class_level), ("depth attributes", _attribute_level), ("stated levels", _text_level),
        ("indentation", _offset), ("spacer widths", _spacer),
    ):  # fmt: skip
        levels = [read(page, region) for region in seen.places]
        known = [level for level in levels if level is not None]
        if len(known) >= 0.5 * len(seen.places) and len(set(known)) > 1 and known[0] == min(known):
            floor = min(known)
            return Mined(_by_levels([floor if level is None else level for level in levels]), "nesting", LEVELLED, name)
    return None


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
        if above < 0 or page.total(page.shown, above) > page.total(page.shown, at) + 3:
            break
        out.append(above)
        at = above
    return [*out, *region.elements[1:6]]


def _class_level(page: Outline, region: Region) -> float | None:
    for at in _around(page, region):
        for token in page.classes(at):
            found = _LEVEL_CLASS.match(token)
            if found:
                return float(found.group(1))
    return None


def _attribute_level(page: Outline, region: Region) -> float | None:
    for at in _around(page, region):
        for name in _LEVEL_ATTRS:
            value = page.attrs[at].get(name)
            if value and value.isdigit():
                return float(value)
    return None


def _text_level(page: Outline, region: Region) -> float | None:
    for at in region.elements[:40]:
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


def _spacer(page: Outline, region: Region) -> float | None:
    for at in region.elements[:12]:
        attrs = page.attrs[at]
        if (
            page.tags[at] == "img"
            and (attrs.get("height") or "") in ("1", "0")
            and (attrs.get("width") or "").isdigit()
        ):
            return float(attrs["width"] or 0)
    return None


def _quoted(seen: Seen) -> Mined | None:
    page, by_id = seen.page, seen.by_id
    parents: dict[int, int] = {}
    for number, region in enumerate(seen.places):
        for at in region.elements:
            if page.tags[at] != "blockquote" and not _QUOTE.search(page.attrs[at].get("class") or ""):
                continue
            found = _named(page, range(at, page.ends[at]), by_id, number)
            if found is not None:
                parents.setdefault(number, found)
    return Mined(parents, "explicit", QUOTED, "quotations that link to the comment quoted")


def _named(page: Outline, elements: range, by_id: dict[str, int], number: int) -> int | None:
    for at in elements:
        attrs = page.attrs[at]
        for name in ("href", "cite", "data-source", "data-cid", "data-post", "data-ipsquote-contentcommentid"):
            for found in _NUMBER.finditer(attrs.get(name) or ""):
                other = by_id.get(found.group(1))
                if other is not None and other < number:
                    return other
    return None


def _linked(seen: Seen) -> Mined | None:
    """Links to an earlier comment in a header that says "replied to"."""
    page, by_id = seen.page, seen.by_id
    parents: dict[int, int] = {}
    for number, region in enumerate(seen.places):
        for at in region.elements[:60]:
            href = page.attrs[at].get("href") or ""
            if "#" not in href or not _ANSWERS.search(f"{page.text_of(at, 60)} {page.texts[page.parents[at]]}"):
                continue
            found = re.search(r"#\D*([a-z0-9]*\d+)$", href)
            other = by_id.get(found.group(1)) if found else None
            if other is not None and other < number:
                parents.setdefault(number, other)
    return Mined(parents, "explicit", STATED, "links to the comment answered")


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
    if max(levels) - floor > 60 or levels[0] != floor:
        return None
    return Mined(_by_levels(levels), "nesting", WRAPPED, "wrappers that indent replies")
