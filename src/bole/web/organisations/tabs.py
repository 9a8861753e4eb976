"""The tabs over the pages of offices: what a person's roles open, the same on each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from bole.text import Text
from bole.web.organisations.permissions import Standing, sees_cases, talent_office, verifier


@dataclass(frozen=True, slots=True)
class Tab:
    """One page of an office; `current` where it is open."""

    label: Text
    url: str
    current: bool


def tabs(standing: Standing, *, current: str) -> list[Tab]:
    """The tabs of the user; none where there would be but one."""
    found = [
        Tab(label, url, id == current)
        for id, label, name in _pages(standing)
        if (url := _address(name))
    ]
    return found if len(found) > 1 else []


def _pages(standing: Standing) -> Iterator[tuple[str, Text, str]]:
    """Id, label and address of every page that the user's roles open."""
    admin = bool(standing.user.is_system_admin)
    verifies, office = verifier(standing), talent_office(standing)
    if sees_cases(standing):
        yield "cases", Text("案件", "Cases"), "desk_cases"
    if verifies:
        yield "waiting", Text("单位审核", "Organisations to check"), "desk_organisations"
    if verifies or admin:
        yield "all", Text("全部机构", "All organisations"), "desk_organisations_all"
    if office or admin:
        yield "recoveries", Text("账号找回", "Recoveries"), "recoveries"
        yield "desks", Text("分工", "Desks"), "desk_desks"
    if office:
        yield "cycles", Text("年度决定", "Decisions of the year"), "desk_cycles"
    if office or admin:
        yield "deliveries", Text("送达记录", "Deliveries"), "desk_deliveries"
    if not admin and any(m.role == "auditor" for m in standing.memberships):
        yield "audit", Text("审计", "Audit"), "audit"


def _address(name: str) -> str:
    """Where a page is; "" where no feature offers it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
