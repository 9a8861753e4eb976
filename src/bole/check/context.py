"""What a rule of the linter may look at."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from bole.check.cases import CaseResult, Runner
from bole.check.coverage import Coverage, Reach, coverage_of
from bole.check.logic import constant
from bole.check.parts import Unit, units_of
from bole.check.places import Places
from bole.criteria.kernel import Formula, Meta
from bole.policy.cases import Case, read_cases
from bole.policy.index import Index, bare, index_of, nodes_in
from bole.policy.pack import Pack
from bole.text import Text


@dataclass(frozen=True)
class Context:
    """A pack and everything derived from it, each computed once and only when asked for."""

    pack: Pack
    #: Paths of files that are left out because they cannot be read.
    without: frozenset[str] = frozenset()

    @functools.cached_property
    def index(self) -> Index:
        """Nodes by id, address, track and tier."""
        return index_of(self.pack)

    @functools.cached_property
    def units(self) -> tuple[Unit, ...]:
        """Numbered criteria, lead-ins, general conditions."""
        return units_of(self.pack)

    @functools.cached_property
    def runner(self) -> Runner:
        """Judges the cases."""
        return Runner(self.index)

    @functools.cached_property
    def cases(self) -> tuple[Case, ...]:
        """The cases; raises Problems where one cannot be read."""
        return read_cases(self.pack, index=self.index, without=self.without)

    @functools.cached_property
    def results(self) -> tuple[CaseResult, ...]:
        """What the cases came to."""
        return tuple(self.runner.run(c) for c in self.cases)

    @functools.cached_property
    def reach(self) -> Reach:
        """Which cases say something of a unit."""
        return Reach(self.results, index=self.index)

    @functools.cached_property
    def coverage(self) -> tuple[Coverage, ...]:
        """What the cases have seen of every atom."""
        found = coverage_of(self.units, reach=self.reach, runner=self.runner)
        words = self.pack.vocabulary
        # What always or never holds is no test: rule P004 has a word on it.
        return tuple(c for c in found if constant(c.atom.formula, words=words) is None)

    @functools.cached_property
    def places(self) -> Places:
        """Where nodes are written."""
        return Places(self.pack)

    @functools.cached_property
    def shown(self) -> tuple[Formula, ...]:
        """Every node the pack wrote, once, in reading order."""
        found: dict[int, Formula] = {}
        for _, _, _, root in self.pack.formulas():
            for node in nodes_in(root):
                meta = bare(node).meta
                if meta.shown and not meta.id.startswith("root."):
                    found.setdefault(id(node), node)
        return tuple(found.values())

    def nodes(self) -> Iterator[tuple[Formula, Meta]]:
        """Every node the pack wrote, with its words."""
        for node in self.shown:
            yield node, bare(node).meta


def name(meta: Meta) -> Text:
    """How a problem names a node: its id, and its label where it has one."""
    if not meta.label:
        return Text(meta.id, meta.id)
    return Text(f"{meta.id}（{meta.label.zh}）", f"{meta.id} ({meta.label.say('en')})")
