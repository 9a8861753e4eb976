"""The algebra of levels as SQL: least and greatest are one `&` and one `|`.

A level is written in steps of bits, 0 met by none: not met 0, facts missing 1, people decide 11,
meets 111; what is decided later is 1000. The least of several is then what they have in common,
the greatest what any has, for many rows in one instruction. The same rules as `bole.levels`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bole.levels import LATER as LATER_LEVEL

#: The code of each level, by level; what is decided later is the last.
CODES: Final = {0: 0, 1: 1, 2: 3, 3: 7, LATER_LEVEL: 8}
#: How many bits a level takes where several share an integer.
LANE: Final = 3


@dataclass(frozen=True, slots=True)
class Level:
    """An expression that is a code; `waits`: may be "later"; `two`: may be "people decide".

    `cases`, where it is nothing but cases: conditions with codes, the last without a condition.
    """

    sql: str
    waits: bool = False
    two: bool = True
    cases: tuple[tuple[str, int], ...] = ()

    def __str__(self) -> str:
        return self.sql

    @property
    def fixed(self) -> bool:
        """True for a level that is the same for everyone."""
        return self.sql.isdigit()


NO: Final = Level("0", two=False)
MISSING: Final = Level("1", two=False)
PEOPLE: Final = Level("3")
MET: Final = Level("7", two=False)
LATER: Final = Level("8", waits=True, two=False)


def chosen(cases: Sequence[tuple[str, int]]) -> Level:
    """The code of the first condition that holds; the last has none."""
    # One branch says that the smallest integers are meant, and the others follow.
    (first, code), *others, (_, other) = cases
    whens = f"WHEN {first} THEN CAST({code} AS TINYINT)"
    whens += "".join(f" WHEN {c} THEN {n}" for c, n in others)
    two = any(code == CODES[2] for _, code in cases)
    return Level(f"(CASE {whens} ELSE {other} END)", False, two, tuple(cases))


def ordered(op: str, sure: str, likely: str, most: str, *, low: str, high: str) -> Level:
    """A comparison of bounds; the order of the cases makes absent values 0 both ways."""
    cases = []
    if low != high:
        # Against another fact: either side may be absent.
        left = f" OR {sure} > {most}" if likely == sure else ""
        cases.append((f"{low} > {high}{left}", 0))
    if op == "ge":
        cases += [(f"{most} < {low}", 0), (f"{sure} >= {high}", 7)]
        if likely != sure:
            cases.append((f"{likely} >= {high}", 3))
    else:
        cases += [(f"{sure} > {high}", 0), (f"{most} <= {low}", 7)]
        if likely != sure:
            cases.append((f"{likely} > {high}", 3))
    return chosen([*cases, ("", 1)])


def least(levels: Sequence[Level]) -> Level:
    if any(v.sql == NO.sql for v in levels):
        return NO
    some = [v for v in levels if v.sql not in (MET.sql, LATER.sql)]
    if not some:
        return MET if not levels or any(v.sql == MET.sql for v in levels) else LATER
    parts = _once(some)
    if len(parts) == 1:
        # Beside what holds for everyone, waiting is nothing more to ask.
        only = parts[0]
        return _entered(only, MET) if any(v.sql == MET.sql for v in levels) else only
    joined = " & ".join(_entered(v, MET).sql for v in parts)
    two = any(v.two for v in parts)
    nothing = all(v.waits for v in parts) and not any(v.sql == MET.sql for v in levels)
    if not nothing:
        return Level(f"({joined})", False, two)
    waiting = " AND ".join(f"{v} = 8" for v in parts)
    return Level(f"(CASE WHEN {waiting} THEN 8 ELSE {joined} END)", True, two)


def greatest(levels: Sequence[Level]) -> Level:
    if any(v.sql == MET.sql for v in levels):
        return MET
    if not levels:
        return NO
    some = [v for v in levels if v.sql not in (NO.sql, LATER.sql)]
    later = any(v.sql == LATER.sql for v in levels)
    if not some:
        enters = any(v.sql == NO.sql for v in levels)
        return LATER if later and not enters else PEOPLE if later else NO
    parts = _once(some)
    if len(levels) == 1:
        return parts[0]
    # A branch still to come keeps the answer open.
    entered = [_entered(v, PEOPLE).sql for v in parts] + (["3"] if later else [])
    joined = " | ".join(entered)
    two = later or any(v.two or v.waits for v in parts)
    nothing = all(v.waits for v in parts) and not any(v.sql == NO.sql for v in levels)
    if not nothing:
        return Level(f"({joined})" if len(entered) > 1 else joined, False, two)
    waiting = " AND ".join(f"{v} = 8" for v in parts)
    return Level(f"(CASE WHEN {waiting} THEN 8 ELSE {joined} END)", True, two)


def nth_greatest(levels: Sequence[Level], n: int) -> Level:
    if n < 1:
        return MET
    if n == 1:
        return greatest(levels)
    nothing = " AND ".join(f"{v} = 8" for v in levels)
    stays = bool(levels) and all(v.waits for v in levels)
    if n > len(levels):
        return Level(f"(CASE WHEN {nothing} THEN 8 ELSE 0 END)", True) if stays else NO
    # What people decide later counts as 2 once anything else enters.
    counted = [_entered(v, PEOPLE).sql for v in levels]
    sums = [(" + ".join(f"(CASE WHEN {v} >= {k} THEN 1 ELSE 0 END)" for v in counted), k) for k in (7, 3, 1)]  # fmt: skip
    found = chosen([*((f"{total} >= {n}", k) for total, k in sums), ("", 0)])
    if not stays:
        return found
    return Level(f"(CASE WHEN {nothing} THEN 8 ELSE {found} END)", True)


def negated(level: Level) -> Level:
    if level.sql in (NO.sql, MET.sql):
        return MET if level.sql == NO.sql else NO
    if level.fixed:
        return level
    sql = f"(CASE WHEN {level} = 0 THEN 7 WHEN {level} = 7 THEN 0 ELSE {level} END)"
    return Level(sql, level.waits, level.two)


def soft(level: Level, *, met: int = 3) -> Level:
    """At least (or with `met` 0: at most) what people decide, unless it is decided later."""
    if met == 3:
        raised = f"({level} | 3)"
    else:
        raised = f"(CASE WHEN {level} = 0 THEN CAST(0 AS TINYINT) ELSE 3 END)"
    if level.waits:
        raised = f"(CASE WHEN {level} = 8 THEN 8 ELSE {raised} END)"
    return Level(raised, level.waits)


def agreed(levels: Sequence[Level]) -> Level:
    """All readings agree: that level; else 2. What is decided later stands as met beside others."""
    if {v.sql for v in levels} <= {LATER.sql}:
        return LATER
    parts = _once(levels)
    entered = list(dict.fromkeys(_entered(v, MET).sql for v in parts))
    level, two = entered[0], any(v.two for v in parts)
    if PEOPLE.sql in entered or {NO.sql, MET.sql} <= {*entered}:
        # Whatever the others come to, people decide.
        level, two = PEOPLE.sql, True
    elif len(entered) > 1:
        common, any_ = " & ".join(entered), " | ".join(entered)
        level, two = f"(CASE WHEN ({common}) = ({any_}) THEN {entered[0]} ELSE 3 END)", True
    if not all(v.waits for v in parts):
        return Level(level, False, two)
    nothing = " AND ".join(f"{v} = 8" for v in parts)
    return Level(f"(CASE WHEN {nothing} THEN 8 ELSE {level} END)", True, two)


def shown(level: Level) -> str:
    """The level as results show it: -1, or 0 to 3."""
    if level.fixed:
        return str(next(n for n, code in CODES.items() if code == int(level.sql)))
    counted = f"bit_count({level})"
    return f"(CASE WHEN {level} = 8 THEN -1 ELSE {counted} END)" if level.waits else counted


def _once(levels: Iterable[Level]) -> list[Level]:
    return list({v.sql: v for v in levels}.values())


def _entered(level: Level, instead: Level) -> Level:
    """The level, or another where it is decided later."""
    if level.sql == LATER.sql:
        return instead
    if not level.waits:
        return level
    return Level(f"(CASE WHEN {level} = 8 THEN {instead} ELSE {level} END)", False, True)
