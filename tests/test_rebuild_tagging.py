"""The second look at a dump: features, tags, names, and when tags decide."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentariat import threads
from commentariat.threads.rebuild.comments.blocks import Cut
from commentariat.threads.rebuild.layouts.induce import GRAMMAR
from commentariat.threads.rebuild.layouts.page import page_of
from commentariat.threads.rebuild.tagging import second_look
from commentariat.threads.rebuild.tagging.decode import NEVER, decode, steps
from commentariat.threads.rebuild.tagging.features import NAMES, rows_of
from commentariat.threads.rebuild.tagging.layout import tagged_layout
from commentariat.threads.rebuild.tagging.model import default_tags, from_arrays, to_arrays
from commentariat.threads.rebuild.tagging.pieces import named_below, pieces_of
from commentariat.threads.rebuild.tagging.second_look import _has_menus
from commentariat.threads.rebuild.tagging.tags import Tag
from commentariat.threads.rebuild.tagging.told import TOLD, told
from commentariat.threads.rebuild.text.lines import split_lines

from .benchmarks.tagged import tags_of

OUT, NAME, BESIDE, FIRST, BODY, BELOW = Tag
DUMP = """The ferry will stop in winter
The harbour board has met.
Marlo Quill
3 May 2021
I would keep it running.
The bridge is no help.
Answer
Petra Lowick
4 May 2021
Nobody pays for it.
Answer
"""
TAGS = [OUT, OUT, NAME, BESIDE, FIRST, BODY, BESIDE, NAME, BESIDE, FIRST, BESIDE]


def rows(text, spans=(), authors=()):
    page = page_of(split_lines(text))
    return rows_of(page, told(page, spans, authors, learned=False))


def shares(tags):
    """Nearly sure of these tags."""
    return np.where(np.eye(len(Tag))[list(tags)] > 0, 0.95, 0.01).astype(np.float32)


def test_every_filled_line_is_a_row_of_finite_numbers():
    found = rows(DUMP + "\n\n   \n")
    assert found.values.shape == (11, len(NAMES))
    assert np.isfinite(found.values).all()
    assert all(kind.shape == (11,) for kind in found.alike)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aB 9\n:@>|·.2021May", max_size=300))
def test_any_text_has_features_and_tags(text):
    found = rows(text)
    assert np.isfinite(found.values).all()
    if len(found.page):
        likely = default_tags().shares(found)
        assert np.allclose(likely.sum(1), 1, atol=1e-3)
        assert len(decode(likely, default_tags().follows)) == len(found.page)


def test_what_the_rules_read_is_told_line_by_line():
    words = "Marlo Quill\nI would keep it.\nAnswer\n"
    page = rows(words).page
    spans = [(0, 11, "marker", 0), (12, 28, "body", 0), (29, 35, "residue", None)]
    told_of = told(page, spans, ["Marlo Quill"], learned=True)
    columns = {name: told_of[:, at].tolist() for at, name in enumerate(TOLD)}
    assert columns["body"] == columns["first"] == [0, 1, 0]
    assert columns["marker"] == columns["author"] == [1, 0, 0]
    assert columns["left over"] == [0, 0, 1]
    assert columns["learned"] == columns["read"] == [1, 1, 1]


def test_nothing_read_is_told_as_such():
    assert told(rows("One line.\n").page, [], [], learned=False)[:, 0].tolist() == [-1.0]


def test_words_never_begin_outside_of_a_comment():
    follows = np.ones((len(Tag), len(Tag)), np.float32)
    assert steps(follows)[OUT, BODY] == NEVER
    unsure = np.full((3, len(Tag)), 0.1, np.float32)
    unsure[:, BODY] = 0.5
    assert decode(unsure, follows)[0] is not BODY


def test_clear_tags_stay():
    assert decode(shares(TAGS), default_tags().follows) == TAGS


def test_tags_become_comments_with_names_and_times():
    found = rows(DUMP)
    segmentation = tagged_layout(found, shares(TAGS), TAGS)
    fields = [label.match.groupdict() for label in segmentation.labels if label.match]
    assert fields == [
        {"author": "Marlo Quill"}, {"date": "3 May 2021"}, {"author": "Petra Lowick"}, {"date": "4 May 2021"}
    ]  # fmt: skip
    assert sum(label.opens for label in segmentation.labels) == 2


def test_names_may_stand_below():
    text = "I would keep it.\nMarlo Quill\n3 May 2021\nNobody pays.\nPetra Lowick\n4 May 2021\n"
    tags = [FIRST, BELOW, BESIDE, FIRST, BELOW, BESIDE]
    assert named_below(tags)
    assert [piece.name for piece in pieces_of(rows(text).page, tags)] == [1, 4]
    labels = tagged_layout(rows(text), shares(tags), tags).labels
    assert [label.line for label in labels if label.opens] == [0, 3]


def test_no_comment_has_no_labels():
    assert tagged_layout(rows(DUMP), shares([OUT] * 11), [OUT] * 11).labels == ()


def test_lines_are_tagged_by_the_comments_that_a_page_holds():
    comments = [
        {"text": "I would keep it running.\nThe bridge is no help.", "author": "Marlo Quill"},
        {"text": "Nobody pays for it.", "author": "Petra Lowick"},
    ]
    found = tags_of(DUMP.splitlines(), comments)
    assert found.tolist()[:-1] == TAGS[:-1]
    assert tags_of(DUMP.splitlines(), [*comments, *[{"text": "This is said nowhere.", "author": None}] * 2]) is None


PLACES = ("Town", "Harbour", "Sport", "Culture", "Weather", "Travel", "Jobs", "Homes")
MENU = "\n".join(f"{place} {kind}" for kind in ("news", "shop") for place in PLACES)


def test_a_menu_makes_a_page_and_sentences_make_none():
    page = page_of(split_lines(f"{MENU}\n{DUMP}"))
    assert _has_menus(page, range(0))
    assert not _has_menus(page, range(len(page)))
    assert not _has_menus(page_of(split_lines(DUMP * 4)), range(0))


class _Told:
    """Stands for the model: says what it was told."""

    def __init__(self, tags):
        self.tags, self.follows = tags, np.ones((len(Tag), len(Tag)), np.float32)

    def shares(self, _rows):
        return shares(self.tags)


@pytest.fixture
def looked(monkeypatch):
    """A second look at a page with a menu and three comments, by given tags of the lines below the menu."""
    text = f"{MENU}\n{DUMP}Olaf Fennick\n5 May 2021\nRead our other news.\n"

    def look(tags, pieces=NOTHING):
        monkeypatch.setattr(second_look, "default_tags", lambda: _Told([*[OUT] * 16, *tags]))
        return second_look.second_look(split_lines(text), GRAMMAR, pieces).pieces

    return look


NOTHING = Cut(0, (), None, ())
THREE = [*TAGS, NAME, BESIDE, FIRST]
TWO = [*TAGS, OUT, OUT, OUT]


def test_what_no_rule_reads_is_cut_by_its_tags(looked):
    assert [block.fields["author"] for block in looked(TWO).blocks] == ["Marlo Quill", "Petra Lowick"]


def test_what_no_rule_reads_and_nobody_signs_is_no_discussion(looked):
    assert looked([BESIDE if tag is NAME else tag for tag in [OUT, OUT, OUT, OUT, *TWO[4:]]]).blocks == ()


def test_a_piece_at_the_end_that_nobody_says_is_left_out(looked):
    three = looked(THREE)
    assert len(three.blocks) == 3
    left = looked(TWO, three)
    assert [block.text for block in left.blocks] == [block.text for block in three.blocks[:2]]


def test_where_nobody_is_heard_nothing_is_read(looked):
    assert looked([OUT] * len(THREE), looked(THREE)).blocks == ()


def test_tags_decide_where_they_contradict_the_rules(looked):
    others = [OUT, FIRST, BODY, BODY, OUT, OUT, OUT, FIRST, BODY, OUT, OUT, OUT, OUT, OUT]
    again = looked(THREE, looked(others))
    assert len(again.blocks) == 3


def test_weights_of_other_features_are_refused():
    data = to_arrays(replace(default_tags(), about={**default_tags().about, "features": ["length"]}))
    with pytest.raises(ValueError, match="other features"):
        from_arrays(data)


def test_weights_survive_their_file():
    model = default_tags()
    again = from_arrays(to_arrays(model))
    found = rows(DUMP)
    assert np.allclose(again.shares(found), model.shares(found), atol=1e-3)


def test_a_known_layout_with_all_its_marks_is_read_as_before():
    text = (
        "Comments (3)\n\nMarlo says:\nMay 3, 2021 at 10:04 am\nI would keep the ferry running.\nReply\n\n"
        "Petra says:\nMay 4, 2021 at 9:00 am\nNobody pays for it, and nobody will.\nReply\n\n"
        "Marlo says:\nMay 4, 2021 at 9:30 am\nThe council could, if it wanted to.\nReply\n"
    )
    found = threads.read_text(text)
    assert found.comments["author"].to_list() == ["Marlo", "Petra", "Marlo"]
    assert found.source.reader == "wordpress-says-text"
