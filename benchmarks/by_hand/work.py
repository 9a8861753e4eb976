"""The work that is written twice: real clauses of both packs that facts bear on, and their tiers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bole.criteria.kernel import (
    All,
    AnyOf,
    Claimed,
    Compare,
    Each,
    Formula,
    Having,
    OneOf,
    Staged,
    walk,
)
from bole.screen.outputs import Output

#: Xicheng: all clauses of the tiers that can be applied for in three fields.
FIELDS, DIRECT = ("finance", "digital", "health"), ("leading", "young", "elite")
#: Xi'an: items 7 to 15 of two tiers; a tier is then met by one of these.
TIERS, ITEMS = ("national", "local"), range(7, 16)


def work_of(outputs: tuple[Output, ...]) -> tuple[Output, ...]:
    """What is asked of both, clauses and then tiers, from all outputs of a pack."""
    clauses = tuple(
        o for o in outputs if o.kind == "clause" and _asked(o.name) and _told(o.formula)
    )
    kept = frozenset(o.name for o in clauses)
    tiers = tuple(replace(o, formula=_narrowed(o.formula, kept) or o.formula) if not o.track else o
                  for o in outputs if o.kind == "tier" and _asked(f"{o.name}.{ITEMS[0]}"))  # fmt: skip
    return (*clauses, *tiers)


def _asked(name: str) -> bool:
    match name.split("."):
        case [field, tier, _]:
            return field in FIELDS and tier in DIRECT
        case [tier, item]:
            return tier in TIERS and int(item) in ITEMS
        case _:
            return False


def _told(formula: Formula) -> bool:
    """False for what people decide whatever the facts are."""
    return any(isinstance(part, Compare | OneOf | Having | Each) for part in walk(formula))


def _narrowed(formula: Formula, kept: frozenset[str]) -> Formula | None:
    """The formula without the numbered clauses that are not asked for."""
    if formula.meta.numbered:
        return formula if formula.meta.id in kept else None
    match formula:
        case All(parts) | AnyOf(parts):
            left = tuple(_each(parts, kept))
            return replace(formula, parts=left) if left or not parts else None
        case Claimed(_, part) | Staged(_, part):
            inner = _narrowed(part, kept)
            return replace(formula, part=inner) if inner else None
        case _:
            return formula


def _each(parts: tuple[Formula, ...], kept: frozenset[str]) -> Iterator[Formula]:
    for part in parts:
        found = _narrowed(part, kept)
        if found is not None:
            yield found
