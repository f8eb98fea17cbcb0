"""Comment systems that sites embed, as saved pages show them: Isso, Commento, remark42, giscus, Coral, Facebook's plug-in and others."""

from __future__ import annotations

from typing import Final

from .htmlkit.fields import Pick
from .htmlkit.links import Levels, Nested, Stated
from .htmlkit.patterns import CLAIM, DIGIT, STAMP
from .htmlkit.platform import NOISE, HtmlPlatform, Mark

ISSO: Final = HtmlPlatform(
    name="isso-html",
    title="Isso (page)",
    doc="Isso's list in a page: ids, nesting, names, times, votes; removed comments keep their place.",
    depth_cap=1,
    marks=(Mark(".isso-comment .isso-text, .isso-comment .text-wrapper", 0.93, ("isso-",)),),
    comment='.isso-comment[id^="isso-"]',
    ids=(Pick("", "id", r"^isso-(\d+)$"),),
    fields={
        "author": (Pick(".isso-author, .isso-comment-header .author, .comment-header .author"),),
        "created_exact": (Pick("time[datetime]", "datetime"),),
        "created": (Pick("time", None, DIGIT),),
        "score": (Pick(".isso-votes, .votes", None, r"(-?\d+)"),),
        "permalink": (Pick("a.isso-permalink, a.permalink", "href"),),
    },
    body=(".isso-text", ".text-wrapper > .text"),
    heads=".isso-comment-header, .isso-comment-footer, .isso-postbox, .isso-avatar",
    links=(Nested(),),
    claimed=(Pick(".isso-thread-heading", None, CLAIM),),
    placeholder=r"^Comment deleted\.$",
    more=".isso-comment-loader",
)
COMMENTO: Final = HtmlPlatform(
    name="commento-html",
    title="Commento (page)",
    doc="Commento's cards in a page: ids, nesting, names, times, scores; removed comments keep their place.",
    marks=(Mark('[id^="commento-comment-card-"]', 0.93, ("commento-",)),),
    comment='[id^="commento-comment-card-"]',
    ids=(Pick("", "id", r"^commento-comment-card-(\w+)$"),),
    fields={
        "author": (Pick('[id^="commento-comment-name-"]'),),
        "created_exact": (Pick('[id^="commento-comment-timeago-"][title]', "title", r"^(.*?\d\d:\d\d:\d\d(?: GMT[+-]\d{4})?)"),),
        "created": (Pick('[id^="commento-comment-timeago-"]', None, DIGIT),),
        "score": (Pick('[id^="commento-comment-score-"]', None, r"(-?\d+)"),),
    },
    body=('[id^="commento-comment-text-"]',),
    heads=".commento-header, .commento-options",
    links=(Nested(),),
    placeholder=r"^\[deleted\]$",
)  # fmt: skip
REMARK42: Final = HtmlPlatform(
    name="remark42-html",
    title="remark42 (page)",
    doc="remark42's threads in a page: ids, stated parents, names, times, votes; removed comments keep their place.",
    marks=(Mark('[id^="remark42__comment-"]', 0.94, ("remark42__",)),),
    comment='[id^="remark42__comment-"]',
    ids=(Pick("", "id", r"^remark42__comment-(.+)$"),),
    fields={
        "author": (Pick(".comment__username"),),
        "created": (Pick(".comment__time", None, DIGIT),),
        "score": (Pick(".votes__score, .score", None, r"([-+]?\d+)"),),
        "permalink": (Pick("a.comment__time", "href"),),
    },
    body=(".comment__text",),
    heads=".comment__info, .comment__actions",
    links=(
        Stated((Pick("a.comment__link-to-parent", "href", r"#remark42__comment-(.+)$"),)),
        Levels(Pick("", "class", r"\bcomment_level_(\d+)"), step=1),
    ),
    flags={"deleted": ".comment_deleted, .comment__text_deleted"},
    placeholder=r"^This comment was deleted$",
)
GISCUS: Final = HtmlPlatform(
    name="giscus",
    title="giscus",
    doc="giscus, comments kept in GitHub Discussions: ids, one level of replies, names, times, reactions.",
    depth_cap=1,
    marks=(Mark(".gsc-comment .gsc-comment-content", 0.94, ("gsc-comment",)),),
    comment=".gsc-comment:not(.gsc-comment-box), .gsc-reply",
    ids=(Pick('a[href*="#discussioncomment-"]', "href", r"#discussioncomment-(\d+)$"),),
    required=".gsc-comment-content, .gsc-reply-content",
    fields={
        "author": (
            Pick(".gsc-comment-author-avatar span, .gsc-reply-author a > span"),
            Pick(".gsc-comment-author a, .gsc-reply-author a"),
        ),
        "created_exact": (Pick("time[datetime]", "datetime"),),
        "created": (Pick("time", None, DIGIT),),
        "score": (Pick(".gsc-upvote-button", None, r"(\d+)"),),
        "permalink": (Pick('a[href*="#discussioncomment-"]', "href"),),
    },
    body=(".gsc-comment-content", ".gsc-reply-content"),
    heads=".gsc-comment-header, .gsc-reply-header, .gsc-comment-footer, .gsc-reply-footer, .gsc-replies",
    links=(Nested(),),
    claimed=(Pick(".gsc-comments-count", None, CLAIM),),
    more=".gsc-pagination-button, .gsc-replies-count button",
)
CORAL: Final = HtmlPlatform(
    name="coral-html",
    title="Coral (page)",
    doc="Coral's stream in a page: ids, depth by indentation, names, times, reactions; 'show more' stubs are counted.",
    marks=(Mark(".coral-comment .coral-comment-content", 0.93, ("coral-comment",)),),
    comment='[id^="comment-"]:has(> .coral-comment), [data-testid^="comment-"]:has(> .coral-comment), [id^="comment-"]:has(> div > .coral-comment)',
    ids=(Pick("", "id", r"^comment-([\w-]+)$"), Pick("", "data-testid", r"^comment-([\w-]+)$")),
    bare=False,
    fields={
        "author": (Pick(".coral-comment-username .Username, .coral-comment-username, .coral-username"),),
        "created_exact": (Pick("time[datetime]", "datetime"),),
        "created": (Pick(".coral-comment-timestamp, time", None, DIGIT),),
        "score": (Pick(".coral-reactButton", None, r"(\d+)"),),
    },
    body=(".coral-comment-content",),
    heads=".coral-comment-topBar, .coral-comment-actionBar, .coral-comment-inReplyTo",
    links=(
        Levels(Pick(".coral-indent, [class*='coral-indent-']", "class", r"\bcoral-indent-(\d+)"), step=1),
        Levels(Pick("", "class", r"\bcoral-indent-(\d+)"), step=1),
        Nested(),
    ),
    claimed=(Pick(".coral-counter", None, r"(\d[\d,]*)"),),
    more=".coral-showMoreReplies, .coral-loadMore",
)  # fmt: skip
FACEBOOK: Final = HtmlPlatform(
    name="facebook-plugin-html",
    title="Facebook comments plug-in (page)",
    doc="The comments that Facebook's plug-in shows in its frame: names, times, one level of replies; no ids, hidden replies are "
    "counted as stubs.",
    depth_cap=1,
    marks=(Mark(".UFIImageBlockContent .UFICommentActorName, .UFICommentActorName", 0.9, ("UFICommentActorName",)),),
    comment=".UFIImageBlockContent, .UFIComment",
    ids=(Pick("", "data-commentid", r"^(\w+)$"),),
    required=".UFICommentActorName",
    fields={
        "author": (Pick(".UFICommentActorName"),),
        "created_exact": (Pick("abbr[data-utime]", "data-utime", r"^(\d+)$"),),
        "created": (Pick("abbr[title]", "title", STAMP), Pick("abbr", None, DIGIT)),
        "score": (Pick(".UFICommentLikeButton + span, i + span", None, r"^\s*(\d+)\s*$"),),
    },
    body=("._5mdd", ".UFICommentBody", "._30o4"),
    heads=".UFICommentActorName, .UFICommentActions, abbr",
    links=(Nested(),),
    claimed=(Pick("._50f7, ._4uyl", None, CLAIM),),
    more=".UFIPagerLink, .UFIReplySocialSentenceLinkText",
)
KOMENTO: Final = HtmlPlatform(
    name="komento",
    title="Komento (Joomla)",
    doc="Komento lists in Joomla pages: ids, stated parents, depth, names, times.",
    marks=(Mark('li.kmt-item[id^="kmt-"]', 0.93, ("kmt-",)),),
    comment='li.kmt-item[id^="kmt-"]',
    ids=(Pick("", "id", r"^kmt-(\d+)$"),),
    bare=False,
    fields={
        "author": (Pick(".kmt-author"),),
        "created_exact": (Pick("time[datetime]", "datetime"),),
        "created": (Pick(".kmt-time, time", None, DIGIT),),
        "permalink": (Pick("a.kmt-timepermalink", "href"),),
    },
    body=(".kmt-text", ".kmt-body"),
    heads=".kmt-head, .kmt-control, .kmt-avatar-area",
    links=(
        Stated((Pick("", "parentid", r"^(?:kmt-)?(\d+)$"), Pick("", "data-parentid", r"^(?:kmt-)?(\d+)$"))),
        Levels(Pick("", "depth", r"^(\d+)$"), step=1),
        Nested(),
    ),
    claimed=(Pick(".commentCounter", None, r"(\d+)"),),
    noise=NOISE,
)
PLATFORMS: Final = (ISSO, COMMENTO, REMARK42, GISCUS, CORAL, FACEBOOK, KOMENTO)
