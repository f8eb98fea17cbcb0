"""Terminals and file names that are not UTF-8, files with a byte-order mark, and odd values in a configuration."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from commentariat import threads
from commentariat.reports.cli import run

from .calling import ROOT, apart, call

DUMP = ROOT / "examples" / "besieged-city.txt"
#: A terminal that shows nothing but ASCII.
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize("env", [ASCII, {"PYTHONIOENCODING": "latin-1"}])
def test_a_terminal_that_lacks_letters_shows_the_rest(env: dict[str, str], tmp_path: Path) -> None:
    done = apart("structure", str(DUMP), cwd=tmp_path, env=env)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout) > 500


@pytest.mark.parametrize("args", [["structure", str(DUMP)], ["formats"], ["themes", str(DUMP), "--model", "static"]])
@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_stream_that_lacks_letters_shows_the_rest(args: list[str], encoding: str, tmp_path: Path) -> None:
    done = call(*args, cwd=tmp_path, encoding=encoding)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout) > 500


def test_data_are_utf8_whatever_the_terminal(tmp_path: Path) -> None:
    plain = call("parse", str(DUMP), "--to", "csv", cwd=tmp_path)
    ascii_ = apart("parse", str(DUMP), "--to", "csv", cwd=tmp_path, env=ASCII)
    assert ascii_.returncode == 0
    assert plain.stdout == ascii_.stdout
    assert "’".encode() in plain.stdout or "“".encode() in plain.stdout


@pytest.mark.parametrize("ending", ["csv", "jsonl", "json", "parquet", "gexf"])
def test_a_file_name_in_another_encoding(ending: str, tmp_path: Path) -> None:
    source = tmp_path / os.fsdecode(b"d\xfcrre.txt")
    try:
        source.write_bytes(DUMP.read_bytes())
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    written = tmp_path / os.fsdecode(b"stra\xdfe." + ending.encode())
    assert run(["parse", str(source), "-q", "-o", str(written)]) == 0
    if ending != "gexf":
        found = threads.load(written)
        assert found.source.name == "d\ufffdrre.txt"
        assert found.comments.equals(threads.read(source).comments)


def test_a_name_in_another_encoding_stands_in_corrections_too(tmp_path: Path) -> None:
    hand = tmp_path / os.fsdecode(b"k\xfcr.csv")
    try:
        hand.write_text("comment_id,field,value\nc3,parent,c1\n", "utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert run(["parse", str(DUMP), "-q", "--corrections", str(hand), "-o", str(tmp_path / "a.parquet")]) == 0
    assert threads.load(tmp_path / "a.parquet").comments["link_evidence"][2].to_list()[0]["ref"] == "k\ufffdr.csv"


def test_a_byte_order_mark_opens_a_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    Path("commentariat.toml").write_text('[parse]\r\nto = "csv"\r\n', "utf-8-sig")
    assert run(["parse", str(DUMP), "-q"]) == 0
    assert capsys.readouterr().out.startswith("discussion_id,")
    Path("themes.toml").write_text('[themes]\r\n"Buses" = ""\r\n', "utf-8-sig")
    assert run(["themes", str(DUMP), "-q", "--model", "static", "--themes", "themes.toml", "--to", "csv"]) == 0
    assert ",Buses," in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [("[parse]\nquiet = 3\n", 2, "'quiet' in [parse], which is either true or false"),
     ("[parse]\ncorrections = 3\n", 2, "name a file."), ("[parse]\ncolour = 3\n", 2, "'colour' in [parse]"),
     ("[structure]\nno-null = true\n", 0, ""), ("[themes]\ntheme = 3\n", 0, "")],
)  # fmt: skip
def test_odd_values_in_a_configuration(
    text: str, code: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("commentariat.toml").write_text(text, "utf-8")
    name = text.partition("]")[0].strip("[")
    model = ["--model", "static"] if name == "themes" else []
    assert run([name, str(DUMP), "-q", *model]) == code
    assert said in capsys.readouterr().err
