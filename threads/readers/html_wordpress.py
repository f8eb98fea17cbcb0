"""WordPress and what grows on it: threaded and flat themes, wpDiscuz, Epoch."""

from __future__ import annotations

from typing import Final

from .htmlkit.fields import Pick
from .htmlkit.links import Levels, Nested, Stated
from .htmlkit.patterns import CLAIM, DIGIT, ELSEWHERE, STAMP
from .htmlkit.platform import NOISE, HtmlPlatform, Mark

_ID: Final = r"^(?:li-|div-|article-)?comment-(\d+)$"
_FRAMES: Final = ", ".join(f'[id^="{prefix}comment-"]:not(a):not(span)' for prefix in ("", "li-", "div-"))
_AUTHOR: Final = (
    Pick(".comment-author .fn"),
    Pick(".fn"),
    Pick("[itemprop=author] [itemprop=name]"),
    Pick(".author > .name"),
    Pick(".woocommerce-review__author"),
    Pick(
        ".comment-author-name, .comment-author-link, .author-name, .author_name, .comment-name, .commenter-name, .commenter, .comauth"
    ),
    Pick("cite"),
    Pick(".comment-author > strong, .comment-author > b"),
    Pick(".comment-author, .comment_author, .commentauthor, .commentAuthor, .comment-username, .comment-user"),
    Pick("[itemprop=author], .author, .vcard, .username, .user-name, .name"),
    Pick('a[rel~="external"][rel~="nofollow"].url'),
    # The link that answers a comment says whose it is, whatever the theme does with the name.
    Pick(
        ".comment-reply-link",
        "aria-label",
        r"^(?:Reply|Respond|Responder|Répondre|Rispondi|Antworte auf|Antwort auf|Beantwoord|Odpowiedz|Ответить|Svara)\s+(?:(?:to|a|à|na|пользователю|på)\s+)?(.+)$",
    ),
    Pick(
        "img.avatar",
        "alt",
        r"^(?:Avatar (?:for|of|von|de)\s+|Profilbild von\s+|Photo of\s+)?(.+?)(?:'s avatar|\s+avatar)?$",
    ),
)
#: A date right behind a name, with nothing between them: "Ann BarkerMay 3, 2012 at 9:12 am - Reply".
_BEHIND_NAME: Final = (
    r"(?s)((?-i:[A-Z][^\W\dA-Z_]+) \d{1,2}, \d{4}.*?|\d{1,2}\.? (?:de )?[^\W\d_]+ (?:de )?\d{4}.*?)(?:\s-\s|$)"
)
#: In old themes only the clock is a link, and the day stands before it.
_MORE_THAN_CLOCK: Final = rf"(?s)^(?!\s*\d?\d[:.]\d\d\s*(?:[ap]\.?m\.?)?\s*$){STAMP.removeprefix('(?s)')}"
_CREATED: Final = (
    Pick("time[datetime]", None, DIGIT),
    Pick("time", None, DIGIT),
    Pick('a[href*="#comment-"]', None, _MORE_THAN_CLOCK),
    Pick('a[href*="#li-comment-"], a[href*="#div-comment-"]', None, _MORE_THAN_CLOCK),
    Pick("cite:has(.fn)", None, STAMP),
    Pick(
        ".comment-date, .comment-time, .comment_date, .comment_time, .commentdate, .comment-timestamp, .comment-datetime, .comdate",
        None,
        DIGIT,
    ),
    Pick(".date, .time, .timestamp, .datetime, .published, .comment-age", None, DIGIT),
    Pick(
        ".comment-metadata, .commentmetadata, .comment-meta, .commentmeta, .comment-info, .metadata, .meta, small",
        None,
        STAMP,
    ),
    Pick(".comment-author.meta", None, _BEHIND_NAME),
    Pick(".comment-author, .comment_author, .vcard, .comment-header, header", None, _MORE_THAN_CLOCK),
    Pick('a[href*="#comment-"], a[href*="#li-comment-"], a[href*="#div-comment-"]', None, STAMP),
    Pick("time[datetime]", "datetime"),
)
_EXACT: Final = (
    Pick("time[datetime]", "datetime", r"(.*\d[T ]?\d?\d:\d\d.*)"),
    Pick("[itemprop=datePublished], [itemprop=dateCreated]", "content", r"(.*\d:\d\d.*)"),
    Pick("abbr[title]", "title", r"(.*\d\d\d\d.*\d:\d\d.*)"),
)
_HEADS: Final = (
    ".comment-author, .comment_author, .commentauthor, .comment-meta, .commentmetadata, .comment-metadata, .vcard, "
    ".comment-info, .comment-date, .comment_date, .comment-time, .comment_time, .commentdate, .comment-header, .comment-footer, .reply, "
    ".comment-reply, .comment-actions, .comment-links, .comment-tools, .comment-respond, time, .fn, cite.fn, cite:has(.fn), header, "
    ".comment-avatar, .comment-number, .commentnumber, .comment_number, .comment_info, .comment-count, .edit-link, .comment-vote, .comment-likes, .karma, .perma, .commeta, .commentmeta"
)
#: A badge on a line of its own below the name, and the counters of voting plug-ins.
_NOISE: Final = NOISE + ", .fn > br ~ span, .cld-like-dislike-wrap, [class*=comments-report-link]"
WORDPRESS: Final = HtmlPlatform(
    name="wordpress",
    title="WordPress",
    doc="WordPress comment lists of any theme: ids, nesting or depth classes, names, times; pingbacks are left out. "
    "Votes of plug-ins are not kept; past the theme's depth cap the parent shown may be an elder sibling's.",
    marks=(
        Mark('.comment[class*="depth-"], li[id^="li-comment-"][class*="depth-"]', 0.8, ("depth-",)),
        Mark(
            f":is({_FRAMES}):is(.comment, .alt, .even, .odd, .byuser, .thread-even, .thread-odd)", 0.7, ("wp-content",)
        ),
        Mark(
            '.commentlist li[id*="comment-"], .comment-list li[id*="comment-"], .comments-list li[id*="comment-"]', 0.7
        ),
        Mark(f":is({_FRAMES})", 0.6, ("replytocom=",)),
    ),
    comment='.comment[class*="depth-"]:not(dd, ul, ol, li[id^="comment-"] > article), .pingback[class*="depth-"], .trackback[class*="depth-"]',
    framed=_FRAMES,
    skip=f".pingback, .trackback, {ELSEWHERE}",
    followers="dd",
    ids=(
        Pick("", "id", _ID),
        Pick("", "data-comment-id", r"^(\d+)$"),
        Pick(_FRAMES, "id", _ID),
        Pick('a[href*="#comment-"]', "href", r"#comment-(\d+)$"),
        Pick('a[href*="replytocom="]', "href", r"replytocom=(\d+)"),
    ),
    fields={
        "author": _AUTHOR,
        "author_id": (Pick("", "class", r"\bcomment-author-([^\s\"]+)"),),
        "created_exact": _EXACT,
        "created": _CREATED,
        "permalink": (
            Pick('a[href*="#comment-"]', "href", r"^((?:https?://|/).*)$"),
            Pick('a[href*="#li-comment-"]', "href", r"^((?:https?://|/).*)$"),
        ),
    },
    body=(
        ".comment_container .description",
        ".comment-content, .comment_content, .commentcontent, .comment-content-wrap, .comcontent",
        ".comment-text, .comment_text, .commenttext, .commentText, .comment-txt, [itemprop=text], .comment-entry, .comment-message",
        ".comment-body, .commentbody, .comment_body, .comment-inner, .comment-detail",
        "blockquote.comment-body",
        ".comment > .body > .content",
        "dd > .format_text",
        "dd",
    ),
    heads=_HEADS,
    noise=_NOISE,
    by_shape=("author", "text"),
    links=(Nested(), Levels(Pick("", "class", r"\bdepth-(\d+)"), step=1)),
    flags={"pending": ".comment-awaiting-moderation", "by_author": ".bypostauthor"},
    claimed=(
        Pick(
            ".comments-title, #comments-title, .comment-title, .comments-heading, .comments-count, .comment-count",
            None,
            CLAIM,
        ),
        Pick(
            "#comments h2, #comments h3, #comments h4, h2#comments, h3#comments, h4#comments, .comments h3", None, CLAIM
        ),
    ),
    reply_link=".comment-reply-link, a[href*='replytocom=']",
)
WPDISCUZ: Final = HtmlPlatform(
    name="wpdiscuz",
    title="wpDiscuz",
    doc="wpDiscuz comments: ids and parents from the element's id, names, votes, dates as far as they are displayed.",
    marks=(Mark('[id^="wc-comm-"], [id^="wpd-comm-"]', 0.95, ("-comm-",)),),
    comment='[id^="wc-comm-"], [id^="wpd-comm-"]',
    ids=(Pick("", "id", r"^(?:wc|wpd)-comm-(\d+)_\d+$"),),
    bare=False,
    fields={
        "author": (Pick(".wc-comment-author, .wpd-comment-author"),),
        "author_id": (Pick("", "class", r"\bcomment-author-([^\s\"]+)"),),
        "created_exact": (
            Pick(".wpd-comment-date[title], .wc-comment-date[title]", "title", r"(.*\d:\d\d.*)"),
            Pick("time[datetime]", "datetime"),
        ),
        "created": (Pick(".wc-comment-date, .wpd-comment-date", None, DIGIT),),
        "score": (Pick(".wc-vote-result, .wpd-vote-result", None, r"^\s*([-+−]?\d+)"),),
        "permalink": (
            Pick("[data-comment-url]", "data-comment-url"),
            Pick('a[href*="#comment-"]', "href", r"^(http.*)$"),
        ),
    },
    body=(".wc-comment-text, .wpd-comment-text",),
    heads=".wc-comment-header, .wpd-comment-header, .wc-comment-footer, .wpd-comment-footer, .wpd-comment-left, .wc-comment-left",
    links=(Stated((Pick("", "id", r"^(?:wc|wpd)-comm-\d+_(\d+)$"),)), Nested()),
    flags={"by_author": ".wc-blog-post_author, .wpd-blog-post_author", "pending": ".wc_unapproved_comment"},
    claimed=(Pick(".wc_header_text_comments, .wpdc, .wpd-thread-info", None, r"(\d[\d.,]*)"),),
)
EPOCH: Final = HtmlPlatform(
    name="wordpress-epoch",
    title="Epoch (WordPress)",
    doc="Comments shown by the Epoch plug-in: ids, nesting, names and times.",
    marks=(Mark("#epoch-comments [data-comment-id], .epoch-single-comment, [data-comment-id].epoch", 0.9, ("epoch",)),),
    comment='#epoch-comments [data-comment-id][id^="comment-"], .epoch-single-comment',
    framed='article[id^="div-comment-"]',
    ids=(
        Pick("", "id", _ID),
        Pick("", "data-comment-id", r"^(\d+)$"),
        Pick("[data-comment-id]", "data-comment-id", r"^(\d+)$"),
    ),
    skip=".pingback, .trackback",
    fields={
        **WORDPRESS.fields,
        "author": (Pick(".epoch-author-link"), Pick(".epoch-comment-author", None, r"(?s)^\s*(.+?)\s*·"), *_AUTHOR),
    },
    body=(".epoch-comment-content", *WORDPRESS.body),
    heads=_HEADS + ", .epoch-comment-meta, .epoch-comment-author, .epoch-comment-actions",
    noise=_NOISE,
    links=(
        Stated((Pick("", "data-parent-id", r"^(\d+)$"),)),
        Nested(),
        Levels(Pick("", "class", r"\bdepth-(\d+)"), step=1),
    ),
)
TRELLIS: Final = HtmlPlatform(
    name="wordpress-trellis",
    title="Trellis (WordPress)",
    doc="Comments as the Trellis theme framework shows them, without ids: names, days, nesting.",
    marks=(Mark(".trellis-comment > .trellis-comment-header", 0.9, ("trellis-comment",)),),
    comment=".trellis-comment, .trellis-comment-child",
    fields={"author": (Pick(".trellis-comment-author"),), "created": (Pick(".trellis-comment-date", None, DIGIT),)},
    body=(".trellis-comment-content",),
    heads=".trellis-comment-header",
    links=(Nested(),),
)
PRINTED: Final = HtmlPlatform(
    name="wordpress-print",
    title="WordPress, printed (WP-Print)",
    doc="Comments as the plug-in WP-Print prints them: numbers, names, times. Who answers whom is not on the page.",
    flat=True,
    marks=(Mark("p.CommentDate + .CommentContent", 0.93, ("CommentDate", "CommentContent")),),
    comment="p.CommentDate",
    followers=".CommentContent",
    ids=(Pick("b, strong", None, r"^#(\d+)"),),
    bare=False,
    fields={
        "author": (Pick("u"),),
        "created": (
            Pick("", None, r"(?s).*\b(?:on|am|le|el|em|il|op|den)\s+(\S*\d.*|\S+ \d.*)$"),
            Pick("", None, STAMP),
        ),
    },
    body=(".CommentContent",),
    heads=".CommentDate",
    links=(),
    claimed=(Pick("#CommentTitle", None, CLAIM),),
)
PLATFORMS: Final = (WPDISCUZ, EPOCH, TRELLIS, PRINTED, WORDPRESS)
