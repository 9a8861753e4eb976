"""Clause by clause: what in the pack carries it, which cases say something of it, or why nothing.

A clause is carried
- by whatever cites it (`itself`);
- by whatever cites the clause it is a note or paragraph of (`whole`), where it sets no condition;
- by its parts (`parts`), where every clause below it is covered and one of them is carried.
It is covered where it is carried, or where its kind needs no carrier and the pack says why not
(`why_not`; headings, bases, contacts and statements say it by their kind).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bole.check.carriers import Carrier, carriers
from bole.check.context import Context
from bole.check.traces import Trace, traces_of
from bole.policy.pack import ClauseRef
from bole.policy.skeleton import unsorted
from bole.text import Text

ITSELF: Final = "itself"
WHOLE: Final = "whole"
PARTS: Final = "parts"

#: Kinds that must be carried: no reason excuses them.
MUST: Final = (
    "criterion",
    "condition",
    "exclusion",
    "material",
    "step",
    "benefit",
    "timing",
    "measure",
)
#: Kinds that set nothing, and what is said of them where the pack says nothing of its own.
QUIET: Final = {
    "heading": Text("只是标题", "A heading only"),
    "basis": Text("只说依据，不设要求", "Says what the document rests on and asks for nothing"),
    "contact": Text("联系方式", "Contacts"),
    "statement": Text("只是说明，不设要求", "A statement that asks for nothing"),
}
_UNNUMBERED = re.compile(r"(注|引言|末段|段)\d*(~\d+)?")


@dataclass(frozen=True, slots=True)
class Covered:
    """One clause and what was found for it; `via` says how it is carried, "" where it is not."""

    clause: ClauseRef
    parent: str
    carried_by: tuple[Carrier, ...]
    via: str
    #: The clauses right below, in the document's order.
    parts: tuple[str, ...]
    traces: tuple[Trace, ...]
    why_not: Text
    covered: bool

    @property
    def address(self) -> str:
        """The address of the clause."""
        return self.clause.address


def covering(context: Context) -> tuple[Covered, ...]:
    """Every clause of the pack in the document's order.

    Raises Problems where a case or walk cannot be read.
    """
    by_cite: dict[str, list[Carrier]] = {}
    for carrier in carriers(context.pack):
        by_cite.setdefault(carrier.cite, []).append(carrier)
    known = context.pack.clauses
    return Coverer(known, by_cite=by_cite, traces=traces_of(context)).rows()


class Coverer:
    """Finds what carries each clause, the parts before the whole."""

    def __init__(
        self,
        clauses: Mapping[str, ClauseRef],
        *,
        by_cite: Mapping[str, Iterable[Carrier]],
        traces: Mapping[str, tuple[Trace, ...]],
    ) -> None:
        self.clauses, self.by_cite, self.traces = clauses, by_cite, traces
        self.parents = {address: parent_of(address, among=clauses) for address in clauses}
        self.parts: dict[str, list[str]] = {}
        for address, parent in self.parents.items():
            self.parts.setdefault(parent, []).append(address)
        self._found: dict[str, Covered] = {}

    def rows(self) -> tuple[Covered, ...]:
        """Every clause in order."""
        return tuple(self.row(address) for address in self.clauses)

    def row(self, address: str) -> Covered:
        """One clause."""
        if address not in self._found:
            self._found[address] = self._row(self.clauses[address])
        return self._found[address]

    def _row(self, clause: ClauseRef) -> Covered:
        parent = self.parents[clause.address]
        parts = [self.row(a) for a in self.parts.get(clause.address, ())]
        found, via = self._carriers(clause, parent=parent, parts=parts)
        excuse = clause.why_not or QUIET.get(clause.kind, Text(""))
        why_not = Text("") if via or clause.kind in MUST or unsorted(clause) else excuse
        return Covered(
            clause,
            parent,
            found,
            via,
            tuple(p.address for p in parts),
            self.traces.get(clause.address, ()),
            why_not,
            not unsorted(clause) and bool(via or why_not),
        )

    def _carriers(
        self, clause: ClauseRef, *, parent: str, parts: list[Covered]
    ) -> tuple[tuple[Carrier, ...], str]:
        own = tuple(self.by_cite.get(clause.address, ()))
        if own:
            return own, ITSELF
        if parts and all(p.covered for p in parts) and any(p.via for p in parts):
            return (), PARTS
        whole = tuple(self.by_cite.get(parent, ()))
        if (
            whole
            and _UNNUMBERED.fullmatch(clause.address.rsplit("/", 1)[-1])
            and _sets_nothing(clause)
        ):
            return whole, WHOLE
        return (), ""


def _sets_nothing(clause: ClauseRef) -> bool:
    """True for a clause that the carrier of the whole can speak for."""
    return clause.kind not in (*MUST, "lead_in")


def parent_of(address: str, *, among: Mapping[str, object]) -> str:
    """The nearest clause above that is among the known ones, "" at the top."""
    above = address
    while "/" in above:
        above = above.rsplit("/", 1)[0]
        if above in among:
            return above
    return ""
