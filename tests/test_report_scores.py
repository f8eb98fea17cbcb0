"""Confidences of a layout that was learned from the text alone are called scores."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from commentariat.reports import build
from commentariat.reports.say import catalogue
from commentariat.reports.structure_words import without_ranges
from commentariat.threads.metrics import measure
from commentariat.threads.model import Note
from commentariat.threads.scores import SCORED
from tests.discussions import discussion_of
from tests.report_data import analysis, unpacked


@pytest.mark.parametrize("lang", ["en", "de", "fr", "es"])
def test_words_for_a_score_are_words_of_their_own(lang):
    words = catalogue(lang).interface()
    for key in ("sure.parent", "sure.root", "alternative", "alternative.root"):
        assert words[f"{key}.score"] != words[key]
        assert "{percent}" in words[f"{key}.score"]


@pytest.mark.parametrize("code", sorted(SCORED))
def test_only_discussions_of_a_learned_layout_or_none_are_scored(code):
    plain = analysis(5)
    learned = replace(plain, discussion=replace(plain.discussion, notes=(Note(code, "learned"),)))
    for one, scored in ((plain, False), (learned, True)):
        rows = json.loads(unpacked(build(one).decode("utf-8"), "rows"))
        assert [held["scored"] for held in rows["discussions"]] == [scored]


def test_the_account_of_structure_says_why_there_are_no_ranges():
    unsure = discussion_of(
        parent_id=[None, "c1", "c2"], link_basis=["root", "explicit", "inferred"], link_confidence=[1.0, 1.0, 0.5]
    )
    scored = replace(unsure, notes=(Note("words-alone", "told from words"),))
    assert without_ranges(measure(unsure)) == []
    assert "scores" in without_ranges(measure(scored))[0]
