"""Tables of comments: CSV, TSV, JSON lines and Parquet, with columns given, known or guessed."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NoReturn

from ..errors import BrokenSource, NoCommentsFound
from ..model import Note
from ..payload import DELIMITERS
from ..platform import Recognition
from .body import broken_text
from .column_names import COUNTED, HEADED, folded
from .delimited import csv_rows, is_table, lone_column, uneven
from .guess import Guess, are_about_else, describes, given, guess, judges
from .json_engine import read_values
from .json_named import longest_keys, records_with
from .json_platform import NO_PARENT, Fields, JsonPlatform, Mark
from .json_shapes import Shape, reach
from .outline import by_outline
from .sql import rows_with
from .tidying import answer_the_article, ids_are_prefixed, read_dates, tidy_rows
from .values import name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from ..draft import Draft, Reading
    from ..payload import Payload
    from ..platform import ReadOptions

_NOTHING: Final = NO_PARENT | {"nan", "na", "n/a", "nat", "false", "undefined", "[]", r"\n"}
#: So many rows tell what the columns mean.
_SAMPLE: Final = 200
#: Longest delimited table that is held at once, in characters: a million comments, and gigabytes.
MAX_TABLE: Final = 256_000_000
#: How sure a table is whose columns do not look like comments.
_ROWS_ONLY: Final = 0.03
#: How sure a table is of JSON rows that say more inside than a table shows: less than a reader of nested records.
_INSIDE: Final = 0.3
#: So many rows show whether they have something of their own, and so many of them must.
_FEW: Final = 3
_APART: Final = 0.9
_UNEVEN: Final = "Rows with more or fewer cells than there are columns"
_TUBE_ID: Final = re.compile(r"(Ug[\w-]{20,24})\.[\w-]{10,40}")
_ROWS: Final = JsonPlatform(
    name="", title="", doc="", shape=Shape(("comment_text",)), fields=Fields(), body=broken_text, no_parent=_NOTHING
)


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
        "Any table with one comment a row: name its columns (id, parent, author, text …), or let them"
        " be guessed, which is noted. Columns that are not named go into extra."
    )

    def recognise(self, payload: Payload) -> Recognition | None:
        """Claim a table whose columns look like comments; the claim is weak, so that a known format comes first."""
        rows = rows_of(payload, _SAMPLE)
        found = guess(rows, nested=payload.is_json)
        if payload.is_json and (are_about_else(rows) or describes(found, rows)):
            return None
        if not rows or not _are_comments(found, rows):
            # Nobody else reads rows: the refusal can at least say what to do.
            tabular = payload.is_parquet or is_table(payload.text) or lone_column(payload.text) is not None
            return Recognition(_ROWS_ONLY, "rows under names of columns") if tabular else None
        reason = f"a table with {found.sentence()}"
        if payload.is_json:
            # JSON lines may be a known format, and what lies inside of records others may read with their replies.
            more_inside = len(found.paths) > len(guess(rows).paths) or _answered_inside(rows, found.paths["text"])
            return Recognition(_INSIDE if more_inside else 0.5, reason)
        # Rows of one width under telling names are hardly anything else, whatever the texts in them look like: a mail
        # quoted in a cell is no mail.
        return Recognition(0.94, reason)

    def read(self, payload: Payload, options: ReadOptions) -> Iterable[Reading]:
        """Yield each discussion of the table."""
        named = tuple((options.columns or {}).values())
        first = rows_of(payload, _SAMPLE, named)
        if not first:
            _explain(payload, named)
        chosen = given(options.columns) if options.columns else guess(first, nested=payload.is_json)
        if not options.columns and not _are_comments(chosen, first):
            raise NoCommentsFound(
                f"{payload.name} is a table whose columns do not look like comments ({', '.join(list(first[0])[:12])});"
                " where it holds some, name the columns with columns={'text': …}.",
                name=payload.name,
            )
        checked_columns(chosen, first, payload.name)
        rows = rows_of(payload, None, named)
        odd = 0 if payload.is_json or payload.is_parquet else uneven(rows)
        tidied, rooted = tidy_rows(rows, chosen, _NOTHING)
        platform = platform_for(chosen, records_with(payload.values, named)[1] if payload.is_json and named else ())
        if ids_are_prefixed(tidied, chosen):
            platform = replace(platform, parent_strip=())
        readings = list(read_values(platform, tidied, options))
        answer_the_article(readings)
        by_outline(readings)
        read_dates(readings)
        for reading in readings:
            if not options.columns:
                reading.notes.insert(0, Note("columns-guessed", f"The columns were guessed: {chosen.sentence()}."))
            reading.notes.extend(_rooted(rooted))
            if odd:
                reading.notes.append(Note("uneven-rows", f"{_UNEVEN}: {odd:,}; quotes or delimiters may be damaged."))
            yield reading


def _rooted(number: int) -> Iterator[Note]:
    """Say how many rows that name themselves as their parent were made roots."""
    if number:
        yield Note("self-parent", f"Rows that name themselves as parent are roots here: {number:,}.")


def _are_comments(found: Guess, rows: Sequence[dict[str, Any]]) -> bool:
    return found.plausible and not describes(found, rows) and not _are_posts(found, rows)


def _are_posts(found: Guess, rows: Sequence[dict[str, Any]]) -> bool:
    """Whether rows are what comments are about: each has a heading of its own and a count of them, and answers none.

    Reviews have headings as well, and judge; comments beside the heading of their post share it.
    """
    names = {folded(key): key for one in rows for key in one}
    heading = next((key for name, key in names.items() if name in HEADED), None)
    if heading is None or "parent" in found.paths or found.called_comments or len(rows) < _FEW or judges(names):
        return False
    headings = {str(one[heading]) for one in rows if one.get(heading)}
    return bool(COUNTED & set(names)) and len(headings) > _APART * len(
        {str(reach(one, found.paths["text"])) for one in rows}
    )


def _answered_inside(rows: Iterable[dict[str, Any]], text: str) -> bool:
    """Whether rows hold lists of others of their kind: answers, which a table does not show."""
    listed = (one for row in rows for value in row.values() if isinstance(value, list) for one in value)
    return any(isinstance(one, dict) and isinstance(reach(one, text), str) for one in listed)


def _explain(payload: Payload, named: Collection[str]) -> NoReturn:
    """Say why a table has no row: it is none, or it ends with the names of its columns."""
    if payload.is_json:
        keys = ", ".join(longest_keys(payload.values)[:12])
        told = f"the longest has {keys}" if keys else "it has none"
        refusal = f"no list of records in {payload.name} has the keys {', '.join(named)}; {told}."
        raise BrokenSource(refusal, name=payload.name)
    if not payload.is_parquet and "xml" in payload.carriers and payload.xml is not None:
        told = "columns are those of a table, or keys of JSON"
        raise BrokenSource(f"{payload.name} is XML, which has elements: {told}.", name=payload.name)
    if payload.is_parquet or _is_header(payload.text.strip()):
        raise NoCommentsFound(f"{payload.name} has names of columns and no row below them.", name=payload.name)
    name = lone_column(payload.text)
    if name is not None:
        told = (
            f"{payload.name} is one column of words under {name!r}: nothing says who wrote them, when, or in answer to"
        )
        raise NoCommentsFound(f"{told} what.", name=payload.name)
    raise BrokenSource(
        f"{payload.name} is no table: a row of column names and rows as wide as it (check quotes and delimiters;"
        " columns without names are given by number: columns={'text': '3'}).",
        name=payload.name,
    )


def _is_header(text: str) -> bool:
    """Whether a text is one line of several cells."""
    return "\n" not in text and any(delimiter in text for delimiter in DELIMITERS)


def checked_columns(chosen: Guess, rows: Sequence[dict[str, Any]], name: str) -> Guess:
    """Return the columns, each of which one of some rows has (JSON leaves out what it has nothing to say for).

    Raises
    ------
    BrokenSource
        There is no column for the text, or one that no row has.
    """
    row = {key: None for one in rows for key in one}
    if "text" not in chosen.paths:
        raise BrokenSource(
            f"{name} has no column that looks like a text; name it with columns={{'text': …}} "
            f"(it has {', '.join(list(row)[:12])}).",
            name=name,
        )
    absent = [path for path in chosen.paths.values() if path not in row and path.partition(".")[0] not in row]
    if absent:
        raise BrokenSource(f"{name} has no column {absent[0]}; it has {', '.join(list(row)[:12])}.", name=name)
    return chosen


def platform_for(chosen: Guess, children: tuple[str, ...] = ()) -> JsonPlatform:
    """Make a platform of guessed or given columns."""
    shape = Shape((chosen.paths["text"],))
    title = (chosen.paths["title"],) if "title" in chosen.paths else ()
    return JsonPlatform(
        name="table", title="", doc="", shape=shape, fields=chosen.fields(), body=broken_text, no_parent=_NOTHING,
        discussion=(chosen.paths["discussion"],) if "discussion" in chosen.paths else (), inline_title=title,
        parent_article=("t3_",), parent_strip=("t1_",), children=children,
        amend=partial(_with_family, chosen.paths["family"]) if "family" in chosen.paths else _parent_in_id,
        placeholders=frozenset(("[deleted]", "[removed]")),
    )  # fmt: skip


def _with_family(path: str, record: dict[str, Any], draft: Draft) -> None:
    """The other half of a name lies in a key of its own."""
    draft.author = " ".join(filter(None, (draft.author, name_of(reach(record, path))))) or None
    _parent_in_id(record, draft)


def _parent_in_id(_record: dict[str, Any], draft: Draft) -> None:
    """An answer's id on YouTube is its parent's, a dot, and its own part; exports often leave the parent out."""
    found = _TUBE_ID.fullmatch(draft.comment_id or "")
    if found is not None and draft.stated_parent in (None, draft.comment_id):
        draft.stated_parent, draft.link_basis = found[1], "explicit"


def rows_of(payload: Payload, limit: int | None = None, named: Collection[str] = ()) -> list[dict[str, Any]]:
    """Return the rows of a payload as dictionaries; an empty list for what is no table.

    ``named`` are columns that it is said to have.
    """
    if payload.data[:4] == b"PAR1":
        return _parquet_rows(payload, limit)
    if payload.is_json and named:
        return records_with(payload.values, named)[0][:limit]
    if payload.is_json:
        values = payload.values[0] if len(payload.values) == 1 else payload.values
        rows = list(values[:limit]) if isinstance(values, (list, tuple)) else []
        return rows if all(isinstance(row, dict) for row in rows) else []
    if payload.is_dump:
        return _dumped_rows(payload, named)[:limit]
    if limit is None and len(payload.text) > MAX_TABLE:
        sentence = f"{payload.name} is a table of {len(payload.text):,} characters; the limit is {MAX_TABLE:,}."
        raise BrokenSource(f"{sentence} threads.scan streams JSON lines of any size.", name=payload.name)
    return list(csv_rows(payload.text, limit, named))


def _dumped_rows(payload: Payload, named: Collection[str]) -> list[dict[str, Any]]:
    """The rows of the table of a dump that has the columns which are named; none where none are."""
    try:
        return rows_with(payload.dump, named) if named else []
    except LookupError as error:
        refusal = f"no table of the dump {payload.name} has all of these columns; it has {error}."
        raise BrokenSource(refusal, name=payload.name) from error


def _parquet_rows(payload: Payload, limit: int | None) -> list[dict[str, Any]]:
    import polars as pl

    try:
        return pl.read_parquet(io.BytesIO(payload.data), n_rows=limit).to_dicts()
    except pl.exceptions.PolarsError as error:
        raise BrokenSource(f"{payload.name} is damaged as a Parquet file: {error}.", name=payload.name) from error


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
        tidied, rooted = tidy_rows(map(self.tidy, rows) if self.tidy else rows, chosen)
        for reading in read_values(self.rows, tidied, options):
            reading.notes.extend(_rooted(rooted))
            yield reading


def _socc(row: dict[str, Any]) -> dict[str, Any]:
    """A comment's number is SOURCE_ARTICLE_N, its replies' SOURCE_ARTICLE_N_M."""
    steps = str(row.get("comment_counter") or "").split("_")
    return {**row, "counter_parent": "_".join(steps[:-1]) if len(steps) > 3 else ""}


def _rejected(record: dict[str, Any], draft: Draft) -> None:
    # Probabilities of annotators stay in extra; a rejected comment was never shown.
    draft.deleted = draft.deleted or record.get("rating") == "rejected"


CIVIL: Final = KnownTable(
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
SOCC: Final = KnownTable(
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

PLATFORMS: Final = (CIVIL, SOCC, AnyTable())
