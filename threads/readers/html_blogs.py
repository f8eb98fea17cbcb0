"""Blog engines other than WordPress: Blogger, TypePad and Movable Type."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from .htmlkit.fields import Pick
from .htmlkit.links import Nested, Stated
from .htmlkit.patterns import CLAIM, DIGIT, STAMP
from .htmlkit.platform import NOISE, HtmlPlatform, Mark

_REMOVED: Final = (
    r"^(?:This (?:comment|post) has been removed by|Dieser Kommentar wurde vo[nm]|Ce commentaire a été supprimé par|Este comentario ha "
    r"sido eliminado por|Este comentário foi removido pel[oa]|Questo commento è stato eliminato da)\b.{0,60}$"
)
BLOGGER: Final = HtmlPlatform(
    name="blogger",
    title="Blogger",
    doc="Blogger comments in threads (2012 and later): ids, one level of nesting, names, dates, permalinks.",
    depth_cap=1,
    marks=(
        Mark(".comment-thread li.comment, li.comment .comment-block", 0.9, ("comment-block",), unless=("depth-1",)),
        Mark("#comment-holder li.comment", 0.9),
    ),
    comment='.comment-thread li.comment, #comment-holder li.comment, li.comment[id^="c"]',
    ids=(Pick("", "id", r"^(?:c|bc_\d+_)?(\d{6,})$"), Pick(".comment-block", "id", r"(\d{6,})")),
    bare=True,
    fields={
        "author": (Pick("cite.user"), Pick(".comment-header cite, .comment-header .user, .comment-author")),
        "created": (Pick(".datetime, .comment-timestamp", None, DIGIT),),
        "permalink": (Pick(".datetime a, .comment-timestamp a", "href", r"^(http.*)$"),),
    },
    body=(".comment-content, .comment-body",),
    heads=".comment-header, .comment-actions, .comment-footer, .comment-replies, .comment-replybox-single",
    links=(Nested(),),
    flags={"deleted": ".deleted-comment", "by_author": ".blog-author"},
    placeholder=_REMOVED,
    claimed=(Pick("#comments > h3, #comments > h4, .comments > h3, .comments > h4, #comments .title", None, CLAIM),),
    more=".loadmore.loaded .load-more, .comments .loadmore:not(.hidden):not(.loaded)",
)
BLOGGER_FLAT: Final = HtmlPlatform(
    name="blogger-flat",
    title="Blogger (before 2012)",
    doc="Blogger's flat list of names, bodies and footers: ids, names, dates. Who answers whom is not on the page.",
    flat=True,
    marks=(
        Mark(
            '#comments-block dt[id^="c"], dl dt.comment-author[id^="c"], dl dt.comment-poster[id^="c"]', 0.9, ("<dt",)
        ),
    ),
    comment='dt[id^="c"]',
    ids=(Pick("", "id", r"^c(\d{6,})$"),),
    bare=False,
    followers="dd",
    fields={
        "author": (
            Pick('dt a[href]:not(.avatar-hovercard), dt span[dir="ltr"]:not(:has(a))'),
            Pick("", None, r"(?s)^\s*(.+?)\s*(?:\bsaid\b|\bdijo\b|\bdisse\b|\bhat gesagt\b|\ba dit\b|…|\.\.\.|$)"),
        ),
        "created": (Pick(".comment-timestamp", None, DIGIT), Pick(".comment-footer, .comment-data", None, STAMP)),
        "permalink": (Pick(".comment-timestamp a", "href", r"^(http.*)$"),),
    },
    body=("dd.comment-body, dd.comment-text",),
    heads=".comment-footer, .comment-timestamp, .comment-author, .avatar-image-container",
    flags={"deleted": ".deleted-comment", "by_author": ".blog-author"},
    placeholder=_REMOVED,
    claimed=(Pick("#comments > h4, #comments > h3, .comments > h4", None, CLAIM),),
)
#: "Ann replied to comment from Ben • #9 • 8:18 AM Monday, May 7, 2012": the name in front, the time at the end.
_LEADER: Final = r"(?s)^\s*(.{1,60}?)\s*(?:\breplied to\s+comment from\b|[•·|])"
_TRAILER: Final = r"(?s)(?:posted by|by|von|par|por)\s*:?\s*(.*?)\s*(?:\||\bon\b|\bin reply to\b|\bat (?:\w+ )?\d|•|$)"
TYPEPAD: Final = HtmlPlatform(
    name="typepad",
    title="TypePad and Movable Type",
    doc="TypePad and Movable Type comments: ids, names, dates; parents where the page states them ('replied to comment "
    "from', 'in reply to') or nests them.",
    marks=(
        Mark(
            '.comment .comment-footer, .comment .comments-footer, .comment-footer [id*="comment-"]', 0.85, ("ypepad",)
        ),
        Mark('[id^="comment-6a0"]', 0.9, ("comment-6a0",)),
        Mark('.comment[id^="comment-"] .comment-footer', 0.75, ("osted by",)),
        Mark('.comment[id^="comment-"] .asset-meta, .comment .comment-inner .byline', 0.85, ("asset-",)),
        Mark(".commentnew[id^=comment-]", 0.9),
        Mark(".comments-body > .comments-post", 0.85),
        Mark(
            'meta[name=generator][content*="Movable Type"], meta[name=generator][content*="TypePad"]', 0.72, ("omment",)
        ),
    ),
    comment='.comment[id^="comment-"], .commentnew[id^="comment-"], .comment[id^="c"], .comments-comment, .comment-row, '
    ".comments-body:has(> .comments-post)",
    framed='div[id^="comment-"], li[id^="comment-"], article[id^="comment-"]',
    ids=(
        Pick("", "id", r"^(?:comment-|c)([0-9a-f]{2,})$"),
        Pick('a[id^="c"]', "id", r"^c(?:omment-)?([0-9a-f]{2,})$"),
        Pick('a[name^="c"]', "name", r"^c(?:omment-)?([0-9a-f]{2,})$"),
        Pick(".comments-body > a[name]", "name", r"^(\d+)$"),
        Pick('a[href*="#comment-"], a[href*="#c"]', "href", r"#c(?:omment-)?([0-9a-f]{2,})$"),
    ),
    anchor_before=True,
    bare=False,
    # Trackbacks of Movable Type 2 say in bold what they quote, and from where.
    skip=".trackback, .pingback, .comments-body:has(> .comments-post > b ~ b)",
    fields={
        "author": (
            Pick(".vcard.author .fn, .author .fn, .fn"),
            Pick(".commenter, .comment-author, .comment-author-name, .author"),
            Pick(".comment-footer, .comments-footer, .comments-post, .posted, .comment-meta, .byline", None, _TRAILER),
            Pick(".commentheader", None, _LEADER),
            Pick("", None, r"(?s)(?:^|\n)\s*(.{1,60}?) replied to\s+comment from"),
            Pick("", None, r"(?s)posted by:?\s*(.{1,60}?)\s*(?:\||\bon\b|\bat\b)"),
        ),
        "created_exact": (Pick("abbr.published[title]", "title"), Pick("time[datetime]", "datetime")),
        "created": (
            Pick("abbr.published, time, .comment-date, .comment-timestamp", None, DIGIT),
            Pick(".commentheader", None, r"(?s)[•·|]\s*([^•·|]*\d:\d\d[^•·|]*\d{4})"),
            Pick('.comment-footer a[href*="#comment-"], .comment-footer a[href*="#c"]', None, STAMP),
            Pick(
                ".comment-footer, .comments-footer, .comments-post, .posted, .comment-meta, .byline, .asset-meta",
                None,
                STAMP,
            ),
            Pick('a[href*="#comment-"], a[href*="#c"]', None, STAMP),
        ),
        "permalink": (Pick('a[href*="#comment-"], a[href*="#c"]', "href", r"^(https?://.*)$"),),
    },
    body=(
        ".comment-content, .comment-body, .comment-text",
        ".comments-body, .commenttext, .commentcontent",
        ".comment-inner",
    ),
    heads=".comment-footer, .comments-footer, .comments-post, .comment-header, .commentheader, .comment-avatar, .posted, .asset-meta, .byline, "
    ".comment-meta, .commenter-userpic, .user-pic, .reply",
    noise=NOISE + ', [id^="comment-reply"], .comment-reply',
    links=(
        Stated((Pick('a[href*="#comment-"], a[href*="#c"]', "href", r"#c(?:omment-)?([0-9a-f]{2,})$"),)),
        Nested(),
    ),
    claimed=(Pick(".comments-header, #comments h2, #comments h3, .comments-content h3", None, CLAIM),),
)
#: Movable Type 2 gives its comments no ids; the trackbacks below them have some, and say what was linked in bold type.
MOVABLE_TYPE_2: Final = replace(
    TYPEPAD,
    name="movable-type-2",
    title="Movable Type 2",
    doc="Movable Type's first templates: names, times, in the order of the page. No ids, and nobody is answered.",
    marks=(Mark(".comments-body:not(:has(> a)) > .comments-post:not(:has(> b))", 0.87, ("comments-post",)),),
    comment=".comments-body:has(> .comments-post)",
    framed="",
    ids=(),
    anchor_before=False,
    bare=True,
    flat=True,
    skip=".comments-body:has(> .comments-post > b)",
    fields={
        "author": (
            Pick(
                ".comments-post",
                None,
                r"(?s)(?::|^\s*\w+ (?:by|von|par|por|av|da)\b)\s*(?!(?:on|at|am|le|el|em|il)\s)"
                r"(.{1,60}?)\s+(?:\||on|at|am|le|el|em|il)\s+(?:\w+\.?\s+)?\d",
            ),
        ),
        "created": (Pick(".comments-post", None, r"(?s).*\s(?:\||on|at|am|le|el|em|il)\s+((?:\w+\.?\s+)?\d.*)$"),),
    },
    links=(),
)
DOTCLEAR: Final = HtmlPlatform(
    name="dotclear",
    title="Dotclear",
    doc="Dotclear's flat list: ids, names, times. Who answers whom is not on the page.",
    flat=True,
    marks=(Mark('dl > dt[id^="c"] > a.comment-number', 0.9, ("comment-number", "<dt")),),
    comment='dl > dt[id^="c"]:has(> a.comment-number)',
    ids=(Pick("", "id", r"^c(\d+)$"),),
    bare=False,
    followers="dd",
    fields={
        "author": (
            Pick("", None, r"(?s)\b(?:par|by|von|por|da|door)\s+(.+)$"),
            Pick("dt > a:not(.comment-number)"),
        ),
        "created": (
            Pick("", None, r"(?s)(?:^|\.\s)\s*(?:le|on|am|el|il)?\s*([^.]*\d.*?)\s*\b(?:par|by|von|por|da|door)\s"),
        ),
        "permalink": (Pick("a.comment-number", "href"),),
    },
    body=("dd",),
    claimed=(Pick("#comments h3, #comments h2", None, CLAIM),),
)
PLATFORMS: Final = (BLOGGER, BLOGGER_FLAT, TYPEPAD, MOVABLE_TYPE_2, DOTCLEAR)
