"""Entries of a comment list that no reader wrote: other pages that link here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...pingbacks import is_pingback, left_out

if TYPE_CHECKING:
    from ...draft import Draft
    from ...model import Note


def without_pingbacks(drafts: list[Draft], notes: list[Note]) -> list[Draft]:
    """Leave out what shows itself as a pingback though no class says so, unless somebody answers it; note how many."""
    answered = {draft.stated_parent for draft in drafts}
    kept = [draft for draft in drafts if draft.comment_id in answered or not is_pingback(draft.author, draft.text)]
    if len(kept) < len(drafts):
        notes.append(left_out(len(drafts) - len(kept)))
    return kept
