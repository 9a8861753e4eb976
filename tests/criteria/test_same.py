"""A condition named again keeps its ruling and its levels, under an id of its own."""

from __future__ import annotations

from bole.criteria.build import build_criterion
from bole.criteria.kernel import All, AnyOf, Formula, Judgement, Readings, Staged
from bole.criteria.spec import Option, Words
from bole.policy.library import shared_vocabulary
from bole.problems import Problem
from bole.text import Text
from bole.yamlfile import parse_yaml

BOTH = (Option("either", Text("一样"), {}), Option("both", Text("两样"), {}))
SOURCE = """
readings:
  key: q
  either:
    any:
      - {id: paper, has: papers, label: 论文}
      - {id: quality, judgement: {by: panel}, label: 质量}
  both:
    all:
      - {same: paper}
      - {same: quality}
"""


def build(source: str) -> tuple[Formula, list[Problem]]:
    words = Words(shared_vocabulary(), {}, {"q": BOTH}, ("panel",))
    doc = parse_yaml(source, file="criteria.yaml")
    return build_criterion(doc.data, words=words, doc=doc, path=(), id="t"), words.problems


def test_one_ruling_answers_both_places():
    formula, problems = build(SOURCE)
    assert not problems
    assert isinstance(formula, Readings)
    either, both = (option.part for option in formula.options)
    assert isinstance(either, AnyOf)
    assert isinstance(both, All)
    assert either.parts == both.parts
    assert isinstance(both.parts[1], Staged)
    assert isinstance(both.parts[1].part, Judgement)
    assert both.parts[1].part.ruling == "quality"


def test_the_second_place_has_an_id_of_its_own_and_the_words_of_the_first():
    formula, _ = build(SOURCE)
    assert isinstance(formula, Readings)
    again = formula.options[1].part
    assert isinstance(again, All)
    meta = again.parts[0].meta
    assert meta.id not in ("paper", "quality")
    assert meta.label == Text("论文")


def test_what_was_not_written_before_is_a_problem_with_a_hint():
    _, problems = build("all:\n  - {id: paper, has: papers}\n  - {same: papper}")
    (found,) = problems
    assert found.code == "same"
    assert found.where is not None
    assert found.where.line == 3
    assert found.hint is not None
    assert "paper" in found.hint.zh
