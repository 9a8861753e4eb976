"""What a pack is tested by: units (numbered criteria, lead-ins, general conditions) and atoms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bole.check.change import copy_key
from bole.criteria.kernel import All, Formula, Judgement, Meta, parts_of
from bole.policy.index import bare, nodes_in
from bole.policy.pack import Pack

Key = tuple[str, str, str]  # programme, track, tier


@dataclass(frozen=True, slots=True)
class Unit:
    """A numbered criterion, a lead-in or a general condition, with its stage and claim.

    `tiers` are the (programme, track, tier) whose condition holds it.
    """

    formula: Formula
    tiers: tuple[Key, ...]

    @property
    def meta(self) -> Meta:
        """The words of the condition itself."""
        return bare(self.formula).meta


@dataclass(frozen=True, slots=True)
class Atom:
    """A test of facts or a judgement; `owner` is the innermost numbered criterion, or the unit."""

    formula: Formula
    owner: Formula
    unit: Unit

    @property
    def meta(self) -> Meta:
        """The words of the condition itself."""
        return bare(self.formula).meta


def units_of(pack: Pack) -> tuple[Unit, ...]:
    """Every unit of a pack once, in reading order."""
    found: dict[int, tuple[Formula, list[Key]]] = {}
    for programme, track, tier, root in pack.formulas():
        for formula in _units(root, top=True):
            found.setdefault(id(formula), (formula, []))[1].append((programme.id, track, tier))
    return tuple(Unit(formula, tuple(keys)) for formula, keys in found.values())


def atoms_of(unit: Unit) -> tuple[Atom, ...]:
    """The unit's atoms, in reading order; one that is named again counts once."""
    once: dict[tuple[object, ...], Atom] = {}
    for atom in _atoms(unit.formula, owner=unit.formula, unit=unit):
        once.setdefault(copy_key(atom.formula), atom)
    return tuple(once.values())


def is_tier(formula: Formula) -> bool:
    """True for a condition that is another tier's: it is tested there."""
    core = bare(formula)
    return isinstance(core, All) and core.meta.leaf and _holds_numbered(formula)


def _units(formula: Formula, *, top: bool = False) -> Iterator[Formula]:
    core = bare(formula)
    if core.meta.numbered or is_tier(formula) or not (top or _holds_numbered(formula)):
        yield formula
        return
    for part in parts_of(core):
        yield from _units(part)


def _holds_numbered(formula: Formula) -> bool:
    return any(bare(n).meta.numbered for n in nodes_in(formula) if n is not formula)


def _atoms(formula: Formula, *, owner: Formula, unit: Unit) -> Iterator[Atom]:
    core = bare(formula)
    if core.meta.leaf or isinstance(core, Judgement):
        yield Atom(formula, owner, unit)
        return
    if core.meta.numbered:
        owner = formula
    for part in parts_of(core):
        yield from _atoms(part, owner=owner, unit=unit)
