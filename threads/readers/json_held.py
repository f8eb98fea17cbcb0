"""What says of JSON records that they are comments, beside their own keys: what they lie in, and their addresses."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from .column_names import COUNTED, HEADED, folded
from .guess import Guess, are_about_else, describes, guess
from .json_shapes import objects, reach

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..payload import Payload

#: What a single one is called.
_SINGLE: Final = ("comment", "reply", "answer")
#: What lists are called that hold comments and hardly anything else, whatever their keys are.
_LISTS: Final = re.compile(
    r"(?:\w*(?:comment|review|testimonial|feedback|opinion)s?(?:list|data)?|replies|guestbook(?:entries)?)"
)
#: How such a list begins.
_BEGUN: Final = re.compile(
    r'"[\w-]{0,30}(?:comment|review|testimonial|feedback|opinion|replies|guest)[\w-]{0,30}\\?"\s{0,3}:\s{0,9}\[',
    re.IGNORECASE,
)
#: What an address says in front of a comment's id.
_SAID_THERE: Final = re.compile(r"[/#?&](?:comment|repl(?:y|ie)|answer|review)s?(?:[/=_-]|\.json\?id=)$", re.IGNORECASE)
#: So many objects are looked at, so many records of a list show what it holds, and so long is what somebody says.
LOOKED_AT: Final = 60_000
_SAMPLED: Final = 50
_WORDS: Final = 3
#: What nearly all records have.
_MOST: Final = 0.8
#: What is told of words by programs that look at the words of programs.
_MACHINE: Final = frozenset(("line", "column", "loc", "range", "start", "end", "file", "filename", "path", "severity"))


def held_as_said(samples: Sequence[dict[str, Any]], payload: Payload) -> bool:
    """Whether a record is what an answer of an API calls the comment: ``{"comment": {…}}``."""
    held = {id(one) for one in samples}
    return any(id(one.get(key)) in held for one in islice(objects(payload.values), LOOKED_AT) for key in _SINGLE)


def addressed_as_said(record: dict[str, Any], own: str) -> bool:
    """Whether an address of a record ends in its id and says what it is: ``/posts/4/comments/12``."""
    places = (value.rstrip("/") for value in record.values() if isinstance(value, str) and value.count("/") > 1)
    return any(
        place.endswith(own) and _SAID_THERE.search(place, 0, len(place) - len(own)) is not None for place in places
    )


def listed_as_said(payload: Payload) -> Iterator[tuple[int, tuple[dict[str, Any], ...], Guess]]:
    """Records in lists that are called comments or reviews, which need less: words, and one of who, when and to whom.

    How many there are, some of them, and what their keys mean.
    """
    if not _BEGUN.search(payload.text):
        return
    lists: dict[frozenset[str], list[dict[str, Any]]] = {}
    for holder in islice(objects(payload.values), LOOKED_AT):
        for key, listed in holder.items():
            if isinstance(listed, list) and listed and _LISTS.fullmatch(folded(key)):
                for one in listed:
                    if isinstance(one, dict):
                        lists.setdefault(frozenset(one), []).append(one)
    for records in lists.values():
        samples = tuple(records[:_SAMPLED])
        found = _with_words(guess(samples, nested=True), samples)
        if found is not None and len(records) > 1 and not _is_else(found, samples):
            yield len(records), samples, found


def _is_else(found: Guess, samples: Sequence[dict[str, Any]]) -> bool:
    keys = {folded(key) for one in samples for key in one}
    return bool(
        not {"author", "author_id", "created", "parent"} & set(found.paths)
        or 2 * sum(bool(reach(one, found.paths["text"])) for one in samples) < len(samples)
        or keys & _MACHINE
        or (keys & HEADED and keys & COUNTED)
        or describes(found, samples)
        or are_about_else(samples)
    )


def _with_words(found: Guess, samples: Sequence[Mapping[str, Any]]) -> Guess | None:
    """Take the longest words for what is said, where no key is called so."""
    if "text" in found.paths:
        return found
    free = (key for key in dict.fromkeys(key for one in samples for key in one) if key not in found.paths.values())
    spoken = [(words, key) for key in free if (words := _spoken([reach(one, key) for one in samples])) >= _WORDS]
    return Guess({"text": max(spoken)[1], **found.paths}) if spoken else None


def _spoken(values: Sequence[Any]) -> float:
    """How many words the values of a key have at an average; none where some are no words, or most are missing."""
    there = [value for value in values if isinstance(value, str) and value.strip()]
    if len(there) < _MOST * len(values) or any("://" in value.split(" ")[0] for value in there):
        return 0.0
    return sum(len(value.split()) for value in there) / len(there)
