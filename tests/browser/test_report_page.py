"""The report in a real browser: clean, found by keyboard, linked, filtered, searched, readable without scripts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from commentariat.reports import build
from tests.report_data import analysis

from .conftest import LOOKS

pytestmark = pytest.mark.browser

SMALL = 2_500_000


@pytest.fixture(scope="module")
def report():
    return build(analysis(60, seed=2))


@pytest.mark.parametrize("count", [14, 1000, 10_000, pytest.param(100_000, marks=pytest.mark.slow)])
def test_a_report_of_any_size_opens_cleanly(visit, count):
    made = build(analysis(count))
    assert len(made) <= (SMALL if count <= 1000 else 40_000_000)
    with visit(made) as (page, watch):
        for holder in page.query_selector_all(".plot"):
            holder.scroll_into_view_if_needed()
            page.wait_for_timeout(100)
        page.wait_for_selector(".plot .main-svg")
        assert page.inner_text("#count").replace("\u202f", "").startswith(str(count))
        watch.assert_clean()


def test_a_deep_link_opens_its_comment(visit, report):
    with visit(report, anchor="#c=c42") as (page, watch):
        chosen = page.wait_for_selector('#tree [aria-selected="true"]')
        assert chosen.query_selector(".num").inner_text() == "#42"
        assert page.evaluate("document.getElementById('tree').getAttribute('aria-activedescendant')") == "row-41"
        watch.assert_clean()


def test_every_step_can_be_done_with_the_keyboard(visit, report):
    with visit(report) as (page, watch):
        page.keyboard.press("j")
        page.keyboard.press("j")
        first = page.evaluate("document.getElementById('tree').getAttribute('aria-activedescendant')")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.getElementById('tree').getAttribute('aria-activedescendant')") != first
        page.keyboard.press("k")
        assert page.evaluate("document.getElementById('tree').getAttribute('aria-activedescendant')") == first
        page.keyboard.press("Enter")
        assert page.is_visible("#tree .reason")
        page.keyboard.press("/")
        page.keyboard.type("harbour")
        page.wait_for_selector("#tree mark")
        assert " of " in page.inner_text("#count")
        page.keyboard.press("Escape")
        assert " of " not in page.inner_text("#count")
        watch.assert_clean()


def test_folding_with_the_arrow_keys(visit, report):
    with visit(report) as (page, _):
        page.keyboard.press("Home")
        page.focus("#tree")
        page.keyboard.press("Home")
        before = page.evaluate("document.getElementById('tree').scrollHeight")
        page.keyboard.press("ArrowLeft")
        assert page.get_attribute('#tree [aria-selected="true"]', "aria-expanded") == "false"
        assert page.evaluate("document.getElementById('tree').scrollHeight") < before
        page.keyboard.press("ArrowRight")
        assert page.get_attribute('#tree [aria-selected="true"]', "aria-expanded") == "true"


def test_a_figures_marks_lead_to_the_words_by_keyboard(visit, report):
    with visit(report) as (page, watch):
        page.wait_for_selector("#thread-map .main-svg")
        page.focus("#thread-map .plot")
        page.keyboard.press("ArrowRight")
        assert page.is_visible("#tip")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "tree"
        assert page.query_selector('#tree [aria-selected="true"]') is not None
        watch.assert_clean()


def test_a_click_on_a_mark_opens_its_comment(visit, report):
    with visit(report) as (page, _):
        page.wait_for_selector("#thread-map .main-svg")
        page.query_selector("#thread-map").scroll_into_view_if_needed()
        mark = page.query_selector_all("#thread-map .scatterlayer .points path")[3].bounding_box()
        page.mouse.move(mark["x"] + 2, mark["y"] + 2)
        page.mouse.move(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
        page.wait_for_selector("#tip:not([hidden])")
        # Plotly looks at most every 50 ms what is pointed at; a press before that is none on a mark.
        page.evaluate("new Promise((done) => setTimeout(done, 150))")
        wanted = page.inner_text("#tip b").split()[0]
        page.mouse.down()
        page.mouse.up()
        chosen = page.wait_for_selector('#tree [aria-selected="true"]')
        assert chosen.query_selector(".num").inner_text() == wanted
        assert page.is_visible("#thread-map .ring")


def test_filters_narrow_and_clear(visit, report):
    with visit(report) as (page, _):
        page.select_option("#f-depth", "1")
        levels = page.eval_on_selector_all("#tree .c", "all => all.map(one => one.getAttribute('aria-level'))")
        assert set(levels) == {"2"}
        page.click("#clear")
        assert page.inner_text("#count").startswith("60")


def test_a_table_can_be_downloaded(visit, report):
    with visit(report) as (page, _):
        # Figures are drawn one by one; a click while one is drawn may be lost on a busy machine.
        page.wait_for_selector("#participation .main-svg", state="attached")
        with page.expect_download() as got:
            page.click('#participation button[data-take="csv"]')
        text = Path(got.value.path()).read_text("utf-8")
        # Excel takes a file without this mark for another encoding.
        assert text.splitlines()[0] == "\ufeffauthor,comments,inferred,words"


def test_a_figure_can_be_downloaded(visit, report):
    with visit(report) as (page, watch):
        page.wait_for_selector("#thread-map .main-svg")
        with page.expect_download() as got:
            page.click('#thread-map button[data-take="svg"]')
        assert "<svg" in Path(got.value.path()).read_text("utf-8")[:400]
        watch.assert_clean()


def test_without_scripts_the_debate_and_the_tables_are_there(visit, report):
    with visit(report, scripts=False) as (page, _):
        assert len(page.query_selector_all("#debate li")) == 60
        assert len(page.query_selector_all("details.data table tr")) > 20
        assert page.is_visible("#debate")
        assert not page.is_visible("#read")


@pytest.mark.parametrize("width", [360, 768, 1280, 3840])
def test_nothing_sticks_out_sideways(visit, report, width):
    with visit(report, width=width) as (page, _):
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_below_900_the_pane_is_a_sheet(visit, report):
    with visit(report, width=400) as (page, _):
        assert page.get_attribute("#sheet", "aria-expanded") == "false"
        page.click("#sheet")
        assert page.get_attribute("#sheet", "aria-expanded") == "true"
        page.wait_for_timeout(350)
        assert page.is_visible("#tree .c")
        page.keyboard.press("Escape")
        assert page.get_attribute("#sheet", "aria-expanded") == "false"


def test_dark_swaps_every_colour(visit, report):
    with visit(report, scheme="dark") as (page, _):
        page.wait_for_selector("#thread-map .main-svg")
        drawn = page.evaluate("document.querySelector('#thread-map .plot').innerHTML")
        assert "#0072b2" not in drawn
        assert "rgb(0, 114, 178)" not in drawn
        assert "rgb(78, 168, 224)" in drawn


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_serious(visit, report, scheme, width):
    roots = [os.environ.get("AXE_CORE", ""), "node_modules/axe-core", "tests/browser/node_modules/axe-core"]
    found = [Path(root) / "axe.min.js" for root in roots if root and (Path(root) / "axe.min.js").is_file()]
    if not found:
        pytest.skip("axe-core is not installed (npm install axe-core, or AXE_CORE=its folder)")
    with visit(report, scheme=scheme, width=width) as (page, _):
        page.wait_for_selector("#thread-map .main-svg")
        page.evaluate(found[0].read_text("utf-8"))
        result = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        serious = [
            (one["id"], [node["target"] for node in one["nodes"]][:3])
            for one in result["violations"]
            if one["impact"] in {"serious", "critical"}
        ]
        assert serious == []
