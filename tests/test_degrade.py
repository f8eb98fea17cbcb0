"""Degrading: every layout renders, keeps the words, and loses what it is told to lose."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from commentariat import threads
from commentariat.reports.cli import commentariat
from commentariat.threads.degradation import TEMPLATES, Loss, degrade
from commentariat.threads.degradation.render import render
from commentariat.threads.words import words

from .discussions import discussion_of

TEXTS = [
    "Kestrels nest on the tower.",
    "They left in June.\n\nI saw “the last one” go.",
    "No, they are still there.",
    "Gulls, not kestrels.",
]


@pytest.fixture(scope="module")
def debate():
    return discussion_of(
        parent_id=[None, "c1", "c2", "c1"], depth=[0, 1, 2, 1], text=TEXTS,
        author=["Ines Vale", "Otto Brandt", "Ines Vale", "Marek"],
        created=[datetime(2021, 5, 3, 9, at, tzinfo=UTC) for at in (1, 5, 20, 40)],
    )  # fmt: skip


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("loss", [0.0, 0.5, 1.0])
def test_no_word_of_a_comment_is_lost(debate, template, loss):
    dump = degrade(debate, template, Loss.everything(loss), seed=3)
    found = " ".join(words(dump).tokens)
    assert all(" ".join(words(text).tokens) in found for text in TEXTS)


@pytest.mark.parametrize("template", sorted(set(TEMPLATES) - {"bare"}))
def test_the_example_is_read_back_from_every_layout(template):
    # Its comments have no dates, and one has no author: layouts that rest on these show the least that is left.
    known = threads.read(Path(__file__).parents[1] / "examples" / "besieged-city.txt")
    found = threads.evaluate(known, threads.read_text(degrade(known, template, Loss(), seed=0)))
    assert found.comment_recall > 0.85
    assert found.comment_precision > 0.9


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_same_seed_gives_the_same_text(debate, template):
    assert degrade(debate, template, 0.5, seed=8) == degrade(debate, template, 0.5, seed=8)


@pytest.mark.parametrize("template", sorted(set(TEMPLATES) - {"bare"}))
def test_a_comment_keeps_its_last_boundary_unless_told_otherwise(debate, template):
    kept = degrade(debate, template, Loss.marks(1.0), seed=1)
    bare = degrade(debate, template, Loss.marks(1.0), seed=1, unmarked=True)
    assert len(words(kept)) > len(words(bare))


def test_what_nothing_parts_from_a_neighbour_is_told(debate):
    every = {"c1", "c2", "c3", "c4"}
    assert render(debate, "bare").unmarked == every
    assert not render(debate, "unz").unmarked
    assert render(debate, "names-flat", Loss(authors=1.0), unmarked=True).unmarked == every
    # A reply that still stands further right is parted from what it answers, and what follows it to the left from it.
    assert not render(debate, "slashdot", Loss(authors=1.0, dates=1.0), unmarked=True).unmarked & {"c2", "c3"}
    # Names above and dates below: with either half gone, the other still parts comments.
    assert not render(debate, "blogger", Loss(authors=1.0), unmarked=True).unmarked
    assert not render(debate, "blogger", Loss(dates=1.0), unmarked=True).unmarked


@pytest.mark.parametrize("template", ["unz", "guardian", "movabletype", "zerohedge", "mail"])
@pytest.mark.parametrize("seed", range(5))
def test_one_mark_above_is_enough_to_part_comments(debate, template, seed):
    assert not render(debate, template, 0.9, seed).unmarked


def test_unz_marks_both_ends_of_a_reply(debate):
    dump = degrade(debate, "unz")
    assert "  1. Ines Vale says:" in dump
    assert "    @Ines Vale" in dump
    assert "• Replies: @Otto Brandt, @Marek" in dump


def test_unz_number_alone_stands_before_the_body(debate):
    dump = degrade(debate, "unz", Loss(authors=1.0, leads=1.0))
    assert "  1. Kestrels nest on the tower." in dump


def test_one_kind_of_mark_can_be_lost_alone(debate):
    assert "Response to" in degrade(debate, "guardian")
    assert "Response to" not in degrade(debate, "guardian", Loss(leads=1.0))
    assert "“" not in degrade(debate, "typepad", Loss(quote_marks=1.0))
    assert "June.\nI saw" in degrade(debate, "names-flat", Loss(blank_lines=1.0))


def test_indented_layouts_show_replies_below_their_parents(debate):
    dump = degrade(debate, "slashdot")
    assert dump.index("still there") < dump.index("Gulls")
    assert "        by Ines Vale" in dump


@given(st.floats(0, 1), st.integers(0, 50), st.sampled_from(sorted(TEMPLATES)))
@settings(max_examples=40, deadline=None)
def test_any_dump_is_read_alike_twice_and_without_a_cycle(debate, loss, seed, template):
    dump = degrade(debate, template, loss, seed)
    try:
        found = threads.read_text(dump)
    except threads.NoCommentsFound:
        # Names alone mark too little in so short a discussion; elsewhere a good part of the marks must be lost.
        assert loss > 0.2 or template == "bare" or template.startswith("names-")
        return
    found.forest().depth  # noqa: B018 -- raises on a cycle
    assert found.comments.equals(threads.read_text(dump).comments)


def test_what_is_no_loss_or_no_template_is_said(debate):
    with pytest.raises(ValueError, match="probability"):
        Loss(numbers=1.5)
    with pytest.raises(ValueError, match="no template"):
        degrade(debate, "gazette")


def test_the_command(tmp_path, debate):
    threads.save(debate, tmp_path / "debate.jsonl")
    done = CliRunner().invoke(
        commentariat, ["degrade", str(tmp_path / "debate.jsonl"), "--template", "disqus", "--dates", "1"]
    )
    assert done.exit_code == 0, done.output
    assert "Otto Brandt → Ines Vale" in done.output


def test_the_command_tells_how_many_comments_nothing_parts(tmp_path, debate):
    threads.save(debate, tmp_path / "debate.jsonl")
    options = ["degrade", str(tmp_path / "debate.jsonl"), "--template", "names-flat", "--loss", "1"]
    assert "Nothing parts" not in CliRunner().invoke(commentariat, options).stderr
    assert "Nothing parts 4 comments of 4" in CliRunner().invoke(commentariat, [*options, "--unmarked"]).stderr


def test_the_first_and_the_last_year_are_years(debate):
    days = [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)]
    table = debate.comments.with_columns(created=pl.Series([days[at % 2] for at in range(debate.comments.height)]))
    for template in TEMPLATES:
        assert degrade(replace(debate, comments=table), template).strip()
