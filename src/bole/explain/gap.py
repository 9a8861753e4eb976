"""The smallest set of changes that would lift a node: time, fact, amount, judgement.

Never an unclaimed catch-all; what cannot change (an age already passed) has no gap.
"""

from __future__ import annotations

import datetime as dt

from bole import units
from bole.criteria.kernel import (
    All,
    AnyOf,
    AtLeast,
    Claimed,
    Compare,
    Count,
    Formula,
    Having,
    Judgement,
    Months,
    OneOf,
    Param,
    Readings,
    Since,
    Soft,
    Staged,
    Sum,
    terms_of,
    walk,
)
from bole.explain.lasting import cannot_change
from bole.explain.missing import missing
from bole.explain.model import Change
from bole.explain.names import fact_label
from bole.explain.units_text import length_left
from bole.explain.words import Words
from bole.judge.terms import Run
from bole.judge.verdict import Verdict
from bole.levels import LATER, MEETS, MISSING, NOT_MET, PEOPLE
from bole.text import Text, join

RANK = {"time": 0, "fact": 1, "amount": 2, "judgement": 3}
NOTHING = Text("")
SHORT = Text("{label}：还差 {left}", "{label}: {left} short")
LEFT = Text("还差 {left}", "{left} short")
FIRST = Text("最早 {day}", "earliest {day}")
TOO_LATE = Text("晚于本轮截止，这一轮不行", "after this round closes, not in this round")
READ = Text("原文有两读，由主管部门定：{label}", "Read in two ways, the office decides: {label}")
UNSET = Text("由主管部门定：{label}", "The office decides: {label}")
FAR = 40  # years: beyond that, time does not help
Fix = tuple[Change, ...]


class Gaps:
    """Finds gaps in one verdict; `last_day` is the last day of the round, if any."""

    def __init__(self, verdict: Verdict, *, words: Words, last_day: int | None) -> None:
        self.verdict, self.words, self.last_day = verdict, words, last_day
        self._known: dict[int, Fix | None] = {}
        #: The same person on later days.
        self._days: dict[int, Run] = {}
        #: What asks for the same facts, once.
        self._asked: dict[frozenset[str], Change] = {}
        self._judged: dict[Text, Change] = {}

    def fix(self, formula: Formula, *, label: Text = NOTHING) -> Fix | None:
        """The cheapest set of changes, () where none is needed, None where nothing helps."""
        key = id(formula)
        if key in self._known:
            return self._known[key]
        found = self._known[key] = self._fix(formula, label=label)
        return found

    def _fix(self, formula: Formula, *, label: Text) -> Fix | None:
        level = self.verdict.level(formula)
        if level in (MEETS, LATER):
            return ()
        label = formula.meta.label or label
        match formula:
            case All(parts) if not formula.meta.leaf:
                return self._every(parts, label=label)
            case AnyOf(parts) if not formula.meta.leaf:
                return self._cheapest(parts, n=1, label=label)
            case AtLeast(n, parts):
                return self._cheapest(parts, n=n, label=label)
            case Claimed(address, part):
                claimed = address in self.verdict.run.claims
                return self.fix(part, label=label) if claimed else None
            case Staged(part=part):
                return self.fix(part, label=label)
            case Judgement():
                # What people decided against, nobody lifts by waiting for people.
                return None if level == NOT_MET else (self._people(label),)
            case Soft(part=part, ground=ground):
                missing_or_refused = self.verdict.level(part) == MISSING or level == NOT_MET
                inner = self.fix(part, label=label) if missing_or_refused else None
                return inner if level == NOT_MET else inner or (self._people(ground or label),)
            case Readings():
                return self._reading(formula, level=level, label=label)
            case _:
                return self._leaf(formula, level=level, label=label)

    def _every(self, parts: tuple[Formula, ...], *, label: Text) -> Fix | None:
        found: list[Change] = []
        for part in parts:
            fix = self.fix(part, label=label)
            if fix is None:
                return None
            found += fix
        day = max((c.earliest for c in found if c.earliest is not None), default=None)
        if day is not None and any(self._lost(p, day=day) for p in parts):
            return None
        return tuple(dict.fromkeys(found)) if len(found) > 1 else tuple(found)

    def _lost(self, part: Formula, *, day: int) -> bool:
        """True where what holds now, or will by waiting, no longer holds on the day waited for."""
        fix = self.fix(part) or ()
        return all(c.kind == "time" for c in fix) and self._level_on(part, day) == NOT_MET

    def _cheapest(self, parts: tuple[Formula, ...], *, n: int, label: Text) -> Fix | None:
        fixes = [f for f in [self.fix(p, label=label) for p in parts] if f is not None]
        if len(fixes) < n:
            return None
        if n == 1:
            return min(fixes, key=_cost)
        return tuple(dict.fromkeys(c for fix in sorted(fixes, key=_cost)[:n] for c in fix))

    def _reading(self, formula: Readings, *, level: int, label: Text) -> Fix | None:
        adopted = self.verdict.plan.setting.adopted.get(formula.key)
        parts = tuple([o.part for o in formula.options if o.id == adopted])
        parts = parts or tuple([o.part for o in formula.options])
        if level == NOT_MET:
            return self._every(parts, label=label) or self._cheapest(parts, n=1, label=label)
        lacking = missing(formula, verdict=self.verdict)
        if lacking:
            return (self._fact(lacking),)
        agreed = {self.verdict.level(part) for part in parts} == {PEOPLE}
        return self._every(parts, label=label) if agreed else (self._read(formula, label=label),)

    def _read(self, formula: Readings, *, label: Text) -> Change:
        question = self.verdict.plan.pack.readings.get(formula.key)
        return Change("judgement", READ.format(label=question.label if question else label))

    def _leaf(self, formula: Formula, *, level: int, label: Text) -> Fix | None:
        if level == MISSING:
            lacking = missing(formula, verdict=self.verdict)
            return (self._fact(lacking),) if lacking else (self._people(label),)
        if level == PEOPLE:
            return (self._open(formula, label=label),)
        match formula:
            case All(parts):
                return self._every(parts, label=label)
            case AnyOf(parts):
                return self._cheapest(parts, n=1, label=label)
            case _:
                change = self._change(formula, label=label)
                return None if change is None else (change,)

    def _open(self, formula: Formula, *, label: Text) -> Change:
        """What is left to people about a leaf: a value, a number to set, a way to read."""
        setting, claims = self.verdict.plan.setting, self.verdict.run.claims
        inside = list(walk(formula))
        if any(isinstance(n, OneOf) and n.claim in claims for n in inside):
            return self._people(label)
        for term in terms_of(formula):
            if isinstance(term, Param) and setting.params.get(term.key) is None:
                asked = self.verdict.plan.pack.parameters[term.key].label
                return Change("judgement", UNSET.format(label=asked))
        for node in inside:
            if isinstance(node, Readings) and node.key not in setting.adopted:
                return self._read(node, label=label)
        return self._people(label)

    def _change(self, formula: Formula, *, label: Text) -> Change | None:
        """What would lift a leaf that is not met."""
        day = self.earliest(formula) if self.words.frame(formula).waits else None
        if day is not None:
            return self._time(formula, day=day, label=label)
        if cannot_change(formula, run=self.verdict.run, vocabulary=self.words.vocabulary):
            return None
        match formula:
            case Compare(left=(Since() | Months())):
                left = self._short(formula)
                if left is None:
                    return self._wanted(formula, label=label)
                return Change("amount", SHORT.format(label=label, left=left), self._reads(formula))
            case Compare(left=(Count() | Sum()) as left):
                return self._amount(formula, left=left, label=label)
            case Having(family, n, where):
                return self._records(family, n=n, where=where, formula=formula, label=label)
            case Compare() | OneOf():
                return self._wanted(formula, label=label)
            case _:
                return None

    def _time(self, formula: Formula, *, day: int, label: Text) -> Change:
        """What waiting does: "…：还差 8 个月，最早 2026-01-15"."""
        parts = [FIRST.format(day=units.iso(day))]
        left = self._short(formula)
        if left is not None:
            parts.insert(0, LEFT.format(left=left))
        in_round = None if self.last_day is None else day <= self.last_day
        if in_round is False:
            parts.append(TOO_LATE)
        text = join([label, join(parts, zh="，", en=", ")], zh="：", en=": ")
        return Change("time", text, self._reads(formula), day, in_round)

    def _short(self, formula: Formula) -> Text | None:
        if not isinstance(formula, Compare) or not isinstance(formula.left, Since | Months):
            return None
        found = self.words.bounds(formula.left)
        needed = self.words.bounds(formula.right)
        if found is None or needed is None or found[2] >= needed[2]:
            return None
        return length_left(needed[2], max(found[2], 0))

    def earliest(self, formula: Formula) -> int | None:
        """The first day on which waiting alone lifts the formula, None where it does not."""
        low = units.to_date(self.verdict.run.as_of).toordinal()
        high = low + FAR * 366
        if self._level_on(formula, _day_of(high)) <= NOT_MET:
            return None
        while high - low > 1:
            middle = (low + high) // 2
            if self._level_on(formula, _day_of(middle)) > NOT_MET:
                high = middle
            else:
                low = middle
        return _day_of(high)

    def _level_on(self, formula: Formula, day: int) -> int:
        run = self.verdict.run
        if day not in self._days:
            self._days[day] = Run(
                scalars=run.scalars,
                families=run.families,
                as_of=day,
                claims=run.claims,
                rulings=run.rulings,
            )
        return self.verdict.plan.level_of(formula)(self._days[day], None)

    def _amount(self, formula: Compare, *, left: Count | Sum, label: Text) -> Change:
        found, needed = self.words.bounds(left), self.words.bounds(formula.right)
        if found is None or needed is None:
            return self._wanted(formula, label=label)
        short = self.words.show(left, needed[2] - found[2])
        return Change("amount", SHORT.format(label=label, left=short), self._reads(formula))

    def _records(
        self, family: str, *, n: int, where: Formula, formula: Formula, label: Text
    ) -> Change:
        held = self.verdict.run.families.get(family)
        level_of = self.verdict.plan.level_of(where, of_record=True)
        have = sum(level_of(self.verdict.run, r) >= 1 for r in held.records) if held else 0
        asked = self.words.needed(formula)
        if n == 1:
            zh, en = f"{label.zh}：要有 {asked.zh}", f"{label.say('en')}: needs {asked.say('en')}"
        else:
            zh = f"{label.zh}：要有 {asked.zh}，还差 {n - have} 项"
            en = f"{label.say('en')}: needs {asked.say('en')}, {n - have} short"
        return Change("amount", Text(zh, en), (family,))

    def _wanted(self, formula: Formula, *, label: Text) -> Change:
        asked, found = self.words.needed(formula), self.words.found(formula)
        zh, en = f"{label.zh}：要 {asked.zh}", f"{label.say('en')}: needs {asked.say('en')}"
        if found:
            zh, en = f"{zh}，现在是 {found.zh}", f"{en}, now {found.say('en')}"
        return Change("amount", Text(zh, en), self._reads(formula))

    def _people(self, label: Text) -> Change:
        said = self._judged.get(label)
        if said is None:
            text = Text(f"由人判断：{label.zh}", f"People decide: {label.say('en')}")
            said = self._judged[label] = Change("judgement", text)
        return said

    def _fact(self, lacking: frozenset[str]) -> Change:
        asked = self._asked.get(lacking)
        if asked is None:
            listed = sorted(lacking)
            names = join([fact_label(i, vocabulary=self.words.vocabulary) for i in listed])
            text = Text(f"补充：{names.zh}", f"Tell: {names.say('en')}")
            asked = self._asked[lacking] = Change("fact", text, tuple(listed))
        return asked

    def _reads(self, formula: Formula) -> tuple[str, ...]:
        return tuple(sorted(self.words.frame(formula).reads))


def _day_of(ordinal: int) -> int:
    return units.to_int(dt.date.fromordinal(ordinal))


def _cost(fix: Fix) -> tuple[int, list[int], int]:
    """Fewer changes first; of as many, those further left in the order; then the earliest day."""
    ranks = sorted([RANK[c.kind] for c in fix], reverse=True)
    return len(fix), ranks, max([c.earliest or 0 for c in fix], default=0)
