"""Which materials show which facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bole.criteria.kernel import Formula
from bole.facts.vocabulary import Vocabulary
from bole.levels import NOT_MET
from bole.policy.pack import Material, Programme
from bole.text import Text


class Evidence:
    """The materials that this person needs; `level_of` judges whom a material is for."""

    def __init__(
        self,
        programme: Programme,
        *,
        vocabulary: Vocabulary,
        level_of: Callable[[Formula], int],
    ) -> None:
        self.needed = [
            m for m in programme.materials if m.when is None or level_of(m.when) != NOT_MET
        ]
        self._tags = {m.number: frozenset(m.evidences) for m in self.needed}
        self._vocabulary = vocabulary

    def materials(self, reads: Iterable[str]) -> list[Material]:
        """The materials that show any of these facts and families."""
        words = frozenset(reads) | frozenset(t for id in reads for t in self._evidence(id))
        return [m for m in self.needed if not words.isdisjoint(self._tags[m.number])]

    def label(self, reads: Iterable[str]) -> Text:
        """The first of them, in words."""
        return next((m.label for m in self.materials(reads)), Text(""))

    def _evidence(self, id: str) -> frozenset[str]:
        """The tags of a fact, or of all fields of a family."""
        if id in self._vocabulary.facts:
            return frozenset(self._vocabulary.fact(id).evidence)
        if id in self._vocabulary.families:
            fields = self._vocabulary.family(id).fields.values()
            return frozenset(tag for f in fields for tag in f.evidence)
        return frozenset()
