"""Who answers whom where records of another kind say so: a table of links, or what a model adds to another one's."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from .guess import guess
from .json_shapes import objects, reach
from .values import name_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..draft import Draft, Reading
    from ..payload import Payload

#: So many objects are looked at, and so many of the comments must be named by the records of another kind.
_LOOKED_AT: Final = 200_000
_NAMED: Final = 0.5
#: Where a record says what it is.
_TYPES: Final = ("model", "type", "kind", "__typename")


def answered_elsewhere(readings: Sequence[Reading], payload: Payload, text: str) -> None:
    """Give parents to comments that state none, where records without words name most of them, and what they answer.

    ``text`` is where the words of comments lie.
    """
    drafts = [draft for reading in readings for draft in reading.drafts]
    if any(draft.stated_parent is not None for draft in drafts):
        return
    own = {draft.comment_id: draft for draft in drafts if draft.comment_id is not None}
    links = max((_links(payload, paths, text, own) for paths in _linking(payload)), key=len, default={})
    for name, above in links.items():
        own[name].stated_parent, own[name].link_basis = above, "explicit"


def _linking(payload: Payload) -> list[tuple[str, str]]:
    """Where kinds of records without words have an id and a parent."""
    found = [guess(list(samples), nested=True).paths for _, samples in payload.census.kinds.values()]
    return list(dict.fromkeys((one["id"], one["parent"]) for one in found if {"id", "parent"} <= one.keys() - {"text"}))


def _links(payload: Payload, paths: tuple[str, str], text: str, own: Mapping[str, Draft]) -> dict[str, str]:
    """Which comment answers which, by records that name comments alone, and most of them."""
    known: dict[str, str] = {}
    for record in islice(objects(payload.values), _LOOKED_AT):
        name = name_of(reach(record, paths[0]))
        if name is None or name not in own or reach(record, text) is not None:
            continue
        if _is_of_comments(record, paths[0], name):
            known[name] = name_of(reach(record, paths[1])) or ""
    if len(known) < _NAMED * len(own):
        return {}
    return {name: above for name, above in known.items() if above in own and above != name}


def _is_of_comments(record: Mapping[str, Any], path: str, name: str) -> bool:
    """Whether a record is one of comments: numbers are ids of anything, unless it says of what."""
    told = (path, *(str(record.get(key, "")) for key in _TYPES))
    return not name.isdigit() or any("comment" in one.lower() for one in told)
