"""Names, numbers and streams on the command line that mean nothing: wrong usage, said in a sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from commentariat.reports.cli import run

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
DUMP = str(ROOT / "examples" / "besieged-city.txt")
TABLE = "comment_id,field,value\n"


@pytest.mark.parametrize(
    "args",
    [["parse", ""], ["parse", DUMP, "--corrections", ""], ["parse", DUMP, "-o", ""], ["structure", DUMP, "-o", " "],
     ["themes", DUMP, "--themes", ""], ["themes", DUMP, "--with-model", ""], ["themes", DUMP, "--save-model", "-"],
     ["drift", DUMP, "--labels", ""], ["drift", DUMP, "--vectors", "-"], ["simulate", "-o", ""],
     ["report", DUMP, "-o", "r.html", "--pseudonymise", "--key", ""], ["evaluate", "", DUMP]],
)  # fmt: skip
def test_an_empty_name_is_no_file(args: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(args) == 2
    assert "name a file." in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("number", ["nan", "inf", "-inf"])
@pytest.mark.parametrize(
    "args", [["degrade", DUMP, "--loss"], ["degrade", DUMP, "--dates"], ["simulate", "-o", "s.jsonl", "--noise"],
             ["themes", DUMP, "--reply-share"]],
)  # fmt: skip
def test_what_is_no_number_is_refused(args: list[str], number: str, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run([*args, number]) == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("args", "said"),
    [(["parse", "-", "-"], "only once"), (["evaluate", "-", "-"], "only once"),
     (["evaluate", DUMP, DUMP, "-o", "-", "--pairs", "-"], "only one of -o and --pairs"),
     (["parse", DUMP, "--columns", "id=a,id=b"], "stands there twice"),
     (["evaluate", DUMP, DUMP, "--pairs", "p.txt"], "the ending says no format")],
)  # fmt: skip
def test_streams_and_columns_serve_once(args: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(args) == 2
    assert said in capsys.readouterr().err


def test_pairs_on_standard_output_stand_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", DUMP, DUMP, "--pairs", "-"]) == 0
    assert len([json.loads(line) for line in capsys.readouterr().out.splitlines()]) == 17


def test_notes_are_in_the_saved_file_where_there_is_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for args, kept in ((["-o", str(tmp_path / "a.ndjson")], True), (["--to", "csv"], False),
                       (["-o", str(tmp_path / "a.gexf")], False)):  # fmt: skip
        assert run(["parse", DUMP, *args]) == 0
        assert ("more notes in the saved file." in capsys.readouterr().err) is kept
    assert (tmp_path / "a.ndjson.meta.json").is_file()


def themes_of(capsys: pytest.CaptureFixture[str], *args: str) -> list[dict[str, str]]:
    """Run ``themes`` and return its rows."""
    assert run(["themes", DUMP, "--model", "static", "-q", "--to", "jsonl", *args]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, str], str]:
    def write(name: str, text: str) -> str:
        (tmp_path / name).write_text(text, "utf-8")
        return str(tmp_path / name)

    return write


def test_a_saved_model_reads_with_the_file_that_made_it(
    tmp_path: Path, written: Callable[[str, str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    file = written("themes.toml", '[themes]\n"Buses" = ""\n[rename]\n"Buses" = "Coaches"\n"f1" = "The deal"\n')
    kept = str(tmp_path / "kept.npz")
    first = themes_of(capsys, "--themes", file, "--save-model", kept)
    for again in (themes_of(capsys, "--with-model", kept, "--themes", file), themes_of(capsys, "--with-model", kept)):
        for name in ("Coaches", "The deal"):
            was = {row["unit_id"] for row in first if row["theme"] == name}
            now = {row["unit_id"] for row in again if row["theme"] == name}
            assert len(was & now) > 0.7 * len(was | now) > 0
    other = written("other.toml", '[themes]\n"Moon landing" = ""\n')
    assert run(["themes", DUMP, "--model", "static", "-q", "--with-model", kept, "--themes", other]) == 2
    assert "holds no theme called 'Moon landing'" in capsys.readouterr().err


def test_the_least_size_holds_with_a_saved_model_and_beside_corrections(
    tmp_path: Path, written: Callable[[str, str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    kept = str(tmp_path / "kept.npz")
    hand = written("hand.csv", TABLE + "c1,theme,By hand\n")
    quiet = ["themes", DUMP, "--model", "static", "-q"]
    assert run([*quiet, "--save-model", kept]) == 0
    assert "No theme" not in capsys.readouterr().out
    for given in (["--with-model", kept], ["--corrections", hand], []):
        assert run([*quiet, *given, "--min-size", "12"]) == 0
        assert "No theme: no point is made in 12 comments" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("args", "beside"),
    [(["parse", DUMP, "-q", "-o", "a.csv"], "a.csv.meta.json"), (["simulate", "-o", "a.jsonl"], "a.labels.csv"),
     (["parse", DUMP, "-q", "--to", "convokit", "-o", "a"], "a/utterances.jsonl")],
)  # fmt: skip
def test_files_that_belong_together_are_written_together(
    args: list[str], beside: str, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(beside).mkdir(parents=True)
    assert run(args) == 5
    assert not [one for one in tmp_path.rglob("*") if one.is_file()]


def test_notes_that_nobody_can_read_do_not_stop_the_work(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no full device here")
    out = tmp_path / "a.jsonl"
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "commentariat.reports", "parse", DUMP, str(ROOT / "README.md"), "-o", str(out)]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=full, check=False, timeout=300)
    assert done.returncode == 0
    assert out.is_file()


def test_a_damaged_account_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved = tmp_path / "a.csv"
    assert run(["parse", DUMP, "-q", "-o", str(saved)]) == 0
    (tmp_path / "a.csv.meta.json").write_text("{", "utf-8")
    assert run(["parse", str(saved), "-q"]) == 4
    assert "a.csv.meta.json is damaged as the account of a saved table" in capsys.readouterr().err


def test_drift_says_that_it_neither_merges_nor_renames(
    written: Callable[[str, str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    file = written("themes.toml", '[themes]\n"Buses" = ""\n[rename]\n"Buses" = "Coaches"\n')
    args = ["drift", DUMP, "--model", "static", "--permutations", "19", "--themes", file, "-o", "-"]
    assert run(args) == 0
    assert "[merge] and [rename]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arg", "told"),
    [("prase", "did you mean parse?"), ("zzz", "there is no command 'zzz'."), ("page.html", "report page.html -o")],
)
def test_a_command_that_there_is_not(arg: str, told: str, tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.html").write_text("<p>a page", "utf-8")
    assert run([arg]) == 2
    assert told in capsys.readouterr().err
