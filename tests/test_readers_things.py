"""Lists of things with words of their own (changes, releases, groups, products, posts) are no comments."""

from __future__ import annotations

import json
from typing import Any

import pytest

from commentariat import threads

WHO = {"id": 7, "username": "mareno", "name": "Maren Oyle"}
WHEN = ("2021-03-04T10:00:00Z", "2021-03-05T11:30:00Z")
CHANGES = [
    {"id": f"{n:040x}"[::-1], "message": "The locks open earlier now", "author_name": "Maren", "created_at": when,
     "title": "The locks"} for n, when in enumerate(WHEN, 170)
]  # fmt: skip
THINGS: dict[str, list[dict[str, Any]]] = {
    "branches": [
        {"name": f"lock-{n}", "protected": True, "commit": {"message": "Open the locks", "authored_date": when}}
        for n, when in enumerate(WHEN)
    ],
    "changes": CHANGES,
    "jobs": [{"id": n, "stage": "test", "created_at": WHEN[0], "last_commit": one} for n, one in enumerate(CHANGES)],
    "groups": [
        {"id": n, "name": f"Harbour {n}", "description": "All that has to do with ships", "parent_id": n - 1}
        for n in (2, 3)
    ],
    "products": [
        {"id": n, "name": "Rope", "description": "Ten metres of good rope", "date_created": WHEN[0], "parent_id": 0,
         "average_rating": "4.5", "rating_count": 2} for n in (4, 5)
    ],
    "releases": [
        {"name": f"v{n}", "description": "Repairs of the gates and pumps", "author": WHO, "created_at": WHEN[0]}
        for n in (1, 2)
    ],
    "purchases": [
        {"ID": n, "user_id": "77", "description": "A mooring for a year", "subscribed_date": WHEN[0]} for n in (1, 2)
    ],
    "posts": [
        {"kind": "harbour#post", "id": n, "title": f"Day {n}", "content": "We sailed on.", "author": WHO,
         "published": WHEN[0]} for n in (1, 2)
    ],
    "notices": [
        {"id": n, "text": "The lock is closed on Sunday.", "created_at": WHEN[0], "all_day": False} for n in (1, 2)
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", THINGS)
@pytest.mark.parametrize("wrapped", [False, True])
def test_things_are_no_comments(name: str, *, wrapped: bool) -> None:
    listed = {"count": 2, name: THINGS[name]} if wrapped else THINGS[name]
    with pytest.raises(threads.ReadError):
        threads.read(json.dumps(listed).encode())


def test_a_review_under_a_rating_is_one() -> None:
    reviews = [
        {"id": n, "name": "Maren", "description": "It holds in every storm.", "rating": 5, "date_created": when}
        for n, when in enumerate(WHEN)
    ]
    assert threads.read(json.dumps(reviews).encode()).comments["author"].to_list() == ["Maren", "Maren"]


def test_a_time_that_tells_its_zone_is_taken_first() -> None:
    said = [
        {
            "id": n,
            "author": "Ines",
            "body": "The ferry is late.",
            "created": 1600028800 + n,
            "created_utc": 1600000000 + n,
        }
        for n in range(3)
    ]
    times = threads.read(json.dumps({"listed": said}).encode()).comments["created"]
    assert [int(one.timestamp()) for one in times] == [1600000000, 1600000001, 1600000002]


def test_a_schema_is_no_comment() -> None:
    view = {
        "type": "object",
        "required": ["uri"],
        "properties": {"uri": {"type": "string"}, "notFound": {"const": True}},
    }
    with pytest.raises(threads.ReadError):
        threads.read(json.dumps({"lexicon": 1, "defs": {"view": view, "other": view}}).encode())
