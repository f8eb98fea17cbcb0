"""What the system refuses, on either side: a sentence that names the file, and the code that the README promises."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commentariat import threads
from commentariat.reports.cli import run
from commentariat.threads.errors import BrokenSource, UnknownFormat, WriteError
from commentariat.threads.folders import sources_in

DUMP = Path(__file__).resolve().parents[1] / "examples" / "besieged-city.txt"
LONG = "x" * 240


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with one good source."""
    shutil.copy(DUMP, tmp_path / "dump.txt")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def closed(workplace: Path):
    """A folder and a file that nobody may open."""
    folder, file = workplace / "shut", workplace / "shut.csv"
    folder.mkdir()
    shutil.copy(DUMP, folder)
    file.write_text("comment_id,field,value\n")
    folder.chmod(0)
    file.chmod(0)
    if os.access(file, os.R_OK):
        pytest.skip("permissions do not bind this user")
    yield workplace
    folder.chmod(0o755)


def said(args: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Run the command and return its code and the last line on standard error."""
    code = run(args)
    return code, capsys.readouterr().err.strip().splitlines()[-1]


@pytest.mark.parametrize("ending", [".txt", "/dump.txt", "é" * 200])
def test_a_name_that_is_too_long_is_no_source(ending: str, workplace: Path, capsys) -> None:
    code, line = said(["parse", LONG + LONG + ending, "-q"], capsys)
    assert (code, "cannot be opened: File name too long." in line) == (4, True)


@pytest.mark.parametrize("name", [f"{LONG}.jsonl", f"{LONG}{LONG}.csv", f"{LONG}{LONG}/x.csv"])
def test_a_name_that_is_too_long_cannot_be_written(name: str, workplace: Path, capsys) -> None:
    code, line = said(["parse", "dump.txt", "-q", "-o", name], capsys)
    assert (code, "cannot be written: File name too long." in line) == (5, True)
    assert [one.name for one in workplace.iterdir()] == ["dump.txt"]


def test_a_name_of_long_letters_can_be_written(workplace: Path) -> None:
    name = "深" * 82 + ".csv"
    with pytest.raises(WriteError):
        threads.save(threads.read("dump.txt"), name)  # the account beside it has the longer name
    threads.save(threads.read("dump.txt"), name.replace("csv", "json"))


def test_a_folder_without_a_source_is_one_failure_among_others(workplace: Path, capsys) -> None:
    (workplace / "empty").mkdir()
    assert run(["parse", "empty", "dump.txt", "-o", "x.csv", "-q"]) == 0
    assert capsys.readouterr().err == "commentariat: empty is a folder without a readable source.\n"
    assert run(["parse", "dump.txt", "empty", "-o", "x.csv", "-q", "--strict"]) == 4


@pytest.mark.parametrize("address", ["ftp://example.org/page.html", "file:///tmp/page.html", "HTTPS://example.org"])
def test_an_address_of_any_kind_is_no_missing_file(address: str, capsys) -> None:
    code, line = said(["parse", address], capsys)
    assert (code, "is an address; commentariat fetches nothing" in line) == (4, True)
    with pytest.raises(UnknownFormat):
        threads.read(address)


SOUND = {
    "object.json": '{"a": 1, "b": [1, 2]}',
    "list.json": "[]",
    "lines.jsonl": '{"a": 1}\n{"a": 2}\n',
    "tree.xml": '<?xml version="1.0"?><root><a>1</a></root>',
    "rows.csv": "a,b\n1,2\n3,4\n",
}


@pytest.mark.parametrize("name", SOUND)
def test_sound_data_without_comments_is_no_broken_source(name: str, workplace: Path, capsys) -> None:
    (workplace / name).write_text(SOUND[name], encoding="utf-8")
    assert said(["parse", name, "-q"], capsys)[0] == 3
    (workplace / "torn").write_text(SOUND["object.json"][:9], encoding="utf-8")
    assert said(["parse", "torn", "-q"], capsys)[0] == 4


def test_a_table_of_things_holds_no_comments(workplace: Path, capsys) -> None:
    (workplace / "things.csv").write_text("id,name,price\n1,Lamp,20\n2,Chair,30\n", encoding="utf-8")
    code, line = said(["parse", "things.csv", "--from", "table"], capsys)
    assert (code, "name the columns with --columns text=COLUMN" in line) == (3, True)


def test_folders_that_cannot_be_opened_are_named(closed: Path, capsys) -> None:
    assert said(["parse", "shut"], capsys) == (4, "commentariat: shut cannot be opened: Permission denied.")
    code, line = said(["parse", "shut/besieged-city.txt"], capsys)
    assert (code, "cannot be opened: Permission denied." in line) == (4, True)
    with pytest.raises(BrokenSource):
        sources_in("shut")
    assert run(["parse", ".", "-o", "x.jsonl"]) == 0
    err = capsys.readouterr().err
    assert "shut cannot be opened: Permission denied." in err
    assert "shut.csv cannot be opened: Permission denied." in err


def test_folders_that_cannot_be_opened_cannot_be_written_to(closed: Path, capsys) -> None:
    for target in ("shut/x.csv", "shut/in/x.csv", "shut.csv"):
        code, line = said(["parse", "dump.txt", "-q", "-o", target], capsys)
        assert (code, f"{target} cannot be written: " in line) == (5, True)


@pytest.mark.parametrize(
    "args",
    [
        ["parse", "dump.txt", "--corrections", "shut.csv"],
        ["themes", "dump.txt", "--with-model", "shut.csv"],
        ["drift", "dump.txt", "--vectors", "shut.csv"],
        ["report", "dump.txt", "-o", "x.html", "--pseudonymise", "--key", "shut.csv"],
    ],
)
def test_files_of_options_that_cannot_be_opened_are_named(args: list[str], closed: Path, capsys) -> None:
    code, line = said(args, capsys)
    assert (code in {2, 4}, "shut.csv cannot be opened: Permission denied." in line) == (True, True)


def test_a_file_that_is_write_protected_is_not_replaced(
    workplace: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    Path("x.csv").write_text("mine")
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "x.csv" and real(path, mode))
    assert said(["parse", "dump.txt", "-o", "x.csv"], capsys) == (
        5, "commentariat: x.csv cannot be written: it is write-protected.",
    )  # fmt: skip
    with pytest.raises(WriteError):
        threads.save(threads.read("dump.txt"), "x.csv")
    assert Path("x.csv").read_text() == "mine"


def test_a_folder_that_is_gone_is_no_failure_of_standard_output(workplace: Path, capsys) -> None:
    (workplace / "gone").mkdir()
    os.chdir("gone")
    (workplace / "gone").rmdir()
    code, line = said(["parse", str(workplace / "dump.txt"), "-o", "x.csv"], capsys)
    os.chdir(workplace)
    assert (code, "x.csv cannot be written" in line) == (5, True)


def test_no_folder_of_a_corpus_is_left_behind(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> Path:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("commentariat.threads.atomic._temporary", full)
    with pytest.raises(WriteError):
        threads.save(threads.read("dump.txt"), "corpus", "convokit")
    assert [one.name for one in workplace.iterdir()] == ["dump.txt"]


def test_wrong_usage_has_its_code_where_nobody_listens() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "commentariat.reports", "parse", "--nothing"]
    done = subprocess.run(command, stderr=writing, stdout=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stdout) == (2, b"")


@pytest.mark.parametrize("refusal", ["ENOSPC", "EDQUOT", "EFBIG"])
def test_a_pipe_is_never_full(refusal: str) -> None:
    code = (
        "import sys, errno; from commentariat.reports import cli;"
        "cli.commentariat.main = lambda **_: (_ for _ in ()).throw(OSError(errno." + refusal + ", 'full'));"
        "sys.exit(cli.run([]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, b"no room for temporary files" in done.stderr) == (5, True)


def test_simulate_can_be_silent(workplace: Path, capsys) -> None:
    assert run(["simulate", "--comments", "5", "-q", "-o", "made.jsonl"]) == 0
    assert capsys.readouterr() == ("", "")
