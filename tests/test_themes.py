from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from commentariat.embeddings import (
    NamedTheme,
    ThemeModel,
    fit,
    fit_unlinked,
    learn,
    merge,
    rename,
    theme_rows,
    whole_comments,
)
from commentariat.embeddings.cluster import find_clusters
from commentariat.embeddings.labels import is_insulting, quotations
from commentariat.embeddings.space import beside, build_space
from commentariat.embeddings.stability import best_jaccard, singletons
from commentariat.embeddings.tables import LAYOUT_SCHEMA, MEMBERSHIP_SCHEMA, THEME_SCHEMA
from commentariat.embeddings.units import split_units
from commentariat.embeddings.vectors import normalised
from commentariat.threads.errors import BrokenSource
from commentariat.threads.model import Article

from .theme_data import HARBOUR, LIBRARY, ORCHARD, WordEncoder, discussion, three_themes

COLUMNS = [
    "discussion_id", "unit_id", "comment_id", "start", "end", "text", "theme_id", "theme", "strength", "basis",
    "nearest_theme_id", "reply_share",
]  # fmt: skip


@pytest.fixture(scope="module")
def found():
    return fit(three_themes(), encoder=WordEncoder())


def test_found_themes_are_what_was_planted(found):
    planted = found.units["comment_id"].str.slice(1).cast(pl.Int64).to_numpy() - 1
    rows = theme_rows(found)
    labels = {
        theme: {int(planted[at]) % 3 for at in np.flatnonzero((rows["theme_id"] == theme).to_numpy())}
        for theme in found.themes.filter(~pl.col("raised_once"))["theme_id"]
    }
    assert len(labels) == 3
    assert all(len(kinds) == 1 for kinds in labels.values())


def test_the_tables_keep_their_promise(found):
    assert dict(found.memberships.schema) == MEMBERSHIP_SCHEMA
    assert dict(found.themes.schema) == THEME_SCHEMA
    rows = theme_rows(found)
    assert rows.columns == COLUMNS
    assert rows["unit_id"].n_unique() == found.units.height
    bare = rows.filter(pl.col("theme_id").is_null())
    assert bare.select(pl.all_horizontal(pl.col("theme", "strength", "basis").is_null()).all()).item()
    assert set(rows["basis"].drop_nulls()) <= {"named", "found"}
    assert rows["strength"].drop_nulls().is_between(0, 1.0001).all()


def test_labels_name_the_theme_and_no_author(found):
    named = " ".join(found.themes["theme"]).lower()
    assert all(word in named for word in ("harbour", "library", "orchard"))
    assert "person" not in named
    assert found.themes["theme"].is_unique().all()


def test_the_same_seed_gives_the_same_tables(found):
    again = fit(three_themes(), encoder=WordEncoder())
    for one, other in ((found.themes, again.themes), (found.memberships, again.memberships)):
        assert one.equals(other)
    assert found.manifest == again.manifest


def test_the_manifest_says_what_was_done(found):
    assert found.manifest["model"] == "words"
    assert found.manifest["reply_share"] == 0.5
    assert "linkage" in found.manifest["procedure"]


def test_unlinked_themes_know_nothing_of_parents():
    texts = [*HARBOUR, *LIBRARY]
    flat = discussion(texts)
    linked = discussion(texts, parents=[None, *["c1"] * (len(texts) - 1)])
    one, other = (fit_unlinked(each, encoder=WordEncoder()) for each in (flat, linked))
    assert one.memberships.equals(other.memberships)
    assert one.manifest["reply_share"] == 0.0


def test_what_stands_beside_a_comment_counts_as_far_as_the_link_is_sure():
    rows = pl.DataFrame({"discussion_id": ["d"] * 3, "comment_id": ["a", "b", "c"], "comment_row": [0, 1, 2]})
    links = pl.DataFrame(
        {"discussion_id": ["d", "d"], "comment_id": ["b", "c"], "parent_id": ["a", "a"], "link_confidence": [1.0, 0.25]}
    )
    near = beside(rows, np.eye(3, dtype=np.float32), links)
    middle = np.array([0, 1, 0.25]) / np.hypot(1, 0.25)
    assert np.allclose(near, [middle, [1, 0, 0], [0.25, 0, 0]])
    assert not beside(rows, np.eye(3, dtype=np.float32), links.clear()).any()


def test_named_themes_claim_first_and_absent_names_claim_nothing():
    themes = fit(three_themes(), named=["harbour ferry", "moon landing"], encoder=WordEncoder())
    rows = theme_rows(themes)
    ferry = rows.filter(pl.col("theme") == "harbour ferry")
    assert set(ferry["text"]) <= set(HARBOUR)
    assert len(ferry) >= 4
    assert ferry["basis"].unique().to_list() == ["named"]
    assert rows.filter(pl.col("theme") == "moon landing").is_empty()
    absent = themes.themes.row(by_predicate=pl.col("theme") == "moon landing", named=True)
    assert (absent["units"], absent["raised_once"], absent["quotation_unit_id"]) == (0, True, None)


def test_a_description_helps_a_bare_name():
    theme = NamedTheme.parse("Bees=apples and bees of the orchard, not a parking lot")
    rows = theme_rows(fit(three_themes(), named=[theme], encoder=WordEncoder())).filter(pl.col("theme") == "Bees")
    assert rows.height >= 3
    assert set(rows["text"]) <= set(ORCHARD)


@pytest.mark.parametrize("text", ["", "=something", "  "])
def test_a_theme_needs_a_name(text):
    with pytest.raises(ValueError, match="needs a name"):
        NamedTheme.parse(text)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 10, 14, 20, 26])
def test_any_size_is_read(size):
    texts = [f"{text} Indeed number {at}." for at, text in enumerate((*HARBOUR, *LIBRARY, *ORCHARD) * 2)][:size]
    themes = fit(discussion(texts), named=["ferry"], encoder=WordEncoder())
    assert theme_rows(themes)["unit_id"].n_unique() == themes.units.height


@pytest.mark.parametrize("texts", [[""], ["lol", "Thanks!"], ["same words here again"] * 6])
def test_discussions_with_nothing_to_cluster(texts):
    assert fit(discussion(texts), named=["ferry"], encoder=WordEncoder()).themes.height >= 1


def test_boilerplate_forms_no_theme():
    themes = fit(discussion([*HARBOUR, "lol", "lol", "Thanks!", "Thanks!"]), encoder=WordEncoder())
    rows = theme_rows(themes).filter(pl.col("text").is_in(["lol", "Thanks!"]))
    assert rows["theme_id"].null_count() == 4
    assert rows["nearest_theme_id"].null_count() == 4


def test_one_author_alone_has_no_theme():
    themes = fit(
        discussion([*HARBOUR, *LIBRARY], authors=["Ann"] * 5 + ["Bo", "Cy", "Di", "Ed", "Flo"]), encoder=WordEncoder()
    )
    table = themes.themes
    ferry = table.filter(pl.col("theme").str.to_lowercase().str.contains("ferry|harbour"))
    assert ferry["raised_once"].all()
    assert not table.filter(pl.col("theme").str.to_lowercase().str.contains("library"))["raised_once"].any()


def test_unsigned_comments_count_as_one_more_author():
    def raised_once(authors):
        table = fit(discussion([*HARBOUR, *LIBRARY], authors=authors), encoder=WordEncoder()).themes
        ferry = table.filter(pl.col("theme").str.to_lowercase().str.contains("ferry|harbour"))
        return ferry["raised_once"][0], ferry["authors"][0]

    assert raised_once(["Ann", None, None, None, None, *"VWXYZ"]) == (False, 2)
    assert raised_once([*["Ann"] * 5, *"VWXYZ"]) == (True, 1)
    # Nobody is named anywhere: every comment counts.
    assert raised_once([None] * 10) == (False, 5)


def test_min_size_makes_small_themes_points_raised_once(found):
    strict = fit(three_themes(), encoder=WordEncoder(), min_size=9)
    assert found.themes["raised_once"].sum() < strict.themes["raised_once"].sum() == strict.themes.height


def test_two_discussions_share_their_themes():
    one, two = discussion([*HARBOUR[:3], *LIBRARY[:3]]), discussion([*HARBOUR[2:], *LIBRARY[2:]], discussion_id="d2")
    rows = theme_rows(fit([one, two], encoder=WordEncoder()))
    ferry = rows.filter(pl.col("text").is_in(HARBOUR))
    assert ferry["theme_id"].n_unique() == 1
    assert set(ferry["discussion_id"]) == {"d1", "d2"}


def test_whole_comments_are_a_choice():
    themes = fit(three_themes(), encoder=WordEncoder(), split=whole_comments)
    assert themes.units.height == 15


def test_a_model_travels(tmp_path):
    _, model = learn(three_themes(), named=["harbour ferry"], encoder=WordEncoder())
    model.save(tmp_path / "themes.npz")
    other = discussion(["The ferry engine of this harbour failed.", "Children love the library after school hours.",
                        "Nobody here mentions volcanoes on distant planets."], discussion_id="d2")  # fmt: skip
    themes = ThemeModel.load(tmp_path / "themes.npz").predict(other, encoder=WordEncoder())
    rows = theme_rows(themes)
    assert rows["theme"][0] == "harbour ferry"
    assert "library" in rows["theme"][1].lower()
    assert rows["theme_id"][2] is None
    assert set(themes.themes["theme_id"]) == set(model.themes["theme_id"])


def test_what_is_no_model_is_a_sentence(tmp_path):
    (tmp_path / "other.npz").write_bytes(b"PK\x03\x04 but no more")
    with pytest.raises(BrokenSource, match="no theme model"):
        ThemeModel.load(tmp_path / "other.npz")


def test_rename_and_merge(found):
    first, second = found.themes["theme_id"][:2]
    named = rename(found, {first: "First things"})
    assert named.themes["theme"][0] == "First things"
    assert "First things" in named.memberships["theme"].to_list()
    both = merge(named, {"Both": ["first things", second]}, [three_themes()])
    row = both.themes.row(by_predicate=pl.col("theme") == "Both", named=True)
    assert row["comments"] == found.themes["comments"][0] + found.themes["comments"][1]
    assert second not in both.memberships["theme_id"].to_list()
    assert theme_rows(both)["unit_id"].n_unique() == found.units.height
    with pytest.raises(ValueError, match="there is no theme"):
        rename(found, {"nonsense": "x"})
    with pytest.raises(ValueError, match="two themes"):
        rename(found, {first: found.themes["theme"][1]})


def test_the_callers_own_names():
    themes = fit(
        three_themes(), encoder=WordEncoder(), namer=lambda terms, quotes: f"{terms[0]} / {len(quotes)} quotations"
    )
    assert themes.themes.height >= 3
    assert all(label.endswith("quotations") for label in themes.themes["theme"])


def test_a_milder_quotation_is_preferred():
    texts = [
        "Only a moron would close the old ferry line.",
        "It would be unwise to close the old ferry line.",
        "The ferry line should be kept for the islands.",
        "Something quite different about the weather today.",
    ]
    vectors = np.array([[1, 0.25], [1, 0.27], [0.9, 0.1], [0.2, 1]], dtype=np.float32)
    assert quotations(texts, vectors, 1) == [1]
    assert is_insulting("What a bunch of IDIOTS")
    assert not is_insulting("The assistant assessed the class.")


def test_agreement_of_groupings():
    old, new = np.array([0, 0, 0, 1, 1, -1]), np.array([0, 0, 1, 1, 1, 1])
    index, present = best_jaccard(old, new, 3)
    assert index.round(3).tolist() == [0.667, 0.5, 0.0]
    assert present.tolist() == [1, 1, 0]
    assert len(set(singletons(old))) == 3


def test_many_units_go_through_micro_clusters():
    rng = np.random.default_rng(0)
    centres = rng.standard_normal((6, 32)).astype(np.float32)
    gold = np.repeat(np.arange(6), 500)
    vectors = centres[gold] + 0.6 * rng.standard_normal((3000, 32)).astype(np.float32)
    vectors -= vectors.mean(axis=0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    result = find_clusters(vectors, np.arange(3000), seed=0)
    from sklearn.metrics import adjusted_rand_score

    assert adjusted_rand_score(gold, singletons(result.labels)) > 0.9
    assert "micro" in result.procedure


def test_a_large_discussion_is_sampled_and_the_rest_assigned(monkeypatch):
    from commentariat.embeddings import grouping

    full = fit(discussion([*HARBOUR, *LIBRARY, *ORCHARD] * 8), encoder=WordEncoder())
    monkeypatch.setattr(grouping, "SAMPLE", 60)
    part = fit(discussion([*HARBOUR, *LIBRARY, *ORCHARD] * 8), encoder=WordEncoder())
    assert part.manifest["clustered_units"] < full.manifest["clustered_units"]
    assert theme_rows(part)["theme_id"].null_count() < 40


def test_arguments_within_a_theme():
    texts = [
        f"{text} Say it {word} again."
        for word in ("loudly", "softly", "plainly", "often")
        for text in (*HARBOUR, *LIBRARY, *ORCHARD)
    ]
    themes = fit(discussion(texts), encoder=WordEncoder(), split=whole_comments)
    assert set(themes.arguments["parent_theme_id"].drop_nulls()) <= set(themes.themes["theme_id"])
    assert set(themes.argument_memberships["theme_id"]) == set(themes.arguments["theme_id"])


def test_the_article_is_part_of_the_middle():
    article = Article(title="The ferry", paragraphs=("The harbour ferry is old.", "Its engine was replaced."))
    plain = build_space([discussion(HARBOUR)], WordEncoder(), split_units)
    told = build_space([discussion(HARBOUR, article=article)], WordEncoder(), split_units)
    assert len(told.background) == 3
    assert not np.allclose(plain.centre, told.centre)


def test_the_map_places_every_unit_among_its_themes(found):
    places = found.layout
    assert dict(places.schema) == LAYOUT_SCHEMA
    themes, units = places.filter(pl.col("unit_id").is_null()), places.filter(pl.col("unit_id").is_not_null())
    assert set(themes["theme_id"]) == set(found.themes.filter(pl.col("units") > 0)["theme_id"])
    assert units.height == (~found.units["boilerplate"]).sum()
    assert places.select(pl.col("x", "y").is_between(-1, 1).all()).row(0) == (True, True)
    at = themes.select("x", "y").to_numpy()
    nearest = np.linalg.norm(units.select("x", "y").to_numpy()[:, None] - at[None], axis=2).argmin(axis=1)
    own = units["theme_id"].to_numpy()
    inside = units["theme_id"].is_not_null().to_numpy()
    assert (themes["theme_id"].to_numpy()[nearest] == own)[inside].all()
    assert found.manifest["layout"]["trustworthiness"] > 0.7
    assert places.equals(fit(three_themes(), encoder=WordEncoder()).layout)


@pytest.mark.parametrize("texts", [[""], ["lol"], list(HARBOUR), [*HARBOUR, *LIBRARY]])
def test_the_map_needs_no_number_of_themes(texts):
    themes = fit(discussion(texts), named=["moon landing"], encoder=WordEncoder())
    assert themes.layout.filter(pl.col("unit_id").is_not_null()).height == (~themes.units["boilerplate"]).sum()
    assert not themes.layout.select(pl.col("x", "y").is_nan().any()).row(0)[0]


def test_merged_themes_share_a_place(found):
    first, second = found.themes["theme_id"][:2]
    both = merge(found, {"Both": [first, second]}, [three_themes()]).layout
    assert second not in both["theme_id"].to_list()
    assert both.filter(pl.col("unit_id").is_null())["theme_id"].is_unique().all()
    assert both.height == found.layout.height - 1


@pytest.mark.parametrize("noise", [0, 1e-7, -1e-7])
def test_rounding_does_not_choose_between_two_units(noise):
    pair = normalised(np.array([[1, 0.2 + noise, 0], [0.3, 1 - noise, 0.1]], dtype=np.float32))
    assert quotations(["the ferry is late again today", "who repairs the engine of it"], pair, 1) == [0]


def test_one_long_comment_alone_has_themes_or_none():
    text = " ".join(f"The ferry of pier {at} is late again today, says the captain." for at in range(40))
    themes = fit(discussion([text]), encoder=WordEncoder())
    assert themes.units.height >= 25
    assert themes.themes["raised_once"].all()
