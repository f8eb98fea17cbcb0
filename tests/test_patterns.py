"""Patterns take no time that grows out of bounds, whatever a page or a dump repeats."""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
from dataclasses import fields, is_dataclass
from functools import _lru_cache_wrapper
from inspect import signature
from typing import TYPE_CHECKING, TypeVar

import pytest

import commentariat.embeddings
import commentariat.reports
import commentariat.threads
from commentariat.threads.rebuild.grammar import Mark
from commentariat.threads.rebuild.linking import citing
from commentariat.threads.rebuild.text import timed

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
#: Containers within containers that are looked into.
DEEPEST = 5
#: What pages and dumps repeat, and how long it goes on; then comes something that no pattern expects.
REPEATED = ("1", " ", "a", "1.", "A b ", "@a ", "<a", '"a', "..", "> ", "11")
LONG = 200
UNEXPECTED = "\0!"
#: Seconds of the processor for one match: a hundred times what the slowest takes.
LIMIT = 1.0


def held(value: object, kind: type[T], depth: int = 0) -> list[T]:
    """What is of one kind in a value: itself, or what containers and data classes hold."""
    if isinstance(value, kind):
        return [value]
    if depth > DEEPEST or isinstance(value, (str, bytes, type)):
        return []
    if isinstance(value, dict):
        inner = list(value.values())
    elif isinstance(value, (list, tuple, set, frozenset)):
        inner = list(value)
    elif is_dataclass(value):
        inner = [getattr(value, one.name, None) for one in fields(value)]
    else:
        return []
    return [found for one in inner for found in held(one, kind, depth + 1)]


def of_all_modules(kind: type[T]) -> dict[T, str]:
    """What the modules of the packages hold of one kind, and which holds it."""
    out: dict[T, str] = {}
    for package in (commentariat.threads, commentariat.embeddings, commentariat.reports):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.endswith("__main__"):
                continue
            for value in map(made, list(vars(importlib.import_module(module.name)).values())):
                out |= {found: module.name for found in held(value, kind) if found not in out}
    return out


def made(value: object) -> object:
    """What a module holds; patterns that are compiled when somebody first asks for them are asked for."""
    lazy = isinstance(value, _lru_cache_wrapper) and "Pattern" in str(value.__wrapped__.__annotations__.get("return"))
    return value() if lazy and not signature(value).parameters else value


def test_patterns_that_are_compiled_late_are_found():
    found = {pattern.pattern for pattern in of_all_modules(re.Pattern)}
    assert found >= {timed._INSIDE, *citing._CITING}


def tried(pattern: re.Pattern[str]) -> list[str]:
    """Long texts of what is usual and of the signs that the pattern itself speaks of."""
    own = sorted(set(re.findall(r"[^\w\s\\()?*+|\[\]{}^$]", pattern.pattern)))[:8]
    return [head + sign * (LONG // len(sign)) + UNEXPECTED for sign in (*REPEATED, *own) for head in ("", "<a")]


@pytest.fixture
def broken_off():
    """Break matches off that take longer than the limit, where the system can."""
    if not hasattr(signal, "setitimer"):
        pytest.skip("no timer here that breaks a match off")

    def stop(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, stop)
    yield
    signal.signal(signal.SIGVTALRM, before)


def is_slow(text: str, *matches: Callable[[str], object]) -> bool:
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    try:
        for match in matches:
            match(text)
    except TimeoutError:
        return True
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return False


def test_no_pattern_of_the_packages_backtracks_without_end(broken_off):
    found = {
        pattern: where for pattern, where in of_all_modules(re.Pattern).items() if isinstance(pattern.pattern, str)
    }
    assert len(found) > 300
    slow = [
        (where, pattern.pattern) for pattern, where in found.items()
        if any(is_slow(text, pattern.search, pattern.match) for text in tried(pattern))
    ]  # fmt: skip
    assert slow == []


def test_no_mark_of_a_layout_backtracks_without_end(broken_off):
    found = of_all_modules(Mark)
    assert len(found) > 100
    slow = [
        (where, mark.pattern) for mark, where in found.items()
        if any(is_slow(text[: mark.limit - 1], mark.regex.fullmatch) for text in tried(mark.regex))
    ]  # fmt: skip
    assert slow == []


def test_a_pattern_that_does_is_noticed(broken_off):
    pattern = re.compile(r"(?:\d+\.?)*x")
    assert any(is_slow(text, pattern.search) for text in tried(pattern))
