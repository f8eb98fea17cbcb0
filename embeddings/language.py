"""The language of a discussion, its stop words, and its words: the same few rules for units, labels and names."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

#: Addresses of pages, with their scheme or not, and of mail.
URL: Final = re.compile(
    r"(?:(?:https?|ftp)://|www\.)\S+|(?<![\w@.\-])(?:[\w\-]+\.)+[a-z]{2,}/\S*|(?<![\w.+\-])[\w.+\-]+@[\w\-]+\.[\w.\-]+",
    re.IGNORECASE,
)
MENTION: Final = re.compile(r"(?<!\w)@[\w.\-]+")
#: Combining marks (vowel signs, points, accents) of the scripts in daily use: part of a word, though ``\\w`` leaves
#: them out.
_MARKS: Final = "".join(chr(code) for code in range(0x300, 0xABEE) if unicodedata.category(chr(code)).startswith("M"))
#: Joiners that Persian and the scripts of India write within words.
_JOINERS: Final = "\u200c\u200d"
_RUN: Final = rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}{_JOINERS}])*"
_WORD: Final = re.compile(rf"{_RUN}(?:[’'\-]{_RUN})*")
#: A letter with its marks.
_LETTER: Final = re.compile(rf".[{_MARKS}]*")
#: Points and lengthening strokes that Hebrew and Arabic may write or leave out.
_OPTIONAL: Final = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]"
)
#: Scripts that put no space between words; a character pair stands for a word there.
_UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]")
#: Scripts with a comma of their own.
_COMMAS: Final = (
    (re.compile(r"[\u0620-\u064a\u066e-\u06d3\u0750-\u077f]"), "، "),
    (re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]"), "、"),
)
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
    return frozenset(folded(word) for word in both)


@cache
def word_list(name: str) -> frozenset[str]:
    """Read one of the packaged lists: a word a line, ``#`` for remarks."""
    lines = files(__package__).joinpath(name).read_text("utf-8").splitlines()
    return frozenset(folded(line.strip()) for line in lines if line.strip() and not line.startswith("#"))


def is_unspaced(word: str) -> bool:
    """Tell whether a word holds letters of a script that puts no space between words."""
    return _UNSPACED.search(word) is not None


def pairs(run: str) -> list[str]:
    """Return the overlapping pairs of letters of a run; the letter itself where it is one."""
    letters = _LETTER.findall(run)
    return letters if len(letters) < 2 else [a + b for a, b in pairwise(letters)]


def surfaces(text: str, apart: Callable[[str], list[str]] = pairs) -> list[str]:
    """Return the words of a text as written, addresses and mentions left out, possessives cut.

    ``apart`` takes runs of a script without spaces apart.
    """
    cleaned = MENTION.sub(" ", URL.sub(" ", text))
    out: list[str] = []
    for token in _WORD.findall(cleaned):
        if is_unspaced(token):
            out.extend(apart(token))
        else:
            out.append(_POSSESSIVE.sub("", token))
    return [word for word in out if word]


def joined(tokens: Sequence[str]) -> str:
    """Write neighbouring words as in the text: with spaces, except within a script that has none."""
    out = tokens[0]
    for before, token in pairwise(tokens):
        out += token if is_unspaced(before) and is_unspaced(token) else f" {token}"
    return out


def words(text: str) -> list[str]:
    """Return :func:`surfaces` as :func:`folded`."""
    return [folded(word) for word in surfaces(text)]


def folded(word: str) -> str:
    """Write a word in the one way in which it is compared: small, straight apostrophe, accents composed, no points."""
    small = word.lower().replace("’", "'")
    return small if small.isascii() else _OPTIONAL.sub("", unicodedata.normalize("NFC", small))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Cut the inflection off a word, so that "evacuated" meets "evacuations"; no linguistic stem."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def listed(terms: Sequence[str]) -> str:
    """Join terms by the comma that their script has: Arabic and Chinese or Japanese have their own.

    >>> listed(["ferry", "toll"]), listed(["جسر", "رسم"])
    ('ferry, toll', 'جسر، رسم')
    """
    for script, comma in _COMMAS:
        if terms and all(script.search(term) for term in terms):
            return comma.join(terms)
    return ", ".join(terms)
