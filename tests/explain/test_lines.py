"""A line's level is the level that judging gives, at every stage and in every pack."""

from __future__ import annotations

import pytest

from bole.explain.report import report
from bole.explain.tree import Tree
from bole.facts.profile import read_profile
from bole.judge.verdict import Plan
from bole.policy import library
from bole.policy.cycle import plain_cycle
from bole.policy.intake import day_to_judge

EXAMPLE = library.home() / "beijing" / "xicheng-xirong" / "2025" / "example.yaml"


@pytest.mark.parametrize("name", sorted(library.pack_folders()))
def test_levels_of_lines_are_those_of_the_plan(name, monkeypatch):
    pack = library.find_pack(name)
    facts = read_profile(EXAMPLE, vocabulary=pack.vocabulary).facts
    derived = Tree._level
    seen = 0

    def checked(self, formula, *, children):
        nonlocal seen
        seen += 1
        level = derived(self, formula, children=children)
        assert level == self.verdict.plan.level_of(formula)(self.verdict.run, None)
        return level

    monkeypatch.setattr(Tree, "_level", checked)
    for stage in pack.stages:
        plan = Plan(plain_cycle(pack), stage=stage.id)
        day = day_to_judge(pack.programmes[0].intake, today=20250601)
        report(plan, facts, as_of=day)
    assert seen
