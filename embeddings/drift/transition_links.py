"""The words behind a transition: which replies pass from one theme to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from .schemas import TRANSITION_LINKS
from .transitions import labelled_links, link_sets, principal_labels

if TYPE_CHECKING:
    from .material import Ints, Material


def transition_links(material: Material) -> pl.DataFrame:
    """Build the ``transition_links`` table: one row a seen cell of ``transitions``, most replies first."""
    rows = [
        row for which, links in link_sets(material) for row in _rows(material, labelled_links(material, links), which)
    ]
    table = pl.DataFrame(rows, schema=TRANSITION_LINKS, orient="row")
    return table.sort("links", "count", descending=[True, True], maintain_order=True)


def _rows(material: Material, links: Ints, which: str) -> list[dict[str, Any]]:
    if not links.size:
        return []
    parent = material.forest.parent[links]
    shares, names = principal_labels(material.labels, np.union1d(links, parent))
    left, right = shares[parent], shares[links]
    ids = material.frame["comment_id"]
    rows = []
    for i, (from_id, from_name) in enumerate(names):
        for j, (to_id, to_name) in enumerate(names):
            weight = left[:, i] * right[:, j]
            there = np.flatnonzero(weight > 0)
            if there.size:
                rows.append({
                    "discussion_id": material.discussion_id, "links": which, "from_theme_id": from_id,
                    "from_theme": from_name, "to_theme_id": to_id, "to_theme": to_name, "count": float(weight.sum()),
                    "comment_ids": ids.gather(links[there]).to_list(),
                    "parent_ids": ids.gather(parent[there]).to_list(),
                })  # fmt: skip
    return rows
