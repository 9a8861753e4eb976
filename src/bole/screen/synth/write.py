"""Writes a population as Parquet, part by part; a part that is there is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import yaml

from bole import units
from bole.screen.synth.draws import Dice, pick
from bole.screen.synth.persons import persons_sql, traits
from bole.screen.synth.records import records_sql
from bole.screen.synth.tables import PLACES, Lists
from bole.screen.synth.wants import Wants

#: Persons in one part: so many keep memory flat.
PART = 250_000


@dataclass(frozen=True, slots=True)
class Population:
    """Which persons to make: their ids, the seed, and the day the tables are made."""

    size: int
    seed: int
    as_of: int
    first: int = 1
    #: Some records stand in a table twice, as they do in registers.
    twice: bool = True
    #: How many persons one file holds.
    part: int = PART

    def parts(self) -> Iterator[tuple[int, int]]:
        """First and last person of each part."""
        last = self.first + self.size - 1
        for start in range(self.first, last + 1, self.part):
            yield start, min(start + self.part - 1, last)


def write_population(
    population: Population,
    wants: Wants,
    *,
    out: Path,
    memory: str = "1GiB",
    threads: int | None = None,
    only: frozenset[str] = frozenset(),
    done: Callable[[int], None] = lambda persons: None,
) -> None:
    """Writes the tables and the manifest under `out`; `done` hears of the persons finished.

    `only` names the tables to make, where not all are wanted.
    """
    lists = Lists(wants, population.seed, population.as_of)
    out.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as engine:
        engine.execute(f"SET memory_limit = '{memory}'")
        engine.execute(f"SET temp_directory = '{_literal(out / '.spill')}'")
        if threads:
            engine.execute(f"SET threads = {threads}")
        for first, last in population.parts():
            for table, sql in tables(lists, first=first, last=last, twice=population.twice):
                if not only or table in only:
                    _part(engine, sql, out / table / f"part-{first:010d}.parquet")
            done(last - population.first + 1)
    _write_text(out / "manifest.yaml", _manifest(lists, population))


def tables(lists: Lists, *, first: int, last: int, twice: bool) -> Iterator[tuple[str, str]]:
    """Each table and the query that makes its rows of the persons from `first` to `last`."""
    yield "persons", persons_sql(lists, first=first, last=last)
    for family in sorted(lists.wants.fields):
        yield family, records_sql(lists, family, first=first, last=last, twice=twice)
    if lists.wants.claims:
        yield "claims", _claims(lists, first=first, last=last)


def _claims(lists: Lists, *, first: int, last: int) -> str:
    """One person in four claims a criterion of their track."""
    dice, listed = Dice(lists.seed, "claims"), []
    for track in lists.tracks:
        addresses = [*lists.wants.claims.get(track, []), *lists.wants.claims.get("", [])]
        chance = lists.chance(f"claims/{track}")
        listed += [chance.choice(addresses) if addresses else None for _ in range(PLACES)]
    place = f"track * {PLACES} + {dice.below('address', PLACES)}"
    track = traits(lists.seed, tracks=len(lists.tracks))["track"]
    people = f"SELECT range AS person_id FROM range({first}, {last + 1})"
    return (
        f"SELECT person_id, {pick(listed, place)} AS address FROM "
        f"(SELECT person_id, {track} AS track FROM ({people}) AS p) AS q "
        f"WHERE address IS NOT NULL AND {dice.chance('claims', 25)}"
    )


def _part(engine: duckdb.DuckDBPyConnection, sql: str, file: Path) -> None:
    """Writes one part under another name first, so that a part is whole or not there."""
    if file.exists():
        return
    file.parent.mkdir(exist_ok=True)
    beside = file.with_suffix(".unfinished")
    engine.execute(f"COPY ({sql}) TO '{_literal(beside)}' (FORMAT parquet)")
    beside.replace(file)


def _manifest(lists: Lists, population: Population) -> str:
    registers = sorted(lists.wants.registers & lists.wants.fields.keys())
    said: dict[str, object] = {"extract": units.to_date(population.as_of), "complete": registers}
    if not population.twice:
        said["distinct"] = "all"
    return yaml.safe_dump(said, allow_unicode=True, sort_keys=False)


def _write_text(file: Path, text: str) -> None:
    beside = file.with_suffix(".unfinished")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)


def _literal(path: Path) -> str:
    return str(path).replace("'", "''")
