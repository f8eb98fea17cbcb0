"""Distributions of growth parameters that come with the package, one a kind of platform, learned by :mod:`.learn`."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np

from .population import Population

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

#: How people call what a set was learned from.
TITLES: Final[dict[str, str]] = {
    "wordpress": "WordPress",
    "disqus": "Disqus",
    "wiki_talk": "wiki talk pages",
    "mailing_list": "mailing lists",
    "chat": "chats",
}


def shipped(reader: str) -> tuple[str, Population] | None:
    """Return the name of the set that stands for a reader and its parameters, or ``None``.

    ``reader`` is a platform's name, as ``Discussion.source.reader`` has it.
    """
    name = next((family for start, family in FAMILIES.items() if reader.startswith(start)), None)
    found = _sets().get(name) if name is not None else None
    return (name, found) if name is not None and found is not None else None


@cache
def _sets() -> dict[str, Population]:
    text = files("commentariat.threads.models").joinpath("shipped.json").read_text("utf-8")
    return {name: _loaded(entry) for name, entry in json.loads(text)["sets"].items()}


def _loaded(entry: dict[str, Any]) -> Population:
    return Population(
        np.array(entry["mean"], dtype=np.float64),
        np.array(entry["spread"], dtype=np.float64),
        int(entry["choices"]),
        int(entry["discussions"]),
        int(entry["largest"]),
        bool(entry["one_thread"]),
    )
