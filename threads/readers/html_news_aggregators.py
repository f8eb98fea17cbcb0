"""Link aggregators: Hacker News (two generations of markup), Lobsters, Slashdot."""

from __future__ import annotations

from typing import Final

from .htmlkit.fields import Pick
from .htmlkit.links import Levels, Nested
from .htmlkit.patterns import CLAIM, DIGIT
from .htmlkit.platform import NOISE, HtmlPlatform, Mark

HACKER_NEWS: Final = HtmlPlatform(
    name="hacker-news",
    title="Hacker News",
    doc="Hacker News item pages: ids, depth, names, times; points are not shown. Flagged and dead comments keep their place.",
    marks=(Mark("tr.athing.comtr, tr.comtr", 0.95, ("comtr",)),),
    comment="tr.comtr",
    ids=(Pick("", "id", r"^(\d+)$"),),
    fields={
        "author": (Pick(".hnuser"), Pick('.comhead a[href*="user?id="]')),
        "created_exact": (Pick(".age[title]", "title"),),
        "created": (Pick(".age", None, DIGIT),),
        "permalink": (Pick(".age a", "href"),),
    },
    body=(".commtext", ".comment"),
    noise=NOISE + ", .reply, .navs, .votelinks",
    links=(
        Levels(Pick(".ind[indent]", "indent", r"(\d+)"), step=1),
        Levels(Pick(".ind img[width]", "width", r"(\d+)"), step=40),
    ),
    flags={
        "collapsed": ".coll",
        "hidden": ".noshow",
        "downvoted": ".cdd, .c5a, .c73, .c82, .c88, .c9c, .cae, .cbe, .cce",
    },
    placeholder=r"^\[(?:flagged|deleted|dead|dupe)\]$",
    claimed=(Pick('.subtext a[href^="item?id="], .subline a[href^="item?id="]', None, CLAIM),),
    more="a.morelink",
    sort_order="best-first",
)
HACKER_NEWS_2013: Final = HtmlPlatform(
    name="hacker-news-2013",
    title="Hacker News (before 2015)",
    doc="The older Hacker News markup: ids, depth by spacer width, names, ages such as '241 days ago'.",
    marks=(Mark('td.default .comhead a[href*="user?id="]', 0.9, ("comhead", "s.gif")),),
    comment="tr:has(> td.default)",
    ids=(
        Pick('a[id^="up_"]', "id", r"^up_(\d+)$"),
        Pick('.comhead a[href*="item?id="]', "href", r"item\?id=(\d+)"),
        Pick('span[id^="score_"]', "id", r"(\d+)"),
    ),
    fields={
        "author": (Pick('.comhead a[href*="user?id="]'),),
        "created": (Pick(".comhead", None, r"(\d+ \w+ ago)"),),
        "score": (Pick('.comhead span[id^="score_"]', None, r"(-?\d+)"),),
        "permalink": (Pick('.comhead a[href*="item?id="]', "href"),),
    },
    body=("span.comment, .comment",),
    heads=".comhead",
    noise=NOISE + ', a[href^="reply?"], .votelinks',
    links=(Levels(Pick('img[src*="s.gif"][width]', "width", r"(\d+)"), step=40),),
    placeholder=r"^\[(?:flagged|deleted|dead)\]$",
    claimed=(Pick('.subtext a[href*="item?id="]', None, CLAIM),),
    sort_order="best-first",
)
LOBSTERS: Final = HtmlPlatform(
    name="lobsters",
    title="Lobsters",
    doc="Lobsters stories: ids, nesting, names, times, scores, flags.",
    marks=(
        Mark(".comments_subtree .comment[data-shortid], li.comments_subtree > .comment", 0.95, ("comments_subtree",)),
    ),
    comment="li.comments_subtree",
    required=".comment[data-shortid], .comment[id^=c_]",
    framed="div.comment[data-shortid]",
    ids=(
        Pick("", "data-shortid", r"^(\w+)$"),
        Pick("", "id", r"^c_(\w+)$"),
        Pick(".comment[id^=c_]", "id", r"^c_(\w+)$"),
    ),
    fields={
        "author": (
            Pick(".byline a.u-author"),
            # A browser that saves a page writes its addresses out.
            Pick('.byline a[href*="/u/"]:not(:has(img)), .byline a[href*="/~"]:not(:has(img))'),
        ),
        "created_exact": (
            Pick(".byline [title], .byline time", "title", r"(.*\d{4}-\d\d-\d\d.*)"),
            Pick("time", "datetime"),
        ),
        "created": (Pick(".byline time, .byline span[title]", None, DIGIT),),
        "score": (Pick(".score, .voters .upvoter", None, r"(-?\d+)"),),
        "permalink": (Pick('.byline a[href*="#c_"]', "href"),),
    },
    body=(".comment_text",),
    heads=".byline, .details > .byline, .voters, .comment_folder_button",
    links=(Nested(),),
    flags={"deleted": ".comment.gone, .comment_text .gone_text", "collapsed": ".comment.bad"},
    claimed=(Pick(".comments_label a", None, CLAIM),),
    sort_order="best-first",
)
SLASHDOT: Final = HtmlPlatform(
    name="slashdot",
    title="Slashdot",
    doc="Slashdot discussions: ids, nesting, names with user numbers, times, scores, subjects; hidden comments keep their place.",
    marks=(
        Mark('li.comment[id^="tree_"], [id^="comment_body_"]', 0.95, ("comment_body_",)),
        Mark("#commentlisting li.comment", 0.9),
    ),
    comment='li.comment[id^="tree_"]',
    framed='div[id^="comment_"]',
    ids=(Pick("", "id", r"^(?:tree|comment)_(\d+)$"), Pick('[id^="comment_body_"]', "id", r"(\d+)$")),
    fields={
        "author": (
            Pick(".by a, .by .user", None, r"^\s*(.*?)\s*(?:\(\s*\d+\s*\))?\s*$"),
            Pick(".by", None, r"by\s+(.*?)\s*(?:\(|$)"),
            Pick(".details", None, r"(?s)^\s*by\s+(.*?)\s*(?:\(\s*\d+\s*\)|\bon\s+\w+day\b|$)"),
        ),
        "author_id": (Pick(".by, .details > a", None, r"\(\s*(\d+)\s*\)"), Pick(".uid", None, r"(\d+)")),
        "created_exact": (Pick("time[datetime]", "datetime"),),
        "created": (Pick(".otherdetails, time", None, r"(?s)on\s+(.*?\d:\d\d\s*[AP]M)"), Pick("time", None, DIGIT)),
        "score": (Pick(".score", None, r"(-?\d+)"),),
        "subject": (Pick("h4 a, .title a, h4"),),
        "permalink": (Pick('.otherdetails a[href*="comments.pl"], h4 a[href*="comments.pl"]', "href"),),
    },
    extra=("subject",),
    body=('[id^="comment_body_"]', ".commentBody"),
    heads=".commentTop, .commentSub, .title, .details, .sig",
    links=(Nested(),),
    flags={"collapsed": ".oneline, .hidden"},
    claimed=(Pick(".commentcnt, #commentCount, .totalcommentcnt, .comment-bubble", None, r"(\d[\d,]*)"),),
    more=".commentTree .hiddens, .show-more-comments",
)
PLATFORMS: Final = (HACKER_NEWS, HACKER_NEWS_2013, LOBSTERS, SLASHDOT)
