"""Packing: what the page's scripts unpack again, byte for byte the same for the same input."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

SCRIPTS: Final = (
    "model.js", "search.js", "words.js", "why.js", "tree.js", "pane.js", "plots.js", "tables.js", "keys.js", "boot.js",
)  # fmt: skip
STYLES: Final = ("base.css", "pane.css")
#: A style element that the library fills from a plain literal.
_OWN_STYLE: Final = re.compile(r"\.textContent='([^'\\]{200,})'")


def pack(data: bytes, level: int = 6) -> str:
    """Gzip without a time stamp, then base64: safe inside a ``<script type="text/plain">``."""
    return base64.b64encode(gzip.compress(data, compresslevel=level, mtime=0)).decode("ascii")


def pack_json(value: Any) -> str:
    """Pack a JSON value."""
    return pack(json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8"))


def asset(name: str) -> str:
    """Return one of the page's own files."""
    return files("commentariat.reports.page").joinpath(name).read_text("utf-8")


def boot_script() -> str:
    """Return the page's scripts as one, in a scope of their own."""
    return '(() => {\n"use strict";\n' + "\n".join(asset(name) for name in SCRIPTS) + "})();\n"


def styles() -> str:
    """Return the page's style sheets as one."""
    return "".join(asset(name) for name in STYLES)


@lru_cache(maxsize=1)
def plotly_library() -> str:
    """Return the Plotly library as it comes with the Python package."""
    return files("plotly").joinpath("package_data", "plotly.min.js").read_text("utf-8")


@lru_cache(maxsize=1)
def packed_plotly() -> str:
    """Return the library packed; 1.4 MB compressed."""
    return pack(plotly_library().encode("utf-8"), level=9)


def plotly_styles() -> list[str]:
    """Return the style sheets that the library adds to a page by itself: an empty one, and its map's."""
    return ["", *_OWN_STYLE.findall(plotly_library())]


def digest(text: str) -> str:
    """Return the hash by which a Content-Security-Policy names an inline script or style."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii") + "'"


def policy(scripts: Sequence[str], sheets: Sequence[str]) -> str:
    """Return a policy under which the page may run these scripts and nothing else, and reach nothing outside.

    Plotly sets ``style`` attributes on the elements that it draws, which no hash can name; attributes cannot load
    or run anything here, so they alone are allowed. Images are what Plotly paints itself (rasters, exports).
    """
    rules = {
        "default-src": ["'none'"],
        "script-src": [digest(one) for one in scripts],
        "style-src-elem": [digest(one) for one in sheets],
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": ["data:", "blob:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())
