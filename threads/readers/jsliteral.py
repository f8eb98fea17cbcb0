"""JavaScript and TypeScript object literals to JSON values: bare keys, single quotes, trailing commas, comments."""

from __future__ import annotations

import json
import re
from typing import Any, Final

_TOKEN: Final = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)
      | (?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)
      | (?P<number>-?(?:0x[0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)n?)
      | (?P<word>[A-Za-z_$][\w$.]*)
      | (?P<mark>[{}\[\]:,])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\(u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r?\n|.)", re.DOTALL)
_PLAIN: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_WORDS: Final = {"true": "true", "false": "false", "null": "null", "undefined": "null", "NaN": "null"}
_OPEN: Final = {"{": "}", "[": "]"}


def literal_at(text: str, start: int, stop: int) -> tuple[Any, int]:
    """Read the object or array literal that starts at ``start`` and ends before ``stop``.

    Returns the value and the offset after it; ``None`` and the offset that was reached where the text is no literal
    (a call, an operator, a variable as a value, brackets that do not close).
    """
    out: list[str] = []
    closing: list[str] = []
    at = start
    while at < stop:
        token = _TOKEN.match(text, at)
        if token is None:
            return None, at
        at = token.end()
        kind, word = token.lastgroup, token[0]
        if kind == "space":
            continue
        if word in _OPEN:
            closing.append(_OPEN[word])
        elif kind == "mark" and word in "}]":
            if not closing or closing.pop() != word:
                return None, at
            if out[-1] == ",":
                out.pop()
        out.append(_as_json(kind, word, text, at))
        if not closing:
            return _loaded("".join(out)), at
    return None, at


def _as_json(kind: str | None, word: str, text: str, after: int) -> str:
    if kind == "string":
        return json.dumps(_ESCAPE.sub(_unescaped, word[1:-1]))
    is_key = text[after : after + 40].lstrip()[:1] == ":"
    if kind == "word":
        return json.dumps(word) if is_key else _WORDS.get(word, word)
    if kind == "number":
        return json.dumps(word) if is_key else str(int(word.rstrip("n"), 0)) if "x" in word else word.rstrip("n")
    return word


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _unescaped(escape: re.Match[str]) -> str:
    code = escape[1]
    if code[0] == "u" and len(code) > 1:
        return chr(min(int(code[1:].strip("{}"), 16), 0x10FFFF))
    if code[0] == "x" and len(code) == 3:
        return chr(int(code[1:], 16))
    return "" if code.endswith("\n") else _PLAIN.get(code, code)
