"""Guess what the columns of a table, or the keys of a JSON record, mean, from their names and their values."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from .column_names import (
    ALIASES,
    CALLED,
    COMMENTED,
    COMMENTS_OWN,
    COUNTED,
    FAMILY,
    GATHERED,
    GIVEN,
    HEADED,
    HOLDERS,
    KIN,
    LISTED,
    NAMES,
    NO_COMMENT,
    VERSION,
    WRAPPERS,
    folded,
)
from .json_platform import Fields
from .json_shapes import reach
from .likeness import likely, paired

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

#: So many of a column's values differ where it holds ids; copies occur.
_APART: Final = 0.9
#: A likelier name is taken where it holds nearly as much as another one.
_FULL: Final = 0.8
#: Where fewer of a column's values than this differ, it names what many comments share, and which is not said.
_SHARED: Final = 0.5
#: Columns of so few values differ, or repeat, by chance.
_FEW: Final = 3
#: Beside words, so many parts that say who, when or which make comments.
_TELLING: Final = 2
#: So many objects inside each other are looked into for the parts of a comment.
_LEVELS: Final = 3
#: Columns that tell of the parent's author, time or words, not which it is.
_OF_OTHERS: Final = ("author", "name", "user", "username", "userid", "text", "body", "time", "date", "created", "count")
#: What may hold what is answered, and much else.
_ANSWERING: Final = ("reply", "answer", "to")
#: What is called so is said to somebody, where it says who says it.
_SPOKEN: Final = frozenset(("message", "messagetext", "msg", "utterance", "reply"))
#: Words of scripts that set no spaces between them.
_SPACELESS: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]{4}")
#: Ids that programs give, which are nobody's name.
_CODED: Final = re.compile(r"\d+|[0-9a-f]{24}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?:urn|did):\S+|t\d_\w+")
#: Where an address is cut into its parts.
_STEP: Final = re.compile(r"[/?=&#.]")
#: How a list of records begins, written into a cell.
_LISTED: Final = ("[{", "[[")
#: What somebody who comments is called, and nobody who is quoted.
_USER: Final = re.compile(r"user(?:name|nick)?$|nick(?:name)?$|screenname$|handle$|commenter$")
#: What holds the words that describe a change.
_COMMIT: Final = re.compile(r"(?:last|head|latest|merge|squash)?commit")
#: What is told of a thing by whoever judges it, beside its name and what is said about it.
_JUDGED: Final = re.compile(
    r"(?<!average)(?<!avg)(?<!mean)(?<!ope)(?<!gene)(?<!integ)rating(?!s?count|s$)|stars?$|recommend"
)
#: How git numbers its changes.
_CHANGE: Final = re.compile(r"[0-9a-f]{40}")
#: What builds call the words of a change.
_OF_CHANGE: Final = frozenset(("msg", "comment"))
#: What titled things say that they are, which comments are about.
_WRITTEN: Final = re.compile(r"(?:\w+[#:])*(?:blog|news)?(?:post|article|page|story)", re.IGNORECASE)
_KIND: Final = ("type", "kind", "typename", "posttype")


@dataclass(frozen=True, slots=True)
class Guess:
    """Which path holds what, per part of a comment; parts that nothing seems to hold are absent."""

    paths: Mapping[str, str]

    @property
    def plausible(self) -> bool:
        """Whether it looks like comments at all: words, and two parts that say who, when or which.

        Somebody who is called more than "name" may have votes instead, say what is called a message, or be called a
        user: whoever is quoted is called an author. Where the
        words are called a comment, the discussion is such a part too, and any of votes, a time, a parent, an author's
        id or such an author will do.
        """
        telling = {"id", "parent", "author", "author_id", "created"}
        found = set(self.paths)
        by_somebody = folded(self.paths.get("author", "name")) != "name"
        if self.called_comments:
            telling |= {"discussion"}
            if found & {"score", "created", "parent", "author_id"} or by_somebody:
                return True
        said_to = "score" in found or folded(self.paths.get("text", "")) in _SPOKEN or self._by_user
        if by_somebody and said_to:
            return "text" in found
        return "text" in found and len(telling & found) >= _TELLING

    @property
    def _by_user(self) -> bool:
        """Whether words are by a user: not only a number of one, and not of a thing with a heading."""
        return _USER.search(folded(self.paths.get("author", ""))) is not None and "title" not in self.paths

    @property
    def called_comments(self) -> bool:
        """Whether what holds the words says that they are comments."""
        return COMMENTED.search(folded(self.paths.get("text", ""))) is not None

    def fields(self) -> Fields:
        """The guess as the fields of a platform."""
        return joined((self,))

    def sentence(self) -> str:
        """The guess in words."""
        return ", ".join(f"{part} from {path}" for part, path in self.paths.items())


def joined(guesses: Sequence[Guess]) -> Fields:
    """Several guesses as the fields of one platform: of each part the paths of all, the first one's first."""
    known = {one.name for one in fields(Fields)}
    paths: dict[str, tuple[str, ...]] = {}
    for one in guesses:
        for part, path in one.paths.items():
            if part in known and path not in paths.get(part, ()):
                paths[part] = (*paths.get(part, ()), path)
    return Fields(**paths)


def guess(records: Sequence[Mapping[str, Any]], *, nested: bool = False) -> Guess:
    """Guess from some records; with ``nested``, paths into objects inside them count too."""
    paths = list(dict.fromkeys(path for record in records for path in _paths(record, nested=nested)))
    by_name = _named(paths)
    # "comment_user" is the comment's user; its title and address are its own, not the discussion's.
    bare = {name.removeprefix("comment"): path for name, path in by_name.items() if name.startswith("comment")}
    found: dict[str, str] = {}
    for part, names in NAMES.items():
        known = [by_name, {}] if part in ("title", "discussion") else [by_name, bare]
        named = (paths[name] for paths in known for name in names if name in paths)
        fitting = [path for path in dict.fromkeys(named) if path not in found.values() and _fits(part, records, path)]
        if fitting:
            found[part] = _fullest(_distinct(fitting, records) if part == "id" else fitting, records)
    for part in ("text", "author", "created"):
        free = (path for path in paths if path not in found.values() and _fits(part, records, path))
        if part not in found and (path := likely(part, free, records)) is not None:
            found[part] = path
    return Guess(_renamed(_checked(_linked(_with_family(found, by_name), by_name, records), records), by_name, records))


def _named(paths: Sequence[str]) -> dict[str, str]:
    """Which path a folded name leads to; what only wraps a record, or one of its values, is no part of the name."""
    by_name: dict[str, str] = {}
    for path in paths:
        by_name.setdefault(folded(path), path)
    for path in paths:
        inner = path
        while "." in inner and folded(inner.partition(".")[0]) in WRAPPERS:
            inner = inner.partition(".")[2]
            by_name.setdefault(folded(inner), path)
            # "relationships.author.data.id" is the author's.
            by_name.setdefault(folded(inner.replace(".data.", ".")), path)
        outer = inner
        while "." in outer and folded(outer.rpartition(".")[2]) in HOLDERS:
            outer = outer.rpartition(".")[0]
            by_name.setdefault(folded(outer), path)
    return by_name


def _with_family(found: dict[str, str], by_name: Mapping[str, str]) -> dict[str, str]:
    """Add the other half of a name that lies in two keys."""
    given_name = folded(found.get("author", ""))
    if not GIVEN.search(given_name):
        return found
    beside = (by_name.get(GIVEN.sub(family, given_name)) for family in FAMILY)
    family = next((path for path in beside if path is not None), None)
    return {**found, "family": family} if family is not None else found


def _distinct(paths: list[str], records: Sequence[Mapping[str, Any]]) -> list[str]:
    """Those of some paths under which nothing repeats, where there are any: a post's id repeats among its comments."""
    alone = [path for path in paths if len({str(reach(one, path)) for one in records}) >= _APART * len(records)]
    return alone or paths


def _fullest(paths: Sequence[str], records: Sequence[Mapping[str, Any]]) -> str:
    """The likeliest path, but for one that most records lack though another name has what they hold."""
    counts = [sum(reach(one, path) not in (None, "") for one in records) for path in paths]
    return next(path for path, count in zip(paths, counts, strict=True) if count >= _FULL * max(counts))


def _linked(found: dict[str, str], by_name: Mapping[str, str], records: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Take the pair of columns of which one names most of what the other one holds: a mail has an id of its own."""
    taken = {path for part, path in found.items() if part not in ("id", "parent")}
    own = [path for name in NAMES["id"] if (path := by_name.get(name)) is not None and path not in taken]
    if not own:
        own = _named_as_parents(found, by_name, records)
    named = [path for name in NAMES["parent"] if (path := by_name.get(name)) is not None]
    named += [path for name, path in by_name.items() if KIN.search(name) and not name.endswith(_OF_OTHERS)]
    # Beside an id of its own, and where some have none, a comment's id is that of what is answered.
    others = [by_name[name] for name in ("commentid", "replyid") if name in by_name]
    named += [path for path in others if any(reach(one, path) in (None, "") for one in records)]
    if not any(str(reach(one, path)).isdigit() for path in own for one in records):
        # A count or a mark is called so too, but holds nobody's id.
        named += [by_name[name] for name in _ANSWERING if name in by_name]
    answers = [path for path in dict.fromkeys(named) if path not in taken]
    start = (found.get("id", ""), found.get("parent", ""))
    best, most = start, answered(*start, records)
    for id_path in own:
        for parent_path in answers:
            number = answered(id_path, parent_path, records)
            if id_path != parent_path and number > most:
                best, most = (id_path, parent_path), number
    if most == 0 and "text" in found and "parent" not in found:
        best = paired(by_name.values(), taken, records) or best
    return {**found, "id": best[0], "parent": best[1]} if best != start else found


def _named_as_parents(
    found: Mapping[str, str], by_name: Mapping[str, str], records: Sequence[Mapping[str, Any]]
) -> list[str]:
    """Columns, whatever they are called, that hold most of what is answered; numbers are found in any column."""
    stated = {str(reach(one, found["parent"])) for one in records} if "parent" in found else set()
    above = {parent for parent in stated - {"None", ""} if not parent.isdigit()}
    free = [path for path in dict.fromkeys(by_name.values()) if path not in found.values()] if above else []
    return [path for path in free if 2 * len(above & {str(reach(one, path)) for one in records}) > len(above)]


def answered(id_path: str, parent_path: str, records: Sequence[Mapping[str, Any]]) -> int:
    """How many records name another one as what they answer."""
    if not id_path or not parent_path:
        return 0
    ids = [str(reach(one, id_path)).removesuffix(".0") for one in records]
    known = set(ids)
    if len(known) < _APART * len(ids):
        return 0
    above = (str(reach(one, parent_path)).removesuffix(".0").removeprefix("t1_") for one in records)
    return sum(parent in known and parent != own for own, parent in zip(ids, above, strict=True))


def describes(found: Guess, records: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the words describe a change or a thing: one with a name or a title, by nobody with a name, or undated."""
    *holders, last = found.paths.get("text", "").split(".")
    if holders and _COMMIT.fullmatch(folded(holders[-1])):
        return True
    if not folded(last).endswith("description") and not folded("".join((*holders, last))).endswith("description"):
        return False
    if not {"author", "author_id"} & set(found.paths) and all(isinstance(one.get("summary"), str) for one in records):
        return True
    if judges(folded(key) for one in records for key in one):
        return False
    called = folded(found.paths.get("author", "name"))
    if called == "name" or any(isinstance(reach(one, ".".join((*holders, "name"))), str) for one in records):
        return True
    nameless = called.endswith("name") and "author_id" not in found.paths and "parent" not in found.paths
    return "title" in found.paths or nameless or not {"created", "parent"} & set(found.paths)


def judges(keys: Iterable[str]) -> bool:
    """Whether one of some keys says how good something is: a review has it."""
    return any(_JUDGED.search(key) for key in keys)


def are_about_else(records: Sequence[Mapping[str, Any]]) -> bool:
    """Whether records are what comments are about (with a heading and a count of them), commits or people."""
    wrapped = [one[key] for one in records for key in one if folded(key) in WRAPPERS and isinstance(one[key], dict)]
    values = [(folded(key), value) for one in (*records, *wrapped) for key, value in one.items()]
    keys = {key for key, _ in values}
    if keys & NO_COMMENT or ("message" in keys and any(_is_version(key, value) for key, value in values)):
        return True
    if keys & _OF_CHANGE and any(key == "commitid" and _CHANGE.fullmatch(str(value)) for key, value in values):
        return True
    if keys & HEADED and any(key in _KIND and _WRITTEN.fullmatch(str(value)) for key, value in values):
        return True
    own = any(COMMENTS_OWN.match(key) and not isinstance(value, (dict, list)) for key, value in values)
    if own or not keys & HEADED:
        return False
    inside = [(folded(key), value) for _, held in values if isinstance(held, dict) for key, value in held.items()]
    counted = any(key in GATHERED and type(value) is int for key, value in (*values, *inside))
    return counted or bool(keys & (COUNTED | LISTED))


def _is_version(key: str, value: object) -> bool:
    return isinstance(value, str) and (key in VERSION or (key == "id" and _CHANGE.fullmatch(value) is not None))


def given(columns: Mapping[str, str]) -> Guess:
    """Take the columns that the user named; ``ValueError`` for a part that no comment has."""
    known = {*NAMES, *(one.name for one in fields(Fields))}
    chosen = {ALIASES.get(part, part): path for part, path in columns.items()}
    strange = [part for part in chosen if part not in known]
    if strange:
        raise ValueError(f"a comment has no part {strange[0]!r}; name {', '.join(NAMES)}")
    return Guess(chosen)


def _paths(record: Mapping[str, Any], *, nested: bool, levels: int = _LEVELS) -> Iterator[str]:
    """The paths to the values of a record; with ``nested`` into objects inside it too, some levels deep."""
    for key, value in record.items():
        # A dot in a name is told from a step into an object only where the name stands in the record itself.
        if "[" in key or ("." in key and levels < _LEVELS):
            continue
        # A sign alone says of which type an object is: {"_": "PeerUser", "user_id": 7}.
        if levels < _LEVELS and not folded(key):
            continue
        if not nested or not isinstance(value, dict):
            yield key
        elif levels > 0 and "." not in key:
            yield from (f"{key}.{inner}" for inner in _paths(value, nested=True, levels=levels - 1))


def _fits(part: str, records: Sequence[Mapping[str, Any]], path: str) -> bool:
    """Whether the values could be what the name says."""
    values = [reach(one, path) for one in records]
    there = [value for value in values if value is not None and value != ""]
    if not there:
        return part in ("parent", "score")
    if any(isinstance(value, (dict, list)) for value in there):
        return False
    if part == "text":
        words = [value.strip() for value in there if isinstance(value, str)]
        listed = sum(value.startswith(_LISTED) for value in words)
        return 2 * listed <= len(words) and (
            any(" " in value or _SPACELESS.search(value) for value in words) or _are_marked_up(words, records)
        )
    if part == "score":
        return all(re.fullmatch(r"-?[\d.,]+[KkMm]?", str(value)) for value in there)
    if part == "created":
        return any(re.search(r"\d", str(value)) for value in there)
    return True


def _are_marked_up(words: Sequence[str], records: Sequence[Mapping[str, Any]]) -> bool:
    """Whether each of some words stands in its record once more, as a paragraph of HTML: it was written to be read."""
    written = {value.strip() for one in records for value in one.values() if isinstance(value, str)}
    return bool(words) and all(f"<p>{word}</p>" in written for word in words)


def _renamed(found: dict[str, str], by_name: Mapping[str, str], records: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Where the likeliest key for a name holds people's ids, take the next that holds names, bare "name" apart."""
    if "author" in found or "author_id" not in found:
        return found
    named = (by_name[name] for name in (*NAMES["author"], *CALLED) if name in by_name and name != "name")
    free = (path for path in named if path not in found.values() and _fits("author", records, path))
    spoken = (path for path in free if not all(_CODED.fullmatch(str(reach(one, path) or 0)) for one in records))
    name = next(spoken, None)
    return {**found, "author": name} if name is not None else found


def _hold_ids(places: Sequence[object], ids: Sequence[object]) -> bool:
    """Whether each of some addresses holds the id of its own record."""
    return bool(places and ids) and all(
        str(own) in _STEP.split(str(place)) for place, own in zip(places, ids, strict=True)
    )


def _are_people(found: Mapping[str, str], records: Sequence[Mapping[str, Any]]) -> bool:
    """Whether most of what stands where an answered comment's id would is somebody's name or id."""
    if not {"id", "parent"} <= set(found):
        return False
    ids = {str(reach(one, found["id"])) for one in records}
    people = {str(reach(one, found[part])) for part in ("author", "author_id") if part in found for one in records}
    named = [str(above) for one in records if (above := reach(one, found["parent"])) not in (None, "")]
    return 2 * sum(name in people - ids for name in named) > len(named)


def _checked(found: dict[str, str], records: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Drop what the values contradict: an id that repeats is none; numbers alone under the author are an id."""
    ids = [reach(one, found["id"]) for one in records] if "id" in found else []
    if len(ids) > _FEW and len(set(map(str, ids))) < _APART * len(ids) and folded(found["id"]) in NAMES["discussion"]:
        found.setdefault("discussion", found.pop("id"))
    elif len(ids) > _FEW and len(set(map(str, ids))) < _SHARED * len(ids):
        found.pop("id")
    speakers = [str(who) for one in records if "author" in found and (who := reach(one, found["author"])) is not None]
    if speakers and all(_CODED.fullmatch(who) for who in speakers):
        # Reddit calls a comment's own id its name.
        own = found["author"].rpartition(".")[2] == "name" and _FEW < len(set(speakers)) == len(speakers)
        found.setdefault("id" if own else "author_id", found.pop("author"))
    if _are_people(found, records):
        found.pop("parent")
    where = found.get("discussion", "")
    places = [reach(one, where) for one in records] if folded(where).endswith("url") else []
    alone = len(set(map(str, places))) == len(places)
    if alone and (len(places) > _FEW or any("#" in str(one) for one in places) or _hold_ids(places, ids)):
        # An address of its own for each is the comment's, not the discussion's.
        found.setdefault("permalink", found.pop("discussion"))
    return found
