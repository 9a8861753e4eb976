"""What can be wrong with a decision of an office, in words."""

from __future__ import annotations

from typing import Final

from bole.problems import problem
from bole.text import Text

NO_REASON: Final = problem("cycles.reason", "请写明理由", "Give the reason")
BAD_DAY: Final = problem(
    "cycles.on", "决定的日期不能晚于今天", "A decision is not dated after today"
)
MEANWHILE: Final = problem(
    "cycles.meanwhile",
    "别人刚改过这一项",
    "Somebody else has just changed this",
    hint=Text("看清现在的决定，再决定一次。", "Look at what stands now and decide again."),
)
SAME: Final = problem("cycles.same", "和现在的一样，不用改", "This is what stands already")
UNKNOWN: Final = problem(
    "cycles.unknown", "没有这一项可定", "There is nothing of that name to decide"
)
FIXED: Final = problem("cycles.fixed", "这一项由文件定，不能改", "The document fixes this")
NO_OPTION: Final = problem("cycles.option", "请选一种", "Choose one")
EARLIER: Final = problem(
    "cycles.until",
    "要晚于现在的截止时间",
    "This must be later than the deadline that stands",
)
PAST: Final = problem("cycles.past", "这个时刻已经过去了", "This moment has passed")
BAD_BEFORE: Final = problem(
    "cycles.before", "草稿的时刻不能晚于现在", "Drafts have begun before now, not after"
)
ENDED: Final = problem("cycles.ended", "这个决定已经结束了", "This decision has ended already")
BAD_MOST: Final = problem("cycles.most", "名额是 0 或正整数", "A quota is 0 or a whole number")
