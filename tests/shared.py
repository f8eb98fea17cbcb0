"""Where real development data lies, when it is there; a test that needs it skips with a reason otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def shared(*parts: str) -> Path:
    """Return a path under the shared data, or skip the test."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"real data is not there: shared/{'/'.join(parts)}")
    return path
