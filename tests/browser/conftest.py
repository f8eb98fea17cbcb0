"""A headless Chromium that watches what a page does; the tests skip where there is none."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
#: Width and colours of a window; with every change those are tried that differ in both.
LOOKS = [
    (400, "dark"),
    (1280, "light"),
    pytest.param(400, "light", marks=pytest.mark.slow),
    pytest.param(1280, "dark", marks=pytest.mark.slow),
]


@dataclass
class Watch:
    """What went on in a page besides what it shows."""

    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def assert_clean(self) -> None:
        assert self.errors == []
        assert self.requests == []
        assert self.dialogs == []


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    if path is None:
        pytest.skip("no Chromium on this machine")
    with sync.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Any, tmp_path: Path) -> Any:
    """Return a context manager that opens a report's bytes and yields the page and its watch."""

    @contextmanager
    def opened(
        report: bytes, *, width: int = 1280, scheme: str = "light", scripts: bool = True, anchor: str = ""
    ) -> Iterator[Any]:
        file = tmp_path / "report.html"
        file.write_bytes(report)
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts,
            accept_downloads=True,
        )  # fmt: skip
        page, watch = context.new_page(), Watch()
        page.on(
            "console",
            lambda message: watch.errors.append(message.text) if message.type in {"error", "warning"} else None,
        )
        page.on("pageerror", lambda error: watch.errors.append(str(error)))
        page.on(
            "request", lambda request: watch.requests.append(request.url) if request.url.startswith("http") else None
        )
        page.on("dialog", lambda dialog: (watch.dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(file.as_uri() + anchor)
        if scripts:
            page.wait_for_selector("html[data-ready]", state="attached", timeout=60_000)
        yield page, watch
        context.close()

    return opened
