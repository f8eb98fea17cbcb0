"""Every language says everything, with the same places to fill."""

from __future__ import annotations

import json
import re
from importlib.resources import files

import pytest

from commentariat.reports import ReportOptions, build
from commentariat.reports.say import LANGUAGES, catalogue
from tests.report_data import analysis, unpacked


def messages(lang):
    return json.loads(files("commentariat.reports.messages").joinpath(f"{lang}.json").read_text("utf-8"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_language_has_every_message_and_no_other(lang):
    assert set(messages(lang)["messages"]) == set(messages("en")["messages"])
    assert len(messages(lang)["numbers"]) == 13


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_translation_fills_no_place_that_the_original_lacks(lang):
    for key, text in messages(lang)["messages"].items():
        here = set(re.findall(r"\{(\w+)\}", text))
        there = set(re.findall(r"\{(\w+)\}", messages("en")["messages"][key]))
        assert here <= there | {"n"}, key


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("count", [1, 2, 17, 80])
def test_a_report_speaks_each_language_at_any_size(lang, count):
    page = build(analysis(count, seed=count), ReportOptions(lang=lang)).decode()
    assert f'<html lang="{lang}"' in page
    assert "{n}" not in page.split("<script")[0]


def test_numbers_are_written_as_people_write_them():
    say = catalogue("en")
    assert say.number(1234567) == "1\u202f234\u202f567"
    assert say.word(3) == "three"
    assert say.word(13) == "13"
    assert say.share(3, 14) == "3 of 14 comments"
    assert catalogue("de").decimal(1.5, 1) == "1,5"


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="no messages"):
        catalogue("xx")


def test_every_kind_of_evidence_is_explained():
    from commentariat.embeddings.semantic_links import KIND
    from commentariat.threads.rebuild.evidence.score import TOLD
    from commentariat.threads.rebuild.linking.decode import BASES

    known = messages("en")["messages"]
    kinds = {*BASES, *TOLD, KIND, "prior", "human", "subject"}
    assert {kind for kind in kinds if f"ui.evidence.{kind}" not in known} == set()
    spoken = {key.split(".")[2] for key in known if key.startswith("ui.evidence.")}
    assert spoken - kinds == {"other", "weight"}


def test_french_signs_never_begin_a_line():
    for key, text in messages("fr")["messages"].items():
        assert not re.search(r" [;:?!»]|« ", text), key


def test_measured_numbers_are_written_in_the_language():
    say, german = catalogue("en"), catalogue("de")
    assert [say.real(one) for one in (74.0, 10604.0, 0.5, -0.25, 20684.695, 0)] == [
        "74", "10\u202f604", "0.5", "-0.25", "20\u202f684.695", "0",
    ]  # fmt: skip
    assert german.real(20684.695) == "20\u202f684,695"
    assert german.real(0.00002) == "2e-05"


def test_tables_hold_no_number_as_a_machine_writes_it():
    from tests.report_data import full

    page = build(full(60), ReportOptions(lang="de")).decode().split("<script")[0]
    assert not re.findall(r'class="n">-?\d+\.\d+<', page)
    assert re.findall(r'class="n">\d+,\d+<', page)


@pytest.mark.parametrize("lang", ["de", "es", "fr"])
def test_what_measures_need_is_told_in_every_language(lang):
    from commentariat.threads.metrics import METRICS

    say = catalogue(lang)
    for metric in METRICS.values():
        told = say.told("measured", f"not estimable: needs 20 {metric.basis}, there are 11")
        assert say.told("measured", metric.basis) in told
        assert say.told("measured", metric.basis) != metric.basis


@pytest.mark.parametrize("lang", ["de", "es", "fr"])
def test_what_readers_leave_out_is_named_in_every_language(lang):
    from commentariat.threads.registry import platforms

    say = catalogue(lang)
    names = {mark.name for one in platforms() for mark in getattr(one, "drop", ())}
    assert names
    for name in names:
        assert say.told("note", name) != name, name


@pytest.mark.parametrize(("lang", "mark"), [("en", "."), ("de", ",")])
def test_axes_write_decimals_as_the_language_does(lang, mark):
    figures = json.loads(unpacked(build(analysis(40), ReportOptions(lang=lang)).decode(), "figures"))
    assert figures
    assert all(one["layout"]["separators"] == mark + "\u202f" for one in figures.values())
