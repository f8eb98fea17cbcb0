"""From mined records to drafts: of each its name, its time, its words, as far as their shape shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ...dates import date_start
from ...draft import Draft
from ..htmlkit.flow import flow, shows_pictures
from ..htmlkit.platform import NOISE
from ..htmlkit.trim import trim
from ..htmlkit.values import author_of
from .authors import authors_of
from .framing import framed_lines
from .furniture import furniture
from .naming import shown_name
from .parts import bodies_of, by_signature, date_text, dates_of, signature
from .spans import profiles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...dates import DateReader
    from ...payload import Payload
    from .outline import Outline
    from .parts import Region

_FLOOR: Final = re.compile(r"#\d{1,6}(?:[-.]\d{1,5})*(?!\w)")
_ORDINAL: Final = re.compile(r"\W{0,2}(\d{1,5})(?:\s?[.):]\s*|\s*\n\s*)")
_NO_NAME: Final = re.compile(
    r"^\W*(?:(?:by|von|par|por|posted|written|published|geschrieben|verfasst|erstellt|date|datum|publié|commented|added|on|at|am|um|vom|den|le|el|il|"
    r"em|op|in|since|mo\w*|di\w*|mi\w*|do\w*|fr\w*|sa\w*|so\w*|su\w*|tu\w*|we\w*|th\w*|lun\w*|mar\w*|mer\w*|jeu\w*|ven\w*|sam\w*|dim\w*|"
    r"jue\w*|vie\w*|s[aá]b\w*)\W*)*$",
    re.IGNORECASE,
)
_CONNECTS: Final = re.compile(r"[\s,|–—·•-]+(?:on|at|am|um|vom|le|el|il|em|op)\s*$", re.IGNORECASE)
#: What may stand between the paragraphs of a comment.
_AMONG: Final = frozenset(("ul", "ol", "blockquote", "pre"))
#: Characters of a line with a date that are looked at for a name, and of a name in it.
_LINE: Final = 120
_LONGEST: Final = 40


@dataclass(frozen=True, eq=False)
class Parts:
    """Which elements of the records hold what, by the number of the record.

    ``heads`` are names and dates; ``noise`` are the page's buttons and the frames of the records, as ``mem_id``: no
    words of anybody; ``skip`` are names and dates as well.
    """

    dated: dict[int, int]
    named: dict[int, int]
    bodies: dict[int, int]
    heads: set[int]
    noise: set[int]
    skip: set[int]

    @classmethod
    def of(cls, payload: Payload, page: Outline, places: list[Region]) -> Parts:
        """Tell the parts of the records by what recurs in them."""
        everywhere, beside = by_signature(page, places), profiles(page, places)
        known = _outside(everywhere, beside) if beside else everywhere
        dated = dates_of(page, places, known)
        named = authors_of(page, places, everywhere, dated)
        heads = {*dated.values(), *named.values()}
        bodies = bodies_of(page, places, known, heads)
        noise = {node.mem_id for node in payload.html.css(NOISE)}
        noise |= {page.nodes[at].mem_id for at in (*(root for region in places for root in region.roots), *beside)}
        labels = furniture(page, places, set(bodies.values()))
        return cls(dated, named, bodies, heads, noise, noise | {page.nodes[at].mem_id for at in heads | labels})

    @property
    def found(self) -> str:
        """How many records have each part, for a note."""
        return f"names for {len(self.named)}, dates for {len(self.dated)}, a body element for {len(self.bodies)}"


def _outside(known: dict[str, dict[int, int]], beside: set[int]) -> dict[str, dict[int, int]]:
    """Return the kinds of elements that stand elsewhere than in some."""
    kinds = {kind: {number: at for number, at in where.items() if at not in beside} for kind, where in known.items()}
    return {kind: where for kind, where in kinds.items() if where}


def mined_drafts(
    page: Outline, places: Sequence[Region], ids: Sequence[str | None], parts: Parts, dates: DateReader
) -> list[Draft]:
    """Make a draft of each record; links are open."""
    drafts = []
    lines = None if parts.named else framed_lines(page, places, parts.dated)
    for number, region in enumerate(places):
        created_text = lines[number].when if lines else _shown_date(page, number, parts)
        created, basis = dates.read(created_text)
        name = lines[number].name if lines else _shown_name(page, number, parts, created_text)
        text = trim(_words(page, number, region, parts), name, created_text)
        drafts.append(
            Draft(
                text="" if text in (name, created_text) else text,
                comment_id=ids[number] or f"c{number + 1}",
                author=name,
                created=created,
                created_basis=basis,
                created_text=created_text,
            )
        )
    _leave_out_ordinals(drafts)
    return drafts


def _leave_out_ordinals(drafts: Sequence[Draft]) -> None:
    """Take the numbers off that all comments open with, one after the other."""
    found = [_ORDINAL.match(draft.text) for draft in drafts]
    counted = [int(one[1]) for one in found if one is not None]
    if len(counted) < max(len(drafts), 2) or {b - a for a, b in pairwise(counted)} not in ({1}, {-1}):
        return
    for draft, one in zip(drafts, found, strict=True):
        draft.text = draft.text[one.end() :] if one is not None else draft.text


def _shown_date(page: Outline, number: int, parts: Parts) -> str | None:
    text = date_text(page, parts.dated[number]) if number in parts.dated else None
    return _FLOOR.sub("", text).strip(" -–—|·•,") if text else None


def _shown_name(page: Outline, number: int, parts: Parts, created_text: str | None) -> str | None:
    """The name in the element that holds names, else before the date, or beside it where no element holds any."""
    at, dated = parts.named.get(number), parts.dated.get(number)
    name = shown_name(page, at, dated) if at is not None else name_before_date(created_text)
    if name is None and not parts.named and dated is not None:
        return name_beside_date(page, dated)
    return name


def _words(page: Outline, number: int, region: Region, parts: Parts) -> str:
    """The words of the body, or of the whole record without its head; with it, where nothing else is said or shown."""
    body = parts.bodies.get(number)
    roots = [at for at in region.roots if at == region.at or at not in parts.heads]
    if body is None:
        return _said(page, roots, parts.skip) or _said(page, roots, parts.noise)
    if not page.total(page.shown, body) and shows_pictures(page.nodes[body]):
        return ""
    said = _said(page, _with_paragraphs(page, region, body, parts), parts.skip)
    return said or _said(page, roots, parts.noise)


def _with_paragraphs(page: Outline, region: Region, body: int, parts: Parts) -> list[int]:
    """Return the body, and where it is a paragraph those beside it, with the lists and quotations among them."""
    if page.tags[body] != "p":
        return [body]
    above, kind = page.parents[body], signature(page, body)
    beside = [
        one
        for one in region.elements
        if page.parents[one] == above
        and ((page.tags[one] in _AMONG and not page.attrs[one].get("class")) or signature(page, one) == kind)
        and not parts.heads.intersection(range(one, page.ends[one]))
    ]
    return beside if body in beside else [body]


def _said(page: Outline, elements: Sequence[int], skip: set[int]) -> str:
    return "\n\n".join(text for at in elements if (text := flow(page.nodes[at], skip).text))


def name_beside_date(page: Outline, at: int) -> str | None:
    """Return what stands right before a date in the element that holds both: ``Ann · <span>3 May 2012</span>``."""
    around = page.parents[at]
    line = page.text_of(around, _LINE)
    shown = page.text_of(at, _LINE)
    before, found, rest = line.partition(shown) if shown else ("", "", "")
    return name_before_date(f"{before.strip()} {shown}") if found and before.strip() and not rest.strip() else None


def name_before_date(text: str | None) -> str | None:
    """Return the name that a date line begins with: ``Ann, 3 May 2012``; weekdays and "posted on" are no names."""
    start = date_start(text) if text else None
    if not text or not start:
        return None
    name = author_of(_CONNECTS.sub("", text[:start]).strip(" ,|–—-·•:(@#"))
    return name if name and len(name) <= _LONGEST and not _NO_NAME.match(name) and not name[0].isdigit() else None
