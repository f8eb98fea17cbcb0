"""Who is one person: names folded, and one id for all spellings of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .draft import Draft


def fold_name(name: str) -> str:
    """Fold a name for case and space: what makes two spellings one person.

    >>> fold_name("Ada  LOVELACE") == fold_name("ada lovelace")
    True
    """
    return " ".join(name.casefold().split())


def author_ids(drafts: Sequence[Draft]) -> list[str | None]:
    """One id per person: the platform's, else the name folded for case and space; aliases lead to one id."""
    folded = {}
    for draft in drafts:
        if draft.author_alias and draft.author:
            folded[fold_name(draft.author_alias)] = draft.author_id or fold_name(draft.author)
    out: list[str | None] = []
    for draft in drafts:
        if draft.author_id is not None:
            out.append(draft.author_id)
        elif draft.author:
            name = fold_name(draft.author)
            out.append(folded.get(name, name))
        else:
            out.append(None)
    return out
