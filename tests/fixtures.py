"""Small sources of our own words, one for each platform: ``tests/fixtures/<carrier>/<platform>.*``."""

from __future__ import annotations

from pathlib import Path

FIXTURES = Path(__file__).parent / "fixtures"


def fixture(carrier: str, platform: str) -> Path | None:
    """Return a platform's fixture, or ``None`` where it has none."""
    found = sorted(one for one in (FIXTURES / carrier).glob(f"{platform}.*") if one.stem == platform)
    return found[0] if found else None
