"""What cases tell features below them: reminders of deadlines for whoever has a draft."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from bole.policy import library
from bole.policy.intake import read_instant
from bole.web.common.clock import now
from bole.web.cycles import services as cycles
from bole.web.cycles.services import Made
from bole.web.notices.models import Notice
from bole.web.notices.reminders import remind
from bole.web.organisations.permissions import Actor
from tests.web import factories

pytestmark = pytest.mark.django_db
PACK = "beijing/bast-engineers/2026"


def at(settings: Settings, moment: str) -> list[str]:
    settings.BOLE_NOW = moment
    return [n.title for n in remind(now=now())]


def test_draft_is_reminded_of_until_its_own_deadline(settings: Settings) -> None:
    settings.BOLE_NOW = "2026-04-10T10:00"
    cast = factories.cast(pack=PACK, programme="growth", track="")
    factories.draft(cast.applicant, pack=PACK, programme="growth")
    assert at(settings, "2026-04-26T09:00") == ["卓越工程师成长计划 2026：还有 1 天截止"]
    assert at(settings, "2026-04-27T09:00") == ["卓越工程师成长计划 2026：今天截止"]
    pack = library.find_pack(PACK)
    by = Actor(cast.talent_office, "talent_office", cast.office)
    cycles.extend(
        pack, programme=pack.programme("growth"), what="window",
        until=read_instant("2026-04-29T24:00"), drafts_before=read_instant("2026-04-20"),
        made=Made(now().date(), "系统故障", by),
    )  # fmt: skip
    assert at(settings, "2026-04-28T09:00") == ["卓越工程师成长计划 2026：还有 1 天截止"]
    assert at(settings, "2026-04-30T09:00") == []
    assert Notice.objects.filter(kind="deadline", user=cast.applicant).count() == 3
