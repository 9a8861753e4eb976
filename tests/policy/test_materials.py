"""Materials: which of them a document of ours fills in."""

from __future__ import annotations

import pytest

from bole.criteria.spec import Words
from bole.policy.library import find_programme, shared_vocabulary
from bole.policy.pack import Material
from bole.policy.part import Part
from bole.policy.read import _materials
from bole.problems import Problem
from bole.yamlfile import parse_yaml

LINE = '  - {number: "1", label: 承诺书, cite: 一, by: employer, need: required%s}'


def materials(more: str = "") -> tuple[tuple[Material, ...], list[Problem]]:
    doc = parse_yaml(f"materials:\n{LINE % more}", file="materials.yaml")
    problems: list[Problem] = []
    words = Words(shared_vocabulary(), {}, {}, (), problems)
    part = Part(doc, (), doc.data, problems)
    return _materials(part, words=words, programme="p"), problems


def test_people_bring_their_own_unless_a_template_is_named() -> None:
    (material,), problems = materials()
    assert (material.template, problems) == ("", [])


def test_template_names_the_document_that_fills_it_in() -> None:
    (material,), problems = materials(", template: undertaking")
    assert (material.template, problems) == ("undertaking", [])


def test_unknown_template_is_told_with_the_nearest_known() -> None:
    (material,), (problem,) = materials(", template: undertaker")
    assert material.template == ""
    assert problem.code == "template"
    assert problem.hint is not None
    assert "undertaking" in problem.hint.zh


def test_materials_are_uploaded_in_any_order_unless_said_otherwise() -> None:
    (plain,), _ = materials()
    (said,), problems = materials(", via: paper, explain: true, ordered: true, vault: true")
    assert (plain.via, plain.explain, plain.ordered, plain.vault) == ("upload", False, False, False)
    assert (said.via, said.explain, said.ordered, said.vault) == ("paper", True, True, True)
    assert not problems


def test_unknown_way_is_told() -> None:
    (material,), (problem,) = materials(", via: papers")
    assert (material.via, problem.code) == ("upload", "via")


@pytest.mark.parametrize(
    ("programme", "found"),
    [
        (
            "beijing/xicheng-xirong/2025/xirong",
            {"3": "undertaking", "7": "application_form", "14": "integrity"},
        ),
        ("xian/high-level-talent/2020/xian", {"1": "application_form"}),
        (
            "beijing/bast-engineers/2026/studio",
            {"1": "application_form", "9": "recommendation"},
        ),
    ],
)
def test_packs_name_their_templates(programme: str, found: dict[str, str]) -> None:
    _, one = find_programme(programme)
    assert {m.number: m.template for m in one.materials if m.template} == found
