"""Packs compiled once and judged many times, for everyone who judges on the site."""

from __future__ import annotations

import functools
import threading
from typing import Final

from bole.criteria.kernel import Formula
from bole.judge.verdict import Key, Plan
from bole.policy.cycle import Cycle, plain_cycle
from bole.policy.pack import Pack
from bole.web.programmes import needs as needs_
from bole.web.programmes.held import Held
from bole.web.programmes.needs import Needs

#: All fields at once: find the field for me.
ANY_TRACK: Final = "*"


class Checker:
    """One pack under a cycle's decisions; judging takes turns, as a plan compiles on demand."""

    def __init__(self, cycle: Cycle) -> None:
        self.pack, self.cycle = cycle.pack, cycle
        self.plan = Plan(cycle)
        self.turn = threading.Lock()
        self._named: dict[tuple[str, str], Needs] = {}
        self._alone: dict[tuple[str, str | None], Plan] = {}
        self.claims = {key: needs_.claims_in(root) for key, root in self.plan.roots.items()}
        self.fields = needs_.Fields(self.pack.vocabulary)

    def roots(self, programme: str, *, track: str) -> list[tuple[Key, Formula]]:
        """The whole conditions in question, by (programme, track, tier)."""
        return [
            (key, formula)
            for key, formula in self.plan.roots.items()
            if key[0] == programme and track in (ANY_TRACK, key[1])
        ]

    def alone(self, programme: str, *, track: str | None = None) -> Plan:
        """The plan of one programme, or of one track of it; made when first asked for."""
        key = (programme, track)
        if key not in self._alone:
            self._alone[key] = Plan(self.cycle, programme=programme, track=track, by_clause=True)
        return self._alone[key]

    def named(self, programme: str, *, track: str) -> Needs:
        """What the rules in question name, whatever has been answered."""
        key = (programme, track)
        if key not in self._named:
            formulas = [formula for _, formula in self.roots(programme, track=track)]
            keys = [root_key for root_key, _ in self.roots(programme, track=track)]
            claims = {c.address: c for root_key in keys for c in self.claims[root_key]}
            self._named[key] = Needs(
                self.pack.vocabulary, {}, needs_.choices_named(formulas), tuple(claims.values())
            )
        return self._named[key]


def checker_of(pack: Pack, *, cycle: Cycle | None = None) -> Checker:
    """The pack's checker under the cycle (without one, as the document stands); made once."""
    under = cycle or plain_cycle(pack)
    return _checker(pack.id, pack.fingerprint, under.fingerprint, Held(under))


@functools.lru_cache(maxsize=64)
def _checker(pack_id: str, fingerprint: str, decisions: str, held: Held[Cycle]) -> Checker:
    return Checker(held.value)
