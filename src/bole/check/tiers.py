"""The tiers of each track from high to low, each with its own units, for comparison."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from bole.check.context import Context
from bole.check.parts import Atom, Unit, atoms_of, is_tier
from bole.check.plainer import plainer
from bole.criteria.kernel import Formula
from bole.policy.index import nodes_in
from bole.policy.pack import Programme, Tier, Track


@dataclass(frozen=True, slots=True)
class TierUnits:
    """One tier of one track, and the units of its own condition."""

    programme: Programme
    track: Track
    tier: Tier
    units: tuple[Unit, ...]

    @property
    def place(self) -> str:
        """`track/tier`, as people name it."""
        return "/".join(p for p in (self.track.id, self.tier.id) if p)

    def atoms(self) -> Iterator[tuple[Atom, Formula]]:
        """Every atom, with its formula as it compares across tiers."""
        for unit in self.units:
            for atom in atoms_of(unit):
                if not is_tier(atom.formula):
                    yield atom, plainer(atom.formula)


def tiers_of(context: Context) -> Iterator[TierUnits]:
    """Every tier that has conditions, highest first in each track."""
    for programme in context.pack.programmes:
        for track in programme.tracks:
            for tier in programme.tiers:
                own = programme.own.get((track.id, tier.id))
                if own is not None:
                    key, inside = (programme.id, track.id, tier.id), {id(n) for n in nodes_in(own)}
                    units = (u for u in context.units if key in u.tiers and id(u.formula) in inside)
                    yield TierUnits(programme, track, tier, tuple(units))


def pairs(context: Context) -> Iterator[tuple[TierUnits, TierUnits]]:
    """Every higher and lower tier of the same track."""
    listed = list(tiers_of(context))
    for high, low in combinations(listed, 2):
        if (high.programme.id, high.track.id) == (low.programme.id, low.track.id):
            yield high, low
