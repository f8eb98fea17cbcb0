"""Text in an encoding that it does not declare: how often it is read as it was written.

    python -m tests.benchmarks.bench_encodings

Real discussions that an older encoding can write, and hold letters beyond ASCII, are written in it and read again:
exact is every character. Beside it stands what charset-normalizer alone would have taken.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from charset_normalizer import from_bytes

from commentariat.threads.detect import SAMPLE, detect
from tests.shared import SHARED

if TYPE_CHECKING:
    from collections.abc import Iterator

SETS = ("wordpress_wxr", "wiki_talk", "disqus_xml")
ENCODINGS = ("cp1252", "cp1250", "gb18030")
#: Encodings that write everything; only discussions mostly beyond ASCII are of their language.
WIDE = {"gb18030"}
MOST = 20_000


def discussions() -> Iterator[str]:
    """The texts of each discussion, one after the other."""
    for name in SETS:
        texts: dict[str, list[str]] = {}
        for line in (SHARED / "data" / "threads" / f"{name}.jsonl").read_bytes().splitlines():
            row = json.loads(line)
            texts.setdefault(row["thread_id"], []).append(row["text"] or "")
        yield from ("\n\n".join(one)[:MOST] for one in texts.values())


def written(encoding: str) -> Iterator[tuple[str, bytes]]:
    """Discussions with letters beyond ASCII that the encoding can write, and their bytes."""
    for text in discussions():
        beyond = sum(character > "\x7f" for character in text)
        if not beyond or (encoding in WIDE and beyond * 2 < len(text)):
            continue
        try:
            yield text, text.encode(encoding)
        except UnicodeEncodeError:
            continue


def _is(text: str, data: bytes, encoding: str | None) -> bool:
    return encoding is not None and data.decode(encoding, "replace") == text


def main() -> None:
    """Print a row an encoding."""
    print(f"{'encoding':<10}{'discussions':>12}{'exact':>8}{'charset-normalizer alone':>26}")
    for encoding in ENCODINGS:
        ours = theirs = count = 0
        for text, data in written(encoding):
            best = from_bytes(data[:SAMPLE]).best()
            count += 1
            ours += _is(text, data, detect(data))
            theirs += _is(text, data, None if best is None else best.encoding)
        print(f"{encoding:<10}{count:>12}{ours:>8}{theirs:>26}", flush=True)


if __name__ == "__main__":
    main()
