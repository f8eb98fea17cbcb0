"""What a key may hold that is called as nobody listed: judged by the words of its name and by its values."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from .json_shapes import reach
from .values import moment

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

#: So many of the values of a key must look like what the key is taken for.
_MOSTLY: Final = 0.8
#: Comments are of these years; numbers outside of them count something else.
_FIRST_YEAR: Final = 1980
_LAST_YEAR: Final = 2100
#: Words of a person's own average at least so many characters, and a name has at most so many.
_SAID: Final = 12
_LONGEST_NAME: Final = 60
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_WORDS: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_a-zA-Z]+|\d+")

_TIME: Final = frozenset((
    "date", "time", "datetime", "timestamp", "dateline", "created", "posted", "published", "entered", "submitted",
    "sent", "written", "at", "on", "unix", "utc",
))  # fmt: skip
#: Moments of something else than of what is said.
_OTHER_TIME: Final = frozenset((
    "update", "updated", "modify", "modified", "edit", "edited", "last", "read", "seen", "delete", "deleted", "birth",
    "birthday", "join", "joined", "register", "registered", "registration", "expire", "expires", "expiration", "start",
    "end", "due", "close", "closed", "resolved", "travel", "visit", "watched", "stay", "trip", "duration", "zone",
    "timezone", "runtime", "load", "fetched", "fetch", "scraped", "scrape", "crawled", "crawl", "collected",
    "downloaded", "retrieved", "response", "reply", "accepted", "approved", "purchase", "purchased", "order",
    "release", "released", "archived", "pinned", "locked", "blocked", "parent", "thread", "article", "video", "user",
    "author", "channel", "reset", "sort",
))  # fmt: skip
_SAYING: Final = frozenset((
    "comment", "comments", "review", "reviews", "message", "reply", "feedback", "opinion", "testimonial", "remark",
    "answer", "statement", "tweet", "utterance", "post",
))  # fmt: skip
_HELD: Final = frozenset(("text", "body", "content", "contents", "message", "html", "markdown", "raw", "plain", "full"))
#: What is told of words, rather than the words.
_TOLD_OF: Final = frozenset((
    "id", "title", "headline", "heading", "subject", "name", "author", "user", "date", "time", "url", "link", "count",
    "number", "no", "type", "lang", "language", "sentiment", "label", "status", "clean", "cleaned", "processed",
    "parent", "quoted", "article", "response", "tokens", "summary", "description",
))  # fmt: skip
_PERSON: Final = frozenset((
    "author", "user", "username", "reviewer", "commenter", "commentator", "poster", "writer", "sender", "speaker",
    "nickname", "nick", "member", "customer", "guest", "handle", "participant", "critic",
))  # fmt: skip
#: What is another comment than the one that is answered.
_OTHER: Final = frozenset((
    "last", "latest", "first", "best", "accepted", "next", "previous", "prev", "child", "quoted", "quote", "retweet",
    "retweeted", "reposted", "repost", "shared", "share", "forwarded", "forward", "duplicate", "merged", "moved",
    "edited", "replaces", "pinned",
))  # fmt: skip
#: An id that no other column holds by chance, and so many answers that name one.
_CODE: Final = re.compile(r"(?=[^\s]*\d)(?=[^\s]*[A-Za-z_-]|\d{10})[\w:.-]{8,80}")
_SEVERAL: Final = 3
#: What is told of a person, and persons who are somebody else.
_TOLD_OF_PERSON: Final = frozenset((
    "id", "ids", "uid", "url", "link", "avatar", "image", "img", "photo", "picture", "icon", "profile", "location",
    "country", "count", "email", "mail", "rank", "role", "title", "age", "gender", "type", "is", "verified", "bio",
    "about", "agent", "ip", "badge", "badges", "level", "score", "reputation", "followers", "label", "rating", "reply",
    "replied", "parent", "target", "mentioned", "mentions", "article", "video", "book", "channel", "date", "time",
    "moderator", "likes", "reviews", "posts", "city", "status", "joined", "since", "text", "content", "review",
))  # fmt: skip


@lru_cache(maxsize=4096)
def words_of(path: str) -> tuple[str, ...]:
    """The words of a key's name, lowered: ``reviewCreateTime`` and ``review_create_time`` have the same three."""
    return tuple(word.lower() for word in _WORDS.findall(path))


def likely(part: str, paths: Iterable[str], records: Sequence[Mapping[str, Any]]) -> str | None:
    """Which of some keys holds a part, by the words of its name and by what lies under it; ``None`` where none does.

    Only words, moments and names of people are told in this way: what is an id of what cannot be seen.
    """
    if part not in _KINDS:
        return None
    named, holds = _KINDS[part]
    fitting = [path for path in paths if named(words_of(path)) and holds([reach(one, path) for one in records])]
    if part == "text":
        return max(fitting, key=lambda path: _length([reach(one, path) for one in records]), default=None)
    return next(iter(fitting), None)


def paired(
    paths: Iterable[str], taken: Collection[str], records: Sequence[Mapping[str, Any]]
) -> tuple[str, str] | None:
    """Two keys of which one holds long ids that all differ, and the other most often one of them: what is answered.

    Whatever they are called, but for what names another thing than what is answered.
    """
    if len(records) <= _SEVERAL:
        return None
    columns = {path: [reach(one, path) for one in records] for path in dict.fromkeys(paths) if path not in taken}
    coded = {path: values for path, values in columns.items() if _are_codes(values)}
    for own, ids in coded.items():
        known = {str(value) for value in ids}
        if len(known) < len(records):
            continue
        for above, values in coded.items():
            if above == own or _OTHER.intersection(words_of(above)):
                continue
            pairs = [(str(value), str(one)) for value, one in zip(values, ids, strict=True) if value not in (None, "")]
            answering = sum(value in known and value != one for value, one in pairs)
            if answering >= _SEVERAL and 2 * answering > len(pairs):
                return own, above
    return None


def _are_codes(values: Sequence[Any]) -> bool:
    """Whether values are long ids, where there are any: short ones stand in any column by chance."""
    there = [str(value) for value in values if value not in (None, "")]
    return bool(there) and all(_CODE.fullmatch(value) for value in there)


def _names_words(words: Sequence[str]) -> bool:
    said = bool(_SAYING.intersection(words)) and (words[-1] in _SAYING or bool(_HELD.intersection(words)))
    return said and not _TOLD_OF.intersection(words)


def _names_moment(words: Sequence[str]) -> bool:
    return bool(_TIME.intersection(words)) and not _OTHER_TIME.intersection(words)


def _names_person(words: Sequence[str]) -> bool:
    return bool(_PERSON.intersection(words)) and not _TOLD_OF_PERSON.intersection(words)


def _are_said(values: Sequence[Any]) -> bool:
    there = [value for value in values if isinstance(value, str) and value.strip()]
    spoken = sum(" " in value.strip() for value in there)
    return (
        2 * spoken > len(there)
        and 2 * len(there) >= len(values) > 0
        and _length(there) >= _SAID
        and _all_of(values, (str,))
    )


def _are_moments(values: Sequence[Any]) -> bool:
    there = [value for value in values if value not in (None, "")]
    return bool(there) and sum(map(is_moment, there)) >= _MOSTLY * len(there)


def is_moment(value: Any) -> bool:
    """Whether a value says when: a date with a year of our time, or a number that counts from an epoch."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return False
    found = moment(value)
    if found.at is not None:
        return _FIRST_YEAR <= found.at.year <= _LAST_YEAR
    return found.basis == "relative" or (isinstance(value, str) and _written(value) is not None)


@lru_cache(maxsize=4096)
def _written(text: str) -> datetime | None:
    from ..dates import parse_date
    from ..months import is_month

    if len(text) > _LONGEST_NAME:
        return None
    # "March 2022" says when, if not on which day.
    year = _YEAR.search(text)
    if year is not None and any(map(is_month, _LETTERS.findall(text))):
        return datetime(int(year[0]), 1, 1, tzinfo=UTC)
    return parse_date(text, day_first=True)


def _are_names(values: Sequence[Any]) -> bool:
    there = [value for value in values if value not in (None, "")]
    if not there or not _all_of(values, (str,)):
        return False
    short = sum(len(value) <= _LONGEST_NAME and "://" not in value for value in there)
    lettered = sum(any(sign.isalpha() for sign in value) for value in there)
    return short >= _MOSTLY * len(there) and 2 * lettered > len(there)


def _all_of(values: Sequence[Any], kinds: tuple[type, ...]) -> bool:
    return all(isinstance(value, kinds) for value in values if value is not None)


def _length(values: Sequence[Any]) -> float:
    there = [len(value) for value in values if isinstance(value, str) and value.strip()]
    return sum(there) / len(there) if there else 0.0


_KINDS: Final[dict[str, tuple[Callable[[Sequence[str]], bool], Callable[[Sequence[Any]], bool]]]] = {
    "text": (_names_words, _are_said),
    "author": (_names_person, _are_names),
    "created": (_names_moment, _are_moments),
}
