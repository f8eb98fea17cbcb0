"""A JSON platform as data: the shape of its comments and where their parts are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from ..platform import Recognition
from .body import html_text
from .json_shapes import Shape, first, holds, key_tree, reach, steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ..draft import Draft, Reading
    from ..payload import Payload
    from ..platform import ReadOptions

Paths = tuple[str, ...]
#: What platforms write where there is no parent.
NO_PARENT: Final = frozenset(("", "0", "root", "null", "none", "-1"))
#: So many parts beside the words tell that a record is a comment, where a key is missing.
_TELLING: Final = 2
#: Keys of records that may be comments without words.
_REMOVED: Final = re.compile(r"delet|remov|hidden|collaps|moderat|block|approv", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fields:
    """Paths to the parts of a comment; of several the first that leads somewhere is taken.

    ``plain`` is a body that is plain text as it stands; ``text`` one that the platform's ``body`` converts.
    """

    id: Paths = ()
    parent: Paths = ()
    other_parents: Paths = ()
    author: Paths = ()
    author_id: Paths = ()
    author_alias: Paths = ()
    created: Paths = ()
    text: Paths = ()
    plain: Paths = ()
    score: Paths = ()
    permalink: Paths = ()

    def paths(self) -> tuple[str, ...]:
        """Every path, of every part."""
        return tuple(path for name in self.__slots__ for path in getattr(self, name))


@dataclass(frozen=True, slots=True)
class Mark:
    """A moderation mark: its name, where it is, the values that set it (none given: any true value)."""

    name: str
    path: str
    values: tuple[Any, ...] = ()
    deletes: bool = False

    def is_set(self, record: dict[str, Any]) -> bool:
        """Whether a record carries the mark."""
        value = reach(record, self.path)
        return value in self.values if self.values else bool(value)


def rooted_in_itself(_record: dict[str, Any], draft: Draft) -> None:
    """Amend a draft that names itself as its parent, as platforms write it that name the root of a thread: a root."""
    if draft.stated_parent == draft.comment_id:
        draft.stated_parent, draft.link_basis = None, "root"


@dataclass(frozen=True, slots=True)
class ArticleFields:
    """The shape of the article (post, video, story) and where its parts are."""

    shape: Shape
    id: Paths = ()
    title: Paths = ()
    url: Paths = ()
    byline: Paths = ()
    published: Paths = ()
    site: Paths = ()
    text: Paths = ()
    body: Callable[[str], str] = html_text


@dataclass(frozen=True, slots=True)
class People:
    """Authors in a map beside the comments: the key that it lies under, and paths within one person.

    Without a key a person may lie anywhere that no comment does, as answers about single people are saved.
    ``family`` is the part of the name that follows, where it has a key of its own.
    """

    key: str
    id: Paths = ("id",)
    name: Paths = ("displayName", "display_name", "name", "username", "user_name")
    family: Paths = ()


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that all comments at a place have, and those that any of them has."""

    all: frozenset[str]
    any: frozenset[str]

    def beside(self, other: Keys) -> Keys:
        """The keys of both."""
        return Keys(self.all & other.all, self.any | other.any)


@dataclass(frozen=True, kw_only=True)
class JsonPlatform:
    """A JSON format; see :class:`~..platform.Platform`.

    Attributes
    ----------
    shape : Shape
        What one comment looks like, wherever it lies in the document.
    children : paths
        Where a comment's replies are nested.
    thread : Shape
        An object that is a thread one level deep: under the first key of the shape lie comments, and the first of them
        is what all others answer.
    ancestors : path
        Where the comment that a focused view hangs under is nested.
    body : function
        The stored body to plain text.
    parent_strip, parent_article : tuple of str
        Prefixes of parent ids to drop, and prefixes that say that the parent is the article itself.
    discussion : paths
        What names the comment's discussion; documents of several discussions are split by it.
    inline_title, inline_url : paths
        The article's title and address, where each comment repeats them.
    claimed, pages, sort : keys beside the comments
        The platform's own count, its page number, its order (with what each value means).
    reply_counts : paths, beside or in a comment
        How many replies the platform claims for a root.
    more, more_count : Shape and path
        Stubs that stand for comments that are not here.
    zone : str
        The basis of times without a zone: ``stated`` where the platform documents UTC.
    placeholders : frozenset of str
        Bodies and names that stand for something removed.
    amend, refuse : function
        What data cannot express: changes the draft of one record; says that a record is no comment after all.
    """

    name: str
    title: str
    doc: str
    shape: Shape
    fields: Fields
    children: Paths = ()
    thread: Shape | None = None
    ancestors: str = ""
    body: Callable[[str], str] = html_text
    parent_strip: tuple[str, ...] = ()
    parent_article: tuple[str, ...] = ()
    no_parent: frozenset[str] = NO_PARENT
    discussion: Paths = ()
    discussion_strip: str = ""
    article: ArticleFields | None = None
    inline_title: Paths = ()
    inline_url: Paths = ()
    people: tuple[People, ...] = ()
    marks: tuple[Mark, ...] = ()
    placeholders: frozenset[str] = frozenset()
    claimed: Paths = ()
    reply_counts: Paths = ()
    pages: Paths = ()
    sort: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    more: Shape | None = None
    more_count: str = ""
    zone: str = "assumed-zone"
    amend: Callable[[dict[str, Any], Draft], None] | None = None
    refuse: Callable[[dict[str, Any]], bool] | None = None
    also_keeps: tuple[str, ...] = ()
    drop: tuple[Mark, ...] = ()
    shapes: tuple[Shape, ...] = ()
    depth_cap: int | None = None
    version: str = "1"
    carrier: str = "json"

    @cached_property
    def keeps(self) -> tuple[str, ...]:
        """The columns of the comment table that it fills besides the text."""
        named = {"id": "comment_id", "parent": "parent_id"}
        names = [name for name in Fields.__slots__ if name not in ("text", "plain") and getattr(self.fields, name)]
        kept = [named.get(name, name) for name in names]
        if self.children and "parent_id" not in kept:
            kept.append("parent_id")
        if self.people and "author" not in kept:
            kept.append("author")
        if self.placeholders or any(mark.deletes for mark in self.marks):
            kept.append("deleted")
        return tuple(dict.fromkeys((*kept, *self.also_keeps, "extra")))

    @cached_property
    def used(self) -> dict[str, Any]:
        """Tree of the keys that columns hold; the rest goes into ``extra``."""
        return key_tree((*self.fields.paths(), *self.children, *self.discussion))

    @cached_property
    def flat(self) -> bool:
        """Whether each record stands alone and every part is a key of its own: such records are read by column."""
        special = self.children or self.amend or self.refuse or self.people or self.drop or self.shapes
        nested = any(leaf is not None for leaf in self.used.values())
        return not special and not nested and not self.fields.plain and not self.fields.other_parents

    def matches(self, record: dict[str, Any]) -> bool:
        """Whether a JSON object is one of this platform's comments."""
        if not self.shape.fits(record) and not any(shape.fits(record) for shape in self.shapes):
            return False
        return self.refuse is None or not self.refuse(record)

    def lacks_one(self, record: dict[str, Any]) -> bool:
        """Whether a JSON object would be one of this platform's comments, had it one key more.

        Programs leave keys out where they have nothing to say. What lacks the words is something that happened, unless
        nothing but words makes a comment, as in a table; and something must tell which it is, who said it, or when.
        """
        words = {*self.fields.plain, *self.fields.text}
        shapes = [one for one in (self.shape, *self.shapes) if one.nearly(record)]
        said = any(holds(record, path) or reach(record, path) is not None for path in words)
        if not said and not any(words.issuperset(one.has) for one in shapes):
            return False
        return bool(shapes) and self._told(record) >= _TELLING and (self.refuse is None or not self.refuse(record))

    def lacks_only(self, record: dict[str, Any], beside: Keys) -> bool:
        """Whether a JSON object has words, lacks one of the keys that all comments beside it have, and has no other."""
        words = (*self.fields.plain, *self.fields.text)
        return (
            len(beside.all) > _TELLING
            and len(beside.all.difference(record)) == 1
            and beside.any.issuperset(record)
            and first(record, words) is not None
            and self.tells(record) >= _TELLING
            and any(one.nearly(record) for one in (self.shape, *self.shapes))
            and not any(mark.is_set(record) for mark in self.drop)
            and (self.refuse is None or not self.refuse(record))
        )

    def lacks_words(self, record: dict[str, Any], beside: Keys) -> bool:
        """Whether a JSON object is a comment beside others but for the words, which were removed.

        It has every key that they share (one that was deleted may lack one more) and none that no other has: what
        happened between comments has a part of its own instead of the words.
        """
        words = {steps(path)[0] for path in (*self.fields.plain, *self.fields.text)}
        shapes = (self.shape, *self.shapes)
        if len(beside.all) <= _TELLING or any(words.issuperset(one.has) for one in shapes):
            return False
        if all(one.contradicts(record) for one in shapes):
            return False
        gone = any(mark.deletes and mark.is_set(record) for mark in self.marks)
        own = set(record) - beside.any - words - set(self.used)
        lacking = beside.all - words - set(record) - {steps(path)[0] for path in self.children}
        return (
            len(lacking) <= gone
            and all(_REMOVED.search(key) for key in own)
            and self._told(record) >= (1 if gone else _TELLING)
        )

    def tells(self, record: dict[str, Any]) -> int:
        """How many parts of a comment a JSON object has: its words, who wrote them, when, and which it is."""
        words = (*self.fields.plain, *self.fields.text)
        return self._told(record) + (first(record, words) is not None)

    def _told(self, record: dict[str, Any]) -> int:
        fields = self.fields
        told = ((*fields.id, *fields.permalink), (*fields.author, *fields.author_id), fields.created)
        return sum(first(record, paths) is not None for paths in told)

    def is_empty(self, record: dict[str, Any]) -> bool:
        """Whether nothing stands where a comment's parts would: a schema has the keys, and says nothing under them."""
        fields = self.fields
        paths = (*fields.id, *fields.author, *fields.author_id, *fields.created, *fields.plain, *fields.text)
        return all(value is None or isinstance(value, dict) for value in (reach(record, path) for path in paths))

    def recognise(self, payload: Payload) -> Recognition | None:
        """Claim a source that holds objects of the comment's shape."""
        said = {*self.fields.plain, *self.fields.text}
        for shape in (self.shape, *self.shapes):
            number = payload.census.count(shape)
            # What was removed keeps its place among others; alone it is a notice that something was.
            if number and (shape is self.shape or any(_leads(key, path) for key in shape.has for path in said)):
                keys = ", ".join(shape.has[:5])
                return Recognition(min(0.7 + 0.03 * shape.weight, 0.98), f"{number} JSON objects with {keys}")
        return None

    def read(self, payload: Payload, options: ReadOptions) -> Iterable[Reading]:
        """Yield each discussion in the source."""
        from .json_engine import read_values

        return read_values(self, payload.values, options)


def _leads(key: str, path: str) -> bool:
    """Whether a path leads to a key or to what lies below it."""
    return path == key or path.startswith((f"{key}.", f"{key}["))
