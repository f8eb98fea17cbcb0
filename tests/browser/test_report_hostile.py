"""Comments that try to be more than text: nothing runs, nothing is rendered, nothing leaves its place."""

from __future__ import annotations

import re
from dataclasses import replace

import polars as pl
import pytest

from commentariat.reports import Analysis, build
from commentariat.reports.escape import label, plain
from commentariat.threads.model import Note
from tests.report_data import discussion, themes

pytestmark = pytest.mark.browser

VECTORS = (
    "<script>window.canary=1</script>",
    "<img src=x onerror=window.canary=1>",
    "<svg onload=window.canary=1><a xlink:href='javascript:window.canary=1'>x</a></svg>",
    "<iframe srcdoc='<script>parent.canary=1</script>'></iframe>",
    "<a href='javascript:window.canary=1'>click</a>",
    "</script><script>window.canary=1</script>",
    "</textarea></title></style></noscript><b id=broken-out>x</b>",
    "<!--<script>", "--><b id=broken-out>", "]]><b id=broken-out>",
    "<details open ontoggle=window.canary=1>",
    "<style>*{display:none}</style><link rel=stylesheet href=http://canary.invalid/x.css>",
    "<meta http-equiv=refresh content='0;url=http://canary.invalid/'>",
    "<base href=http://canary.invalid/><form action=http://canary.invalid/><input name=x>",
    "'\"><img src=http://canary.invalid/y onerror=window.canary=1>",
    "{{7*7}} {% raw %} ${window.canary=1} #{7*7} <%= 7*7 %>",
    "$\\href{javascript:window.canary=1}{x}$ \\(\\unicode{x3c}script>\\)",
    "%{customdata} %{x} %{y|%d} <extra></extra>",
    "<b>bold</b><i>it</i><span style='color:red'>red</span><br><sup>9</sup>",
    "&lt;script&gt;window.canary=1&lt;/script&gt; &#60;b id=broken-out&#62;",
    "line\u2028separator\u2029paragraph\u0085next\x0bvertical",
    "\u202egnp.exe\u202c \u2066isolated\u2069 \u200eleft\u200f",
    "=HYPERLINK(\"http://canary.invalid\")", "+1+cmd|' /C calc'!A0", "@SUM(1)", "-2+3",
    "http://canary.invalid/ javascript:window.canary=1 data:text/html,<script>window.canary=1</script>",
    "\U0001f469\u200d\U0001f680 \U0001f1f5\U0001f1f1 e\u0301 \ufffd", "مرحبا بالعالم <b>עברית</b>",
    "constructor __proto__ toString hasOwnProperty",
)  # fmt: skip


def hostile() -> Analysis:
    """Put every vector in every place that outside words can reach."""
    n = len(VECTORS)
    one = discussion(n, seed=4)
    held = list(VECTORS)
    ids = [f"c{at}\"'><script>{at}" for at in range(n)]
    named = dict(zip(one.comments["comment_id"], ids, strict=True))
    evidence = [[{"kind": vector, "ref": vector, "weight": 0.5}] for vector in held]
    comments = one.comments.with_columns(
        pl.Series("text", held),
        pl.Series("author", held[::-1]),
        pl.Series("author_id", held[::-1]),
        pl.Series("author_alias", held),
        pl.Series("permalink", held),
        pl.Series("stated_parent", held),
        pl.Series("created_text", held),
        pl.Series("extra", held),
        pl.col("comment_id").replace_strict(named),
        pl.col("parent_id").replace_strict(named, default=None),
        pl.Series("link_evidence", evidence, dtype=one.comments.schema["link_evidence"]),
    )  # fmt: skip
    everything = " ".join(VECTORS)
    article = replace(
        one.article, title=everything, site=VECTORS[0], byline=VECTORS[1], url=VECTORS[4], kicker=VECTORS[5],
        paragraphs=VECTORS,
    )  # fmt: skip
    notes = tuple(Note("x", vector, ids[0]) for vector in VECTORS)
    source = replace(one.source, name=everything, reader=VECTORS[2], encoding=VECTORS[3])
    bad = replace(one, comments=comments, article=article, notes=notes, source=source)
    plain_themes = themes(bad, seed=4)
    count = plain_themes.themes.height
    named_badly = plain_themes.themes.with_columns(
        pl.Series("theme", held[:count]), pl.Series("terms", [held[:6]] * count, dtype=pl.List(pl.String))
    )
    return Analysis(bad, None, replace(plain_themes, themes=named_badly, manifest={VECTORS[0]: VECTORS[1]}), None)


def test_nothing_runs_and_nothing_is_rendered(visit):
    report = build(hostile())
    with visit(report) as (page, watch):
        page.wait_for_timeout(300)
        for holder in page.query_selector_all(".plot"):
            holder.scroll_into_view_if_needed()
            page.wait_for_timeout(120)
        for box in page.query_selector_all("details"):
            box.evaluate("box => box.open = true")
        for button in page.query_selector_all(".why"):
            button.evaluate("button => button.click()")
        page.wait_for_timeout(200)
        assert page.evaluate("window.canary") is None
        assert page.query_selector("#broken-out") is None
        foreign = (
            "iframe, object, embed, form, link, base, img:not([src^='data:']), meta[http-equiv=refresh], "
            "a[href^='javascript' i]"
        )
        assert page.query_selector_all(foreign) == []
        assert page.evaluate("document.querySelectorAll('.plot a, .plot svg a').length") == 0
        styled = (
            "[...document.querySelectorAll('.plot tspan, .plot text')]"
            ".some(t => /font-weight: ?bold|color: ?red/.test(t.getAttribute('style') || ''))"
        )
        assert page.evaluate(styled) is False
        watch.assert_clean()


def test_words_arrive_as_they_were_written(visit):
    with visit(build(hostile())) as (page, _):
        shown = page.evaluate(
            """async () => {
              const seen = new Map();
              const tree = document.getElementById('tree');
              for (let y = 0; y <= tree.scrollHeight; y += 300) {
                tree.scrollTop = y;
                await new Promise(requestAnimationFrame);
                for (const c of tree.querySelectorAll('.c')) {
                  seen.set(+c.dataset.row, c.querySelector('.words').textContent);
                }
              }
              return [...seen.entries()].sort((a, b) => a[0] - b[0]).map(e => e[1]);
            }"""
        )
        assert shown == list(VECTORS)


def test_without_scripts_the_words_are_still_only_words(visit):
    with visit(build(hostile()), scripts=False) as (page, watch):
        words = [node.text_content() for node in page.query_selector_all("#debate .words")]
        assert sorted(words) == sorted(VECTORS)
        watch.assert_clean()


@pytest.mark.parametrize("vector", VECTORS)
def test_labels_hold_no_markup(vector):
    safe = label(vector, 10_000)
    assert not set("<>{}$") & set(safe)
    assert "\n" not in safe
    assert not any(0x202A <= ord(one) <= 0x202E or 0x2066 <= ord(one) <= 0x2069 for one in safe)


def test_a_plain_name_stays_as_it_is():
    assert (
        plain("Zoë  O’Neill-Ångström \U0001f469\u200d\U0001f680") == "Zoë O’Neill-Ångström \U0001f469\u200d\U0001f680"
    )
    assert label("Ada") == "Ada"


def test_the_list_of_discussions_and_the_key_of_a_taken_figure_hold_words_only(visit):
    bad = hostile()
    untitled = replace(bad.discussion, article=replace(bad.discussion.article, title=""))
    with visit(build([bad, replace(bad, discussion=untitled)])) as (page, watch):
        assert page.locator(".contents li").count() == 2
        assert page.locator(".contents *:not(li, a, bdi, span)").count() == 0
        page.wait_for_selector("#d1-thread-map .main-svg")
        with page.expect_download() as got:
            page.click("#d1-thread-map button[data-take=svg]")
        drawn = got.value.path().read_text("utf-8")
        assert not re.search(r"<(script|image|img|a|b|iframe)[\s>]", drawn.split("</defs>")[-1])
        assert page.evaluate("window.canary") is None
        assert page.query_selector("#broken-out") is None
        watch.assert_clean()
