"""Forums of the newer kind: XenForo, Invision, Vanilla, Discourse."""

from __future__ import annotations

from typing import Final

from .htmlkit.fields import Pick
from .htmlkit.links import Addressed, Quoted, QuotedName
from .htmlkit.patterns import CLAIM, DIGIT, STAMP
from .htmlkit.platform import NOISE, HtmlPlatform, Mark

_NOISE: Final = NOISE + ", .signature, .message-signature, .quoteExpand, .bbCodeBlock-expandLink, .messageTextEndMarker"

XENFORO: Final = HtmlPlatform(
    name="xenforo",
    title="XenForo",
    doc="XenForo 1 and 2 threads: ids, names, times, reactions; parents from quotations, which name the post quoted.",
    marks=(
        Mark('li.message[id^="post-"]', 0.93, ("messageText",)),
        Mark('article[data-content^="post-"], article[id^="js-post-"]', 0.95, ("post-",)),
        Mark('.message[id^="post-"] .messageContent', 0.9),
    ),
    comment='li.message[id^="post-"], article[data-content^="post-"], article[id^="js-post-"], .message[id^="post-"], '
    '.MessageCard[id^="js-post-"]:has(> .js-originalPostContainer)',
    ids=(Pick("", "data-content", r"^post-(\d+)$"), Pick("", "id", r"^(?:js-)?post-(\d+)$")),
    bare=False,
    flat=True,
    by_shape=("author", "created"),
    fields={
        "author": (
            Pick("", "data-author"),
            Pick(
                ".message-name .username, .username.author, .userText .username, .username, .MessageCard__user-info__name"
            ),
        ),
        "author_id": (Pick(".message-name [data-user-id], .avatar[data-user-id]", "data-user-id", r"^(\d+)$"),),
        "created_exact": (
            Pick(".message-attribution time[datetime], .message-date time", "datetime"),
            Pick("abbr.DateTime[data-time]", "data-time"),
            Pick(".datePermalink .DateTime[title], .messageMeta .DateTime[title], .DateTime[title]", "title"),
            Pick("time.u-dt[datetime]", "datetime"),
            Pick("meta[itemprop=datePublished]", "content"),
        ),
        "created": (
            Pick(".message-attribution time, time.u-dt", None, DIGIT),
            Pick(".datePermalink, .messageMeta .DateTime, .DateTime", None, DIGIT),
            Pick(".message-header a", None, STAMP),
        ),
        "permalink": (Pick('.message-attribution a[href*="post-"], a.datePermalink, a.hashPermalink', "href"),),
    },
    body=(".message-body .bbWrapper, .message-body", ".messageText", ".messageContent"),
    heads=".message-attribution, .message-user, .messageUserInfo, .messageMeta, .message-footer, .likesSummary",
    noise=_NOISE + ", .bbCodeQuote .attribution, .bbCodeBlock-title, .message-lastEdit, .editDate",
    quotes=".bbCodeQuote, .bbCodeBlock--quote",
    quote_source=(
        Pick("", "data-source", r"post: ?(\d+)"),
        Pick("a.AttributionLink, a.bbCodeBlock-sourceJump", "href", r"(?:post\?id=|post-|posts/)(\d+)"),
    ),
    links=(
        Quoted('[data-source^="post"]', "data-source", r"post: ?(\d+)"),
        Quoted("a.AttributionLink, a.bbCodeBlock-sourceJump", "href", r"(?:post\?id=|#post-|posts/)(\d+)"),
        QuotedName(".bbCodeQuote, .bbCodeBlock--quote", Pick("", "data-author")),
        QuotedName(".bbCodeBlock--quote", Pick("", "data-quote")),
    ),
)
INVISION: Final = HtmlPlatform(
    name="invision",
    title="Invision Community (IP.Board)",
    doc="IP.Board 3 and Invision 4 topics: ids, names, times, reactions; parents from quotations, which name the post quoted.",
    marks=(
        Mark('[id^="elComment_"], [data-commentid].ipsComment', 0.94, ("ipsComment",)),
        Mark('.post_block[id^="post_id_"]', 0.94, ("post_id_",)),
        Mark('[data-role="commentContent"]', 0.8),
    ),
    comment='[id^="elComment_"], .post_block[id^="post_id_"]',
    ids=(Pick("", "id", r"^(?:elComment_|post_id_)(\d+)$"), Pick("[data-commentid]", "data-commentid", r"^(\d+)$")),
    bare=False,
    flat=True,
    by_shape=("author", "created"),
    fields={
        "author": (
            # A badge may count what others think of somebody, a button say who began the topic.
            Pick(
                ".ipsComment_author .cAuthorPane_author strong > a, .ipsComment_author .cAuthorPane_author strong > span, "
                ".cAuthorPane_author > a, .cAuthorPane_author > strong > a"
            ),
            Pick(".cAuthorPane_author, .ipsComment_author h3, .ipsEntry__username"),
            Pick(
                ".author.vcard .url, .post_username .author, .author_info .author, [itemprop='creator name'], [itemprop~=creator]"
            ),
        ),
        "created_exact": (Pick("time[datetime]", "datetime"), Pick("abbr.published[title]", "title")),
        "created": (Pick("time", None, DIGIT), Pick(".published, .posted_info", None, STAMP)),
        "score": (Pick(".ipsReact_reactCount, .reputation, .rep_bar .reputation", None, r"([-+]?\d+)"),),
        "permalink": (
            Pick('a[href*="#comment-"], a[href*="comment="], a[itemprop=replyToUrl], a[rel=bookmark]', "href"),
        ),
    },
    body=('[data-role="commentContent"]', ".ipsComment_content .ipsType_richText, .post.entry-content, .entry-content"),
    heads=".ipsComment_header, .ipsComment_author, .post_controls, .post_mod, .posted_info, .author_info",
    noise=_NOISE + ", .ipsQuote_citation, .citation, [data-role=memberSignature], .edit, [data-excludequote]",
    quotes="blockquote.ipsQuote, blockquote.ipsBlockquote, .quotemain",
    quote_source=(Pick("", "data-ipsquote-contentcommentid", r"^(\d+)$"), Pick("", "data-cid", r"^(\d+)$")),
    links=(
        Quoted("[data-ipsquote-contentcommentid]", "data-ipsquote-contentcommentid", r"^(\d+)$"),
        Quoted("blockquote[data-cid]", "data-cid", r"^([1-9]\d*)$"),
        QuotedName("blockquote[data-ipsquote-username]", Pick("", "data-ipsquote-username")),
        QuotedName("blockquote[data-author]", Pick("", "data-author")),
    ),
)
VANILLA: Final = HtmlPlatform(
    name="vanilla",
    title="Vanilla",
    doc="Vanilla discussions: ids, names, times; whom a comment answers only where it quotes or begins with @Name.",
    marks=(Mark('li[id^="Comment_"].Item, li.ItemComment, .ItemComment[id^="Comment_"]', 0.94, ("Comment_",)),),
    # Lists of discussions call their entries by the same name; these hold no message.
    comment='div.ItemDiscussion:has(.Message), .ItemComment, li[id^="Comment_"]',
    # What opens a discussion is numbered among the discussions.
    ids=(Pick("", "id", r"^Comment_(\d+)$"), Pick("", "id", r"^(Discussion_\d+)$")),
    bare=False,
    flat=True,
    by_shape=("author", "created"),
    fields={
        "author": (Pick(".Author .Username, a.Username, .Author a:not(:has(img)), .Author"),),
        "created_exact": (Pick("time[datetime]", "datetime"),),
        "created": (Pick("time, .DateCreated", None, DIGIT),),
        "permalink": (Pick("a.Permalink, .DateCreated a", "href"),),
    },
    body=(".Message.userContent, .Message, .userContent",),
    heads=".CommentHeader, .DiscussionHeader, .AuthorWrap, .CommentMeta, .Meta, .Options, .Reactions",
    noise=_NOISE + ", .QuoteAuthor, .UserSignature, .js-quoteCaption",
    quotes="blockquote, .QuoteText",
    links=(
        Quoted('.UserQuote a[href*="#Comment_"], blockquote a[href*="#Comment_"]', "href", r"#Comment_(\d+)"),
        QuotedName(
            ".UserQuote, blockquote:has(.QuoteAuthor), .Quote",
            Pick(".QuoteAuthor a, .QuoteAuthor, a[href*='/profile/']"),
        ),
        Addressed(Pick(".Message", None, r"^\s*@\"?([\w.\-]+)"), confidence=0.85),
    ),
    claimed=(Pick(".CommentHeading, .CommentsWrap h2, .MItem.CommentCount", None, CLAIM),),
)
DISCOURSE: Final = HtmlPlatform(
    name="discourse-html",
    title="Discourse (page)",
    doc="Discourse topics as a page, rendered or for crawlers: post numbers, names, times, likes; parents from quotations by "
    "post number and, where it is shown, from the 'in reply to' tab by name.",
    marks=(
        Mark("article[data-post-id].boxed, .topic-post article[data-post-id]", 0.95, ("data-post-id",)),
        Mark(".crawler-post, .topic-body.crawler-post", 0.95, ("crawler",)),
    ),
    comment='article[data-post-id][id^="post_"], .crawler-post, div[id^="post_"].topic-body',
    ids=(
        Pick("", "id", r"^post_(\d+)$"),
        Pick("", "data-post-number", r"^(\d+)$"),
        Pick("[itemprop=position]", None, r"(\d+)"),
        Pick("meta[itemprop=position]", "content", r"(\d+)"),
    ),
    skip=".embedded-posts article, .small-action",
    bare=False,
    flat=True,
    fields={
        "author": (Pick(".names .username a, .names .username, .creator [itemprop=name]"), Pick(".names .first a, .creator a, .names a")),
        "author_id": (Pick("", "data-user-id", r"^(-?\d+)$"),),
        "created_exact": (
            Pick(".post-date .relative-date[data-time], .post-date [data-time]", "data-time"),
            Pick("time[datetime]", "datetime"),
        ),
        "created": (Pick(".post-date, time", None, DIGIT),),
        "score": (Pick("[itemprop=interactionStatistic] [itemprop=userInteractionCount]", "content", r"(\d+)"),
                  Pick(".post-likes, .like-count, .post-controls .like-count", None, r"(\d+)")),
        "permalink": (Pick(".post-date[href], a.post-date, link[itemprop=mainEntityOfPage], [itemprop=url]", "href"),),
    },
    body=(".cooked", ".post[itemprop=text], .post[itemprop=articleBody], .post"),
    heads=".topic-meta-data, .post-menu-area, .crawler-post-meta, .crawler-post-infos, .topic-map, .post-links-container",
    noise=_NOISE + ", aside.quote > .title, .lightbox .meta, .reply-to-tab, .cooked-selection-barrier",
    quotes="aside.quote blockquote",
    quote_source=(),
    links=(
        Quoted("aside.quote[data-post]", "data-post", r"^(\d+)$"),
        Addressed(Pick("a.reply-to-tab, .reply-to-tab", None, r"(\S+)\s*$"), confidence=0.9),
        Addressed(Pick("a.reply-to-tab img", "title"), confidence=0.9),
        QuotedName("aside.quote[data-username]", Pick("", "data-username")),
    ),
    claimed=(Pick(".topic-map .posts, meta[itemprop=commentCount]", None, r"(\d+)"),),
)  # fmt: skip
PLATFORMS: Final = (XENFORO, INVISION, VANILLA, DISCOURSE)
