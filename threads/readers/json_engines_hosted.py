"""Comment engines that blogs host themselves or rent, as JSON: Ghost, Cusdis, Waline, Twikoo, Artalk."""

from __future__ import annotations

from typing import Final

from .json_platform import ArticleFields, Fields, JsonPlatform, Mark
from .json_shapes import Shape

GHOST: Final = JsonPlatform(
    name="ghost",
    title="Ghost comments",
    doc="Comments of the members API with their replies nested one level; hidden and deleted ones keep their place.",
    shape=Shape(("id", "html", "member", "created_at", "status")),
    fields=Fields(
        id=("id",), parent=("in_reply_to_id", "parent_id"), author=("member.name",),
        author_id=("member.uuid", "member.id"), created=("created_at",), text=("html",), score=("count.likes",),
    ),
    children=("replies",),
    marks=(Mark("deleted", "status", ("deleted", "hidden"), deletes=True),),
    claimed=("meta.pagination.total",),
    reply_counts=("count.replies",),
    depth_cap=1,
)  # fmt: skip

CUSDIS: Final = JsonPlatform(
    name="cusdis",
    title="Cusdis comments",
    doc="The open API's pages of comments with all replies nested.",
    shape=Shape(("id", "by_nickname", "content")),
    fields=Fields(
        id=("id",), parent=("parentId",), author=("by_nickname",),
        created=("createdAt", "created_at", "parsedCreatedAt"), plain=("content",), text=("parsedContent",),
    ),
    children=("replies.data",),
    marks=(Mark("deleted", "deletedAt", deletes=True),),
    claimed=("data.commentCount",),
    zone="stated",
)  # fmt: skip

WALINE: Final = JsonPlatform(
    name="waline",
    title="Waline and Valine comments",
    doc="Lists of Waline, replies nested below the first comment of a thread, each with the comment it answers.",
    shape=Shape(("objectId", "comment", "nick")),
    fields=Fields(
        id=("objectId",), parent=("pid", "rid"), author=("nick",), author_id=("user_id",),
        created=("time", "insertedAt", "createdAt"), text=("comment",), score=("like",),
    ),
    children=("children",),
    marks=(Mark("pending", "status", ("waiting",)), Mark("spam", "status", ("spam",), deletes=True)),
    claimed=("count",),
)  # fmt: skip

TWIKOO: Final = JsonPlatform(
    name="twikoo",
    title="Twikoo comments",
    doc="Lists of Twikoo, replies nested below the first comment of a thread, each with the comment it answers.",
    shape=Shape(("id", "nick", "comment", "created")),
    fields=Fields(
        id=("id",), parent=("pid", "rid"), author=("nick",), author_id=("mailMd5",), created=("created",),
        text=("comment",), score=("like",),
    ),
    children=("replies",),
    marks=(Mark("spam", "isSpam", deletes=True),),
    claimed=("count",),
)  # fmt: skip

ARTALK: Final = JsonPlatform(
    name="artalk",
    title="Artalk comments",
    doc="Flat lists of Artalk: ids, the comment answered, names, times, votes.",
    shape=Shape(("id", "content_marked", "nick", "rid")),
    fields=Fields(
        id=("id",), parent=("rid",), author=("nick",), author_id=("user_id",), created=("date",),
        text=("content_marked",), score=("vote_up",),
    ),
    article=ArticleFields(
        shape=Shape(("id", "title", "key", "admin_only")), id=("key",), title=("title",), url=("url",)
    ),
    discussion=("page_key",),
    marks=(Mark("pending", "is_pending"), Mark("collapsed", "is_collapsed")),
    claimed=("count",),
)  # fmt: skip

PLATFORMS: Final = (GHOST, CUSDIS, WALINE, TWIKOO, ARTALK)
