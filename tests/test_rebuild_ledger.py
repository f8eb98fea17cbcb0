"""Nothing of a comment section is lost or counted twice, whatever the layout and the damage."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commentariat import threads
from commentariat.threads.degradation import TEMPLATES, degrade
from commentariat.threads.errors import ReadError
from commentariat.threads.rebuild.comments.spans import ledger

from .text_data import assert_accounts_for_everything, discussions


@pytest.mark.parametrize("template", [name for name in TEMPLATES if name != "bare"])
@given(discussion=discussions(), loss=st.sampled_from([0.0, 0.25, 0.5]), seed=st.integers(0, 99))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_character_is_accounted_for(template, discussion, loss, seed):
    dump = degrade(discussion, template, loss, seed)
    try:
        read = threads.read_text(dump)
    except ReadError:
        # What has lost marks, or marks a comment by nothing but a name, may be refused rather than guessed at.
        assert loss or template.startswith("names-")
        return
    assert_accounts_for_everything(dump, read)
    again = threads.read_text(dump)
    assert read.comments.equals(again.comments)
    firsts = read.ledger.filter(pl.col("role") == "body").group_by("comment_id").agg(pl.col("start").min())
    starts = dict(firsts.iter_rows())
    order = [starts[comment] for comment in read.comments["comment_id"] if comment in starts]
    assert order == sorted(order)
    children = read.comments.filter(pl.col("parent_id").is_not_null())
    position = dict(zip(read.comments["comment_id"], read.comments["position"], strict=True))
    assert all(position[parent] < at for parent, at in zip(children["parent_id"], children["position"], strict=True))


def test_what_no_comment_owns_is_white_space_or_residue():
    text = "An article.\nInes said:\n The sluice is shut.\n\n-- advert --\n"
    head, body = text.index("Ines"), text.index("The sluice")
    rows = ledger(text, head, [(body, body + 19, "body", 0), (head, head + 10, "marker", 0)], ["c1"])
    told = [(text[start:end], role, owner) for start, end, role, owner in rows.iter_rows()]
    assert told == [
        ("Ines said:", "marker", "c1"),
        ("\n ", "whitespace", None),
        ("The sluice is shut.", "body", "c1"),
        ("\n\n-- advert --\n", "residue", None),
    ]


def test_a_section_that_ends_with_its_last_comment_has_no_gap_behind_it():
    assert ledger("Ines", 0, [(0, 4, "body", 0)], ["c1"]).height == 1
