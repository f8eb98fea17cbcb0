"""What themes are called: terms, phrases, and the words of many scripts."""

from __future__ import annotations

import pytest

from commentariat.embeddings import fit, whole_comments
from commentariat.embeddings.labels import (
    Term,
    count_terms,
    distinctive,
    heading,
    key_phrase,
    unique_labels,
)
from commentariat.embeddings.language import joined, words
from commentariat.embeddings.segments import segmented

from .theme_data import HARBOUR, LIBRARY, ORCHARD, WordEncoder, discussion


def test_labels_stay_unique():
    assert unique_labels([["a", "b", "c", "d"], ["a", "b", "c"], []], ["untitled"]) == [
        "a, b, c",
        "a, b, c (2)",
        "untitled (2)",
    ]


def _vocabulary(*groups, else_said=()):
    return count_terms([[[unit] for unit in group] for group in groups], else_said, "en", frozenset())


def test_a_label_is_made_of_what_two_comments_say():
    found = _vocabulary(
        ["The cynical harbour ferry broke.", "A new harbour ferry is a cynical promise.", "Zebras are striped."],
        ["The library closes.", "Libraries lend books."],
    )
    terms = distinctive(found, 0)
    assert terms[0] == ("harbour ferry", 2, False)
    assert heading(terms, "zebras striped") == ["harbour ferry"]  # "cynical" alone names nothing


def test_a_repetitive_speaker_names_no_theme():
    group = [["Zebras!", "Zebras again.", "More zebras here."], ["The ferry is late."], ["No ferry today."]]
    found = count_terms([group], ["Something else entirely."], "en", frozenset())
    assert distinctive(found, 0)[0][:2] == ("ferry", 2)


def test_where_nothing_is_shared_the_central_phrase_stands():
    found = _vocabulary(["The copper shaft was flooded.", "Nobody pays diggers."], ["Books are lent."])
    phrase = key_phrase(found, 0, "The copper shaft was flooded.")
    assert heading(distinctive(found, 0), phrase) == ["around: copper shaft"]
    assert key_phrase(found, 0, "of the and") is None


def test_hyphens_and_inflections_meet():
    found = _vocabulary(["Rebel-breeding allies of Carpathia.", "Rebels again, say the Carpathians."], ["Bread."])
    said = {one.text.lower(): one.comments for one in distinctive(found, 0)}
    assert said.get("rebels", said.get("rebel")) == 2
    assert sum("carpathia" in one for one in said) == 1
    assert _vocabulary(["An anti-war song."]).groups[0].keys() >= {("anti-war",)}


def test_words_of_the_common_subject_name_no_theme():
    found = _vocabulary(
        ["The harbour tax will sink the ferry.", "A harbour tax hurts the ferry."],
        ["The harbour tax pays for books.", "Books, says the harbour tax office.", "A harbour tax for books."],
    )
    assert next(term.text for term in distinctive(found, 0) if not term.weak) == "ferry"
    assert "tax" not in " ".join(heading(distinctive(found, 0), None))


def test_a_term_may_hold_one_function_word():
    found = _vocabulary(["She has a freedom to roam.", "Our freedom to roam is old."], ["Books are lent."])
    assert distinctive(found, 0)[0].text == "freedom to roam"
    # Which one stands between makes no difference.
    assert _vocabulary(["a freedom of roaming"]).groups[0].keys() >= {("freedom", "", "roam")}


def test_addresses_are_no_words():
    text = "See https://example.org/ferry?x=1 , harbour.example/timetable/winter or ask captain.x@harbour.example now."
    assert words(text) == ["see", "or", "ask", "now"]
    said = {word for term in _vocabulary([text]).groups[0] for word in term}
    assert not said & {"http", "https", "ferry", "timetabl", "captain", "exampl"}
    assert words("either/or, U.S./Europe, e.g. 3.5/4") == ["either", "or", "u", "s", "europe", "e", "g"]


def test_two_labels_alike_get_a_further_term_before_a_number():
    alike = [["ferry", "harbour"], ["ferry", "harbour"], ["ferry", "harbour"]]
    spare = [["ferry", "harbour", "captain"], ["ferry", "engine"], ["harbour"]]
    assert unique_labels(alike, spare=spare) == ["ferry, harbour", "ferry, harbour, engine", "ferry, harbour (2)"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("السَّفِينَةُ السفينة", ["السفينة", "السفينة"]),  # written with its vowels and without
        ("السـفـينة", ["السفينة"]),  # drawn out
        ("סְפִינָה ספינה", ["ספינה", "ספינה"]),
        ("किसानों की नौका", ["किसानों", "की", "नौका"]),
        ("படகு நாட்டில்", ["படகு", "நாட்டில்"]),
        ("می\u200cرود", ["می\u200cرود"]),
        ("cafe\u0301 café", ["café", "café"]),
        ("渡轮坏了", ["渡轮", "轮坏", "坏了"]),
        ("ที่ดี", ["ที่ดี"]),
    ],
)
def test_words_keep_their_marks(text, expected):
    assert words(text) == expected


def test_neighbours_are_written_as_they_stand():
    assert joined(["渡轮", "坏了"]) == "渡轮坏了"
    assert joined(["old", "ferry"]) == "old ferry"
    assert joined(["ferry", "渡轮"]) == "ferry 渡轮"


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("公共租赁住房的供应", ["公共", "租赁", "住房", "的", "供应"]),
        ("地铁三", ["地铁", "三"]),
        ("捷運的票價", ["捷運", "的", "票價"]),
        ("運賃値上げは家庭に", ["運賃値上げ", "は", "家庭", "に"]),
        ("ราคาบ้านในเมือง", ["ราคา", "บ้าน", "ใน", "เมือง"]),
    ],
)
def test_scripts_without_spaces_are_cut_between_words(run, expected):
    assert segmented(run) == expected


def test_a_label_is_cut_within_no_word_and_says_nothing_twice():
    ferry = ["渡轮的票价又上涨了。", "票价上涨对居民不公平。"]
    other = ["学区的政策每年都在变。", "图书馆的灯坏了。", "政府应该公布报告。"]
    found = count_terms([[[one] for one in ferry]], other, "zh", frozenset())
    terms = distinctive(found, 0)
    assert terms[0].text in {"票价", "上涨", "票价上涨"}
    assert heading([Term("票价", 2)], "渡轮的票价") == ["渡轮的票价"]
    assert heading([Term("票价", 2)], "图书馆的灯") == ["票价", "图书馆的灯"]


def test_labels_of_an_arabic_discussion_are_whole_words():
    ferry = ["السَّفِينَةُ القديمة تعطلت في الميناء", "السفينة القديمة بحاجة إلى محرك", "محرك السفينة القديمة بطيء"]
    books = ["المكتبة تحتاج إلى كتب للأطفال", "الأطفال يحبون المكتبة بعد المدرسة", "كتب المكتبة للأطفال قليلة"]
    found = count_terms([[[unit] for unit in ferry], [[unit] for unit in books]], [], "ar", frozenset())
    label = heading(distinctive(found, 0), None)[0]
    assert label in {"السفينة القديمة", "السفينة", "السَّفِينَةُ القديمة"}
    assert distinctive(found, 0)[0].comments == 3


def test_terms_are_joined_by_the_comma_of_their_script():
    assert unique_labels([["السفينة", "الميناء"]]) == ["السفينة، الميناء"]
    assert unique_labels([["渡轮", "港口"]]) == ["渡轮、港口"]
    assert unique_labels([["ferry", "الميناء"]]) == ["ferry, الميناء"]


def test_arguments_are_named_by_what_sets_them_apart_within_their_theme():
    texts = [
        f"{text} Say it {word} again."
        for word in ("loudly", "softly", "plainly", "often")
        for text in (*HARBOUR, *LIBRARY, *ORCHARD)
    ]
    themes = fit(discussion(texts), encoder=WordEncoder(), split=whole_comments)
    labels = [*themes.themes["theme"], *themes.arguments["theme"]]
    assert len(set(labels)) == len(labels)
