"""A reader's own ways: few colours, large letters, less motion, going back, a narrow window, axe without a word."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from commentariat.reports import build
from tests.report_data import analysis, full

from .conftest import LOOKS

pytestmark = pytest.mark.browser

CHOSEN = '#tree [aria-selected="true"] .num'
#: A name whose letters a reader would see in another order, and what they are.
TURNED = "\u202eliame\u202c Ada"


@pytest.fixture(scope="module")
def report():
    return build(analysis(60, seed=2))


@pytest.fixture(scope="module")
def everything():
    return build(full(160, seed=2))


def test_a_step_back_leads_to_the_comment_before(visit, report):
    with visit(report, anchor="#c=c3") as (page, watch):
        page.wait_for_selector(CHOSEN)
        for name in ("c12", "c40"):
            page.evaluate(f"openRowFor = document.createElement('a'), openRowFor.href = '#c={name}', 0")
            page.evaluate("document.body.append(openRowFor), openRowFor.click()")
        assert page.inner_text(CHOSEN) == "#40"
        page.go_back()
        page.wait_for_selector(f'{CHOSEN}:text-is("#12")')
        page.go_back()
        page.wait_for_selector(f'{CHOSEN}:text-is("#3")')
        page.go_forward()
        page.wait_for_selector(f'{CHOSEN}:text-is("#12")')
        watch.assert_clean()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_themes_keep_their_colours_where_a_reader_has_few(visit, report, scheme):
    with visit(report, scheme=scheme) as (page, watch):
        page.emulate_media(forced_colors="active", color_scheme=scheme)
        seen = page.evaluate(
            "[...document.querySelectorAll('.s-thread-map .key .swatch')].map(s => getComputedStyle(s).backgroundColor)"
        )
        # From the eighth on colours come again, with other shapes.
        assert len(set(seen[:7])) == 7
        page.keyboard.press("j")
        assert page.evaluate(
            "getComputedStyle(document.querySelector('#tree [aria-selected=\"true\"]')).outlineStyle"
        ) == ("solid")
        watch.assert_clean()


def test_the_readers_own_size_of_letters_counts(visit, report):
    with visit(report) as (page, _):
        page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 24, "fixed": 20}})
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "24px"
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_who_wants_less_motion_gets_none(visit, report):
    with visit(report, width=400) as (page, _):
        page.emulate_media(reduced_motion="reduce")
        page.click("#sheet")
        assert page.evaluate("getComputedStyle(document.getElementById('read')).transitionDuration") in {"0s", "0.22s"}
        assert page.evaluate("document.getAnimations().filter(one => one.playState === 'running').length") == 0


def test_a_name_cannot_turn_its_letters(visit):
    made = analysis(12)
    named = made.discussion.comments.with_columns(author=pl.lit(TURNED), author_alias=pl.lit(TURNED + "!"))
    with visit(build(replace(made, discussion=replace(made.discussion, comments=named)))) as (page, watch):
        assert page.inner_text("#tree .who >> nth=0") == "liame Ada"
        assert "\u202e" not in page.inner_text("body")
        watch.assert_clean()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_at_all(visit, everything, scheme, width):
    roots = [os.environ.get("AXE_CORE", ""), "node_modules/axe-core", "tests/browser/node_modules/axe-core"]
    found = [Path(root) / "axe.min.js" for root in roots if root and (Path(root) / "axe.min.js").is_file()]
    if not found:
        pytest.skip("axe-core is not installed (npm install axe-core, or AXE_CORE=its folder)")
    with visit(everything, scheme=scheme, width=width) as (page, _):
        for holder in page.query_selector_all(".plot"):
            holder.scroll_into_view_if_needed()
            page.wait_for_timeout(60)
        for box in page.query_selector_all("details"):
            box.evaluate("box => box.open = true")
        page.evaluate("for (const one of [...document.querySelectorAll('#tree .why')].slice(0, 3)) one.click()")
        if width < 900:
            page.click("#sheet")
        page.evaluate(found[0].read_text("utf-8"))
        result = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in result["violations"]] == []


def test_what_can_be_taken_away_is_told_apart_by_name(visit, report):
    with visit(report) as (page, _):
        named = "(all) => all.map((one) => one.getAttribute('aria-label'))"
        names = page.eval_on_selector_all("figure button, figure summary", named)
        assert all(names)
        assert len(set(names)) == len(names)
