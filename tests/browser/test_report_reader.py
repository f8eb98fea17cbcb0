"""What somebody who was sent the file runs into: tables, the keyboard, dates, print, many discussions, no scripts."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from commentariat.reports import ReportOptions, build
from commentariat.reports.page import sections
from tests.report_data import analysis, full

pytestmark = pytest.mark.browser


def told(comments, **columns):
    """An analysis whose comments have other columns."""
    made = analysis(comments, seed=2)
    return replace(made, discussion=replace(made.discussion, comments=made.discussion.comments.with_columns(**columns)))


@pytest.fixture(scope="module")
def report():
    return build(analysis(60, seed=2))


def test_a_table_opens_where_it_was_asked_for(visit, report):
    with visit(report) as (page, watch):
        summary = page.locator("#thread-map details.data > summary")
        summary.scroll_into_view_if_needed()
        page.wait_for_timeout(300)
        before = summary.bounding_box()
        summary.click()
        page.wait_for_selector("#thread-map table")
        after = summary.bounding_box()
        assert (after["x"], after["y"]) == pytest.approx((before["x"], before["y"]), abs=1)
        watch.assert_clean()


def test_the_tab_key_goes_through_the_chosen_comment_alone(visit, report):
    with visit(report) as (page, watch):
        page.keyboard.press("j")
        page.keyboard.press("j")
        row = page.evaluate("document.getElementById('tree').getAttribute('aria-activedescendant')")
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.className") == "why":
                break
        assert page.evaluate("document.activeElement.closest('.c').id") == row
        page.keyboard.press("Enter")
        page.wait_for_selector("#tree .reason")
        assert page.evaluate("document.activeElement.className") == "why"
        offered = "[...document.querySelectorAll('#tree a, #tree button')]"
        reachable = page.evaluate(f"{offered}.filter((one) => one.tabIndex >= 0).map((one) => one.closest('.c').id)")
        assert set(reachable) == {row}
        watch.assert_clean()


def test_folding_by_button_keeps_the_keyboard_there(visit, report):
    with visit(report) as (page, watch):
        page.keyboard.press("j")
        page.locator("#tree .fold").first.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.className") == "fold"
        assert page.evaluate("document.activeElement.textContent").startswith("+")
        watch.assert_clean()


def test_letters_can_be_switched_off(visit, report):
    with visit(report) as (page, watch):
        page.locator("#letters").uncheck()
        page.evaluate("document.activeElement.blur()")
        for key in ("j", "/"):
            page.keyboard.press(key)
        assert page.evaluate("document.getElementById('tree').hasAttribute('aria-activedescendant')") is False
        assert page.evaluate("document.activeElement.id") != "search"
        page.locator("#tree").focus()
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.getElementById('tree').hasAttribute('aria-activedescendant')")
        watch.assert_clean()


def test_bare_days_have_no_time_of_day(visit):
    with visit(build(told(30))) as (page, _):
        assert ":" in page.locator("#tree .when").first.inner_text()
    with visit(build(told(30, created=pl.col("created").dt.truncate("1d")))) as (page, watch):
        assert "2021" in page.locator("#tree .when").first.inner_text()
        assert ":" not in page.locator("#tree .when").first.inner_text()
        watch.assert_clean()


def test_without_scripts_the_page_is_one_column_of_lists_within_items(visit):
    basis = pl.when(pl.col("position") == 0).then(pl.lit("undecided")).otherwise("link_basis").alias("link_basis")
    weak = pl.when(pl.col("depth") == 1).then(0.5).otherwise(1.0).cast(pl.Float32)
    with visit(build(told(40, link_basis=basis, link_confidence=weak)), scripts=False) as (page, _):
        assert page.locator("#debate ol > ol").count() == 0
        assert page.locator("#debate li li").count() > 0
        first = page.locator("#debate li").first.locator(".head").first.inner_text()
        assert "place not certain" in first
        assert "2021-03-04" in first
        answer = page.locator("#debate li li").first.locator(".head").first.inner_text()
        assert "answers #" in answer
        assert "(not certain)" in answer
        assert page.locator("main").bounding_box()["width"] > 900


@pytest.fixture(scope="module")
def many():
    return build([replace(analysis(12, seed=seed), themes=None) for seed in range(24)])


def test_the_list_of_discussions_leads_to_each(visit, many):
    with visit(many) as (page, watch):
        assert page.locator(".contents a").count() == 24
        page.locator(".contents a").nth(21).click()
        page.wait_for_selector("#d22-thread-map .main-svg")
        top = page.locator("#d22 h2.title").bounding_box()["y"]
        assert -5 <= top < 900
        watch.assert_clean()


def test_tables_that_are_not_in_the_page_are_filled_when_opened(visit, monkeypatch):
    monkeypatch.setattr(sections, "STATIC_PARTS", 0)
    with visit(build(full(80))) as (page, watch):
        for holder in page.query_selector_all("details.data[open]"):
            assert holder.query_selector("table")
        closed = page.locator("#thread-map details.data")
        assert closed.locator("table").count() == 0
        # A figure that is drawn meanwhile moves what is below it.
        closed.scroll_into_view_if_needed()
        page.locator("#thread-map .main-svg").first.wait_for()
        closed.locator("summary").click()
        closed.locator("table").wait_for()
        assert closed.locator("table").count() == 1
        watch.assert_clean()


def test_colours_that_no_label_names_have_a_key(visit):
    with visit(build(full(80))) as (page, watch):
        swatches = page.locator("#theme-shares .key .swatch")
        names = page.locator("#theme-shares .key li").all_inner_texts()
        assert names
        light = [one.evaluate("(node) => node.style.background") for one in swatches.all()]
        assert all(light)
        assert len(set(light)) == len(light)
        page.click("#scheme")
        assert all(
            one.evaluate("(node) => node.style.background") != was
            for one, was in zip(swatches.all(), light, strict=True)
        )
        watch.assert_clean()


def test_swatches_keep_their_colour_on_paper(visit, report):
    with visit(report) as (page, _):
        page.emulate_media(media="print")
        assert (
            page.locator(".key .swatch").first.evaluate("(node) => getComputedStyle(node).printColorAdjust") == "exact"
        )


def test_a_dark_page_prints_the_colours_of_a_light_one(visit, report):
    colour = "document.querySelector('.key .swatch').style.background"
    with visit(report) as (page, _):
        light = page.evaluate(colour)
    with visit(report, scheme="dark") as (page, watch):
        dark = page.evaluate(colour)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        printed = page.evaluate(colour)
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert (printed, page.evaluate(colour)) == (light, dark)
        assert light != dark
        watch.assert_clean()


PRINTED = """() => [...document.querySelectorAll('.plot')].map((one) => {
  const drawn = one.querySelector('.main-svg');
  return drawn ? Number(drawn.getAttribute('width')) : 0;
})"""


@pytest.mark.parametrize("width", [400, 1900])
def test_every_figure_fits_on_paper_whatever_the_window(visit, report, width):
    with visit(report, width=width) as (page, watch):
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.wait_for_timeout(200)
        assert set(page.evaluate(PRINTED)) == {660}
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        page.wait_for_timeout(400)
        screen = set(page.evaluate(PRINTED))
        assert max(screen) < 400 if width == 400 else min(screen) > 900
        watch.assert_clean()


def test_paper_has_margins_and_nothing_to_press(visit, report):
    with visit(report) as (page, watch):
        page.emulate_media(media="print")
        hidden = "#read, .pressed, details.manifest:not([open]), details.data > summary"
        assert [one for one in page.locator(hidden).all() if one.is_visible()] == []
        assert page.is_visible("#debate")
        assert page.is_visible(".s-methods details.manifest[open]")
        rules = "[...document.styleSheets].flatMap((one) => [...one.cssRules].map((rule) => rule.cssText))"
        assert [one for one in page.evaluate(rules) if one.startswith("@page") and "margin" in one]
        watch.assert_clean()


def test_a_print_says_where_the_comments_are_when_they_are_too_many(visit):
    with visit(build(analysis(450, seed=2))) as (page, watch):
        assert not page.is_visible(".unprinted")
        page.emulate_media(media="print")
        assert page.inner_text(".unprinted") == "The 450 comments are not printed here: the file has them."
        watch.assert_clean()


def test_a_figure_outside_the_page_brings_its_key(visit):
    with visit(build(full(80))) as (page, watch):
        page.wait_for_selector("#theme-shares .main-svg", state="attached")
        with page.expect_download() as got:
            page.click("#theme-shares button[data-take=svg]")
        drawn = got.value.path().read_text("utf-8")
        for name in page.locator("#theme-shares .key li").all_inner_texts():
            assert name.strip() in drawn
        watch.assert_clean()


def test_a_table_taken_away_names_comments_by_id_and_number(visit, report):
    with visit(report) as (page, watch):
        with page.expect_download() as got:
            page.click("#thread-map button[data-take=csv]")
        lines = got.value.path().read_text("utf-8-sig").splitlines()
        watch.assert_clean()
    assert lines[0].startswith("comment_id,number,author")
    assert lines[1].startswith("c1,1,")


def test_words_that_scripts_know_by_themselves_are_names_like_others(visit):
    made = build(told(60, author=pl.lit("constructor"), author_id=pl.lit("constructor")))
    with visit(made, scheme="dark") as (page, watch):
        page.wait_for_selector("#participation .main-svg", state="attached")
        labels = " ".join(page.locator("#thread-map .main-svg text").all_text_contents())
        assert "constructor" in labels
        assert "native code" not in page.inner_text("body") + labels
        watch.assert_clean()


def test_a_name_from_right_to_left_leaves_its_number_alone(visit):
    arabic = "\u0627\u0644\u0639\u0628\u0648\u0631 \u0645\u0643\u0644\u0641"
    made = build(told(60, text=pl.lit(arabic), author=pl.lit(arabic), author_id=pl.lit("a")))
    with visit(made) as (page, watch):
        up = page.locator("#tree a.up").first
        assert up.evaluate("(node) => node.firstChild.data").startswith("\u2937 #")
        watch.assert_clean()


@pytest.mark.parametrize(
    ("written", "wanted", "marked"),
    [
        ("Die Ab\u00admah\u00adnung ist da.", "abmahnung", "Ab\u00admah\u00adnung"),
        ("Le cafe\u0301 ferme.", "caf\u00e9", "cafe\u0301"),
        ("The har\u200bbour gate.", "harbour", "har\u200bbour"),
    ],
)
def test_words_are_found_however_they_are_spelt_underneath(visit, written, wanted, marked):
    texts = pl.Series([written if at == 7 else "Nothing of the kind." for at in range(60)])
    with visit(build(told(60, text=texts))) as (page, watch):
        page.fill("#search", wanted)
        page.wait_for_selector("#tree mark")
        assert page.inner_text("#count").startswith("1 of 60")
        assert page.locator("#tree mark").first.evaluate("(node) => node.textContent") == marked
        watch.assert_clean()


def test_a_report_without_words_finds_names(visit):
    names = pl.Series(["Ines Amberg" if at < 5 else "Tobias" for at in range(60)])
    made = build(told(60, author=names, author_id=names), ReportOptions(text=False))
    with visit(made) as (page, watch):
        page.fill("#search", "amberg")
        page.wait_for_function("document.getElementById('count').textContent.startsWith('5 of 60')")
        watch.assert_clean()
