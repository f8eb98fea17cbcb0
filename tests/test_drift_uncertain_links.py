"""Figures along replies say what uncertain links leave open."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from commentariat.embeddings import drift
from commentariat.embeddings.drift.uncertain_links import CONTROL, DISTANCE, KEPT
from commentariat.reports import Analysis
from commentariat.reports.say import LANGUAGES, catalogue
from commentariat.reports.sentences_drift import drift_sentences
from commentariat.reports.view import View
from commentariat.threads.model import Note
from tests.report_data import discussion, themes
from tests.theme_data import WordEncoder

COMMENTS = 120


def measured(one, **columns):
    """Drift of a discussion under invented themes."""
    changed = replace(one, comments=one.comments.with_columns(**columns))
    found = themes(changed)
    return changed, drift.measure(changed, found, encoder=WordEncoder(), permutations=19)


def bounds(found):
    rows = found.tables["controls"].filter(pl.col("control") == CONTROL)
    return {row["subject"]: row for row in rows.iter_rows(named=True)}


def test_certain_links_leave_nothing_open():
    _, found = measured(discussion(COMMENTS), link_confidence=pl.lit(1.0, pl.Float32))
    assert bounds(found) == {}
    assert not any("not all certain" in one for one in found.summary)


def test_the_figure_as_read_is_the_mean_over_all_replies():
    _, found = measured(discussion(COMMENTS))
    rows = bounds(found)
    distance = found.tables["distances"]["to_parent"].drop_nulls()
    assert rows[DISTANCE]["value"] == pytest.approx(distance.mean(), abs=1e-6)
    assert rows[DISTANCE]["low"] < rows[DISTANCE]["high"]
    assert any("in nine of ten reply trees that they leave possible" in one for one in found.summary)


def test_few_replies_are_told_in_the_table_alone():
    few, found = measured(discussion(14))
    assert few.comments["parent_id"].count() < 20
    assert bounds(found)[DISTANCE]["low"] is not None
    assert not any("not all certain" in one for one in found.summary)


def test_bounds_hold_the_truth_where_the_odds_do():
    """Wrong parents with honest odds: the bounds reach as far as the figure of the true tree in nearly all draws."""
    held = {DISTANCE: 0, KEPT: 0}
    for seed in range(8):
        true = discussion(COMMENTS, seed=seed)
        truth, exact = measured(true, link_confidence=pl.lit(0.999_99, pl.Float32))
        wanted = bounds(exact)
        rng = np.random.default_rng(seed)
        ids, parents = truth.comments["comment_id"].to_list(), truth.comments["parent_id"].to_list()
        read, listed = list(parents), []
        for at, parent in enumerate(parents):
            other = ids[int(rng.integers(at))] if at else None
            pair = [parent, other] if parent is not None and other != parent else [parent]
            chosen = pair[int(rng.random() > 0.7)] if len(pair) == 2 else parent
            read[at] = chosen
            rest = [one for one in pair if one != chosen]
            sure = 1.0 if not rest else 0.7 if chosen == parent else 0.3
            listed.append(
                [
                    {"parent_id": chosen, "probability": sure},
                    *({"parent_id": one, "probability": 1 - sure} for one in rest),
                ]
            )
        depth = [0] * len(ids)
        for at, parent in enumerate(read):
            depth[at] = 0 if parent is None else depth[ids.index(parent)] + 1
        _, found = measured(
            true,
            parent_id=pl.Series(read, dtype=pl.String),
            depth=pl.Series(depth, dtype=pl.UInt32),
            link_confidence=pl.Series([one[0]["probability"] for one in listed], dtype=pl.Float32),
            link_alternatives=pl.Series(listed, dtype=true.comments.schema["link_alternatives"]),
        )
        rows = bounds(found)
        for name in held:
            held[name] += rows[name]["low"] <= wanted[name]["value"] <= rows[name]["high"]
    assert min(held.values()) >= 5


def test_scores_give_no_bounds():
    one = discussion(COMMENTS)
    _, found = measured(replace(one, notes=(Note("words-alone", "Nothing marks replies."),)))
    assert {row["status"] for row in bounds(found).values()} == {"not estimable: the confidences of links are scores"}
    assert not any("not all certain" in one for one in found.summary)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_report_says_it_in_every_language(lang):
    one, found = measured(discussion(COMMENTS))
    say, rows = catalogue(lang), bounds(found)
    told = " ".join(each.text for each in drift_sentences(View(Analysis(one, drift=found)), say))
    for row in (rows[DISTANCE]["low"], rows[DISTANCE]["high"]):
        assert say.decimal(row, 2) in told
    assert f"{round(100 * rows[KEPT]['low'])} " in told
    assert "{" not in told
