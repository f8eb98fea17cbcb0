"""One dump in, one reading out: segment, solve names and links, decode, account for every character."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from ..dates import absolute
from ..draft import Draft, Reading
from ..errors import NoCommentsFound
from ..model import Article, Capture, Note
from ..names import is_nameless
from ..pingbacks import left_out
from ..quotes import find_quotes
from .article import read_article
from .comments.blocks import cut
from .comments.leftovers import reduced
from .comments.plausible import reads_like_comments, repeats_heads
from .comments.spans import ledger
from .evidence import LinkView
from .layouts.induce import GRAMMAR as LEARNED
from .linking.links import link, loss_of_replies
from .linking.mentions import link_mentions
from .linking.nesting import nesting_of
from .linking.people import names_of, persons
from .linking.subject import about
from .sampling import check_count
from .segmentation.segment import segment
from .segmentation.worth import convincing, explained
from .tagging.second_look import second_look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .comments.blocks import Block, Cut
    from .grammar import Grammar
    from .linking.decode import Links
    from .linking.nesting import Nesting
    from .linking.people import Names
    from .segmentation.segment import Segmentation
    from .text.lines import Lines


#: A score that a column can hold.
_SCORE: Final = re.compile(r"-?\d{1,18}")


BY_ITSELF: Final = "The layout was learned from this text alone: its confidences are scores."
#: In a kind of discussion that was not learned from, words may get the share of replies wrong as a whole.
BY_WORDS: Final = (
    "Nothing in this layout marks replies: who answers whom is told from words alone, and confidences are scores."
)


def first_look(lines: Lines, grammar: Grammar) -> Segmentation | None:
    """Label a text's lines by a grammar; ``None`` where the labels do not make a comment section."""
    found = segment(lines, grammar)
    return found if convincing(found, grammar) else None


def explain(lines: Lines, grammar: Grammar, found: Segmentation) -> tuple[float, int]:
    """By how much (log-odds) a grammar explains a text better than "all article", and with how many comments.

    That is never more than :func:`~.leftovers.at_most`, which needs no cutting.
    """
    pieces = cut(lines, grammar, found)
    # What was deleted tells nothing of how people speak.
    said = [block for block in pieces.blocks if "gone" not in block.fields]
    if not reads_like_comments(said, found, grammar) or repeats_heads(said, grammar):
        return 0.0, 0
    return reduced(explained(found, grammar), pieces), len(pieces.blocks)


def read_dump(lines: Lines, grammar: Grammar, *, name: str, article: bool = True) -> Reading:
    """Rebuild a discussion from the lines of a text dump.

    Raises
    ------
    NoCommentsFound
        Where nothing marks a comment; the article is on the exception.
    """
    return read_cut(lines, grammar, segment(lines, grammar), name=name, article=article)


def read_cut(lines: Lines, grammar: Grammar, segmentation: Segmentation, *, name: str, article: bool = True) -> Reading:
    """Rebuild a discussion from a dump whose lines are labelled.

    Raises
    ------
    NoCommentsFound
        Where no label opens a comment; the article is on the exception.
    """
    known, pieces = second_look(lines, grammar, cut(lines, grammar, segmentation))
    reading = read_pieces(lines, known, pieces, name=name, article=article)
    if known is LEARNED:
        reading.notes.append(Note("induced-layout", BY_ITSELF))
    return reading


def read_pieces(lines: Lines, grammar: Grammar, pieces: Cut, *, name: str, article: bool = True) -> Reading:
    """Rebuild a discussion from a dump that is cut into comments.

    Raises
    ------
    NoCommentsFound
        Where it was cut into none; the article is on the exception.
    BrokenSource
        Where it was cut into more than the limit.
    """
    check_count(len(pieces.blocks), name=name)
    story, notes = read_article(lines, pieces.article_lines, grammar.site)
    if not pieces.blocks:
        held = f"the article “{story.title}”" if story.title and story.paragraphs else "text"
        hint = "comments that nothing marks are read with platform='bare-text'"
        raise NoCommentsFound(f"{name} holds {held} and no comment section; {hint}.", name=name, article=story)
    return _reading(lines, grammar, pieces, story, notes, article=article)


def _reading(
    lines: Lines, grammar: Grammar, pieces: Cut, story: Article, notes: list[Note], *, article: bool
) -> Reading:
    blocks = pieces.blocks
    if pieces.pingbacks:
        notes.append(left_out(pieces.pingbacks))
    ids = [f"c{at + 1}" for at in range(len(blocks))]
    names = names_of(blocks)
    nesting = nesting_of(blocks, grammar)
    texts = [block.text for block in blocks]
    quotes = find_quotes(texts, ids, story.paragraphs) if article else [[] for _ in texts]
    drafts = [_draft(at, block, ids, notes) for at, block in enumerate(blocks)]

    def look(names: Names) -> LinkView:
        shown = _shown(blocks, names)
        return LinkView(
            texts, persons(names.known, shown), shown, quotes, ids, about(story.paragraphs, texts, names),
            [draft.created for draft in drafts], nesting is not None,
        )  # fmt: skip

    if nesting is None and any(block.leads or block.replies for block in blocks):
        links = link_mentions(blocks, names, look)
    else:
        links = link(blocks, names, nesting, look(names))
        if len(blocks) > 1 and loss_of_replies(blocks, nesting) is None:
            notes.append(Note("words-alone", BY_WORDS))
    for at, block in enumerate(blocks):
        _sign(drafts[at], at, block, names, notes)
    for at, draft in enumerate(drafts):
        draft.quotes = quotes[at]
        _place(draft, at, links, ids)
    if nesting is not None:
        _mark_hidden(drafts, nesting, ids)
    _check_numbers(drafts, notes)
    start = lines.text.rfind("\n", 0, lines.begin[pieces.article_lines]) + 1
    return Reading(
        drafts, story if article else Article(), None, Capture(claimed=pieces.claimed), notes,
        ledger(lines.text, start, pieces.spans, ids), quotes_known=True,
    )  # fmt: skip


def _draft(at: int, block: Block, ids: Sequence[str], notes: list[Note]) -> Draft:
    told: dict[str, Any] = {key: block.fields[key] for key in ("number", "id", "title") if key in block.fields}
    if (gone := block.fields.get("gone")) is not None:
        told["placeholder"] = gone
    score = _score(block.fields.get("score"))
    draft = Draft(text=block.text, comment_id=ids[at], score=score, deleted=gone is not None, extra=told or None)
    _date(draft, block, notes)
    return draft


def _shown(blocks: Sequence[Block], names: Names) -> list[tuple[str, ...]]:
    """The names that each comment's author goes by, as displayed."""
    out = []
    for known, block in zip(names.known, blocks, strict=True):
        stated = block.fields.get("author") or (names.shown[known] if known is not None else None)
        alias = _alias(block)
        out.append(tuple(name for name in (stated, alias) if name))
    return out


def _alias(block: Block) -> str | None:
    aliases = re.findall(r"[^\"“”,\s][^\"“”]*", block.fields.get("alias", ""))
    return ", ".join(one.strip(" ,") for one in aliases) or None


def _place(draft: Draft, at: int, links: Links, ids: Sequence[str]) -> None:
    """Write down which parent was chosen, how surely, and why."""
    parent = int(links.parents[at])
    draft.stated_parent = ids[parent] if parent >= 0 else None
    draft.link_basis = links.basis[at]
    draft.link_confidence = float(links.confidence[at])
    draft.link_alternatives = [
        {"parent_id": ids[one] if one >= 0 else None, "probability": share} for one, share in links.alternatives[at]
    ]
    draft.link_evidence = [one._asdict() for one in links.evidence[at]]


def _check_numbers(drafts: Sequence[Draft], notes: list[Note]) -> None:
    """Say where surviving numbers and positions part: comments that the dump does not show, or a later page."""
    numbered = [
        (at, int(draft.extra["number"])) for at, draft in enumerate(drafts) if draft.extra and "number" in draft.extra
    ]
    if not numbered:
        return
    shift = numbered[0][1] - numbered[0][0]
    if shift > 1:
        notes.append(Note("numbers-offset", f"The numbers begin {shift - 1} higher than the positions: a later page."))
    for (before, low), (at, high) in pairwise(numbered):
        if high - low != at - before:
            where = "more" if high - low > at - before else "fewer"
            message = f"By the numbers {where} comments stand between {low} and {high} than were found."
            notes.append(Note("numbers-disagree", message, drafts[at].comment_id))


def _mark_hidden(drafts: Sequence[Draft], nesting: Nesting, ids: Sequence[str]) -> None:
    """A comment indented past its neighbour's replies answers one that the dump does not show."""
    for draft, parent, hidden in zip(drafts, nesting.parents, nesting.hidden, strict=True):
        if hidden and draft.stated_parent is None:
            above = ids[parent] if parent >= 0 else "nothing shown"
            draft.stated_parent = f"hidden reply below {above}"
            draft.link_basis = "missing"


def _sign(draft: Draft, at: int, block: Block, names: Names, notes: list[Note]) -> None:
    """Say who wrote a comment and how that is known."""
    known = names.known[at]
    if known is None:
        draft.author_basis = "unknown"
        return
    draft.author_id = known
    draft.author_alias = _alias(block)
    if at in names.inferred:
        draft.author, draft.author_basis = names.shown[known], "inferred"
        notes.append(
            Note(
                "author-inferred", f"No author line survives; the marks around it say {draft.author}.", draft.comment_id
            )
        )
    else:
        draft.author, draft.author_basis = block.fields["author"], "stated"
    if draft.author and is_nameless(draft.author):
        draft.author_id = None


def _date(draft: Draft, block: Block, notes: list[Note]) -> None:
    stated = block.fields.get("date")
    if not stated:
        return
    draft.created_text = stated
    found = absolute(stated)
    if found is None:
        notes.append(
            Note("date-incomplete", f"The date “{stated}” does not state day, month and year.", draft.comment_id)
        )
    else:
        draft.created, draft.created_basis = found[0], "stated" if found[1] else "assumed-zone"


def _score(stated: str | None) -> int | None:
    digits = (stated or "").replace(",", "").replace("+", "").replace("−", "-")
    return int(digits) if _SCORE.fullmatch(digits) else None
