"""The organisations of the made-up world: offices with their desks, employers, recommenders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from bole.policy import library
from bole.policy.intake import SHANGHAI
from bole.policy.pack import Pack, Programme, Track
from bole.text import Text
from bole.web.accounts.models import User
from bole.web.cycles.models import Quota
from bole.web.cycles.queries import SEPARATOR
from bole.web.demo.made import Maker
from bole.web.organisations.models import Desk, Organisation

LONG_AGO: Final = dt.datetime(2020, 1, 2, 9, tzinfo=SHANGHAI)
EMPLOYERS: Final = 40
#: Who acts for an actor of a procedure that is an office of the government.
ROLE_OF: Final = {
    "department": "department_officer",
    "departments": "department_officer",
    "talent_office": "talent_office",
    "office": "talent_office",
    "center": "talent_office",
    "expert": "expert",
    "leaders": "leader",
}
CHANNELS: Final = {
    "district": Text("示例区科协", "Example district association"),
    "employer": Text("示例集团科协", "Example group's association"),
    "park": Text("示例园区科协", "Example park association"),
    "society": Text("示例学会", "Example society"),
    "academicians": Text("示例院士专家工作站", "Example academicians' workstation"),
    "service_station": Text("示例工程师服务站", "Example engineers' service station"),
    "consortium": Text("示例科创协同联合体", "Example innovation consortium"),
    "international": Text("示例国际科技组织", "Example international organisation"),
}


@dataclass(slots=True)
class World:
    """Everyone who is no applicant."""

    employers: list[Organisation] = field(default_factory=list)
    officers: dict[int, User] = field(default_factory=dict)
    recommenders: list[Organisation] = field(default_factory=list)
    #: (programme, actor, track) → who acts, and for which organisation; track "" is all.
    acting: dict[tuple[str, str, str], tuple[User, Organisation]] = field(default_factory=dict)

    def actor(self, programme: str, *, actor: str, track: str) -> tuple[User, Organisation] | None:
        """Who takes an actor's steps for a track."""
        return self.acting.get((programme, actor, track)) or self.acting.get((programme, actor, ""))


def build(make: Maker) -> World:
    """All organisations, their people, desks and quotas."""
    world = World()
    for n in range(EMPLOYERS):
        employer = make.organisation(make.employer_name(n), kind="employer")
        world.employers.append(employer)
        world.officers[employer.pk] = make.officer(employer, role="employer_officer")
    for channel, name in CHANNELS.items():
        recommender = make.organisation(name.zh, kind="recommender", channel=channel)
        world.recommenders.append(recommender)
        world.officers[recommender.pk] = make.officer(recommender, role="recommender")
    for pack, programme in _with_applications():
        _offices(make, world, pack, programme)
    _auditor(make)
    return world


def _with_applications() -> Iterator[tuple[Pack, Programme]]:
    """The programmes of the shipped packs that take applications."""
    for pack, programme in library.programmes():
        if programme.materials and any(s.kind == "file" for s in programme.process.stages):
            yield pack, programme


def _offices(make: Maker, world: World, pack: Pack, programme: Programme) -> None:
    """A desk for every actor of the procedure: per track where departments handle tracks."""
    region = pack.region.zh
    for actor in dict.fromkeys(s.by for s in programme.process.stages):
        role = ROLE_OF.get(actor)
        if role is None:
            continue
        tracks: list[Track | None] = [t for t in programme.tracks if t.lead.zh]
        if actor != "department" or not tracks:
            tracks = [None]
        for track in tracks:
            lead = track.lead.zh if track else _office_name(actor)
            name = f"{region}{lead.removeprefix('区')}（演示）"
            office = make.office(name)
            person = make.officer(office, role=role)
            world.acting[programme.id, actor, track.id if track else ""] = person, office
            Desk.objects.get_or_create(
                organisation=office, pack=pack.id, programme=programme.id, actor=actor,
                track=track.id if track else "",
            )  # fmt: skip
    _quotas(make, world, pack, programme)


def _office_name(actor: str) -> str:
    return {
        "department": "主管部门", "departments": "联审部门", "expert": "评审专家组",
        "leaders": "领导小组", "center": "科创服务中心",
    }.get(actor, "人才办")  # fmt: skip


def _quotas(make: Maker, world: World, pack: Pack, programme: Programme) -> None:
    """Every table of a limit filled in for the recommenders of its channels."""
    office = world.actor(programme.id, actor="center", track="")
    for limit in programme.process.limits:
        channels = limit.where.get("channel", ())
        if not limit.table or office is None:
            continue
        for recommender in (r for r in world.recommenders if r.channel in channels):
            names = {"programme": programme.id, "recommender": recommender.uscc}
            Quota.objects.create(
                pack=pack.id, programme=programme.id, table=limit.table, most=5,
                key=SEPARATOR.join(names.get(name, "") for name in limit.per),
                on=LONG_AGO.date(), made_at=LONG_AGO, by=office[0], organisation=office[1],
                reason="演示：每家 5 个",
            )  # fmt: skip


def _auditor(make: Maker) -> None:
    office = make.office("示例审计局（演示）")
    make.officer(office, role="auditor")
    make.user(is_system_admin=True)
