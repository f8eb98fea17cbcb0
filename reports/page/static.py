"""The debate as nested HTML, for readers without scripts and for print; only where it is small."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from ..escape import plain
from ..pace import DAY, grain
from ..scores import UNSURE

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
    out, before = ["<ol>"], -1
    dayed = grain(view.comments["created"]) == DAY
    for row in view.forest.preorder.tolist():
        depth = int(view.forest.depth[row])
        if depth > before >= 0:
            out.append("<ol>")
        elif before >= 0:
            out.append("</li>" + "</ol></li>" * (before - depth))
        out.append(_comment(view, row, say, dayed=dayed))
        before = depth
    return "".join(out) + ("</li>" + "</ol></li>" * before if before >= 0 else "") + "</ol>"


def _comment(view: View, row: int, say: Say, *, dayed: bool) -> str:
    """Write a comment as a list item that is still open: its answers follow within it."""
    author = view.authors[row]
    who = f"<bdi>{escape(plain(author, 80))}</bdi>" if author else escape(say("ui.unsigned"))
    if view.inferred[row]:
        who = f"<i>{who}</i> ({escape(say('ui.inferred'))})"
    address = escape("c=" + name(view, row))
    text = escape(view.comments["text"][row])
    number = int(view.comments["position"][row]) + 1
    notes = "".join(f'<span class="note">{escape(one)}</span>' for one in _notes(view, row, say, dayed=dayed))
    head = f'<div class="head">#{number} {who}{notes}</div>'
    return f'<li id="{address}">{head}<div class="words" dir="auto">{text}</div>'


def _notes(view: View, row: int, say: Say, *, dayed: bool) -> list[str]:
    """Say when a comment was written, what it answers and how sure that is, and whether it was removed."""
    created, shown, basis, deleted = view.comments.select("created", "created_text", "link_basis", "deleted").row(row)
    when = f"{created:%Y-%m-%d}" if created and dayed else f"{created:%Y-%m-%d %H:%M} UTC" if created else shown
    place = say("static.answers", number=_number(view, row)) if view.forest.parent[row] >= 0 else say(_place(basis))
    unsure = basis != "undecided" and view.confidence[row] < UNSURE
    removed = [say("ui.deleted")] if deleted else []
    return [*([plain(when, 60)] if when else []), place + (f" ({say('static.unsure')})" if unsure else ""), *removed]


def _number(view: View, row: int) -> str:
    return f"#{int(view.comments['position'][int(view.forest.parent[row])]) + 1}"


def _place(basis: str) -> str:
    return f"ui.place.{basis if basis in ('undecided', 'missing') else 'root'}"
