"""Names and times that a platform's markup does not show, and what is no words: looked for by their shape in its comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ...names import fold_name
from .authors import authors_of
from .framing import framed_lines
from .furniture import furniture
from .groups import Group
from .naming import shown_name
from .outline import outline
from .parts import JOINED, bodies_of, by_signature, date_text, dates_of, regions

if TYPE_CHECKING:
    from ..htmlkit.page import Page
    from ..htmlkit.records import Record
    from .outline import Outline
    from .parts import Region

#: How classes call the day on which somebody became a member.
_REGISTERED: Final = re.compile(r"(?<![a-z])(?:reg(?:ist\w+)?[-_]?date|joined|join[-_]?date|member[-_]?since)(?![a-z])")
#: Fewer comments without a name are people who gave none.
_LEAST: Final = 2
#: Share of the names that the markup shows which those by shape must repeat.
_AGREED: Final = 0.8


def fill_unmarked(page: Page) -> None:
    """Fill names and times that most comments of a page show, where the platform's selectors miss them.

    Where some names are known already, those by shape must repeat nearly all of them. Pages whose fields are read
    pay nothing.
    """
    wanted = (_drop_days_of_joining(page) | _missing(page)) if page.platform.by_shape else set()
    if not wanted:
        return
    tree = outline(page.scope)
    at = {node.mem_id: index for index, node in enumerate(tree.nodes)}
    found = {at[record.node.mem_id]: record for record in page.records if record.node.mem_id in at}
    if len(found) < _LEAST:
        return
    members = sorted(found)
    records = [found[index] for index in members]
    places = regions(tree, Group(tuple(members), "", 0.0, 0.0))
    known = by_signature(tree, places)
    dated = dates_of(tree, places, known)
    if "author" in wanted:
        _fill_names(tree, records, authors_of(tree, places, known, dated), dated)
    if "created" in wanted:
        _fill_times(tree, records, dated)
    if wanted & {"text", "labels"}:
        heads = {at[node.mem_id] for record in records for node in record.places.values() if node.mem_id in at}
        bodies = bodies_of(tree, places, known, heads.union(dated.values()))
        page.furniture = {tree.nodes[one].mem_id for one in _no_words(tree, records, places, heads, bodies)}
    if sum("author" not in record.values for record in records) >= _LEAST:
        _fill_framed(tree, records, places, dated)


def _fill_framed(tree: Outline, records: list[Record], places: list[Region], dated: dict[int, int]) -> None:
    """Read names off lines of one make that hold a date; they must repeat those that are known."""
    found = framed_lines(tree, places, dated)
    pairs = list(zip(records, found or (), strict=False))
    if any(fold_name(record.values.get("author", one.name)) != fold_name(one.name) for record, one in pairs):
        return
    for record, one in pairs:
        record.values["author"] = one.name
        if not record.values.keys() & {"created", "created_exact"}:
            record.values["created"] = one.when


def _no_words(
    tree: Outline, records: list[Record], places: list[Region], heads: set[int], bodies: dict[int, int]
) -> set[int]:
    """Find what is none of anybody's words: what all comments share, and below the words who wrote them, and when."""
    found = furniture(tree, places, set(bodies.values()))
    for number, body in bodies.items():
        name = records[number].values.get("author")
        below = (one for one in places[number].elements if one >= tree.ends[body])
        found.update(one for one in below if one in heads or (name and tree.texts[one].strip() == name))
    return found


def _drop_days_of_joining(page: Page) -> set[str]:
    """Take away times that are the days on which the authors joined, and return which field must then be looked for."""
    days = [record for record in page.records if "created" in record.places]
    if not days or not _of_joining(days[0]):
        return set()
    for record in filter(_of_joining, days):
        del record.places["created"], record.values["created"]
        record.values.pop("created_exact", None)
    return {"created"}


def _of_joining(record: Record) -> bool:
    """Whether the element with the time, or what stands right before it, speaks of a registration."""
    place = record.places.get("created")
    if place is None:
        return False
    before = place.prev.text_content or "" if place.prev is not None and place.prev.is_text_node else ""
    return _REGISTERED.search(place.attrs.get("class") or "") is not None or JOINED.search(before) is not None


def _missing(page: Page) -> set[str]:
    """Return which of the fields that may be looked for by shape too few comments have."""
    nameless = sum("author" not in record.values for record in page.records)
    timeless = sum("created" not in record.values and "created_exact" not in record.values for record in page.records)
    few = {
        "author": nameless >= _LEAST,
        "created": timeless >= _LEAST and 2 * timeless > len(page.records),
        "text": len(page.records) >= _LEAST and 2 * len(page.bodies) < len(page.records),
        "labels": len(page.records) >= _LEAST,
    }
    return {name for name in page.platform.by_shape if few[name]}


def _fill_times(tree: Outline, records: list[Record], dated: dict[int, int]) -> None:
    for number, at in dated.items():
        text = date_text(tree, at)
        if text is not None:
            records[number].values.setdefault("created", text)


def _fill_names(tree: Outline, records: list[Record], named: dict[int, int], dated: dict[int, int]) -> None:
    names = {number: shown_name(tree, at, dated.get(number)) for number, at in named.items()}
    both = [
        (name, records[number].values["author"])
        for number, name in names.items()
        if name and "author" in records[number].values
    ]
    if sum(fold_name(name) in fold_name(known) for name, known in both) < _AGREED * len(both):
        return
    for number, name in names.items():
        if name and "author" not in records[number].values:
            records[number].values["author"] = name
            records[number].places["author"] = tree.nodes[named[number]]
