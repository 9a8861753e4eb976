"""The clauses of a pack as expressions of ZEN: what a peer is asked to do.

ZEN knows no durations over a union of spells, so those, counts, sums and ages are measured for
it by bole's own terms, in the time that is counted; the rest of the context is ready-made, which
makes its work lighter. Written plainly it knows no unknowns either: `Zen` is two-valued,
judgements are false, only the first reading is taken. `KleeneZen` computes the four levels, as
bole does, with every leaf written out by hand; only that gives the same answers.
"""

from __future__ import annotations

from typing import Any

from bole.criteria import kernel as k
from bole.facts.model import State, Value
from bole.judge.terms import BoundsOf, compile_term
from bole.judge.verdict import Verdict


class Zen:
    """Expressions, and the context they read, for one verdict's person."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        self.context: dict[str, Any] = {}
        self.measures: dict[str, BoundsOf] = {}
        self._named: dict[k.Term, str] = {}
        vocabulary = verdict.plan.pack.vocabulary
        for fact in vocabulary.facts:
            self.context[_name(fact)] = _plain(verdict.facts.get(fact))
            self.context[_name(fact) + "_c"] = sorted(verdict.facts.get(fact).choices)
        for family in vocabulary.families.values():
            rows = []
            for record in verdict.facts.family(family.id).records:
                row: dict[str, Any] = {n: _plain(record.get(n)) for n in family.fields}
                row |= {n + "_c": sorted(record.get(n).choices) for n in family.fields}
                row |= {n + "_r": self._rank(family.id, n, record.get(n)) for n in family.fields}
                rows.append(row)
            self.context[_name(family.id)] = rows

    def _rank(self, family: str, name: str, value: Value) -> int:
        definition = self.verdict.plan.pack.vocabulary.field(family, name)
        ranks = self.verdict.plan.setting.ranks.get(definition.catalogue, {})
        return max((ranks.get(c, -1) for c in value.choices), default=-1)

    def formula(self, f: k.Formula) -> str:
        """The expression of a formula."""
        match f:
            case k.All(parts):
                return "(" + (" and ".join(map(self.formula, parts)) or "true") + ")"
            case k.AnyOf(parts):
                return "(" + (" or ".join(map(self.formula, parts)) or "false") + ")"
            case k.AtLeast(n, parts):
                return f"(count([{', '.join(map(self.formula, parts))}], # == true) >= {n})"
            case k.Not(part):
                return f"not({self.formula(part)})"
            case k.Soft(part=part) | k.Staged(part=part) | k.Claimed(part=part):
                return self.formula(part)
            case k.Readings(options=options):
                return self.formula(options[0].part)
            case k.Judgement():
                return "false"
            case k.Having(family, n, where):
                return f"(count({_name(family)}, {self.formula(where)}) >= {n})"
            case k.Each(family, where):
                return f"all({_name(family)}, {self.formula(where)})"
            case k.OneOf(of, values):
                listed = ", ".join(f"'{v}'" for v in sorted(values))
                # A closure inside a closure loses its record, so one value is compared directly.
                return f"({self._choice(of)} in [{listed}])"
            case k.Compare(left, op, right):
                return f"({self.term(left)} {'>=' if op == 'ge' else '<='} {self.term(right)})"

    def _choice(self, of: k.Fact | k.Field) -> str:
        name = f"#.{of.name}_c[0]" if isinstance(of, k.Field) else f"{_name(of.id)}_c[0]"
        return f"({name} ?? '')"

    def term(self, t: k.Term) -> str:
        """The expression of a term; what ZEN cannot measure is measured beforehand."""
        match t:
            case k.Const(value):
                return str(value)
            case k.Fact(id):
                return _name(id)
            case k.Field(_, name):
                return f"#.{name}"
            case k.Scale(of=k.Field(_, name)):
                return f"#.{name}_r"
            case _:
                key = self._named.setdefault(t, f"t{len(self._named)}")
                level_of = lambda f: self.verdict.plan.level_of(f, of_record=True)  # noqa: E731
                setting = self.verdict.plan.setting
                self.measures[key] = compile_term(t, setting=setting, level_of=level_of)
                return key

    def measure(self) -> None:
        """Durations, counts, sums and ages, which ZEN cannot measure, into the context."""
        for key, bounds in self.measures.items():
            found = bounds(self.verdict.run, None)
            self.context[key] = found[0] if found and abs(found[0]) < 10**12 else 0


def _name(fact: str) -> str:
    return "f_" + fact.replace(".", "_")


def _plain(value: Value) -> int:
    return value.low if value.given else 0


class KleeneZen(Zen):
    """The same clauses with levels 0 to 3: unknown facts, open families, claims, readings."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict)
        for fact in verdict.plan.pack.vocabulary.facts:
            self.context[_name(fact) + "_s"] = _state(verdict.facts.get(fact))
        for family in verdict.plan.pack.vocabulary.families.values():
            held = verdict.facts.family(family.id)
            self.context[_name(family.id) + "_open"] = 0 if held.closed else 1
            for row, record in zip(self.context[_name(family.id)], held.records, strict=True):
                row |= {n + "_s": _state(record.get(n)) for n in family.fields}

    def formula(self, f: k.Formula) -> str:
        """The expression of a formula's level."""
        match f:
            case k.All(parts):
                return f"min([{', '.join(map(self.formula, parts)) or '3'}])"
            case k.AnyOf(parts):
                return f"max([{', '.join(map(self.formula, parts)) or '0'}])"
            case k.Not(part):
                inner = self.formula(part)
                return f"({inner} == 3 ? 0 : {inner} == 0 ? 3 : {inner})"
            case k.Soft(part=part):
                return f"max([2, {self.formula(part)}])"
            case k.Staged(stage, part):
                # What is decided later does not enter: the whole `All` around it is unchanged.
                return "3" if self.verdict.plan.setting.later(stage) else self.formula(part)
            case k.Claimed(address, part):
                claimed = address in self.verdict.run.claims
                return self.formula(part) if claimed else "0"
            case k.Readings(options=options):
                levels = [self.formula(o.part) for o in options]
                same = " and ".join(f"{levels[0]} == {v}" for v in levels[1:]) or "true"
                return f"({same} ? {levels[0]} : 2)"
            case k.Judgement():
                return "2"
            case k.Having(family, n, where):
                return self._having(_name(family), n, self.formula(where))
            case k.Each(family, where):
                rows, inner = _name(family), self.formula(where)
                return f"min(flatten([[{rows}_open == 1 ? 1 : 3], map({rows}, {inner})]))"
            case k.OneOf(of, values):
                listed = ", ".join(f"'{v}'" for v in sorted(values))
                told = f"({self._choice(of)} in [{listed}]) ? 3 : 0"
                return f"({self._told(of)} ? ({told}) : {self._state(of)})"
            case k.Compare(left, op, right):
                sign = ">=" if op == "ge" else "<="
                told = f"({self.term(left)} {sign} {self.term(right)}) ? 3 : 0"
                if isinstance(left, k.Scale):
                    left = left.of
                if isinstance(left, k.Fact | k.Field):
                    return f"({self._told(left)} ? ({told}) : {self._state(left)})"
                return f"({told})"
            case _:
                raise TypeError(f)

    def _having(self, rows: str, n: int, inner: str) -> str:
        least = f"{rows}_open"
        if n == 1:
            return f"max(flatten([[{least}], map({rows}, {inner})]))"
        ranks = [f"count({rows}, {inner} >= {level}) >= {n} ? {level}" for level in (3, 2, 1)]
        return f"({' : '.join(ranks)} : {least})"

    def _told(self, of: k.Fact | k.Field) -> str:
        return f"{self._state(of)} == 3"

    def _state(self, of: k.Fact | k.Field) -> str:
        return f"#.{of.name}_s" if isinstance(of, k.Field) else f"{_name(of.id)}_s"


def _state(value: Value) -> int:
    """3 told, 1 not told, 0 absent."""
    return 3 if value.given else 0 if value.state is State.ABSENT else 1
