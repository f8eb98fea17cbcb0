"""An HTML platform as data: how to recognise it and where its comments keep what they say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ...article import read_article
from ...dates import DateReader
from ...draft import Reading
from ...platform import Recognition, Way
from ..mining.unmarked import fill_unmarked
from .beside import nothing_found, other_lists
from .capture import discussion_url, partial_notes, read_capture, saved_at
from .drafting import drafts_of
from .elsewhere import leave_out_elsewhere
from .page import Page
from .selectors import possible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ...payload import Payload
    from ...platform import ReadOptions
    from .fields import Pick
    from .links import LinkRule

NOISE: Final = (
    ".screen-reader-text, .sr-only, .visually-hidden, "
    ".says, .avatar, .comment-reply-link, .comment-reply-login, .comment-edit-link, .comment_quote_link, "
    ".comment-awaiting-moderation, .sharedaddy, .jp-relatedposts"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One way to recognise a platform.

    ``needles`` must all stand in the source (a cheap test; of a large page the ends and the middle are looked at), none of ``unless`` may be among its class names and ids
    (a surer platform has it), then ``css`` must match ``least`` elements.
    """

    css: str
    score: float = 0.8
    needles: tuple[str, ...] = ()
    least: int = 1
    unless: tuple[str, ...] = ()

    def test(self, payload: Payload) -> Recognition | None:
        """Say whether the mark is there; the search ends where it is found."""
        if not payload.is_html:
            return None
        allowed = possible(self.css, payload.names)
        if not allowed or any(name in payload.names for name in self.unless):
            return None
        if not all(needle in payload.names or payload.shows(needle) for needle in self.needles):
            return None
        if self.least == 1:
            return Recognition(self.score, f"elements match {self.css}") if payload.html.css_first(allowed) else None
        found = len(payload.html.css(allowed))
        return Recognition(self.score, f"{found} elements match {self.css}") if found >= self.least else None


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlPlatform:
    """A platform that the HTML engine reads.

    Parameters
    ----------
    name, title, doc, keeps, depth_cap, version : see :class:`~commentariat.threads.platform.Platform`
    marks : ways to recognise it, any one is enough
    comment : CSS of comment elements
    framed : CSS of elements that are comments only when they have an id of their own
    followers : CSS of following siblings that belong to a comment element
    bare : a comment element inside another may be a comment though it has no id
    ids : where a comment's id stands; ``anchor_before``: also on an anchor just before the element
    skip : CSS of comment elements that are no comments
    required : CSS that a comment must hold to be one
    fields : column (or extra) name to picks, tried in order; ``created_exact`` is read before ``created``
    body : CSS of the element with the words, tried in order; the whole comment when none matches
    heads, noise : CSS of what is not the comment's words: author lines; buttons and hidden labels
    links : rules, tried in order
    flags : name to CSS that marks a comment so; ``deleted`` fills the column, others go to ``extra``
    claimed : picks on the whole page of the platform's own comment count
    more : CSS of stubs that stand for comments not on the page
    scope : CSS of the part of the page to look in, tried in order
    reply_link : CSS of the link that answers a comment
    quotes, quote_source : CSS of quotations inside a comment, and where one names the comment that it quotes
    flat : the platform's lists do not show who answers whom: unless this page nests, a comment without a stated
        parent is undecided, not a root
    placeholder : pattern of the words that stand where a removed comment was
    by_shape : fields (``author``, ``created``) that are looked for by their shape where the selectors find too few;
        ``labels``: what all comments share is left out of their words, ``text``: where no body is marked in most
    lead : pattern of what stands before the words to say whom they answer; left out where that was found
    """

    name: str
    title: str
    doc: str
    marks: tuple[Mark, ...]
    comment: str
    ids: tuple[Pick, ...] = ()
    framed: str = ""
    followers: str = ""
    anchor_before: bool = False
    bare: bool = True
    skip: str = ""
    required: str = ""
    fields: Mapping[str, tuple[Pick, ...]] = field(default_factory=dict)
    body: tuple[str, ...] = ()
    heads: str = ""
    noise: str = NOISE
    links: tuple[LinkRule, ...] = ()
    flags: Mapping[str, str] = field(default_factory=dict)
    extra: tuple[str, ...] = ()
    claimed: tuple[Pick, ...] = ()
    more: str = ""
    scope: tuple[str, ...] = ()
    reply_link: str = ""
    placeholder: str = ""
    by_shape: tuple[str, ...] = ()
    lead: str = ""
    quotes: str = "blockquote, q[cite]"
    quote_source: tuple[Pick, ...] = ()
    flat: bool = False
    sort_order: str = "unknown"
    depth_cap: int | None = None
    version: str = "1"
    carrier: str = "html"

    @property
    def keeps(self) -> tuple[str, ...]:
        """The columns of the comment table that this platform fills besides text."""
        columns = {"created_exact": "created", "clock": "created"}
        kept = [columns.get(name, name) for name in self.fields if name not in self.extra]
        if self.ids:
            kept.insert(0, "comment_id")
        if self.links:
            kept.insert(1, "parent_id")
        if "deleted" in self.flags:
            kept.append("deleted")
        return tuple(dict.fromkeys(kept))

    def recognise(self, payload: Payload) -> Recognition | None:
        """Claim HTML in which one of the marks stands."""
        ranked = sorted(self.marks, key=lambda mark: -mark.score)
        return next((claim for mark in ranked if (claim := mark.test(payload)) is not None), None)

    def ways(self) -> Sequence[Way]:
        """Each mark is a way."""
        return [Way(mark.score, mark.test) for mark in self.marks]

    def read(self, payload: Payload, options: ReadOptions) -> Iterable[Reading]:
        """Yield the one discussion of a page."""
        page = Page.of(payload, self)
        saved = saved_at(payload.text)
        article = read_article(payload, url=options.url, frames=page.spoken, body=options.article)
        if not page.records:
            raise nothing_found(payload, article)
        dates = DateReader.of_page(payload, saved=saved, language=article.language)
        page.read_fields()
        fill_unmarked(page)
        address = discussion_url(payload, options.url)
        leave_out_elsewhere(page, address)
        drafts = drafts_of(page, dates)
        if not drafts:
            raise nothing_found(payload, article)
        capture = read_capture(self, page, drafts, saved, address)
        yield Reading(
            drafts,
            article=article,
            discussion_id=address,
            capture=capture,
            notes=[*page.notes, *dates.notes(), *partial_notes(capture), *other_lists(payload, self.name)],
        )

    def cap_of(self, page: Page) -> int | None:
        """Return the depth past which this very page does not nest.

        Themes leave the reply link off comments at their deepest level: when none of the deepest comments has one
        and others have, that level is the cap.
        """
        if not self.reply_link:
            return self.depth_cap
        depths = page.depths()
        deepest = max(depths.values(), default=0)
        if not deepest or any(page.holds(record, self.reply_link) for record in depths if depths[record] == deepest):
            return self.depth_cap
        linked = {record for node in page.css(self.reply_link) if (record := page.owners.of(node)) is not None}
        answered = max((depths[record] for record in linked if record in depths), default=None)
        return deepest if answered == deepest - 1 else self.depth_cap
