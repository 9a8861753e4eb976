"""The algebra of levels as SQL: least, greatest, n-th greatest, negation, readings.

The same rules as `bole.levels`, over expressions. A level that may be "later" (-1) shows it in
its text, so that the cases for it are written only where they are needed.
"""

from __future__ import annotations

import re

TWO = re.compile(r"\b2\b")
LATER = "-1"
MINUS_ONE = re.compile(r"-1\b|\bx\d+w\b")


def ordered(op: str, sure: str, likely: str, most: str, *, low: str, high: str) -> str:
    """A comparison of bounds; the order of the cases makes absent values 0 both ways."""
    if op == "ge":
        cases = [f"{most} < {low} THEN 0", f"{sure} >= {high} THEN 3"]
        if likely != sure:
            cases.append(f"{likely} >= {high} THEN 2")
    else:
        cases = [f"{sure} > {high} THEN 0", f"{most} <= {low} THEN 3"]
        if likely != sure:
            cases.append(f"{likely} > {high} THEN 2")
    absent = ""
    if low != high:
        # Against another fact: either side may be absent.
        left = f" OR {sure} > {most}" if likely == sure else ""
        absent = f"WHEN {low} > {high}{left} THEN 0 "
    return f"(CASE {absent}WHEN " + " WHEN ".join(cases) + " ELSE 1 END)"


def may_wait(level: str) -> bool:
    """True where a level may be -1: it names it, or a column that may be."""
    return MINUS_ONE.search(level.replace("WHEN -1", "")) is not None


def may_be_two(level: str) -> bool:
    """False where a condition on records is never a matter for people: no 2 stands in it."""
    return TWO.search(level) is not None


def least(levels: list[str]) -> str:
    if "0" in levels:
        return "0"
    levels = list(dict.fromkeys(v for v in levels if v not in ("3", LATER))) or (
        ["3"] if "3" in levels or not levels else [LATER]
    )
    if len(levels) == 1:
        return levels[0]
    if not any(map(may_wait, levels)):
        return f"LEAST({', '.join(levels)})"
    entered = ", ".join(f"CASE WHEN {v} = -1 THEN 9 ELSE {v} END" for v in levels)
    return f"(CASE WHEN LEAST({entered}) = 9 THEN -1 ELSE LEAST({entered}) END)"


def greatest(levels: list[str]) -> str:
    if "3" in levels:
        return "3"
    if not levels:
        return "0"
    later = LATER in levels
    rest = list(dict.fromkeys(v for v in levels if v != LATER))
    if not rest:
        return LATER
    waits = any(map(may_wait, rest))
    top = rest[0] if len(rest) == 1 else f"GREATEST({', '.join(rest)})"
    if not waits:
        return f"GREATEST({top}, 2)" if later else top
    lowest = rest[0] if len(rest) == 1 else f"LEAST({', '.join(rest)})"
    raised = f"CASE WHEN {top} < 0 THEN -1 WHEN {lowest} < 0 OR {int(later)} = 1 THEN GREATEST({top}, 2) ELSE {top} END"
    return f"({raised})"


def nth_greatest(levels: list[str], n: int) -> str:
    if n < 1:
        return "3"
    if n > len(levels):
        waiting = [v for v in levels if may_wait(v)]
        if not waiting:
            return "0"
        entered = " OR ".join(f"{v} >= 0" for v in levels)
        return f"(CASE WHEN {entered} THEN 0 ELSE -1 END)"
    # What people decide later counts as 2 once anything else enters.
    counted = [f"CASE WHEN {v} = -1 THEN 2 ELSE {v} END" if may_wait(v) else v for v in levels]
    cases = " ".join(
        f"WHEN {' + '.join(f'(CASE WHEN {v} >= {k} THEN 1 ELSE 0 END)' for v in counted)} >= {n} THEN {k}"
        for k in (3, 2, 1)
    )
    found = f"(CASE {cases} ELSE 0 END)"
    if not any(map(may_wait, levels)):
        return found
    nothing = " AND ".join(f"{v} = -1" for v in levels)
    return f"(CASE WHEN {nothing} THEN -1 ELSE {found} END)"


def negated(level: str) -> str:
    if level in ("0", "3"):
        return str(3 - int(level))
    if level in ("1", "2", LATER):
        return level
    return f"(CASE {level} WHEN 0 THEN 3 WHEN 3 THEN 0 ELSE {level} END)"


def agreed(levels: list[str]) -> str:
    """All readings agree: that level; else 2. What is decided later stands as met beside others."""
    if set(levels) <= {LATER}:
        return LATER
    waiting = [v for v in dict.fromkeys(levels) if may_wait(v)]
    entered = list(dict.fromkeys("3" if v == LATER else _or_met(v) for v in levels))
    listed = ", ".join(entered)
    level = entered[0]
    if len(entered) > 1:
        same = f"LEAST({listed}) = GREATEST({listed})"
        level = f"(CASE WHEN {same} THEN {entered[0]} ELSE 2 END)"
    if LATER in levels or len(waiting) < len(set(levels)):
        return level
    nothing = " AND ".join(f"{v} = -1" for v in waiting)
    return f"(CASE WHEN {nothing} THEN -1 ELSE {level} END)"


def _or_met(level: str) -> str:
    return f"(CASE WHEN {level} = -1 THEN 3 ELSE {level} END)" if may_wait(level) else level
