"""Real damage: saved pages with known links put through real text extractors, then rebuilt.

    python -m tests.benchmarks.bench_rebuild_extractors [--extractor browser lynx …] [--invented] [--pages] [--update-floors]

The truth is what the HTML readers find on the same page (its own ids and nesting). An extractor that is not
installed is left out, and said so. ``--invented`` takes pages made of the fixtures instead (:mod:`.varied`): more
platforms, but two or three shapes of comments a page, in words drawn at random.
"""

# ruff: noqa: E501 -- the rows of a printed table read best in one line
from __future__ import annotations

import argparse
import html
import importlib.util
import re
import shutil
import subprocess
import sys
import tempfile
import zlib
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from commentariat import threads
from commentariat.threads.evaluation import evaluate, pool
from commentariat.threads.payload import Payload

from ..shared import SHARED
from . import floors, varied
from .unread import unread

PART = "rebuild_extractors"
FIXTURES = Path(__file__).parents[1] / "fixtures" / "html"
#: Pages with more comments than this tell nothing that smaller ones do not, at many times the cost.
MOST = 600
BROWSER = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync --disable-background-networking --disable-component-update"


def page_in(path):
    """A page decoded as it says itself, and said to be UTF-8: what no program is asked to guess."""
    text = Payload(path.name, path.read_bytes()).text
    return re.sub(r"(?i)(<meta[^>]{0,80}charset\s*=\s*[\"']?)[\w-]+", r"\g<1>utf-8", text)


@contextmanager
def in_utf8(path):
    """The path of a page for programs that read files: its own, or that of a copy in UTF-8."""
    try:
        path.read_text("utf-8")
    except UnicodeDecodeError:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder, path.name)
            copy.write_text(page_in(path), "utf-8")
            yield copy
    else:
        yield path


def lynx(path):
    options = "-dump -nolist -width=200 -assume_charset=utf-8 -display_charset=utf-8"
    with in_utf8(path) as page:
        return _run(["lynx", *options.split(), str(page)])


def html2text(path):
    page = page_in(path).encode()
    return _run(["html2text", "-utf8", "-nobs", "-width", "200"], page)


def markdown(path):
    """The Python library of the same name, which writes Markdown."""
    import html2text as library

    return library.HTML2Text().handle(page_in(path))


def w3m(path):
    with in_utf8(path) as page:
        return _run(["w3m", "-dump", "-T", "text/html", "-I", "utf-8", "-O", "utf-8", "-cols", "120", str(page)])


def beautifulsoup(path):
    """Every piece of text on a line of its own, as ``get_text`` leaves it."""
    from bs4 import BeautifulSoup

    page = BeautifulSoup(path.read_bytes(), "lxml")
    for tag in page(["script", "style", "noscript"]):
        tag.decompose()
    return page.get_text("\n")


def trafilatura(path):
    import trafilatura as library

    return library.extract(path.read_bytes(), include_comments=True, favor_recall=True) or ""


def resiliparse(path, **options):
    """The whole page as the library lays it out: lists keep bullets, numbers and columns."""
    from resiliparse.extract.html2text import extract_plain_text

    page = page_in(path)
    return extract_plain_text(page, preserve_formatting=True, alt_texts=False, **options)


def main_content(path):
    """What the same library takes for the main content, as corpora of the web are made: author lines are dropped."""
    return resiliparse(path, main_content=True)


def browser(path):
    """What select-all in a browser copies: the rendered page's innerText, its own scripts taken out."""
    page = page_in(path)
    page = re.sub(r"(?is)<script\b.*?</script>|<noscript\b.*?</noscript>|<iframe\b.*?</iframe>", "", page)
    page = re.sub(r"(?i)\s(?:src|srcset|href)\s*=\s*(\"https?:[^\"]*\"|'https?:[^']*')", "", page)
    script = "<script>addEventListener('load',()=>{const t=document.body.innerText;document.body.textContent='';const p=document.createElement('pre');p.id='dump';p.textContent=t;document.body.append(p)})</script>"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "page.html")
        file.write_text(page + script, "utf-8")
        shown = _run(["chromium", *BROWSER.split(), f"--user-data-dir={folder}/profile", "--dump-dom", file.as_uri()])
    found = re.search(r'(?s)<pre id="dump">(.*?)</pre>', shown)
    return html.unescape(found.group(1)) if found else ""


EXTRACTORS = {
    "browser": browser, "lynx": lynx, "html2text": html2text, "markdown": markdown, "w3m": w3m, "beautifulsoup": beautifulsoup,
    "resiliparse": resiliparse, "main-content": main_content, "trafilatura": trafilatura,
}  # fmt: skip
PROGRAMS = {"lynx": "lynx", "html2text": "html2text", "browser": "chromium", "w3m": "w3m"}


#: Extractors that leave no mark between comments are judged apart: by whether the reader says so.
UNMARKED = ("trafilatura",)
LIBRARIES = {
    "markdown": "html2text", "trafilatura": "trafilatura", "beautifulsoup": "bs4", "resiliparse": "resiliparse",
    "main-content": "resiliparse",
}  # fmt: skip
#: What the gate runs: no browser, and so many of the smaller pages.
GATE = ("lynx", "html2text", "markdown")
GATE_PAGES = 8
GATE_MOST = 80


def _run(command, page=None):
    done = subprocess.run(command, input=page, capture_output=True, timeout=60, check=False)
    return done.stdout.decode("utf-8", "replace")


def installed(name):
    if name in PROGRAMS:
        return shutil.which(PROGRAMS[name]) is not None
    return importlib.util.find_spec(LIBRARIES[name]) is not None


def pages():
    """Pages whose own markup states at least one reply, or nests."""
    for path in sorted((SHARED / "data" / "formats").glob("*html*/*.htm*")):
        try:
            truth = threads.read(path)
        except threads.ReadError:
            continue
        comments = truth.comments
        if 3 <= comments.height <= MOST and comments["parent_id"].count():
            yield path, truth


@cache
def gate_pages():
    """Some of the smaller pages, by their names' hashes."""
    small = [(path, truth) for path, truth in pages() if truth.comments.height <= GATE_MOST]
    return sorted(small, key=lambda one: zlib.crc32(one[0].name.encode()))[:GATE_PAGES]


def gate(names):
    """Figures of the gate, by extractor."""
    chosen = gate_pages()
    measured = {}
    for name in names:
        total = pool([rebuilt(truth, EXTRACTORS[name](path))[0] for path, truth in chosen])
        measured |= figures(f"gate {name}", total)
    return measured


def invented(folder):
    """Pages made of the fixtures, written into a folder."""
    for path, page, truth in varied.pages(FIXTURES):
        file = Path(folder, "invented", path.name)
        file.parent.mkdir(exist_ok=True)
        file.write_text(page, "utf-8")
        yield file, truth


def rebuilt(truth, text):
    try:
        return evaluate(truth, threads.read_text(text)), ""
    except threads.ReadError as error:
        return unread(truth), type(error).__name__


def figures(name, total):
    """What floors are kept for."""
    return {
        f"{name}: comment recall": total.comment_recall,
        f"{name}: comment precision": total.comment_precision,
        f"{name}: author accuracy": total.author_accuracy,
        f"{name}: edge accuracy": total.edge_accuracy_all,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--extractor", nargs="+", default=list(EXTRACTORS), choices=list(EXTRACTORS))
    parser.add_argument("--invented", action="store_true", help="pages made of the fixtures")
    parser.add_argument("--pages", action="store_true", help="print a line a page as well")
    floors.add_options(parser)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measured = report(options, list(invented(folder) if options.invented else pages()))
    if options.invented:
        return
    if options.update_floors:
        measured |= gate([name for name in GATE if installed(name)])
    # A hundredth below what is measured: programs differ by version.
    pinned = {key: value - 0.01 for key, value in measured.items()}
    every, kept = (floors.with_others(PART, one) for one in (measured, pinned))
    sys.exit(floors.settle(PART, every, options, pinned=kept))


def report(options, truths):
    """Print the table; return the figures that floors are kept for."""
    measured = {}
    print(
        f"{'extractor':12} {'page':52} {'comments':>8} {'found':>6} {'real':>6} {'author':>6} {'edge':>6} {'edge*':>6}"
    )
    for name in options.extractor:
        if not installed(name):
            print(f"{name}: not installed, left out")
            continue
        by_platform = {}
        for path, truth in truths:
            one, problem = rebuilt(truth, EXTRACTORS[name](path))
            by_platform.setdefault(path.parent.name, []).append(one)
            if options.pages:
                _line(name, f"{path.parent.name}/{path.name}"[:52], one, problem)
        for platform, some in by_platform.items():
            _line(name, f"{platform}, pages: {len(some)}", pool(some), "")
        total = pool([one for some in by_platform.values() for one in some])
        _line(name, "all pages" + (", no marks left" if name in UNMARKED else ""), total, "")
        measured |= figures(name, total)
    print("edge*: lost comments counted as wrong")
    return measured


def _line(name, page, one, problem):
    print(
        f"{name:12} {page:52} {one.gold_comments:8} {one.comment_recall:6.3f} {one.comment_precision:6.3f} {one.author_accuracy:6.3f} "
        f"{one.edge_accuracy:6.3f} {one.edge_accuracy_all:6.3f} {problem}",
        flush=True,
    )


if __name__ == "__main__":
    main()
