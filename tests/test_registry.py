"""Every platform has a fixture that it claims, says what it keeps, and stands in ``commentariat formats``."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from commentariat.threads import registry
from commentariat.threads.payload import Payload
from commentariat.threads.platform import CARRIERS, Platform, Recognition, Way
from commentariat.threads.reading import load_payload
from commentariat.threads.registry import FAMILIES, best_claim, platform_named, platforms, recognise
from commentariat.threads.schema import COMMENT_SCHEMA

from .fixtures import fixture

DUMPS = sorted((Path(__file__).parent / "fixtures" / "text").glob("*.txt"))

NAMES = [platform.name for platform in platforms()]
#: What `save` writes is its fixture (test_store_roundtrip); bare text is never claimed (test_rebuild_bare).
WITHOUT = {"saved", "bare-text"}


@pytest.fixture(scope="module")
def listed() -> set[str]:
    from commentariat.reports.cli import commentariat

    result = CliRunner().invoke(commentariat, ["formats", "--to", "csv"])
    assert result.exit_code == 0, result.output
    return {row["name"] for row in csv.DictReader(io.StringIO(result.output))}


def test_names_are_unique():
    assert len(NAMES) == len(set(NAMES))
    assert all(platform_named(name).name == name for name in NAMES)


def test_every_carrier_is_known():
    assert set(FAMILIES) <= set(CARRIERS)
    assert {platform.carrier for platform in platforms()} <= set(CARRIERS)


@pytest.mark.parametrize("platform", platforms(), ids=NAMES)
def test_says_what_it_keeps(platform, listed):
    assert isinstance(platform, Platform)
    assert len(platform.doc) > 30, "a platform says in a sentence what it keeps and loses"
    assert platform.doc.rstrip().endswith(".")
    assert platform.title
    assert set(platform.keeps) <= set(COMMENT_SCHEMA)
    assert platform.name in listed


@pytest.mark.parametrize("platform", [one for one in platforms() if one.name not in WITHOUT], ids=lambda one: one.name)
def test_has_a_fixture_that_it_claims(platform):
    path = fixture(platform.carrier, platform.name)
    assert path is not None, f"write tests/fixtures/{platform.carrier}/{platform.name}.*, in words of your own"
    best, why = recognise(load_payload(path))[0]
    assert best.name == platform.name, f"{path.name} is claimed by {best.name}: {why.reason}"


@pytest.mark.parametrize("path", DUMPS, ids=lambda path: path.stem)
def test_the_best_claim_on_a_dump_is_the_first_of_all(path):
    payload = Payload(path.name, path.read_bytes())
    assert best_claim(payload) == recognise(payload)[0]


@pytest.mark.parametrize(("promised", "asked"), [(0.4, False), (0.7, True)])
def test_the_rest_of_a_way_is_gone_only_where_it_can_beat_the_others(monkeypatch, promised, asked):
    looks = []

    def rest(_):
        looks.append("rest")
        return Recognition(0.65, "slow")

    staged = SimpleNamespace(name="staged", ways=lambda: [Way(0.9, lambda _: Way(promised, rest))])
    plain = SimpleNamespace(name="plain", ways=lambda: [Way(0.6, lambda _: Recognition(0.6, "plain"))])
    monkeypatch.setattr(registry, "_candidates", lambda _: [staged, plain])
    platform, _ = best_claim(Payload("dump.txt", b""))
    assert bool(looks) is asked
    assert platform.name == ("staged" if asked else "plain")
