"""Lines in which a page says whom a comment quotes or answers."""

from __future__ import annotations

import pytest

from commentariat import threads
from commentariat.threads.rebuild.linking.citing import cited

PEOPLE = {"marlo rusk", "tessa", "quill7"}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Marlo Rusk wrote:", "Marlo Rusk"),
        ("Quote from: Tessa on March 1, 2019, 10:15:00 am", "Tessa"),
        ("On 3/2/2019, Marlo Rusk said:", "Marlo Rusk"),
        ("Tessa said: ↑", "Tessa"),
        ("Originally Posted by quill7 View Post", "quill7"),
        ("In reply to Marlo Rusk", "Marlo Rusk"),
        ("Zitat von Tessa", "Tessa"),
        ("Am 3. Mai schrieb Tessa:", "Tessa"),
        ("↪ Tessa", "Tessa"),
        ("Response to Tessa, 1 November 2012 9:11PM", "Tessa"),
        ("Somebody wrote:", None),
        ("He said that Tessa left early.", None),
        ("Tessa has written a long letter to the council", None),
    ],
)
def test_citing_lines(line: str, name: str | None) -> None:
    assert cited([line, "And so on."], PEOPLE) == name


FORUM = """\
The lantern

Ilse
Mar 1, 2019, 10:15
The lantern on the quay ought to be green, as it was before the war, and it ought to be lit by seven.

Tobin
Mar 1, 2019, 11:00
It was never lit by seven, the keeper came down from the hill at eight on most evenings of the year.

Noor
Mar 2, 2019, 09:30
Ilse wrote:
Quite so, and the harbour office has the paint for it in the cellar since last summer, unopened.

Amos
Mar 2, 2019, 12:10
Nobody asked those of us who row out at night, we would rather have it white and twice as bright.
"""


def test_who_is_quoted_wrote_the_parent() -> None:
    comments = threads.read_text(FORUM, platform="plain-text").comments
    assert comments.height == 4
    assert comments["parent_id"][2] == comments["comment_id"][0]
    assert comments["link_basis"][2] == "mention"
