"""Every mark of every figure leads to the words, by mouse and by keyboard."""

from __future__ import annotations

import pytest

from commentariat.reports import build
from commentariat.reports.building import views_of
from commentariat.reports.figures import comparisons, entries
from commentariat.reports.figures.reply_network import network
from tests.report_data import analysis, full

pytestmark = pytest.mark.browser

COMMENTS = 160
#: Where the marks of a figure are on the screen, and what they stand for; and traces that lead nowhere.
MARKS = """holder => {
  const full = holder._fullLayout, marks = [], idle = [];
  const box = holder.getBoundingClientRect();
  for (const trace of holder._fullData) {
    const meta = trace.meta;
    if (!meta || !meta.pick) { if (trace.hoverinfo !== 'skip') idle.push(trace.type); continue; }
    const xa = full['xaxis' + (trace.xaxis || 'x').slice(1)], ya = full['yaxis' + (trace.yaxis || 'y').slice(1)];
    const add = (x, y, key) => {
      if (key === null || key === undefined || (key < 0 && meta.pick !== 'theme')) return;
      let px = xa.d2p(x), py = ya.d2p(y);
      if (trace.type === 'bar' && trace.orientation === 'h') px = xa.d2p(0) + 2;
      else if (trace.type === 'bar') py = ya.d2p(0) - 2;
      const rows = meta.pick === 'rows' ? meta.rows[key].length : null;
      marks.push({ x: box.left + xa._offset + px, y: box.top + ya._offset + py, pick: meta.pick, key, rows,
        stacked: trace.type === 'bar' && full.barmode === 'stack' });
    };
    Array.from(trace.customdata || []).forEach((key, i) => {
      if (trace.type !== 'heatmap') add(trace.x[i], trace.y[i], key);
      else Array.from(key).forEach((k, c) => add(trace.x[c], trace.y[i], k));
    });
  }
  return { marks, idle };
}"""
OPENED = """() => {
  const chosen = document.querySelector('#tree [aria-selected="true"]');
  return { row: chosen ? +chosen.dataset.row : -1, count: document.getElementById('count').textContent };
}"""
CLEAR = """() => {
  document.getElementById('clear').click();
  const chosen = document.querySelectorAll('#tree [aria-selected="true"]');
  for (const node of chosen) node.setAttribute('aria-selected', 'false');
  document.activeElement.blur();
}"""


@pytest.fixture(scope="module")
def report():
    return build(full(COMMENTS, seed=2))


@pytest.fixture(scope="module")
def together():
    return build([analysis(60, seed=2), analysis(80, seed=3)])


def figures_of(page):
    return [holder.get_attribute("data-figure") for holder in page.query_selector_all(".plot[data-figure]")]


def drawn(page, name):
    holder = page.query_selector(f'.plot[data-figure="{name}"]')
    holder.scroll_into_view_if_needed()
    page.wait_for_selector(f'.plot[data-figure="{name}"] .main-svg')
    page.wait_for_timeout(80)
    return holder


def test_the_page_has_every_figure(visit, report):
    """What is walked below is all that there is to walk."""
    made = {entry.name for entry in entries()} - {"uptake", "structure"}
    with visit(report) as (page, _):
        assert set(figures_of(page)) == made


def test_no_trace_leads_nowhere(visit, report, together):
    for made in (report, together):
        with visit(made) as (page, _):
            for name in figures_of(page):
                found = drawn(page, name).evaluate(MARKS)
                assert found["idle"] == [], name
                assert found["marks"], name


def test_a_click_on_any_figure_shows_words(visit, report):
    with visit(report) as (page, watch):
        for name in figures_of(page):
            holder = drawn(page, name)
            marks = [one for one in holder.evaluate(MARKS)["marks"] if not one["stacked"] or one["rows"]]
            for at in {0, len(marks) // 2, len(marks) - 1}:
                page.evaluate(CLEAR)
                holder.scroll_into_view_if_needed()
                _click(page, holder, at, name)
        watch.assert_clean()


def _click(page, holder, at, name):
    mark = [one for one in holder.evaluate(MARKS)["marks"] if not one["stacked"] or one["rows"]][at]
    box = holder.bounding_box()
    if not 0 < mark["y"] < 900:
        page.mouse.move(box["x"] + 1, 450)
        page.evaluate("by => scrollBy(0, by)", mark["y"] - 450)
        mark = [one for one in holder.evaluate(MARKS)["marks"] if not one["stacked"] or one["rows"]][at]
    page.mouse.move(mark["x"] + 3, mark["y"])
    page.mouse.move(mark["x"], mark["y"])
    # Plotly looks at most every 50 ms what is pointed at; the page's own clock says when it has.
    page.evaluate("new Promise((done) => setTimeout(done, 80))")
    page.mouse.click(mark["x"], mark["y"])
    page.evaluate("new Promise((done) => setTimeout(done, 60))")
    opened = page.evaluate(OPENED)
    assert opened["row"] >= 0, (name, mark)
    if mark["pick"] not in {"row", "rows"}:
        assert opened["count"] != f"{COMMENTS} comments", (name, mark)


def test_the_keyboard_reaches_every_mark_of_every_figure(visit, report):
    with visit(report) as (page, watch):
        for name in figures_of(page):
            holder = drawn(page, name)
            marks = len(holder.evaluate(MARKS)["marks"])
            for steps in {1, min(marks, 7)}:
                page.evaluate(CLEAR)
                holder.focus()
                for _ in range(steps):
                    page.keyboard.press("ArrowRight")
                assert page.is_visible("#tip"), name
                assert page.inner_text("#live"), name
                page.keyboard.press("Enter")
                assert page.evaluate(OPENED)["row"] >= 0, name
        watch.assert_clean()


def test_a_transition_opens_exactly_its_answers(visit, report):
    with visit(report) as (page, _):
        holder = drawn(page, "transitions")
        first = holder.evaluate(MARKS)["marks"][0]
        holder.focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        assert page.inner_text("#count").startswith(f"{first['rows']} of ")
        levels = page.eval_on_selector_all("#tree .c", "all => all.map(one => one.getAttribute('aria-level'))")
        assert "1" not in levels


def test_a_mark_of_one_discussion_opens_no_other(visit, together):
    assert {entry.name for entry in comparisons() if entry.section == "compare"}
    with visit(together) as (page, _):
        for name in [one for one in figures_of(page) if one.startswith("d2-")]:
            drawn(page, name).focus()
            page.evaluate(CLEAR)
            page.focus(f'.plot[data-figure="{name}"]')
            page.keyboard.press("ArrowRight")
            page.keyboard.press("Enter")
            shown = page.eval_on_selector_all("#tree .c", "all => all.map(one => +one.dataset.row)")
            opened = page.evaluate(OPENED)["row"]
            assert opened >= 60, name
            if page.is_visible("#clear"):
                assert min(shown) >= 60, name


def test_a_bar_says_its_size_and_how_sure_that_is(visit, report):
    with visit(report) as (page, watch):
        for name, told in (("theme-sizes", "hold together"), ("thread-sizes", "are possible")):
            holder = drawn(page, name)
            holder.focus()
            page.keyboard.press("ArrowDown")
            assert told in page.inner_text("#tip"), name
            assert told in page.inner_text("#live"), name
            page.keyboard.press("Escape")
        watch.assert_clean()


OVER = """() => {
  const names = [...document.querySelectorAll('#reply-network .textpoint text')].filter((one) => one.textContent);
  const boxes = names.map((one) => one.getBoundingClientRect());
  const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
  return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => over(a, b)).map(() => names[i].textContent));
}"""


@pytest.mark.parametrize("width", [400, 1280])
def test_names_and_people_of_the_network_stand_apart_and_whole(visit, width):
    made = full(COMMENTS)
    people = network(views_of([made])[0])[0]
    with visit(build(made), width=width) as (page, watch):
        page.locator("#reply-network .plot").scroll_into_view_if_needed()
        page.wait_for_selector("#reply-network .main-svg")
        assert page.locator("#reply-network .point").count() == len(people)
        assert page.evaluate(OVER) == []
        watch.assert_clean()
