"""`bole compare`, and `bole judge` over all programmes."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bole.cli import group
from bole.policy import library
from bole.problems import Problems


def run(*args: str) -> Result:
    """What the command answers; problems are raised."""
    return CliRunner().invoke(group, list(args), catch_exceptions=False)


@pytest.fixture(scope="module")
def example() -> str:
    """The example person of the Xirong pack."""
    return str(library.find_pack("xirong").root / "example.yaml")


def everyone() -> set[tuple[str, str]]:
    """Every programme with conditions."""
    return {(k.id, p.id) for k, p in library.programmes() if p.roots}


def test_every_programme_is_compared_in_one_field_each(example: str) -> None:
    data = json.loads(run("compare", example, "--as-of", "2025-06-01", "--json").output)
    rows = {(p["pack"], p["programme"]): p for p in data["programmes"]}
    assert rows.keys() == everyone()
    xirong = rows["beijing/xicheng-xirong/2025", "xirong"]
    assert (xirong["track"], xirong["own_field"]) == ("finance", True)
    assert xirong["round"] == {
        "status": "open",
        "word": "正在申报",
        "opens": "2025-05-08",
        "closes": "2025-06-22",
        "days_left": 21,
    }
    tiers = {t["tier"]: t for t in xirong["tiers"]}
    assert (tiers["young"]["standing"], tiers["young"]["lacks"]) == ("meets", 0)
    assert tiers["leading"]["gap"][0]["earliest"] == "2026-01-15"


def test_a_closed_round_is_marked_and_its_conditions_are_judged_all_the_same(example: str) -> None:
    said = run("compare", example, "--as-of", "2025-07-01", "--lang", "en").output
    assert "Xirong Programme 2025 · Xicheng District, Beijing · Finance — Closed" in said
    assert "● Young top talent  Meets" in said


def test_the_default_day_is_the_last_of_a_closed_round(example: str) -> None:
    rows = json.loads(run("compare", example, "--json").output)["programmes"]
    xirong = next(p for p in rows if p["programme"] == "xirong")
    assert xirong["judged_as_of"] == "2025-06-22"


def test_claims_go_to_the_packs_that_know_them(example: str, tmp_path: Path) -> None:
    claim = "附件/（一）/2/（6）"
    profile = tmp_path / "me.yaml"
    text = Path(example).read_text(encoding="utf-8")
    profile.write_text(f"{text}\nclaims: [{claim}]\n", encoding="utf-8")
    for command in ("judge", "compare"):
        assert run(command, str(profile), "--json").exit_code == 0
    with pytest.raises(Problems) as raised:
        run("judge", example, "--claim", "附件/（九十九）/1")
    assert [p.code for p in raised.value.problems] == ["claim"]


def test_judging_without_a_programme_asks_all_of_them(example: str) -> None:
    data = json.loads(run("judge", example, "--json").output)
    found = {
        (p["receipt"]["pack"], r["programme"]) for p in data["programmes"] for r in p["results"]
    }
    assert found == everyone()
    assert "== 西融计划 2025 · 北京市西城区 ==" in run("judge", example).output


def test_a_track_is_asked_of_the_programmes_that_have_it(example: str) -> None:
    data = json.loads(run("judge", example, "--track", "finance", "--json").output)
    assert {r["track"] for p in data["programmes"] for r in p["results"]} == {"finance"}
    with pytest.raises(Problems) as raised:
        run("judge", example, "--track", "finanse")
    assert "finance" in str(raised.value)


def test_decisions_are_of_one_programme(example: str, tmp_path: Path) -> None:
    decisions = tmp_path / "cycle.yaml"
    decisions.write_text("decisions: []\n", encoding="utf-8")
    with pytest.raises(Problems) as raised:
        run("judge", example, "--cycle", str(decisions))
    assert [p.code for p in raised.value.problems] == ["cycle"]


def test_a_day_that_is_none_is_told(example: str) -> None:
    with pytest.raises(Problems) as raised:
        run("compare", example, "--as-of", "2025-06")
    assert [p.code for p in raised.value.problems] == ["as_of"]
