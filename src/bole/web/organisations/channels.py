"""The words for the channels of recommending bodies that packs name, and for kinds and roles."""

from __future__ import annotations

from typing import Final

from bole.policy import library
from bole.text import Text

KINDS: Final = {
    "employer": Text("用人单位", "Employer"),
    "recommender": Text("推荐单位", "Recommending body"),
    "office": Text("经办部门", "Office"),
}
ROLES: Final = {
    "employer_officer": Text("单位经办人", "Employer's officer"),
    "recommender": Text("推荐经办人", "Recommender"),
    "talent_office": Text("人才办（中心、工作组）", "Talent office"),
    "department_officer": Text("主管部门审核员", "Department officer"),
    "expert": Text("专家", "Expert"),
    "leader": Text("领导小组成员", "Leader"),
    "auditor": Text("审计员", "Auditor"),
    "system_admin": Text("系统管理员", "System administrator"),
}
_CHANNELS: Final = {
    "district": Text("区级组织", "District association"),
    "employer": Text("企业、事业单位内的组织", "Association within an employer"),
    "park": Text("园区组织", "Park association"),
    "society": Text("学会、基金会", "Society or foundation"),
    "academicians": Text("院士专家工作站", "Academicians' workstation"),
    "service_station": Text("服务站", "Service station"),
    "consortium": Text("联合体", "Consortium"),
    "international": Text("国际组织", "International organisation"),
}


def channels() -> dict[str, Text]:
    """The channels that some pack gives a quota to, with their words."""
    found: dict[str, Text] = {}
    for _, programme in library.programmes():
        for limit in programme.process.limits:
            for id in limit.where.get("channel", ()):
                found.setdefault(id, channel(id))
    return found


def channel(id: str) -> Text:
    """The words for a channel; its id where there are none."""
    return _CHANNELS.get(id, Text(id))
