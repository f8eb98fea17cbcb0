"""What names the marks of figures: the key of the colours, and the names above the columns of a matrix."""

from __future__ import annotations

import re

import numpy as np
import pytest

from commentariat.reports import build
from commentariat.reports.figures.matrix import dots
from commentariat.reports.palette import COLOURED
from commentariat.reports.view import View
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
