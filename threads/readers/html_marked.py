"""Pages whose markup says what is a comment: microformats2, schema.org microdata, and bare comment ids."""

from __future__ import annotations

from typing import Final

from .html_wordpress import WORDPRESS
from .htmlkit.fields import Pick
from .htmlkit.links import Beside, Levels, Nested, Stated
from .htmlkit.patterns import CLAIM, DIGIT, ELSEWHERE, STAMP
from .htmlkit.platform import NOISE, HtmlPlatform, Mark

MICROFORMATS: Final = HtmlPlatform(
    name="microformats2",
    title="microformats2",
    doc="Comments marked p-comment, u-comment or h-cite: permalinks, stated parents, names, times.",
    marks=(Mark(".p-comment, .u-comment, .h-feed .h-entry .u-in-reply-to", 0.7, ("comment",)),),
    comment=".p-comment, .u-comment",
    ids=(
        Pick("", "id"),
        Pick(".u-uid, .p-uid", "href"),
        Pick("a.u-url:not(.h-card a):not(.h-card):not(.p-author a)", "href"),
        Pick("a.u-url:has(.dt-published)", "href"),
    ),
    fields={
        "author": (Pick(".p-author .p-name, .h-card .p-name"), Pick(".p-author, .h-card")),
        "author_id": (Pick(".p-author .u-url, .p-author.u-url, .h-card.u-url", "href"),),
        "created_exact": (Pick(".dt-published[datetime]", "datetime"), Pick("time[datetime]", "datetime")),
        "created": (Pick(".dt-published, time", None, DIGIT),),
        "title": (Pick("a.p-name:not(.p-author *)"),),
        "permalink": (
            Pick("a.u-url.p-name, .u-url:has(.dt-published), a.u-url:not(.p-author a):not(.p-author)", "href"),
        ),
    },
    extra=("title",),
    body=(".e-content, .p-content", ".p-summary", ".p-name"),
    heads=".p-author, .h-card, .dt-published, .u-in-reply-to, .p-uid, a.u-url, .u-like-of",
    links=(Nested(), Stated((Pick(".u-in-reply-to", "href"), Pick(".u-in-reply-to a", "href")))),
    by_shape=("author",),
)
MICRODATA: Final = HtmlPlatform(
    name="schema-comment",
    title="schema.org Comment (microdata)",
    doc="Comments marked with schema.org microdata: names, times, votes, nesting, ids where the page has them.",
    marks=(
        Mark('[itemtype*="schema.org/Comment"], [itemtype*="schema.org/UserComments"]', 0.72, ("schema.org",)),
        Mark('[typeof~="schema:Comment"], [typeof="Comment"]', 0.7),
    ),
    comment='[itemtype$="schema.org/Comment"], [itemtype$="schema.org/UserComments"], [typeof~="schema:Comment"], [typeof="Comment"]',
    ids=(
        Pick("", "id", r"^\D*?[-_]?(\d+)$"),
        Pick("", "id", r"^(.+)$"),
        Pick("", "data-comment-id"),
        Pick("", "itemid"),
        Pick("[itemprop=url]", "href", r"#(?:comment-)?(.+)$"),
    ),
    fields={
        "author": (
            Pick(
                "[itemprop=author] [itemprop=name], [itemprop=creator] [itemprop=name], [property=author] [property=name]"
            ),
            Pick("[itemprop=author], [itemprop=creator], [property=author]"),
            Pick("[itemprop=author] meta[itemprop=name], meta[itemprop=author], meta[itemprop=creator]", "content"),
            Pick('a.person, a[class*="person-"], a[href*="/~"]'),
        ),
        "created_exact": (
            Pick("time[itemprop][datetime]", "datetime"),
            Pick("[itemprop=dateCreated], [itemprop=datePublished], [itemprop=commentTime]", "content"),
            Pick("[itemprop=dateCreated], [itemprop=datePublished], [itemprop=commentTime]", "datetime"),
        ),
        "created": (
            Pick("[itemprop=dateCreated], [itemprop=datePublished], [itemprop=commentTime], time", None, DIGIT),
        ),
        "score": (
            Pick("[itemprop=upvoteCount]", None, r"(-?\d+)"),
            Pick("[itemprop=upvoteCount]", "content", r"(-?\d+)"),
        ),
        "permalink": (Pick("a[itemprop=url], a[itemprop=discussionUrl]", "href"),),
    },
    required="[itemprop=text], [itemprop=commentText], [property=text], [itemprop=description], [itemprop=articleBody], "
    "[itemprop=author], [itemprop=creator], [property=author]",
    body=("[itemprop=text], [itemprop=commentText], [property=text]", "[itemprop=description], [itemprop=articleBody]"),
    heads="[itemprop=author], [itemprop=creator], [itemprop=dateCreated], [itemprop=datePublished], [itemprop=commentTime], "
    "[itemprop=upvoteCount], [itemprop=downvoteCount], header, footer, time",
    by_shape=("author", "created"),
    links=(
        Stated(
            (Pick("[itemprop=parentItem] [itemprop=url], link[itemprop=parentItem]", "href", r"#(?:comment-)?(.+)$"),)
        ),
        Nested(),
        Levels(Pick("", "class", r"\b(?:depth|level)-(\d+)"), step=1),
    ),
    claimed=(
        Pick("[itemprop=commentCount], [itemprop=interactionCount]", "content", r"(\d+)"),
        Pick("[itemprop=commentCount]", None, r"(\d+)"),
    ),
)
COMMENT_IDS: Final = HtmlPlatform(
    name="comment-ids",
    title="Lists with comment ids",
    doc="Pages of unknown make whose comments bear ids such as comment-12: ids, nesting, and what their markup shows of names "
    "and times.",
    marks=(Mark('li[id^="comment-"], div[id^="comment-"].comment, article[id^="comment-"]', 0.5, ("comment-",), 2, ("depth-1",)),
           Mark("li.comment[id], article.comment[id], div.comment[id]", 0.45, ("omment",), 2, ("depth-1",))),
    comment=".comment[data-comment-id]",
    framed='li[id^="comment"], div[id^="comment"], article[id^="comment"], section[id^="comment"], li.comment[id], div.comment[id], '
    "article.comment[id]",
    ids=(Pick("", "id", r"^(?:li-|div-|article-)?(?:comment|cmt|c)[-_]?(?:id[-_]?)?(\d+)$"), Pick("", "data-comment-id", r"^(\w+)$")),
    bare=False,
    fields={
        "author": (*(pick for pick in WORDPRESS.fields["author"]), Pick(".user, .posted-by, .poster, .nickname, .user_name"),
                   Pick('.comment-title a[href*="/user"], .comment-header a[href*="/user"], .comment-head a[href*="/user"]'),
                   Pick("dt > a, dt > b, dt > strong"), Pick(".comment-meta h3, .comment-meta h4, .comment-meta h5"),
                   Pick(".metadata, .meta, .byline, .info", None,
                        r"(?s)(?:geschrieben von|posted by|written by|von|by|par|por)\s+(.+?)\s+(?:am|on|at|le|el|\||um)\s")),
        "created_exact": WORDPRESS.fields["created_exact"],
        "score": (Pick(".js-score, .score, .vote-count, [class*=vot][class*=count]", None, r"^\s*([+\-–−]?\d{1,6})\s*$"),),
        "created": (*WORDPRESS.fields["created"][:-1], Pick(".details li, .info, .byline, .posted, .datestamp, .dateline", None, STAMP), Pick("dt", None, STAMP), WORDPRESS.fields["created"][-1]),
        "permalink": WORDPRESS.fields["permalink"],
    },
    body=(*WORDPRESS.body, ".comment__message, .comment__text, .comment__body, .comment__content", ".commentBody, .commentContent, .text, .message, .body, .content, .wrap"),
    heads=WORDPRESS.heads + ", .metadata, .meta, .details, .posted-by, .reply-comment, .comment-id, .info, .commentTools, cite, dt",
    noise=NOISE + ", .request-moderation, .reply-comment",
    links=(Stated((Pick("", "data-parent-id", r"^(\d+)$"), Pick("", "data-parent", r"^(\d+)$"))), Nested(), Beside(),
           Levels(Pick("", "class", r"\b(?:depth|level|indent)[-_](\d+)"), step=1)),
    claimed=(Pick("#comments h2, #comments h3, .comments h2, .comments h3, .comment-count", None, CLAIM),),
    skip=f".pingback, .trackback, {ELSEWHERE}",
    by_shape=("author", "created", "text", "labels"),
)  # fmt: skip
PLATFORMS: Final = (MICROFORMATS, MICRODATA, COMMENT_IDS)
