"""Which facts may still decide: exactly those that could change a node's level."""

from __future__ import annotations

from collections.abc import Iterable

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
from bole.facts.model import Record, State, Value
from bole.judge.terms import value_of
from bole.judge.verdict import Verdict
from bole.levels import MEETS, MISSING, NOT_MET, PEOPLE

OPEN = (MISSING, PEOPLE)
NOTHING: frozenset[str] = frozenset()


def missing(formula: Formula, *, verdict: Verdict, rec: Record | None = None) -> frozenset[str]:
    """Ids of the facts that may still change the node: `birth_date`, `papers`, `awards[0].grade`.

    A decided node (meets, not met, later) misses nothing.
    """
    if rec is not None:
        level = verdict.plan.level_of(formula, of_record=True)(verdict.run, rec)
        return _missing(formula, verdict=verdict, rec=rec) if level in OPEN else NOTHING
    known = verdict.memo.get(id(formula))
    if known is None:
        level = verdict.level(formula)
        known = _missing(formula, verdict=verdict, rec=None) if level in OPEN else NOTHING
        verdict.memo[id(formula)] = known
    return known


def _missing(formula: Formula, *, verdict: Verdict, rec: Record | None) -> frozenset[str]:
    match formula:
        case Compare(left=left, right=right):
            return _of_term(left, verdict=verdict, rec=rec) | _of_term(
                right, verdict=verdict, rec=rec
            )
        case OneOf(of=of, maybe=maybe):
            value = value_of(of, run=verdict.run, rec=rec)
            told = value is not None and value.given
            vague = told and value is not None and not maybe.isdisjoint(value.choices)
            return (
                frozenset()
                if told and not vague
                else _of_term(of, verdict=verdict, rec=rec, force=True)
            )
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            return _union(missing(p, verdict=verdict, rec=rec) for p in parts)
        case Not(part) | Soft(part=part) | Claimed(part=part) | Staged(part=part):
            return missing(part, verdict=verdict, rec=rec)
        case Readings(key, options):
            adopted = verdict.plan.setting.adopted.get(key)
            kept = [o.part for o in options if adopted in (None, o.id)]
            return _union(missing(p, verdict=verdict, rec=rec) for p in kept)
        case Having(family, _, where):
            return _of_records(family, where=where, verdict=verdict)
        case Each(family, where):
            return _of_records(family, where=where, verdict=verdict, settled=MEETS)
        case Judgement():
            return frozenset()


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


def _of_records(
    family: str,
    *,
    where: Formula,
    verdict: Verdict,
    spells: bool = False,
    settled: int = NOT_MET,
) -> frozenset[str]:
    """What is open about a family; a record at the level `settled` has nothing to add."""
    held = verdict.run.families.get(family)
    found: set[str] = set() if held is not None and held.closed else {family}
    if held is None or not held.records:
        return frozenset(found)
    level_of = verdict.plan.level_of(where, of_record=True)
    for record in held.records:
        level = level_of(verdict.run, record)
        if level == settled:
            continue
        if not record.certain:
            found.add(f"{family}[{record.index}]")
        found |= missing(where, verdict=verdict, rec=record)
        if spells:
            found |= _vague_ends(family, record)
    return frozenset(found)


def _vague_ends(family: str, record: Record) -> set[str]:
    """Start and end of a spell that are not exact enough to count (a month counts whole)."""
    found = set()
    for name in ("start", "end"):
        value = record.get(name)
        vague = value.given and value.low // 100 != value.high // 100
        current = record.get("current")
        ongoing = name == "end" and current.given and current.low == 1
        if vague or (not value.given and value.state is not State.ABSENT and not ongoing):
            found.add(f"{family}[{record.index}].{name}")
    return found


def _of_term(
    term: Term, *, verdict: Verdict, rec: Record | None, force: bool = False
) -> frozenset[str]:
    match term:
        case Fact(id):
            value = verdict.run.scalars.get(id)
            told = value is not None and value.state in (State.KNOWN, State.ABSENT)
            return frozenset() if told and not force else frozenset({id})
        case Field(family, name):
            assert rec is not None
            value = rec.get(name)
            told = value.state in (State.KNOWN, State.ABSENT)
            return (
                frozenset() if told and not force else frozenset({f"{family}[{rec.index}].{name}"})
            )
        case Scale(of=of):
            value = value_of(of, run=verdict.run, rec=rec)
            # A value that is not listed has no rank.
            unranked = value is not None and value.given and not _listed(value)
            return _of_term(of, verdict=verdict, rec=rec, force=unranked)
        case Shift(day=day):
            return _of_term(day, verdict=verdict, rec=rec)
        case AgeOn(a, b) | Since(a, b):
            return _of_term(a, verdict=verdict, rec=rec) | _of_term(b, verdict=verdict, rec=rec)
        case Months(family, where):
            return _of_records(family, where=where, verdict=verdict, spells=True)
        case Count(family, where):
            return _of_records(family, where=where, verdict=verdict)
        case Sum(family, name, where):
            return _of_records(family, where=where, verdict=verdict) | _unsummed(
                family, name, where=where, verdict=verdict
            )
        case Const() | Param() | AsOf():
            return frozenset()


def _listed(value: Value) -> bool:
    return any(not choice.startswith("~") for choice in value.choices)


def _unsummed(family: str, name: str, *, where: Formula, verdict: Verdict) -> frozenset[str]:
    held = verdict.run.families.get(family)
    level_of = verdict.plan.level_of(where, of_record=True)
    return frozenset(
        f"{family}[{r.index}].{name}"
        for r in (held.records if held else ())
        if level_of(verdict.run, r) > 0 and r.get(name).state not in (State.KNOWN, State.ABSENT)
    )
