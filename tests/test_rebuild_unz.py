"""The rebuild on dumps in which numbers, names and back-references are partly lost."""

from __future__ import annotations

import pytest

from commentariat import threads
from commentariat.threads import NoCommentsFound

DUMP = """\
A Kicker of Four Words
The Harbour Wall Will Not Hold Another Winter
The harbour wall of Lissmouth was built for smaller storms, and the engineers have stopped pretending otherwise.

“We patch what we can reach at low tide, and the rest we leave to luck,” said the harbour master on Friday.

(Republished from The Tidewater Post by permission of the author)
Tags: Harbours, Weather
  1. Old Salt says:

    The wall was sound until they moved the breakwater. Nobody asked the pilots.

    @Gannet
  2. Luck has kept this town dry for a hundred years. It can do ten more.

  @Old Salt

    “until they moved the breakwater”? They moved it because the pilots asked for it.

    • Replies: @Old Salt, @Petrel
  Old Salt [AKA "Bosun"] says: • Website
    @Gannet

    Some pilots. Not the ones who had to bring the coal in at night.

  Petrel • Disclaimer says:
    @Gannet

    My father signed that petition and regretted it.

  6. Anonymous[265] says:

    We patch what we can reach at low tide, and the rest we leave to luck

    That sentence should be carved into the wall.
"""


@pytest.fixture(scope="module")
def discussion():
    return threads.read_text(DUMP)


def test_parents_authors_and_bases(discussion):
    rows = discussion.comments
    assert rows["parent_id"].to_list() == [None, None, "c1", "c3", "c3", None]
    assert rows["author"].to_list() == ["Old Salt", None, "Gannet", "Old Salt", "Petrel", "Anonymous"]
    assert rows["author_basis"].to_list() == ["stated", "unknown", "inferred", "stated", "stated", "stated"]
    assert rows["author_alias"][3] == "Bosun"
    assert all(rows["link_evidence"].list.len().to_list()[at] for at in range(6) if rows["parent_id"][at] is not None)


def test_no_mark_is_left_in_a_text(discussion):
    texts = discussion.comments["text"].to_list()
    assert len(texts) == 6
    for text in texts:
        assert not any(mark in text for mark in ("@", "Replies:", "says:", "Website", "Disclaimer"))


def test_article(discussion):
    article = discussion.article
    assert article.kicker == "A Kicker of Four Words"
    assert article.title == "The Harbour Wall Will Not Hold Another Winter"
    assert len(article.paragraphs) == 2
    assert article.site == "The Unz Review"
    assert any(note.code == "republished" for note in discussion.notes)


def test_quotes_of_the_article(discussion):
    assert [quote["kind"] for quote in discussion.comments["quotes"][5]] == ["article"]


def test_an_alias_is_one_person(discussion):
    told = DUMP.replace("@Old Salt, @Petrel", "@Old Salt")
    other = threads.read_text(told.replace("    @Gannet\n\n    My father", "    @Bosun\n\n    My father"))
    assert other.comments["author_id"][0] == other.comments["author_id"][3]
    assert other.comments["parent_id"][4] == "c4"


def test_a_numbered_list_in_a_comment_opens_none():
    listed = DUMP.replace(
        "    That sentence should", "    1. Wall\n\n    2. Breakwater\n\n    3. Quay\n\n    That sentence should"
    )
    assert threads.read_text(listed).comments.height == 6


SEA = """\
A Title About the Sea

The sea was calm that morning, and nobody in the village thought of going out before noon.

By evening the wind had turned, and three boats were missing when the lamps were lit.
"""
NETS = """\
Ten Ways to Mend a Net

1. Wash it.

2. Dry it.

3. Look for holes.

Then ask somebody who knows how to do it properly.
"""
TRANSCRIPT = """\
What the Report on the Wall Says

The report says:

The wall is older than the harbour, and nobody knows who built it or what it was meant to keep out.

The mayor says:

We are grateful for the report and will read it as soon as we find the time to do so in peace.
"""


@pytest.mark.parametrize("text", [SEA, NETS, TRANSCRIPT])
def test_an_article_alone_has_no_comments(text):
    with pytest.raises(NoCommentsFound, match=text.split("\n", 1)[0]) as caught:
        threads.read_text(text)
    assert caught.value.article is not None
    assert caught.value.article.paragraphs


COUNTED = """\
A Title About the Lock

The lock was rebuilt in spring, and the keeper says that it will outlast the canal and everybody who uses it.

  Lockkeeper says:

    It was the gates that leaked, not the walls, as anybody could have seen who ever stood there in rain.

  2. The walls leaked as well. I have carried the water out of the cellar next door for eleven years.

  3. Both did, and the pump was for sale at the time.
"""
ANSWERED = """\
A Title About the Lock

The lock was rebuilt in spring, and the keeper says that it will outlast the canal and everybody who uses it.

  1. It was the gates that leaked, not the walls, as anybody could have seen who ever stood there in rain.

    • Replies: @Cellar Dweller

  Cellar Dweller says:

    The walls leaked as well. I have carried the water out of my cellar for eleven years.
"""


@pytest.mark.parametrize(("text", "count"), [(COUNTED, 3), (ANSWERED, 2)])
def test_few_marks_that_fit_together_are_a_comment_section(text, count):
    assert threads.read_text(text).comments.height == count


def test_numbers_that_count_only_themselves_are_a_list():
    listed = COUNTED.replace("  2. The", "  1. The").replace("  3. Both", "  2. Both")
    with pytest.raises(NoCommentsFound):
        threads.read_text(listed)


def test_somebody_addressed_with_a_colon_inside_a_comment_opens_none():
    called = DUMP.replace(
        "    That sentence should",
        "    @Petrel:\n    You will like it.\n\n    @Gannet:\n    So will you.\n\n    That should",
    )
    assert threads.read_text(called).comments.height == 6


MAILS = """\
Re: gears for the tower clock
  1. Ottoline Marsh says:

    Does anybody still cut gears of bronze?

    • Replies: @Perrin Voss
  2. Perrin Voss says:
    @Ottoline Marsh

    On Mon, 3 Nov 1997, Ottoline Marsh wrote:
    > Does anybody still cut gears of bronze?

    Two workshops by the canal do.

  @Perrin Voss

    On Tue, 4 Nov 1997, Perrin Voss wrote:
    > On Mon, 3 Nov 1997, Ottoline Marsh wrote:
    > > Does anybody still cut gears of bronze?
    > Two workshops by the canal do.

    One of them burned down in spring.

  4. Ottoline Marsh says:

    On Wed, 5 Nov 1997, Lennart Brook wrote:
    > One of them burned down in spring.

    Then I shall ask the other.
"""


def test_lines_that_announce_quotations_head_no_comments():
    rows = threads.read_text(MAILS).comments
    assert rows.height == 4
    assert rows["parent_id"].to_list()[:3] == [None, "c1", "c2"]


NUMBERED = """\
Notes from the Clockmakers' List
  1. A hammer of brass keeps its face longer than one of steel.

    It rings less, too.

  2.
  @Ottoline Marsh

    Mine lasted for eleven winters before it chipped at the edge.

  3. Nobody here has asked what the pendulum weighs, and it weighs plenty.

    Twelve pounds, and the case shakes with it.
"""


def test_numbers_and_whom_somebody_answers_are_enough():
    """An address says who is spoken to: numbers beside one are no list of an article."""
    rows = threads.read_text(NUMBERED).comments
    assert rows.height == 3
    assert rows["parent_id"].to_list()[:2] == [None, "c1"]
    assert rows["author"].to_list()[0] == "Ottoline Marsh"
