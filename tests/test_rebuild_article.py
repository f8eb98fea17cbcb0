"""What stands above a dump's text: which line is the title, which the writer's name."""

from __future__ import annotations

import pytest

from commentariat.threads import NoCommentsFound, read_text
from commentariat.threads.rebuild.article import read_article
from commentariat.threads.rebuild.text.lines import split_lines

STORY = (
    "Government columns moved into the tannery quarter before dawn on Thursday, and by noon the old customs house flew"
    " the national flag for the first time in three winters.\n\n"
    "Ilse Marchetto writes from the interior; a longer version of this report was printed in spring, in two parts."
)


@pytest.mark.parametrize(("text", "about"), [("null", "holds text and no"), (f"Tolls\n\n{STORY}", "article “Tolls”")])
def test_a_line_alone_is_no_article(text: str, about: str) -> None:
    with pytest.raises(NoCommentsFound, match=about):
        read_text(text)


@pytest.mark.parametrize(
    ("head", "kicker", "title", "byline"),
    [
        (
            "The Siege Enters Its Last Week\n\nIlse Marchetto\n\n",
            None,
            "The Siege Enters Its Last Week",
            "Ilse Marchetto",
        ),
        (
            "The Siege Enters Its Last Week\n\nby Ilse Marchetto\n\n",
            None,
            "The Siege Enters Its Last Week",
            "Ilse Marchetto",
        ),
        ("Letters\nTannery Quarter Customs House\n", "Letters", "Tannery Quarter Customs House", None),
        ("Letters\n\nTannery Quarter Customs House\n\n", "Letters", "Tannery Quarter Customs House", None),
    ],
)
def test_a_name_by_itself_below_a_headline_is_the_writers(
    head: str, kicker: str | None, title: str, byline: str | None
) -> None:
    lines = split_lines(head + STORY)
    article, _ = read_article(lines, len(lines))
    assert (article.kicker, article.title, article.byline) == (kicker, title, byline)
