"""Forums of the older kind: phpBB, Forumotion, FluxBB and PunBB, vBulletin, MyBB, SMF.

A forum page is flat. Only a quotation tells which post is answered; a post without one stays undecided.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from .htmlkit.fields import Pick
from .htmlkit.links import Nested, Quoted, QuotedName, Stated
from .htmlkit.patterns import DIGIT, STAMP, WROTE
from .htmlkit.platform import NOISE, HtmlPlatform, Mark

_NOISE: Final = NOISE + ", .signature, .sig, .postsignature, .post-signature, .notice, .post-buttons, .hidden"

PHPBB: Final = HtmlPlatform(
    name="phpbb",
    title="phpBB and Forumotion",
    doc="phpBB topics: ids, names, times; parents from quotations, by id where the board states it, else by the quoted name.",
    marks=(
        Mark('div.post[id^="p"] .postbody, article.post[id^="p"] .postbody', 0.9, ("postbody",)),
        Mark('div.post[class*="post--"]', 0.9, ("postbody",)),
        Mark(
            "td.row1 .postbody, td.row2 .postbody, table.tablebg .postbody, .forumline .postbody", 0.85, ("postbody",)
        ),
    ),
    comment='.post[id^="p"]:not([id^="pr"]):not([id^="po"]), table.tablebg:has(> tbody > tr > td > .postauthor), '
    "tr:has(> td > span.name):has(> td .postbody), tr:has(> td > span.name > a[name]):has(+ tr .postbody)",
    # Themes of phpBB 2 may set the head of a post and its words in two rows.
    followers="tr:has(> td .postbody)",
    framed='.post[id^="post"], tr[id^="p"], div[id^="post-"], tr:has(> td .postbody):has(> td .postauthor), '
    "tr:has(> td .postbody):has(> td .name), table:has(> tbody > tr > td .postauthor)",
    ids=(
        Pick("", "id", r"^p(?:ost)?[-_]?(\d+)$"),
        Pick('a[name^="p"]', "name", r"^p(\d+)$"),
        Pick(".postdetails a[name], .name a[name], td a[name]", "name", r"^p?(\d+)$"),
    ),
    # Forumotion puts an advert behind the last post, as post 0.
    skip=".post--0",
    bare=False,
    flat=True,
    by_shape=("author", "created"),
    fields={
        "author": (
            Pick(
                ".postprofile .username, .postprofile .username-coloured, .author .username, .author .username-coloured"
            ),
            Pick(".author strong a, .author strong, .postauthor, .postprofile dt > a:not(:has(img)), span.name"),
            Pick(".postprofile-head strong, .postprofile dt strong, .author a", None, r"(?s)^\s*(?!#\d)(.+)"),
        ),
        "created_exact": (Pick(".author time, time", "datetime"), Pick("", "data-date")),
        "created": (
            Pick(".author time, time", None, DIGIT),
            Pick(
                "td.gensmall",
                None,
                r"(?s)(?:posted|verfasst|posté(?: le)?|publicado|geplaatst|inviato|wysłany)\s*:\s*(.*?\d.*)",
            ),
            Pick(".author", None, r"(?s)(?:»|&raquo;|•|\bon\b|\bam\b|\ble\b)\s*(.*\d.*)"),
            Pick(".author, .topic-date, .posthead, .postdate, .post-date", None, STAMP),
            Pick(
                ".postdetails, td.gensmall, .gensmall",
                None,
                r"(?s)(?:posted|verfasst am|posté le|gesendet)\s*:?\s*([^\n]*\d{4}[^\n]*?)(?:\s{2,}|post subject|$)",
            ),
        ),
        "subject": (Pick(".postbody h3, h3.first, .postsubject, .topic-title"),),
        "permalink": (Pick('.author a[href*="#p"], h3 a[href*="#p"]', "href"),),
    },
    extra=("subject",),
    body=(
        ".postbody .content, .post-content, .content",
        "td:has(> span.postbody)",
        "div.postbody, span.postbody",
        ".postbody",
    ),
    heads=".author, .postbody h3, .postprofile, .post-buttons, .profile-icons, .back2top, .postbody-head",
    noise=_NOISE
    + ", blockquote cite, span.postbody + span.postbody, span.postbody ~ span.gensmall, .quotetitle, td > .genmed:has(> b:only-child)",
    quotes="blockquote, .quotecontent, td.quote",
    quote_source=(
        Pick("", "cite", r"[#&?]p(?:=)?(\d+)$"),
        Pick("cite a[href*='#p'], cite a[data-post-id]", "href", r"#p(\d+)"),
    ),
    links=(
        Quoted("blockquote cite a[data-post-id]", "data-post-id", r"^(\d+)$"),
        Quoted("blockquote[cite]", "cite", r"#p(\d+)$"),
        Quoted('blockquote cite a[href*="#p"]', "href", r"#p(\d+)$"),
        QuotedName("blockquote", Pick("cite", None, WROTE)),
        QuotedName("table:has(> tbody > tr > td.quote), .quotewrapper", Pick("b, .quotetitle, .genmed b", None, WROTE)),
        QuotedName(".quotetitle", Pick("", None, WROTE)),
    ),
)
#: Posts are p17 and the like; pages, profiles and polls are not.
_POST: Final = '[id^="p"]:not([id^="pa"]):not([id^="ph"]):not([id^="po"]):not([id^="pr"])'
PHPBB_THEMED: Final = replace(
    PHPBB,
    name="phpbb-themed",
    title="phpBB in a theme of its own",
    doc="phpBB topics whose theme has markup of its own: ids, names, times; parents from quotations.",
    marks=(
        Mark(f'{_POST} a[href*="viewtopic"][href*="#p"]', 0.7, ("viewtopic", "#p", "username")),
        Mark(f'{_POST} [id^="post_content"]', 0.7, ("post_content", "username")),
    ),
    comment=f'{_POST}:has([class^="username"])',
    framed="",
    ids=(Pick("", "id", r"^p(\d+)$"),),
    fields={
        "author": (Pick(".username, .username-coloured"),),
        "created_exact": (Pick("time", "datetime"),),
        "created": (Pick('[class*="date"], time', None, STAMP, last=True), Pick(".author", None, STAMP)),
        "subject": (Pick("h3"),),
        "permalink": (Pick('a[href*="#p"]', "href"),),
    },
    heads='h3, [class*="profile"], [class*="date"], .author',
)
FLUXBB: Final = HtmlPlatform(
    name="fluxbb",
    title="FluxBB and PunBB",
    doc="FluxBB and PunBB topics: ids, names, times; parents from 'X wrote' quotations by name.",
    marks=(
        Mark('.blockpost[id^="p"] .postmsg, .punbb .postmsg, #punviewtopic .postmsg', 0.93, ("postmsg",)),
        Mark('#brd-viewtopic .posthead[id^="p"], .brd .post > .posthead[id^="p"]', 0.93, ("posthead",)),
    ),
    comment='.blockpost[id^="p"], .post:has(> .posthead[id^="p"])',
    ids=(Pick("", "id", r"^p(\d+)$"), Pick(".posthead[id]", "id", r"^p(\d+)$")),
    bare=False,
    flat=True,
    by_shape=("author", "created"),
    fields={
        "author": (
            Pick(".postleft dt strong, .postleft dt"),
            Pick(".author-ident .username, .post-byline a, .post-byline strong"),
        ),
        "created": (Pick("h2 a", None, STAMP), Pick("h2", None, STAMP), Pick(".post-link", None, STAMP)),
        "permalink": (Pick("h2 a[href], .post-link a[href]", "href"),),
    },
    body=(".postmsg, .entry-content",),
    heads="h2, .postleft, .postfoot, .postsignature, h3, .posthead, .post-author, .entry-title",
    noise=_NOISE + ", .postedit, .sig-content, .quotebox > cite, .quotebox > h4",
    quotes=".quotebox blockquote",
    links=(QuotedName(".quotebox", Pick("cite, h4", None, WROTE)),),
)
VBULLETIN: Final = HtmlPlatform(
    name="vbulletin",
    title="vBulletin",
    doc="vBulletin 3 to 5 threads: ids, names, times; parents from quotations that link to the post quoted, else by "
    "name; comments below a post answer it.",
    marks=(
        Mark('[id^="post_message_"]', 0.92, ("post_message_",)),
        Mark('li.postbit[id^="post_"], li.postbitlegacy[id^="post_"], li.b-post[data-node-id]', 0.92, ("post",)),
    ),
    comment='li[id^="post_"], li.b-post[data-node-id]',
    framed='table[id^="post"], div[id^="post_"], div[id^="edit"], li[id^="post"], article[id^="post"]',
    ids=(
        Pick("", "data-node-id", r"^(\d+)$"),
        Pick("", "id", r"^(?:post_?|edit|pp?ost_message_)(\d+)$"),
        Pick('[id^="post_message_"]', "id", r"(\d+)$"),
    ),
    required='[id^="post_message_"], .postcontent, .js-post__content-text, .js-post__content',
    bare=False,
    flat=True,
    by_shape=("author", "created"),
    fields={
        "author": (
            Pick(".username_container .username, .username_container strong"),
            Pick(".bigusername, a.username, .username, .author [itemprop=name], .userinfo .author"),
            Pick(".b-comment__author"),
            Pick('[id^="postmenu_"]', None, r"(?s)^\s*(\S[^\n]{0,60})"),
        ),
        "created_exact": (Pick("time[datetime]", "datetime"),),
        "created": (
            Pick(".postdate .date, .postdate, .b-post__timestamp, time", None, DIGIT),
            Pick(".thead, .posthead, .postdetails_date, .userinfo_extra dd, .userstats dd", None, STAMP),
            Pick("td.thead, .smallfont", None, STAMP),
        ),
        "permalink": (Pick('a.postcounter, a[id^="postcount"], a.b-post__count', "href"),),
    },
    body=(".postcontent, .js-post__content-text", '[id^="post_message_"]', ".js-post__content"),
    heads=".posthead, .userinfo, .postfoot, .title.icon, .after_content, .b-post__footer",
    noise=_NOISE
    + ", .bbcode_postedby, .quote_container > .bbcode_quote_container, .tapatalkSignatur, .bbcode_description, "
    "[id^=post_thanks_box], .lastedited, .editedby",
    quotes=".bbcode_quote .message, .bbcode_quote, .quote_container .message, td.alt2:has(a[href*='#post']), blockquote.quote",
    quote_source=(Pick('a[href*="#post"]', "href", r"#post(\d+)"),),
    links=(
        Nested("li.b-comment"),
        Quoted(
            '.bbcode_quote a[href*="#post"], .bbcode_postedby a[href*="#post"], .quote_container a[href*="#post"]',
            "href",
            r"#post(\d+)",
        ),
        Quoted('td.alt2 a[href*="#post"], .quotearea a[href*="#post"]', "href", r"#post(\d+)"),
        Quoted('.bbcode_quote a[href*="post"], .bbcode_postedby a[href]', "href", r"[?&/]p(?:ost)?=?(\d+)"),
        QuotedName(".bbcode_quote, .quote_container", Pick(".bbcode_postedby strong, .bbcode_postedby")),
        QuotedName("td.alt2:has(> div > strong)", Pick("div > strong")),
    ),
)
MYBB: Final = HtmlPlatform(
    name="mybb",
    title="MyBB",
    doc="MyBB threads: ids, names, times; parents from quotations that link to the post quoted.",
    marks=(
        Mark('[id^="pid_"].post_body, .post_content .post_body[id^="pid_"]', 0.93, ("pid_",)),
        Mark('#posts [id^="post_"] [id^="pid_"]', 0.9),
    ),
    comment='[id^="post_"]:has([id^="pid_"])',
    framed='div[id^="post_"], table[id^="post_"]',
    ids=(Pick("", "id", r"^post_(\d+)$"),),
    required='[id^="pid_"]',
    bare=False,
    flat=True,
    by_shape=("author", "created"),
    fields={
        "author": (
            Pick(".author_information .largetext, .post_author .largetext, .largetext a"),
            Pick(".author_information strong a"),
        ),
        "created_exact": (Pick(".post_date [title]", "title", r"(.*\d{4}.*)"),),
        "created": (Pick(".post_date", None, STAMP), Pick(".smalltext", None, STAMP)),
        "permalink": (Pick('a[href*="#pid"]', "href"),),
    },
    body=(".post_body",),
    heads=".post_head, .post_author, .post_meta, .author_information",
    noise=_NOISE + ", blockquote > cite, .post_edit, .edited_post",
    quotes="blockquote",
    quote_source=(Pick('cite a[href*="pid"]', "href", r"pid[=]?(\d+)"),),
    links=(
        Quoted('blockquote cite a[href*="pid"]', "href", r"#?pid=?(\d+)"),
        QuotedName("blockquote", Pick("cite", None, WROTE)),
    ),
)
SMF: Final = HtmlPlatform(
    name="smf",
    title="Simple Machines Forum",
    doc="SMF topics: ids, names, times; parents from 'Quote from' headers that link to the message quoted.",
    marks=(
        Mark('.post_wrapper [id^="msg_"], #forumposts .post_wrapper', 0.93, ("msg",)),
        Mark('#quickModForm [id^="msg_"], [id^="subject_"] ~ .smalltext', 0.8, ("msg",)),
        Mark('td[class^="windowbg"] div[id^="subject_"] ~ .smalltext', 0.93, ("subject_",)),
    ),
    comment='.post_wrapper, td[class^="windowbg"]:has(> table div[id^="subject_"])',
    ids=(
        Pick('.inner[id^="msg_"], [id^="msg_"]', "id", r"^msg_(\d+)$"),
        Pick('[id^="subject_"]', "id", r"^subject_(\d+)$"),
        Pick("[data-msgid]", "data-msgid", r"^(\d+)$"),
        Pick('a[href*="#msg"]', "href", r"#msg(\d+)$"),
    ),
    required='[id^="msg_"], .inner, [id^="subject_"]',
    bare=False,
    flat=True,
    by_shape=("author", "created"),
    fields={
        "author": (
            Pick('.poster h4 a[href*="profile"]'),
            Pick(".poster h4"),
            Pick("td[rowspan] > b a, td[rowspan] > b"),
        ),
        "created_exact": (Pick("time[datetime]", "datetime"),),
        "created": (
            Pick(".postinfo a.smalltext", None, DIGIT),
            Pick(
                '.keyinfo .smalltext, [id^="subject_"] ~ .smalltext',
                None,
                r"(?s)«[^:»]*[^:\d»]\s*:\s+([^«»]*\d[^«»]*?)\s*(?:»|$)",
            ),
            Pick('.keyinfo .smalltext, .postinfo, [id^="subject_"] ~ .smalltext', None, STAMP),
        ),
        "subject": (Pick('[id^="subject_"]'),),
        "permalink": (Pick('.keyinfo a[href*="#msg"], a[href*="#msg"]', "href"),),
    },
    extra=("subject",),
    body=('.inner[id^="msg_"]', ".post .inner, .inner", ".post"),
    heads='.poster, .keyinfo, .moderatorbar, .postinfo, [id^="subject_"]',
    noise=_NOISE + ", .quoteheader, .quotefooter, .topslice_quote, .botslice_quote, blockquote > cite, .modified",
    quotes="blockquote, .post > .quote",
    quote_source=(Pick('cite a[href*="msg"]', "href", r"#?msg=?(\d+)$"),),
    links=(
        Quoted('.quoteheader a[href*="msg"], blockquote cite a[href*="msg"]', "href", r"(?:#msg|msg=?)(\d+)$"),
        QuotedName(".quoteheader, blockquote:has(> cite)", Pick("a, cite", None, WROTE)),
    ),
)
FUDFORUM: Final = HtmlPlatform(
    name="fudforum",
    title="FUDforum",
    doc="FUDforum topics (flat view): ids, the message that one answers where the board shows it, names, times.",
    marks=(Mark("table.MsgTable .MsgBodyText", 0.95, ("MsgTable", "MsgBodyText")),),
    comment="table.MsgTable:has(.MsgBodyText)",
    ids=(Pick('a[name^="msg_"]:not([name^="msg_num"])', "name", r"^msg_(\d+)$"),),
    bare=False,
    flat=True,
    fields={
        "author": (Pick(".msgud a"), Pick(".msgud")),
        "created": (Pick(".DateText", None, DIGIT),),
        "subject": (Pick("a.MsgSubText, .MsgSubText a"),),
        "permalink": (Pick('.SmallText a[href*="#msg_"], .MsgSubText a[href*="#msg_"]', "href"),),
    },
    extra=("subject",),
    body=(".MsgBodyText",),
    heads=".MsgSubText, .DateText, .msgud, .SmallText, .MsgToolBar, .signature",
    quotes="blockquote, .quote, cite + blockquote",
    links=(Stated((Pick(".SmallText, .MsgR1", None, r"is a reply to\s+message #(\d+)"),)),),
)
PLATFORMS: Final = (FUDFORUM, FLUXBB, VBULLETIN, MYBB, SMF, PHPBB, PHPBB_THEMED)
