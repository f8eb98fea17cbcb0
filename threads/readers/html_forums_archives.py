"""The plain pages that boards print of their threads for search engines, old browsers and printers: MyBB, vBulletin, IP.Board, SMF."""

from __future__ import annotations

from typing import Final

from .htmlkit.fields import Pick
from .htmlkit.links import QuotedAt, QuotedName
from .htmlkit.patterns import DIGIT, SAID_BY, WROTE
from .htmlkit.platform import NOISE, HtmlPlatform, Mark

#: MyBB puts the time of the post quoted before the name.
_TIMED: Final = rf"(?s)^\s*(?:\([^()]*\d[^()]*\)\s*)?{SAID_BY}"
_DOC: Final = "names, times; no ids, which the archive does not print; parents from quotations that name somebody."

MYBB_ARCHIVE: Final = HtmlPlatform(
    name="mybb-archive",
    title="MyBB, archive mode",
    doc=f"Threads in MyBB's archive mode: {_DOC}",
    marks=(Mark(".post > .header > .dateline", 0.93, ("dateline", "message")),),
    comment=".post:has(> .header > .author):has(> .message)",
    flat=True,
    fields={"author": (Pick(".header > .author"),), "created": (Pick(".header > .dateline", None, DIGIT),)},
    body=(".message",),
    heads=".header",
    noise=NOISE + ", blockquote > cite",
    quotes="blockquote",
    links=(
        QuotedAt("blockquote > cite", Pick("", None, r"^\s*\(([^()]*\d[^()]*)\)")),
        QuotedName("blockquote", Pick("cite", None, _TIMED)),
    ),
)
VBULLETIN_ARCHIVE: Final = HtmlPlatform(
    name="vbulletin-archive",
    title="vBulletin, archive",
    doc=f"Threads in vBulletin's archive: {_DOC}",
    marks=(Mark(".post > .posttop + .posttext", 0.93, ("posttop", "posttext")),),
    comment=".post:has(> .posttop)",
    flat=True,
    fields={"author": (Pick(".posttop > .username"),), "created": (Pick(".posttop > .date", None, DIGIT),)},
    body=(".posttext",),
    heads=".posttop",
    quotes="blockquote",
    links=(QuotedName("blockquote", Pick("cite", None, WROTE)),),
)
IPB_ARCHIVE: Final = HtmlPlatform(
    name="ipb-archive",
    title="IP.Board, lo-fi version",
    doc=f"Topics in IP.Board's lo-fi version: {_DOC}",
    marks=(Mark(".postwrapper > .posttopbar", 0.93, ("postwrapper", "posttopbar")),),
    comment=".postwrapper",
    flat=True,
    fields={"author": (Pick(".posttopbar > .postname"),), "created": (Pick(".posttopbar > .postdate", None, DIGIT),)},
    body=(".postcontent",),
    heads=".posttopbar",
    noise=NOISE + ", .quotetop",
    quotes=".quotemain, blockquote",
    links=(QuotedName(".quotetop", Pick("", None, r"(?i)\(\s*([^()@]+?)\s*@[^()]*\)")),),
)
_HEADER: Final = ".quoteheader, blockquote > cite"
_ON: Final = r"(?s)^.*?\s(?:on|am|en|le)\s+(\S*\s*\S*\d.*)$"
SMF_PRINT: Final = HtmlPlatform(
    name="smf-print",
    title="Simple Machines Forum, to be printed",
    doc=f"Topics as SMF prints them: {_DOC}",
    marks=(Mark("dl#posts > dt.postheader", 0.93, ("postheader", "postbody")),),
    comment="dl#posts > dt.postheader",
    followers="dd.postbody",
    flat=True,
    # Title, name and time are what the head shows in bold, in this order.
    fields={
        "author": (Pick("strong:nth-of-type(2)"),),
        "created": (Pick("strong:nth-of-type(3)", None, DIGIT),),
        "subject": (Pick("strong:nth-of-type(1)"),),
    },
    extra=("subject",),
    body=("dd.postbody",),
    heads="dt.postheader",
    noise=NOISE + ", .quoteheader, .quotefooter, blockquote > cite",
    quotes="blockquote",
    links=(QuotedAt(_HEADER, Pick("", None, _ON)), QuotedName(_HEADER, Pick("", None, WROTE))),
)
PLATFORMS: Final = (MYBB_ARCHIVE, VBULLETIN_ARCHIVE, IPB_ARCHIVE, SMF_PRINT)
