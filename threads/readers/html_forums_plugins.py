"""Forums that live inside another site, and engines few boards run: bbPress, wpForo, UBB.threads, mwForum, JForum."""

from __future__ import annotations

from typing import Final

from .htmlkit.fields import Pick
from .htmlkit.links import Levels, Quoted, QuotedName, Stated, Wrapped
from .htmlkit.patterns import DIGIT, STAMP
from .htmlkit.platform import NOISE, HtmlPlatform, Mark

_NOISE: Final = NOISE + ", .signature"

BBPRESS: Final = HtmlPlatform(
    name="bbpress",
    title="bbPress (forum in WordPress)",
    doc="bbPress topics: ids, names, times; parents where the board shows replies in threads, else undecided.",
    marks=(Mark(".bbp-reply-header[id], .bbp-topic-header[id]", 0.93), Mark("li.bbp-body .bbp-reply-content", 0.9)),
    comment='.bbp-reply-header[id^="post-"], .bbp-topic-header[id^="post-"]',
    # The head of a post is an element of its own, and the post follows it.
    followers=".bbp-reply-header + div, .bbp-topic-header + div",
    framed='.bbp-body li[id^="post-"]',
    ids=(Pick("", "id", r"^post-(\d+)$"), Pick("a.bbp-reply-permalink", "href", r"#post-(\d+)$")),
    required=".bbp-reply-content, .bbp-topic-content",
    bare=False,
    flat=True,
    fields={
        "author": (
            Pick(".bbp-author-name"),
            Pick(".bbp-reply-author a:not(:has(img)), .bbp-topic-author a:not(:has(img))"),
            Pick(".bbp-reply-author, .bbp-topic-author", None, r"(?s)^\s*(\S[^\n]{0,60})"),
        ),
        "created": (Pick(".bbp-reply-post-date, .bbp-topic-post-date", None, DIGIT),),
        "permalink": (Pick("a.bbp-reply-permalink, a.bbp-topic-permalink", "href"),),
    },
    body=(".bbp-reply-content, .bbp-topic-content",),
    heads=".bbp-meta, .bbp-reply-author, .bbp-topic-author, .bbp-author-role, .bbp-admin-links",
    noise=_NOISE + ", .bbp-reply-revision-log, .bbp-topic-revision-log, .bbp-attachments, .d4p-bbp-quote-title",
    links=(
        Quoted("blockquote[data-quote-id], .d4p-bbp-quote a[href*='#post-']", "href", r"#post-(\d+)$"),
        Wrapped("ul.bbp-threaded-replies"),
    ),
)
WPFORO: Final = HtmlPlatform(
    name="wpforo",
    title="wpForo (forum in WordPress)",
    doc="wpForo topics: ids, names and handles, times; parents from quotations that state the post quoted.",
    marks=(Mark(".post-wrap .wpforo-post, .wpforo-post-content", 0.94, ("wpforo",)),),
    comment='.post-wrap[id^="post-"], [id^="post-"]:has(> .wpforo-post)',
    framed='.wpforo-post[id^="post-"], .wpforo-comment[id^="post-"]',
    ids=(Pick("", "id", r"^post-(\d+)$"),),
    required=".wpforo-post-content, .wpforo-comment-content, .wpforo-comment-text",
    bare=False,
    flat=True,
    fields={
        # Long names are cut in the link, and whole beside the picture.
        "author": (
            Pick('.author-name a:not([title=""])', None, r"^(?!.*(?:\.\.\.|…)$)(.+)$"),
            Pick(".author-avatar img[alt]", "alt", r"^(.+)$"),
            Pick(".author-name a, .author-name, .wpf-author-name, .wpforo-comment-author a"),
        ),
        "author_id": (Pick(".wpf-author-nicename", None, r"@([\w.\-]+)"),),
        "created_exact": (Pick("time[datetime]", "datetime"),),
        "created": (
            Pick(".wpforo-post-content-bottom", None, r"(?s)^\W*\w+\s*:\s+(.*?\d.*?)(?:\s{2,}|$)"),
            Pick(".wpf-post-date, .cbleft, .wpforo-comment-footer, .post-date", None, STAMP),
        ),
        "permalink": (Pick('a[href*="#post-"]', "href"),),
    },
    body=(".wpforo-post-content", ".wpforo-comment-text, .wpforo-comment-content"),
    heads=".wpf-left, .wpforo-post-content-top, .wpforo-post-content-bottom, .wpforo-comment-footer",
    noise=_NOISE
    + ", .wpf-post-button-actions, .wpf-sb, .wpf-attachment-link, .wpforo-post-signature, .wpf-action, .wpforo-post-author-name",
    quote_source=(Pick("", "data-postid", r"^([1-9]\d*)$"),),
    links=(
        Quoted("blockquote[data-postid]", "data-postid", r"^([1-9]\d*)$"),
        QuotedName("blockquote:has(.wpforo-post-quote-author)", Pick(".wpforo-post-quote-author strong, .wpforo-post-quote-author")),
    ),
)  # fmt: skip
UBB: Final = HtmlPlatform(
    name="ubb-threads",
    title="UBB.threads",
    doc="UBB.threads topics: ids, names, times, and the post that each says it answers.",
    marks=(Mark("table .post_inner", 0.92, ("ubbthreads",)), Mark("td.post-content .post_inner", 0.85)),
    comment="table.t_outer:has(.post_inner)",
    ids=(Pick('[id^="number"]', "id", r"^number(\d+)$"), Pick('a[href*="#Post"]', "href", r"#Post(\d+)$")),
    bare=False,
    fields={
        "author": (Pick(".author-name .username, .author-name .adminname, .author-name a"), Pick(".author-name")),
        "created": (Pick(".subjecttable .date", None, DIGIT), Pick(".subjecttable", None, STAMP)),
        "clock": (Pick(".subjecttable .time", None, DIGIT),),
        "subject": (Pick(".subjecttable .bold",),),
        "permalink": (Pick('.subjecttable a[id^="number"]', "href"),),
    },
    extra=("subject",),
    body=(".post_inner",),
    heads=".subjecttable, .author-content, .author-name",
    noise=_NOISE + ", .ubbcode-header, .post-buttons, .edited-wording",
    quotes=".ubbcode-block .ubbcode-body, blockquote",
    links=(
        Stated((Pick('.subjecttable a[title="in reply to"]', "href", r"#Post(\d+)$"),)),
        Stated((Pick('.subjecttable span.small > a[href*="#Post"]:not([id])', "href", r"#Post(\d+)$"),)),
    ),
)  # fmt: skip
MWFORUM: Final = HtmlPlatform(
    name="mwforum",
    title="mwForum",
    doc="mwForum topics: ids, parents by indentation where the topic is shown as a tree, names, times, votes.",
    marks=(Mark('div.frm.pst[id^="pid"]', 0.94, ("pst",)),),
    comment='div.pst[id^="pid"]',
    ids=(Pick("", "id", r"^pid(\d+)$"),),
    bare=False,
    flat=True,
    fields={
        "author": (Pick('.hcl a[href*="user_info"]'), Pick(".hcl", None, r"(?s)\bBy\s+(.+?)\s+(?:Date|\[)")),
        "created": (Pick(".hcl", None, r"(?s)\s(\d{1,4}[./-]\d+[./-]\d+ \d+:\d\d(?: UTC)?)"), Pick(".hcl", None, STAMP)),
        "score": (Pick(".hcl", None, r"Upvotes\s+(\d+)"),),
        "permalink": (Pick("a.psl", "href"),),
    },
    body=(".ccl",),
    heads=".hcl, .bcl",
    noise=_NOISE + ", .ava, .sig",
    links=(Levels(Pick("", "style", r"margin-left:\s*(\d+)%")),),
)  # fmt: skip
JFORUM: Final = HtmlPlatform(
    name="jforum",
    title="JForum",
    doc="JForum topics (of CodeRanch and its sister boards): ids, names, times; parents from quotations by name.",
    marks=(Mark(".postItem .postText", 0.92, ("postText",)),),
    comment=".postItem:has(.postText)",
    ids=(Pick(".postdate [id]", "id", r"^(\d+)$"), Pick('[id^="likeImage_"]', "id", r"_(\d+)$")),
    bare=False,
    flat=True,
    fields={
        "author": (Pick('.name a[href*="/u/"], .name a'), Pick(".name")),
        "created_exact": (Pick(".postdate [title]", "title", r"(.*\d{4}.*)"),),
        "created": (Pick(".postdate", None, r"(?s)(?:posted\s+)?(.*\d.*)"),),
    },
    body=(".postText",),
    heads=".lcontent, .postdate, .postButtonsToolbar",
    noise=_NOISE + ", .postSig, .quoteHeader, .attachments",
    quotes="blockquote, .quote",
    links=(QuotedName("blockquote", Pick("cite, .quoteAuthor, div > b, b", None, r"(?s)^\W*(.+?)\s*(?:wrote|said)?\s*:\s*$")),),
)  # fmt: skip
PLATFORMS: Final = (BBPRESS, WPFORO, UBB, MWFORUM, JFORUM)
