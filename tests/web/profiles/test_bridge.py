"""From what was told to facts, and what an application freezes."""

from __future__ import annotations

import pytest

from bole.facts.model import Assurance, State
from bole.policy import library
from bole.policy.library import shared_vocabulary
from bole.policy.pack import Pack
from bole.web.profiles.backing import keys_shown
from bole.web.profiles.bridge import facts_of_contents, sheet_for, unreadable
from bole.web.profiles.models import FactSheet
from bole.web.profiles.services import save
from bole.web.profiles.snapshot import snapshot
from bole.web.programmes.form import form_of
from tests.web import factories

VOCABULARY = shared_vocabulary()


@pytest.mark.parametrize(
    ("key", "where"),
    [
        ("birth_date", "person"),
        ("family:posts", "person"),
        ("closed:posts", "person"),
        ("employer.name", "case"),
        ("intends_to_move_in", "case"),
        ("family:team_members", "case"),
        ("claims", "case"),
        ("a_fact_of_one_pack", "case"),
    ],
)
def test_each_key_has_its_sheet(key: str, where: str) -> None:
    assert sheet_for(key, vocabulary=VOCABULARY) == where


def test_the_later_sheet_counts_and_typed_values_say_nothing() -> None:
    person = {"facts": {"birth_date": "1990", "on_job": True, "joined_on": {"typed": {"m": "13"}}}}
    case = {"facts": {"birth_date": "1991"}}
    facts = facts_of_contents(person, case, vocabulary=VOCABULARY)
    assert facts.get("birth_date").low == 19910101
    assert facts.get("joined_on").state is State.UNKNOWN
    assert [(u.id, u.typed) for u in unreadable(person, case)] == [("joined_on", {"m": "13"})]


def test_a_family_is_closed_where_that_was_said_or_none_were_told() -> None:
    content = {
        "families": {
            "posts": [{"_id": "a", "title": "工程师"}],
            "awards": [],
            "papers": [{"_id": "b"}],
        },
        "closed": {"papers": True, "posts": False},
    }
    facts = facts_of_contents(content, vocabulary=VOCABULARY)
    assert {n: facts.family(n).closed for n in ("posts", "awards", "papers", "books")} == {
        "posts": False, "awards": True, "papers": True, "books": False,
    }  # fmt: skip
    assert facts.family("papers").records == ()
    handed_in = facts_of_contents(content, vocabulary=VOCABULARY, closed=True)
    assert handed_in.family("posts").closed
    assert handed_in.family("books").closed


@pytest.mark.django_db
def test_a_snapshot_holds_what_the_form_asks_and_nothing_else(demo_pack: Pack) -> None:
    who = factories.user()
    case = factories.draft(who, track="finance")
    row = {"_id": "a", "name": "工程师", "series": "engineering"}
    told = {"name": "林一诺", "income_last_year": "100万元", "family:titles": [row]}
    save(case.person_sheet, told | {"family:books": [{"_id": "b", "title": "书"}]}, base=0, by=who)
    save(case.sheet, {"claims": ["四/2"], "employer.name": "示例"}, base=0, by=who)
    form = form_of(demo_pack, programme="demo", track="finance")
    frozen = snapshot(case.person_sheet, case.sheet, form=form)
    assert frozen == {
        "facts": {"employer.name": "示例", "name": "林一诺"},
        "families": {"titles": [{"name": "工程师"}]},
        "closed": {},
        "claims": ["四/2"],
        "meta": {},
        "versions": {"person": 1, "case": 1},
    }
    again = FactSheet.objects.get(pk=case.person_sheet.pk)
    assert snapshot(again, case.sheet, form=form) == frozen


def test_what_backs_a_key_backs_its_value_and_its_records() -> None:
    content = {
        "facts": {"birth_date": "1990", "on_job": True},
        "families": {"posts": [{"_id": "a", "title": "工程师"}]},
        "meta": {"birth_date": {"a": 3}, "on_job": {"a": 1}, "family:posts": {"a": 2}},
    }
    facts = facts_of_contents(content, vocabulary=VOCABULARY)
    assert facts.get("birth_date").assurance is Assurance.VERIFIED
    assert facts.get("on_job").assurance is Assurance.CLAIMED
    assert facts.family("posts").records[0].assurance is Assurance.EVIDENCED
    assert facts.family("posts").backed is Assurance.EVIDENCED


def test_materials_show_the_keys_that_carry_their_tags() -> None:
    pack = next(p for p in library.readable() if p.id == "xian/high-level-talent/2020")
    form = form_of(pack, programme="xian", track="")
    (programme,) = [p for p in pack.programmes if p.id == "xian"]
    identity = [m for m in programme.materials if "birth_date" in m.evidences]
    shown = keys_shown(form, materials=identity)
    assert "birth_date" in shown
    assert "family:awards" not in shown
    assert keys_shown(form, materials=[]) == frozenset()
