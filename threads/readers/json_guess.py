"""JSON that no platform knows: find the records that look like comments, and say what was guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from ..model import Note
from ..platform import Recognition
from .body import broken_text
from .column_names import HEADED, folded
from .guess import Guess, answered, are_about_else, describes, guess, joined, judges
from .json_edges import answered_elsewhere
from .json_engine import read_values
from .json_held import LOOKED_AT, addressed_as_said, held_as_said, listed_as_said
from .json_people import HEADING, KEY, THREAD, people_of, with_keys, with_threads
from .json_platform import ArticleFields
from .json_shapes import Shape, objects, reach
from .outline import by_outline
from .table import platform_for
from .tidying import answer_the_article, read_dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..draft import Reading
    from ..payload import Payload
    from ..platform import ReadOptions
    from .json_platform import JsonPlatform, People

_CHILDREN: Final = (
    "replies", "children", "responses", "answers", "comments", "childComments", "subComments", "sub_comments", "thread",
    "reply_list", "replyList", "replies.data", "replies.comments", "reply_new.reply_list",
)  # fmt: skip
#: Keys of records that may be comments without words.
_REMOVED: Final = re.compile(r"delet|remov|hidden|collaps|moderat|block|approv", re.IGNORECASE)
#: Keys of what is quoted, answered or shared, which lies inside of what is said about it.
_ABOVE: Final = re.compile(
    r"parent|quot|reposted|retweet|original|context|ancestor|related|replyto|bereplied|mention|root|attach|embed|preview|source"
)
#: Parts by which records of two kinds are the same but for their words.
_ALIKE: Final = ("id", "author", "author_id", "created", "parent")
#: What a record that stands alone is called by programs, and where.
_TYPES: Final = ("type", "kind", "object", "object_type", "objectType", "__typename", "messageType", "_type")
_SAYS_SO: Final = re.compile(r"(?:\w*[#:])*\w*(?:comment|reply|answer|review|message)", re.IGNORECASE)
#: What is called so is commented on.
_WORK: Final = re.compile(r"(?:\w*[#:])*\w*(?:article|page|video|event|story)", re.IGNORECASE)
#: What lists of comments are called.
_SAID: Final = ("comments", "replies", "messages")
#: What stands for a name in a table of people: a number, or letters and digits that no name has.
_CODED: Final = re.compile(r"\d+|(?=\S*\d)[\w:.@#!$-]{2,80}|[0-9a-f-]{8,}")
#: So many records of a kind tell what its keys mean.
_SAMPLED: Final = 2_000
#: Parts that some comments lack, and how many records are looked at for them.
_OPTIONAL: Final = frozenset(("parent", "score", "permalink"))
_COMPARED: Final = 200


@dataclass(frozen=True)
class Kind:
    """Records of one kind: how many there are, a few of them, and what their keys mean."""

    number: int
    samples: tuple[dict[str, Any], ...]
    found: Guess

    @property
    def said_by(self) -> tuple[str, str | None]:
        """Where the words and their author lie."""
        return self.found.paths["text"], self.found.paths.get("author") or self.found.paths.get("author_id")


@dataclass(frozen=True)
class Found:
    """What most looks like comments: how many records, what their keys mean, and those of kinds that go with them."""

    number: int
    guess: Guess
    others: tuple[Guess, ...] = ()
    #: Whether what looked like a parent was found to be somebody's name.
    unaddressed: bool = False

    @property
    def guesses(self) -> tuple[Guess, ...]:
        """Of all kinds, the commonest first."""
        return (self.guess, *self.others)

    def sentence(self) -> str:
        """The guesses in words."""
        return "; also ".join(one.sentence() for one in self.guesses)


@dataclass(frozen=True)
class GuessedJson:
    """Any JSON with records of text, author and time, nested or flat."""

    name: str = "json-guess"
    title: str = "JSON of an unknown platform"
    carrier: str = "json"
    keeps: tuple[str, ...] = (
        "comment_id",
        "parent_id",
        "author",
        "author_id",
        "created",
        "score",
        "permalink",
        "extra",
    )
    depth_cap: int | None = None
    version: str = "2"
    doc: str = (
        "Records whose keys look like a comment's (text, and who, when or which); replies by parent key, nesting, level"
        " or place in an outline; names also from a table of people beside. What was taken for what is noted; keys"
        " without a column go into extra."
    )

    def recognise(self, payload: Payload) -> Recognition | None:
        """Claim JSON with at least two records that look like comments; the claim is the weakest of all."""
        found = best(payload)
        if found is None:
            return None
        return Recognition(0.35, f"{found.number} records with {found.sentence()}")

    def read(self, payload: Payload, options: ReadOptions) -> Iterable[Reading]:
        """Yield each discussion."""
        found = best(payload)
        if found is None:
            return
        if _addressed(found.guess, payload):
            paths = {part: path for part, path in found.guess.paths.items() if part != "parent"}
            found = replace(found, guess=Guess(paths), unaddressed=True)
        values: Sequence[Any] = payload.values
        if "id" not in found.guess.paths:
            values = with_keys(values, found.guess.paths["text"])
            if any(KEY in one for one in islice(objects(values), LOOKED_AT)):
                found = replace(found, guess=Guess({**found.guess.paths, "id": KEY}))
        found = _completed(found, values)
        if not {"discussion", "title"} & set(found.guess.paths):
            values, several = with_threads(values, found.guess.paths["text"])
            if several:
                found = replace(found, guess=Guess({**found.guess.paths, "discussion": THREAD, "title": HEADING}))
        readings = list(read_values(_platform(found, values), values, options))
        answer_the_article(readings)
        by_outline(readings)
        answered_elsewhere(readings, payload, found.guess.paths["text"])
        read_dates(readings)
        for reading in readings:
            reading.notes.append(Note("keys-guessed", f"The keys were guessed: {found.sentence()}."))
            yield reading


def _completed(found: Found, values: Sequence[Any]) -> Found:
    """Add the parts that only some records have, which the few that were looked at may lack: a parent, votes."""
    path, own = found.guess.paths["text"], found.guess.paths.get("id", "")
    said = islice((one for one in objects(values) if isinstance(reach(one, path), str)), _COMPARED)
    # What is answered or quoted is often copied into the answer.
    alone = {str(reach(one, own) or at): one for at, one in enumerate(said)}
    compared = list(alone.values())
    more = guess(compared, nested=True)
    taken = {*found.guess.paths, *(("parent",) if "parent" not in found.guess.paths and found.unaddressed else ())}
    added = {part: path for part, path in more.paths.items() if part in _OPTIONAL - taken}
    above = found.guess.paths.get("parent")
    if above and answered(own, above, compared) < answered(own, more.paths.get("parent", ""), compared):
        # Of two keys that name what is answered the few records knew one, and the other one leads somewhere.
        added["parent"] = more.paths["parent"]
    return replace(found, guess=Guess({**found.guess.paths, **added}))


def _platform(found: Found, values: Sequence[Any]) -> JsonPlatform:
    """The platform that reads records of all the kinds, with what lies inside them and beside them."""
    chosen, *others = found.guesses
    records = list(islice((one for one in objects(values) if _is_said(found, one)), _SAMPLED))
    people = named_beside(found.guess, values, records)
    if people is not None and "author_id" not in chosen.paths:
        chosen = Guess({("author_id" if part == "author" else part): path for part, path in chosen.paths.items()})
    children = dict.fromkeys((*_CHILDREN, *_holding_others(found, records)))
    article = answered_beside(found.guess, values, records)
    return replace(
        platform_for(chosen, tuple(children)), fields=joined((chosen, *others)),
        shapes=tuple(Shape((one.paths["text"],)) for one in others), people=(people,) if people else (),
        article=article, refuse=partial(_refused, found, article.shape if article else None),
    )  # fmt: skip


def answered_beside(found: Guess, values: Sequence[Any], records: Sequence[dict[str, Any]]) -> ArticleFields | None:
    """What is commented on, where it lies beside the comments: it alone has a heading, and they say they answer it."""
    if "title" in found.paths or not {"id", "parent"} <= set(found.paths):
        return None
    own, text = found.paths["id"], found.paths["text"]
    answered = {str(above) for one in records if (above := reach(one, found.paths["parent"])) not in (None, "")}
    for one in islice(objects(values), LOOKED_AT):
        heading = next((key for key, value in one.items() if folded(key) in HEADED and isinstance(value, str)), None)
        if heading is not None and str(reach(one, own)) in answered:
            return ArticleFields(Shape((heading, own)), id=(own,), title=(heading,), text=(text,), body=broken_text)
    return None


def _refused(found: Found, article: Shape | None, record: dict[str, Any]) -> bool:
    return (article is not None and article.fits(record)) or _is_headed(found, record) or _nothing_else(found, record)


def _is_headed(found: Found, record: dict[str, Any]) -> bool:
    """Whether a record has the heading that comments lack, and a count of them, or nobody where they have a name."""
    if "title" in found.guess.paths or not any(folded(key) in HEADED for key in record):
        return False
    people = [path for one in found.guesses for part, path in one.paths.items() if part in ("author", "author_id")]
    return are_about_else((record,)) or all(reach(record, path) is None for path in people)


def named_beside(found: Guess, values: Sequence[Any], records: Sequence[dict[str, Any]]) -> People | None:
    """The table of people that says whose ids stand where names would, or beside no name."""
    path = found.paths.get("author") or found.paths.get("author_id")
    speakers = {str(who) for one in records if (who := reach(one, path)) is not None} if path else set()
    if not speakers or ("author" in found.paths and not all(_CODED.fullmatch(who) for who in speakers)):
        return None
    # A list that no key names may hold people beside what they say.
    others = [{"": [one for one in value if not _has_words(found, one)]} for value in values if isinstance(value, list)]
    return people_of([*values, *others], speakers)


def _has_words(found: Guess, record: Any) -> bool:
    return isinstance(reach(record, found.paths["text"]), str)


def _is_said(found: Found, record: dict[str, Any]) -> bool:
    return any(isinstance(reach(record, one.paths["text"]), str) for one in found.guesses)


def _holding_others(found: Found, records: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Keys under which records hold lists of other such records, whatever they are called."""
    for record in records:
        for key, value in record.items():
            if "." in key or "[" in key or _ABOVE.search(folded(key)):
                continue
            inside = (one for one in islice(objects(list(_lists([value]))), _SAMPLED))
            if any(_is_said(found, one) and not _nothing_else(found, one) for one in inside):
                yield key


def best(payload: Payload) -> Found | None:
    """Return what most looks like comments among the kinds of records, and how many there are.

    Records of one kind may lack keys that others have: kinds whose words and author lie under the same keys count
    together, and the fullest of them says what the keys mean. Kinds that lie inside the commonest one, or have their
    author and time under its keys, are read with it.
    """
    kinds = list(_kinds(payload)) or [Kind(*one) for one in listed_as_said(payload)]
    together: dict[tuple[str, str | None], Kind] = {}
    for kind in kinds:
        before = together.get(kind.said_by)
        fullest = max((one for one in (before, kind) if one), key=lambda one: len(one.found.paths))
        number, samples = (before.number, before.samples) if before else (0, ())
        together[kind.said_by] = Kind(number + kind.number, (*samples, *kind.samples), fullest.found)
    ranked = max(together.values(), key=_fitness, default=None)
    if ranked is None or (ranked.number < 2 and not _alone(ranked, payload)):
        return None
    own, inside = {frozenset(one) for one in ranked.samples}, _inside(ranked)
    others = [
        kind for kind in together.values()
        if kind is not ranked and "title" not in kind.found.paths
        and _goes_with(kind, ranked, inside) and not own & _inside(kind)
    ]  # fmt: skip
    return Found(ranked.number + sum(one.number for one in others), ranked.found, tuple(one.found for one in others))


def _fitness(kind: Kind) -> tuple[int, int, int]:
    """By what kinds are compared: how many records, how many parts, and how near the words lie."""
    return (
        kind.number,
        len({"id", "author", "created", "parent"} & set(kind.found.paths)),
        -kind.found.paths["text"].count("."),
    )


def _inside(kind: Kind) -> set[frozenset[str]]:
    """The keys of each object in the lists inside records of a kind, but for what is quoted or answered there."""
    held = [value for one in kind.samples for key, value in one.items() if not _ABOVE.search(folded(key))]
    return {frozenset(one) for one in objects(list(_lists(held)))}


def _lists(values: Iterable[Any]) -> Iterator[list[Any]]:
    """The lists among some values, and those one object farther in."""
    for value in values:
        if isinstance(value, list):
            yield value
        elif isinstance(value, dict):
            yield from (one for one in value.values() if isinstance(one, list))


def _kinds(payload: Payload) -> Iterator[Kind]:
    """The kinds of records in which somebody says something."""
    for number, samples in payload.census.kinds.values():
        found = guess(list[dict[str, Any]](samples), nested=True)
        who = found.paths.get("author") or found.paths.get("author_id")
        if "text" not in found.paths or not _said(found, samples) or describes(found, samples):
            continue
        if are_about_else(samples) or all(one.get("system") is True for one in samples):
            continue
        if _mostly_hold(samples, (found.paths["text"], *filter(None, (who,)))) or _judged_by(who, found, samples):
            yield Kind(number, samples, found)


def _judged_by(who: str | None, found: Guess, samples: Sequence[dict[str, Any]]) -> bool:
    """Whether somebody judges each time, and says something beside it now and then."""
    said = any(bool(reach(one, found.paths["text"])) for one in samples)
    return (
        said and who is not None and all(judges(map(folded, one)) for one in samples) and _mostly_hold(samples, (who,))
    )


def _goes_with(kind: Kind, chosen: Kind, inside: set[frozenset[str]]) -> bool:
    """Whether records of one kind are answers within those of another, or the same but for where their words lie."""
    if any(frozenset(one) in inside for one in kind.samples):
        return not _ABOVE.search(folded(kind.found.paths["text"]))
    alike = [part for part in _ALIKE if part in kind.found.paths]
    same = all(kind.found.paths[part] == chosen.found.paths.get(part) for part in alike)
    return same and len(alike) >= 2


def _alone(kind: Kind, payload: Payload) -> bool:
    """Whether a single record is a comment: it has all that one has, and says that it is one, or what it answers.

    It may also stand among such.
    """
    parts = set(kind.found.paths)
    if not {"text", "created"} <= parts or not {"id", "author", "author_id"} & parts:
        return False
    called = [str(one.get(key, "")) for one in kind.samples for key in _TYPES]
    if any(map(_SAYS_SO.fullmatch, called)) or any(map(_WORK.fullmatch, called)):
        return not any(map(_WORK.fullmatch, called))
    if {"id", "parent"} <= parts and {"author", "author_id"} & parts and "title" not in parts:
        return True
    if "id" in parts and any(addressed_as_said(one, str(reach(one, kind.found.paths["id"]))) for one in kind.samples):
        return True
    if held_as_said(kind.samples, payload):
        return True
    return "title" not in parts and any(payload.shows(f'"{key}":') for key in _SAID)


def _said(found: Guess, samples: Sequence[dict[str, Any]]) -> bool:
    """Whether somebody says it; where the words are called a comment, a time or a parent will do."""
    if not {"author", "author_id"} & set(found.paths):
        return found.called_comments and bool({"created", "parent"} & set(found.paths))
    return found.plausible or any(isinstance(reach(one, path), list) for one in samples for path in _CHILDREN)


def _addressed(found: Guess, payload: Payload) -> bool:
    """Whether what looks like a parent is the name of somebody: then nesting says who answers what."""
    above, who, own = (found.paths.get(part) for part in ("parent", "author", "id"))
    if above is None or who is None or own is None:
        return False
    records = [one for one in objects(payload.values) if reach(one, own) is not None and reach(one, who) is not None]
    named = [str(reach(one, above)) for one in records if reach(one, above) not in (None, "")]
    nested = any(isinstance(reach(one, path), list) for one in records for path in _CHILDREN)
    people, ids = ({str(reach(one, path)) for one in records} for path in (who, own))
    return nested and 2 * sum(name in people and name not in ids for name in named) > len(named)


def _nothing_else(found: Found, record: dict[str, Any]) -> bool:
    """Whether a record is no comment: a settings text, with words alone; an event, with none where words would be.

    A comment whose words were removed says so, or has answers inside.
    """
    if record.get("system") is True:
        return True
    if any(reach(record, path) for path in _CHILDREN):
        return False
    said = next((told for one in found.guesses if (told := reach(record, one.paths["text"])) is not None), None)
    if said is None and not any(_REMOVED.search(key) for key in record):
        return True
    if said is not None and not isinstance(said, (str, list)):
        return True
    parts = [pair for one in found.guesses for pair in one.paths.items()]
    others = [path for part, path in parts if part not in ("text", "title", "score")]
    return all(reach(record, path) is None for path in others)


def _mostly_hold(samples: Sequence[dict[str, Any]], paths: tuple[str, ...]) -> bool:
    """Whether at least every second record has something under each of the paths: headers of requests have not."""
    return all(2 * sum(reach(one, path) not in (None, "", [], {}) for one in samples) >= len(samples) for path in paths)


PLATFORMS: Final = (GuessedJson(),)
