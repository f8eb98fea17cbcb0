"""Social networks and link sites as JSON: Reddit, Hacker News, the fediverse, Bluesky, Facebook, Instagram, chats."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, urlsplit

from .body import escaped_text, plain_text
from .json_platform import ArticleFields, Fields, JsonPlatform, Mark, People
from .json_shapes import Shape, reach
from .values import name_of

if TYPE_CHECKING:
    from ..draft import Draft

_GONE: Final = frozenset(("[deleted]", "[removed]", "[deleted by user]", "[ Removed by Reddit ]"))

REDDIT: Final = JsonPlatform(
    name="reddit-json",
    title="Reddit thread listing",
    doc="The .json of a thread, a recorded session of it, or more-children answers. Stubs for further comments are"
    " counted; removed comments keep their place; the post is the article.",
    shape=Shape(("body", "link_id", "parent_id", "replies")),
    shapes=(Shape(("body", "link_id", "parent_id", "body_html", "name")),),
    fields=Fields(
        id=("id",), parent=("parent_id",), author=("author",), author_id=("author_fullname",),
        created=("created_utc",), text=("body", "body_html"), score=("score", "ups"), permalink=("permalink",),
    ),
    children=("replies",),
    body=escaped_text,
    parent_strip=("t1_",),
    parent_article=("t3_",),
    discussion=("link_id",),
    discussion_strip="t3_",
    article=ArticleFields(
        shape=Shape(("title", "num_comments", "subreddit", "selftext")),
        id=("id",), title=("title",), url=("url",), byline=("author",), published=("created_utc",),
        site=("subreddit_name_prefixed", "subreddit"), text=("selftext",), body=escaped_text,
    ),
    marks=(Mark("collapsed", "collapsed"), Mark("stickied", "stickied"), Mark("locked", "locked")),
    placeholders=_GONE,
    claimed=("num_comments",),
    more=Shape(("children", "count", "parent_id", "name"), kinds=(("count", (int,)),)),
    more_count="count",
)  # fmt: skip

PUSHSHIFT: Final = replace(
    REDDIT,
    name="pushshift",
    title="Reddit archive (Pushshift JSON lines)",
    doc="One comment or submission a line, also compressed; comments are grouped by submission. Scores are those at"
    " the time of archiving. Files too big to hold are streamed by scan.",
    shape=Shape(("body", "link_id", "parent_id", "author"), without=("replies",)),
    shapes=(),
    more=None,
    children=(),
    fields=replace(REDDIT.fields, text=("body",), score=("score",)),
)


def _algolia(record: dict[str, Any], draft: Draft) -> None:
    # A comment without words or author was deleted; its replies still hang below it.
    draft.deleted = draft.deleted or (record.get("text") is None and record.get("comment_text") is None)


HN_FIREBASE: Final = JsonPlatform(
    name="hn-firebase",
    title="Hacker News items (Firebase API)",
    doc="Items as the official API gives them: one, a list, JSON lines, or kids already expanded. Dead and deleted"
    " comments keep their place; scores of comments are not public.",
    shape=Shape(("id", "parent", "time"), where=(("type", ("comment",)),)),
    fields=Fields(id=("id",), parent=("parent",), author=("by",), author_id=("by",), created=("time",), text=("text",)),
    children=("kids", "children", "comments", "replies"),
    article=ArticleFields(
        shape=Shape(("id", "time", "title"), where=(("type", ("story", "job", "poll")),)),
        id=("id",), title=("title",), url=("url",), byline=("by",), published=("time",), text=("text",),
    ),
    marks=(Mark("deleted", "deleted", deletes=True), Mark("dead", "dead", deletes=True)),
    claimed=("descendants",),
)  # fmt: skip

HN_ALGOLIA: Final = JsonPlatform(
    name="hn-algolia",
    title="Hacker News (Algolia API)",
    doc="An item with nested children, or hits of a comment search (flat; parents may be outside the hits).",
    shape=Shape(("id", "parent_id", "created_at_i"), where=(("type", ("comment",)),)),
    shapes=(Shape(("comment_text", "objectID", "parent_id", "story_id")),),
    fields=Fields(
        id=("id", "objectID"), parent=("parent_id",), author=("author",), author_id=("author",),
        created=("created_at_i", "created_at"), text=("text", "comment_text"), score=("points",),
    ),
    children=("children",),
    discussion=("story_id",),
    article=ArticleFields(
        shape=Shape(("id", "title", "created_at_i", "children"), where=(("type", ("story", "job", "poll")),)),
        id=("id",), title=("title",), url=("url",), byline=("author",), published=("created_at_i",), text=("text",),
    ),
    inline_title=("story_title",),
    inline_url=("story_url",),
    claimed=("nbHits",),
    also_keeps=("deleted",),
    amend=_algolia,
)  # fmt: skip

MASTODON: Final = JsonPlatform(
    name="mastodon",
    title="Mastodon statuses",
    doc="A status context (ancestors and descendants), a status, or a list of them. The status that the context is"
    " of is not part of an answer, so that its direct replies have a parent that is missing.",
    shape=Shape(("id", "in_reply_to_id", "content", "account", "created_at")),
    fields=Fields(
        id=("id",), parent=("in_reply_to_id",), author=("account.display_name", "account.acct"),
        author_id=("account.id",), author_alias=("account.acct",), created=("created_at",), text=("content",),
        score=("favourites_count",), permalink=("url", "uri"),
    ),
)  # fmt: skip

BLUESKY: Final = JsonPlatform(
    name="bluesky",
    title="Bluesky thread",
    doc="A post thread with its ancestors and nested replies, or a list of posts. Blocked and missing posts keep"
    " their place.",
    shape=Shape(("post.uri", "post.record", "post.author")),
    shapes=(
        Shape(("uri", "cid", "author", "record"), where=(("record.$type", ("app.bsky.feed.post",)),)),
        Shape(("uri", "notFound")),
        Shape(("uri", "blocked")),
    ),
    fields=Fields(
        id=("post.uri", "uri"), parent=("post.record.reply.parent.uri", "record.reply.parent.uri"),
        author=("post.author.displayName", "author.displayName", "post.author.handle", "author.handle"),
        author_id=("post.author.did", "author.did"), author_alias=("post.author.handle", "author.handle"),
        created=("post.record.createdAt", "record.createdAt", "post.indexedAt", "indexedAt"),
        text=("post.record.text", "record.text"), score=("post.likeCount", "likeCount"),
    ),
    children=("replies",),
    ancestors="parent",
    body=plain_text,
    marks=(Mark("not-found", "notFound", deletes=True), Mark("blocked", "blocked", deletes=True)),
)  # fmt: skip

_OBJECTS: Final = ("Note", "Question", "Comment", "ChatMessage", "Review", "Quotation")


#: Servers that give actors a hash or a number instead of their handle.
_OPAQUE: Final = re.compile(r"[0-9a-f-]{20,}|\d{8,}")


def _actor(_record: dict[str, Any], draft: Draft) -> None:
    # An actor is an address; its last step is the handle that is displayed.
    if draft.author is None and draft.author_id:
        handle = urlsplit(draft.author_id).path.rstrip("/").rpartition("/")[2].removeprefix("@")
        if handle and not _OPAQUE.fullmatch(handle):
            draft.author, draft.author_basis = handle, "inferred"


ACTIVITYPUB: Final = JsonPlatform(
    name="activitypub",
    title="ActivityPub objects",
    doc="Notes, alone, in a collection or wrapped in an activity. The handle is taken from the actor's address; an"
    " article or page is the article; a tombstone keeps its place.",
    shape=Shape(("id", "content", "attributedTo"), where=(("type", _OBJECTS),)),
    shapes=(Shape(("id",), where=(("type", ("Tombstone",)),)),),
    fields=Fields(
        id=("id",), parent=("inReplyTo",), author=("attributedTo.name", "attributedTo.preferredUsername"),
        author_id=("attributedTo.id", "attributedTo.0", "attributedTo"), created=("published",), text=("content",),
        score=("likes.totalItems",), permalink=("url",),
    ),
    children=("replies",),
    article=ArticleFields(
        shape=Shape(("id", "content"), where=(("type", ("Article", "Page", "Video", "Event")),)),
        id=("id",), title=("name",), url=("url", "id"), byline=("attributedTo.name",), published=("published",),
        text=("content",),
    ),
    marks=(Mark("tombstone", "type", ("Tombstone",), deletes=True),),
    amend=_actor,
)  # fmt: skip


def _lemmy_parent(record: dict[str, Any], draft: Draft) -> None:
    # `path` runs from 0 through every ancestor to the comment itself.
    above = str(reach(record, "comment.path") or "").split(".")[:-1]
    if draft.stated_parent is None and above and above[-1] != "0":
        draft.stated_parent, draft.link_basis = above[-1], "explicit"


LEMMY: Final = JsonPlatform(
    name="lemmy",
    title="Lemmy comment views",
    doc="Comment views of the API with creator, counts and post; removed and deleted comments keep their place.",
    shape=Shape(("comment.content", "comment.id", "creator", "post")),
    fields=Fields(
        id=("comment.id",), parent=("comment.parent_id",), author=("creator.display_name", "creator.name"),
        author_id=("creator.actor_id", "creator.ap_id"), author_alias=("creator.name",),
        created=("comment.published", "comment.published_at"), text=("comment.content",),
        score=("counts.score", "comment.score"), permalink=("comment.ap_id",),
    ),
    body=plain_text,
    discussion=("comment.post_id",),
    inline_title=("post.name",),
    inline_url=("post.url", "post.ap_id"),
    marks=(Mark("removed", "comment.removed", deletes=True), Mark("deleted", "comment.deleted", deletes=True)),
    zone="stated",
    amend=_lemmy_parent,
)  # fmt: skip


def _is_post(record: dict[str, Any]) -> bool:
    """Whether a Graph object with comments is the post: its id is PAGE_POST and theirs are POST_COMMENT."""
    mine = str(record.get("id", "")).rpartition("_")[2]
    below = reach(record, "comments.data") or []
    others = [str(one.get("id", "")) for one in below if isinstance(one, dict)]
    posted = any(key in record for key in ("shares", "status_type", "full_picture", "story"))
    return posted or bool(mine and others and all(one.startswith(f"{mine}_") for one in others))


def _facebook_ids(record: dict[str, Any], draft: Draft) -> None:
    # The permalink names comment and reply also where neither `id` nor `parent` was requested.
    query = parse_qs(urlsplit(draft.permalink or "").query)
    comment, reply = query.get("comment_id", [None])[0], query.get("reply_comment_id", [None])[0]
    own = name_of(record.get("id"))
    if own is None:
        draft.comment_id = reply or comment
    if reply and comment and draft.stated_parent is None:
        prefix = f"{own.rpartition('_')[0]}_" if own and "_" in own else ""
        draft.stated_parent, draft.link_basis = f"{prefix}{comment}", "explicit"


FACEBOOK: Final = JsonPlatform(
    name="facebook-graph",
    title="Facebook Graph comments",
    doc="The comments edge of a post or of a page's comment plug-in (og_object), replies nested or flat. Parents are"
    " read from the parent field, from nesting, or from the permalink; authors only where the token allowed them.",
    shape=Shape(("message", "created_time"), without=("status_type", "shares", "updated_time")),
    fields=Fields(
        id=("id",), parent=("parent",), author=("from.name",), author_id=("from.id",), created=("created_time",),
        text=("message",), score=("like_count", "likes.summary.total_count", "reactions.summary.total_count"),
        permalink=("permalink_url",),
    ),
    children=("comments", "replies"),
    body=plain_text,
    article=ArticleFields(
        shape=Shape(("created_time", "comments")), id=("id",), title=("name", "story"), url=("permalink_url", "link"),
        byline=("from.name",), published=("created_time",), text=("message",), body=plain_text,
    ),
    marks=(Mark("hidden", "is_hidden"),),
    claimed=("summary.total_count", "comment_plugin_count"),
    depth_cap=1,
    amend=_facebook_ids,
    refuse=_is_post,
)  # fmt: skip


def _plugin_text(record: dict[str, Any], draft: Draft) -> None:
    # The comments directly under the page name the page's own number, which is no comment.
    prefix, _, _ = (draft.comment_id or "").partition("_")
    if draft.stated_parent is not None and draft.stated_parent == prefix:
        draft.stated_parent, draft.link_basis = None, "root"
    draft.deleted = draft.deleted or not record.get("body")


FACEBOOK_PLUGIN: Final = JsonPlatform(
    name="facebook-plugin",
    title="Facebook comments plug-in",
    doc="The id map that the comments plug-in of a web page loads: comments with their target, authors beside them.",
    shape=Shape(("authorID", "targetID", "timestamp", "body")),
    fields=Fields(
        id=("id",), parent=("targetID",), author_id=("authorID",), created=("timestamp.time",), text=("body.text",),
        score=("likeCount",),
    ),
    body=plain_text,
    people=(People("idMap"),),
    inline_url=("ogURL",),
    claimed=("totalCount",),
    marks=(Mark("spam", "isSpam"), Mark("hidden", "isHidden")),
    depth_cap=1,
    also_keeps=("deleted",),
    amend=_plugin_text,
)  # fmt: skip

INSTAGRAM: Final = JsonPlatform(
    name="instagram-graph",
    title="Instagram Graph comments",
    doc="The comments edge of a medium; replies where they were requested, user names where the token allowed them.",
    shape=Shape(
        ("id", "text", "timestamp"),
        without=("parent", "message", "author", "ownerUsername", "conversation_id", "speaker"),
        kinds=(("timestamp", (str,)),),
    ),
    fields=Fields(
        id=("id",), parent=("parent_id",), author=("username", "from.username"), author_id=("from.id",),
        created=("timestamp",), text=("text",), score=("like_count",),
    ),
    children=("replies",),
    body=plain_text,
    article=ArticleFields(
        shape=Shape(("comments", "caption")), id=("id",), title=(), url=("permalink",), byline=("username",),
        published=("timestamp",), text=("caption",), body=plain_text,
    ),
    marks=(Mark("hidden", "hidden"),),
    claimed=("comments_count",),
    depth_cap=1,
)  # fmt: skip

INSTAGRAM_WEB: Final = JsonPlatform(
    name="instagram-web",
    title="Instagram comments as web and download tools save them",
    doc="Comment nodes with their owner or user, answers nested (GraphQL edges, app API, Instaloader lists).",
    shape=Shape(("id", "text", "created_at", "owner")),
    shapes=(Shape(("pk", "text", "created_at", "user")), Shape(("id", "text", "timestamp", "ownerUsername"))),
    fields=Fields(
        id=("id", "pk"), parent=("replied_to_comment_id",),
        author=("owner.username", "user.username", "ownerUsername"), author_id=("owner.id", "user.pk", "ownerId"),
        created=("created_at", "timestamp"), text=("text",), permalink=("commentUrl",),
        score=("likes_count", "comment_like_count", "edge_liked_by.count", "likesCount"),
    ),
    discussion=("postUrl",),
    article=ArticleFields(
        shape=Shape(("shortCode", "caption", "ownerUsername")), id=("url", "shortCode"), url=("url",),
        byline=("ownerUsername",), published=("timestamp",), text=("caption",), body=plain_text,
    ),
    children=("edge_threaded_comments", "answers", "preview_child_comments", "child_comments", "replies"),
    body=plain_text,
    depth_cap=1,
)  # fmt: skip

PLATFORMS: Final = (
    REDDIT, PUSHSHIFT, HN_FIREBASE, HN_ALGOLIA, MASTODON, BLUESKY, ACTIVITYPUB, LEMMY, FACEBOOK, FACEBOOK_PLUGIN,
    INSTAGRAM, INSTAGRAM_WEB,
)  # fmt: skip
