"""A reading under which a passage asks for nothing holds for everyone."""

from __future__ import annotations

from bole.criteria.build import build_criterion
from bole.criteria.kernel import All, Formula
from bole.criteria.spec import Words
from bole.facts.vocabulary import Vocabulary
from bole.yamlfile import parse_yaml


def _build(source: str) -> tuple[Formula, Words]:
    words = Words(Vocabulary(), {})
    doc = parse_yaml(source, file="criteria.yaml")
    return build_criterion(doc.data, words=words, doc=doc, path=(), id="t"), words


def test_nothing_more_has_no_parts():
    formula, words = _build("nothing_more: true")
    assert formula == All(())
    assert not words.problems


def test_nothing_more_takes_true_only():
    _, words = _build("nothing_more: no")
    assert [p.code for p in words.problems] == ["nothing_more"]
