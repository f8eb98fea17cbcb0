"""Disqus as pages show it: the fallback list of 2009 to 2012, the rendered list of those years, the embed since."""

from __future__ import annotations

from typing import Final

from .htmlkit.fields import Pick
from .htmlkit.links import Levels, Nested, Stated
from .htmlkit.patterns import CLAIM, DIGIT
from .htmlkit.platform import NOISE, HtmlPlatform, Mark

DISQUS_FALLBACK: Final = HtmlPlatform(
    name="disqus-page",
    title="Disqus within a page (2009 to 2012)",
    doc="Disqus comments written into the page: ids and names; depth where the rendered list has it. The fallback for "
    "search engines keeps neither dates nor votes nor who answers whom.",
    marks=(Mark('li[id^="dsq-comment-"], div[id^="dsq-comment-"].dsq-comment', 0.92, ("dsq-comment-",)),),
    comment='li[id^="dsq-comment-"], div[id^="dsq-comment-"].dsq-comment',
    ids=(Pick("", "id", r"^dsq-comment-(\d+)$"),),
    bare=False,
    flat=True,
    fields={
        "author": (
            Pick('[id^="dsq-author-user-"]'),
            Pick("cite a.dsq-commenter-name, .dsq-commenter-name"),
            Pick("cite"),
        ),
        "created_exact": (Pick(".dsq-comment-header-time [title], .dsq-header-time [title]", "title"),),
        "created": (Pick(".dsq-comment-header-time, .dsq-header-time, .dsq-comment-date", None, DIGIT),),
        "score": (
            Pick(
                ".dsq-vote-count, .dsq-comment-rating, .dsq-like-count, .dsq-comment-header-likes", None, r"([-+]?\d+)"
            ),
        ),
    },
    body=('[id^="dsq-comment-message-"]', ".dsq-comment-message", ".dsq-comment-text", '[id^="dsq-comment-body-"]'),
    heads='.dsq-comment-header, .dsq-comment-footer, [id^="dsq-comment-header-"], .dsq-header-meta, .dsq-reply, .dsq-comment-buttons',
    links=(
        Stated(
            (Pick('a.dsq-parent-link, .dsq-reply-to a, a[title^="in reply to"]', "href", r"#(?:dsq-)?comment-(\d+)"),)
        ),
        Nested(),
        Levels(Pick("", "class", r"\bdsq-depth-(\d+)"), step=1),
    ),
    flags={"deleted": ".dsq-comment-is-removed, .dsq-moderated", "by_author": ".dsq-moderator, .dsq-comment-is-author"},
    claimed=(
        Pick("#dsq-num-posts, .dsq-num-posts, #dsq-comments-title h3, #dsq-comments-count", None, r"(\d[\d.,]*)"),
    ),
    more="#dsq-pagination a, .dsq-paginate-append-button",
)
DISQUS: Final = HtmlPlatform(
    name="disqus",
    title="Disqus (embed)",
    doc="The rendered Disqus list since 2012: ids, nesting and stated parents, names, times, votes, removed comments.",
    marks=(
        Mark('li.post[id^="post-"] .post-message, li.post .post-content[data-role]', 0.93, ("post-message",)),
        Mark('#post-list li.post, #posts li.post[id^="post-"]', 0.9),
    ),
    comment='li.post[id^="post-"]',
    ids=(Pick("", "id", r"^post-(\d+)$"),),
    fields={
        "author": (
            Pick(".author, .post-byline .publisher-anchor-color, [data-role=username], .post-author"),
            Pick(".post-byline > span"),
        ),
        "author_id": (Pick("[data-username]", "data-username"), Pick(".author a[href]", "href", r"/by/([^/]+)/?")),
        "created_exact": (Pick("a.time-ago, [data-role=relative-time]", "title"), Pick("time[datetime]", "datetime")),
        "created": (
            Pick("a.time-ago, [data-role=relative-time], time", None, DIGIT),
            Pick("a.time-ago, [data-role=relative-time]"),
        ),
        "score": (Pick("[data-role=likes], .vote-up .updatable, .vote-up .count", None, r"(\d+)"),),
        "dislikes": (Pick("[data-role=dislikes], .vote-down .count", None, r"(\d+)"),),
        "permalink": (Pick("a.time-ago, [data-role=relative-time]", "href", r"^(http.*)$"),),
    },
    extra=("dislikes",),
    body=(".post-message [dir=auto], .post-message > div > div", ".post-message", ".post-body-inner"),
    heads="header, footer, .post-byline, .post-meta, .comment__footer, .post-menu, .media-container, .children",
    noise=NOISE + ", .see-more, .media-button",
    links=(
        Stated((Pick("a.parent-link, [data-role=parent-link]", "href", r"#comment-(\d+)"),)),
        Nested(),
    ),
    flags={
        "deleted": "[data-role=post-content].minimized-deleted, .post-content.deleted, .post--deleted, .post-message.deleted",
        "by_author": ".badge.moderator, .moderator",
    },
    claimed=(Pick(".comment-count, [data-role=post-count]", None, CLAIM), Pick(".comment-count", None, r"(\d[\d.,]*)")),
    placeholder=r"^(?:This comment was (?:deleted|removed)|Comment (?:deleted|removed))\b.{0,30}$",
    more=".load-more:not(.hidden) a, .load-more-refresh, .show-children:not(.hidden)",
)
PLATFORMS: Final = (DISQUS, DISQUS_FALLBACK)
