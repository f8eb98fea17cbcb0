"""A layout that no grammar describes is read by the line shape that recurs in it."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from commentariat import threads
from commentariat.reports.outline import outline

BODIES = (
    "I walked past the old mill yesterday and the wheel is turning again.",
    "They promised us a museum, and what we got is a car park with a view of the mill.",
    "A car park pays for itself. A museum never does.",
    "My grandmother worked there until the flood of that terrible spring.",
)
NAMES = ("Ottilie", "wheelwright", "Bram Hook", "S. Vane")


def dump(head, *, foot=False):
    parts = [
        "What Becomes of the Mill",
        "",
        "The council met on Tuesday to decide what becomes of the mill by the river.",
        "",
    ]
    for at, (name, body) in enumerate(zip(NAMES, BODIES, strict=True)):
        line = head.format(name=name, day=3 + at, minute=11 + at)
        parts += [body, line, ""] if foot else [line, body, ""]
    return "\n".join(parts)


def test_heads_of_an_unknown_layout():
    found = threads.read_text(dump("<<{name}>> wrote ({day} March 2014, 09:{minute}) #"))
    assert found.source.reader == "plain-text"
    assert found.comments["author"].to_list() == list(NAMES)
    assert found.comments["text"].to_list() == list(BODIES)
    assert found.comments["created"].null_count() == 0
    assert any(note.code == "induced-layout" for note in found.notes)


def test_trailers_of_an_unknown_layout():
    found = threads.read_text(dump("~ {name} ~ sent {day}.03.2014 at 09:{minute} ~", foot=True))
    assert found.comments["author"].to_list() == list(NAMES)
    assert found.comments["text"].to_list()[1:] == list(BODIES[1:])


def test_what_an_extractor_adds_is_no_word_of_a_comment() -> None:
    said = (
        "It&#x27;s the keeper&#x27;s lamp, and nobody else has a key.",
        "The council has one, they said so in the spring.",
        "They haven&#x27;t; it was lost with the old boat.",
        "Then somebody ought to cut a new one before the storms.",
        "A smith in the upper town does that for a fair price.",
        "He&#x27;s moved to the city, ask at the station instead.",
    )
    heads = ("Marlo", "Tessa", "Marlo", "Quill", "Noor", "Tessa")
    dump = "".join(
        f"     {name} on_Feb_{at + 3},_2024  | parent | next\n[s.gif]\n[s.gif]  {words}\n"
        for at, (name, words) in enumerate(zip(heads, said, strict=True))
    )
    comments = threads.read_text(f"The_old_lamp_of_the_quay\n\n{dump}").comments
    assert comments["author"].to_list() == list(heads)
    assert comments["text"][0] == "It's the keeper's lamp, and nobody else has a key."


def test_two_names_in_a_head_are_author_and_parent() -> None:
    heads = (
        "Marlo Rusk",
        "Tessa Fenn → Marlo Rusk",
        "Noor Bray",
        "Marlo Rusk Noor Bray",
        "Quill in reply to Noor Bray",
    )
    dump = "\n\n".join(
        f"{head} {9 - at} days ago\nThe {thing} of the harbour has been shut since the storm, and nobody says why."
        for at, (head, thing) in enumerate(zip(heads, ("gate", "office", "mill", "school", "market"), strict=True))
    )
    comments = threads.read_text(f"The harbour\n\n{dump}", platform="plain-text").comments
    assert comments["author"].to_list() == ["Marlo Rusk", "Tessa Fenn", "Noor Bray", "Marlo Rusk", "Quill"]
    assert comments["parent_id"].to_list() == [None, "c1", None, "c3", "c3"]


def test_where_the_layout_is_induced_the_outline_calls_confidences_scores():
    found = threads.read_text(dump("<<{name}>> wrote ({day} March 2014, 09:{minute}) #"))
    second = pl.col("comment_id") == "c2"
    unsure = found.comments.with_columns(
        pl.when(second).then(pl.lit("c1")).otherwise("parent_id").alias("parent_id"),
        pl.when(second).then(0.7).otherwise("link_confidence").cast(pl.Float32).alias("link_confidence"),
    )
    assert "[score 0.70]" in outline(replace(found, comments=unsure))
    assert "[0.70]" in outline(replace(found, comments=unsure, notes=()))
