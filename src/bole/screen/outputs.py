"""What a screening puts out: a column per tier and numbered clause, and which part decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from bole.criteria.kernel import (
    All,
    AnyOf,
    AtLeast,
    Claimed,
    Formula,
    Readings,
    Soft,
    Staged,
    walk,
)
from bole.judge.verdict import Key, Plan
from bole.screen.algebra import LATER, MET
from bole.screen.compile import SqlCompiler
from bole.text import Text

WHY = ":why"


@dataclass(frozen=True, slots=True)
class Output:
    """One column of levels: a tier's whole condition, or a numbered clause."""

    name: str
    kind: Literal["tier", "clause"]
    formula: Formula
    label: Text
    track: str = ""
    tier: str = ""


def outputs_of(
    plan: Plan, *, programme: str, track: str | None = None, tier: str | None = None
) -> tuple[Output, ...]:
    """The tiers asked for, then their numbered clauses, each once."""
    keys = [k for k in plan.roots if k[0] == programme and track in (None, k[1]) and tier in (None, k[2])]  # fmt: skip
    tiers = [_tier(plan, key) for key in keys]
    clauses: dict[str, Output] = {}
    compiler_keys: dict[str, Formula] = {}
    for key in keys:
        for node in walk(plan.roots[key]):
            if not node.meta.numbered:
                continue
            name = node.meta.id or node.meta.cite
            if name in clauses and compiler_keys[name] != node:
                name = f"{name}@{key[2]}"
            if name not in clauses:
                clauses[name] = Output(name, "clause", node, node.meta.label, key[1], key[2])
                compiler_keys[name] = node
    return (*tiers, *clauses.values())


def _tier(plan: Plan, key: Key) -> Output:
    programme = plan.pack.programme(key[0])
    title = programme.tier(key[2]).label
    track = programme.track(key[1]).label
    label = title if not key[1] else Text(f"{track.zh} {title.zh}", f"{track.say('en')}, {title.say('en')}")  # fmt: skip
    name = f"{key[1]}.{key[2]}" if key[1] else key[2]
    return Output(name, "tier", plan.roots[key], label, key[1], key[2])


class Reasons:
    """Numbers the parts that can decide an output."""

    def __init__(self, compiler: SqlCompiler) -> None:
        self.compiler = compiler
        self._codes: dict[int, int] = {}
        self.parts: dict[int, Formula] = {}

    def why(self, output: Output) -> str:
        """The expression of the number of the part that decides, 0 where none does."""
        inner = _unwrapped(output.formula)
        if not isinstance(inner, All | AnyOf | AtLeast):
            return "CAST(0 AS SMALLINT)"
        level = self.compiler.level(output.formula)
        cases = []
        for part in _flat(inner):
            found = self.compiler.level(part)
            if found not in (MET, LATER):
                cases.append(f"WHEN {found} = {level} THEN {self._code(part)}")
        if not cases:
            return "CAST(0 AS SMALLINT)"
        # Where all have to hold and do, no part decides more than another.
        settled = f"WHEN {level} = 7 THEN 0 " if isinstance(inner, All) else ""
        waits = f"WHEN {level} = 8 THEN 0 " if level.waits else ""
        return f"CAST(CASE {waits}{settled}{' '.join(cases)} ELSE 0 END AS SMALLINT)"

    def _code(self, part: Formula) -> int:
        key = self.compiler.keys.of(part)
        code = self._codes.setdefault(key, len(self._codes) + 1)
        kept = self.parts.get(code)
        if kept is None or (not kept.meta.id and part.meta.id):
            self.parts[code] = part
        return code

    def dictionary(self) -> dict[str, Any]:
        """Codes with the id, clause and words of the part."""
        return {
            str(code): {"id": m.id, "cite": m.cite, "zh": m.label.zh, "en": m.label.say("en")}
            for code, part in sorted(self.parts.items())
            for m in [part.meta]
        }


def _unwrapped(formula: Formula) -> Formula:
    while isinstance(formula, Claimed | Staged | Soft):
        formula = formula.part
    if isinstance(formula, All | AnyOf) and len(formula.parts) == 1:
        return _unwrapped(formula.parts[0])
    return formula


def _flat(formula: All | AnyOf | AtLeast) -> Iterator[Formula]:
    """The parts, those of the same kind opened unless they are numbered clauses."""
    for part in formula.parts:
        same = type(part) is type(formula) and not isinstance(part, AtLeast | Readings)
        if same and isinstance(part, All | AnyOf) and part.parts and not part.meta.numbered:
            yield from _flat(part)
        else:
            yield part
