"""Boards and question pages whose themes share the markup of one suite: WoltLab, Question2Answer, IP.Board 1 and 2."""

from __future__ import annotations

from typing import Final

from .htmlkit.fields import Pick
from .htmlkit.links import Nested, Quoted, QuotedName
from .htmlkit.patterns import DIGIT, STAMP, WROTE
from .htmlkit.platform import NOISE, HtmlPlatform, Mark

_NOISE: Final = NOISE + ", .signature, .messageSignature"
#: "QUOTE(Ann @ Mar 2 2009, 10:15 AM)"
_QUOTED: Final = r"^\W*[^\W\d]{3,12}\s?\(\s*([^@()\s][^@()]*)"
#: "Zitat von »Ann«", "Quote from Ann"
_FROM: Final = r"^\W*[^\W\d]{3,12} (?:von|from|by|de|van|di) \W*([^»«„“\"\n]+)"
WOLTLAB: Final = HtmlPlatform(
    name="woltlab",
    title="WoltLab Suite and Burning Board",
    doc="Threads of WoltLab's boards, Burning Board 3 to Suite 6: ids, names, times, reactions; parents from quotations, "
    "which link to the post quoted.",
    marks=(
        Mark(".wbbPost .messageText", 0.95, ("wbbPost", "messageText")),
        Mark('.message[id^="postRow"] .messageBody', 0.95, ("postRow", "messageBody")),
    ),
    comment='article.wbbPost, .message[id^="postRow"]',
    ids=(
        Pick("", "data-post-id", r"^(\d+)$"),
        Pick("", "data-object-id", r"^(\d+)$"),
        Pick("", "id", r"^postRow(\d+)$"),
        Pick('a.permalink[href*="#post"], .messageCount a', "href", r"#post(\d+)$"),
    ),
    required=".messageText, .messageBody",
    bare=False,
    flat=True,
    by_shape=("author", "created"),
    fields={
        "author": (
            Pick('.messageAuthor [itemprop="name"], .messageAuthor .username'),
            Pick('.messageAuthor .userName, .messageSidebar .username, [itemprop="author"] [itemprop="name"]'),
            Pick(".userName, .username"),
        ),
        "author_id": (Pick("", "data-user-id", r"^([1-9]\d*)$"),),
        "created_exact": (
            Pick('meta[itemprop="datePublished"]', "content"),
            Pick("time[datetime]", "datetime"),
        ),
        "created": (
            Pick(".messageHeader .permalink, .messageHeader time", None, DIGIT),
            Pick(".messageHeader .smallFont", None, STAMP),
            Pick(".messageHeader", None, STAMP),
        ),
        "permalink": (Pick('a.permalink, a[href*="#post"]', "href"),),
    },
    body=(".messageText", '[id^="postText"]', ".messageBody"),
    heads=".messageSidebar, .messageHeader, .messageFooter, .messageTitle",
    noise=_NOISE + ", .quoteBoxTitle, .quoteBoxIcon, .quoteHeader, .wbbPostEditNote, .messageFooterNote, .editNote, "
    "blockquote > header",
    quotes="blockquote, .quoteBox",
    quote_source=(
        Pick("", "cite", r"(?:postID=|#post)(\d+)"),
        Pick(".quoteBoxTitle a, .quoteHeader a, header a", "href", r"(?:postID=|#post)(\d+)"),
    ),
    links=(
        Quoted("blockquote[cite]", "cite", r"(?:postID=|#post)(\d+)"),
        Quoted(".quoteBoxTitle a, .quoteHeader a, blockquote header a", "href", r"(?:postID=|#post)(\d+)"),
        QuotedName("blockquote", Pick(".quoteBoxTitle, .quoteHeader, header", None, _FROM)),
    ),
)
QUESTION2ANSWER: Final = HtmlPlatform(
    name="question2answer",
    title="Question2Answer",
    doc="A question with its answers and the comments below each: ids, names, times, votes. Answers count as comments, the "
    "question is the article; a comment below an answer answers it.",
    marks=(Mark(".qa-a-list-item, .qa-q-view .qa-c-list-item", 0.95, ("qa-",)),),
    comment=".qa-a-list-item, .qa-c-list-item",
    ids=(Pick("", "id", r"^([ac]\d+)$"),),
    bare=False,
    fields={
        "author": (
            Pick(".qa-c-item-who-data .qa-user-link, .qa-a-item-who-data .qa-user-link"),
            Pick(".qa-c-item-who-data, .qa-a-item-who-data"),
        ),
        "created_exact": (
            Pick("time[datetime]", "datetime"),
            Pick(".published .value-title, .published [title]", "title", r"^(\d{4}.*)$"),
        ),
        "created": (
            Pick(".qa-c-item-when-data, .qa-a-item-when-data", None, DIGIT),
            Pick(".qa-c-item-when, .qa-a-item-when", None, DIGIT),
        ),
        "score": (Pick(".qa-netvote-count-data", None, r"([-+−–]?\d+)"),),
        "permalink": (Pick("a.qa-c-item-what, a.qa-a-item-what", "href"),),
    },
    body=(".qa-a-item-content, .qa-c-item-content",),
    heads=".qa-a-item-meta, .qa-c-item-meta, .qa-voting, .qa-a-selection",
    noise=_NOISE + ", .qa-a-item-buttons, .qa-c-item-buttons, .qa-c-item-footer",
    links=(Nested(),),
    flags={"accepted": ".qa-a-list-item-selected, .qa-a-item-selected", "answer": ".qa-a-list-item"},
)
IPB_2: Final = HtmlPlatform(
    name="ipb-2",
    title="Invision Power Board 1 and 2",
    doc="Topics of Invision Power Board 1.3 to 2.3: ids, names, times; parents from quotations, which link to the post quoted "
    "or name somebody.",
    marks=(
        Mark('.postcolor[id^="post-"]', 0.93, ("postcolor", "normalname")),
        Mark(".normalname + .postcolor, .post1 .postcolor, .post2 .postcolor", 0.9, ("postcolor", "normalname")),
    ),
    comment="table:has(> tbody > tr > td .normalname):has(> tbody > tr > td > .postcolor)",
    ids=(
        Pick('.postcolor[id^="post-"]', "id", r"^post-(\d+)$"),
        Pick('a[name^="entry"]', "name", r"^entry(\d+)$"),
    ),
    bare=False,
    flat=True,
    by_shape=("author", "created"),
    fields={
        "author": (Pick(".normalname a"), Pick(".normalname")),
        "created": (
            Pick('.postdetails:has(img[src*="to_post"])', None, STAMP),
            Pick("tr:first-child .postdetails", None, STAMP),
        ),
        "permalink": (Pick('a[href*="findpost"], a[href*="view=findpost"]', "href"),),
    },
    body=(".postcolor",),
    heads=".normalname, .postdetails",
    noise=_NOISE + ", .quotetop, .edit, .signature",
    quotes=".quotemain, td#QUOTE",
    quote_source=(Pick('a[href*="pid="]', "href", r"[?&;]pid=(\d+)"),),
    links=(
        Quoted('.quotetop a[href*="pid="]', "href", r"[?&;]pid=(\d+)"),
        QuotedName(".quotetop, table#QUOTE-WRAP", Pick("", None, _QUOTED)),
        QuotedName(".quotetop", Pick("", None, WROTE)),
    ),
)
PLATFORMS: Final = (WOLTLAB, QUESTION2ANSWER, IPB_2)
