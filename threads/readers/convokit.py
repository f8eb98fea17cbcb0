"""ConvoKit corpora: utterances as JSON lines, and what the corpus knows of its conversations in a file beside them."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from ..model import Note
from .body import plain_text
from .json_platform import Fields, JsonPlatform
from .json_shapes import Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ..draft import Reading
    from ..model import Article
    from ..payload import Payload
    from ..platform import ReadOptions

_BESIDE: Final = "conversations.json"
_TITLES: Final = ("title", "conversation_title", "page_title", "article_title", "subject", "topic", "movie_name")
#: Larger files beside the utterances are not opened for titles alone.
MAX_BYTES: Final = 500_000_000


@dataclass(frozen=True, kw_only=True)
class Corpus(JsonPlatform):
    """A JSON platform whose conversations are described in ``conversations.json``, where the source is a file."""

    def read(self, payload: Payload, options: ReadOptions) -> Iterable[Reading]:
        """Yield each conversation, with its title and address where the corpus names them."""
        known, note = _conversations(payload.path)
        return self._titled(super().read(payload, options), known, note)

    @staticmethod
    def _titled(readings: Iterable[Reading], known: dict[str, Any], note: Note | None) -> Iterator[Reading]:
        for reading in readings:
            facts = known.get(reading.discussion_id or "")
            if isinstance(facts, dict):
                reading.article = _described(reading.article, facts.get("meta", facts))
            if note is not None:
                reading.notes.append(note)
            yield reading


def _conversations(utterances: Path | None) -> tuple[dict[str, Any], Note | None]:
    beside = utterances.parent / _BESIDE if utterances is not None else None
    if beside is None or not beside.is_file() or beside.stat().st_size > MAX_BYTES:
        return {}, None
    try:
        found = json.loads(beside.read_bytes())
    except (ValueError, RecursionError):
        return {}, Note("conversations-unread", f"{_BESIDE} is no JSON; the conversations have no titles.")
    return found if isinstance(found, dict) else {}, None


def _described(article: Article, facts: Any) -> Article:
    if not isinstance(facts, dict):
        return article
    words = {name: value for name, value in facts.items() if isinstance(value, str) and value.strip()}
    title = next((words[name] for name in _TITLES if name in words), None)
    return replace(
        article,
        title=article.title or title,
        url=article.url or words.get("url"),
        site=article.site or words.get("site"),
    )


CONVOKIT: Final = Corpus(
    name="convokit",
    title="ConvoKit utterances",
    doc="Utterances (JSON lines) of a ConvoKit corpus, grouped by conversation, with titles from conversations.json;"
    " the first utterance of a conversation is a root. What the corpus knows of an utterance is in extra.",
    shape=Shape(("id", "text", "reply-to")),
    shapes=(Shape(("id", "text", "reply_to")),),
    fields=Fields(
        id=("id",), parent=("reply-to", "reply_to"), author=("meta.author", "speaker.id", "speaker", "user.id", "user"),
        author_id=("speaker.id", "speaker", "user.id", "user"), created=("timestamp",), text=("text",),
        score=("meta.score",),
    ),
    body=plain_text,
    discussion=("conversation_id", "root"),
)  # fmt: skip
