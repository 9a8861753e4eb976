"""Indicator systems: who judges what, words before numbers, no sum that nobody stated."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bole.stewardship import appraisal
from bole.stewardship.act import Finding
from bole.stewardship.model import Choice, Group, Indicator, Template
from bole.text import Text
from tests.stewardship.acts import SETTING

ONE = Indicator(id="one", label=Text("业绩"), form="number", weight=60)
TWO = Indicator(id="two", label=Text("声望"), weight=40)
TEMPLATE = Template(
    id="t",
    label=Text("指标"),
    groups=(
        Group(id="market", label=Text("市场"), by=("market",), indicators=(ONE,)),
        Group(id="owner", label=Text("出资人"), by=("owner",), indicators=(TWO,)),
    ),
    no_numbers=Choice(key="scores", option="none"),
)
GUARDED = replace(TEMPLATE, guarded=True)
SCORED = (Finding("one", "market", number=80), Finding("two", "owner", number=50))


def codes(template: Template, *findings: Finding, words: str = "", setting=SETTING) -> list[str]:
    found = appraisal.refusals(template, findings, words=words, setting=setting)
    return [p.code for p in found]


def test_each_side_judges_its_own_indicators():
    assert codes(TEMPLATE, *SCORED) == []
    assert codes(TEMPLATE, Finding("one", "owner", number=80)) == ["evaluator"]
    assert codes(TEMPLATE, Finding("three", "owner")) == ["unknown"]


def test_a_guarded_system_concludes_in_words():
    assert codes(GUARDED, SCORED[0], words="好") == ["bare"]
    assert codes(GUARDED, replace(SCORED[0], words="增长稳定")) == ["words"]
    assert codes(GUARDED, replace(SCORED[0], words="增长稳定"), words="好") == []


def test_under_the_strict_reading_there_are_no_numbers():
    strict = replace(SETTING, adopted={"scores": "none"})
    said = replace(SCORED[0], words="增长稳定")
    assert codes(GUARDED, said, words="好", setting=strict) == ["number"]
    assert codes(GUARDED, replace(said, number=None), words="好", setting=strict) == []


def test_a_side_that_was_not_heard_is_named():
    (left,) = appraisal.missing(TEMPLATE, SCORED[:1])
    assert "出资人" in left.message.zh
    assert list(appraisal.missing(TEMPLATE, SCORED)) == []


def test_weights_are_used_only_where_all_are_stated_and_nothing_guards():
    assert appraisal.total(TEMPLATE, SCORED) == 60 * 80 + 40 * 50
    assert appraisal.total(GUARDED, SCORED) is None
    unweighted = replace(TEMPLATE.groups[0], indicators=(replace(ONE, weight=None),))
    assert appraisal.total(replace(TEMPLATE, groups=(unweighted,)), SCORED[:1]) is None


@pytest.mark.parametrize("template", [TEMPLATE, GUARDED])
def test_nothing_found_leaves_every_side_open(template):
    assert appraisal.uncovered(template, ()) == template.groups
