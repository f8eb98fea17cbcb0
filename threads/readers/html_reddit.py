"""Reddit in its three coats: old, the redesign of 2018 to 2023, and the web components since."""

from __future__ import annotations

from typing import Final

from .htmlkit.fields import Pick
from .htmlkit.links import Levels, Nested, Stated
from .htmlkit.patterns import CLAIM, DIGIT
from .htmlkit.platform import HtmlPlatform, Mark

_GONE: Final = r"^\[(?:deleted|removed|unavailable)\]$|^Comment (?:deleted|removed) by (?:user|moderator)\b.{0,30}$"
OLD_REDDIT: Final = HtmlPlatform(
    name="reddit-old",
    title="Reddit (old design)",
    doc="Reddit's old design: ids, nesting, names, times, scores, removed comments; 'load more' stubs are counted.",
    depth_cap=9,
    marks=(Mark('.thing.comment[data-fullname^="t1_"], .thing.comment[class*="id-t1_"]', 0.95, ("t1_",)),),
    comment=".thing.comment",
    ids=(
        Pick("", "data-fullname", r"^t1_(\w+)$"),
        Pick("", "class", r"\bid-t1_(\w+)"),
        Pick("", "id", r"^thing_t1_(\w+)$"),
    ),
    bare=False,
    fields={
        "author": (Pick(".tagline .author, .author"), Pick("", "data-author")),
        "author_id": (Pick("", "data-author-fullname", r"^(t2_\w+)$"),),
        "created_exact": (Pick(".tagline time, time.live-timestamp", "datetime"), Pick(".tagline time", "title")),
        "created": (Pick(".tagline time", None, DIGIT), Pick(".tagline", None, r"(\d+ \w+ ago)")),
        "score": (
            Pick(".score.unvoted", "title", r"^(-?\d+)$"),
            Pick(".score.unvoted, .score", None, r"(-?\d[\d.,]*k?) points?"),
        ),
        "permalink": (Pick("a.bylink", "href"), Pick("", "data-permalink")),
    },
    body=(".usertext-body .md", ".usertext-body", ".md"),
    heads=".tagline, .flat-list, .midcol, .child",
    links=(Nested(),),
    flags={
        "deleted": ".thing.comment.deleted",
        "collapsed": ".thing.comment.collapsed",
        "by_author": ".author.submitter",
    },
    placeholder=_GONE,
    claimed=(Pick(".link a.comments, .panestack-title .title, a.bylink.comments", None, CLAIM),),
    more=".thing.morechildren, .thing.morerecursion, .deepthread",
    sort_order="best-first",
)
REDDIT_REDESIGN: Final = HtmlPlatform(
    name="reddit-redesign",
    title="Reddit (redesign, 2018 to 2023)",
    doc="The redesigned Reddit page: ids, stated levels, names, relative times, scores. Only what was rendered is there; "
    "stubs for the rest are counted.",
    marks=(Mark('div[id^="t1_"][style*="padding-left"], div.Comment[class*="t1_"]', 0.93, ("t1_",)),),
    comment='div[id^="t1_"]',
    framed='div[id^="t1_"]',
    ids=(Pick("", "id", r"^t1_([a-z0-9]+)$"),),
    bare=False,
    fields={
        "author": (
            Pick('[data-testid="comment_author_link"]'),
            Pick('[data-testid="comment_author_icon"]', "href", r"/user/([^/?]+)"),
            Pick('a[href^="/user/"]:not(:has(img)), a[href*="reddit.com/user/"]:not(:has(img))'),
        ),
        "created": (
            Pick('[data-testid="comment_timestamp"]', None, DIGIT),
            Pick('a[id^="CommentTopMeta--Created--"]', None, DIGIT),
            Pick('a[href*="/comments/"]', None, r"(\d+ \w+ ago|just now)"),
        ),
        "score": (
            Pick('[id^="vote-arrows-t1_"], button[data-click-id="upvote"] + div', None, r"^\s*(-?[\d.,]+k?)\s*$"),
            Pick("span", None, r"^\s*(-?[\d.,]+k?) points?"),
        ),
        "permalink": (Pick('[data-testid="comment_timestamp"], a[id^="CommentTopMeta--Created--"]', "href"),),
    },
    body=('[data-testid="comment"]', ".RichTextJSON-root", '[id$="-comment-rtjson-content"]', ".md"),
    links=(
        Levels(Pick("span", None, r"^\s*level (\d+)\s*$"), step=1),
        Levels(Pick("", "style", r"padding-left:\s*(\d+)")),
    ),
    placeholder=_GONE,
    claimed=(
        Pick(
            '[data-click-id="comments"], [data-test-id="comments-page-link-num-comments"]',
            None,
            r"([\d.,]+k?)\s*comments?",
        ),
    ),
    more='[id^="moreComments-"]',
    sort_order="best-first",
)
SHREDDIT: Final = HtmlPlatform(
    name="reddit",
    title="Reddit (since 2023)",
    doc="Reddit's web components: ids, stated parents, names, scores, times, removed comments; 'more' partials are counted.",
    marks=(Mark("shreddit-comment[thingid], shreddit-comment", 0.96, ("<shreddit-comment",)),),
    comment="shreddit-comment",
    ids=(Pick("", "thingid", r"^t1_(\w+)$"),),
    fields={
        "author": (Pick("", "author", r"^(?!\[deleted\]$)(.+)$"),),
        "created_exact": (Pick("faceplate-timeago[ts]", "ts"), Pick("time[datetime]", "datetime"), Pick("", "created")),
        "created": (Pick("faceplate-timeago, time", None, DIGIT),),
        "score": (Pick("", "score", r"^(-?\d+)$"),),
        "permalink": (Pick("", "permalink"),),
    },
    body=('[slot="comment"]', ".md"),
    heads='[slot="commentMeta"], [slot="commentAvatar"], [slot="actionRow"], shreddit-comment-action-row',
    links=(
        Stated((Pick("", "parentid", r"^t1_(\w+)$"),)),
        Nested(),
        Levels(Pick("", "depth", r"^(\d+)$"), step=1),
    ),
    flags={"deleted": "shreddit-comment[is-comment-deleted], shreddit-comment[is-author-deleted][is-content-deleted]",
           "collapsed": "shreddit-comment[collapsed]"},
    placeholder=_GONE,
    claimed=(Pick("shreddit-post[comment-count]", "comment-count", r"(\d+)"), Pick("shreddit-comment-tree[totalcomments]", "totalcomments", r"(\d+)")),
    more='faceplate-partial[src*="more-comments"], a[slot="more-comments-permalink"]',
    sort_order="best-first",
)  # fmt: skip
PLATFORMS: Final = (SHREDDIT, OLD_REDDIT, REDDIT_REDESIGN)
