"""Text of Reddit's pages: awards, roles, statuses and what follows the comments are none of their words."""

from __future__ import annotations

from commentariat import threads

SAID = (
    ("lantern_keeper", 1, "The old ferry ran every twenty minutes and nobody thought about it."),
    ("Brackwater99", 2, "Until the bridge came, and then nobody thought about the ferry either."),
    ("oat-mill", 3, "I still have a season ticket from its last year somewhere."),
    ("_Sill_", 1, "What is the toll for a bicycle now?"),
    ("quiet.harbour", 2, "Two crowns, and they round it up if you pay by card."),
)
BETWEEN = (("Gold", "2"), ("Silver", ""), ("", ""), ("Bravo Grande!", "3"), ("", ""))
ABOVE = """r/harbours
83.1k
Posted by
u/lantern_keeper
4 years ago
Archived
Silver 2

The ferry was the best thing about this town.

2.8k comments
share
save
84% Upvoted
This thread is archived
Sort by: best
"""
BELOW = """More posts you may like
8.7k
r/harbours
•Posted by
u/somebody-else
5 days ago
Silver
Join
Bridges are only ferries that stopped
8.7k
150 comments
share
7.9k
r/harbours
•Posted by
u/Third_Person
6 days ago
Join
Nobody paints a bridge
7.9k
545 comments
share
About Community
r/harbours
A place for harbours.
"""


def _page(head, buttons="Share\nReportSave\n", *, gone=""):
    out = ABOVE
    for at, (name, level, said) in enumerate(SAID):
        award, count = BETWEEN[at]
        out += head.format(level=level, name=name, award=award, count=count, named=f"[{award}]" if award else "")
        out += f"\n{said}\n\n{at + 12}\n{buttons}Continue this thread\n"
        if at == 2:
            out += gone
    return out + BELOW


def _checked(text, *, gone=0):
    found = threads.read_text(text)
    comments = found.comments.filter(~found.comments["deleted"])
    assert comments["text"].to_list() == [said for _, _, said in SAID]
    assert comments["author"].to_list() == [name for name, _, _ in SAID]
    assert comments["depth"].to_list() == [level - 1 for _, level, _ in SAID]
    assert found.comments.height == len(SAID) + gone
    return found.comments


def test_awards_are_no_words() -> None:
    _checked(_page("level {level}\n{name}\n· 4 yr. ago\n{count}\n"))
    _checked(_page("level {level}\n{name}\n· 4 yr. ago · edited 3 yr. ago\n{award} {count}\n"))
    _checked(_page("level {level}\n{name}\n· 4 yr. ago\n{named}{count}\n"))


def test_names_of_one_word_keep_their_signs() -> None:
    head = "level {level}\n{name}\n· 4_yr._ago\n{named}{count}\n"
    _checked(_page(head, "Share\nReportSave\nView_all_of_the_replies_here\nSee_more_of_this_here\n"))


def test_roles_and_what_people_wear_stand_between_name_and_time() -> None:
    _checked(_page("level {level}\n{name}\nOp · 4 yr. ago\n{count}\n"))
    _checked(_page("level {level}\n{name}\nRowing since 1987 · 4 yr. ago\n"))


def test_what_is_deleted_keeps_its_place() -> None:
    gone = (
        "level 2\n[deleted]\n· 4 yr. ago\nContinue this thread\n"
        "level 2\nComment deleted by user · 4 yr. ago\n3 more replies\n"
        "level 1\nComment removed by moderator · 4 yr. ago\n"
    )
    found = _checked(_page("level {level}\n{name}\n· 4 yr. ago\n", gone=gone), gone=3)
    assert found["deleted"].to_list() == [False, False, False, True, True, True, False, False]
    assert found["text"].to_list()[3:6] == ["", "", ""]
    assert found["author"].to_list()[3:6] == [None, None, None]
    assert found["depth"].to_list()[3:6] == [1, 1, 0]
    assert "Comment deleted by user" in found["extra"][4]


def test_who_wrote_may_be_gone_and_what_was_said_not() -> None:
    gone = "level 2\n[deleted]\n· 4 yr. ago\n\nIt was blue before the war.\n\n7\nShare\nReportSave\n"
    found = threads.read_text(_page("level {level}\n{name}\n· 4 yr. ago\n", gone=gone)).comments
    assert found["text"][3] == "It was blue before the war."
    assert (found["author"][3], found["deleted"][3]) == (None, False)


def test_other_languages_name_levels_and_buttons() -> None:
    buttons = "Antworten\nTeilen\nMelden\nSpeichern\n"
    text = _page("Ebene {level}\n{name}\n· vor 4 Jahren\n{count}\n", buttons).replace("Continue this thread\n", "")
    _checked(text)


def test_the_present_design_says_in_words_what_is_gone() -> None:
    out = "The ferry was the best thing about this town.\n\nSort by: Best\nComments Section\n"
    for at, (name, _, said) in enumerate(SAID):
        body = "Comment removed by moderator" if at == 3 else said
        who = "[deleted]" if at == 3 else name
        out += f"u/{name} avatar\n{who}\n•\n4y ago\n{body}\n\n\nUpvote\n{at + 3}\n\nDownvote\n\nReply\n\nAward\n\n"
    found = threads.read_text(out).comments
    assert found["deleted"].to_list() == [False, False, False, True, False]
    assert found["author"].to_list() == ["lantern_keeper", "Brackwater99", "oat-mill", None, "quiet.harbour"]
    assert found["text"].to_list() == [said if at != 3 else "" for at, (_, _, said) in enumerate(SAID)]
