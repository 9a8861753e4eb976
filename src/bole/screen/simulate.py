"""What a changed rule would do: who gains, loses or becomes open, in groups only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bole.criteria.kernel import Formula
from bole.judge.terms import Setting
from bole.judge.verdict import Key, ranks_of
from bole.policy.cycle import Cycle
from bole.screen.bounds import Need
from bole.screen.chunks import chunks_of
from bole.screen.engine import quoted
from bole.screen.manifest import PERSONS
from bole.screen.query import build_query
from bole.screen.relations import Relations
from bole.screen.run import Screening
from bole.screen.suppress import Cell, shown_total, suppressed
from bole.text import Text

GAINS, LOSES, OPENS, CLOSES = "gains", "loses", "opens", "closes"
KINDS: Final = (GAINS, LOSES, OPENS, CLOSES)
WORDS: Final = {
    GAINS: Text("变为符合", "come to meet it"),
    LOSES: Text("不再符合", "no longer meet it"),
    OPENS: Text("变为待定", "become open"),
    CLOSES: Text("变为不符合", "fall from open to not met"),
}
ALL, AGE, SECTOR, DISTRICT = "all", "age", "sector", "district"
DIMENSIONS: Final = (AGE, SECTOR, DISTRICT)
DIMENSION_WORDS: Final = {
    AGE: Text("年龄", "Age"), SECTOR: Text("行业", "Sector"), DISTRICT: Text("地区", "District"),
}  # fmt: skip
FACTS: Final = {SECTOR: "employer.fields", DISTRICT: "employer.registered_district"}
GROUPED: Final = frozenset({"birth_date", *FACTS.values()})
BANDS: Final = (35, 40, 45, 50, 55, 60)
UNKNOWN: Final = "?"


@dataclass(slots=True)
class Effects:
    """`moves`: (tier, dimension, group, kind) to persons; `sizes`: (dimension, group)."""

    tiers: dict[str, Text]
    moves: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    sizes: Counter[tuple[str, str]] = field(default_factory=Counter)

    def total(self, tier: str, kind: str) -> Cell:
        """How many move, None where fewer than ten do."""
        return shown_total(self.moves[tier, ALL, "", kind])

    def groups(self, dimension: str) -> list[str]:
        """The groups of a dimension, in order; those of whom it is not known last."""
        found = (g for d, g in self.sizes if d == dimension)
        return sorted(found, key=lambda g: (g == UNKNOWN, not g.startswith("≤"), g))

    def table(self, tier: str, dimension: str) -> Iterator[tuple[str, list[Cell]]]:
        """Each group with its cells: size, then the kinds."""
        groups = self.groups(dimension)
        sizes = [self.sizes[dimension, g] for g in groups]
        rows = [
            [size, *(self.moves[tier, dimension, g, k] for k in KINDS)]
            for g, size in zip(groups, sizes, strict=True)
        ]
        yield from zip(groups, suppressed(rows, sizes=sizes), strict=True)

    @property
    def moved(self) -> list[str]:
        """The tiers in which anybody moves."""
        return [t for t in self.tiers if any(self.moves[t, ALL, "", k] for k in KINDS)]

    def data(self) -> dict[str, Any]:
        """The effects as JSON; null is "fewer than ten, or hidden for their sake"."""
        return {
            "least_group": 10,
            "tiers": [
                {
                    "tier": tier,
                    "zh": label.zh,
                    "en": label.say("en"),
                    "total": {k: self.total(tier, k) for k in KINDS},
                    "by": {
                        d: {
                            g: dict(zip(("persons", *KINDS), cells, strict=True))
                            for g, cells in self.table(tier, d)
                        }
                        for d in DIMENSIONS
                    },
                }
                for tier, label in self.tiers.items()
            ],
        }


def simulate(screening: Screening, *, cycle: Cycle, roots: Mapping[Key, Formula]) -> Effects:
    """The effects of other conditions, or the same under another cycle, on a register."""
    outputs = [o for o in screening.outputs if o.kind == "tier"]
    before = {o.name: o.formula for o in outputs}
    keys = {k: k[1] + "." + k[2] if k[1] else k[2] for k in roots}
    after = {name: roots[key] for key, name in keys.items() if name in before}
    before = {name: f for name, f in before.items() if name in after}
    register = screening.register
    setting = screening.plan.setting
    other = Setting(
        cycle.params, ranks_of(cycle.pack), cycle.adopted, setting.stages, setting.stage
    )
    queries = screening.planned(
        lambda: [
            build_query(screening.compiler(one), formulas)
            for formulas, one in ((before, setting), (after, other))
        ],
        more={PERSONS: GROUPED},
    )
    labels = {o.name: o.label for o in outputs if o.name in after}
    effects = Effects(labels)
    with screening.guarded():
        for chunk in chunks_of(register, size=screening.request.size):
            for n, query in enumerate(queries):
                screening.query = query
                screening.views(chunk.within)
                screening.fill(f"result{n}")
            _groups(screening, chunk.within)
            _count(screening, effects)
    return effects


def _groups(screening: Screening, within: str) -> None:
    """Each person's age band, sector and district."""
    need, facts = Need(), screening.register.vocabulary.facts
    need.ordered.add("birth_date")
    need.chosen |= {f for f in FACTS.values() if f in facts}
    relations: Relations = screening.relations
    persons = relations.persons(need, within=within)
    as_of = screening.request.as_of
    low, high = (f'(({as_of} - "birth_date__{p}") // 10000)' for p in ("hi", "lo"))
    bands = " ".join(
        f"WHEN {high} < {band} AND {low} >= {start} THEN '{_band(start, band)}'"
        for start, band in zip((0, *BANDS), BANDS, strict=False)
    )
    told = '"birth_date__lo" > 0 AND "birth_date__lo" <= "birth_date__hi"'
    age = f"CASE WHEN {told} THEN CASE {bands} WHEN {low} >= {BANDS[-1]} THEN '{BANDS[-1]}+' ELSE '{UNKNOWN}' END ELSE '{UNKNOWN}' END"
    columns = [f"{age} AS {AGE}"]
    for name, fact in FACTS.items():
        if fact in facts:
            state, word = quoted(f"{fact}__s"), quoted(f"{fact}__c")
            columns.append(f"CASE WHEN {state} = 3 THEN {word} ELSE '{UNKNOWN}' END AS {name}")
        else:
            columns.append(f"'{UNKNOWN}' AS {name}")
    screening.engine.run(
        f"CREATE OR REPLACE TEMP TABLE groups_of AS SELECT person_id, {', '.join(columns)} FROM ({persons})"
    )


def _band(start: int, band: int) -> str:
    return f"{start}–{band - 1}" if start else f"≤{band - 1}"


def _count(screening: Screening, effects: Effects) -> None:
    engine = screening.engine
    for dimension in DIMENSIONS:
        for group, n in engine.rows(f"SELECT {dimension}, count(*) FROM groups_of GROUP BY 1"):
            effects.sizes[dimension, str(group)] += int(n)
    for tier in effects.tiers:
        old, new = f"a.{quoted(tier)}", f"b.{quoted(tier)}"
        kind = (
            f"CASE WHEN {new} = 3 THEN '{GAINS}' WHEN {old} = 3 THEN '{LOSES}' "
            f"WHEN {old} = 0 THEN '{OPENS}' ELSE '{CLOSES}' END"
        )
        rows = engine.rows(
            f"SELECT {', '.join(DIMENSIONS)}, {kind}, count(*) FROM result0 AS a "
            f"JOIN result1 AS b USING (person_id) JOIN groups_of USING (person_id) "
            f"WHERE {_answer(old)} <> {_answer(new)} GROUP BY ALL"
        )
        for *groups, moved, n in rows:
            effects.moves[tier, ALL, "", str(moved)] += int(n)
            for dimension, group in zip(DIMENSIONS, groups, strict=True):
                effects.moves[tier, dimension, str(group), str(moved)] += int(n)


def _answer(level: str) -> str:
    return f"(CASE WHEN {level} = 3 THEN 2 WHEN {level} IN (1, 2) THEN 1 ELSE 0 END)"
