"""What names the marks of figures: the key of the colours, and the names above the columns of a matrix."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from commentariat.reports import build
from commentariat.reports.figures import depth_profile, theme_sizes, thread_map
from commentariat.reports.figures.matrix import dots
from commentariat.reports.palette import COLOURED
from commentariat.reports.say import catalogue
from commentariat.reports.view import View
from commentariat.threads.models.shipped import FAMILIES, TITLES
from tests.report_data import analysis

ENTRY = re.compile(r'data-theme="(-?\d+)"[^>]*></i> <bdi>([^<]*)</bdi>')


def key_of(page: str) -> dict[int, str]:
    listed = re.search(r'<ul class="key"[^>]*>(.*?)</ul>', page, re.DOTALL)
    return {int(at): name for at, name in ENTRY.findall(listed[1])}


def test_the_key_of_the_thread_map_names_the_grey_marks_too():
    held = analysis(80)
    view = View(held)
    key = key_of(build(held).decode("utf-8"))
    assert key.get(-1) == ("no theme" if (view.main_theme < 0).any() else None)
    assert (COLOURED in key) == bool((view.main_theme >= COLOURED).any())
    assert len(key) > 2
    assert (view.main_theme < 0).any(), "the example has comments without a theme"


def test_themes_past_the_coloured_ones_share_a_name_in_the_key(monkeypatch):
    monkeypatch.setattr("commentariat.reports.page.sections.COLOURED", 2)
    held = analysis(80)
    assert (View(held).main_theme >= 2).any()
    assert key_of(build(held).decode("utf-8"))[2] == "other themes"


@pytest.mark.parametrize(("numbers", "level"), [(range(1, 15), True), (range(301, 315), False)])
def test_numbers_above_columns_stand_level_only_where_they_do_not_touch(numbers, level):
    across = [f"#{one}" for one in numbers]
    down = ["a theme with a name of some length", "another"]
    counts = np.ones((2, len(across)), dtype=np.int64)
    figure = dots(counts, across=across, down=down, rows=[[[0]] * len(across)] * 2)
    assert (figure.layout.xaxis.tickangle == 0) == level


def test_marks_too_small_for_shapes_are_not_said_to_show_the_theme_by_shape():
    say = catalogue("en")
    assert "Colour and shape show the theme." in thread_map.make(View(analysis(80)), say).reading
    assert "shape show" not in thread_map.make(View(analysis(420)), say).reading


def test_a_profile_without_numbers_on_its_bars_has_an_axis():
    def drawn(depths):
        null = pl.lit(None, pl.Float64)
        table = pl.DataFrame({"depth": range(depths), "comments": [9] * depths})
        return depth_profile.depth_profile(table.with_columns(yardstick_low=null, yardstick_high=null))

    assert not drawn(5).layout.yaxis.visible
    assert drawn(24).layout.yaxis.visible


def test_what_a_yardstick_was_learned_from_is_called_as_people_call_it():
    assert set(TITLES) >= set(FAMILIES.values())
    say = catalogue("de")
    for title in TITLES.values():
        told = say.told("measured", f"discussions of this size grown as on {title}")
        assert "grown" not in told
        assert "_" not in told
        assert "mailing lists" not in told
        assert "wiki talk" not in told


@pytest.mark.parametrize("lang", ["en", "de", "fr", "es"])
def test_a_name_that_is_one_speakers_phrase_is_explained(lang):
    say, held = catalogue(lang), analysis(40)
    around = say("theme.around", name="")
    first = pl.when(pl.int_range(pl.len()) == 0)
    table = held.themes.themes.with_columns(theme=first.then(around + pl.col("theme")).otherwise(pl.col("theme")))
    named = View(replace(held, themes=replace(held.themes, themes=table)))
    assert around.strip() in theme_sizes.make(named, say).reading
    assert around.strip() not in theme_sizes.make(View(held), say).reading
