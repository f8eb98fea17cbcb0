"""XML that no platform knows: find the elements that look like comments, and say what was guessed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from ..model import Note
from ..platform import Recognition
from .column_names import COMMENTED
from .guess import Guess, guess
from .json_engine import read_values
from .outline import by_outline
from .table import platform_for
from .tidying import read_dates
from .xml_engine import local

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..draft import Reading
    from ..payload import Payload
    from ..platform import ReadOptions

#: What elements are called that people say something in; dumps of databases call them rows.
_SPOKEN: Final = re.compile(
    r"comment|repl(?:y|ies)$|response|message|posting|utterance|review|feedback|testimon|guestbook|journal$|mensaje|nachricht|"
    r"^(?:row|msg|note|long_desc|turn|answer)$",
    re.IGNORECASE,
)
#: What feeds call their items.
_FED: Final = frozenset(("item", "entry"))
#: How WordPress heads a comment in its feeds.
_BY: Final = re.compile(r"(?:Comment on .+ by|By:) (\S.{0,60})", re.DOTALL)
#: How an answer's heading begins.
_RE: Final = re.compile(r"\s*(?:re|aw|sv|antw|odp|res|rif)\s*:\s*", re.IGNORECASE)
#: So many elements tell how an export is made, and so many records what they hold.
_COUNTED: Final = 60_000
_SAMPLE: Final = 200
_NESTED: Final = "#replies"


@dataclass(frozen=True)
class GuessedXml:
    """Any XML with elements of text, author and time, nested or flat."""

    name: str = "xml-guess"
    title: str = "XML of an unknown program"
    carrier: str = "xml"
    keeps: tuple[str, ...] = (
        "comment_id", "parent_id", "author", "author_id", "created", "score", "permalink", "extra",
    )  # fmt: skip
    depth_cap: int | None = None
    version: str = "1"
    doc: str = (
        "Elements such as <comment>, <reply> or the rows of a database dump that hold words, who and when; replies by a"
        " parent's id or by nesting. What was taken for what is noted; the rest goes into extra."
    )

    def recognise(self, payload: Payload) -> Recognition | None:
        """Claim XML with at least two elements that look like comments; the claim is the weakest of all."""
        tag, found = _best(payload)
        return Recognition(0.35, f"<{tag}> with {found.sentence()}") if found is not None else None

    def read(self, payload: Payload, options: ReadOptions) -> Iterable[Reading]:
        """Yield each discussion."""
        tag, found = _best(payload)
        if found is None:
            return
        platform = platform_for(found, (_NESTED,))
        readings = list(read_values(platform, _nested(payload.xml, tag), options))
        by_outline(readings)
        read_dates(readings)
        for reading in readings:
            reading.notes.append(Note("keys-guessed", f"The elements were guessed: <{tag}> with {found.sentence()}."))
            yield reading


def _best(payload: Payload) -> tuple[str, Guess | None]:
    """The commonest kind of element that looks like a comment, and what its parts mean."""
    if payload.is_html or payload.xml is None:
        return "", None
    counts = Counter(local(one.tag) for one in islice(payload.xml.iter(), _COUNTED))
    for tag, number in counts.most_common():
        if number < 2 or (tag in _FED and not _are_answers(payload.xml, tag)):
            continue
        elements = islice((one for one in payload.xml.iter() if local(one.tag) == tag), _SAMPLE)
        records = [_record(one, tag) for one in elements]
        found = guess(records, nested=True)
        spoken = tag in _FED or _SPOKEN.search(tag) is not None
        if (spoken or _are_judgements(found)) and _says(found, records, tag):
            return tag, found
    return "", None


def _are_judgements(found: Guess) -> bool:
    """Whether elements of any name hold what is called a comment or a review, by somebody and at some time."""
    return found.called_comments and {"author", "created"} <= set(found.paths) and "title" not in found.paths


def _are_answers(root: Any, tag: str) -> bool:
    """Whether the items of a feed are comments: by their addresses, or by headings that answer the feed's own."""
    items = [one for one in islice(root.iter(), _COUNTED) if local(one.tag) == tag]
    headings = [_titled(one) for one in items]
    title = next((_titled(one) for one in root.iter() if _titled(one)), "")
    answers = [_RE.sub("", one).strip() for one in headings if _RE.match(one)]
    return 2 * sum(one != "" and one in title for one in answers) > len(items) or _point_into_pages(items)


def _titled(element: Any) -> str:
    return next(((one.text or "").strip() for one in element if local(one.tag) == "title"), "")


def _point_into_pages(items: list[Any]) -> bool:
    """Whether the addresses of items are places within pages, or below ``/comments/``."""
    links = [link for one in items if (link := _link(one))]
    inside = [link.partition("#") for link in links if "#" in link]
    below = sum("/comments/" in _own(one) for one in items)
    return (2 * len(inside) > len(items) and all(place for _, _, place in inside)) or 2 * below > len(items)


def _link(item: Any) -> str:
    links = (one for one in item if local(one.tag) == "link")
    return next((((one.text or "").strip() or one.get("href") or "").strip() for one in links), "")


def _own(item: Any) -> str:
    return next(((one.text or "").strip() for one in item if local(one.tag) in ("id", "guid")), "")


def _says(found: Guess, records: list[dict[str, Any]], tag: str) -> bool:
    """Whether somebody says something at some time, in answer to something, or in what is called a comment.

    Where the element is called so, it has an id or a name too. Collapsed comments have no words.
    """
    parts = set(found.paths)
    if "text" not in parts or not parts & {"author", "author_id"}:
        return False
    called = found.called_comments or (parts & {"id", "author"} and COMMENTED.search(tag.lower()))
    if not parts & {"created", "parent"} and not called:
        return False
    worded = sum(bool(record.get(found.paths["text"].partition(".")[0])) for record in records)
    return worded > 1 and 10 * worded >= len(records)


def _nested(root: Any, tag: str) -> list[dict[str, Any]]:
    """Every element of a kind as a record; those inside another one lie in its list of replies."""
    records: dict[Any, dict[str, Any]] = {}
    outermost: list[dict[str, Any]] = []
    for element in root.iter():
        if local(element.tag) != tag:
            continue
        records[element] = record = _record(element, tag)
        above = next((one for one in element.iterancestors() if one in records), None)
        if above is None:
            outermost.append(record)
        else:
            # Where replies stand inside what they answer, that says more than an address of it.
            record.pop("parent", None)
            records[above].setdefault(_NESTED, []).append(record)
    return outermost


def _record(element: Any, tag: str) -> dict[str, Any]:
    """Attributes and children of an element by name, without the elements of its own kind inside it."""
    record = _plain(element)
    for child in element:
        name = local(child.tag)
        if not name or name == tag or next((True for one in child.iter() if local(one.tag) == tag), False):
            continue
        simple = not len(child) and not child.attrib
        if name == "link" and tag in _FED and "#" in (page := _link(element)):
            record["pageurl"] = page.partition("#")[0]
        record[name] = (child.text or "").strip() if simple else _plain(child) | {
            local(one.tag): "".join(one.itertext()).strip() for one in child if local(one.tag)
        }  # fmt: skip
    return _entry(record) if tag in _FED else record


def _entry(record: dict[str, Any]) -> dict[str, Any]:
    """An item of a feed of comments: its heading is made of other parts, WordPress's of who says it."""
    heading = record.pop("title", "")
    said_by = _BY.fullmatch(str(heading.get("text", "")) if isinstance(heading, dict) else heading)
    told = {"author": {"name": said_by[1]}} if said_by else {}
    older = {"content": record.get("summary"), "published": record.get("updated")}
    return {key: value for key, value in older.items() if value and key not in record} | record | told


def _plain(element: Any) -> dict[str, Any]:
    own = {local(name): value for name, value in element.attrib.items()}
    words = (element.text or "").strip()
    return own | {"text": words} if words else own


PLATFORMS: Final = (GuessedXml(),)
