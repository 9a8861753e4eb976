"""Words for the codes that rows of organisations hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import template
from django.urls import NoReverseMatch, reverse

from bole.text import Text
from bole.web.common.templatetags.components import say
from bole.web.organisations.channels import KINDS, ROLES
from bole.web.organisations.channels import channel as channel_words
from bole.web.organisations.models import ROLES as ROLES_OF
from bole.web.organisations.models import Registration
from bole.web.organisations.permissions import standing_of
from bole.web.organisations.tabs import tabs

register = template.Library()

DEEDS: Final = {
    "registration.asked": Text("提交申请", "Asked"),
    "registration.scan": Text("传了扫描件", "Scan uploaded"),
    "registration.granted": Text("申请通过", "Granted"),
    "registration.refused": Text("申请没有通过", "Refused"),
    "registration.withdrawn": Text("撤回申请", "Withdrawn"),
    "organisation.founded": Text("建立机构", "Set up"),
    "organisation.stopped": Text("暂停办理", "Stopped"),
    "organisation.resumed": Text("恢复办理", "Resumed"),
    "membership.invited": Text("邀请成员", "Member invited"),
    "membership.joined": Text("成员加入", "Member joined"),
    "membership.declined": Text("谢绝邀请", "Invitation declined"),
    "membership.invitation_cancelled": Text("收回邀请", "Invitation taken back"),
    "membership.left": Text("成员停用", "Membership ended"),
    "membership.handed_over": Text("交接管理权", "Management handed over"),
    "membership.appointed_until": Text("改成员期限", "Member's term changed"),
    "desk.assigned": Text("加分工", "Desk assigned"),
    "desk.unassigned": Text("取消分工", "Desk taken away"),
}


@register.filter
def role(id: str) -> str:
    """A role in words."""
    return say(ROLES.get(id, Text(id)))


@register.filter
def of_office(role: str) -> bool:
    """True for roles of offices, whose people are not named to outsiders."""
    return role == "system_admin" or role in ROLES_OF["office"]


@register.filter
def kind(id: str) -> str:
    """A kind of organisation in words."""
    return say(KINDS.get(id, Text(id)))


@register.filter
def channel(id: str) -> str:
    """A channel in words."""
    return say(channel_words(id))


@register.filter
def deed(action: str) -> str:
    """An entry of the audit in words."""
    return say(DEEDS.get(action, Text(action)))


@register.filter
def get(mapping: Mapping[str, Any], key: str) -> Any:
    """What stands under a key; "" where nothing does."""
    return mapping.get(key, "")


@register.inclusion_tag("organisations/desk/tabs.html", takes_context=True)
def desk_tabs(context: Mapping[str, Any], current: str) -> dict[str, Any]:
    """The tabs of offices, with the page that is open."""
    return {"tabs": tabs(standing_of(context["request"]), current=current)}


@register.simple_tag
def scan_link(registration: Registration) -> str:
    """Where the scan of a request is uploaded and seen; "" where no feature offers it."""
    try:
        return reverse("organisation_licence", args=[registration.uid])
    except NoReverseMatch:
        return ""
