"""The debate as an indented outline for a terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from commentariat.threads.scores import are_scores

if TYPE_CHECKING:
    from commentariat.threads.model import Discussion

WIDTH: Final = 72
#: Deeper replies stand at this depth, with their depth in figures, so that lines stay readable.
DEEPEST: Final = 8
#: From here on a confidence reads 1.00, and need not be said.
CERTAIN: Final = 0.995
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


def outline(discussion: Discussion) -> str:
    """Return the comments in reading order, one line each: id, author, first words; replies indented.

    An inferred author stands in parentheses, a link that is not sure has its probability behind it, or its score,
    called so. Control characters are removed: a comment must not be able to drive the terminal.
    """
    rows = discussion.comments.to_dicts()
    title = printable(discussion.article.title or discussion.source.name)
    order = discussion.forest().preorder.tolist()
    called = "score " if are_scores(discussion) else ""
    return "\n".join([title, "", *(_line(rows[at], called) for at in order), ""])


def _line(row: dict[str, Any], called: str) -> str:
    depth = min(row["depth"], DEEPEST)
    indent = "  " * depth + (f"[{row['depth']}] " if row["depth"] > DEEPEST else "")
    certain = row["parent_id"] is None or row["link_confidence"] >= CERTAIN
    sure = "" if certain else f"  [{called}{row['link_confidence']:.2f}]"
    words = printable(row["text"])
    start = f"{indent}{printable(row['comment_id'])}  {_author(row)}: "
    room = max(WIDTH - len(start), 24)
    return start + (words if len(words) <= room else words[: room - 1].rstrip() + "…") + sure


def _author(row: dict[str, Any]) -> str:
    if row["author"] is None:
        return "(unsigned)"
    name = printable(row["author"])
    return f"({name})" if row["author_basis"] == "inferred" else name


def printable(text: str) -> str:
    """Put a text on one line without control and direction characters."""
    return " ".join(_CONTROL.sub(" ", text).split())
