"""What is said of a register, a ticket and a plan after an act."""

from __future__ import annotations

from collections.abc import Sequence

from bole.stewardship.act import Act
from bole.stewardship.model import Plan, Register, TicketKind
from bole.stewardship.plan import Milestone, State
from bole.stewardship.ticket import Ticket
from bole.text import Text, join

STANDINGS = {
    "running": Text("管理期内", "running"),
    "adjusted": Text("已调整，等重报目标", "adjusted, goals to be filed anew"),
    "completed": Text("期满完成", "completed"),
    "exited": Text("退出", "left"),
}


def book_said(register: Register, inside: Sequence[str]) -> Text:
    """Who is in a register."""
    listed = "、".join(inside) or "—"
    text = Text("{r}：在册 {n}（{m}）", "{r}: {n} in it ({m})")
    return text.format(r=register.label, n=len(inside), m=listed)


def ticket_said(kind: TicketKind, ticket: Ticket) -> Text:
    """Where a ticket stands and until when."""
    late = Text("，有逾期", ", was late") if ticket.late else Text("")
    if ticket.result:
        return Text("■ {e}{late}", "■ {e}{late}").format(e=kind.ends[ticket.result], late=late)
    step = kind.step(ticket.step)
    due = Text("")
    if ticket.due:
        due = Text("，{t} 前", ", before {t}").format(t=f"{ticket.due:%Y-%m-%d}")
    return Text("○ {s}{due}{late}", "○ {s}{due}{late}").format(s=step.label, due=due, late=late)


def plan_said(plan: Plan, state: State, marks: Sequence[Milestone], *, act: Act) -> Text:
    """Where a plan stands; at its beginning also what falls when."""
    standing = STANDINGS[state.result or state.standing]
    said = Text("{p}：{s}", "{p}: {s}").format(p=plan.label, s=standing)
    if plan.account is not None:
        money = Text("，余额 {y} 元", ", balance {y} yuan").format(y=f"{state.balance / 100:.2f}")
        said = join([said, money], zh="", en="")
    if act.do != "begin" or not marks:
        return said
    days = [Text("{l} {d}", "{l} {d}").format(l=m.label, d=m.on) for m in marks]
    return join([said, join(days)], zh="。", en=". ")
