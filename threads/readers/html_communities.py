"""Communities with pages of their own make: YouTube, Habr, Menéame, Pikabu, Tildes, Kbin, MetaFilter, Archive of Our Own."""

from __future__ import annotations

from typing import Final

from .htmlkit.fields import Pick
from .htmlkit.links import Beside, Levels, Nested, Stated, Wrapped
from .htmlkit.patterns import CLAIM, DIGIT, STAMP
from .htmlkit.platform import NOISE, HtmlPlatform, Mark

YOUTUBE: Final = HtmlPlatform(
    name="youtube-html",
    title="YouTube (page)",
    doc="The comments below a video as they were loaded: ids, one level of replies, names, relative times, likes; a reply shown "
    "below a comment may answer another reply.",
    depth_cap=1,
    marks=(Mark("ytd-comment-thread-renderer #content-text", 0.96, ("ytd-comment",)),),
    comment="ytd-comment-view-model, ytd-comment-renderer",
    ids=(Pick('a[href*="lc="]', "href", r"[?&]lc=([\w.-]+)"),),
    required="#content-text",
    fields={
        "author": (Pick("#author-text span, #author-text"), Pick("ytd-channel-name #text")),
        "author_id": (Pick("a#author-text", "href", r"/(@[^/?]+|channel/[\w-]+)"),),
        "created": (Pick("#published-time-text, .published-time-text", None, DIGIT),),
        "score": (Pick("#vote-count-middle", None, r"^\s*([\d.,]+\s*[KMkm]?)"),),
        "permalink": (Pick('a[href*="lc="]', "href"),),
    },
    body=("#content-text",),
    heads="#header, #action-buttons, #toolbar",
    links=(Wrapped("ytd-comment-replies-renderer"),),
    flags={"pinned": "#pinned-comment-badge ytd-pinned-comment-badge-renderer"},
    claimed=(Pick("ytd-comments-header-renderer #count", None, r"(\d[\d.,]*)"),),
    more="ytd-comment-replies-renderer #more-replies, ytd-continuation-item-renderer #more-replies-icon",
    sort_order="best-first",
)
HABR: Final = HtmlPlatform(
    name="habr-html",
    title="Habr (page)",
    doc="Habr's comments in three generations of markup: ids, stated parents or nesting, names, times, scores.",
    marks=(
        Mark('[id^="comment_"] .parent_id[data-parent_id]', 0.95, ("data-parent_id",)),
        Mark(".tm-comment-thread__comment", 0.95, ("tm-comment-thread",)),
    ),
    comment='.comment_item[id^="comment_"], .js-comment[id^="comment_"], .comment[id^="comment_"], .tm-comment-thread__comment',
    ids=(
        Pick("", "id", r"^comment_(\d+)$"),
        Pick("", "data-comment-id", r"^(\d+)$"),
        Pick('[name^="comment_"], [id^="comment_"]', "name", r"^comment_(\d+)$"),
    ),
    fields={
        "author": (
            Pick(".comment-item__username, .user-info__nickname_comment, .user-info__nickname, .username"),
            Pick("a.tm-user-info__username"),
        ),
        "created_exact": (Pick("time[datetime]", "datetime"),),
        "created": (Pick("time, .comment-item__time_published, .comment__date-time", None, DIGIT),),
        "score": (Pick(".score, .voting-wjt__counter, .tm-votes-meter__value", None, r"([-+−–]?\d+)"),),
    },
    body=(".message, .comment__message", ".tm-comment__body-content"),
    heads=".info, .comment__head, .comment__header, .reply_comments > a, .tm-comment__header, .tm-comment-footer",
    links=(
        Stated((Pick(".parent_id[data-parent_id]", "data-parent_id", r"^(\d+)$"),)),
        Nested(),
        Beside(),
    ),
    claimed=(Pick(".comments_list > .title, #comments_count, .tm-comments-wrapper__comments-count", None, r"(\d+)"),),
)  # fmt: skip
MENEAME: Final = HtmlPlatform(
    name="meneame",
    title="Menéame",
    doc="Menéame's comments: ids, nesting where the page shows threads, names, times, votes.",
    marks=(Mark('.comment[id^="c-"][data-id^="comment-"]', 0.94, ("comment-",)),),
    comment='.comment[id^="c-"]',
    ids=(Pick("", "data-id", r"^comment-(\d+)$"), Pick("", "id", r"^c-(\d+)$")),
    fields={
        "author": (Pick("a.username, .username"),),
        "created_exact": (Pick("[data-ts]", "data-ts", r"^(\d+)$"),),
        "score": (Pick(".votes-counter, [id^=vc-]", None, r"(-?\d+)"),),
        "permalink": (Pick("a.comment-order", "href"),),
    },
    body=(".comment-text",),
    heads=".comment-header, .comment-footer",
    links=(Nested(), Beside()),
)
PIKABU: Final = HtmlPlatform(
    name="pikabu",
    title="Pikabu",
    doc="Pikabu's comments: ids, stated parents, names, times, votes; answers that are folded away load on a click.",
    marks=(Mark('.comment[id^="comment_"][data-meta*="pid="]', 0.95, ("data-meta",)),),
    comment='.comment[id^="comment_"][data-meta]',
    ids=(Pick("", "data-id", r"^(\d+)$"), Pick("", "id", r"^comment_(\d+)$")),
    fields={
        "author": (Pick(".comment__user .user__nick, .comment__user"), Pick(".comment__user", "data-name")),
        "created_exact": (Pick("time[datetime]", "datetime"), Pick("", "data-meta", r"(?:^|;)d=([^;]+)")),
        "created": (Pick("time.comment__datetime"),),
        "score": (Pick("", "data-meta", r"(?:^|;)r=(-?\d+)"), Pick(".comment__rating-count", None, r"(-?\d+)")),
        "permalink": (Pick('.comment__tool[data-role="link"]', "href"),),
    },
    body=(".comment__content",),
    heads=".comment__header, .comment__tools, .comment__controls, .comment-toggle-children",
    links=(Stated((Pick("", "data-meta", r"(?:^|;)pid=(\d+)"),)), Nested()),
    flags={"deleted": ".comment__body > .comment_deleted, .comment__content_deleted"},
    more=".comment-toggle-children_collapse, .comment__more",
)
TILDES: Final = HtmlPlatform(
    name="tildes",
    title="Tildes",
    doc="Tildes topics: ids, depth, names, times, votes; removed comments keep their place.",
    marks=(Mark("article.comment[data-comment-id36]", 0.95, ("data-comment-id36",)),),
    comment="article.comment[data-comment-id36]",
    ids=(Pick("", "data-comment-id36", r"^(\w+)$"),),
    fields={
        "author": (Pick(".comment-header .link-user, .link-user"),),
        "created_exact": (Pick("time[datetime]", "datetime"),),
        "score": (Pick(".comment-votes", None, r"(\d+)"),),
        "permalink": (Pick("a.comment-nav-link", "href"),),
    },
    body=(".comment-text",),
    heads=".comment-header, .comment-itemtext > footer",
    links=(Levels(Pick("", "data-comment-depth", r"^(\d+)$"), step=1), Beside()),
    flags={"deleted": ".is-comment-deleted, .is-comment-removed"},
    claimed=(Pick(".topic-comments-header h2", None, CLAIM),),
)
KBIN: Final = HtmlPlatform(
    name="kbin",
    title="Kbin and Mbin",
    doc="Kbin's comments on entries and posts: ids, stated parents, levels, names, times, votes.",
    marks=(Mark("blockquote.comment[data-subject-parent-value]", 0.95, ("data-subject-parent-value",)),),
    comment='blockquote.comment[id*="-comment-"]',
    ids=(Pick("", "id", r"-comment-(\d+)$"),),
    fields={
        "author": (Pick("header .user-inline, .user-inline"),),
        "created_exact": (Pick("time[datetime]", "datetime"),),
        "created": (Pick("time", None, DIGIT),),
        "score": (Pick(".vote__up span, .vote button", None, r"(\d+)"),),
    },
    body=(".content",),
    heads="header, footer, aside.vote, figure",
    quotes=".content blockquote",
    links=(
        Stated((Pick("", "data-subject-parent-value", r"^(\d+)$"),)),
        Levels(Pick("", "class", r"comment-level--(\d+)"), step=1),
    ),
)
METAFILTER: Final = HtmlPlatform(
    name="metafilter",
    title="MetaFilter",
    doc="MetaFilter's flat list: ids, names and times after the words, favourites. Who answers whom is not on the page.",
    flat=True,
    marks=(Mark("div.comments > span.smallcopy", 0.9, ("smallcopy",)),),
    comment="div.comments:has(> span.smallcopy)",
    ids=(Pick("", "name", r"^(\d+)$"), Pick('.smallcopy a[href*="#"]', "href", r"#(\d+)$")),
    anchor_before=True,
    bare=False,
    fields={
        "author": (Pick('.smallcopy a[href*="/user/"]'),),
        "created": (Pick('.smallcopy a[href*="#"]', None, STAMP), Pick(".smallcopy", None, r"(?s)\bat (.*?)(?:\[|$)")),
        "score": (Pick('[id^="favcnt"]', None, r"(\d+) favorites?"),),
        "permalink": (Pick('.smallcopy a[href*="#"]', "href"),),
    },
    heads=".smallcopy",
)
ARCHIVE_OF_OUR_OWN: Final = HtmlPlatform(
    name="ao3",
    title="Archive of Our Own",
    doc="Comments on a work: ids, nesting by lists beside the comment, names, times; removed comments keep their place.",
    marks=(Mark('li.comment[id^="comment_"] .byline .datetime', 0.94, ("byline",)),),
    comment='li.comment[id^="comment_"]',
    ids=(Pick("", "id", r"^comment_(\d+)$"),),
    bare=False,
    fields={
        "author": (Pick(".byline > a"), Pick(".byline > span:not(.parent):not(.posted)")),
        "created": (Pick(".datetime", None, r"(?s)^\s*(?:\w{3}\s+)?(.*\d{4}.*)"),),
    },
    body=("blockquote.userstuff",),
    heads=".byline, .icon, .actions, .edited",
    quotes="blockquote.userstuff blockquote",
    noise=NOISE + ", .edited",
    links=(Nested(), Beside()),
    placeholder=r"^\(?Previous comment deleted\.?\)?$",
)
PLATFORMS: Final = (YOUTUBE, HABR, MENEAME, PIKABU, TILDES, KBIN, METAFILTER, ARCHIVE_OF_OUR_OWN)
