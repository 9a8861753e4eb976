"""The same answers for another programme: nothing is lost, and nothing is read into them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from bole.web.compare.carrying import carried
from bole.web.programmes.queries import Listed
from bole.web.selfcheck.answers import ANY_TRACK, RESULT, Answers, from_json
from bole.web.selfcheck.judging import check
from bole.web.selfcheck.profiles import facts_of
from tests.web.compare.conftest import CHANGJU, GROWTH, XIAN, XIRONG, person

Find = Callable[[tuple[str, str, str]], Listed]


def test_own_programme_shows_its_result_as_it_was(listed: Find) -> None:
    assert carried(person(), to=listed(XIRONG)) == person().showing(RESULT)


def test_what_was_said_of_the_person_holds_everywhere(listed: Find) -> None:
    theirs = carried(person(), to=listed(CHANGJU))
    assert theirs.place == CHANGJU
    assert theirs.facts["birth_date"] == "1988-06"
    assert "birth_date" not in theirs.partial
    assert theirs.asked["facts:birth_date"] == ("birth_date",)


def test_this_district_is_not_that_district(listed: Find) -> None:
    theirs = carried(person(), to=listed(CHANGJU))
    assert "employer.operates_in_district" in theirs.partial
    facts = facts_of(theirs, vocabulary=listed(CHANGJU).pack.vocabulary)
    assert "employer.operates_in_district" not in facts.scalars
    assert "facts:employer.operates_in_district" not in theirs.asked


def test_none_of_a_short_list_does_not_close_a_longer_one(listed: Find) -> None:
    engineer = Answers(*GROWTH, families={"projects": ()}, asked={"family:projects": ("kind",)})
    theirs = carried(engineer, to=listed(XIRONG))
    assert "projects" in theirs.partial
    facts = facts_of(theirs, vocabulary=listed(XIRONG).pack.vocabulary)
    assert not facts.families["projects"].closed
    assert "family:projects" not in theirs.asked


def test_none_of_a_list_that_is_long_enough_closes_it(listed: Find) -> None:
    theirs = carried(person(), to=listed(GROWTH))
    facts = facts_of(theirs, vocabulary=listed(GROWTH).pack.vocabulary)
    assert facts.families["education"].closed
    assert "family:education" in theirs.asked


def test_skipped_questions_are_asked_again_elsewhere(listed: Find) -> None:
    assert "facts:joined_on" not in carried(person(), to=listed(XIAN)).asked


def test_claims_stay_with_their_programme_and_come_back(listed: Find) -> None:
    there = carried(person(), to=listed(CHANGJU))
    assert there.claims == ()
    assert "claims" not in there.asked
    back = carried(there, to=listed(XIRONG))
    assert back.claims == person().claims
    assert back.asked["claims"] == person().claims


def test_there_and_back_again_is_the_same(listed: Find) -> None:
    away = carried(carried(person(), to=listed(CHANGJU)), to=listed(XIAN))
    back = carried(away, to=listed(XIRONG))
    assert (back.place, back.facts, back.families) == (
        XIRONG, person().facts, person().families,
    )  # fmt: skip
    assert (back.told, back.partial) == ({}, frozenset())
    before = check(person(), listed=listed(XIRONG)).report
    assert check(back, listed=listed(XIRONG)).report == before


def test_answering_again_there_counts_there(listed: Find) -> None:
    there = carried(person(), to=listed(CHANGJU))
    there = there.with_facts(
        {"employer.operates_in_district": False}, cleared=("employer.operates_in_district",)
    ).with_family("projects", rows=())
    assert "employer.operates_in_district" not in there.told
    assert not {"employer.operates_in_district", "projects"} & there.partial
    back = carried(there, to=listed(XIRONG))
    assert "employer.operates_in_district" in back.partial


def test_passing_over_keeps_what_another_programme_was_told(listed: Find) -> None:
    rows = ({"kind": "research"},)
    there = carried(
        Answers(*GROWTH, families={"projects": rows}), to=listed(XIRONG)
    ).without_family("projects")
    assert there.families["projects"] == rows


def test_programme_that_is_gone_is_not_trusted(listed: Find) -> None:
    gone = replace(person(), pack="nowhere/gone/2020", programme="gone", track=ANY_TRACK)
    theirs = carried(gone, to=listed(XIRONG))
    assert theirs.partial == {*person().facts, *person().families}


def test_the_way_travels_in_the_token(listed: Find) -> None:
    there = carried(person(), to=listed(CHANGJU))
    assert from_json(json.loads(json.dumps(there.to_json()))) == there
