"""What a JSON record looks like, and how to reach into it: dotted paths, required keys, samples by key set."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from .embedded import from_base64, unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ANY: Final = object()
#: So many objects of a shape are kept, the later ones ever farther apart, of so many that are looked at.
_SAMPLES: Final = 4
_SEEN: Final = 60_000
#: Where a record of a dump says what it is, and where its parts lie.
_MODELS: Final = (("model", "fields"), ("type", "attributes"))
#: A step of a path that is a place in a list.
_PLACE: Final = re.compile(r"\d{1,9}")


@lru_cache(maxsize=4096)
def steps(path: str) -> tuple[str, ...]:
    """Split ``a.b[].c`` into ``a``, ``b``, ``[]``, ``c``."""
    return tuple(path.replace("[]", ".[]").split("."))


def reach(value: Any, path: str) -> Any:
    """Follow a dotted path; ``[]`` takes every member of a list; ``None`` where the path leads nowhere.

    Tables have columns with a dot in their names: a key that reads like the whole path is taken first.
    """
    names = steps(path)
    if len(names) > 1 and isinstance(value, dict) and path in value:
        return value[path]
    for at, name in enumerate(names):
        if name == "[]":
            rest = ".".join(names[at + 1 :])
            return [reach(one, rest) if rest else one for one in value] if isinstance(value, list) else None
        if isinstance(value, dict):
            value = value.get(name)
        elif isinstance(value, list) and _PLACE.fullmatch(name) and int(name) < len(value):
            value = value[int(name)]
        else:
            return None
    return value


def first(value: Any, paths: Iterable[str]) -> Any:
    """Return what the first path that leads somewhere leads to."""
    for path in paths:
        found = reach(value, path)
        if found is not None and found != "":
            return found
    return None


def holds(value: Any, path: str) -> bool:
    """Whether the path exists, its value ``null`` included."""
    if isinstance(value, dict) and path in value:
        return True
    *above, last = steps(path)
    for name in above:
        value = value.get(name) if isinstance(value, dict) else None
    return isinstance(value, dict) and last in value


@dataclass(frozen=True, slots=True)
class Shape:
    """The mark of a record: paths it has, values it has there, paths it lacks.

    ``where`` maps a path to the values allowed there; ``prefixes`` to how the text there must begin; ``kinds`` to
    the types that a value may have.
    """

    has: tuple[str, ...]
    where: tuple[tuple[str, tuple[Any, ...]], ...] = ()
    prefixes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    kinds: tuple[tuple[str, tuple[type, ...]], ...] = ()
    without: tuple[str, ...] = ()

    def fits(self, record: dict[str, Any]) -> bool:
        """Whether a JSON object has this shape."""
        for path in self.has:
            if not holds(record, path):
                return False
        return (
            all(reach(record, path) in allowed for path, allowed in self.where)
            and all(str(reach(record, path)).startswith(begin) for path, begin in self.prefixes)
            and all(isinstance(reach(record, path), kinds) for path, kinds in self.kinds)
            and not any(holds(record, path) for path in self.without)
        )

    def nearly(self, record: dict[str, Any]) -> bool:
        """Whether a JSON object lacks one thing that this shape asks for, and contradicts nothing else."""
        told = (*self.has, *(path for path, _ in (*self.where, *self.prefixes)))
        return sum(not holds(record, path) for path in dict.fromkeys(told)) <= 1 and not self.contradicts(record)

    def contradicts(self, record: dict[str, Any]) -> bool:
        """Whether a JSON object says something else where this shape asks for something, or has what it must lack."""
        return (
            any(holds(record, path) and reach(record, path) not in allowed for path, allowed in self.where)
            or any(
                holds(record, path) and not str(reach(record, path)).startswith(begin) for path, begin in self.prefixes
            )
            or not all(
                reach(record, path) is None or isinstance(reach(record, path), kinds) for path, kinds in self.kinds
            )
            or any(holds(record, path) for path in self.without)
        )

    @property
    def weight(self) -> int:
        """How much it asks for: the more, the less likely that something else looks like it by chance."""
        return len(self.has) + 2 * len(self.where) + 2 * len(self.prefixes) + len(self.kinds) + len(self.without)


def objects(values: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Every JSON object in the values, outer before inner, in source order, wrapped strings opened."""
    stack = list(values)[::-1]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            yield value
            stack.extend(list(parts(value))[::-1])
        elif isinstance(value, list):
            stack.extend(value[::-1])


def parts(record: dict[str, Any]) -> Iterator[Any]:
    """The containers directly inside an object; a string that holds JSON (a recorded response) counts as one."""
    return (value for _, value in named_parts(record))


def named_parts(record: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The containers directly inside an object, as :func:`parts` has them, each with its key."""
    for key, value in record.items():
        if isinstance(value, (dict, list)):
            yield key, value
        elif isinstance(value, str) and len(value) > 20:
            coded = key == "base64_string" or (key == "text" and record.get("encoding") == "base64")
            inner = from_base64(value) if coded else unwrapped(value)
            if inner is not None:
                yield key, inner


@dataclass(frozen=True, slots=True)
class Census:
    """The distinct kinds of JSON objects in a source: per set of keys how many there are, and a few of them."""

    kinds: dict[frozenset[str], tuple[int, tuple[dict[str, Any], ...]]]

    def count(self, shape: Shape) -> int:
        """Return about how many objects have a shape."""
        needed = {steps(path)[0] for path in shape.has}
        return sum(
            number
            for keys, (number, samples) in self.kinds.items()
            if needed <= keys and any(shape.fits(sample) for sample in samples)
        )


def census(values: Iterable[Any]) -> Census:
    """Take stock of the objects in some JSON values; the first sixty thousand are enough to know a format by."""
    kinds: dict[frozenset[str], tuple[int, tuple[dict[str, Any], ...]]] = {}
    for seen, record in enumerate(objects(values)):
        if seen >= _SEEN:
            break
        keys = _kind(record)
        number, samples = kinds.get(keys, (0, ()))
        # Samples are spread out, so that rare values under the same keys are met.
        keep = len(samples) < _SAMPLES or number & (number - 1) == 0
        kinds[keys] = (number + 1, (*samples, record) if keep else samples)
    return Census(kinds)


def _kind(record: dict[str, Any]) -> frozenset[str]:
    """The keys of an object; of dumps of several models (and JSON:API) the model as well: all have the same keys."""
    said = (record.get(name) for name, inside in _MODELS if isinstance(record.get(inside), dict))
    return frozenset((*record, *(f"model={model}" for model in said if isinstance(model, str))))


def pruned(record: dict[str, Any], used: dict[str, Any]) -> dict[str, Any]:
    """Return what is left of a record when the used paths (a tree of keys) are taken out, and nothing empty."""
    left: dict[str, Any] = {}
    for key, value in record.items():
        if key in used:
            inner = used[key]
            if inner is None or not isinstance(value, dict):
                continue
            left[key] = pruned(value, inner)
        else:
            left[key] = value
        if left[key] is None or left[key] in ("", [], {}):
            del left[key]
    return left


def key_tree(paths: Iterable[str]) -> dict[str, Any]:
    """Make a tree of keys for :func:`pruned`; a leaf is ``None``."""
    tree: dict[str, Any] = {}
    for path in paths:
        names = steps(path)
        names = names[: names.index("[]")] if "[]" in names else names
        level = tree
        for name in names[:-1]:
            if level.get(name, ANY) is None:
                break
            level = level.setdefault(name, {})
        else:
            level[names[-1]] = None
    return tree
