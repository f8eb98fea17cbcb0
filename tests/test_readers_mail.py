"""Mails as old programs wrote them: names that nobody encoded."""

from __future__ import annotations

import pytest

from commentariat.threads import read


@pytest.mark.parametrize(
    ("encoding", "declared", "name"),
    [
        ("utf-8", "", "Jörg Öst"),
        ("utf-8", "; charset=koi8-r", "Йорг Эст"),
        ("koi8-r", "; charset=koi8-r", "Йорг Эст"),
        ("cp1252", "", "Jörg Öst"),
        ("cp1252", "; charset=us-ascii", "Jörg Öst"),
    ],
)
def test_a_name_as_it_was_typed(encoding, declared, name):
    head = f'From: "{name}" <joerg@example.org>\nDate: Sat, 24 Aug 2002 01:24:49 +0800\nMessage-ID: <1@example.org>\n'
    mail = f"{head}Subject: Lamps ({name})\nContent-Type: text/plain{declared}\n\nThe lamp is lit every night.\n"
    found = read(mail.encode(encoding))
    assert found.comments["author"].to_list() == [name]
    assert found.article.title == f"Lamps ({name})"
