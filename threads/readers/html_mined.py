"""HTML that no platform claims: find the repeated records, then their names, dates, words and nesting."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..article import read_article
from ..dates import DateReader, date_start
from ..draft import Draft, Reading
from ..model import Capture, Note
from ..platform import Recognition
from .html_talk import TalkPages
from .htmlkit.beside import nothing_found, other_lists
from .htmlkit.capture import claimed_in, discussion_url, order_of, pages_shown, partial_notes, saved_at
from .htmlkit.drafting import without_empty
from .htmlkit.flow import flow
from .htmlkit.pingbacks import without_pingbacks
from .htmlkit.platform import NOISE
from .htmlkit.trim import trim
from .htmlkit.values import author_of
from .mining.groups import Group, best_group
from .mining.hints import called_comments, named_so_only
from .mining.naming import shown_name
from .mining.outline import MAX_ELEMENTS, outline
from .mining.parts import Region, authors_of, bodies_of, by_signature, date_text, dates_of, ids_of, regions
from .mining.structure import Mined, Seen, structure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ..payload import Payload
    from ..platform import ReadOptions
    from .mining.outline import Outline

#: A comment of a mined list that shows no parent: the list shows parents elsewhere, or shows none at all.
ROOT_IN_TREE: Final = 0.9
#: More words than a caption has.
_CAPTION: Final = 40


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

    def ways(self) -> Sequence[tuple[float, Callable[[Payload], Recognition | None]]]:
        """One way, and how sure it can be."""
        return [(0.05, self.recognise)]

    def read(self, payload: Payload, options: ReadOptions) -> Iterable[Reading]:
        """Yield the comment list of a page, if it has one."""
        root = payload.html.root
        page = outline(root) if root is not None else None
        group = best_group(page) if page is not None else None
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
    places = regions(page, group)
    frames = frozenset(page.nodes[root].mem_id for region in places for root in region.roots)
    article = read_article(payload, url=options.url, frames=frames, body=options.article)
    saved = saved_at(payload.text)
    dates = DateReader.of_page(payload, saved=saved, language=article.language)
    ids = ids_of(page, places)
    drafts, found = _drafts(payload, page, places, ids, dates)
    names, words = [draft.author for draft in drafts], [draft.text for draft in drafts]
    mined = structure(Seen(page, group, places, ids, names, words))
    link(drafts, mined)
    left_out: list[Note] = []
    nothing = _nobody_anywhen(group, drafts) or _is_article(page, group, article.title)
    nothing = nothing or _is_feed(page, group)
    if nothing or 2 * sum(bool(draft.text) for draft in drafts) < len(drafts):
        raise nothing_found(payload, article)
    drafts = without_pingbacks(without_empty(without_captions(drafts)), left_out)
    capture = Capture(
        claimed=claimed_in(payload),
        read=len(drafts),
        sort_order=order_of(drafts) or "unknown",
        pages=pages_shown(payload, drafts, options.url),
        saved=saved,
    )
    return Reading(
        drafts,
        article=article,
        discussion_id=discussion_url(payload, options.url),
        capture=capture,
        notes=[
            *(_account(group, found, mined), *left_out, *dates.notes()),
            *(*_cut_short(page), *partial_notes(capture), *other_lists(payload, "html-mined")),
        ],
    )


def _nobody_anywhen(group: Group, drafts: list[Draft]) -> bool:
    """Whether records that nothing calls comments have neither a name nor a time: rows of a table."""
    return not named_so_only(group.label) and all(draft.author is None and draft.created is None for draft in drafts)


def without_captions(drafts: list[Draft]) -> list[Draft]:
    """Leave out what stands before or behind a list in the shape of its records: a heading, "Post a new comment"."""
    if not any(draft.created for draft in drafts):
        return drafts
    answered = {draft.stated_parent for draft in drafts}
    ends = {id(drafts[0]), id(drafts[-1])}
    return [
        draft
        for draft in drafts
        if id(draft) not in ends
        or draft.author
        or draft.created_text
        or len(draft.text) > _CAPTION
        or draft.comment_id in answered
    ]


def _is_feed(page: Outline, group: Group) -> bool:
    """Whether the records say that each is an entry of its own: a blog's front page, a stream of notes, pingbacks."""
    names = [set((page.nodes[at].attrs.get("class") or "").split()) for at in group.members]
    entries = sum("h-entry" in one for one in names) if not called_comments(group.label) else 0
    pings = sum(bool(one & {"pingback", "trackback"}) for one in names)
    return 2 * max(entries, pings) > len(group.members)


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


def _drafts(
    payload: Payload, page: Outline, places: list[Region], ids: list[str | None], dates: DateReader
) -> tuple[list[Draft], str]:
    known = by_signature(page, places)
    dated = dates_of(page, places, known)
    named = authors_of(page, places, known, dated)
    bodies = bodies_of(page, places, known, {*dated.values(), *named.values()})
    noise = {node.mem_id for node in payload.html.css(NOISE)}
    heads = {page.nodes[at].mem_id for at in (*dated.values(), *named.values())}
    frames = {page.nodes[region.at].mem_id for region in places}
    skip = noise | heads | frames
    drafts = []
    for number, region in enumerate(places):
        created_text = date_text(page, dated[number]) if number in dated else None
        created_text = _FLOOR.sub("", created_text).strip(" -–—|·•,") if created_text else None
        created, basis = dates.read(created_text)
        at = named.get(number)
        name = shown_name(page, at, dated.get(number)) if at is not None else name_before_date(created_text)
        if name is None and not named and number in dated:
            name = name_beside_date(page, dated[number])
        start = [bodies[number]] if number in bodies else list(region.roots)
        words = "\n\n".join(text for at in start if (text := flow(page.nodes[at], skip).text))
        if not words:
            words = "\n\n".join(text for at in region.roots if (text := flow(page.nodes[at], noise | frames).text))
        text = trim(words, name, created_text)
        drafts.append(
            Draft(
                text="" if text in (name, created_text) else text,
                comment_id=ids[number] or f"c{number + 1}",
                author=name,
                created=created,
                created_basis=basis,
                created_text=created_text,
            )
        )
    found = f"names for {len(named)}, dates for {len(dated)}, a body element for {len(bodies)}"
    return drafts, found


_FLOOR: Final = re.compile(r"#\d{1,6}(?:[-.]\d{1,5})*(?!\w)")
_NO_NAME: Final = re.compile(
    r"^\W*(?:(?:by|von|par|por|posted|written|published|geschrieben|verfasst|erstellt|date|datum|publié|commented|added|on|at|am|um|vom|den|le|el|il|"
    r"em|op|in|since|mo\w*|di\w*|mi\w*|do\w*|fr\w*|sa\w*|so\w*|su\w*|tu\w*|we\w*|th\w*|lun\w*|mar\w*|mer\w*|jeu\w*|ven\w*|sam\w*|dim\w*|"
    r"jue\w*|vie\w*|s[aá]b\w*)\W*)*$",
    re.IGNORECASE,
)


def name_beside_date(page: Outline, at: int) -> str | None:
    """Return what stands right before a date in the element that holds both: ``Ann · <span>3 May 2012</span>``."""
    around = page.parents[at]
    line = page.text_of(around, 120)
    shown = page.text_of(at, 120)
    before, found, rest = line.partition(shown) if shown else ("", "", "")
    return name_before_date(f"{before.strip()} {shown}") if found and before.strip() and not rest.strip() else None


_CONNECTS: Final = re.compile(r"[\s,|–—·•-]+(?:on|at|am|um|vom|le|el|il|em|op)\s*$", re.IGNORECASE)


def name_before_date(text: str | None) -> str | None:
    """Return the name that a date line begins with: ``Ann, 3 May 2012``; weekdays and "posted on" are no names."""
    start = date_start(text) if text else None
    if not text or not start:
        return None
    name = author_of(_CONNECTS.sub("", text[:start]).strip(" ,|–—-·•:(@#"))
    return name if name and len(name) <= 40 and not _NO_NAME.match(name) and not name[0].isdigit() else None


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
    sure = "fairly sure" if group.score >= 8 else "not sure"
    return Note(
        "mined",
        f"No platform claims the page; {len(group.members)} elements like {group.label} look like comments ({sure}, score "
        f"{group.score:.1f}); {found}; {how}.",
    )


PLATFORMS: Final = (MinedPage(),)
