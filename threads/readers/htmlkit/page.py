"""One page being read: its records, their fields, and the drafts that come of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ...draft import Draft
from ...model import Note
from .fields import trimmed
from .flow import flow
from .records import Owners, Record, claim_followers, find_records
from .values import author_of, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from ...dates import DateReader
    from ...payload import Payload
    from .fields import Pick
    from .platform import HtmlPlatform


@dataclass(eq=False)
class Page:
    """A parsed page and the comments found on it; :meth:`of` builds one."""

    payload: Payload
    platform: HtmlPlatform
    scope: LexborNode
    records: list[Record]
    owners: Owners
    frames: frozenset[int]
    notes: list[Note] = field(default_factory=list)

    @classmethod
    def of(cls, payload: Payload, platform: HtmlPlatform) -> Page:
        """Find the comments of a page as a platform describes them."""
        tree = payload.html
        scope = _scope(tree, platform.scope)
        records, owners = find_records(
            scope,
            platform.comment,
            platform.ids,
            framed=platform.framed,
            skip=platform.skip,
            anchor_before=platform.anchor_before,
            bare=platform.bare,
        )
        if platform.followers:
            claim_followers(records, owners, platform.followers)
        page = cls(payload, platform, scope, records, owners, frozenset(record.node.mem_id for record in records))
        page.fill("id", tuple(pick for pick in platform.ids if pick.css))
        for record in records:
            record.comment_id = record.comment_id or record.values.get("id")
        page.drop_what_is_none()
        page.number_the_nameless()
        return page

    def number_the_nameless(self) -> None:
        """Give comments without an id of the platform's one by position."""
        for record in self.records:
            record.comment_id = record.comment_id or f"c{record.at + 1}"

    def drop_what_is_none(self) -> None:
        """Leave out pingbacks and the like; what stood below one hangs above it."""
        required = self.platform.required
        present = {record for record in self._matching(required)} if required else None
        for record in self.records:
            if present is not None and record not in present:
                record.skipped = True
            if not self.platform.bare and record.comment_id is None:
                record.skipped = True
        dropped = sum(record.skipped for record in self.records)
        if not dropped:
            return
        for record in self.records:
            while record.above is not None and record.above.skipped:
                record.above = record.above.above
        self.records = [record for record in self.records if not record.skipped]
        for number, record in enumerate(self.records):
            record.at = number
        if self.records and self.platform.skip:
            self.notes.append(Note("not-a-comment", f"{dropped} entries such as pingbacks were left out."))

    def _matching(self, css: str) -> Iterator[Record]:
        for node in self.scope.css(css):
            record = self.owners.of(node)
            if record is not None:
                yield record

    def values(self, name: str, pick: Pick) -> Iterator[tuple[Record, str]]:
        """Yield the value of one pick for each record that has it; the first (or last) of a record counts."""
        if not pick.css:
            for record in self.records:
                value = pick.value(record.node, self.noise)
                if value is not None:
                    yield record, value
            return
        seen: dict[Record, str] = {}
        for node in self.scope.css(pick.css):
            record = self.owners.of(node)
            if record is None or record.skipped or (record in seen and not pick.last):
                continue
            value = pick.value(node, self.noise)
            if value is not None:
                seen[record] = value
                record.places[name] = node
        yield from seen.items()

    def fill(self, name: str, picks: tuple[Pick, ...]) -> None:
        """Fill a field of every record from the first pick that has it; stop when all have one."""
        missing = len(self.records)
        for pick in picks:
            if not missing:
                return
            known = {record for record in self.records if name in record.values}
            before = {record: record.places.get(name) for record in known}
            for record, value in self.values(name, pick):
                if record not in known:
                    record.values[name] = value
                elif before[record] is not None:
                    record.places[name] = before[record]  # type: ignore[assignment]
            missing = sum(name not in record.values for record in self.records)

    @cached_property
    def noise(self) -> set[int]:
        """Elements that are no words of anybody: buttons, forms, hidden labels."""
        return {node.mem_id for node in self.scope.css(self.platform.noise)} if self.platform.noise else set()

    @cached_property
    def outside_body(self) -> set[int]:
        """What a comment's words do not include: noise, author lines, nested comments."""
        heads = {node.mem_id for node in self.scope.css(self.platform.heads)} if self.platform.heads else set()
        return self.noise | heads | self.frames

    def depths(self) -> dict[Record, int]:
        """Return the depth of each record by element or level, once the link rules ran; 0 for a root."""
        out: dict[Record, int] = {}
        for record in self.records:
            parent = record.parent
            out[record] = out.get(parent, 0) + 1 if parent is not None else 0
        return out

    def bodies(self) -> dict[Record, LexborNode]:
        """Return the element that holds each comment's words; the comment itself where none is marked."""
        found: dict[Record, LexborNode] = {}
        for css in self.platform.body:
            if len(found) == len(self.records):
                break
            for node in self.scope.css(css):
                record = self.owners.of(node)
                if record is not None and record not in found:
                    found[record] = node
        return found

    def drafts(self, dates: DateReader) -> list[Draft]:
        """Turn the records into drafts, in page order."""
        platform = self.platform
        for name, picks in platform.fields.items():
            self.fill(name, picks)
        for name, css in platform.flags.items():
            for record in self._matching(css):
                record.marks.add(name)
        for rule in platform.links:
            rule.apply(self)
        bodies = self.bodies()
        return [self._draft(record, bodies.get(record, record.node), dates) for record in self.records]

    def _draft(self, record: Record, body: LexborNode, dates: DateReader) -> Draft:
        values = record.values
        skip = self.outside_body
        words = flow(body, skip)
        created_text = values.get("created")
        text = self.platform.clean(words.text)
        if not text and body is not record.node:
            text = self.platform.clean(flow(record.node, skip).text)
        if not text:
            text = self.platform.clean(flow(record.node, self._tight_skip(record)).text)
        gone = "deleted" in record.marks
        if trimmed(text, self.platform.placeholder or r"(?!)"):
            record.values["placeholder"], text, gone = text, "", True
        created, basis = dates.read(values.get("created_exact") or created_text)
        if created is None and values.get("created_exact"):
            text = self.platform.clean(words.text)
        if not text and body is not record.node:
            text = self.platform.clean(flow(record.node, skip).text)
        if not text:
            text = self.platform.clean(flow(record.node, self._tight_skip(record)).text)
        gone = "deleted" in record.marks
        if trimmed(text, self.platform.placeholder or r"(?!)"):
            record.values["placeholder"], text, gone = text, "", True
        created, basis = dates.read(created_text)
        return Draft(
            text=text,
            comment_id=record.comment_id,
            author=author_of(values.get("author")),
            author_id=values.get("author_id"),
            created=created,
            created_basis=basis,
            created_text=created_text or values.get("created_exact"),
            score=whole(values.get("score")),
            deleted=gone,
            permalink=values.get("permalink"),
            link_basis=record.basis or "root",
            link_confidence=record.confidence,
            stated_parent=record.parent.comment_id if record.parent is not None else record.stated,
            other_parents=record.others,
            extra=self._extra(record),
        )

    def _tight_skip(self, record: Record) -> set[int]:
        """Leave out only what was read as a field: some themes wrap a whole comment into its author line."""
        return self.noise | self.frames | {node.mem_id for node in record.places.values()}

    def _extra(self, record: Record) -> dict[str, Any] | None:
        extra: dict[str, Any] = {name: record.values[name] for name in self.platform.extra if name in record.values}
        if "placeholder" in record.values:
            extra["placeholder"] = record.values["placeholder"]
        for mark in sorted(record.marks - {"deleted"}):
            extra[mark] = True
        return extra or None


def _scope(tree: LexborHTMLParser, css: tuple[str, ...]) -> LexborNode:
    """Return the smallest part of the page that is known to hold all comments; the whole page otherwise."""
    for one in css:
        found = tree.css(one)
        if len(found) == 1:
            return found[0]
    root = tree.root
    assert root is not None  # a parsed document always has one
    return root
