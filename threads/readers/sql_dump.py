"""Dumps of databases: the tables that are called after comments, with people and posts from the tables beside them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from ..errors import BrokenSource, NoCommentsFound
from ..model import Note
from ..payload import Payload
from ..platform import Recognition
from .body import broken_text
from .column_names import COUNTED, HEADED, folded
from .guess import Guess, guess
from .json_engine import read_values
from .json_guess import GuessedJson
from .json_platform import ArticleFields
from .json_shapes import Shape
from .table import MAX_TABLE
from .xml_exports import WXR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..draft import Reading
    from ..platform import ReadOptions

#: What tables are called that hold what people say, those that may hold it, and what is told of it.
_SAID: Final = re.compile(
    r"comment|repl(?:y|ies)|answer|review|feedback|guest_?book|testimonial|opinion|shout|kommentar|comentario|commentaire"
)
_MAYBE: Final = re.compile(r"posts?$|messages?$|msgs?$|chats?$|posts_text$")
_TOLD_OF_IT: Final = re.compile(
    r"meta|like|vote|count|status|type|categor|tag|revision|report|attach|image|photo|setting|option|notif|log|flag|"
    r"subscri|vector|index|search|spam|reaction|permission|template|draft|queue"
)
#: A column of what a post of a board belongs to.
_THREADS: Final = frozenset(("topicid", "threadid", "parentid", "parent", "replyto", "tid"))
#: So many rows of a table tell what it holds.
_SAMPLE: Final = 200
_WORDPRESS: Final = frozenset(("comment_ID", "comment_post_ID", "comment_content", "comment_approved"))
#: Where the dump of WordPress keeps what its export does.
_EXPORTED: Final = replace(WXR.fields, id=("comment_ID",), author_id=("user_id",))


@dataclass(frozen=True)
class SqlDump:
    """The dump of a database, as MySQL, PostgreSQL, SQLite and others write it."""

    name: str = "sql-dump"
    title: str = "Dump of a database (SQL)"
    carrier: str = "table"
    keeps: tuple[str, ...] = GuessedJson().keeps
    depth_cap: int | None = None
    version: str = "1"
    doc: str = (
        "The tables of a dump that are called after comments, reviews, answers or messages: columns by name, names and"
        " titles from the tables of people and posts beside them. Spam of WordPress keeps its place, pingbacks are left"
        " out. Columns are guessed, which is noted; a dump is held in memory whole."
    )

    def recognise(self, payload: Payload) -> Recognition | None:
        """Claim what opens with statements and writes rows: nothing else reads that."""
        if not payload.is_dump:
            return None
        return Recognition(0.96, "statements that write the rows of a database")

    def read(self, payload: Payload, options: ReadOptions) -> Iterable[Reading]:
        """Yield each discussion of each table that holds comments."""
        if len(payload.text) > MAX_TABLE:
            sentence = f"{payload.name} is a dump of {len(payload.text):,} characters; the limit is {MAX_TABLE:,}"
            raise BrokenSource(f"{sentence}: dump the table of comments alone.", name=payload.name)
        dump = payload.dump
        chosen = [name for name, rows in dump.tables.items() if _holds_comments(name, rows[:_SAMPLE])]
        if not chosen:
            raise NoCommentsFound(_refusal(payload.name, dump.tables), name=payload.name)
        for name in chosen:
            for reading in _readings(name, dump.tables, payload, options):
                if dump.torn:
                    reading.notes.append(Note("torn-rows", f"The dump breaks off inside of a row: {dump.torn:,} lost."))
                yield reading


def _refusal(name: str, tables: Mapping[str, Sequence[dict[str, Any]]]) -> str:
    listed = ", ".join(list(tables)[:12])
    return (
        f"{name} is a dump of a database in which no table looks like comments ({listed}); where one holds some, name"
        " its columns with columns={'text': …}."
    )


def _holds_comments(name: str, rows: Sequence[dict[str, Any]]) -> bool:
    """Whether a table holds what people say, by its name and its columns."""
    called = name.lower()
    if not rows or _TOLD_OF_IT.search(called) or not (_SAID.search(called) or _MAYBE.search(called)):
        return False
    parts, columns = set(guess(rows).paths), set(map(folded, rows[0]))
    if "text" not in parts or not parts & {"author", "author_id", "created", "parent"}:
        return False
    headed = bool(columns & HEADED or any(one.endswith("title") for one in columns)) and bool(columns & COUNTED)
    return bool(_SAID.search(called)) or (not headed and (bool(columns & _THREADS) or "title" not in parts))


def _readings(
    name: str, tables: Mapping[str, list[dict[str, Any]]], payload: Payload, options: ReadOptions
) -> Iterator[Reading]:
    rows = tables[name]
    if set(rows[0]) >= _WORDPRESS:
        yield from _wordpress(name, tables, options)
        return
    beside = {other: listed for other, listed in tables.items() if other != name and _are_people(other)}
    article = _posts(guess(rows[:_SAMPLE]), tables)
    source = Payload(
        payload.name, json.dumps({"comments": rows, **beside}, default=str).encode("utf-8", "surrogatepass")
    )
    for reading in GuessedJson().read(source, options):
        if article is not None and reading.discussion_id in article:
            reading.article = replace(reading.article, title=article[reading.discussion_id])
        yield reading


def _are_people(table: str) -> bool:
    return re.search(r"(?:user|member|author|people|person|account|customer|profile)s?$", table.lower()) is not None


def _posts(found: Guess, tables: Mapping[str, list[dict[str, Any]]]) -> dict[str, str] | None:
    """The heading of each post that comments belong to, by its id: "article_id" is that of a row of "articles"."""
    column = folded(found.paths.get("discussion", ""))
    stem = column.removeprefix("comment").removesuffix("id")
    if not stem or stem == column:
        return None
    for table, rows in tables.items():
        called = folded(table)
        if not rows or not called.endswith((stem, f"{stem}s", f"{stem[:-1]}ies")):
            continue
        own = next((name for name in rows[0] if folded(name) in ("id", f"{stem}id")), None)
        heading = next((name for name in rows[0] if folded(name) in {*HEADED, f"{stem}title", "subject"}), None)
        if own is not None and heading is not None:
            return {str(row[own]): str(row[heading]) for row in rows if row[heading] is not None}
    return None


def _wordpress(name: str, tables: Mapping[str, list[dict[str, Any]]], options: ReadOptions) -> Iterator[Reading]:
    """The comments of WordPress, with its posts, where the dump has them."""
    posts = tables.get(f"{name[: -len('comments')]}posts", [])
    platform = replace(
        WXR, fields=_EXPORTED, shape=Shape(("comment_ID", "comment_content")), discussion=("comment_post_ID",),
        article=ArticleFields(
            shape=Shape(("ID", "post_title", "post_content")), id=("ID",), title=("post_title",), url=("guid",),
            published=("post_date_gmt",), text=("post_content",), body=broken_text,
        ),
    )  # fmt: skip
    # Revisions of posts have no comments; zero dates are none.
    held = [row for row in posts if row.get("post_type") != "revision"]
    yield from (one for one in read_values(platform, [{"comments": tables[name], "posts": held}], options) if one.count)


PLATFORMS: Final = (SqlDump(),)
