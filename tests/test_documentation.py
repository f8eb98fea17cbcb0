"""What README and docs show from Python runs as it stands, and so do the examples."""

from __future__ import annotations

import re
import runpy
import shutil
from pathlib import Path

import pytest

from commentariat import threads

ROOT = Path(__file__).resolve().parents[1]
DUMP = ROOT / "examples" / "besieged-city.txt"
PAGES = ("README.md", "docs/structure.md", "docs/drift.md", "docs/report.md")
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


def test_every_public_name_is_there() -> None:
    for name in threads.__all__:
        assert getattr(threads, name) is not None


def test_the_example_study_runs(
    workplace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["study.py", str(DUMP)])
    runpy.run_path(str(ROOT / "examples" / "study.py"), run_name="__main__")
    assert "17 comments, read by unz-text" in capsys.readouterr().out
