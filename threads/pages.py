"""Pages 1 … n of one discussion, read one by one, become one discussion again."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from .forest import Forest
from .model import Article, Capture, Discussion, Note, Source
from .page_links import linked_by_quotes, without_openers
from .parents import cycle_cuts, match_parents
from .schema import empty_ledger, with_stated_evidence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: How a page says which it is: ``2 of 5``, or ``2`` alone.
_STATED: Final = re.compile(r"(\d+)(?: of (\d+))?$")
#: Titles of pages of one discussion differ by a number or a word; below this likeness they are two titles.
_ALIKE: Final = 0.5


def merge_pages(discussions: Sequence[Discussion]) -> Discussion:
    """Merge the pages of one discussion, in the order given.

    A comment that two pages show is kept once. Ids that pages number by position are told apart by page. A parent
    that was missing on its page is found on another, also by the words that are quoted; depths are counted anew.

    Raises
    ------
    ValueError
        There is no page.
    """
    if not discussions:
        raise ValueError("there is no page to merge")
    if len(discussions) == 1:
        return discussions[0]
    name = discussions[0].discussion_id
    article = next((page.article for page in discussions if page.article != Article()), Article())
    tables = without_openers([page.comments for page in _apart(discussions)])
    stacked = pl.concat(tables).with_columns(discussion_id=pl.lit(name))
    unique = stacked.unique("comment_id", keep="first", maintain_order=True)
    numbered = unique.with_columns(position=pl.int_range(pl.len(), dtype=pl.UInt32))
    comments = relink(linked_by_quotes(numbered, article.paragraphs))
    found = set(comments.filter(pl.col("parent_id").is_not_null())["comment_id"])
    notes = _strangers(discussions)
    notes += [
        note
        for page in discussions
        for note in page.notes
        if note.code != "one-of-pages" and (note.code != "dangling-parent" or note.comment_id not in found)
    ]
    repeats = stacked.height - unique.height
    notes.append(Note("pages", f"{len(discussions)} pages were merged; {repeats} comments were on two of them."))
    notes += _absent([page.source.capture for page in discussions])
    source = _source([page.source for page in discussions], comments.height)
    return Discussion(article, comments, tuple(notes), source, empty_ledger())


def relink(comments: pl.DataFrame) -> pl.DataFrame:
    """Resolve stated parents within a stacked table anew, and count depths: for merged pages and scanned batches.

    A link that was ``missing`` because its parent stood elsewhere becomes ``explicit``; where links then form a
    circle, the earliest in it is cut and left undecided. Nothing else changes.
    """
    ids, groups = comments["comment_id"], comments["discussion_id"]
    there = match_parents(ids, comments["stated_parent"], groups)
    own = np.arange(comments.height)
    basis = comments["link_basis"].to_numpy()
    found = (there >= 0) & (there != own) & (basis == "missing") & comments["parent_id"].is_null().to_numpy()
    parent = np.where(found, there, match_parents(ids, comments["parent_id"], groups)).astype(np.int64)
    cut = np.zeros(comments.height, dtype=bool)
    cut[cycle_cuts(parent)] = True
    parent[cut] = -1
    at = pl.Series(np.where(parent < 0, 0, parent))
    links = pl.DataFrame({"found": found, "cut": cut, "rooted": parent < 0})
    relinked = comments.with_columns(
        parent_id=pl.when(links["rooted"]).then(None).otherwise(ids.gather(at) if comments.height else ids),
        depth=pl.Series(Forest(parent).depth, dtype=pl.UInt32),
        link_basis=pl.when(links["cut"])
        .then(pl.lit("undecided"))
        .when(links["found"])
        .then(pl.lit("explicit"))
        .otherwise(pl.col("link_basis")),
        link_confidence=pl.when(links["cut"]).then(pl.lit(0.0, pl.Float32)).otherwise(pl.col("link_confidence")),
    )
    return with_stated_evidence(relinked)


def _strangers(pages: Sequence[Discussion]) -> list[Note]:
    """Say which pages bear a title so unlike the first one's that they may be of another discussion."""
    first = pages[0].article.title
    if not first:
        return []
    return [
        Note("other-title", f"{page.source.name} bears another title than the first page: “{page.article.title}”.")
        for page in pages[1:]
        if page.article.title and SequenceMatcher(None, first, page.article.title).ratio() < _ALIKE
    ]


def _apart(pages: Sequence[Discussion]) -> list[Discussion]:
    """Rename ids that two pages give to different comments, as numbering by position does."""
    seen: dict[str, tuple[Any, Any]] = {}
    out = []
    for number, page in enumerate(pages, 1):
        names: dict[str, str] = {}
        for comment_id, author, text in page.comments.select("comment_id", "author", "text").iter_rows():
            known = seen.setdefault(comment_id, (author, text))
            if known != (author, text):
                names[comment_id] = f"{comment_id}~p{number}"
        out.append(replace(page, comments=_renamed(page.comments, names)) if names else page)
    return out


def _renamed(comments: pl.DataFrame, names: Mapping[str, str]) -> pl.DataFrame:
    plain = pl.col("comment_id", "parent_id", "stated_parent").replace(names)
    listed = pl.col("other_parents").list.eval(pl.element().replace(names))
    return comments.with_columns(
        plain,
        listed,
        quotes=_inside("quotes", "source_id", names),
        link_alternatives=_inside("link_alternatives", "parent_id", names),
        link_evidence=_inside("link_evidence", "ref", names),
    )


def _inside(column: str, field: str, names: Mapping[str, str]) -> pl.Expr:
    element = pl.element()
    return pl.col(column).list.eval(element.struct.with_fields(element.struct.field(field).replace(names)))


def _source(sources: Sequence[Source], read: int) -> Source:
    captures = [source.capture for source in sources]
    claimed = [one.claimed for one in captures if one.claimed is not None]
    orders = {one.sort_order for one in captures}
    moderation: Counter[str] = Counter()
    for one in captures:
        moderation.update(one.moderation)
    capture = Capture(
        claimed=max(claimed, default=None),
        read=read,
        sort_order=orders.pop() if len(orders) == 1 else "unknown",
        pages=_range(captures),
        saved=next((one.saved for one in captures if one.saved is not None), None),
        depth_cap=captures[0].depth_cap,
        more=sum(one.more for one in captures),
        moderation=dict(moderation),
    )
    digest = hashlib.sha256("".join(source.sha256 for source in sources).encode("ascii")).hexdigest()
    names = ", ".join(source.name for source in sources)
    total = sum(source.bytes for source in sources)
    return replace(sources[0], name=names, sha256=digest, bytes=total, capture=capture)


def _numbers(captures: Sequence[Capture]) -> tuple[list[int], int | None] | None:
    """Return the numbers of the pages and of how many; ``None`` unless every page says which it is."""
    stated = [_STATED.match(one.pages or "") for one in captures]
    found = [one for one in stated if one is not None]
    if len(found) < len(stated):
        return None
    return sorted({int(one[1]) for one in found}), max((int(one[2]) for one in found if one[2]), default=None)


def _range(captures: Sequence[Capture]) -> str:
    known = _numbers(captures)
    if known is None:
        return f"1–{len(captures)}"
    numbers, most = known
    gapless = len(numbers) > 1 and numbers[-1] - numbers[0] + 1 == len(numbers)
    shown = f"{numbers[0]}–{numbers[-1]}" if gapless else ", ".join(map(str, numbers))
    return shown if most is None else f"{shown} of {most}"


def _absent(captures: Sequence[Capture]) -> list[Note]:
    """Say which pages of the discussion are not among those merged, as far as they say so themselves."""
    known = _numbers(captures)
    if known is None or known[1] is None:
        return []
    absent = sorted(set(range(1, known[1] + 1)) - set(known[0]))
    if not absent:
        return []
    listed = ", ".join(map(str, absent[:10])) + (" and more" if len(absent) > 10 else "")
    return [Note("one-of-pages", f"Of {known[1]} pages {len(absent)} are not here: {listed}.")]
