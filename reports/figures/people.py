"""How a person is written in a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..escape import inferred, label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..say import Say
    from ..view import View


def person_label(view: View, person: int, length: int) -> str:
    """Name a person safely; in italics where every comment under the name was attributed by inference."""
    written = label(view.people[person], length)
    return inferred(written) if _all_inferred(view, person) else written


def italics(view: View, people: Iterable[int], say: Say) -> str:
    """Say what italics mean, with a space before; nothing where none of these people is written in them."""
    return " " + say("thread-map.reading.inferred") if any(_all_inferred(view, one) for one in people) else ""


def _all_inferred(view: View, person: int) -> bool:
    return bool(view.inferred[view.person == person].all())
