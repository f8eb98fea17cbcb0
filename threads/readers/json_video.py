"""Video and audio sites as JSON: YouTube in four shapes, PeerTube, SoundCloud."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .body import broken_text, html_text, plain_text
from .json_platform import ArticleFields, Fields, JsonPlatform, Mark
from .json_shapes import Shape

if TYPE_CHECKING:
    from ..draft import Draft


def _dotted_parent(_record: dict[str, Any], draft: Draft) -> None:
    # A reply's id is PARENT.REPLY, also where no field names the parent.
    above, dot, _ = (draft.comment_id or "").partition(".")
    if dot and draft.stated_parent is None:
        draft.stated_parent, draft.link_basis = above, "explicit"


YOUTUBE_API: Final = JsonPlatform(
    name="youtube-api",
    title="YouTube Data API",
    doc="Comment threads and comment lists of version 3. Of a thread's replies the API includes at most five: the"
    " claimed count says how many there are.",
    shape=Shape(("id", "snippet.authorDisplayName"), where=(("kind", ("youtube#comment",)),)),
    fields=Fields(
        id=("id",), parent=("snippet.parentId",), author=("snippet.authorDisplayName",),
        author_id=("snippet.authorChannelId.value", "snippet.authorChannelUrl"), created=("snippet.publishedAt",),
        plain=("snippet.textOriginal",), text=("snippet.textDisplay",), score=("snippet.likeCount",),
    ),
    body=html_text,
    discussion=("snippet.videoId",),
    marks=(Mark("held", "snippet.moderationStatus", ("heldForReview", "likelySpam")),),
    reply_counts=("snippet.totalReplyCount",),
    depth_cap=1,
    amend=_dotted_parent,
)  # fmt: skip

YOUTUBE_INNERTUBE: Final = JsonPlatform(
    name="youtube-innertube",
    title="YouTube watch page answers (InnerTube)",
    doc="Comment payloads of the site's own requests, in the newer entity form and the older renderer form. Dates"
    " are relative words; a reply's id carries its parent's.",
    shape=Shape(("properties.commentId", "properties.content", "author")),
    shapes=(Shape(("commentId", "contentText", "authorText")),),
    fields=Fields(
        id=("properties.commentId", "commentId"),
        author=("author.displayName", "authorText.simpleText", "authorText.runs[].text"),
        author_id=("author.channelId", "authorEndpoint.browseEndpoint.browseId"),
        created=("properties.publishedTime", "publishedTimeText.simpleText", "publishedTimeText.runs.0.text"),
        text=("properties.content.content", "contentText.simpleText", "contentText.runs[].text"),
        score=("toolbar.likeCountNotliked", "voteCount.simpleText", "likeCount"),
    ),
    body=plain_text,
    depth_cap=1,
    also_keeps=("parent_id", "created_text"),
    amend=_dotted_parent,
)  # fmt: skip

YT_DLP: Final = JsonPlatform(
    name="yt-dlp",
    title="yt-dlp info.json",
    doc="The comments that yt-dlp writes into info.json, for YouTube and every other site it reads; the video is the"
    " article.",
    shape=Shape(("id", "text", "parent", "author", "author_id"), without=("message", "likes", "hash", "website")),
    shapes=tuple(
        Shape(("id", "text", "parent", "author", key), without=("message", "likes", "hash", "website", "author_id"))
        for key in ("timestamp", "_time_text", "like_count", "author_thumbnail")
    ),
    fields=Fields(
        id=("id",), parent=("parent",), author=("author",), author_id=("author_id",),
        created=("timestamp", "_time_text", "time_text"), text=("text",), score=("like_count",),
        permalink=("author_comment_url",),
    ),
    body=plain_text,
    article=ArticleFields(
        shape=Shape(("id", "title", "webpage_url")), id=("id",), title=("title",), url=("webpage_url",),
        byline=("uploader", "channel"), published=("timestamp",), site=("extractor_key",), text=("description",),
        body=plain_text,
    ),
    claimed=("comment_count",),
    depth_cap=1,
    amend=_dotted_parent,
)  # fmt: skip

PEERTUBE: Final = JsonPlatform(
    name="peertube",
    title="PeerTube comments",
    doc="Comment threads, flat or as a tree of comment and children; deleted comments keep their place.",
    shape=Shape(("id", "threadId", "inReplyToCommentId", "text")),
    fields=Fields(
        id=("id",), parent=("inReplyToCommentId",), author=("account.displayName", "account.name"),
        author_id=("account.url",), author_alias=("account.name",), created=("createdAt",), text=("text",),
        permalink=("url",),
    ),
    body=broken_text,
    discussion=("videoId", "video.uuid"),
    inline_title=("video.name",),
    marks=(Mark("deleted", "isDeleted", deletes=True), Mark("held", "heldForReview")),
    claimed=("total",),
)  # fmt: skip

SOUNDCLOUD: Final = JsonPlatform(
    name="soundcloud",
    title="SoundCloud comments",
    doc="Comments on a track; the moment of the track that each is pinned to is in extra. Replies are told only by"
    " the moment they share, so that every comment is a root here.",
    shape=Shape(("id", "body", "created_at", "track_id", "user")),
    fields=Fields(
        id=("id",), author=("user.username",), author_id=("user.id", "user_id"), author_alias=("user.permalink",),
        created=("created_at",), text=("body",), permalink=("uri",),
    ),
    body=plain_text,
    discussion=("track_id",),
    claimed=("total_results",),
)  # fmt: skip

PLATFORMS: Final = (YOUTUBE_API, YOUTUBE_INNERTUBE, YT_DLP, PEERTUBE, SOUNDCLOUD)
