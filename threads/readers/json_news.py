"""News sites and the comment services they hire, as JSON: Guardian, NYT, Disqus, Livefyre, Coral, OpenWeb, Viafoura."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .body import broken_text
from .json_platform import ArticleFields, Fields, JsonPlatform, Mark, People, rooted_in_itself
from .json_shapes import Shape, reach

if TYPE_CHECKING:
    from ..draft import Draft

_CHRONOLOGICAL: Final = ("oldest", "oldest first", "asc", "created_at_asc")
_NEWEST: Final = ("newest", "newest first", "desc", "created_at_desc")
_BEST: Final = ("popular", "best", "mostliked", "recommendations", "reader", "editor")
_ORDERS: Final = {
    **dict.fromkeys(_CHRONOLOGICAL, "chronological"),
    **dict.fromkeys(_NEWEST, "newest-first"),
    **dict.fromkeys(_BEST, "best-first"),
}

GUARDIAN: Final = JsonPlatform(
    name="guardian-json",
    title="Guardian discussion API",
    doc="A page of a discussion with responses nested; blocked comments keep their place and their notice.",
    shape=Shape(("id", "body", "userProfile")),
    fields=Fields(
        id=("id",), parent=("responseTo.commentId",), author=("userProfile.displayName",),
        author_id=("userProfile.userId",), created=("isoDateTime", "date"), text=("body",),
        score=("numRecommends",), permalink=("webUrl",),
    ),
    children=("responses",),
    article=ArticleFields(
        shape=Shape(("key", "webUrl", "title")), id=("key",), title=("title",), url=("webUrl",),
    ),
    discussion=("discussion.key",),
    inline_title=("discussion.title",),
    inline_url=("discussion.webUrl",),
    marks=(
        Mark("blocked", "status", ("blocked", "removed", "deleted"), deletes=True),
        Mark("highlighted", "isHighlighted"),
    ),
    claimed=("commentCount",),
    pages=("page", "pages"),
    sort={"orderBy": _ORDERS},
)  # fmt: skip

NYT: Final = JsonPlatform(
    name="nyt",
    title="New York Times community API",
    doc="Comments with replies nested, recommendations and places; the editors' picks are marked.",
    shape=Shape(("commentID", "commentBody")),
    fields=Fields(
        id=("commentID",), parent=("parentID",), author=("userDisplayName",), author_id=("userID",),
        created=("createDate", "approveDate"), text=("commentBody",),
        score=("recommendations", "recommendationCount"),
    ),
    children=("replies",),
    body=broken_text,
    marks=(
        Mark("editors-pick", "editorsSelection"),
        Mark("removed", "status", ("deleted", "rejected"), deletes=True),
    ),
    inline_title=("asset.assetTitle",),
    inline_url=("asset.assetURL", "articleURL"),
    claimed=("totalCommentsFound",),
    reply_counts=("replyCount",),
    sort={"sort": _ORDERS},
)  # fmt: skip

DISQUS: Final = JsonPlatform(
    name="disqus-api",
    title="Disqus API posts",
    doc="Posts of listPosts and its kin, also inside a script; times are UTC. One user's list spans many threads:"
    " parents there are mostly elsewhere.",
    shape=Shape(("message", "thread", "author", "createdAt", "parent")),
    fields=Fields(
        id=("id",), parent=("parent",), author=("author.name", "author.username"), author_id=("author.id",),
        author_alias=("author.username",), created=("createdAt",), text=("message", "raw_message"),
        score=("points", "likes"), permalink=("url",),
    ),
    discussion=("thread.id", "thread"),
    inline_title=("thread.title",),
    inline_url=("thread.link",),
    marks=(
        Mark("deleted", "isDeleted", deletes=True), Mark("spam", "isSpam"), Mark("flagged", "isFlagged"),
        Mark("highlighted", "isHighlighted"), Mark("pending", "isApproved", (False,)),
    ),
    article=ArticleFields(
        shape=Shape(("forum", "title", "link", "id"), without=("message", "raw_message")), id=("id",),
        title=("clean_title", "title"), url=("link",), published=("createdAt",),
    ),
    claimed=("posts",),
    zone="stated",
)  # fmt: skip


def _livefyre(record: dict[str, Any], draft: Draft) -> None:
    liked = reach(record, "content.annotations.likedBy")
    draft.score = len(liked) if isinstance(liked, list) else draft.score


LIVEFYRE: Final = JsonPlatform(
    name="livefyre",
    title="Livefyre collection",
    doc="A bootstrap or collection document with authors beside the content; deleted comments keep their place,"
    " attachments, likes and shares are left out.",
    shape=Shape(("content.id", "type", "vis")),
    fields=Fields(
        id=("content.id",), parent=("content.parentId",), author_id=("content.authorId",),
        created=("content.createdAt",), text=("content.bodyHtml",),
    ),
    children=("childContent",),
    people=(People("authors"),),
    article=ArticleFields(
        shape=Shape(("collectionId", "title", "url")), id=("collectionId",), title=("title",), url=("url",),
    ),
    discussion=("collectionId",),
    drop=(Mark("attachments, likes and shares", "type", (1, 2, 3, 4)),),
    marks=(Mark("deleted", "vis", (0,), deletes=True), Mark("bozo", "vis", (2,))),
    claimed=("numVisible",),
    also_keeps=("score",),
    amend=_livefyre,
)  # fmt: skip

CORAL: Final = JsonPlatform(
    name="coral",
    title="Coral (Talk) comments",
    doc="Comments of the GraphQL answers (both generations), of the database export, and of the older item form.",
    shape=Shape(("id", "body", "createdAt", "author"), without=("user.login", "author.login")),
    shapes=(
        Shape(("id", "body", "created_at", "user.username")),
        Shape(("body", "asset_id", "author_id")),
        Shape(("body", "date_created", "source")),
    ),
    fields=Fields(
        id=("id", "source.id"), parent=("parent.id", "parentID", "parent_id", "source.parent_id"),
        author=("author.username", "user.username"),
        author_id=("author.id", "user.id", "author_id", "source.user_id"),
        created=("createdAt", "created_at", "date_created"), text=("body",),
        score=("actionCounts.reaction.total", "actionCounts.respect.total"),
    ),
    children=("replies",),
    discussion=("story.id", "storyID", "asset.id", "asset_id", "source.asset_id"),
    inline_title=("story.metadata.title", "asset.title"),
    inline_url=("story.url", "asset.url"),
    article=ArticleFields(
        shape=Shape(("id", "url", "metadata"), without=("body",)), id=("id",), title=("metadata.title",),
        url=("url",), byline=("metadata.author",), published=("metadata.publishedAt",), site=("metadata.section",),
    ),
    marks=(
        Mark("deleted", "deleted", deletes=True),
        Mark("rejected", "status", ("REJECTED", "rejected"), deletes=True),
        Mark("pending", "status", ("PREMOD", "SYSTEM_WITHHELD")),
    ),
    claimed=("commentCount", "commentCounts.totalPublished", "totalCommentCount"),
)  # fmt: skip

ECHO: Final = JsonPlatform(
    name="echo",
    title="Echo activity entries",
    doc="Activity-stream entries of the Echo service, which news sites used before Coral and Viafoura.",
    shape=Shape(("object.content", "actor", "targets")),
    fields=Fields(
        id=("object.id", "id"), parent=("targets[].id",), author=("actor.title", "actor.displayName"),
        author_id=("actor.id",), created=("object.published", "published", "postedTime"), text=("object.content",),
        score=("object.accumulators.likesCount",), permalink=("object.permalink",),
    ),
    parent_article=("http://www.", "https://www."),
    discussion=("targets.0.conversationID",),
    marks=(Mark("deleted", "object.status", ("ModeratorDeleted", "SystemFlagged"), deletes=True),),
)  # fmt: skip


OPENWEB: Final = JsonPlatform(
    name="openweb",
    title="OpenWeb (Spot.IM) conversation",
    doc="A conversation with replies nested and users beside them; rank votes are kept, deleted ones keep place.",
    shape=Shape(("id", "content", "written_at", "user_id")),
    shapes=(Shape(("id", "content", "user_id", "root_comment")),),
    fields=Fields(
        id=("id",), parent=("parent_id",), author_id=("user_id",), author=("user_display_name",),
        created=("written_at", "time"), text=("content[].text", "content"), score=("rank.ranks_up", "stars"),
    ),
    children=("replies",),
    body=broken_text,
    people=(People("users"),),
    discussion=("conversation_id",),
    article=ArticleFields(
        shape=Shape(("title", "url", "description", "thumbnail_url")), title=("title",), url=("url",),
    ),
    marks=(
        Mark("deleted", "deleted", deletes=True),
        Mark("rejected", "status", ("reject", "block", "rejected"), deletes=True),
    ),
    claimed=("messages_count", "comments_count"),
    sort={"sort_by": _ORDERS},
    amend=rooted_in_itself,
)  # fmt: skip


def _viafoura(record: dict[str, Any], draft: Draft) -> None:
    # The parent of a comment on the article is the article's container.
    if draft.stated_parent == record.get("content_container_uuid"):
        draft.stated_parent, draft.link_basis = None, "root"


VIAFOURA: Final = JsonPlatform(
    name="viafoura",
    title="Viafoura comments",
    doc="Contents of a container, replies flat or nested, people beside them, in lists or alone.",
    shape=Shape(("content_uuid", "content", "parent_uuid")),
    shapes=(Shape(("content_uuid", "content", "actor_uuid")),),
    fields=Fields(
        id=("content_uuid",), parent=("parent_uuid",), author=("actor.name", "actor_name", "author_name"),
        author_id=("actor_uuid",), created=("date_created",), text=("content",), score=("total_likes",),
    ),
    children=("replies", "children"),
    body=broken_text,
    people=(
        People("actors", ("uuid", "actor_uuid", "user_uuid"), ("name", "display_name")),
        People("users", ("uuid", "user_uuid"), ("name", "display_name")),
        People("", ("uuid", "user_uuid"), ("preferred_username", "display_name", "name")),
    ),
    discussion=("content_container_uuid",),
    inline_title=("origin_title",),
    inline_url=("origin_url",),
    marks=(
        Mark("deleted", "state", ("deleted", "disabled", "spam"), deletes=True),
        Mark("editors-pick", "is_editor_pick"),
    ),
    article=ArticleFields(
        shape=Shape(("container_id", "content_container_uuid")), id=("content_container_uuid",), title=("title",),
        url=("url", "origin_url"),
    ),
    claimed=("total_visible_content", "total_visible_contents", "total_contents"),
    amend=_viafoura,
)  # fmt: skip

CIVIL: Final = JsonPlatform(
    name="civil-comments",
    title="Civil Comments JSON",
    doc="Comments of the published Civil Comments data as JSON lines: no authors, votes by kind in extra.",
    shape=Shape(("comment_text", "article_id", "parent_id", "created_date")),
    fields=Fields(
        id=("id",), parent=("parent_id",), created=("created_date",), text=("comment_text",), score=("likes",),
    ),
    body=broken_text,
    discussion=("article_id",),
    marks=(Mark("rejected", "rating", ("rejected",)),),
)  # fmt: skip

PLATFORMS: Final = (GUARDIAN, NYT, DISQUS, LIVEFYRE, CORAL, ECHO, OPENWEB, VIAFOURA, CIVIL)
