"""What a segmentation is worth: how much its marks explain, and whether they make a comment section."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..grammar import FURNITURE
from .segment import DISTINCTIVE, FIRST_MARK

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from ..grammar import Grammar, Mark
    from .segment import Label, Segmentation

#: Share of a bare name's log-odds that counts when grammars are compared.
BARE_NAMES: Final = 0.3
#: What a name counts for that stands beside another mark of its head.
NAMED: Final = 2.5
#: What a button counts for that every platform has, and the roles of such lines.
BUTTON: Final = 1.0
EVERYWHERE: Final = frozenset({"button", "bullet", "picture"})
#: So many different bare names make a comment section.
BARE_ENOUGH: Final = 4
#: So many bare names where there is nothing else, a heading counted with them.
FEWEST_ALONE: Final = 3
#: Comments from which on weak marks that fit together make a section.
FEWEST: Final = 2
#: Log-odds that make up for a second distinctive mark.
ENOUGH: Final = 12.0
#: Log-odds from which on marks of replies make a section of the comments that they join.
FAIR: Final = 8.0
#: One comment in so many at least has a mark that is distinctive, or a name beside one.
MARKED: Final = 10
#: One comment in so many must be signed: where marks were lost most names may be, in a list of articles all are.
SIGNED: Final = 3.0


def explained(found: Segmentation, grammar: Grammar) -> float:
    """The gain without what any grammar could claim: bare names count little, columns and furniture nothing.

    Where a grammar's heads say more, bare names count nothing at all, and names beside another mark no more than
    those of a layout that is learned.

    Dates and numbers beside which nobody is named are worth half: a list of articles has them too.
    """
    opened = sum(label.opens for label in found.labels)
    signed = sum(label.match is not None and _names_somebody(label.match) for label in found.labels)
    weak = sum(
        label.score - min(label.score, _most(found.labels, at, grammar))
        for at, label in enumerate(found.labels)
        if label.state >= FIRST_MARK and label.score > 0
    )
    return (found.gain - weak) * (0.5 + 0.5 * min(1.0, SIGNED * signed / max(1, opened)))


def _most(labels: tuple[Label, ...], at: int, grammar: Grammar) -> float:
    """What one mark counts for at most."""
    score, mark = labels[at].score, grammar.marks[labels[at].state - FIRST_MARK]
    if mark.role in EVERYWHERE and mark.weight < DISTINCTIVE:
        return BUTTON
    if mark.by_indent or mark.role == FURNITURE:
        return 0.0
    if not mark.namelike:
        return score
    if grammar.told:
        return NAMED if _in_a_head(labels, at, grammar) else 0.0
    return BARE_NAMES * score


def convincing(found: Segmentation, grammar: Grammar) -> bool:
    """Whether this is a comment section rather than an article with a list, a date line or a transcript.

    It takes two comments with marks that are distinctive, or one behind a heading, and marks that say more than
    one thing (a transcript has names, a chronicle has dates); bare names must be many.
    """
    opened = sum(label.opens for label in found.labels)
    if grammar.names_alone:
        # Names alone: whether they are names is asked of what stands beneath them.
        return opened + found.headed(grammar) >= FEWEST_ALONE
    heading, worth = found.headed(grammar), explained(found, grammar)
    marks = [(label, grammar.marks[label.state - FIRST_MARK]) for label in found.labels if label.state >= FIRST_MARK]
    distinct = _distinct(marks)
    told = {name for label, _ in marks if label.match for name, value in label.match.groupdict().items() if value}
    several = len(told - {"body", "claimed"}) + heading >= 2
    enough = len(distinct) + heading >= 2 or (bool(distinct) and worth > ENOUGH)
    if several and enough and (len(distinct) + len(_beside(found, grammar))) * MARKED >= opened:
        return True
    if heading and several and worth > ENOUGH and len(_signed(marks)) >= FEWEST:
        return True
    linked = bool(told & {"lead", "replies"}) and worth > FAIR
    if opened >= FEWEST and ((several and (linked or _counted(found) or _answered(found))) or "level" in told):
        return True
    if worth > FAIR and len(_set_apart(marks)) >= FEWEST:
        return True
    named = {label.match.group(0) for label, mark in marks if mark.namelike and label.opens and label.match}
    return len(named) + 2 * heading >= BARE_ENOUGH and worth > opened


def _distinct(marks: Sequence[tuple[Label, Mark]]) -> set[str]:
    """What the distinctive marks say: the same words time and again may be the article's."""
    return {
        label.match.group(0) if label.match else ""
        for label, mark in marks
        if mark.place in ("head", "foot") and mark.weight >= DISTINCTIVE and label.score >= DISTINCTIVE - 1.0
    }


def _beside(found: Segmentation, grammar: Grammar) -> set[str]:
    """Bare names beside another mark of their head: ages are the same for many comments, the names are not."""
    return {
        label.match.group(0)
        for at, label in enumerate(found.labels)
        if label.match and _names_bare(label, grammar) and _in_a_head(found.labels, at, grammar)
    }


def _signed(marks: Sequence[tuple[Label, Mark]]) -> set[str]:
    """Whom lines name that another mark of their head, right below them, makes more than short lines."""
    return {label.match.group(0) for label, mark in marks if label.match and mark.role == "author" and mark.followed_by}


def _counted(found: Segmentation) -> bool:
    """Whether every number counts the comments before it, one without a number among them: no list does."""
    told = [label.match.groupdict().get("number") if label.match else None for label in found.labels if label.opens]
    numbers = [(at, int(number)) for at, number in enumerate(told) if number]
    return bool(numbers) and all(number == at + 1 for at, number in numbers) and None in told[: numbers[-1][0]]


def _answered(found: Segmentation) -> bool:
    """Whether somebody who heads a comment is addressed, or said to answer, elsewhere."""
    fields = [label.match.groupdict() for label in found.labels if label.state >= FIRST_MARK and label.match]
    authors = {one["author"].casefold() for one in fields if one.get("author")}
    named = [one.get("lead") or one.get("replies") for one in fields]
    return any(part.strip(" ,").casefold() in authors for some in named if some for part in some.split("@"))


def _set_apart(marks: Sequence[tuple[Label, Mark]]) -> set[str]:
    """Who is named left of all that is said, as far as the column makes a weak mark a distinctive one."""
    return {
        label.match.group(0)
        for label, mark in marks
        if label.match and mark.role == "author" and mark.column == "head" and label.score >= DISTINCTIVE
    }


def _names_somebody(match: re.Match[str]) -> bool:
    """Whether a mark says who wrote, or who is answered."""
    told = match.groupdict()
    return any(told.get(name) for name in ("author", "lead", "replies"))


def _in_a_head(labels: tuple[Label, ...], at: int, grammar: Grammar) -> bool:
    """Whether the line above or below, in the same head, is a mark that is more than a name."""
    pairs = (at, at - 1), (at + 1, at + 1)
    return any(
        0 <= beside < len(labels) and not labels[later].opens and _more(labels[beside], grammar)
        for later, beside in pairs
        if later < len(labels)
    )


def _names_bare(label: Label, grammar: Grammar) -> bool:
    return label.state >= FIRST_MARK and grammar.marks[label.state - FIRST_MARK].namelike


def _more(label: Label, grammar: Grammar) -> bool:
    mark = grammar.marks[label.state - FIRST_MARK] if label.state >= FIRST_MARK else None
    return mark is not None and mark.place == "head" and mark.weight >= DISTINCTIVE - 1.0
