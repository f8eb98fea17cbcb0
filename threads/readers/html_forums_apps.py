"""Forums that are programs of their own rather than pages of a board: NodeBB, Flarum, Discuz, Forem."""

from __future__ import annotations

from typing import Final

from .htmlkit.fields import Pick
from .htmlkit.links import Addressed, Quoted, QuotedName, Stated
from .htmlkit.patterns import CLAIM, DIGIT
from .htmlkit.platform import NOISE, HtmlPlatform, Mark

NODEBB: Final = HtmlPlatform(
    name="nodebb",
    title="NodeBB",
    doc="NodeBB topics: ids, the post answered where it is shown, names, times, votes; removed posts keep their place.",
    marks=(Mark('[component="post"][data-pid]', 0.95, ("data-pid",)),),
    comment='[component="post"][data-pid]',
    ids=(Pick("", "data-pid", r"^(.+)$"),),
    bare=False,
    flat=True,
    fields={
        "author": (Pick("", "data-username"), Pick('[itemprop="author"] [itemprop="name"]', "content")),
        "author_id": (Pick("", "data-uid", r"^([1-9]\d*)$"),),
        "created_exact": (
            Pick("", "data-timestamp", r"^(\d+)$"),
            Pick('meta[itemprop="datePublished"]', "content"),
            Pick(".timeago[title]", "title"),
        ),
        "created": (Pick(".timeago", None, DIGIT),),
        "score": (Pick('[component="post/vote-count"]', "data-votes", r"(-?\d+)"),),
        "permalink": (Pick('a[href*="/post/"].permalink, .post-index[href]', "href"),),
    },
    body=('[component="post/content"]',),
    heads=".post-header, .post-footer",
    noise=NOISE + ', [component="post/signature"], [component="post/parent"], .post-signature',
    links=(
        Stated((
            Pick('[component="post/parent"][data-topid]', "data-topid", r"^(.+)$"),
            Pick('[component="post/parent"][data-parent-pid]', "data-parent-pid", r"^(.+)$"),
            Pick('a[component="post/parent"]', "href", r"/post/(\d+)"),
        )),
    ),
    flags={"deleted": '[component="post"].deleted'},
    claimed=(Pick('[component="topic/post-count"]', "title", r"(\d+)"),),
)  # fmt: skip
FLARUM: Final = HtmlPlatform(
    name="flarum",
    title="Flarum",
    doc="Flarum discussions, rendered or as the page's list for search engines: ids, the post mentioned, names, times; the "
    "latter list holds names and words only.",
    marks=(
        Mark(".PostStream-item .CommentPost", 0.95, ("PostStream-item",)),
        Mark("#flarum-content article .Post-body", 0.9, ("flarum-content",)),
    ),
    scope=(".PostStream", "#flarum-content"),
    comment=".PostStream-item:has(.CommentPost), #flarum-content article:not(.CommentPost)",
    ids=(Pick("", "data-id", r"^(\d+)$"),),
    flat=True,
    fields={
        "author": (Pick(".PostUser-name .username"), Pick(".PostUser-name")),
        "created_exact": (Pick("", "data-time"), Pick(".PostMeta time[datetime]", "datetime")),
        "created": (Pick(".PostMeta time", None, DIGIT),),
        "permalink": (Pick(".PostMeta-permalink", "value"),),
    },
    body=(".Post-body",),
    heads=".Post-header, .Post-actions, .Post-footer",
    links=(
        Quoted("a.PostMention[data-id]", "data-id", r"^(\d+)$"),
        Addressed(Pick("a.UserMention, a.PostMention"), confidence=0.8),
    ),
    flags={"deleted": ".Post--hidden"},
    quotes="blockquote",
)
DISCUZ: Final = HtmlPlatform(
    name="discuz",
    title="Discuz!",
    doc="Discuz! threads: ids, names, times; parents from quotations, which link to the post quoted.",
    marks=(
        Mark('#postlist [id^="postmessage_"], td.t_f[id^="postmessage_"]', 0.94, ("postmessage_",)),
        Mark('table[id^="pid"] [id^="postmessage_"]', 0.94, ("postmessage_",)),
        Mark('.t_row a[name^="pid"]', 0.94, ("t_row", "t_msgfont")),
    ),
    comment='div[id^="post_"]:has(table[id^="pid"]), .t_row:has(a[name^="pid"])',
    framed='table[id^="pid"]',
    ids=(Pick("", "id", r"^(?:post_|pid)(\d+)$"), Pick('a[name^="pid"]', "name", r"^pid(\d+)$")),
    required='[id^="postmessage_"], .t_msgfont, .locked',
    bare=False,
    flat=True,
    by_shape=("author", "created"),
    fields={
        "author": (
            Pick(".pls .authi a.xw1, .pls .authi a"),
            Pick(".authi a.xi2, .authi a"),
            # Discuz! 7, 6 and 5
            Pick(".postauthor .postinfo a, .postauthor cite a, .postauthor cite, .t_user a.bold, .t_user > b"),
        ),
        "author_id": (Pick(".authi a[href*='uid']", "href", r"uid[-=](\d+)"),),
        "created_exact": (Pick('[id^="authorposton"] [title]', "title", r"^(\d{4}.*)$"),),
        "created": (
            Pick('[id^="authorposton"]', None, r"(\d{4}.*)"),
            Pick('[id^="authorposton"]', None, DIGIT),
            Pick(".postcontent .postinfo, .t_msg", None, r"(\d{4}-\d{1,2}-\d{1,2}(?:\s+\d{1,2}:\d\d(?::\d\d)?(?:\s*[AP]M)?)?)"),
        ),
        "permalink": (Pick("a[href*='findpost'][id^='postnum'], a[id^='postnum']", "href"),),
    },
    body=('[id^="postmessage_"]', ".t_f, .t_msgfont", ".locked"),
    heads=".pls, .postauthor, .t_user, .authi, .pti",
    noise=NOISE + ", .pstatus, .quote font > a, .sign, .aimg_tip, .tip, .jammer, .msgheader, [style*='display:none']",
    quotes=".quote blockquote, .msgborder:has(a[href*='pid='])",
    quote_source=(Pick('a[href*="pid="]', "href", r"[?&]pid=(\d+)"),),
    links=(
        Quoted('.quote a[href*="pid="], .msgborder a[href*="findpost"]', "href", r"[?&]pid=(\d+)"),
        QuotedName(".msgborder:has(> i)", Pick("i")),
    ),
    claimed=(Pick(".ptg .hm, #postlist .hm", None, CLAIM),),
)  # fmt: skip
FOREM: Final = HtmlPlatform(
    name="forem",
    title="Forem (Rails forum engine)",
    doc="Topics of the Forem engine: ids, the post that one says it replies to, names, times.",
    marks=(Mark('[id^="post_"] .contents a[href*="#post-"] time', 0.93, ("#post-", "username")),),
    comment='div[id^="post_"]:has(.contents time), article[id^="post_"]:has(.contents time)',
    ids=(Pick('.contents a[href*="#post-"]', "href", r"#post-(\d+)$"),),
    bare=False,
    fields={
        "author": (Pick(".user .username"), Pick(".username")),
        "created_exact": (Pick("time[datetime]", "datetime"),),
        "created": (Pick("time", None, DIGIT),),
        "permalink": (Pick('.contents a[href*="#post-"]', "href"),),
    },
    body=(".contents",),
    heads=".user, time, .in_reply_to, ul.actions",
    links=(Stated((Pick(".in_reply_to a", "href", r"#post-(\d+)$"),)),),
)
PLATFORMS: Final = (NODEBB, FLARUM, DISCUZ, FOREM)
