"""How a page says who answers whom: rules as data, tried in order, the first that answers is kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from ...names import fold_name
from .fields import Pick, plain, trimmed
from .values import author_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from .page import Page
    from .records import Record


class LinkRule(Protocol):
    """Sets ``stated`` or ``parent`` and ``basis`` of the records that it can tell about."""

    def apply(self, page: Page) -> None:
        """Look at every record whose ``basis`` is still open."""
        ...


@dataclass(frozen=True, slots=True)
class Stated:
    """The page names the parent's id; a value in ``roots`` says that there is none."""

    picks: tuple[Pick, ...]
    roots: tuple[str, ...] = ("0", "")
    basis: str = "explicit"

    def apply(self, page: Page) -> None:
        """Take the id as it stands."""
        for number, pick in enumerate(self.picks):
            for record, value in page.values(f"parent{number}", pick):
                if record.basis is not None:
                    continue
                if value in self.roots:
                    record.basis = "root"
                elif value != record.comment_id:
                    record.stated, record.basis = value, self.basis


@dataclass(frozen=True, slots=True)
class Nested:
    """A reply's element stands inside its parent's. ``css``: only elements that match are replies."""

    css: str = ""

    def apply(self, page: Page) -> None:
        """Take the nearest comment element around."""
        replies = {node.mem_id for node in page.css(self.css)} if self.css else None
        for record in page.records:
            above = record.above
            if record.basis is None and above is not None and (replies is None or record.node.mem_id in replies):
                record.parent, record.basis = above, "nesting"


@dataclass(frozen=True, slots=True)
class Beside:
    """The replies stand in an element of their own that follows the comment, not inside it."""

    def apply(self, page: Page) -> None:
        """Climb from each comment until one of the elements around it follows another comment."""
        followed = _Followed({record.node.mem_id: record for record in page.records})
        for record in page.records:
            if record.basis is None and (above := followed.around(record.node.parent)) is not None:
                record.parent, record.basis = above, "nesting"


class _Followed:
    """Which comment an element follows; remembers every step, so that wide and deep lists are walked once."""

    def __init__(self, comments: dict[int, Record]) -> None:
        self._comments = comments
        self._before: dict[int, Record | None] = {}
        self._around: dict[int, Record | None] = {}

    def around(self, node: LexborNode | None) -> Record | None:
        """Return the comment that an element, or the nearest one around it, follows."""
        path: list[int] = []
        found: Record | None = None
        while node is not None and node.parent is not None and found is None and node.mem_id not in self._comments:
            if node.mem_id in self._around:
                found = self._around[node.mem_id]
                break
            path.append(node.mem_id)
            found = self.before(node)
            node = node.parent
        self._around.update(dict.fromkeys(path, found))
        return found

    def before(self, node: LexborNode) -> Record | None:
        """Return the comment among the elements right before this one, past others that look like it."""
        looks = node.tag, node.attrs.get("class")
        path = [node.mem_id]
        found: Record | None = None
        here = node.prev
        while here is not None:
            if here.mem_id in self._comments or here.mem_id in self._before:
                found = self._comments.get(here.mem_id) or self._before.get(here.mem_id)
                break
            if here.is_element_node:
                if (here.tag, here.attrs.get("class")) != looks:
                    break
                path.append(here.mem_id)
            here = here.prev
        self._before.update(dict.fromkeys(path, found))
        return found


@dataclass(frozen=True, slots=True)
class Levels:
    """A number (depth class, indentation in pixels) says how deep a comment stands.

    The parent is the nearest earlier comment that stands less deep. ``step``: what one level measures; a jump of
    more hides a parent, and is doubted. ``falling``: the number is what is left of the width, less for the deeper.
    """

    pick: Pick
    step: float | None = None
    falling: bool = False

    def apply(self, page: Page) -> None:
        """Keep a stack of open levels."""
        found = dict(page.values("level", self.pick))
        levels = [_number(found.get(record)) for record in page.records]
        if self.falling:
            levels = [None if level is None else -level for level in levels]
        _by_level(page.records, levels, self.step)


@dataclass(frozen=True, slots=True)
class Wrapped:
    """The number of enclosing elements of a kind says how deep a comment stands (Drupal's ``.indented``)."""

    css: str

    def apply(self, page: Page) -> None:
        """Count the wrappers around each comment."""
        wrappers = {node.mem_id for node in page.css(self.css)}
        depth: dict[int, int] = {}
        levels = [float(_count_above(record.node, wrappers, depth)) for record in page.records]
        _by_level(page.records, list(levels), 1)


def _number(value: str | None) -> float | None:
    try:
        return float(value) if value is not None else None
    except ValueError:
        return None


def _by_level(records: list[Record], levels: list[float | None], step: float | None) -> None:
    stack: list[tuple[float, Record]] = []
    for record, level in zip(records, levels, strict=True):
        if level is None:
            continue
        while stack and stack[-1][0] >= level:
            stack.pop()
        if record.basis is None and stack:
            above, parent = stack[-1]
            record.parent, record.basis = parent, "nesting"
            if step is not None and level - above > 1.5 * step:
                record.confidence = 0.5
        stack.append((level, record))


def _count_above(node: LexborNode, wrappers: set[int], depth: dict[int, int]) -> int:
    path: list[int] = []
    here: LexborNode | None = node.parent
    base = 0
    while here is not None:
        key = here.mem_id
        if key in depth:
            base = depth[key]
            break
        path.append(key)
        here = here.parent
    for key in reversed(path):
        base += key in wrappers
        depth[key] = base
    return base


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation inside the comment names the comment it quotes, by id.

    The first quotation that names a comment gives the parent, the others ``other_parents``.
    """

    css: str
    attr: str
    pattern: str

    def apply(self, page: Page) -> None:
        """Collect the quoted ids of each comment in order."""
        found: dict[Record, list[str]] = {}
        for node in page.css(self.css):
            record = page.owners.of(node)
            value = trimmed(node.attrs.get(self.attr), self.pattern)
            if record is not None and value and value != record.comment_id:
                found.setdefault(record, []).append(value)
        for record, ids in found.items():
            if record.basis is None:
                unique = list(dict.fromkeys(ids))
                record.stated, record.others, record.basis = unique[0], tuple(unique[1:]), "explicit"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A dotted number names the place in the tree: ``3.1`` answers ``3``."""

    pick: Pick

    def apply(self, page: Page) -> None:
        """Look the shortened number up among the comments of the page."""
        numbers = dict(page.values("number", self.pick))
        by_number = {number: record for record, number in numbers.items()}
        for record, number in numbers.items():
            if record.basis is not None or "." not in number:
                continue
            parent = by_number.get(number.rpartition(".")[0])
            if parent is not None and parent is not record:
                record.parent, record.basis = parent, "explicit"
            else:
                record.stated, record.basis = f"#{number.rpartition('.')[0]}", "explicit"


@dataclass(frozen=True, slots=True)
class Addressed:
    """The page names the person who is answered, not the comment: the nearest earlier comment by that name.

    With ``within_thread`` only comments below the same enclosing comment count, and an answer that finds nobody
    stays with that comment.
    """

    pick: Pick
    within_thread: bool = False
    confidence: float = 0.9

    def apply(self, page: Page) -> None:
        """Go through the page in order and remember who spoke last under which name."""
        page.fill("author", page.platform.fields.get("author", ()))
        names = dict(page.values("addressed", self.pick))
        last: dict[tuple[int, str], Record] = {}
        for record in page.records:
            place = record.above.at if self.within_thread and record.above is not None else -1
            name = names.get(record)
            if name is not None and record.basis is None:
                parent = last.get((place, _folded(name)))
                if parent is not None:
                    record.parent, record.basis, record.confidence = parent, "mention", self.confidence
            author = author_of(record.values.get("author"))
            if author:
                last[(place, _folded(author))] = record


def _folded(name: str) -> str:
    return fold_name((author_of(name) or name).lstrip("@"))


@dataclass(frozen=True, slots=True)
class QuotedName:
    """A quotation says whom it quotes: the earlier comment by that name in which the quoted words stand.

    Where the words stand in none of them (they were cut), the nearest earlier comment by that name, with doubt.
    """

    css: str
    name: Pick

    def apply(self, page: Page) -> None:
        """Compare the first quotation of each comment with what its author said before."""
        page.fill("author", page.platform.fields.get("author", ()))
        quoted: dict[Record, tuple[str, str]] = {}
        for node in page.css(self.css):
            record = page.owners.of(node)
            places = node.css(self.name.css) if self.name.css else [node]
            name = self.name.value(places[0], frozenset()) if places else None
            if record is not None and record not in quoted and record.basis is None and name:
                quoted[record] = (_folded(name), _words(plain(_quotation(node), page.noise)))
        spoken: dict[str, list[tuple[Record, str]]] = {}
        if not quoted:
            return
        people = {name for name, _ in quoted.values()}
        for record in page.records:
            if record in quoted:
                _link_to_quoted(record, *quoted[record], spoken)
            author = author_of(record.values.get("author"))
            if author and (writer := _folded(author)) in people:
                body = page.bodies.get(record, record.node)
                spoken.setdefault(writer, []).append((record, _words(plain(body, page.noise))))


@dataclass(frozen=True, slots=True)
class QuotedAt:
    """A quotation says when what it quotes was written: the only comment that shows that very time."""

    css: str
    time: Pick

    def apply(self, page: Page) -> None:
        """Compare the time over the first quotation of each comment with the times of the others."""
        shown = Counter(record.values.get("created") for record in page.records)
        at = {time: record for record in page.records if shown[time := record.values.get("created")] == 1}
        for node in page.css(self.css):
            record = page.owners.of(node)
            stated = self.time.value(node, frozenset())
            if record is None or record.basis is not None or not stated:
                continue
            quoted = at.get(stated)
            if quoted is not None and quoted.at < record.at:
                record.parent, record.basis, record.confidence = quoted, "quote", 0.95


def _quotation(node: LexborNode) -> LexborNode:
    """Return the quotation itself, where the element only stands over it."""
    after = node.next
    while after is not None and after.is_text_node:
        after = after.next
    return after if node.tag == "p" and after is not None and after.tag == "blockquote" else node


def _words(text: str) -> str:
    return " ".join(text.casefold().split())


def _link_to_quoted(record: Record, name: str, words: str, spoken: dict[str, list[tuple[Record, str]]]) -> None:
    said = spoken.get(name, [])
    sample = words[len(words) // 3 : len(words) // 3 + 60].strip()
    for earlier, text in reversed(said):
        if len(sample) >= 12 and sample in text:
            record.parent, record.basis, record.confidence = earlier, "quote", 0.95
            return
    if said:
        record.parent, record.basis, record.confidence = said[-1][0], "mention", 0.6
