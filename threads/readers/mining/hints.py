"""What speaks for comments, and against them: names of classes and ids here and above, reply links, members' pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .authors import MEMBER
from .headings import headed_as_comments
from .reviewing import called_reviews, judge_something, may_be_reviews

if TYPE_CHECKING:
    from .outline import Outline
    from .sums import Sums

#: Names of comments, in the languages of those who write pages.
HINT: Final = re.compile(
    r"comment|komment|coment|comm-|cmt|reply|repl(?:y|ies)(?![a-z])|respon[sd]|discuss|talkback|antwort|disqus|dsq|livefyre|"
    r"leserbrief|leserstimme|avis\b|reaction|reactie|reakt|yorum|utterance|opini[oó]n(?:es)?[-_]?(?:item|list|usuario)|forum-fil",
    re.IGNORECASE,
)
#: Names that forums use, and blogs for their articles: they need more to go with them.
WEAK: Final = re.compile(
    r"(?<![a-z])(?:block|forum)?post|(?<![a-z])(?:msg|pst)(?![a-z])|thread|message|mensaj|forum|beitrag|feedback|opinion|topic|status",
    re.IGNORECASE,
)
#: Lists that repeat comments of other pages, live tickers, and forms.
ELSEWHERE: Final = re.compile(
    r"(?:latest|last|recent|newest|letzte|neueste|derni\w+|[uú]ltim\w+)[-_]*(?:comment|komment|coment|repl)|"
    r"comments?[-_]*(?:recent|latest|newest)|live[-_]|live-?blog|ticker|(?:comment|reply)[-_]?form(?![-_]?position)|atp-comments|respond(?!e)|testimonial|fdbk",
    re.IGNORECASE,
)
#: Parts of a comment or of a page, not whole comments.
PART: Final = re.compile(
    r"(?:meta|date|time|byline|author|avatar|count|counter|title|headline|heading|header|head|form|respond|link|links|button|buttons|rating|"
    r"vote|votes|share|footer|(?:post|user|author)-?profile|signature|info|actions?|toolbar|list|section|area|closed|login|tweet|live[-_].*)(?:[-_]?\w{0,9})?$",
    re.IGNORECASE,
)
#: What an article is said to be in: open to comments, or with some.
_STATE: Final = re.compile(
    r"(?:has|have|no|with|without|allow)[-_]?comments?$|comments?[-_]?(?:open|opened|closed|on|off|enabled|disabled|allowed)$",
    re.IGNORECASE,
)
AGAINST: Final = re.compile(
    r"recent|latest|related|twitter|instagram|tribe-|wpp-|teaser|popular|trending|most-?(?:read|viewed|comment)|widget|sidebar|nav|menu|breadcrumb|footer(?!-left)|"
    r"(?<![a-z])news[-_](?:post|item|list)|share|social|tag-?(?:cloud|list)|categor|archive|promo|sponsor|advert|banner|cookie|newsletter|subscribe|product|slider|"
    r"carousel|gallery|post-grid|popup|(?<![a-z])pum(?![a-z])|toc\b|highlight|pagination|(?<!single-)listing-item|search-result|story-card|hentry",
    re.IGNORECASE,
)
#: Cards frame anything, teasers mostly: they speak against what nothing calls comments.
_AGAINST_OTHERS: Final = re.compile(rf"{AGAINST.pattern}|(?<![a-z])cards?(?![a-z])", re.IGNORECASE)
_NAMED_SO: Final = re.compile(
    r"comment|komment|coment|cmt|repl(?:y|ies)(?![a-z])|antwort|respon[sd]e|dsq|disqus|talkback|yorum", re.IGNORECASE
)
_SURE: Final = re.compile(r"^\.[pu]-comment$|schema\.org/(?:User)?Comments?\]|^\[itemprop=comment\]")
_DIGITS: Final = re.compile(r"\d+")
#: What a name counts for that forums use, names around the elements, links to answer, and names against.
_WEAKER: Final = 0.6
_AROUND: Final = 0.8
_ANSWERED: Final = 0.6
_AGAINST: Final = 0.7
#: What reviews count for, and lists of the newest ones, of other things.
_REVIEWED: Final = 0.9
_NEWEST: Final = re.compile(r"recent|latest|newest|letzte|neueste|derni|[uú]ltim", re.IGNORECASE)
#: Less than this is nothing.
_LEAST: Final = 0.5
#: So many elements of a group are looked at, each with so many around it, the nearest of them for names against.
_SAMPLE: Final = 12
_ABOVE: Final = 7
_NEAREST: Final = 3
#: What shows more of the page's text than this is the page, not a sidebar, whatever its name says of one.
_BROAD: Final = 0.8
#: Posts of a forum have so many characters at the median, and nearly all of them a date and a number.
_WORDY: Final = 40
_NEARLY_ALL: Final = 0.8
#: Fewer records show no members.
_FEW: Final = 3


def called_comments(label: str) -> bool:
    """Whether elements themselves are named as comments, not only what stands around them."""
    return _NAMED_SO.search(label) is not None


def named_so_only(label: str) -> bool:
    """Whether they are named so by a word that means nothing else, as "response" does."""
    return any("respon" not in found[0].lower() for found in _NAMED_SO.finditer(label))


def surely_comments(label: str) -> bool:
    """Whether a label is a standard's own word for a comment: a microformat, a type of schema.org."""
    return _SURE.search(label) is not None


def part_of_one(label: str) -> bool:
    """Whether a label names a part of a comment, or of a page."""
    return PART.search(label) is not None or _STATE.search(label) is not None


def hinted(page: Outline, label: str, members: list[int], own: list[Sums]) -> float:
    """How much speaks for comments: names of classes and ids here and above, reply links; 0 when nothing does."""
    if reviewed(page, label, members, own):
        return _REVIEWED
    if ELSEWHERE.search(label) or "recent" in label:
        return 0.0
    headed = headed_as_comments(page, members[0])
    against_it = AGAINST if headed or called_comments(label) else _AGAINST_OTHERS
    if against_it.search(label) and not HINT.search(label):
        return 0.0
    hint = 1.0 if HINT.search(label) else _WEAKER if WEAK.search(label) and _forum_like(page, members, own) else 0.0
    sample = members[:: max(1, len(members) // _SAMPLE)][:_SAMPLE]
    above = [_above(page, at) for at in sample]
    answered = sum(one.replies > 0 for one in own) / len(own)
    # "Recent comments" around records that can be answered are this page's own, newest first.
    if answered < 0.5 and sum(any(ELSEWHERE.search(name) for name in names) for names in above) > 0.5 * len(sample):
        return 0.0
    around = 1.0 if headed else sum(any(HINT.search(name) for name in names) for names in above) / len(sample)
    against = sum(
        any(against_it.search(name) and not HINT.search(name) for name in _above(page, at, _NEAREST, _BROAD))
        for at in sample
    ) / len(sample)
    total = max(hint, _AROUND * around) + _ANSWERED * (answered >= 0.5) * (hint > 0 or around > 0) - _AGAINST * against
    return max(total, 0.0) if total >= _LEAST else 0.0


def stands_elsewhere(page: Outline, label: str, members: list[int]) -> bool:
    """Whether names say that elements are the newest of other pages, a ticker, or something beside the page."""
    names = _above(page, members[0], _NEAREST, _BROAD)
    return any(
        ELSEWHERE.search(name) or (AGAINST.search(name) and not HINT.search(name)) for name in (label, *names)
    ) or any(ELSEWHERE.search(name) for name in _above(page, members[0]))


def reviewed(page: Outline, label: str, members: list[int], own: list[Sums]) -> bool:
    """Whether the elements are reviews, called so themselves or by what stands around them, and not the newest of many."""
    if not may_be_reviews(own) or _NEWEST.search(label) or part_of_one(label):
        return False
    above = [_above(page, at) for at in members[:: max(1, len(members) // _SAMPLE)][:_SAMPLE]]
    if not called_reviews(label) and not all(any(called_reviews(name) for name in names) for names in above):
        return False
    newest = sum(any(_NEWEST.search(name) for name in names) for names in above)
    return 2 * newest <= len(above) and judge_something(page, members)


def _forum_like(page: Outline, members: list[int], own: list[Sums]) -> bool:
    """Dated in nearly all, wordy, and with a number of its own each: what a forum's posts are and teasers are not."""
    wordy = sorted(one.shown - one.in_links for one in own)[len(own) // 2]
    if wordy < _WORDY or sum(one.dates > 0 for one in own) < _NEARLY_ALL * len(own):
        return False
    numbered = sum(
        any(_DIGITS.search(page.attrs[at].get(name) or "") for name in ("id", "data-content", "data-id"))
        for at in members
    )
    return numbered >= _NEARLY_ALL * len(own) or _by_members(page, members)


def _by_members(page: Outline, members: list[int]) -> bool:
    """Whether nearly all records, three at least, lead to a member's page, and several members take part."""
    pages = [
        next((href for one in page.below(at) if (href := _member_link(page, one)) is not None), None) for at in members
    ]
    led = [href for href in pages if href is not None]
    return len(members) >= _FEW and len(led) >= _NEARLY_ALL * len(members) and len(set(led)) >= 2


def _member_link(page: Outline, at: int) -> str | None:
    href = page.attrs[at].get("href") if page.tags[at] == "a" else None
    return href if href and MEMBER.search(href) else None


def _above(page: Outline, at: int, most: int = _ABOVE, share: float = 1.0) -> list[str]:
    """Return the names (class, id) of an element and of those around it, nearest first.

    ``most``: how many; ``share``: only of those that show no more of the page's text than this share.
    """
    names = []
    for _ in range(most):
        if at < 0 or page.tags[at] in ("body", "html") or page.total(page.shown, at) > share * page.shown[-1]:
            break
        attrs = page.attrs[at]
        name = f"{attrs.get('class') or ''} {attrs.get('id') or ''} {attrs.get('itemtype') or ''}".strip()
        names.append(name)
        at = page.parents[at]
    return names
