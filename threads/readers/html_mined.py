"""HTML that no platform claims: find the repeated records, then their names, dates, words and nesting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..article import read_article
from ..dates import DateReader
from ..draft import Draft, Reading
from ..model import Capture, Note
from ..platform import Recognition, Way
from .html_talk import TalkPages
from .htmlkit.beside import nothing_found, other_lists
from .htmlkit.capture import claimed_in, discussion_url, order_of, pages_shown, partial_notes, saved_at
from .htmlkit.drafting import without_empty
from .htmlkit.pingbacks import without_pingbacks
from .mining.beside import with_heads
from .mining.drafting import Parts, mined_drafts
from .mining.groups import Group, best_group
from .mining.hints import called_comments, named_so_only
from .mining.outline import MAX_ELEMENTS, WITHOUT_SCRIPTS, outline
from .mining.parts import ids_of, regions
from .mining.structure import Mined, Seen, structure
from .mining.widest import wider

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..payload import Payload
    from ..platform import ReadOptions
    from .mining.outline import Outline
    from .mining.parts import Region

#: A comment of a mined list that shows no parent: the list shows parents elsewhere, or shows none at all.
ROOT_IN_TREE: Final = 0.9
#: More words than a caption has.
_CAPTION: Final = 40
#: So many comments show how a list signs its comments.
_SIGNED: Final = 4
#: Share of a list's records with a date, from which on a name may stand around them.
_DATED: Final = 0.8
#: From this score on the records are fairly sure to be comments.
_SURE: Final = 8.0


@dataclass(frozen=True, slots=True)
class MinedPage:
    """Comment lists that no platform claims, found by their repetition."""

    name: str = "html-mined"
    title: str = "Any HTML page with a comment list"
    carrier: str = "html"
    keeps: tuple[str, ...] = ("comment_id", "parent_id", "author", "created")
    depth_cap: int | None = None
    version: str = "1"
    doc: str = (
        "HTML that no platform claims: the repeated records that are most like comments, with the name, date, words and "
        "nesting that their shape shows. No link is certain; what was found, and by which sign, is in the notes."
    )

    def recognise(self, payload: Payload) -> Recognition | None:
        """Claim any HTML, last of all."""
        return Recognition(0.05, "an HTML page that no platform claims") if payload.is_html else None

    def ways(self) -> Sequence[Way]:
        """One way, and how sure it can be."""
        return [Way(0.05, self.recognise)]

    def read(self, payload: Payload, options: ReadOptions) -> Iterable[Reading]:
        """Yield the comment list of a page, if it has one."""
        root = payload.html.root
        page = outline(root) if root is not None else None
        group = best_group(page) if page is not None else None
        if root is not None and group is None and payload.holds("<noscript"):
            page = outline(root, WITHOUT_SCRIPTS)
            group = best_group(page)
        talk = TalkPages()
        if page is None or group is None:
            claim = talk.recognise(payload)
            if claim is not None:
                yield from talk.read(payload, options)
                return
            article = read_article(payload, url=options.url, frames=frozenset(), body=options.article)
            raise nothing_found(payload, article)
        yield read_group(payload, options, page, group)


def read_group(payload: Payload, options: ReadOptions, page: Outline, group: Group) -> Reading:
    """Read the records of a group as one discussion."""
    places, parts = _with_names(payload, page, group)
    frames = frozenset(page.nodes[root].mem_id for region in places for root in region.roots)
    article = read_article(payload, url=options.url, frames=frames, body=options.article)
    saved = saved_at(payload.text)
    dates = DateReader.of_page(payload, saved=saved, language=article.language)
    ids = ids_of(page, places)
    drafts = mined_drafts(page, places, ids, parts, dates)
    names, words = [draft.author for draft in drafts], [draft.text for draft in drafts]
    mined = structure(Seen(page, group, places, ids, names, words))
    link(drafts, mined)
    if _are_none(page, group, drafts, article.title):
        raise nothing_found(payload, article)
    left_out: list[Note] = []
    drafts = without_pingbacks(without_empty(without_captions(drafts)), left_out)
    capture = Capture(
        claimed=claimed_in(payload),
        read=len(drafts),
        sort_order=order_of(drafts) or "unknown",
        pages=pages_shown(payload, drafts, options.url),
        saved=saved,
    )
    notes = [_account(group, parts.found, mined), *left_out, *dates.notes(), *_cut_short(page)]
    notes += [*partial_notes(capture), *other_lists(payload, "html-mined")]
    return Reading(drafts, article, discussion_url(payload, options.url), capture, notes)


def _with_names(payload: Payload, page: Outline, group: Group) -> tuple[list[Region], Parts]:
    """Return the records with their parts; where too few have a name, with what signs them beside or around each."""
    places = regions(page, group)
    parts = Parts.of(payload, page, places)
    signed = with_heads(page, places) if len(parts.named) < _DATED * len(places) and not group.followers else []
    if signed and len((named := Parts.of(payload, page, signed)).named) > len(parts.named):
        return signed, named
    dated = sum(page.total(page.dates, region.at) > 0 for region in places)
    if parts.named or len(places) < 2 or dated < _DATED * len(places):
        return places, parts
    for other in wider(page, group):
        around = regions(page, other)
        named = Parts.of(payload, page, around)
        if named.named:
            return around, named
    return places, parts


def _are_none(page: Outline, group: Group, drafts: list[Draft], title: str | None) -> bool:
    """Whether the records are no comments after all: rows of a table, the article, a feed, or mostly wordless."""
    if _nobody_anywhen(group, drafts) or _is_article(page, group, title) or _is_feed(page, group):
        return True
    return 2 * sum(bool(draft.text) for draft in drafts) < len(drafts)


def _nobody_anywhen(group: Group, drafts: list[Draft]) -> bool:
    """Whether records that nothing calls comments have neither a name nor a time: rows of a table, boxes of a form."""
    called = group.label.rpartition(">")[2] if group.label.endswith(">div") else group.label
    return not named_so_only(called) and all(draft.author is None and draft.created is None for draft in drafts)


def without_captions(drafts: list[Draft]) -> list[Draft]:
    """Leave out what stands before or behind a list in the shape of its records: a heading, "Post a new comment".

    Where all others name somebody and a day, that may be any words: "Letters are printed on the day they come".
    """
    if not any(draft.created for draft in drafts):
        return drafts
    inner = drafts[1:-1]
    signed = len(inner) >= _SIGNED and all(draft.author and draft.created for draft in inner)
    answered = {draft.stated_parent for draft in drafts}
    ends = {id(drafts[0]), id(drafts[-1])}
    return [
        draft
        for draft in drafts
        if id(draft) not in ends
        or draft.author
        or draft.created_text
        or (len(draft.text) > _CAPTION and not signed)
        or draft.comment_id in answered
    ]


def _is_feed(page: Outline, group: Group) -> bool:
    """Whether the records say that each is an entry of its own: a blog's front page, a stream of notes, pingbacks.

    "type-post" is what WordPress calls its articles; answers and topics of its forums have other types.
    """
    names = [set((page.nodes[at].attrs.get("class") or "").split()) for at in group.members]
    entries = sum("h-entry" in one for one in names) if not called_comments(group.label) else 0
    pings = sum(bool(one & {"pingback", "trackback"}) for one in names)
    articles = sum("type-post" in one for one in names)
    return 2 * max(entries, pings, articles) > len(group.members)


def _is_article(page: Outline, group: Group, title: str | None) -> bool:
    """Whether the only record has the page's own title over it: themes of forums mark a topic as they do its answers."""
    if title is None or len(group.members) > 1:
        return False
    headings = page.nodes[group.members[0]].css("h1, h2, h3")
    wanted = " ".join(title.casefold().split())
    return any(
        text and wanted.startswith(text) for text in (" ".join(one.text().casefold().split()) for one in headings)
    )


def _cut_short(page: Outline) -> list[Note]:
    if not page.truncated:
        return []
    return [Note("page-cut-short", f"The page has more than {MAX_ELEMENTS:,} elements; the rest was not searched.")]


def link(drafts: list[Draft], mined: Mined | None) -> None:
    """Write the mined parents into the drafts; without any sign of structure nobody but the first is called a root."""
    for number, draft in enumerate(drafts):
        stated = mined.links.get(number) if mined is not None else None
        if stated is not None:
            draft.stated_parent = drafts[stated.parent].comment_id
            draft.link_basis, draft.link_confidence = stated.basis, stated.confidence
        elif mined is not None and mined.tree:
            draft.link_confidence = ROOT_IN_TREE
        else:
            draft.link_basis = "root" if number == 0 else "undecided"
            draft.link_confidence = ROOT_IN_TREE if number == 0 else 0.0


def _account(group: Group, found: str, mined: Mined | None) -> Note:
    how = f"parents from {mined.sign} for {len(mined.links)}" if mined is not None else "no sign of who answers whom"
    sure = "fairly sure" if group.score >= _SURE else "not sure"
    return Note(
        "mined",
        f"No platform claims the page; {len(group.members)} elements like {group.label} look like comments ({sure}, score "
        f"{group.score:.1f}); {found}; {how}.",
    )


PLATFORMS: Final = (MinedPage(),)
