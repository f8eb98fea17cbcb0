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

from ..evidence.habit import habits
from ..evidence.model import softmax
from .decode import ROOT
from .options import NOBODY, Ties, orders, ties_of
from .pairing import Side, pair

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..evidence.pairs import Pairs
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
TRUST: Final = 8.0
#: So many comments' worth of trust that an ``@NAME`` leads nowhere in one of five thousand.
TYPED: Final = (20.0, 2e-4)
#: Least probability that an unsigned comment is by a person whom a mark suggests, others being surer; most that all
#: leads together can say for one (log-odds).
FAINT: Final = 1e-4
SURE: Final = 100.0
#: How much rarer it is that people answer themselves than that another answers whom they address.
SELF: Final = 0.15
#: Belief from which on a name is attributed, and a link taken as settled when words are weighed.
MORE_PROBABLE: Final = 0.5
CERTAIN: Final = 0.9


@dataclass(frozen=True, eq=False)
class Rates:
    """How often this dump loses a lead and a list of replies, and how often an ``@NAME`` leads nowhere.

    ``shift`` is each author's habit of replying: log-odds against what words expect, one a comment.
    """

    lead: float
    replies: float
    typed: float
    shift: Floats


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
    signed : float array, shape (ties,)
        Log-probability, this tie's own word aside, that the comment is by whom the slot names.
    addressed : float array, shape (pairs,)
        Log-probability, this row's own word aside, that the candidate is by whom the lead names.
    """

    rows: Floats
    slots: Floats
    rates: Rates
    signed: Floats
    addressed: Floats


@dataclass(frozen=True, eq=False)
class Scores:
    """Candidate links with what words (or distance) alone say for each."""

    pairs: Pairs
    words: Floats

    def chance(self, shift: Floats) -> Floats:
        """Log-probability of each candidate, replies favoured by ``shift``, one a comment."""
        moved = np.where(self.pairs.parent == ROOT, self.words, self.words + shift[self.pairs.child])
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
    rates = Rates(unsigned, unsigned, TYPED[1], np.zeros(marks.author.size))
    empty = np.zeros(len(scores.pairs)), np.zeros(ties.row.size)
    beliefs = Beliefs(*empty, rates, empty[1], empty[0])
    for _ in range(ROUNDS):
        beliefs = _weigh(marks, scores, ties, beliefs)
        beliefs = replace(beliefs, rates=_rates(marks, scores, ties, beliefs, unsigned))
    return _weigh(marks, scores, ties, beliefs), ties


def _weigh(marks: Marks, scores: Scores, ties: Ties, beliefs: Beliefs) -> Beliefs:
    """One round: every comment against its candidates, every slot against the comments that may fill it."""
    pairs = scores.pairs
    _, signed_so, addressed_so = claims_of(marks, ties, beliefs)
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
    rows = rows + np.bincount(ties.row, slots, minlength=rows.size)
    return replace(beliefs, rows=rows, slots=slots, signed=signed_so, addressed=addressed_so)


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

    A third of what is hidden is taken to be by the people whom the dump names: who is hidden is hidden throughout.

    """
    lead = marks.lead[pairs.child]
    reply = np.log(np.maximum(1.0 - np.exp(chance), 1e-12)) + np.log(marks.hidden)
    shown = np.where(lead == NOBODY, np.log(rates.lead), np.log((1.0 - rates.lead) / (3 * len(marks.people))))
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


class Claims(NamedTuple):
    """What is believed of each claim, and of it without a mark's own word.

    ``probability`` is that of each claim; ``signed`` and ``addressed`` are the log-probabilities that the child of each
    tie, and the parent of each row, is by whom the mark names, as far as other marks tell.
    """

    probability: Floats
    signed: Floats
    addressed: Floats


def claims_of(marks: Marks, ties: Ties, beliefs: Beliefs) -> Claims:
    """Weigh who wrote each unsigned comment: how common people are, the leads that may address it, the slots.

    Every lead and every slot multiplies the odds of its claim by how much likelier the claim makes it (belief
    propagation); what is told to a mark leaves out its own factor.
    """
    led, own = ties.row_claim >= 0, ties.claim >= 0
    row, tie = ties.row_claim[led], ties.claim[own]
    size = ties.comment.size

    def among_claims(odds: Floats) -> Floats:
        """Odds of all that could be said of the comment of each claim."""
        total = np.bincount(ties.comment, odds, minlength=marks.author.size)
        return np.asarray((total + unnamed)[ties.comment])

    share = marks.share[ties.person]
    prior = np.where(marks.lead[ties.comment] == ties.person, SELF * share, share)
    unnamed = np.maximum(1.0 - np.bincount(ties.comment, prior, minlength=marks.author.size), FAINT)
    said = beliefs.rows[led]
    by_row = np.log1p(_likelier(said, beliefs.addressed[led], 1.0 - said))
    addressed = prior * np.exp(np.minimum(np.bincount(row, by_row, minlength=size), SURE))
    filled = np.bincount(ties.comment[tie], beliefs.slots[own], minlength=marks.author.size).astype(np.float64)
    filling = _likelier(beliefs.slots[own], beliefs.signed[own], 1.0 - filled[ties.comment[tie]])
    both = addressed * (1.0 + np.bincount(tie, filling, minlength=size))
    total = among_claims(both)
    without = both[row] * np.exp(-by_row)
    to_tie, to_row = np.zeros(ties.claim.size), np.full(beliefs.rows.size, np.log(FAINT))
    to_tie[own] = np.log(np.maximum(addressed / among_claims(addressed), FAINT))[tie]
    to_row[led] = np.log(np.maximum(without / (total[row] - both[row] + without), FAINT))
    return Claims(both / total, to_tie, to_row)


def _likelier(chance: Floats, granted: Floats, otherwise: Floats) -> Floats:
    """How much likelier a mark is where a claim holds: the odds of what needs the claim, had it been granted."""
    return np.asarray(chance / np.exp(granted) / np.maximum(otherwise, FAINT))


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
    listed, unlisted = _answered(marks, pairs, beliefs.rows)
    expected = listed * most / (1.0 - most) if marks.slot_parent.size else unlisted
    surplus = max(0.0, unlisted - expected - 2.0 * np.sqrt(expected + 1.0))
    excess = alone * surplus / max(unlisted, 1e-9)
    astray = max(excess, float((led & ~addressable(marks)).sum()))
    typed = (astray + TYPED[0] * TYPED[1]) / (marks.author.size + TYPED[0])
    replies = (alone - excess + TRUST * lead) / (alone - excess + told + TRUST)
    marked = np.minimum(np.where(led, 1.0 - root, filled), 1.0)
    return Rates(float(lead), float(replies), float(typed), _habits(marks, scores, marked, float(lead * replies)))


def _answered(marks: Marks, pairs: Pairs, rows: Floats) -> tuple[float, float]:
    """How many comments with a list of replies, and without one, leads answer: a list is lost once for all of it."""
    led = (marks.lead[pairs.child] != NOBODY) & (pairs.parent != ROOT)
    by_none = np.log1p(-np.minimum(rows[led], 1.0 - 1e-9))
    answered = 1.0 - np.exp(np.bincount(pairs.parent[led], by_none, minlength=marks.author.size))
    listed = np.zeros(marks.author.size, dtype=bool)
    listed[marks.slot_parent] = True
    return float(answered[listed].sum()), float(answered[~listed].sum())


def addressable(marks: Marks) -> NDArray[np.bool_]:
    """Whether an earlier comment is, or could be, by the person whom a comment's lead names, shape (n,)."""
    out = np.zeros(marks.lead.size, dtype=bool)
    seen: set[int] = set()
    for at, (author, lead) in enumerate(zip(marks.author.tolist(), marks.lead.tolist(), strict=True)):
        out[at] = lead in seen or NOBODY in seen
        seen.add(author)
    return out


def _habits(marks: Marks, scores: Scores, marked: Floats, lost: float) -> Floats:
    """How much oftener each comment's author replies than words expect; the first comment cannot."""
    out = np.zeros(marks.author.size)
    root = np.exp(scores.chance(out)[scores.pairs.start[:-1]])
    out[1:] = habits(root[1:], marked[1:], lost, marks.author[1:])
    return out


def attributed(marks: Marks, ties: Ties, beliefs: Beliefs) -> dict[int, int]:
    """Who wrote which unsigned comments, as far as that is more probable than not."""
    likely = np.flatnonzero(claims_of(marks, ties, beliefs).probability > MORE_PROBABLE)
    return dict(zip(ties.comment[likely].tolist(), ties.person[likely].tolist(), strict=True))


def sure_links(scores: Scores, beliefs: Beliefs) -> dict[int, int]:
    """Links that the marks leave no doubt of, child to parent."""
    pairs = scores.pairs
    sure = (beliefs.rows > CERTAIN) & (pairs.parent != ROOT)
    return dict(zip(pairs.child[sure].tolist(), pairs.parent[sure].tolist(), strict=True))
