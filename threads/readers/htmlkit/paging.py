"""Which page of a discussion a saved page is, and of how many: its address, its page links, "page 2 of 5"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from .selectors import possible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selectolax.lexbor import LexborNode

    from ...payload import Payload

#: A page number in an address. Offsets (``start=40``) count comments, and a bare ``/2/`` is a part of the article.
_IN_ADDRESS: Final = re.compile(
    r"(?:comment-page-|[?&;](?:page|paged|cpage|pg|pagenum|pn)=|/page[-/])(\d{1,4})(?!\d)", re.IGNORECASE
)
#: "Page 2 of 5" in the languages that say it in this order.
_IN_WORDS: Final = re.compile(
    r"\b(?:page|seite|página|pagina|strona|side|sida|страница|sayfa)\s+(\d{1,4})\s*"
    r"(?:of|von|de|sur|di|van|z|av|af|из|/)\s*(\d{1,4})\b",
    re.IGNORECASE,
)
_WIDGETS: Final = (
    ".pagination, .pager, .paging, .pagenav, .page-nav, .PageNav, .pageNav, .pageNavLinks, .pages, .pagelinks, .pagelink, "
    ".page-numbers, .wp-pagenavi, .comments-pagination, .comment-pagination, .comment-navigation, .comments-nav, "
    ".navigation-comment, #comment-nav-above, #comment-nav-below, .nav-links, .paginator, .paginate, .ipsPagination, "
    ".pagination_block, [class*=paginat], [class*=Paginat], [data-pagination]"
)
_CURRENT: Final = ".current, .pager-current, .active, .selected, .on, [aria-current], .currentPage, .pageNav-page--current, .is-current, .this"
_NUMBER: Final = re.compile(r"^\W*(\d{1,4})\W*$")
#: No list of page links is longer, in characters.
_LONGEST: Final = 2_000


class Place(NamedTuple):
    """The number of a page, from 1, and the number of pages; ``None`` where the source does not say."""

    number: int | None
    pages: int | None


def page_of(payload: Payload, address: str | None, permalinks: Iterable[str | None] = ()) -> Place:
    """Tell which page of how many this is.

    Page links count where their addresses hold page numbers: the links at the foot of an article to the posts before
    and after it look alike and count nothing. Some platforms count pages from 0 in addresses; the words of the links
    show it.

    Parameters
    ----------
    payload : the page
    address : where it was saved from
    permalinks : addresses of its comments; some name the page on which the comment stands
    """
    shown: list[int] = []
    current: int | None = None
    first = 1
    for widget in _widgets(payload):
        said = _IN_WORDS.search(_words(widget))
        if said is not None:
            return Place(int(said[1]), int(said[2]))
        links = _page_links(widget)
        if links:
            first = 0 if any(label == number + 1 for label, number in links) else first
            shown += [label or number + 1 - first for label, number in links]
            current = current or _current(widget)
    ahead, behind = (_shifted(_number_in(_head_link(payload, way)), first) for way in ("next", "prev"))
    shown += [one for one in (ahead, behind and behind + 1) if one is not None]
    own = {_shifted(one, first) for one in _numbers_in((address, *permalinks))}
    number = current or (own.pop() if len(own) == 1 else None) or (ahead and ahead - 1) or (behind and behind + 1)
    number = number or _gap(shown)
    return Place(number, max([number or 0, *shown]) or None if shown else None)


def pages_text(place: Place) -> str | None:
    """Write the page range as a capture states it: ``2 of 5``, ``one of 5``; ``2`` where nobody says of how many."""
    if place.pages is not None and place.pages > 1:
        return f"{place.number or 'one'} of {place.pages}"
    return str(place.number) if place.number is not None and place.number > 1 else None


def _widgets(payload: Payload) -> Iterator[LexborNode]:
    allowed = possible(_WIDGETS, payload.names)
    for node in payload.html.css(allowed) if allowed else ():
        if len(node.text()) <= _LONGEST:
            yield node


def _words(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split())


def _page_links(widget: LexborNode) -> list[tuple[int | None, int]]:
    """Return what each page link shows, where that is a number, and the number in its address."""
    links = [widget] if widget.tag == "a" else widget.css("a")
    numbers = [(link, _number_in(link.attrs.get("href"))) for link in links]
    return [(_label(link), number) for link, number in numbers if number is not None]


def _label(node: LexborNode) -> int | None:
    found = _NUMBER.match(_words(node))
    return int(found[1]) if found is not None else None


def _current(widget: LexborNode) -> int | None:
    return next((label for node in widget.css(_CURRENT) if (label := _label(node)) is not None), None)


def _gap(shown: list[int]) -> int | None:
    """Return the one page below the highest that has no link: the page itself."""
    missing = set(range(1, max(shown, default=0) + 1)) - set(shown)
    return missing.pop() if len(missing) == 1 else None


def _shifted(number: int | None, first: int) -> int | None:
    return None if number is None else number + 1 - first


def _head_link(payload: Payload, relation: str) -> str | None:
    head = payload.html.head
    node = head.css_first(f'link[rel="{relation}"]') if head is not None else None
    return node.attrs.get("href") if node is not None else None


def _numbers_in(addresses: Iterable[str | None]) -> set[int]:
    """Return the page numbers in addresses; thousands of them often differ in the number at their end only."""
    stems: dict[str, set[str]] = {}
    for address in addresses:
        if address:
            stems.setdefault(address.rstrip("0123456789"), set()).add(address)
    telling = (found for stem, found in stems.items() if _number_in(f"{stem}0") is not None)
    return {number for found in telling for address in found if (number := _number_in(address)) is not None}


def _number_in(address: str | None) -> int | None:
    found = _IN_ADDRESS.search(address) if address else None
    return int(found[1]) if found is not None else None
