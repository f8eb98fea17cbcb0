"""What opens or closes nearly every name of a dump: "by", "on", "says:", running numbers, the name once more."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: Share of names that have the same words in the same place, from which on these words belong to the layout.
USUAL: Final = 0.7
#: So many names show what is usual.
FEWEST: Final = 3
#: So many words on either side may belong to the layout.
MOST: Final = 12
_TOKEN: Final = re.compile(r"\S+")
_DIGITS: Final = re.compile(r"\d+")
_OWNING: Final = re.compile(r"['’]s$")
_SPACES: Final = re.compile(r"[_.]+")
#: So many words may stand between a name and the same once more.
BETWEEN: Final = 2
#: Names of more words than this are something said; so many letters begin a name.
LONGEST: Final = 12
START: Final = 2
#: Signs that part a name from what stands beside it.
SIGNS: Final = " \t,;:：|•·—–-[](){}<>»«“”\"'#/\\~=*+^"


def usual_words(texts: Sequence[list[str]]) -> tuple[list[str], list[str]]:
    """Return the words that open nearly all names, and those that close them, the outermost first; digits are one.

    Each name counts once: somebody who writes most of the comments has a first name, which the page does not print.
    """
    names = [list(name) for name in dict.fromkeys(tuple(map(_key, words)) for words in texts)]
    first = _usual(names, lambda words, at: words[at] if at < len(words) - 1 else None)
    return first, _usual(names, lambda words, at: words[-1 - at] if at < len(words) - 1 else None)


def _usual(names: Sequence[list[str]], pick: Callable[[list[str], int], str | None]) -> list[str]:
    out: list[str] = []
    for at in range(MOST):
        seen = Counter(word for words in names if (word := pick(words, at)) is not None)
        word, count = seen.most_common(1)[0] if seen else ("", 0)
        if count < USUAL * len(names) or count < FEWEST:
            break
        out.append(word)
    return out


def _key(word: str) -> str:
    return _DIGITS.sub("9", word)


def bare_span(words: str, span: tuple[int, int], first: Sequence[str], last: Sequence[str]) -> tuple[int, int]:
    """Return the part of a line's span that is left without usual words and signs around it."""
    begin, end = span
    tokens = [(begin + found.start(), begin + found.end()) for found in _TOKEN.finditer(words[begin:end])]
    for word in first:
        if len(tokens) > 1 and _key(words[slice(*tokens[0])]) == word:
            tokens.pop(0)
    for word in last:
        if len(tokens) > 1 and _key(words[slice(*tokens[-1])]) == word:
            tokens.pop()
    if tokens:
        begin, end = tokens[0][0], tokens[-1][1]
    while begin < end and words[begin] in SIGNS:
        begin += 1
    while end > begin and words[end - 1] in SIGNS:
        end -= 1
    opened = words.rfind("(", begin, end)
    # "Marlo Oyle (marlo)", "Marlo (member, 41 posts)": what closes the bracket was a sign or a word at the end.
    if opened > begin and ")" in words[end:] and ")" not in words[opened:end]:
        end = begin + len(words[begin:opened].rstrip())
    return begin, end


def said_twice(name: str) -> str | None:
    """Return a name that opens words which say it again: a picture's and a link's, a handle and what it stands for.

    ``None`` where nothing is said twice within a few words, as in "Marlo avatar Marlo" or "marlo_k (Marlo K) Novice".
    """
    # Most are not: the beginning of the first word does not come back.
    if name[:START].casefold() not in name[START:].casefold():
        return None
    tokens = list(_TOKEN.finditer(name))
    if len(tokens) > LONGEST:
        return None
    said = [_SPACES.sub(" ", _OWNING.sub("", token.group()).strip(SIGNS)).casefold() + " " for token in tokens]
    for count in range(len(tokens) - 1, 0, -1):
        first = "".join(said[:count])
        for begin in range(count, min(len(tokens) - 1, count + BETWEEN) + 1):
            if first.strip() and "".join(said[begin:]).startswith(first):
                return _OWNING.sub("", name[: tokens[count - 1].end()]).strip(SIGNS) or None
    return None
