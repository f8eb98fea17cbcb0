"""Text in which nothing marks a comment: refused, and read paragraph by paragraph where the user insists."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings

from commentariat import threads
from commentariat.reports.cli import commentariat
from commentariat.threads.degradation import degrade
from commentariat.threads.rebuild.linking.people import Names
from commentariat.threads.rebuild.linking.subject import about

from .text_data import assert_accounts_for_everything, discussions

READER = "bare-text"
ARTICLE = (
    "The tower question\n\nKestrels have nested on the tower since it was built, and the council wants them gone.\n"
)
COMMENTS = """Let them stay, they were here first.

They were not: the tower was empty for years, and pigeons kept it warm.

Pigeons do not keep anything warm, whatever you think of kestrels.
"""


def texts(dump):
    return threads.read_text(dump, platform=READER).comments["text"].to_list()


def test_it_is_refused_unless_asked_for():
    with pytest.raises(threads.NoCommentsFound):
        threads.read_text(f"{ARTICLE}\n{COMMENTS}")


def test_paragraphs_below_a_heading_are_comments_and_the_rest_is_the_article():
    found = threads.read_text(f"{ARTICLE}\nComments\n\n{COMMENTS}", platform=READER)
    assert found.comments["text"].to_list() == COMMENTS.strip().split("\n\n")
    assert found.article.title == "The tower question"
    assert found.comments["author_basis"].unique().to_list() == ["unknown"]
    assert [note.code for note in found.notes] == ["unmarked-text", "words-alone"]


def test_without_a_heading_everything_is_a_comment_and_that_is_said():
    found = threads.read_text(f"{ARTICLE}\n{COMMENTS}", platform=READER)
    assert found.comments.height == 5
    assert {note.code for note in found.notes} >= {"unmarked-text", "unmarked-start"}


def test_without_blank_lines_every_line_is_a_paragraph():
    assert texts(COMMENTS.replace("\n\n", "\n")) == COMMENTS.strip().split("\n\n")


@pytest.mark.parametrize(
    ("above", "here"),
    [
        ("Dear Ines,", "I saw one in June and nobody believed me."),
        ("This is what the council wrote:", "Nests are to be removed."),
        ("> they were here first", "Says who?"),
        ("“They were here first.”", "Says who?"),
        ("I saw one in June, twice, and nobody here believed me.", "Kind regards"),
        ("I saw one in June, twice, and nobody here believed me.", "Otto Brandt"),
        ("There are two reasons to keep them.", "1. They eat mice."),
        ("Somebody filmed it.", "https://example.org/kestrel"),
    ],
)
def test_what_plainly_goes_on_is_joined(above, here):
    assert texts(f"{above}\n\n{here}\n\nThat was last year.\n") == [f"{above}\n\n{here}", "That was last year."]


@pytest.mark.parametrize(
    ("above", "here"),
    [("Sleep well :lol:", "You too."), ("I have seen one, and then one more,", "Where?"), ("No.", "Otto")],
)
def test_what_may_be_two_comments_is_not(above, here):
    assert texts(f"{above}\n\n{here}\n") == [above, here]


def test_buttons_are_no_comments():
    assert texts("Reply\n\nLet them stay.\n\nShare\n\nThey were here first.\n") == [
        "Let them stay.",
        "They were here first.",
    ]


def test_words_that_come_back_stand_in_for_an_article_where_nobody_is_named():
    said = ["The kestrels stay.", "Which kestrels?", "The council knows."]
    nobody, somebody = Names([None] * 3, {}), Names(["ines", None, None], {})
    assert about((), said, nobody) == ("kestrels",)
    assert about((), said, somebody) == ()
    assert about(("An article.",), said, nobody) == ("An article.",)


@given(discussion=discussions())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_character_is_accounted_for(discussion):
    dump = degrade(discussion, "bare")
    read = threads.read_text(dump, platform=READER)
    assert_accounts_for_everything(dump, read)
    assert read.comments.equals(threads.read_text(dump, platform=READER).comments)
    read.forest().depth  # noqa: B018 -- raises on a cycle


def test_the_command_reads_it_and_says_what_it_is_worth(tmp_path):
    file = tmp_path / "text.txt"
    file.write_text(COMMENTS, "utf-8")
    done = CliRunner().invoke(commentariat, ["parse", str(file), "--from", READER])
    assert done.exit_code == 0
    assert "their confidences are scores" in done.stderr
