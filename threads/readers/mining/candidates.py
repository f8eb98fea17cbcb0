"""What elements of a page share: every class, id stem, telling attribute and kind of list item is a candidate."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from .spans import spanning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .outline import Outline

_TOO_SMALL: Final = frozenset(
    ["body", "html", "a", "span", "img", "br", "b", "i", "em", "strong", "p", "button", "time"]
)
_ITEMS: Final = frozenset(["li", "dd", "dt", "tr", "div", "article", "section", "table", "td", "blockquote", "details"])
#: What may be a comment below an element that nothing names.
_ALONE: Final = frozenset(["li", "dt", "tr", "div", "article", "section", "table"])
#: What may open with an anchor, and how the place of a comment is called.
_BLOCKS: Final = _ITEMS | {"p"}
_WORDS: Final = "comments?|cmt|kommentar|komentar|koment|coment[aá]rio|commentaire"
_PLACE: Final = re.compile(rf"(?:{_WORDS})[-_]?\d+", re.IGNORECASE)
_PLACES: Final = re.compile(rf"#(?:{_WORDS})[-_]?[*#]$", re.IGNORECASE)
#: A single element is a comment list only if it says so itself.
_ONE: Final = re.compile(
    r"^[.\[\w=]*#?(?:[pu]-)?(?:comment|reply|antwort|kommentar|comentario|commentaire|Comment\]?)\b(?!s)(?!-?(?:form|list|wrap|box|title|area))",
    re.IGNORECASE,
)
_DIGITS: Final = re.compile(r"\d+")


def candidates(page: Outline) -> Iterator[tuple[str, list[int]]]:
    """Every class, id stem, telling attribute and kind of list item, with the elements that share it; code left out."""
    groups: dict[str, list[int]] = defaultdict(list)
    code_end = 0
    for at, tag in enumerate(page.tags):
        if tag in ("pre", "code"):
            code_end = max(code_end, page.ends[at])
        if at < code_end or _quotes(page, at):
            continue
        if tag in _TOO_SMALL:
            if (label := _anchored(page, at)) is not None:
                groups[label].append(page.parents[at])
            continue
        for label in _labels(page, at):
            groups[label].append(at)
    for label, members in [*groups.items(), *_alone(page, groups), *spanning(page)]:
        if len(members) > 1 or _ONE.search(label) or at_places(label):
            yield label, members


def at_places(label: str) -> bool:
    """Whether elements are numbered as the places of comments are, and by nothing else: ``p#comment*``."""
    return _PLACES.search(label) is not None


def _anchored(page: Outline, at: int) -> str | None:
    """Return what a block is like that opens with a numbered place of a comment: ``<p><a name="comment-12">``."""
    above = page.parents[at]
    if above < 0 or above != at - 1 or page.tags[above] not in _BLOCKS:
        return None
    key = page.attrs[at].get("id") or page.attrs[at].get("name") or ""
    return f"{page.tags[above]}#{_stem(key)}" if _PLACE.fullmatch(key) else None


def _quotes(page: Outline, at: int) -> bool:
    """Whether an element says that it repeats what somebody else wrote."""
    return page.tags[at] == "blockquote" and any("quote" in name for name in page.attrs[at])


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


def _alone(page: Outline, groups: dict[str, list[int]]) -> Iterator[tuple[str, list[int]]]:
    """What shows a date below one element without a name: all of a kind, and those of one class each, or of none."""
    below: dict[tuple[int, str], list[int]] = defaultdict(list)
    for at, tag in enumerate(page.tags):
        above = page.parents[at]
        if tag not in _ALONE or above < 0 or not page.total(page.dates, at):
            continue
        if not (page.attrs[above].get("class") or page.attrs[above].get("id")):
            below[above, tag].append(at)
    for (above, tag), members in below.items():
        if members == groups.get(f"{page.tags[above]}>{tag}"):
            continue
        yield f"{page.tags[above]}@{above}>{tag}", members
        alike: dict[str, list[int]] = defaultdict(list)
        for at in members:
            alike[_DIGITS.sub("", " ".join(page.classes(at)[:1]))].append(at)
        for name, some in alike.items() if len(alike) > 1 else ():
            yield f"{page.tags[above]}@{above}>{tag}.{name}", some


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
