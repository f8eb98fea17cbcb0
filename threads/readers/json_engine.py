"""Read any JSON platform: walk the documents once, take what has the shape of a comment, nest what is nested."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..draft import Draft, Reading
from ..model import Article, Capture, Note
from .body import document_text, html_text, plain_text
from .json_shapes import first, objects, pruned, reach
from .json_walk import walk
from .values import moment, name_of, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..platform import ReadOptions
    from .json_platform import JsonPlatform
    from .json_walk import Found


def read_values(platform: JsonPlatform, values: Iterable[Any], options: ReadOptions) -> Iterator[Reading]:
    """Yield each discussion of some JSON documents, in order of first appearance."""
    found = walk(platform, values)
    drafts, names = named_drafts(platform, found)
    groups: dict[str | None, list[Draft]] = {}
    for draft, name in zip(drafts, names, strict=True):
        groups.setdefault(name, []).append(draft)
    articles = articles_of(platform, found)
    articles = _inline_articles(platform, found, names) | articles
    for name, members in (groups or {None: []}).items():
        only = next(iter(articles.values())) if len(articles) == 1 and len(groups) <= 1 else Article()
        article = articles.get(name, only) if name is not None else only
        yield Reading(
            drafts=members,
            article=article,
            discussion_id=name or article.url or options.url,
            capture=_capture(platform, found, members, whole_file=len(groups) <= 1),
            notes=_notes(found),
        )


def named_drafts(platform: JsonPlatform, found: Found) -> tuple[list[Draft], list[str | None]]:
    """Return one draft a record, and the discussion that each belongs to."""
    drafts = drafts_of(platform, found)
    return drafts, _in_their_articles(platform, found, discussions_of(platform, found, drafts))


def _in_their_articles(platform: JsonPlatform, found: Found, names: list[str | None]) -> list[str | None]:
    """Name the discussions of records that do not: where there are several articles, the one that they lie inside."""
    if platform.article is None or len(found.articles) < 2 or None not in names:
        return names
    held: dict[int, str | None] = {}
    for article in found.articles:
        name = name_of(first(article, platform.article.id))
        held |= {id(one): name for one in objects([article])}
    return [name if name is not None else held.get(id(one)) for one, name in zip(found.records, names, strict=True)]


def drafts_of(platform: JsonPlatform, found: Found) -> list[Draft]:
    """Make one draft a record; replies nested under a comment get it as their parent."""
    drafts = [draft_of(platform, record, found.people) for record in found.records]
    for at, (draft, above) in enumerate(zip(drafts, found.above, strict=True)):
        if draft.comment_id is None:
            draft.comment_id = f"c{at + 1}"
        if above >= 0 and draft.stated_parent is None and draft.link_basis == "root":
            draft.stated_parent, draft.link_basis = drafts[above].comment_id, "nesting"
    own = {name_of(first(one, platform.article.id)) for one in found.articles} if platform.article else set()
    ids = {draft.comment_id for draft in drafts}
    for draft in drafts:
        # The parent is the article: a root, says the source.
        if draft.stated_parent in own and draft.stated_parent not in ids:
            draft.stated_parent, draft.link_basis = None, "root"
    return drafts


def draft_of(platform: JsonPlatform, record: dict[str, Any], people: dict[str, str]) -> Draft:
    """Make the draft of one record."""
    fields = platform.fields
    when = moment(first(record, fields.created), zone=platform.zone)
    author_id = name_of(first(record, fields.author_id))
    parent, others = parent_of(platform, record)
    draft = Draft(
        text=plain_text(text_at(record, fields.plain)) or platform.body(text_at(record, fields.text)),
        comment_id=name_of(first(record, fields.id)),
        stated_parent=parent,
        other_parents=others,
        link_basis="root" if parent is None else "explicit",
        author=name_of(first(record, fields.author)) or (people.get(author_id) if author_id else None),
        author_id=author_id,
        author_alias=name_of(first(record, fields.author_alias)),
        created=when.at,
        created_basis=when.basis,
        created_text=when.text,
        score=whole(first(record, fields.score)),
        permalink=name_of(first(record, fields.permalink)),
        extra=pruned(record, platform.used) or None,
    )
    _moderate(platform, record, draft)
    if platform.amend is not None:
        platform.amend(record, draft)
    return draft


def text_at(record: dict[str, Any], paths: Iterable[str]) -> str:
    """Return the body: a string, several joined as paragraphs (runs of one line: without a gap), or a document."""
    for path in paths:
        value = reach(record, path)
        if isinstance(value, list):
            strings = [one for one in value if isinstance(one, str)]
            value = ("" if ".runs[]" in path or path.startswith("runs[]") else "\n\n").join(strings)
        if isinstance(value, dict) and value.get("type") == "doc":
            value = document_text(value)
        if isinstance(value, str) and value:
            return value
    return ""


def parent_of(platform: JsonPlatform, record: dict[str, Any]) -> tuple[str | None, tuple[str, ...]]:
    """Return the stated parent and any further ones, prefixes dropped; ``None`` where the source says none."""
    stated: list[str] = []
    for path in (*platform.fields.parent, *platform.fields.other_parents):
        value = reach(record, path)
        for one in value if isinstance(value, list) else [value]:
            name = name_of(one.get("id") if isinstance(one, dict) else one)
            if (
                name is None
                or name.lower() in platform.no_parent
                or name.startswith(platform.parent_article or ("\0",))
            ):
                continue
            for prefix in platform.parent_strip:
                name = name.removeprefix(prefix)
            if name not in stated:
                stated.append(name)
        if stated and path in platform.fields.parent and not platform.fields.other_parents:
            break
    return (stated[0], tuple(stated[1:])) if stated else (None, ())


def _moderate(platform: JsonPlatform, record: dict[str, Any], draft: Draft) -> None:
    set_marks = [mark for mark in platform.marks if mark.is_set(record)]
    draft.deleted = any(mark.deletes for mark in set_marks)
    if draft.text.strip() in platform.placeholders:
        draft.deleted = draft.deleted or bool(draft.text.strip())
        draft.extra = {**(draft.extra or {}), "placeholder": draft.text} if draft.text else draft.extra
        draft.text = ""
    if draft.author is not None and draft.author in platform.placeholders:
        draft.author = draft.author_id = None
    if set_marks:
        draft.extra = {**(draft.extra or {}), "marks": [mark.name for mark in set_marks]}


def discussions_of(platform: JsonPlatform, found: Found, drafts: list[Draft]) -> list[str | None]:
    """Name each record's discussion; one that names none is in that of the comment it is nested in or answers."""
    names: list[str | None] = []
    by_id: dict[str | None, str | None] = {}
    for record, above, draft in zip(found.records, found.above, drafts, strict=True):
        name = name_of(first(record, platform.discussion)) if platform.discussion else None
        if name is not None and platform.discussion_strip:
            name = name.removeprefix(platform.discussion_strip)
        if name is None:
            name = names[above] if above >= 0 else by_id.get(draft.stated_parent)
        names.append(name)
        by_id[draft.comment_id] = name
    known = {name for name in names if name is not None}
    # A record without the name among others that agree belongs with them.
    return [next(iter(known))] * len(names) if len(known) == 1 else names


def _inline_articles(platform: JsonPlatform, found: Found, names: list[str | None]) -> dict[str | None, Article]:
    out: dict[str | None, Article] = {}
    if not platform.inline_title and not platform.inline_url:
        return out
    for record, name in zip(found.records, names, strict=True):
        title, url = _line(first(record, platform.inline_title)), name_of(first(record, platform.inline_url))
        if name not in out and (title or url):
            out[name] = Article(title=title, url=url)
    return out


def articles_of(platform: JsonPlatform, found: Found) -> dict[str | None, Article]:
    """Return the articles by their own id."""
    out: dict[str | None, Article] = {}
    fields = platform.article
    if fields is None:
        return out
    for record in found.articles:
        text = fields.body(text_at(record, fields.text))
        article = Article(
            title=_line(first(record, fields.title)),
            url=name_of(first(record, fields.url)),
            byline=name_of(first(record, fields.byline)),
            site=name_of(first(record, fields.site)),
            published=moment(first(record, fields.published), zone=platform.zone).at,
            paragraphs=tuple(part for part in text.split("\n\n") if part.strip()),
        )
        out.setdefault(name_of(first(record, fields.id)), article)
    return out


def _line(value: Any) -> str | None:
    name = name_of(value)
    return html_text(name) or None if name else None


def _capture(platform: JsonPlatform, found: Found, drafts: list[Draft], *, whole_file: bool) -> Capture:
    marks: dict[str, int] = {}
    for draft in drafts:
        for mark in (draft.extra or {}).get("marks", ()) if isinstance((draft.extra or {}).get("marks"), list) else ():
            marks[str(mark)] = marks.get(str(mark), 0) + 1
    if whole_file:
        marks |= {f"dropped: {name}": number for name, number in found.dropped.items()}
    facts = found.facts if whole_file else {}
    claimed = next((whole(facts[key]) for key in platform.claimed if key in facts), None)
    if claimed is None and whole_file and found.claimed_replies is not None:
        claimed = found.claimed_replies + sum(draft.stated_parent is None for draft in drafts)
    pages = [str(facts[key]) for key in platform.pages if key in facts]
    stated = next((names.get(str(facts[key]).lower()) for key, names in platform.sort.items() if key in facts), None)
    return Capture(
        claimed=claimed,
        read=len(drafts),
        sort_order=stated or order_of(drafts),
        pages=" of ".join(pages) or None,
        depth_cap=platform.depth_cap,
        more=found.stubs if whole_file else 0,
        moderation=marks,
    )


def order_of(drafts: list[Draft]) -> str:
    """Tell the order of the roots from their times: by time, newest first, or unknown."""
    times = [draft.created for draft in drafts if draft.created is not None and draft.stated_parent is None]
    if len(times) < 3 or len(set(times)) < 2:
        return "unknown"
    if all(one <= other for one, other in pairwise(times)):
        return "chronological"
    return "newest-first" if all(one >= other for one, other in pairwise(times)) else "unknown"


def _notes(found: Found) -> list[Note]:
    notes = []
    if found.stubs:
        count = f"about {found.more:,} comments" if found.more > found.stubs else "further comments"
        message = f"1 stub stands for {count} that are not in the source."
        if found.stubs > 1:
            message = f"{found.stubs:,} stubs stand for {count} that are not in the source."
        notes.append(Note("more", message))
    for name, number in found.dropped.items():
        message = f"1 record of the file is no comment and was left out ({name})."
        if number > 1:
            message = f"{number:,} records of the file are no comments and were left out ({name})."
        notes.append(Note("dropped", message))
    if found.unlike:
        message = "1 record among the comments is of another kind and was left out."
        if found.unlike > 1:
            message = f"{found.unlike:,} records among the comments are of another kind and were left out."
        notes.append(Note("unlike", message))
    return notes
