"""Property tests with the same examples in every run of the CI, and a guard for input that never ends."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Far beyond what any hostile input needs on a slow machine: whoever is still at it is in an endless loop.
PATIENCE = 300

#: Assertions that tests share say what differs, as those of tests do.
pytest.register_assert_rewrite("tests.text_data")

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture
def no_hang() -> Iterator[None]:
    """Break off a test that would never end."""

    def ring(*_: object) -> None:
        raise TimeoutError("still at it: the work is not bounded by the input")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(PATIENCE)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
