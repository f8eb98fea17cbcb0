"""No name survives pseudonyms, in any column; the key decides the names."""

from __future__ import annotations

import json
from dataclasses import replace

import polars as pl
import pytest

from commentariat.reports import pseudonyms
from commentariat.reports.pseudonyms import load_key, pseudonym, pseudonymise
from commentariat.threads.errors import BrokenSource
from commentariat.threads.model import Article, Discussion, Note, Source
from commentariat.threads.schema import check_comments, comment_frame, empty_ledger

KEY = bytes(range(32))
NAMES = ("Ottoline Fenwick", "brack_77", "Ms. Quellhorst")


def named() -> Discussion:
    first = "The toll is too high, brack_77."
    second = "@ottoline fenwick you said the toll is too high, brack_77. Fenwick is wrong, and Quellhorst knows it."
    span = {"start": 27, "end": 48, "kind": "comment"}
    quote = span | {"source_id": "a-ottoline", "source_start": 0, "source_end": 21}
    lead = {"kind": "lead-mention", "ref": "a-ottoline", "weight": 0.9}
    vocative = {"kind": "vocative", "ref": "brack_77", "weight": 0.4}
    frame = comment_frame(
        {
            "discussion_id": ["d"] * 3,
            "comment_id": ["a-ottoline", "b", "c"],
            "position": [0, 1, 2],
            "parent_id": [None, "a-ottoline", "b"],
            "stated_parent": [None, "a-ottoline", "gone-brack_77"],
            "depth": [0, 1, 2],
            "author": list(NAMES),
            "author_id": ["ottoline fenwick", "brack_77", "ms. quellhorst"],
            "author_alias": [None, "Brackwater", None],
            "author_basis": ["stated"] * 3,
            "text": [first, second, "Brackwater is a good name for a ferry."],
            "quotes": [[], [quote], []],
            "deleted": [False] * 3,
            "link_basis": ["root", "mention", "mention"],
            "link_confidence": [1.0, 0.9, 0.9],
            "link_evidence": [[], [lead], [vocative]],
            "permalink": ["https://example.org/ottoline-fenwick"] * 3,
            "extra": [json.dumps({"user": NAMES[0]})] * 3,
        }
    )  # fmt: skip
    notes = (Note("author-inferred", "The marks around it say Ottoline Fenwick.", "b"),)
    return Discussion(Article(title="Tolls"), frame, notes, Source("x", "0", 0, "r", "1"), empty_ledger())


def test_no_name_is_left_anywhere():
    hidden = pseudonymise(named(), KEY)
    check_comments(hidden.comments)
    everything = hidden.comments.write_json() + str(hidden.notes)
    for word in ("ottoline", "fenwick", "brack", "quellhorst"):
        assert word not in everything.casefold()


def test_the_tree_and_the_quotes_stay():
    before, after = named(), pseudonymise(named(), KEY)
    assert after.forest().parent.tolist() == before.forest().parent.tolist()
    quote = after.comments["quotes"][1][0]
    assert after.comments["text"][1][quote["start"] : quote["end"]] == "the toll is too high,"


def test_one_person_has_one_name_and_the_key_decides():
    after = pseudonymise(named(), KEY)
    assert after.comments["author"].n_unique() == 3
    assert after.comments["author"][1] == pseudonym(KEY, "brack_77")
    assert pseudonymise(named(), bytes(32)).comments["author"][1] != after.comments["author"][1]
    assert after.comments.equals(pseudonymise(named(), KEY).comments)
    assert after.comments.select(pl.col("text").str.contains(after.comments["author"][1]).sum()).item() == 3


def test_a_key_file_is_made_once_and_a_bad_one_refused(tmp_path):
    file = tmp_path / "key"
    assert load_key(file) == load_key(file)
    file.write_text("not a key")
    with pytest.raises(BrokenSource):
        load_key(file)


def test_persons_whose_pseudonyms_would_be_alike_keep_apart(monkeypatch):
    monkeypatch.setattr(pseudonyms, "pseudonym", lambda key, person, syllables=4: pseudonym(key, "all", syllables))
    hidden = pseudonymise(named(), KEY).comments["author"]
    assert hidden.n_unique() == len(NAMES)


def test_a_name_that_is_a_common_word_is_replaced_where_somebody_is_addressed():
    told = replace(
        named(),
        comments=named().comments.with_columns(
            author=pl.lit("No"), author_id=pl.lit("no"), text=pl.lit("@No is right. No, it is not.")
        ),
    )
    assert pseudonymise(told, KEY).comments["text"][0] == f"@{pseudonym(KEY, 'no')} is right. No, it is not."


def test_a_longer_word_that_begins_like_a_name_is_another():
    told = replace(
        named(), comments=named().comments.with_columns(text=pl.lit("The brack_770 is a ship, brack_77 a man."))
    )
    assert (
        pseudonymise(told, KEY).comments["text"][0] == f"The brack_770 is a ship, {pseudonym(KEY, 'brack_77')} a man."
    )
