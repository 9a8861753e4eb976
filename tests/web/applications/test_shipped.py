"""The programmes that take applications run as their packs say: filing, limits, stages."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from pytest_django import Settings

from bole.policy import library
from bole.policy.intake import read_instant
from bole.problems import Problems
from bole.process.model import Event as Deed
from bole.web.applications import gates, services
from bole.web.applications.models import Case, Slot
from bole.web.applications.world import Situation
from bole.web.common import clock
from bole.web.cycles.models import Quota
from bole.web.cycles.queries import SEPARATOR
from bole.web.organisations.models import Organisation
from tests.web import factories as make

pytestmark = pytest.mark.django_db

XICHENG = "beijing/xicheng-xirong/2025"
XIAN = "xian/high-level-talent/2020"
CHANGPING = "beijing/changping-changju/2024"
BAST = "beijing/bast-engineers/2026"


def draft(
    n: int, *, pack: str, programme: str, facts: dict[str, Any] | None = None, **more: Any
) -> Case:
    """A draft that nothing stands against."""
    who = more.pop("who", None) or make.user(make.called(n))
    more.setdefault("employer", make.organisation(f"单位{n}"))
    case = make.draft(who, pack=pack, programme=programme, **more)
    told = {
        "name": who.name,
        "identity_code": make.identity_code(n),
        "identity_document": "居民身份证",
    }
    make.fill(case, who, **(told | (facts or {})))
    return make.complete(case, who)


def submit(case: Case) -> Case:
    services.submit(case, by=case.filer, role="applicant", key=uuid.uuid4())
    return Case.objects.get(pk=case.pk)


def act(case: Case, by: str, outcome: str, *, at: str | None = None) -> Case:
    moment = read_instant(at) if at else clock.now()
    who = case.filer
    services.advance(case, event=Deed(moment, by, outcome, "理由"), user=who, role=by)
    return Case.objects.get(pk=case.pk)


def refused(case: Case, by: str, outcome: str) -> list[str]:
    with pytest.raises(Problems) as found:
        act(case, by, outcome)
    return [f"{p.code} {p.hint.zh if p.hint else ''}" for p in found.value.problems]


def test_xicheng_one_person_one_field(settings: Settings) -> None:
    settings.BOLE_NOW = "2025-06-22T23:59:59"
    chosen = {"pack": XICHENG, "programme": "xirong", "tier": "elite"}
    case = submit(draft(1, track="finance", **chosen))
    assert (case.stage, case.intake) == ("officer_check", "window")
    again = draft(1, track="education", who=make.user("同一个人"), **chosen)
    with pytest.raises(Problems, match="一人一轮只报一次"):
        submit(again)
    services.withdraw(case, by=case.filer, reason="报错领域", role="applicant")
    assert submit(again).stage == "officer_check"


def test_xicheng_rolling_intake_is_for_those_about_to_move_in(settings: Settings) -> None:
    settings.BOLE_NOW = "2025-09-01T10:00"
    chosen = {"pack": XICHENG, "programme": "xirong", "track": "finance", "tier": "elite"}
    late = draft(1, **chosen)
    with pytest.raises(Problems, match="截止"):
        submit(late)
    stays = draft(2, intake="rolling", facts={"intends_to_move_in": False}, **chosen)
    with pytest.raises(Problems, match="意向入驻"):
        submit(stays)
    moves = draft(3, intake="rolling", facts={"intends_to_move_in": True}, **chosen)
    assert submit(moves).stage == "officer_check"


def test_xian_from_the_employer_to_the_department_within_an_item_and_year(
    settings: Settings,
) -> None:
    settings.BOLE_NOW = "2021-03-02T09:00"
    employer = make.organisation("示例创投有限公司")
    clause = "附件1/二/（二）/14"

    def one(n: int, position: str) -> Case:
        facts = {"claims": [clause], "present_position": [position], "citizenship": "中国内地居民"}
        made = draft(
            n, pack=XIAN, programme="xian", tier="national", employer=employer, facts=facts
        )
        return act(submit(made), "employer", "endorse")

    leader = one(1, "team_leader")
    names = Situation(leader, at=clock.now()).names
    assert (names["item"], names["role"], names["year"]) == ("national.14.a", "team_leader", "2021")
    leader = act(leader, "department", "accept")
    assert {s.limit for s in leader.slots.all()} == {"national_14a", "national_14a_leader"}
    second = one(2, "team_leader")
    assert refused(second, "department", "accept") == [f"quota.full 依据：{clause}"]
    settings.BOLE_NOW = "2022-01-04T09:00"
    assert act(second, "department", "accept").stage == "review"


def test_xian_closed_with_its_validity(settings: Settings) -> None:
    settings.BOLE_NOW = "2023-04-30T00:00:00"
    case = draft(1, pack=XIAN, programme="xian", tier="local")
    codes = [g.code for g in gates.hard(gates.gates(Situation(case, at=clock.now())))]
    assert codes == ["late"]


def test_changping_is_filed_by_a_registered_unit(settings: Settings) -> None:
    settings.BOLE_NOW = "2024-10-20T23:59:59"
    unit = make.organisation("示例生物有限公司", verified_until=dt.date(2025, 9, 1))
    who = make.user("经办人")
    with pytest.raises(Problems, match="单位申报"):
        make.draft(who, pack=CHANGPING, programme="changju")
    case = draft(1, who=who, pack=CHANGPING, programme="changju", track="cash", organisation=unit,
                 subject="钟灵毓", employer=None)  # fmt: skip
    assert [(e.stage, e.outcome) for e in case.events.order_by("seq")] == [
        ("register", "submit"), ("registration_check", "accept"),
    ]  # fmt: skip
    assert submit(case).stage == "form_check"


def test_changping_attachments_follow_the_lists_of_the_form(settings: Settings) -> None:
    settings.BOLE_NOW = "2024-10-18T10:00"
    unit = make.organisation("示例生物有限公司", verified_until=dt.date(2025, 9, 1))
    awards = [{"award": "国家科学技术进步奖"}, {"award": "国家自然科学奖"}]
    case = draft(1, pack=CHANGPING, programme="changju", track="cash", organisation=unit,
                 subject="钟灵毓", employer=None, facts={"awards": awards})  # fmt: skip

    def said() -> list[tuple[str, str]]:
        found = gates.gates(Situation(case, at=clock.now()), advice=False)
        return [(g.level, g.text.zh) for g in found if g.code == "order"]

    case.folder.items.filter(material="3.9").delete()
    make.attach(case, case.filer, material="3.9", content=b"%PDF-1.7 first")
    told = "材料 3.9 获奖情况，顺序要和表里一样：第 2 条“国家自然科学奖，国家级”还没有文件"
    assert said() == [("soft", told)]
    make.attach(case, case.filer, material="3.9", content=b"%PDF-1.7 second")
    assert said() == []
    assert submit(case).stage == "form_check"


def body(channel: str, n: int = 0) -> Organisation:
    return make.organisation(f"推荐单位 {channel} {n}", kind="recommender", channel=channel)


def test_bast_one_person_and_one_employer(settings: Settings) -> None:
    settings.BOLE_NOW = "2026-04-27T23:59:59"
    employer, recommender = make.organisation(), body("park")
    chosen = {"pack": BAST, "recommender": recommender}
    first = submit(draft(1, programme="growth", employer=employer, **chosen))
    assert first.due == read_instant("2026-05-19")
    both = draft(1, programme="studio", who=make.user("同一个人"), **chosen)
    with pytest.raises(Problems, match="一人只报一个项目"):
        submit(both)
    colleague = draft(2, programme="growth", employer=employer, **chosen)
    with pytest.raises(Problems, match="一个单位每个项目只报 1 个"):
        submit(colleague)
    assert submit(draft(3, programme="studio", employer=employer, **chosen)).stage == "recommend"


CHANNELS = [
    (programme.id, limit.where["channel"][0], limit.max, limit.cite)
    for programme in library.find_pack(BAST).programmes
    for limit in programme.process.limits
    if "channel" in limit.where and limit.max
]


@pytest.mark.parametrize(("programme", "channel", "most", "cite"), CHANNELS)
def test_bast_channels_recommend_within_their_number(
    settings: Settings, programme: str, channel: str, most: int, cite: str
) -> None:
    settings.BOLE_NOW = "2026-04-20T10:00"
    recommender, other = body(channel), body(channel, 1)
    made = [
        submit(draft(n, pack=BAST, programme=programme, recommender=recommender))
        for n in range(most + 1)
    ]
    settings.BOLE_NOW = "2026-05-18T23:59:59"
    for case in made[:most]:
        assert act(case, "recommender", "recommend").stage == "first_review"
    assert refused(made[most], "recommender", "recommend") == [f"quota.full 依据：{cite}"]
    assert Slot.objects.filter(limit__startswith="channel").count() == most
    settings.BOLE_NOW = "2026-04-20T10:00"
    elsewhere = submit(draft(90, pack=BAST, programme=programme, recommender=other))
    assert act(elsewhere, "recommender", "recommend").stage == "first_review"


def test_bast_district_table_and_its_deadline(settings: Settings) -> None:
    settings.BOLE_NOW = "2026-04-20T10:00"
    district = body("district")
    case = submit(draft(1, pack=BAST, programme="growth", recommender=district))
    assert refused(case, "recommender", "recommend") == ["quota.empty 依据：三/1"]
    Quota.objects.create(
        pack=BAST, programme="growth", table="district_quota", most=2, on=dt.date(2026, 4, 1),
        key=SEPARATOR.join(("growth", district.uscc)), by=case.filer, reason="附件",
        made_at=clock.now(),
    )  # fmt: skip
    settings.BOLE_NOW = "2026-05-19T00:00:00"
    assert [p.split()[0] for p in refused(case, "recommender", "recommend")] == ["late"]
    settings.BOLE_NOW = "2026-05-18T23:59:59"
    assert act(case, "recommender", "recommend").stage == "first_review"


@pytest.mark.parametrize("programme", ["growth", "studio"])
def test_bast_earlier_winners_cannot_file(settings: Settings, programme: str) -> None:
    settings.BOLE_NOW = "2026-04-20T10:00"
    before = {"growth": "卓越工程师成长计划", "studio": "北京优秀青年工程师创新工作室"}[programme]
    won = [{"programme": before, "as_team_leader": True}]
    case = draft(1, pack=BAST, programme=programme, recommender=body("park"),
                 facts={"past_recognitions": won})  # fmt: skip
    with pytest.raises(Problems, match="不能报"):
        submit(case)
