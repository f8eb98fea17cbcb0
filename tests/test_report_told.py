"""What other parts say in English is said again in the reader's language; nothing of ours stays English."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from commentariat.reports import ReportOptions, build
from commentariat.reports.building import views_of
from commentariat.reports.figures import comparisons, entries
from commentariat.reports.page.cells import CODED
from commentariat.reports.say import LANGUAGES, catalogue, english
from commentariat.threads.metrics import METRICS
from commentariat.threads.model import Note
from tests.report_data import WORDS, full

ROOT = Path(__file__).parents[1]
#: English words that no German sentence holds, by which a forgotten message is known.
ENGLISH = re.compile(
    r"\b(the|of|and|is|are|which|with|comments?|threads?|repl(y|ies)|answers?|authors?|shown?|none|seed|drop(ped)?)\b",
    re.IGNORECASE,
)
#: What is not ours to translate: names of invented themes, commenters and titles in the test data.
FOREIGN = ("commentariat", "all-MiniLM", "sentence-transformers", "scikit-learn")


def spoken(node: ast.expr, named: dict[str, str]) -> str | None:
    """Write a string or an f-string as an example of what it says; ``named`` are the module's own strings."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(one.value) if isinstance(one, ast.Constant) else filled(one, named) for one in node.values)
    return None


def filled(place: ast.expr, named: dict[str, str]) -> str:
    """What stands in a place of an f-string: a string of the module, or any number."""
    inner = place.value if isinstance(place, ast.FormattedValue) else place
    return named.get(inner.id, "7") if isinstance(inner, ast.Name) else "7"


def strings_of(tree: ast.AST) -> dict[str, str]:
    """The strings that a module gives names to."""
    given = [node for node in ast.walk(tree) if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)]
    return {
        node.target.id: node.value.value
        for node in given
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }


def notes_of(tree: ast.AST) -> list[str]:
    """Find what is passed as the message of a note, also by way of a variable called ``message``."""
    out, named = [], strings_of(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"Note", "_notes"} and len(node.args) > 1:
            said = node.args[1]
            out.append(named.get(said.id) if isinstance(said, ast.Name) else spoken(said, named))
        if isinstance(node, ast.Assign) and [getattr(one, "id", "") for one in node.targets] == ["message"]:
            out.append(spoken(node.value, named))
    return [one for one in out if one and one.endswith((".", "7"))]


def test_every_note_of_reading_is_known():
    found = [
        message
        for file in sorted((ROOT / "threads").rglob("*.py"))
        if "Note(" in (source := file.read_text("utf-8"))
        for message in notes_of(ast.parse(source))
    ]
    assert len(found) > 20
    assert [one for one in found if english().match("note", one) is None] == []


@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_every_metric_has_a_title_and_a_unit_in_every_language(lang):
    say = catalogue(lang)
    titles = {metric.title for metric in METRICS.values()} - {"threads"}
    assert [one for one in titles if english().match("measured", one) is None] == []
    units = {metric.unit for metric in METRICS.values()}
    assert [one for one in units if english().match("measured", one) is None] == []
    assert say.told("measured", "not estimable: needs 20 comments with a time, there are 3") != "not estimable"
    assert "needs" not in say.told("measured", "not estimable: needs 20 comments with a time, there are 3")


@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_an_instance_keeps_what_stands_in_its_places(lang):
    told = catalogue(lang).told("note", "Two comments share the id <b>x</b>; one is {fresh} here.")
    assert "<b>x</b>" in told
    assert "{fresh}" in told
    assert "share" not in told


def test_what_is_not_known_stays_as_it_is():
    assert catalogue("de").told("note", "Something new happened.") == "Something new happened."
    assert catalogue("en").told("note", "The parent q is not in the source.") == "The parent q is not in the source."


@pytest.fixture(scope="module")
def held():
    return full(160, seed=2)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_of_every_table_has_a_title(held, lang):
    say, views = catalogue(lang), views_of([held, held])
    sheets = [entry.make(views[0], say) for entry in entries()] + [entry.make(views, say) for entry in comparisons()]
    columns = {name for sheet in sheets if sheet and sheet.table is not None for name in sheet.table.columns}
    assert [name for name in sorted(columns) if f"column.{name}" not in say.messages] == []


def test_every_code_in_a_table_has_words(held):
    say, view = catalogue("de"), views_of([held])[0]
    tables = [sheet.table for entry in entries() if (sheet := entry.make(view, say)) and sheet.table is not None]
    codes = {
        value
        for table in tables
        for name in table.columns
        if CODED.get(name) == "code"
        for value in table[name].drop_nulls().to_list()
    }
    assert codes
    assert [code for code in sorted(codes) if f"cell.{code}" not in say.messages] == []


def test_a_german_report_holds_no_english_of_ours(held):
    notes = (Note("duplicate", "The same comment occurs twice; the second was dropped.", "c3"),)
    one = replace(held, discussion=replace(held.discussion, notes=notes))
    page = build(one, ReportOptions(lang="de", text=False, pseudonymised=True, manifest={"seed": 0})).decode("utf-8")
    shell = re.sub(r"<(script|style).*?</\1>", " ", page, flags=re.DOTALL)
    texts = [unescape(one) for one in re.findall(r">([^<>]+)<", shell)]
    texts += [unescape(one) for one in re.findall(r'(?:aria-label|title|placeholder)="([^"]+)"', shell)]
    article = held.discussion.article
    theirs = {*held.themes.themes["theme"].to_list(), article.title, article.site}
    ours = [_without(text, theirs) for text in texts]
    assert [text for text in ours if ENGLISH.search(text) and not any(one in text for one in FOREIGN)] == []


def _without(text: str, names: set[str]) -> str:
    """Take out the names of the data, and the words that they are made of."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "·")
    known = {*WORDS, *(word for name in names for word in name.split())}
    return " ".join(word for word in re.findall(r"\w+", text) if word not in known)
