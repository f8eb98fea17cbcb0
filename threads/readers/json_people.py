"""Whose name an id stands for, where people lie in a table beside what they say; and maps whose keys are the ids."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from .column_names import CALLED, HEADED, HOLDERS, folded
from .json_platform import People
from .json_shapes import objects, reach
from .values import name_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

#: So many objects are looked at, and so many of those who speak must be known.
_LOOKED_AT: Final = 60_000
_KNOWN: Final = 0.5
#: Entries whose keys are looked at; the letters of an id that no word has; how deep maps are looked for, in objects.
_ENTRIES: Final = 50
_LONG: Final = 16
_DEEPEST: Final = 40
#: So many objects inside each other an entry may keep a name in.
_INSIDE: Final = 3
#: From here on a name is a person's first alone.
_FIRST: Final = CALLED.index("firstname")
#: Under these keys an entry of a table of people has its id.
_IDS: Final = ("id", "_id", "uid", "uuid", "userid", "user_id", "userId", "pk", "gid", "gaia_id", "key", "guid")
#: How a thread may be headed that says nothing else itself.
_OPENED: Final = frozenset(("prompt", "question", "subject", "topic", "heading", "theme"))
#: The key of an entry, where it lies in a map under it.
KEY: Final = "#key"
#: The thread that a record is listed in, and its heading.
THREAD: Final = "#thread"
HEADING: Final = "#heading"


def people_of(values: Iterable[Any], speakers: Collection[str]) -> People | None:
    """The table of people, list or map, that names most of those who speak; ``None`` where none names half of them."""
    best: tuple[int, People] | None = None
    for holder in islice(objects(values), _LOOKED_AT):
        for key, listed in holder.items():
            found = _table(key, listed, speakers)
            if found is not None and (best is None or found[0] > best[0]):
                best = found
    return best[1] if best is not None and best[0] >= _KNOWN * len(speakers) else None


def _table(key: str, listed: Any, speakers: Collection[str]) -> tuple[int, People] | None:
    """How many speakers a table names, and where its ids and names are."""
    entries = _entries(listed)
    if not entries:
        return None
    paths = dict.fromkeys(path for _, entry in entries[:_ENTRIES] for path in _flat(entry))
    names = sorted((path for path in paths if _rank(path) < len(CALLED)), key=_rank)
    if not names:
        return None
    ids = [path for path in paths if path.rpartition(".")[2] in _IDS or folded(path).endswith("urn")]
    keyed = len({at for at, _ in entries} & set(speakers)) if isinstance(listed, dict) else 0
    counts = [(len({str(reach(entry, path)) for _, entry in entries} & set(speakers)), path) for path in ids]
    most, path = max(counts, key=lambda one: one[0], default=(0, ""))
    if max(most, keyed) == 0:
        return None
    family = tuple(
        one for one in paths if folded(_held(one)).endswith(("lastname", "familyname")) and _rank(names[0]) >= _FIRST
    )
    return max(most, keyed), People(key, id=(path,) if most >= keyed else (), name=tuple(names), family=family)


def _rank(path: str) -> int:
    """How likely what a key holds is a name, the lower the likelier."""
    last = folded(_held(path).rpartition(".")[2])
    return next((at for at, name in enumerate(CALLED) if last in (name, f"fallback{name}")), len(CALLED))


def _held(path: str) -> str:
    """A path without what only wraps its value: "firstName.text" is the first name."""
    outer, _, last = path.rpartition(".")
    return outer if outer and folded(last) in HOLDERS else path


def _flat(entry: dict[str, Any], deeper: int = _INSIDE) -> list[str]:
    """The paths to what is no object in an entry, some objects deep."""
    own = [key for key, value in entry.items() if isinstance(value, (str, int))]
    held = ((key, value) for key, value in entry.items() if isinstance(value, dict)) if deeper else ()
    return [*own, *(f"{key}.{path}" for key, value in held for path in _flat(value, deeper - 1))]


def _entries(listed: Any) -> list[tuple[str, dict[str, Any]]]:
    if isinstance(listed, dict):
        return [(str(key), one) for key, one in listed.items() if isinstance(one, dict)]
    if not isinstance(listed, list):
        return []
    return [(str(at), one) for at, one in enumerate(listed) if isinstance(one, dict)]


def with_threads(values: Sequence[Any], text: str) -> tuple[list[Any], bool]:
    """Write the id and the heading of every thread that lists records into them; and whether there is more than one.

    A thread has a heading and holds one list of what is said in it: a board's export has many such.
    """
    threads = [
        (thread, key) for thread in islice(objects(values), _LOOKED_AT) if _heading(thread, text)
        for key, listed in thread.items() if isinstance(listed, list) and listed and _all_said(listed, text)
    ]  # fmt: skip
    held = {id(thread) for thread, _ in threads}
    if len(held) < 2 or len(held) < len(threads):
        return list(values), False
    return [_threaded(value, held, text, {}, 0) for value in values], True


def _threaded(value: Any, held: set[int], text: str, above: dict[str, Any], depth: int) -> Any:
    if depth > _DEEPEST or not isinstance(value, (dict, list)):
        return value
    if isinstance(value, list):
        return [_threaded(one, held, text, above, depth + 1) for one in value]
    if id(value) in held:
        name = next((name for one in _IDS if (name := name_of(value.get(one)))), None) or name_of(value.get("url"))
        above = {THREAD: name or _heading(value, text), HEADING: _heading(value, text)}
    elif above and isinstance(reach(value, text), str):
        return {**above, **{key: _threaded(one, held, text, above, depth + 1) for key, one in value.items()}}
    return {key: _threaded(one, held, text, above, depth + 1) for key, one in value.items()}


def _heading(thread: dict[str, Any], text: str) -> str | None:
    """The heading of a thread; that of a comment is none, unless it is called a title."""
    names = HEADED if reach(thread, text) is not None else HEADED | _OPENED
    return next((value for key in thread if folded(key) in names and (value := name_of(thread[key]))), None)


def _all_said(listed: list[Any], text: str) -> bool:
    return all(isinstance(one, dict) and isinstance(reach(one, text), str) for one in listed)


def with_keys(values: Sequence[Any], text: str) -> list[Any]:
    """Write the key of every map whose members hold words under ``text`` into its members: it is their id."""
    return [_keyed(value, text, 0) for value in values]


def _keyed(value: Any, text: str, depth: int) -> Any:
    if depth > _DEEPEST or not isinstance(value, (dict, list)):
        return value
    if isinstance(value, list):
        return [_keyed(one, text, depth + 1) for one in value]
    inner = {key: _keyed(one, text, depth + 1) for key, one in value.items()}
    coded = [one for key, one in inner.items() if isinstance(one, dict) and _is_id(key)]
    members = [one for one in coded if name_of(reach(one, text)) is not None]
    if 2 * len(members) <= len(inner) or not members:
        return inner
    return {key: {KEY: key, **one} if isinstance(one, dict) else one for key, one in inner.items()}


def _is_id(key: str) -> bool:
    """Whether a key is an id rather than a word that says what lies under it."""
    return len(key) >= _LONG or any(sign.isdigit() for sign in key)
