"""Numbers of comments that survived: they count upwards together, in the column of heads; a list within does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from ..grammar import Grammar
    from .candidate import Found

#: How many earlier numbers may be skipped when a chain is extended.
WINDOW: Final = 60


def plausible_numbers(found: Found, grammar: Grammar, astray: AbstractSet[int]) -> Found:
    """Drop the number marks that do not fit into one rising chain, or stand on lines that are ``astray``.

    The chain is the best-scoring rising sequence: a number that says more than its place (an author line) counts
    for more, and a jump costs what it leaves unexplained by other marks in between.
    """
    marks = grammar.marks
    numbered = [
        (line, int(hit["number"]), marks[at].role)
        for line, hits in found.items()
        for at, hit in hits
        if "number" in marks[at].fields and hit["number"] and line not in astray
    ]
    if not (numbered or astray):
        return found
    openers = _openers_before(found, grammar)
    kept = _best_chain(numbered, openers) if numbered else set()
    out: Found = {}
    for line, hits in found.items():
        rest = hits if line in kept else [(at, hit) for at, hit in hits if marks[at].role != "number"]
        if rest:
            out[line] = rest
    return out


def _openers_before(found: Found, grammar: Grammar) -> dict[int, int]:
    """Number of lines before each line that could open a comment and carry no number."""
    marks = grammar.marks
    out: dict[int, int] = {}
    count = 0
    for line, hits in found.items():
        out[line] = count
        if any(marks[at].place == "head" and marks[at].opens for at, _ in hits) and not any(
            "number" in marks[at].fields and hit["number"] for at, hit in hits
        ):
            count += 1
    return out


def _best_chain(numbered: list[tuple[int, int, str]], openers: dict[int, int]) -> set[int]:
    score: list[float] = []
    back: list[int] = []
    peak: list[float] = []
    for at, (line, value, role) in enumerate(numbered):
        own = 1.0 if role == "number" else 4.0
        # A first number far from 1 is a later page, or no number at all.
        alone = best = own - (0.0 if value == 1 else min(2.0, 0.2 * value))
        before = -1
        for earlier in range(at - 1, max(0, at - WINDOW) - 1, -1):
            # Nothing further up can be better: most numbers follow the one right before.
            if peak[earlier] + own < best:
                break
            previous_line, previous, _ = numbered[earlier]
            if previous >= value or previous_line == line:
                continue
            hidden = value - previous - 1
            explained = openers[line] - openers[previous_line]
            total = score[earlier] + own - 0.25 * max(0, hidden - explained) ** 0.5
            # Among equals the first counts.
            if total > alone and total >= best:
                best, before = total, earlier
        score.append(best)
        back.append(before)
        peak.append(max(best, peak[-1]) if peak else best)
    at = max(range(len(score)), key=lambda one: (score[one], -one))
    kept = set()
    while at >= 0:
        kept.add(numbered[at][0])
        at = back[at]
    return kept
