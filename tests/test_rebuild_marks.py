"""What a mark says its lines hold is a short cut, never a condition of its own."""

from __future__ import annotations

import pytest

from commentariat.threads.rebuild.grammar import FURNITURE
from commentariat.threads.rebuild.grammars import GRAMMARS
from commentariat.threads.rebuild.text.timed import timed
from commentariat.threads.rebuild.text.trying import Tries

LINES = """
marlo_k 14 points 3 hours ago | prev | next
marlo_k on March 3, 2021 | parent | next
tilda yesterday
[–] osric 12 points 2 days ago
[-] osric 7 points 7 points (3 children)
[+] osric
u/osric avatar
u/osric
osric • 5 hr. ago
• Edited 2 mo. ago
· vor 3 Stunden
hace 2 horas
il y a 3 jours
há 5 dias
3 uur geleden
2 dni temu
5 часов назад
un'ora fa
2 giorni fa
just now
about an hour ago
by Tilda Vance (40281) on Monday March 01, 2021 @10:15AM (#512)
by Anonymous Coward
by Tilda Vance
on Monday March 01, 2021 @10:15AM
Score: 3, Insightful
4 replies beneath your current threshold.
Tilda Vance's picture
| 40281 Tilda Vance
| 40281
Vote up! 12
In reply to A long siege by Tilda Vance
Response to Tilda Vance
Recommended (12)
Tilda Vance |
From: Tilda Vance <tilda at example.org>
Von: Tilda Vance <tilda@example.org>
Date: Mon, 1 Mar 2021 10:15:00 +0100
Subject: A long siege
Tilda Vance said...
on Mar 1, 2021 10:15 AM
wrote on 1 March 2021 at 10:15
Tilda Vance wrote on 1 March 2021
Posted: 1/3/2021
1/3/2021
1 March 2021
10:15, 1 March 2021
3h
Mar 1
@tilda@example.org
▲ tilda
""".strip().split("\n")


@pytest.mark.parametrize("grammar", GRAMMARS, ids=lambda grammar: grammar.name)
def test_what_a_mark_needs_stands_in_every_line_that_it_matches(grammar):
    missed = [
        (mark.role, mark.pattern[:60], line)
        for mark in grammar.marks
        if mark.role != FURNITURE
        for line in LINES
        if len(line) <= mark.limit and mark.regex.fullmatch(line) and not Tries([(0, mark)]).on(line)
    ]
    assert not missed


def test_the_lines_are_matched_at_all():
    hit = {line for line in LINES for grammar in GRAMMARS for mark in grammar.marks if mark.regex.fullmatch(line)}
    assert len(hit) == len(LINES)


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("Tilda, just now", "just now"),
        ("an hour ago", "an hour ago"),
        ("Vor einer Stunde", "Vor einer Stunde"),
        ("gestern", "gestern"),
        ("una hora", None),
        ("Nobody knows how long the siege will last", None),
    ],
)
def test_times_without_a_digit_are_found(line, time):
    found = timed(line)
    assert (found.time if found else None) == time
