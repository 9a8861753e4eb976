"""Counts of one chunk, and of all chunks together."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bole.levels import LATER, MEETS, MISSING, NOT_MET
from bole.levels import PEOPLE as PEOPLE_DECIDE
from bole.screen.engine import Engine, quoted
from bole.screen.gaps import BITS, Gaps
from bole.screen.outputs import WHY, Output

#: How far someone is from a tier that is not met or open.
ONE, SEVERAL, PEOPLE = "one_fact", "several_facts", "people"
KINDS: Final = (ONE, SEVERAL, PEOPLE)
#: All levels but one, which is the rest.
COUNTED: Final = (MEETS, PEOPLE_DECIDE, MISSING, LATER)


@dataclass(slots=True)
class Tally:
    """`levels`: output and level; `near`: tier and kind of gap; `alone`: tier and the one fact
    that is missing; `asked`: persons for whom a fact is missing anywhere; `why`: tier and the
    number of the part that fails it."""

    persons: int = 0
    levels: Counter[tuple[str, int]] = field(default_factory=Counter)
    near: Counter[tuple[str, str]] = field(default_factory=Counter)
    alone: Counter[tuple[str, str]] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    why: Counter[tuple[str, int]] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        """Adds another chunk's counts."""
        self.persons += other.persons
        self.levels.update(other.levels)
        self.near.update(other.near)
        self.alone.update(other.alone)
        self.asked.update(other.asked)
        self.why.update(other.why)

    def data(self) -> dict[str, Any]:
        """The counts as they are stored."""
        return {
            "persons": self.persons,
            **{
                name: [[*k, n] for k, n in sorted(getattr(self, name).items())]
                for name in ("levels", "near", "alone", "why")
            },
            "asked": dict(self.asked),
        }

    @classmethod
    def read(cls, path: Path) -> Tally:
        """The counts of a stored chunk."""
        data = json.loads(path.read_text(encoding="utf-8"))
        found = cls(persons=data["persons"], asked=Counter(data["asked"]))
        for name in ("levels", "near", "alone", "why"):
            getattr(found, name).update({(k[0], k[1]): k[2] for k in data[name]})
        return found


def tally(
    engine: Engine, outputs: Sequence[Output], *, gaps: Gaps | None, table: str = "result"
) -> Tally:
    """The counts of a table of results."""
    counts = [f"count_if({quoted(o.name)} = {level})" for o in outputs for level in COUNTED]
    total, *row = engine.rows(f"SELECT count(*), {', '.join(counts)} FROM {table}")[0]
    found, numbers = Tally(persons=int(total)), iter(row)
    for output in outputs:
        mine = {level: int(next(numbers)) for level in COUNTED}
        mine[NOT_MET] = found.persons - sum(mine.values())
        found.levels.update({(output.name, level): n for level, n in mine.items() if n})
        if output.kind == "tier" and gaps is not None:
            _tier(engine, output.name, gaps=gaps, found=found, table=table)
    if gaps is not None:
        tiers = [o.name for o in outputs if o.kind == "tier"]
        _asked(engine, tiers, gaps=gaps, found=found, table=table)
    return found


def _tier(engine: Engine, name: str, *, gaps: Gaps, found: Tally, table: str) -> None:
    level, why = quoted(name), quoted(f"{name}{WHY}")
    words = [quoted(f"{name}:gap{w}") for w in range(gaps.words)]
    bits = " + ".join(f"bit_count({w})" for w in words)
    kind = f"CASE WHEN {bits} = 0 THEN '{PEOPLE}' WHEN {bits} = 1 THEN '{ONE}' ELSE '{SEVERAL}' END"
    for gap, n in engine.rows(
        f"SELECT {kind}, count(*) FROM {table} WHERE {level} IN (1, 2) GROUP BY 1"
    ):
        found.near[name, str(gap)] += int(n)
    names = {place: fact for fact, place in gaps.facts.items()}
    for *masks, n in engine.rows(
        f"SELECT {', '.join(words)}, count(*) FROM {table} "
        f"WHERE {level} IN (1, 2) AND {bits} = 1 GROUP BY ALL"
    ):
        for word, mask in enumerate(masks):
            if mask:
                fact = names[word * BITS + int(mask).bit_length() - 1]
                found.alone[name, fact] += int(n)
    for code, n in engine.rows(f"SELECT {why}, count(*) FROM {table} WHERE {level} = 0 GROUP BY 1"):
        found.why[name, int(code)] += int(n)


def _asked(engine: Engine, tiers: list[str], *, gaps: Gaps, found: Tally, table: str) -> None:
    if not tiers or not gaps.facts:
        return
    either = ", ".join(
        f"({' | '.join(quoted(f'{t}:gap{w}') for t in tiers)}) AS m{w}" for w in range(gaps.words)
    )
    sums = ", ".join(
        f"SUM((m{place // BITS} >> {place % BITS}) & 1)" for place in gaps.facts.values()
    )
    row = engine.rows(f"SELECT {sums} FROM (SELECT {either} FROM {table})")[0]
    for fact, n in zip(gaps.facts, row, strict=True):
        if n:
            found.asked[fact] += int(n)
