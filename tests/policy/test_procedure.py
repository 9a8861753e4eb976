"""Stages and due dates as they are read."""

from __future__ import annotations

from typing import Any

import pytest

from bole.criteria.spec import Words
from bole.policy.head import read_steps
from bole.policy.library import shared_vocabulary
from bole.policy.part import Part
from bole.policy.procedure import read_procedures, read_process
from bole.problems import Problem
from bole.process.model import Due, Process
from bole.yamlfile import Document


def read(data: dict[str, Any], *, programme: str = "p") -> tuple[Process, list[Problem]]:
    problems: list[Problem] = []
    part = Part(Document("process.yaml", "", {}), (), data, problems)
    words = Words(shared_vocabulary(), {}, problems=problems)
    return read_process(part, words=words, programme=programme), problems


def stage(id: str = "one", **more: Any) -> dict[str, Any]:
    return {"id": id, "kind": "check", "by": "office", "label": "审核", **more}


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ({"months": 12}, Due("months", 12)),
        ({"days": 3, "count_first_day": True}, Due("days", 3, count_first_day=True)),
        ({"working_days": None, "param": "n"}, Due("working_days", None, param="n")),
    ],
)
def test_a_due_date_counts_or_waits_for_the_office(due: dict[str, Any], expected: Due):
    process, problems = read({"stages": [stage(due=due)]})
    assert not problems
    assert process.stages[0].due == expected


@pytest.mark.parametrize("due", [{}, {"days": None}, {"days": 1, "months": 1}, {"days": "soon"}])
def test_a_due_date_without_a_count_or_a_parameter_is_told(due: dict[str, Any]):
    _, problems = read({"stages": [stage(due=due)]})
    assert [p.code for p in problems] == ["due"]


def test_a_stage_and_a_limit_belong_to_one_programme_or_to_all():
    limit = {"id": "l", "label": "名额", "per": ["person"], "max": 1, "take": "one"}
    process, problems = read(
        {
            "stages": [stage(), stage("mine", programme="p"), stage("other", programme="q")],
            "limits": [limit, {**limit, "id": "other", "programme": "q"}],
        }
    )
    assert not problems
    assert [s.id for s in process.stages] == ["one", "mine"]
    assert [item.id for item in process.limits] == ["l"]


def test_a_procedure_ends_as_it_says():
    problems: list[Problem] = []
    data = {
        "procedures": [
            {"id": "fraud", "label": "造假", "ends": "revoked", "stages": [stage()]},
            {"id": "year", "label": "年度", "stages": [stage()]},
        ]
    }
    part = Part(Document("process.yaml", "", {}), (), data, problems)
    words = Words(shared_vocabulary(), {}, problems=problems)
    found = read_procedures(part, words=words, programme="p")
    assert {k: p.ends for k, p in found.items()} == {"fraud": "revoked", "year": "completed"}


def test_people_see_the_steps_of_their_programme_that_are_on():
    data = {"stages": [stage(), stage("off", off=True), stage("other", programme="q")]}
    part = Part(Document("process.yaml", "", {}), (), data, [])
    assert [s.id for s in read_steps(part, programme="p")] == ["one"]
