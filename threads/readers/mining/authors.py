"""Which element of a mined comment shows its author: short, nearly everywhere, different from comment to comment."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final

from ...dates import absolute, date_start
from .naming import beside_points
from .parts import signature
from .spans import opening_words, opens_with_words

if TYPE_CHECKING:
    from collections.abc import Container

    from .outline import Outline
    from .parts import Region

NAMED: Final = re.compile(
    r"author|user|(?<![a-z])name|(?-i:[a-z]Name(?![a-z]))|nick|poster|by-?line|commenter|(?<![a-z])fn(?![a-z])|vcard|profile|creator|member|cite|autor|auteur|nutzer|usuario|utilisateur|pseudo|owner|handle",
    re.IGNORECASE,
)
#: What stands beside names under names of their kind: ranks, counts, dates of joining.
BESIDE: Final = re.compile(
    r"(?:user|author|poster|member)s?[-_]?(?:sub)?(?:title|rank|role|group|level|badge|status|stat|posts?(?![a-z])|count|since|joined|location)|"
    r"(?:review|comment)[-_]{0,2}(?:title|headline|heading|subject|summary)",
    re.IGNORECASE,
)
_PROFILE: Final = re.compile(
    r"/(?:users?|profiles?|members?|people|author|u|~)[/=]|/~\w|user\?id=|/@|member\.php|action=profile|profile\.g",
    re.IGNORECASE,
)
#: Addresses of members of a board, not of the writers of a paper ("/author/ann").
MEMBER: Final = re.compile(
    r"/(?:users?|members?|profiles?|u|user_info)[/=.?-]|member(?:list)?\.php|viewprofile|profile\.php|action=profile|"
    r"user(?:_?info)?\.(?:php|pl|asp)|uid=\d|[?&;](?:userid|user_id)=",
    re.IGNORECASE,
)
#: What stands beside names: counts ("Posts: 214", "3 children"), signs, clocks, subjects of answers.
_TALLY: Final = re.compile(
    r"^(?:re|aw|sv|antw|odp|fwd)\s?:|^[^\W\d]{3,14}\s*:\s*\d|^\W*\d[\d,.]*\s+[^\W\d]+\W*$|^[\W\d_]*$|^\d?\d[:.h]\d\d(?:\s*[ap]\.?m\.?)?$",
    re.IGNORECASE,
)
#: A link to a place in a page, which is a comment's and not its author's.
_TO_PLACE: Final = re.compile(r"[^#]*#\D*\d")
_LETTERS: Final = re.compile(r"[^\W\d_]")
_DIGITS: Final = re.compile(r"\d+")
_COUNT: Final = re.compile(r"(?<!\S)\d[\d.,]{0,9}[kKmM]?(?!\S)")
#: Share of comments in which no name stands.
_ALIKE: Final = 0.85
#: Of so many comments, hardly a tenth have names of their own where labels stand.
_MANY: Final = 10
#: Least score of an element that is taken for the name.
_SURE_NAME: Final = 0.95
#: Share of the comments that must show something there; characters of it that are looked at, and of a name at most.
_PRESENT: Final = 0.6
_LOOKED_AT: Final = 80
_LONGEST: Final = 60
#: The same for cells that stand beside a comment's rows.
_MOSTLY: Final = 0.8
#: So many comments are looked at for profiles and first words, and so many elements below a name for a link.
_SAMPLE: Final = 20
_BELOW: Final = 4
#: A name next to the date is no farther from it than so many elements. What that is worth, and what it is worth that a
#: comment opens with it: by hand, as the other weights of :func:`_name_score`.
_NEAR: Final = 3
_BY_DATE: Final = 0.3
_OPENS: Final = 0.35
#: More than this of what is shown are numbers, dates, or sentences by their words: no names.
_HALF: Final = 0.5
_DATED: Final = 0.6
_WORDS: Final = 6
_INITIALS: Final = 2
#: So many comments without a name are a layout of their own, not one that shows none.
_LAYOUT: Final = 2
#: Tags in which pages set names.
_PLAIN: Final = frozenset(("b", "strong", "a", "h3", "h4", "h5", "h6"))


def authors_of(
    page: Outline, places: list[Region], known: dict[str, dict[int, int]], dates: dict[int, int]
) -> dict[int, int]:
    """Find the element with the name of each comment, by the number of its region.

    Where answers are laid out otherwise than what they answer, so that they stand deeper or less deep in the page,
    those are asked for theirs.
    """
    regions = dict(enumerate(places))
    if beside := _beside_rows(page, places):
        return beside
    named = _names_of(page, regions, known, dates) or _names_by_kind(page, regions, known, dates)
    named |= _without_a_link(page, named, known)
    depths = page.depths() if named and len(named) < len(places) else []
    settled = {depths[places[number].at] for number in named} if depths else set()
    others = {number: one for number, one in regions.items() if depths and depths[one.at] not in settled}
    if len(others) >= _LAYOUT:
        named |= _names_of(page, others, _of(known, others), dates)
    return named


def _beside_rows(page: Outline, places: list[Region]) -> dict[int, int]:
    """Find the first words of the cells that stand beside the rows of each comment; ranks and counts come after names."""
    found = opening_words(page, places)
    shown = [page.text_of(at, _LOOKED_AT) for at in found.values()]
    if len(found) < _MOSTLY * len(places) or any(len(text) > _LONGEST for text in shown):
        return {}
    return {} if _no_names(page, "", list(found.values()), shown) else found


def _without_a_link(page: Outline, named: dict[int, int], known: dict[str, dict[int, int]]) -> dict[int, int]:
    """Find further names in what stands around the known ones alone: of guests and of those who left nothing is linked."""
    around = [
        above
        for at in named.values()
        if page.total(page.shown, (above := page.parents[at])) == page.total(page.shown, at)
    ]
    if not around or len(around) < _MOSTLY * len(named):
        return {}
    kind = Counter(signature(page, at) for at in around).most_common(1)[0][0]
    others = {number: at for number, at in known.get(kind, {}).items() if number not in named}
    shown = {number: page.text_of(at, _LOOKED_AT) for number, at in others.items()}
    return {
        number: others[number]
        for number, text in shown.items()
        if text and len(text) <= _LONGEST and not _no_names(page, kind, [others[number]], [text])
    }


def _names_by_kind(
    page: Outline, regions: dict[int, Region], known: dict[str, dict[int, int]], dates: dict[int, int]
) -> dict[int, int]:
    """Find names in each kind of records by itself: answers, and the comments on them."""
    kinds: dict[tuple[str, ...], dict[int, Region]] = {}
    for number, one in regions.items():
        kinds.setdefault((page.tags[one.at], *page.classes(one.at)[:1]), {})[number] = one
    out: dict[int, int] = {}
    for own in kinds.values() if len(kinds) > 1 else ():
        if len(own) >= _LAYOUT:
            out |= _names_of(page, own, _of(known, own), dates)
    return out


def _of(known: dict[str, dict[int, int]], numbers: Container[int]) -> dict[str, dict[int, int]]:
    """Return what is known of some records only."""
    return {
        kind: where
        for kind, everywhere in known.items()
        if (where := {number: at for number, at in everywhere.items() if number in numbers})
    }


def _names_of(
    page: Outline, regions: dict[int, Region], known: dict[str, dict[int, int]], dates: dict[int, int]
) -> dict[int, int]:
    best: tuple[float, str] | None = None
    dated = set(dates.values())
    when = {number: page.text_of(at, _LOOKED_AT) for number, at in dates.items() if number in regions}
    total = len(regions)
    first = {number: _first_words(page, region) for number, region in islice(regions.items(), _SAMPLE)}
    known = known | _in_spite_of_marks(page, known)
    for kind, where in known.items():
        if len(where) < _PRESENT * total:
            continue
        titled = NAMED.search(kind) is not None
        texts = [
            text
            for number, at in where.items()
            if (titled or at not in dated)
            and ((text := _shown(page, at, titled)) != when.get(number) or date_start(text))
        ]
        shown = [text for text in texts if 0 < len(text) <= _LONGEST]
        elements = list(where.values())
        if len(shown) < _PRESENT * total or _no_names(page, kind, elements, shown):
            continue
        score = _name_score(page, kind, elements, shown, total)
        score += _BY_DATE * _beside(where, dates) / total
        score += _OPENS * sum(where.get(number) == at for number, at in first.items()) / len(first)
        if best is None or score > best[0]:
            best = (score, kind)
    return dict(known[best[1]]) if best is not None and best[0] >= _SURE_NAME else {}


def _shown(page: Outline, at: int, titled: bool) -> str:
    """Return what an element shows; one that is called a name, without the points and the date inside it."""
    return (beside_points(page, at) if titled else "") or page.text_of(at, _LOOKED_AT)


def _in_spite_of_marks(page: Outline, known: dict[str, dict[int, int]]) -> dict[str, dict[int, int]]:
    """Join kinds of elements that share a class for names: further classes mark a moderator, or who began the topic."""
    sharing: dict[str, list[dict[int, int]]] = {}
    firsts = [(next(iter(where.values())), where) for where in known.values()]
    tokens = {token for at, _ in firsts for token in page.classes(at)}
    for at, where in firsts:
        for token in page.classes(at):
            if NAMED.search(token) and not BESIDE.search(token):
                # "username-coloured" is a username in colour.
                plain = token.rpartition("-")[0]
                name = plain if plain in tokens and NAMED.search(plain) else token
                sharing.setdefault(f"{page.tags[at]}.{name}", []).append(where)
    return {
        kind: {number: at for where in reversed(kinds) for number, at in where.items()}
        for kind, kinds in sharing.items()
        if len(kinds) > 1
    }


def _first_words(page: Outline, region: Region) -> int:
    """Return the first element of a comment with words of its own that are neither a date nor a button; else -1."""
    return next(
        (
            at
            for at in region.elements
            if _LETTERS.search(page.texts[at])
            and opens_with_words(page, at)
            and "://" not in page.texts[at]
            and not page.is_date(at)
            and not page.is_reply(at)
        ),
        -1,
    )


def _beside(where: dict[int, int], dates: dict[int, int]) -> int:
    """Count the comments in which an element stands next to the date, as names do."""
    return sum(number in dates and abs(at - dates[number]) <= _NEAR for number, at in where.items())


def _no_names(page: Outline, kind: str, where: list[int], shown: list[str]) -> bool:
    """Whether what elements show cannot be names: mentions, buttons, one text for all, counts, addresses, sentences."""
    if "mention" in kind or _same(shown) or any(page.is_reply(at) for at in where[:3]):
        return True
    if sum(_TALLY.search(text) is not None or _is_date(text) for text in shown) > _HALF * len(shown):
        return True
    if sum("://" in text for text in shown) > _HALF * len(shown):
        return True
    if sum(_TO_PLACE.match(page.attrs[at].get("href") or "") is not None for at in where) > _HALF * len(where):
        return True
    digits = sum(_DIGITS.fullmatch(text.strip("#. ")) is not None for text in shown)
    dated = _share_dated(page, where) > _DATED and not (NAMED.search(kind) and _before_dates(shown))
    return digits > _HALF * len(shown) or _mean_words(shown) > _WORDS or dated


def _name_score(page: Outline, kind: str, where: list[int], shown: list[str], total: int) -> float:
    """How much elements that could show names look like it; the weights were set by hand on pages of known platforms."""
    tag = page.tags[where[0]]
    called = NAMED.search(kind) is not None
    named = (called and BESIDE.search(kind) is None) or tag == "cite"
    profile = sum(_leads_to_profile(page, at) for at in where[:_SAMPLE]) / len(where[:_SAMPLE])
    # Two letters stand for a picture of the author.
    initials = sum(len(text) <= _INITIALS for text in shown) > _HALF * len(shown)
    distinct = len(set(shown)) / len(shown)
    labels = len(shown) >= _MANY and distinct < 1 / _MANY
    plain = not called and tag in _PLAIN
    return (
        1.0 * named + 0.8 * profile + 0.4 * plain + 0.4 * distinct + 0.4 * len(shown) / total
        - 0.08 * _mean_words(shown) - 0.5 * _share_dated(page, where) * (not _before_dates(shown)) - 0.6 * initials - 0.4 * labels
        + 0.1 * (tag == "a")
    )  # fmt: skip


def _mean_words(shown: list[str]) -> float:
    return sum(len(text.split()) for text in shown) / len(shown)


def _before_dates(shown: list[str]) -> bool:
    """Whether most show a date, and words before it."""
    return sum((date_start(text) or 0) > _INITIALS for text in shown) > _HALF * len(shown)


def _share_dated(page: Outline, where: list[int]) -> float:
    return sum(page.is_date(at) for at in where) / len(where)


def _same(shown: list[str]) -> bool:
    """Whether nearly all comments show one text: a rank, a label of links."""
    # A count beside a label is not what tells it from others: "Retweet 12".
    most = Counter(_COUNT.sub("", text).strip() or text for text in shown).most_common(1)[0][1]
    return most > _ALIKE * len(shown) and len(shown) > 2


def _is_date(text: str) -> bool:
    """Whether a text is a date and nothing before it."""
    return absolute(text, True) is not None and not date_start(text)


def _leads_to_profile(page: Outline, at: int) -> bool:
    for one in range(at, min(page.ends[at], at + _BELOW)):
        href = page.attrs[one].get("href")
        if href and _PROFILE.search(href):
            return True
    return False
