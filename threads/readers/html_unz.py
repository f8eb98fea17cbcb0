"""The Unz Review: WordPress comments with the parent named before the words and the answers after them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from .html_wordpress import WORDPRESS
from .htmlkit.fields import Pick, plain
from .htmlkit.links import Addressed, Nested
from .htmlkit.platform import NOISE, Mark

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from .htmlkit.page import Page
    from .htmlkit.records import Record

_FORWARD: Final = re.compile(r"repl(?:y|ies)\s*:", re.IGNORECASE)
_TARGET: Final = re.compile(r"#(?:li-)?comment-(\d+)$")


@dataclass(frozen=True, slots=True)
class BackAndForth:
    """``@Name`` links: before the words to the comment answered, in a "Replies:" line to the comments that answer.

    A forward link states the parent of the comment that it leads to, unless that comment names one itself.
    """

    css: str = 'a[href*="comment-"]'

    def apply(self, page: Page) -> None:
        """Take the links back first, then fill the gaps from the links forward."""
        by_id = {record.comment_id: record for record in page.records}
        forward: list[tuple[Record, Record]] = []
        for node in page.css(self.css):
            record = page.owners.of(node)
            found = _TARGET.search(node.attrs.get("href") or "")
            if record is None or found is None or not plain(node, frozenset()).strip().startswith("@"):
                continue
            other = by_id.get(found.group(1))
            if _in_replies(node):
                if other is not None and other is not record:
                    forward.append((record, other))
            elif record.basis is None and found.group(1) != record.comment_id:
                record.stated, record.basis = found.group(1), "explicit"
        for parent, child in forward:
            if child.basis is None:
                child.parent, child.basis = parent, "explicit"


def _in_replies(node: LexborNode) -> bool:
    """Whether a link stands in a line that lists answers: the text before it, up to two elements around, says so."""
    here: LexborNode | None = node
    for _ in range(3):
        before = here.prev if here is not None else None
        while before is not None:
            if _FORWARD.search(before.text_content or "" if before.is_text_node else before.text()):
                return True
            before = before.prev
        here = here.parent if here is not None else None
        if here is None or (here.attrs.get("id") or "").startswith("comment-"):
            return False
    return False


UNZ: Final = replace(
    WORDPRESS,
    name="unz",
    title="The Unz Review",
    doc="Unz Review comments: ids, parents from '@Name' links before the words and from 'Replies:' lines after them, names "
    "with their AKA, times; replies shown twice (inline and in order) are read once.",
    marks=(
        Mark('[id^="comment-"] a[href*="#comment-"]', 0.9, ("unz.com", "Replies:")),
        Mark('[id^="comment-"] a[href*="#comment-"]', 0.88, ("Unz Review",)),
    ),
    noise=NOISE + ", .replies, .comment-replies, .reply-list",
    fields={**WORDPRESS.fields, "aka": (Pick("", None, r"\bAKA\s+[\"“]([^\"”\n]{1,60})[\"”]"),)},
    extra=("aka",),
    links=(
        BackAndForth(),
        Addressed(
            Pick(".comment-text, .comment-body, .comment-content", None, r"^\s*@([^\n]{1,60}?)\s*$"), confidence=0.9
        ),
        Nested(),
    ),
)
PLATFORMS: Final = (UNZ,)
