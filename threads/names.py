"""Who is one person: names folded, and one id for all spellings of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .draft import Draft

#: What pages call those who give no name: whoever is called so need not be one person.
_NAMELESS: Final = re.compile(
    r"(?i)anonym(?:ous|e|us|i)?(?: (?:coward|user|reader|guest|poster))?|an[óo]nim[oa]|anonyymi|аноним|익명|"
    r"guest|gast|gäst|gjest|gæst|gość|vierailija|invit(?:ado|é)|visit(?:or|eur|ante)|ospite|convidado|misafir|"
    r"ziyaretçi|гость|гість|匿名(?:用户)?|游客|访客|名無しさん?|\[?(?:deleted|removed)\]?"
)


def is_nameless(name: str) -> bool:
    """Whether a name says that there is none.

    >>> is_nameless("Anonymous"), is_nameless("Anonymous[265]"), is_nameless("Ada Quill")
    (True, False, False)
    """
    return _NAMELESS.fullmatch(name.strip()) is not None


def person_key() -> pl.Expr:
    """Who wrote each row of a comment table: the id, else the name; null for those without either."""
    unnamed = pl.col("author").str.strip_chars().str.contains(f"^(?:{_NAMELESS.pattern})$")
    return pl.coalesce("author_id", pl.when(unnamed.not_()).then("author"))


def fold_name(name: str) -> str:
    """Fold a name for case and space: what makes two spellings one person.

    >>> fold_name("Ada  LOVELACE") == fold_name("ada lovelace")
    True
    """
    return " ".join(name.casefold().split())


def author_ids(drafts: Sequence[Draft]) -> list[str | None]:
    """One id per person: the platform's, else the name folded for case and space; aliases lead to one id.

    Those who give no name ("Anonymous") have none, unless the platform tells them apart.
    """
    folded = {}
    for draft in drafts:
        if draft.author_alias and draft.author:
            folded[fold_name(draft.author_alias)] = draft.author_id or fold_name(draft.author)
    people: dict[str | None, str | None] = {None: None, "": None}
    for author in {draft.author for draft in drafts if draft.author_id is None}:
        if author:
            name = fold_name(author)
            people[author] = None if is_nameless(author) else folded.get(name, name)
    return [draft.author_id if draft.author_id is not None else people[draft.author] for draft in drafts]
