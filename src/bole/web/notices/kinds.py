"""What notices are about: whether one can switch their mail and SMS off, and what an SMS says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bole.text import Text


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of notice; `optional` ones go out by mail and SMS only while the person wants them.

    `label` stands in an SMS and as the subject of a mail, so it names nobody and nothing.
    """

    id: str
    label: Text
    optional: bool = False


_LISTED: Final = (
    Kind("submitted", Text("申报已收到", "Application received")),
    Kind("case", Text("申报有新进展", "News on an application")),
    Kind("supplement", Text("申报需要补正", "An application is to be completed")),
    Kind("decision", Text("申报有了结果", "An application was decided")),
    Kind("extension", Text("截止时间延长", "A deadline was extended")),
    Kind("deadline", Text("截止时间提醒", "Reminder of a deadline"), optional=True),
    Kind("organisation", Text("单位登记", "Registration of an organisation")),
    Kind("registration_ends", Text("单位登记快到期", "A registration ends soon"), optional=True),
    Kind("membership", Text("单位成员变动", "Change of an organisation's members")),
    Kind("task", Text("有事等你办", "Something waits for you"), optional=True),
    Kind("account", Text("账号安全", "Security of your account")),
)
KINDS: Final = {kind.id: kind for kind in _LISTED}
_OTHER: Final = Text("有一条新消息", "You have a message")


def kind_of(id: str) -> Kind:
    """The kind of that id; one that is not listed always goes out."""
    return KINDS.get(id) or Kind(id, _OTHER)


def optional_kinds() -> tuple[Kind, ...]:
    """What a person can switch off."""
    return tuple(kind for kind in _LISTED if kind.optional)
