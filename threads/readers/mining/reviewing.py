"""Reviews of a thing: dated words with stars or points, in elements that are called reviews in one of many languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .outline import Outline
    from .sums import Sums

#: Names of reviews, in the languages of those who write pages.
_CALLED: Final = re.compile(
    r"review|recens|rezension|bewertung|beoordel|(?<![a-z])avis(?![a-z])|opini(?:on|nion|e(?![a-z])|[aã]o|oes)|rese[nñ]a|"
    r"valoracion|avaliac|otz[yi]v|recenz|hodnocen|de[gğ]erlendir|yorum|testimonial|feedback|anmeldelse|omdome|arvostelu",
    re.IGNORECASE,
)
#: Parts that show how good the thing is said to be.
_JUDGES: Final = re.compile(
    r"rating|(?<![a-z])(?:rate|stars?|score|grade|punkte|sterne|ocena|rank)(?![a-z])|star[-_]?(?:rat|full|on|\d)|[a-z]Stars?(?![a-z])|icon-star",
)
_POINTS: Final = re.compile(
    r"\b\d{1,2}(?:[.,]\d)?\s*(?:/|out of|von|de|из|sur|su|van|of|stars?\b|sterne|étoiles)\s*(?:5|10|100)?\b|[★☆]",
    re.IGNORECASE,
)
_SHOWN_IN: Final = ("title", "alt", "aria-label")
#: So many records are looked at; so many of them are dated and judge.
_SAMPLE: Final = 12
_MOSTLY: Final = 0.75
#: Characters of a review outside of links, at the median.
_WORDY: Final = 30
#: Characters that may show points.
_LONGEST: Final = 40


def called_reviews(name: str) -> bool:
    """Whether a class, an id or a label speaks of reviews."""
    return _CALLED.search(name) is not None


def may_be_reviews(own: Sequence[Sums]) -> bool:
    """Whether most records are dated and have words: cheap to ask, and most groups of a page have not."""
    dated = sum(one.dates > 0 for one in own) >= _MOSTLY * len(own)
    return dated and sorted(one.shown - one.in_links for one in own)[len(own) // 2] >= _WORDY


def judge_something(page: Outline, members: Sequence[int]) -> bool:
    """Whether most records show stars or points."""
    sample = members[:: max(1, len(members) // _SAMPLE)][:_SAMPLE]
    return sum(_judges(page, at) for at in sample) >= _MOSTLY * len(sample)


def _judges(page: Outline, at: int) -> bool:
    for one in range(at, page.ends[at]):
        attrs = page.attrs[one]
        if _JUDGES.search(f"{attrs.get('class') or ''} {attrs.get('itemprop') or ''}"):
            return True
        shown = [value for name in _SHOWN_IN if (value := attrs.get(name))]
        if any(len(text) <= _LONGEST and _POINTS.search(text) for text in (*shown, page.texts[one].strip())):
            return True
    return False
