"""What a page says of replies by its links, although their addresses are lost, and by its sections.

Where threads are shown as trees, a "parent" link stands on replies alone, a "root" link from the second level on, and
a "prev" link only behind a sibling. In a dump that keeps the order of the page that settles most parents. Where
headings part a page into sections, the first comment of each opens a thread, which most others answer.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from .decode import ROOT, Candidate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..comments.blocks import Block
    from .nesting import Nesting

#: Log-odds of what the links leave no doubt of.
LINKED: Final = 4.0
#: So many comments must have a link, and so many lack it, before its absence says anything.
FEWEST: Final = 2
#: How much less likely the answer to each comment farther up the branch is (a factor).
FARTHER: Final = 0.6
#: Share of comments on which columns and links must agree for columns to be trusted.
AGREE: Final = 0.9
#: Log-odds of an answer to the likeliest comment in the section against another thread.
WITHIN: Final = 2.5
#: So many comments of a section are looked back over.
BACK: Final = 30
_LINK: Final = re.compile(r"(?<![\w-])(?:root|parent|prev)(?![\w-])", re.IGNORECASE)


def links_in(marks: str) -> frozenset[str]:
    """Return which links a comment's marks name."""
    return frozenset(word.casefold() for word in _LINK.findall(marks))


def by_navigation(
    blocks: Sequence[Block], ids: Sequence[str], nesting: Nesting | None = None
) -> list[list[Candidate]] | None:
    """Score the parents that links suggest, by comment.

    ``None`` where the dump shows no such links, or has columns that say the same and more.
    """
    parents = [("parent" in block.links) for block in blocks]
    if not parents or parents[0] or not FEWEST <= sum(parents) <= len(parents) - FEWEST:
        return None
    if nesting is not None and nesting.informative and _say_as_much(nesting.levels, blocks):
        return None
    if sum("prev" in block.links for block in blocks) < FEWEST:
        return [[Candidate(ROOT, "stated", None, -LINKED if linked else LINKED)] for linked in parents]
    deep = sum("root" in block.links for block in blocks) >= FEWEST
    branch: list[int] = []
    out: list[list[Candidate]] = []
    for at, block in enumerate(blocks):
        open_ = _open(branch, block.links, deep=deep)
        total = sum(share for _, share in open_)
        out.append([Candidate(one, "stated", ids[one], LINKED + math.log(share / total)) for one, share in open_])
        if not open_:
            out[-1] = [Candidate(ROOT, "stated", None, LINKED)]
        # Taken for granted from here on: the nearest.
        branch = [*branch[: branch.index(open_[0][0]) + 1], at] if open_ else [at]
    return out


def _say_as_much(levels: Sequence[int], blocks: Sequence[Block]) -> bool:
    """Whether columns tell roots from replies, and replies from replies to those, as links do."""
    for link, least in (("parent", 1), ("root", 2)):
        linked = [link in block.links for block in blocks]
        agree = sum((level >= least) == has for level, has in zip(levels, linked, strict=True))
        if any(linked) and agree < AGREE * len(levels):
            return False
    return True


def _open(branch: list[int], links: frozenset[str], *, deep: bool) -> list[tuple[int, float]]:
    """Comments of the current branch that may be the parent, the nearest first, with their shares; none for a root."""
    if "parent" not in links or not branch:
        return []
    if "prev" not in links:
        return [(branch[-1], 1.0)]
    siblings = branch[:-1]
    if deep:
        siblings = siblings[1:] if "root" in links else siblings[:1]
    return [(one, FARTHER**rank) for rank, one in enumerate(reversed(siblings or branch[-1:]))]


def by_section(blocks: Sequence[Block], ids: Sequence[str]) -> list[list[Candidate]] | None:
    """Score the parents that sections allow, by comment; ``None`` where no headings part the comments."""
    sections = [block.section for block in blocks]
    if len(set(sections)) < 2:
        return None
    out: list[list[Candidate]] = []
    first = 0
    for at, section in enumerate(sections):
        if at and section != sections[at - 1]:
            first = at
        inside = range(max(first, at - BACK), at)
        out.append([Candidate(one, "section", ids[one], WITHIN) for one in inside])
        if at == first:
            out[-1].append(Candidate(ROOT, "section", None, LINKED))
    return out
