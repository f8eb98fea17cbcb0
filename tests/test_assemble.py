"""From drafts to the comment table: nothing is lost, the order stays, every repair is a note, and no circle is left."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from commentariat.threads.assemble import assemble, doubt_links_at_cap
from commentariat.threads.draft import Draft, Reading
from commentariat.threads.forest import Forest
from commentariat.threads.model import Discussion
from commentariat.threads.payload import Payload
from commentariat.threads.platform import ReadOptions
from commentariat.threads.registry import platform_named
from commentariat.threads.schema import check_comments

IDS = st.sampled_from(["a", "b", "c", "d", None])
DRAFTS = st.lists(
    st.builds(
        Draft,
        text=st.sampled_from(["The lock is shut.", "It is open.", ""]),
        comment_id=IDS,
        stated_parent=st.one_of(IDS, st.just("gone")),
        author=st.sampled_from(["Ines", "Osk", None]),
        link_basis=st.just("explicit"),
    ),
    max_size=12,
)


def assembled(*drafts: Draft) -> Discussion:
    return assemble(Reading(list(drafts)), Payload("x", b""), platform_named("bare-text"), ReadOptions())


def codes(found: Discussion) -> list[str]:
    return [note.code for note in found.notes]


@given(DRAFTS)
@settings(max_examples=200, deadline=None)
def test_whatever_the_ids_say_it_is_a_forest_of_every_comment_in_order(drafts: list[Draft]) -> None:
    told = [(draft.text, draft.author) for draft in drafts]
    found = assembled(*drafts)
    check_comments(found.comments)
    found.forest().depth  # noqa: B018 -- raises on a cycle
    dropped = codes(found).count("duplicate")
    kept = list(zip(found.comments["text"], found.comments["author"], strict=True))
    assert len(kept) == len(told) - dropped
    left = iter(told)
    assert all(one in left for one in kept), "in the order of the source"
    assert set(told) == set(kept), "only repeats are dropped"
    assert found.comments["comment_id"].is_unique().all()
    known = set(found.comments["comment_id"])
    assert all(parent is None or parent in known for parent in found.comments["parent_id"])


def test_the_same_comment_twice_is_one_and_two_under_one_id_are_two() -> None:
    said = "The lock is shut."
    found = assembled(Draft(said, "a", author="Ines"), Draft(said, "a", author="Ines"), Draft(said, "a", author="Osk"))
    assert found.comments["comment_id"].to_list() == ["a", "a~2"]
    assert found.comments["author"].to_list() == ["Ines", "Osk"]
    assert codes(found) == ["duplicate", "duplicate-id"]


def test_parents_that_cannot_stand_are_told() -> None:
    stated = (("a", "a"), ("b", "gone"), ("c", "d"), ("d", "c"), ("e", "a"))
    found = assembled(*(Draft(f"{own}.", own, stated_parent=above, link_basis="explicit") for own, above in stated))
    assert found.comments["link_basis"].to_list() == ["undecided", "missing", "undecided", "explicit", "explicit"]
    assert found.comments["parent_id"].to_list() == [None, None, None, "c", "a"]
    assert codes(found) == ["self-parent", "dangling-parent", "cycle"]


def test_at_the_depth_cap_an_answer_to_a_sibling_looks_like_one_to_its_parent() -> None:
    drafts = [Draft("x", name, link_basis="nesting") for name in "abcd"]
    doubt_links_at_cap(drafts, Forest([-1, 0, 0, 0]), 1)
    assert [draft.link_confidence for draft in drafts] == [None, 1.0, 0.75, 0.5 + 0.5 / 3]
    assert [one["parent_id"] for one in drafts[3].link_alternatives] == ["c", "b"]


def test_a_parent_that_words_tell_is_not_one_that_the_source_states() -> None:
    bases = ("root", "explicit", "nesting", "mention", "inferred", "quote")
    drafts = (
        Draft(f"{basis}.", basis, stated_parent="root" if at else None, link_basis=basis)
        for at, basis in enumerate(bases)
    )
    found = assembled(*drafts).comments
    assert found["parent_id"].to_list() == [None] + ["root"] * 5
    assert found["stated_parent"].to_list() == [None, "root", "root", "root", None, None]
