"""The words of all policies: facts, families and catalogues, read from YAML folders."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bole.facts.catalogues import Catalogue, CatalogueValue, plain
from bole.facts.definitions import FactDef, FamilyDef
from bole.problems import Problem, Problems, problem

__all__ = [
    "Catalogue",
    "CatalogueValue",
    "FactDef",
    "FamilyDef",
    "Vocabulary",
    "read_vocabulary",
]


@dataclass(frozen=True)
class Vocabulary:
    """Everything a rule or a profile can name."""

    facts: Mapping[str, FactDef] = field(default_factory=dict)
    families: Mapping[str, FamilyDef] = field(default_factory=dict)
    catalogues: Mapping[str, Catalogue] = field(default_factory=dict)

    def fact(self, fact: str) -> FactDef:
        """The scalar fact's definition; KeyError where there is none."""
        return self.facts[fact]

    def family(self, family: str) -> FamilyDef:
        """The family's definition; KeyError where there is none."""
        return self.families[family]

    def field(self, family: str, name: str) -> FactDef:
        """The definition of one field of a family; KeyError where there is none."""
        return self.families[family].fields[name]

    def catalogue(self, fact: FactDef) -> Catalogue:
        """The list a choice is made from."""
        return self.catalogues[fact.catalogue]

    @property
    def registers(self) -> frozenset[str]:
        """The families that only a register or an officer closes."""
        return frozenset(f.id for f in self.families.values() if f.closes_by == "register")

    @functools.cached_property
    def fingerprint(self) -> str:
        """SHA-256 over every definition, in the order they were read."""
        words = repr((self.facts, self.families, self.catalogues))
        return hashlib.sha256(words.encode()).hexdigest()

    def find_fact(self, word: str) -> str | None:
        """The scalar fact that `word` names, by id, label or alias."""
        return word if word in self.facts else self._fact_words.get(plain(word))

    def find_family(self, word: str) -> str | None:
        """The family that `word` names."""
        return word if word in self.families else self._family_words.get(plain(word))

    def find_field(self, family: str, word: str) -> str | None:
        """The family's field that `word` names."""
        fields = self.families[family].fields
        return word if word in fields else self._field_words[family].get(plain(word))

    def merge(self, other: Vocabulary) -> Vocabulary:
        """Both together; raises Problems where the same id is defined twice."""
        clashes: list[Problem] = []
        facts = _join(self.facts, other.facts, what="fact", clashes=clashes)
        families = dict(self.families)
        for family in other.families.values():
            families[family.id] = _extend_family(families.get(family.id), family, clashes=clashes)
        catalogues = dict(self.catalogues)
        for listed in other.catalogues.values():
            catalogues[listed.id] = _extend_list(catalogues.get(listed.id), listed, clashes=clashes)
        for both in facts.keys() & families.keys():
            clashes.append(_clash("fact", both))
        if clashes:
            raise Problems(clashes)
        return Vocabulary(facts, families, catalogues)

    @functools.cached_property
    def _fact_words(self) -> dict[str, str]:
        return _words(self.facts)

    @functools.cached_property
    def _family_words(self) -> dict[str, str]:
        return _words(self.families)

    @functools.cached_property
    def _field_words(self) -> dict[str, dict[str, str]]:
        return {name: _words(family.fields) for name, family in self.families.items()}


def words_of(item: FactDef | FamilyDef) -> Iterator[str]:
    """Everything that names a fact, field or family."""
    yield from (w for w in (item.id, item.label.zh, item.label.en, *item.aliases) if w)


def read_vocabulary(*folders: Path, base: Vocabulary | None = None) -> Vocabulary:
    """The vocabulary of all YAML files below the folders, on top of `base` where given.

    A catalogue or family marked `extends: true` adds values or fields to one that is there.
    Raises Problems with everything that is wrong, each with its line.
    """
    from bole.facts.vocabulary_files import read_folders

    return read_folders(folders, base=base or Vocabulary())


def _words(items: Mapping[str, Any]) -> dict[str, str]:
    words: dict[str, str] = {}
    for name, item in items.items():
        for word in words_of(item):
            words.setdefault(plain(word), name)
    return words


def _join(mine: Any, theirs: Any, *, what: str, clashes: list[Problem]) -> dict[str, Any]:
    clashes += [_clash(what, name) for name in mine.keys() & theirs.keys()]
    return {**mine, **theirs}


def _clash(what: str, name: str) -> Problem:
    kinds = {
        "fact": "事实",
        "family": "记录",
        "catalogue": "目录",
        "value": "取值",
        "field": "字段",
    }
    return problem(
        "vocabulary.clash", f"{kinds[what]} {name} 已经有了", f"The {what} {name} is there already"
    )


def _no_rank(name: str) -> Problem:
    return problem(
        "vocabulary.rank",
        f"补进有高低之分的目录，{name} 要写 rank",
        f"{name} joins an ordered list and needs its rank",
    )


def _extend_family(
    mine: FamilyDef | None, theirs: FamilyDef, *, clashes: list[Problem]
) -> FamilyDef:
    if mine is None:
        return theirs
    if mine.extends and not theirs.extends:
        mine, theirs = theirs, mine
    elif not theirs.extends:
        clashes.append(_clash("family", theirs.id))
    fields = _join(mine.fields, theirs.fields, what="field", clashes=clashes)
    return dataclasses.replace(mine, fields=fields)


def _extend_list(mine: Catalogue | None, theirs: Catalogue, *, clashes: list[Problem]) -> Catalogue:
    if mine is None:
        return theirs
    if mine.extends and not theirs.extends:
        mine, theirs = theirs, mine
    elif not theirs.extends:
        clashes.append(_clash("catalogue", theirs.id))
    if mine.ordered:
        clashes += [_no_rank(v.id) for v in theirs.values.values() if not v.rank]
    values = _join(mine.values, theirs.values, what="value", clashes=clashes)
    return dataclasses.replace(mine, values=values)
