"""What ties a unit to a claim of the article."""

from __future__ import annotations

import numpy as np
import pytest

from commentariat.embeddings.drift import nearness
from commentariat.embeddings.drift.nearness import pairs
from commentariat.embeddings.drift.uptake import thresholds
from commentariat.embeddings.vectors import normalised

CLAIMS = ("The ferry will stop sailing in winter.", "The bakery has raised its prices twice.")
UNITS = ("No ferry sails in winter anyway.", "Prices at the bakery are a scandal.", "What lovely weather we have had.")


def vectors(rows: int, seed: int) -> np.ndarray:
    return normalised(np.random.default_rng(seed).standard_normal((rows, 12)).astype(np.float32))


def test_rare_words_in_common_are_a_share_of_the_claim():
    (found,) = pairs(vectors(2, 0), CLAIMS, vectors(3, 1), UNITS)
    assert found.shared.argmax(axis=1)[:2].tolist() == [0, 1]
    assert found.shared[2].max() == 0
    assert (found.shared >= 0).all()
    (whole,) = pairs(vectors(2, 0), CLAIMS, vectors(2, 1), CLAIMS)
    assert np.diag(whole.shared) == pytest.approx([1.0, 1.0])


def test_what_is_near_to_everything_is_near_to_nothing_in_particular():
    claims, units = vectors(6, 2), vectors(40, 3)
    (found,) = pairs(claims, ["a claim"] * 6, units, ["a unit"] * 40)
    assert found.surplus.mean(axis=0) == pytest.approx(np.zeros(6), abs=1e-5)
    assert found.surplus.mean(axis=1) == pytest.approx(np.zeros(40), abs=1e-5)


def test_runs_do_not_change_what_is_found(monkeypatch):
    claims, units, texts = vectors(4, 4), vectors(30, 5), [UNITS[at % 3] for at in range(30)]
    (whole,) = pairs(claims, CLAIMS * 2, units, texts)
    monkeypatch.setattr(nearness, "_CELLS", 28)
    runs = list(pairs(claims, CLAIMS * 2, units, texts))
    assert len(runs) == 5
    assert np.concatenate([run.log_odds for run in runs]) == pytest.approx(whole.log_odds, abs=1e-5)


@pytest.mark.parametrize(("claims", "units"), [(0, 3), (1, 3), (2, 0), (1, 1)])
def test_few_are_no_error(claims, units):
    found = list(pairs(vectors(claims, 6), CLAIMS[:claims], vectors(units, 7), UNITS[:units]))
    assert [run.log_odds.shape for run in found] == ([(units, claims)] if claims and units else [])
    assert all(np.isfinite(run.log_odds).all() for run in found)


def test_without_a_bank_nothing_is_near_enough():
    assert np.isinf(thresholds(vectors(3, 8), None)).all()
