"""Forums, code hosts and chats as JSON: Discourse, 4chan, GitHub, Stack Exchange, Telegram, Discord."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from .body import plain_text
from .json_platform import ArticleFields, Fields, JsonPlatform, Mark
from .json_shapes import Shape

if TYPE_CHECKING:
    from ..draft import Draft


def _discourse(record: dict[str, Any], draft: Draft) -> None:
    # Action 2 is the like; posts are addressed by number, which is also what replies name.
    for action in record.get("actions_summary") or ():
        if isinstance(action, dict) and action.get("id") == 2:
            draft.score = action.get("count")
    topic, slug = record.get("topic_id"), record.get("topic_slug")
    if topic and slug:
        draft.permalink = f"/t/{slug}/{topic}/{draft.comment_id}"


DISCOURSE: Final = JsonPlatform(
    name="discourse",
    title="Discourse topic",
    doc="A topic's JSON. Posts go by their number; the opening post is in the table as the first comment; a plain"
    " reply to the topic states no parent and is a root. Notices (closed, moved) are marked in extra.",
    shape=Shape(("post_number", "cooked", "username")),
    fields=Fields(
        id=("post_number",), parent=("reply_to_post_number",), author=("username",), author_id=("user_id",),
        author_alias=("name",), created=("created_at",), text=("cooked",), score=("like_count",),
    ),
    discussion=("topic_id",),
    article=ArticleFields(
        shape=Shape(("post_stream", "title")), id=("id",), title=("title",), url=("url",), published=("created_at",),
    ),
    marks=(
        Mark("notice", "post_type", (3,)),
        Mark("deleted", "deleted_at", deletes=True), Mark("deleted", "user_deleted", deletes=True),
        Mark("hidden", "hidden"),
    ),
    claimed=("posts_count",),
    also_keeps=("permalink",),
    amend=_discourse,
)  # fmt: skip

_QUOTED: Final = re.compile(r"(?:&gt;|>){2}(\d{4,})\b")


def _quotelinks(record: dict[str, Any], draft: Draft) -> None:
    # `resto` names the opening post; a reply to a reply is marked only by >>NUMBER in the text.
    links = [one for one in dict.fromkeys(_QUOTED.findall(str(record.get("com") or ""))) if one != draft.comment_id]
    if links:
        draft.stated_parent, draft.link_basis, draft.other_parents = links[0], "explicit", links[1:]


FOURCHAN: Final = JsonPlatform(
    name="4chan",
    title="4chan thread",
    doc="A thread of the read-only API. The opening post is the first comment; a post that links to others by number"
    " answers the first of them, the rest are further parents; one that links to none answers the opening post.",
    shape=Shape(("no", "resto", "time")),
    fields=Fields(
        id=("no",), parent=("resto",), author=("name",), author_id=("trip", "id"), author_alias=("trip",),
        created=("time",),
        text=("com",),
    ),
    inline_title=("sub", "semantic_url"),
    also_keeps=("other_parents",),
    amend=_quotelinks,
)  # fmt: skip

GITHUB: Final = JsonPlatform(
    name="github",
    title="GitHub comments (REST and GraphQL)",
    doc="Issue comments (flat), reviews and their comments (in_reply_to), and discussions with nested replies.",
    shape=Shape(("id", "body", "created_at", "user.login"), without=("comments_url", "commits_url")),
    shapes=(
        Shape(("body", "createdAt", "author.login"), without=("number", "title")),
        Shape(("id", "body", "submitted_at", "user", "state"), without=("event",)),
    ),
    fields=Fields(
        id=("id", "databaseId"), parent=("in_reply_to_id", "replyTo.id"), author=("user.login", "author.login"),
        author_id=("user.id", "author.id", "author.login"), created=("created_at", "createdAt", "submitted_at"),
        text=("body", "bodyText"), score=("reactions.total_count", "reactions.totalCount", "upvoteCount"),
        permalink=("html_url", "url"),
    ),
    children=("replies", "comments"),
    body=plain_text,
    discussion=("issue_url", "pull_request_url"),
    article=ArticleFields(
        shape=Shape(("title", "body")), id=("url",), title=("title",), url=("html_url", "url"),
        byline=("user.login", "author.login"), published=("created_at", "createdAt"), text=("body",),
        body=plain_text,
    ),
    marks=(Mark("minimized", "isMinimized"),),
)  # fmt: skip

STACKEXCHANGE: Final = JsonPlatform(
    name="stackexchange-api",
    title="Stack Exchange comments",
    doc="Comments of the API, which hang under a question or answer: every one is a root of that post.",
    shape=Shape(("comment_id", "post_id", "owner", "creation_date")),
    fields=Fields(
        id=("comment_id",), author=("owner.display_name",), author_id=("owner.user_id",), created=("creation_date",),
        plain=("body_markdown",), text=("body",), score=("score",), permalink=("link",),
    ),
    discussion=("post_id",),
)  # fmt: skip


def _telegram(record: dict[str, Any], draft: Draft) -> None:
    # Formatted text is a list of strings and of objects that carry one.
    pieces = record.get("text")
    if isinstance(pieces, list):
        draft.text = plain_text("".join(one if isinstance(one, str) else str(one.get("text", "")) for one in pieces))


TELEGRAM: Final = JsonPlatform(
    name="telegram",
    title="Telegram Desktop export",
    doc="The messages of an exported chat or channel discussion with their reply links; service messages left out.",
    shape=Shape(("id", "date", "from_id", "text"), where=(("type", ("message",)),)),
    fields=Fields(
        id=("id",), parent=("reply_to_message_id",), author=("from",), author_id=("from_id",),
        created=("date_unixtime", "date"), text=("text",),
    ),
    body=plain_text,
    article=ArticleFields(shape=Shape(("name", "messages")), id=("id",), title=("name",)),
    amend=_telegram,
)  # fmt: skip

#: Who comes and goes, what is pinned, renamed or boosted: as numbers of the interface, and as exports call them.
_NOTICES: Final = (
    *range(1, 13), *range(14, 19), 22, "RecipientAdd", "RecipientRemove", "Call", "ChannelNameChange",
    "ChannelIconChange", "ChannelPinnedMessage", "GuildMemberJoin", "UserPremiumGuildSubscription", "ThreadCreated",
)  # fmt: skip
DISCORD: Final = JsonPlatform(
    name="discord",
    title="Discord channel export",
    doc="Messages of an exported channel with their reply references; notices of who comes and what is pinned are left"
    " out.",
    shape=Shape(("id", "timestamp", "content", "author"), without=("post", "in_reply_to_id")),
    fields=Fields(
        id=("id",), parent=("reference.messageId", "message_reference.message_id", "referenced_message.id"),
        author=("author.nickname", "author.global_name", "author.name", "author.username"), author_id=("author.id",),
        created=("timestamp",), text=("content",),
    ),
    body=plain_text,
    article=ArticleFields(shape=Shape(("guild", "channel", "messages")), id=("channel.id",), title=("channel.name",)),
    drop=(Mark("notices", "type", _NOTICES),),
    claimed=("messageCount",),
)  # fmt: skip


PLATFORMS: Final = (DISCOURSE, FOURCHAN, GITHUB, STACKEXCHANGE, TELEGRAM, DISCORD)
