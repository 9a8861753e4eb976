"""The table of persons: ages, employers, posts and what else rules ask of a person."""

from __future__ import annotations

from bole.facts.definitions import FactDef, FamilyDef
from bole.screen.synth.columns import Columns
from bole.screen.synth.draws import YEAR, Dice, pick, serial
from bole.screen.synth.tables import HOPEFUL, PLACES, Lists, usual_of

#: How many of a hundred stand how high: most ordinary, few at the top.
BANDS = (70, 20, 8, 2)
#: Ages as often as they are met.
AGES = tuple(
    age
    for age, often in ((23, 2), (26, 6), (29, 9), (32, 10), (35, 9), (38, 7), (41, 5), (44, 4),
                       (47, 3), (50, 3), (53, 2), (56, 2), (59, 1), (63, 1))
    for _ in range(often)
)  # fmt: skip


def traits(seed: int, *, tracks: int) -> dict[str, str]:
    """What all tables know of a person without asking another: the track and how high they stand."""
    dice = Dice(seed, "traits")
    ranks = [band for band, often in enumerate(BANDS) for _ in range(often)]
    return {
        "track": dice.below("track", tracks),
        "band": pick(ranks, dice.below("band", len(ranks))),
        "born": f"{pick(AGES, dice.below('age', len(AGES)))} * {YEAR} + {dice.below('birthday', 3 * YEAR)}",
    }


def persons_sql(lists: Lists, *, first: int, last: int) -> str:
    """The query that makes the persons from `first` to `last`."""
    wants, dice = lists.wants, Dice(lists.seed, "persons")
    columns = Columns(dice)
    for fact in sorted(wants.facts):
        definition = wants.vocabulary.facts.get(fact)
        if definition is not None:
            _fact(columns, definition, lists)
    for family in sorted(wants.fields.keys() - wants.registers):
        columns.value(f"closed_{family}", _closed(dice, wants.vocabulary.families[family]))
    drawn = traits(lists.seed, tracks=len(lists.tracks))
    more = ", ".join(f"{sql} AS {name}" for name, sql in drawn.items())
    people = f"SELECT range AS person_id FROM range({first}, {last + 1})"
    return columns.sql(f"SELECT person_id, {more} FROM ({people}) AS people")


def _closed(dice: Dice, family: FamilyDef) -> str:
    """Whether there are no more records: a register says so of all, people not always."""
    if family.closes_by == "register":
        return "true"
    told = dice.bits(f"closed_{family.id}")
    return f"CASE WHEN ({told} & 63) < 4 THEN NULL ELSE ({told} >> 6) & 7 < 6 END"


def _fact(columns: Columns, definition: FactDef, lists: Lists) -> None:
    dice, name = columns.dice, definition.id
    reach = f"CASE WHEN band >= 2 THEN {HOPEFUL} ELSE {PLACES} END"
    index = f"track * {PLACES} + {dice.below(name, reach, skip=44)}"
    usual = usual_of(definition, as_of=lists.as_of)
    if name == "birth_date":
        columns.day(name, f"{serial(lists.as_of)} - born")
    elif definition.kind == "date":
        columns.date(definition, lists.numbers(definition, usual, hopeful=0.5), index=index)
    elif definition.kind == "choice":
        columns.choice(definition, pick(lists.choices(definition), index))
    elif definition.kind != "text":
        hopeful = 0.8 if definition.kind == "bool" else 0.2
        columns.number(definition, lists.numbers(definition, usual, hopeful=hopeful), index=index)
