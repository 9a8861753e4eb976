"""What is the same for everyone about a node: its kind, its words, the parts people see."""

from __future__ import annotations

from dataclasses import dataclass

from bole.criteria.kernel import (
    All,
    AnyOf,
    AtLeast,
    Claimed,
    Formula,
    Judgement,
    Meta,
    Not,
    OneOf,
    Readings,
    Soft,
    Staged,
    parts_of,
    walk,
)
from bole.explain.lasting import waits
from bole.judge.plan import facts_read
from bole.text import Text


@dataclass(frozen=True, slots=True)
class Frame:
    """A node without a person: `core` is the condition inside claim and stage.

    `listed` is the clause that opens a list inside, "" where every list is closed; `waits` is
    True where the level can change as time passes.
    """

    core: Formula
    meta: Meta
    claim: str | None
    stage: str
    kind: str
    leaf: bool
    parts: tuple[Formula, ...]
    reads: frozenset[str]
    listed: str
    notes: tuple[Text, ...]
    waits: bool


def frame_of(formula: Formula) -> Frame:
    """The frame of a node of a pack."""
    claim, stage, core = unwrapped(formula)
    kind = _kind(core)
    leaf = kind in ("leaf", "judgement") or _is_one_test(core)
    notes = [core.meta.note] if core.meta.note else []
    if isinstance(core, Judgement) and core.rubric:
        notes.append(core.rubric)
    return Frame(
        core,
        core.meta,
        claim,
        stage,
        kind,
        leaf,
        () if leaf else parts_of(core),
        facts_read(core),
        next((n.claim for n in walk(core) if isinstance(n, OneOf) and n.claim), ""),
        tuple(notes),
        waits(core),
    )


def unwrapped(formula: Formula) -> tuple[str | None, str, Formula]:
    """The claim and stage around a condition, and the condition itself."""
    claim, stage = None, ""
    while isinstance(formula, Claimed | Staged):
        if isinstance(formula, Claimed):
            claim = formula.address
        else:
            stage = formula.stage
        formula = formula.part
    return claim, stage, formula


def _is_one_test(core: Formula) -> bool:
    """True for a relaxed or excluded single test: one line says it all."""
    return isinstance(core, Soft | Not) and unwrapped(core.part)[2].meta.leaf


def _kind(core: Formula) -> str:
    if core.meta.leaf and not isinstance(core, Judgement):
        return "leaf"
    match core:
        case All():
            return "all"
        case AnyOf(parts):
            return "one_of" if any(unwrapped(p)[2].meta.numbered for p in parts) else "any"
        case AtLeast():
            return "at_least"
        case Not():
            return "not"
        case Soft():
            return "soft"
        case Readings():
            return "readings"
        case Judgement():
            return "judgement"
        case _:
            return "leaf"
