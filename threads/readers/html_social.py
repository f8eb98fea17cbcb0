"""Social sites as saved pages: Lemmy, Mastodon, LiveJournal and Dreamwidth, Tieba, TikTok."""

from __future__ import annotations

from typing import Final

from .htmlkit.fields import Pick
from .htmlkit.links import Addressed, Levels, Nested, Stated
from .htmlkit.patterns import CLAIM, DIGIT, STAMP
from .htmlkit.platform import NOISE, HtmlPlatform, Mark

LEMMY: Final = HtmlPlatform(
    name="lemmy-html",
    title="Lemmy (page)",
    doc="Lemmy's web page: ids, nesting, names, times, scores, removed comments; stubs for further replies are counted.",
    marks=(Mark('.comment-node[id^="comment-"], [id^="comment-"] .person-listing', 0.93, ("person-listing",)),),
    comment="li.comment, .comment-node",
    framed='[id^="comment-"]',
    ids=(Pick("", "id", r"^comment-(\d+)$"), Pick('.comment-node[id^="comment-"]', "id", r"^comment-(\d+)$")),
    fields={
        "author": (Pick(".person-listing"),),
        "author_id": (Pick("a.person-listing[href]", "href", r"/u/([^/?#]+)"),),
        "created_exact": (Pick(".moment-time[data-tippy-content], [data-tippy-content].unselectable", "data-tippy-content", r"(.*\d{4}.*)"),
                          Pick("time[datetime]", "datetime")),
        "created": (Pick(".moment-time, time, .unselectable.pointer", None, r"(.*(?:ago|\d{4}).*)"),),
        "score": (Pick('[aria-label*="oint"], .vote-bar .unselectable, .unselectable [aria-label]', "aria-label", r"(-?\d+)"),
                  Pick(".vote-bar .unselectable.pointer, .score", None, r"(-?\d+)")),
        "permalink": (Pick('a[href*="/comment/"]', "href"),),
    },
    body=(".md-div", ".comment-content .md", ".comment-content"),
    heads=".person-listing, .comment-header, .d-flex.text-muted, .vote-bar, .comments",
    links=(Nested(), Levels(Pick("", "data-depth", r"(\d+)"), step=1)),
    placeholder=r"^\*?(?:deleted by creator|removed by mod|deleted|removed)\*?$",
    claimed=(Pick('a[href$="#comments"], .post-listing a[title*="omment"]', None, CLAIM),),
    more=".more-comments, button.load-more-replies",
)  # fmt: skip
MASTODON: Final = HtmlPlatform(
    name="mastodon-html",
    title="Mastodon (page)",
    doc="The replies below a post on a Mastodon page: ids, names, times. The page joins answers by a line, but names no "
    "parents; only who is addressed first is told.",
    marks=(Mark(".status[data-id] .status__content, .entry .status__content", 0.9, ("status__content",)),),
    comment=".status[data-id]",
    ids=(Pick("", "data-id", r"^(?:f-)?(\d+)$"), Pick("a.status__relative-time", "href", r"/(\d+)$")),
    skip=".detailed-status__wrapper .status, .status__quote .status",
    flat=True,
    fields={
        "author": (Pick(".display-name__html, .display-name strong, .display-name bdi"),),
        "author_id": (Pick(".display-name__account", None, r"^@?(\S+)$"),),
        "created_exact": (Pick("time[datetime]", "datetime"),),
        "created": (Pick("time", None, DIGIT),),
        "permalink": (Pick("a.status__relative-time", "href"),),
    },
    body=(".status__content__text", ".status__content"),
    heads=".status__info, .status__action-bar, .status__prepend",
    noise=NOISE + ", .invisible, .status__content__read-more-button, .media-gallery",
    links=(Stated((Pick("[data-in-reply-to-id]", "data-in-reply-to-id", r"^(\d+)$"),)),),
)
LIVEJOURNAL: Final = HtmlPlatform(
    name="livejournal",
    title="LiveJournal and Dreamwidth",
    doc="LiveJournal and Dreamwidth entries: ids, parents (by the '(Parent)' link or by indentation), names, times, subjects; "
    "collapsed comments keep their place.",
    marks=(
        Mark('[id^="ljcmt"], [id^="cmt"].comment-thread, .comment-thread [id^="cmt"], .dwexpcomment', 0.93, ("cmt",)),
        Mark(".b-tree-twig .b-leaf, .b-leaf[data-username]", 0.93, ("b-leaf",)),
        Mark('table[id^="ldT"], div[id^="ldT"], .ljcmt_full', 0.9, ("lj",)),
        Mark(".mdspost-thread .mdspost-comment[data-username]", 0.95, ("mdspost-comment",)),
    ),
    comment=".b-leaf[id], .dwexpcomment, .mdspost-thread:has(> .mdspost-comment[id])",
    framed='[id^="ljcmt"], [id^="cmt"], [id^="ldT"], [id^="t"].b-leaf',
    ids=(Pick("", "id", r"^(?:ljcmt|cmt|ldT|t)(\d+)$"), Pick('[id^="cmt"]', "id", r"^cmt(\d+)$"),
         Pick(".mdspost-comment[id]", "id", r"^t(\d+)$")),
    bare=False,
    fields={
        "author": (
            Pick(".ljuser b, .ljuser, .i-ljuser-username"),
            Pick(".poster, .comment-poster, .commenter-name, .b-leaf-username"),
            Pick("", "data-username"),
        ),
        "created_exact": (Pick("time[datetime], [data-time]", "datetime"), Pick("abbr.datetime[title]", "title"),
                          Pick(".mdspost-comment", "data-updated-ts", r"^(\d+)$")),
        "created": (
            Pick(".mdspost-comment-time", None, DIGIT),
            Pick(".datetime, .b-leaf-createdtime, .comment-datetimelink, .comment-date, .commentdate, time", None, STAMP),
            Pick('[title$="after journal entry"]', None, DIGIT),
            Pick(".header, .comment-head, .ljcmt_head", None, STAMP),
        ),
        "subject": (Pick(".comment-title, .comment-subject, .b-leaf-subject, h4.comment-title"),
                    Pick(".mdspost-comment", "data-subject")),
        "permalink": (Pick('.commentpermalink a, .link.permalink a, .b-leaf-permalink, a[href*="#t"]', "href"),),
    },
    extra=("subject",),
    body=(".comment-content, .comment-text, .b-leaf-article, .comment-body, .ljcmt_body, .mdspost-comment__body", ".inner",
          '[class^="comment_bar"] + div', 'table[id^="cmtbar"] > tbody > tr:nth-child(2)'),
    heads=".header, .comment-head, .b-leaf-header, .b-leaf-footer, .footer, .comment-menu, .userpic, .poster-info, .commentlinks, "
    ".mdspost-comment__header, .mdspost-comment__footer",
    links=(
        Stated((
            Pick("a.commentparent, .commentparent a, .link.parent a, .b-leaf-actions-parent a", "href", r"(?:#(?:cmt|t)|thread=)(\d+)"),
            Pick("", "data-parent", r"^(\d+)$"),
        )),
        Nested(),
        Levels(Pick(".comment-thread", "class", r"comment-depth-(\d+)"), step=1),
        Levels(Pick("", "class", r"(?:comment-depth-|b-tree-twig-|mdspost-thread--level-)(\d+)"), step=1),
        Levels(Pick("", "style", r"(?:margin|padding)-left:\s*(\d+)")),
    ),
    placeholder=r"^\(?(?:Deleted comment|Удал[её]нный комментарий)\)?$",
    flags={"deleted": ".b-leaf-deleted, .comment-deleted, .deleted", "collapsed": ".b-leaf-collapsed, .partial, .mdspost-comment--collapsed"},
    claimed=(Pick(".comments-count, .b-xylem-cell-amount, .entry-readlink, .comment-count", None, CLAIM),),
    more=".b-leaf-seemore, .b-leaf-loadmore, .mdspost-comment-seemore__more",
)  # fmt: skip
TIEBA: Final = HtmlPlatform(
    name="tieba",
    title="Baidu Tieba",
    doc="Tieba threads: floors and the replies inside a floor, with ids, names and times. A reply inside a floor answers the "
    "floor, or whom it addresses by name.",
    marks=(
        Mark(".l_post[data-field]", 0.95, ("l_post",)),
        # What the site sends for the further replies inside a floor.
        Mark(".lzl_single_post[data-field]", 0.9, ("lzl_single_post",)),
    ),
    comment=".l_post[data-field], .lzl_single_post[data-field]",
    ids=(
        Pick("", "data-field", r"[\"']?post_id[\"']?\s*:\s*[\"']?(\d+)"),
        Pick("", "data-field", r"[\"']?spid[\"']?\s*:\s*[\"']?(\d+)"),
        Pick("", "data-pid", r"^(\d+)$"),
    ),
    skip=".l_post[data-field*='is_ad'], .l_post[data-field='{}'], .l_post_advert",
    fields={
        "author": (
            Pick("a.p_author_name, .d_name a, a.at.j_user_card"),
            Pick("", "data-field", r"[\"']?user_name[\"']?\s*:\s*[\"']([^\"']+)"),
        ),
        "author_id": (Pick("", "data-field", r"[\"']?user_id[\"']?\s*:\s*[\"']?(\d+)"),),
        "created_exact": (Pick("", "data-field", r"[\"']?date[\"']?\s*:\s*[\"']([^\"']+)"),),
        "created": (Pick(".lzl_time", None, DIGIT), Pick(".tail-info", None, r"(\d{4}-\d\d-\d\d \d\d:\d\d)")),
    },
    body=(".d_post_content", ".lzl_content_main"),
    heads=".d_author, .core_reply, .lzl_content_reply, .post-tail-wrap",
    noise=f"{NOISE}, .p_forbidden_tip, .j_ueg_post_content",
    lead=r"\s*(?:回复|回覆)\s*@?\s*[^:：]{1,40}?\s*[:：]\s*",
    links=(
        Addressed(
            Pick(".lzl_content_main", None, r"^\s*(?:回复|回覆)\s*@?\s*([^:：]{1,40}?)\s*[:：]"), within_thread=True
        ),
        Nested(),
    ),
    claimed=(Pick(".l_reply_num .red, li.l_reply_num span", None, r"(\d+)"),),
    more=".j_lzl_m_w, .lzl_more a",
)
TIKTOK: Final = HtmlPlatform(
    name="tiktok",
    title="TikTok (page)",
    doc="The comments beside a TikTok video: two levels, names, dates, likes. The page holds no ids; collapsed replies are "
    "counted as stubs; a reply shown below a comment may answer another reply.",
    depth_cap=1,
    marks=(Mark('[data-e2e^="comment-level-"]', 0.96, ("comment-level-",)),),
    comment='div:has(> [data-e2e^="comment-level-"])',
    fields={
        "author": (Pick('[data-e2e^="comment-username-"]'),),
        "author_id": (Pick('a[href^="/@"], a[href*="tiktok.com/@"]', "href", r"/@([^/?]+)"),),
        "created": (Pick('[data-e2e^="comment-time-"]', None, DIGIT),),
        "score": (Pick('[data-e2e="comment-like-count"]', None, r"([\d.,]+[KMkm]?)"),),
    },
    body=('[data-e2e^="comment-level-"]',),
    heads='[data-e2e^="comment-username-"], [data-e2e^="comment-time-"], [data-e2e="comment-like-count"]',
    links=(Levels(Pick('[data-e2e^="comment-level-"]', "data-e2e", r"comment-level-(\d)"), step=1),),
    claimed=(
        Pick('[data-e2e="comment-count"]', None, r"([\d.,]+[KMkm]?)"),
        Pick('[class*="PCommentTitle"]', None, CLAIM),
    ),
    more='[data-e2e^="view-more-"], [class*="ReplyActionText"], [class*="ViewRepliesContainer"]',
)
#: A status with its answers; a timeline shows the same elements, and is none.
_STATUSES: Final = tuple(
    Mark(f'html:has({where}) article[data-testid="tweet"] [data-testid="User-Name"]', 0.94, ("User-Name", "/status/"))
    for where in ('link[rel="canonical"][href*="/status/"]', 'meta[property="og:url"][content*="/status/"]')
)
X_PAGE: Final = HtmlPlatform(
    name="x-page",
    title="X (page, formerly Twitter)",
    doc="A status and the answers that stood on the page when it was saved: ids, names, times, likes. Which answer is to "
    "which other is not in the page; the first is what is answered.",
    marks=_STATUSES,
    comment='article[data-testid="tweet"]',
    ids=(Pick('a[href*="/status/"]:has(time)', "href", r"/status/(\d+)"),),
    bare=False,
    flat=True,
    required='a[href*="/status/"]:has(time)',
    fields={
        "author": (Pick('[data-testid="User-Name"] a[href] span'), Pick('[data-testid="User-Name"] span')),
        "author_id": (Pick('a[href*="/status/"]:has(time)', "href", r"([^/]+)/status/\d+"),),
        "created_exact": (Pick("time[datetime]", "datetime"),),
        "created": (Pick("time", None, DIGIT),),
        "score": (Pick('[data-testid="like"], [data-testid="unlike"]', "aria-label", r"^\s*(\d[\d.,]*)"),),
        "permalink": (Pick('a[href*="/status/"]:has(time)', "href"),),
    },
    body=('[data-testid="tweetText"]',),
    heads='[data-testid="User-Name"], [role="group"], time',
)
PLATFORMS: Final = (LEMMY, MASTODON, LIVEJOURNAL, TIEBA, TIKTOK, X_PAGE)
