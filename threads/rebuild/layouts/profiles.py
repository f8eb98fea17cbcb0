"""What forums print of each author between the head of a comment and its words: posts, place, date of joining."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from ..grammar import fits
from ..grammars.common import FEET
from ..text.furniture import keys_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ..text.lines import Lines

#: Share of bodies that show a line of the profile; so many lines make one at most, none longer.
SHOWN: Final = 0.5
#: Share of the bodies with a line of the profile that say something below it.
ABOVE: Final = 0.6
MOST: Final = 24
LONGEST: Final = 60
#: So few comments show no habit of the page.
FEWEST: Final = 3


def profile_lines(lines: Lines, spans: Sequence[range]) -> frozenset[str]:
    """What stands, once each, among the short lines on top of most bodies, its numbers blanked out."""
    if len(spans) < FEWEST:
        return frozenset()
    seen: Counter[str] = Counter()
    for span in spans:
        keys = Counter(keys_of([lines.bare[line] for line in _top(lines, span) if not fits(lines.bare[line], FEET)]))
        seen.update(key for key, count in keys.items() if key and count == 1)
    often = {key for key, count in seen.items() if count >= max(FEWEST, SHOWN * len(spans))}
    return _on_top(lines, spans, often) if often else frozenset()


def _on_top(lines: Lines, spans: Sequence[range], often: Collection[str]) -> frozenset[str]:
    """Those lines below which something is said; below short words, buttons stand among the first lines as well."""
    bodies = [keys_of([lines.bare[line] for line in span if lines.bare[line]]) for span in spans]
    recurring = Counter(key for keys in bodies for key in set(keys))
    usual = max(FEWEST, SHOWN * len(spans))
    shown, above = Counter[str](), Counter[str]()
    for keys in bodies:
        said = max((at for at, key in enumerate(keys) if not key or recurring[key] < usual), default=-1)
        shown.update(set(keys).intersection(often))
        above.update(set(keys[: max(said, 0)]).intersection(often))
    return frozenset(key for key in often if above[key] >= ABOVE * shown[key])


def behind_profile(lines: Lines, span: range, profile: frozenset[str]) -> int:
    """Return the line behind the last line of the profile on top of a body, the body's first where it has none."""
    top = list(_top(lines, span)) if profile else []
    keys = keys_of([lines.bare[line] for line in top])
    last = max((line for line, key in zip(top, keys, strict=True) if key in profile), default=span.start - 1)
    return last + 1 if any(lines.content[line] for line in range(last + 1, span.stop)) else span.start


def _top(lines: Lines, span: range) -> Iterator[int]:
    """The first filled lines of a body, up to one that is too long for a profile."""
    left = MOST
    for line in span:
        if not lines.bare[line]:
            continue
        if not left or len(lines.bare[line]) > LONGEST:
            return
        left -= 1
        yield line
