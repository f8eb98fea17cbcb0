"""Which repeated elements are the comments: every class, id stem and list is a candidate, the best explained wins."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from .listings import is_listing, too_few
from .sums import Sums

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .outline import Outline

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
    r"(?:latest|recent|newest|letzte|neueste|derni\w+|[uú]ltim\w+)[-_]*(?:comment|komment|coment|repl)|"
    r"comments?[-_]*(?:recent|latest|newest)|live[-_]|live-?blog|ticker|(?:comment|reply)[-_]?form|respond(?!e)|testimonial|fdbk",
    re.IGNORECASE,
)
#: Parts of a comment or of a page, not whole comments.
PART: Final = re.compile(
    r"(?:meta|date|time|byline|author|avatar|count|counter|title|headline|heading|header|head|form|respond|link|links|button|buttons|rating|"
    r"vote|votes|share|footer|(?:post|user|author)-?profile|signature|info|actions?|toolbar|list|section|area|closed|login|tweet|live[-_].*)(?:[-_]?\w{0,9})?$",
    re.IGNORECASE,
)
AGAINST: Final = re.compile(
    r"recent|latest|related|twitter|instagram|tribe-|wpp-|teaser|popular|trending|most-?(?:read|viewed|comment)|widget|sidebar|nav|menu|breadcrumb|footer(?!-left)|"
    r"(?<![a-z])news[-_](?:post|item|list)|share|social|tag-?(?:cloud|list)|categor|archive|promo|sponsor|advert|banner|cookie|newsletter|subscribe|product|slider|"
    r"carousel|gallery|(?<![a-z])cards?(?![a-z])|post-grid|popup|(?<![a-z])pum(?![a-z])|toc\b|highlight|pagination|(?<!single-)listing-item|search-result|story-card|hentry",
    re.IGNORECASE,
)
#: A single element is a comment list only if it says so itself.
_ONE: Final = re.compile(
    r"^[.\[\w=]*#?(?:[pu]-)?(?:comment|reply|antwort|kommentar|comentario|commentaire|Comment\]?)\b(?!s)(?!-?(?:form|list|wrap|box|title|area))",
    re.IGNORECASE,
)
_NAMED_SO: Final = re.compile(
    r"comment|komment|coment|cmt|repl(?:y|ies)(?![a-z])|antwort|respon[sd]e|dsq|disqus|talkback|yorum", re.IGNORECASE
)
_SURE: Final = re.compile(r"^\.[pu]-comment$|schema\.org/(?:User)?Comments?\]|^\[itemprop=comment\]")
_DIGITS: Final = re.compile(r"\d+")
#: Addresses of members of a board, not of the writers of a paper ("/author/ann").
_MEMBER: Final = re.compile(
    r"/(?:users?|members?|profiles?|u|user_info)[/=.?-]|member\.php|profile\.php|action=profile|user(?:info)?\.php|uid=\d",
    re.IGNORECASE,
)
_HEADLINES: Final = ("h1", "h2", "h3", "h4")
MIN_SCORE: Final = 2.6
#: Share of the best score that a group must have which holds the best one's elements and more.
_ALL: Final = 0.6
#: Of a larger group, the best one's elements are fewer than this share; beyond it the others are forms.
_SOME: Final = 0.5


@dataclass(frozen=True, slots=True)
class Group:
    """Elements that look alike: their indices in document order, what they share, and how well they fit.

    ``listing``: they are the entries of a list of threads or of other pages' comments.
    """

    members: tuple[int, ...]
    label: str
    score: float
    hinted: float
    followers: bool = False
    listing: bool = False


def best_group(page: Outline) -> Group | None:
    """Return the group of elements that is most like a list of comments; ``None`` when none is."""
    judged = [group for label, members in _candidates(page) if (group := judge(page, label, members)) is not None]
    lists = [group for group in judged if group.listing]
    candidates = [group for group in judged if not any(_inside(page, group, one) for one in lists)]
    if not candidates:
        return None
    best = max(candidates, key=lambda group: group.score)
    if best.score < MIN_SCORE:
        return None
    return _widest(page, best, candidates)


def _candidates(page: Outline) -> Iterator[tuple[str, list[int]]]:
    """Every class, id stem, telling attribute and kind of list item, with the elements that share it; code left out."""
    groups: dict[str, list[int]] = defaultdict(list)
    code_end = 0
    for at, tag in enumerate(page.tags):
        if tag in ("pre", "code"):
            code_end = max(code_end, page.ends[at])
        if at < code_end or tag in _TOO_SMALL or _quotes(page, at):
            continue
        for label in _labels(page, at):
            groups[label].append(at)
    for label, members in groups.items():
        if len(members) > 1 or _ONE.search(label):
            yield label, members


def _quotes(page: Outline, at: int) -> bool:
    """Whether an element says that it repeats what somebody else wrote."""
    return page.tags[at] == "blockquote" and any("quote" in name for name in page.attrs[at])


_TOO_SMALL: Final = frozenset(
    ["body", "html", "a", "span", "img", "br", "b", "i", "em", "strong", "p", "button", "time"]
)
_ITEMS: Final = frozenset(["li", "dd", "dt", "tr", "div", "article", "section", "table", "td", "blockquote", "details"])


def _labels(page: Outline, at: int) -> Iterator[str]:
    """Everything by which an element can be like others."""
    tag, attrs = page.tags[at], page.attrs[at]
    for token in dict.fromkeys((attrs.get("class") or "").split()):
        yield f".{_DIGITS.sub('#', token)}"
    key = attrs.get("id")
    if key and _DIGITS.search(key):
        yield f"{tag}#{_stem(key)}"
    for name, value in attrs.items():
        if name.startswith("data-") and name.endswith("id"):
            yield f"{tag}[{name}]"
        elif value and name in ("itemtype", "itemprop", "role", "data-testid", "typeof"):
            yield f"[{name}={_DIGITS.sub('#', value)}]"
    yield from _as_item(page, at)


def _as_item(page: Outline, at: int) -> Iterator[str]:
    tag, parent = page.tags[at], page.parents[at]
    if parent < 0 or tag not in _ITEMS:
        return
    names = (page.attrs[parent].get("class") or page.attrs[parent].get("id") or "").split()
    if names:
        yield f"{page.tags[parent]}.{_DIGITS.sub('#', names[0])}>{tag}"
    elif tag in ("li", "tr", "dt", "article"):
        yield f"{page.tags[parent]}>{tag}"


def _stem(key: str) -> str:
    """Return the constant part of ids such as ``t1_ab12cd`` or ``comment-123``."""
    found = re.match(r"[a-zA-Z]+[0-9]?[_-]", key)
    return f"{found.group()}*" if found else _DIGITS.sub("#", key)


def judge(page: Outline, label: str, members: list[int]) -> Group | None:
    """Score a group: records that each hold one date, some words, few of them links, and that something calls comments."""
    own = _own_sums(page, members)
    followers = _takes_followers(page, members, own)
    if followers:
        own = _following_sums(page, members)
    good = [at for at, sums in zip(members, own, strict=True) if _is_record(sums)]
    if not good or len(good) < 0.5 * len(members):
        return None
    quality = sum(_quality(sums) for sums in own) / len(members)
    hinted = _hinted(page, label, members, own)
    if not followers and ">" not in label and PART.search(label):
        return None
    if hinted <= 0 or _teasers(page, members, followers) or not _plain_enough(label, own):
        return None
    sure = _SURE.search(label) is not None
    if not sure and too_few(page, members):
        return None
    size = math.log2(1 + len(good))
    if sure:
        hinted, quality = 2.0, max(quality, 1.0)
    listing = not sure and is_listing(page, members, own)
    return Group(tuple(members), label, quality * hinted * (1 + size), hinted, followers, listing)


def _inside(page: Outline, group: Group, outer: Group) -> bool:
    """Whether the elements of a group are those of another, or parts of them."""
    starts = outer.members
    held = 0
    for at in group.members:
        before = bisect_right(starts, at) - 1
        held += before >= 0 and at < page.ends[starts[before]]
    return held > 0.8 * len(group.members)


def called_comments(group: Group) -> bool:
    """Whether the elements themselves are named as comments, not only what stands around them."""
    return _NAMED_SO.search(group.label) is not None


def _plain_enough(label: str, own: list[Sums]) -> bool:
    """Ask more of elements that nothing calls comments but their surroundings: three at least, most with a date."""
    if _NAMED_SO.search(label):
        return True
    return len(own) >= 3 and sum(one.dates > 0 for one in own) >= 0.6 * len(own)


def _own_sums(page: Outline, members: list[int]) -> list[Sums]:
    out = [
        Sums(
            page.total(page.shown, at),
            page.total(page.in_links, at),
            page.total(page.dates, at),
            page.total(page.replies, at),
        )
        for at in members
    ]
    stack: list[int] = []
    whole = [Sums(one.shown, one.in_links, one.dates, one.replies) for one in out]
    for number, at in enumerate(members):
        while stack and page.ends[members[stack[-1]]] <= at:
            stack.pop()
        if stack:
            above = out[stack[-1]]
            inner = whole[number]
            above.shown -= inner.shown
            above.in_links -= inner.in_links
            above.dates -= inner.dates
            above.replies -= inner.replies
        stack.append(number)
    return out


def _takes_followers(page: Outline, members: list[int], own: list[Sums]) -> bool:
    """Tell header elements (``dt``, a row, a heading) whose words stand in the siblings after them."""
    if len(members) < 2 or len({page.parents[at] for at in members}) != 1:
        return False
    inside = sum(one.shown for one in own)
    between = sum(max(page.shown[b] - page.shown[page.ends[a]], 0) for a, b in pairwise(members))
    return between > 2 * inside and sum(one.shown for one in own) / len(own) < 200


def _following_sums(page: Outline, members: list[int]) -> list[Sums]:
    parent_end = page.ends[page.parents[members[0]]]
    out = []
    for at, end in zip(members, [*members[1:], parent_end], strict=True):
        out.append(
            Sums(
                page.shown[end] - page.shown[at], page.in_links[end] - page.in_links[at],
                page.dates[end] - page.dates[at], page.replies[end] - page.replies[at],
            )
        )  # fmt: skip
    return out


def _is_record(own: Sums) -> bool:
    return own.shown - own.in_links >= 2 and own.shown >= 8


def _quality(own: Sums) -> float:
    """Between 0 and 3: a date (or two), words, words that are no links, something to answer with."""
    if not _is_record(own):
        return 0.0
    dated = 1.0 if 1 <= own.dates <= 3 else 0.25 if own.dates > 3 else 0.35
    free = 1 - own.in_links / own.shown
    wordy = min((own.shown - own.in_links) / 60, 1.0)
    return dated * (0.4 + free) * (0.5 + wordy) * (1.15 if 1 <= own.replies <= 6 else 1.0)


def _hinted(page: Outline, label: str, members: list[int], own: list[Sums]) -> float:
    """How much speaks for comments: names of classes and ids here and above, reply links; 0 when nothing does."""
    if (AGAINST.search(label) and not HINT.search(label)) or ELSEWHERE.search(label) or "recent" in label:
        return 0.0
    hint = 1.0 if HINT.search(label) else 0.6 if WEAK.search(label) and _forum_like(page, members, own) else 0.0
    sample = members[:: max(1, len(members) // 12)][:12]
    above = [_above(page, at) for at in sample]
    answered = sum(one.replies > 0 for one in own) / len(own)
    # "Recent comments" around records that can be answered are this page's own, newest first.
    if answered < 0.5 and sum(any(ELSEWHERE.search(name) for name in names) for names in above) > 0.5 * len(sample):
        return 0.0
    around = sum(any(HINT.search(name) for name in names) for names in above) / len(sample)
    against = sum(any(AGAINST.search(name) and not HINT.search(name) for name in names[:3]) for names in above) / len(
        sample
    )
    total = max(hint, 0.8 * around) + 0.6 * (answered >= 0.5) * (hint > 0 or around > 0) - 0.7 * against
    return max(total, 0.0) if total >= 0.5 else 0.0


def _forum_like(page: Outline, members: list[int], own: list[Sums]) -> bool:
    """Dated in nearly all, wordy, and with a number of its own each: what a forum's posts are and teasers are not."""
    wordy = sorted(one.shown - one.in_links for one in own)[len(own) // 2]
    if wordy < 40 or sum(one.dates > 0 for one in own) < 0.8 * len(own):
        return False
    numbered = sum(
        any(_DIGITS.search(page.attrs[at].get(name) or "") for name in ("id", "data-content", "data-id"))
        for at in members
    )
    return numbered >= 0.8 * len(own) or _by_members(page, members)


def _by_members(page: Outline, members: list[int]) -> bool:
    """Whether nearly all records, three at least, lead to a member's page, and several members take part."""
    pages = [
        next((href for one in page.below(at) if (href := _member_link(page, one)) is not None), None) for at in members
    ]
    led = [href for href in pages if href is not None]
    return len(members) >= 3 and len(led) >= 0.8 * len(members) and len(set(led)) >= 2


def _member_link(page: Outline, at: int) -> str | None:
    href = page.attrs[at].get("href") if page.tags[at] == "a" else None
    return href if href and _MEMBER.search(href) else None


def _above(page: Outline, at: int) -> list[str]:
    """Return the names (class, id) of an element and of six elements around it, nearest first."""
    names = []
    for _ in range(7):
        if at < 0 or page.tags[at] in ("body", "html"):
            break
        attrs = page.attrs[at]
        name = f"{attrs.get('class') or ''} {attrs.get('id') or ''} {attrs.get('itemtype') or ''}".strip()
        names.append(name)
        at = page.parents[at]
    return names


def _teasers(page: Outline, members: list[int], followers: bool) -> bool:
    """Tell lists of articles: a headline in each that leads to another page."""
    if followers:
        return False
    away = 0
    for at in members[:40]:
        for one in page.below(at):
            if (link := _headline_link(page, one, at)) >= 0:
                if len(page.text_of(one)) < 20:
                    break
                href = page.attrs[link].get("href") or ""
                away += "#" not in href and not re.search(r"comment|post\d|/p/?\d|msg|cid=", href)
                break
    return away > 0.6 * min(len(members), 40)


def _headline_link(page: Outline, at: int, top: int) -> int:
    """Return the link of a headline, where this element is a link in one or a headline in a link; else -1."""
    if page.tags[at] == "a":
        return at if _within(page, at, top, _HEADLINES) >= 0 else -1
    return _within(page, at, top, ("a",)) if page.tags[at] in _HEADLINES else -1


def _within(page: Outline, at: int, top: int, tags: tuple[str, ...]) -> int:
    """Return the nearest element of some tags around this one, up to the record itself; -1 where there is none."""
    while at > top:
        at = page.parents[at]
        if page.tags[at] in tags:
            return at
    return -1


def _widest(page: Outline, best: Group, candidates: list[Group]) -> Group:
    """Of groups that tell the same comments apart, take the one whose elements hold the most."""
    best = _unmarked(best, candidates)
    chosen = _joint(page, best, candidates)
    for group in candidates:
        if group is chosen or group.followers != best.followers or group.score < 0.8 * best.score:
            continue
        if abs(len(group.members) - len(chosen.members)) <= 0.02 * len(chosen.members) and _wraps(page, group, chosen):
            chosen = group
    return chosen


def _unmarked(best: Group, candidates: list[Group]) -> Group:
    """When the best elements are some of those that are called comments ("comment full"), take all of these."""
    some = set(best.members)
    for group in candidates:
        larger = len(some) < _SOME * len(group.members) and group.score >= _ALL * best.score
        if larger and ">" not in group.label and called_comments(group) and some < set(group.members):
            return group
    return best


def _joint(page: Outline, best: Group, candidates: list[Group]) -> Group:
    """When the best elements come in fixed numbers inside other ones (name cell, text cell), take those."""
    for group in sorted(candidates, key=lambda group: -group.score):
        share, rest = divmod(len(best.members), len(group.members))
        if share < 2 or rest or len(group.members) < 3 or group.score < 0.4 * best.score or group.followers:
            continue
        if all(_held(page, at, best.members) == share for at in group.members):
            return group
    return best


def _held(page: Outline, at: int, members: tuple[int, ...]) -> int:
    return bisect_left(members, page.ends[at]) - bisect_right(members, at)


def _wraps(page: Outline, outer: Group, inner: Group) -> bool:
    """Whether nearly every element of one group stands inside its own element of the other."""
    if outer.members == inner.members:
        return False
    held = sum(a < b < page.ends[a] for a, b in zip(outer.members, inner.members, strict=False))
    return held >= 0.95 * len(inner.members) and outer.members[0] < inner.members[0]
