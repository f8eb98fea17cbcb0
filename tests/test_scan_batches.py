"""Streaming gives what reading gives: by column or by record, compressed or not, in batches."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma

import polars as pl
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from commentariat.threads import BrokenSource, NoCommentsFound, read, read_many, save, scan
from commentariat.threads.pages import relink
from commentariat.threads.schema import check_comments

from .benchmarks.bench_scan import line
from .fixtures import fixture

NAME = st.sampled_from(["ann", "Bob Hill", " cat ", "[deleted]", "", None])
TEXT = st.one_of(
    st.sampled_from(["[removed]", "", "a &amp; b", "two\n\nlines"]),
    st.text(st.characters(max_codepoint=0x7F), max_size=20),
)
RECORD = st.fixed_dictionaries(
    {
        "id": st.integers(0, 40).map(lambda at: f"a{at}"),
        "link_id": st.sampled_from(["t3_q1", "t3_q2"]),
        "parent_id": st.one_of(st.just("t3_q1"), st.integers(0, 40).map(lambda at: f"t1_a{at}"), st.none()),
        "author": NAME,
        "body": TEXT,
        "created_utc": st.one_of(st.integers(0, 2_000_000_000), st.none(), st.just("1500000000")),
        "score": st.one_of(st.integers(-5, 9), st.none(), st.just("3")),
    },
    optional={"collapsed": st.booleans(), "stickied": st.booleans(), "gilded": st.just(0), "edited": st.just(False)},
)


def encoded(rows):
    return "\n".join(json.dumps(row) for row in rows).encode() + b"\n"


def archive(count):
    import random

    rng = random.Random(3)
    return [line(rng, number) for number in range(count)]


@settings(max_examples=30, deadline=None)
@given(st.lists(RECORD, min_size=2, max_size=12, unique_by=lambda row: row["id"]))
def test_columns_say_what_records_say(rows):
    source = encoded(rows)
    streamed = relink(pl.concat(scan(source, platform="pushshift"))).sort("comment_id")
    whole = pl.concat(one.comments for one in read_many([source], platform="pushshift")).sort("comment_id")
    same = [
        name
        for name in streamed.columns
        if name not in ("position", "quotes", "extra", "link_basis", "link_confidence")
    ]
    for name in same:
        assert streamed[name].to_list() == whole[name].to_list(), name
    ours, theirs = ([json.loads(one) if one else None for one in frame["extra"]] for frame in (streamed, whole))
    assert ours == theirs
    found = pl.Series(["undecided"]).is_in(whole["link_basis"].implode()).item()
    assert found or streamed["link_basis"].to_list() == whole["link_basis"].to_list()


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress, bz2.compress, lzma.compress])
def test_compressed_archives(pack, tmp_path):
    path = tmp_path / "comments.bin"
    path.write_bytes(pack(encoded(archive(300))))
    frames = list(scan(path, batch=100))
    assert [frame.height for frame in frames] == [100, 100, 100]
    for frame in frames:
        check_comments(frame)


def test_links_across_batches_are_found_by_relinking():
    rows = archive(400)
    frames = list(scan(encoded(rows), batch=50))
    apart, together = pl.concat(frames), relink(pl.concat(frames))
    assert (apart["link_basis"] == "missing").sum() > (together["link_basis"] == "missing").sum()
    known = {row["id"] for row in rows}
    stated = [row["parent_id"][3:] for row in rows if row["parent_id"].startswith("t1_")]
    inside = sum(
        1 for row in rows if row["parent_id"][3:] in known and row["link_id"] == _link_of(rows, row["parent_id"][3:])
    )
    assert together["stated_parent"].null_count() == len(rows) - len(stated)
    linked = together.filter(pl.col("parent_id").is_not_null())
    assert linked.height == inside
    assert linked["link_evidence"].list.len().to_list() == [1] * inside


def _link_of(rows, name):
    return next((row["link_id"] for row in rows if row["id"] == name), None)


def test_nested_records_are_scanned_too():
    path = fixture("json", "convokit")
    assert pl.concat(scan(path)).drop("quotes").equals(read(path).comments.drop("quotes"))


def test_what_is_not_lines_is_read_whole():
    assert [frame.height for frame in scan(fixture("json", "guardian-json"))] == [3]


def test_unknown_and_broken_lines():
    with pytest.raises(NoCommentsFound):
        list(scan(b'{"a": 1}\n{"a": 2}\n'))
    good = encoded(archive(3))
    with pytest.raises(BrokenSource, match="record 4"):
        list(scan(good + b"{broken\n"))


def test_a_table_of_ones_own_is_streamed(tmp_path):
    lines = "".join(
        f'{{"id": "{at}", "parent_id": {json.dumps(str(at - 1) if at % 4 else None)}, "author": "A{at % 7}", '
        f'"text": "Some words, {at}."}}\n'
        for at in range(50)
    )
    (tmp_path / "own.jsonl").write_text(lines)
    tables = list(scan(tmp_path / "own.jsonl", batch=20))
    assert [table.height for table in tables] == [20, 20, 10]
    whole = read(tmp_path / "own.jsonl").comments
    streamed = relink(pl.concat(tables))
    assert streamed.select("comment_id", "parent_id", "author", "text", "depth").equals(
        whole.select("comment_id", "parent_id", "author", "text", "depth")
    )


def test_a_saved_table_and_an_open_file_are_scanned(tmp_path):
    table = b"id,parent,author,text\n1,,Ada,One word.\n2,1,Bo,Two words.\n"
    save(read(table), tmp_path / "saved.jsonl")
    (found,) = scan(tmp_path / "saved.jsonl")
    assert found["parent_id"].to_list() == [None, "1"]
    (opened,) = scan(io.BytesIO(table))
    assert opened["text"].to_list() == ["One word.", "Two words."]
