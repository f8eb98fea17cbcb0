"""The JSON values in a source: the whole of it, one a line, or literals and strings inside something else."""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ..errors import BrokenSource
from .jsliteral import literal_at

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The decoder calls itself once a level, below Python's limit of a thousand.
MAX_LEVELS: Final = 900
#: Longest JSON that is held at once, in characters: decoded, it takes some thirty times the memory.
MAX_JSON: Final = 128_000_000
_LITERAL: Final = re.compile(
    r"""(?:=|\bdefault|\breturn|\(|^|\n)[ \t]*(?:\n[ \t]*)?"""
    r"""(?=\[(?>\s++|//[^\n]*+\n|/\*[^*]*+\*/)*+[\[{]|\{(?>\s++|//[^\n]*+\n|/\*[^*]*+\*/)*+(?:["'\w$]+\s*:|"[^"\n]{1,60}"\s*:))"""
)
_YAML_BINARY: Final = re.compile(r"!!binary \|\n((?:[ \t]+[A-Za-z0-9+/=]+[ \t]*(?:\n|\Z))+)")
_YAML_SCALAR: Final = re.compile(r""":\s+(?:!!\S+\s+)?(?:'((?:[^']|'')*)'|"((?:[^"\\]|\\.)*)")(?=\s*\n)""", re.DOTALL)
_FENCE: Final = re.compile(r"(?<!`)```++[ \t]*(?:json[c5]?|js|javascript|ts)?[ \t]*\n(.*?)\n[ \t]*```", re.DOTALL)
#: So much of a text tells whether it is YAML.
_HEAD: Final = 3000
#: Shorter strings hold no answer of a site, and zipped ones are unzipped to so many bytes.
_LEAST_WRAPPED: Final = 20
_MAX_UNZIPPED: Final = 50_000_000
#: Characters that may be read in vain, besides as many as the text has: open brackets cost a pass each.
_FAILED: Final = 2_000_000
#: One line in so many may be torn.
_FEW_TORN: Final = 10
#: So much of a text is JSON where nothing of note is left out of it, and what is said otherwise.
_MOST: Final = 0.98
_REST: Final = "The source goes on between or behind its JSON values, or breaks off: that part was left out."
_SUSPECT: Final = re.compile(r"\\u(0000|[dD][89a-fA-F][0-9a-fA-F]{2})")
_UNSOUND: Final = re.compile("[\ud800-\udfff\x00]")


@dataclass(frozen=True, slots=True)
class Values:
    """The JSON values of a text, outermost only, and in words what was left out of a text that is JSON otherwise."""

    values: tuple[Any, ...] = ()
    left_out: str | None = None


def values_in(text: str, name: str) -> Values:
    """Return every JSON value of a text; none for a text that holds none.

    Raises
    ------
    BrokenSource
        The text is JSON longer than :data:`MAX_JSON`, nested deeper than :data:`MAX_LEVELS`, or JSON that breaks off.
    """
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start in ("{", "["):
        _check_length(text, name)
        whole = _whole(text, name)
        if whole is not None:
            return whole
    if start == "<":
        return Values()
    found = list(_inside(text))
    said = start in ("{", "[") and sum(length for _, length in found) < _MOST * len(text.strip())
    return Values(tuple(value for value, _ in found), _REST if said else None)


def _check_length(text: str, name: str) -> None:
    if len(text) > MAX_JSON:
        raise BrokenSource(
            f"{name} is JSON of {len(text):,} characters; the limit for what is held at once is {MAX_JSON:,}"
            " (threads.scan streams JSON lines of any size).",
            name=name,
        )


def _whole(text: str, name: str) -> Values | None:
    try:
        return Values((json.loads(text, strict=False),))
    except RecursionError:
        raise BrokenSource(f"{name} is JSON nested deeper than {MAX_LEVELS} levels.", name=name) from None
    except json.JSONDecodeError as error:
        several = _lines(text)
        if several is not None:
            return several
        if error.msg.startswith("Unterminated") or error.pos >= len(text.rstrip()):
            told = f"{name} is JSON that breaks off after {error.pos:,} characters; it may have been saved in part."
            raise BrokenSource(told, name=name) from None
    except ValueError:
        raise BrokenSource(f"{name} is JSON with a number of thousands of digits.", name=name) from None
    return None


def _lines(text: str) -> Values | None:
    """JSON lines: every line that is not blank is a value; a few that are torn are left out."""
    lines = [line for line in text.split("\n") if line.strip()]
    values, torn = [], []
    for number, line in enumerate(lines, 1):
        try:
            values.append(json.loads(line, strict=False))
        except (ValueError, RecursionError):
            torn.append(number)
            if len(torn) > 1 + len(lines) // _FEW_TORN:
                break
    if len(lines) > 1 and not torn:
        return Values(tuple(values))
    several = _concatenated(text)
    if several is not None or len(values) < 2 or len(values) + len(torn) < len(lines):
        return several
    if not all(isinstance(value, (dict, list)) for value in values):
        return None
    said = f"{len(torn):,} of {len(lines):,}, the first of them line {torn[0]:,}"
    return Values(tuple(values), f"Lines that are no JSON were left out: {said}.")


def _concatenated(text: str) -> Values | None:
    """Several documents one after the other, as recorders write them."""
    decoder = json.JSONDecoder(strict=False)
    values = []
    at = 0
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return None
        values.append(value)
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
    return Values(tuple(values)) if len(values) > 1 else None


def _inside(text: str) -> Iterator[tuple[Any, int]]:
    """Literals in a script, a module, a document, or a recorded exchange, with their lengths."""
    if '"' not in text and "'" not in text and "!!binary" not in text:
        return
    if re.search(r"^\w+:\s*$|^- \w+:", text[:_HEAD], re.MULTILINE):
        yield from ((value, 0) for value in _yaml_strings(text))
    for fence in _FENCE.finditer(text):
        yield from _literals(fence[1])
    if "```" not in text:
        yield from _literals(text)


def _literals(text: str) -> Iterator[tuple[Any, int]]:
    at = 0
    decoder = json.JSONDecoder(strict=False)
    spare = len(text) + _FAILED
    # The decoder counts the lines above each failure.
    price = len(text) >> 14
    while spare > 0:
        found = _LITERAL.search(text, at)
        if found is None:
            return
        start = found.end()
        try:
            value, at = decoder.raw_decode(text, start)
        except RecursionError:
            return
        except ValueError:
            value, at = literal_at(text, start, start + spare)
            if value is None:
                spare -= at - start + price
                at = max(start, found.start() + 1)
                continue
        if isinstance(value, (dict, list)) and value:
            yield value, at - start


def _yaml_strings(text: str) -> Iterator[Any]:
    """JSON in quoted scalars of YAML, as recorded test cassettes keep it: lines folded, quotes doubled."""
    for found in _YAML_BINARY.finditer(text):
        value = from_base64("".join(found[1].split()))
        if value is not None:
            yield value
    for found in _YAML_SCALAR.finditer(text):
        quoted, escaped = found[1], found[2]
        source = quoted.replace("''", "'") if quoted is not None else escaped or ""
        folded = re.sub(r"[ \t]*\n[ \t]*", " ", source) if quoted is not None else _unescaped(source)
        if folded[:1] in ("{", "["):
            try:
                yield json.loads(folded, strict=False)
            except (ValueError, RecursionError):
                continue


def _unescaped(source: str) -> str:
    joined = re.sub(r"\\\n[ \t]*\\?", "", source)
    joined = re.sub(r"[ \t]*\n[ \t]*", " ", joined)
    try:
        return str(json.loads(f'"{joined}"', strict=False))
    except ValueError:
        return ""


def unwrapped(text: str) -> Any:
    """Return the JSON value that a string holds, as recorders wrap a response; ``None`` for ordinary text."""
    head = text[:64].lstrip()
    if len(text) < _LEAST_WRAPPED or head[:1] not in ("{", "["):
        return None
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, (dict, list)) else None


def from_base64(text: str) -> Any:
    """Return the JSON value of a base64 string, unzipped where it is zipped; ``None`` for anything else."""
    if not text.isascii():
        return None
    try:
        data = base64.b64decode(text, validate=False)
        if data[:2] == b"\x1f\x8b":
            data = zlib.decompressobj(31).decompress(data, _MAX_UNZIPPED)
        return unwrapped(data.decode("utf-8"))
    except (binascii.Error, zlib.error, UnicodeDecodeError):
        return None


def needs_scrubbing(text: str) -> bool:
    """Whether escapes in a JSON text may stand for lone surrogates or NULs."""
    return any(_is_lone(text, found) for found in _SUSPECT.finditer(text))


def _is_lone(text: str, found: re.Match[str]) -> bool:
    """Whether an escape stands alone: a NUL, or half of a pair without its other half."""
    if found[1] == "0000":
        return True
    high = found[1][1].lower() in "89ab"
    other = text[found.end() : found.end() + 4] if high else text[found.start() - 6 : found.start() - 2]
    partners = "cdef" if high else "89ab"
    return not (other[:3].lower() == "\\ud" and other[3:4].lower() in partners)


def scrubbed(value: Any) -> Any:
    """Return a JSON value in which lone surrogates and NULs are U+FFFD; containers are changed in place."""
    if isinstance(value, str):
        return _UNSOUND.sub("\ufffd", value)
    stack = [value]
    while stack:
        holder = stack.pop()
        for name in [name for name in holder if _UNSOUND.search(name)] if isinstance(holder, dict) else ():
            holder.setdefault(_UNSOUND.sub("\ufffd", name), holder.pop(name))
        for key, one in list(holder.items()) if isinstance(holder, dict) else enumerate(holder):
            if isinstance(one, str):
                holder[key] = _UNSOUND.sub("\ufffd", one)
            elif isinstance(one, (dict, list)):
                stack.append(one)
    return value
