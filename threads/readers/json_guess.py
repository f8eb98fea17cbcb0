"""JSON that no platform knows: find the records that look like comments, and say what was guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from ..model import Note
from ..platform import Recognition
from .guess import Guess, are_about_else, guess
from .json_engine import read_values
from .json_shapes import objects, reach
from .table import platform_for
from .tidying import answer_the_article

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..draft import Reading
    from ..payload import Payload
    from ..platform import ReadOptions

_CHILDREN: Final = (
    "replies", "children", "responses", "answers", "comments", "childComments", "subComments", "sub_comments", "thread",
    "reply_list", "replyList", "replies.data", "replies.comments", "reply_new.reply_list",
)  # fmt: skip
#: Keys of records that may be comments without words.
_REMOVED: Final = re.compile(r"delet|remov|hidden|collaps|moderat|block|approv", re.IGNORECASE)


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
    version: str = "1"
    doc: str = (
        "Records whose keys look like a comment's (text, and who, when or which); replies by parent key or nesting."
        " What was taken for what is noted; keys without a column go into extra."
    )

    def recognise(self, payload: Payload) -> Recognition | None:
        """Claim JSON with at least two records that look like comments; the claim is the weakest of all."""
        number, found = best(payload)
        if found is None:
            return None
        return Recognition(0.35, f"{number} records with {found.sentence()}")

    def read(self, payload: Payload, options: ReadOptions) -> Iterable[Reading]:
        """Yield each discussion."""
        _, found = best(payload)
        if found is None:
            return
        if _addressed(found, payload):
            found = Guess({part: path for part, path in found.paths.items() if part != "parent"})
        platform = replace(platform_for(found, _CHILDREN), refuse=partial(_nothing_else, found))
        readings = list(read_values(platform, payload.values, options))
        answer_the_article(readings)
        for reading in readings:
            reading.notes.append(Note("keys-guessed", f"The keys were guessed: {found.sentence()}."))
            yield reading


def best(payload: Payload) -> tuple[int, Guess | None]:
    """Return what most looks like comments among the kinds of records, and how many there are.

    Records of one kind may lack keys that others have: kinds whose words and author lie under the same keys count
    together, and the fullest of them says what the keys mean.
    """
    together: dict[tuple[str, str | None], tuple[int, Guess]] = {}
    for number, samples in payload.census.kinds.values():
        found = guess(list[dict[str, Any]](samples), nested=True)
        who = found.paths.get("author") or found.paths.get("author_id")
        if "text" not in found.paths or not _said(found, samples) or _describes(found):
            continue
        if are_about_else(samples):
            continue
        if not _mostly_hold(samples, tuple(filter(None, (found.paths["text"], who)))):
            continue
        key = (found.paths["text"], who)
        before, fullest = together.get(key, (0, found))
        together[key] = (before + number, max(fullest, found, key=lambda one: len(one.paths)))
    ranked = max(together.values(), key=lambda pair: pair[0], default=None)
    if ranked is None or (ranked[0] < 2 and not _alone(ranked[1], payload)):
        return 0, None
    return ranked


def _alone(found: Guess, payload: Payload) -> bool:
    """Whether a single record is a comment: it has all that one has, in a list that is called so."""
    return {"text", "id", "created"} <= set(found.paths) and "title" not in found.paths and payload.shows('"comments":')


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


def _nothing_else(found: Guess, record: dict[str, Any]) -> bool:
    """Whether a record is no comment: a settings text, with words alone; an event, with none where words would be.

    A comment whose words were removed says so, or has answers inside.
    """
    if any(reach(record, path) for path in _CHILDREN):
        return False
    said = reach(record, found.paths["text"])
    if said is None and not any(_REMOVED.search(key) for key in record):
        return True
    if said is not None and not isinstance(said, (str, list)):
        return True
    others = [path for part, path in found.paths.items() if part not in ("text", "title", "score")]
    return all(reach(record, path) is None for path in others)


def _mostly_hold(samples: Sequence[dict[str, Any]], paths: tuple[str, ...]) -> bool:
    """Whether at least every second record has something under each of the paths: headers of requests have not."""
    return all(2 * sum(bool(reach(one, path)) for one in samples) >= len(samples) for path in paths)


def _describes(found: Guess) -> bool:
    """Whether the words may be anything's description: nothing says when they were written, or in answer to what."""
    return found.paths["text"].endswith("description") and not {"created", "parent"} & set(found.paths)


PLATFORMS = (GuessedJson(),)
