"""The language of a discussion, its stop words, and its words: the same few rules for units, labels and names."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

URL: Final = re.compile(r"(?:https?://|ftp://|www\.)\S+", re.IGNORECASE)
MENTION: Final = re.compile(r"(?<!\w)@[\w.\-]+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*", re.UNICODE)
#: Scripts that put no space between words; a character pair stands for a word there.
_UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]")
#: Characters that are read to tell the language of a discussion.
_SAMPLE: Final = 20_000
_ENDINGS: Final = (
    "ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ied", "ers", "ed", "es", "er", "ly", "s",
    "y", "e",
)  # fmt: skip
_POSSESSIVE: Final = re.compile(r"(?:’s|'s|’|')$")


def detect_language(texts: Iterable[str], *, fallback: str = "en") -> str:
    """Tell the language of a discussion (ISO 639-1) from a sample of its words; ``fallback`` below 20 letters."""
    sample: list[str] = []
    size = 0
    for text in texts:
        cleaned = URL.sub(" ", text)
        sample.append(cleaned)
        size += len(cleaned)
        if size > _SAMPLE:
            break
    joined = " ".join(sample)[:_SAMPLE]
    if sum(character.isalpha() for character in joined) < 20:
        return fallback
    import py3langid

    return str(py3langid.classify(joined)[0])


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return the function words of a language, with English ones, which every language's threads borrow."""
    import stopwordsiso

    known = set(stopwordsiso.stopwords(language)) if stopwordsiso.has_lang(language) else set()
    both = known | (set(stopwordsiso.stopwords("en")) if language != "en" else set())
    return frozenset(word.replace("’", "'").lower() for word in both)


@cache
def word_list(name: str) -> frozenset[str]:
    """Read one of the packaged lists: a word a line, ``#`` for remarks."""
    lines = files(__package__).joinpath(name).read_text("utf-8").splitlines()
    return frozenset(line.strip().lower() for line in lines if line.strip() and not line.startswith("#"))


def surfaces(text: str) -> list[str]:
    """Return the words of a text as written, addresses and mentions left out, possessives cut.

    Runs of a script without spaces give overlapping character pairs.
    """
    cleaned = MENTION.sub(" ", URL.sub(" ", text))
    out: list[str] = []
    for token in _WORD.findall(cleaned):
        if _UNSPACED.search(token):
            out.extend([token] if len(token) < 2 else [token[at : at + 2] for at in range(len(token) - 1)])
        else:
            out.append(_POSSESSIVE.sub("", token))
    return [word for word in out if word]


def words(text: str) -> list[str]:
    """Return :func:`surfaces` in lower case, with straight apostrophes."""
    return [word.lower().replace("’", "'") for word in surfaces(text)]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Cut the inflection off a word, so that "evacuated" meets "evacuations"; no linguistic stem."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
