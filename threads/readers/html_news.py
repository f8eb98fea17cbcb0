"""News sites with comment systems of their own: ZEIT, Guardian, HuffPost, ZDNet, Yahoo."""

from __future__ import annotations

from typing import Final

from .htmlkit.fields import Pick
from .htmlkit.links import Levels, Nested, Numbered, Stated
from .htmlkit.patterns import CLAIM, DIGIT, STAMP
from .htmlkit.platform import NOISE, HtmlPlatform, Mark

ZEIT: Final = HtmlPlatform(
    name="zeit",
    title="ZEIT ONLINE",
    doc="ZEIT ONLINE comments: ids, numbers such as #1.1 that tell the parent, names, relative German dates, recommendations.",
    depth_cap=1,
    marks=(Mark('.comment[id^="cid-"]', 0.95, ("cid-",), unless=("js-comment",)),),
    comment='.comment[id^="cid-"]',
    ids=(Pick("", "id", r"^cid-(\d+)$"),),
    bare=False,
    fields={
        "author": (Pick(".comment-meta__name, .comment__name, .comment__user a, .comment__author"),),
        "created_exact": (Pick("time[datetime]", "datetime"),),
        "created": (
            Pick(
                ".comment-meta__date, .comment__date, time", None, r"(?s)(?:^\s*#\s*\d+(?:\.\d+)*\s*[—–-]\s*)?(.*\d.*)"
            ),
        ),
        "score": (
            Pick(
                ".js-comment-recommendations, .comment__recommendations, .comment-meta__recommendations", None, r"(\d+)"
            ),
        ),
        "number": (Pick(".comment-meta__date, .comment__date, .comment-meta", None, r"#\s*(\d+(?:\.\d+)*)"),),
        "permalink": (Pick('a[href*="#cid-"]', "href"),),
    },
    extra=("number",),
    body=(".comment__body",),
    heads=".comment-meta, .comment__reactions, .comment__container > footer",
    links=(
        Numbered(Pick(".comment-meta__date, .comment__date, .comment-meta", None, r"#\s*(\d+(?:\.\d+)*)")),
        Stated((Pick("a.js-jump-to-comment, .comment__link--parent", "href", r"#cid-(\d+)"),)),
        Levels(Pick("", "class", r"comment--(indented)"), step=1),
    ),
    flags={"deleted": ".comment--moderated, .comment__moderation", "pick": ".comment--promoted, .comment__editors"},
    placeholder=r"^Entfernt[.:].{0,300}(?:Redaktion|Danke)",
    claimed=(Pick(".comment-section__headline, .comment-section__header", None, CLAIM),),
    more=".comment-overlay, .js-load-comment-replies",
)
GUARDIAN: Final = HtmlPlatform(
    name="guardian",
    title="The Guardian (page)",
    doc="Guardian comments of three generations of pages: ids, nesting or the stated comment answered, names, times, votes.",
    depth_cap=1,
    marks=(
        Mark('.d-comment[id^="comment-"], [data-comment-id].d-comment', 0.95, ("d-comment",)),
        Mark('ul[id^="comment-"].comment, ul.comment[id^="comment-"], .discussion-comment[id^=comment-]', 0.9, ("guardian",)),
        Mark('li[id^="comment-"][data-comment-author-id], [data-component="discussion"] [id^="comment-"]', 0.9, ("guardian",)),
    ),
    comment='.d-comment[id^="comment-"], .discussion-comment[id^="comment-"]',
    framed='ul[id^="comment-"], li[id^="comment-"], div[id^="comment-"]',
    ids=(Pick("", "data-comment-id", r"^(\d+)$"), Pick("", "id", r"^comment-(\d+)$")),
    fields={
        "author": (
            Pick("", "data-comment-author"),
            Pick(".d-comment__author, .profile a"),
            Pick(".comment-author, .profile, .author, [itemprop=givenName]"),
            Pick('a[href*="/user/id/"]'),
        ),
        "author_id": (Pick("", "data-comment-author-id", r"^(\d+)$"),),
        "created_exact": (Pick("", "data-comment-timestamp"), Pick("time[datetime]", "datetime"), Pick("[data-timestamp]", "data-timestamp")),
        "created": (Pick("time, .date, .comment-date, .timestamp", None, STAMP),),
        "score": (Pick("", "data-comment-recommend-count", r"(\d+)"),
                  Pick(".d-comment__recommend-count--old, .d-comment__recommend-count, .recommend-count", None, r"(\d+)")),
        "permalink": (Pick("a.d-comment__permalink, a.permalink, a[href*='#comment-']", "href"),),
    },
    body=(".d-comment__body", ".comment-body, .comment-text", ".body"),
    heads=".d-comment__meta, .d-comment__actions, .d-comment__reply-to, .profile, .comment-tools, .date, .in-reply-to, header",
    links=(
        Stated((Pick("a.d-comment__reply-to-author, .d-comment__reply-to a, .in-reply-to a, a.response-to", "href", r"#?comment-?/?(\d+)"),
                Pick('header a[href^="#comment-"]', "href", r"^#comment-(\d+)$"))),
        Nested(),
    ),
    flags={"deleted": ".d-comment--blocked, .comment-removed, .moderated", "pick": ".d-comment--highlighted, .staff-pick"},
    claimed=(Pick(".discussion__comment-count, .js-discussion-comment-count, .comment-count", None, r"(\d[\d.,]*)"),),
    more=".d-show-more-replies, .js-discussion-show-button",
)  # fmt: skip
HUFFPOST: Final = HtmlPlatform(
    name="huffpost",
    title="HuffPost (until 2013)",
    doc="HuffPost comments: ids, depth by indentation, names, times. Newest first, yet a reply follows its parent.",
    marks=(Mark('.comment_item[id^="comment_"], div[id^="comment_"].comment_item', 0.93, ("comment_item",), unless=("data-parent_id",)),
           Mark('div[id^="comment_"][style*="margin-left"]', 0.8, ("huffingtonpost",))),
    comment='.comment_item[id^="comment_"]',
    framed='div[id^="comment_"][style*="margin-left"]',
    ids=(Pick("", "id", r"^comment_(\d+)$"),),
    bare=False,
    fields={
        "author": (Pick(".author_name a, .comment_author a, .comment_author, .comment_user_name, .user_name, .author"),
                   Pick(".commenter a[href*='/users/profile/'], .commenter a"),
                   Pick(".comment_header a[href*='/social/'], a[href*='/users/profile']")),
        "created": (Pick(".comment_date, .comment_time, .posted_date, .posted-date, .date", None, STAMP), Pick(".comment_header, .comment_info", None, STAMP)),
        "permalink": (Pick("a.comment_permalink, a.permalink, a[title=Permalink]", "href"),),
    },
    body=(".comment_body, .comment_text, .comment_content, .comments-body",),
    heads=".comment_header, .comment_footer, .comment_info, .comment_tools, .comment_author, .comment_date, .comment_time, "
    ".comment_top, .comment_bottom, .comments-author, .comments-posted",
    links=(Levels(Pick("", "style", r"margin-left:\s*(\d+)"), step=50),),
    claimed=(Pick(".comments_count, #comments_count, .comment_count", None, r"(\d[\d,]*)"),),
    sort_order="newest-first",
)  # fmt: skip
ZDNET: Final = HtmlPlatform(
    name="zdnet",
    title="ZDNet and CNET (talkback)",
    doc="Talkback lists nested by 'ul.level': names, times, subjects, votes; ids where the page has them.",
    marks=(Mark("ul.level .commentSubject, .commentSubject", 0.9, ("commentSubject",)),),
    comment="li:has(> .commentSubject), li:has(> div > .commentSubject), li:has(> div > div > .commentSubject), li:has(> article .commentSubject)",
    ids=(
        Pick("", "id", r"(\d{4,})$"),
        Pick("", "data-id", r"^(\w+)$"),
        Pick('[id^="comment-"], a[name]', "id", r"(\d{4,})$"),
    ),
    fields={
        "author": (Pick(".commentAuthor, .author, .username, a.user, .byline a"),),
        "created_exact": (Pick("time[datetime]", "datetime"),),
        "created": (Pick(".commentDate, .date, .timestamp, time, .meta, .byline", None, STAMP),),
        "score": (Pick(".voteCount, .votes, .score, .rating", None, r"([-+]?\d+)"),),
        "subject": (Pick(".commentSubject"),),
    },
    extra=("subject",),
    body=(".commentBody, .commentText, .comment-body, .body, .content",),
    heads=".commentSubject, .commentAuthor, .author, .commentDate, .date, .meta, .byline, .voteCount, .votes, .commentFooter, .avatar, footer",
    links=(Nested(), Levels(Pick("", "class", r"\blevel-?(\d+)"), step=1)),
)
YAHOO: Final = HtmlPlatform(
    name="yahoo-news",
    title="Yahoo News (around 2011)",
    doc="Yahoo News comments: ids, names, times, votes; replies are loaded on demand and are not on the page.",
    flat=True,
    marks=(Mark('li[id^="mwpphu-comment-"]', 0.95, ("mwpphu-comment-",)),),
    comment='li[id^="mwpphu-comment-"]',
    ids=(Pick("", "id", r"^mwpphu-comment-(\d+)$"),),
    fields={
        "author": (Pick("cite strong, cite > a"),),
        "author_id": (Pick('cite a[href*="pulse.yahoo.com/_"]', "href", r"/_(\w+)"),),
        # The clock in the attribute is UTC whatever offset it names: the displayed time says so.
        "created_exact": (Pick(".mwpphu-timestamp [title]", "title", r"^(\d{4}-\d\d-\d\dT[\d:]+)"),),
        "created": (Pick(".mwpphu-timestamp", None, DIGIT),),
        "score": (Pick('[id^="cmt-rating-pos-"]', None, r"(\d+)"),),
        "dislikes": (Pick('[id^="cmt-rating-neg-"]', None, r"(\d+)"),),
    },
    extra=("dislikes",),
    body=(".mwpphu-commenttext, .mwpphu-comment-text", "blockquote", ".mwpphu-info"),
    heads="cite, .mwpphu-rate, .mwpphu-reply, .mwpphu-avatar, .mwpphu-replies, .mwpphu-timestamp, [class*=mwpphu-reply]",
    links=(Nested(),),
    claimed=(Pick(".mwpphu-head, [class*=mwpphu] h3, [class*=mwpphu-count], .mwpphu-hd", None, r"(\d[\d,]*)"),),
    noise=NOISE + ", .abuse",
)
PLATFORMS: Final = (ZEIT, GUARDIAN, HUFFPOST, ZDNET, YAHOO)
