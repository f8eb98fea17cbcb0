"""Chats as JSON: Matrix rooms, Google Hangouts, live chats of YouTube."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .body import plain_text
from .json_platform import Fields, JsonPlatform, Mark, People
from .json_shapes import Shape, reach
from .values import name_of

if TYPE_CHECKING:
    from ..draft import Draft

#: What older clients put before an answer: the words that are answered, as a quotation.
_QUOTED: Final = "> "


def _matrix(record: dict[str, Any], draft: Draft) -> None:
    """Answers name an event; threads their first one; clients repeat the answered words before an answer."""
    content = record.get("content")
    related = content.get("m.relates_to") if isinstance(content, dict) else None
    if not isinstance(related, dict):
        return
    answered = related.get("m.in_reply_to")
    parent = name_of(answered.get("event_id")) if isinstance(answered, dict) else None
    if parent is None and related.get("rel_type") == "m.thread":
        parent = name_of(related.get("event_id"))
    if parent is None:
        return
    draft.stated_parent, draft.link_basis = parent, "explicit"
    lines = draft.text.split("\n")
    quoted = next((at for at, line in enumerate(lines) if not line.startswith(_QUOTED)), len(lines))
    draft.text = "\n".join(lines[quoted:]).strip() or draft.text


MATRIX: Final = JsonPlatform(
    name="matrix",
    title="Matrix rooms (exports and client interface)",
    doc="Messages of a room, with the message or the thread that each answers; redacted ones keep their place. Names"
    " are the users' addresses.",
    shape=Shape(("event_id", "sender", "origin_server_ts", "content"), where=(("type", ("m.room.message",)),)),
    fields=Fields(
        id=("event_id",), author=("sender",), author_id=("sender",), created=("origin_server_ts",),
        plain=("content.body",),
    ),
    body=plain_text,
    discussion=("room_id",),
    drop=(Mark("not said", "content.msgtype", ("m.image", "m.file", "m.audio", "m.video", "m.location")),),
    marks=(Mark("redacted", "unsigned.redacted_because", deletes=True),),
    amend=_matrix,
    also_keeps=("parent_id",),
)  # fmt: skip


def _segments(record: dict[str, Any], draft: Draft) -> None:
    listed = reach(record, "chat_message.message_content.segment")
    parts = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    draft.text = "".join(
        "\n" if one.get("type") == "LINE_BREAK" else str(one.get("text") or "") for one in parts
    ).strip()


HANGOUTS: Final = JsonPlatform(
    name="hangouts",
    title="Google Hangouts (Takeout)",
    doc="The messages of each conversation, with the names that the export lists; calls and people who come and go are"
    " left out.",
    shape=Shape(("chat_message", "sender_id", "timestamp", "event_id")),
    fields=Fields(
        id=("event_id",), author_id=("sender_id.gaia_id", "sender_id.chat_id"), created=("timestamp",),
        text=("chat_message.message_content.segment[].text",),
    ),
    body=plain_text,
    discussion=("conversation_id.id",),
    people=(People("participant_data", id=("id.gaia_id", "id.chat_id"), name=("fallback_name",)),),
    amend=_segments,
)  # fmt: skip


def _runs(record: dict[str, Any], draft: Draft) -> None:
    runs = reach(record, "message.runs")
    draft.text = "".join(map(_run, runs)).strip() if isinstance(runs, list) else draft.text


def _run(run: Any) -> str:
    """Words, or an emoji: those of a channel's own are named by their short form."""
    emoji = run.get("emoji") if isinstance(run, dict) else None
    if not isinstance(emoji, dict):
        return str(run.get("text") or "") if isinstance(run, dict) else ""
    own = next(iter(reach(emoji, "shortcuts[]") or ()), "")
    return str(own if emoji.get("isCustomEmoji") else emoji.get("emojiId") or own)


LIVE_CHAT: Final = JsonPlatform(
    name="youtube-live-chat",
    title="YouTube live chat (InnerTube and yt-dlp)",
    doc="Messages of a live chat or its replay, paid ones with their amount in extra; chats state no parents.",
    shape=Shape(("id", "authorName", "authorExternalChannelId", "timestampUsec")),
    fields=Fields(
        id=("id",), author=("authorName.simpleText",), author_id=("authorExternalChannelId",),
        created=("timestampUsec",), text=("message.runs[].text", "message.simpleText"),
    ),
    body=plain_text,
    amend=_runs,
)  # fmt: skip

PLATFORMS: Final = (MATRIX, HANGOUTS, LIVE_CHAT)
