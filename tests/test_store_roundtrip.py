"""Saved discussions come back exactly, in every format, whatever characters they hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commentariat.threads import (
    Article,
    BrokenSource,
    Discussion,
    Note,
    SeveralDiscussions,
    Source,
    WriteError,
    read,
)
from commentariat.threads.model import Capture
from commentariat.threads.schema import (
    COMMENT_SCHEMA,
    LEDGER_SCHEMA,
    check_comments,
    comment_frame,
    empty_ledger,
)
from commentariat.threads.store import load, load_many, save

FORMATS = ("parquet", "jsonl", "csv", "json")
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
NASTY = st.sampled_from(
    ["", "'", "''", "=1+1", "+x", "@SUM(A1)", "-2", "\tx", "a\r\nb", "\r", '"', "\x00", "null", "[]"]
)
WORDS = st.one_of(TEXT, NASTY)
TIMES = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
UNIT = st.floats(0, 1, width=32)
ROW = st.fixed_dictionaries(
    {
        "author": st.none() | WORDS,
        "text": WORDS,
        "created": st.none() | TIMES,
        "score": st.none() | st.integers(-(2**62), 2**62),
        "deleted": st.booleans(),
        "link_confidence": UNIT,
        "other_parents": st.lists(WORDS, max_size=2),
        "link_alternatives": st.lists(
            st.fixed_dictionaries({"parent_id": st.none() | WORDS, "probability": UNIT}), max_size=2
        ),
        "quotes": st.lists(
            st.fixed_dictionaries(
                {
                    "start": st.integers(0, 9), "end": st.integers(0, 9), "kind": st.just("comment"),
                    "source_id": st.none() | WORDS, "source_start": st.none() | st.integers(0, 9),
                    "source_end": st.none() | st.integers(0, 9),
                }
            ),
            max_size=2,
        ),
        "extra": st.none() | WORDS,
    }
)  # fmt: skip

KEYS = (
    "author", "text", "created", "score", "deleted", "link_confidence", "other_parents", "link_alternatives", "quotes",
    "extra",
)  # fmt: skip


def discussion(rows: list[dict], name: str = "d1", title: str | None = "The well") -> Discussion:
    n = len(rows)
    columns = {
        "discussion_id": [name] * n, "comment_id": [f"c{at}" for at in range(n)], "position": list(range(n)),
        "depth": [0] * n, "author_basis": ["stated"] * n, "link_basis": ["root"] * n,
    }  # fmt: skip
    columns |= {key: [row.get(key) for row in rows] for key in KEYS}
    frame = comment_frame(columns) if rows else pl.DataFrame(schema=COMMENT_SCHEMA)
    article = Article(title, "A. Writer", paragraphs=("One.", "Two."), published=datetime(2020, 1, 2, tzinfo=UTC))
    source = Source(
        "a.html",
        "0" * 64,
        9,
        "x",
        "1",
        "utf-8",
        Capture(claimed=4, saved=datetime(2021, 1, 1, tzinfo=UTC), moderation={"deleted": 1}),
    )
    return Discussion(article, frame, (Note("n", "A note.", "c0"), Note("m", "Another.")), source, empty_ledger())


PLAIN = {"text": "Plain words.", "deleted": False, "link_confidence": 1.0, "author": "Ann"}


def same(one: Discussion, other: Discussion) -> None:
    assert one.comments.equals(other.comments, null_equal=True)
    assert one.comments.schema == other.comments.schema
    assert (one.article, one.notes, one.source) == (other.article, other.notes, other.source)
    assert one.ledger.equals(other.ledger)


@pytest.mark.parametrize("fmt", FORMATS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROW, max_size=4))
def test_every_format_round_trips(fmt, rows, tmp_path):
    frame = discussion([{**PLAIN, **row} for row in rows])
    path = tmp_path / f"table.{fmt}"
    save(frame, path)
    same(load(path), frame)


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_ledger_and_several_discussions_survive(fmt, tmp_path):
    ledger = pl.DataFrame({"start": [0], "end": [5], "role": ["body"], "comment_id": ["c0"]}, schema=LEDGER_SCHEMA)
    first = discussion([PLAIN])
    first = Discussion(first.article, first.comments, first.notes, first.source, ledger)
    second = discussion([PLAIN, {**PLAIN, "text": "More."}], "d2", "The mill")
    path = tmp_path / f"both.{fmt}"
    save([first, second], path)
    for one, other in zip(load_many(path), (first, second), strict=True):
        same(one, other)
    with pytest.raises(SeveralDiscussions) as caught:
        load(path)
    assert [row[0] for row in caught.value.discussions] == ["d1", "d2"]


@pytest.mark.parametrize("fmt", ["jsonl", "csv"])
def test_a_table_without_its_sidecar_still_loads(fmt, tmp_path):
    path = tmp_path / f"t.{fmt}"
    save(discussion([PLAIN]), path)
    (tmp_path / f"t.{fmt}.meta.json").unlink()
    back = load(path)
    assert back.article == Article()
    assert [note.code for note in back.notes] == ["no-account"]
    check_comments(back.comments)


def test_discussions_with_one_id_come_back_apart(tmp_path):
    one, other = discussion([PLAIN, PLAIN], "7"), discussion([PLAIN], "7")
    save([one, other, discussion([PLAIN], "8")], tmp_path / "a.parquet")
    again = load_many(tmp_path / "a.parquet")
    assert [found.discussion_id for found in again] == ["a.html#7", "a.html#7~2", "8"]
    assert [found.comments.height for found in again] == [2, 1, 1]
    assert [found.article for found in again] == [one.article] * 3


def test_csv_holds_no_live_formula(tmp_path):
    path = tmp_path / "t.csv"
    save(discussion([{**PLAIN, "author": "=HYPERLINK(1)", "text": "@cmd"}]), path)
    row = path.read_text("utf-8").splitlines()[1]
    assert ",'=HYPERLINK(1)," in row
    assert ",'@cmd," in row


def test_nothing_is_left_behind_when_writing_fails(tmp_path):
    with pytest.raises(WriteError):
        save(discussion([PLAIN]), tmp_path / "absent" / "t.csv")
    with pytest.raises(WriteError):
        save(discussion([PLAIN]), tmp_path / "t.doc")
    assert list(tmp_path.iterdir()) == []


def test_a_newer_or_damaged_table_is_refused(tmp_path):
    path = tmp_path / "t.json"
    save(discussion([PLAIN]), path)
    path.write_text(path.read_text("utf-8").replace('"schema_version": "1"', '"schema_version": "9"'), "utf-8")
    with pytest.raises(BrokenSource, match="newer"):
        load(path)
    save(discussion([PLAIN]), path)
    path.write_text(path.read_text("utf-8").replace('"root"', '"godparent"'), "utf-8")
    with pytest.raises(BrokenSource, match="godparent"):
        load(path)


@pytest.mark.parametrize(
    ("parents", "mended", "bases", "codes"),
    [
        ([None, "c1", "c2"], [None, "c1", "c2"], ["root", "explicit", "explicit"], []),
        (["c3", "c1", "c2"], [None, "c1", "c2"], ["undecided", "explicit", "explicit"], ["cycle"]),
        ([None, "c2", "c2"], [None, None, "c2"], ["root", "undecided", "explicit"], ["self-parent"]),
        ([None, "zz", "c2"], [None, None, "c2"], ["root", "missing", "explicit"], ["dangling-parent"]),
        ([None, "c1", "c1"], [None, "c1", "c1"], ["root", "explicit", "explicit"], ["depths"]),
    ],
)
def test_parents_that_somebody_changed_are_repaired(parents, mended, bases, codes, tmp_path):
    table = read(b"id,parent,author,text\nc1,,Ada,One word.\nc2,c1,Bo,Two words.\nc3,c2,Cy,Three words now.\n")
    changed = replace(table, comments=table.comments.with_columns(parent_id=pl.Series(parents)))
    save(changed, tmp_path / "changed.csv")
    again = load(tmp_path / "changed.csv")
    assert again.comments["parent_id"].to_list() == mended
    assert again.comments["link_basis"].to_list() == bases
    assert [note.code for note in again.notes if note.code != "columns-guessed"] == codes
    assert again.comments["depth"].to_list() == again.forest().depth.tolist()


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [("link_confidence", 7.0, "no probability"), ("link_basis", "guess", "none of explicit")],
)
def test_a_table_that_breaks_the_contract_is_refused(column, value, why, tmp_path):
    table = read(b"id,parent,author,text\nc1,,Ada,One word.\nc2,c1,Bo,Two words.\n")
    kind = table.comments.schema[column]
    save(replace(table, comments=table.comments.with_columns(pl.lit(value, kind).alias(column))), tmp_path / "a.csv")
    with pytest.raises(BrokenSource, match=why):
        load(tmp_path / "a.csv")
