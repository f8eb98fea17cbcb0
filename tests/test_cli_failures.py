"""Sources that could not be read: a line each, and their reasons counted where they are many."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from commentariat.reports.cli import commentariat
from commentariat.reports.failures import LINES, Failure, sum_up, tell
from commentariat.threads import read
from commentariat.threads.errors import NoCommentsFound, UnknownFormat

TABLE = "comment_id,parent_id,author,text\n1,,Ada Marsh,The lamps are out again.\n2,1,Bo Tarn,They never were lit.\n"


def said(capsys, failures, sources):
    for one in failures:
        tell(one)
    sum_up(failures, sources)
    return capsys.readouterr().err.splitlines()


def test_few_failures_have_a_line_each(capsys):
    failures = [Failure(f"in/{at}.txt", NoCommentsFound(f"{at}.txt is empty.")) for at in range(LINES)]
    assert said(capsys, failures, 20) == [f"commentariat: {at}.txt is empty." for at in range(LINES)]


def test_many_failures_are_counted_by_reason_below_their_lines(capsys):
    titled = [Failure(f"in/{at}.txt", NoCommentsFound(f"{at}.txt holds “Title {at}” alone.")) for at in range(20)]
    binary = [Failure("in/x.bin", UnknownFormat("x.bin is binary data."))]
    lines = said(capsys, [*binary, *titled], 30)
    assert lines[:2] == ["commentariat: x.bin is binary data.", "commentariat: 0.txt holds “Title 0” alone."]
    assert lines[21:] == [
        "commentariat: 21 of 30 sources were not read:",
        "  20: holds … alone.",
        "  1: is binary data.",
    ]


def test_a_folder_of_unrelated_files_is_summed_up(tmp_path):
    for at in range(LINES + 3):
        (tmp_path / f"note-{at}.txt").write_text("", "utf-8")
    nothing = CliRunner().invoke(commentariat, ["parse", str(tmp_path)])
    assert nothing.stderr.count("note-") == LINES + 3
    (tmp_path / "table.csv").write_text(TABLE, "utf-8")
    one = CliRunner().invoke(commentariat, ["parse", str(tmp_path)])
    assert one.exit_code == 0
    assert "15 of 16 sources were not read" in one.stderr
    assert "table.csv: 2 comments" in one.stderr


@pytest.mark.parametrize(
    "text", ["name,city\nAda,Lund\nBo,Varen\n", "name\tcity\nAda\tLund\n", "day;rain\nMon;1,2\nTue;4,4\n"]
)
def test_a_tiny_table_without_comments_is_called_one(tmp_path, text):
    source = tmp_path / "rows.csv"
    source.write_text(text, "utf-8")
    with pytest.raises(NoCommentsFound, match="table whose columns do not look like comments"):
        read(source)


def test_a_line_or_two_of_prose_is_no_table(tmp_path):
    source = tmp_path / "prose.txt"
    source.write_text("Well, the ferry is gone.\nYes, and the lamps.\n", "utf-8")
    with pytest.raises(NoCommentsFound, match="no comment section"):
        read(source)


@pytest.mark.parametrize("platform", ["guardian", "guardian-text"])
def test_a_reader_that_was_chosen_and_finds_nothing_says_so(tmp_path, platform):
    source = tmp_path / "table.csv"
    source.write_text(TABLE, "utf-8")
    chosen = CliRunner().invoke(commentariat, ["parse", str(source), "--from", platform])
    assert isinstance(chosen.exception, NoCommentsFound)
    assert str(chosen.exception).endswith(f"when read as {platform} (without --from it is recognised by its content).")
