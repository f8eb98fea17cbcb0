"""Names and links from marks at both ends of a reply, solved jointly with what words say.

A *lead* of comment c says "my parent's author is L". A *reply slot* of comment p says "a later comment by R answers
me". Marks get lost, names get lost, and people write ``@NAME`` of their own accord; so every way in which a comment
could have come by the marks that it shows has a probability:

- it fills a slot (every slot is filled by one comment, :mod:`.pairing`),
- it answers a comment whose list of replies is lost,
- it is a root.

How often marks are lost, and how often this discussion replies at all, is estimated from the dump itself: marks
that survive at one end show how often the other end is lost (Lincoln and Petersen's capture and recapture). Who
wrote an unsigned comment is a probability too: the slots that it may fill and the leads that may address it vote.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from .decode import ROOT
from .evidence.habit import habit
from .evidence.model import softmax
from .options import NOBODY, Ties, orders, ties_of
from .pairing import Side, pair

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .evidence.pairs import Pairs
    from .options import Marks

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: Rounds of estimating losses and names, and weighing every comment again.
ROUNDS: Final = 5
#: Log-weights of a slot that nobody fills, and of answering a comment whose list of replies names somebody else.
UNFILLED: Final = -10.0
UNLISTED: Final = -6.0
#: Log-weight of a place in a list that contradicts its order.
OUT_OF_ORDER: Final = -4.0
#: So many marks' worth of trust that a mark is lost as often as an author line.
TRUST: Final = 4.0
#: Least probability that an unsigned comment is by a person whom a mark suggests, others being surer.
FAINT: Final = 1e-3
#: Belief from which on a name is attributed, and a link taken as settled when words are weighed.
MORE_PROBABLE: Final = 0.5
CERTAIN: Final = 0.9


@dataclass(frozen=True)
class Rates:
    """How often this dump loses a lead and a list of replies, and how often an ``@NAME`` leads nowhere.

    ``shift`` is the habit of replying: log-odds against what words expect.
    """

    lead: float
    replies: float
    typed: float
    shift: float = 0.0


@dataclass(frozen=True, eq=False)
class Beliefs:
    """What is believed of every candidate link.

    Attributes
    ----------
    rows : float array, shape (pairs,)
        Probability of each candidate parent, within its comment's.
    slots : float array, shape (ties,)
        Probability that a comment fills a slot, by tie.
    rates : Rates
    """

    rows: Floats
    slots: Floats
    rates: Rates


@dataclass(frozen=True, eq=False)
class Scores:
    """Candidate links with what words (or distance) alone say for each."""

    pairs: Pairs
    words: Floats

    def chance(self, shift: float = 0.0) -> Floats:
        """Log-probability of each candidate, replies favoured by ``shift``."""
        moved = np.where(self.pairs.parent == ROOT, self.words, self.words + shift)
        out: Floats = np.log(np.maximum(softmax(moved, self.pairs.start), 1e-12))
        return out

    def by_child(self, rows: Floats) -> Floats:
        """Log of the sum of exponentials over each comment's candidates."""
        top = np.maximum.reduceat(rows, self.pairs.start[:-1])
        out: Floats = top + np.log(np.add.reduceat(np.exp(rows - top[self.pairs.child]), self.pairs.start[:-1]))
        return out


def believe(marks: Marks, scores: Scores) -> tuple[Beliefs, Ties]:
    """Weigh every way in which the marks can have come about."""
    ties = ties_of(marks, scores.pairs)
    unsigned = (float((marks.author == NOBODY).sum()) + 0.5) / (marks.author.size + 1.0)
    rates = Rates(unsigned, unsigned, 0.005)
    beliefs = Beliefs(np.zeros(len(scores.pairs)), np.zeros(ties.row.size), rates)
    for _ in range(ROUNDS):
        beliefs = _weigh(marks, scores, ties, beliefs)
        beliefs = replace(beliefs, rates=_rates(marks, scores, ties, beliefs, unsigned))
    return _weigh(marks, scores, ties, beliefs), ties


def _weigh(marks: Marks, scores: Scores, ties: Ties, beliefs: Beliefs) -> Beliefs:
    """One round: every comment against its candidates, every slot against the comments that may fill it."""
    pairs = scores.pairs
    signed_so, addressed_so = _by_claim(marks, ties, beliefs)
    chance = scores.chance(beliefs.rates.shift)
    led = chance + _lead_weight(marks, pairs, beliefs.rates, addressed_so)
    if marks.hidden:
        led = np.logaddexp(led, _hidden_weight(marks, pairs, beliefs.rates, chance))
    free = led + _list_weight(marks, pairs, beliefs)
    slots = pair(
        Side(ties.slot, np.full(marks.slot_parent.size, np.log(np.exp(UNFILLED) + marks.hidden))),
        Side(pairs.child[ties.row], scores.by_child(free)),
        led[ties.row] + signed_so + OUT_OF_ORDER * _disorder(marks, pairs, ties, beliefs.slots),
    )
    filled = np.bincount(pairs.child[ties.row], slots, minlength=marks.author.size)
    rows = softmax(free, pairs.start) * np.maximum(1.0 - filled, 0.0)[pairs.child]
    return replace(beliefs, rows=rows + np.bincount(ties.row, slots, minlength=rows.size), slots=slots)


def _lead_weight(marks: Marks, pairs: Pairs, rates: Rates, addressed_so: Floats) -> Floats:
    """Log-probability of the lead that a comment shows, if it answered each candidate."""
    lead = marks.lead[pairs.child]
    author = np.where(pairs.parent == ROOT, NOBODY, marks.author[np.maximum(pairs.parent, 0)])
    told = np.where(author == NOBODY, addressed_so, np.where(author == lead, 0.0, -np.inf))
    right = np.logaddexp(np.log(1.0 - rates.lead) + told, np.log(rates.lead * rates.typed))
    none = lead == NOBODY
    root = np.where(none, 0.0, np.log(rates.typed))
    return np.where(pairs.parent == ROOT, root, np.where(none, np.log(rates.lead), right))


def _hidden_weight(marks: Marks, pairs: Pairs, rates: Rates, chance: Floats) -> Floats:
    """Log-probability that a comment answers one that the dump does not show, in the row of "no parent".

    Half of what is hidden is taken to be by the people whom the dump names.
    """
    lead = marks.lead[pairs.child]
    reply = np.log(np.maximum(1.0 - np.exp(chance), 1e-12)) + np.log(marks.hidden)
    shown = np.where(lead == NOBODY, np.log(rates.lead), np.log((1.0 - rates.lead) / (2 * len(marks.people))))
    return np.where(pairs.parent == ROOT, reply + shown, -np.inf)


def _list_weight(marks: Marks, pairs: Pairs, beliefs: Beliefs) -> Floats:
    """Log-probability that the candidate does not say who answers it: its list is lost, once for all its replies."""
    listed = np.zeros(marks.author.size, dtype=bool)
    listed[marks.slot_parent] = True
    real = pairs.parent != ROOT
    parent = np.maximum(pairs.parent, 0)
    others = np.log1p(-np.minimum(beliefs.rows, 1.0 - 1e-9)) * real
    without = np.bincount(parent, others, minlength=marks.author.size)[parent] - others
    lost = np.log(1.0 - (1.0 - beliefs.rates.replies) * np.exp(np.minimum(without, 0.0)))
    return np.where(real, np.where(listed[parent], UNLISTED, lost), 0.0)


class Votes(NamedTuple):
    """What is said for each claim.

    ``as_child`` is the probability that a slot says it, ``unaddressed`` the log-probability that no lead does, and
    ``unsaid`` the same of each row with a lead alone.
    """

    as_child: Floats
    unaddressed: Floats
    unsaid: Floats

    @property
    def either(self) -> Floats:
        """Probability that a slot or a lead says it."""
        out: Floats = 1.0 - (1.0 - self.as_child) * np.exp(self.unaddressed)
        return out


def claim_votes(ties: Ties, beliefs: Beliefs) -> Votes:
    """Count what slots and leads say for each claim."""
    own = ties.claim >= 0
    as_child = np.bincount(ties.claim[own], beliefs.slots[own], minlength=ties.comment.size)
    led = ties.row_claim >= 0
    unsaid = np.log1p(-np.minimum(beliefs.rows[led], 1.0 - 1e-6))
    unaddressed = np.bincount(ties.row_claim[led], unsaid, minlength=ties.comment.size).astype(np.float64)
    return Votes(np.minimum(as_child, 1.0 - 1e-6), unaddressed, unsaid)


def _by_claim(marks: Marks, ties: Ties, beliefs: Beliefs) -> tuple[Floats, Floats]:
    """Log-probability that the child of each tie, and the parent of each row, is by whom the mark names.

    A mark's own vote is left out of what is believed of it.
    """
    votes = claim_votes(ties, beliefs)
    both = votes.either
    all_claims = np.bincount(ties.comment, both, minlength=marks.author.size)
    share = marks.share[ties.person]

    def chance(claim: Ints, mine: Floats) -> Floats:
        others = all_claims[ties.comment[claim]] - both[claim]
        left = np.clip(1.0 - mine - others, 0.0, 1.0)
        out: Floats = np.log(np.maximum(mine / np.maximum(1.0, mine + others) + left * share[claim], FAINT))
        return out

    signed_so = np.zeros(ties.claim.size)
    own = ties.claim >= 0
    signed_so[own] = chance(ties.claim[own], 1.0 - np.exp(votes.unaddressed[ties.claim[own]]))
    addressed_so = np.full(beliefs.rows.size, np.log(FAINT))
    led = ties.row_claim >= 0
    claim = ties.row_claim[led]
    others = np.exp(np.minimum(votes.unaddressed[claim] - votes.unsaid, 0.0))
    addressed_so[led] = chance(claim, 1.0 - (1.0 - votes.as_child[claim]) * others)
    return signed_so, addressed_so


def _disorder(marks: Marks, pairs: Pairs, ties: Ties, slots: Floats) -> Floats:
    """Probability that a tie stands on the wrong side of its neighbours in the same list, each counted."""
    out = np.zeros(slots.size)
    child = pairs.child[ties.row]
    bounds = np.searchsorted(ties.slot, np.arange(marks.slot_parent.size + 1))
    for listed in orders(marks).values():
        for first, second in pairwise(listed):
            a, b = (slice(int(bounds[one]), int(bounds[one + 1])) for one in (first, second))
            wrong = child[a][:, None] >= child[b]
            out[a] += wrong @ slots[b]
            out[b] += slots[a] @ wrong
    return out


def _rates(marks: Marks, scores: Scores, ties: Ties, beliefs: Beliefs, unsigned: float) -> Rates:
    """Estimate the losses from marks of which one end survives."""
    pairs = scores.pairs
    root = beliefs.rows[pairs.start[:-1]]
    filled = np.minimum(np.bincount(pairs.child[ties.row], beliefs.slots, minlength=marks.author.size), 1.0)
    led = marks.lead != NOBODY
    lead = (filled[~led].sum() + TRUST * unsigned) / (filled.sum() + TRUST)
    told = float(filled[led].sum())
    alone = float(led.sum()) - told
    # Leads that lack a list far oftener than lists lack a lead are no leads, but typed by the writer.
    most = min(0.99, lead + 2.0 * np.sqrt(lead * (1.0 - lead) / (filled.sum() + TRUST)))
    expected = told * most / (1.0 - most) if marks.slot_parent.size else alone
    excess = max(0.0, alone - expected - 2.0 * np.sqrt(expected + 1.0))
    astray = max(excess, float((led & ~addressable(marks)).sum()))
    typed = (astray + 0.1) / (marks.author.size + 20.0)
    replies = (alone - excess + TRUST * lead) / (alone - excess + told + TRUST)
    marked = np.minimum(np.where(led, 1.0 - root, filled), 1.0)
    return Rates(float(lead), float(replies), float(typed), _habit(scores, marked, float(lead * replies)))


def addressable(marks: Marks) -> NDArray[np.bool_]:
    """Whether an earlier comment is, or could be, by the person whom a comment's lead names, shape (n,)."""
    out = np.zeros(marks.lead.size, dtype=bool)
    seen: set[int] = set()
    for at, (author, lead) in enumerate(zip(marks.author.tolist(), marks.lead.tolist(), strict=True)):
        out[at] = lead in seen or NOBODY in seen
        seen.add(author)
    return out


def _habit(scores: Scores, marked: Floats, lost: float) -> float:
    """How much oftener this discussion replies than words expect; the first comment cannot."""
    root = np.exp(scores.chance()[scores.pairs.start[:-1]])
    return habit(root[1:], marked[1:], lost)


def attributed(ties: Ties, beliefs: Beliefs) -> dict[int, int]:
    """Who wrote which unsigned comments, as far as that is more probable than not."""
    both = claim_votes(ties, beliefs).either
    rising = np.argsort(both, kind="stable")
    likely = rising[both[rising] > MORE_PROBABLE]
    return dict(zip(ties.comment[likely].tolist(), ties.person[likely].tolist(), strict=True))


def sure_links(scores: Scores, beliefs: Beliefs) -> dict[int, int]:
    """Links that the marks leave no doubt of, child to parent."""
    pairs = scores.pairs
    sure = (beliefs.rows > CERTAIN) & (pairs.parent != ROOT)
    return dict(zip(pairs.child[sure].tolist(), pairs.parent[sure].tolist(), strict=True))
