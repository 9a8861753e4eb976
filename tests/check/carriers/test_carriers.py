"""Everything in a pack that cites a clause is found by some carrier."""

from pathlib import Path

import pytest

from bole.check.carriers import carriers, kind_of, kinds
from bole.check.places import Places
from bole.policy import library
from bole.problems import Problems
from tests.check.sample import sample

PROCESS = """
intake:
  - {id: window, label: {zh: 申报, en: Window}, cite: 四, opens: 2025-05-01, closes: 2025-06-30}
  - {id: rolling, label: {zh: 随报, en: Rolling}, cite: 四/1, when: {fact: works_here, is: false}}
stages:
  - {id: file, kind: file, by: applicant, label: {zh: 申报, en: File}, cite: 六/1}
  - {id: check, kind: check, by: office, label: {zh: 审核, en: Check}, cite: 六/2}
limits:
  - {id: one, label: {zh: 一人一报, en: One each}, cite: 六/注, per: [person], take: check, max: 1}
procedures:
  - id: again
    label: {zh: 复核, en: Review}
    cite: 七
    stages: [{id: look, kind: check, by: office, label: {zh: 看, en: Look}, cite: 七/1}]
"""
MATERIALS = """
materials:
  - {number: "1", label: {zh: 证书, en: Certificate}, cite: 八/1, by: person, need: must}
"""
BENEFITS = """
benefits:
  - id: money
    label: {zh: 奖励, en: Reward}
    cite: 九
    conditions: [{text: {zh: 在岗, en: In post}, cite: 九/1}]
"""


def test_every_kind_of_thing_is_found_with_its_clause(tmp_path: Path) -> None:
    pack = sample(tmp_path, process=PROCESS, materials=MATERIALS, benefits=BENEFITS)
    found = {(c.kind, c.id): c.cite for c in carriers(pack)}
    assert found["tier", "first"] == "一"
    assert found["criterion", "first.1"] == "一/1"
    assert found["criterion", "first.2.gold"] == "一/2"
    assert found["general", "general.here"] == "五/1"
    assert found["parameter", "age_on"] == "三"
    assert found["intake", "window"] == "四"
    assert found["guard", "sample.intake.rolling"] == "四/1"
    assert found["stage", "check"] == "六/2"
    assert found["limit", "one"] == "六/注"
    assert found["procedure", "again"] == "七"
    assert found["stage", "again.look"] == "七/1"
    assert found["material", "1"] == "八/1"
    assert found["benefit", "money"] == "九"
    assert found["benefit", "money.1"] == "九/1"


def test_kinds_have_names_in_both_languages_and_an_order() -> None:
    assert all(k.title.zh and k.title.en for k in kinds())
    assert [k.order for k in kinds()] == sorted(k.order for k in kinds())
    assert kind_of("material").title.zh == "材料"


@pytest.mark.parametrize("name", library.pack_folders())
def test_no_citation_of_a_pack_is_overlooked(name: str) -> None:
    try:
        pack = library.find_pack(name)
    except Problems as problems:
        pytest.skip(f"unreadable: {problems.problems[0].message.zh}")
    known = {c.cite for c in carriers(pack)}
    overlooked = [
        str(doc.where(path)) for doc, path, cite in Places(pack).cites() if cite not in known
    ]
    assert not overlooked
