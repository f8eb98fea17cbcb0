"""The layers: who may import what, and what start-up may cost; how long files and functions may be."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HEAVY = {"torch", "sentence_transformers", "hdbscan", "sklearn", "scipy", "plotly", "transformers"}
FORBIDDEN = {
    "threads": HEAVY | {"commentariat.embeddings", "commentariat.reports"},
    "embeddings": {"plotly", "commentariat.reports"},
    "reports": set(),
}


#: Lines of a file, and of a function without its docstring: what is longer holds more than one idea.
LONGEST_FILE = 400
LONGEST_FUNCTION = 50


def modules(package: str) -> list[Path]:
    found = sorted((ROOT / package).rglob("*.py"))
    assert len(found) > 20, f"{package} was not found"
    return found


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def type_only(path: Path) -> set[str]:
    """Imports that stand under ``if TYPE_CHECKING``: they cost nothing."""
    names: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            for inner in ast.walk(node):
                if isinstance(inner, ast.ImportFrom) and inner.module:
                    names |= {inner.module} | {f"{inner.module}.{alias.name}" for alias in inner.names}
    return names


@pytest.mark.parametrize("package", sorted(FORBIDDEN))
def test_a_layer_imports_only_what_lies_below(package: str) -> None:
    for path in modules(package):
        for name in imported(path) - type_only(path):
            for banned in FORBIDDEN[package]:
                assert not f"{name}.".startswith(f"{banned}."), f"{path.relative_to(ROOT)} imports {name}"


def test_no_relative_import_leaves_its_package() -> None:
    for package in FORBIDDEN:
        for path in modules(package):
            levels = len(path.relative_to(ROOT / package).parts)
            for node in ast.walk(parsed(path)):
                if isinstance(node, ast.ImportFrom):
                    assert node.level <= levels, f"{path.relative_to(ROOT)}:{node.lineno}"


@pytest.mark.parametrize(
    "statement", ["import commentariat.reports.cli", "from commentariat.reports.commands import parse"]
)
def test_start_up_loads_nothing_heavy(statement: str) -> None:
    code = f"import sys; {statement}; print(*sorted(m for m in sys.modules if m in {HEAVY | {'lxml', 'selectolax'}!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_every_folder_with_code_is_packaged() -> None:
    import tomllib

    packages = set(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"])
    for package in FORBIDDEN:
        for path in (ROOT / package).rglob("__init__.py"):
            name = "commentariat." + ".".join(path.parent.relative_to(ROOT).parts)
            assert name in packages, f"{name} is missing from pyproject.toml"


def test_files_stay_small() -> None:
    for package in FORBIDDEN:
        for path in modules(package):
            lines = path.read_text("utf-8").count("\n")
            assert lines <= LONGEST_FILE, f"{path.relative_to(ROOT)} has {lines} lines: one idea per file"


def test_functions_fit_a_screen() -> None:
    for package in FORBIDDEN:
        for path in modules(package):
            for node in ast.walk(parsed(path)):
                if isinstance(node, ast.FunctionDef):
                    told = node.body[0] if ast.get_docstring(node) else None
                    doc = (told.end_lineno or 0) - told.lineno + 1 if told else 0
                    lines = (node.end_lineno or 0) - node.lineno + 1 - doc
                    assert lines <= LONGEST_FUNCTION, f"{path.relative_to(ROOT)}:{node.lineno} has {lines} lines"


def test_no_broad_except() -> None:
    allowed = {"reports/cli.py", "threads/plugins.py"}
    for package in FORBIDDEN:
        for path in modules(package):
            for node in ast.walk(parsed(path)):
                if isinstance(node, ast.ExceptHandler):
                    broad = node.type is None or ast.dump(node.type).find("id='Exception'") >= 0
                    assert not broad or str(path.relative_to(ROOT)) in allowed, (
                        f"{path.relative_to(ROOT)}:{node.lineno}"
                    )
