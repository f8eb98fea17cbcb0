"""Blog engines, comment engines that sites host themselves, and research corpora, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .body import broken_text, plain_text
from .convokit import CONVOKIT
from .json_platform import ArticleFields, Fields, JsonPlatform, Mark, People
from .json_shapes import Shape

if TYPE_CHECKING:
    from ..draft import Draft


def _wordpress_author(_record: dict[str, Any], draft: Draft) -> None:
    # Author 0 is anybody who was not logged in.
    draft.author_id = None if draft.author_id == "0" else draft.author_id


WORDPRESS_REST: Final = JsonPlatform(
    name="wordpress-rest",
    title="WordPress REST comments",
    doc="Comments of wp/v2, of one post or of a whole site; parents may be on another page of the list.",
    shape=Shape(("id", "post", "parent", "author_name", "content")),
    fields=Fields(
        id=("id",), parent=("parent",), author=("author_name",), author_id=("author",),
        created=("date_gmt", "date"), text=("content.rendered", "content.raw"), permalink=("link",),
    ),
    discussion=("post",),
    article=ArticleFields(
        shape=Shape(("id", "title.rendered", "content.rendered", "slug")), id=("id",), title=("title.rendered",),
        url=("link",), published=("date_gmt",), text=("content.rendered",),
    ),
    marks=(Mark("pending", "status", ("hold", "pending")), Mark("spam", "status", ("spam", "trash"), deletes=True)),
    drop=(Mark("pingbacks and trackbacks", "type", ("pingback", "trackback", "pings")),),
    zone="stated",
    amend=_wordpress_author,
)  # fmt: skip

WORDPRESS_COM: Final = JsonPlatform(
    name="wordpress-com",
    title="WordPress.com REST comments",
    doc="Comments of the public API of WordPress.com and Jetpack sites.",
    shape=Shape(("ID", "post", "author", "content", "parent")),
    fields=Fields(
        id=("ID",), parent=("parent.ID",), author=("author.name",), author_id=("author.ID",), created=("date",),
        text=("content",), score=("like_count",), permalink=("URL",),
    ),
    discussion=("post.ID",),
    inline_title=("post.title",),
    inline_url=("post.link",),
    marks=(Mark("pending", "status", ("unapproved",)), Mark("spam", "status", ("spam", "trash"), deletes=True)),
    drop=(Mark("pingbacks and trackbacks", "type", ("pingback", "trackback")),),
    claimed=("found",),
    amend=_wordpress_author,
)  # fmt: skip

REMARK42: Final = JsonPlatform(
    name="remark42",
    title="remark42 comments",
    doc="The find API as a tree or plain, and the backup (JSON lines); deleted comments keep their place.",
    shape=Shape(("id", "pid", "text", "user")),
    fields=Fields(
        id=("id",), parent=("pid",), author=("user.name",), author_id=("user.id",), created=("time",), text=("text",),
        score=("score",),
    ),
    discussion=("locator.url",),
    inline_title=("title",),
    inline_url=("locator.url",),
    marks=(Mark("deleted", "delete", deletes=True), Mark("pinned", "pin")),
    claimed=("info.count", "count"),
    sort={"sort": {"time": "chronological", "+time": "chronological", "-time": "newest-first"}},
)  # fmt: skip

ISSO: Final = JsonPlatform(
    name="isso",
    title="isso comments",
    doc="A thread of the isso API with replies nested one level; hidden replies are counted.",
    shape=Shape(("id", "text", "author", "created", "likes", "dislikes")),
    shapes=(Shape(("id", "text", "author", "created", "mode", "website")),),
    fields=Fields(
        id=("id",), parent=("parent",), author=("author",), author_id=("hash",), created=("created",),
        text=("text",), score=("likes",),
    ),
    children=("replies",),
    marks=(Mark("deleted", "mode", (4,), deletes=True), Mark("pending", "mode", (2,))),
    reply_counts=("total_replies",),
    depth_cap=1,
)  # fmt: skip

COMMENTO: Final = JsonPlatform(
    name="commento",
    title="Commento comments and export",
    doc="A page's comments or a site's export, commenters beside them.",
    shape=Shape(("commentHex", "parentHex", "commenterHex")),
    fields=Fields(
        id=("commentHex",), parent=("parentHex",), author_id=("commenterHex",), created=("creationDate",),
        plain=("markdown",), text=("html",), score=("score",),
    ),
    people=(People("commenters", ("commenterHex",), ("name",)),),
    discussion=("path", "url"),
    marks=(Mark("deleted", "deleted", deletes=True), Mark("pending", "state", ("unapproved", "flagged"))),
)  # fmt: skip

FASTCOMMENTS: Final = JsonPlatform(
    name="fastcomments",
    title="FastComments",
    doc="Comments of the API or export with nested children.",
    shape=Shape(("_id", "commenterName", "comment")),
    fields=Fields(
        id=("_id",), parent=("parentId",), author=("commenterName",), author_id=("userId", "anonUserId"),
        created=("date",), plain=("comment",), text=("commentHTML",), score=("votes",),
    ),
    children=("children",),
    discussion=("urlId",),
    inline_title=("pageTitle",),
    inline_url=("url",),
    marks=(Mark("deleted", "isDeleted", deletes=True), Mark("spam", "isSpam"), Mark("pinned", "isPinned")),
)  # fmt: skip

DEVTO: Final = JsonPlatform(
    name="devto",
    title="DEV (Forem) comments",
    doc="The comment tree of an article; a deleted comment keeps its place.",
    shape=Shape(("id_code", "body_html", "children")),
    fields=Fields(
        id=("id_code",), author=("user.name", "user.username"), author_id=("user.user_id", "user.username"),
        author_alias=("user.username",), created=("created_at",), text=("body_html",),
    ),
    children=("children",),
    placeholders=frozenset(("[deleted]", "[hidden by post author]")),
)  # fmt: skip


def _ancestor_path(record: dict[str, Any], draft: Draft) -> None:
    above = str(record.get("ancestor_path") or "").rpartition(".")[2]
    if above:
        draft.stated_parent, draft.link_basis = above, "explicit"
    votes = record.get("reactions")
    if draft.score is None and isinstance(votes, dict):
        draft.score = sum(count for count in votes.values() if isinstance(count, int))
    draft.deleted = draft.deleted or record.get("body") is None


SUBSTACK: Final = JsonPlatform(
    name="substack",
    title="Substack comments",
    doc="The comment tree of a post; parents by the path of ancestors; deleted comments keep their place.",
    shape=Shape(("id", "body", "ancestor_path")),
    fields=Fields(
        id=("id",), author=("name",), author_id=("user_id",), author_alias=("handle",), created=("date",),
        text=("body",), score=("reaction_count",),
    ),
    children=("children",),
    body=plain_text,
    discussion=("post_id",),
    marks=(Mark("deleted", "deleted", deletes=True), Mark("removed", "status", ("moderator_removed",), deletes=True)),
    amend=_ancestor_path,
)  # fmt: skip

NESTED: Final = JsonPlatform(
    name="nested-json",
    title="Nested comments without ids",
    doc="Trees of name, message, time and children, as comment widgets store them; ids are given by position.",
    shape=Shape(("name", "message", "children")),
    fields=Fields(
        id=("id",), parent=("parent", "parent_id"), author=("name",), created=("created", "date", "time", "timestamp"),
        text=("message",), score=("likes", "score", "votes"),
    ),
    children=("children",),
    body=broken_text,
)  # fmt: skip

PLATFORMS: Final = (
    WORDPRESS_REST, WORDPRESS_COM, REMARK42, ISSO, COMMENTO, FASTCOMMENTS, DEVTO, SUBSTACK, CONVOKIT, NESTED,
)  # fmt: skip
