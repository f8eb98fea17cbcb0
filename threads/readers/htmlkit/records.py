"""Finding the comments of a page: one record a comment, and which element belongs to which."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from .fields import trimmer

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable

    from selectolax.lexbor import LexborNode

    from .fields import Pick

#: An element that could be a comment; whether it surely is one, or only with an id of its own; whether it is left out.
Frame: TypeAlias = "tuple[LexborNode, bool, bool]"
#: Attributes in which an id may stand, each with what makes its value plain.
OwnValues: TypeAlias = "tuple[tuple[str, Callable[[str | None], str | None]], ...]"


@dataclass(slots=True, eq=False)
class Record:
    """One comment element while the page is read.

    ``above`` is the record whose element encloses this one; ``stated`` the id that the page names as the parent,
    ``basis`` how the link is known (``None``: not yet).
    """

    node: LexborNode
    at: int
    comment_id: str | None = None
    above: Record | None = None
    skipped: bool = False
    parent: Record | None = None
    stated: str | None = None
    basis: str | None = None
    confidence: float | None = None
    others: tuple[str, ...] = ()
    values: dict[str, str] = field(default_factory=dict)
    places: dict[str, LexborNode] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)


class Owners:
    """Which record an element belongs to: the nearest comment element around it; remembers what it climbed."""

    def __init__(self) -> None:
        self._known: dict[int, Record | None] = {}

    def claim(self, node: LexborNode, record: Record) -> None:
        """State that an element is (part of) the frame of a record."""
        self._known[node.mem_id] = record

    def of(self, node: LexborNode) -> Record | None:
        """Return the record that encloses an element, or is it."""
        known = self._known
        key = node.mem_id
        if key in known:
            return known[key]
        path = [key]
        found: Record | None = None
        here = node.parent
        while here is not None:
            key = here.mem_id
            if key in known:
                found = known[key]
                break
            path.append(key)
            here = here.parent
        for key in path:
            known[key] = found
        return found


def find_records(
    frames: Iterable[Frame], ids: tuple[Pick, ...], *, anchor_before: bool = False, bare: bool = True
) -> tuple[list[Record], Owners]:
    """Find the comments of a page among its elements, the frames of one comment joined into one record.

    Several nested elements may frame one comment (``li#comment-5 > div#div-comment-5``): an element with the id
    of its frame, or the first with an id inside a frame without one, belongs to that frame.

    Parameters
    ----------
    frames : in document order
    ids : picks of the id; those without a selector are tried on the element itself, others join later
    anchor_before : the id may stand on an anchor just before the element
    bare : a comment element inside another may be a comment without an id; otherwise it is part of the outer one
    """
    owners = Owners()
    records: list[Record] = []
    own = own_values(ids)
    for node, sure, skipped in frames:
        key = own_id(node, own) or (_anchor_id(node, own) if anchor_before else None)
        if key is None and not sure:
            continue
        above = owners.of(node)
        if above is not None and (above.comment_id == key or above.comment_id is None if key else not bare):
            above.comment_id = above.comment_id or key
            owners.claim(node, above)
            continue
        record = Record(node, len(records), key, above, skipped)
        owners.claim(node, record)
        records.append(record)
    return records, owners


def claim_followers(records: list[Record], owners: Owners, followers: Container[int]) -> None:
    """Give each comment the siblings that follow its element, up to the next comment (``dt`` and its ``dd``).

    ``followers`` are the ``mem_id`` of elements that can belong to the comment before them.
    """
    frames = {record.node.mem_id for record in records}
    for record in records:
        after = record.node.next
        while after is not None and after.mem_id not in frames:
            if after.mem_id in followers:
                owners.claim(after, record)
            after = after.next


def own_values(picks: tuple[Pick, ...]) -> OwnValues:
    """Return what reads an id off an element's own attributes: attribute and trimmer of each pick without a selector."""
    return tuple((pick.attr or "id", trimmer(pick.pattern)) for pick in picks if not pick.css)


def own_id(node: LexborNode, own: OwnValues) -> str | None:
    """Read an element's id off its own attributes."""
    for attr, trim in own:
        raw = node.id if attr == "id" else node.attrs.get(attr)
        if raw and (value := trim(raw)):
            return value
    return None


def _anchor_id(node: LexborNode, own: OwnValues) -> str | None:
    before = node.prev
    for _ in range(4):
        if before is None:
            return None
        if before.tag == "a":
            return own_id(before, (*own, *(("name", trim) for _, trim in own)))
        if not before.is_text_node and before.tag != "-comment":
            return None
        before = before.prev
    return None
