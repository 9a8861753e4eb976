"""Which nodes of two trees belong together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bole.check.plainer import plainer
from bole.criteria.kernel import Formula
from bole.judge.plan import facts_read
from bole.policy.index import bare
from bole.text import Text

Pair = tuple[Formula, Formula]


@dataclass(slots=True)
class Pairing:
    """Compares nodes; what a node comes to without names is worked out once."""

    _plain: dict[int, Formula] = field(default_factory=dict)

    def pairs(self, a: list[Formula], b: list[Formula]) -> list[Pair]:
        """Nodes that belong together, in the order of `b`: equal ones first, then by their names
        and clauses, then by the facts they read.
        """
        found: dict[int, Pair] = {}
        taken: set[int] = set()
        for alike in self._tests():
            for two in b:
                if id(two) in found:
                    continue
                one = next((n for n in a if id(n) not in taken and alike(n, two)), None)
                if one is not None:
                    taken.add(id(one))
                    found[id(two)] = (one, two)
        return [found[id(two)] for two in b if id(two) in found]

    def _tests(self) -> tuple[Callable[[Formula, Formula], bool], ...]:
        def named(a: Formula, b: Formula) -> bool:
            return bool(id_of(a)) and id_of(a) == id_of(b)

        def labelled(a: Formula, b: Formula) -> bool:
            return bool(label_of(a)) and label_of(a) == label_of(b)

        def cited(a: Formula, b: Formula) -> bool:
            one, two = bare(a).meta, bare(b).meta
            return one.numbered and two.numbered and one.cite == two.cite

        return (
            lambda a, b: named(a, b) and self.same(a, b),
            self.same,
            lambda a, b: named(a, b) and labelled(a, b),
            labelled,
            named,
            cited,
            lambda a, b: not bare(b).meta.numbered and self.alike(a, b),
        )

    def same(self, a: Formula, b: Formula) -> bool:
        """True where both ask for the same, whatever their names."""
        return self._plainer(a) == self._plainer(b)

    def alike(self, a: Formula, b: Formula) -> bool:
        """True for the same, or for tests of one sort on the same facts."""
        if self.same(a, b) or (id_of(a) and id_of(a) == id_of(b)):
            return True
        one, two = bare(a), bare(b)
        read = facts_read(one)
        return type(one) is type(two) and bool(read) and read == facts_read(two)

    def _plainer(self, formula: Formula) -> Formula:
        key = id(formula)
        if key not in self._plain:
            self._plain[key] = plainer(formula)
        return self._plain[key]


def id_of(node: Formula) -> str:
    """The id of the condition itself."""
    return bare(node).meta.id


def label_of(node: Formula) -> Text:
    """The label of the condition itself."""
    return bare(node).meta.label
