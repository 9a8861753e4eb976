"""Finding a pack's nodes: by id, by the address of a numbered criterion, by track and tier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bole.criteria.kernel import (
    Claimed,
    Formula,
    Judgement,
    OneOf,
    Soft,
    Staged,
    parts_of,
    walk,
)
from bole.policy.intake import timing
from bole.policy.pack import Pack


@dataclass(frozen=True, slots=True)
class Index:
    """The nodes of a pack, each with what says when it counts (stage, claim) around it.

    `nodes` by id, `criteria` by clause address, `roots` by `track/tier`, `programme/track/tier`
    and, where there are no tracks, `tier`; a name that means several things maps to None.
    """

    nodes: Mapping[str, Formula]
    criteria: Mapping[str, Formula | None]
    roots: Mapping[str, Formula | None]
    #: Nodes on which people rule: judgements, soft conditions, open lists.
    ruled: frozenset[str]

    def find(self, name: str) -> Formula | None:
        """The formula that a case or a person names; None where there is none, or several."""
        return self.nodes.get(name) or self.criteria.get(name) or self.roots.get(name)

    def names(self) -> list[str]:
        """Everything that can be named, for hints."""
        return [*self.nodes, *self.criteria, *self.roots]


def bare(formula: Formula) -> Formula:
    """The condition itself, without what says when it counts."""
    while isinstance(formula, Staged | Claimed):
        formula = formula.part
    return formula


def nodes_in(formula: Formula) -> Iterator[Formula]:
    """Every node about the person in reading order, each with its stage and claim around it."""
    yield formula
    for part in parts_of(bare(formula)):
        yield from nodes_in(part)


def index_of(pack: Pack) -> Index:
    """The index of a pack."""
    nodes: dict[str, Formula] = {}
    criteria: dict[str, Formula | None] = {}
    roots: dict[str, Formula | None] = {}
    ruled: set[str] = set()
    for programme, track, tier, root in pack.formulas():
        for name in {f"{programme.id}/{track}/{tier}", "/".join(p for p in (track, tier) if p)}:
            roots[name] = None if name in roots else root
        ruled |= ruled_in(root)
        for node in nodes_in(root):
            meta = bare(node).meta
            if not meta.shown:
                continue
            nodes.setdefault(meta.id, node)
            if meta.numbered:
                same = criteria.get(meta.cite, node) is nodes[meta.id]
                criteria[meta.cite] = nodes[meta.id] if same or meta.cite not in criteria else None
    for formula in _timings(pack):
        for node in nodes_in(formula):
            if bare(node).meta.shown:
                nodes.setdefault(bare(node).meta.id, node)
    return Index(nodes, criteria, roots, frozenset(ruled))


def ruled_in(formula: Formula) -> frozenset[str]:
    """The ids on which people can rule inside a formula."""
    found: set[str] = set()
    for node in walk(formula):
        match node:
            case Judgement(ruling) | Soft(ruling) | OneOf(claim=str(), ruling=ruling):
                found.add(ruling)
            case _:
                pass
    return frozenset(found)


def _timings(pack: Pack) -> Iterator[Formula]:
    for programme in pack.programmes:
        formula = timing(programme.intake)
        if formula is not None:
            yield formula
        yield from (m.when for m in programme.materials if m.when is not None)
