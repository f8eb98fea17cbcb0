"""How much of a dump is looked at before it is read: its ends, and of a huge one pieces spread over the rest."""

from __future__ import annotations

from typing import Final

from ..errors import BrokenSource

#: Recognition looks at no more than this much of either end of a dump, in characters and in lines.
SAMPLE: Final = 60_000
MOST_LINES: Final = 3_000
#: Past this many characters a dump is read only where a piece of it looks like comments.
HUGE: Final = 1_000_000
PIECES: Final = 16
PIECE: Final = 30_000
#: Longest text dump, in characters, and most comments in one: about a minute of work, and a few gigabytes.
MAX_TEXT: Final = 20_000_000
MAX_COMMENTS: Final = 50_000


def sample(text: str) -> str:
    """Return what recognition looks at: all of a short dump, both ends of a long one."""
    if len(text) <= 2 * SAMPLE and text.count("\n") <= 2 * MOST_LINES:
        return text
    half = min(SAMPLE, (len(text) + 1) // 2)
    begin = text[:half].split("\n")[:MOST_LINES]
    end = text[-half:].split("\n")[-MOST_LINES:]
    return "\n".join((*begin, *end))


def pieces(text: str) -> list[str]:
    """Cut pieces, evenly spread, out of a text; each begins and ends at the end of a line where it can."""
    step = len(text) // PIECES
    return ["\n".join(text[at : at + PIECE].split("\n")[1:-1][:MOST_LINES]) for at in range(0, step * PIECES, step)]


def check_text(text: str, *, name: str) -> None:
    """Refuse a text dump past :data:`MAX_TEXT`.

    Raises
    ------
    BrokenSource
        The text is too long to be read as one comment section.
    """
    if len(text) > MAX_TEXT:
        message = f"{name} is plain text of {len(text):,} characters; the limit for a text dump is {MAX_TEXT:,}."
        raise BrokenSource(message, name=name)


def check_count(count: int, *, name: str) -> None:
    """Refuse to look for names and links among more comments than :data:`MAX_COMMENTS`.

    Raises
    ------
    BrokenSource
        There are too many.
    """
    if count > MAX_COMMENTS:
        message = f"{name} was cut into {count:,} comments; the limit for a text dump is {MAX_COMMENTS:,}."
        raise BrokenSource(message, name=name)
