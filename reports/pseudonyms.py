"""Pseudonyms: keyed names in place of the commenters' own, everywhere that a name or an id can stand.

A pseudonym is an HMAC-SHA-256 of the person's id under a secret key, spelt in syllables: without the key it
cannot be recomputed from a list of guessed names, and with the same key a person has the same name in every
report. Verbatim words can still be searched for: a report that keeps them says so.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from bisect import bisect_right
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from commentariat.threads.errors import BrokenSource
from commentariat.threads.names import person_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from commentariat.threads.model import Discussion

_CONSONANTS: Final = "bdfgklmnprstvz"
_VOWELS: Final = "aeiou"
_TOKEN: Final = re.compile(r"[^\W_]+")
KEY_BYTES: Final = 32
#: Parts of a name that are shorter, or that occur as common words, are left alone.
PART: Final = 4


def load_key(path: str | Path | None) -> bytes:
    """Read a key file, or make one: kept in the file when one is named, else used once and forgotten.

    Raises
    ------
    BrokenSource
        When the file is there and cannot be opened, or holds no key of at least 16 bytes in hexadecimal digits.
    """
    if path is None:
        return secrets.token_bytes(KEY_BYTES)
    file = Path(path)
    if not file.exists():
        key = secrets.token_bytes(KEY_BYTES)
        from .output import atomic_write

        atomic_write(file, key.hex().encode("ascii") + b"\n", mode=0o600)
        return key
    try:
        key = bytes.fromhex(file.read_text("ascii").strip())
    except ValueError as error:
        raise BrokenSource(f"{path} is no key: it should hold hexadecimal digits.", name=str(path)) from error
    except OSError as error:
        raise BrokenSource(f"{path} cannot be opened: {error.strerror or error}.", name=str(path)) from error
    if len(key) < KEY_BYTES // 2:
        raise BrokenSource(f"{path} is no key: it is shorter than 16 bytes.", name=str(path))
    return key


def fingerprint(key: bytes) -> str:
    """Name a key without revealing it: eight hexadecimal digits."""
    return hmac.new(key, b"fingerprint", hashlib.sha256).hexdigest()[:8]


def pseudonym(key: bytes, person: str, syllables: int = 4) -> str:
    """Return the name of a person under a key."""
    digest = hmac.new(key, person.casefold().encode("utf-8", "replace"), hashlib.sha256).digest()
    number = int.from_bytes(digest[:16], "big")
    out = []
    for _ in range(syllables):
        number, consonant = divmod(number, len(_CONSONANTS))
        number, vowel = divmod(number, len(_VOWELS))
        out.append(_CONSONANTS[consonant] + _VOWELS[vowel])
    return "".join(out).capitalize()


def pseudonymise(discussion: Discussion, key: bytes) -> Discussion:
    """Replace names, aliases, ids and links of the commenters; drop permalinks and what no column holds.

    Names are also replaced where a text or a note mentions them: the whole name, an alias, an ``@``-mention, and
    a distinctive part of a name. Quotes keep their places.
    """
    comments = discussion.comments
    people = _people(comments, key)
    ids = {one: f"c{at + 1}" for at, one in enumerate(comments["comment_id"].to_list())}
    mentions = Mentions.of(comments, people)
    rows = [_row(row, people, ids, mentions) for row in comments.iter_rows(named=True)]
    frame = pl.DataFrame(rows, schema=comments.schema)
    notes = tuple(
        replace(note, message=mentions.replaced(note.message)[0], comment_id=ids.get(note.comment_id or ""))
        for note in discussion.notes
    )
    ledger = discussion.ledger.with_columns(pl.col("comment_id").replace(ids))
    return replace(discussion, comments=frame, notes=notes, ledger=ledger)


def _people(comments: pl.DataFrame, key: bytes) -> dict[str, str]:
    """Pseudonym by author id (by name where there is none), longer where two would share one."""
    persons = comments.select(key=person_key())["key"].drop_nulls().unique().sort()
    out: dict[str, str] = {}
    taken: set[str] = set()
    for person in persons.to_list():
        length = 4
        while (name := pseudonym(key, person, length)) in taken:
            length += 1
        taken.add(name)
        out[person] = name
    return out


def _row(row: dict[str, Any], people: Mapping[str, str], ids: Mapping[str, str], mentions: Mentions) -> dict[str, Any]:
    person = row["author_id"] if row["author_id"] is not None else row["author"]
    name = people.get(person) if person is not None else None
    text, edits = mentions.replaced(row["text"])
    quotes = [_quote(one, ids, edits) for one in row["quotes"]]
    return row | {
        "comment_id": ids[row["comment_id"]],
        "parent_id": _id(row["parent_id"], ids),
        "stated_parent": _id(row["stated_parent"], ids),
        "other_parents": [_id(one, ids) for one in row["other_parents"]],
        "author": name,
        "author_id": name.casefold() if name else None,
        "author_alias": None,
        "text": text,
        "quotes": quotes,
        "link_alternatives": [one | {"parent_id": _id(one["parent_id"], ids)} for one in row["link_alternatives"]],
        "link_evidence": [one | {"ref": _id(one["ref"], ids)} for one in row["link_evidence"]],
        "permalink": None,
        "extra": None,
    }


def _id(value: str | None, ids: Mapping[str, str]) -> str | None:
    # What is no comment of this table may be a name or a platform's id: it says nothing without either.
    return None if value is None else ids.get(value, "elsewhere")


def _quote(quote: dict[str, Any], ids: Mapping[str, str], edits: Sequence[tuple[int, int, int]]) -> dict[str, Any]:
    moved = quote | {"start": _moved(quote["start"], edits), "end": _moved(quote["end"], edits)}
    if quote["source_id"] is not None:
        moved |= {"source_id": _id(quote["source_id"], ids), "source_start": None, "source_end": None}
    return moved


def _moved(at: int, edits: Sequence[tuple[int, int, int]]) -> int:
    """Where an offset lies after replacements ``(start, end, new length)``; inside one, at its end."""
    last = bisect_right([start for start, _, _ in edits], at) - 1
    shift = sum(new - (end - start) for start, end, new in edits[: max(last, 0)])
    if last < 0:
        return at
    start, end, new = edits[last]
    return start + shift + new if start < at < end else at + shift + (new - (end - start) if at >= end else 0)


@dataclass(frozen=True)
class Mentions:
    """Names to look for in texts: first word, casefolded → (whole name, whether only after ``@``, pseudonym)."""

    names: Mapping[str, tuple[tuple[str, bool, str], ...]]

    @classmethod
    def of(cls, comments: pl.DataFrame, people: Mapping[str, str]) -> Mentions:
        """Collect the names, aliases and distinctive parts of names of a comment table."""
        common = _lower_words(comments["text"].to_list())
        found: dict[tuple[str, bool], str] = {}
        known = comments.select("author", "author_alias", key=person_key()).unique(maintain_order=True)
        for author, alias, person in known.iter_rows():
            for name in (author, alias):
                if name and person is not None:
                    found.setdefault((name, len(name) < 3 or name.casefold() in common), people[person])
        # Parts count as common words only where they stand apart from a whole name.
        whole = cls(_indexed(found))
        common = _lower_words(whole.replaced(text)[0] for text in comments["text"].to_list())
        for author, _, person in known.iter_rows():
            for part in _parts(author or "", common):
                found.setdefault((part, False), people[person])
        return cls(_indexed(found))

    def replaced(self, text: str) -> tuple[str, list[tuple[int, int, int]]]:
        """Return the text with every name replaced, and the replacements ``(start, end, new length)``."""
        out, edits, at = [], [], 0
        for token in _TOKEN.finditer(text):
            hit = self._at(text, token.start()) if token.start() >= at else None
            if hit is None:
                continue
            end, name = hit
            out += [text[at : token.start()], name]
            edits.append((token.start(), end, len(name)))
            at = end
        return ("".join([*out, text[at:]]), edits) if edits else (text, [])

    def _at(self, text: str, start: int) -> tuple[int, str] | None:
        first = _TOKEN.match(text, start)
        addressed = start > 0 and text[start - 1] == "@"
        for name, only_addressed, new in self.names.get(first.group().casefold() if first else "", ()):
            end = start + len(name)
            written = text[start:end]
            same = written == name or (addressed and written.casefold() == name.casefold())
            if (
                same
                and (addressed or not only_addressed)
                and not (text[end : end + 1].isalnum() and name[-1].isalnum())
            ):
                return end, new
        return None


def _indexed(found: Mapping[tuple[str, bool], str]) -> dict[str, tuple[tuple[str, bool, str], ...]]:
    index: dict[str, list[tuple[str, bool, str]]] = {}
    for (name, only), new in found.items():
        first = _TOKEN.search(name)
        if first is not None and first.start() == 0:
            index.setdefault(first.group().casefold(), []).append((name, only, new))
    return {word: tuple(sorted(held, key=lambda one: -len(one[0]))) for word, held in index.items()}


def _parts(name: str, common: set[str]) -> Iterable[str]:
    words = _TOKEN.findall(name)
    if len(words) < 2:
        return ()
    return [word for word in words if len(word) >= PART and word[0].isupper() and word.casefold() not in common]


def _lower_words(texts: Iterable[str]) -> set[str]:
    """Words that occur without a capital: a name among them is a common word as well."""
    return {word for text in texts for word in _TOKEN.findall(text) if word[0].islower()}
