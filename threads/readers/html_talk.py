"""MediaWiki talk pages: signatures at the end of a comment, answers by indentation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..article import read_article
from ..dates import DateReader
from ..draft import Draft, Reading
from ..errors import NoCommentsFound
from ..model import Capture, Note
from ..platform import Recognition, Way
from .htmlkit.capture import discussion_url, order_of, saved_at
from .htmlkit.page import root_of
from .htmlkit.talk import TalkComment, talk_comments, talk_tokens, user_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from selectolax.lexbor import LexborNode

    from ..payload import Payload
    from ..platform import ReadOptions

_WIKI: Final = (
    "mw-parser-output",
    "mw-content-text",
    "mw-headline",
    "mw-heading",
    "mw:PageProp",
    "wgCanonicalNamespace",
)
_STAMP: Final = re.compile(r"\d[:.h時]\s?\d\d[^<>()]{0,40}\(\s*(?:[A-Z]{2,5}[^)]{0,6}|[^\W\d_a-zA-Z][^<>()]{0,20})\)")
#: Where a comment is indented by more than one level at once, a level is missing in between.
SKIPPED_LEVEL: Final = 0.8


@dataclass(frozen=True, slots=True)
class TalkPages:
    """Talk pages of MediaWiki: signers, times, sections and the tree that indentation shows; no ids before 2020."""

    name: str = "mediawiki-talk"
    title: str = "MediaWiki talk page"
    carrier: str = "html"
    keeps: tuple[str, ...] = ("parent_id", "author", "created", "extra")
    depth_cap: int | None = None
    version: str = "1"
    doc: str = (
        "Wiki talk pages: signers, times, section headings, answers by indentation, outdents. Words that nobody signed are "
        "counted, not read; ids are kept where the wiki's reply tool wrote them."
    )

    def recognise(self, payload: Payload) -> Recognition | None:
        """Claim wiki pages with at least one signature."""
        if not payload.is_html or not any(mark in payload.names for mark in _WIKI):
            return None
        stamps = len(_STAMP.findall(payload.text))
        return Recognition(0.9, f"a wiki page with {stamps} signed time stamps") if stamps else None

    def ways(self) -> Sequence[Way]:
        """One way, and how sure it can be."""
        return [Way(0.9, self.recognise)]

    def read(self, payload: Payload, options: ReadOptions) -> Iterable[Reading]:
        """Yield the talk page as one discussion."""
        comments, unsigned = talk_comments(talk_tokens(_content(payload), _own(payload)))
        article = read_article(payload, url=options.url, frames=frozenset(), body=False)
        if not comments:
            raise NoCommentsFound(f"{payload.name} has no signed comment.", name=payload.name, article=article)
        saved = saved_at(payload.text)
        dates = DateReader.of_page(payload, saved=saved, language=article.language)
        drafts = _drafts(comments, dates)
        notes = (
            [Note("unsigned", f"{unsigned} words at the ends of sections are signed by nobody.")] if unsigned else []
        )
        yield Reading(
            drafts,
            article=article,
            discussion_id=discussion_url(payload, options.url),
            capture=Capture(read=len(drafts), sort_order=order_of(drafts) or "unknown", saved=saved),
            notes=[*notes, *dates.notes()],
        )


def _content(payload: Payload) -> LexborNode:
    tree = payload.html
    for css in (".mw-parser-output", "#mw-content-text", "#bodyContent", "body"):
        found = tree.css(css)
        if found:
            return max(found, key=lambda node: len(node.html or "")) if len(found) > 1 else found[0]
    return root_of(tree)


def _own(payload: Payload) -> str | None:
    """The user whose talk page this is, as its heading or title says."""
    heading = payload.html.css_first("#firstHeading, h1, title")
    return user_of(heading.text(), None) if heading is not None else None


def _drafts(comments: list[TalkComment], dates: DateReader) -> list[Draft]:
    ids: list[str] = []
    for number, comment in enumerate(comments, start=1):
        ids.append(comment.anchor if comment.anchor and comment.anchor not in ids[-50:] else f"c{number}")
    drafts = []
    for comment_id, comment in zip(ids, comments, strict=True):
        created, basis = dates.read(comment.stamp)
        drafts.append(
            Draft(
                text=comment.text,
                comment_id=comment_id,
                author=comment.author,
                created=created,
                created_basis=basis,
                created_text=comment.stamp,
                stated_parent=ids[comment.parent] if comment.parent is not None else None,
                link_basis="nesting" if comment.parent is not None else "root",
                link_confidence=SKIPPED_LEVEL if comment.skips else None,
                extra={"section": comment.section} if comment.section else None,
            )
        )
    return drafts


PLATFORMS: Final = (TalkPages(),)
