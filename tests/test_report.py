"""One file, inert, the same for the same input."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import re
from dataclasses import replace

import pytest

from commentariat.reports import ReportOptions, build
from commentariat.reports.page import pack, rows
from commentariat.reports.page.methods import method_groups
from commentariat.reports.say import catalogue
from commentariat.reports.view import Analysis, View
from commentariat.threads import Note, read
from tests.report_data import analysis, unpacked


@pytest.fixture(scope="module")
def page():
    return build(analysis(60, seed=1)).decode("utf-8")


def test_same_input_same_bytes():
    assert build(analysis(40, seed=3)) == build(analysis(40, seed=3))


def test_a_small_report_weighs_at_most_two_and_a_half_megabytes(page):
    assert len(page.encode()) <= 2_500_000


def test_every_script_and_style_stands_in_the_policy(page):
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]+)"', page).group(1))
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert re.search(r"script-src[^;]*unsafe-inline", policy) is None
    for body in re.findall(r"<script>(.*?)</script>", page, re.DOTALL):
        assert _digest(body) in policy
    for body in re.findall(r"<style>(.*?)</style>", page, re.DOTALL):
        assert _digest(body) in policy
    assert _digest(unpacked(page, "plotly").decode()) in policy


def _digest(text):
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_nothing_in_the_page_points_outside(page):
    shell = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert re.search(r"""(?:src|href|action)=["']?(?:https?:)?//""", shell) is None


def test_no_comment_text_is_in_a_figure():
    made = analysis(60, seed=1)
    figures = unpacked(build(made).decode(), "figures").decode()
    assert not any(text[:60] in figures for text in made.discussion.comments["text"].to_list())


def test_no_text_leaves_no_word_of_a_comment():
    made = analysis(60, seed=1)
    page = build(made, ReportOptions(text=False, sections=("glance", "thread-map", "people", "methods"))).decode()
    packed = b"".join(unpacked(page, name) for name in ("rows", "text", "figures", "tables")).decode()
    for text in made.discussion.comments["text"].to_list():
        if len(text) > 40:
            assert text[:40] not in packed
            assert text[:40] not in page


def test_the_themes_section_quotes_nothing_without_text():
    made = analysis(60, seed=1)
    page = build(made, ReportOptions(text=False)).decode()
    shell = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert not any(len(text) > 40 and text[:40] in shell for text in made.discussion.comments["text"].to_list())


def test_sections_are_those_asked_for():
    page = build(analysis(30), ReportOptions(sections=("glance", "methods"))).decode()
    assert 'id="s-glance"' in page
    assert 'id="s-methods"' in page
    assert 'id="s-thread-map"' not in page


def test_a_title_of_ones_own():
    assert "<title>Tolls &amp; ferries</title>" in build(analysis(5), ReportOptions(title="Tolls & ferries")).decode()


def test_rows_are_numbers_and_names_stand_once(page):
    rows = json.loads(unpacked(page, "rows"))
    assert len(rows["c"]["id"]) == 60
    assert len(set(rows["authors"])) == len(rows["authors"])
    assert sorted(rows["order"]) == list(range(60))


def test_offsets_count_as_a_browser_does():
    from commentariat.reports.page.rows import Utf16

    shift = Utf16("a\U0001f600b\U0001f680c")
    assert [shift(at) for at in range(6)] == [0, 1, 3, 4, 6, 7]


def test_only_links_of_the_web_are_links():
    from commentariat.reports.page.rows import safe_link

    assert safe_link("https://example.org/a#b") == "https://example.org/a#b"
    for bad in ("javascript:alert(1)", "data:text/html,x", "//example.org", 'https://x" onx="', " https://x y", None):
        assert safe_link(bad) is None


def test_nothing_to_report_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        build([])


def test_the_packed_library_is_the_library():
    assert gzip.decompress(base64.b64decode(pack.packed_plotly())).decode() == pack.plotly_library()


def test_dates_that_stay_text_are_shown_beside_those_that_were_read():
    table = read(
        b"id,parent,author,text,created\n1,,Ada,The bridge is shut.,2024-03-05T10:00:00Z\n"
        b"2,1,Bo,Since when then?,3 hours ago\n3,1,Cy,No idea at all.,\n"
    )
    columns = rows._columns(View(Analysis(table)))
    assert columns["created"] == [1709632800, None, None]
    assert columns["createdText"] == [None, "3 hours ago", None]


def test_a_note_that_concerns_many_comments_is_said_once():
    one = analysis(14, seed=3)
    same = [
        Note("duplicate", "The same comment occurs twice; the second was dropped.", f"c{at}") for at in (2, 3, 4, 9)
    ]
    notes = (*same, Note("torn", "The source breaks off in the middle of a character, which was left out."))
    view = View(replace(one, discussion=replace(one.discussion, notes=notes)))
    lines = method_groups(view, catalogue("en"))[0]["lines"]
    assert lines == [
        "#2–#4, #9: The same comment occurs twice; the second was dropped.",
        "The source breaks off in the middle of a character, which was left out.",
    ]
