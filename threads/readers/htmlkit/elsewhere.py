"""Comments on other pages, shown in boxes of the newest in the full markup of comments: their own links give them away."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from ...model import Note

if TYPE_CHECKING:
    from .page import Page
    from .records import Record

_HOST: Final = re.compile(r"^(?:https?:)?//[^/]*")
_WORD: Final = re.compile(r"\w+")
_PAGE: Final = re.compile(r"/(?:comment-)?page[-/]?\d+/?$")


def leave_out_elsewhere(page: Page, address: str | None) -> None:
    """Drop the comments whose permalinks lead to other pages: lists that mix pages, and what the page's own differ from.

    Only links whose fragment is the comment's own id are looked at. ``address`` is the page's own, as far as known.
    Forums, whose links take many shapes, show no such boxes.
    """
    if page.platform.flat:
        return
    links = {
        record: link
        for record in page.records
        if (link := record.values.get("permalink")) and _is_own(link, record.comment_id)
    }
    places = _places(links)
    if len(set(places.values())) < 2:
        return
    own = None if address is None else _path(address)
    listed = _in_mixed_lists(places) if own not in places.values() else set()
    home = own if own in places.values() else _prevailing(Counter(places[one] for one in places if one not in listed))
    strangers = listed | {record for record, place in places.items() if place != home}
    page.records = [record for record in page.records if record not in strangers]
    for number, record in enumerate(page.records):
        record.at = number
        if record.parent in strangers:
            record.parent = record.basis = None
    page.notes.append(Note("not-a-comment", f"{len(strangers)} comments on other pages were left out."))


def _is_own(link: str, comment_id: str | None) -> bool:
    _, sign, fragment = link.partition("#")
    return bool(sign and comment_id) and fragment.endswith(str(comment_id))


def _places(links: dict[Record, str]) -> dict[Record, str]:
    """Return the path that each link leads to; without the comment's own number where that makes more of them alike."""
    addresses = {record: link.partition("#")[0] for record, link in links.items()}
    paths = {address: _path(address) for address in set(addresses.values())}
    plain = {record: paths[address] for record, address in addresses.items()}
    if len(set(plain.values())) < 2:
        return plain
    bare = {record: _without(str(record.comment_id), path) for record, path in plain.items()}
    return min(plain, bare, key=lambda places: len(set(places.values())))


def _without(comment_id: str, path: str) -> str:
    """Cut an id out of a path wherever it stands as a word of its own."""
    if comment_id not in path:
        return path
    if _WORD.fullmatch(comment_id):
        # One pattern for all comments: to compile one for each costs more than all else.
        return _WORD.sub(lambda word: "" if word[0] == comment_id else word[0], path)
    return re.sub(rf"(?<!\w){re.escape(comment_id)}(?!\w)", "", path)


def _path(link: str) -> str:
    path = _HOST.sub("", link.partition("#")[0]).partition("?")[0]
    return _PAGE.sub("/", path).rstrip("/")


def _in_mixed_lists(places: dict[Record, str]) -> set[Record]:
    """Return the comments of lists that lead to several pages: no list of one page's comments does."""
    lists: dict[int, list[Record]] = {}
    for record in places:
        root = record
        while root.above is not None:
            root = root.above
        box = root.node.parent
        lists.setdefault(box.mem_id if box is not None else 0, []).append(record)
    mixed = [members for members in lists.values() if len({places[one] for one in members}) > 1]
    return {record for members in mixed for record in members}


def _prevailing(places: Counter[str]) -> str | None:
    """Return the page that this one is: by links within it, else where more than half of the links lead."""
    if "" in places:
        return ""
    place, count = places.most_common(1)[0] if places else (None, 0)
    return place if 2 * count > places.total() else None
