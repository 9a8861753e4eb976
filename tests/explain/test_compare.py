"""One person beside several programmes."""

from pathlib import Path
from typing import Any

from bole.explain.compare import Candidate, Comparison, compare
from bole.facts.profile import build_profile
from bole.judge.verdict import Plan
from bole.policy.cycle import plain_cycle
from bole.policy.pack import Pack
from tests.check.sample import PACK, PROCESS, TIERS, VOCABULARY, sample

TRACKS = """
    tracks:
      - {id: arts, label: {zh: 文, en: Arts}, cite: 一, field: arts}
      - {id: crafts, label: {zh: 工, en: Crafts}, cite: 二, field: crafts}
"""
FIELDS = """
facts:
  employer.fields:
    {kind: choice, catalogue: field, many: true, of: employer, label: {zh: 领域, en: Fields}}
catalogues:
  field: {label: {zh: 领域, en: Field}, ordered: false, values: [
    {id: arts, name: {zh: 文, en: Arts}}, {id: crafts, name: {zh: 工, en: Crafts}}]}
"""


def two_fields(folder: Path) -> Pack:
    """A programme with two fields; the second asks for less."""
    pack = PACK.replace("    tiers:\n", f"{TRACKS.strip(chr(10))}\n    tiers:\n")
    return sample(
        folder,
        pack=pack,
        tiers=f"track: arts\n{TIERS.lstrip()}",
        **{
            "criteria/crafts": "track: crafts\n"
            + TIERS.lstrip().replace("first.", "crafts.").replace("80", "20"),
            "vocabulary/fields": FIELDS,
        },
    )


def compared(
    *packs: Pack, today: int = 20250601, track: str | None = None, **facts: Any
) -> Comparison:
    """The comparison of one person, judged on the last day of June 2025."""
    person = {"birth_date": "1990-01-01", "works_here": "是", "complete": "all", **facts}
    candidates = []
    for pack in packs:
        read = build_profile(person, vocabulary=pack.vocabulary)
        for programme in pack.programmes:
            plan = Plan(plain_cycle(pack), programme=programme.id)
            candidates.append(Candidate(plan, programme, read.facts, 20250630, track=track))
    return compare(candidates, today=today)


def test_every_tier_has_its_standing_and_the_nearest_gap(tmp_path: Path) -> None:
    (row,) = compared(sample(tmp_path), score=75).programmes
    (first,) = row.tiers
    assert (first.tier.id, first.view.standing) == ("first", "not_met")
    assert [c.kind for c in first.gap] == ["amount"]
    assert first.lacks == 1


def test_what_meets_lacks_nothing_and_what_cannot_be_made_up_has_no_number(
    tmp_path: Path,
) -> None:
    (row,) = compared(sample(tmp_path / "a"), score=80).programmes
    assert (row.tiers[0].view.standing, row.tiers[0].lacks) == ("meets", 0)
    (row,) = compared(sample(tmp_path / "b"), score=80, birth_date="1970-01-01").programmes
    assert (row.tiers[0].view.standing, row.tiers[0].lacks) == ("not_met", None)
    assert row.tiers[0].reason.zh


def test_the_employers_own_field_comes_first(tmp_path: Path) -> None:
    pack = two_fields(tmp_path)
    (row,) = compared(pack, score=30, employer={"fields": ["文"]}).programmes
    assert (row.track.id, row.own, row.tiers[0].view.standing) == ("arts", True, "not_met")


def test_the_field_that_was_chosen_comes_before_the_employers(tmp_path: Path) -> None:
    pack = two_fields(tmp_path)
    (row,) = compared(pack, track="crafts", score=30, employer={"fields": ["文"]}).programmes
    assert (row.track.id, row.own) == ("crafts", True)


def test_without_a_field_the_best_one_is_shown(tmp_path: Path) -> None:
    (row,) = compared(two_fields(tmp_path), score=30).programmes
    assert (row.track.id, row.own, row.tiers[0].view.standing) == ("crafts", False, "meets")
    assert row.others == 1


def test_timing_stands_apart_from_the_conditions(tmp_path: Path) -> None:
    pack = sample(tmp_path)
    (late,) = compared(pack, score=80, today=20260101).programmes
    assert (late.round.status, late.tiers[0].view.standing) == ("closed", "meets")
    (now,) = compared(pack, score=80).programmes
    assert (now.round.status, now.round.days_left) == ("open", 29)


def test_the_nearest_programme_comes_first_and_of_equals_the_open_one(tmp_path: Path) -> None:
    strict = sample(tmp_path / "strict", tiers=TIERS.replace("at_least: 80", "at_least: 95"))
    closed = sample(tmp_path / "closed", process=PROCESS.replace("2025", "2024"))
    same = sample(tmp_path / "same")
    found = compared(strict, closed, same, score=80)
    assert [p.pack.root.name for p in found.programmes] == ["same", "closed", "strict"]
    assert found.tiers == 3


def test_a_programme_without_conditions_is_left_out(tmp_path: Path) -> None:
    empty = sample(tmp_path, tiers="tiers: {}\n", vocabulary=VOCABULARY)
    assert compared(empty).programmes == ()
