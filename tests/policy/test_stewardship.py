"""Reading stewardship.yaml: what is there, and every mistake with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from bole.criteria.spec import Words
from bole.policy import library
from bole.policy.part import Part
from bole.policy.stewardship import read_stewardship
from bole.problems import Problem
from bole.stewardship.model import OPENER, Stewardship
from bole.yamlfile import read_yaml

HEAD = """
actors:
  - {id: office, label: {zh: 办公室, en: Office}}
  - {id: talent, label: {zh: 人才, en: Talent}}
"""


def read(text: str, tmp_path: Path) -> tuple[Stewardship, list[Problem]]:
    """What is read of a file, and its problems."""
    path = tmp_path / "stewardship.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    doc, problems = read_yaml(path), list[Problem]()
    words = Words(library.shared_vocabulary(), {"days": "number"}, problems=problems)
    return read_stewardship(Part(doc, (), doc.data, problems), words=words), problems


def codes(text: str, tmp_path: Path) -> list[str]:
    found = read(text, tmp_path)[1]
    assert all(p.where and p.where.line for p in found)
    return sorted(p.code for p in found)


TICKET = "{id: ask, label: {zh: 问, en: Ask}, cite: 一, opens: [talent], handles: [office]"


def test_a_pack_without_the_file_has_no_stewardship():
    problems: list[Problem] = []
    doc = Part(
        read_yaml(Path(__file__).parents[2] / "policies/_template/pack.yaml"), (), {}, problems
    )
    assert read_stewardship(doc, words=Words(library.shared_vocabulary(), {})) == Stewardship()
    assert problems == []


def test_a_ticket_without_steps_is_opened_taken_in_hand_and_closed(tmp_path):
    fields = (
        "fields: [{id: reason, label: {zh: 理由, en: Reason}}, {id: r, label: {zh: 果, en: R}}]"
    )
    due = "due: {working_days: null, param: days}"
    whole, problems = read(f"tickets: [{TICKET}, {fields}, {due}, closing: [r]}}]", tmp_path)
    assert problems == []
    (kind,) = whole.tickets
    moves = {s.id: {m.id: (m.to, m.by, m.needs) for m in s.moves} for s in kind.steps}
    no = ("end:declined", ("office",), ("reason",))
    back = ("end:withdrawn", (OPENER,), ())
    assert moves == {
        "opened": {"take": ("in_hand", ("office",), ()), "decline": no, "withdraw": back},
        "in_hand": {"close": ("end:closed", ("office",), ("r",)), "decline": no, "withdraw": back},
    }
    assert all(s.since_open and s.due and s.due.param == "days" for s in kind.steps)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (f"tickets: [{TICKET}}}, {TICKET}}}]", ["id"]),
        ("tickets: [{id: ask, label: 问, opens: [talnt]}]", ["cite", "label", "missing", "unknown"]),
        (f"tickets: [{TICKET}, closing: [no]}}]", ["unknown"]),
        (f"tickets: [{TICKET}, due: {{working_days: null, param: dys}}}}]", ["param"]),
        (
            ("tickets: [{id: a, label: {zh: 甲, en: A}, cite: 一, opens: [talent], ends: {ok: 好},"
            " steps: [{id: s, label: {zh: 步, en: S}, moves: [{id: m, label: {zh: 动, en: M},"
            " by: [office], to: 'end:okay'}]}]}]"),
            ["step"],
        ),
        (
            ("registers: [{id: r, label: {zh: 册, en: R}, cite: 一, of: person, seen_by: [office],"
            " counted_by: [x], fields: [{id: f, kind: choice, label: {zh: 项, en: F},"
            " seen_by: [talent]}]}]"),
            ["options", "seen_by", "unknown"],
        ),
        (
            ("plans: [{id: p, label: {zh: 计划, en: P}, cite: 一, subject: person, assessments:"
            " [{id: a, label: {zh: 考核, en: A}, when: monthly, by: [office, talent]}]}]"),
            ["outcomes", "proposes", "unknown", "years"],
        ),
        (
            ("templates: [{id: t, label: {zh: 指标, en: T}, cite: 一, no_numbers: {reading: q, is: x},"
            " groups: [{id: g, label: {zh: 组, en: G}, by: [office], indicators:"
            " [{id: i, label: {zh: 项, en: I}, weight: 120}]}]}]"),
            ["reading", "weight"],
        ),
        ("measures: [{id: m, label: {zh: 措施, en: M}, cite: 一, links: [use], by: [office]}]", ["unknown"]),
        ("pages: [{id: p, label: {zh: 页, en: P}, cite: 一}]", ["missing"]),
        ("page: []", ["key"]),
        (
            ("registers: [{id: r, label: {zh: 册, en: R}, cite: 一, of: person, seen_by: [office],"
            " entry: [{id: e, label: {zh: 进, en: E}, by: [office], when: {tier: nobody}}]}]"),
            ["tier"],
        ),
    ],
)  # fmt: skip
def test_every_mistake_is_said_with_its_line(text, wrong, tmp_path):
    assert codes(text, tmp_path) == wrong


def test_items_of_a_menu_cite_and_belong_like_the_menu(tmp_path):
    text = (
        "measures: [{id: m, label: {zh: 菜单, en: Menu}, cite: [一, 二], by: [office],"
        " chosen_by: [talent], items: [{id: a, label: {zh: 甲, en: A}}]}]"
    )
    whole, problems = read(text, tmp_path)
    assert problems == []
    assert [(k, id, i.cite) for k, id, i in whole.items()] == [
        ("measure", "m", ("一", "二")),
        ("measure", "m.a", ("一", "二")),
    ]


def test_the_opinions_of_2007_carry_every_article():
    pack = library.find_pack("beijing/talent-opinions/2007")
    # What a page carries later does not count: something works today for each article.
    carried = {c for k, _, item in pack.stewardship.items() if k != "page" for c in item.cite}
    articles = {a for a, c in pack.clauses.items() if c.kind == "measure"}
    assert articles <= carried
    assert len(articles) == 26
    (nomination,) = (t for t in pack.stewardship.tickets if t.id == "nomination")
    assert len(nomination.ways) == 6


def test_no_weight_is_invented_for_the_opinions_of_2007():
    pack = library.find_pack("beijing/talent-opinions/2007")
    groups = [g for t in pack.stewardship.templates for g in t.groups]
    assert all(g.weight is None and all(i.weight is None for i in g.indicators) for g in groups)
    guarded = {t.id for t in pack.stewardship.templates if t.guarded}
    assert guarded == {"evaluate_professional", "assess_applied", "assess_basic"}
