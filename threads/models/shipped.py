"""Growth parameters that come with the package, one set a kind of platform, learned by :mod:`.learn`."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np

from .fit import Fit
from .growth import Growth

#: Which set stands for which reader, by the beginning of its name; what is not here has no yardstick.
FAMILIES: Final[dict[str, str]] = {
    "wordpress": "wordpress",
    "wxr": "wordpress",
    "disqus": "disqus",
    "mediawiki": "wiki_talk",
    "wiki": "wiki_talk",
    "mbox": "mailing_list",
    "mail": "mailing_list",
    "irc": "chat",
}


def shipped(reader: str) -> tuple[str, Fit] | None:
    """Return the name of the set that stands for a reader and its parameters, or ``None``."""
    name = next((family for start, family in FAMILIES.items() if reader.startswith(start)), None)
    found = _sets().get(name) if name is not None else None
    return (name, found) if name is not None and found is not None else None


@cache
def _sets() -> dict[str, Fit]:
    text = files("commentariat.threads.models").joinpath("shipped.json").read_text("utf-8")
    return {name: _loaded(entry) for name, entry in json.loads(text)["sets"].items()}


def _loaded(entry: dict[str, object]) -> Fit:
    numbers = {key: float(str(entry[key])) for key in ("alpha", "beta", "tau", "log_likelihood")}
    return Fit(
        Growth(numbers["alpha"], numbers["beta"], numbers["tau"]),
        np.array(entry["covariance"], dtype=np.float64),
        numbers["log_likelihood"],
        int(str(entry["choices"])),
        int(str(entry["discussions"])),
    )
