"""What can be wrong with a step around organisations, in words."""

from __future__ import annotations

from typing import Final

from bole.problems import problem
from bole.text import Text

TAKEN: Final = problem(
    "organisations.taken",
    "这个单位已经登记了",
    "This organisation is registered already",
    hint=Text(
        "请它的管理人邀请你；没有人能登录了，用“找回管理权”。",
        "Ask its manager to invite you; where nobody can sign in any more, recover access.",
    ),
)
STOPPED: Final = problem(
    "organisations.stopped", "这个单位被暂停办理", "This organisation may not act for now",
    hint=Text("请和受理部门联系。", "Please ask the office."),
)  # fmt: skip
THERE: Final = problem(
    "organisations.there", "这个信用代码已经有了", "There is an organisation with this code already"
)
UNKNOWN: Final = problem(
    "organisations.unknown",
    "没有登记过这个单位",
    "No organisation with this code is registered",
    hint=Text("请核对信用代码；没登记过的直接登记。", "Check the code, or register it."),
)
WAITING: Final = problem(
    "organisations.waiting",
    "你已经提交过，正在核对",
    "You have asked already; it is being checked",
)
TOO_MANY: Final = problem(
    "organisations.too_many", "今天的次数用完了，明天再来", "Enough for today; try again tomorrow"
)
DECIDED: Final = problem(
    "organisations.decided", "这个申请已经办过了", "This request has been decided already"
)
CHANGED: Final = problem(
    "organisations.changed",
    "单位的状态已经变了",
    "The organisation's state has changed",
    hint=Text("刷新后再看。", "Reload the page."),
)
OWN: Final = problem(
    "organisations.own",
    "不能核对自己提交的、自己单位的申请",
    "Nobody decides on their own request or for their own organisation",
)
NOT_YOURS: Final = problem(
    "organisations.not_yours", "只有提交的人能改", "Only who asked can do so"
)
NOT_MANAGER: Final = problem(
    "organisations.not_manager", "要由单位的管理人来办", "A manager of the organisation does this"
)
NO_REASON: Final = problem(
    "organisations.reason", "请写明理由，对方会看到", "Give the reason; they will read it"
)
NO_GROUNDS: Final = problem("organisations.grounds", "请写明情况", "Say what has happened")
NO_LETTER: Final = problem(
    "organisations.letter",
    "盖章的申请函还没传，不能办通过",
    "The sealed letter is not here yet: it cannot be granted",
    hint=Text(
        "等申请人传了扫描件，核对公章后再办。", "Wait for the scan, and check its seal first."
    ),
)
BAD_UNTIL: Final = problem(
    "organisations.until",
    "有效期要晚于今天，最长三年",
    "The last day is after today, within three years",
)
WRONG_ROLE: Final = problem(
    "organisations.role", "这类单位没有这个角色", "This kind of organisation has no such role"
)
NOT_OFFICE: Final = problem(
    "organisations.office",
    "经办部门由系统管理员建立",
    "Offices are set up by the system administrator",
)
RECOVERY_TOLD: Final = Text(
    "有人用盖章的申请函申请接管。如果不是你们单位办的，请立即和受理部门联系。",
    "The request comes with a sealed letter. If it is not yours, tell the office at once.",
)
MEMBER: Final = problem(
    "organisations.member", "这个人已经是成员", "This person is a member already"
)
INVITED: Final = problem(
    "organisations.invited", "已经邀请过，等对方接受", "Already invited; they have yet to accept"
)
CLOSED: Final = problem(
    "organisations.invitation", "这个邀请已经不在了", "This invitation is no longer open"
)
LAST_MANAGER: Final = problem(
    "organisations.last_manager",
    "管理人只剩一位，先把管理权交给别人",
    "This is the only manager: hand over first",
)
BAD_END: Final = problem(
    "organisations.end",
    "经办人要有到期日：晚于今天，最长一年",
    "An officer's last day is after today, within a year",
)
NO_NAME: Final = problem("organisations.person", "请填姓名", "Enter the name")
