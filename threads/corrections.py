"""Corrections by hand: a CSV of comment_id, field, value sets authors, parents and themes; they show as ``human``."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

from .decode import without_surrogates
from .errors import BrokenSource
from .forest import Forest
from .model import Note
from .names import fold_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .model import Discussion

FIELDS: Final = ("author", "parent", "theme")
_COLUMNS: Final = ("comment_id", "field", "value")
_DELIMITERS: Final = (",", ";", "\t")
_ALIASES: Final = {"parent_id": "parent", "link": "parent", "themes": "theme", "authors": "author"}
#: How a theme that was set travels with the discussion: as a note, so that a saved reading keeps it.
_THEME_SET: Final = "corrected-theme"
_THEME_SAID: Final = "Theme set by hand: "
_ROOT: Final = ("", "root", "none", "null")


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the file: the comment, what is corrected (``author``, ``parent`` or ``theme``), the value."""

    comment_id: str
    field: str
    value: str


def read_corrections(path: str | Path) -> tuple[Correction, ...]:
    """Read a file of corrections: CSV in UTF-8, its columns parted by commas, semicolons or tabs.

    Raises
    ------
    BrokenSource
        The file cannot be opened or lacks a column, or a line lacks its comment or value, names no field that can be
        corrected, or contradicts another; the message names the line.
    """
    name = without_surrogates(Path(path).name)
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            header = file.readline()
            reader = csv.reader(file, delimiter=next((mark for mark in _DELIMITERS if mark in header), ","))
            columns = _places(header, reader.dialect.delimiter, name)
            found = [
                _correction(row, columns, f"{name}, line {reader.line_num + 1}", name) for row in reader if any(row)
            ]
    except (UnicodeDecodeError, csv.Error) as error:
        raise BrokenSource(f"{name} is no CSV in UTF-8: {error}.", name=name) from error
    except OSError as error:
        raise BrokenSource(f"{name} cannot be opened: {error.strerror or error}.", name=name) from error
    _refuse_contradictions(found, name)
    return tuple(found)


def _places(header: str, delimiter: str, name: str) -> list[int]:
    """Where the three columns stand."""
    names = [cell.strip().strip('"').lower() for cell in header.split(delimiter)]
    if not set(_COLUMNS) <= set(names):
        raise BrokenSource(f"{name} needs the columns {', '.join(_COLUMNS)}.", name=name)
    return [names.index(column) for column in _COLUMNS]


def _correction(row: list[str], columns: list[int], where: str, name: str) -> Correction:
    if len(row) <= max(columns):
        raise BrokenSource(f"{where} has fewer cells than there are columns.", name=name)
    comment_id, field, value = (row[column].strip() for column in columns)
    if not comment_id:
        raise BrokenSource(f"{where} names no comment.", name=name)
    field = _ALIASES.get(field.lower(), field.lower())
    if field not in FIELDS:
        raise BrokenSource(f"{where}: {field!r} cannot be corrected; use {', '.join(FIELDS)}.", name=name)
    return Correction(comment_id, field, value)


def _refuse_contradictions(found: Sequence[Correction], name: str) -> None:
    """A comment has one author and one parent; it may have several themes."""
    told: dict[tuple[str, str], str] = {}
    for one in found:
        if one.field != "theme" and told.setdefault((one.comment_id, one.field), one.value) != one.value:
            first = told[one.comment_id, one.field]
            both = f"{first!r} and {one.value!r}"
            raise BrokenSource(f"{name}: the {one.field} of {one.comment_id} is set twice, to {both}.", name=name)


def theme_corrections(corrections: Sequence[Correction]) -> dict[str, tuple[str, ...]]:
    """Return the themes that were set by hand, per comment."""
    out: dict[str, tuple[str, ...]] = {}
    for one in corrections:
        if one.field == "theme":
            out[one.comment_id] = (*out.get(one.comment_id, ()), one.value)
    return out


def apply_corrections(
    discussion: Discussion, corrections: str | Path | Sequence[Correction], *, name: str = "corrections"
) -> Discussion:
    """Set authors and parents by hand; each correction is noted, so that it can be counted.

    ``name`` stands in the evidence of the links for corrections that were read before; a file has its own.

    An empty ``parent`` (or ``root``) makes a root. Themes are noted and applied where themes are found (see
    :func:`themes_by_hand`); several lines give a comment several, an empty value none. Corrections of
    comments that are not in the discussion are passed over: one file may serve several.

    Raises
    ------
    BrokenSource
        The file is unusable, a parent is not in the discussion, or the parents would form a circle.
    """
    if isinstance(corrections, (str, Path)):
        return apply_corrections(discussion, read_corrections(corrections), name=Path(corrections).name)
    name = without_surrogates(name)
    known = set(discussion.comments["comment_id"])
    mine = [one for one in corrections if one.comment_id in known]
    authors = {one.comment_id: one.value or None for one in mine if one.field == "author"}
    parents = {
        one.comment_id: None if one.value.lower() in _ROOT else one.value for one in mine if one.field == "parent"
    }
    for comment_id, parent in parents.items():
        if parent is not None and parent not in known:
            raise BrokenSource(f"{name}: the parent {parent} of {comment_id} is not in the discussion.", name=name)
    comments = _with_parents(_with_authors(discussion.comments, authors), parents, name)
    again = theme_corrections(mine)
    kept = [note for note in discussion.notes if note.code != _THEME_SET or note.comment_id not in again]
    return replace(discussion, comments=comments, notes=(*kept, *map(_note, mine)))


def _note(one: Correction) -> Note:
    if one.field == "theme":
        return Note(_THEME_SET, f"{_THEME_SAID}{one.value}", one.comment_id)
    return Note("corrected", f"{one.field} set by hand to {one.value!r}.", one.comment_id)


def count_corrections(discussion: Discussion) -> int:
    """Count what was set by hand: in this reading, and in the one that was saved."""
    return sum(note.code in {"corrected", _THEME_SET} for note in discussion.notes)


def themes_by_hand(discussion: Discussion) -> dict[str, tuple[str, ...]]:
    """Return the themes that were set by hand, per comment: in this reading, or in the one that was saved."""
    out: dict[str, tuple[str, ...]] = {}
    for note in discussion.notes:
        if note.code == _THEME_SET and note.comment_id is not None:
            out[note.comment_id] = (*out.get(note.comment_id, ()), note.message.removeprefix(_THEME_SAID))
    return out


def _with_authors(comments: pl.DataFrame, authors: dict[str, str | None]) -> pl.DataFrame:
    if not authors:
        return comments
    # A corrected author is the person of that name where the discussion knows one.
    ids = {
        row["author"]: row["author_id"]
        for row in comments.select("author", "author_id").unique().to_dicts()
        if row["author"]
    }
    folded = {name: ids.get(name) or fold_name(name) for name in authors.values() if name}
    rows = pl.DataFrame(
        {
            "comment_id": list(authors),
            "new_author": list(authors.values()),
            "new_id": [folded.get(name) if name else None for name in authors.values()],
        },
        schema={"comment_id": pl.String, "new_author": pl.String, "new_id": pl.String},
    ).with_columns(hit=pl.lit(1))
    joined = comments.join(rows, on="comment_id", how="left", maintain_order="left")
    hit = pl.col("hit").is_not_null()
    return joined.with_columns(
        author=pl.when(hit).then(pl.col("new_author")).otherwise(pl.col("author")),
        author_id=pl.when(hit).then(pl.col("new_id")).otherwise(pl.col("author_id")),
        author_basis=pl.when(hit).then(pl.lit("human")).otherwise(pl.col("author_basis")),
    ).select(comments.columns)


def _with_parents(comments: pl.DataFrame, parents: dict[str, str | None], name: str) -> pl.DataFrame:
    if not parents:
        return comments
    rows = pl.DataFrame(
        {"comment_id": list(parents), "new_parent": list(parents.values())},
        schema={"comment_id": pl.String, "new_parent": pl.String},
    ).with_columns(hit=pl.lit(1))
    joined = comments.join(rows, on="comment_id", how="left", maintain_order="left")
    hit = pl.col("hit").is_not_null()
    kinds = comments.schema
    evidence = pl.lit([{"kind": "human", "ref": name, "weight": 1.0}], dtype=kinds["link_evidence"])
    nothing = pl.lit([], dtype=kinds["link_alternatives"])
    linked = joined.with_columns(
        parent_id=pl.when(hit).then(pl.col("new_parent")).otherwise(pl.col("parent_id")),
        link_basis=pl.when(hit).then(pl.lit("human")).otherwise(pl.col("link_basis")),
        link_confidence=pl.when(hit).then(pl.lit(1.0, pl.Float32)).otherwise(pl.col("link_confidence")),
        link_alternatives=pl.when(hit).then(nothing).otherwise(pl.col("link_alternatives")),
        link_evidence=pl.when(hit).then(evidence).otherwise(pl.col("link_evidence")),
    ).select(comments.columns)
    try:
        depth = Forest.from_comments(linked).depth
    except ValueError as error:
        raise BrokenSource(f"{name}: the corrected parents form a circle.", name=name) from error
    return linked.with_columns(depth=pl.Series(depth, dtype=pl.UInt32))
