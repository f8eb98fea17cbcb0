from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentariat.embeddings.tables import UNIT_SCHEMA
from commentariat.embeddings.units import is_boilerplate, own_stretches, split_units, whole_comments

from .theme_data import discussion


def texts_of(text, **options):
    return split_units(discussion([text], **options), language="en")["text"].to_list()


def test_sentences_become_units_and_short_ones_join():
    assert texts_of("No. I think the bridge was never safe. The inspectors said so twice last year. Ha!") == [
        "No. I think the bridge was never safe.",
        "The inspectors said so twice last year. Ha!",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Oakes told the council about it in March",
        "they pay 3.5 percent i.e. nothing at all for the river",
        "the address is http://example.org/a.b?c=1.2 and it still works today",
        "Well... maybe the tram should stop here after all",
        "J. R. Field drew the plan of the old station",
    ],
)
def test_a_dot_is_not_always_an_end(text):
    assert texts_of(text) == [text]


def test_ids_of_units_stay_apart_in_a_csv():
    said = discussion(["\n\n".join(f"Sentence number {at} speaks about the old harbour wall." for at in range(12))])
    units = split_units(replace(said, comments=said.comments.with_columns(comment_id=pl.lit("7"))), language="en")
    read = pl.read_csv(units.select("unit_id").write_csv().encode())["unit_id"]
    assert read.to_list() == units["unit_id"].to_list()
    assert read.n_unique() == 12


def test_a_blank_line_ends_a_sentence_without_a_full_stop():
    text = "the first paragraph has no stop at its end\n\nand the second one does not care either"
    assert len(texts_of(text)) == 2


def test_no_unit_spans_a_removed_quote():
    text = "You wrote this: the bridge is perfectly safe today. And I say that it is plainly not."
    start = text.index("the bridge")
    quote = {"start": start, "end": text.index(". And"), "kind": "comment", "source_id": "c0",
             "source_start": None, "source_end": None}  # fmt: skip
    frame = split_units(discussion([text], quotes=[[quote]]), language="en")
    assert not any("perfectly safe" in one for one in frame["text"])
    assert all(
        end <= quote["start"] or begin >= quote["end"] for begin, end in frame.select("start", "end").iter_rows()
    )


def test_a_deleted_comment_has_no_units():
    frame = split_units(
        discussion(["This one is gone for good now.", "This one is still here today."], deleted=("c1",))
    )
    assert frame["comment_id"].unique().to_list() == ["c2"]


def test_a_run_on_sentence_is_cut_to_what_the_model_reads():
    text = ", ".join(f"the {number}th window of the mill was broken" for number in range(60))
    units = texts_of(text)
    assert len(units) > 3
    assert max(len(unit.split()) for unit in units) <= 90


def test_a_language_without_spaces():
    text = "今天的渡轮又晚点了，没有人修理发动机。图书馆下午四点就关门，孩子们刚刚放学。"
    frame = split_units(discussion([text]), language="zh")
    assert frame.height == 2
    assert not frame["boilerplate"].any()


@pytest.mark.parametrize("text", ["lol", "Thanks!", ":-)", "http://example.org/page", "@Anna", "hear, hear", "谢谢"])
def test_boilerplate_makes_no_point(text):
    assert is_boilerplate(text)


@pytest.mark.parametrize("text", ["The tram is late.", "Nuclear power, thanks", "Free the ferry"])
def test_a_short_point_is_no_boilerplate(text):
    assert not is_boilerplate(text)


def test_whole_comments_as_units():
    frame = whole_comments(discussion(["One point here. And another point there.", "Third."]))
    assert frame["text"].to_list() == ["One point here. And another point there.", "Third."]


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=400), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 60)), max_size=3))
def test_every_unit_is_a_span_of_its_comment_outside_quotes(text, cuts):
    quotes = [
        {"start": min(at, len(text)), "end": min(at + size, len(text)), "kind": "article", "source_id": None,
         "source_start": None, "source_end": None}
        for at, size in cuts
    ]  # fmt: skip
    frame = split_units(discussion([text], quotes=[quotes]), language="en")
    assert dict(frame.schema) == UNIT_SCHEMA
    before = 0
    for start, end, unit in frame.select("start", "end", "text").iter_rows():
        assert text[start:end] == unit
        assert start >= before
        assert not any(
            quote["start"] < end and start < quote["end"] for quote in quotes if quote["start"] < quote["end"]
        )
        before = end


def test_stretches_leave_the_edges_of_a_quote_clean():
    text = "“All of it” was said, not by me."
    assert [text[a:b] for a, b in own_stretches(text, [{"start": 1, "end": 10}])] == ["was said, not by me."]
