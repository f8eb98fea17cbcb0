"""Accuracy gates of themes: the founding example, and seeded subsamples of ArgKP-2021 above pinned figures."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from commentariat import threads
from commentariat.embeddings import Encoder, VectorCache, fit, theme_rows

from .benchmarks import argkp
from .shared import shared

#: For each name: the comments that must carry it, and those that may.
FOUNDING = {
    "Trump deal": ({10, 11}, {8, 14}),
    "Idlib evacuations": ({2}, {5, 13}),
    "Golan": ({7}, {1}),
}
ABSENT = ("football transfers", "vaccination of children", "rent control", "Antarctic penguins")


@pytest.fixture(scope="module")
def founding():
    source = next(iter(shared("seeds").glob("004_*")))
    return threads.read(source)


@pytest.fixture(scope="module")
def encoder():
    return Encoder(cache=VectorCache())


def carriers(themes) -> dict[str, set[int]]:
    place = {one: at for at, one in enumerate(themes.units["comment_id"].unique(maintain_order=True), start=1)}
    rows = theme_rows(themes).filter(pl.col("basis") == "named")
    return {
        name: {place[one] for one in rows.filter(pl.col("theme") == name)["comment_id"]}
        for name in themes.themes["theme"]
    }


@pytest.mark.parametrize("names", [tuple(FOUNDING), *((name,) for name in FOUNDING)])
def test_named_themes_of_the_founding_example(founding, encoder, names):
    found = carriers(fit(founding, named=names, encoder=encoder))
    for name in names:
        must, may = FOUNDING[name]
        assert must <= found[name] <= must | may, name


def test_absent_names_claim_nothing(founding, encoder):
    found = carriers(fit(founding, named=ABSENT, encoder=encoder))
    assert all(not found[name] for name in ABSENT)


def test_found_themes_of_the_founding_example(founding, encoder):
    themes = fit(founding, encoder=encoder)
    rows = theme_rows(themes)
    theme = {}
    for name, words in (("deal", "“deal”"), ("Idlib", "Idlib province"), ("Golan", "Golan Heights")):
        held = rows.filter(pl.col("text").str.contains(words, literal=True))["theme_id"].to_list()
        theme[name] = held[0]
    assert len(set(theme.values())) == 3, theme
    assert None not in theme.values()


@pytest.fixture(scope="module")
def topics():
    shared("data", "argkp")
    return argkp.load(per_topic=60, topics=8, seed=1)


def test_found_themes_agree_with_key_points(topics):
    from .benchmarks import bench_themes_found as bench

    got = np.mean([bench.agreement(one.gold, bench.ours(one.centred))[:3] for one in topics], axis=0)
    plain = np.mean([bench.agreement(one.gold, bench.hdbscan(one.centred))[:2] for one in topics], axis=0)
    assert got[0] > 0.2
    assert got[1] > 0.12
    assert (got[:2] > plain).all()
    assert got[2] < 0.25


def test_labels_say_more_of_the_key_point_than_frequent_words(topics):
    from .benchmarks import bench_theme_labels as bench

    found = bench.measure(topics, (14,), 4).group_by("labels").agg(pl.col(pl.Float64).mean())
    ours, frequent = (found.row(by_predicate=pl.col("labels") == way, named=True) for way in ("ours", "most frequent"))
    assert ours["of its words"] > frequent["of its words"] + 0.01
    assert ours["names it"] > frequent["names it"] - 0.02
    assert ours["shared"] > 0.45


def test_mixed_topics_come_apart(topics):
    from .benchmarks import bench_themes_found as bench

    assert bench.mixed(topics, draws=1)["mixed_ari"] >= 0.85


def test_named_themes_rank_and_claim(topics, encoder):
    from .benchmarks import bench_themes_named as bench

    got = bench.measure(topics, encoder)
    assert got["named_map_above_cosine"] > 0.03
    assert got["named_f1_above_cutoff"] > 0
    assert got["absent_claims_nothing"] > 0.75
