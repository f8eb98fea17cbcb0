"""Read any XML export: its elements become plain records, which the JSON engine reads like any others."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from ..platform import Recognition
from .json_engine import read_values
from .json_platform import JsonPlatform
from .json_shapes import census

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..draft import Reading
    from ..payload import Payload
    from ..platform import ReadOptions

#: So many records tell which kinds there are.
_ENOUGH: Final = 2_000


@dataclass(frozen=True, kw_only=True)
class XmlPlatform(JsonPlatform):
    """An XML format: element names instead of keys, otherwise the same as a JSON format.

    Attributes
    ----------
    root : tuple of str
        Local names of the document element.
    record : str
        Local name of the element that is one comment.
    outer : str
        Local name of the element that is one article; a comment inside it gets the article's fields as ``@in``.
    signs : tuple of str
        Words of which one must occur in the source, so that a feed of something else is not taken.
    tidy : function
        What paths cannot express: rewrites a record (``None``: it is neither comment nor article).
    """

    root: tuple[str, ...]
    record: str
    outer: str
    signs: tuple[str, ...]
    tidy: Callable[[dict[str, Any]], dict[str, Any] | None] | None = None
    carrier: str = "xml"

    def recognise(self, payload: Payload) -> Recognition | None:
        """Claim a source by its document element, by a sign, and by at least one comment or article."""
        if payload.is_html or not any(sign in payload.text for sign in self.signs) or payload.xml is None:
            return None
        root = local(payload.xml.tag)
        if root not in self.root:
            return None
        # The beginning tells, but for an export whose first thousands of articles drew no comment.
        stock = census(islice(self.records(payload.xml), _ENOUGH))
        number = sum(stock.count(shape) for shape in (self.shape, *self.shapes))
        articles = stock.count(self.article.shape) if self.article else 0
        if not number and not articles:
            return None
        reason = f"<{root}> with {number or 'no'} comments (<{self.record}>) among its first records"
        return Recognition(0.95 if number else 0.6, reason)

    def read(self, payload: Payload, options: ReadOptions) -> Iterable[Reading]:
        """Yield each discussion in the source."""
        if payload.xml is None:
            return []
        return read_values(self, list(self.records(payload.xml)), options)

    def records(self, root: Any) -> Iterator[dict[str, Any]]:
        """Every article and comment of the tree as a record, in document order."""
        for element in root.iter():
            name = local(element.tag)
            if name == self.outer:
                record = as_record(element, without=self.record if self.record != self.outer else "")
            elif name == self.record:
                record = as_record(element)
                parent = element.getparent()
                if parent is not None and local(parent.tag) == self.outer:
                    record["@in"] = as_record(parent, without=self.record)
            else:
                continue
            tidied = self.tidy(record) if self.tidy is not None else record
            if tidied is not None:
                yield tidied


def local(tag: Any) -> str:
    """Return an element's name without its namespace, declared or not; nothing for a comment or an entity."""
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def as_record(element: Any, without: str = "") -> dict[str, Any]:
    """Return an element as a dictionary: children by local name, attributes as ``@name``, own text as ``#text``.

    A child that holds text alone is a string; a name that occurs again becomes a list. No recursion past two
    levels below a comment is ever needed, so deeper elements are flattened to their text.
    """
    return _record(element, without, 3)


def _record(element: Any, without: str, levels: int) -> dict[str, Any]:
    record: dict[str, Any] = {f"@{local(name)}": value for name, value in element.attrib.items()}
    for child in element:
        name = local(child.tag)
        if not name or name == without:
            continue
        value = _value(child, levels)
        if name in record:
            known = record[name]
            record[name] = [*known, value] if isinstance(known, list) else [known, value]
        else:
            record[name] = value
    if element.text and element.text.strip():
        record["#text"] = element.text.strip()
    return record


def _value(child: Any, levels: int) -> Any:
    if not len(child) and not child.attrib:
        return (child.text or "").strip()
    return _record(child, "", levels - 1) if levels else "".join(child.itertext()).strip()
