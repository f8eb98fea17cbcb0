"""Boards of one site's own make: Something Awful, Fur Affinity."""

from __future__ import annotations

from typing import Final

from .htmlkit.fields import Pick
from .htmlkit.links import Levels, Quoted
from .htmlkit.platform import NOISE, HtmlPlatform, Mark

SOMETHING_AWFUL: Final = HtmlPlatform(
    name="something-awful",
    title="Something Awful",
    doc="Threads of the Something Awful forums: ids, names, times; parents from quotations that link to the post quoted.",
    marks=(
        Mark('table.post[id^="post"]:has(td.postdate a[href^="#post"]) td.postbody', 0.95, ("postbody", "userinfo")),
    ),
    comment='table.post[id^="post"]',
    ids=(Pick("", "id", r"^post(\d+)$"),),
    flat=True,
    fields={
        "author": (Pick("dt.author, .userinfo .author"),),
        "created": (Pick("td.postdate", None, r"([a-z]{3}\s+\d{1,2}, \d{4}\s+\d.*)"),),
        "permalink": (Pick('td.postdate a[href^="#post"]', "href"),),
    },
    body=("td.postbody",),
    heads=".userinfo, .postdate, .postlinks",
    noise=NOISE + ", .editedby, .quote_link, .signature",
    quotes=".bbc-block blockquote",
    quote_source=(Pick("a.quote_link", "href", r"postid=(\d+)"),),
    links=(Quoted("a.quote_link", "href", r"postid=(\d+)"),),
)
FURAFFINITY: Final = HtmlPlatform(
    name="furaffinity",
    title="Fur Affinity",
    doc="Comments below pictures, stories and journals: ids, depth by width, names, times; hidden ones keep their place.",
    marks=(Mark(".comment_container > comment-container", 0.95, ("comment_container",)),),
    comment=".comment_container",
    ids=(Pick('a[id^="cid:"]', "id", r"^cid:(\d+)$"),),
    fields={
        "author": (Pick(".js-displayName, .comment_username"),),
        "created_exact": (Pick("", "data-timestamp", r"^(\d+)$"),),
        "created": (Pick("comment-date .popup_date", "title"), Pick("comment-date")),
        "permalink": (Pick("a.comment-link", "href"),),
    },
    body=(".comment_text",),
    heads="comment-username, comment-title, comment-anchor, comment-date, comment-footer, .avatar",
    # What answers is narrower: 100 %, 97 %, 94 % of the page.
    links=(Levels(Pick("", "style", r"width:\s*(\d+)%"), step=3, falling=True),),
    flags={"deleted": ".deleted-comment-container"},
    placeholder=r"^comment hidden by .*$",
)
PLATFORMS: Final = (SOMETHING_AWFUL, FURAFFINITY)
