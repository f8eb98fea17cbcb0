"""Wiki talk pages as extractors leave them: signatures at the end, lists for answers, lines broken anywhere."""

from __future__ import annotations

import pytest

from commentariat import threads
from commentariat.threads.errors import ReadError
from commentariat.threads.stamps import find_stamp, find_stamps

LISTS = """\
Talk:Old harbour

   Contents
     * 1 Name of the quay
     * 2 Photograph

Name of the quay

   The article calls it the north quay, but every map since the war says east. Should we move the whole section, or only
   the caption? Marlo Rusk (talk) 10:15, 3 May 2012 (UTC)
     * The maps are right, the plaque on the wall is older than the name. --Tessa (talk) 11:02, 3 May
       2012 (UTC)
          + Then the caption goes first. Marlo Rusk (talk) 11:30, 3 May 2012 (UTC)
     * I would keep both names in the lead. Quill (talk · contribs) 09:00, 4 May 2012 (UTC)

Photograph

   Does anybody own a better photograph of the lantern? Noor (talk) 12:45, 6 May 2012 (UTC)
     * There is one in the town archive, free to use. Tessa (talk) 13:10, 6 May 2012 (UTC)
"""

FLAT = "\n".join(line.strip(" *+") for line in LISTS.replace("\n   the caption", " the caption").splitlines()).replace(
    "May\n2012", "May 2012"
)

MARKDOWN = """\
# Talk:Old harbour

[Read](/wiki/Old_harbour "Old harbour") [Edit](/w/index.php?title=Old_harbour&action=edit)

## Name of the quay

The article calls it the [north quay](/wiki/North_quay "North quay"), but every map says
east. [Marlo](/wiki/User:Marlo "User:Marlo") ([talk](/wiki/User_talk:Marlo "User
talk:Marlo")) 10:15, 3 May 2012 (UTC)

  * The maps are right. [Tessa](/wiki/User:Tessa "User:Tessa") ([talk](/wiki/User_talk:Tessa "User talk:Tessa")) 11:02, 3 May 2012 (UTC)
    * Then the caption goes first. [Marlo](/wiki/User:Marlo "User:Marlo") ([talk](/wiki/User_talk:Marlo "User talk:Marlo")) 11:30, 3 May 2012 (UTC)

## Photograph

Does anybody own a better one? [Noor](/wiki/User:Noor "User:Noor") ([talk](/wiki/User_talk:Noor "User talk:Noor")) 12:45, 6 May 2012 (UTC)
"""  # noqa: E501 -- extractors do not break list items


def test_lists_are_answers_and_headings_part_threads() -> None:
    discussion = threads.read_text(LISTS)
    comments = discussion.comments
    assert discussion.source.reader == "wiki-talk-text"
    assert comments["author"].to_list() == ["Marlo Rusk", "Tessa", "Marlo Rusk", "Quill", "Noor", "Tessa"]
    assert comments["parent_id"].to_list() == [None, "c1", "c2", "c1", None, "c5"]
    assert comments["created"][1].isoformat() == "2012-05-03T11:02:00+00:00"
    assert comments["text"][1] == "The maps are right, the plaque on the wall is older than the name."


def test_the_ledger_covers_a_talk_page() -> None:
    discussion = threads.read_text(LISTS)
    ledger = discussion.ledger
    assert ledger["start"].to_list()[1:] == ledger["end"].to_list()[:-1]
    assert ledger["end"].to_list()[-1] == len(LISTS)


def test_without_columns_sections_still_open_threads() -> None:
    comments = threads.read_text(FLAT).comments
    assert comments.height == 6
    assert comments["parent_id"][0] is None
    assert comments["link_basis"][4] == "root"
    assert "c4" not in {ref["ref"] for ref in comments["link_evidence"][5]}


def test_links_spelled_out_are_no_words_of_a_comment() -> None:
    comments = threads.read_text(MARKDOWN).comments
    assert comments["author"].to_list() == ["Marlo", "Tessa", "Marlo", "Noor"]
    assert comments["text"][0] == "The article calls it the north quay, but every map says\neast."
    assert comments["parent_id"].to_list() == [None, "c1", "c2", None]


def test_times_in_running_text_are_no_signatures() -> None:
    text = "The match began at 10:15, 3 May 2012 (UTC) and was over before anybody had found a seat.\n\n" * 4
    with pytest.raises(ReadError):
        threads.read_text(text)


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("so be it. Marlo (talk) 10:15, 3 May 2012 (UTC)", "10:15, 3 May 2012 (UTC)"),
        ("Quill 3 mai 2012 à 10:15 (CEST)", "3 mai 2012 à 10:15 (CEST)"),
        ("no time at all (UTC)", None),
    ],
)
def test_stamps(text: str, stamp: str | None) -> None:
    found = find_stamp(text)
    assert (text[slice(*found)] if found else None) == stamp
    assert len(list(find_stamps(f"{text} {text}"))) == 2 * (stamp is not None)
