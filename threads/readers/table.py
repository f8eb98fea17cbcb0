"""Tables of comments: CSV, TSV, JSON lines and Parquet, with columns given, known or guessed."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, NoReturn

from ..dates import DateReader
from ..errors import BrokenSource, NoCommentsFound, UnknownFormat
from ..model import Note
from ..payload import DELIMITERS
from ..platform import Recognition
from .body import broken_text
from .guess import Guess, are_about_else, given, guess
from .json_engine import read_values
from .json_platform import NO_PARENT, Fields, JsonPlatform, Mark
from .json_shapes import Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ..draft import Draft, Reading
    from ..payload import Payload
    from ..platform import ReadOptions

_NOTHING: Final = NO_PARENT | {"nan", "na", "n/a", "nat", "false", "undefined", "[]"}
_SAMPLE: Final = 200
#: Longest delimited table that is held at once, in characters: a million comments, and gigabytes.
MAX_TABLE: Final = 256_000_000
#: So many characters tell what parts the columns.
_HEAD: Final = 200_000
#: How sure a table is whose columns do not look like comments; and so few rows may be lines of prose.
_ROWS_ONLY: Final = 0.03
_FEWEST_ROWS: Final = 5
#: How sure a table is of JSON rows that say more inside than a table shows: less than a reader of nested records.
_INSIDE: Final = 0.3
_TUBE_ID: Final = re.compile(r"(Ug[\w-]{20,24})\.[\w-]{10,40}")
_WHOLE_FLOAT: Final = re.compile(r"-?\d+\.0")


@dataclass(frozen=True)
class AnyTable:
    """A table whose columns the user names, or whose names and values say what they hold."""

    name: str = "table"
    title: str = "Table of comments (CSV, TSV, JSON lines, Parquet)"
    carrier: str = "table"
    keeps: tuple[str, ...] = (
        "comment_id", "parent_id", "author", "author_id", "created", "score", "permalink", "discussion_id", "extra",
    )  # fmt: skip
    depth_cap: int | None = None
    version: str = "1"
    doc: str = (
        "Any table with one comment a row: name its columns with --columns id=…,parent=…,author=…,text=…, or let them"
        " be guessed, which is noted. Columns that are not named go into extra."
    )

    def recognise(self, payload: Payload) -> Recognition | None:
        """Claim a table whose columns look like comments; the claim is weak, so that a known format comes first."""
        rows = rows_of(payload, _SAMPLE)
        found = guess(rows, nested=payload.is_json)
        if payload.is_json and are_about_else(rows):
            return None
        if not rows or not found.plausible:
            # Nobody else reads rows: the refusal can at least say what to do.
            return Recognition(_ROWS_ONLY, "rows under names of columns") if is_table(payload.text) else None
        reason = f"a table with {found.sentence()}"
        if payload.is_json:
            # JSON lines may be a known format, and what lies inside of records others may read with their replies.
            return Recognition(_INSIDE if len(found.paths) > len(guess(rows).paths) else 0.5, reason)
        # Rows of one width under telling names are hardly anything else, whatever the texts in them look like: a mail
        # quoted in a cell is no mail.
        return Recognition(0.94, reason)

    def read(self, payload: Payload, options: ReadOptions) -> Iterable[Reading]:
        """Yield each discussion of the table."""
        first = rows_of(payload, _SAMPLE)
        if not first:
            _explain(payload)
        chosen = given(options.columns) if options.columns else guess(first, nested=payload.is_json)
        if not options.columns and "text" in chosen.paths and not chosen.plausible:
            raise UnknownFormat(
                f"{payload.name} is a table whose columns do not look like comments ({', '.join(list(first[0])[:12])});"
                " where it holds some, name the columns with --columns.",
                name=payload.name,
            )
        # JSON leaves keys out where it has nothing to say.
        known = {key: None for row in first for key in row}
        _check(chosen, known, payload.name)
        tidied = tidy_rows(rows_of(payload), chosen)
        for reading in read_values(platform_for(chosen), tidied, options):
            if not options.columns:
                reading.notes.append(Note("columns-guessed", f"The columns were guessed: {chosen.sentence()}."))
            _read_dates(reading)
            yield reading


def _explain(payload: Payload) -> NoReturn:
    """Say why a table has no row: it is none, or it ends with the names of its columns."""
    first, _, rest = payload.text.strip().partition("\n")
    if not rest and any(delimiter in first for delimiter in DELIMITERS):
        raise NoCommentsFound(f"{payload.name} has names of columns and no row below them.", name=payload.name)
    raise BrokenSource(
        f"{payload.name} is no table: a row of column names and rows as wide as it (check quotes and delimiters).",
        name=payload.name,
    )


def _read_dates(reading: Reading) -> None:
    """Read the dates that were written for people, in any language: a table of one's own may hold them."""
    written = [draft for draft in reading.drafts if draft.created is None and draft.created_text]
    dates = DateReader(text="\n".join(draft.created_text or "" for draft in written[:_SAMPLE]))
    for draft in written:
        when, basis = dates.read(draft.created_text)
        if when is not None:
            draft.created, draft.created_basis = when, basis
    reading.notes.extend(dates.notes())


def _check(chosen: Guess, row: dict[str, Any], name: str) -> None:
    if "text" not in chosen.paths:
        raise BrokenSource(
            f"{name} has no column that looks like a text; name it with --columns text=COLUMN "
            f"(it has {', '.join(list(row)[:12])}).",
            name=name,
        )
    absent = [path for path in chosen.paths.values() if path not in row and path.partition(".")[0] not in row]
    if absent:
        raise BrokenSource(f"{name} has no column {absent[0]}; it has {', '.join(list(row)[:12])}.", name=name)


def platform_for(chosen: Guess, children: tuple[str, ...] = ()) -> JsonPlatform:
    """Make a platform of guessed or given columns."""
    shape = Shape((chosen.paths["text"],))
    title = (chosen.paths["title"],) if "title" in chosen.paths else ()
    return JsonPlatform(
        name="table", title="", doc="", shape=shape, fields=chosen.fields(), body=broken_text, no_parent=_NOTHING,
        discussion=(chosen.paths["discussion"],) if "discussion" in chosen.paths else (), inline_title=title,
        parent_article=("t3_",), parent_strip=("t1_",), children=children, amend=_parent_in_id,
        placeholders=frozenset(("[deleted]", "[removed]")),
    )  # fmt: skip


def _parent_in_id(_record: dict[str, Any], draft: Draft) -> None:
    """An answer's id on YouTube is its parent's, a dot, and its own part; exports often leave the parent out."""
    found = _TUBE_ID.fullmatch(draft.comment_id or "")
    if found is not None and draft.stated_parent in (None, draft.comment_id):
        draft.stated_parent, draft.link_basis = found[1], "explicit"


def tidy_rows(rows: Iterable[dict[str, Any]], chosen: Guess) -> list[dict[str, Any]]:
    """Write ids alike wherever they occur: a column of ids with gaps comes as 12.0 from many programs."""
    names = [chosen.paths[part] for part in ("id", "parent", "discussion") if part in chosen.paths]
    out = []
    for row in rows:
        changed = {}
        for name in names:
            value = row.get(name)
            if isinstance(value, str) and _WHOLE_FLOAT.fullmatch(value):
                changed[name] = value[:-2]
        out.append({**row, **changed} if changed else row)
    return out


def rows_of(payload: Payload, limit: int | None = None) -> list[dict[str, Any]]:
    """Return the rows of a payload as dictionaries; an empty list for what is no table."""
    if payload.data[:4] == b"PAR1":
        return _parquet_rows(payload, limit)
    if payload.is_json:
        values = payload.values[0] if len(payload.values) == 1 else payload.values
        rows = list(values[:limit]) if isinstance(values, (list, tuple)) else []
        return rows if all(isinstance(row, dict) for row in rows) else []
    if limit is None and len(payload.text) > MAX_TABLE:
        sentence = f"{payload.name} is a table of {len(payload.text):,} characters; the limit is {MAX_TABLE:,}."
        raise BrokenSource(f"{sentence} threads.scan streams JSON lines of any size.", name=payload.name)
    return list(csv_rows(payload.text, limit))


def _parquet_rows(payload: Payload, limit: int | None) -> list[dict[str, Any]]:
    import polars as pl

    try:
        return pl.read_parquet(io.BytesIO(payload.data), n_rows=limit).to_dicts()
    except pl.exceptions.PolarsError as error:
        raise BrokenSource(f"{payload.name} is damaged as a Parquet file: {error}.", name=payload.name) from error


def csv_rows(text: str, limit: int | None = None) -> Iterator[dict[str, Any]]:
    """Yield the rows of delimited text under its first line; nothing where the text is no such table."""
    delimiter = delimiter_of(text)
    if delimiter is None:
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = [name.strip() for name in next(reader)]
    for number, row in enumerate(reader):
        if limit is not None and number >= limit:
            return
        if row:
            yield dict(zip(header, row, strict=False))


def delimiter_of(text: str) -> str | None:
    """Return what parts the columns, judged by the first rows; ``None`` where the text is no table."""
    headed = [(len(rows[0]), delimiter) for delimiter, rows in _parted(text) if _is_header(rows[0])]
    return max(headed, key=lambda one: one[0])[1] if headed else None


def is_table(text: str) -> bool:
    """Whether a text is rows of one width, whatever they hold: never a text dump."""
    return any(
        len(rows) >= _FEWEST_ROWS and (len(rows[0]) > 2 or _is_header(rows[0])) and not _is_prose(rows)
        for _, rows in _parted(text)
    )


def _is_prose(rows: Sequence[Sequence[str]]) -> bool:
    """Whether most rows go on after a blank, as sentences do after a comma."""
    return 2 * sum(any(cell.startswith(" ") for cell in row[1:]) for row in rows) > len(rows)


def _parted(text: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield each delimiter that parts the first lines into rows of one width, and the rows."""
    head = text[:_HEAD]
    first = head.split("\n", 1)[0]
    for delimiter in DELIMITERS:
        rows = _some_rows(head, delimiter) if delimiter in first else []
        width = len(rows[0]) if rows else 0
        if width >= 2 and sum(len(row) == width for row in rows) >= 0.9 * len(rows):
            yield delimiter, rows


def _some_rows(head: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    csv.field_size_limit(max(csv.field_size_limit(), 10_000_000))
    try:
        for row in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter):
            if row:
                rows.append(row)
            if len(rows) > 50:
                break
    except csv.Error:
        return []
    # The last of a cut sample may be torn.
    return rows[:-1] if len(head) >= _HEAD and len(rows) > 2 else rows


def _is_header(names: Sequence[str]) -> bool:
    return all(len(name) < 80 and not re.fullmatch(r"[\d.,\s]*", name) for name in names if name.strip()) and any(names)


@dataclass(frozen=True, kw_only=True)
class KnownTable:
    """A published table whose columns are known; ``signs`` are the columns it is recognised by."""

    name: str
    title: str
    doc: str
    signs: tuple[str, ...]
    rows: JsonPlatform
    tidy: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    carrier: str = "table"
    depth_cap: int | None = None
    version: str = "1"

    @property
    def keeps(self) -> tuple[str, ...]:
        """The columns of the comment table that it fills besides the text."""
        return self.rows.keeps

    def recognise(self, payload: Payload) -> Recognition | None:
        """Claim a table that has all the columns."""
        rows = rows_of(payload, 2)
        if not rows or not set(self.signs) <= set(rows[0]) or payload.is_json:
            return None
        return Recognition(0.97, f"a table with the columns {', '.join(self.signs)}")

    def read(self, payload: Payload, options: ReadOptions) -> Iterable[Reading]:
        """Yield each discussion of the table."""
        chosen = Guess({"id": self.rows.fields.id[0], "parent": self.rows.fields.parent[0]})
        rows = rows_of(payload)
        return read_values(self.rows, tidy_rows(map(self.tidy, rows) if self.tidy else rows, chosen), options)


def _socc(row: dict[str, Any]) -> dict[str, Any]:
    """A comment's number is SOURCE_ARTICLE_N, its replies' SOURCE_ARTICLE_N_M."""
    steps = str(row.get("comment_counter") or "").split("_")
    return {**row, "counter_parent": "_".join(steps[:-1]) if len(steps) > 3 else ""}


def _rejected(record: dict[str, Any], draft: Draft) -> None:
    # Probabilities of annotators stay in extra; a rejected comment was never shown.
    draft.deleted = draft.deleted or record.get("rating") == "rejected"


_ROWS: Final = JsonPlatform(
    name="", title="", doc="", shape=Shape(("comment_text",)), fields=Fields(), body=broken_text, no_parent=_NOTHING
)

CIVIL = KnownTable(
    name="civil-comments-csv",
    title="Civil Comments (CSV)",
    doc="The published Civil Comments table: parents, articles, times and votes; authors were never published.",
    signs=("comment_text", "article_id", "parent_id", "created_date"),
    rows=replace(
        _ROWS,
        fields=Fields(
            id=("id",), parent=("parent_id",), created=("created_date",), text=("comment_text",), score=("likes",)
        ),
        discussion=("article_id",),
        marks=(Mark("rejected", "rating", ("rejected",)),),
        amend=_rejected,
        also_keeps=("deleted",),
    ),
)
SOCC = KnownTable(
    name="socc-csv",
    title="SFU Opinion and Comments Corpus (CSV)",
    doc="The comments table of the corpus: who answers whom is read from the comment counter; votes and times kept.",
    signs=("article_id", "comment_counter", "comment_text"),
    rows=replace(
        _ROWS,
        fields=Fields(
            id=("comment_counter",), parent=("counter_parent",), author=("author", "comment_author"),
            created=("timestamp", "post_time"), text=("comment_text",), score=("PosVotes", "posVotes", "TotalVotes"),
        ),
        discussion=("article_id",),
    ),
    tidy=_socc,
)  # fmt: skip

PLATFORMS = (CIVIL, SOCC, AnyTable())
