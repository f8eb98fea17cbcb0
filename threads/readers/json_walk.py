"""Walk over JSON documents: what has the shape of a comment, and what lies among them and lacks a part."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING, Any, Final

from .column_names import HEADED, folded
from .json_platform import Keys
from .json_shapes import first, named_parts, reach
from .values import name_of, whole

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from .json_platform import JsonPlatform

#: A place in a document: where every list is at its first member, every map of ids at its first entry.
_ROOT: Final = 0
#: Where answers lie in the comment that they answer; whatever lies below it too.
_ANSWERS: Final = 1
#: What stands for the members of a list, and for ids and keys that stand alone.
_MEMBER: Final = "[]"
_ANY: Final = "*"
#: So many parts of a comment tell that something lies among comments: in their place, and elsewhere in their lists.
_SOME: Final = 2
_MOST: Final = 3
#: So far outwards a key is looked for.
_LEVELS: Final = 40
#: What is taken among comments shows where answers lie: so many times it is looked again.
_ROUNDS: Final = 4


@dataclass(slots=True)
class Found:
    """What one walk over the documents meets: comments, articles, people, and facts beside them."""

    records: list[dict[str, Any]] = field(default_factory=list)
    above: list[int] = field(default_factory=list)
    articles: list[dict[str, Any]] = field(default_factory=list)
    people: dict[str, str] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    claimed_replies: int | None = None
    more: int = 0
    stubs: int = 0
    dropped: dict[str, int] = field(default_factory=dict)
    #: Records among comments that lack too much of one.
    unlike: int = 0


@dataclass(slots=True)
class Places:
    """Where objects lie: the keys that lead to them, but for places in lists, ids, and keys that stand alone.

    Of each place: the one it is in, the key that leads from there, the nearest list, whether it is below answers.
    """

    numbers: dict[tuple[int, str], int] = field(default_factory=dict)
    above: list[int] = field(default_factory=lambda: [_ROOT, _ANSWERS])
    keys: list[str] = field(default_factory=lambda: ["", ""])
    lists: list[int] = field(default_factory=lambda: [_ROOT, _ANSWERS])
    below: list[bool] = field(default_factory=lambda: [False, True])

    def within(self, place: int, key: str) -> int:
        """The place under a key; a key that led here already leads there again, as in answers to answers."""
        known = self.numbers.get((place, key))
        if known is None:
            known = self._again(place, key) if key not in (_ANY, _MEMBER) else None
            known = self._new(place, key) if known is None else known
            self.numbers[place, key] = known
        return known

    def tail(self, place: int) -> tuple[str, ...]:
        """The keys that lead to a place from its nearest list."""
        keys: list[str] = []
        while place != self.lists[place]:
            keys.append(self.keys[place])
            place = self.above[place]
        return tuple(keys)

    def outside(self, places: Iterable[int]) -> set[int]:
        """The places that some others are in."""
        found: set[int] = set()
        for place in places:
            while self.above[place] not in found and self.above[place] != place:
                place = self.above[place]  # noqa: PLW2901 -- outwards
                found.add(place)
        return found

    def _again(self, place: int, key: str) -> int | None:
        for _ in range(_LEVELS):
            if self.keys[place] == key:
                return place
            place = self.above[place]
        return None

    def _new(self, place: int, key: str) -> int:
        number = len(self.above)
        self.above.append(place)
        self.keys.append(key)
        self.lists.append(number if key == _MEMBER else self.lists[place])
        self.below.append(self.below[place])
        return number


@dataclass(slots=True)
class Met:
    """Where comments lie, with the keys that they have there, and the objects that are none by their shape."""

    platform: JsonPlatform
    places: Places = field(default_factory=Places)
    keys: dict[int, Keys] = field(default_factory=dict)
    others: list[tuple[dict[str, Any], int]] = field(default_factory=list)

    def comment(self, record: dict[str, Any], place: int) -> None:
        """Note where a comment lies."""
        before, keys = self.keys.get(place), record.keys()
        if before is None:
            self.keys[place] = Keys(frozenset(keys), frozenset(keys))
        elif before.all != keys or before.any != keys:
            self.keys[place] = before.beside(Keys(frozenset(keys), frozenset(keys)))

    def alike(self) -> list[dict[str, Any]]:
        """The objects that lie where comments do and lack one key of a comment: programs leave out what is empty."""
        if not self.keys:
            return []
        anywhere = self._anywhere()
        return [record for record, place in self.others if self._is_like(record, place, anywhere)]

    def unlike(self) -> int:
        """How many further objects that somebody wrote, or that say something, lie among comments.

        What has a heading, which comments lack, is what they are about.
        """
        if not self.keys:
            return 0
        platform, places = self.platform, self.places
        lists, tails = {places.lists[one] for one in self.keys}, {places.tail(one) for one in self.keys}
        around = places.outside(self.keys)
        anywhere = self._anywhere()
        number = 0
        for record, place in self.others:
            if place in self.keys or (places.below[place] and places.tail(place) in tails):
                least = _SOME
            elif place not in around and places.lists[place] in lists:
                least = _MOST
            else:
                continue
            if platform.tells(record) >= least and not _is_headed(record, anywhere):
                number += not self._is_known(record)
        return number

    def _anywhere(self) -> Keys:
        return reduce(Keys.beside, self.keys.values())

    def _is_like(self, record: dict[str, Any], place: int, anywhere: Keys) -> bool:
        keys = self.keys.get(place, anywhere if self.places.below[place] else None)
        if keys is None or not self.platform.tells(record) or _is_headed(record, keys):
            return False
        if place in self.keys and self.platform.lacks_only(record, keys):
            return True
        if self._is_known(record):
            return False
        return self.platform.lacks_one(record) or self.platform.lacks_words(record, keys)

    def _is_known(self, record: dict[str, Any]) -> bool:
        """Whether an object is something else that the platform knows."""
        platform = self.platform
        return (
            (platform.article is not None and platform.article.shape.fits(record))
            or (platform.more is not None and platform.more.fits(record))
            or any(mark.is_set(record) for mark in platform.drop)
            or (platform.refuse is not None and platform.refuse(record))
            or platform.is_empty(record)
        )


def _is_headed(record: dict[str, Any], beside: Keys) -> bool:
    """Whether an object has a heading that no comment beside it has: comments are about it."""
    return any(key not in beside.any and folded(key) in HEADED for key in record)


def walk(platform: JsonPlatform, values: Iterable[Any]) -> Found:
    """Collect a platform's records in source order; no recursion, so that depth costs nothing."""
    listed = list(values)
    taken: dict[int, dict[str, Any]] = {}
    found, met = _walk(platform, listed, taken)
    for _ in range(_ROUNDS):
        alike = met.alike()
        if not alike:
            break
        # The objects are held with their ids, so that no other one gets one of them.
        taken |= {id(one): one for one in alike}
        found, met = _walk(platform, listed, taken)
    found.unlike = met.unlike()
    return found


def _walk(platform: JsonPlatform, listed: list[Any], taken: dict[int, dict[str, Any]]) -> tuple[Found, Met]:
    found, met = Found(), Met(platform)
    stack: list[tuple[Any, int, int]] = [(value, -1, _ROOT) for value in listed[::-1]]
    while stack:
        value, above, place = stack.pop()
        if isinstance(value, list):
            place = met.places.within(place, _MEMBER)
            stack.extend((one, above, place) for one in value[::-1] if isinstance(one, (dict, list)))
            continue
        if not isinstance(value, dict):
            continue
        if (platform.matches(value) and not platform.is_empty(value)) or id(value) in taken:
            met.comment(value, place)
            inner = [(one, at, _ANSWERS) for one, at in _take(platform, found, value, above)]
        else:
            met.others.append((value, place))
            _look_beside(platform, found, value)
            inner = _inside(platform, found, met, (value, above, place), taken)
        stack.extend(inner[::-1])
    return found, met


def _inside(
    platform: JsonPlatform, found: Found, met: Met, entry: tuple[dict[str, Any], int, int], taken: Container[int]
) -> list[tuple[Any, int, int]]:
    """What lies inside of an object that is no comment, with where it lies and what it answers."""
    value, above, place = entry
    led = _led(platform, found, value, taken)
    if led:
        within = met.places.within(place, _MEMBER)
        return [(one, at, within) for one, at in led]
    alone = len(value) == 1
    return [
        (one, above, met.places.within(place, _ANY if _is_bare(key, one, alone=alone) else key))
        for key, one in named_parts(value)
    ]


def _is_bare(key: str, inside: Any, *, alone: bool) -> bool:
    """Whether a key is an id, or all that wraps an object."""
    return (alone and isinstance(inside, dict)) or any(map(str.isdigit, key))


def _take(platform: JsonPlatform, found: Found, record: dict[str, Any], above: int) -> list[tuple[Any, int]]:
    for mark in platform.drop:
        if mark.is_set(record):
            found.dropped[mark.name] = found.dropped.get(mark.name, 0) + 1
            return []
    for one in [*_ancestors(platform, record)[::-1], record]:
        found.records.append(one)
        found.above.append(above)
    at = len(found.records) - 1
    _count_replies(platform, found, record, above)
    nested = (reach(record, path) for path in platform.children)
    return [(one, at) for one in nested if isinstance(one, (dict, list))]


def _led(platform: JsonPlatform, found: Found, value: dict[str, Any], taken: Container[int]) -> list[tuple[Any, int]]:
    """The members of a thread whose first comment all others answer; what is dropped leads nothing."""
    if platform.thread is None or not platform.thread.fits(value):
        return []
    listed = value[platform.thread.has[0]]
    members = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    dropped = [any(mark.is_set(one) for mark in platform.drop) for one in members]
    kept = (one for one, drop in zip(members, dropped, strict=True) if not drop)
    leader = next((one for one in kept if platform.matches(one) or id(one) in taken), None)
    at = len(found.records)
    return [(one, -1 if one is leader else at) for one in members]


def _ancestors(platform: JsonPlatform, record: dict[str, Any]) -> list[dict[str, Any]]:
    chain: list[dict[str, Any]] = []
    node = record
    while platform.ancestors:
        node = reach(node, platform.ancestors)
        if not isinstance(node, dict) or not platform.matches(node):
            break
        chain.append(node)
    return chain


def _count_replies(platform: JsonPlatform, found: Found, record: dict[str, Any], above: int) -> None:
    for path in platform.reply_counts:
        count = whole(reach(record, path))
        if count is not None and above < 0:
            found.claimed_replies = (found.claimed_replies or 0) + count
            return


def _look_beside(platform: JsonPlatform, found: Found, value: dict[str, Any]) -> None:
    if platform.article is not None and platform.article.shape.fits(value):
        found.articles.append(value)
    _count_replies(platform, found, value, -1)
    for key in (*platform.claimed, *platform.pages, *platform.sort):
        fact = reach(value, key)
        if fact is not None and not isinstance(fact, (dict, list)):
            found.facts.setdefault(key, fact)
    if platform.more is not None and platform.more.fits(value):
        found.stubs += 1
        found.more += whole(reach(value, platform.more_count)) or 0 if platform.more_count else 1
    for people in platform.people:
        for key, person in _members(value.get(people.key)) if people.key else [("", value)]:
            named = (name_of(first(person, paths)) for paths in (people.name, people.family))
            own = name_of(first(person, people.id)) or key
            if own and (name := " ".join(filter(None, named))):
                found.people.setdefault(own, name)


def _members(listed: Any) -> list[tuple[str, Any]]:
    if isinstance(listed, dict):
        return [(str(key), one) for key, one in listed.items()]
    return [(str(at), one) for at, one in enumerate(listed)] if isinstance(listed, list) else []
