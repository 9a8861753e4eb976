"""Features below learn of cases: whom a decision concerns, whose deadline comes near."""

from __future__ import annotations

import pytest

from bole.policy.intake import read_instant
from bole.policy.pack import Pack
from bole.web.applications import hooks
from bole.web.applications.models import Case
from bole.web.applications.warming import warm
from bole.web.cycles.affected import Change, affected, told
from bole.web.notices.reminders import remind
from tests.web import factories as make

pytestmark = pytest.mark.django_db


def test_an_extension_counts_and_tells_those_with_early_drafts(flow: Pack) -> None:
    early, late = make.user("早"), make.user("晚")
    make.draft(early, pack=flow.id, programme="endorsed")
    made = make.draft(late, pack=flow.id, programme="endorsed")
    Case.objects.filter(pk=made.pk).update(started_at=read_instant("2025-06-22T23:30"))
    make.submitted(make.user("交了"), n=7)
    before = read_instant("2025-06-22T23:00")
    change = Change(flow.id, "extension", "window", "endorsed", before)
    assert affected(change).drafts == 1
    assert set(told(change)) == {early.pk}
    assert affected(Change(flow.id, "switch", "x")).cases == 1


def test_the_holders_of_a_stage_are_told_of_its_extension(flow: Pack) -> None:
    cast = make.cast(pack=flow.id, programme="channel", track="")
    make.submitted(cast.applicant, programme="channel", recommender=cast.recommending)
    change = Change(flow.id, "extension", "recommend", "channel")
    assert set(told(change)) == {cast.recommender.pk}


def test_drafts_are_reminded_and_what_is_submitted_is_not(flow: Pack) -> None:
    who = make.user("草稿")
    make.draft(who, pack=flow.id, programme="endorsed")
    make.submitted(make.user("交了"), n=7)
    now = read_instant("2025-06-22T09:00")
    assert [n.user for n in remind(now=now)] == [who]
    assert list(hooks.ending(read_instant("2025-05-20T09:00"))) == []


def test_what_takes_applications_is_compiled_before_the_workers_part(flow: Pack) -> None:
    assert warm() == [f"{flow.id}/{p.id}" for p in flow.programmes]
