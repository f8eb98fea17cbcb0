"""From marks to candidate parents: what slots, stated parents and indentation say, as log-odds, then decoded."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from ...names import fold_name
from ..evidence import score_links
from ..evidence.model import default_model
from .calling import called
from .citing import cited
from .columns import by_column
from .confidence import confidence_of, unsigned_share
from .decode import ROOT, Candidate, Links, decode
from .navigation import by_navigation, by_section
from .nesting import states_levels

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from ..comments.blocks import Block
    from ..evidence import LinkView
    from .nesting import Nesting
    from .people import Names

#: So many comments of a person are candidates.
MOST: Final = 8
#: How fast an earlier comment by the same person becomes less likely (log-odds per doubling of its rank).
DECAY: Final = 0.35
#: Log-odds of marks, before doubt about which of several they mean.
LEAD: Final = 2.2
LEAD_UNSIGNED: Final = 0.7
NAMED: Final = 3.0
NAMED_AND_DATED: Final = 6.0
DATED: Final = 5.0
NUMBERED: Final = 6.0
#: Of comments that begin with "@NAME" nine in ten answer somebody where no thread is shown (139 of 148, blogs and talk
#: pages), and four in five that person.
CALLED: Final = 2.5
#: Share of comments that name what they answer by an id, from which on the others are rather roots; log-odds of that.
USUAL: Final = 0.25
SILENT: Final = 1.5
#: Log-odds of a root where a link that only answers have, to what they answer, is missing, and against one beside it.
ANSWERING: Final = 4.0
#: Comments' worth of trust that names are lost as often among comments with a date as among all.
TRUST: Final = 4.0
#: From this share of unsigned comments on, columns are taken to be lost here and there too.
DAMAGED: Final = 0.1


class _Stated(NamedTuple):
    """Where a stated parent is looked up: by author and date, by number.

    ``comparable`` says that dates of parents are written as comments write their own.
    """

    stamps: dict[tuple[str, str], list[int]]
    numbers: dict[str, int]
    dates: list[str]
    comparable: bool


def candidates_of(
    blocks: Sequence[Block], names: Names, nesting: Nesting | None, ids: Sequence[str]
) -> list[list[Candidate]]:
    """Score every parent that a lead, a statement or a column names."""
    numbers = {block.fields["number"]: at for at, block in enumerate(blocks) if "number" in block.fields}
    dates = [_squeeze(block.fields.get("date", "")) for block in blocks]
    comparable = not {_squeeze(block.fields.get("parent_date", "")) for block in blocks}.isdisjoint({*dates} - {""})
    stated = _Stated(_stamps(blocks, names), numbers, dates, comparable)
    damaged = loss_of_marks(blocks) if unsigned_share(blocks) > DAMAGED and not states_levels(blocks) else None
    shown = by_navigation(blocks, ids, nesting)
    if shown is None and nesting is not None and nesting.informative:
        shown = by_column(nesting, ids, damaged)
    shown = shown or by_section(blocks, ids)
    people = names.by_name.keys() | names.aliases.keys()
    linked = sum(block.answers is not None for block in blocks)
    silent = [Candidate(ROOT, "silence", None, SILENT)] if linked >= USUAL * len(blocks) else []
    upward = any("answering" in block.fields for block in blocks)
    candidates: list[list[Candidate]] = []
    for at, block in enumerate(blocks):
        lead = names.key(block.leads[0]) if block.leads else None
        found = _namesakes(at, lead, names, ids, LEAD) + _unsigned(at, lead, names, ids)
        said = _by_statement(at, block, names, stated, ids) or _by_citing(at, block, names, people, ids)
        found += said or silent
        if upward:
            found.append(Candidate(ROOT, "silence", None, -ANSWERING if "answering" in block.fields else ANSWERING))
        if shown is not None:
            found += shown[at]
        candidates.append(found)
    return candidates


def _namesakes(at: int, name: str | None, names: Names, ids: Sequence[str], sure: float) -> list[Candidate]:
    """Earlier comments by the person that a comment addresses, the nearest first."""
    if name is None:
        return []
    mine = names.by_name.get(name, [])
    return [
        Candidate(one, "lead-mention", ids[one], sure - DECAY * math.log2(1 + rank) - (1.0 if rank else 0.0))
        for rank, one in enumerate(reversed(mine[: bisect_left(mine, at)][-MOST:]))
    ]


def _unsigned(at: int, name: str | None, names: Names, ids: Sequence[str]) -> list[Candidate]:
    """Earlier comments without a name, any of which may be by the person that a comment addresses."""
    if name is None:
        return []
    before = names.unsigned[: bisect_left(names.unsigned, at)][-MOST:]
    return [Candidate(one, "lead-mention", ids[one], LEAD_UNSIGNED - DECAY * math.log2(at - one)) for one in before]


def _stamps(blocks: Sequence[Block], names: Names) -> dict[tuple[str, str], list[int]]:
    """Comments by author and date as displayed, spaces and case aside."""
    out: dict[tuple[str, str], list[int]] = {}
    for at, block in enumerate(blocks):
        name = names.known[at]
        if name is not None and "date" in block.fields:
            out.setdefault((name, _squeeze(block.fields["date"])), []).append(at)
    return out


def _squeeze(stamp: str) -> str:
    return "".join(sign for sign in stamp.casefold() if sign.isalnum())


def _by_statement(
    at: int,
    block: Block,
    names: Names,
    stated: _Stated,
    ids: Sequence[str],
) -> list[Candidate]:
    """A parent stated by an id or a number, by name and date, or by name."""
    if block.answers is not None:
        return [Candidate(block.answers, "stated", ids[block.answers], NUMBERED)]
    number = block.fields.get("parent_number")
    if number is not None and stated.numbers.get(number, at) != at:
        parent = stated.numbers[number]
        return [Candidate(parent, "stated", ids[parent], NUMBERED)]
    if "parent" not in block.fields:
        return []
    name, stamp = fold_name(block.fields["parent"]), _squeeze(block.fields.get("parent_date", ""))
    dated = _nearest(stated.stamps.get((name, stamp), ()), at)
    if dated:
        return [
            Candidate(one, "stated", ids[one], NAMED_AND_DATED - 2 * DECAY * math.log2(1 + rank))
            for rank, one in enumerate(dated)
        ]
    unsigned = _unsigned(at, name, names, ids)
    by_name = _namesakes(at, name, names, ids, NAMED)
    found = by_name + [one._replace(log_odds=one.log_odds + NAMED - LEAD) for one in unsigned]
    if stamp and stated.comparable:
        found = _of_that_date(found, stamp, stated)
    return [one._replace(kind="mention") for one in found]


def _by_citing(at: int, block: Block, names: Names, people: Collection[str], ids: Sequence[str]) -> list[Candidate]:
    """Earlier comments by whom a comment says that it quotes or answers."""
    name = block.quoted[0] if block.quoted else cited(block.text.split("\n"), people)
    if name is None or names.key(name) == names.known[at]:
        return []
    return [one._replace(kind="mention") for one in _namesakes(at, names.key(name), names, ids, NAMED)]


def by_calling(texts: Sequence[str], names: Names, ids: Sequence[str]) -> list[list[Candidate]]:
    """Score earlier comments by whom a comment calls at its beginning, as readers do where no threads are shown."""
    found = called(texts, {**{name: name for name in names.by_name}, **names.aliases})
    return [
        [] if whom == names.known[at] else _namesakes(at, whom, names, ids, CALLED) for at, whom in enumerate(found)
    ]


def _nearest(places: Sequence[int], at: int) -> list[int]:
    """Of several comments by one person within a minute, or a day, the nearest; earlier ones first."""
    end, start = bisect_left(places, at), bisect_right(places, at)
    return [*reversed(places[max(0, end - MOST) : end]), *places[start : start + MOST]][:MOST]


def _of_that_date(found: Sequence[Candidate], stamp: str, stated: _Stated) -> list[Candidate]:
    """Comments that show another date are out; an unsigned one that shows the stated date is hardly another."""
    return [
        one._replace(log_odds=max(one.log_odds, DATED)) if stated.dates[one.parent] else one
        for one in found
        if stated.dates[one.parent] in ("", stamp)
    ]


def loss_of_marks(blocks: Sequence[Block]) -> float:
    """Estimate how often a mark is lost: how many of the comments that show a date lack a name.

    Comments that lost both are not all there to be counted, so that the share of unsigned comments says too little;
    where few show a date it is all there is to go by.
    """
    unsigned = ["author" not in block.fields for block in blocks]
    dated = ["date" in block.fields for block in blocks]
    plain = (sum(unsigned) + 0.5) / (len(blocks) + 1.0)
    both = sum(one and other for one, other in zip(unsigned, dated, strict=True))
    return (both + TRUST * plain) / (sum(dated) + TRUST)


def loss_of_replies(blocks: Sequence[Block], nesting: Nesting | None) -> float | None:
    """Probability that a reply lost the mark of its parent, where the layout marks replies at all."""
    marked = any("parent" in block.fields or "parent_number" in block.fields for block in blocks)
    if marked or (nesting is not None and nesting.informative):
        return loss_of_marks(blocks)
    return None


def link(blocks: Sequence[Block], names: Names, nesting: Nesting | None, view: LinkView) -> Links:
    """Add what words say to what statements and columns say, and decode the whole forest at once."""
    lost = loss_of_replies(blocks, nesting)
    by_marks = candidates_of(blocks, names, nesting, view.comment_ids)
    if lost is None:
        calls = by_calling(view.texts, names, view.comment_ids)
        by_marks = [marks or mine for marks, mine in zip(by_marks, calls, strict=True)]
    return weighed(by_marks, view, lost, confidence_of(blocks, view, alone=lost is None))


def weighed(
    by_marks: Sequence[list[Candidate]], view: LinkView, lost: float | None, sure: Callable[[str, float], float]
) -> Links:
    """Add what words say to what marks say; ``lost`` as in :func:`loss_of_replies`, ``sure`` corrects confidences."""
    named = {
        at: [one.parent for one in found if one.parent >= 0]
        for at, found in enumerate(by_marks)
        if any(one.parent >= 0 for one in found)
    }
    by_words = score_links(view, named=named, lost=lost)
    both = [marks + words for marks, words in zip(by_marks, by_words, strict=True)]
    return decode(len(view), {}, both, threshold=default_model().threshold, calibrate=sure)
