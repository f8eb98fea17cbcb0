"""Sites with programming interfaces of their own, as JSON: Lobsters, Habr, Bilibili, VK, TikTok, Zhihu, others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .body import broken_text
from .json_platform import ArticleFields, Fields, JsonPlatform, Mark, People, rooted_in_itself
from .json_shapes import Shape
from .values import name_of

if TYPE_CHECKING:
    from ..draft import Draft

LOBSTERS: Final = JsonPlatform(
    name="lobsters-json",
    title="Lobsters story (JSON)",
    doc="A story with its comments in one flat list: ids, stated parents, names, times, scores.",
    shape=Shape(("short_id", "comment", "commenting_user")),
    fields=Fields(
        id=("short_id",), parent=("parent_comment",), author=("commenting_user.username", "commenting_user"),
        created=("created_at",), text=("comment",), score=("score",), permalink=("url",),
    ),
    article=ArticleFields(
        shape=Shape(("short_id", "title", "comments")), id=("short_id",), title=("title",), url=("url",),
        byline=("submitter_user.username", "submitter_user"), published=("created_at",), text=("description",),
    ),
    marks=(Mark("deleted", "is_deleted", deletes=True), Mark("moderated", "is_moderated", deletes=True)),
    claimed=("comment_count",),
)  # fmt: skip

HABR: Final = JsonPlatform(
    name="habr",
    title="Habr comments",
    doc="The comments of an article in a map by id: stated parents, names, times, scores.",
    shape=Shape(("id", "parentId", "message", "author", "timePublished")),
    fields=Fields(
        id=("id",), parent=("parentId",), author=("author.alias", "author.fullname"), author_id=("author.id",),
        created=("timePublished",), text=("message",), score=("score",),
    ),
    marks=(Mark("suspended", "isSuspended", deletes=True), Mark("by-author", "isPostAuthor")),
)  # fmt: skip

BILIBILI: Final = JsonPlatform(
    name="bilibili",
    title="Bilibili replies",
    doc="The replies below a video or article: ids, the reply answered, names, times, likes; more are counted.",
    shape=Shape(("rpid", "content", "member", "parent")),
    fields=Fields(
        id=("rpid_str", "rpid"), parent=("parent",), author=("member.uname",), author_id=("member.mid", "mid"),
        created=("ctime",), plain=("content.message",), score=("like",),
    ),
    children=("replies",),
    claimed=("data.page.acount", "data.cursor.all_count"),
    reply_counts=("rcount",),
)  # fmt: skip

VK: Final = JsonPlatform(
    name="vk",
    title="VK comments",
    doc="Comments on a wall, photo or video with the first replies of each thread; names where profiles are asked for.",
    shape=Shape(("id", "from_id", "date", "text", "post_id"), without=("post_type",)),
    shapes=(Shape(("id", "from_id", "date", "text", "parents_stack"), without=("post_type",)),),
    fields=Fields(
        id=("id",), parent=("reply_to_comment",), author_id=("from_id",), created=("date",), plain=("text",),
        score=("likes.count",),
    ),
    children=("thread.items",),
    people=(People("profiles", name=("first_name",), family=("last_name",)),),
    claimed=("response.count",),
    reply_counts=("thread.count",),
    marks=(Mark("deleted", "deleted", deletes=True),),
)  # fmt: skip

TIKTOK: Final = JsonPlatform(
    name="tiktok-json",
    title="TikTok comments (web interface)",
    doc="The comments of a video with the first replies: ids, the reply answered, names, times, likes.",
    shape=Shape(("cid", "text", "create_time", "user")),
    fields=Fields(
        id=("cid",), parent=("reply_to_reply_id", "reply_id"), author=("user.nickname", "user.unique_id"),
        author_id=("user.uid",), created=("create_time",), plain=("text",), score=("digg_count",),
    ),
    children=("reply_comment",),
    discussion=("aweme_id",),
    claimed=("total",),
    reply_counts=("reply_comment_total",),
)  # fmt: skip

ZHIHU: Final = JsonPlatform(
    name="zhihu",
    title="Zhihu comments",
    doc="Comments below an answer or article with the first replies: ids, the reply answered, names, times, likes.",
    shape=Shape(("id", "content", "created_time", "author", "like_count"), without=("title",)),
    shapes=(Shape(("id", "content", "created_time", "author", "vote_count", "child_comment_count")),),
    fields=Fields(
        id=("id",), parent=("reply_comment_id", "reply_root_comment_id"), author=("author.name", "author.member.name"),
        author_id=("author.id", "author.member.id"), created=("created_time",), text=("content",),
        score=("like_count", "vote_count"),
    ),
    amend=rooted_in_itself,
    children=("child_comments",),
    marks=(Mark("deleted", "is_delete", deletes=True),),
    claimed=("counts.total_counts", "common_counts"),
    reply_counts=("child_comment_count",),
    refuse=lambda record: not ({"child_comments", "reply_comment_id", "child_comment_count"} & set(record)),
)  # fmt: skip

WEIBO: Final = JsonPlatform(
    name="weibo",
    title="Weibo comments",
    doc="Comments of a post with the first replies: ids, the comment answered, names, times, likes.",
    shape=Shape(("id", "text", "user", "created_at", "rootid")),
    fields=Fields(
        id=("idstr", "id"), parent=("reply_comment.idstr", "reply_comment.id", "rootidstr", "rootid"),
        author=("user.screen_name",), author_id=("user.idstr", "user.id"), created=("created_at",), text=("text",),
        score=("like_counts", "like_count"),
    ),
    children=("comments",),
    claimed=("total_number",),
)  # fmt: skip


def _replied_to(record: dict[str, Any], draft: Draft) -> None:
    # Of the posts that one refers to, only one kind is answered; the others are quoted or repeated.
    for one in record.get("referenced_tweets") or ():
        if isinstance(one, dict) and one.get("type") == "replied_to":
            draft.stated_parent, draft.link_basis = name_of(one.get("id")), "explicit"


X_API: Final = JsonPlatform(
    name="x-api",
    title="X (Twitter) API 2",
    doc="Posts of a search, a timeline or a conversation: ids, the post answered, times, likes; names where the users"
    " were asked for. The first post of a conversation is the root.",
    shape=Shape(
        ("id", "text", "author_id", "created_at"), without=("body", "message", "author_name", "author", "guid", "title")
    ),
    shapes=(Shape(("id", "text", "author_id", "conversation_id")), Shape(("id", "text", "edit_history_tweet_ids"))),
    fields=Fields(
        id=("id",), author_id=("author_id",), created=("created_at",), plain=("text",),
        score=("public_metrics.like_count",),
    ),
    people=(People("users"),),
    discussion=("conversation_id",),
    amend=_replied_to,
    also_keeps=("parent_id",),
)  # fmt: skip


def _references(record: dict[str, Any], draft: Draft) -> None:
    """What is answered is the last of the annotations above; names are written as addresses."""
    above = record.get("references")
    if isinstance(above, list) and above and (parent := name_of(above[-1])) is not None:
        draft.stated_parent, draft.link_basis = parent, "explicit"
    draft.author = draft.author.removeprefix("acct:").partition("@")[0] if draft.author else None


HYPOTHESIS: Final = JsonPlatform(
    name="hypothesis",
    title="Hypothesis annotations",
    doc="Annotations of a page and the answers to them: stated ancestors, names, times. What a note is pinned to goes"
    " into extra; marks without words are kept, for answers may hang below them.",
    shape=Shape(("id", "created", "user", "uri", "text", "target")),
    fields=Fields(
        id=("id",), author=("user_info.display_name", "user"), author_id=("user",), created=("created",),
        text=("text",), permalink=("links.html",),
    ),
    body=broken_text,
    discussion=("uri",),
    inline_title=("document.title.0",),
    inline_url=("uri",),
    marks=(Mark("hidden", "hidden", deletes=True), Mark("flagged", "flagged")),
    claimed=("total",),
    also_keeps=("parent_id",),
    amend=_references,
)  # fmt: skip

PLATFORMS: Final = (X_API, LOBSTERS, HABR, BILIBILI, VK, TIKTOK, ZHIHU, WEIBO, HYPOTHESIS)
