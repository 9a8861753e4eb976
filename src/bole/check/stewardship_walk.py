"""A made-up course of registers, plans and tickets: who acts, what is due, what it comes to.

Such a walk stands beside the walks through a procedure and names a `register`, `plan` or `ticket`
(a step may name another). Each step is an act with what it must come to.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bole.check.stewardship_words import act_said, book_said, plan_said, ticket_said
from bole.check.walk import STEWARDSHIP, facts_of, instant
from bole.criteria.kernel import Formula
from bole.facts.model import Facts
from bole.judge.verdict import Plan as Judging
from bole.policy.cases import OUTCOMES
from bole.policy.cycle import decide
from bole.policy.intake import read_instant
from bole.policy.library import shared_workdays
from bole.policy.pack import Pack
from bole.policy.part import Part
from bole.problems import Problem, Problems, did_you_mean
from bole.stewardship import period
from bole.stewardship import plan as plans
from bole.stewardship import register as registers
from bole.stewardship import ticket as tickets
from bole.stewardship.act import Act, Finding, Setting, named
from bole.stewardship.course import State
from bole.stewardship.model import Item, Plan, Register, TicketKind
from bole.text import Text, join
from bole.units import to_int
from bole.yamlfile import read_yaml

KEYS = ("id", "why", "cite", *STEWARDSHIP, "facts", "claims", "rulings", "decisions", "steps")
STEP = (
    *STEWARDSHIP, "name", "at", "by", "do", "item", "about", "with", "words", "findings", "expect",
)  # fmt: skip
States = dict[tuple[str, str], Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One act in words, on what, what it comes to, and what did not come as expected."""

    act: Act
    item: Item
    done: Text
    said: Text
    refused: tuple[Problem, ...] = ()
    wrong: Text | None = None


@dataclass(frozen=True, slots=True)
class StewardshipWalk:
    """One walk as it went."""

    id: str
    why: Text
    cite: str
    title: Text
    steps: tuple[Step, ...]

    @property
    def wrong(self) -> tuple[Text, ...]:
        """What did not come as the walk says."""
        return tuple(s.wrong for s in self.steps if s.wrong is not None)

    @property
    def cites(self) -> tuple[str, ...]:
        """The clauses of what was acted on."""
        return tuple(dict.fromkeys(c for s in self.steps for c in s.item.cite))


def run_stewardship_walks(path: Path, *, pack: Pack) -> tuple[StewardshipWalk, ...]:
    """Every such walk of a file; raises Problems where one is wrong."""
    document, problems = read_yaml(path), list[Problem]()
    part = Part(document, (), document.data, problems)
    own = [p for p in part.parts("walks") if p.data.keys() & set(STEWARDSHIP)]
    walks = tuple(_walk(p, pack=pack) for p in own)
    if problems:
        raise Problems(problems)
    return walks


def _walk(item: Part, *, pack: Pack) -> StewardshipWalk:
    item.only(*KEYS)
    world = _World(item, pack=pack)
    steps = tuple(s for p in item.parts("steps") for s in world.step(p))
    return StewardshipWalk(
        item.word("id", need=True),
        item.text("why", need=True),
        item.word("cite", need=True),
        join(world.titles(), zh="、", en=", "),
        steps,
    )


@dataclass(slots=True)
class _World:
    """The registers, plans and tickets of one walk, and what is decided around them."""

    item: Part
    pack: Pack
    states: States = field(default_factory=dict)
    judging: Judging = field(init=False)
    facts: Facts = field(init=False)
    rulings: Mapping[str, bool] = field(init=False)

    def __post_init__(self) -> None:
        raw = {"decisions": self.item.data.get("decisions") or []}
        part = Part(self.item.doc, self.item.path, raw, self.item.problems)
        self.judging = Judging(decide(part, pack=self.pack))
        self.facts = facts_of(self.item, pack=self.pack)
        ruled = self.item.data.get("rulings") or {}
        self.rulings = {str(k): OUTCOMES.get(str(v), False) for k, v in ruled.items()}

    def titles(self) -> Iterator[Text]:
        """What the walk is about."""
        for kind in STEWARDSHIP:
            found = self._find(self.item, kind) if kind in self.item.data else None
            if found is not None:
                yield found.label

    def setting(self, at: dt.datetime) -> Setting:
        """The setting on the day of an act."""
        cycle = self.judging.cycle
        params = {k: v for k, v in cycle.params.items() if v is not None}
        day, actors = to_int(at.date()), self.pack.stewardship.actors
        return Setting(
            shared_workdays(),
            params,
            cycle.adopted,
            lambda formula: self._level(formula, at),
            {a.id: named(a, on=day, params=params) for a in actors},
        )

    def step(self, part: Part) -> Iterator[Step]:
        """The step as it went; nothing where it names nothing known."""
        part.only(*STEP)
        kind, item = self._target(part)
        if item is None:
            return
        act, key = _act(part), (f"{kind}:{item.id}", part.word("name"))
        done = act_said(item, act, who=self.setting(act.at).who([act.by]))
        try:
            after = self._after(item, self.states.get(key), act)
        except Problems as refused:
            wrong = _wrong(part, {"refused": [p.code for p in refused.problems]})
            said = Text("没有办成", "Not done")
            yield Step(act, item, done, said, refused.problems, wrong or _unexpected(part, refused))
            return
        self.states[key] = after
        said, got = self._seen(item, after, act=act)
        yield Step(act, item, done, said, (), _wrong(part, got))

    def _target(self, part: Part) -> tuple[str, Item | None]:
        """What a step acts on: its own word, else the only one that the walk names."""
        own = [k for k in STEWARDSHIP if k in part.data]
        heads = [k for k in STEWARDSHIP if k in self.item.data]
        if len(own) == 1:
            return own[0], self._find(part, own[0])
        if not own and len(heads) == 1:
            return heads[0], self._find(self.item, heads[0])
        part.fail("target", "写明 register、plan 或 ticket", "Name a register, plan or ticket")
        return "", None

    def _find(self, part: Part, kind: str) -> Item | None:
        whole = self.pack.stewardship
        among: dict[str, tuple[Item, ...]] = {
            "register": whole.registers, "plan": whole.plans, "ticket": whole.tickets,
        }  # fmt: skip
        word, known = part.word(kind), {i.id: i for i in among[kind]}
        if word not in known:
            hint = did_you_mean(word, among=list(known))
            part.fail(kind, f"没有“{word}”", f"Unknown {kind} {word!r}", kind, hint=hint)
        return known.get(word)

    def _after(self, item: Item, state: Any, act: Act) -> Any:
        setting = self.setting(act.at)
        match item:
            case Register():
                return registers.apply(item, state or registers.Book(), act, setting=setting)
            case TicketKind() if act.do == "open":
                return tickets.open_ticket(item, act, setting=setting)
            case TicketKind() if state is not None:
                return tickets.handle(item, state, act, setting=setting)
            case Plan() if act.do == "begin":
                return State(item.id, act.at.date(), act.values.get("type", ""))
            case Plan() if state is not None:
                id = item.templates.get(state.kind)
                template = next((t for t in self.pack.stewardship.templates if t.id == id), None)
                return plans.advance(item, state, act, setting=setting, template=template)
            case _:
                pass
        zh, en = "还没有开始（open 或 begin）", "Not begun yet (open or begin)"
        raise Problems([Problem("begun", Text(zh, en))])

    def _seen(self, item: Item, state: Any, *, act: Act) -> tuple[Text, dict[str, Any]]:
        """What is said of a state, and what an expectation can ask of it."""
        match item:
            case Register():
                inside = [s.member for s in registers.members(state, day=act.at.date())]
                numbers = {
                    f: registers.counts(item, state, field=f, day=act.at.date())
                    for f in item.counted_by
                }
                return book_said(item, inside), {"in": inside, "counts": numbers}
            case TicketKind():
                due = state.due.isoformat() if state.due else None
                return ticket_said(item, state), {
                    "step": state.step or None, "result": state.result or None, "due": due,
                    "late": list(state.late), "ways": list(state.ways),
                }  # fmt: skip
            case Plan():
                marks = period.milestones(item, begun=state.begun, setting=self.setting(act.at))
                return plan_said(item, state, marks, act=act), {
                    "step": state.standing, "result": state.result or None,
                    "balance": state.balance, "late": [f"{i}.{n}" for i, n in state.late],
                    "decided": {f"{i}.{n}": o for (i, n), o in state.decided.items()},
                    "on": {f"{m.item}.{m.number}": m.on.isoformat() for m in marks},
                }  # fmt: skip
            case _:
                raise AssertionError(item)

    def _level(self, formula: Formula, at: dt.datetime) -> int:
        verdict = self.judging.judge(
            self.facts,
            as_of=to_int(at.date()),
            claims=self.item.words("claims"),
            rulings=self.rulings,
        )
        return verdict.level(formula)


def _act(part: Part) -> Act:
    values = {k: _plain(v) for k, v in (part.data.get("with") or {}).items()}
    findings = []
    for inner in part.parts("findings"):
        inner.only("indicator", "by", "words", "number")
        number = inner.data.get("number")
        findings.append(
            Finding(inner.word("indicator"), inner.word("by"), inner.word("words"), number)
        )
    return Act(
        instant(part, part.data.get("at"), "at"),
        part.word("by", need=True),
        part.word("do", need=True),
        part.word("item"),
        part.word("about"),
        values,
        part.word("words"),
        tuple(findings),
    )


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _wrong(part: Part, got: Mapping[str, Any]) -> Text | None:
    """What differs from `expect`; of mappings only what is named counts."""
    expect = part.data.get("expect")
    wanted: dict[str, Any] = {"step": expect} if isinstance(expect, str) else dict(expect or {})
    for key, value in wanted.items():
        have = got.get(key)
        if key == "refused" and isinstance(value, str):
            value = [value]
        if key == "due" and value is not None:
            value = read_instant(value).isoformat()
        if key in ("on", "decided") and isinstance(have, Mapping):
            have = {k: have.get(k) for k in value}
            value = {k: str(v) for k, v in value.items()}
        if have != value:
            zh = f"{key} 应为 {value}，实为 {have}"
            return Text(zh, f"{key}: expected {value}, got {have}")
    return None


def _unexpected(part: Part, refused: Problems) -> Text | None:
    expect = part.data.get("expect")
    if isinstance(expect, Mapping) and "refused" in expect:
        return None
    first = refused.problems[0].message
    return Text(f"被拒：{first.zh}", f"Refused: {first.say('en')}")
