"""Tables as spreadsheets and scripts leave them, with the columns named by the user."""

from __future__ import annotations

import pytest

from commentariat.threads import read

COLUMNS = {"id": "nr", "parent": "above", "author": "who", "text": "said", "created": "when"}
ROWS = (("1", "0", "Ann", "The sluice is shut."), ("2", "1", "Bob", "Who shut it; and when?"),
        ("3", "2", "Ann", "The miller,\nas ever."), ("4", "", "Cat", "Open it, then."))  # fmt: skip
WHEN = ("2020-01-01 10:00", "2020-01-02 11:00", "2020-01-03 12:00", "2020-01-04 13:00")


def table(delimiter=",", above=lambda parent: parent, own=lambda name: name, when=WHEN):
    lines = [delimiter.join(COLUMNS.values())]
    for (name, parent, who, said), moment in zip(ROWS, when, strict=True):
        lines.append(delimiter.join((own(name), above(parent), who, f'"{said}"', f'"{moment}"')))
    return "\r\n".join(lines) + "\r\n"


def rootless(mark):
    return lambda parent: mark if parent in ("", "0") else parent


@pytest.mark.parametrize(
    "data",
    [
        table(";").encode(),
        table("\t").encode("utf-16"),
        ("\ufeff" + table(";")).encode(),
        ("sep=;\r\n" + table(";")).encode(),
        ("\r\n\r\n" + table()).encode(),
        table("|").encode(),
        table(above=lambda parent: parent and f"{parent}.0").encode(),
        table(above=lambda parent: parent and f"{parent}.0", own="{}.0".format).encode(),
        *(table(above=rootless(mark)).encode() for mark in ("NULL", "-1", "NaN", "\\N", "None", "t3_zz")),
        table(above=lambda parent: f"#{parent}" if parent not in ("", "0") else "").encode(),
        table(above=lambda parent: f"t1_{parent}" if parent not in ("", "0") else "t3_zz").encode(),
        (table() + "5,2,Dan\r\n").encode(),
        table().replace('"Who shut it; and when?"', '"Who \\"shut\\" it, and when?"').encode(),
    ],
)
def test_who_answers_whom(data):
    found = read(data, platform="table", columns=COLUMNS).comments
    assert found["parent_id"].to_list()[:4] == [None, "1", "2", None]
    assert found["link_basis"].to_list()[:4] == ["root", "explicit", "explicit", "root"]
    assert found["author"].to_list()[:4] == ["Ann", "Bob", "Ann", "Cat"]
    assert found["text"][2] == "The miller,\nas ever."
    assert str(found["created"][3])[:16] == "2020-01-04 13:00"


def test_ids_that_carry_the_prefix_of_their_parents():
    marked = table(above=lambda parent: f"t1_{parent}" if parent not in ("", "0") else "", own="t1_{}".format)
    found = read(marked.encode(), platform="table", columns=COLUMNS).comments
    assert found["parent_id"].to_list() == [None, "t1_1", "t1_2", None]


def test_roots_that_name_themselves():
    data = b"nr,above,who,said\n1,1,Ann,Shut again.\n2,1,Bob,By whom?\n3,3,Cat,Fine weather.\n4,3,Ann,For once.\n"
    found = read(data, platform="table", columns={key: COLUMNS[key] for key in ("id", "parent", "author", "text")})
    assert found.comments["parent_id"].to_list() == [None, "1", None, "3"]
    assert found.comments["link_basis"].to_list() == ["root", "explicit", "root", "explicit"]


@pytest.mark.parametrize(
    ("when", "told"),
    [
        (("1577872800", "1577876400", "1577880000", "1577883600"), "2020-01-01 11:00"),
        (("1577872800000", "1577876400000", "1577880000000", "1577883600000"), "2020-01-01 11:00"),
        (("1577872800000000", "1577876400000000", "1577880000000000", "1577883600000000"), "2020-01-01 11:00"),
        (("1.5778728E+09", "1.5778764E+09", "1.57788E+09", "1.5778836E+09"), "2020-01-01 11:00"),
        (("43831.4166666667", "43831.4583333333", "43832", "43833.5"), "2020-01-01 11:00"),
        (("43831,4166666667", "43831,4583333333", "43832", "43833,5"), "2020-01-01 11:00"),
        (("13/01/2020 10:00", "03/02/2020 11:00", "04/02/2020 12:00", "5/2/2020 13:00"), "2020-02-03 11:00"),
        (("1/13/2020 10:00", "3/2/2020 11:00", "4/2/2020 12:00", "5/2/2020 1:00 PM"), "2020-03-02 11:00"),
        (("13.01.2020 10:00", "03.02.2020 11:00", "04.02.2020 12:00", "05.02.2020 13:00"), "2020-02-03 11:00"),
    ],
    ids=["s", "ms", "us", "scientific", "serial", "serial-comma", "day-first", "month-first", "dots"],
)
def test_times(when, told):
    found = read(table(when=when).encode(), platform="table", columns=COLUMNS)
    assert str(found.comments["created"][1])[:16] == told
    assert not [note for note in found.notes if note.code == "ambiguous-dates"]


def test_dates_of_either_order_are_told_by_their_sequence_or_noted():
    either = ("01/02/2020 10:00", "02/02/2020 11:00", "03/02/2020 12:00", "03/02/2020 13:00")
    found = read(table(when=either).encode(), platform="table", columns=COLUMNS)
    assert str(found.comments["created"][1])[:10] == "2020-02-02"
    assert [note.code for note in found.notes] == ["ambiguous-dates"]
    lines = [f"{at},,Ann,Words of day {at}.,{day}/{month}/2020" for at, (day, month) in
             enumerate(((9, 1), (11, 1), (3, 2), (4, 2), (5, 2), (1, 3)), 1)]  # fmt: skip
    said = "\n".join((",".join(COLUMNS.values()), *lines)).encode()
    found = read(said, platform="table", columns=COLUMNS)
    assert str(found.comments["created"][5])[:10] == "2020-03-01"
    assert not found.notes


def test_one_column_and_rows_of_odd_width():
    found = read(b"said\nThe sluice is shut, again.\nOpen it.\n", platform="table", columns={"text": "said"})
    assert found.comments["text"].to_list() == ["The sluice is shut, again.", "Open it."]
    odd = table() + '6,2,Eve,"more, words",2020-01-05 10:00,surplus\r\n5,2,Dan\r\n'
    notes = read(odd.encode(), platform="table", columns=COLUMNS).notes
    assert any(note.code == "uneven-rows" and ": 2;" in note.message for note in notes)
