"""The bytes of a source, decoded at most once, however many platforms look at them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from .decode import Decoded, decode, without_surrogates
from .model import Note

if TYPE_CHECKING:
    from pathlib import Path

    from selectolax.lexbor import LexborHTMLParser

    from .readers.htmlkit.selectors import Names
    from .readers.json_shapes import Census
    from .readers.sql import Dump
    from .rebuild.layouts.induce import Induced
    from .rebuild.text.lines import Lines

# Atomic: a comment ends at its first end mark, or many comments are tried in every way there is.
_PAGE: Final = re.compile(
    r"\s*+(?><!--.*?-->\s*|<\?xml[^>]*>\s*)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_FRAGMENT: Final = re.compile(
    r"\s*+(?><!--.*?-->\s*)*+<(?:div|p|h[1-6]|ul|ol|dl|table|article|section|main|header|span|a|form|center|blockquote|"
    r"script|style|meta|link|title|li|tr|b|i|img|nav|hr|br)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK: Final = re.compile(
    r"<(?:div|li|p|td|tr|ul|ol|article|section|table|dd|dt|body|head|h[1-6])[\s>]", re.IGNORECASE
)
#: Characters by which a page is told from text, and of each part in which signs of a platform are looked for.
SAMPLE: Final = 200_000
#: What may part the columns of a table.
DELIMITERS: Final = (",", "\t", ";", "|")
#: How JSON begins; a text that an extractor wrote may begin with a link or a box to tick in brackets.
JSON_START: Final = re.compile(r"\s*(?:\{|\[\s*(?:\[\s*)*(?:[{\"]|-?\d+(?:\.\d+)?\s*,|null|\]\s*$))")
#: A line of a chat’s or meeting’s log, whose only tab stands before a name or what is said.
_RELAYED: Final = re.compile(r"[^\t]{0,40}\d:\d\d\]?\s+(?:(?:\*|<[^<>\t]{1,40}>)\t|From\s+[^\t:]{1,60}:)")
#: Recorded exchanges of test suites: answers of servers in YAML, never a text that somebody copied.
_RECORDING: Final = re.compile(r"\s*(?:version: \d+\s+)?interactions:\s*\n-\s+request:")
#: A list of records in YAML.
_YAML_LIST: Final = re.compile(
    r"\s*(?:---[ \t]*\n)?(?:\w+:[ \t]*\n)?[ \t]*-[ \t]+[\w-]+:(?:[ \t].*)?\n(?:[ \t]+[\w-]+:(?:[ \t].*)?\n){3}"
)


def looks_like_html(text: str) -> bool:
    """Tell a page from text: it opens like one, or begins with a tag and block tags carry its lines.

    A text dump in which somebody typed a few tags stays text; XML feeds and exports stay XML.
    """
    head = text[:SAMPLE]
    if _PAGE.match(head):
        return True
    return _FRAGMENT.match(head) is not None and len(_BLOCK.findall(head)) * 1000 >= len(head)


@dataclass(eq=False)
class Payload:
    """A source in memory. ``name`` is for messages only; nothing is recognised by it alone.

    ``path`` is where it was read from, where it was a file: a saved table has its account beside it.
    """

    name: str
    data: bytes
    notes: list[Note] = field(default_factory=list)
    path: Path | None = None
    _searched: dict[str, bool] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.name = without_surrogates(self.name)

    @classmethod
    def nameless(cls, data: bytes) -> Payload:
        """Name bytes that come from no file by their hash."""
        payload = cls("bytes", data)
        payload.name = f"bytes {payload.sha256[:8]}"
        return payload

    @cached_property
    def sha256(self) -> str:
        """Hash of the bytes as they were given."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def decoded(self) -> Decoded:
        """The text with the encoding that was used; raises ``BrokenSource`` when none fits."""
        return decode(self.data, name=self.name)

    @property
    def text(self) -> str:
        """The decoded text, every line end a line feed, no byte-order mark, no lone surrogates."""
        return self.decoded.text

    def holds(self, needle: str) -> bool:
        """Whether a string stands in the text; several platforms ask for the same one."""
        if needle not in self._searched:
            self._searched[needle] = needle in self.text
        return self._searched[needle]

    def shows(self, needle: str) -> bool:
        """Whether a string stands in the text where it would, if every comment had it: the two ends and the middle."""
        return any(needle in part for part in self._sample)

    @cached_property
    def _sample(self) -> tuple[str, ...]:
        text, middle = self.text, len(self.text) // 2
        if len(text) <= 3 * SAMPLE:
            return (text,)
        return text[:SAMPLE], text[middle : middle + SAMPLE], text[-SAMPLE:]

    @cached_property
    def head(self) -> str:
        """The first 4096 characters, lowered, for cheap recognition."""
        return self.text[:4096].lower()

    @cached_property
    def is_html(self) -> bool:
        """Whether the source is an HTML page rather than text with a few tags in it."""
        return looks_like_html(self.text)

    @cached_property
    def lines(self) -> Lines:
        """The lines of a text dump, of a long one those of a sample: every line grammar looks at them."""
        from .rebuild.sampling import sample
        from .rebuild.text.lines import split_lines

        return split_lines(sample(self.text))

    @cached_property
    def every_line(self) -> Lines:
        """All lines of a text dump: the same as :attr:`lines`, unless it is long."""
        from .rebuild.text.lines import split_lines

        return self.lines if self.lines.text == self.text else split_lines(self.text)

    @cached_property
    def learned(self) -> Induced | None:
        """The layout that :attr:`lines` suggest by themselves: recognition asks for it, and so does reading."""
        from .rebuild.layouts.learned import learned_layout

        return learned_layout(self.lines)

    @cached_property
    def is_silent(self) -> bool:
        """Whether nobody speaks in the text, whatever its layout: it is a list, a log, subtitles or sayings."""
        from .rebuild.unsaid import nobody_speaks

        return nobody_speaks(self.lines)

    @cached_property
    def names(self) -> Names:
        """The class names, ids and telling attributes of an HTML page."""
        from .readers.htmlkit.selectors import Names

        return Names(self.text)

    @cached_property
    def html(self) -> LexborHTMLParser:
        """The parsed HTML tree; raises ``BrokenSource`` for a page beyond the limits."""
        from selectolax.lexbor import LexborHTMLParser

        from .readers.htmlkit.closing import written_out
        from .readers.htmlkit.limits import check_page

        check_page(self.text, name=self.name)
        return LexborHTMLParser(written_out(self.text))

    @cached_property
    def values(self) -> tuple[Any, ...]:
        """The JSON values in the source: the whole, one a line, or those inside a module, a document, a recording."""
        from .readers.embedded import needs_scrubbing, scrubbed, values_in

        found = values_in(self.text, self.name)
        values = found.values
        if values and needs_scrubbing(self.text):
            values = tuple(scrubbed(value) for value in values)
            message = "Escapes that stand for lone surrogates or NULs became U+FFFD."
            self.notes.append(Note("lone-surrogates", message))
        if values and found.left_out:
            self.notes.append(Note("json-rest", found.left_out))
        return values

    @property
    def json(self) -> Any:
        """The parsed JSON value, or ``None`` when the source as a whole is not one."""
        return self.values[0] if self.is_json and len(self.values) == 1 else None

    @property
    def is_parquet(self) -> bool:
        """Whether the source is a Parquet file: bytes that are never decoded as text."""
        return self.data[:4] == b"PAR1"

    @property
    def is_json(self) -> bool:
        """Whether the source is JSON, or JSON lines, and nothing else."""
        return not self.is_parquet and JSON_START.match(self.text) is not None and bool(self.values)

    @cached_property
    def is_dump(self) -> bool:
        """Whether the source is the dump of a database: statements that write rows."""
        if self.is_parquet:
            return False
        from .readers.sql_signs import is_dump

        return is_dump(self.text)

    @cached_property
    def dump(self) -> Dump:
        """The tables that the dump of a database writes."""
        from .readers.sql import read_dump

        return read_dump(self.text)

    @cached_property
    def census(self) -> Census:
        """The kinds of objects among the JSON values."""
        from .readers.json_shapes import census

        return census(self.values)

    @cached_property
    def xml(self) -> Any:
        """The root of the parsed XML (an lxml element), entities left alone; ``None`` when it is no XML."""
        from .readers.xml_tree import parse_xml

        root, note = parse_xml(self.data, self.text, self.name)
        if note is not None:
            self.notes.append(note)
        return root

    @cached_property
    def carriers(self) -> frozenset[str]:
        """The carriers that could hold these bytes; the modules of the others are not even imported."""
        if self.is_parquet:
            return frozenset(("table",))
        if self.is_json:
            return frozenset(("json", "table"))
        if self.is_dump:
            return frozenset(("table",))
        if self.is_html:
            return frozenset(("html",))
        if self.values and self._mostly_values():
            return frozenset(("json",))
        start, _, _ = self.text.lstrip()[:4096].partition("\n")
        possible = {
            "text": not _RECORDING.match(self.text) and not _YAML_LIST.match(self.text) and not self._is_table(start),
            "html": "<" in self.head,
            "xml": "<" in start,
            "mail": ":" in start or start.startswith("From "),
            "table": any(delimiter in start for delimiter in DELIMITERS) or self._is_column(start),
            "json": bool(self.values),
        }
        return frozenset(carrier for carrier, could in possible.items() if could)

    def _is_table(self, start: str) -> bool:
        if not any(delimiter in start for delimiter in DELIMITERS):
            return self._is_column(start)
        from .readers.delimited import is_table

        return _RELAYED.match(start) is None and is_table(self.text)

    def _is_column(self, start: str) -> bool:
        if not start.strip('" ').isidentifier():
            return False
        from .readers.delimited import lone_column

        return lone_column(self.text) is not None

    def _mostly_values(self) -> bool:
        # A module or a recording around a value is little beside it; a text that shows some JSON is a text.
        from json import dumps

        return 2 * sum(len(dumps(value, ensure_ascii=False)) for value in self.values) > len(self.text)
