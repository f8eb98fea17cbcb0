"""Time to read a page of 2,000 comments against the bare HTML parser on the same bytes, in one run.

``python -m tests.benchmarks.bench_html_speed``

The limit holds for the WordPress page that is written here, with the markup of a real one. Beside it stand other
families: their fixtures with the comment list repeated. These carry little markup a comment, which makes the parser
look fast.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from commentariat import threads
from tests.benchmarks.enlarge import enlarged

if TYPE_CHECKING:
    from collections.abc import Callable

COMMENTS = 2000
TARGET = 6.0
FIXTURES = Path(__file__).parents[1] / "fixtures" / "html"
FAMILIES = ("drupal", "phpbb", "hacker-news", "disqus-page")
_WORDS = [
    "harbour",
    "ferry",
    "timetable",
    "lantern",
    "copper",
    "orchard",
    "bridge",
    "council",
    "winter",
    "ledger",
    "gravel",
    "meadow",
    "clock",
    "pigeon",
    "market",
    "river",
    "window",
    "chimney",
    "saddle",
    "barrel",
    "canal",
    "pepper",
    "thunder",
    "velvet",
    "basket",
    "quarry",
    "willow",
    "anchor",
    "pocket",
    "marble",
]


def wordpress_page(comments: int, seed: int = 0) -> bytes:
    """Write a page in WordPress markup, comments nested up to five deep, words invented."""
    random = Random(seed)
    out = ["<!doctype html><html lang='en'><head><title>Ferry</title></head><body class='single'><div id='page'>"]
    out.append(f"<article class='post'><h1>The ferry</h1><p>{_say(random, 200)}</p></article><ol class='comment-list'>")
    depth = 0
    for number in range(comments):
        wanted = min(random.randint(0, depth + 1), 4)
        if number:
            out.append("</li>")
        while depth > wanted:
            out.append("</ol></li>")
            depth -= 1
        if wanted > depth and number:
            out[-1] = "<ol class='children'>"
            depth += 1
        out.append(_comment(random, number, depth))
    out.append("</li>" + "</ol></li>" * depth + "</ol></div></body></html>")
    return "\n".join(out).encode()


def _say(random: Random, words: int) -> str:
    return " ".join(random.choice(_WORDS) for _ in range(words))


def _comment(random: Random, number: int, depth: int) -> str:
    """One comment as the HTML5 markup of WordPress has it, white space and avatars included."""
    key, writer = number + 100, number % 97
    face = f"https://secure.gravatar.com/avatar/{random.getrandbits(128):032x}"
    body = "".join(f"<p>{_say(random, random.randint(8, 45))}</p>\n" for _ in range(random.randint(1, 3)))
    return f"""
\t<li id="comment-{key}" class="comment even thread-even depth-{depth + 1} parent">
\t\t<article id="div-comment-{key}" class="comment-body">
\t\t\t<footer class="comment-meta">
\t\t\t\t<div class="comment-author vcard">
\t\t\t\t\t<img alt='' src='{face}?s=32&#038;d=mm&#038;r=g' srcset='{face}?s=64&#038;d=mm&#038;r=g 2x' class='avatar avatar-32 photo' height='32' width='32' loading='lazy' decoding='async'/>\t\t\t\t\t<b class="fn"><a href="http://example.org/{writer}" class="url" rel="ugc external nofollow">Writer {writer}</a></b> <span class="says">says:</span>\t\t\t\t</div><!-- .comment-author -->

\t\t\t\t<div class="comment-metadata">
\t\t\t\t\t<a href="http://example.org/ferry/#comment-{key}"><time datetime="2019-03-{number % 28 + 1:02}T{number % 24:02}:15:00+00:00">March {number % 28 + 1}, 2019 at {number % 12 + 1}:15 am</time></a>\t\t\t\t</div><!-- .comment-metadata -->

\t\t\t</footer><!-- .comment-meta -->

\t\t\t<div class="comment-content">
\t\t\t\t{body}\t\t\t</div><!-- .comment-content -->

\t\t\t<div class="reply"><a rel='nofollow' class='comment-reply-link' href='http://example.org/ferry/?replytocom={key}#respond' data-commentid="{key}" data-postid="7" data-belowelement="div-comment-{key}" data-respondelement="respond" data-replyto="Reply to Writer {writer}" aria-label='Reply to Writer {writer}'>Reply</a></div>\t\t</article><!-- .comment-body -->
"""  # noqa: E501 -- as the original has it


def timed(job: Callable[[], object], repeats: int = 7) -> float:
    """Return the best time of a job in seconds: what others do on the machine only adds."""
    took = []
    for _ in range(repeats):
        start = time.perf_counter()
        job()
        took.append(time.perf_counter() - start)
    return min(took)


def measure(comments: int = COMMENTS) -> dict[str, float]:
    """Time the parser and the reader, with and without article and quotes."""
    page = wordpress_page(comments)
    text = page.decode()
    found = threads.read(page, article=False).comments.height
    assert found == comments, f"{found} of {comments} comments"
    parser = timed(lambda: LexborHTMLParser(text))
    plain = timed(lambda: threads.read(page, article=False))
    full = timed(lambda: threads.read(page))
    mined = timed(lambda: threads.read(page, platform="html-mined", article=False), 3)
    return {
        "megabytes": len(page) / 1e6,
        "parser": parser,
        "article=False": plain,
        "with article and quotes": full,
        "mined": mined,
    }


def families(comments: int = COMMENTS) -> list[tuple[str, int, float, float]]:
    """Time parser and reader on the enlarged fixture of each family: name, comments, seconds of either."""
    rows = []
    for name in FAMILIES:
        page = enlarged((FIXTURES / f"{name}.html").read_bytes(), comments)
        assert page is not None, name
        text = page.decode()
        found = threads.read(page, article=False).comments.height
        parser = timed(lambda text=text: LexborHTMLParser(text))  # type: ignore[misc]
        reader = timed(lambda page=page: threads.read(page, article=False), 3)  # type: ignore[misc]
        rows.append((name, found, parser, reader))
    return rows


def main() -> int:
    """Print the tables; fail when reading the WordPress page costs more than it may."""
    result = measure()
    parser = result["parser"]
    print(f"{COMMENTS} comments, {result['megabytes']:.2f} MB of HTML, best of several runs")
    for name in ("parser", "article=False", "with article and quotes", "mined"):
        print(f"{name:26} {result[name] * 1000:8.1f} ms {result[name] / parser:6.1f} x")
    print(f"limit for article=False: {TARGET:.1f} x\n\nother families, article=False")
    for name, found, bare, whole in families():
        times = f"parser {bare * 1000:7.1f} ms  reader {whole * 1000:7.1f} ms {whole / bare:6.1f} x"
        print(f"{name:16} {found:6} comments  {times}")
    return 0 if result["article=False"] <= TARGET * parser else 1


if __name__ == "__main__":
    sys.exit(main())
