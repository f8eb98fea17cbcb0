from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from commentariat.embeddings import fit, whole_comments
from commentariat.reports.cli import run
from commentariat.reports.commands.themes import _show

from .theme_data import LIBRARY, WordEncoder, discussion

EXAMPLE = str(Path(__file__).resolve().parents[1] / "examples" / "besieged-city.txt")


def test_rows_and_a_table(tmp_path, capsys):
    out = tmp_path / "themes.csv"
    assert run(["themes", EXAMPLE, "--theme", "Teal plateau", "--theme", "moon landing", "-o", str(out), "-q"]) == 0
    text = capsys.readouterr().out
    assert "Teal plateau" in text
    assert "units carry no theme" in text
    rows = pl.read_csv(out)
    assert rows.columns[:3] == ["discussion_id", "unit_id", "comment_id"]
    claimed = rows.filter(pl.col("theme") == "Teal plateau")
    assert set(claimed["comment_id"]) == {"c7", "c15"}
    assert "moon landing" not in rows["theme"].to_list()


def test_a_file_of_themes_and_edits(tmp_path, capsys):
    themes = tmp_path / "themes.toml"
    themes.write_text(
        '[themes]\n"Copper" = "copper under a disputed plateau"\n[rename]\n"copper" = "The plateau"\n', "utf-8"
    )
    assert run(["themes", EXAMPLE, "--themes", str(themes), "-q", "--to", "jsonl"]) == 0
    assert '"theme":"The plateau"' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("themes = 3", "write [themes]"),
        ("[themes", "cannot be read as TOML"),
        ('[rename]\n"x" = "y"', "there is no theme"),
    ],
)
def test_a_wrong_file_is_a_sentence(tmp_path, capsys, content, said):
    themes = tmp_path / "themes.toml"
    themes.write_text(content, "utf-8")
    assert run(["themes", EXAMPLE, "--themes", str(themes), "-q"]) == 2
    assert said in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(
    "options",
    [["--theme", "=x"], ["--theme", "A", "--theme", "a"], ["--themes", "missing.toml"], ["--model", "/nowhere/at-all"],
     ["--min-size", "0"], ["-o", "x.xlsx"]],
)  # fmt: skip
def test_wrong_usage_is_exit_2(options, capsys):
    assert run(["themes", EXAMPLE, "-q", *options]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_themes_are_kept_and_used_again(tmp_path, capsys):
    kept = tmp_path / "model.npz"
    assert run(["themes", EXAMPLE, "-q", "--save-model", str(kept), "-o", str(tmp_path / "a.jsonl")]) == 0
    assert run(["themes", EXAMPLE, "-q", "--with-model", str(kept), "-o", str(tmp_path / "b.jsonl")]) == 0
    one, two = (pl.read_ndjson(tmp_path / name) for name in ("a.jsonl", "b.jsonl"))
    both = one.select("unit_id", "theme_id").join(two.select("unit_id", other="theme_id"), on="unit_id").drop_nulls()
    assert (both["theme_id"] == both["other"]).mean() > 0.8


def test_arguments_stand_below_their_theme(capsys):
    adverbs = [
        first + last
        for first in ("often", "never", "always", "still", "again")
        for last in ("", "like", "wise", "ways")
    ]
    said = (
        "The ferry engine broke {} so the captain waited for parts of the engine.",
        "Engine parts of the ferry are {} old, says the captain.",
        "A captain cannot sail the ferry when the engine is {} broken.",
        "The ferry market sells {} fish when the boats arrive at noon.",
        "Fish at the ferry market is {} cheap before noon.",
        "No boats, no fish: the ferry market is {} empty.",
    )
    texts = [text.format(adverb) for adverb in adverbs for text in said]
    themes = fit(discussion([*texts, *LIBRARY]), encoder=WordEncoder(), split=whole_comments)
    assert themes.arguments.height > 1
    assert set(themes.arguments["parent_theme_id"]) <= set(themes.themes["theme_id"])
    rows = themes.argument_memberships
    assert set(rows["theme_id"]) == set(rows["nearest_theme_id"]) == set(themes.arguments["theme_id"])
    _show(themes)
    assert capsys.readouterr().out.count("–") >= themes.arguments.height
