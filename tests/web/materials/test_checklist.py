"""What one person has to hand in, and why."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import pytest

from bole.judge.verdict import Verdict
from bole.policy.library import find_programme
from bole.policy.pack import Programme
from bole.web.materials.checklist import Entry, checklist, parts, progress
from bole.web.materials.evidence import fitting, tags_of
from bole.web.profiles.bridge import facts_of_contents
from bole.web.programmes.judging import checker_of

XICHENG = "beijing/xicheng-xirong/2025/xirong"
XIAN = "xian/high-level-talent/2020/xian"
CHANGPING = "beijing/changping-changju/2024/changju"
ITEM = SimpleNamespace(file=SimpleNamespace(pages=3))


def entries(
    path: str,
    *,
    track: str = "",
    facts: Mapping[str, Any] | None = None,
    families: Mapping[str, Any] | None = None,
    **more: Any,
) -> dict[str, Entry]:
    """The checklist by number."""
    programme, verdict = judged(path, facts=facts or {}, families=families or {}, **more)
    listed = checklist(programme, verdict=verdict, track=track, **more)
    assert [e.material for e in listed] == list(programme.materials_of(track)), "the pack's order"
    return {e.material.number: e for e in listed}


def judged(
    path: str, *, facts: Mapping[str, Any], families: Mapping[str, Any], **more: Any
) -> tuple[Programme, Verdict]:
    """The programme and what is known of the person."""
    pack, programme = find_programme(path)
    told = facts_of_contents({"facts": facts, "families": families}, vocabulary=pack.vocabulary)
    plan = checker_of(pack).plan
    return programme, plan.judge(told, as_of=20250520, claims=more.get("claims", ()))


def states(found: Mapping[str, Entry]) -> dict[str, str]:
    """Number → state."""
    return {number: e.state for number, e in found.items()}


def test_kind_of_employer_decides_what_the_employer_brings() -> None:
    company = entries(XICHENG, track="finance", facts={"employer.kind": "企业"})
    assert (company["4"].state, company["4"].hard) == ("needed", True)
    assert "企业" in company["4"].why.zh
    public = entries(XICHENG, track="finance", facts={"employer.kind": "事业单位"})
    assert (public["4"].state, public["5"].state) == ("not_needed", "needed")
    unknown = entries(XICHENG, track="finance")
    assert (unknown["4"].state, unknown["4"].hard, unknown["4"].undecided) == (
        "optional", False, True,
    )  # fmt: skip
    assert "先填表" in unknown["4"].why.zh


@pytest.mark.parametrize(
    ("engagement", "needed"),
    [
        ("全职引进", {"5", "6", "7"}),
        ("新培养", {"6", "7"}),
        ("柔性引进", {"8"}),  # through a platform or not, is still open
        ("平台载体引进", {"8", "9"}),
        ("创业", {"13", "14", "15"}),
    ],
)
def test_way_of_engagement_decides_the_list(engagement: str, needed: set[str]) -> None:
    found = states(entries(XIAN, facts={"engagement": engagement}))
    assert {n for n, s in found.items() if s == "needed"} == {"1", "2", "3", "4"} | needed


def test_form_and_paper_are_not_uploaded() -> None:
    assert entries(XICHENG, track="finance")["7"].state == "not_needed"
    found = entries(CHANGPING, track="cash")
    assert {found[f"4.{n}"].state for n in range(1, 7)} == {"not_needed"}


def test_starred_material_is_provided_or_explained() -> None:
    bare = entries(CHANGPING, track="cash")["2.1"]
    assert (bare.state, bare.hard, bare.missing) == ("to_explain", True, True)
    said = entries(CHANGPING, track="cash", explanations={"2.1": "新成立。"})["2.1"]
    assert (said.state, said.missing) == ("done", False)


def test_what_the_form_tells_asks_for_evidence_in_its_order() -> None:
    awards = [{"award": "国家科学技术进步奖", "date": "2020-03"}, {"award": "国家自然科学奖"}]
    told = entries(CHANGPING, track="cash", families={"awards": awards})["3.9"]
    assert told.order is not None
    assert (told.state, told.hard, len(told.order.listed)) == ("needed", False, 2)
    assert told.order.listed[0].label.zh == "2020-03　国家科学技术进步奖，国家级"
    assert told.order.troubles == []
    assert entries(CHANGPING, track="cash")["3.9"].state == "optional"


def test_claimed_clauses_stand_at_the_materials_that_serve_them() -> None:
    claim = "附件/（一）/2/（1）"
    found = entries(XICHENG, track="finance", claims=[claim])
    assert claim in [c.cite for c in found["9"].shows_clauses]
    assert not entries(XICHENG, track="finance")["9"].shows_clauses


def test_files_make_it_done_and_are_counted() -> None:
    found = entries(XICHENG, track="finance", items={"8": [ITEM, ITEM], "15": [ITEM]})
    assert (found["8"].state, found["8"].pages) == ("done", 6)
    assert found["15"].state == "done"
    there, all_of_them = progress(found.values())
    assert there == 1
    assert all_of_them == len([e for e in found.values() if e.hard])
    assert list(parts(found.values())) == ["employer", "person"]


def test_evidence_fits_the_materials_that_show_the_same() -> None:
    pack, programme = find_programme(XICHENG)
    degrees = next(m for m in programme.materials if m.number == "9")
    assert "degree_verification" in tags_of(degrees, vocabulary=pack.vocabulary)
    items: list[Any] = [SimpleNamespace(shows="degree"), SimpleNamespace(shows="identity")]
    assert fitting(items, material=degrees, vocabulary=pack.vocabulary) == items[:1]
