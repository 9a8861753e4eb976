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
    found = known_within(screening, f"$id = {_written(screening, person)}")
    if not found:
        zh, en = f"名册里没有 {person}", f"There is no {person} in the register"
        raise Problems([problem("screen.person", zh, en)])
    return next(iter(found.values()))


def known_within(screening: Screening, within: str) -> dict[str, Known]:
    """The same of everyone whose id meets a condition on `$id`, by id."""
    register, asked = screening.register, screening.request.assurance
    need = everything(register.vocabulary.facts)
    need.families = set(register.vocabulary.families)
    persons = _rows(screening, screening.relations.persons(need, within=within))
    records: dict[str, dict[str, list[Record]]] = {}
    for name in screening.query.families:
        if name not in register.tables:
            continue
        fields = register.vocabulary.families[name].fields
        mine = records.setdefault(name, {})
        sql = screening.relations.family(name, everything(fields), within=within)
        for row in _rows(screening, sql):
            held = mine.setdefault(str(row["person_id"]), [])
            values = _values(row, fields, screening=screening, asked=asked)
            sure = bool(row["certain"])
            held.append(Record(len(held), values, asked if sure else Assurance.CLAIMED, sure))
    claims, rulings = _said(screening, within)
    found = {}
    for row in persons:
        id = str(row["person_id"])
        families = {
            name: Family(
                tuple(records.get(name, {}).get(id, ())),
                closed=row[f"{name}__closed"] == 1,
                backed=asked,
            )
            for name in screening.query.families
        }
        scalars = _values(row, register.vocabulary.facts, screening=screening, asked=asked)
        facts = Facts(scalars, families)
        found[id] = Known(facts, tuple(claims.get(id, ())), tuple(rulings.get(id, ())))
    return found


def _said(
    screening: Screening, within: str
) -> tuple[dict[str, list[str]], dict[str, list[Ruling]]]:
    register, said = screening.register, screening.said
    where = within.replace("$id", "person_id")
    claims: dict[str, list[str]] = {}
    if CLAIMS in register.tables:
        source = register.tables[CLAIMS].relation
        for id, address in register.engine.rows(
            f"SELECT DISTINCT person_id, address FROM {source} WHERE {where} ORDER BY 1, 2"
        ):
            claims.setdefault(str(id), []).append(str(address))
    rulings: dict[str, list[Ruling]] = {}
    if said.rulings:
        for id, node, outcome in register.engine.rows(
            f"SELECT person_id, node, outcome FROM {said.rulings} WHERE {where} ORDER BY 1, 2"
        ):
            signed = tuple(str(n) for n in range(screening.plan.quorums.get(str(node), 1)))
            ruling = Ruling(str(node), bool(outcome), signed, screening.request.as_of, Text("—"))
            rulings.setdefault(str(id), []).append(ruling)
    return claims, rulings


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
