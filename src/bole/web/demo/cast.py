"""Who there is to be: the made-up world's people by role, with what is worth trying as each."""

from __future__ import annotations

from dataclasses import dataclass

from bole.text import Text
from bole.web.accounts.models import User
from bole.web.applications import gates
from bole.web.applications.models import Case
from bole.web.applications.packs import title_of
from bole.web.applications.world import Situation
from bole.web.common import clock
from bole.web.demo.moments import last_day
from bole.web.organisations.models import Membership

_ROLES = {
    "applicant": Text("申报人", "Applicants"),
    "employer_officer": Text("用人单位", "Employers"),
    "recommender": Text("推荐单位", "Recommending bodies"),
    "department_officer": Text("牵头部门", "Departments"),
    "talent_office": Text("人才办、中心", "Talent offices"),
    "expert": Text("专家", "Experts"),
    "leader": Text("领导", "Leaders"),
    "auditor": Text("审计", "Auditors"),
    "system_admin": Text("系统管理员（看不到申报）", "System administrator (sees no cases)"),
}
SUBMITTED = Text("{title}：已提交", "{title}: submitted")
READY = Text("{title}：都齐了，只差提交", "{title}: complete, to be submitted")
LACKING = Text("{title}：还差 {n} 处", "{title}: lacks {n}")
#: Of each role, so many are listed.
MOST = 6


@dataclass(frozen=True, slots=True)
class Person:
    """One of the cast."""

    user: User
    of: Text | str


@dataclass(frozen=True, slots=True)
class Group:
    """The people of one role."""

    role: str
    label: Text
    people: tuple[Person, ...]


def cast() -> list[Group]:
    """The people of every role, a few of each; those with something to do first."""
    held = Membership.objects.select_related("user", "organisation").order_by("pk")
    by_role: dict[str, list[Person]] = {role: [] for role in _ROLES}
    for membership in held:
        by_role[membership.role].append(Person(membership.user, membership.organisation.name))
    by_role["applicant"] = _applicants()
    admins = User.objects.filter(is_system_admin=True).order_by("pk")
    by_role["system_admin"] = [Person(user, "") for user in admins]
    return [
        Group(role, _ROLES[role], tuple(people[: 2 * MOST if role == "applicant" else MOST]))
        for role, people in by_role.items()
        if people
    ]


def _applicants() -> list[Person]:
    """Those with a draft of the window that closes next, then those who wait for somebody.

    A draft that only has to be submitted comes first.
    """
    own = Case.objects.filter(filer_organisation=None).select_related("filer")
    last = last_day().id
    begun = own.filter(programme=last, submitted_at=None, result="").order_by("started_at")
    drafts = [(case, _lacking(case)) for case in begun[: 2 * MOST]]
    drafts.sort(key=lambda draft: draft[1] > 0)
    others = list(own.filter(submitted_at__isnull=False).order_by("-submitted_at")[:MOST])
    return [
        *(Person(case.filer, _state(case, lacking=lacking)) for case, lacking in drafts[:MOST]),
        *(Person(case.filer, SUBMITTED.format(title=title_of(case))) for case in others),
    ]


def _lacking(case: Case) -> int:
    """How many things stand against submission, apart from time and consent."""
    found = gates.hard(gates.gates(Situation(case, at=clock.now())))
    return sum(gate.code not in ("consent", "late") for gate in found)


def _state(case: Case, *, lacking: int) -> Text:
    said = LACKING if lacking else READY
    return said.format(title=title_of(case), n=lacking)
