"""What a leaf asks for and what was found, in words of both languages."""

from __future__ import annotations

from bole import units
from bole.criteria.kernel import (
    AgeOn,
    All,
    AnyOf,
    AsOf,
    AtLeast,
    Claimed,
    Compare,
    Const,
    Count,
    Each,
    Fact,
    Field,
    Formula,
    Having,
    Judgement,
    Months,
    Not,
    OneOf,
    Param,
    Readings,
    Scale,
    Shift,
    Since,
    Soft,
    Staged,
    Sum,
    Term,
)
from bole.explain.frame import Frame, frame_of
from bole.explain.units_text import bounds_text, count_text, length_text, years_text
from bole.facts.model import Record, State, Value
from bole.facts.values import show_value
from bole.facts.vocabulary import FactDef
from bole.judge.terms import NEG, POS, Bounds, BoundsOf, compile_term, record_levels, value_of
from bole.judge.verdict import Verdict
from bole.levels import WORDS
from bole.text import Text, join

NOT_GIVEN = Text("没填", "Not given")
NONE = Text("没有", "None")
LISTED = 6
#: Words of so many nodes and days are kept; then they are found anew.
MOST_WORDS = 100_000


class Words:
    """Words about one verdict's formulas."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        self.vocabulary = verdict.plan.pack.vocabulary
        self.params = verdict.plan.setting.params
        #: Records are shown under many clauses, in the same words.
        self._shown: dict[tuple[str, int], Text] = {}

    # What is asked for ---------------------------------------------------------------------

    def needed(self, formula: Formula) -> Text:
        """The requirement of a leaf: "≤ 45 周岁（算到 2025-12-31）"."""
        cache, key = self.verdict.plan.words, ("needed", id(formula), self.verdict.run.as_of)
        found: Text | None = cache.get(key)
        if found is None:
            if len(cache) > MOST_WORDS:
                cache.clear()
            found = cache[key] = self._needed(formula)
        return found

    def frame(self, formula: Formula) -> Frame:
        """What is the same for everyone about a node."""
        cache, key = self.verdict.plan.words, ("frame", id(formula), 0)
        found: Frame | None = cache.get(key)
        if found is None:
            found = cache[key] = frame_of(formula)
        return found

    def _needed(self, formula: Formula) -> Text:
        if formula.meta.needed:
            return formula.meta.needed
        match formula:
            case Compare():
                return self._needed_compare(formula)
            case OneOf():
                return self._one_of(formula)
            case All(parts):
                return join([t for t in map(self.needed, parts) if t], zh="；", en="; ")
            case AnyOf(parts) | AtLeast(_, parts):
                return join([t for t in map(self.needed, parts) if t], zh=" 或 ", en=" or ")
            case Having(_, n, where):
                return self._records(Text(f"≥ {n} 项", f"≥ {n}"), where)
            case Each(_, where):
                return self._records(Text("每一项", "each"), where)
            case Not(Having(where=where)):
                return self._records(Text("没有", "none"), where)
            case Not(part):
                inner = self.needed(part)
                return Text(f"不是：{inner.zh}", f"not: {inner.say('en')}")
            case Judgement():
                return Text("由人判断", "Decided by people")
            case Readings(options=options):
                return join([self.needed(o.part) for o in options], zh=" 或 ", en=" or ")
            case Soft(part=part) | Claimed(part=part) | Staged(part=part):
                return self.needed(part)

    def _records(self, head: Text, where: Formula) -> Text:
        inner = self._where(where)
        return join([head, inner], zh="：", en=": ") if inner else head

    def _where(self, where: Formula) -> Text:
        """The condition on a record, each field named."""
        if where.meta.needed:
            return where.meta.needed
        match where:
            case All(parts):
                texts = [self._grouped(p) if len(parts) > 1 else self._where(p) for p in parts]
                return join([t for t in texts if t], zh="，", en=", ")
            case AnyOf(parts):
                return join([t for t in map(self._where, parts) if t], zh=" 或 ", en=" or ")
            case Not(part):
                inner = self._where(part)
                return Text(f"不是（{inner.zh}）", f"not ({inner.say('en')})")
            case Compare(left=left) if (field := self._definition(left)) is not None:
                return join([field.label, self.needed(where)], zh=" ", en=" ")
            case OneOf(of=of) if (field := self._definition(of)) is not None:
                return join([field.label, self.needed(where)], zh=" ", en=" ")
            case Readings(options=options):
                # One test, several readings: the days or numbers they come to, side by side.
                texts = [self._where(o.part) for o in options]
                return join(list(dict.fromkeys(texts)), zh=" / ", en=" / ")
            case _:
                return self.needed(where)

    def _grouped(self, where: Formula) -> Text:
        """An alternative among several conditions, in brackets."""
        inner = self._where(where)
        if isinstance(where, AnyOf) and len(where.parts) > 1:
            return Text(f"（{inner.zh}）", f"({inner.say('en')})")
        return inner

    def _needed_compare(self, formula: Compare) -> Text:
        sign = {("ge", False): "≥", ("ge", True): ">", ("le", False): "≤", ("le", True): "<"}[
            formula.op, formula.strict
        ]
        definition = self._definition(formula.left)
        if definition is not None and definition.kind == "bool":
            return Text("是", "Yes") if formula.op == "ge" else Text("否", "No")
        bound = self._bound(formula)
        text = Text(f"{sign} {bound.zh}", f"{sign} {bound.say('en')}")
        match formula.left:
            case AgeOn(on=Param(key)) if (day := self.params.get(key)) is not None:
                on = units.iso(day)
                return Text(f"{text.zh}（算到 {on}）", f"{text.say('en')} (on {on})")
            case Months(where=where) | Count(where=where) | Sum(where=where):
                return self._records(text, where)
            case _ if definition is not None and definition.kind == "date":
                return self._date_bound(formula, bound)
            case _:
                return text

    def _date_bound(self, formula: Compare, bound: Text) -> Text:
        after = formula.op == "ge"
        if isinstance(formula.right, Shift) and isinstance(formula.right.day, Fact):
            return Text(f"不晚于 {bound.zh}", f"not after {bound.say('en')}")
        if formula.strict:
            zh, en = ("晚于", "after") if after else ("早于", "before")
            return Text(f"{zh} {bound.zh}", f"{en} {bound.say('en')}")
        zh, en = ("以来", "since") if after else ("及以前", "on or before")
        return Text(f"{bound.zh} {zh}", f"{en} {bound.say('en')}")

    def _bound(self, formula: Compare) -> Text:
        """The number asked for, in the unit of the left side."""
        step = (1 if formula.op == "ge" else -1) if formula.strict else 0
        right = formula.right
        value = self._value(right)
        if value is None:
            return self._open_bound(right)
        return self.show(formula.left, value - step)

    def _value(self, right: Term) -> int | None:
        match right:
            case Const(value):
                return value
            case Param(key, times, plus):
                known = self.params.get(key)
                return None if known is None else known * times + plus
            case AsOf() | Shift():
                found = self.bounds(right)
                return found[0] if found and found[0] == found[2] else None
            case _:
                return None

    def _open_bound(self, right: Term) -> Text:
        match right:
            case Param(key, times):
                label = self.verdict.plan.pack.parameters[key].label
                factor = Text(f"{times} 倍", f"{times} × ") if times != 1 else Text("")
                return Text(f"{label.zh}{factor.zh}", f"{factor.say('en')}{label.say('en')}")
            case Shift(Fact(id), months):
                label = self.vocabulary.facts[id].label
                later = length_text(months * units.MONTH)
                return Text(
                    f"{label.zh}后 {later.zh}", f"{later.say('en')} after {label.say('en')}"
                )
            case Fact(id):
                return self.vocabulary.facts[id].label
            case _:
                return NOT_GIVEN

    def _one_of(self, formula: OneOf) -> Text:
        definition = self._definition(formula.of)
        assert definition is not None
        catalogue = self.vocabulary.catalogue(definition)
        # Only the broadest of the values: the narrower ones go without saying.
        top = [
            v
            for v in catalogue.values
            if v in formula.values
            and not set(catalogue.values[v].broader) & formula.values
            and not set(catalogue.values[v].successor_of) & formula.values
        ]
        names = join([catalogue.name(v) for v in top[:LISTED]])
        if formula.claim is not None:
            return Text(f"{names.zh} 等", f"{names.say('en')} or the like")
        if len(top) > LISTED:
            n = len(top)
            return Text(f"{names.zh} …共 {n} 种", f"{names.say('en')} … {n} in all")
        return names

    # What was found ------------------------------------------------------------------------

    def found(self, formula: Formula, rec: Record | None = None) -> Text:
        """What the person has, against the requirement of a leaf."""
        match formula:
            case Compare(left=left):
                return self._found_term(left, rec)
            case OneOf(of=of):
                return self._show_fact(of, rec)
            case Having(family, _, where) | Not(Having(family, _, where)) | Each(family, where):
                return self._found_records(family, where)
            case All() if formula.meta.needed:
                # What a tier asks for is too much for one line.
                return WORDS[self.verdict.level(formula)]
            case All(parts) | AnyOf(parts) | AtLeast(_, parts):
                texts = [self.found(p, rec) for p in parts]
                return join(list(dict.fromkeys(t for t in texts if t)), zh="；", en="; ")
            case Not(part) | Soft(part=part) | Claimed(part=part) | Staged(part=part):
                return self.found(part, rec)
            case Readings(options=options):
                return self.found(options[0].part, rec)
            case Judgement():
                return Text("")

    def _found_term(self, term: Term, rec: Record | None) -> Text:
        match term:
            case Fact() | Field():
                return self._show_fact(term, rec)
            case Scale(of=of):
                return self._show_fact(of, rec)
            case AsOf():
                return Text(units.iso(self.verdict.run.as_of), units.iso(self.verdict.run.as_of))
            case AgeOn() | Since() | Months() | Count() | Sum():
                found = self.bounds(term, rec)
                if found is None:
                    return NONE
                if found[0] == NEG:
                    return NOT_GIVEN
                if found[2] >= POS and found[0] <= 0:
                    return NOT_GIVEN
                return bounds_text(found[0], found[2], show=lambda v: self.show(term, v))
            case _:
                return Text("")

    def _found_records(self, family: str, where: Formula) -> Text:
        held = self.verdict.run.families.get(family)
        if held is None or (not held.records and not held.closed):
            return NOT_GIVEN
        level_of = self.verdict.plan.level_of(where, of_record=True)
        rated = record_levels(held, where=level_of, run=self.verdict.run)
        fitting = [r for r, level in rated if level > 0]
        best = sorted(rated, key=lambda pair: -pair[1])[:2]
        if not best:
            return NONE
        shown = join([self.record_text(family, r) for r, _ in best], zh="；", en="; ")
        if not fitting:
            return Text(f"0 项符合（{shown.zh}）", f"0 fit ({shown.say('en')})")
        more = count_text(len(fitting))
        return Text(f"{more.zh}（{shown.zh}）", f"{more.say('en')} ({shown.say('en')})")

    def record_text(self, family: str, record: Record) -> Text:
        """One record in a few words."""
        key = (family, id(record))
        shown = self._shown.get(key)
        if shown is None:
            shown = self._shown[key] = self._record_text(family, record)
        return shown

    def _record_text(self, family: str, record: Record) -> Text:
        fields = self.vocabulary.families[family].fields
        texts = [
            show_value(fields[name], value, vocabulary=self.vocabulary)
            for name, value in record.values.items()
            if name in fields and value.given
        ]
        return join(texts[:5], zh="，", en=", ") if texts else NOT_GIVEN

    def _show_fact(self, of: Fact | Field, rec: Record | None) -> Text:
        definition = self._definition(of)
        assert definition is not None
        value = value_of(of, run=self.verdict.run, rec=rec)
        return show_value(definition, value, vocabulary=self.vocabulary) if value else NOT_GIVEN

    # Shared --------------------------------------------------------------------------------

    def show(self, term: Term, value: int) -> Text:
        """A number in the unit of a term."""
        match term:
            case AgeOn():
                return years_text(value)
            case Since() | Months():
                return length_text(value)
            case Count():
                return count_text(value)
            case Scale(catalogue=catalogue):
                values = self.vocabulary.catalogues[catalogue].values.values()
                return next((v.name for v in values if v.rank == value), Text(str(value)))
            case AsOf():
                return Text(units.iso(value), units.iso(value))
            case _:
                definition = self._definition(term)
                if definition is None:
                    return Text(str(value), str(value))
                known = Value(State.KNOWN, value, value)
                return show_value(definition, known, vocabulary=self.vocabulary)

    def _definition(self, term: Term) -> FactDef | None:
        match term:
            case Fact(id):
                return self.vocabulary.facts[id]
            case Field(family, name) | Sum(family, name):
                return self.vocabulary.field(family, name)
            case Scale(of=of):
                return self._definition(of)
            case _:
                return None

    def bounds(self, term: Term, rec: Record | None = None) -> Bounds | None:
        """The bounds of a term now, None where absent."""
        plan = self.verdict.plan
        key = ("bounds", id(term), 0)
        compiled: tuple[Term, BoundsOf] | None = plan.words.get(key)
        if compiled is None:
            bounds = compile_term(
                term, setting=plan.setting, level_of=lambda f: plan.level_of(f, of_record=True)
            )
            # The term is kept with it, so that its identity is not used again.
            compiled = plan.words[key] = (term, bounds)
        return compiled[1](self.verdict.run, rec)
