"""One page being read: its comments and what the page says in each of their fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from ...errors import BrokenSource
from ...pingbacks import left_out
from .content import Content
from .fields import trimmed, trimmer
from .records import Owners, Record, claim_followers, find_records
from .selectors import possible
from .walk import select_together, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from ...model import Note
    from ...payload import Payload
    from .fields import Pick
    from .platform import HtmlPlatform
    from .records import Frame


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
    selected: dict[str, list[LexborNode]] = field(default_factory=dict)
    owned: dict[str, list[tuple[LexborNode, Record]]] = field(default_factory=dict)
    attributes: dict[str, list[str | None]] = field(default_factory=dict)
    #: What is none of anybody's words by its shape, where the platform's markup does not say so.
    furniture: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, payload: Payload, platform: HtmlPlatform) -> Page:
        """Find the comments of a page as a platform describes them."""
        scope = _scope(payload.html, platform.scope)
        records, owners = find_records(
            _elements(scope, platform, payload.names),
            platform.ids,
            anchor_before=platform.anchor_before,
            bare=platform.bare,
        )
        page = cls(payload, platform, scope, records, owners, frozenset(record.node.mem_id for record in records))
        if followers := {node.mem_id for node in page.css(platform.followers)}:
            claim_followers(records, owners, followers)
        if any(record.comment_id is None for record in records):
            page.fill("id", tuple(pick for pick in platform.ids if pick.css))
            for record in records:
                record.comment_id = record.comment_id or record.values.get("id")
        page.drop_what_is_none()
        page.number_the_nameless()
        return page

    def css(self, selector: str) -> list[LexborNode]:
        """Return the matching elements of the part of the page with the comments."""
        allowed = possible(selector, self.payload.names)
        if allowed and allowed not in self.selected:
            self.look_up([selector])
        return self.selected[allowed] if allowed else []

    def look_up(self, selectors: Iterable[str]) -> None:
        """Find the elements of several selectors at once, for :meth:`css` to return."""
        wanted = dict.fromkeys(one for one in _allowed(selectors, self.payload.names) if one not in self.selected)
        self.selected.update(select_together(self.scope, filter(None, wanted)))

    def css_anywhere(self, selector: str) -> list[LexborNode]:
        """Return the matching elements of the whole page."""
        allowed = possible(selector, self.payload.names)
        return self.payload.html.css(allowed) if allowed else []

    def holds(self, record: Record, selector: str) -> bool:
        """Whether an element below a comment's own matches; one that needs what stands around it may be missed."""
        allowed = possible(selector, self.payload.names)
        return bool(allowed) and record.node.css_first(allowed) is not None

    @property
    def spoken(self) -> frozenset[int]:
        """The elements of comments, the siblings that follow some of them included, as ``mem_id``."""
        if not self.platform.followers:
            return self.frames
        following = self.css(self.platform.followers)
        return self.frames | {node.mem_id for node in following if self.owners.of(node) is not None}

    def number_the_nameless(self) -> None:
        """Give comments without an id of the platform's one by position."""
        for record in self.records:
            record.comment_id = record.comment_id or f"c{record.at + 1}"

    def drop_what_is_none(self) -> None:
        """Leave out pingbacks and the like; what stood below one hangs above it."""
        platform = self.platform
        if platform.required:
            present = set(self._matching(platform.required))
            for record in self.records:
                record.skipped |= record not in present
        if platform.ids and not platform.bare:
            for record in self.records:
                record.skipped |= record.comment_id is None
        dropped = sum(record.skipped for record in self.records)
        if not dropped:
            return
        for record in self.records:
            above = record.above
            while above is not None and above.skipped:
                above = above.above
            record.above = above
        self.records = [record for record in self.records if not record.skipped]
        for number, record in enumerate(self.records):
            record.at = number
        if self.records and self.platform.skip:
            self.notes.append(left_out(dropped))

    def _matching(self, css: str) -> Iterator[Record]:
        return (record for _, record in self._owned(css))

    def values(self, name: str, pick: Pick) -> Iterator[tuple[Record, str]]:
        """Yield the value of one pick for each record that has it; the first (or last) of a record counts."""
        for record, value, node in self._found(pick, set()):
            if node is not None:
                record.places[name] = node
            yield record, value

    def _found(self, pick: Pick, known: set[Record]) -> Iterator[tuple[Record, str, LexborNode | None]]:
        """Yield record, value and element of one pick, and add to the records that are ``known``: these need none."""
        if not pick.css:
            for record, value in zip(self.records, self._own(pick), strict=True):
                if value is not None and record not in known:
                    known.add(record)
                    yield record, value, None
            return
        read, owned = self._reader(pick), self._owned(pick.css)
        for node, owner in reversed(owned) if pick.last else owned:
            if owner in known or owner.skipped:
                continue
            value = read(node)
            if value is not None:
                known.add(owner)
                yield owner, value, node

    def _own(self, pick: Pick) -> Iterator[str | None]:
        """Yield the value of a pick on each comment's own element; attributes are read once, whoever asks."""
        if not pick.attr:
            return map(self._reader(pick), (record.node for record in self.records))
        if pick.attr not in self.attributes:
            self.attributes[pick.attr] = [record.node.attrs.get(pick.attr) for record in self.records]
        values = self.attributes[pick.attr]
        plain = {value: trimmer(pick.pattern)(value) for value in set(values)}
        return map(plain.__getitem__, values)

    def _owned(self, selector: str) -> list[tuple[LexborNode, Record]]:
        """Return the matching elements that stand in a comment, with that comment."""
        allowed = possible(selector, self.payload.names)
        if allowed not in self.owned:
            of = self.owners.of
            self.owned[allowed] = [(node, owner) for node in self.css(selector) if (owner := of(node)) is not None]
        return self.owned[allowed]

    def _reader(self, pick: Pick) -> Callable[[LexborNode], str | None]:
        """Return what reads the value of a pick off an element; values that occur again are made plain once."""
        attr, trim, plain = pick.attr, trimmer(pick.pattern), self.content.plain
        known: dict[str | None, str | None] = {None: None}

        def read(node: LexborNode) -> str | None:
            raw = node.attrs.get(attr) if attr else plain(node)
            if raw not in known:
                known[raw] = trim(raw)
            return known[raw]

        return read

    def fill(self, name: str, picks: tuple[Pick, ...]) -> None:
        """Fill a field of every record from the first pick that has it; stop when all have one."""
        known = {record for record in self.records if name in record.values}
        choices = [pick for pick in picks if not pick.css or possible(pick.css, self.payload.names)]
        for number, pick in enumerate(choices):
            if len(known) == len(self.records):
                return
            if number == 1:
                # Where the first choice leaves gaps, most others are needed as well.
                self.look_up(other.css for other in choices[1:] if other.css)
            for record, value, node in self._found(pick, known):
                record.values[name] = value
                if node is not None:
                    record.places[name] = node

    @cached_property
    def content(self) -> Content:
        """Reads the words of elements."""
        return Content(self)

    @cached_property
    def noise(self) -> set[int]:
        """Elements that are no words of anybody: buttons, forms, hidden labels."""
        return {node.mem_id for node in self.css(self.platform.noise)} if self.platform.noise else set()

    @cached_property
    def outside_body(self) -> set[int]:
        """What a comment's words do not include: noise, author lines, nested comments."""
        both = ", ".join(css for css in (self.platform.noise, self.platform.heads) if css)
        return {node.mem_id for node in self.css(both)} | self.frames | self.furniture

    def depths(self) -> dict[Record, int]:
        """Return the depth of each record by element or level, once the link rules ran; 0 for a root."""
        out: dict[Record, int] = {}
        for record in self.records:
            parent = record.parent
            out[record] = out.get(parent, 0) + 1 if parent is not None else 0
        return out

    @cached_property
    def quotations(self) -> dict[int, str | None]:
        """Return the quotation elements by ``mem_id``, with the id of the comment that each names."""
        found: dict[int, str | None] = {}
        for node in self.css(self.platform.quotes):
            found[node.mem_id] = self._source_of(node)
        return found

    def _source_of(self, node: LexborNode) -> str | None:
        for pick in self.platform.quote_source:
            for place in node.css(pick.css) if pick.css else (node,):
                value = trimmed(place.attrs.get(pick.attr or "cite"), pick.pattern)
                if value:
                    return value
        return None

    @cached_property
    def bodies(self) -> dict[Record, LexborNode]:
        """Return the element that holds each comment's words; none for a comment where none is marked."""
        found: dict[Record, LexborNode] = {}
        choices = [css for css in self.platform.body if possible(css, self.payload.names)]
        for number, css in enumerate(choices):
            if len(found) == len(self.records):
                break
            if number == 1:
                self.look_up(choices[1:])
            for node, record in self._owned(css):
                found.setdefault(record, node)
        return found

    def read_fields(self) -> None:
        """Fill every field, mark and link that the platform describes."""
        self.look_up(_first_choices(self.platform, self.payload.names))
        for name, picks in self.platform.fields.items():
            self.fill(name, picks)
        for name, css in self.platform.flags.items():
            for record in self._matching(css):
                record.marks.add(name)
        for rule in self.platform.links:
            rule.apply(self)


def _allowed(selectors: Iterable[str], names: Container[str]) -> tuple[str, ...]:
    return tuple(possible(one, names) for one in selectors)


def _first_choices(platform: HtmlPlatform, names: Container[str]) -> Iterator[str]:
    """Yield the selectors that are needed in any case: of each field, and of the body, the first that could match."""
    for choice in (*([pick.css for pick in picks] for picks in platform.fields.values()), platform.body):
        allowed = next((one for css in choice if (one := possible(css, names)) or not css), "")
        if allowed:
            yield allowed


def _elements(scope: LexborNode, platform: HtmlPlatform, names: Container[str]) -> Iterator[Frame]:
    """Yield the elements that are comments, or frames of one, in document order."""
    comment, framed, skip = _allowed((platform.comment, platform.framed, platform.skip), names)
    present = [css for css in (comment, framed, skip) if css]
    if not comment and not framed:
        return
    sure = 1 if comment else 0
    skipped = 2 ** (len(present) - 1) if skip else 0
    for node, bits in walk(scope, present):
        if bits != skipped:
            yield node, bits & sure > 0, bits & skipped > 0


def _scope(tree: LexborHTMLParser, css: tuple[str, ...]) -> LexborNode:
    """Return the smallest part of the page that is known to hold all comments; the whole page otherwise."""
    for one in css:
        found = tree.css(one)
        if len(found) == 1:
            return found[0]
    return root_of(tree)


def root_of(tree: LexborHTMLParser) -> LexborNode:
    """Return the root element, which every parsed document has."""
    root = tree.root
    if root is None:
        raise BrokenSource("the HTML parser built no tree from the source.")
    return root
