"""What README, docs and docstrings show from Python runs as it stands, and so do the examples."""

from __future__ import annotations

import doctest
import re
import runpy
import shutil
from importlib import import_module
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from commentariat import embeddings, reports, threads
from commentariat.embeddings import drift
from commentariat.threads import metrics, models

ROOT = Path(__file__).resolve().parents[1]
DUMP = ROOT / "examples" / "besieged-city.txt"
PAGES = ("README.md", "docs/comments.md", "docs/structure.md", "docs/drift.md", "docs/report.md", "docs/extending.md")
PACKAGES = (threads, metrics, models, embeddings, drift, reports)
_BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the documents name."""
    (tmp_path / "examples").mkdir()
    shutil.copy(DUMP, tmp_path / "examples")
    shutil.copy(DUMP, tmp_path / "saved-page.html")
    threads.save(threads.read(DUMP), tmp_path / "corpus", "convokit")
    shutil.copy(tmp_path / "corpus" / "utterances.jsonl", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES)
def test_what_a_document_shows_runs(page: str, workplace: Path) -> None:
    blocks = _BLOCK.findall((ROOT / page).read_text("utf-8"))
    assert blocks
    known: dict[str, object] = {}
    for block in blocks:
        # Writing a picture needs a program that is not among the dependencies.
        exec(re.sub(r"^.*# needs kaleido\n", "", block, flags=re.MULTILINE), known)


def test_every_document_with_python_is_run() -> None:
    shown = {
        path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md") if "```python" in path.read_text()
    }
    assert {"README.md", *shown} == set(PAGES)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda one: one.__name__)
def test_every_public_name_is_there(package: ModuleType) -> None:
    for name in package.__all__:
        assert getattr(package, name) is not None


def modules_with_examples() -> list[str]:
    """Return the modules whose docstrings hold examples for the interpreter."""
    files = (file for name in ("threads", "embeddings", "reports") for file in (ROOT / name).rglob("*.py"))
    shown = (file.relative_to(ROOT).with_suffix("") for file in files if ">>> " in file.read_text("utf-8"))
    return sorted(".".join(("commentariat", *path.parts)) for path in shown)


@pytest.mark.parametrize("module", modules_with_examples())
def test_the_examples_in_docstrings_are_right(module: str) -> None:
    outcome = doctest.testmod(import_module(module), extraglobs={"np": np})
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_the_example_study_runs(
    workplace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["study.py", str(DUMP)])
    runpy.run_path(str(ROOT / "examples" / "study.py"), run_name="__main__")
    assert "17 comments, read by unz-text" in capsys.readouterr().out


def test_every_column_basis_and_kind_of_evidence_is_documented() -> None:
    from commentariat.threads.rebuild.evidence.score import TOLD
    from commentariat.threads.rebuild.linking.decode import BASES
    from commentariat.threads.schema import AUTHOR_BASES, COMMENT_SCHEMA, CREATED_BASES, LINK_BASES, QUOTE_KINDS

    page = (ROOT / "docs" / "comments.md").read_text("utf-8")
    words = {*COMMENT_SCHEMA, *AUTHOR_BASES, *CREATED_BASES, *LINK_BASES, *QUOTE_KINDS, *BASES, *TOLD, "prior"}
    assert {word for word in words if f"`{word}`" not in page} == set()
