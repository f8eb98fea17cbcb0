"""The command line: help with runnable examples, exit codes, whole files or none."""

from __future__ import annotations

import json
import os
import shlex
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from commentariat.reports.__main__ import YOUNG
from commentariat.reports.cli import COMMANDS, commentariat, run
from commentariat.reports.output import atomic_write
from commentariat.threads import WriteError

from .calling import ROOT, apart, call

DUMP = ROOT / "examples" / "besieged-city.txt"


def example_of(name: str) -> list[str]:
    command = commentariat.get_command(None, name)
    # The line is never broken, so that it can be copied.
    epilog = (command.epilog or "").removeprefix("\b\n")
    assert epilog.startswith("Example: commentariat "), f"{name} has no example in its help"
    return shlex.split(epilog.removeprefix("Example: commentariat "))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_that_ends_in_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == 0
    out = capsys.readouterr().out
    assert "Example: commentariat" in " ".join(out.strip().split("\n\n")[-1].split())
    command = commentariat.get_command(None, name)
    assert command.help
    for param in command.params:
        assert getattr(param, "help", None) or param.param_type_name == "argument", f"{name} {param.name} has no help"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_example_of_every_command_runs(name: str, tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    args = example_of(name)
    done = call(*args, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_documents_every_command(name: str) -> None:
    assert f"`{name}`" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", 4),
        (b"   \n\n", 4),
        (bytes(range(256)) * 40, 4),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 500, 4),
        (b"An essay\n\nNothing but prose stands here, and nobody answered it.\n", 3),
        (b"<html><body><article><h1>T</h1><p>Prose without any answer.</p></article></body></html>", 3),
    ],
    ids=["empty", "blank", "binary", "png", "prose", "page"],
)
def test_bad_sources_get_a_sentence_and_a_code(tmp_path: Path, content: bytes, code: int) -> None:
    path = tmp_path / "source"
    path.write_bytes(content)
    done = call("parse", str(path), "-o", str(tmp_path / "out.csv"))
    assert done.returncode == code, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert len(done.stderr.decode().strip().splitlines()) == 1
    assert not (tmp_path / "out.csv").exists()


def test_a_missing_file_is_wrong_usage() -> None:
    done = apart("parse", "no-such-file.txt")
    assert done.returncode == 2
    assert b"no-such-file.txt" in done.stderr


@pytest.mark.parametrize("option", ["--labels", "--vectors", "--themes", "--corrections"])
def test_a_missing_file_of_an_option_is_wrong_usage(option: str) -> None:
    done = call("drift", str(DUMP), option, "no-such-file.csv")
    assert done.returncode == 2
    assert b"no-such-file.csv: no such file." in done.stderr


def test_the_account_of_a_table_is_no_table(tmp_path: Path) -> None:
    assert call("parse", str(DUMP), "-q", "-o", str(tmp_path / "table.csv")).returncode == 0
    done = call("parse", str(tmp_path / "table.csv.meta.json"))
    assert done.returncode == 4
    assert b"it lacks 'comments'" in done.stderr


def test_an_empty_folder_is_no_source(tmp_path: Path) -> None:
    assert call("parse", str(tmp_path)).returncode == 4


def test_an_address_is_not_fetched() -> None:
    done = call("parse", "https://example.org/article")
    assert done.returncode == 4
    assert b"fetches nothing" in done.stderr


def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    done = call("parse", str(DUMP), "-o", str(tmp_path / "no" / "folder.csv"))
    assert done.returncode == 5
    assert done.stderr.count(b"\n") == 1


def test_a_limit_is_named_in_its_error() -> None:
    done = call("parse", str(DUMP), "--max-bytes", "100")
    assert done.returncode == 4
    assert b"--max-bytes" in done.stderr


def test_one_good_source_among_bad_ones_is_enough(tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")
    good = call("parse", str(bad), str(DUMP), "-o", "-")
    assert good.returncode == 0
    assert b"bad.txt is empty" in good.stderr
    assert good.stdout
    assert call("parse", "--strict", str(bad), str(DUMP), "-o", "-").returncode == 4


def test_standard_input_and_output() -> None:
    done = apart("parse", "-", "-o", "-", "-q", stdin=DUMP.read_bytes())
    assert done.returncode == 0
    assert done.stderr == b""
    assert done.stdout.count(b"\n") == 17


def test_a_closed_pipe_is_no_error() -> None:
    ours = shlex.join([sys.executable, "-m", "commentariat.reports", "parse", str(DUMP), "-q"])
    script = f"{ours} | head -c 10; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, check=False, cwd=ROOT)
    assert done.returncode == 0
    assert done.stderr == b""


def test_a_config_file_sets_defaults(tmp_path: Path) -> None:
    (tmp_path / "commentariat.toml").write_text('[parse]\nquiet = true\noutput = "set.jsonl"\n')
    assert call("parse", str(DUMP), cwd=tmp_path).returncode == 0
    assert (tmp_path / "set.jsonl").exists()


@pytest.mark.parametrize(
    ("text", "args", "code", "sentence"),
    [
        ("parse = 3\n", ["parse", str(DUMP)], 2, b"'parse' is no table"),
        ("[parsing]\nquiet = true\n", ["parse", str(DUMP)], 2, b"'parsing' is no table"),
        ("[parse]\nquite = true\n", ["parse", str(DUMP)], 2, b"'quite' in [parse], which is no option"),
        ('[parse]\nfrom = "unz-text"\nmax-bytes = 10\n', ["parse", str(DUMP)], 4, b"limit of 10 bytes"),
    ],
)
def test_a_config_file_names_options_as_the_help_does(
    tmp_path: Path, text: str, args: list[str], code: int, sentence: bytes
) -> None:
    (tmp_path / "commentariat.toml").write_text(text)
    done = call(*args, cwd=tmp_path)
    assert (done.returncode, sentence in done.stderr) == (code, True), done.stderr


def test_a_config_file_may_name_one_value_of_an_option_that_repeats(tmp_path: Path) -> None:
    (tmp_path / "commentariat.toml").write_text('[themes]\ntheme = "="\n')
    done = call("themes", str(DUMP), cwd=tmp_path)
    assert done.returncode == 2
    assert b"a theme needs a name: '='" in done.stderr


def test_corrections_of_no_comment_are_said(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("comment_id,field,value\nc99,author,Zed\nc1,author,Zed\n")
    done = call("parse", str(DUMP), "--corrections", str(tmp_path / "c.csv"), "-o", "-")
    assert done.returncode == 0
    assert b"no comment is called c99" in done.stderr
    assert b'"author":"Zed"' in done.stdout


def test_one_discussion_read_twice_is_two_everywhere(tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_bytes(DUMP.read_bytes())
    both = [str(DUMP), str(tmp_path / "copy.txt")]
    assert call("parse", *both, "-q", "-o", str(tmp_path / "both.parquet")).returncode == 0
    again = call("parse", str(tmp_path / "both.parquet"), "--to", "jsonl")
    assert again.returncode == 0, again.stderr
    ids = {json.loads(line)["discussion_id"] for line in again.stdout.splitlines()}
    assert {name.partition("#")[0] for name in ids} == {"besieged-city.txt", "copy.txt"}


def test_a_named_discussion_is_taken_from_the_source_that_has_it(tmp_path: Path) -> None:
    table = tmp_path / "two.csv"
    table.write_text("discussion_id,id,parent,author,text\na,1,,Ada,One two.\nb,1,,Bo,Three four.\n")
    done = call("parse", str(DUMP), str(table), "--discussion", "b", "--to", "jsonl")
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["discussion_id"] for line in done.stdout.splitlines()] == ["b"]
    assert b"no discussion with that id" not in done.stderr
    none = call("parse", str(DUMP), str(table), "--discussion", "c")
    assert none.returncode == 2
    assert b"no discussion with that id" in none.stderr


def test_names_cannot_drive_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "bad\x1b[31m.txt").write_bytes(b"")
    done = call("parse", str(tmp_path / "bad\x1b[31m.txt"))
    assert done.returncode == 4
    assert b"\x1b" not in done.stderr


def test_units_of_several_discussions_say_of_which(tmp_path: Path) -> None:
    table = tmp_path / "two.csv"
    table.write_text("discussion_id,id,parent,author,text\na,1,,Ada,One two.\nb,1,,Bo,Three four.\n")
    for unit in ("thread", "author"):
        assert b"discussion id" in call("structure", str(table), "--by", unit).stdout
        assert b"discussion id" not in call("structure", str(DUMP), "--by", unit).stdout


@pytest.mark.parametrize(
    "args",
    [
        ["parse", str(DUMP), "--from", "nope"],
        ["parse", str(DUMP), "--columns", "foo=A,text=B"],
        ["evaluate", str(DUMP), str(DUMP), "--from-gold", "nope"],
        ["evaluate", str(DUMP), str(DUMP), "-o", "measures.csv"],
        ["drift", str(DUMP), "--table", "tests"],
        ["drift", str(DUMP), "--labels", "labels.csv", "--theme", "Buses"],
        ["simulate", "-o", "-"],
        ["simulate", "-o", "simulated.txt"],
    ],
)
def test_options_that_make_no_sense_are_wrong_usage(args: list[str], tmp_path: Path) -> None:
    done = call(*args, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert b"Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_files_are_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "kept.txt"
    target.write_bytes(b"old")
    with pytest.raises(WriteError):
        atomic_write(tmp_path / "missing" / "x", b"new")
    atomic_write(target, b"new")
    assert target.read_bytes() == b"new"
    assert [one.name for one in tmp_path.iterdir()] == ["kept.txt"]


def test_links_are_followed_and_permissions_kept(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    target, link = tmp_path / "elsewhere" / "kept.txt", tmp_path / "link.txt"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    atomic_write(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    atomic_write(target, b"secret", mode=0o600)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_pipe_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        assert call("parse", str(DUMP), "-q", "-o", str(pipe)).returncode == 0
        read = reader.communicate()[0]
    assert read.startswith(b"discussion_id,")
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert [one.name for one in tmp_path.iterdir()] == ["pipe.csv"]


def test_a_corpus_folder_may_be_there_and_a_file_may_not(tmp_path: Path) -> None:
    for _ in range(2):
        assert call("parse", str(DUMP), "-q", "--to", "convokit", "-o", str(tmp_path / "corpus")).returncode == 0
    done = call("parse", str(DUMP), "-q", "--to", "convokit", "-o", str(tmp_path / "corpus" / "corpus.json"))
    assert done.returncode == 5
    assert b"name a folder" in done.stderr


@pytest.mark.parametrize("where", [">&-", "> /dev/full"])
@pytest.mark.parametrize("command", [f"parse {DUMP} -q", "formats", "--help"])
def test_standard_output_that_cannot_be_written_is_said_in_one_sentence(command: str, where: str) -> None:
    if "full" in where and not Path("/dev/full").exists():
        pytest.skip("no device that is always full")
    done = _in_shell(f"{command} {where}")
    assert done.returncode == 5
    assert done.stderr.decode().startswith("commentariat: standard output cannot be written: ")
    assert done.stderr.count(b"\n") == 1


def test_closed_streams_do_not_keep_a_file_from_being_written(tmp_path: Path) -> None:
    done = _in_shell(f"parse {DUMP} -o {tmp_path / 'table.csv'} <&- >&- 2>&-")
    assert done.returncode == 0
    assert (tmp_path / "table.csv").stat().st_size > 0


def test_closed_standard_input_holds_nothing() -> None:
    done = _in_shell("parse - <&-")
    assert done.returncode == 4
    assert done.stderr == b"commentariat: standard input is empty.\n"


def test_an_interruption_while_the_program_loads_is_no_traceback() -> None:
    ours = "import sys\nclass Stop:\n def find_spec(self, name, *_):\n  if name == 'click': raise KeyboardInterrupt\n"
    script = ours + "sys.meta_path.insert(0, Stop())\nfrom commentariat.reports.__main__ import main\nmain()"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (130, b"commentariat: interrupted.\n")


def test_a_command_looks_for_cycles_rarely_and_not_in_what_is_left_at_its_end() -> None:
    ours = "import atexit, gc, sys\natexit.register(lambda: print(gc.get_threshold()[0], gc.get_freeze_count() > 0))\n"
    script = ours + "sys.argv = ['', '--help']\nfrom commentariat.reports.__main__ import main\nmain()"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, cwd=ROOT, text=True)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, f"{YOUNG} True")


def _in_shell(words: str) -> subprocess.CompletedProcess[bytes]:
    ours = f"{shlex.quote(sys.executable)} -m commentariat.reports {words}"
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return subprocess.run(["bash", "-c", ours], capture_output=True, check=False, cwd=ROOT, env=buffered)
