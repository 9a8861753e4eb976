"""The tables of records: careers with overlapping spells, and records like those rules ask for."""

from __future__ import annotations

from bole.facts.definitions import FactDef, FamilyDef
from bole.screen.synth.columns import Columns
from bole.screen.synth.draws import YEAR, Dice, day_parts, literal, pick, serial
from bole.screen.synth.persons import traits
from bole.screen.synth.tables import PLACES, Lists, usual_of
from bole.screen.synth.wants import Row

#: How many records people have, by family; for each of the four bands eight counts.
COUNTS = {
    "posts": ((1, 1, 2, 2, 3, 3, 4, 5), (2, 2, 3, 3, 3, 4, 4, 5), (2, 3, 3, 4, 4, 5, 5, 6)),
    "education": ((1, 1, 1, 1, 2, 2, 2, 3), (1, 1, 2, 2, 2, 2, 3, 3), (1, 2, 2, 2, 3, 3, 3, 3)),
    "papers": ((0, 0, 0, 1, 2, 3, 4, 6), (0, 1, 2, 3, 4, 5, 7, 12), (2, 3, 4, 6, 8, 10, 12, 20)),
    "awards": ((0, 0, 0, 0, 1, 1, 2, 3), (0, 1, 1, 2, 2, 3, 3, 5), (1, 2, 2, 3, 3, 4, 5, 6)),
    "projects": ((0, 0, 0, 0, 0, 1, 1, 2), (0, 0, 1, 1, 2, 2, 3, 4), (1, 1, 2, 2, 3, 3, 4, 6)),
    "patents": ((0, 0, 0, 0, 0, 0, 1, 2), (0, 0, 0, 1, 1, 2, 2, 4), (0, 0, 1, 1, 2, 3, 4, 8)),
    "conduct": ((0, 0, 0, 0, 0, 0, 0, 0),),
}
FEW = ((0, 0, 0, 0, 0, 0, 0, 1), (0, 0, 0, 0, 0, 1, 1, 1), (0, 0, 0, 1, 1, 1, 2, 2))
#: Of a hundred records, how many are as a rule asks, by band.
LIKE_RULES = (3, 15, 45, 80)
#: Of a thousand people, how many have a finding against them or their employer.
FINDINGS = 8
TWICE = 2


def records_sql(lists: Lists, family: str, *, first: int, last: int, twice: bool) -> str:
    """The query that makes one family's records of the persons from `first` to `last`."""
    definition = lists.wants.vocabulary.families[family]
    dice = Dice(lists.seed, family, key="person_id, k")
    columns, rows = Columns(dice), lists.rows(family)
    fields = lists.wants.fields[family]
    spell = (*(definition.period or ()), "current")
    # A start before its end: the end is drawn from there on.
    for name in sorted(fields, key=lambda n: (n not in spell[:1], n)):
        own = definition.fields.get(name)
        if own is not None and not (family == "posts" and name in spell):
            _field(columns, own, lists, family, rows)
    if family != "posts" and set(spell[:2]) <= fields and len(spell) == 3:
        begin, end = (f'"{name}"' for name in spell[:2])
        columns.days[spell[1]] = day_parts(f"greatest({end}, {begin} + 30)")
    _implied(columns, definition, lists)
    if family == "posts" and "start" in fields:
        _career(columns, as_of=serial(lists.as_of))
    if not columns.written:
        columns.value("nothing", "NULL")
    return columns.sql(_rows(lists, definition, dice, first=first, last=last, twice=twice))


def _rows(
    lists: Lists, definition: FamilyDef, dice: Dice, *, first: int, last: int, twice: bool
) -> str:
    """One row a record: whose, which, of how many, and like which row of the list."""
    person = Dice(lists.seed, f"{definition.id}/how many")
    number = _how_many(definition, person)
    again = (
        f" + CASE WHEN {person.chance('twice', TWICE)} AND n > 0 THEN 1 ELSE 0 END" if twice else ""
    )
    drawn = traits(lists.seed, tracks=len(lists.tracks))
    more = ", ".join(f"{sql} AS {name}" for name, sql in drawn.items())
    people = f"SELECT person_id, {more} FROM (SELECT range AS person_id FROM range({first}, {last + 1})) AS r"
    counted = f"SELECT *, {number} AS n FROM ({people}) AS people"
    each = f"SELECT *, unnest(range(n{again})) AS i FROM ({counted}) AS counted WHERE n > 0"
    like = pick([c * 1024 // 100 for c in LIKE_RULES], "band")
    like = f"CASE WHEN ({dice.bits('like')} & 1023) < {like} THEN 1 + {dice.below('like', PLACES)} ELSE 0 END"
    # A record that stands twice is drawn twice from the same hash.
    one = f"SELECT *, LEAST(i, n - 1) AS k FROM ({each}) AS each_one"
    return f"SELECT *, track * {PLACES + 1} + {like} AS row FROM ({one}) AS numbered"


def _how_many(definition: FamilyDef, dice: Dice) -> str:
    if definition.closes_by == "register":
        return f"CASE WHEN {dice.below('n', 1000)} < {FINDINGS} THEN 1 ELSE 0 END"
    bands = COUNTS.get(definition.id, FEW)
    flat = [n for band in range(4) for n in bands[min(band, len(bands) - 1)]]
    return pick(flat, f"band * 8 + {dice.below('n', 8)}")


def _field(
    columns: Columns, definition: FactDef, lists: Lists, family: str, rows: list[Row]
) -> None:
    dice, name = columns.dice, definition.id
    usual = usual_of(definition, as_of=lists.as_of)
    if definition.kind == "choice":
        common = pick(lists.common(definition, name=f"{family}/{name}"), dice.below(name, PLACES))
        wished = lists.wished(rows, definition, name=f"{family}/{name}")
        sql = f"COALESCE({pick(wished, 'row')}, {common})" if any(wished) else common
        if definition.many:
            sql = f"[{sql}]"
        columns.choice(definition, sql)
    elif definition.kind == "date":
        columns.date(definition, lists.spans(rows, definition, usual), index="row")
    elif definition.kind != "text":
        columns.number(definition, lists.spans(rows, definition, usual), index="row")


def _implied(columns: Columns, definition: FamilyDef, lists: Lists) -> None:
    """What a choice says of another field (an award's level) is what stands there."""
    catalogues = lists.wants.vocabulary.catalogues
    for name, field in definition.fields.items():
        if field.kind != "choice" or field.many or name not in columns.written:
            continue
        said: dict[str, dict[str, str]] = {}
        for value in catalogues[field.catalogue].values.values():
            for other, word in value.implies.items():
                said.setdefault(other, {})[value.id] = word
        for other in said.keys() & columns.written.keys():
            words = " ".join(f"WHEN {literal(v)} THEN {literal(w)}" for v, w in said[other].items())
            own = columns.written[other]
            columns.written[other] = (
                f"CASE WHEN {own} IS NULL THEN NULL "
                f'ELSE COALESCE(CASE "{name}" {words} END, {own}) END'
            )


def _career(columns: Columns, *, as_of: int) -> None:
    """Spells one after another from the first job on, with gaps and overlaps; the last may run."""
    dice = columns.dice
    began = f"({as_of} - born + 22 * {YEAR} + CAST(hash(person_id) % {6 * YEAR} AS BIGINT))"
    piece = f"(greatest({as_of} - {began}, {YEAR}) // n)"
    start = f"LEAST({began} + k * {piece} + {dice.below('start', 270, skip=20)}, {as_of - 30})"
    length = f"({piece} * (70 + {dice.below('end', 50, skip=20)}) // 100)"
    now = f"(k = n - 1 AND {dice.chance('current', 85)})"
    columns.day("start", start)
    columns.day("end", f"LEAST({start} + greatest({length}, 30), {as_of})")
    columns.drawn["now"] = now
    for bound in ("low", "high"):
        column = f"end_{bound}"
        columns.written[column] = f"CASE WHEN now THEN NULL ELSE {columns.written[column]} END"
    columns.written["end_state"] = "CAST(CASE WHEN now THEN 0 END AS TINYINT)"
    columns.written["current_low"] = columns.written["current_high"] = "CAST(now AS BIGINT)"
