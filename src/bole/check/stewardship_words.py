"""What is said of a register, a ticket and a plan after an act."""

from __future__ import annotations

from collections.abc import Sequence

from bole.stewardship.act import Act
from bole.stewardship.course import State
from bole.stewardship.model import Item, Plan, Register, TicketKind
from bole.stewardship.period import Milestone
from bole.stewardship.ticket import Ticket
from bole.text import Text, join

STANDINGS = {
    "running": Text("管理期内", "running"),
    "adjusted": Text("已调整，等重报目标", "adjusted, goals to be filed anew"),
    "completed": Text("期满完成", "completed"),
    "exited": Text("退出", "left"),
}

DOES = {
    "begin": Text("开始", "begins"),
    "file": Text("报备", "files"),
    "assess": Text("记考核", "records"),
    "propose": Text("提意见", "proposes on"),
    "review": Text("审核", "reviews"),
    "carry": Text("落实", "carries out"),
    "fund": Text("入账", "pays in"),
    "spend": Text("支出", "spends on"),
    "enter": Text("登记进入", "enters"),
    "change": Text("更新", "changes"),
    "leave": Text("登记退出", "takes out"),
    "open": Text("提出", "opens"),
    "join": Text("加入", "joins"),
}


def act_said(item: Item, act: Act, *, who: Text) -> Text:
    """What somebody did, in words."""
    does = DOES.get(act.do) or _labels(item).get(act.do, Text(act.do))
    what = _labels(item).get(act.item, Text(act.item)) if act.item else item.label
    about = Text("（{a}）", " ({a})").format(a=act.about) if act.about else Text("")
    return Text("{w}：{d} {i}{a}", "{w}: {d} {i}{a}").format(w=who, d=does, i=what, a=about)


def _labels(item: Item) -> dict[str, Text]:
    """The parts of an item by id."""
    match item:
        case Register():
            return {r.id: r.label for r in (*item.entry, *item.exit)}
        case TicketKind():
            moves = {m.id: m.label for s in item.steps for m in s.moves}
            return moves | {w.id: w.label for w in item.ways}
        case Plan():
            parts = (*item.files, *item.assessments, *item.measures)
            money = (item.account.sources, item.account.uses) if item.account else ()
            return {p.id: p.label for p in parts} | {k: v for m in money for k, v in m.items()}
        case _:
            return {}


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
