"""Words of scripts that put no space between them, cut where BudouX's small models expect them to end.

Themes are named by whole words; a pair of letters, by which units are compared, may lie across two of them.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from budoux.parser import Parser

_KANA: Final = re.compile(r"[\u3041-\u30fa\u30fc-\u30ff]")
_THAI: Final = re.compile(r"[\u0e00-\u0e7f]")
#: Letters of Chinese that are words by themselves: they end a run of letters that may belong together.
_ALONE: Final = frozenset(
    "的了着过是在我你他她它这那和与或也都就很不没有对吗呢吧啊把被从到为之而又太最还再里個這與對嗎為還過沒"
)
#: Japanese words without a sign for a meaning: endings, particles, helping verbs.
_GRAMMAR: Final = re.compile(r"[\u3041-\u309f\u30fc]+")


def segmented(run: str) -> list[str]:
    """Cut a run of letters into words.

    >>> segmented("公共租赁住房的供应")
    ['公共', '租赁', '住房', '的', '供应']
    """
    return list(_paired(_parser(_model(run)).parse(run)))


def is_grammar(word: str) -> bool:
    """Tell a word that only holds a Japanese sentence together."""
    return _GRAMMAR.fullmatch(word) is not None


def _paired(pieces: Sequence[str]) -> Iterator[str]:
    """Put single letters that follow each other together by twos: most words of Chinese have two."""
    held = ""
    for piece in pieces:
        single = len(piece) == 1 and piece not in _ALONE and not is_grammar(piece)
        if held and not single:
            yield held
            held = ""
        if not single:
            yield piece
            continue
        held += piece
        if len(held) == 2:
            yield held
            held = ""
    if held:
        yield held


def _model(run: str) -> str:
    if _KANA.search(run):
        return "ja_word"
    return "th" if _THAI.search(run) else "zh-hant" if _is_traditional(run) else "zh-hans"


def _is_traditional(run: str) -> bool:
    """Whether more letters are unknown to the code of the mainland than to that of Taiwan."""
    return _unknown(run, "gb2312") > _unknown(run, "big5")


def _unknown(run: str, code: str) -> int:
    return run.encode(code, "replace").count(b"?")


@cache
def _parser(name: str) -> Parser:
    from budoux.parser import Parser

    return Parser(json.loads(files("budoux").joinpath("models", f"{name}.json").read_text("utf-8")))
