"""The official form as data: which facts fill each box, and who leaves one empty."""

from __future__ import annotations

import pytest

from bole.policy.form import read_form
from bole.policy.library import find_pack, shared_vocabulary
from bole.policy.pack import FormField
from bole.policy.part import Part
from bole.problems import Problem
from bole.yamlfile import parse_yaml


def form(source: str) -> tuple[tuple[FormField, ...], list[Problem]]:
    doc = parse_yaml(f"fields:\n{source}", file="form.yaml")
    problems: list[Problem] = []
    part = Part(doc, (), doc.data, problems)
    return read_form(part, programme="p", vocabulary=shared_vocabulary()), problems


def test_a_box_names_the_facts_that_fill_it():
    (box,), problems = form("  - {id: post, cite: 表/职务, label: 职务, facts: [posts.title]}")
    assert not problems
    assert (box.facts, box.number, box.by, box.required) == (
        ("posts.title",),
        "1",
        "applicant",
        True,
    )


def test_a_box_of_another_programme_is_left_out():
    boxes, _ = form("  - {id: post, cite: 表/职务, label: 职务, fact: name, programme: q}")
    assert not boxes


def test_foreigners_leave_some_boxes_empty():
    (box,), _ = form("  - {id: e, cite: 表/民族, label: 民族, fact: ethnicity, except: [外籍]}")
    assert not box.asked_of(frozenset({"foreign"}))
    assert box.asked_of(frozenset({"mainland"}))
    assert box.asked_of(frozenset())


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("  - {id: a, cite: 表, label: 甲, fact: nmae}", "fact"),
        ("  - {id: a, cite: 表, label: 甲, fact: posts.titel}", "fact"),
        ("  - {id: a, cite: 表, label: 甲}", "form.source"),
        ("  - {id: a, cite: 表, label: 甲, fact: name, source: tier}", "form.source"),
        ("  - {id: a, cite: 表, label: 甲, source: seal}", "form.source"),
        ("  - {id: a, cite: 表, label: 甲, fact: name, except: [martian]}", "choice"),
        ("  - {id: a, label: 甲, fact: name}", "missing"),
        (
            (
                "  - {id: a, cite: 表, label: 甲, fact: name}\n"
                "  - {id: a, cite: 表, label: 乙, fact: sex}"
            ),
            "form.id",
        ),
    ],
)
def test_a_mistake_is_named(source: str, code: str):
    _, problems = form(source)
    assert [p.code for p in problems] == [code]


def test_every_box_of_the_form_of_xian_is_there():
    pack = find_pack("xian/high-level-talent/2020")
    boxes = pack.programmes[0].form
    printed = [a for a in pack.clauses if a.startswith("附件2/字段/")]
    assert [b.cite for b in boxes] == printed
    assert [b.id for b in boxes if b.without == ("foreign",)] == [
        "ethnicity", "political_affiliation", "native_place",
    ]  # fmt: skip
