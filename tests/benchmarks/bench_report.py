"""The report at 100 … 100 000 comments: bytes, time to build, and what a reader waits for in a real browser.

``python -m tests.benchmarks.bench_report [SIZES…]`` prints a table; it needs Chromium and playwright.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from commentariat.reports import build
from tests.browser.conftest import FLAGS
from tests.report_data import analysis

SIZES = (100, 1_000, 10_000, 100_000)
QUERIES = ("harbour", "e", "river quay", '"copper plateau"', "nothing-like-it", "commenter 12")
COLUMNS = (
    "comments", "MB", "build s", "first text s", "first figure s", "search ms", "worst search ms", "worst frame ms",
    "blank frames", "heap MB", "process MB",
)  # fmt: skip
SEARCH = """query => {
  const box = document.getElementById('search');
  box.value = query;
  const start = performance.now();
  box.dispatchEvent(new Event('input'));
  document.getElementById('tree').getBoundingClientRect();
  return performance.now() - start;
}"""
SCROLL = """async () => {
  const tree = document.getElementById('tree');
  let worst = 0, blank = 0;
  for (let i = 1; i <= 60; i++) {
    tree.scrollTop = (tree.scrollHeight - tree.clientHeight) * ((i * 37) % 60) / 60;
    const start = performance.now();
    await new Promise(requestAnimationFrame);
    worst = Math.max(worst, performance.now() - start);
    const box = tree.getBoundingClientRect();
    let covered = 0;
    for (const c of tree.querySelectorAll('.c')) {
      const at = c.getBoundingClientRect();
      covered += Math.max(0, Math.min(at.bottom, box.bottom) - Math.max(at.top, box.top));
    }
    if (covered < Math.min(box.height, tree.scrollHeight) - 40) blank++;
  }
  return [worst, blank];
}"""


def measure(browser: object, count: int, folder: Path) -> list[float]:
    """Build a report of ``count`` comments, open it, and return one row of the table."""
    start = time.perf_counter()
    page_bytes = build(analysis(count))
    took = time.perf_counter() - start
    file = folder / f"{count}.html"
    file.write_bytes(page_bytes)
    context = browser.new_context(viewport={"width": 1280, "height": 900})  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached", timeout=120_000)
    page.wait_for_function("performance.getEntriesByName('figure').length > 0")
    mark = "name => performance.getEntriesByName(name)[0].startTime / 1000"
    text, figure = page.evaluate(mark, "text"), page.evaluate(mark, "figure")
    page.wait_for_timeout(2500)
    searches = [page.evaluate(SEARCH, query) for query in QUERIES]
    page.evaluate("document.getElementById('clear').click()")
    worst, blank = page.evaluate(SCROLL)
    heap = page.evaluate("performance.memory.usedJSHeapSize") / 1e6
    resident = _resident()
    context.close()
    return [
        count, len(page_bytes) / 1e6, took, text, figure, statistics.median(searches), max(searches), worst, blank,
        heap, resident,
    ]  # fmt: skip


def _resident() -> float:
    """Resident memory of the largest renderer process, in MB (Linux)."""
    sizes = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
            command = (status.parent / "cmdline").read_text()
        except OSError:
            continue
        if "--type=renderer" in command:
            line = next((one for one in text.splitlines() if one.startswith("VmRSS")), "VmRSS: 0 kB")
            sizes.append(int(line.split()[1]) / 1000)
    return max(sizes, default=float("nan"))


def main(sizes: tuple[int, ...]) -> None:
    """Print the table."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("google-chrome")
    print(" | ".join(f"{one:>15}" for one in COLUMNS))
    with sync_playwright() as play, tempfile.TemporaryDirectory() as folder:
        for count in sizes:
            browser = play.chromium.launch(executable_path=path, args=[*FLAGS, "--enable-precise-memory-info"])
            row = measure(browser, count, Path(folder))
            browser.close()
            print(" | ".join(f"{one:>15,.2f}" if one != int(one) else f"{int(one):>15,}" for one in row), flush=True)


if __name__ == "__main__":
    main(tuple(int(one) for one in sys.argv[1:]) or SIZES)
