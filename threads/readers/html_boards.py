"""Boards of one site's own make, and of engines with markup unlike any other: Something Awful, Phorum, Khoros and others."""

from __future__ import annotations

from typing import Final

from .htmlkit.fields import Pick
from .htmlkit.links import Levels, Quoted, QuotedName, Stated, Wrapped
from .htmlkit.patterns import DIGIT
from .htmlkit.platform import NOISE, HtmlPlatform, Mark

_LABEL: Final = r"(?s)^\s*[^\W\d]{2,20}\s*:\s*"
_DATED: Final = r"\s[^\W\d]{2,20}\s*:\s*(?=\d)"
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
LIVESTREET: Final = HtmlPlatform(
    name="livestreet",
    title="LiveStreet",
    doc="Comments of LiveStreet, an engine of community blogs: ids, stated parents and nesting, names, times, votes; "
    "removed ones keep their place.",
    marks=(Mark('[id^="comment_wrapper_id_"] > .comment[id^="comment_id_"]', 0.94, ("comment_wrapper_id_",)),),
    comment='.comment[id^="comment_id_"]',
    ids=(Pick("", "id", r"^comment_id_(\d+)$"),),
    bare=False,
    fields={
        "author": (Pick(".comment-author a"), Pick(".comment-author")),
        "created_exact": (Pick(".comment-date time, time", "datetime"),),
        "created": (Pick(".comment-date, time", None, DIGIT),),
        "score": (Pick(".vote-count", None, r"([-+−–]?\d+)"),),
        "permalink": (Pick(".comment-link a, a.comment-link", "href"),),
    },
    body=(".comment-content .text", ".comment-content"),
    heads=".comment-info, .comment-author, .comment-path, .comment-actions",
    links=(
        Stated(
            (
                Pick(".goto-comment-parent a", "onclick", r"goToParentComment\(\d+,\s*(\d+)\)"),
                Pick(".goto-comment-parent a, a.goto-comment-parent", "href", r"#comment(\d+)$"),
            )
        ),
        Wrapped('[id^="comment_wrapper_id_"]'),
    ),
    flags={"deleted": ".comment-deleted"},
    placeholder=r"^комментарий (?:был )?(?:удал[её]н|скрыт)\W*$",
)
PHORUM: Final = HtmlPlatform(
    name="phorum-3",
    title="Phorum 3",
    doc="Threads of Phorum 3, which writes names and times before the words: ids, names, times; nothing shows who answers whom.",
    marks=(Mark(".PhorumMessage", 0.9, ("PhorumMessage", "PhorumTableHeader")),),
    comment="table:has(> tbody > tr:first-child > td > .PhorumTableHeader):has(.PhorumMessage), "
    "table:has(> tbody > tr:first-child > td.PhorumTableHeader):has(.PhorumMessage)",
    ids=(Pick("", "name", r"^reply_(\d+)$"),),
    anchor_before=True,
    bare=False,
    flat=True,
    # "Author: Ann (host.example)", "Date: 3 May 2004", in the language of the board.
    fields={
        "author": (Pick(".PhorumMessage", None, rf"{_LABEL}(\S.{{0,60}}?)\s*(?:\([^()]*\)\s*)?{_DATED}"),),
        "created": (Pick(".PhorumMessage", None, rf"{_LABEL}\S.{{0,120}}?{_DATED}(\d\S*(?:\s+\d\d?:\d\S*)?)"),),
        "subject": (Pick(".PhorumTableHeader"),),
    },
    extra=("subject",),
    body=(".PhorumMessage",),
    heads=".PhorumTableHeader",
)
PHPBB_1: Final = HtmlPlatform(
    name="phpbb-1",
    title="phpBB 1",
    doc="Topics of phpBB 1.4, a table without names of classes: ids from the links that answer, names, times; parents from quotations.",
    marks=(Mark('tr:has(> td a[href*="editpost.php?post_id="]) > td > font', 0.9, ("post_id=", "reply.php")),),
    comment='tr:has(> td > a[href*="editpost.php?post_id="])',
    ids=(Pick('a[href*="editpost.php?post_id="]', "href", r"post_id=(\d+)"),),
    flat=True,
    fields={
        "author": (Pick("td:first-child > font:first-of-type > b"),),
        "created": (Pick("td:last-child > font:first-of-type", None, r":\s*(.*\d.*)"),),
    },
    body=("td:last-child > font:nth-of-type(2)",),
    heads="td:first-child:has(> font > b)",
    quotes="blockquote",
    links=(
        QuotedName(
            "blockquote",
            Pick(
                "",
                None,
                r"(?s)^[^,\n]{0,40}\d[^,\n]{0,20},?\s+(\S.{0,40}?)\s+(?:wrote|ha scritto|schrieb|escribió|a écrit)\b",
            ),
        ),
    ),
)
KHOROS: Final = HtmlPlatform(
    name="khoros",
    title="Khoros (Lithium) boards",
    doc="Topics of Khoros as its classic theme renders them: ids, names, times, kudos; parents where a post links to what it answers.",
    marks=(
        Mark(
            "[data-lia-message-uid] .lia-message-body-content",
            0.93,
            ("lia-message-body-content",),
            unless=("lia-quilt-message-search-item",),
        ),
    ),
    comment="[data-lia-message-uid]:has(.lia-message-body-content)",
    ids=(Pick("", "data-lia-message-uid", r"^(\d+)$"),),
    bare=False,
    flat=True,
    fields={
        "author": (Pick(".lia-user-name-link"), Pick(".lia-user-name")),
        "created": (
            Pick(".lia-message-posted-on .local-friendly-date, .DateTime .local-friendly-date", "title", r"(\d.*)"),
            Pick(".lia-message-posted-on", None, r"(\d.*)"),
            Pick(".DateTime", None, r"(\d.*)"),
        ),
        "score": (Pick(".MessageKudosCount", None, r"(\d[\d,]*)"),),
        "permalink": (Pick(".lia-message-position-in-thread a, .lia-message-subject a", "href"),),
    },
    body=(".lia-message-body-content",),
    heads=".lia-message-author, .lia-message-posted-on, .lia-message-subject",
    noise=NOISE + ", .lia-message-signature, .lia-quilt-column-message-footer, .lia-truncated-body-more",
    links=(Stated((Pick('[class*="in-response-to"] a', "href", r"-p/(\d+)"),)),),
)
INSIDED: Final = HtmlPlatform(
    name="insided",
    title="inSided (Gainsight) communities",
    doc="Topics of inSided communities: ids, names, days; parents from quotations, which name whose words they repeat.",
    marks=(Mark(".qa-topic-post-box .qa-topic-post-content", 0.95, ("qa-topic-post",)),),
    # The day of the opening post stands in the head of the topic, which is around it.
    comment=".qa-topic-first-post, .qa-topic-post-box",
    ids=(Pick("", "id", r"^post(\d+)$"),),
    bare=False,
    flat=True,
    fields={
        "author": (Pick(".qa-username"), Pick(".username")),
        "created_exact": (Pick("time[datetime]", "datetime"),),
        "created": (Pick(".tooltip__content--publish-date, time", None, DIGIT),),
        "permalink": (Pick("a.post__date", "href"),),
    },
    body=(".qa-topic-post-content",),
    heads=".qa-topic-header, .post__user__info, .post__user__meta, .qa-topic-post-footer",
    quotes="content-quote, blockquote",
    links=(QuotedName("content-quote[data-username]", Pick("", "data-username")),),
)
PLATFORMS: Final = (SOMETHING_AWFUL, FURAFFINITY, LIVESTREET, PHORUM, PHPBB_1, KHOROS, INSIDED)
