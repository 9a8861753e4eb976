"""How an entry's content is shown."""

from __future__ import annotations

from typing import Any

from django import template

from bole.text import Text
from bole.web.audit import words
from bole.web.audit.queries import told
from bole.web.common.templatetags.components import say

register = template.Library()
ROLES = {
    "applicant": Text("申报人", "Applicant"),
    "holder": Text("本人", "Account holder"),
    "employer_officer": Text("单位经办人", "Employer's officer"),
    "recommender": Text("推荐单位", "Recommender"),
    "department_officer": Text("部门经办人", "Department officer"),
    "talent_office": Text("人才办", "Talent office"),
    "expert": Text("专家", "Expert"),
    "leader": Text("领导", "Leader"),
    "auditor": Text("审计员", "Auditor"),
    "system_admin": Text("系统管理员", "System administrator"),
    "system": Text("系统", "The system"),
}
register.filter("told", told)


@register.filter
def actor(user: Any) -> str:
    """How the page calls whoever did it."""
    return user.shown if user is not None else ""


@register.filter
def deed(action: str) -> str:
    """What was done, in words."""
    return say(words.deed(action))


@register.filter
def named(path: str) -> str:
    """What a value of an entry is called."""
    return say(words.name(path))


@register.filter
def role(name: str) -> str:
    """The word for a role; one that is not known stays as it is."""
    return say(ROLES[name]) if name in ROLES else name
