"""Which materials of a programme would show which facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bole.criteria.kernel import Formula
from bole.facts.vocabulary import Vocabulary
from bole.levels import NOT_MET
from bole.policy.pack import Material, Programme


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
        self._found: dict[frozenset[str], tuple[Material, ...]] = {}
        self._numbers: dict[frozenset[str], tuple[str, ...]] = {}

    def materials(self, reads: Iterable[str]) -> tuple[Material, ...]:
        """The materials that show any of these facts and families, as the document lists them."""
        key = frozenset(reads)
        if key not in self._found:
            words = key | frozenset(t for id in key for t in self._evidence(id))
            self._found[key] = tuple(
                m for m in self.needed if not words.isdisjoint(self._tags[m.number])
            )
        return self._found[key]

    def numbers(self, reads: frozenset[str]) -> tuple[str, ...]:
        """The numbers of those materials."""
        found = self._numbers.get(reads)
        if found is None:
            found = self._numbers[reads] = tuple(m.number for m in self.materials(reads))
        return found

    def _evidence(self, id: str) -> frozenset[str]:
        """The tags of a fact, or of all fields of a family."""
        if id in self._vocabulary.facts:
            return frozenset(self._vocabulary.fact(id).evidence)
        if id in self._vocabulary.families:
            fields = self._vocabulary.family(id).fields.values()
            return frozenset(tag for f in fields for tag in f.evidence)
        return frozenset()
