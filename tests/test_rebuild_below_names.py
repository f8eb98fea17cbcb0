"""Pages of questions and boards as programs leave them: votes, menus and lights beside what is said."""

from __future__ import annotations

from commentariat import threads

ANSWERS = (
    ("Maren", "Use the older winch; the new one slips when the rope is wet."),
    ("tobias", "Both work as long as somebody greases them in October."),
)
REMARK = ("Greta", "Ours has not slipped once since the harbour was dredged.")


def test_votes_and_the_count_of_answers_are_no_words_of_the_first() -> None:
    out = "Which winch for a small ferry\n\nup vote 9 down vote favorite\n2\n\nWe have two of them and can keep one.\n"
    out += "link|edit|flag\nasked Aug 24 '10 at 5:01\nIvo\n407\nadd comment\nstart a bounty\n2 Answers\n"
    out += "active oldest votes\n"
    for at, (name, said) in enumerate(ANSWERS):
        out += f"up vote {5 - at} down vote\n\n{said}\nlink|edit|flag\n"
        out += f"answered Sep {at + 3} '10 at 17:1{at}\n{name}\n1,204\n"
        out += f"3\tup vote\n\tflag\n{REMARK[1]} ({at}) – {REMARK[0]} Sep 8 '10 at 6:2{at}\nadd comment\n"
    found = threads.read_text(out + "Your Answer\n").comments
    assert found["author"].to_list() == ["Maren", "Greta", "tobias", "Greta"]
    assert found["text"].to_list() == [ANSWERS[0][1], f"{REMARK[1]} (0)", ANSWERS[1][1], f"{REMARK[1]} (1)"]
    assert found["depth"].to_list() == [0, 1, 0, 1]


def test_the_menu_and_the_light_head_posts_that_lost_their_times() -> None:
    names = ("Maren Oyle", "tobias", "Greta Holm", "Maren Oyle", "Ivo Stark", "tobias")
    said = (
        "It carried the children to school for forty years, and nobody counted the crossings.",
        "And who pays for the fuel? The tickets alone never did, not in the best of summers.",
        "The bridge was promised in every election since I could vote, and still there is none.",
        "My uncle kept the engine going for thirty winters with parts he made in his own shed.",
        "A bus around the bay takes two hours, if the road is open at all in the snow.",
        "Then let them open the road before they stop the boat, it is as simple as that.",
    )
    out = "****** Will_the_old_ferry_be_missed? ******\n    * Show_Printable_Version\n    * Email_this_page…\n"
    for at, (name, body) in enumerate(zip(names, said, strict=True)):
        out += f"   {2 * at + 1}.\n   {2 * at + 2}. [Avatar_von_{name.replace(' ', '_')}]\n      {name}\n"
        out += "          o View_Profile\n          o View_Forum_Posts\n          o Private_Message\n"
        out += f"      [{name} is offline]  Senior Member\n           {body}\n      {'=' * 80}\n"
    found = threads.read_text(out).comments
    assert found["author"].to_list() == list(names)
    assert [" ".join(text.split()) for text in found["text"]] == list(said)


def test_labels_of_talk_pages_are_no_part_of_names() -> None:
    said = ("The harbour was dredged twice.", "Three times, by the minutes.", "Then the minutes need a source.")
    who = ("Maren Oyle dyskusja", "Ivo ✉", "(Greta")
    out = "Old ferry: discussion\n\nHow often was it dredged?\n\n"
    for at, (words, name) in enumerate(zip(said, who, strict=True)):
        out += f"{'    ' * at}{words} -- {name} 10:1{at}, {at + 3} maj 2010 (CEST)\n\n"
    found = threads.read_text(out + "Nobody kept a log.Tobias99 11:20, 9 maj 2010 (CEST)\n").comments
    assert found["author"].to_list() == ["Maren Oyle", "Ivo", "Greta", "Tobias99"]
