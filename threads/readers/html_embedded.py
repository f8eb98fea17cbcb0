"""Comments that a page carries as data: schema.org JSON-LD, and state of scripts that a JSON platform can read."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from ..article import read_article
from ..dates import DateReader
from ..draft import Draft, Reading
from ..errors import NoCommentsFound, ReadError
from ..model import Capture, Note
from ..payload import Payload
from ..platform import ReadOptions, Recognition, Way
from .body import html_text
from .htmlkit.capture import discussion_url, order_of, saved_at
from .htmlkit.values import whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..platform import Platform

_KINDS: Final = ("Comment", "UserComments", "Answer")
_LISTS: Final = ("comment", "comments", "suggestedAnswer", "acceptedAnswer")
#: What lists the reviews of a thing, each of which has words and somebody; a review alone is an article of its own.
_REVIEWED: Final = ("review", "reviews")
_REVIEWS: Final = 2
_STATE: Final = (
    "application/json",
    "window.",
    "__NEXT",
    "__NUXT",
    "__INITIAL",
    "__APOLLO",
    "__PRELOADED",
    "ytInitial",
    "_sharedData",
)
_COMMENTISH: Final = re.compile(r"comment|repl(?:y|ies)|parent_?id|responses", re.IGNORECASE)
_ASSIGNED: Final = re.compile(r"[=(,]\s*[{\[]")
_LIST: Final = re.compile(
    r'"(?:comments?(?:List|Items|Data)?|(?:page|thread|topic)Posts)"\s*:\s*\[\s*\{', re.IGNORECASE
)
#: Shorter scripts hold no comments; so sure a reader must be of what stands in one; so many values of a script are
#: read, and so deep into each.
MIN_SCRIPT: Final = 200
LEAST_CLAIM: Final = 0.3
MAX_ASSIGNMENTS: Final = 50
MAX_LEVELS: Final = 200


@dataclass(frozen=True, slots=True)
class JsonLinked:
    """Comments and reviews in schema.org JSON-LD: ids, nesting or stated parents, names, times, votes."""

    name: str = "schema-jsonld"
    title: str = "schema.org Comment (JSON-LD)"
    carrier: str = "html"
    keeps: tuple[str, ...] = ("comment_id", "parent_id", "author", "author_id", "created", "score", "permalink")
    depth_cap: int | None = None
    version: str = "1"
    doc: str = (
        "Comments, and reviews of a thing, in a page's schema.org JSON-LD: ids, nesting, names, times, votes; sites often list "
        "only some there."
    )

    def recognise(self, payload: Payload) -> Recognition | None:
        """Claim pages whose JSON-LD holds at least one comment."""
        if not payload.is_html or "ld+json" not in payload.text:
            return None
        found = sum(1 for _ in _comments(payload))
        return Recognition(0.55, f"{found} comments in schema.org JSON-LD") if found else None

    def ways(self) -> Sequence[Way]:
        """One way, and how sure it can be."""
        return [Way(0.55, self.recognise)]

    def read(self, payload: Payload, options: ReadOptions) -> Iterable[Reading]:
        """Yield the comments of all JSON-LD blocks as one discussion."""
        article = read_article(payload, url=options.url, frames=frozenset(), body=options.article)
        saved = saved_at(payload.text)
        dates = DateReader.of_page(payload, saved=saved, language=article.language)
        drafts = [_draft(one, above, ids, dates) for one, above, ids in _comments(payload)]
        if not drafts:
            raise NoCommentsFound(f"{payload.name} has no comment section.", name=payload.name, article=article)
        claimed = next(
            (count for one in _blocks(payload) if (count := whole(str(one.get("commentCount") or "")))), None
        )
        yield Reading(
            drafts,
            article=article,
            discussion_id=discussion_url(payload, options.url),
            capture=Capture(claimed=claimed, read=len(drafts), sort_order=order_of(drafts) or "unknown", saved=saved),
            notes=dates.notes(),
        )


def _blocks(payload: Payload) -> Iterator[dict[str, Any]]:
    """Every object at the top of a JSON-LD block, ``@graph`` unpacked."""
    for node in payload.html.css('script[type="application/ld+json"]'):
        try:
            value = json.loads(node.text() or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield one
                graph = one.get("@graph")
                yield from (part for part in graph if isinstance(part, dict)) if isinstance(graph, list) else ()


def _comments(payload: Payload) -> Iterator[tuple[dict[str, Any], str | None, str]]:
    """Each comment with the id of the comment around it and its own id, parents before children."""
    count, reviews = 0, set[int]()
    for block in _blocks(payload):
        stack: list[tuple[dict[str, Any], str | None, int]] = [(block, None, 0)]
        while stack:
            one, above, level = stack.pop()
            own = above
            if one.get("@type") == "FAQPage":
                continue
            if _is_comment(one) or id(one) in reviews:
                count += 1
                own = _key(one) or f"c{count}"
                yield one, above, own
            if level < MAX_LEVELS:
                stack.extend((child, own, level + 1) for child in reversed(_children(one)))
                reviews.update(map(id, _reviews(one)))


def _is_comment(one: dict[str, Any]) -> bool:
    # The answers of a site to questions of its own have neither an author nor a time.
    if _is_of(one, ("Answer",)) and not (one.keys() & {"author", "creator", "dateCreated", "datePublished"}):
        return False
    return _is_of(one, _KINDS)


def _is_of(one: dict[str, Any], known: tuple[str, ...]) -> bool:
    kind = one.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(name, str) and name.rpartition("/")[2] in known for name in kinds)


def _words(one: dict[str, Any]) -> str:
    fields = ("text", "commentText", "reviewBody", "articleBody", "description")
    return next((str(one[field]) for field in fields if one.get(field)), "")


def _children(one: dict[str, Any]) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    for name in (*_LISTS, "mainEntity"):
        value = one.get(name)
        if isinstance(value, dict):
            inner = value.get("itemListElement")
            value = inner if isinstance(inner, list) else [value]
        if isinstance(value, list):
            out.extend(part for part in value if isinstance(part, dict))
    return [*out, *_reviews(one)]


def _reviews(one: dict[str, Any]) -> list[dict[str, Any]]:
    """The reviews of a thing by those who had it; fewer than two are what the page itself says of it."""
    lists = [value for name in _REVIEWED if isinstance(value := one.get(name), list)]
    said = [part for value in lists for part in value if isinstance(part, dict) and _is_review(part)]
    return said if len(said) >= _REVIEWS else []


def _is_review(one: dict[str, Any]) -> bool:
    return _is_of(one, ("Review", "UserReview")) and bool(one.get("author")) and bool(_words(one))


def _key(one: dict[str, Any]) -> str | None:
    for name in ("@id", "identifier", "url"):
        value = one.get(name)
        if isinstance(value, (str, int)) and str(value).strip():
            return str(value).strip().rpartition("#")[2].removeprefix("comment-")
    return None


def _draft(one: dict[str, Any], above: str | None, key: str, dates: DateReader) -> Draft:
    author = one.get("author") or one.get("creator")
    person = author[0] if isinstance(author, list) and author else author
    name = person.get("name") if isinstance(person, dict) else person
    created_text = next(
        (str(one[field]) for field in ("dateCreated", "datePublished", "commentTime") if one.get(field)), None
    )
    created, basis = dates.read(created_text)
    parent = one.get("parentItem")
    stated = _key(parent) if isinstance(parent, dict) and _is_comment(parent) else None
    url = one.get("url")
    return Draft(
        text=html_text(_words(one)),
        comment_id=key,
        stated_parent=stated or above,
        link_basis="explicit" if stated else "nesting" if above else "root",
        author=str(name) if name else None,
        author_id=str(person["@id"]) if isinstance(person, dict) and person.get("@id") else None,
        created=created,
        created_basis=basis,
        created_text=created_text,
        score=whole(str(one.get("upvoteCount"))) if one.get("upvoteCount") is not None else None,
        permalink=str(url) if url else None,
    )


@dataclass(frozen=True, slots=True)
class EmbeddedState:
    """State that a page's scripts carry, where a JSON platform can read the comments in it."""

    name: str = "embedded-json"
    title: str = "JSON inside a page"
    carrier: str = "html"
    keeps: tuple[str, ...] = ("comment_id", "parent_id", "author", "created", "score")
    depth_cap: int | None = None
    version: str = "1"
    doc: str = "Comments in a page's script state (Next, Nuxt, InnerTube and the like), read as the JSON platform whose shape they have."

    def recognise(self, payload: Payload) -> Recognition | None:
        """Claim pages with a script in which a JSON platform finds comments."""
        if not payload.is_html or "<script" not in payload.text or not any(word in payload.text for word in _STATE):
            return None
        found = _best(payload)
        if found is None:
            return None
        platform, claim, _ = found
        return Recognition(0.4, f"a script holds {platform.title} data: {claim.reason}")

    def ways(self) -> Sequence[Way]:
        """One way, and how sure it can be."""
        return [Way(0.4, self.recognise)]

    def read(self, payload: Payload, options: ReadOptions) -> Iterable[Reading]:
        """Yield what the JSON platform reads, with the page's own article where the data has none."""
        article = read_article(payload, url=options.url, frames=frozenset(), body=options.article)
        found = _best(payload)
        if found is None:
            raise NoCommentsFound(f"{payload.name} has no comment section.", name=payload.name, article=article)
        platform, _, inner = found
        for reading in platform.read(inner, options):
            if not reading.article.title:
                reading.article = article
            reading.capture = replace(reading.capture, saved=reading.capture.saved or saved_at(payload.text))
            reading.notes.append(
                Note("embedded-json", f"The comments were read from a script of the page, as {platform.title}.")
            )
            yield reading


def _best(payload: Payload) -> tuple[Platform, Recognition, Payload] | None:
    """Return the JSON platform that is surest of a script of the page, with that script as a source."""
    from ..registry import platforms

    readers = [platform for platform in platforms() if platform.carrier == "json"]
    best: tuple[Platform, Recognition, Payload] | None = None
    for node in payload.html.css("script"):
        text = node.text() or ""
        kind = node.attrs.get("type") or ""
        if len(text) < MIN_SCRIPT or "ld+json" in kind or not _COMMENTISH.search(text):
            continue
        for value in _literals(text):
            inner = Payload(payload.name, value.encode("utf-8", "surrogatepass"))
            for platform in readers:
                claim = _claim(platform, inner)
                if claim is not None and (best is None or claim.score > best[1].score):
                    best = (platform, claim, inner)
    return best


def _literals(script: str) -> Iterator[str]:
    """Yield the JSON that a script is, or that it assigns to a variable."""
    if script.lstrip()[:1] in ("{", "["):
        yield script.strip()
        return
    decoder = json.JSONDecoder(strict=False)
    at = 0
    for _ in range(MAX_ASSIGNMENTS):
        found = _ASSIGNED.search(script, at)
        if found is None:
            return
        start = found.end() - 1
        try:
            _, at = decoder.raw_decode(script, start)
        except (ValueError, RecursionError):
            at = found.end()
            continue
        if at - start >= MIN_SCRIPT:
            yield script[start:at]


def _claim(platform: Platform, inner: Payload) -> Recognition | None:
    """Return a claim only if comments come of it: a page's settings can look like data."""
    try:
        claim = platform.recognise(inner)
        if claim is None or claim.score < LEAST_CLAIM:
            return None
        drafts = [draft for reading in platform.read(inner, ReadOptions(article=False)) for draft in reading.drafts]
    except ReadError:
        return None
    if claim.score < 0.5 and not any(draft.stated_parent for draft in drafts) and not _LIST.search(inner.text):
        return None
    if claim.score < 0.5 and 2 * sum(draft.created is not None and bool(draft.text) for draft in drafts) < len(drafts):
        return None
    return claim if drafts else None


PLATFORMS: Final = (JsonLinked(), EmbeddedState())
