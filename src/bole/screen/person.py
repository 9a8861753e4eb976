"""One person of a register as `judge` sees people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bole.facts.definitions import FactDef
from bole.facts.model import ABSENT, UNKNOWN, Assurance, Facts, Family, Record, State, Value
from bole.judge.rulings import Ruling
from bole.problems import Problems, problem
from bole.screen.bounds import BIG, NONE, TOLD
from bole.screen.engine import literal, quoted
from bole.screen.manifest import CLAIMS
from bole.screen.relations import everything
from bole.screen.run import Screening
from bole.screen.tables import ID
from bole.text import Text


@dataclass(frozen=True, slots=True)
class Known:
    """What a register says of one person."""

    facts: Facts
    claims: tuple[str, ...]
    rulings: tuple[Ruling, ...]


def known_of(screening: Screening, person: str) -> Known:
    """The facts, claims and rulings of a person; raises Problems where there is none."""
    register, asked = screening.register, screening.request.assurance
    within = f"$id = {_written(screening, person)}"
    need = everything(register.vocabulary.facts)
    need.families = set(register.vocabulary.families)
    rows = _rows(screening, screening.relations.persons(need, within=within))
    if not rows:
        zh, en = f"名册里没有 {person}", f"There is no {person} in the register"
        raise Problems([problem("screen.person", zh, en)])
    row = rows[0]
    scalars = _values(row, register.vocabulary.facts, screening=screening, asked=asked)
    families = {}
    for name in screening.query.families:
        family = register.vocabulary.families[name]
        closed = row[f"{name}__closed"] == 1
        found: list[dict[str, Any]] = []
        if name in register.tables:
            wanted = everything(family.fields)
            found = _rows(screening, screening.relations.family(name, wanted, within=within))
        if found or closed or name in register.tables:
            records = tuple(
                Record(
                    n,
                    _values(r, family.fields, screening=screening, asked=asked),
                    asked if r["certain"] else Assurance.CLAIMED,
                    certain=bool(r["certain"]),
                )
                for n, r in enumerate(found)
            )
            families[name] = Family(records, closed=closed, backed=asked)
    return Known(Facts(scalars, families), *_said(screening, within))


def _said(screening: Screening, within: str) -> tuple[tuple[str, ...], tuple[Ruling, ...]]:
    register, said = screening.register, screening.said
    where = within.replace("$id", "person_id")
    claims: list[str] = []
    if CLAIMS in register.tables:
        source = register.tables[CLAIMS].relation
        claims = [str(r[0]) for r in register.engine.rows(f"SELECT DISTINCT address FROM {source} WHERE {where} ORDER BY 1")]  # fmt: skip
    rulings: list[Ruling] = []
    if said.rulings:
        for node, outcome in register.engine.rows(f"SELECT node, outcome FROM {said.rulings} WHERE {where} ORDER BY 1"):  # fmt: skip
            signed = tuple(str(n) for n in range(screening.plan.quorums.get(str(node), 1)))
            rulings.append(
                Ruling(str(node), bool(outcome), signed, screening.request.as_of, Text("—"))
            )
    return tuple(claims), tuple(rulings)


def _written(screening: Screening, person: str) -> str:
    if screening.register.persons.columns[ID].type != "VARCHAR":
        if not person.lstrip("-").isdigit():
            zh, en = f"编号是整数，不是 {person}", f"Ids are whole numbers, not {person}"
            raise Problems([problem("screen.person", zh, en)])
        return person
    return literal(person)


def _rows(screening: Screening, sql: str) -> list[dict[str, Any]]:
    engine = screening.engine
    columns = list(engine.columns(f"({sql})"))
    listed = ", ".join(map(quoted, columns))
    found = engine.rows(f"SELECT {listed} FROM ({sql}) ORDER BY ALL")
    return [dict(zip(columns, row, strict=True)) for row in found]


def _values(
    row: Mapping[str, Any],
    facts: Mapping[str, FactDef],
    *,
    screening: Screening,
    asked: Assurance,
) -> dict[str, Value]:
    """The values that are known or known to be none."""
    found = {}
    for name, fact in facts.items():
        if fact.kind == "choice":
            value = _choice(row[f"{name}__s"], row[f"{name}__c"], fact, screening, asked)
        elif fact.kind != "text":
            value = _ordered(int(row[f"{name}__lo"]), int(row[f"{name}__hi"]), asked)
        else:
            continue
        if value is not UNKNOWN:
            found[name] = value
    return found


def _ordered(low: int, high: int, asked: Assurance) -> Value:
    if low > high:
        return Value(ABSENT.state, assurance=asked)
    if low == -BIG and high == BIG:
        return UNKNOWN
    return Value(State.KNOWN if low == high else State.RANGE, low, high, assurance=asked)


def _choice(state: int, word: str, fact: FactDef, screening: Screening, asked: Assurance) -> Value:
    if state == NONE:
        return Value(ABSENT.state, assurance=asked)
    if state != TOLD:
        return UNKNOWN
    chosen = frozenset(w for w in word.split("|") if w)
    catalogue = screening.register.vocabulary.catalogue(fact)
    ranks = [catalogue.rank(c) for c in chosen if c in catalogue.values]
    text = "、".join(catalogue.name(c).zh for c in sorted(chosen))
    low, high = (min(ranks, default=0), max(ranks, default=0)) if catalogue.ordered else (0, 0)
    return Value(State.KNOWN, low, high, chosen, text, asked)
