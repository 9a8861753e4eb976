"""What an office decides, how far it may, and what stands afterwards."""

from __future__ import annotations

import datetime as dt

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from bole.policy.intake import read_instant
from bole.policy.pack import Pack
from bole.problems import Problems
from bole.web.audit.models import Entry
from bole.web.cycles import queries, services
from bole.web.cycles.affected import Affected, Change, affected
from bole.web.cycles.ends import ends
from bole.web.cycles.models import Decision, Extension, Quota
from bole.web.cycles.overview import overview, quota_tables
from bole.web.cycles.services import Made
from bole.web.notices.models import Notice
from bole.web.organisations.permissions import Actor
from tests.web import factories

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
TODAY = dt.date(2026, 4, 20)
LATER = read_instant("2026-04-29T24:00")


def made(cast: factories.Cast, *, on: dt.date = TODAY, reason: str = "主任办公会") -> Made:
    return Made(on, reason, Actor(cast.talent_office, "talent_office", cast.office))


def set_days(pack: Pack, cast: factories.Cast, value: str, seen: int | None = None) -> Decision:
    return services.decide(
        pack, kind="parameter", key="publicity_days", value=value, made=made(cast), seen=seen
    )


def codes_of(problems: pytest.ExceptionInfo[Problems]) -> set[str]:
    return {p.code for p in problems.value.problems}


def test_later_decision_ends_the_earlier_and_nothing_is_deleted(
    pack: Pack, cast: factories.Cast
) -> None:
    first = set_days(pack, cast, "6")
    set_days(pack, cast, "7", first.pk)
    assert queries.cycle_of(pack).params["publicity_days"] == 7
    first.refresh_from_db()
    assert first.ended_at is not None
    assert Decision.objects.count() == 2
    (_, entry) = Entry.objects.filter(action="cycle.decided").order_by("seq")
    assert entry.content["before"] == "6"
    assert entry.content["reason"] == "主任办公会"


def test_only_settable_keys_within_their_limits(pack: Pack, cast: factories.Cast) -> None:
    with pytest.raises(Problems) as wrong:
        set_days(pack, cast, "4")
    assert codes_of(wrong) == {"cycles.range"}
    for kind, key, value, code in (
        ("parameter", "age_on", "2026-01-01", "cycles.fixed"),
        ("parameter", "nothing", "1", "cycles.unknown"),
        ("reading", "team_size", "both", "cycles.option"),
        ("switch", "publicity", "on", "cycles.unknown"),
        ("switch", "paper", "maybe", "cycles.unknown"),
    ):
        with pytest.raises(Problems) as wrong:
            services.decide(pack, kind=kind, key=key, value=value, made=made(cast), seen=None)
        assert codes_of(wrong) == {code}


def test_decision_has_a_reason_and_no_date_to_come(pack: Pack, cast: factories.Cast) -> None:
    tomorrow = made(cast, on=TODAY + dt.timedelta(days=1), reason=" ")
    with pytest.raises(Problems) as wrong:
        services.decide(pack, kind="switch", key="paper", value="on", made=tomorrow, seen=None)
    assert codes_of(wrong) == {"cycles.reason", "cycles.on"}


def test_who_looked_at_something_else_looks_again(pack: Pack, cast: factories.Cast) -> None:
    first = set_days(pack, cast, "6")
    with pytest.raises(Problems) as wrong:
        set_days(pack, cast, "7", seen=None)
    assert codes_of(wrong) == {"cycles.meanwhile"}
    with pytest.raises(Problems) as wrong:
        set_days(pack, cast, "6", seen=first.pk)
    assert codes_of(wrong) == {"cycles.same"}


def test_readings_and_switches_take_effect_and_end(pack: Pack, cast: factories.Cast) -> None:
    reading = services.decide(
        pack, kind="reading", key="team_size", value="with_leader", made=made(cast), seen=None
    )
    services.decide(pack, kind="switch", key="paper", value="on", made=made(cast), seen=None)
    assert queries.cycle_of(pack).adopted == {"team_size": "with_leader"}
    assert queries.switched_on(pack) == {"paper"}
    services.end(reading, pack=pack, made=made(cast, reason="重新研究"))
    assert queries.cycle_of(pack).adopted == {}
    with pytest.raises(Problems) as wrong:
        services.end(reading, pack=pack, made=made(cast))
    assert codes_of(wrong) == {"cycles.ended"}
    reading.refresh_from_db()
    assert (reading.ended_by, reading.ended_reason) == (cast.talent_office, "重新研究")


def test_quota_table_has_a_row_for_each_body_of_the_channel(
    pack: Pack, cast: factories.Cast
) -> None:
    factories.organisation("示例学会", kind="recommender", channel="society")
    growth, studio = quota_tables(pack)
    assert [row.label for row in growth.rows] == ["示例区科协"]
    assert (growth.missing, studio.missing) == (1, 1)
    key = growth.rows[0].key
    assert key == ("growth", cast.recommending.uscc)
    given = {"programme": growth.programme, "table": "district_quota", "made": made(cast)}
    assert services.set_quotas(pack, rows={key: 3}, **given) == 1  # type: ignore[arg-type]
    assert queries.quotas(pack, programme="growth") == {"district_quota": {key: 3}}
    with pytest.raises(Problems):
        services.set_quotas(pack, rows={key: 3}, **given)  # type: ignore[arg-type]
    services.set_quotas(pack, rows={key: None}, **given)  # type: ignore[arg-type]
    assert queries.quotas(pack, programme="growth") == {}
    assert Quota.objects.count() == 1
    assert queries.quotas(pack, programme="studio") == {}


def test_ends_that_can_be_moved_are_named_once(pack: Pack) -> None:
    assert [e.what for e in ends(pack.programme("growth"))] == ["window", "recommend"]


def extend(pack: Pack, cast: factories.Cast, until: dt.datetime, before: str = "") -> Extension:
    return services.extend(
        pack, programme=pack.programme("growth"), what="window", until=until,
        drafts_before=read_instant(before) if before else None, made=made(cast),
    )  # fmt: skip


def test_extension_holds_for_drafts_begun_before_a_moment(pack: Pack, cast: factories.Cast) -> None:
    extend(pack, cast, LATER, before="2026-04-19T12:00")
    old, new = read_instant("2026-04-19T11:59"), read_instant("2026-04-19T12:00")
    for begun, until in ((old, LATER), (new, None), (None, None)):
        found = queries.extended(pack, programme="growth", what="window", draft_from=begun)
        assert found == until


def test_deadlines_are_only_moved_to_later(
    pack: Pack, cast: factories.Cast, settings: Settings
) -> None:
    with pytest.raises(Problems) as wrong:
        extend(pack, cast, read_instant("2026-04-27T24:00"))
    assert codes_of(wrong) == {"cycles.until"}
    extend(pack, cast, LATER)
    with pytest.raises(Problems):
        extend(pack, cast, read_instant("2026-04-28T24:00"))
    extend(pack, cast, read_instant("2026-04-30T24:00"))
    assert Extension.objects.filter(ended_at=None).count() == 1
    settings.BOLE_NOW = "2026-05-03T10:00"
    with pytest.raises(Problems) as wrong:
        extend(pack, cast, read_instant("2026-05-02T24:00"))
    assert codes_of(wrong) == {"cycles.past"}


def test_those_with_a_draft_are_counted_before_and_told_after(
    pack: Pack, cast: factories.Cast, settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    settings.BOLE_NOW = "2026-04-10T10:00"
    factories.draft(cast.applicant, pack=pack.id, programme="growth")
    settings.BOLE_NOW = "2026-04-20T09:00"
    factories.draft(cast.other_applicant, pack=pack.id, programme="growth")
    before = read_instant("2026-04-15")
    assert affected(Change(pack.id, "parameter", "publicity_days")) == Affected(2, 0)
    assert affected(Change(pack.id, "extension", "window", "growth")) == Affected(2, 0)
    assert affected(Change(pack.id, "extension", "window", "growth", before)) == Affected(1, 0)
    assert affected(Change(pack.id, "extension", "recommend", "growth")) == Affected(0, 0)
    assert affected(Change(pack.id, "extension", "window", "studio")) == Affected(0, 0)
    with django_capture_on_commit_callbacks(execute=True):
        extend(pack, cast, LATER, before="2026-04-15")
    (notice,) = Notice.objects.filter(kind="extension")
    assert notice.user == cast.applicant
    assert notice.title == "卓越工程师成长计划 2026：延到 2026 年 4 月 29 日 24:00"


def test_overview_says_how_much_is_left_to_decide(pack: Pack, cast: factories.Cast) -> None:
    assert overview(pack).open == 2
    (row,) = overview(pack).parameters
    assert (row.value.zh, row.bounds.zh, row.decision) == ("5", "不低于 5", None)
