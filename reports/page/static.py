"""The debate as nested HTML, for readers without scripts and for print; only where it is small."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from ..escape import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..say import Say
    from ..view import View

STATIC_UP_TO: Final = 400


def anchor(view: View, row: int) -> str:
    """Return the address of a comment within the page."""
    return "#c=" + quote(name(view, row), safe="")


def name(view: View, row: int) -> str:
    """Return a comment's id; with several discussions, those after the first go before it with their number."""
    held = str(view.comments["comment_id"][row])
    return held if view.number == 1 else f"{view.number}:{held}"


def debate(views: Sequence[View], say: Say) -> str:
    """Return nested lists of all comments, every outside word escaped."""
    return "".join(_forest(view, say) for view in views)


def _forest(view: View, say: Say) -> str:
    out, open_lists = ["<ol>"], 0
    for row in view.forest.preorder.tolist():
        depth = int(view.forest.depth[row])
        if depth > open_lists:
            out.append("<ol>" * (depth - open_lists))
        elif depth < open_lists:
            out.append("</ol>" * (open_lists - depth))
        open_lists = depth
        out.append(_comment(view, row, say))
    return "".join(out) + "</ol>" * (open_lists + 1)


def _comment(view: View, row: int, say: Say) -> str:
    author = view.authors[row]
    who = f"<bdi>{escape(plain(author, 80))}</bdi>" if author else escape(say("ui.unsigned"))
    if view.inferred[row]:
        who = f"<i>{who}</i> ({escape(say('ui.inferred'))})"
    address = escape("c=" + name(view, row))
    text = escape(view.comments["text"][row])
    number = int(view.comments["position"][row]) + 1
    return f'<li id="{address}"><div class="head">#{number} {who}</div><div class="words" dir="auto">{text}</div></li>'
