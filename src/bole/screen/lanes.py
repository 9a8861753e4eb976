"""What one child table gives: conditions on its records side by side in a few integers.

A condition takes a lane of three bits of an integer. Each part of it clears bits: a choice by one
look-up for all conditions at once, everything else by a mask for each of its cases. Then `|` over
a person's records is the greatest level of every condition, `&` the least.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from bole.screen.algebra import LANE, Level
from bole.screen.bounds import Lookup, Need
from bole.screen.dialect import Dialect

Part = Literal["sure", "likely", "possible"]
#: Lanes in an integer; the sign is left alone.
WIDTH: Final = 20
FULL: Final = (1 << LANE * WIDTH) - 1
#: The lowest bit of every lane.
ONES: Final = FULL // 7
NAMED: Final = re.compile(r"\br\d+\b")
#: The bit of a lane that says "at least this level".
BITS: Final = {3: 2, 2: 1, 1: 0}
#: Told of a choice: codes by value, for all others, where it is not told.
Words = tuple[Mapping[str, int], int, int]


@dataclass(slots=True)
class Lane:
    """One condition: its parts, and by field what a choice must be."""

    place: int
    parts: tuple[Level, ...]
    words: Mapping[str, Mapping[str, int]]

    @property
    def word(self) -> int:
        """The integer it stands in."""
        return self.place // WIDTH

    @property
    def shift(self) -> int:
        """Where in it."""
        return self.place % WIDTH * LANE

    @property
    def two(self) -> bool:
        """False where it is never a matter for people."""
        return any(part.two for part in self.parts)

    def reaches(self, level: int) -> str:
        """The condition that a record has at least this level."""
        return f"(m{self.word} & {1 << self.shift + BITS[level]} <> 0)"

    def stands_at(self, code: int) -> str:
        """The condition that a record has just this code."""
        return f"(m{self.word} & {7 << self.shift} = {code << self.shift})"


@dataclass(slots=True)
class Spells:
    """A duration: its condition, whether only the longest run counts, its bounds."""

    lane: Lane
    longest: bool
    parts: dict[Part, None] = field(default_factory=dict)


@dataclass(slots=True)
class FamilyPlan:
    """What one child table gives: record columns first, then one row per person."""

    need: Need = field(default_factory=Need)
    lanes: dict[object, Lane] = field(default_factory=dict)
    #: Longer expressions about a record, by name, in layers: each reads those before it.
    layers: list[dict[str, str]] = field(default_factory=list)
    #: Conditions that are noted, a bit each.
    flags: dict[str, int] = field(default_factory=dict)
    #: Aggregates over a person's records, by column.
    sums: dict[str, str] = field(default_factory=dict)
    #: Those that are bits of all records together: the aggregate, and what of a record.
    marks: dict[str, tuple[str, str]] = field(default_factory=dict)
    #: What a person without records has, by column.
    empty: dict[str, int] = field(default_factory=dict)
    #: Durations by column.
    spells: dict[str, Spells] = field(default_factory=dict)
    #: Columns of the person that conditions on records read.
    borrowed: set[str] = field(default_factory=set)

    def lane(self, parts: tuple[Level, ...], words: Mapping[str, Mapping[str, int]]) -> Lane:
        """The lane of a condition; conditions that come to the same share it."""
        said = frozenset(p.sql for p in parts), frozenset((f, *sorted(w.items())) for f, w in words.items())  # fmt: skip
        return self.lanes.setdefault(said, Lane(len(self.lanes), parts, words))

    def once(self, name: str, sql: str) -> str:
        """The column of an expression about a record, so that others do not repeat it."""
        above = [n for n, layer in enumerate(self.layers, 1) if layer.keys() & NAMED.findall(sql)]
        layer = max(above, default=0)
        if len(self.layers) == layer:
            self.layers.append({})
        self.layers[layer][name] = sql
        return name

    def flag(self, condition: str) -> tuple[str, int]:
        """The column over a person's records, and the bit in it, that says a condition held."""
        place = self.flags.setdefault(condition, len(self.flags))
        word, bit = divmod(place, WIDTH * LANE)
        return self.marked(f"f{word}_or", "BIT_OR", f"f{word}", empty=0), bit

    def greatest(self, lane: Lane) -> str:
        """The column that has the greatest level of a condition in its lane."""
        sql = f"CASE WHEN certain = 1 THEN m{lane.word} ELSE m{lane.word} & {ONES} END"
        return self.marked(f"m{lane.word}_or", "BIT_OR", sql, empty=0)

    def least(self, lane: Lane) -> str:
        """The column that has the least."""
        sql = f"CASE WHEN certain = 1 THEN m{lane.word} ELSE m{lane.word} | {ONES} END"
        return self.marked(f"m{lane.word}_and", "BIT_AND", sql, empty=FULL)

    def bits(self, column: str) -> int:
        """How many bits of a marked column are used."""
        kind, word = column[0], int(column[1 : column.index("_")])
        every, each = (self.lanes, LANE) if kind == "m" else (self.flags, 1)
        return min(len(every) * each - word * WIDTH * LANE, WIDTH * LANE)

    def marked(self, column: str, kind: str, sql: str, *, empty: int) -> str:
        """A column of bits over a person's records."""
        self.marks[column] = kind, sql
        return self.total(column, f"{kind}({sql})", empty=empty)

    def total(self, column: str, sql: str, *, empty: int) -> str:
        """A column over a person's records."""
        self.sums[column], self.empty[column] = sql, empty
        return column

    def conditions(self) -> dict[str, str]:
        """The integers of a record's conditions; asks for the look-ups they take."""
        words = max((lane.word + 1 for lane in self.lanes.values()), default=0)
        return {f"m{word}": self._word(word) for word in range(words)}

    def noted(self) -> dict[str, str]:
        """The integers of what is noted of a record, over its conditions."""
        flags: dict[int, list[str]] = {}
        for condition, place in self.flags.items():
            word, bit = divmod(place, WIDTH * LANE)
            flag = f"(CASE WHEN {condition} THEN CAST({1 << bit} AS BIGINT) ELSE 0 END)"
            flags.setdefault(word, []).append(flag)
        return {f"f{word}": " | ".join(found) for word, found in flags.items()}

    def _word(self, word: int) -> str:
        lanes = [lane for lane in self.lanes.values() if lane.word == word]
        fields = sorted({name for lane in lanes for name in lane.words})
        looked = [f'"{self.need.lookup(_lookup(name, lanes))}"' for name in fields]
        shared: dict[str, tuple[Level, int]] = {}
        for lane in lanes:
            for part in lane.parts:
                shared[part.sql] = part, shared.get(part.sql, (part, 0))[1] | 7 << lane.shift
        masks = [_mask(part, bits) for part, bits in shared.values()]
        return " & ".join([*looked, *masks]) or f"CAST({FULL} AS BIGINT)"


def _lookup(name: str, lanes: list[Lane]) -> Lookup:
    """What each value of a field leaves of the lanes."""
    mine = [lane for lane in lanes if name in lane.words]
    cleared = FULL & ~sum(7 << lane.shift for lane in mine)
    cases: dict[str, int] = {}
    for lane in mine:
        for value, code in lane.words[name].items():
            cases[value] = cases.get(value, cleared) | code << lane.shift
    unknown = cleared | sum(1 << lane.shift for lane in mine)
    return Lookup(name, tuple(sorted(cases.items())), cleared, unknown, cleared, wide=True)


def _mask(part: Level, bits: int) -> str:
    """What a part leaves of the lanes it stands in."""

    def left(code: int) -> int:
        return FULL & ~bits | bits // 7 * code

    if part.fixed:
        return str(left(int(part.sql)))
    cases = part.cases or tuple((f"{part} = {c}" if c else "", c) for c in (7, 3, 1, 0))
    *firsts, (_, other) = cases
    whens = " ".join(f"WHEN {c} THEN {left(code)}" for c, code in firsts)
    return f"(CASE {whens} ELSE CAST({left(other)} AS BIGINT) END)"


def taken(column: str, lane: Lane, *, dialect: Dialect) -> str:
    """The code of a lane in an integer, a byte."""
    moved = dialect.shifted(column, lane.shift) if lane.shift else column
    return f"CAST({moved} & 7 AS TINYINT)"
